#include "ground/theory.h"

/* Whether what the clause belongs to is there: a source that is known, an act that was done, an item of the view (S1.4, S2.6). */
static bool holds(const Theory *t, const ClauseFact *fact)
{
    const Case *c = t->c;
    if (fact->source != NONE) {
        const Source *source = &c->sources.at[fact->source];
        bool rejected = t->from.supposed && t->from.supposed->source[fact->source];
        return !rejected && (!source->dated || source->dated_lo <= t->from.known_by);
    }
    const Item *item = &c->items.at[fact->item];
    return item->kind == ITEM_ACT ? case_act_done(c, item, &t->from) : case_item_in_view(c, item, &t->from);
}

void theory_add_clause_facts(Theory *t)
{
    const Case *c = t->c;
    for (size_t i = 0; i < c->clause_facts.n; i++) {
        const ClauseFact *fact = &c->clause_facts.at[i];
        if (holds(t, fact)) {
            AtomId atom = theory_add_atom(t, fact->literal.relation, &c->terms.at[fact->literal.args]);
            theory_add_instance(t, SCHEMA_CLAUSE, NULL, 0, atom);
            vec_push(&t->factual, atom);
        }
    }
}
