#include "ground/region.h"
#include "ground/uncertain.h"

static bool contains(Stretched days, Day day)
{
    return days.from <= day && day < days.until;
}

/* Adds the region's instance; what depends on unknown days has one condition more. */
static void add_instance(RegionDay *d, const Region *r, InstanceId i, bool unknown)
{
    const Theory *from = &r->theory;
    Theory *t = &d->theory;
    IdVec body = {0};
    vec_append(&body, instance_body(from, i), instance_body_count(from, i));
    if (unknown) {
        vec_push(&body, from->maybe);
    }
    if (from->exception_first.n) {
        vec_push(&t->exception_first, id_of(t->exceptions.n));
        vec_append(&t->exceptions, from->exceptions.at + from->exception_first.at[i],
                   from->exception_first.at[i + 1] - from->exception_first.at[i]);
    }
    theory_add_instance(t, instance_schema(from, i), body.at, (uint32_t)body.n, instance_head(from, i));
    vec_free(&body);
}

static bool add_instances(RegionDay *d, const Region *r, const uint8_t *given, Day day)
{
    const Theory *t = &r->theory;
    uint8_t *copies = mem_zero(t->instance.n, 1);
    bool good = true;
    for (size_t k = 0; k < r->copies.n; k++) {
        const RegionCopies *of = &r->copies.at[k];
        copies[of->surely] = copies[of->before] = copies[of->after] = 1;
        if (!given[instance_head(t, of->surely)]) {
            vec_push(&d->copies, (uint32_t)k);
            vec_push(&d->guards, NONE);
            good &= instance_said(t, of->surely) != NULL;
            add_instance(d, r, of->surely, true);
        }
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        if (!copies[i] && !given[instance_head(t, i)] && instance_schema(t, i) != SCHEMA_MAYBE &&
            contains(t->days[i], day)) {
            add_instance(d, r, i, false);
        }
    }
    if (t->exception_first.n) {
        vec_push(&d->theory.exception_first, id_of(d->theory.exceptions.n));
    }
    free(copies);
    return good;
}

/* Puts an atom of its own in the place of that one condition more. */
static void add_guards(RegionDay *d)
{
    Ground *g = &d->ground;
    Framework *f = &g->framework;
    uint32_t maybe = ground_atom(g, d->theory.maybe, 0);
    for (size_t k = 0; k < d->guards.n; k++) {
        d->guards.at[k] = framework_add_atoms(f, 1);
    }
    for (uint32_t rule = 0; rule < framework_rules(f); rule++) {
        for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1]; b++) {
            if (f->body.at[b] == maybe) { /* these instances come first */
                f->body.at[b] = d->guards.at[g->presumptions.at[g->rule_from.at[rule]].instance];
            }
        }
    }
}

bool region_day_open(RegionDay *d, const Region *r, const uint8_t *given, Day day)
{
    *d = (RegionDay){.limited = false};
    const Theory *from = &r->theory;
    Theory *t = &d->theory;
    *t = (Theory){.c = from->c,
                  .from = from->from,
                  .most_work = from->most_work,
                  .most_instances = from->most_instances,
                  .limited = &d->limited};
    for (AtomId a = 0; a < from->relation.n; a++) {
        theory_add_atom(t, from->relation.at[a], atom_args(from, a));
    }
    t->maybe = from->maybe;
    vec_append(&t->conflict_first, from->conflict_first.at, from->conflict_first.n);
    vec_append(&t->conflicts, from->conflicts.at, from->conflicts.n);
    bool good =
        add_instances(d, r, given, day) && ground_build_region(&d->ground, t, r->whole) && d->ground.timeline.timeless;
    if (good) {
        add_guards(d);
    }
    return good;
}

void region_day_close(RegionDay *d)
{
    ground_free(&d->ground);
    theory_free(&d->theory);
    vec_free(&d->copies);
    vec_free(&d->guards);
}
