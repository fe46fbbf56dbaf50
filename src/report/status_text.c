#include "report/status_text.h"

#include "report/burdens.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/unknown_days.h"
#include "report/wrap.h"
#include "source/clean.h"

void status_heading(Text *out, const Case *c)
{
    text_add_clean(out, c->title == NONE ? STR("A case without a title") : c->tree->texts.at[c->title]);
    if (c->as_of != DAY_NONE_AFTER) {
        text_add(out, STR(" · as of "));
        day_print(out, c->as_of);
    }
    text_add(out, STR("\n"));
}

void days_text(Text *out, DaySpan days)
{
    if (days.lo == DAY_FIRST && days.hi == DAY_NONE_AFTER) {
        text_add(out, STR("every day"));
        return;
    }
    text_add(out, days.lo == DAY_FIRST ? STR("to ") : days.hi == DAY_NONE_AFTER ? STR("from ") : STR(""));
    day_print(out, days.lo == DAY_FIRST ? days.hi : days.lo);
    if (days.lo != DAY_FIRST && days.hi != DAY_NONE_AFTER && days.lo != days.hi) {
        text_add(out, STR(" to "));
        day_print(out, days.hi);
    }
}

static bool touches(const Period *p, DaySpan days)
{
    return p->from <= days.hi && p->until > days.lo;
}

/* Whether the answer reads alike on all of the days. */
static bool is_steady(const Answer *a, DaySpan days)
{
    const Period *first = periods_at(&a->periods, days.lo);
    bool steady = true;
    for (size_t i = 0; i < a->periods.n && steady; i++) {
        const Period *p = &a->periods.at[i];
        steady = !touches(p, days) || periods_read_alike(p, first);
    }
    return steady;
}

static void cell(Text *out, const Answer *a, DaySpan days)
{
    const Period *p = periods_at(&a->periods, days.lo);
    text_add(out, !is_steady(a, days) ? STR("changes") : period_depends(p) ? STR("depends") : str_of(period_phrase(p)));
}

static size_t padded(Text *out, Str s, size_t width)
{
    size_t columns = text_add_clean(out, s);
    if (columns < width) {
        text_add_spaces(out, width - columns);
    }
    return columns;
}

enum { CELL = 13, INDENT = 2 };

/* Adds s in lines of at most `width` columns, each indented; the last is padded to it. */
static void wrapped(Text *out, Str s, size_t width)
{
    size_t start = 0;
    for (;;) {
        size_t at = start, end = start, columns = 0, fits = start;
        while (at < s.len) {
            size_t before = at;
            columns += clean_character(NULL, s, &at);
            if (columns > width) {
                break;
            }
            if (at >= s.len || s.ptr[at] == ' ') {
                fits = at;
            }
            end = at;
            (void)before;
        }
        bool last = columns <= width;
        end = last ? s.len : fits > start ? fits : end > start ? end : s.len;
        text_add_spaces(out, INDENT);
        padded(out, (Str){s.ptr + start, end - start}, last || end == s.len ? width : 0);
        if (last || end == s.len) {
            return;
        }
        text_add(out, STR("\n"));
        start = end + (s.ptr[end] == ' ');
    }
}

typedef struct Grid {
    Text *out;
    const Case *c;
    const Answers *answers;
    size_t first; /* the first answer's place in the list */
    const Answer *rows;
    size_t count, views, label; /* answers; columns; width of the label column */
    Files *files;
    size_t width;
} Grid;

static void table_head(const Grid *t, Str title)
{
    text_add(t->out, STR("\n"));
    if (padded(t->out, title, t->label + INDENT) > t->label + INDENT) {
        text_add(t->out, STR("\n"));
        text_add_spaces(t->out, t->label + INDENT);
    }
    for (size_t v = 0; v < t->views; v++) {
        text_add(t->out, STR(" "));
        Str name = case_view_name(t->c, t->rows[v].view);
        if (v + 1 == t->views) {
            text_add_clean(t->out, name);
        } else {
            padded(t->out, name, name.len >= CELL ? name.len : CELL - 1);
        }
    }
    text_add(t->out, STR("\n"));
}

static bool unsupported_for_all(const Grid *t, size_t row, DaySpan days)
{
    bool all = true;
    for (size_t v = 0; v < t->views; v++) {
        const Periods *periods = &t->rows[row + v].periods;
        for (size_t i = 0; i < periods->n && all; i++) {
            all = !touches(&periods->at[i], days) || periods->at[i].status == STATUS_UNSUPPORTED;
        }
    }
    return all;
}

/* Under a row: on which dates depends what depends on any, and which statuses occur. */
static void dates_text(const Grid *t, size_t row, DaySpan days)
{
    Text line = {0};
    for (size_t v = 0; v < t->views; v++) {
        const Answer *a = &t->rows[row + v];
        const Period *p = periods_at(&a->periods, days.lo);
        if (!period_depends(p) || !is_steady(a, days)) {
            continue;
        }
        line.len = 0;
        if (t->views > 1) {
            text_format(&line, "for %.*s: ", STR_ARG(case_view_name(t->c, a->view)));
        }
        depends_text(&line, t->c, p, &a->periods.unknowns, t->files);
        wrap_add(t->out, text_str(&line), 2 * INDENT, 3 * INDENT, t->width);
    }
    text_free(&line);
}

/* "arguable if nothing ranked above anything else": what an answer would be under another reading. */
static void otherwise_text(Text *out, const Sensitivity *s)
{
    switch ((OtherReading)s->reading) {
    case READING_GROUNDED:
        text_add(out, STR("left open by the most cautious reading (grounded), which takes no side"));
        break;
    case READING_STABLE:
        if (s->status == EXPECTED_STATUSES) {
            text_add(out, STR("without any reading that decides everything (stable)"));
        } else {
            text_format(out, "%s by the readings that decide everything (stable)",
                        s->status == STATUS_EITHER_WAY ? "established" : answer_phrase(s->status));
        }
        break;
    case READING_UNRANKED:
        text_format(out, "%s if nothing ranked above anything else", answer_phrase(s->status));
        break;
    }
}

/* Under a row: under which other readings of the case its answers would be others. */
static void row_otherwise(const Grid *t, size_t row, Day day)
{
    const Answers *answers = t->answers;
    Text line = {0};
    IdVec told = {0};
    for (size_t i = 0; i < answers->sensitive.n; i++) {
        const Sensitivity *s = &answers->sensitive.at[i];
        size_t from = t->first + row;
        if (s->day != day || s->answer < from || s->answer >= from + t->views || ids_contain(&told, (uint32_t)i)) {
            continue;
        }
        text_add(&line, STR("* for "));
        text_add_clean(&line, case_view_name(t->c, answers->list.at[s->answer].view));
        for (size_t k = i + 1; k < answers->sensitive.n; k++) { /* others of which the same is to be said */
            const Sensitivity *x = &answers->sensitive.at[k];
            if (x->day == day && x->answer >= from && x->answer < from + t->views && x->reading == s->reading &&
                x->status == s->status) {
                vec_push(&told, (uint32_t)k);
                text_add(&line, STR(", "));
                text_add_clean(&line, case_view_name(t->c, answers->list.at[x->answer].view));
            }
        }
        text_add(&line, STR(": "));
        otherwise_text(&line, s);
        wrap_add(t->out, text_str(&line), 2 * INDENT, 3 * INDENT, t->width);
        line.len = 0;
    }
    vec_free(&told);
    text_free(&line);
}

static void table_rows(const Grid *t, DaySpan days)
{
    Text reads = {0}, word = {0};
    size_t hidden = 0;
    for (size_t i = 0; i < t->count; i += t->views) {
        const Answer *a = &t->rows[i];
        if (t->count > t->views && unsupported_for_all(t, i, days)) {
            hidden++;
            continue;
        }
        reads.len = 0;
        literal_reading(&reads, t->c, a->relation, a->args);
        wrapped(t->out, text_str(&reads), t->label);
        for (size_t v = 0; v < t->views; v++) {
            word.len = 0;
            cell(&word, &t->rows[i + v], days);
            Str name = case_view_name(t->c, t->rows[v].view);
            text_add(t->out, STR(" "));
            if (v + 1 == t->views) {
                text_add(t->out, text_str(&word));
            } else {
                padded(t->out, text_str(&word), name.len >= CELL ? name.len : CELL - 1);
            }
        }
        text_add(t->out, STR("\n"));
        dates_text(t, i, days);
        if (days.lo == days.hi) {
            row_otherwise(t, i, days.lo);
        }
    }
    if (hidden) {
        text_add_spaces(t->out, INDENT);
        text_format(t->out, "(%zu %s unsupported for everybody)\n", hidden, hidden == 1 ? "other is" : "others are");
    }
    text_free(&reads);
    text_free(&word);
}

/* A line for each period of a literal in one view, under the table. */
static void history(const Grid *t, const Answer *a, DaySpan days)
{
    Text *out = t->out;
    Text line = {0};
    for (size_t i = 0; a->periods.n > 1 && i < a->periods.n; i++) {
        Period all = a->periods.at[i], *p = &all;
        while (i + 1 < a->periods.n && periods_read_alike(p, &a->periods.at[i + 1])) {
            p->until = a->periods.at[++i].until; /* they differ in what else goes with a status */
        }
        if (!touches(p, days)) {
            continue;
        }
        line.len = 0;
        if (p->from == DAY_FIRST) {
            text_add(&line, STR("before "));
            day_print(&line, p->until);
        } else {
            text_add(&line, STR("from "));
            day_print(&line, p->from);
            if (p->until == DAY_NONE_AFTER) {
                text_add(&line, STR(" on"));
            } else if (p->until == p->from + 1) {
                text_add(&line, STR(", that day"));
            } else {
                text_add(&line, STR(" until "));
                day_print(&line, p->until);
            }
        }
        text_add(&line, STR(": "));
        if (period_depends(p)) {
            depends_text(&line, t->c, p, &a->periods.unknowns, t->files);
        } else {
            text_add(&line, str_of(period_phrase(p)));
        }
        wrap_add(out, text_str(&line), 2 * INDENT, 3 * INDENT, t->width);
    }
    text_free(&line);
}

void answers_title(Text *out, const Case *c, const Question *q)
{
    bool contention = q && q->kind == QUESTION_CONTENTION;
    text_add(out, q && q->text != NONE   ? c->tree->texts.at[q->text]
                  : contention           ? STR("Contention")
                  : q && q->name != NONE ? tree_symbol(c->tree, q->name)
                                         : STR("Asked"));
    if (contention && q->attributed) {
        text_add(out, STR(" · attributed to "));
        positions_text(out, c, q->attributed, true);
    }
    if (contention && q->by) {
        text_add(out, q->attributed ? STR(" by ") : STR(" · pleaded by "));
        positions_text(out, c, q->by, true);
    }
}

/* When what is not the same throughout the stretch changed. */
static void stretch_histories(const Grid *t, DaySpan days)
{
    for (size_t i = 0; i < t->count; i++) {
        const Answer *a = &t->rows[i];
        bool hidden = t->count > t->views && unsupported_for_all(t, i - i % t->views, days);
        if (!hidden && !is_steady(a, days)) {
            text_add(t->out, STR("\n"));
            text_add_spaces(t->out, INDENT);
            literal_reading(t->out, t->c, a->relation, a->args);
            if (t->views > 1) {
                text_add(t->out, STR(", for "));
                text_add_clean(t->out, case_view_name(t->c, a->view));
            }
            text_add(t->out, STR("\n"));
            history(t, a, days);
        }
    }
}

/* The answers to one question: a table for each of its days; for a literal asked directly also when its status changed. */
static void question_text(Grid *t, DaySpan asked)
{
    const Case *c = t->c;
    const Answer *first = &t->rows[0];
    const Question *q = first->question == NONE ? NULL : &c->questions.at[first->question];
    uint32_t days = q && asked.lo == DAY_NONE_AFTER ? q->days.count : 0;
    Text head = {0};
    for (uint32_t i = 0; i < (days ? days : 1); i++) {
        Day on = days ? c->days.at[q->days.first + i] : c->as_of != DAY_NONE_AFTER ? c->as_of : DAY_NONE_AFTER - 1;
        DaySpan here = days || asked.lo == DAY_NONE_AFTER ? (DaySpan){on, on} : asked;
        head.len = 0;
        if (i == 0) {
            answers_title(&head, c, q);
        }
        if (days || asked.lo != DAY_NONE_AFTER) {
            text_add(&head, i ? STR("  ") : STR(" · "));
            text_add(&head, here.lo == here.hi ? STR("on ") : STR(""));
            days_text(&head, here);
        }
        table_head(t, text_str(&head));
        table_rows(t, here);
        if (here.lo != here.hi) {
            stretch_histories(t, here);
        }
    }
    text_free(&head);
    for (size_t i = 0; !q && asked.lo == DAY_NONE_AFTER && t->views == 1 && i < t->count; i++) {
        if (t->rows[i].periods.n > 1) {
            text_add(t->out, STR("\n"));
            text_add_spaces(t->out, INDENT);
            text_add_clean(t->out, t->rows[i].text);
            text_add(t->out, STR("\n"));
            history(t, &t->rows[i], (DaySpan){DAY_FIRST, DAY_NONE_AFTER});
        }
    }
}

void status_text(Text *out, const Case *c, const Answers *answers, const Suppositions *supposed, Files *files,
                 DaySpan asked, size_t width)
{
    status_heading(out, c);
    supposed_text(out, c, supposed, files, width);
    if (!answers->list.n && !answers->burdens.n) {
        text_add(out, c->questions.n ? STR("\nNothing in the case answers its questions.\n")
                                     : STR("\nThe case asks no question. Ask for a literal, such as:  "
                                           "arguendo status FILE 'possesses(X)'\n"));
        return;
    }
    for (size_t i = 0; i < answers->list.n;) {
        const Answer *first = &answers->list.at[i];
        Grid t = {.out = out, .c = c, .answers = answers, .first = i, .rows = first, .files = files, .width = width};
        while (i + t.count < answers->list.n && first[t.count].question == first->question) {
            t.count++;
        }
        while (t.views < t.count && first[t.views].text.ptr == first->text.ptr) {
            t.views++;
        }
        size_t cells = 0;
        for (size_t v = 0; v < t.views; v++) {
            size_t len = case_view_name(c, first[v].view).len;
            cells += len >= CELL ? len + 1 : CELL;
        }
        t.label = width > cells + INDENT + 30 ? width - cells - INDENT : 30;
        question_text(&t, asked);
        i += t.count;
    }
    if (answers->sensitive_cut) {
        Text line = {0};
        text_add(
            &line,
            STR("Whether answers would be others if nothing ranked above anything else was not looked at: too much is "
                "derived here."));
        text_add(out, STR("\n"));
        wrap_add(out, text_str(&line), 0, 0, width);
        text_free(&line);
    }
    if (answers->burdens.n) {
        text_add(out, STR("\nBurdens\n"));
        burdens_text(out, c, &answers->burdens, false, width);
    }
    if (supposed->n) {
        changes_text(out, c, answers, asked, width);
    }
}
