#include "session/session.h"

#include "base/fatal.h"
#include "report/date.h"
#include "report/diagnostics_text.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/status_text.h"
#include "syntax/parser.h"
#include "syntax/reader.h"

#include <errno.h>
#include <stdio.h>

const char *arguendo_version(void)
{
    return ARGUENDO_VERSION;
}

enum { DEFAULT_LIMIT = 10000000 };

arguendo_session *arguendo_open(void)
{
    arguendo_session *s = mem_zero(1, sizeof *s);
    s->day = s->known_by = s->days.lo = s->days.hi = DAY_NONE_AFTER;
    s->width = 80;
    s->limit = DEFAULT_LIMIT;
    return s;
}

static void unload(arguendo_session *s)
{
    session_suppose_nothing(s);
    if (s->built) {
        case_free(&s->c);
    }
    tree_free(&s->tree);
    files_free(&s->files);
    files_free(&s->asked);
    diag_free(&s->diags);
    diag_free(&s->asking);
    diag_free(&s->supposing);
    s->built = s->errors = false;
}

void arguendo_close(arguendo_session *s)
{
    if (!s) {
        return;
    }
    unload(s);
    sarif_free(&s->sarif);
    free(s->view);
    text_free(&s->out);
    text_free(&s->messages);
    text_free(&s->trouble);
    free(s);
}

static void clear_call(arguendo_session *s)
{
    diag_free(&s->asking);
    diag_free(&s->supposing);
    files_free(&s->asked);
    s->out.len = s->messages.len = s->trouble.len = 0;
    s->lints_shown = s->limited = s->undecided = s->impossible = false;
    s->budget.deadline = s->timeout > 0 ? budget_deadline(s->timeout) : 0;
}

/* What reading came to: a case to parse, findings, or a file that is not there. */
static arguendo_result read_trouble(arguendo_session *s, FileTrouble trouble, const char *name, uint32_t where)
{
    Span at = {where, where};
    Diag *diag;
    switch (trouble) {
    case FILE_READ:
        if (s->files.at.at[0].bytes.len) {
            return ARGUENDO_GOOD;
        }
        diag = diag_add(&s->diags, E0004, (Span){0, 0}, "the file is empty");
        diag->whole_file = true;
        diag_help(&s->diags, diag, "a case starts with a line such as `case \"Smith v. Jones\"`");
        break;
    case FILE_MISSING:
        text_format(&s->trouble, "arguendo: cannot read %s: %s\n", name, strerror(errno));
        return ARGUENDO_MISUSE;
    case FILE_NOT_A_FILE:
        text_format(&s->trouble, "arguendo: %s is not a file; name the case file itself\n", name);
        return ARGUENDO_MISUSE;
    case FILE_TOO_LARGE:
        text_format(&s->trouble, "arguendo: %s is too large: a case file has less than 4 GB\n", name);
        return ARGUENDO_MISUSE;
    case FILE_BINARY:
        diag = diag_add(&s->diags, E0002, at, "this is not a text file: it has a zero byte at position %u", where);
        diag_help(&s->diags, diag, "save the case as plain text (UTF-8); a word processor's own format cannot be read");
        break;
    case FILE_NOT_UTF8:
        diag = diag_add(&s->diags, E0003, at, "this is not valid UTF-8 text, at byte %u", where);
        diag_help(&s->diags, diag, "save the file again with the encoding UTF-8");
        break;
    case FILE_ABSOLUTE:
    case FILE_ELSEWHERE:
        BUG("only what a file names can be elsewhere");
    }
    s->errors = true;
    return ARGUENDO_FINDINGS;
}

static bool has_wrong_names(const Diagnostics *diags)
{
    bool found = false;
    for (size_t i = 0; i < diags->list.n && !found; i++) {
        DiagCode code = diags->list.at[i].code;
        found = (code >= E0201 && code <= E0205) || code == E0301 || code == E0312;
    }
    return found;
}

/* What was said from entry `from` on of a line whose form is wrong may only follow from that. */
static void take_back_beside(arguendo_session *s, size_t from)
{
    Diagnostics *diags = &s->diags;
    size_t kept = from;
    for (size_t i = from; i < diags->list.n; i++) {
        uint32_t here = diags->list.at[i].span.start;
        bool beside = false;
        for (size_t k = 0; k < from && !beside && diags->list.at[i].severity == SEVERITY_ERROR; k++) {
            uint32_t there = diags->list.at[k].span.start, low = here < there ? here : there;
            const SourceFile *file = &s->files.at.at[files_index(&s->files, low)];
            size_t length = here + there - 2 * low;
            beside = low + length <= file->base + file->bytes.len &&
                     !memchr(file->bytes.ptr + low - file->base, '\n', length);
        }
        if (beside) {
            diags->errors--;
        } else {
            diags->list.at[kept++] = diags->list.at[i];
        }
    }
    diags->list.n = kept;
}

static arguendo_result build(arguendo_session *s, SessionReading how)
{
    if (how == READ_ALONE) {
        parser_run(&s->files.at.at[0], &s->tree, &s->diags);
    } else {
        reader_run(&s->files, &s->tree, &s->diags);
    }
    if (how == READ_TREE || how == READ_ALONE) {
        s->errors = true;
        return s->diags.errors ? ARGUENDO_FINDINGS : ARGUENDO_GOOD;
    }
    /* Resolved even where parts could not be read, so that one run shows all errors; but then not what may only follow from an
     * item that is left out. Nor are warnings given together with wrong names, from which they may
     * follow. */
    static const DiagCode of_names[] = {W0101, W0102, W0104, W0105, W0108, W0109, W0110, W0112};
    DiagCode follow[DIAG_CODES] = {E0201, E0203, E0306};
    size_t count = 3;
    for (DiagCode code = 0; code < DIAG_CODES; code++) {
        if (diag_code_severity(code) == SEVERITY_WARNING) {
            follow[count++] = code;
        }
    }
    bool partial = s->diags.errors > 0;
    size_t from = s->diags.list.n;
    case_build(&s->c, &s->tree, &s->diags);
    if (how != READ_WHOLE) {
        tree_release_clauses(&s->tree);
    }
    s->built = true;
    if (partial) {
        diag_take_back(&s->diags, from, follow, count);
        take_back_beside(s, from);
    } else if (has_wrong_names(&s->diags)) {
        diag_take_back(&s->diags, from, of_names, sizeof of_names / sizeof of_names[0]);
    }
    diag_sort(&s->diags);
    s->errors = s->diags.errors > 0;
    return s->errors ? ARGUENDO_FINDINGS : ARGUENDO_GOOD;
}

/* Takes over a file that was read; `errno` still says what went wrong. */
static arguendo_result load(arguendo_session *s, const SourceFile *file, FileTrouble trouble, uint32_t where,
                            SessionReading how)
{
    int reason = errno;
    files_add(&s->files, file);
    errno = reason;
    s->whole = read_trouble(s, trouble, s->files.at.at[0].name.ptr, where);
    return s->whole == ARGUENDO_GOOD ? build(s, how) : s->whole;
}

arguendo_result session_read(arguendo_session *s, const char *path, SessionReading how)
{
    clear_call(s);
    unload(s);
    uint32_t where;
    SourceFile file;
    FileTrouble trouble = file_read(&file, path, &where);
    return load(s, &file, trouble, where, how);
}

arguendo_result arguendo_parse(arguendo_session *s, const char *path)
{
    return session_read(s, path, READ_TREE);
}

arguendo_result session_read_text(arguendo_session *s, const char *name, Str bytes, SessionReading how)
{
    clear_call(s);
    unload(s);
    uint32_t where;
    SourceFile file;
    FileTrouble trouble = file_from_memory(&file, str_of(name), bytes, &where);
    file_identify(&file, name);
    return load(s, &file, trouble, where, how);
}

arguendo_result session_read_again(arguendo_session *s, SessionReading how)
{
    if (!s->files.at.n || s->whole != ARGUENDO_GOOD) { /* of what is no text only the start was kept */
        return s->files.at.n ? s->whole : ARGUENDO_MISUSE;
    }
    Text name = {0}, bytes = {0};
    text_add(&name, s->files.at.at[0].name);
    text_add(&bytes, s->files.at.at[0].bytes);
    arguendo_result result = session_read_text(s, name.len ? name.bytes : "", text_str(&bytes), how);
    text_free(&name);
    text_free(&bytes);
    return result;
}

arguendo_result arguendo_load(arguendo_session *s, const char *name, const char *bytes, size_t length)
{
    return bytes ? session_read_text(s, name, (Str){bytes, length}, READ_CASE) : session_read(s, name, READ_CASE);
}

void arguendo_set_view(arguendo_session *s, const char *view)
{
    free(s->view);
    s->view = NULL;
    if (view) {
        size_t size = strlen(view) + 1;
        s->view = mem_new(size, 1);
        memcpy(s->view, view, size);
    }
}

void arguendo_set_limits(arguendo_session *s, size_t instances, double seconds)
{
    s->limit = instances ? instances : DEFAULT_LIMIT;
    s->timeout = seconds;
}

void arguendo_set_interrupt(arguendo_session *s, const volatile sig_atomic_t *flag)
{
    s->budget.interrupted = flag;
}

Viewpoint session_viewpoint(arguendo_session *s, uint32_t view)
{
    return (Viewpoint){view,          s->known_by, s->suppositions.n ? &s->supposed : NULL,
                       s->limit,      &s->limited, &s->budget,
                       &s->undecided, false,       &s->impossible,
                       NULL};
}

AnswersRequest session_request(arguendo_session *s, const Asked *asked, size_t count, uint32_t view)
{
    return (AnswersRequest){.c = &s->c,
                            .literals = asked,
                            .count = count,
                            .view = view,
                            .viewpoint = session_viewpoint(s, VIEW_ALL),
                            .write = session_write_literal,
                            .written = s->suppositions.n > 0,
                            .day = DAY_NONE_AFTER};
}

Viewpoint session_written(arguendo_session *s, uint32_t view)
{
    Viewpoint from = session_viewpoint(s, view);
    from.supposed = NULL;
    return from;
}

Diagnostics *session_findings(arguendo_session *s)
{
    return s->suppositions.n ? &s->supposing : &s->diags;
}

/* Why something is not decided where the budget is spent. */
static void say_spent(arguendo_session *s)
{
    bool interrupted = s->budget.interrupted && *s->budget.interrupted;
    text_add(&s->trouble, interrupted ? STR("arguendo: it was interrupted before ")
                                      : STR("arguendo: the time allowed ended before "));
    text_add(&s->trouble, s->limited
                              ? STR("all rules were applied, so nothing is decided yet: every answer is unknown.\n")
                              : STR("everything was decided; what is not is said to be unknown.\n"));
    if (!interrupted) {
        text_add(&s->trouble,
                 s->limited
                     ? STR("--timeout SECONDS allows more.\n")
                     : STR("--timeout SECONDS allows more; what is established or unsupported needs none of it.\n"));
    }
}

arguendo_result session_failed(arguendo_session *s)
{
    if (s->impossible && !s->limited) {
        text_add(
            &s->trouble,
            STR("arguendo: facts contradict each other however the unknown days fall, so what turns on them has no "
                "answer.\nLook at the dates of facts about the same, or make one of them a claim.\n"));
        return ARGUENDO_FINDINGS;
    }
    if (!s->limited && !s->undecided) {
        return ARGUENDO_FINDINGS;
    }
    if (budget_spent(&s->budget)) {
        say_spent(s);
        return ARGUENDO_LIMIT;
    }
    if (!s->limited) {
        text_add(&s->trouble,
                 STR("arguendo: there are more ways in which the unknown days can fall than were tried; what is not "
                     "decided is said to be unknown.\nDates that are more exact leave fewer.\n"));
        return ARGUENDO_LIMIT;
    }
    text_format(
        &s->trouble,
        "arguendo: the limit of %zu applications of rules, or of what they would cost, was reached; the answer is "
        "unknown.\nA rule whose conditions share no variable multiplies everything by everything; --limit N allows "
        "more.\n",
        s->limit);
    return ARGUENDO_LIMIT;
}

void arguendo_set_width(arguendo_session *s, size_t columns)
{
    s->width = columns < 80 ? 80 : columns;
}

/* Says why a date of `option` cannot be taken: what is no date, and what was probably meant; or that it `needs` another kind of date. */
static arguendo_result refuse_date(arguendo_session *s, const char *option, const char *given, EdtfVerdict verdict,
                                   const char *needs)
{
    text_format(&s->trouble, "arguendo: %s%s ", option, verdict == EDTF_VALID ? "" : ":");
    if (verdict != EDTF_VALID) {
        date_trouble(&s->trouble, str_of(given), verdict);
        return ARGUENDO_MISUSE;
    }
    size_t certain = strcspn(given, "~?%");
    if (given[certain] != '\0') {
        text_format(&s->trouble, "asks about certain days, and `%s` leaves open which: write it without `%c`\n", given,
                    given[certain]);
        return ARGUENDO_MISUSE;
    }
    text_format(&s->trouble, "needs %s, not `%s`\n", needs, given);
    return ARGUENDO_MISUSE;
}

arguendo_result arguendo_set_days(arguendo_session *s, const char *days)
{
    Date date;
    clear_call(s);
    s->day = s->days.lo = s->days.hi = DAY_NONE_AFTER;
    if (!days) {
        return ARGUENDO_GOOD;
    }
    EdtfVerdict verdict = date_read(str_of(days), &date);
    if (verdict != EDTF_VALID || date.scattered || date.unknown_lo || date.unknown_hi || date.lo_marks || date.hi_marks) {
        return refuse_date(s, "--on", days, verdict, "a day such as 1991-12-26 or a stretch of time such as 1991/1994");
    }
    if (date_is_day(&date)) {
        s->day = date.lo;
    } else {
        s->days = (DaySpan){date.lo, date.hi};
    }
    return ARGUENDO_GOOD;
}

arguendo_result arguendo_set_known_by(arguendo_session *s, const char *day)
{
    Date date;
    clear_call(s);
    s->known_by = DAY_NONE_AFTER;
    if (!day) {
        return ARGUENDO_GOOD;
    }
    EdtfVerdict verdict = date_read(str_of(day), &date);
    if (verdict != EDTF_VALID || !date_is_day(&date) || date.lo_marks || date.hi_marks) {
        return refuse_date(s, "--known-by", day, verdict, "a whole day such as 1991-12-26");
    }
    s->known_by = date.lo;
    return ARGUENDO_GOOD;
}

bool session_one_day(arguendo_session *s, const char *command)
{
    bool one = s->days.lo == DAY_NONE_AFTER;
    if (!one) {
        text_format(
            &s->trouble,
            "arguendo: %s is about one day: --on needs a whole day such as 1991-12-26; status, timeline and diff "
            "also take a stretch of time\n",
            command);
    }
    return one;
}

bool session_begin(arguendo_session *s)
{
    clear_call(s);
    return s->built && !s->errors;
}

bool session_view(arguendo_session *s, uint32_t *view)
{
    *view = NONE;
    return !s->view || session_find_view(s, str_of(s->view), view);
}

bool session_find_view(arguendo_session *s, Str name, uint32_t *view)
{
    *view = case_find_view(&s->c, name);
    if (*view != NONE) {
        return true;
    }
    VEC(Str) names = {0};
    vec_push(&names, STR("all"));
    vec_push(&names, STR("common"));
    for (PositionId p = 0; p < s->c.positions.n; p++) {
        vec_push(&names, case_view_name(&s->c, p));
    }
    text_format(&s->trouble, "arguendo: no position is called `%.*s`; there are", STR_ARG(name));
    for (size_t i = 0; i < names.n; i++) {
        text_format(&s->trouble, "%s %.*s", i ? "," : "", STR_ARG(names.at[i]));
    }
    uint32_t near = nearest_word(name, names.at, names.n);
    if (near != NONE) {
        text_format(&s->trouble, ". Did you mean `%.*s`?", STR_ARG(names.at[near]));
    }
    text_add_char(&s->trouble, '\n');
    vec_free(&names);
    return false;
}

/* Takes over what is asked, as text behind that of the case: what is wrong with it may show places in the case too. */
static bool add_asked(arguendo_session *s, const char *text)
{
    files_free(&s->asked);
    uint32_t where;
    SourceFile asked;
    FileTrouble trouble = file_from_memory(&asked, STR("your question"), str_of(text), &where);
    files_add(&s->asked, &asked);
    if (trouble != FILE_READ) {
        text_format(&s->trouble, "arguendo: what you ask is not valid UTF-8 text\n");
    } else if (files_end(&s->files) + asked.bytes.len > FILE_LIMIT) {
        text_format(&s->trouble, "arguendo: the case is so large that there is no room for a question\n");
    } else {
        s->asked.at.at[0].base = (uint32_t)files_end(&s->files);
        return true;
    }
    return false;
}

static uint32_t parse_asked(arguendo_session *s)
{
    const SourceFile *asked = &s->asked.at.at[0];
    TreeMark mark = tree_mark(&s->tree);
    size_t from = s->asking.list.n;
    uint32_t literal = parser_literal(asked, &s->tree, &s->asking);
    tree_move(&s->tree, &mark, asked->base);
    diag_move(&s->asking, from, asked->base);
    return literal;
}

static void asking_text(arguendo_session *s, Text *out, bool color)
{
    if (s->asking.list.n) {
        vec_push(&s->files.at, s->asked.at.at[0]);
        diagnostics_text(out, &s->asking, &s->files, color);
        s->asked.at.at[0] = s->files.at.at[--s->files.at.n];
    }
}

bool session_literals(arguendo_session *s, const char *const *literals, size_t count, Asked *out)
{
    for (size_t i = 0; i < count; i++) {
        if (!add_asked(s, literals[i])) {
            return false;
        }
        size_t errors = s->asking.errors;
        uint32_t literal = parse_asked(s);
        if (literal == NONE || s->asking.errors > errors || !case_resolve_asked(&s->c, literal, &out[i], &s->asking)) {
            return false;
        }
        if (s->asking.list.n) {
            asking_text(s, &s->messages, false);
            diag_free(&s->asking);
        }
    }
    return true;
}

bool session_ground_literal(arguendo_session *s, const char *command, const char *literal, Asked *out)
{
    if (!session_literals(s, &literal, 1, out)) {
        return false;
    }
    if (out->variables) {
        text_format(&s->trouble,
                    "arguendo: %s is about one statement at a time; write names in place of the variables "
                    "(arguendo status lists what there is)\n",
                    command);
    }
    return !out->variables;
}

Day session_day(const arguendo_session *s)
{
    return s->day != DAY_NONE_AFTER ? s->day : s->c.as_of != DAY_NONE_AFTER ? s->c.as_of : DAY_NONE_AFTER - 1;
}

Str session_write_literal(Arena *arena, const Case *c, RelationId relation, const ConstantId *args)
{
    Text text = {0};
    literal_text(&text, c, relation, args);
    Str copy = arena_copy(arena, text_str(&text));
    text_free(&text);
    return copy;
}

void session_give_json(arguendo_session *s, json_t *json, const char **out)
{
    char *dump = json_dumps(json, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
    json_decref(json);
    if (!dump) {
        fatal_memory();
    }
    text_add(&s->out, str_of(dump));
    text_add_char(&s->out, '\n');
    free(dump);
    *out = s->out.bytes;
}

arguendo_result arguendo_status(arguendo_session *s, const char *const *literals, size_t count, arguendo_format format,
                                const char **out)
{
    *out = "";
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    uint32_t view;
    Asked *asked = mem_new(count, sizeof *asked);
    if (!session_view(s, &view) || !session_literals(s, literals, count, asked)) {
        free(asked);
        return ARGUENDO_MISUSE;
    }
    Answers answers;
    AnswersRequest request = session_request(s, asked, count, view);
    request.on_days = format == ARGUENDO_TEXT && s->days.lo == DAY_NONE_AFTER;
    request.sensitive = s->days.lo == DAY_NONE_AFTER;
    request.day = s->day;
    DaySpan days = s->day != DAY_NONE_AFTER ? (DaySpan){s->day, s->day} : s->days;
    bool good = answers_find(&answers, &request, session_findings(s));
    if (good && format == ARGUENDO_JSON) {
        session_give_json(s, status_json(&s->c, &answers, &s->suppositions, days), out);
    } else if (good) {
        status_text(&s->out, &s->c, &answers, &s->suppositions, &s->files, days, s->width);
        *out = s->out.bytes;
    }
    answers_free(&answers);
    free(asked);
    return good && !s->undecided ? ARGUENDO_GOOD : session_failed(s);
}

const char *arguendo_messages(arguendo_session *s, int color)
{
    Text text = {0};
    text_add(&text, text_str(&s->trouble));
    text_add(&text, text_str(&s->messages));
    asking_text(s, &text, color);
    diagnostics_text(&text, &s->supposing, &s->files, color);
    if (s->diags.errors || s->lints_shown) {
        diagnostics_text(&text, &s->diags, &s->files, color);
    }
    text_free(&s->messages);
    s->messages = text;
    s->trouble.len = 0;
    diag_free(&s->asking);
    return text.len ? text.bytes : "";
}
