#include "report/why_words.h"

#include "report/items.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/units.h"
#include "report/unknown_days.h"

enum { MOST_AGAINST = 12, MOST_SETTLING = 6 };

typedef struct Form {
    WhyWriter *w;
    WhyForm form;
    uint8_t *shown; /* by step, then by failure */
} Form;

static void derivation(Form *f, uint32_t step)
{
    if (f->form == WHY_PROSE) {
        why_sentences(f->w, step, f->shown);
    } else {
        why_tree(f->w, step, f->form == WHY_TREE, f->shown);
    }
}

static void section(Form *f, const char *title)
{
    text_format(f->w->out, "\n%s\n", title);
}

static void say(Form *f, const char *sentence)
{
    text_add(&f->w->line, str_of(sentence));
    why_flush(f->w, 2, 4);
}

/* ── The answer ── */

static void rests_text(WhyWriter *w, const Period *p)
{
    if (p->status == STATUS_UNSUPPORTED || !w->c->positions.n) {
        return;
    }
    bool stands = p->status == STATUS_ESTABLISHED;
    if (p->rests_on) {
        text_add(&w->line, stands ? STR("On the word of ") : STR("It would rest on the word of "));
        positions_text(&w->line, w->c, p->rests_on, false);
    } else {
        text_add(&w->line, stands ? STR("It rests on no one side’s word") : STR("It would rest on no one side’s word"));
    }
    text_add(&w->line, p->unanswered ? STR("; nobody else answers it.")
                       : stands      ? STR("; others answer it, without success.")
                                     : STR("; others answer it."));
    why_flush(w, 0, 2);
}

static void days_text(WhyWriter *w, const Why *why)
{
    const Period *p = &why->period;
    if (why->lapsed != DAY_NONE_AFTER && p->ended == DAY_NONE_AFTER) {
        text_add(&w->line, STR("It went on until something undisputed stopped it on "));
        day_print(&w->line, why->lapsed);
        text_add(&w->line, STR("."));
        why_flush(w, 0, 2);
    }
    if (p->ended != DAY_NONE_AFTER) {
        text_add(&w->line, STR("It held before, and ended on "));
        day_print(&w->line, p->ended);
        text_add(&w->line, STR("."));
        why_flush(w, 0, 2);
    }
    if (p->until == p->from + 1) {
        text_add(&w->line, STR("So on that day only."));
        why_flush(w, 0, 2);
    } else if (p->from != DAY_FIRST || p->until != DAY_NONE_AFTER) {
        text_add(&w->line, STR("The same"));
        if (p->from != DAY_FIRST) {
            text_add(&w->line, STR(" from "));
            day_print(&w->line, p->from);
        }
        if (p->until != DAY_NONE_AFTER) {
            text_add(&w->line, STR(" through "));
            day_print(&w->line, p->until - 1);
        }
        text_add(&w->line, p->until == DAY_NONE_AFTER ? STR(" on.") : STR("."));
        why_flush(w, 0, 2);
    }
}

/* On what the answer depends, and which way of it is shown. */
static void dates_text(WhyWriter *w)
{
    const Why *why = w->why;
    text_add(&w->line, STR("It is "));
    depends_text(&w->line, w->c, &why->whole, &why->dates, w->files);
    text_add(&w->line, STR("."));
    why_flush(w, 0, 2);
    text_add(&w->line, STR("Shown as it is with "));
    for (size_t i = 0; i < why->dates.n; i++) {
        text_add(&w->line, !i ? STR("") : i + 1 == why->dates.n ? STR(" and ") : STR(", "));
        unknown_day_text(&w->line, w->c, why->dates.at[i], w->files);
        text_add(&w->line, STR(" on "));
        day_print(&w->line, why->taken.at[i]);
    }
    text_format(&w->line, ": %s.", period_phrase(&why->period));
    why_flush(w, 0, 2);
}

static void heading(WhyWriter *w)
{
    const Why *why = w->why;
    const Period *p = why->whole.statuses ? &why->whole : &why->period;
    literal_reading(&w->line, w->c, why->relation, why->args);
    if (p->status != STATUS_ESTABLISHED && p->against == STATUS_ESTABLISHED) {
        text_format(&w->line, ": excluded, something that conflicts with it is established");
    } else {
        text_format(&w->line, ": %s", answer_phrase(p->status));
    }
    uint32_t view = w->e->ground.theory.from.view;
    if (view == VIEW_ALL) {
        text_add(&w->line, STR(" (all views together"));
    } else {
        text_format(&w->line, " (for %.*s", STR_ARG(case_view_name(w->c, view)));
    }
    if (w->c->as_of != DAY_NONE_AFTER || why->day != DAY_NONE_AFTER - 1) {
        text_add(&w->line, STR(", "));
        day_print(&w->line, why->day);
    }
    text_add(&w->line, STR(")"));
    why_flush(w, 0, 2);
    if (why->whole.statuses) {
        dates_text(w);
    }
    rests_text(w, &why->period);
    if (!why->whole.statuses) {
        days_text(w, why);
    }
}

/* ── What lies between ── */

static void parting(Form *f, const WhyReading *reading)
{
    WhyWriter *w = f->w;
    if (!reading->kept.count) {
        return;
    }
    text_add(&w->line, STR("Keep "));
    why_kept(w, &w->line, reading->kept);
    if (reading->fallen.count) {
        text_add(&w->line, STR(", and "));
        why_kept(w, &w->line, reading->fallen);
        text_add(&w->line, reading->fallen.count == 1 ? STR(" falls.") : STR(" fall."));
    } else {
        text_add(&w->line, STR(", and nothing said for the other reading falls."));
    }
    why_flush(w, 2, 4);
}

static void arguable_text(Form *f)
{
    const Why *why = f->w->why;
    section(f, "For: a coherent reading that has it");
    if (why->readings.at[0].root != NONE) {
        derivation(f, why->readings.at[0].root);
    }
    section(f, "Against: a coherent reading that has it not");
    if (why->readings.n > 1 && why->readings.at[1].root != NONE) {
        derivation(f, why->readings.at[1].root);
    } else if (why->readings.n > 1) {
        text_add(&f->w->line, STR("It says nothing to the contrary, and stands by "));
        why_kept(f->w, &f->w->line, why->readings.at[1].kept);
        text_add(&f->w->line, STR("."));
        why_flush(f->w, 2, 4);
    }
    section(f, "Where the readings part");
    for (size_t i = 0; i < why->readings.n; i++) {
        parting(f, &why->readings.at[i]);
    }
}

static void either_way_text(Form *f)
{
    WhyWriter *w = f->w;
    const Why *why = w->why;
    text_format(w->out, why->readings.n == 1 && !why->readings_cut
                            ? "\nEvery coherent reading has it, in one way\n"
                            : "\nEvery coherent reading has it, in one of these ways\n");
    for (size_t i = 0; i < why->readings.n; i++) {
        const WhyReading *way = &why->readings.at[i];
        if (why->readings.n > 1) {
            text_format(&w->line, "%zu", i + 1);
            if (way->kept.count) {
                text_add(&w->line, STR(" · where it keeps "));
                why_kept(w, &w->line, way->kept);
            }
            why_flush(w, 1, 4);
        }
        if (way->root != NONE) {
            memset(f->shown, 0, why->steps.n); /* each way is a derivation of its own */
            derivation(f, way->root);
        }
    }
    if (why->readings_cut) {
        say(f, "… there are more ways, which were not looked for");
    }
    if (why->readings.n > 1 && why->common.count > 1) {
        section(f, "What all of these have in common");
        for (uint32_t i = 0; i < why->common.count; i++) {
            AtomId common = why->ids.at[why->common.first + i];
            if (why->readings.at[0].root == NONE || common != why->steps.at[why->readings.at[0].root].atom) {
                why_reading(w, &w->line, common);
                why_flush(w, 2, 4);
            }
        }
    }
}

/* Why no coherent set derives it, though nothing established defeats it. */
static void together_text(Form *f)
{
    WhyWriter *w = f->w;
    const Why *why = w->why;
    if (!why->together.count) {
        return;
    }
    section(f, "Why no coherent reading has it");
    if (why->together.count == 1) {
        text_add(&w->line, STR("None can keep "));
        why_kept(w, &w->line, why->together);
        text_add(&w->line,
                 STR(": whatever would answer what is said against it falls with it, or is itself not to be kept."));
    } else {
        text_add(&w->line, STR("None can keep all of "));
        why_kept(w, &w->line, why->together);
        text_add(&w->line, STR(" together, though any fewer of them can be kept."));
    }
    why_flush(w, 2, 4);
}

/* ── What speaks against it ── */

static void against_text(Form *f)
{
    WhyWriter *w = f->w;
    const Why *why = w->why;
    IdVec roots = {0};
    for (size_t i = 0; i < why->contrary_roots.n; i++) {
        vec_push(&roots, why->contrary_roots.at[i]);
    }
    for (uint32_t i = 0; i < why->own; i++) {
        const WhyStep *s = &why->steps.at[i];
        for (uint32_t k = 0; k < s->attacks.count; k++) {
            const WhyAttack *a = &why->attacks.at[s->attacks.first + k];
            if (a->outcome != LABEL_OUT && a->maker != NONE && !ids_contain(&roots, a->maker)) {
                vec_push(&roots, a->maker);
            }
        }
    }
    size_t unseen = 0;
    for (size_t i = 0; i < roots.n; i++) {
        unseen += !why_shown(w, f->shown, roots.at[i]);
    }
    if (unseen) {
        section(f, why->lapsed != DAY_NONE_AFTER ? "What stopped it" : "Against");
    }
    size_t told = 0;
    for (size_t i = 0; i < roots.n; i++) {
        if (told == MOST_AGAINST && f->form != WHY_TREE) {
            text_format(&w->line, "… %zu more", roots.n - i);
            why_flush(w, 2, 4);
            break;
        }
        if (!why_shown(w, f->shown, roots.at[i])) {
            derivation(f, roots.at[i]);
            told++;
        }
    }
    vec_free(&roots);
}

/* ── What is missing ── */

static void condition_state(WhyWriter *w, const WhyMissing *m, uint32_t k)
{
    static const char *const states[] = {[CONDITION_MET] = "met: ",
                                         [CONDITION_OTHER_DAYS] = "met, but on other days: ",
                                         [CONDITION_OTHERS] = "met of others only: ",
                                         [CONDITION_MISSING] = "missing: "};
    const Schema *s = &w->c->schemas.at[m->schema];
    const WhyCondition *condition = &w->why->conditions.at[m->conditions.first + k];
    text_add(&w->line, str_of(states[condition->state]));
    condition_text(&w->line, w->c, &w->c->literals.at[s->body.literals.first + k], s->names,
                   m->binding.count ? w->why->ids.at + m->binding.first : NULL, true);
    if (condition->state == CONDITION_OTHER_DAYS) {
        text_add(&w->line, STR(" ("));
        if (condition->from == DAY_FIRST) {
            text_add(&w->line, STR("until "));
            day_print(&w->line, condition->until - 1);
        } else {
            text_add(&w->line, condition->until == condition->from + 1 ? STR("on ") : STR("from "));
            day_print(&w->line, condition->from);
        }
        if (condition->from != DAY_FIRST && condition->until != condition->from + 1 &&
            condition->until != DAY_NONE_AFTER) {
            text_add(&w->line, STR(" to "));
            day_print(&w->line, condition->until - 1);
        }
        text_add(&w->line, STR(")"));
    } else if (condition->state == CONDITION_OTHERS) {
        text_add(&w->line, STR(" (such as "));
        why_reading(w, &w->line, condition->atom);
        text_add(&w->line, STR(")"));
    }
    why_flush(w, 6, 8);
}

static void missing_conditions(WhyWriter *w, const WhyMissing *m)
{
    const Schema *s = &w->c->schemas.at[m->schema];
    for (uint32_t k = 0; k < m->conditions.count - s->around; k++) {
        condition_state(w, m, k);
    }
    if (m->comparison != NONE) {
        text_add(&w->line, STR("not met: "));
        comparison_text(&w->line, w->c, s, &w->c->comparisons.at[m->comparison],
                        m->binding.count ? w->why->ids.at + m->binding.first : NULL);
        why_flush(w, 6, 8);
    }
}

static void missing_item(WhyWriter *w, const WhyMissing *m)
{
    const Item *item = &w->c->items.at[m->item];
    Str sentence = item_sentence(w->c, item);
    const char *but = ", but";
    why_item(w, &w->line, m->item, NONE);
    text_add(&w->line, STR(" would give it"));
    if (m->out_of_view) {
        text_add(&w->line, STR(", but is not part of this view"));
        but = ", and";
    }
    if (m->out_of_sight) {
        text_format(&w->line, "%s not all that it compares is part of this view", but);
    }
    if (m->out_of_force) {
        text_format(&w->line, "%s %s", but, item->kind == ITEM_RULE ? "is not in force on that day" : "for other days");
    }
    if (sentence.len) {
        text_add(&w->line, STR(": "));
        text_add(&w->line, sentence);
    }
    why_flush(w, 2, 4);
    if (m->schema != NONE) {
        missing_conditions(w, m);
    }
}

static void missing_text(Form *f)
{
    WhyWriter *w = f->w;
    const Why *why = w->why;
    section(f, "What is missing");
    if (!why->missing.n) {
        say(f, "Nothing could give it on any day: no fact, claim or rule concludes it.");
    }
    for (size_t i = 0; i < why->missing.n; i++) {
        missing_item(w, &why->missing.at[i]);
    }
    if (why->missing_more) {
        text_format(&w->line, "… %u more that would give it", why->missing_more);
        why_flush(w, 2, 4);
    }
}

static void elsewhere_text(Form *f)
{
    WhyWriter *w = f->w;
    const Why *why = w->why;
    if (why->elsewhere.n) {
        section(f, "Where else it holds");
    }
    for (size_t i = 0; i < why->elsewhere.n; i++) {
        const WhyElsewhere *at = &why->elsewhere.at[i];
        const char *status = at->status == STATUS_ESTABLISHED ? "established" : "disputed";
        if (at->atom != NONE) {
            text_add(&w->line, STR("of others that day: "));
            why_reading(w, &w->line, at->atom);
            text_format(&w->line, ", %s", status);
        } else if (at->view != NONE) {
            text_format(&w->line, "that day for %.*s: %s", STR_ARG(case_view_name(w->c, at->view)), status);
        } else if (at->from == DAY_FIRST) {
            text_add(&w->line, STR("on other days, until "));
            day_print(&w->line, at->until - 1);
            text_format(&w->line, ": %s", status);
        } else {
            text_add(&w->line, at->until == at->from + 1 ? STR("on ") : STR("on other days, from "));
            day_print(&w->line, at->from);
            if (at->until != DAY_NONE_AFTER && at->until != at->from + 1) {
                text_add(&w->line, STR(" to "));
                day_print(&w->line, at->until - 1);
            }
            text_format(&w->line, ": %s", status);
        }
        why_flush(w, 2, 4);
    }
}

/* ── What would settle it ── */

/* "without finder and gray", "once hayashi concedes stopping". */
static void set_text(WhyWriter *w, const CruxSide *side, const TurningSet *set, Str view)
{
    uint8_t kind = UINT8_MAX;
    for (uint32_t k = 0; k < set->units.count; k++) {
        const Unit *unit = &side->units.list.at[side->found.ids.at[set->units.first + k]];
        uint8_t group = unit->kind == UNIT_SOURCE ? UNIT_ITEM : unit->kind;
        text_add(&w->line, !k ? STR("") : k + 1 == set->units.count ? STR(" and ") : STR(", "));
        if (group != kind) {
            if (group == UNIT_GRANT) {
                text_format(&w->line, "once %.*s concedes ", STR_ARG(view));
            } else if (group == UNIT_DENIAL) {
                text_add(&w->line, STR("once nobody denies "));
            } else {
                text_add(&w->line, STR("without "));
            }
        }
        kind = group;
        unit_label(&w->line, w->c, unit, w->files);
    }
    why_flush(w, 2, 4);
}

/* Whether a set of concessions is nothing but denials to withdraw, and so among the withdrawals too. */
static bool only_denials(const CruxSide *side, const TurningSet *set)
{
    bool only = true;
    for (uint32_t k = 0; k < set->units.count; k++) {
        only &= side->units.list.at[side->found.ids.at[set->units.first + k]].kind == UNIT_DENIAL;
    }
    return only;
}

/* The number of sets that are not told. */
static size_t sets_text(WhyWriter *w, const CruxSide *side, bool concessions, Str view, size_t *told)
{
    size_t left = 0;
    for (size_t i = 0; i < side->found.sets.n; i++) {
        if (concessions && only_denials(side, &side->found.sets.at[i])) {
            continue;
        }
        if (*told < MOST_SETTLING) {
            set_text(w, side, &side->found.sets.at[i], view);
            ++*told;
        } else {
            left++;
        }
    }
    return left;
}

static void settle_text(Form *f, const Crux *crux)
{
    WhyWriter *w = f->w;
    uint8_t status = w->why->period.status;
    uint32_t view = w->e->ground.theory.from.view;
    Str who = view < w->c->positions.n ? case_view_name(w->c, view) : STR("everybody");
    size_t told = 0, left = crux->preferences.n;
    if (!crux->withdrawals.found.sets.n && !crux->concessions.found.sets.n && !left) {
        return;
    }
    section(f, status == STATUS_ESTABLISHED ? "What would change it"
               : status == STATUS_DEFEATED  ? "What would establish it"
                                            : "What would settle it");
    for (size_t i = 0; i < crux->preferences.n && told < MOST_SETTLING; i++, told++, left--) {
        text_add(&w->line, STR("if "));
        item_label(&w->line, w->c, &w->c->items.at[crux->preferences.at[i].better], w->files);
        text_add(&w->line, STR(" is preferred to "));
        item_label(&w->line, w->c, &w->c->items.at[crux->preferences.at[i].worse], w->files);
        why_flush(w, 2, 4);
    }
    left += sets_text(w, &crux->withdrawals, false, who, &told);
    left += sets_text(w, &crux->concessions, true, who, &told);
    if (left) {
        text_format(&w->line, "… %zu more", left);
        why_flush(w, 2, 4);
    }
    say(f, "→ arguendo crux");
}

void why_text(Text *out, const Evaluation *e, const Why *why, const Crux *crux, const Suppositions *supposed,
              Files *files, WhyForm form, size_t width)
{
    WhyWriter w = {
        .out = out, .e = e, .t = &e->ground.theory, .c = e->ground.c, .why = why, .files = files, .width = width};
    Form f = {&w, form, mem_zero(why->steps.n + why->failures.n, 1)};
    supposed_text(out, w.c, supposed, files, width);
    heading(&w);
    if (supposed->n) {
        as_written_text(out, why->has_written ? &why->written : NULL, width);
    }
    uint8_t status = why->period.status;
    if (status == STATUS_ARGUABLE && why->readings.n) {
        arguable_text(&f);
    } else if (status == STATUS_EITHER_WAY && why->readings.n) {
        either_way_text(&f);
    } else if (why->own) {
        section(&f, status == STATUS_ESTABLISHED ? "Why" : why->lapsed != DAY_NONE_AFTER ? "Until then" : "For");
        derivation(&f, 0);
        together_text(&f);
        against_text(&f);
    } else if (status == STATUS_UNSUPPORTED) {
        missing_text(&f);
        elsewhere_text(&f);
        against_text(&f);
    }
    if (crux) {
        settle_text(&f, crux);
    }
    if (why->cut) {
        text_format(&w.line, "… more was left out: ask `arguendo why` about one of the statements above.");
        why_flush(&w, 0, 2);
    }
    free(f.shown);
    text_free(&w.line);
}
