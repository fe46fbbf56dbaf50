#include "source/diagnostics.h"

#include "base/fatal.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *name, *title;
    Severity severity;
} codes[] = {
#define DIAG(code, severity, title) {#code, title, severity},
#include "source/codes.def"
#undef DIAG
};

__attribute__((format(printf, 2, 0))) static Str formatted(Diagnostics *diags, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    size_t len = length < 0 ? 0 : (size_t)length;
    char *text = arena_alloc(&diags->arena, len + 1, 1);
    vsnprintf(text, len + 1, format, again);
    va_end(again);
    return (Str){text, len};
}

static size_t room(const Diagnostics *diags)
{
    return MAX_ERRORS_PER_FILE * (1 + diags->more_files);
}

bool diag_has_room(const Diagnostics *diags)
{
    return diags->errors < room(diags);
}

/* Not kept: the last slot of room. */
static Diag *scratch(Diagnostics *diags, DiagCode code)
{
    vec_reserve(&diags->list, diags->list.n + 1);
    diags->list.at[diags->list.n] = (Diag){.code = code, .severity = codes[code].severity};
    return &diags->list.at[diags->list.n];
}

/* Whether this was said before: what one clause says of several items is wrong once. Only then is the message formatted in vain. */
__attribute__((format(printf, 5, 0))) static bool is_in(const Diag *list, size_t count, DiagCode code, Span span,
                                                        const char *format, va_list args)
{
    bool found = false;
    char *message = NULL;
    for (size_t i = 0; i < count && !found; i++) {
        const Diag *said = &list[i];
        if (said->code == code && said->span.start == span.start && said->span.end == span.end) {
            size_t room = said->message.len + 2;
            message = mem_resize(message, room, 1);
            va_list again;
            va_copy(again, args);
            vsnprintf(message, room, format, again);
            va_end(again);
            found = str_equal(said->message, str_of(message));
        }
    }
    free(message);
    return found;
}

/* The narrowest silence that this code falls under at this place, or NULL. */
static Silence *silence_of(const Diagnostics *diags, DiagCode code, Span span)
{
    Silence *narrowest = NULL;
    for (size_t i = 0; i < diags->silences.n; i++) {
        Silence *s = &diags->silences.at[i];
        if (s->code == code && s->where.start <= span.start && span.start < s->where.end &&
            (!narrowest || s->where.end - s->where.start < narrowest->where.end - narrowest->where.start)) {
            narrowest = s;
        }
    }
    return narrowest;
}

Diag *diag_add(Diagnostics *diags, DiagCode code, Span span, const char *format, ...)
{
    BUG_UNLESS(code < DIAG_CODES);
    Severity severity = codes[code].severity;
    Silence *silence = severity == SEVERITY_WARNING ? silence_of(diags, code, span) : NULL;
    const Diag *said = silence ? diags->silenced.at : diags->list.at;
    size_t count = silence ? diags->silenced.n : diags->list.n;
    va_list args;
    va_start(args, format);
    bool again = is_in(said, count, code, span, format, args);
    va_end(args);
    if (again) {
        return scratch(diags, code);
    }
    if (silence) {
        silence->used = true;
        diags->all_silenced++;
        if (count >= room(diags)) {
            return scratch(diags, code);
        }
        va_start(args, format);
        Str message = formatted(diags, format, args);
        va_end(args);
        vec_push(
            &diags->silenced,
            ((Diag){.code = code, .severity = severity, .span = span, .message = message, .reason = silence->reason}));
        return &vec_last(&diags->silenced);
    }
    bool kept = (severity == SEVERITY_ERROR ? diags->errors : diags->warnings) < room(diags);
    if (severity == SEVERITY_ERROR) {
        diags->errors++;
    } else {
        diags->warnings++;
    }
    if (diags->list.n && !kept) {
        return scratch(diags, code);
    }
    va_start(args, format);
    Str message = formatted(diags, format, args);
    va_end(args);
    vec_push(&diags->list, ((Diag){.code = code, .severity = severity, .span = span, .message = message}));
    return &vec_last(&diags->list);
}

/* What is said about the scratch entry is not even formatted. */
bool diag_is_kept(const Diagnostics *diags, const Diag *diag)
{
    return diags->list.at == NULL || diag != diags->list.at + diags->list.n;
}

void diag_label(Diagnostics *diags, Diag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (diag_is_kept(diags, diag)) {
        diag->label = formatted(diags, format, args);
    }
    va_end(args);
}

void diag_help(Diagnostics *diags, Diag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (diag_is_kept(diags, diag)) {
        diag->help = formatted(diags, format, args);
    }
    va_end(args);
}

void diag_note(Diagnostics *diags, Diag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (diag_is_kept(diags, diag)) {
        diag->note = formatted(diags, format, args);
    }
    va_end(args);
}

void diag_mark(Diagnostics *diags, Diag *diag, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (diag_is_kept(diags, diag) && diag->marks < sizeof diag->mark / sizeof diag->mark[0]) {
        diag->mark[diag->marks++] = (DiagMark){span, formatted(diags, format, args)};
    }
    va_end(args);
}

void diag_edit(Diagnostics *diags, Diag *diag, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (diag_is_kept(diags, diag)) {
        BUG_UNLESS(diag->edits < sizeof diag->edit / sizeof diag->edit[0]);
        diag->edit[diag->edits++] = (DiagEdit){span, formatted(diags, format, args)};
    }
    va_end(args);
}

static int by_place(const void *left, const void *right)
{
    const Diag *a = left, *b = right;
    if (a->span.start != b->span.start) {
        return a->span.start < b->span.start ? -1 : 1;
    }
    if (a->code != b->code) {
        return a->code < b->code ? -1 : 1;
    }
    return str_compare(a->message, b->message);
}

void diag_move(Diagnostics *diags, size_t from, uint32_t base)
{
    for (size_t i = from; i < diags->list.n; i++) {
        Diag *diag = &diags->list.at[i];
        diag->span.start += base;
        diag->span.end += base;
        for (int k = 0; k < diag->marks; k++) {
            diag->mark[k].span.start += base;
            diag->mark[k].span.end += base;
        }
        for (int k = 0; k < diag->edits; k++) {
            diag->edit[k].span.start += base;
            diag->edit[k].span.end += base;
        }
    }
}

DiagMoment diag_moment(const Diagnostics *diags)
{
    return (DiagMoment){diags->list.n, diags->errors, diags->warnings};
}

void diag_forget(Diagnostics *diags, DiagMoment since)
{
    diags->list.n = since.kept;
    diags->errors = since.errors;
    diags->warnings = since.warnings;
}

void diag_take_back(Diagnostics *diags, size_t from, const DiagCode *taken, size_t count)
{
    size_t kept = from;
    for (size_t i = from; i < diags->list.n; i++) {
        const Diag *diag = &diags->list.at[i];
        bool take = false;
        for (size_t k = 0; k < count; k++) {
            take |= diag->code == taken[k];
        }
        if (take) {
            *(diag->severity == SEVERITY_ERROR ? &diags->errors : &diags->warnings) -= 1;
        } else {
            diags->list.at[kept++] = *diag;
        }
    }
    diags->list.n = kept;
}

void diag_sort(Diagnostics *diags)
{
    if (diags->list.n) {
        qsort(diags->list.at, diags->list.n, sizeof(Diag), by_place);
    }
    if (diags->silenced.n) {
        qsort(diags->silenced.at, diags->silenced.n, sizeof(Diag), by_place);
    }
}

void diag_add_unused_silences(Diagnostics *diags, uint32_t end)
{
    /* Those of W0106 itself last: the others may need them. */
    for (int itself = 0; itself < 2; itself++) {
        for (size_t i = 0; i < diags->silences.n; i++) {
            Silence s = diags->silences.at[i];
            if (!s.used && s.span.start < end && (s.code == W0106) == itself) {
                Diag *diag = diag_add(diags, W0106, s.span, "nothing here gives a warning %s that could be allowed",
                                      diag_code_name(s.code));
                diag_help(diags, diag, "leave this `allow` out");
                diag_edit(diags, diag, s.span, "%s", "");
            }
        }
    }
}

void diag_free(Diagnostics *diags)
{
    vec_free(&diags->list);
    vec_free(&diags->silences);
    vec_free(&diags->silenced);
    arena_free(&diags->arena);
    *diags = (Diagnostics){0};
}

const char *diag_code_name(DiagCode code)
{
    return codes[code].name;
}

const char *diag_code_title(DiagCode code)
{
    return codes[code].title;
}

DiagCode diag_code_find(Str name)
{
    for (DiagCode code = 0; code < DIAG_CODES; code++) {
        if (str_equal(name, str_of(codes[code].name))) {
            return code;
        }
    }
    return DIAG_CODES;
}

Severity diag_code_severity(DiagCode code)
{
    return codes[code].severity;
}

const char *diag_severity_word(Severity severity)
{
    return severity == SEVERITY_ERROR ? "error" : "warning";
}
