#include "ground/watches.h"

static void count(Watches *w, const Case *c, RelationId relation)
{
    IdVec *first = &w->first[RELATION_SAID(relation)];
    if (!first->n) {
        first->room = first->n = c->predicates.n + 1;
        first->at = mem_zero(first->n, sizeof *first->at);
    }
    first->at[RELATION_PREDICATE(relation)]++;
}

/* From how many watches each relation has to where they end. */
static void add_up(Watches *w)
{
    uint32_t total = 0;
    for (uint32_t said = 0; said < SAID_WAYS; said++) {
        for (size_t p = 0; p < w->first[said].n; p++) {
            total += w->first[said].at[p];
            w->first[said].at[p] = total;
        }
    }
    vec_reserve(&w->list, (size_t)total + 1); /* a relation without watches still points into it */
    w->list.n = total;
}

void watches_build(Watches *w, const Theory *t, const uint32_t *waiting)
{
    const Case *c = t->c;
    for (int filling = 0; filling < 2; filling++) {
        for (uint32_t i = 0; i < c->schemas.n; i++) {
            const Schema *s = &c->schemas.at[i];
            for (uint32_t k = waiting[i] == NONE ? 0 : s->body.literals.count; k-- > 0;) {
                const Literal *literal = &c->literals.at[s->body.literals.first + k];
                if (!filling) {
                    count(w, c, literal->relation);
                    continue;
                }
                bool alone = !s->variables && !relation_arity(c, literal->relation);
                uint32_t *end = &w->first[RELATION_SAID(literal->relation)].at[RELATION_PREDICATE(literal->relation)];
                w->list.at[--*end] = (Watch){i, alone ? k | WATCH_ALONE : k};
            }
        }
        if (!filling) {
            add_up(w);
        }
    }
}

void watches_free(Watches *w)
{
    for (uint32_t said = 0; said < SAID_WAYS; said++) {
        vec_free(&w->first[said]);
    }
    vec_free(&w->list);
}
