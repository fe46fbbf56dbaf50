#include "explain/why.h"

#include "base/fatal.h"

typedef struct Finder {
    Why *why;
    Evaluation *e;
    const Ground *g;
    Lists by_head;
    Map step_of;     /* framework atom -> step */
    IdVec pending;   /* framework atoms whose steps are to be filled in */
    uint32_t argued; /* the rebut that is being shown can be argued with (S4.6): its assumption; else NONE */
} Finder;

/* Whether a framework atom is a condition made of others, and of which kind. */
static CompositeKind composite_of(const Finder *f, uint32_t atom)
{
    AtomId literal;
    uint32_t slice;
    return (atom & ASSUMED) || !ground_find_literal(f->g, atom, &literal, &slice)
               ? COMPOSITE_NONE
               : relation_composite(f->g->c, f->g->theory.relation.at[literal]);
}

static uint8_t label_of(const Finder *f, uint32_t entry)
{
    return entry & ASSUMED ? f->e->grounded.assumption[entry & ~ASSUMED] : f->e->grounded.atom[entry];
}

/* Follows a derivation down through atoms without a literal of their own to the rule of the presumption that gives it. NONE
 * when the derivation goes through a literal (`once`) or an assumption alone. */
static uint32_t giving_rule(Finder *f, uint32_t atom)
{
    for (;;) {
        uint32_t rule = evaluation_rule(f->e, atom);
        if (rule == NONE || ground_presumption(f->g, rule)) {
            return rule;
        }
        const Framework *fw = &f->g->framework;
        uint32_t first = fw->body_first.at[rule], count = fw->body_first.at[rule + 1] - first;
        uint32_t next = count == 1 ? fw->body.at[first] : NONE;
        if (next == NONE || (next & ASSUMED) || next < f->g->literals) {
            return NONE;
        }
        atom = next;
    }
}

/* Why an attack that fails does: the item that defeats what makes it, or the literal that it lacks. */
static void find_answer(Finder *f, uint32_t atom, WhyAttack *attack)
{
    const Framework *fw = &f->g->framework;
    for (int depth = 0; depth < 8; depth++) {
        uint32_t next = NONE;
        for (uint32_t k = f->by_head.first[atom]; k < f->by_head.first[atom + 1]; k++) {
            uint32_t rule = f->by_head.items[k], start = fw->body_first.at[rule];
            const Presumption *p = ground_presumption(f->g, rule);
            for (uint32_t i = start; i < fw->body_first.at[rule + 1]; i++) {
                uint32_t entry = fw->body.at[i];
                if (label_of(f, entry) != LABEL_OUT) {
                    continue;
                }
                AtomId literal;
                uint32_t slice;
                if (entry & ASSUMED) {
                    uint32_t contrary = fw->contrary.at[entry & ~ASSUMED];
                    uint32_t giver = giving_rule(f, contrary);
                    for (int hop = 0; giver == NONE && contrary != NONE && hop < 8; hop++) {
                        /* Down from the contrary to the first literal that makes it. */
                        uint32_t down = f->e->grounded.by[contrary];
                        contrary = down == NONE ? NONE : fw->body.at[fw->body_first.at[down]];
                        contrary = contrary != NONE && (contrary & ASSUMED) ? NONE : contrary;
                        giver = contrary == NONE ? NONE : giving_rule(f, contrary);
                    }
                    if (giver != NONE) {
                        attack->answered_by = ground_item(f->g, ground_presumption(f->g, giver));
                        return;
                    }
                } else if (ground_find_literal(f->g, entry, &literal, &slice) &&
                           !(p && p->kind == CONTINUES && i == start)) {
                    attack->unmet = literal;
                    return;
                } else {
                    next = entry;
                }
            }
        }
        if (next == NONE) {
            return;
        }
        atom = next;
    }
}

static bool same_attack(const Why *why, const WhyAttack *a, const WhyAttack *b)
{
    return a->kind == b->kind && a->item == b->item && a->atoms.count == b->atoms.count && a->outcome == b->outcome &&
           (!a->atoms.count ||
            memcmp(&why->ids.at[a->atoms.first], &why->ids.at[b->atoms.first], a->atoms.count * sizeof(uint32_t)) == 0);
}

static void add_attack(Finder *f, WhyStep *step, WhyAttack attack)
{
    Why *why = f->why;
    for (uint32_t i = 0; i < step->attacks.count; i++) {
        const WhyAttack *there = &why->attacks.at[step->attacks.first + i];
        /* What overtakes a beginning is mostly shown already, as what opposes its going on. */
        if (same_attack(why, there, &attack) || (attack.kind == ATTACK_SINCE && attack.item == there->item)) {
            return;
        }
    }
    if (step->attacks.count == WHY_MOST_ATTACKS) {
        why->cut = true;
        return;
    }
    vec_push(&why->attacks, attack);
    step->attacks.count++;
}

static bool conflict_between(const Theory *t, AtomId a, AtomId b)
{
    if (a == NONE || b == NONE || !t->conflict_first.n) {
        return false;
    }
    for (uint32_t i = t->conflict_first.at[a]; i < t->conflict_first.at[a + 1]; i++) {
        if (t->conflicts.at[i] == b) {
            return true;
        }
    }
    return false;
}

/* Which kind of attack a literal makes on a presumption for `target`. */
static AttackKind kind_of(const Finder *f, AtomId attacker, AtomId target, bool run)
{
    const Theory *t = &f->g->theory;
    uint32_t said = RELATION_SAID(t->relation.at[attacker]);
    PredicateId predicate = RELATION_PREDICATE(t->relation.at[attacker]);
    AtomId plain = theory_find_said(t, target, RELATION_SAID(t->relation.at[target]) & SAID_NOT);
    if (conflict_between(t, target, attacker) || conflict_between(t, plain, attacker)) {
        return ATTACK_CONTRARY;
    }
    if (predicate_detail(f->g->c, predicate)->disapplies != NONE || predicate == f->g->c->discredited) {
        return ATTACK_UNDERCUT;
    }
    AtomId bare = theory_find_said(t, attacker, said & SAID_NOT);
    if (run && (said & SAID_ENDS)) {
        return ATTACK_ENDS;
    }
    if ((said & SAID_BEGINS) && conflict_between(t, plain, bare)) {
        return ATTACK_SINCE;
    }
    return (said & SAID_ENDS) && bare == plain ? ATTACK_SINCE : ATTACK_EXCEPTION;
}

/* Whether the presumption gives, or begins, what is attacked itself: which then happens once, and on another day. */
static bool gives_on_another_day(const Finder *f, const Presumption *p, AtomId target)
{
    const Theory *t = &f->g->theory;
    AtomId head = instance_head(t, p->instance), plain = theory_find_said(t, target, 0);
    return p->kind != CONTINUES && plain != NONE && theory_happens_once(t, plain) &&
           (head == plain || head == theory_find_said(t, plain, SAID_BEGINS));
}

static bool can_be_argued(const Finder *f, uint32_t entry)
{
    return (entry & ASSUMED) && f->g->assumption_from.at[entry & ~ASSUMED] == NONE;
}

/* A rebut that fails because of a preference is answered by what gives that. */
static bool overridden(Finder *f, WhyAttack *attack)
{
    if (f->argued == NONE || label_of(f, f->argued) != LABEL_OUT) {
        return false;
    }
    uint32_t giver = giving_rule(f, f->g->framework.contrary.at[f->argued & ~ASSUMED]);
    attack->answered_by = giver == NONE ? NONE : ground_item(f->g, ground_presumption(f->g, giver));
    return giver != NONE;
}

/* The attacks by the derivations of `atom`, a contrary or something on the way to one. */
static void expand(Finder *f, WhyStep *step, AtomId target, uint32_t atom, bool run, Day day, int depth)
{
    const Framework *fw = &f->g->framework;
    const Theory *t = &f->g->theory;
    AtomId literal;
    uint32_t slice;
    bool is_literal = ground_find_literal(f->g, atom, &literal, &slice) && !composite_of(f, atom);
    for (uint32_t k = f->by_head.first[atom]; depth < 40 && k < f->by_head.first[atom + 1]; k++) {
        uint32_t rule = f->by_head.items[k];
        const Presumption *p = ground_presumption(f->g, rule);
        uint32_t first = fw->body_first.at[rule], count = fw->body_first.at[rule + 1] - first;
        WhyAttack attack = {.outcome = LABEL_IN, .item = NONE, .answered_by = NONE, .unmet = NONE, .day = day};
        for (uint32_t i = 0; i < count; i++) {
            uint8_t label = label_of(f, fw->body.at[first + i]);
            attack.outcome = label == LABEL_OUT || attack.outcome == LABEL_OUT ? LABEL_OUT
                             : label == LABEL_OPEN                             ? LABEL_OPEN
                                                                               : attack.outcome;
        }
        if (f->argued != NONE && label_of(f, f->argued) != LABEL_IN && attack.outcome != LABEL_OUT) {
            attack.outcome = label_of(f, f->argued);
        }
        attack.atoms.first = id_of(f->why->ids.n);
        if (p) {
            /* Something that gives a conflicting literal. */
            AtomId head = instance_head(t, p->instance);
            if (p->kind == CONTINUES) {
                head = theory_find_said(t, head, RELATION_SAID(t->relation.at[head]) & SAID_NOT);
            }
            attack.item = ground_item(f->g, p);
            attack.by = f->g->c->items.at[attack.item].by;
            attack.kind = (uint8_t)kind_of(f, is_literal ? literal : head, target, run);
            if (gives_on_another_day(f, p, target)) {
                attack.kind = ATTACK_OTHER_DAY;
                head = theory_find_said(t, target, 0);
                attack.day = slice_from(&f->g->timeline.times,
                                        timeline_slices(&f->g->timeline, instance_head(t, p->instance)), p->slice);
            }
            vec_push(&f->why->ids, is_literal ? literal : head);
            attack.atoms.count = 1;
            if (attack.outcome == LABEL_OUT) {
                if (!overridden(f, &attack)) {
                    find_answer(f, atom, &attack);
                }
            }
            add_attack(f, step, attack);
        } else if (count == 2 && can_be_argued(f, fw->body.at[first + 1])) {
            f->argued = fw->body.at[first + 1];
            expand(f, step, target, fw->body.at[first], run, day, depth + 1);
            f->argued = NONE;
        } else if (count == 1 && (fw->body.at[first] & ASSUMED)) {
            uint32_t from = f->g->assumption_from.at[fw->body.at[first] & ~ASSUMED];
            attack.kind = ATTACK_DOUBT;
            attack.by =
                from & DOUBTS ? f->g->c->items.at[ground_item(f->g, &f->g->presumptions.at[from & ~DOUBTS])].denied : 0;
            add_attack(f, step, attack);
        } else if (count == 1 && composite_of(f, fw->body.at[first]) > COMPOSITE_ANY) {
            /* Counted, or of other days: shown as it is written. */
            attack.kind = ATTACK_EXCEPTION;
            ground_find_literal(f->g, fw->body.at[first], &literal, &slice);
            vec_push(&f->why->ids, literal);
            attack.atoms.count = 1;
            attack.unmet = attack.outcome == LABEL_OUT ? literal : NONE;
            add_attack(f, step, attack);
        } else if (count == 1 && fw->body.at[first] >= f->g->literals) {
            expand(f, step, target, fw->body.at[first], run, day, depth + 1);
        } else if (count == 1 && !is_literal) {
            /* One literal: whatever gives it attacks; what cannot be given is not shown. */
            expand(f, step, target, fw->body.at[first], run, day, depth + 1);
        } else {
            attack.kind = ATTACK_EXCEPTION;
            for (uint32_t i = 0; i < count; i++) {
                AtomId with;
                if (!(fw->body.at[first + i] & ASSUMED) &&
                    ground_find_literal(f->g, fw->body.at[first + i], &with, &slice)) {
                    vec_push(&f->why->ids, with);
                    attack.atoms.count++;
                    if (label_of(f, fw->body.at[first + i]) == LABEL_OUT) {
                        attack.unmet = with;
                    }
                }
            }
            add_attack(f, step, attack);
        }
    }
}

/* Contraries that could apply on the day and are no attack, because they rank below. */
static void add_weaker(Finder *f, WhyStep *step, AtomId target, Day day)
{
    const Ground *g = f->g;
    const Theory *t = &g->theory;
    if (!t->conflict_first.n) {
        return;
    }
    for (uint32_t k = t->conflict_first.at[target]; k < t->conflict_first.at[target + 1]; k++) {
        AtomId other = t->conflicts.at[k];
        for (uint32_t i = g->timeline.head_first[other]; i < g->timeline.head_first[other + 1]; i++) {
            InstanceId instance = g->timeline.by_head[i];
            uint32_t schema = instance_schema(t, instance);
            if (schema >= SCHEMA_LEAST ||
                !times_contain(&g->timeline.times, timeline_instance(&g->timeline, instance), day)) {
                continue;
            }
            ItemId item = g->c->schemas.at[schema].item;
            bool attacks = false;
            for (uint32_t a = 0; a < step->attacks.count; a++) {
                attacks |= f->why->attacks.at[step->attacks.first + a].item == item;
            }
            if (!attacks && item != step->item) {
                WhyAttack attack = {.kind = ATTACK_WEAKER,
                                    .outcome = LABEL_OUT,
                                    .atoms = {id_of(f->why->ids.n), 1},
                                    .item = item,
                                    .by = g->c->items.at[item].by,
                                    .answered_by = NONE,
                                    .unmet = NONE,
                                    .day = DAY_FIRST};
                vec_push(&f->why->ids, other);
                add_attack(f, step, attack);
            }
        }
    }
}

static void add_attacks(Finder *f, WhyStep *step, const Presumption *p)
{
    const Ground *g = f->g;
    AtomId target = instance_head(&g->theory, p->instance);
    bool run = p->kind == CONTINUES;
    if (run) {
        target = theory_find_said(&g->theory, target, RELATION_SAID(g->theory.relation.at[target]) & SAID_NOT);
    }
    Day day = slice_from(&g->timeline.times, timeline_slices(&g->timeline, target), p->slice);
    if (p->assumption != NONE) {
        expand(f, step, target, g->framework.contrary.at[p->assumption], run, run ? day : DAY_FIRST, 0);
    }
    if (p->kind != GIVES) {
        add_weaker(f, step, target, day);
    }
}

/* The step for an atom, made when first asked for and filled in later. */
static uint32_t step_for(Finder *f, uint32_t atom)
{
    uint32_t *step = map_at(&f->step_of, atom);
    if (*step == NONE && f->why->steps.n == WHY_MOST_STEPS) {
        f->why->cut = true;
        return NONE;
    }
    if (*step == NONE) {
        *step = vec_next_id(&f->why->steps);
        vec_push(&f->why->steps, ((WhyStep){.item = NONE, .support = NONE, .began = DAY_FIRST}));
        vec_push(&f->pending, atom);
    }
    return *step;
}

/* Back along a run from a step of inertia to the rule that started it; the attacks on each step of inertia are gathered. */
static uint32_t run_start(Finder *f, WhyStep *step, uint32_t rule)
{
    const Framework *fw = &f->g->framework;
    const Presumption *p = ground_presumption(f->g, rule);
    while (p && p->kind == CONTINUES) {
        add_attacks(f, step, p);
        rule = giving_rule(f, fw->body.at[fw->body_first.at[rule]]);
        p = rule == NONE ? NULL : ground_presumption(f->g, rule);
    }
    return rule;
}

static void add_because(Finder *f, uint32_t atom, IdVec *because)
{
    uint32_t on = step_for(f, atom);
    if (on != NONE && !ids_contain(because, on)) {
        vec_push(because, on);
    }
}

/* The literals through which a condition made of others is derived. */
static void add_members(Finder *f, uint32_t composite, IdVec *because)
{
    const Framework *fw = &f->g->framework;
    IdVec open = {0};
    vec_push(&open, composite);
    while (open.n) {
        uint32_t rule = evaluation_rule(f->e, vec_pop(&open));
        for (uint32_t i = rule == NONE ? 0 : fw->body_first.at[rule]; rule != NONE && i < fw->body_first.at[rule + 1];
             i++) {
            uint32_t entry = fw->body.at[i];
            if (entry >= f->g->literals || composite_of(f, entry)) {
                vec_push(&open, entry);
            } else {
                add_because(f, entry, because);
            }
        }
    }
    vec_free(&open);
}

static void fill_step(Finder *f, uint32_t atom)
{
    const Ground *g = f->g;
    const Framework *fw = &g->framework;
    uint32_t number = *map_at(&f->step_of, atom), slice;
    WhyStep step = f->why->steps.at[number];
    if (!ground_find_literal(f->g, atom, &step.atom, &slice)) {
        BUG("a step without a literal");
    }
    SlicesId slices = timeline_slices(&g->timeline, step.atom);
    step.from = slice_from(&g->timeline.times, slices, slice);
    step.until = slice_until(&g->timeline.times, slices, slice);
    step.status = label_of(f, atom) == LABEL_IN ? STATUS_ESTABLISHED : STATUS_CONTESTED;
    step.set_aside = label_of(f, atom) == LABEL_OUT;
    step.attacks.first = id_of(f->why->attacks.n);
    uint32_t rule = giving_rule(f, atom);
    step.kind = PLAIN_STEP;
    if (rule == NONE) {
        /* `once`: through another literal, or through itself on an earlier slice. */
        AtomId same = step.atom;
        for (uint32_t at = atom; same == step.atom && at < f->g->literals;) {
            rule = evaluation_rule(f->e, at);
            if (rule != NONE && fw->body_first.at[rule] == fw->body_first.at[rule + 1]) {
                bool ranked = RELATION_PREDICATE(g->theory.relation.at[step.atom]) == g->c->preferred;
                step.kind = ranked ? RANKED_STEP : CLAUSE_STEP;
                break;
            }
            at = rule == NONE ? NONE : fw->body.at[fw->body_first.at[rule]];
            if (at == NONE || !ground_find_literal(f->g, at, &same, &slice)) {
                break;
            }
        }
    } else {
        const Presumption *p = ground_presumption(f->g, rule);
        if (p->kind == CONTINUES) {
            rule = run_start(f, &step, rule);
            p = ground_presumption(f->g, rule);
        }
        /* A run goes on without a step into a slice on which nothing could stop it. */
        AtomId begins = instance_head(&g->theory, p->instance);
        Day began = slice_from(&g->timeline.times, timeline_slices(&g->timeline, begins), p->slice);
        step.ran = begins != step.atom && began != step.from;
        if (step.ran) {
            step.began = began;
        }
        step.kind = p->kind;
        step.item = ground_item(f->g, p);
        step.support = p->support;
        add_attacks(f, &step, p);
    }
    IdVec because = {0};
    for (uint32_t i = rule == NONE ? 0 : fw->body_first.at[rule]; rule != NONE && i < fw->body_first.at[rule + 1]; i++) {
        uint32_t entry = fw->body.at[i];
        if (composite_of(f, entry)) {
            add_members(f, entry, &because);
        } else if (!(entry & ASSUMED) && entry < f->g->literals) {
            add_because(f, entry, &because);
        }
    }
    step.because = (TreeRange){id_of(f->why->ids.n), (uint32_t)because.n};
    vec_append(&f->why->ids, because.at, because.n);
    vec_free(&because);
    f->why->steps.at[number] = step;
}

static uint32_t derive_steps(Finder *f, AtomId atom, Day day)
{
    const Ground *g = f->g;
    uint32_t slice = slice_at(&g->timeline.times, timeline_slices(&g->timeline, atom), day);
    uint32_t at = slice == NONE ? NONE : ground_atom(g, atom, slice);
    if (at == NONE || evaluation_rule(f->e, at) == NONE) {
        return NONE;
    }
    uint32_t root = step_for(f, at);
    for (size_t i = 0; i < f->pending.n; i++) {
        fill_step(f, f->pending.at[i]);
    }
    vec_clear(&f->pending);
    return root;
}

/* Whether a condition could be the ground literal of this atom, given the variables bound so far. */
static bool fits(const Case *c, const Literal *literal, const ConstantId *args, const ConstantId *binding)
{
    uint32_t arity = relation_arity(c, literal->relation);
    for (uint32_t i = 0; i < arity; i++) {
        TermCode code = c->terms.at[literal->args + i];
        ConstantId value = code & VARIABLE ? binding[code & ~VARIABLE] : code;
        if (value != NONE && value != args[i]) {
            return false;
        }
    }
    return true;
}

/* 1: some atom in the view meets the condition on the day; 2: on another day; 0: none does. */
static uint32_t condition_met(const Evaluation *e, const Literal *literal, const ConstantId *binding, Day day)
{
    const Theory *t = &e->ground.theory;
    const Case *c = e->ground.c;
    uint32_t best = 0, arity = relation_arity(c, literal->relation);
    uint32_t table = arity ? theory_table(t, literal->relation) : NONE;
    uint32_t rows = table != NONE ? (uint32_t)t->tables.at[table].atoms.n : 0;
    AtomId alone = arity ? NONE : theory_find(t, literal->relation, NULL);
    for (uint32_t row = 0; row < (arity ? rows : 1) && best != 1; row++) {
        AtomId atom = arity ? t->tables.at[table].atoms.at[row] : alone;
        if (atom != NONE && (!arity || fits(c, literal, atom_args(t, atom), binding))) {
            best = evaluation_status(e, atom, day) != STATUS_UNSUPPORTED ? 1 : 2;
        }
    }
    return best;
}

/* The rules and claims that would give the literal, with what each lacks. */
static void find_missing(Why *why, const Evaluation *e, Day day)
{
    const Case *c = e->ground.c;
    RelationId begins = RELATION_SAID(why->relation) & ~(uint32_t)SAID_NOT ? why->relation : why->relation + SAID_BEGINS;
    for (uint32_t i = 0; i < c->schemas.n && why->missing.n < 8; i++) {
        const Schema *s = &c->schemas.at[i];
        bool again = why->missing.n && c->schemas.at[vec_last(&why->missing).schema].item == s->item;
        if (again || (s->head.relation != why->relation && s->head.relation != begins)) {
            continue;
        }
        bool in_view = case_item_in_view(c, &c->items.at[s->item], &e->ground.theory.from);
        ConstantId binding[MAX_VARIABLES];
        memset(binding, 0xff, sizeof binding);
        if (!fits(c, &s->head, why->args, binding)) {
            continue;
        }
        uint32_t arity = relation_arity(c, s->head.relation);
        for (uint32_t k = 0; k < arity; k++) {
            TermCode code = c->terms.at[s->head.args + k];
            if (code & VARIABLE) {
                binding[code & ~VARIABLE] = why->args[k];
            }
        }
        WhyMissing missing = {
            i, {id_of(why->ids.n), s->body.literals.count}, !(s->from <= day && day < s->until), !in_view};
        for (uint32_t k = 0; k < s->body.literals.count; k++) {
            vec_push(&why->ids, condition_met(e, &c->literals.at[s->body.literals.first + k], binding, day));
        }
        vec_push(&why->missing, missing);
    }
}

static void add_contrary(Finder *f, AtomId atom, Day day)
{
    uint32_t root = atom == NONE ? NONE : derive_steps(f, atom, day);
    if (root != NONE) {
        vec_push(&f->why->contrary_roots, root);
    }
}

/* A run that a fact stopped is not followed further in the framework: explains it as it was, and what stopped it. */
static void find_lapsed(Finder *f, AtomId atom, Day day)
{
    const Ground *g = f->g;
    const Theory *t = &g->theory;
    SlicesId slices = timeline_slices(&g->timeline, atom);
    uint32_t slice = slice_at(&g->timeline.times, slices, day);
    while (slice != NONE && slice && evaluation_rule(f->e, ground_atom(g, atom, slice - 1)) == NONE) {
        slice--;
    }
    if (slice == NONE || !slice) {
        return;
    }
    Why *why = f->why;
    Day last = slice_from(&g->timeline.times, slices, slice - 1);
    why->lapsed = slice_from(&g->timeline.times, slices, slice);
    derive_steps(f, atom, last);
    why->own = (uint32_t)why->steps.n;
    AtomId ends = theory_find_said(t, atom, (RELATION_SAID(t->relation.at[atom]) & SAID_NOT) | SAID_ENDS);
    add_contrary(f, ends,
                 evaluation_status(f->e, ends == NONE ? atom : ends, why->lapsed) == STATUS_ESTABLISHED ? why->lapsed
                                                                                                        : last);
    for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[atom] : 0;
         t->conflict_first.n && k < t->conflict_first.at[atom + 1]; k++) {
        add_contrary(f, t->conflicts.at[k], why->lapsed);
    }
}

void why_find(Why *why, Evaluation *e, RelationId relation, const ConstantId *args, Day day)
{
    Ground *g = &e->ground;
    *why = (Why){.relation = relation, .args = args, .day = day, .lapsed = DAY_NONE_AFTER};
    Finder f = {.why = why, .e = e, .g = g, .argued = NONE, .by_head = framework_rules_by_head(&g->framework)};
    Periods periods = {0};
    evaluation_periods(e, relation, args, (Wanted){.everywhere = true}, &periods);
    why->period = *periods_at(&periods, day);
    vec_free(&periods);
    AtomId atom = theory_find(&g->theory, relation, args);
    if (atom != NONE) {
        derive_steps(&f, atom, day);
    }
    why->own = (uint32_t)why->steps.n;
    if (atom != NONE && !why->own && why->period.status != STATUS_UNSUPPORTED) {
        find_lapsed(&f, atom, day);
    } else if (why->period.status != STATUS_ESTABLISHED) {
        IdVec against = {0};
        theory_find_conflicts(&g->theory, relation, args, &against);
        for (size_t i = 0; i < against.n; i++) {
            add_contrary(&f, against.at[i], day);
        }
        vec_free(&against);
    }
    if (why->period.status == STATUS_UNSUPPORTED) {
        find_missing(why, e, day);
    }
    lists_free(&f.by_head);
    map_free(&f.step_of);
    vec_free(&f.pending);
}

void why_free(Why *why)
{
    vec_free(&why->steps);
    vec_free(&why->attacks);
    vec_free(&why->missing);
    vec_free(&why->ids);
    vec_free(&why->contrary_roots);
}
