#include "ground/timeline.h"
#include "ground/uncertain.h"

/* S4.9: facts that contradict each other. */

/* The fact that gives the atom on the day; NULL when a clause or a rank does. */
static const Item *fact_on(const Theory *t, const Timeline *line, AtomId atom, Day day)
{
    const Case *c = t->c;
    AtomId givers[] = {atom, theory_find_said(t, atom, RELATION_SAID(t->relation.at[atom]) | SAID_BEGINS)};
    for (int g = 0; g < 2; g++) {
        for (uint32_t k = givers[g] == NONE ? 0 : line->head_first[givers[g]];
             givers[g] != NONE && k < line->head_first[givers[g] + 1]; k++) {
            const Schema *s = instance_said(t, line->by_head[k]);
            Stretched days = s ? uncertain_surely(t, line->by_head[k]) : (Stretched){0, 0};
            if (s && s->role == ROLE_FACT && days.from <= day && day < days.until) {
                return &c->items.at[s->item];
            }
        }
    }
    return NULL;
}

/* The error at the one of two facts that stands later; a fact that only a clause or a rank makes is NULL. */
static Diag *contradiction(const Case *c, const Item *first, const Item *second, Diagnostics *diags)
{
    if (!first || !second) {
        const Item *fact = first ? first : second;
        Diag *diag =
            diag_add(diags, E0302, fact ? item_span(c, fact) : (Span){0, 0},
                     fact ? "this fact contradicts what the case says where it declares its sources, rules and ranks"
                          : "a `conflict` sets what the case declares against itself");
        diag->whole_file = !fact;
        return diag;
    }
    if (first > second) {
        const Item *swap = first;
        first = second;
        second = swap;
    }
    if (!second->supposed) {
        Diag *diag = diag_add(diags, E0302, item_span(c, second), "two facts contradict each other");
        diag_mark(diags, diag, item_span(c, first), "the other is here");
        diag_help(diags, diag, "a fact is what nobody disputes: make one of them a claim, or correct it");
        return diag;
    }
    /* What is supposed is appended to the case, so that it is the second. */
    Diag *diag =
        diag_add(diags, E0302, item_span(c, first), "%s",
                 first->supposed ? "what is supposed contradicts itself" : "what is supposed contradicts this fact");
    diag->whole_file = first->supposed;
    diag_help(diags, diag, "%s",
              first->supposed ? "leave out one of the two"
                              : "suppose as well that the fact is not there: `--reject` and its name");
    return diag;
}

static void check_pair(const Theory *t, Timeline *line, AtomId a, AtomId b, Diagnostics *diags)
{
    TimeId both = times_meet(&line->times, timeline_asserted(line, t, a), timeline_asserted(line, t, b));
    if (both == TIME_NEVER) {
        return;
    }
    uint32_t n;
    Day day = times_days(&line->times, both, &n)[0];
    Diag *diag = contradiction(t->c, fact_on(t, line, a, day), fact_on(t, line, b, day), diags);
    if (day != DAY_FIRST) {
        Text text = {0};
        day_print(&text, day);
        diag_note(diags, diag, "they conflict on %.*s", STR_ARG(text_str(&text)));
        text_free(&text);
    }
}

/* S3.5h: two facts that give different days for what happens once. */
static void check_once(const Theory *t, const Timeline *line, AtomId atom, Diagnostics *diags)
{
    const Schema *first = NULL;
    AtomId givers[] = {atom, theory_find_said(t, atom, SAID_BEGINS)};
    for (int g = 0; g < 2; g++) {
        for (uint32_t k = givers[g] == NONE ? 0 : line->head_first[givers[g]];
             givers[g] != NONE && k < line->head_first[givers[g] + 1]; k++) {
            const Schema *s = instance_said(t, line->by_head[k]);
            if (!s || s->role != ROLE_FACT) {
                continue;
            }
            if (s->uncertain != NONE || (first && first->uncertain != NONE)) {
                continue; /* whether the days are different nobody knows */
            }
            bool one_day = s->until != DAY_NONE_AFTER && s->from != DAY_FIRST && s->until - s->from == 1;
            if (first && first->item != s->item && (first->from != s->from || first->until != s->until || !one_day)) {
                Diag *diag = contradiction(t->c, &t->c->items.at[first->item], &t->c->items.at[s->item], diags);
                diag_note(diags, diag, "it happens once, and they give different days");
                return;
            }
            first = first ? first : s;
        }
    }
}

/* The atoms that facts give and that conflict with anything, ascending. */
static void find_disputed(const Theory *t, IdVec *out)
{
    for (size_t i = 0; i < t->factual.n; i++) {
        AtomId atom = t->factual.at[i];
        uint32_t said = RELATION_SAID(t->relation.at[atom]);
        bool begins = (said & SAID_BEGINS) && !(said & ~(uint32_t)(SAID_BEGINS | SAID_NOT));
        AtomId given[] = {atom, begins ? theory_find_said(t, atom, said & SAID_NOT) : NONE};
        for (int g = 0; g < 2; g++) {
            if (given[g] != NONE && atom_has_conflicts(t, given[g])) {
                vec_push(out, given[g]);
            }
        }
    }
    ids_sort(out);
}

void facts_check(const Theory *t, Timeline *line, Diagnostics *diags)
{
    IdVec disputed = {0};
    if (t->conflict_first.n) {
        find_disputed(t, &disputed);
    }
    for (size_t i = 0; i < disputed.n; i++) {
        AtomId a = disputed.at[i];
        if (i && a == disputed.at[i - 1]) {
            continue;
        }
        for (uint32_t k = t->conflict_first.at[a]; k < t->conflict_first.at[a + 1]; k++) {
            if (t->conflicts.at[k] > a) {
                check_pair(t, line, a, t->conflicts.at[k], diags);
            }
        }
    }
    vec_free(&disputed);
    bool once = false;
    for (size_t i = 0; i < t->c->details.n; i++) {
        once |= t->c->details.at[i].happens_once;
    }
    for (AtomId a = 0; once && a < t->relation.n; a++) {
        if (theory_happens_once(t, a)) {
            check_once(t, line, a, diags);
        }
    }
}
