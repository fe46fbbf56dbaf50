#include "explain/scope.h"

#include "ground/dependencies.h"
#include "ground/ranking.h"

uint32_t scope_atom(const Scope *s, const Ground *g)
{
    AtomId atom = theory_find(&g->theory, s->relation, s->args);
    return atom == NONE ? NONE : ground_atom_on(g, atom, s->day);
}

/* The items whose ranking makes this rule of the cone (S4.3's facts about preference); false where it is none such. */
static bool ranked_items(const Ground *g, const Cone *cone, uint32_t rule, ItemId items[2])
{
    const Framework *f = &cone->framework;
    AtomId literal;
    uint32_t slice;
    if (f->body_first.at[rule] != f->body_first.at[rule + 1] || g->c->preferred == NONE ||
        !ground_find_literal(g, cone->atoms.at[f->head.at[rule]], &literal, &slice) ||
        g->theory.relation.at[literal] != RELATION(g->c->preferred, 0)) {
        return false;
    }
    const ConstantId *args = atom_args(&g->theory, literal);
    items[0] = case_find_item(g->c, args[0]);
    items[1] = case_find_item(g->c, args[1]);
    return items[0] != NONE && items[1] != NONE;
}

void scope_conditions(const Units *units, const ConeIndex *index, const Cone *cone, uint32_t element, Conditions *out)
{
    const Ground *g = index->g;
    Origin from = cone_origin(cone, index, element);
    ItemId items[2];
    if (from.kind == FROM_DOUBT) {
        units_of_doubt(units, from.item, from.support, out);
    } else if (from.kind == FROM_CLAUSE && from.source != NONE) {
        units_of_source(units, from.source, out);
    } else if (from.kind != FROM_NOTHING) {
        units_of_presumption(units, from.item, from.support, from.kind == FROM_ACT, out);
    } else if (!(element & ASSUMED) && ranked_items(g, cone, element, items)) {
        units_of_presumption(units, items[0], NONE, false, out);
        units_of_presumption(units, items[1], NONE, false, out);
    }
}

/* ── What shapes ── */

static bool begins_something(uint32_t said)
{
    return (said & SAID_BEGINS) && !(said & (SAID_MODE_NOT | SAID_ONCE));
}

/* Whether what came since can undo a start of the atom (S3.5b), so that it matters where a stretch begins. */
static bool can_be_undone(const Theory *t, AtomId begins)
{
    uint32_t said = RELATION_SAID(t->relation.at[begins]);
    if (theory_find_said(t, begins, said ^ SAID_BEGINS ^ SAID_ENDS) != NONE) {
        return true;
    }
    AtomId plain = theory_find_said(t, begins, said & SAID_NOT);
    for (uint32_t k = plain != NONE && t->conflict_first.n ? t->conflict_first.at[plain] : 0;
         plain != NONE && t->conflict_first.n && k < t->conflict_first.at[plain + 1]; k++) {
        AtomId rival = t->conflicts.at[k];
        uint32_t way = RELATION_SAID(t->relation.at[rival]);
        if (!(way & ~(uint32_t)SAID_NOT) && theory_find_said(t, rival, way | SAID_BEGINS) != NONE) {
            return true;
        }
    }
    return false;
}

typedef struct Stretches {
    Scope *s;
    uint8_t *seen; /* by atom */
    IdVec stack;
    bool unbounded; /* one has no first day: then a date anywhere can be seen (docs/semantics.md, decision 3) */
} Stretches;

static void shape_clause(Scope *s, const ClauseFact *fact)
{
    UnitId unit = fact->source == NONE ? NONE : s->units->of_source[fact->source];
    if (fact->item != NONE) {
        s->shaped[fact->item] = 1;
    } else if (unit != NONE) {
        s->shapes[unit] = 1;
    }
}

static void keep_clause(Scope *s, const ClauseFact *fact)
{
    UnitId unit = fact->source == NONE ? NONE : s->units->of_source[fact->source];
    shape_clause(s, fact);
    if (fact->item != NONE) {
        s->keep[fact->item] = 1;
    } else if (unit != NONE) {
        s->relevant[unit] = 1;
    }
}

/* Whatever can make these atoms possible decides where the stretch begins. */
static void shape_support(Stretches *x, const AtomId *atoms, uint32_t count)
{
    const Ground *g = &x->s->widest->ground;
    const Theory *t = &g->theory;
    for (uint32_t i = 0; i < count; i++) {
        vec_push(&x->stack, atoms[i]);
    }
    while (x->stack.n) {
        AtomId atom = vec_pop(&x->stack);
        if (x->seen[atom]) {
            continue;
        }
        x->seen[atom] = 1;
        for (uint32_t k = g->timeline.head_first[atom]; k < g->timeline.head_first[atom + 1]; k++) {
            InstanceId i = g->timeline.by_head[k];
            const Schema *said = instance_said(t, i);
            uint32_t clause =
                instance_schema(t, i) == SCHEMA_CLAUSE ? dense_find(&x->s->widest->index.clauses, atom) : NONE;
            if (said) {
                x->s->shaped[said->item] = 1;
            } else if (clause != NONE) {
                shape_clause(x->s, &t->c->clause_facts.at[clause]);
            }
            for (uint32_t b = 0; b < instance_body_count(t, i); b++) {
                vec_push(&x->stack, instance_body(t, i)[b]);
            }
        }
    }
}

static void shape_stretches(Scope *s, const Cone *cone)
{
    const Ground *g = &s->widest->ground;
    const Theory *t = &g->theory;
    if (g->timeline.timeless) {
        return;
    }
    Stretches x = {.s = s, .seen = mem_zero(t->relation.n, 1)};
    uint8_t *done = mem_zero(t->relation.n, 1);
    for (size_t i = 0; i < cone->atoms.n; i++) {
        AtomId literal;
        uint32_t slice;
        if (!ground_find_literal(g, cone->atoms.at[i], &literal, &slice)) {
            continue;
        }
        uint32_t said = RELATION_SAID(t->relation.at[literal]);
        if (!(said & ~(uint32_t)SAID_NOT)) { /* what holds may be what was begun */
            literal = theory_find_said(t, literal, said | SAID_BEGINS);
        }
        if (literal == NONE || done[literal] || !begins_something(RELATION_SAID(t->relation.at[literal])) ||
            !can_be_undone(t, literal)) {
            continue;
        }
        done[literal] = 1;
        for (uint32_t k = g->timeline.head_first[literal]; k < g->timeline.head_first[literal + 1]; k++) {
            InstanceId instance = g->timeline.by_head[k];
            const Schema *schema = instance_said(t, instance);
            if (schema && schema->role == ROLE_RULE) {
                shape_support(&x, instance_body(t, instance), instance_body_count(t, instance));
                x.unbounded |= times_contain(&g->timeline.times, timeline_instance(&g->timeline, instance), DAY_FIRST);
            }
        }
    }
    for (size_t i = 0; x.unbounded && i < t->c->schemas.n; i++) {
        const Schema *schema = &t->c->schemas.at[i];
        if (schema->role != ROLE_PART && (schema->from != DAY_FIRST || schema->until != DAY_NONE_AFTER) &&
            theory_in_view(t, schema)) {
            s->shaped[schema->item] = s->keep[schema->item] = 1;
        }
    }
    vec_free(&x.stack);
    free(x.seen);
    free(done);
}

static bool is_order(const Scope *s, ItemId id)
{
    const Item *item = &s->units->c->items.at[id];
    return item->kind == ITEM_PREFER && !item->by && item->better != NONE && item->worse != NONE &&
           case_item_in_view(s->units->c, item, &s->units->from);
}

static uint32_t root_of(uint32_t *joined, uint32_t x)
{
    while (joined[x] != x) {
        x = joined[x] = joined[joined[x]];
    }
    return x;
}

/* Undisputed preferences order items transitively, also through ranks: whatever is joined to an item of the cone by them is kept, and
 * shapes. */
static void shape_order(Scope *s)
{
    const Case *c = s->units->c;
    uint32_t items = id_of(c->items.n), scales = id_of(c->scales.n), *joined = mem_new(items + scales, sizeof *joined);
    uint8_t *named = mem_zero(items, 1), *reached = mem_zero(items + scales, 1);
    for (uint32_t i = 0; i < items + scales; i++) {
        joined[i] = i;
    }
    for (ItemId i = 0; i < items; i++) {
        const Item *item = &c->items.at[i];
        if (is_order(s, i)) {
            joined[root_of(joined, i)] = root_of(joined, item->better);
            joined[root_of(joined, item->better)] = root_of(joined, item->worse);
            named[i] = named[item->better] = named[item->worse] = 1;
        }
        if (item->rank != NONE) {
            joined[root_of(joined, i)] = root_of(joined, items + c->ranks.at[item->rank].scale);
        }
        for (uint32_t k = 0; item_is_claimed(item) && k < item->supports.count; k++) {
            RankId rank = c->supports.at[item->supports.first + k].rank;
            if (rank != NONE) {
                joined[root_of(joined, i)] = root_of(joined, items + c->ranks.at[rank].scale);
            }
        }
    }
    for (ItemId i = 0; i < items; i++) {
        reached[root_of(joined, i)] |= s->keep[i];
    }
    for (ItemId i = 0; i < items; i++) {
        if (named[i] && reached[root_of(joined, i)]) {
            s->keep[i] = s->shaped[i] = 1;
        }
    }
    free(joined);
    free(named);
    free(reached);
}

/* The facts that acts were done: where something conflicts with one, the grounding reckons with it as with any fact. */
static void shape_acts(Scope *s, const Cone *cone)
{
    const Ground *g = &s->widest->ground;
    for (uint32_t i = 0; i < cone->framework.head.n; i++) {
        Origin from = cone_origin(cone, &s->widest->index, i);
        AtomId literal;
        uint32_t slice;
        if (from.kind == FROM_ACT &&
            ground_find_literal(g, cone->atoms.at[cone->framework.head.at[i]], &literal, &slice) &&
            atom_has_conflicts(&g->theory, literal)) {
            s->shaped[from.item] = 1;
        }
    }
}

/* What facts without conditions give, if anything. Where it is begun, that is pushed to be looked at as well. */
static void keep_facts(Scope *s, AtomId atom, IdVec *begun)
{
    const Ground *g = &s->widest->ground;
    const Theory *t = &g->theory;
    for (uint32_t k = g->timeline.head_first[atom]; k < g->timeline.head_first[atom + 1]; k++) {
        InstanceId i = g->timeline.by_head[k];
        const Schema *said = instance_said(t, i);
        uint32_t clause = instance_is_built_in(t, i) ? dense_find(&s->widest->index.clauses, atom) : NONE;
        if (said && said->role == ROLE_FACT && !instance_body_count(t, i)) {
            s->keep[said->item] = s->shaped[said->item] = 1;
            vec_push(begun, atom);
        } else if (clause != NONE) {
            keep_clause(s, &t->c->clause_facts.at[clause]);
        }
    }
}

/* Facts that stop a run for certain leave no trace among what bears, since no step is made against them (S3.5c). */
static void shape_stops(Scope *s)
{
    const Ground *g = &s->widest->ground;
    const Theory *t = &g->theory;
    if (g->timeline.timeless) {
        return;
    }
    IdVec begun = {0};
    uint8_t *seen = mem_zero(t->relation.n, 1);
    for (InstanceId i = 0; i < t->instance.n; i++) {
        const Schema *said = instance_said(t, i);
        if (said && s->keep[said->item]) {
            vec_push(&begun, instance_head(t, i));
        }
    }
    while (begun.n) {
        AtomId begins = vec_pop(&begun), plain;
        uint32_t said = RELATION_SAID(t->relation.at[begins]);
        if (seen[begins] || !begins_something(said)) {
            continue;
        }
        seen[begins] = 1;
        plain = theory_find_said(t, begins, said & SAID_NOT);
        AtomId ends = theory_find_said(t, begins, said ^ SAID_BEGINS ^ SAID_ENDS);
        if (ends != NONE) {
            keep_facts(s, ends, &begun);
        }
        for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[plain] : 0;
             t->conflict_first.n && k < t->conflict_first.at[plain + 1]; k++) {
            AtomId rival = t->conflicts.at[k], way = RELATION_SAID(t->relation.at[rival]);
            AtomId started = way & ~(uint32_t)SAID_NOT ? NONE : theory_find_said(t, rival, way | SAID_BEGINS);
            keep_facts(s, rival, &begun);
            if (started != NONE) {
                keep_facts(s, started, &begun);
            }
        }
    }
    vec_free(&begun);
    free(seen);
}

static void shape_argued(Scope *s)
{
    const Case *c = s->units->c;
    uint8_t *cycles = c->preferred == NONE ? NULL : ranking_find_cycles(&s->widest->ground.theory);
    for (ItemId i = 0; cycles && i < c->items.n; i++) {
        s->shaped[i] |= cycles[i];
        s->wide |= cycles[i];
    }
    free(cycles);
}

/* ── What bears ── */

/* Whether a fact or claim is about a literal of the component: its days count there even if what it needs is never possible. */
static bool schema_joins(const Theory *t, const Schema *s, const AtomId *joined, AtomId component)
{
    uint32_t said = RELATION_SAID(s->head.relation);
    if (s->role == ROLE_RULE || !begins_something(said) || !theory_in_view(t, s)) {
        return false;
    }
    AtomId plain = theory_find(t, s->head.relation - SAID_BEGINS, &t->c->terms.at[s->head.args]);
    return plain != NONE && joined[plain] == component;
}

/* For finer statuses: everything of the literal's component, since a date of it is an occasion (S3.2). */
static void keep_component(Scope *s, AtomId literal)
{
    const Theory *t = &s->widest->ground.theory;
    Edges edges = {0};
    dependencies_find(t, &s->widest->ground.timeline, &edges);
    AtomId *joined = dependencies_join(t, &edges);
    vec_free(&edges);
    for (size_t i = 0; i < t->c->schemas.n; i++) {
        if (t->c->schemas.at[i].role == ROLE_PART) {
            continue;
        }
        s->keep[t->c->schemas.at[i].item] |= schema_joins(t, &t->c->schemas.at[i], joined, joined[literal]);
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        const Schema *said = instance_said(t, i);
        if (said && joined[instance_head(t, i)] == joined[literal]) {
            s->keep[said->item] = 1;
        }
    }
    free(joined);
}

/* Whether an unknown day stands in a component of the literals (S3.6). */
static bool dates_bear(const Scope *s, const IdVec *literals)
{
    const Theory *t = &s->widest->ground.theory;
    if (!t->uncertain.n) {
        return false;
    }
    Edges edges = {0};
    dependencies_find(t, &s->widest->ground.timeline, &edges);
    AtomId *joined = dependencies_join(t, &edges);
    vec_free(&edges);
    bool bear = false;
    for (size_t i = 0; i < t->uncertain.n && !bear; i++) {
        for (size_t k = 0; k < literals->n && !bear; k++) {
            AtomId literal = literals->at[k];
            bear = literal != NONE && joined[instance_head(t, t->uncertain.at[i])] == joined[literal];
        }
    }
    free(joined);
    return bear;
}

static void keep_cone(Scope *s, const Cone *cone)
{
    for (uint32_t i = 0; i < 2; i++) {
        size_t n = i ? cone->framework.contrary.n : cone->framework.head.n;
        for (uint32_t k = 0; k < n; k++) {
            Origin from = cone_origin(cone, &s->widest->index, i ? ASSUMED | k : k);
            ItemId ranked[2];
            if (from.item != NONE) {
                s->keep[from.item] = 1;
            } else if (from.source != NONE && s->units->of_source[from.source] != NONE) {
                s->relevant[s->units->of_source[from.source]] = 1;
            } else if (!i && ranked_items(&s->widest->ground, cone, k, ranked)) {
                s->keep[ranked[0]] = s->keep[ranked[1]] = 1;
            }
        }
    }
}

/* Whether statements about preference bear on anything. */
static bool is_spoken_of(const Scope *s)
{
    const Case *c = s->units->c;
    return c->preferred != NONE &&
           (c->ranking_asked || theory_table(&s->widest->ground.theory, RELATION(c->preferred, 0)) != NONE);
}

/* Whether withdrawing a source can make all that is left of some claim rank higher or lower: then facts about preference arise that not
 * even the widest view has. */
static bool ranks_can_arise(const Scope *s)
{
    const Case *c = s->units->c;
    bool arise = false;
    for (ItemId i = 0; i < c->items.n && is_spoken_of(s) && !arise; i++) {
        const Item *item = &c->items.at[i];
        bool there = item_is_claimed(item) && case_item_in_view(c, item, &s->units->from);
        for (uint32_t k = 1; there && k < item->supports.count; k++) {
            arise |= c->supports.at[item->supports.first].rank != c->supports.at[item->supports.first + k].rank;
        }
    }
    return arise;
}

/* Which units bear on it and which of these shape it. */
static void sort_units(Scope *s)
{
    Units *u = s->units;
    const Case *c = u->c;
    bool spoken = is_spoken_of(s);
    for (UnitId i = 0; i < u->list.n; i++) {
        const Unit *unit = &u->list.at[i];
        if (unit->kind != UNIT_SOURCE) {
            s->relevant[i] = s->keep[unit->item];
            s->shapes[i] = s->shaped[unit->item] && (unit->kind != UNIT_DENIAL || !u->present[unit->item]);
        } else {
            s->shapes[i] |= spoken; /* how all presumptions of an item rank may change with one of them */
        }
    }
    for (ItemId i = 0; i < c->items.n; i++) {
        const Item *item = &c->items.at[i];
        for (uint32_t k = 0; s->keep[i] && item_is_claimed(item) && k < item->supports.count; k++) {
            const Support *support = &c->supports.at[item->supports.first + k];
            for (uint32_t n = 0; n < support->sources.count; n++) {
                UnitId unit = u->of_source[c->ids.at[support->sources.first + n]];
                if (unit != NONE && u->present[i]) {
                    s->relevant[unit] = 1;
                    s->shapes[unit] |= s->shaped[i];
                }
            }
        }
    }
    for (UnitId i = 0; i < u->list.n; i++) {
        if (s->relevant[i]) {
            vec_push(s->shapes[i] || s->finer ? &s->shaping : &s->plain, i);
        }
    }
}

static bool adds(const Units *u, UnitId unit)
{
    return u->list.at[unit].kind == UNIT_GRANT ||
           (u->list.at[unit].kind == UNIT_DENIAL && !u->present[u->list.at[unit].item]);
}

bool widest_open(Widest *w, Units *units, Diagnostics *diags)
{
    *w = (Widest){0};
    bool good = true;
    for (int turn = 0; turn < 2; turn++) {
        for (UnitId i = 0; i < units->list.n; i++) {
            if (adds(units, i)) {
                units_flip(units, i, turn == 0);
            }
        }
        if (turn == 0) {
            good = ground_build(&w->ground, units->c, units->from, diags);
        }
    }
    if (good) {
        w->units = units;
        cone_index_open(&w->index, &w->ground);
    } else {
        ground_free(&w->ground);
    }
    return good;
}

void widest_close(Widest *w)
{
    if (w->units) {
        cone_index_free(&w->index);
        ground_free(&w->ground);
    }
    *w = (Widest){0};
}

/* `literals`: of each bears what bears on it. */
static void find_bearing(Scope *s, const IdVec *literals, bool arise)
{
    const Case *c = s->units->c;
    const Ground *g = &s->widest->ground;
    for (ItemId i = 0; i < c->items.n; i++) {
        s->wide |= is_order(s, i);
        s->keep[i] = arise;
    }
    shape_argued(s);
    for (size_t i = 0; i < literals->n; i++) {
        AtomId literal = literals->at[i];
        uint32_t atom = literal == NONE ? NONE : ground_atom_on(g, literal, s->day);
        Cone cone;
        cone_find(&cone, &s->widest->index, atom, s->wide, arise);
        keep_cone(s, &cone);
        if (literal != NONE && (s->dates || (s->finer && !g->timeline.timeless && atom != NONE))) {
            keep_component(s, literal);
        }
        shape_stretches(s, &cone);
        shape_acts(s, &cone);
        cone_free(&cone);
    }
    shape_stops(s);
    shape_order(s);
    sort_units(s);
}

void scope_find(Scope *s, Widest *widest, RelationId relation, const ConstantId *args, Day day, uint8_t status, bool wide)
{
    Units *units = widest->units;
    bool finer = status != STATUS_ESTABLISHED;
    *s = (Scope){
        .units = units, .widest = widest, .relation = relation, .args = args, .day = day, .finer = finer, .wide = wide};
    s->keep = mem_zero(units->c->items.n, 1);
    s->shaped = mem_zero(units->c->items.n, 1);
    s->relevant = mem_zero(units->list.n, 1);
    s->shapes = mem_zero(units->list.n, 1);
    for (UnitId i = 0; i < units->list.n; i++) { /* what belongs to the view is asked of it as it is widest */
        if (adds(units, i)) {
            units_flip(units, i, true);
        }
    }
    IdVec literals = {0};
    if (status == STATUS_EXCLUDED) { /* that is up to what conflicts with it */
        theory_find_conflicts(&widest->ground.theory, relation, args, &literals);
    }
    vec_push(&literals, theory_find(&widest->ground.theory, relation, args));
    bool arise = ranks_can_arise(s);
    s->dates = dates_bear(s, &literals);
    s->finer |= s->dates;
    s->part = arise || s->dates;
    for (size_t i = 0; i < literals.n; i++) {
        s->part |= literals.at[i] != NONE && ground_atom_on(&widest->ground, literals.at[i], day) != NONE;
    }
    if (s->part) {
        find_bearing(s, &literals, arise);
    }
    vec_free(&literals);
    for (UnitId i = 0; i < units->list.n; i++) {
        if (adds(units, i)) {
            units_flip(units, i, s->relevant[i] && !s->shapes[i] && !s->finer);
        }
    }
    for (ItemId i = 0; i < units->c->items.n; i++) {
        if (!s->keep[i] && units->present[i]) {
            units_set_aside(units, i, true);
        }
    }
}

void scope_free(Scope *s)
{
    for (UnitId i = 0; i < s->units->list.n; i++) {
        units_flip(s->units, i, false);
    }
    for (ItemId i = 0; i < s->units->c->items.n; i++) {
        if (!s->keep[i] && s->units->present[i]) {
            units_set_aside(s->units, i, false);
        }
    }
    free(s->keep);
    free(s->shaped);
    free(s->relevant);
    free(s->shapes);
    vec_free(&s->plain);
    vec_free(&s->shaping);
}
