#include "ground/emit.h"

#include "base/fatal.h"
#include "ground/ranking.h"

uint32_t emit_atom_on(const Emit *e, AtomId atom, Day day)
{
    const Ground *g = e->g;
    if (g->timeline.timeless) {
        return atom;
    }
    uint32_t slice = slice_at(&g->timeline.times, g->timeline.slices.at[atom], day);
    return slice == NONE ? NONE : ground_atom(g, atom, slice);
}

void emit_rule(Emit *e, uint32_t head, const IdVec *body, uint32_t presumption)
{
    framework_add_rule(&e->g->framework, head, body->at, body->n);
    vec_push(&e->g->rule_from, presumption);
    *e->g->theory.limited |= e->g->framework.body.n > e->g->theory.most_work;
    theory_stopped(&e->g->theory, e->g->rule_from.n);
}

void emit_link(Emit *e, uint32_t head, uint32_t from)
{
    emit_rule(e, head, &(IdVec){&from, 1, 1}, NONE);
}

uint32_t emit_maybe(const Emit *e)
{
    return ground_atom(e->g, e->g->theory.maybe, 0);
}

uint32_t emit_either(Emit *e, const uint32_t *from, size_t count)
{
    if (!count) {
        return NONE;
    }
    if (count == 1 && !(from[0] & ASSUMED)) {
        return from[0];
    }
    uint32_t either = framework_add_atoms(&e->g->framework, 1);
    for (size_t i = 0; i < count; i++) {
        emit_link(e, either, from[i]);
    }
    return either;
}

uint32_t emit_presumption(Emit *e, Presumption p, uint32_t contrary, bool doubted)
{
    Ground *g = e->g;
    uint32_t id = vec_next_id(&g->presumptions);
    p.assumption = NONE;
    p.doubted = doubted;
    uint32_t applied = NONE;
    if (doubted) {
        applied = framework_add_atoms(&g->framework, 1);
        uint32_t doubt = framework_add_assumption(&g->framework, applied);
        vec_push(&g->assumption_from, DOUBTS | id);
        contrary = emit_either(e, (uint32_t[]){ASSUMED | doubt, contrary}, contrary == NONE ? 1 : 2);
    }
    if (contrary != NONE) {
        p.assumption = framework_add_assumption(&g->framework, contrary);
        vec_push(&g->assumption_from, id);
        vec_push(&e->body, ASSUMED | p.assumption);
    }
    vec_push(&g->presumptions, p);
    if (applied == NONE) {
        for (size_t i = 0; i < e->targets.n; i++) {
            emit_rule(e, e->targets.at[i], &e->body, id);
        }
        return id;
    }
    emit_rule(e, applied, &e->body, id);
    for (size_t i = 0; i < e->targets.n; i++) {
        emit_link(e, e->targets.at[i], applied);
    }
    return id;
}

/* Adds contrary <- the exception's atoms, for each exception all of whose atoms are possible on the day. */
static void add_exceptions(Emit *e, InstanceId instance, Day day, uint32_t *contrary)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    if (!t->exception_first.n) {
        return;
    }
    IdVec *body = &e->body; /* not in use yet: contraries come before what they are contrary to */
    for (uint32_t at = t->exception_first.at[instance]; at < t->exception_first.at[instance + 1];) {
        uint32_t count = t->exceptions.at[at++];
        bool possible = true;
        vec_clear(body);
        for (uint32_t k = 0; k < count; k++) {
            uint32_t atom = emit_atom_on(e, t->exceptions.at[at++], day);
            possible &= atom != NONE;
            vec_push(body, atom);
        }
        if (possible) {
            if (*contrary == NONE) {
                *contrary = framework_add_atoms(&g->framework, 1);
            }
            emit_rule(e, *contrary, body, NONE);
        }
    }
}

uint32_t emit_contrary(Emit *e, InstanceId instance, uint32_t support, uint32_t slice, uint32_t standing, uint32_t extra)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    AtomId head = instance_head(t, instance);
    Day day = slice_from(&g->timeline.times, timeline_slices(&g->timeline, head), slice);
    uint32_t own = NONE;
    add_exceptions(e, instance, day, &own);
    vec_clear(&e->undercuts);
    undercuts_find(t, instance, support, &e->undercuts);
    size_t kept = 0;
    for (size_t i = 0; i < e->undercuts.n; i++) {
        uint32_t atom = emit_atom_on(e, e->undercuts.at[i], day);
        if (atom != NONE) {
            e->undercuts.at[kept++] = atom;
        }
    }
    e->undercuts.n = kept;
    uint32_t rebut = rebuts_of(e, head, slice, standing);
    if (rebut != NONE) {
        vec_push(&e->undercuts, rebut);
    }
    if (extra != NONE) {
        vec_push(&e->undercuts, extra);
    }
    if (own == NONE) {
        return emit_either(e, e->undercuts.at, e->undercuts.n);
    }
    for (size_t i = 0; i < e->undercuts.n; i++) {
        emit_link(e, own, e->undercuts.at[i]);
    }
    return own;
}

static void emit_on_slice(Emit *e, InstanceId instance, uint32_t support, uint32_t k, uint32_t standing, bool doubted)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    AtomId head = instance_head(t, instance);
    bool fact = g->c->schemas.at[instance_schema(t, instance)].role == ROLE_FACT;
    Day day = slice_from(&g->timeline.times, timeline_slices(&g->timeline, head), k);
    uint32_t contrary =
        fact ? NONE : emit_contrary(e, instance, support, k, standing, once_contrary(e, instance, support, k));
    vec_clear(&e->body);
    vec_clear(&e->targets);
    for (uint32_t i = 0; i < instance_body_count(t, instance); i++) {
        vec_push(&e->body, emit_atom_on(e, instance_body(t, instance)[i], day));
    }
    rebuts_target(e, head, k, standing, &e->targets);
    uint32_t once = once_applied(e, instance, support, k);
    if (once != NONE) {
        vec_push(&e->targets, once);
    }
    emit_presumption(e,
                     (Presumption){.instance = instance, .support = support, .slice = k, .kind = fact ? GIVES : PRESUMES},
                     contrary, doubted);
}

/* A fact, claim or rule's conclusion that begins nothing, on every slice of its head on which it applies. */
static void emit_plain(Emit *e, InstanceId instance, uint32_t support)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    const Schema *s = &g->c->schemas.at[instance_schema(t, instance)];
    const Item *item = &g->c->items.at[s->item];
    AtomId head = instance_head(t, instance);
    SlicesId slices = timeline_slices(&g->timeline, head);
    TimeId time = timeline_instance(&g->timeline, instance);
    const Times *times = &g->timeline.times;
    bool fact = s->role == ROLE_FACT;
    bool doubted =
        !fact && e->doubts && case_doubted(g->c, item, support == NONE ? NULL : &g->c->supports.at[support], &t->from);
    uint32_t standing = fact || !atom_has_conflicts(t, head) ? NONE : standing_of(e, instance, support, ROLE_PLAIN);
    uint32_t bounds, next = 0;
    times_days(times, time, &bounds);
    for (uint32_t b = 0; b < bounds; b += 2) {
        next = slice_at(times, slices, times_days(times, time, &bounds)[b]);
        Day until = times_days(times, time, &bounds)[b + 1];
        for (; next < slices_count(times, slices) && slice_from(times, slices, next) < until && !*t->limited; next++) {
            emit_on_slice(e, instance, support, next, standing, doubted);
        }
    }
}

/* S3.4: what held on an earlier slice, or holds on this one. */
static void emit_once(Emit *e, InstanceId instance)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    const Times *times = &g->timeline.times;
    AtomId once = instance_head(t, instance), atom = instance_body(t, instance)[0];
    SlicesId slices = timeline_slices(&g->timeline, once);
    for (uint32_t k = 0; k < slices_count(times, slices); k++) {
        uint32_t now = emit_atom_on(e, atom, slice_from(times, slices, k));
        if (now != NONE) {
            emit_link(e, ground_atom(g, once, k), now);
        }
        if (k) {
            emit_link(e, ground_atom(g, once, k), ground_atom(g, once, k - 1));
        }
    }
}

/* What S4.3 decides, and what clauses say, is a fact on every day. */
static void emit_built_in(Emit *e, InstanceId instance)
{
    Ground *g = e->g;
    AtomId head = instance_head(&g->theory, instance);
    uint32_t slices = slices_count(&g->timeline.times, timeline_slices(&g->timeline, head));
    vec_clear(&e->body);
    vec_clear(&e->targets);
    for (uint32_t k = 0; k < slices; k++) {
        rebuts_target(e, head, k, NONE, &e->targets);
    }
    for (size_t i = 0; i < e->targets.n; i++) {
        emit_rule(e, e->targets.at[i], &e->body, NONE);
    }
}

/* A fact or a rule's conclusion, on all days, that begins nothing and that nothing attacks: what most of a large theory consists
 * of. False where it is not surely one. */
static bool emit_unattacked(Emit *e, InstanceId instance, const Schema *s)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    bool presumed = s->role == ROLE_RULE;
    if (!g->timeline.timeless || (s->role != ROLE_FACT && !presumed) ||
        (presumed && (e->doubts || g->c->disapplying.n || g->c->discredited != NONE)) ||
        (RELATION_SAID(s->head.relation) & SAID_BEGINS) || atom_has_conflicts(t, instance_head(t, instance)) ||
        (t->exception_first.n && t->exception_first.at[instance] != t->exception_first.at[instance + 1])) {
        return false;
    }
    Presumption p = {.instance = instance, .support = NONE, .assumption = NONE, .kind = presumed ? PRESUMES : GIVES};
    vec_push(&g->rule_from, vec_next_id(&g->presumptions));
    vec_push(&g->presumptions, p);
    framework_add_rule(&g->framework, instance_head(t, instance), instance_body(t, instance),
                       instance_body_count(t, instance));
    *t->limited |= g->framework.body.n > t->most_work;
    theory_stopped(t, g->rule_from.n);
    return true;
}

static void emit_instance(Emit *e, InstanceId instance)
{
    Ground *g = e->g;
    const Theory *t = &g->theory;
    uint32_t schema = instance_schema(t, instance);
    if (schema < SCHEMA_LEAST && emit_unattacked(e, instance, &g->c->schemas.at[schema])) {
        return;
    }
    if (schema == SCHEMA_RUN) {
        return; /* emitted with what starts it */
    }
    if (schema == SCHEMA_ONCE) {
        emit_once(e, instance);
        return;
    }
    if (instance_is_built_in(t, instance)) {
        if (instance_is_taken(t, instance)) {
            emit_built_in(e, instance);
        }
        return;
    }
    if (schema == SCHEMA_MAYBE) {
        /* It attacks itself, so the grounded set leaves it open, and with it whatever turns on it: what it decides all the same holds
         * however the unknown days are chosen, for the grounded set of a framework only grows with what is decided in it. */
        uint32_t maybe = emit_maybe(e), open = framework_add_assumption(&g->framework, maybe);
        vec_push(&g->assumption_from, NONE);
        emit_rule(e, maybe, &(IdVec){(uint32_t[]){ASSUMED | open}, 1, 1}, NONE);
        return;
    }
    if (schema == SCHEMA_COUNT || g->c->schemas.at[schema].role == ROLE_PART) {
        emit_part(e, instance);
        return;
    }
    const Schema *s = &g->c->schemas.at[schema];
    uint32_t said = RELATION_SAID(s->head.relation);
    bool begins = (said & SAID_BEGINS) && !(said & SAID_MODE_NOT);
    if (s->role != ROLE_CLAIM) {
        (begins ? emit_runs : emit_plain)(e, instance, NONE);
        return;
    }
    const Item *item = &g->c->items.at[s->item];
    for (uint32_t k = 0; k < item->supports.count; k++) {
        uint32_t support = item->supports.first + k;
        if (case_support_known(g->c, &g->c->supports.at[support], &t->from)) {
            (begins ? emit_runs : emit_plain)(e, instance, support);
        }
    }
}

static void reserve(Ground *g)
{
    size_t rules = g->theory.instance.n + g->framework.atoms;
    vec_reserve(&g->framework.head, rules);
    vec_reserve(&g->framework.body_first, rules + 1);
    vec_reserve(&g->framework.body, rules + g->theory.records.n);
    vec_reserve(&g->rule_from, rules);
    vec_reserve(&g->presumptions, rules);
}

static void number_atoms(Ground *g)
{
    size_t atoms = g->theory.relation.n;
    if (g->timeline.timeless) {
        framework_add_atoms(&g->framework, (uint32_t)atoms);
        g->literals = (uint32_t)atoms;
        return;
    }
    for (AtomId a = 0; a < atoms; a++) {
        uint32_t slices = slices_count(&g->timeline.times, g->timeline.slices.at[a]);
        vec_push(&g->base, framework_add_atoms(&g->framework, slices));
    }
    g->literals = g->framework.atoms;
}

/* Writes the framework; instances of what has no slices are left out. */
static void emit_all(Ground *g)
{
    const Theory *t = &g->theory;
    IdVec argued = {0};
    ranking_find_items(t, &argued);
    if (!g->whole || t->ordering.n) {
        Viewpoint from = t->from;
        from.taken = g->whole ? t->unknown : from.taken;
        order_build_apart(&g->own_order, g->c, &from, &argued);
    }
    if (!g->whole) {
        g->doubts = case_doubts(g->c, &t->from);
        g->exempt = argued.n ? ranking_find_cycles(t) : NULL;
    }
    g->order = g->whole && !t->ordering.n ? g->whole->order : &g->own_order;
    number_atoms(g);
    reserve(g);
    Emit e = {.g = g, .argued = argued.n > 0};
    e.doubts = g->whole ? g->whole->doubts : g->doubts;
    e.exempt = g->whole ? g->whole->exempt : g->exempt;
    vec_free(&argued);
    rebuts_prepare(&e);
    once_prepare(&e);
    uint8_t *idle = parts_find_idle(t);
    for (InstanceId i = 0; i < t->instance.n && !*t->limited; i++) {
        instance_fetch_ahead(t, i);
        if (idle && idle[instance_head(t, i)]) {
            continue;
        }
        if (ground_looks_at(g, instance_head(t, i))) {
            emit_instance(&e, i);
        }
    }
    free(idle);
    rebuts_free(&e);
    once_free(&e);
    vec_free(&e.undercuts);
    vec_free(&e.body);
    vec_free(&e.targets);
    vec_free(&e.stretches);
}

bool ground_begin(Ground *g, const Case *c, Viewpoint viewpoint, Diagnostics *diags)
{
    *g = (Ground){.c = c};
    size_t errors = diags->errors;
    theory_build(&g->theory, c, viewpoint, diags);
    return diags->errors == errors && !*viewpoint.limited;
}

bool ground_finish(Ground *g, const IdVec *asked, Diagnostics *diags)
{
    size_t errors = diags->errors;
    timeline_build(&g->timeline, &g->theory, asked);
    if (*g->theory.limited) {
        return false;
    }
    facts_check(&g->theory, &g->timeline, diags);
    if (diags->errors == errors) {
        emit_all(g);
    }
    return diags->errors == errors && !*g->theory.limited;
}

bool ground_build(Ground *g, const Case *c, Viewpoint viewpoint, Diagnostics *diags)
{
    return ground_begin(g, c, viewpoint, diags) && ground_finish(g, NULL, diags);
}

bool ground_build_region(Ground *region, const Theory *theory, const Ground *whole)
{
    *region = (Ground){.c = whole->c, .theory = *theory, .borrows_theory = true, .whole = whole};
    timeline_build(&region->timeline, &region->theory, NULL);
    if (!*theory->limited) {
        emit_all(region);
    }
    return !*theory->limited;
}

bool ground_build_joined(Ground *joined, const Ground *ground, const uint8_t *undecided, bool *limited)
{
    *joined = (Ground){.c = ground->c, .theory = ground->theory, .borrows_theory = true, .whole = ground->whole};
    joined->theory.limited = limited;
    if (!timeline_build_joined(&joined->timeline, &joined->theory, undecided)) {
        return false;
    }
    emit_all(joined);
    return !*joined->theory.limited;
}

void ground_free(Ground *g)
{
    if (!g->borrows_theory) {
        theory_free(&g->theory);
    }
    timeline_free(&g->timeline);
    order_free(&g->own_order);
    free(g->exempt);
    framework_free(&g->framework);
    vec_free(&g->base);
    vec_free(&g->presumptions);
    vec_free(&g->rule_from);
    vec_free(&g->assumption_from);
}
