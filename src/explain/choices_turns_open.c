#include "explain/choices_turns.h"

#include "model/order.h"

/* What begins on which day: facts, claims, and rules that are in force, and have what they ask for, on one day only. */

typedef struct Opening {
    const Influence *in;
    Turns *turns;
    UnknownSet seen; /* whose days are accounted for */
    IdVec used;      /* instances of the whole that give what rules ask for, and nothing else */
    IdVec asked;     /* atoms that rules ask for */
} Opening;

/* Whether that a run goes on is all that the instance says. */
static bool is_run(const Theory *t, InstanceId i)
{
    return instance_schema(t, i) == SCHEMA_RUN && instance_body_count(t, i) == 1 &&
           !relation_composite(t->c, t->relation.at[instance_head(t, i)]) &&
           !theory_happens_once(t, instance_head(t, i));
}

/* ---- days ---- */

/* Whether the schema is of one day, on which it is known to be in force. */
static bool is_of_one_day(const Case *c, const Schema *s, UnknownId *unknown)
{
    *unknown = NONE;
    if (s->item == NONE || item_annulled_unknown(&c->items.at[s->item]) != NONE) {
        return false;
    }
    if (s->uncertain == NONE) {
        return s->until == s->from + 1 && s->from != DAY_FIRST;
    }
    const Uncertain *u = &c->uncertain.at[s->uncertain];
    *unknown = u->from;
    return u->from != NONE && u->from == u->until && u->after;
}

static bool is_of_all_days(const Case *c, const Schema *s)
{
    return s->item != NONE && item_annulled_unknown(&c->items.at[s->item]) == NONE && s->uncertain == NONE &&
           s->from == DAY_FIRST && s->until == DAY_NONE_AFTER;
}

/* The day on which the schema applies is that of the turn. */
static bool set_days(Opening *o, Turn *turn, const Schema *s)
{
    const Case *c = o->in->d->g->c;
    UnknownId unknown;
    if (turn->days || !is_of_one_day(c, s, &unknown)) {
        return false;
    }
    turn->number = NONE;
    turn->known = (DaySpan){s->from, s->from};
    turn->days = &turn->known;
    turn->count = 1;
    if (unknown == NONE) {
        return true;
    }
    turn->number = choices_number(o->in, unknown);
    turn->days = &c->day_spans.at[c->unknowns.at[unknown].days.first];
    turn->count = c->unknowns.at[unknown].days.count;
    bool once = turn->number != NONE && !(o->seen & bit(turn->number));
    o->seen |= once ? bit(turn->number) : 0;
    return once && turn->days[0].lo != DAY_FIRST && turn->days[turn->count - 1].hi != DAY_NONE_AFTER;
}

/* ---- what rules ask for ---- */

/* The one instance that gives the atom, of whose copies the first; NONE where there are several. */
static InstanceId only_giver(const Opening *o, AtomId atom)
{
    const Region *r = &o->in->region;
    InstanceId found = NONE;
    for (InstanceId i = 0; i < r->theory.instance.n; i++) {
        if (instance_head(&r->theory, i) == atom) {
            if (found != NONE && r->instances.at[i] != r->instances.at[found]) {
                return NONE;
            }
            found = found == NONE ? i : found;
        }
    }
    return found;
}

/* The schema of the fact without conditions that alone gives the atom, or NULL. */
static const Schema *fact_for(Opening *o, AtomId atom)
{
    const Theory *t = &o->in->region.theory;
    InstanceId giver = only_giver(o, atom);
    const Schema *s = giver == NONE ? NULL : instance_said(t, giver);
    if (!s || s->role != ROLE_FACT || instance_body_count(t, giver)) {
        return NULL;
    }
    vec_push(&o->used, o->in->region.instances.at[giver]);
    vec_push(&o->asked, atom);
    return s;
}

/* Whether the atom says that an act was done on the day on which it was: an act's own condition (S4.8), which is always met. */
static bool is_act_done(Opening *o, AtomId atom)
{
    const Theory *t = &o->in->region.theory;
    const Case *c = t->c;
    InstanceId part = only_giver(o, atom);
    if (relation_composite(c, t->relation.at[atom]) != COMPOSITE_ON || part == NONE || instance_body_count(t, part) != 1) {
        return false;
    }
    const Schema *act = fact_for(o, instance_body(t, part)[0]);
    UnknownId unknown;
    if (!act || !is_of_one_day(c, act, &unknown)) {
        return false;
    }
    vec_push(&o->used, o->in->region.instances.at[part]);
    if (unknown != NONE) {
        uint32_t number = choices_number(o->in, unknown);
        o->seen |= number == NONE ? 0 : bit(number);
        return uncertain_looks_at(t, part) == unknown;
    }
    ConstantId day = atom_args(t, atom)[relation_arity(c, t->relation.at[atom]) - 1];
    return uncertain_looks_at(t, part) == NONE && c->constants.at[day].unknown == NONE &&
           c->constants.at[day].lo == act->from;
}

/* Whether the rule's conditions are met on one day, which is then that of the turn, or at all times. */
static bool set_conditions(Opening *o, Turn *turn, InstanceId i)
{
    const Theory *t = &o->in->region.theory;
    bool good = true;
    for (uint32_t k = 0; k < instance_body_count(t, i) && good; k++) {
        AtomId atom = instance_body(t, i)[k];
        if (!is_act_done(o, atom)) {
            const Schema *fact = fact_for(o, atom);
            good = fact && (is_of_all_days(t->c, fact) || set_days(o, turn, fact));
        }
    }
    return good;
}

/* ---- turns ---- */

/* Whether it may be set aside by a statement about its source or its rule (S4.4), if only by its own. */
static bool is_undercut(const Opening *o, InstanceId i, uint32_t support)
{
    IdVec undercuts = {0};
    undercuts_find(&o->in->region.theory, i, support, &undercuts);
    bool any = undercuts.n > 0;
    vec_free(&undercuts);
    return any;
}

/* Whether nothing is stronger than any other, and the view doubts none of it. */
static bool set_standing(Opening *o, Turn *turn, const Schema *s, InstanceId i)
{
    const Ground *g = o->in->d->g;
    const Case *c = g->c;
    const Item *item = &c->items.at[s->item];
    uint32_t count = s->role == ROLE_CLAIM ? item->supports.count : 1;
    for (uint32_t k = 0; k < count && s->role != ROLE_FACT; k++) {
        const Support *support = s->role == ROLE_CLAIM ? &c->supports.at[item->supports.first + k] : NULL;
        if (support && !case_support_known(c, support, &g->theory.from)) {
            continue;
        }
        uint32_t by = support ? item->supports.first + k : NONE;
        ClassId class = order_class(g->order, s->item, by);
        turn->class = turn->class == NONE ? class : turn->class;
        if ((g->doubts && case_doubted(c, item, support, &g->theory.from)) || turn->class != class ||
            is_undercut(o, i, by)) {
            return false;
        }
    }
    turn->class = s->role == ROLE_FACT ? CLASS_PLAIN : turn->class;
    for (const Turn *other = o->turns->at; other < turn; other++) {
        if (order_less(g->order, other->class, turn->class) || order_less(g->order, turn->class, other->class)) {
            return false;
        }
    }
    return turn->class != NONE;
}

/* Takes the instance for a turn; false where it is none. */
static bool add_turn(Opening *o, InstanceId i)
{
    const Region *r = &o->in->region;
    const Theory *t = &r->theory;
    const Schema *s = instance_said(t, i);
    uint32_t said = RELATION_SAID(t->relation.at[instance_head(t, i)]);
    bool argued = t->c->preferred != NONE && RELATION_PREDICATE(t->relation.at[instance_head(t, i)]) == t->c->preferred;
    if (!s || s->item == NONE || argued || !(said & SAID_BEGINS) || (said & SAID_MODE_NOT) || o->turns->n == TURNS_MOST) {
        return false;
    }
    Turn *turn = &o->turns->at[o->turns->n];
    *turn = (Turn){.literal = theory_find_said(t, instance_head(t, i), said & SAID_NOT), .role = s->role, .class = NONE};
    bool rule = s->role == ROLE_RULE;
    if (turn->literal == NONE || (!rule && instance_body_count(t, i)) ||
        (!(rule && is_of_all_days(t->c, s)) && !set_days(o, turn, s)) || !set_conditions(o, turn, i) || !turn->days ||
        !set_standing(o, turn, s, i)) {
        return false;
    }
    o->turns->n++;
    return true;
}

static bool may_meet(const Turn *a, const Turn *b)
{
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t k = 0; k < b->count; k++) {
            if (a->days[i].lo <= b->days[k].hi && b->days[k].lo <= a->days[i].hi) {
                return true;
            }
        }
    }
    return false;
}

/* All exclude one another; where anything but facts begins, facts that do never fall on one day. */
static bool are_turns(const Theory *t, Turns *turns)
{
    bool good = true;
    for (uint32_t i = 0; i < turns->n; i++) {
        turns->disputed |= turns->at[i].role != ROLE_FACT;
    }
    for (uint32_t i = 0; i < turns->n && good; i++) {
        for (uint32_t k = 0; k < i && good; k++) {
            const Turn *a = &turns->at[i], *b = &turns->at[k];
            bool facts = a->role == ROLE_FACT && b->role == ROLE_FACT;
            good = a->literal == b->literal ||
                   (atoms_conflict(t, a->literal, b->literal) && !(turns->disputed && facts && may_meet(a, b)));
        }
    }
    return good;
}

/* Whether what rules ask for neither gives nor excludes anything that begins, or one another. */
static bool asks_for_others(const Opening *o)
{
    bool others = true;
    for (size_t i = 0; i < o->asked.n; i++) {
        for (uint32_t k = 0; k < o->turns->n && others; k++) {
            AtomId asked = o->asked.at[i], literal = o->turns->at[k].literal;
            others = asked != literal && !atoms_conflict(&o->in->region.theory, asked, literal);
        }
        for (size_t k = 0; k < i && others; k++) {
            others = !atoms_conflict(&o->in->region.theory, o->asked.at[i], o->asked.at[k]);
        }
    }
    return others;
}

bool turns_open(const Influence *in, Turns *turns)
{
    enum { MOST = 1000 };
    const Region *r = &in->region;
    const Theory *t = &r->theory;
    Opening o = {.in = in, .turns = turns};
    IdVec others = {0};
    bool good = !in->too_many && !in->ordering && !in->counted && !t->ordering.n && t->instance.n < MOST;
    InstanceId before = NONE; /* of what depends on unknown days there are copies, one after the other */
    for (InstanceId i = 0; i < t->instance.n && good; i++) {
        good = !instance_has_exceptions(t, i);
        InstanceId whole = r->instances.at[i];
        if (instance_schema(t, i) == SCHEMA_MAYBE || is_run(t, i) || whole == before || !good) {
            continue;
        }
        before = whole;
        if (RELATION_SAID(t->relation.at[instance_head(t, i)]) & SAID_BEGINS) {
            good = add_turn(&o, i);
        } else {
            vec_push(&others, whole);
        }
    }
    for (size_t i = 0; i < others.n && good; i++) {
        good = ids_contain(&o.used, others.at[i]);
    }
    for (uint32_t k = 0; k < in->unknowns.n && good; k++) {
        good = o.seen >> k & 1 && !in->unknowns.at[k].compared;
    }
    good = good && asks_for_others(&o);
    vec_free(&others);
    vec_free(&o.used);
    vec_free(&o.asked);
    return good && turns->n && are_turns(t, turns);
}
