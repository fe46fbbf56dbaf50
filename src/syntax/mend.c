#include "syntax/mend_ways.h"

#include "base/mem.h"
#include "source/clean.h"

#include <stdlib.h>

/* ---- reading a trial ---- */

/* Reads a text by itself; what is wrong with it goes into `diags`. False when enough has been tried. */
static bool read_trial(Mend *m, const Text *text, Diagnostics *diags)
{
    Parser *p = m->p;
    p->tried += text->len + 100;
    if (text->len == 0 || p->tried > MEND_MOST_READ) {
        return false;
    }
    Tree tree = {0};
    SourceFile file = {.bytes = text_str(text)};
    parser_trial(&file, &tree, diags);
    tree_free(&tree);
    return true;
}

static int by_start(const void *left, const void *right)
{
    const DiagEdit *a = left, *b = right;
    return (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

/* The text with the edits of the diagnostics from `from` up to `to` made; false where one has none, or they meet. */
static bool make_edits(const Text *text, const Diagnostics *diags, size_t from, size_t to, uint32_t base, Text *out)
{
    VEC(DiagEdit) edits = {0};
    bool good = to <= diags->list.n;
    for (size_t i = from; good && i < to; i++) {
        const Diag *diag = &diags->list.at[i];
        good = diag->edits > 0;
        for (unsigned k = 0; k < diag->edits; k++) {
            vec_push(&edits, diag->edit[k]);
        }
    }
    if (edits.n) {
        qsort(edits.at, edits.n, sizeof(DiagEdit), by_start);
    }
    uint32_t done = 0;
    for (size_t i = 0; good && i < edits.n; i++) {
        Span span = edits.at[i].span;
        good = span.start >= base + done && span.end - base <= text->len;
        if (good) {
            text_add(out, (Str){text->bytes + done, span.start - base - done});
            text_add(out, edits.at[i].text);
            done = span.end - base;
        }
    }
    if (good) {
        text_add(out, (Str){text->bytes + done, text->len - done});
    }
    vec_free(&edits);
    return good;
}

/* Whether the edits of these messages may be made unseen: not where they take away what somebody wrote, nor where they make a text of it, for
 * anything can be read as a text. */
static bool are_harmless(const Diagnostics *diags, size_t from)
{
    bool good = true;
    for (size_t i = from; i < diags->list.n; i++) {
        const Diag *diag = &diags->list.at[i];
        good &= diag->code != E0104 && diag->code != E0102;
        for (unsigned k = 0; k < diag->edits; k++) {
            good &= diag->edit[k].text.len > 0 || diag->edit[k].span.end <= diag->edit[k].span.start + 1;
        }
    }
    return good;
}

/* Whether the text is readable, at once or with the edits of what is said of it. */
static bool is_readable(Mend *m, Text *text)
{
    Diagnostics diags = {0};
    bool good = read_trial(m, text, &diags) && diags.errors == 0;
    if (!good && !m->strict && diags.list.n && diags.list.n <= 2 && are_harmless(&diags, 0)) {
        Text better = {0};
        Diagnostics again = {0};
        good = make_edits(text, &diags, 0, diags.list.n, 0, &better) && read_trial(m, &better, &again) &&
               again.errors == 0;
        if (good) {
            Text old = *text;
            *text = better;
            better = old;
        }
        diag_free(&again);
        text_free(&better);
    }
    diag_free(&diags);
    return good;
}

bool mend_try_text(Mend *m, Str text)
{
    Text trial = {0};
    text_add(&trial, text);
    bool good = !str_equal(text, m->text) && is_readable(m, &trial);
    if (good) {
        m->found = trial;
    } else {
        text_free(&trial);
    }
    return good;
}

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '"' ||
           (c & 0x80);
}

bool mend_try(Mend *m, uint32_t start, uint32_t end, Str with)
{
    if (with.len == 0 && start && in_word(m->text.ptr[start - 1]) && in_word(m->text.ptr[end]) &&
        memchr(" ,(", m->text.ptr[start], 3)) {
        return false; /* two words would become one */
    }
    Text trial = {0};
    text_add(&trial, (Str){m->text.ptr, start});
    text_add(&trial, with);
    text_add(&trial, (Str){m->text.ptr + end, m->text.len - end});
    bool good = mend_try_text(m, text_str(&trial));
    text_free(&trial);
    return good;
}

/* ---- saying what was found ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A part of what was found as it is shown: on one line, and cut when long. */
static const char *shown(Parser *p, Str text)
{
    enum { LONGEST = 90 };
    Text out = {0};
    size_t at = 0;
    while (at < text.len && out.len < LONGEST) {
        if (is_blank(text.ptr[at])) {
            text_add_char(&out, ' ');
            at++;
            while (at < text.len && is_blank(text.ptr[at])) {
                at++;
            }
        } else {
            clean_character(&out, text, &at);
        }
    }
    if (at < text.len) {
        text_add(&out, STR("…"));
    }
    Str kept = arena_copy(&p->diags->arena, out.len ? text_str(&out) : STR(""));
    text_free(&out);
    return kept.ptr;
}

/* Makes the range larger until it has whole words, and as many opening as closing brackets, within its lines. */
static void widen(Str text, size_t *from, size_t *to)
{
    for (unsigned steps = 0; steps < 20; steps++) {
        while (*from && !is_blank(text.ptr[*from - 1])) {
            --*from;
        }
        while (*to < text.len && !is_blank(text.ptr[*to])) {
            ++*to;
        }
        int open = 0, least = 0;
        for (size_t i = *from; i < *to; i++) {
            open += (text.ptr[i] == '(') - (text.ptr[i] == ')');
            least = open < least ? open : least;
        }
        if (least < 0 && *from && text.ptr[*from - 1] == ' ') {
            --*from;
        } else if (open > least && open > 0 && *to < text.len && text.ptr[*to] == ' ') {
            ++*to;
        } else {
            break;
        }
    }
}

static void say(Mend *m, Diag *diag)
{
    Parser *p = m->p;
    Str old = m->text, found = text_str(&m->found);
    size_t before = 0, behind = 0, least = old.len < found.len ? old.len : found.len;
    while (before < least && old.ptr[before] == found.ptr[before]) {
        before++;
    }
    while (before && before < old.len && ((unsigned char)old.ptr[before] & 0xc0) == 0x80) {
        before--;
    }
    while (behind < least - before && old.ptr[old.len - 1 - behind] == found.ptr[found.len - 1 - behind]) {
        behind++;
    }
    while (behind && ((unsigned char)old.ptr[old.len - behind] & 0xc0) == 0x80) {
        behind--;
    }
    Span place = {m->base + (uint32_t)before, m->base + (uint32_t)(old.len - behind)};
    Str with = {found.ptr + before, found.len - behind - before};
    size_t from = before, to = found.len - behind;
    widen(found, &from, &to);
    if (!diag->edits && diag->help.len && !diag->note.len) {
        diag->note = diag->help; /* what is true in general */
    }
    diag->help = (Str){0};
    diag->edits = 0;
    Str gone = {old.ptr + before, old.len - behind - before};
    bool broken = memchr(with.ptr, '\n', with.len) && !memchr(gone.ptr, '\n', gone.len);
    bool removed = with.len == 0 && (from == to || (from == before && to == found.len - behind));
    if (removed) {
        diag_help(p->diags, diag, "leave out `%s`", shown(p, gone));
    } else if (broken && with.ptr[with.len - 1] != '"') {
        const char *line = (const char *)memchr(with.ptr, '\n', with.len) + 1;
        const char *end = memchr(line, '\n', (size_t)(found.ptr + found.len - line));
        size_t len = (size_t)((end ? end : found.ptr + found.len) - line);
        diag_help(p->diags, diag, "break the line: write `%s` on one of its own", shown(p, (Str){line, len}));
    } else {
        diag_help(p->diags, diag, "write `%s`", shown(p, (Str){found.ptr + from, to - from}));
    }
    diag_edit(p->diags, diag, place, "%.*s", STR_ARG(with));
    uint32_t low = place.start < diag->span.start ? place.start : diag->span.start;
    if (memchr(p->lexer.text + low, '\n', place.start + diag->span.start - 2 * low)) {
        diag->span = place; /* the message belongs to the line that changes */
    }
}

/* ---- when to search ---- */

/* What a change of signs and words can mend. */
static bool is_of_form(DiagCode code)
{
    return code >= E0101 && code <= E0123 && code != E0107 && code != E0114 && code != E0116;
}

/* Of several messages for one line the first: the others may only follow from it. */
static void keep_first_of_each_line(Parser *p, DiagMoment said)
{
    Diagnostics *diags = p->diags;
    size_t kept = said.kept + 1;
    for (size_t i = kept; i < diags->list.n; i++) {
        uint32_t start = diags->list.at[kept - 1].span.start, here = diags->list.at[i].span.start;
        if (here < start || memchr(p->lexer.text + start, '\n', here - start)) {
            diags->list.at[kept++] = diags->list.at[i];
        }
    }
    diags->errors -= diags->list.n - kept;
    diags->list.n = kept;
}

static void cut(Mend *m)
{
    Lexer lexer;
    SourceFile file = {.bytes = m->text};
    m->tokens = mem_new(MEND_MOST_TOKENS, sizeof(Token));
    lexer_start(&lexer, &file);
    while (m->n < MEND_MOST_TOKENS) {
        if (lexer.token.kind == TOKEN_STOP && !lexer_enter(&lexer)) {
            break;
        }
        m->tokens[m->n++] = lexer.token;
        lexer_next(&lexer);
    }
}

/* Several messages of one kind for one line become one, with the edits of all: `by: p  per: s`. */
static void merge(Parser *p, DiagMoment said)
{
    Diagnostics *diags = p->diags;
    for (size_t i = said.kept; i + 1 < diags->list.n; i++) {
        Diag *a = &diags->list.at[i], *b = &diags->list.at[i + 1];
        size_t room = sizeof a->edit / sizeof a->edit[0];
        uint32_t from = a->span.start, to = b->span.start;
        bool line = from < to && !memchr(p->lexer.text + from, '\n', to - from);
        if (a->code != b->code || !line || !a->edits || !b->edits || (size_t)a->edits + b->edits > room) {
            continue;
        }
        for (unsigned k = 0; k < b->edits; k++) {
            a->edit[a->edits++] = b->edit[k];
        }
        if (b->span.end > b->span.start) {
            diag_help(diags, a, "%.*s, and likewise at `%s`", STR_ARG(a->help), parser_shown(p, b->span));
        } else {
            diag_help(diags, a, "%.*s, and likewise behind it", STR_ARG(a->help));
        }
        memmove(b, b + 1, (diags->list.n - i - 2) * sizeof(Diag));
        diags->list.n--;
        diags->errors--;
        i--;
    }
}

/* Whether what is said of the item with its edits may still not be what is meant: several messages for one line, something to be left
 * out, or two words between which a comma is said to be missing. */
static bool is_doubtful(const Parser *p, DiagMoment said)
{
    const Diagnostics *diags = p->diags;
    bool doubtful = false;
    for (size_t i = said.kept; i < diags->list.n; i++) {
        const Diag *diag = &diags->list.at[i];
        doubtful |= diag->code == E0102 && diag->edits == 1 && diag->edit[0].text.len == 0;
        bool rule = p->item.kind == ITEM_RULE || p->item.kind == ITEM_ALWAYS;
        doubtful |= diag->code == E0104 && rule; /* rather conditions than a text */
        doubtful |= diag->code == E0103 && diag->edits == 1 && str_equal(diag->edit[0].text, STR(","));
        if (i > said.kept) {
            uint32_t a = diags->list.at[i - 1].span.start, b = diag->span.start;
            doubtful |= !memchr(p->lexer.text + (a < b ? a : b), '\n', a < b ? b - a : a - b);
        }
    }
    return doubtful;
}

/* Whether the edits of the messages from the first to `to` mend the item. */
static bool is_mended(Mend *m, DiagMoment said, size_t to)
{
    Text text = {0}, edited = {0};
    Diagnostics diags = {0};
    text_add(&text, m->text);
    bool good = make_edits(&text, m->p->diags, said.kept, to, m->base, &edited) && read_trial(m, &edited, &diags) &&
                diags.errors == 0;
    diag_free(&diags);
    text_free(&edited);
    text_free(&text);
    return good;
}

/* The ways in the order in which they are tried, for the first that makes the item readable is taken: what is said, dates and signs come
 * before what leaves something out. */
static bool mend_search(Mend *m)
{
    static bool (*const ways[])(Mend *) = {
        mend_by_characters,  mend_by_column_1,     mend_by_truth,        mend_by_dates,      mend_by_hours,
        mend_by_periods,     mend_by_lines,        mend_by_numbered_row, mend_by_heads,      mend_by_unequal,
        mend_by_comparisons, mend_by_groups,       mend_by_word_behind,  mend_by_lengths,    mend_by_orders,
        mend_by_reversing,   mend_by_disapplying,  mend_by_sure_phrases, mend_by_logic,      mend_by_rows,
        mend_by_signs,       mend_by_all_signs,    mend_by_phrases,      mend_by_references, mend_by_brackets,
        mend_by_texts,       mend_by_broken_texts, mend_by_single_words, mend_by_quoting,    mend_by_lost_keyword};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (ways[i](m)) {
            return true;
        }
    }
    return false;
}

static bool search(Mend *m, uint32_t at)
{
    cut(m);
    while (m->here < m->n && m->tokens[m->here].end <= at) {
        m->here++;
    }
    bool found = m->n > 0 && mend_search(m);
    free(m->tokens);
    return found;
}

bool parser_mend(Parser *p, Span item, DiagMoment said)
{
    Diagnostics *diags = p->diags;
    if (p->trial || diags->list.n <= said.kept || diags->errors - said.errors != diags->list.n - said.kept ||
        item.end <= item.start || item.end - item.start > MEND_LONGEST) {
        return false;
    }
    Diag first = diags->list.at[said.kept];
    bool guessed = first.edits && first.code == E0101; /* which item is meant; the rest was not looked at */
    if (guessed || !is_of_form(first.code) || first.span.start < item.start || first.span.start > item.end) {
        return false;
    }
    Text text = {0};
    text_add(&text, (Str){p->lexer.text + item.start, item.end - item.start});
    Mend m = {.p = p, .text = text_str(&text), .base = item.start};
    bool whole = is_mended(&m, said, diags->list.n), found = false;
    m.strict = whole;
    if (!whole || is_doubtful(p, said)) {
        bool alone = diags->list.n > said.kept + 1 && is_mended(&m, said, said.kept + 1);
        found = !alone && search(&m, first.span.start - item.start);
        if (alone || found) {
            diags->list.n = said.kept + 1;
            diags->errors = said.errors + 1;
        } else if (!whole) {
            keep_first_of_each_line(p, said);
        }
        merge(p, said);
        if (found) {
            say(&m, &diags->list.at[said.kept]);
            if (!p->case_span.end && m.found.len > 5 && memcmp(m.found.bytes, "case ", 5) == 0) {
                p->case_span = first.span; /* the title */
            }
        }
    }
    text_free(&m.found);
    text_free(&text);
    return found;
}
