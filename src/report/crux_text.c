#include "report/crux_report.h"
#include "report/items.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/units.h"
#include "report/unknown_days.h"
#include "report/wrap.h"
#include "source/clean.h"

enum { MOST_SETS = 20, LABELS = 22 };

typedef struct Writer {
    Text *out;
    const Crux *crux;
    const Case *c;
    Files *files;
    size_t width;
    Text label, line; /* scratch */
} Writer;

static void flush(Writer *w, size_t first, size_t rest)
{
    wrap_add(w->out, text_str(&w->line), first, rest, w->width);
    w->line.len = 0;
}

/* The status that a change comes to, where that is news. */
static void after_says(Writer *w, uint8_t after, uint8_t against)
{
    Period then = {.status = after, .against = against, .ended = DAY_NONE_AFTER};
    bool gained = !w->crux->has && has_status(w->crux->request.status, &then);
    if (after != EXPECTED_STATUSES && !gained) {
        text_format(&w->line, " → then %s", period_phrase(&then));
    }
}

static void set_text(Writer *w, const CruxSide *side, const TurningSet *set)
{
    for (uint32_t k = 0; k < set->units.count; k++) {
        const Unit *unit = &side->units.list.at[side->found.ids.at[set->units.first + k]];
        w->label.len = w->line.len = 0;
        text_add(&w->label, k ? STR("and ") : STR(""));
        unit_label(&w->label, w->c, unit, w->files);
        unit_says(&w->line, w->c, unit, w->files);
        if (k + 1 == set->units.count) {
            after_says(w, set->after, set->against);
        }
        columns_add(w->out, text_str(&w->label), text_str(&w->line), k ? 4 : 2, k ? LABELS - 2 : LABELS, w->width);
        w->line.len = 0;
    }
}

static void sets_text(Writer *w, const CruxSide *side, const char *lead)
{
    text_add(&w->line, str_of(lead));
    flush(w, 0, 2);
    for (size_t i = 0; i < side->found.sets.n && i < MOST_SETS; i++) {
        set_text(w, side, &side->found.sets.at[i]);
    }
    if (side->found.sets.n > MOST_SETS) {
        text_format(&w->line, "… %zu more (--format json has all)", side->found.sets.n - MOST_SETS);
        flush(w, 2, 4);
    }
}

/* "one", "one or two", "one, two or three", "up to 7". */
static void sizes_text(Text *out, uint32_t size)
{
    static const char *const words[] = {"anything", "one", "one or two", "one, two or three"};
    if (size <= 3) {
        text_add(out, str_of(words[size]));
    } else {
        text_format(out, "up to %u", size);
    }
}

static void completeness_text(Writer *w, const CruxSide *side, const char *what)
{
    static const char *const reasons[] = {[TURNING_WORK] =
                                              "the search was given up, for there are too many combinations",
                                          [TURNING_TIME] = "the time allowed ended",
                                          [TURNING_ERROR] = "one of the combinations cannot be evaluated"};
    const Turning *t = &side->found;
    if (!side->units.list.n) {
        return;
    }
    if (!t->stop && !t->relevant) {
        text_format(&w->line, "Complete: no %s could bear on the answer.", what);
    } else if (!t->stop) {
        text_format(&w->line, "Complete for %ss of ", what);
        sizes_text(&w->line, t->complete);
        text_format(&w->line, ": %u %s on the answer, %zu combination%s tried, and no other changes it.", t->relevant,
                    t->relevant == 1 ? "bears" : "bear", t->examined, t->examined == 1 ? " was" : "s were");
    } else {
        text_format(&w->line, "Not complete: %s. ", reasons[t->stop]);
        if (t->complete) {
            text_format(&w->line, "For %ss of ", what);
            sizes_text(&w->line, t->complete);
            text_add(&w->line, STR(" nothing is missing. "));
        }
        text_format(&w->line, "%u bear on the answer, and %zu combinations were tried.", t->relevant, t->examined);
    }
    flush(w, 0, 2);
}

static void preferences_text(Writer *w)
{
    const Crux *crux = w->crux;
    if (!crux->preferences.n) {
        return;
    }
    text_add(w->out, STR("\n"));
    text_add(&w->line, STR("Or once one is preferred"));
    flush(w, 0, 2);
    for (size_t i = 0; i < crux->preferences.n; i++) {
        const SettlingPreference *p = &crux->preferences.at[i];
        item_label(&w->line, w->c, &w->c->items.at[p->better], w->files);
        text_add(&w->line, STR(" over "));
        item_label(&w->line, w->c, &w->c->items.at[p->worse], w->files);
        after_says(w, p->after, p->against);
        flush(w, 2, 4);
    }
    if (crux->preferences_cut) {
        text_add(&w->line, STR("… more pairs conflict, and were not tried"));
        flush(w, 2, 4);
    }
}

static void heading(Writer *w)
{
    const Crux *crux = w->crux;
    const CruxRequest *r = &crux->request;
    literal_reading(&w->line, w->c, r->relation, r->args);
    text_format(&w->line, ": %s (", period_phrase(&crux->period));
    if (r->from.view == VIEW_ALL) {
        text_add(&w->line, STR("all views together"));
    } else {
        text_format(&w->line, "for %.*s", STR_ARG(case_view_name(w->c, r->from.view)));
    }
    if (r->day != DAY_NONE_AFTER - 1) {
        text_add(&w->line, STR(", "));
        day_print(&w->line, r->day);
    }
    text_add(&w->line, STR(")"));
    flush(w, 0, 2);
    if (crux->period.statuses) {
        text_add(&w->line, STR("It is "));
        depends_text(&w->line, w->c, &crux->period, &crux->dates, w->files);
        text_add(&w->line, STR("."));
        flush(w, 0, 2);
    }
}

/* "any of these", or of combinations where the sets have several members. */
static const char *these(const Turning *found)
{
    return found->sets.at[0].units.count > 1 ? "any of these combinations" : "any of these";
}

static void withdrawals_text(Writer *w)
{
    const Crux *crux = w->crux;
    const Turning *found = &crux->withdrawals.found;
    bool dates = crux->request.status == STATUS_DEPENDS;
    const char *status = dates ? "dependent on dates" : answer_phrase(crux->request.status);
    const char *become = crux->has ? "no longer be" : "be";
    if (!found->sets.n || found->sets.at[0].units.count > crux->request.size) {
        text_add(&w->line, STR("No withdrawal of "));
        sizes_text(&w->line, found->sets.n ? crux->request.size : found->complete);
        text_format(&w->line, " would make it %s%s.", crux->has ? "other than " : "", status);
        flush(w, 0, 2);
    }
    if (found->sets.n) {
        Text lead = {0};
        text_format(&lead, "It would %s %s once %s is withdrawn", become, status, these(found));
        sets_text(w, &crux->withdrawals, lead.bytes);
        text_free(&lead);
    }
}

static void concessions_text(Writer *w)
{
    const Crux *crux = w->crux;
    const Turning *found = &crux->concessions.found;
    uint32_t view = crux->request.from.view;
    if (found->sets.n) {
        Text lead = {0};
        text_add(w->out, STR("\n"));
        text_format(&lead, "Or once %s is conceded by ", these(found));
        text_add(&lead, view < w->c->positions.n ? case_view_name(w->c, view) : STR("everybody"));
        sets_text(w, &crux->concessions, lead.bytes);
        text_free(&lead);
    } else if (found->relevant && !found->stop) {
        text_add(&w->line, STR("No concession of "));
        sizes_text(&w->line, found->complete);
        text_add(&w->line, STR(" would, either."));
        flush(w, 0, 2);
    }
}

void crux_text(Text *out, const Crux *crux, const Suppositions *supposed, Files *files, size_t width)
{
    Writer w = {.out = out, .crux = crux, .c = crux->request.c, .files = files, .width = width};
    supposed_text(out, w.c, supposed, files, width);
    heading(&w);
    if (supposed->n) {
        as_written_text(out, crux->has_written ? &crux->written : NULL, width);
    }
    text_add(out, STR("\n"));
    withdrawals_text(&w);
    concessions_text(&w);
    preferences_text(&w);
    text_add(out, STR("\n"));
    completeness_text(&w, &crux->withdrawals, "withdrawal");
    completeness_text(&w, &crux->concessions, "concession");
    text_free(&w.line);
    text_free(&w.label);
}
