#include "ground/region.h"

#include "base/fatal.h"
#include "ground/ranking.h"
#include "ground/uncertain.h"

static void add_atoms(Region *r, const IdVec *atoms)
{
    const Theory *whole = &r->whole->theory;
    for (size_t i = 0; i < atoms->n; i++) {
        AtomId atom = theory_add_atom(&r->theory, whole->relation.at[atoms->at[i]], atom_args(whole, atoms->at[i]));
        BUG_UNLESS(atom == i);
        vec_push(&r->atoms, atoms->at[i]);
        *map_at(&r->number, atoms->at[i]) = atom;
    }
    r->theory.maybe = theory_add_atom(&r->theory, RELATION(r->whole->c->maybe, 0), NULL);
    vec_push(&r->atoms, NONE);
}

static AtomId number_of(const Region *r, AtomId whole)
{
    uint32_t number = map_find(&r->number, whole);
    BUG_UNLESS(number != NONE);
    return number;
}

static InstanceId add_copy(Region *r, InstanceId whole, bool maybe)
{
    const Theory *t = &r->whole->theory;
    IdVec body = {0};
    for (uint32_t k = 0; k < instance_body_count(t, whole); k++) {
        vec_push(&body, number_of(r, instance_body(t, whole)[k]));
    }
    if (maybe) {
        vec_push(&body, r->theory.maybe);
    }
    InstanceId id = theory_add_instance(&r->theory, instance_schema(t, whole), body.at, (uint32_t)body.n,
                                        number_of(r, instance_head(t, whole)));
    vec_push(&r->instances, whole);
    vec_free(&body);
    return id;
}

static bool is_among(const IdVec *rising, uint32_t id)
{
    size_t low = 0, high = rising->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rising->at[middle] < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < rising->n && rising->at[low] == id;
}

static void add_instances(Region *r, const IdVec *atoms)
{
    const Timeline *line = &r->whole->timeline;
    const Theory *whole = &r->whole->theory;
    IdVec all = {0};
    for (size_t i = 0; i < atoms->n; i++) {
        AtomId atom = atoms->at[i];
        vec_append(&all, line->by_head + line->head_first[atom], line->head_first[atom + 1] - line->head_first[atom]);
    }
    ids_sort(&all);
    for (size_t i = 0; i < all.n; i++) {
        InstanceId id = all.at[i];
        if (!is_among(&whole->uncertain, id)) {
            add_copy(r, id, false);
        } else if (uncertain_looks_at(whole, id) != NONE) {
            vec_push(&r->looks, add_copy(r, id, false));
        } else {
            vec_push(&r->copies,
                     ((RegionCopies){id, add_copy(r, id, false), add_copy(r, id, true), add_copy(r, id, true)}));
        }
    }
    theory_add_instance(&r->theory, SCHEMA_MAYBE, NULL, 0, r->theory.maybe);
    vec_push(&r->instances, NONE);
    vec_free(&all);
}

static void add_exceptions(Region *r)
{
    const Theory *whole = &r->whole->theory;
    if (!whole->exception_first.n) {
        return;
    }
    Theory *t = &r->theory;
    for (size_t i = 0; i < r->instances.n; i++) {
        InstanceId id = r->instances.at[i];
        vec_push(&t->exception_first, id_of(t->exceptions.n));
        for (uint32_t at = id == NONE ? 0 : whole->exception_first.at[id];
             id != NONE && at < whole->exception_first.at[id + 1];) {
            uint32_t count = whole->exceptions.at[at++];
            vec_push(&t->exceptions, count);
            for (uint32_t k = 0; k < count; k++) {
                vec_push(&t->exceptions, number_of(r, whole->exceptions.at[at++]));
            }
        }
    }
    vec_push(&t->exception_first, id_of(t->exceptions.n));
}

static void add_conflicts(Region *r)
{
    const Theory *whole = &r->whole->theory;
    if (!whole->conflict_first.n) {
        return;
    }
    Theory *t = &r->theory;
    for (size_t a = 0; a < r->atoms.n; a++) {
        AtomId atom = r->atoms.at[a];
        vec_push(&t->conflict_first, id_of(t->conflicts.n));
        for (uint32_t k = atom == NONE ? 0 : whole->conflict_first.at[atom];
             atom != NONE && k < whole->conflict_first.at[atom + 1]; k++) {
            vec_push(&t->conflicts, number_of(r, whole->conflicts.at[k]));
        }
    }
    vec_push(&t->conflict_first, id_of(t->conflicts.n));
}

static void index_uses(Region *r)
{
    const Theory *t = &r->theory;
    size_t total = 0;
    r->use_first = mem_zero(t->relation.n + 2, sizeof(uint32_t));
    for (InstanceId i = 0; i < t->instance.n; i++) {
        for (uint32_t k = 0; k < instance_body_count(t, i); k++, total++) {
            r->use_first[instance_body(t, i)[k] + 2]++;
        }
    }
    r->uses = mem_new(total, sizeof(uint32_t));
    for (size_t a = 0; a < t->relation.n; a++) {
        r->use_first[a + 2] += r->use_first[a + 1];
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        for (uint32_t k = 0; k < instance_body_count(t, i); k++) {
            r->uses[r->use_first[instance_body(t, i)[k] + 1]++] = i;
        }
    }
}

void region_open(Region *r, const Ground *whole, const IdVec *atoms)
{
    *r = (Region){.whole = whole};
    Theory *t = &r->theory;
    *t = (Theory){.c = whole->c,
                  .from = whole->theory.from,
                  .most_work = whole->theory.most_work,
                  .most_instances = whole->theory.most_instances,
                  .limited = &r->limited,
                  .dated = true};
    vec_append(&t->ordering, whole->theory.ordering.at, whole->theory.ordering.n);
    add_atoms(r, atoms);
    add_instances(r, atoms);
    add_exceptions(r);
    add_conflicts(r);
    index_uses(r);
    t->days = mem_new(t->instance.n, sizeof *t->days);
    for (InstanceId i = 0; i < t->instance.n; i++) {
        InstanceId id = r->instances.at[i];
        t->days[i] = id == NONE ? (Stretched){DAY_FIRST, DAY_NONE_AFTER} : whole->theory.days[id];
    }
    r->fuzzy = mem_zero(t->relation.n, 1);
}

void region_close(Region *r)
{
    theory_free(&r->theory);
    vec_free(&r->atoms);
    map_free(&r->number);
    vec_free(&r->instances);
    vec_free(&r->copies);
    vec_free(&r->looks);
    free(r->use_first);
    free(r->uses);
    free(r->fuzzy);
    vec_free(&r->stack);
}

static bool is_empty(Stretched days)
{
    return days.from >= days.until;
}

static void blur(Region *r, AtomId atom)
{
    if (!r->fuzzy[atom]) {
        r->fuzzy[atom] = 1;
        vec_push(&r->stack, atom);
    }
}

/* Whatever a copy that may be there supports. */
static void find_fuzzy(Region *r, const DaySpan *taken)
{
    const Theory *t = &r->theory;
    memset(r->fuzzy, 0, t->relation.n);
    for (size_t k = 0; k < r->copies.n; k++) {
        const RegionCopies *copies = &r->copies.at[k];
        if (!is_empty(t->days[copies->before]) || !is_empty(t->days[copies->after])) {
            blur(r, instance_head(t, copies->surely));
        }
    }
    for (size_t k = 0; k < r->looks.n; k++) {
        DaySpan day = taken[uncertain_looks_at(t, r->looks.at[k])];
        if (day.lo != day.hi) {
            blur(r, instance_head(t, r->looks.at[k]));
        }
    }
    while (r->stack.n) {
        AtomId atom = vec_pop(&r->stack);
        for (uint32_t k = r->use_first[atom]; k < r->use_first[atom + 1]; k++) {
            blur(r, instance_head(t, r->uses[k]));
        }
    }
}

/* What ranks make of the items that are there (S4.3). */
static void take_ranked(Region *r, const DaySpan *taken)
{
    Theory *t = &r->theory;
    if (!t->ordering.n) {
        return;
    }
    Order order;
    Viewpoint from = t->from;
    from.taken = taken;
    order_build(&order, t->c, &from);
    for (size_t k = 0; k < r->copies.n; k++) {
        const RegionCopies *copies = &r->copies.at[k];
        if (instance_schema(t, copies->surely) == SCHEMA_RANKED) {
            bool holds = ranking_holds(&r->whole->theory, &from, &order, copies->whole);
            t->days[copies->surely] = holds ? (Stretched){DAY_FIRST, DAY_NONE_AFTER} : (Stretched){0, 0};
            t->days[copies->before] = t->days[copies->after] = (Stretched){0, 0};
        }
    }
    order_free(&order);
}

bool region_ground(Region *r, const DaySpan *days, const DaySpan *taken, Ground *ground)
{
    Theory *t = &r->theory;
    for (size_t k = 0; k < r->copies.n; k++) {
        const RegionCopies *copies = &r->copies.at[k];
        Stretched surely, possibly;
        if (instance_schema(t, copies->surely) == SCHEMA_RANKED) {
            continue;
        }
        uncertain_days(&r->whole->theory, copies->whole, days, taken, &surely, &possibly);
        if (is_empty(surely)) {
            t->days[copies->surely] = (Stretched){0, 0};
            t->days[copies->before] = possibly;
            t->days[copies->after] = (Stretched){0, 0};
        } else {
            t->days[copies->surely] = surely;
            t->days[copies->before] = (Stretched){possibly.from, surely.from};
            t->days[copies->after] = (Stretched){surely.until, possibly.until};
        }
    }
    t->unknown = taken;
    take_ranked(r, taken);
    find_fuzzy(r, taken);
    t->fuzzy = r->fuzzy;
    return ground_build_region(ground, t, r->whole);
}

static void *copied(const void *from, size_t count, size_t size)
{
    void *copy = mem_new(count, size);
    memcpy(copy, from, count * size);
    return copy;
}

RegionState region_keep(const Region *r, Ground *ground)
{
    const Theory *t = &r->theory;
    RegionState state = {copied(t->days, t->instance.n, sizeof *t->days),
                         copied(t->unknown, t->c->unknowns.n, sizeof *t->unknown), copied(r->fuzzy, t->relation.n, 1)};
    ground->theory.days = state.days;
    ground->theory.unknown = state.unknown;
    ground->theory.fuzzy = state.fuzzy;
    return state;
}

void region_restore(Region *r, const RegionState *state)
{
    Theory *t = &r->theory;
    memcpy(t->days, state->days, t->instance.n * sizeof *t->days);
    memcpy(r->fuzzy, state->fuzzy, t->relation.n);
    t->unknown = state->unknown;
}

void region_state_free(RegionState *state)
{
    free(state->days);
    free(state->unknown);
    free(state->fuzzy);
}

/* The day by which what is told of one unknown day has happened, or DAY_NONE_AFTER where it may not. */
static Day happened_by(const Region *r, const RegionCopies *copies)
{
    const Theory *t = &r->theory;
    const Case *c = t->c;
    if (instance_schema(t, copies->surely) == SCHEMA_RANKED) {
        return DAY_NONE_AFTER;
    }
    const Schema *s = &c->schemas.at[instance_schema(t, copies->surely)];
    const Uncertain *u = s->uncertain == NONE ? NULL : &c->uncertain.at[s->uncertain];
    bool event = u && u->from != NONE && u->from == u->until && u->after && s->role <= ROLE_CLAIM &&
                 instance_body_count(t, copies->surely) == 0 && item_annulled_unknown(&c->items.at[s->item]) == NONE;
    return event && t->unknown[u->from].lo != DAY_LATE ? t->unknown[u->from].hi : DAY_NONE_AFTER;
}

bool region_surely_possible(Region *r, AtomId atom, Day day)
{
    Theory *t = &r->theory;
    AtomId maybe = t->maybe;
    VEC(Stretched) kept = {0};
    Day *latest = mem_new(t->relation.n, sizeof *latest);
    for (size_t a = 0; a < t->relation.n; a++) {
        latest[a] = DAY_NONE_AFTER;
    }
    t->maybe = NONE;
    for (size_t k = 0; k < r->copies.n; k++) {
        AtomId head = instance_head(t, r->copies.at[k].surely);
        Day by = happened_by(r, &r->copies.at[k]);
        latest[head] = by < latest[head] ? by : latest[head];
        InstanceId may[] = {r->copies.at[k].before, r->copies.at[k].after};
        for (int i = 0; i < 2; i++) {
            vec_push(&kept, t->days[may[i]]);
            t->days[may[i]] = (Stretched){0, 0};
        }
    }
    t->latest = latest;
    Timeline line;
    timeline_build_possible(&line, t);
    bool possible = times_contain(&line.times, line.possible.at[atom], day);
    timeline_free(&line);
    for (size_t k = 0; k < r->copies.n; k++) {
        t->days[r->copies.at[k].before] = kept.at[2 * k];
        t->days[r->copies.at[k].after] = kept.at[2 * k + 1];
    }
    t->maybe = maybe;
    t->latest = NULL;
    free(latest);
    vec_free(&kept);
    return possible;
}
