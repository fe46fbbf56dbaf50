#include "explain/why_internal.h"

/* Attacks on a presumption: what derives its contrary, looked at through the atoms that the grounding made for itself, and what came of
 * each. */

enum { MOST_LINKS = 40, MOST_DEPTH = 12, MOST_MAKERS = 2 };

/* By one item, of the same literals. */
static bool same_attack(const Why *why, const WhyAttack *a, const WhyAttack *b)
{
    /* What overtakes a beginning is mostly shown already, as what opposes its going on. */
    bool overtakes = a->item == b->item && (a->kind == ATTACK_SINCE || b->kind == ATTACK_SINCE);
    return overtakes || (a->kind == b->kind && a->item == b->item && a->atoms.count == b->atoms.count &&
                         (!a->atoms.count || memcmp(&why->ids.at[a->atoms.first], &why->ids.at[b->atoms.first],
                                                    a->atoms.count * sizeof(uint32_t)) == 0));
}

static bool same_reason(const WhyAttack *a, const WhyAttack *b)
{
    return a->answered_by == b->answered_by && a->unmet == b->unmet;
}

/* What answers an attack is shown as a step, or as a failure, later on. */
static void ask_answer(Finder *f, uint32_t attack, uint32_t atom, uint32_t rule, bool failure)
{
    if (f->depth < MOST_DEPTH) {
        vec_push(&f->answers, ((Later){attack, atom, rule, (uint8_t)(f->depth + 1), failure}));
    } else {
        f->why->cut = true;
    }
}

uint32_t finder_literal_given(const Finder *f, const Presumption *p)
{
    const Theory *t = &f->g->theory;
    AtomId head = instance_head(t, p->instance);
    if (p->kind == CONTINUES) {
        head = theory_find_said(t, head, RELATION_SAID(t->relation.at[head]) & SAID_NOT);
    }
    return ground_atom(f->g, head, p->slice);
}

/* The entry of the rule's body that is out for the earliest reason; NONE: none is out. */
static uint32_t first_out(const Finder *f, uint32_t rule)
{
    const Framework *fw = &f->g->framework;
    uint32_t best = NONE;
    for (uint32_t i = fw->body_first.at[rule]; i < fw->body_first.at[rule + 1]; i++) {
        uint32_t entry = fw->body.at[i];
        if (finder_label(f, entry) == LABEL_OUT && (best == NONE || finder_when(f, entry) < finder_when(f, best))) {
            best = entry;
        }
    }
    return best;
}

/* Of what an atom is derived from the entry that was found last; it says most about why the atom is in. */
static uint32_t last_in(const Finder *f, uint32_t rule)
{
    const Framework *fw = &f->g->framework;
    uint32_t best = NONE;
    for (uint32_t i = fw->body_first.at[rule]; i < fw->body_first.at[rule + 1]; i++) {
        uint32_t entry = fw->body.at[i];
        if (!(entry & ASSUMED) && (best == NONE || finder_when(f, entry) > finder_when(f, best))) {
            best = entry;
        }
    }
    return best;
}

/* The first derivation of an atom that is in, down to the literal or presumption that makes it. False: there is none to show. */
static bool find_maker(const Finder *f, uint32_t atom, uint32_t *literal, uint32_t *rule)
{
    for (int links = 0; links < MOST_LINKS && atom != NONE; links++) {
        uint32_t by = f->labels->by[atom];
        const Presumption *p = by == NONE ? NULL : ground_presumption(f->g, by);
        if (p) {
            *literal = finder_literal_given(f, p);
            *rule = by;
            return true;
        }
        if (atom < f->g->literals && !finder_composite(f, atom)) {
            *literal = atom;
            *rule = NONE;
            return by != NONE;
        }
        atom = by == NONE ? NONE : last_in(f, by);
    }
    return false;
}

/* Why a derivation fails whose entry is out: what defeats an assumption, or the literal that cannot be had. */
static void find_reason(Finder *f, uint32_t attack, uint32_t entry, bool going)
{
    const Framework *fw = &f->g->framework;
    for (int links = 0; links < MOST_LINKS && entry != NONE; links++) {
        WhyAttack *a = &f->why->attacks.at[attack];
        AtomId literal;
        uint32_t slice, rule, atom;
        if (entry & ASSUMED) {
            if (find_maker(f, fw->contrary.at[entry & ~ASSUMED], &atom, &rule)) {
                uint32_t giver = rule != NONE ? rule : f->labels->by[atom];
                const Presumption *p = ground_presumption(f->g, giver);
                a->answered_by = p ? ground_item(f->g, p) : NONE;
                ask_answer(f, attack, atom, rule, false);
            }
            return;
        }
        if (!going && finder_composite(f, entry) != COMPOSITE_MEMBER &&
            ground_find_literal(f->g, entry, &literal, &slice)) {
            a->unmet = literal;
            if (f->by_head->first[entry] != f->by_head->first[entry + 1]) {
                ask_answer(f, attack, entry, NONE, true);
            }
            return;
        }
        /* All of its rules fail: the one that failed first is shown. */
        uint32_t next = NONE;
        for (uint32_t k = f->by_head->first[entry]; k < f->by_head->first[entry + 1]; k++) {
            uint32_t out = first_out(f, f->by_head->items[k]);
            next = out != NONE && (next == NONE || finder_when(f, out) < finder_when(f, next)) ? out : next;
        }
        going = false;
        entry = next;
    }
}

static void redirect_list(LaterVec *list, uint32_t from, uint32_t into)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++) {
        Later l = list->at[i];
        bool keep = l.attack != from || into != NONE;
        l.attack = l.attack == from ? into : l.attack;
        list->at[kept] = l;
        kept += keep;
    }
    list->n = kept;
}

/* What is asked for later for one attack is asked for another, or, where that is NONE, for none. */
static void redirect(Finder *f, uint32_t from, uint32_t into)
{
    redirect_list(&f->makers, from, into);
    redirect_list(&f->answers, from, into);
}

static int weight(uint8_t outcome)
{
    return outcome == LABEL_IN ? 2 : outcome == LABEL_OPEN;
}

/* The attack that was added last stays, unless one like it is there: of two that come to different things the one that comes to most, of
 * two that fail for one reason the first. */
static void merge_attack(Finder *f, WhyStep *step, uint32_t added)
{
    Why *why = f->why;
    const WhyAttack *attack = &why->attacks.at[added];
    for (uint32_t i = step->attacks.first; i < added; i++) {
        WhyAttack *there = &why->attacks.at[i];
        bool same = same_attack(why, there, attack);
        if (!same || (there->outcome == attack->outcome && attack->outcome == LABEL_OUT && !same_reason(there, attack))) {
            continue;
        }
        if (weight(attack->outcome) > weight(there->outcome)) {
            redirect(f, i, NONE);
            redirect(f, added, i);
            *there = *attack;
        } else {
            redirect(f, added, NONE);
        }
        why->attacks.n--;
        step->attacks.count--;
        return;
    }
    if (step->attacks.count > WHY_MOST_ATTACKS) {
        redirect(f, added, NONE);
        why->attacks.n--;
        step->attacks.count--;
        why->cut = true;
        step->more++;
    }
}

/* Adds the attack; its number. */
static uint32_t add_attack(Finder *f, WhyStep *step, WhyAttack attack)
{
    vec_push(&f->why->attacks, attack);
    step->attacks.count++;
    return id_of(f->why->attacks.n) - 1;
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

/* Which kind of attack a literal makes on a presumption for `target`; `then`: on the same slice. */
static AttackKind kind_of(const Finder *f, AtomId attacker, AtomId target, bool run, bool then)
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
        return then || run ? ATTACK_CONTRARY : ATTACK_SINCE;
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

/* The place of an attack: what it is on. */
typedef struct Attacked {
    WhyStep *step;
    AtomId target;
    bool run;
    Day day;  /* of a run's step */
    Day from; /* of the slice */
} Attacked;

static uint8_t weaker_of(uint8_t a, uint8_t b)
{
    return a == LABEL_OUT || b == LABEL_OUT ? LABEL_OUT : a == LABEL_OPEN || b == LABEL_OPEN ? LABEL_OPEN : LABEL_IN;
}

static uint8_t outcome_of(const Finder *f, uint32_t rule)
{
    const Framework *fw = &f->g->framework;
    uint8_t outcome = f->argued == NONE ? LABEL_IN : finder_label(f, f->argued);
    for (uint32_t i = fw->body_first.at[rule]; i < fw->body_first.at[rule + 1]; i++) {
        outcome = weaker_of(outcome, finder_label(f, fw->body.at[i]));
    }
    return outcome;
}

static WhyAttack blank(const Finder *f, uint8_t outcome, Day day)
{
    return (WhyAttack){.outcome = outcome,
                       .atoms = {id_of(f->why->ids.n), 0},
                       .item = NONE,
                       .answered_by = NONE,
                       .unmet = NONE,
                       .day = day,
                       .maker = NONE,
                       .answer = NONE,
                       .failure = NONE};
}

/* The attack is there: what makes it, or what it fails for, is found. */
static void explain_attack(Finder *f, uint32_t attack, uint32_t rule, uint32_t literal, uint32_t made_by)
{
    const Presumption *p = made_by == NONE ? NULL : ground_presumption(f->g, made_by);
    if (f->why->attacks.at[attack].outcome != LABEL_OUT) {
        if (literal != NONE && f->depth < MOST_MAKERS) {
            vec_push(&f->makers, ((Later){attack, literal, made_by, (uint8_t)(f->depth + 1), false}));
        }
        return;
    }
    uint32_t out = first_out(f, rule);
    bool overridden = f->argued != NONE && finder_label(f, f->argued) == LABEL_OUT &&
                      (out == NONE || finder_when(f, f->argued) < finder_when(f, out));
    uint32_t run = p && p->kind == CONTINUES ? f->g->framework.body.at[f->g->framework.body_first.at[made_by]] : NONE;
    find_reason(f, attack, overridden ? f->argued : out, !overridden && out == run);
}

/* Something that gives a conflicting literal, or one that undercuts. */
static void add_made(Finder *f, const Attacked *at, uint32_t rule, const Presumption *p, AtomId literal)
{
    const Theory *t = &f->g->theory;
    WhyAttack attack = blank(f, outcome_of(f, rule), at->day);
    uint32_t given = finder_literal_given(f, p), slice;
    AtomId head = instance_head(t, p->instance);
    ground_find_literal(f->g, given, &head, &slice);
    attack.item = ground_item(f->g, p);
    attack.by = f->g->c->items.at[attack.item].by;
    bool then = slice_from(&f->g->timeline.times, timeline_slices(&f->g->timeline, head), slice) == at->from;
    attack.kind = (uint8_t)kind_of(f, literal != NONE ? literal : head, at->target, at->run, then);
    AtomId plain = theory_find_said(t, head, RELATION_SAID(t->relation.at[head]) & SAID_NOT);
    AtomId target = theory_find_said(t, at->target, RELATION_SAID(t->relation.at[at->target]) & SAID_NOT);
    if (attack.kind == ATTACK_CONTRARY && literal == NONE && conflict_between(t, target, plain)) {
        literal = plain;
    }
    if (gives_on_another_day(f, p, at->target)) {
        attack.kind = ATTACK_OTHER_DAY;
        literal = theory_find_said(t, at->target, 0);
        attack.day =
            slice_from(&f->g->timeline.times, timeline_slices(&f->g->timeline, instance_head(t, p->instance)), p->slice);
    }
    vec_push(&f->why->ids, literal != NONE ? literal : head);
    attack.atoms.count = 1;
    uint32_t added = add_attack(f, at->step, attack);
    explain_attack(f, added, rule, given, rule);
    merge_attack(f, at->step, added);
}

static void add_doubt(Finder *f, const Attacked *at, uint32_t rule, uint32_t assumption)
{
    uint32_t from = f->g->assumption_from.at[assumption];
    WhyAttack attack = blank(f, outcome_of(f, rule), at->day);
    attack.kind = ATTACK_DOUBT;
    const Case *c = f->g->c;
    attack.by = from & DOUBTS
                    ? case_stance(c, &c->items.at[ground_item(f->g, &f->g->presumptions.at[from & ~DOUBTS])]).denied
                    : 0;
    merge_attack(f, at->step, add_attack(f, at->step, attack));
}

/* An exception of several literals, or of one that is made of others. */
static void add_exception(Finder *f, const Attacked *at, uint32_t rule, AtomId literal)
{
    const Framework *fw = &f->g->framework;
    WhyAttack attack = blank(f, outcome_of(f, rule), at->day);
    attack.kind = ATTACK_EXCEPTION;
    uint32_t shown = NONE, slice;
    for (uint32_t i = fw->body_first.at[rule]; i < fw->body_first.at[rule + 1]; i++) {
        uint32_t entry = fw->body.at[i];
        AtomId with;
        if (!(entry & ASSUMED) && ground_find_literal(f->g, entry, &with, &slice)) {
            vec_push(&f->why->ids, with);
            attack.atoms.count++;
            bool later = shown == NONE || finder_when(f, entry) > finder_when(f, shown);
            shown = !finder_composite(f, entry) && later ? entry : shown;
        }
    }
    if (!attack.atoms.count && literal != NONE) {
        vec_push(&f->why->ids, literal); /* a matter of course */
        attack.atoms.count = 1;
        attack.kind = (uint8_t)kind_of(f, literal, at->target, at->run, true);
    }
    uint32_t added = add_attack(f, at->step, attack);
    explain_attack(f, added, rule, shown, NONE);
    merge_attack(f, at->step, added);
}

/* Whether a literal asks whether another one holds on other days: `once`, `within`, `on D`. */
static bool asks_other_days(const Finder *f, AtomId literal)
{
    RelationId relation = f->g->theory.relation.at[literal];
    CompositeKind kind = relation_composite(f->g->c, relation);
    return kind == COMPOSITE_WITHIN || kind == COMPOSITE_ON || (!kind && (RELATION_SAID(relation) & SAID_ONCE));
}

/* The attacks by the derivations of `atom`, a contrary or something on the way to one; `through`: the literal that it is on the way to. */
static void expand(Finder *f, const Attacked *at, uint32_t atom, AtomId through, int depth)
{
    const Framework *fw = &f->g->framework;
    AtomId literal = NONE;
    uint32_t slice;
    bool of_days = through != NONE && asks_other_days(f, through);
    if (of_days || !ground_find_literal(f->g, atom, &literal, &slice)) {
        literal = through;
    } else if (finder_composite(f, atom) == COMPOSITE_ANY || finder_composite(f, atom) == COMPOSITE_AT_LEAST) {
        literal = NONE;
    }
    of_days = literal != NONE && asks_other_days(f, literal);
    for (uint32_t k = f->by_head->first[atom]; depth < MOST_LINKS && k < f->by_head->first[atom + 1]; k++) {
        uint32_t rule = f->by_head->items[k], first = fw->body_first.at[rule],
                 count = fw->body_first.at[rule + 1] - first;
        const Presumption *p = ground_presumption(f->g, rule);
        uint32_t only = count == 1 ? fw->body.at[first] : NONE;
        if (p) {
            add_made(f, at, rule, p, literal);
        } else if (count == 2 && can_be_argued(f, fw->body.at[first + 1])) {
            f->argued = fw->body.at[first + 1];
            expand(f, at, fw->body.at[first], literal, depth + 1);
            f->argued = NONE;
        } else if (only != NONE && (only & ASSUMED)) {
            add_doubt(f, at, rule, only & ~ASSUMED);
        } else if (only != NONE && finder_composite(f, only) != COMPOSITE_AT_LEAST &&
                   (only >= f->g->literals || literal == NONE || of_days)) {
            /* One literal: whatever gives it attacks; what cannot be given is not shown. */
            expand(f, at, only, literal, depth + 1);
        } else {
            add_exception(f, at, rule, literal);
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
            const Schema *said = instance_said(t, instance);
            if (!said || !times_contain(&g->timeline.times, timeline_instance(&g->timeline, instance), day)) {
                continue;
            }
            bool attacks = said->item == step->item;
            for (uint32_t a = 0; a < step->attacks.count; a++) {
                attacks |= f->why->attacks.at[step->attacks.first + a].item == said->item;
            }
            if (!attacks) {
                WhyAttack attack = blank(f, LABEL_OUT, DAY_FIRST);
                attack.kind = ATTACK_WEAKER;
                attack.atoms.count = 1;
                attack.item = said->item;
                attack.by = g->c->items.at[said->item].by;
                vec_push(&f->why->ids, other);
                merge_attack(f, step, add_attack(f, step, attack));
            }
        }
    }
}

void finder_attacks(Finder *f, WhyStep *step, const Presumption *p)
{
    const Ground *g = f->g;
    Attacked at = {.step = step, .target = instance_head(&g->theory, p->instance), .run = p->kind == CONTINUES};
    if (at.run) {
        at.target = theory_find_said(&g->theory, at.target, RELATION_SAID(g->theory.relation.at[at.target]) & SAID_NOT);
    }
    Day day = slice_from(&g->timeline.times, timeline_slices(&g->timeline, at.target), p->slice);
    at.from = day;
    at.day = at.run ? day : DAY_FIRST;
    if (p->assumption != NONE) {
        expand(f, &at, g->framework.contrary.at[p->assumption], NONE, 0);
    }
    if (p->kind != GIVES) {
        add_weaker(f, step, at.target, day);
    }
}

/* The attempts to give an atom that is out, through links. */
static void add_attempts(Finder *f, WhyFailure *failure, uint32_t atom, int depth)
{
    const Framework *fw = &f->g->framework;
    for (uint32_t k = f->by_head->first[atom]; depth < MOST_LINKS && k < f->by_head->first[atom + 1]; k++) {
        uint32_t rule = f->by_head->items[k], out = first_out(f, rule);
        const Presumption *p = ground_presumption(f->g, rule);
        if (out == NONE) {
            continue;
        }
        if (!p && fw->body_first.at[rule + 1] - fw->body_first.at[rule] == 1 && !(out & ASSUMED) &&
            out >= f->g->literals) {
            add_attempts(f, failure, out, depth + 1);
            continue;
        }
        if (failure->attempts.count == WHY_MOST_ATTACKS) {
            f->why->cut = true;
            return;
        }
        WhyAttack attempt = blank(f, LABEL_OUT, DAY_FIRST);
        attempt.kind = ATTACK_ATTEMPT;
        attempt.item = p ? ground_item(f->g, p) : NONE;
        attempt.by = p ? f->g->c->items.at[attempt.item].by : 0;
        bool known = false;
        for (uint32_t i = 0; i < failure->attempts.count; i++) {
            known |= p && f->why->attacks.at[failure->attempts.first + i].item == attempt.item;
        }
        if (!known) {
            vec_push(&f->why->attacks, attempt);
            failure->attempts.count++;
            bool going = p && p->kind == CONTINUES && out == fw->body.at[fw->body_first.at[rule]];
            find_reason(f, id_of(f->why->attacks.n) - 1, out, going);
        }
    }
}

uint32_t finder_failure(Finder *f, uint32_t atom)
{
    uint32_t *known = map_at(&f->failure_of, atom);
    if (*known != NONE) {
        return *known;
    }
    *known = vec_next_id(&f->why->failures);
    WhyFailure failure = {.attempts = {id_of(f->why->attacks.n), 0}};
    uint32_t number = *known, slice;
    ground_find_literal(f->g, atom, &failure.atom, &slice);
    SlicesId slices = timeline_slices(&f->g->timeline, failure.atom);
    failure.from = slice_from(&f->g->timeline.times, slices, slice);
    failure.until = slice_until(&f->g->timeline.times, slices, slice);
    vec_push(&f->why->failures, failure);
    add_attempts(f, &failure, atom, 0);
    f->why->failures.at[number] = failure;
    return number;
}
