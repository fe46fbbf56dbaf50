#include "ground/lints_choices.h"

#include "ground/uncertain.h"

static bool is_empty(Stretched days)
{
    return days.from >= days.until;
}

/* Whether the instance, which has no conditions, has a day wherever its unknown days fall. */
static bool has_day(const LintChoices *l, InstanceId i)
{
    const Theory *t = l->t;
    const Schema *s = &t->c->schemas.at[instance_schema(t, i)];
    const Uncertain *u = s->uncertain == NONE ? NULL : &t->c->uncertain.at[s->uncertain];
    bool one_end = u && (u->from == u->until || (u->from == NONE && s->from == DAY_FIRST) ||
                         (u->until == NONE && s->until == DAY_NONE_AFTER));
    return !is_empty(l->surely[i]) || one_end;
}

/* What facts and claims give in every choice, and what only has to be read off one such statement. */
static void find_somewhen(LintChoices *l)
{
    const Theory *t = l->t;
    l->somewhen = mem_zero(t->relation.n, 1);
    for (AtomId a = 0; a < t->relation.n; a++) {
        l->somewhen[a] = timeline_possible(&l->narrow, a) != TIME_NEVER;
    }
    for (size_t k = 0; k < t->uncertain.n; k++) {
        InstanceId i = t->uncertain.at[k];
        if (instance_said(t, i) && !instance_body_count(t, i) && has_day(l, i)) {
            l->somewhen[instance_head(t, i)] = 1;
        }
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        uint32_t schema = instance_schema(t, i);
        bool read_off = schema == SCHEMA_ONCE || (schema == SCHEMA_RUN && instance_body_count(t, i) == 1);
        if (read_off && l->somewhen[instance_body(t, i)[0]]) {
            l->somewhen[instance_head(t, i)] = 1;
        }
    }
}

void lint_choices_open(LintChoices *l, const Theory *t)
{
    *l = (LintChoices){.t = t, .possibly = mem_new(t->instance.n, sizeof *l->possibly)};
    l->surely = mem_new(t->instance.n, sizeof *l->surely);
    memcpy(l->possibly, t->days, t->instance.n * sizeof *t->days);
    memcpy(l->surely, t->days, t->instance.n * sizeof *t->days);
    for (size_t k = 0; k < t->uncertain.n; k++) {
        InstanceId i = t->uncertain.at[k];
        uncertain_days(t, i, t->domain, t->domain, &l->surely[i], &l->possibly[i]);
    }
    Theory some = *t;
    some.unknown = t->domain;
    some.maybe = 0; /* what looks at an unknown day sees any of its days, */
    some.days = l->possibly;
    timeline_build_possible(&l->wide, &some);
    some.maybe = NONE; /* and here only what holds on all of them */
    some.days = l->surely;
    timeline_build_possible(&l->narrow, &some);
    find_somewhen(l);
}

void lint_choices_close(LintChoices *l)
{
    if (l->t) {
        timeline_free(&l->wide);
        timeline_free(&l->narrow);
        free(l->possibly);
        free(l->surely);
        free(l->somewhen);
    }
}
