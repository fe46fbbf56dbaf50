#include "report/literals.h"
#include "report/status_json.h"
#include "report/status_text.h"
#include "report/supposed.h"
#include "report/timeline_report.h"
#include "report/timeline_scale.h"
#include "report/unknown_days.h"
#include "report/wrap.h"
#include "source/clean.h"

enum { LABEL = 26, MOST_RULES = 20, MOST_DATED = 40, MOST_CHANGES = 60, DATES = 26 };

typedef enum Glyph { SOLID, EITHER, LIGHT, THIN, BLANK, UNKNOWN, DEPENDS, MIXED, ENDS, ON, BACK, FORCE, GLYPHS } Glyph;

static const struct {
    const char *utf8, *ascii, *meaning;
} glyphs[GLYPHS] = {
    [SOLID] = {"█", "#", "established"},
    [EITHER] = {"▓", "%", "either way"},
    [LIGHT] = {"░", ":", "arguable"},
    [THIN] = {"─", "-", "defeated or excluded"},
    [BLANK] = {" ", " ", "unsupported"},
    [UNKNOWN] = {"·", ".", "unknown"},
    [DEPENDS] = {"?", "?", "depends on dates"},
    [MIXED] = {"▒", "~", "more than one"},
    [ENDS] = {"╳", "x", "ends"},
    [ON] = {"→", ">", "goes on"},
    [BACK] = {"←", "<", "from before"},
    [FORCE] = {"═", "=", "in force"},
};

typedef struct Writer {
    Text *out;
    const TimelineReport *report;
    const Case *c;
    TimeScale scale;
    Glyph *row;        /* by place */
    bool used[GLYPHS]; /* for the legend */
    Text text;         /* scratch */
} Writer;

static Glyph glyph_of(const Period *p)
{
    if (p->status != STATUS_ESTABLISHED && p->against == STATUS_ESTABLISHED) {
        return THIN;
    }
    switch (p->status) {
    case STATUS_ESTABLISHED:
        return SOLID;
    case STATUS_EITHER_WAY:
        return EITHER;
    case STATUS_ARGUABLE:
        return LIGHT;
    case STATUS_DEFEATED:
        return THIN;
    case STATUS_CONTESTED:
        return UNKNOWN;
    case STATUS_DEPENDS:
        return DEPENDS;
    default:
        return BLANK;
    }
}

static void paint(Writer *w, Day from, Day until, Glyph glyph)
{
    size_t at, end;
    scale_range(&w->scale, from, until, &at, &end);
    while (at < end) {
        w->row[at++] = glyph;
    }
}

/* What a place shows where several periods share it. */
static void mark_shared(Writer *w, const Periods *periods)
{
    for (size_t i = 1; i < periods->n; i++) {
        const Period *p = &periods->at[i];
        size_t at, end, before, before_end;
        scale_range(&w->scale, p->from, p->until, &at, &end);
        scale_range(&w->scale, periods->at[i - 1].from, periods->at[i - 1].until, &before, &before_end);
        if (before_end > at && glyph_of(p) != glyph_of(&periods->at[i - 1])) {
            w->row[at] = MIXED;
        }
    }
}

static void print_row(Writer *w)
{
    size_t last = w->scale.places;
    while (last && w->row[last - 1] == BLANK) {
        last--;
    }
    for (size_t place = 0; place < last; place++) {
        Glyph glyph = w->row[place];
        w->used[glyph] = true;
        text_add(w->out, str_of(w->report->ascii ? glyphs[glyph].ascii : glyphs[glyph].utf8));
    }
    text_add(w->out, STR("\n"));
}

static void row_of(Writer *w, const Periods *whole)
{
    Periods cut = {0};
    for (size_t i = 0; i < whole->n; i++) {
        Period p = scale_cut(&w->scale, whole->at[i]);
        if (cut.n && glyph_of(&p) == glyph_of(&vec_last(&cut)) && p.ended != p.from) {
            vec_last(&cut).until = p.until; /* where one ends and the next begins is no day of the scale */
        } else {
            vec_push(&cut, p);
        }
    }
    const Periods *periods = &cut;
    for (size_t i = 0; i < periods->n; i++) {
        paint(w, periods->at[i].from, periods->at[i].until, glyph_of(&periods->at[i]));
    }
    mark_shared(w, periods);
    for (size_t i = 0; i < periods->n; i++) {
        const Period *p = &periods->at[i];
        size_t at, end;
        scale_range(&w->scale, p->from, p->until, &at, &end);
        if (p->ended == p->from && p->ended != DAY_NONE_AFTER && w->row[at] != MIXED) {
            w->row[at] = ENDS;
        }
    }
    if (w->scale.days.n) {
        if (w->row[0] != BLANK) {
            w->row[0] = BACK;
        }
        if (w->row[w->scale.places - 1] != BLANK) {
            w->row[w->scale.places - 1] = ON;
        }
    }
    print_row(w);
    vec_free(&cut);
}

/* A label in its column; one that is too long has a line of its own. */
static void label(Writer *w, Str s, size_t indent)
{
    Text line = {0};
    text_add_spaces(&line, indent);
    size_t columns = indent + text_add_clean(&line, s);
    if (columns > LABEL) {
        line.len = 0;
        wrap_add(w->out, s, indent, indent + 2, w->report->width);
        columns = 0;
    }
    text_add(w->out, text_str(&line));
    text_add_spaces(w->out, LABEL + 2 - columns);
    text_free(&line);
}

/* The days along the top, as many as fit. */
static void axis(Writer *w)
{
    size_t at = 0;
    text_add_spaces(w->out, LABEL + 2);
    for (size_t i = 0; i < w->scale.days.n; i++) {
        size_t place = w->scale.at.at[i];
        w->text.len = 0;
        scale_label(&w->text, &w->scale, w->scale.days.at[i]);
        bool again = false;
        if (i) {
            Text before = {0};
            scale_label(&before, &w->scale, w->scale.days.at[i - 1]);
            again = str_equal(text_str(&before), text_str(&w->text));
            text_free(&before);
        }
        if (!again && (place > at || !at) && place + w->text.len <= w->scale.places + 1) {
            text_add_spaces(w->out, place - at);
            text_add(w->out, text_str(&w->text));
            at = place + w->text.len;
            at++;
            text_add(w->out, STR(" "));
        }
    }
    while (w->out->len && w->out->bytes[w->out->len - 1] == ' ') {
        w->out->bytes[--w->out->len] = '\0';
    }
    text_add(w->out, STR("\n"));
}

/* The rows of one statement: one for each view that has anything. */
static void statement(Writer *w, const Answer *answers, size_t views)
{
    size_t shown = 0, last = 0;
    for (size_t v = 0; v < views; v++) {
        shown += !timeline_is_empty(&answers[v]);
        last = timeline_is_empty(&answers[v]) ? last : v;
    }
    if (!shown) {
        return;
    }
    w->text.len = 0;
    literal_reading(&w->text, w->c, answers->relation, answers->args);
    if (views == 1) {
        label(w, text_str(&w->text), 0);
        row_of(w, &answers[last].periods);
        return;
    }
    wrap_add(w->out, text_str(&w->text), 0, 2, w->report->width);
    for (size_t v = 0; v < views; v++) {
        if (!timeline_is_empty(&answers[v])) {
            label(w, case_view_name(w->c, answers[v].view), 2);
            row_of(w, &answers[v].periods);
        }
    }
}

static void question(Writer *w, const Answer *answers, size_t count)
{
    const Question *q = answers->question == NONE ? NULL : &w->c->questions.at[answers->question];
    size_t views = 1, empty = 0;
    while (views < count && answers[views].text.ptr == answers->text.ptr) {
        views++;
    }
    w->text.len = 0;
    text_add(&w->text, q && q->text != NONE   ? w->c->tree->texts.at[q->text]
                       : q && q->name != NONE ? tree_symbol(w->c->tree, q->name)
                                              : STR("Asked"));
    text_add(w->out, STR("\n"));
    wrap_add(w->out, text_str(&w->text), 0, 2, w->report->width);
    axis(w);
    for (size_t i = 0; i < count; i += views) {
        bool any = false;
        for (size_t v = 0; v < views; v++) {
            any |= !timeline_is_empty(&answers[i + v]);
        }
        empty += !any;
        statement(w, &answers[i], views);
    }
    if (empty) {
        text_format(w->out, "(%zu %s unsupported for everybody on every day)\n", empty,
                    empty == 1 ? "statement is" : "others are");
    }
}

static void in_force(Writer *w)
{
    const Chronology *chronology = w->report->chronology;
    size_t shown = 0, rules = 0;
    for (size_t i = 0; i < chronology->dated.n; i++) {
        const DatedItem *dated = &chronology->dated.at[i];
        if (!timeline_in_force(w->c, dated)) {
            continue;
        }
        if (!rules++) {
            text_add(w->out, STR("\nRules in force\n"));
            axis(w);
        }
        if (shown == MOST_RULES) {
            continue;
        }
        shown++;
        w->text.len = 0;
        item_label(&w->text, w->c, &w->c->items.at[w->c->schemas.at[dated->schema].item], w->report->files);
        label(w, text_str(&w->text), 0);
        for (size_t place = 0; place < w->scale.places; place++) {
            w->row[place] = BLANK;
        }
        Period force = scale_cut(&w->scale, (Period){.from = dated->from, .until = dated->until});
        paint(w, force.from, force.until, FORCE);
        w->row[0] = force.from == DAY_FIRST ? BACK : w->row[0];
        w->row[w->scale.places - 1] = force.until == DAY_NONE_AFTER ? ON : w->row[w->scale.places - 1];
        print_row(w);
    }
    if (rules > shown) {
        text_format(w->out, "(%zu more; --format json has all)\n", rules - shown);
    }
}

static void legend(Writer *w)
{
    w->text.len = 0;
    for (int glyph = 0; glyph < GLYPHS; glyph++) {
        if (w->used[glyph] && glyph != BLANK) {
            text_format(&w->text, "%s%s %s", w->text.len ? "  " : "",
                        w->report->ascii ? glyphs[glyph].ascii : glyphs[glyph].utf8, glyphs[glyph].meaning);
        }
    }
    if (w->text.len) {
        text_add(w->out, STR("\n"));
        text_add(&w->text, STR("  (not to scale)"));
        wrap_add(w->out, text_str(&w->text), 2, 2, w->report->width);
    }
}

/* Lines with the days in a column of their own. */
static void dated_line(Writer *w, Str days, Str what)
{
    Text line = {0};
    text_add(&line, days);
    size_t pad = days.len < DATES ? DATES - days.len : 1;
    text_add_spaces(&line, pad);
    text_add(&line, what);
    wrap_add(w->out, text_str(&line), 0, DATES, w->report->width);
    text_free(&line);
}

static void dated_items(Writer *w)
{
    const Chronology *chronology = w->report->chronology;
    size_t shown = 0, all = 0;
    Text what = {0};
    for (size_t i = 0; i < chronology->dated.n; i++) {
        const DatedItem *dated = &chronology->dated.at[i];
        if (timeline_in_force(w->c, dated)) {
            continue;
        }
        if (!all++) {
            text_add(w->out, STR("\nWhat happened\n"));
        }
        if (shown < MOST_DATED) {
            shown++;
            w->text.len = what.len = 0;
            timeline_days(&w->text, w->report, dated);
            timeline_item(&what, w->report, w->c->schemas.at[dated->schema].item);
            dated_line(w, text_str(&w->text), text_str(&what));
        }
    }
    if (all > shown) {
        text_format(w->out, "(%zu more; --format json has all)\n", all - shown);
    }
    text_free(&what);
}

static bool same_causes(const Chronology *chronology, const Change *a, const Change *b)
{
    bool same = a->causes.count == b->causes.count;
    for (uint32_t i = 0; same && i < a->causes.count; i++) {
        const Cause *x = &chronology->causes.at[a->causes.first + i], *y = &chronology->causes.at[b->causes.first + i];
        same = x->item == y->item && x->kind == y->kind && x->unknown == y->unknown;
    }
    return same;
}

static void causes_of(Writer *w, const Change *change)
{
    const Chronology *chronology = w->report->chronology;
    if (!change->causes.count) {
        wrap_add(w->out, STR("no item begins or ends here: it follows from what was before, or is decided afresh"), 6,
                 8, w->report->width);
        return;
    }
    enum { MOST = 4 };
    for (uint32_t i = 0; i < change->causes.count && i < MOST; i++) {
        w->text.len = 0;
        timeline_cause(&w->text, w->report, &chronology->causes.at[change->causes.first + i]);
        wrap_add(w->out, text_str(&w->text), 6, 8, w->report->width);
    }
    if (change->causes.count > MOST) {
        text_add_spaces(w->out, 6);
        text_format(w->out, "and %u more\n", change->causes.count - MOST);
    }
}

/* Whether the two are one change, in two views. */
static bool same_change(const Chronology *chronology, const Change *a, const Change *b)
{
    const Answer *x = &chronology->answers.list.at[a->answer], *y = &chronology->answers.list.at[b->answer];
    return a->day == b->day && x->text.ptr == y->text.ptr && x->question == y->question &&
           periods_say_alike(&x->periods.at[a->period], &y->periods.at[b->period]) &&
           periods_say_alike(&x->periods.at[a->period - 1], &y->periods.at[b->period - 1]) &&
           same_causes(chronology, a, b);
}

/* One change, in as many views as follow one another; their number. */
static size_t change_line(Writer *w, const IdVec *told, size_t i)
{
    const Chronology *chronology = w->report->chronology;
    const Change *all = chronology->changes.at, *change = &all[told->at[i]];
    const Answer *a = &chronology->answers.list.at[change->answer];
    size_t views = 1;
    while (i + views < told->n && same_change(chronology, change, &all[told->at[i + views]])) {
        views++;
    }
    w->text.len = 0;
    literal_reading(&w->text, w->c, a->relation, a->args);
    for (size_t v = 0; v < views; v++) {
        text_add(&w->text, !v ? STR(", for ") : v + 1 == views ? STR(" and ") : STR(", "));
        text_add(&w->text, case_view_name(w->c, chronology->answers.list.at[all[told->at[i + v]].answer].view));
    }
    text_add(&w->text, STR(": "));
    period_says(&w->text, &a->periods.at[change->period - 1]);
    text_add(&w->text, w->report->ascii ? STR(" -> ") : STR(" → "));
    period_says(&w->text, &a->periods.at[change->period]);
    wrap_add(w->out, text_str(&w->text), 2, 4, w->report->width);
    return views;
}

/* The changes of which something is said: not those from excluded to excluded, where nothing is derived any more. */
static void find_told(const Chronology *chronology, IdVec *told)
{
    for (size_t i = 0; i < chronology->changes.n; i++) {
        const Change *change = &chronology->changes.at[i];
        const Period *period = &chronology->answers.list.at[change->answer].periods.at[change->period];
        if (!periods_say_alike(period - 1, period)) {
            vec_push(told, (uint32_t)i);
        }
    }
}

static void changes(Writer *w)
{
    const Chronology *chronology = w->report->chronology;
    IdVec told = {0};
    find_told(chronology, &told);
    if (told.n) {
        text_add(w->out, STR("\nWhat changed, and when\n"));
    }
    size_t lines = 0, i = 0;
    for (Day day = DAY_FIRST; i < told.n && lines < MOST_CHANGES; lines++) {
        const Change *change = &chronology->changes.at[told.at[i]];
        if (!i || day != change->day) {
            day = change->day;
            w->text.len = 0;
            day_print(&w->text, day);
            text_add(w->out, text_str(&w->text));
            text_add(w->out, STR("\n"));
        }
        i += change_line(w, &told, i);
        const Change *next = i < told.n && lines + 1 < MOST_CHANGES ? &chronology->changes.at[told.at[i]] : NULL;
        if (!next || next->day != day || !same_causes(chronology, change, next)) {
            causes_of(w, change);
        }
    }
    if (i < told.n) {
        text_format(w->out, "(%zu more; --format json has all)\n", told.n - i);
    }
    vec_free(&told);
}

void timeline_text(Text *out, const TimelineReport *report)
{
    const Chronology *chronology = report->chronology;
    const Answers *answers = &chronology->answers;
    Writer w = {.out = out, .report = report, .c = report->c};
    status_heading(out, report->c);
    supposed_text(out, report->c, report->supposed, report->files, report->width);
    if (!answers->list.n) {
        text_add(out, report->c->questions.n ? STR("\nNothing in the case answers its questions.\n")
                                             : STR("\nThe case asks no question. Ask for a literal, such as:  "
                                                   "arguendo timeline FILE 'possesses(X)'\n"));
        return;
    }
    if (report->days.lo != DAY_FIRST || report->days.hi != DAY_NONE_AFTER) {
        text_add(out, STR("Only "));
        days_text(out, report->days);
        text_add(out, STR("\n"));
    }
    scale_build(&w.scale, report->c, chronology, report->days, report->width - LABEL - 2);
    w.row = mem_new(w.scale.places, sizeof *w.row);
    for (size_t i = 0; i < answers->list.n;) {
        size_t count = 1;
        while (i + count < answers->list.n && answers->list.at[i + count].question == answers->list.at[i].question) {
            count++;
        }
        question(&w, &answers->list.at[i], count);
        i += count;
    }
    in_force(&w);
    legend(&w);
    changes(&w);
    dated_items(&w);
    if (report->supposed->n) {
        changes_text(out, report->c, answers, report->days, report->width);
    }
    if (!chronology->complete) {
        text_add(out, STR("\nSo much bears on this that not all of what happened, and of what brought changes about, "
                          "was looked for.\n"));
    }
    scale_free(&w.scale);
    free(w.row);
    text_free(&w.text);
}
