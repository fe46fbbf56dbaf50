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

/* Which places of the literal hold constants. */
static uint32_t places_of(const Case *c, const Literal *literal)
{
    uint32_t places = 0;
    for (uint32_t k = 0; k < relation_arity(c, literal->relation); k++) {
        places |= c->terms.at[literal->args + k] & VARIABLE ? 0 : 1u << k;
    }
    return places;
}

static uint64_t hash_of(RelationId relation, uint32_t places, const ConstantId *args)
{
    uint64_t hash = hash_mix((uint64_t)relation << 32 | places);
    for (uint32_t k = 0; k < 32 && places >> k; k++) {
        hash = places >> k & 1 ? hash_mix(hash ^ args[k]) : hash;
    }
    return hash == UINT64_MAX ? 0 : hash;
}

uint32_t watches_of_some(const Watches *w, RelationId relation, uint32_t places, const ConstantId *args)
{
    return map_find(&w->by_constants, hash_of(relation, places, args));
}

static void add_particular(Watches *w, const Case *c, const Literal *literal, uint32_t places, Watch watch)
{
    uint32_t *first = map_at(&w->by_constants, hash_of(literal->relation, places, &c->terms.at[literal->args]));
    ParticularWatch particular = {watch, *first};
    *first = vec_next_id(&w->particular);
    vec_push(&w->particular, particular);
}

void watches_build(Watches *w, const Theory *t, const uint32_t *waiting)
{
    const Case *c = t->c;
    Map entered = {0}; /* relation and places -> how often, if at all, their entry was met: once to count, once to fill */
    for (uint32_t filling = 0; filling < 2; filling++) {
        for (uint32_t i = 0; i < c->schemas.n; i++) {
            const Schema *s = &c->schemas.at[i];
            for (uint32_t k = waiting[i] == NONE ? 0 : s->body.literals.count; k-- > 0;) {
                const Literal *literal = &c->literals.at[s->body.literals.first + k];
                uint32_t places = places_of(c, literal);
                if (places) {
                    uint32_t *seen = map_at(&entered, pair_key(literal->relation, places));
                    if (filling) {
                        add_particular(w, c, literal, places, (Watch){i, k});
                    }
                    if (*seen == filling) {
                        continue;
                    }
                    *seen = filling;
                }
                if (!filling) {
                    count(w, c, literal->relation);
                    continue;
                }
                bool alone = !s->variables && !relation_arity(c, literal->relation);
                uint32_t *end = &w->first[RELATION_SAID(literal->relation)].at[RELATION_PREDICATE(literal->relation)];
                w->list.at[--*end] = places ? (Watch){places, WATCH_SOME} : (Watch){i, alone ? k | WATCH_ALONE : k};
            }
        }
        if (!filling) {
            add_up(w);
        }
    }
    map_free(&entered);
}

void watches_free(Watches *w)
{
    for (uint32_t said = 0; said < SAID_WAYS; said++) {
        vec_free(&w->first[said]);
    }
    vec_free(&w->list);
    vec_free(&w->particular);
    map_free(&w->by_constants);
}
