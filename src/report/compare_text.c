#include "report/compare_report.h"
#include "report/items.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/status_text.h"
#include "report/supposed.h"
#include "report/units.h"
#include "report/wrap.h"

enum { MOST_SETS = 4, MOST_NAMES = 8, MOST_PARTINGS = 24, LABELS = 22 };

typedef struct Writer {
    Text *out;
    const Compare *compare;
    const ComparePair *pair;
    const Case *c;
    Files *files;
    size_t width;
    Map told;         /* the items that were named */
    Text label, line; /* scratch */
} Writer;

static void flush(Writer *w, size_t first, size_t rest)
{
    wrap_add(w->out, text_str(&w->line), first, rest, w->width);
    w->line.len = 0;
}

static const char *said(uint8_t status)
{
    return status == STATUS_EXCLUDED ? "excluded" : answer_phrase(status);
}

static void view_add(Writer *w, uint32_t view)
{
    text_add(&w->line, view == VIEW_ALL      ? STR("all views together")
                       : view == VIEW_COMMON ? STR("what all share")
                                             : case_view_name(w->c, view));
}

/* ── What only one of the two has ── */

static void only_text(Writer *w, int whose)
{
    const ComparePair *pair = w->pair;
    Viewpoint here = w->compare->request.viewpoint, there = here;
    here.view = whose ? pair->other : pair->one;
    there.view = whose ? pair->one : pair->other;
    uint32_t count = 0;
    Text names = {0};
    for (ItemId i = 0; i < w->c->items.n; i++) {
        const Item *item = &w->c->items.at[i];
        if (case_item_in_view(w->c, item, &here) && !case_item_in_view(w->c, item, &there) && count++ < MOST_NAMES) {
            text_add(&names, count > 1 ? STR(", ") : STR(""));
            item_label(&names, w->c, item, w->files);
        }
    }
    if (count) {
        text_add(&w->line, STR("Only "));
        view_add(w, here.view);
        text_format(&w->line, here.view == VIEW_ALL ? " have %u: %.*s" : " has %u: %.*s", count,
                    STR_ARG(text_str(&names)));
        if (count > MOST_NAMES) {
            text_format(&w->line, " … %u more", count - MOST_NAMES);
        }
        text_add(&w->line, STR("."));
        flush(w, 0, 2);
    }
    text_free(&names);
}

/* ── What an answer turns on ── */

static const char *change_word(const Unit *unit, uint32_t view)
{
    bool somebody = view != VIEW_ALL && view != VIEW_COMMON;
    switch ((UnitKind)unit->kind) {
    case UNIT_GRANT:
        return somebody ? "accepts " : "with ";
    case UNIT_DENY:
        return somebody ? "denies " : "without ";
    case UNIT_DENIAL:
        return "without the denial of ";
    case UNIT_ITEM:
    case UNIT_SOURCE:
        break;
    }
    return somebody ? "gives up " : "without ";
}

/* "gives up province_only and accepts before_the_union". */
static void set_text(Writer *w, const Parting *p, TreeRange set)
{
    static const uint8_t order[] = {UNIT_GRANT, UNIT_ITEM, UNIT_DENY, UNIT_DENIAL};
    const CompareWay *way = &w->pair->ways[p->way];
    uint32_t told = 0;
    for (size_t kind = 0; kind < sizeof order; kind++) {
        bool first = true;
        for (uint32_t k = 0; k < set.count; k++) {
            const Unit *unit = &way->units.list.at[w->compare->ids.at[set.first + k]];
            if (unit->kind != order[kind]) {
                continue;
            }
            told++;
            text_add(&w->line, told == 1 ? STR("") : told < set.count ? STR(", ") : STR(" and "));
            text_add(&w->line, first ? str_of(change_word(unit, way->from)) : STR(""));
            unit_label(&w->line, w->c, unit, w->files);
            *map_at(&w->told, unit->item) = 1;
            first = false;
        }
    }
}

static void turns_text(Writer *w, const Parting *p)
{
    const CompareWay *way = &w->pair->ways[p->way];
    if (!p->sets.n) {
        const Periods *one = &w->compare->answers.list.at[p->answers[0]].periods;
        const Periods *other = &w->compare->answers.list.at[p->answers[1]].periods;
        bool dates = periods_at(one, p->day)->statuses && periods_at(other, p->day)->statuses;
        text_add(
            &w->line,
            dates ? STR("Both depend on unknown days, and what occurs differs; what that turns on is not looked for.")
                  : STR("What that turns on was not found: too much bears on it for the time and work "
                        "allowed."));
        flush(w, 4, 6);
        return;
    }
    bool alone = p->all && p->sets.n == 1 && p->sets.at[0].count == 1;
    if (alone) {
        const Unit *unit = &way->units.list.at[w->compare->ids.at[p->sets.at[0].first]];
        text_add(&w->line, unit->kind == UNIT_DENIAL ? STR("turns on the denial of ") : STR("turns on "));
        unit_label(&w->line, w->c, unit, w->files);
        text_add(&w->line, STR(" alone: "));
    } else if (!p->all && !p->complete) {
        text_add(&w->line, STR("turns on these together, of which nothing can be left out: "));
    } else if (!p->all) {
        text_format(&w->line, "turns on more than %u at once, such as these: ", p->complete);
    }
    text_format(&w->line, "%s %s for ", p->loses ? "no longer" : "also", said(p->status));
    view_add(w, way->from);
    text_add(&w->line, way->from == VIEW_ALL || way->from == VIEW_COMMON ? STR(" ") : STR(", once it "));
    for (size_t i = 0; i < p->sets.n && i < MOST_SETS; i++) {
        text_add(&w->line, i ? STR("or ") : STR(""));
        set_text(w, p, p->sets.at[i]);
        flush(w, i ? 6 : 4, i ? 8 : 6);
    }
    if (p->sets.n > MOST_SETS) {
        text_format(&w->line, "… %zu more (--format json has all)", p->sets.n - MOST_SETS);
        flush(w, 6, 8);
    }
}

/* What the items say that were named, in the author's order. */
static void told_text(Writer *w)
{
    text_add(w->out, STR("\nWhat these say\n"));
    for (ItemId i = 0; i < w->c->items.n; i++) {
        if (map_find(&w->told, i) == 1) {
            w->label.len = w->line.len = 0;
            item_label(&w->label, w->c, &w->c->items.at[i], w->files);
            item_says(&w->line, w->c, i, w->files);
            text_add(&w->line, STR(" ("));
            item_standing(&w->line, w->c, &w->c->items.at[i]);
            text_add(&w->line, STR(")"));
            columns_add(w->out, text_str(&w->label), text_str(&w->line), 2, LABELS, w->width);
        }
    }
    w->line.len = 0;
    map_free(&w->told);
}

/* ── A pair ── */

static const Question *question_of(const Writer *w, const Parting *p)
{
    uint32_t question = w->compare->answers.list.at[p->answers[0]].question;
    return question == NONE ? NULL : &w->c->questions.at[question];
}

/* Whether two partings read alike but for the day. */
static bool reads_alike(const Writer *w, const Parting *a, const Parting *b)
{
    const Compare *compare = w->compare;
    bool same = a->answers[0] == b->answers[0] && a->way == b->way && a->status == b->status && a->loses == b->loses &&
                a->all == b->all && a->sets.n == b->sets.n && a->complete == b->complete;
    for (int k = 0; k < 2 && same; k++) {
        const Periods *periods = &compare->answers.list.at[a->answers[k]].periods;
        same = strcmp(period_phrase(periods_at(periods, a->day)), period_phrase(periods_at(periods, b->day))) == 0;
    }
    for (size_t i = 0; same && i < a->sets.n; i++) {
        TreeRange x = a->sets.at[i], y = b->sets.at[i];
        same = x.count == y.count &&
               memcmp(compare->ids.at + x.first, compare->ids.at + y.first, x.count * sizeof(uint32_t)) == 0;
    }
    return same;
}

/* The partings from `at` on that read alike but for the day. */
static uint32_t alike_from(const Writer *w, uint32_t at)
{
    const Parting *first = &w->compare->partings.at[w->pair->first + at];
    uint32_t count = 1;
    while (at + count < w->pair->partings && reads_alike(w, first, first + count)) {
        count++;
    }
    return count;
}

static void parting_text(Writer *w, const Parting *p, uint32_t days, const Question *before)
{
    const Answer *a = &w->compare->answers.list.at[p->answers[0]], *b = &w->compare->answers.list.at[p->answers[1]];
    const Question *q = question_of(w, p);
    if (q ? q != before : !w->told.n) {
        text_add(w->out, STR("\n"));
    }
    if (q && q != before) {
        answers_title(&w->line, w->c, q);
        flush(w, 0, 2);
    }
    literal_reading(&w->line, w->c, a->relation, a->args);
    bool dated = p->day != DAY_NONE_AFTER - 1 && ((q && q->days.count) || p->day != w->c->as_of);
    for (uint32_t i = 0; i < days && dated; i++) {
        text_add(&w->line, !i ? STR(" (on ") : i + 1 < days ? STR(", ") : STR(" and "));
        day_print(&w->line, p[i].day);
    }
    text_add(&w->line, dated ? STR(")") : STR(""));
    text_format(&w->line, ": %s / ", period_phrase(periods_at(&a->periods, p->day)));
    text_format(&w->line, "%s", period_phrase(periods_at(&b->periods, p->day)));
    flush(w, 2, 4);
    turns_text(w, p);
}

static void pair_text(Writer *w)
{
    const ComparePair *pair = w->pair;
    uint32_t answers = pair->agreed + pair->partings;
    text_add(w->out, STR("\n"));
    text_add(&w->line, pair->partings ? STR("Where ") : STR(""));
    view_add(w, pair->one);
    text_add(&w->line, STR(" and "));
    view_add(w, pair->other);
    if (pair->partings) {
        text_format(&w->line, " part (%u of %u answer%s), and on what", pair->partings, answers, answers == 1 ? "" : "s");
    } else {
        text_add(&w->line, answers ? STR(" part nowhere: their answers agree") : STR(""));
    }
    flush(w, 0, 2);
    only_text(w, 0);
    only_text(w, 1);
    const Question *before = NULL;
    uint32_t shown = 0, at = 0;
    for (; at < pair->partings && (shown < MOST_PARTINGS || w->compare->request.count); shown++) {
        const Parting *p = &w->compare->partings.at[pair->first + at];
        uint32_t days = alike_from(w, at);
        parting_text(w, p, days, before);
        before = question_of(w, p);
        at += days;
    }
    if (at < pair->partings) {
        text_format(&w->line,
                    "… %u more answers part (--format json has all; or ask for one, such as: "
                    "arguendo compare FILE '",
                    pair->partings - at);
        const Answer *a = &w->compare->answers.list.at[w->compare->partings.at[pair->first + at].answers[0]];
        literal_text(&w->line, w->c, a->relation, a->args);
        text_add(&w->line, STR("')"));
        text_add(w->out, STR("\n"));
        flush(w, 0, 2);
    }
    if (pair->partings) {
        told_text(w);
    }
    if (pair->partings && pair->agreed) {
        text_add(&w->line, pair->agreed == 1 ? STR("On the other answer") : STR(""));
        if (pair->agreed > 1) {
            text_format(&w->line, "On the other %u answers", pair->agreed);
        }
        text_add(&w->line, STR(" they agree."));
        text_add(w->out, STR("\n"));
        flush(w, 0, 2);
    }
}

void compare_text(Text *out, const Compare *compare, const Suppositions *supposed, Files *files, size_t width)
{
    Writer w = {.out = out, .compare = compare, .c = compare->request.c, .files = files, .width = width};
    status_heading(out, w.c);
    supposed_text(out, w.c, supposed, files, width);
    for (size_t i = 0; i < compare->pairs.n; i++) {
        w.pair = &compare->pairs.at[i];
        pair_text(&w);
    }
    if (supposed->n && compare->answers.list.n) {
        Day day = compare->request.day;
        changes_text(out, w.c, &compare->answers, (DaySpan){day, day}, width);
    }
    if (!compare->answers.list.n) {
        text_add(&w.line, w.c->questions.n ? STR("Nothing in the case answers its questions.")
                                           : STR("The case asks no question. Ask for a statement, such as:  "
                                                 "arguendo compare FILE 'possesses(X)'"));
        text_add(out, STR("\n"));
        flush(&w, 0, 2);
    }
    text_free(&w.line);
    text_free(&w.label);
}
