#include "explain/cone.h"

void cone_index_clauses(ConeIndex *index)
{
    const Ground *g = index->g;
    for (uint32_t i = 0; i < g->c->clause_facts.n; i++) {
        const Literal *literal = &g->c->clause_facts.at[i].literal;
        AtomId atom = theory_find(&g->theory, literal->relation, &g->c->terms.at[literal->args]);
        if (atom != NONE) {
            *dense_at(&index->clauses, atom) = i;
        }
    }
}

void cone_index_open(ConeIndex *index, const Ground *g)
{
    *index = (ConeIndex){.g = g, .by_head = framework_rules_by_head(&g->framework)};
    cone_index_clauses(index);
}

void cone_index_free(ConeIndex *index)
{
    lists_free(&index->by_head);
    dense_free(&index->clauses);
}

typedef struct Walk {
    Cone *cone;
    const Ground *g;
    Map number;     /* atom of the whole -> its number in the cone */
    Map assumption; /* the same of assumptions */

} Walk;

static uint32_t reach(Walk *w, uint32_t atom)
{
    uint32_t *number = map_at(&w->number, atom);
    if (*number == NONE) {
        *number = id_of(w->cone->atoms.n);
        vec_push(&w->cone->atoms, atom);
    }
    return *number;
}

static uint32_t reach_assumption(Walk *w, uint32_t assumption)
{
    uint32_t *known = map_at(&w->assumption, assumption);
    if (*known == NONE) {
        *known = id_of(w->cone->assumptions.n);
        vec_push(&w->cone->assumptions, assumption);
        uint32_t number = *known, contrary = w->g->framework.contrary.at[assumption];
        framework_add_assumption(&w->cone->framework, contrary == NONE ? NONE : reach(w, contrary));
        return number;
    }
    return *known;
}

static void reach_slices(Walk *w, AtomId literal)
{
    const Timeline *line = &w->g->timeline;
    for (uint32_t k = slices_count(&line->times, timeline_slices(line, literal)); k--;) {
        reach(w, ground_atom(w->g, literal, k));
    }
}

/* What conflicts with a literal of the cone, or with what it begins. */
static void reach_rivals(Walk *w, AtomId literal)
{
    const Theory *t = &w->g->theory;
    uint32_t said = RELATION_SAID(t->relation.at[literal]);
    AtomId sides[] = {literal, said & SAID_BEGINS ? theory_find_said(t, literal, said & SAID_NOT) : NONE};
    for (int i = 0; i < 2 && t->conflict_first.n; i++) {
        for (uint32_t k = sides[i] == NONE ? 0 : t->conflict_first.at[sides[i]];
             sides[i] != NONE && k < t->conflict_first.at[sides[i] + 1]; k++) {
            reach_slices(w, t->conflicts.at[k]);
        }
    }
}

/* Everything said about preferences: it decides about rebuts wherever they are. */
static void reach_preferences(Walk *w)
{
    const Theory *t = &w->g->theory;
    for (uint32_t said = 0; said < SAID_WAYS; said++) {
        uint32_t table = t->c->preferred == NONE ? NONE : theory_table(t, RELATION(t->c->preferred, said));
        for (uint32_t row = 0; table != NONE && row < t->tables.at[table].atoms.n; row++) {
            reach_slices(w, t->tables.at[table].atoms.at[row]);
        }
    }
}

void cone_find(Cone *cone, const ConeIndex *index, uint32_t root, bool wide, bool whole)
{
    const Framework *f = &index->g->framework;
    *cone = (Cone){0};
    Walk w = {.cone = cone, .g = index->g};
    IdVec body = {0};
    if (root != NONE) {
        reach(&w, root);
    }
    for (uint32_t atom = 0; whole && atom < f->atoms; atom++) {
        reach(&w, atom);
    }
    if (wide) {
        reach_preferences(&w);
    }
    for (size_t i = 0; i < cone->atoms.n; i++) {
        uint32_t atom = cone->atoms.at[i], slice;
        AtomId literal;
        for (uint32_t k = index->by_head.first[atom]; k < index->by_head.first[atom + 1]; k++) {
            uint32_t rule = index->by_head.items[k];
            vec_clear(&body);
            for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1]; b++) {
                uint32_t entry = f->body.at[b];
                vec_push(&body, entry & ASSUMED ? ASSUMED | reach_assumption(&w, entry & ~ASSUMED) : reach(&w, entry));
            }
            framework_add_rule(&cone->framework, (uint32_t)i, body.at, body.n);
            vec_push(&cone->rules, rule);
        }
        if (wide && ground_find_literal(w.g, atom, &literal, &slice)) {
            reach_rivals(&w, literal);
        }
    }
    cone->framework.atoms = id_of(cone->atoms.n);
    if (!cone->framework.body_first.n) {
        vec_push(&cone->framework.body_first, 0);
    }
    map_free(&w.number);
    map_free(&w.assumption);
    vec_free(&body);
}

void cone_free(Cone *cone)
{
    framework_free(&cone->framework);
    vec_free(&cone->atoms);
    vec_free(&cone->rules);
    vec_free(&cone->assumptions);
}

/* What a rule without conditions that no presumption makes says: it is a clause's, if its literal is. */
static Origin clause_origin(const Cone *cone, const ConeIndex *index, uint32_t rule)
{
    const Framework *f = &cone->framework;
    Origin from = {FROM_NOTHING, NONE, NONE, NONE};
    AtomId literal;
    uint32_t slice;
    if (f->body_first.at[rule] == f->body_first.at[rule + 1] &&
        ground_find_literal(index->g, cone->atoms.at[f->head.at[rule]], &literal, &slice)) {
        uint32_t clause = dense_find(&index->clauses, literal);
        if (clause != NONE) {
            const ClauseFact *fact = &index->g->c->clause_facts.at[clause];
            bool act = fact->item != NONE && index->g->c->items.at[fact->item].kind == ITEM_ACT;
            from = (Origin){act ? FROM_ACT : FROM_CLAUSE, fact->item, NONE, fact->source};
        }
    }
    return from;
}

Origin cone_origin(const Cone *cone, const ConeIndex *index, uint32_t element)
{
    const Ground *g = index->g;
    uint32_t from = element & ASSUMED ? g->assumption_from.at[cone->assumptions.at[element & ~ASSUMED]]
                                      : g->rule_from.at[cone->rules.at[element]];
    if (from == NONE) {
        return element & ASSUMED ? (Origin){FROM_NOTHING, NONE, NONE, NONE} : clause_origin(cone, index, element);
    }
    bool doubt = (element & ASSUMED) && (from & DOUBTS);
    const Presumption *p = &g->presumptions.at[doubt ? from & ~DOUBTS : from];
    ItemId item = ground_item(g, p);
    bool act = g->c->items.at[item].kind == ITEM_ACT;
    return (Origin){doubt              ? FROM_DOUBT
                    : p->kind != GIVES ? FROM_PRESUMPTION
                    : act              ? FROM_ACT
                                       : FROM_FACT,
                    item, p->support, NONE};
}
