#include "ground/unasked.h"

enum { NOT_ASKED, ASKED_BY_NAME, NEEDED };

static void need(Unasked *u, RelationId relation)
{
    u->predicate[RELATION_PREDICATE(relation)] = NEEDED;
}

static void ask(Unasked *u, const Asked *asked)
{
    PredicateId predicate = RELATION_PREDICATE(asked->literal.relation);
    if (asked->variables || u->predicate[predicate] == NEEDED) {
        u->predicate[predicate] = NEEDED;
        return;
    }
    u->predicate[predicate] = ASKED_BY_NAME;
    uint32_t arity = u->c->predicates.at[predicate].arity;
    for (uint32_t i = 0; i < arity; i++) {
        u->constant[u->c->terms.at[asked->literal.args + i]] = 1;
    }
}

void unasked_find(Unasked *u, const Case *c)
{
    *u = (Unasked){c, mem_zero(c->predicates.n, 1), mem_zero(c->constants.n, 1)};
    for (size_t i = 0; i < c->conflicts.n; i++) {
        need(u, c->literals.at[c->conflicts.at[i].literals.first].relation);
        need(u, c->literals.at[c->conflicts.at[i].literals.first + 1].relation);
    }
    if (c->preferred != NONE) {
        need(u, RELATION(c->preferred, 0));
    }
    if (c->discredited != NONE) {
        need(u, RELATION(c->discredited, 0));
    }
    for (size_t i = 0; i < c->asked.n; i++) {
        ask(u, &c->asked.at[i]);
    }
    for (size_t i = 0; i < c->expectations.n; i++) {
        ask(u, &c->expectations.at[i].asked);
    }
}

void unasked_free(Unasked *u)
{
    free(u->predicate);
    free(u->constant);
}

/* Whether only plain facts speak of it, and nothing but its name and its reading was declared. */
static bool bears_on_nothing(const Case *c, PredicateId id)
{
    const Predicate *p = &c->predicates.at[id];
    if (p->asked || p->derived) {
        return false;
    }
    const PredicateDetail *detail = predicate_detail(c, id);
    return detail->one == NONE && !detail->while_.literals.count && !detail->happens_once && detail->disapplies == NONE;
}

bool unasked_has(const Unasked *u, const Schema *s)
{
    PredicateId predicate = RELATION_PREDICATE(s->head.relation);
    if (s->role != ROLE_FACT || u->predicate[predicate] == NEEDED || !bears_on_nothing(u->c, predicate)) {
        return false;
    }
    bool named = u->predicate[predicate] == ASKED_BY_NAME;
    uint32_t arity = named ? u->c->predicates.at[predicate].arity : 0;
    for (uint32_t i = 0; i < arity && named; i++) {
        named = u->constant[u->c->terms.at[s->head.args + i]];
    }
    return !named;
}
