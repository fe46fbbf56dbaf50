#include "explain/choices_spells.h"

#include "model/order.h"

enum { SPELLS_MOST = 600, DAYS_MOST = 24 }; /* of an atom; of a spell, at either end */
enum {
    WINDOW_DAYS_MOST = 4000,
    WINDOW_SPANS_MOST = 100
}; /* from what day on a window may end, and how many lengths it has by that */

/* ---- spells ---- */

void spell_free(Spell *spell)
{
    vec_free(&spell->from);
    vec_free(&spell->until);
    vec_free(&spell->ways);
    vec_free(&spell->against);
    vec_free(&spell->ends);
}

void spells_free(Spells *spells)
{
    for (size_t i = 0; i < spells->n; i++) {
        spell_free(&spells->at[i]);
    }
    vec_free(spells);
}

static void add_against(Spell *spell, const Aparts *ways)
{
    vec_append(&spell->against, ways->at, ways->n);
    vec_push(&spell->ends, id_of(spell->against.n));
}

static void copy_against(Spell *spell, const Spell *from)
{
    uint32_t before = id_of(spell->against.n);
    vec_append(&spell->against, from->against.at, from->against.n);
    for (size_t i = 0; i < from->ends.n; i++) {
        vec_push(&spell->ends, before + from->ends.at[i]);
    }
}

static Spell both(const Spell *a, const Spell *b)
{
    Spell spell = {.from = {0}};
    const Spell *const all[] = {a, b};
    for (int k = 0; k < 2; k++) {
        vec_append(&spell.from, all[k]->from.at, all[k]->from.n);
        vec_append(&spell.until, all[k]->until.at, all[k]->until.n);
        vec_append(&spell.ways, all[k]->ways.at, all[k]->ways.n);
        copy_against(&spell, all[k]);
    }
    return spell;
}

/* The one is at least so many days after the other. */
Apart at_least_after(Moment one, Moment other, Day least)
{
    return (Apart){one.day, other.day, least + other.later - one.later, DISTANCE_ANY};
}

void spell_on(const Spell *spell, Moment asked, Aparts *ways)
{
    vec_append(ways, spell->ways.at, spell->ways.n);
    for (size_t i = 0; i < spell->from.n; i++) {
        vec_push(ways, at_least_after(asked, spell->from.at[i], 0));
    }
    for (size_t i = 0; i < spell->until.n; i++) {
        vec_push(ways, at_least_after(spell->until.at[i], asked, 1));
    }
}

static bool same_moment(Moment a, Moment b, Day later)
{
    return a.day == b.day && a.later == b.later + later;
}

bool spell_is_one_day(const Spell *spell, Moment *day)
{
    for (size_t i = 0; i < spell->from.n; i++) {
        for (size_t k = 0; k < spell->until.n; k++) {
            if (same_moment(spell->until.at[k], spell->from.at[i], 1)) {
                *day = spell->from.at[i];
                return true;
            }
        }
    }
    return false;
}

void apart_otherwise(Apart way, Aparts *ways)
{
    if (way.least != -DISTANCE_ANY) {
        vec_push(ways, ((Apart){way.one, way.other, -DISTANCE_ANY, way.least - 1}));
    }
    if (way.most != DISTANCE_ANY) {
        vec_push(ways, ((Apart){way.one, way.other, way.most + 1, DISTANCE_ANY}));
    }
}

/* Appends where the spell is not: before it starts, once it has ended, or where something in its ways is otherwise. */
static void add_elsewhere(const Spell *spell, Spells *out)
{
    for (size_t i = 0; i < spell->from.n; i++) {
        vec_push(out, (Spell){.from = {0}});
        vec_push(&vec_last(out).until, spell->from.at[i]);
    }
    for (size_t i = 0; i < spell->until.n; i++) {
        vec_push(out, (Spell){.from = {0}});
        vec_push(&vec_last(out).from, spell->until.at[i]);
    }
    Aparts ways = {0};
    for (size_t i = 0; i < spell->ways.n; i++) {
        apart_otherwise(spell->ways.at[i], &ways);
    }
    for (size_t i = 0; i < ways.n; i++) {
        vec_push(out, (Spell){.from = {0}});
        vec_push(&vec_last(out).ways, ways.at[i]);
    }
    vec_free(&ways);
}

/* What has held goes on: there must have been a day of it. */
static Spell lasting(const Spell *spell)
{
    Spell on = {.from = {0}};
    vec_append(&on.from, spell->from.at, spell->from.n);
    vec_append(&on.ways, spell->ways.at, spell->ways.n);
    copy_against(&on, spell);
    for (size_t i = 0; i < spell->from.n; i++) {
        for (size_t k = 0; k < spell->until.n; k++) {
            vec_push(&on.ways, at_least_after(spell->until.at[k], spell->from.at[i], 1));
        }
    }
    return on;
}

/* ---- windows (S3.4) ---- */

/* Appends the spells that end a window later than this moment, instead of the last of their ends. Months and years are of different lengths:
 * one spell for each span of days from which the window is as long. */
static bool add_window_ends(const Search *s, const PredicateDetail *within, const Spells *open, Moment until, Spells *out)
{
    bool even = until.day == s->n || within->unit == 'd' || within->unit == 'w'; /* as long from whatever day */
    DaySpan days = even ? (DaySpan){0, 0} : s->in->unknowns.at[until.day].domain;
    if (days.lo == DAY_FIRST || days.hi == DAY_NONE_AFTER || days.hi - days.lo > WINDOW_DAYS_MOST) {
        return false;
    }
    uint32_t spans = 0;
    for (Day from = days.lo, day = from; from <= days.hi; from = day) {
        Day end = parts_window_end(within, from + until.later);
        Day later = end - from;
        do {
            day++;
        } while (day <= days.hi && parts_window_end(within, day + until.later) == day + later);
        if (end == DAY_NONE_AFTER || ++spans > WINDOW_SPANS_MOST || out->n + open->n > SPELLS_MOST) {
            return false;
        }
        for (size_t i = 0; i < open->n; i++) {
            Spell spell = both(&open->at[i], &(Spell){.from = {0}});
            vec_push(&spell.until, ((Moment){until.day, later}));
            if (!even) {
                vec_push(&spell.ways, ((Apart){until.day, s->n, from, day - 1}));
            }
            vec_push(out, spell);
        }
    }
    return true;
}

/* The spells on which a window looks back at this one; false when they are too many. */
static bool add_window(const Search *s, const PredicateDetail *within, const Spell *looked, Spells *out)
{
    Spells spells = {0};
    vec_push(&spells, lasting(looked));
    bool good = true;
    for (size_t k = 0; k < looked->until.n && good; k++) {
        Spells ended = {0};
        good = add_window_ends(s, within, &spells, looked->until.at[k], &ended);
        spells_free(&spells);
        spells = ended;
    }
    good &= out->n + spells.n <= SPELLS_MOST;
    for (size_t i = 0; i < spells.n && good; i++) {
        vec_push(out, both(&spells.at[i], &(Spell){.from = {0}}));
    }
    spells_free(&spells);
    return good;
}

bool spells_day_looked_at(const Search *s, AtomId atom, Moment *day)
{
    const Theory *t = &s->in->region.theory;
    const Constant *date = &t->c->constants.at[atom_args(t, atom)[relation_arity(t->c, t->relation.at[atom]) - 1]];
    *day = date->unknown == NONE ? (Moment){s->n, date->lo} : (Moment){choices_number(s->in, date->unknown), 0};
    return day->day != NONE;
}

/* Always, if it is on the day that it is looked at; false where that is not told. */
static bool add_looked_at(const Search *s, AtomId atom, const Spell *looked, Spells *out)
{
    Moment day;
    Spell spell = {.from = {0}};
    bool good = spells_day_looked_at(s, atom, &day);
    if (good) {
        spell_on(looked, day, &spell.ways);
        copy_against(&spell, looked);
        vec_push(out, spell);
    }
    return good;
}

/* ---- what an instance says ---- */

static bool add_order(const Search *s, const DayOrder *order, Spell *spell, Aparts *unlike)
{
    uint32_t zero = s->n;
    const Influence *in = s->in;
    Moment left = {order->left == NONE ? zero : choices_number(in, order->left),
                   order->left == NONE ? order->left_day : 0};
    Moment right = {order->right == NONE ? zero : choices_number(in, order->right),
                    order->right == NONE ? order->right_day : 0};
    if (left.day == NONE || right.day == NONE) {
        return false;
    }
    Apart same = {left.day, right.day, right.later - left.later, right.later - left.later};
    switch (order->op) {
    case COMPARE_LESS:
        vec_push(&spell->ways, at_least_after(right, left, 1));
        break;
    case COMPARE_AT_MOST:
        vec_push(&spell->ways, at_least_after(right, left, 0));
        break;
    case COMPARE_GREATER:
        vec_push(&spell->ways, at_least_after(left, right, 1));
        break;
    case COMPARE_AT_LEAST:
        vec_push(&spell->ways, at_least_after(left, right, 0));
        break;
    case COMPARE_EQUAL:
        vec_push(&spell->ways, same);
        break;
    case COMPARE_UNEQUAL:
        vec_push(unlike, same);
        break;
    }
    return true;
}

bool spells_of_instance(const Search *s, InstanceId whole, Spell *spell, Aparts *unlike)
{
    const Theory *t = &s->in->d->g->theory;
    const Case *c = t->c;
    const Schema *schema = &c->schemas.at[instance_schema(t, whole)];
    const Uncertain none = {NONE, NONE, false},
                    *u = schema->uncertain == NONE ? &none : &c->uncertain.at[schema->uncertain];
    DayOrders orders = {0};
    bool good = uncertain_orders(t, whole, &orders) && uncertain_looks_at(t, whole) == NONE;
    for (size_t i = 0; i < orders.n && good; i++) {
        good = add_order(s, &orders.at[i], spell, unlike);
    }
    vec_free(&orders);
    Moment from = {u->from == NONE ? s->n : choices_number(s->in, u->from), u->from == NONE ? schema->from : 0};
    Moment until = {u->until == NONE ? s->n : choices_number(s->in, u->until),
                    u->until == NONE ? schema->until : u->after};
    if (u->from != NONE || schema->from != DAY_FIRST) {
        vec_push(&spell->from, from);
    }
    if (u->until != NONE || schema->until != DAY_NONE_AFTER) {
        vec_push(&spell->until, until);
    }
    return good && from.day != NONE && until.day != NONE;
}

/* ---- what nothing can be said against ---- */

/* Whether a claim or rule is never doubted or set aside with the support, if it gives anything. */
static bool stands(const Search *s, InstanceId i, const Schema *schema, uint32_t support)
{
    const Ground *g = s->in->d->g;
    const Item *item = &g->c->items.at[schema->item];
    IdVec undercuts = {0};
    undercuts_find(&s->in->region.theory, i, support, &undercuts);
    bool good =
        !undercuts.n &&
        !(g->doubts && case_doubted(g->c, item, support == NONE ? NULL : &g->c->supports.at[support], &g->theory.from));
    vec_free(&undercuts);
    return good;
}

/* Whether nothing attacks what the instance says; `gives`: whether it says anything. */
static bool is_unattacked(const Search *s, InstanceId i, bool *gives)
{
    const Theory *t = &s->in->region.theory;
    const Case *c = t->c;
    const Schema *schema = instance_said(t, i);
    *gives = true;
    if (!schema || schema->role == ROLE_FACT) {
        return true;
    }
    if (schema->role != ROLE_CLAIM) {
        return stands(s, i, schema, NONE);
    }
    const Item *item = &c->items.at[schema->item];
    bool good = true;
    *gives = false;
    for (uint32_t k = 0; k < item->supports.count && good; k++) {
        uint32_t support = item->supports.first + k;
        if (case_support_known(c, &c->supports.at[support], &t->from)) {
            *gives = true;
            good = stands(s, i, schema, support);
        }
    }
    return good;
}

bool spells_are_plain(const Theory *t, AtomId atom)
{
    CompositeKind kind = relation_composite(t->c, t->relation.at[atom]);
    if (kind == COMPOSITE_AT_LEAST || atom_has_conflicts(t, atom) || theory_happens_once(t, atom)) {
        return false;
    }
    uint32_t said = RELATION_SAID(t->relation.at[atom]);
    if (!(said & SAID_BEGINS) || (said & SAID_MODE_NOT)) {
        return true;
    }
    AtomId begun = theory_find_said(t, atom, said & SAID_NOT);
    return begun == NONE || (!atom_has_conflicts(t, begun) && !theory_happens_once(t, begun));
}

/* Leaves of these spells what is in one of the others, too; false when that are too many. */
static bool meet(Spells *spells, const Spells *others)
{
    bool good = others->n * spells->n <= SPELLS_MOST;
    Spells met = {0};
    for (size_t a = 0; a < spells->n && good; a++) {
        for (size_t b = 0; b < others->n && good; b++) {
            vec_push(&met, both(&spells->at[a], &others->at[b]));
            good = vec_last(&met).from.n <= DAYS_MOST && vec_last(&met).until.n <= DAYS_MOST;
        }
    }
    spells_free(spells);
    *spells = met;
    return good;
}

/* The spells in which all of these hold, from these on; what is not told goes to `rest`. False when there is none for it, or they are too
 * many. */
static bool meet_all(SpellBook *book, const AtomId *atoms, uint32_t count, Spells *spells, IdVec *rest)
{
    bool good = true;
    for (uint32_t k = 0; k < count && good; k++) {
        const Spells *asked = spells_of(book, atoms[k]);
        good = asked ? meet(spells, asked) : rest != NULL;
        if (!asked && rest) {
            vec_push(rest, atoms[k]);
        }
    }
    return good;
}

/* Adds to a spell what excepts it: of one day, what is against it on that day; of longer ones, part may be left. */
static bool except(const Spell *spell, const Spells *exceptions, Spells *out)
{
    Moment day;
    Spells left = {0};
    vec_push(&left, both(spell, &(Spell){.from = {0}}));
    bool one_day = spell_is_one_day(spell, &day), good = true;
    for (size_t k = 0; k < exceptions->n && good; k++) {
        const Spell *exception = &exceptions->at[k];
        Aparts ways = {0};
        if (one_day) {
            spell_on(exception, day, &ways);
            add_against(&left.at[0], &ways);
        } else {
            Spells elsewhere = {0};
            add_elsewhere(exception, &elsewhere);
            vec_push(&elsewhere, both(exception, &(Spell){.from = {0}}));
            add_against(&vec_last(&elsewhere), &ways);
            good = meet(&left, &elsewhere);
            spells_free(&elsewhere);
        }
        vec_free(&ways);
        good &= !exception->ends.n; /* what is against an exception is not told */
    }
    good &= out->n + left.n <= SPELLS_MOST;
    for (size_t i = 0; i < left.n && good; i++) {
        vec_push(out, both(&left.at[i], &(Spell){.from = {0}}));
    }
    spells_free(&left);
    return good;
}

/* Adds what excepts spells of the instance; false when that is not told. */
static bool add_exception(SpellBook *book, const AtomId *atoms, uint32_t count, Spells *spells)
{
    Spells met = {0}, out = {0};
    vec_push(&met, (Spell){.from = {0}});
    bool good = meet_all(book, atoms, count, &met, NULL);
    for (size_t i = 0; i < spells->n && good; i++) {
        good = except(&spells->at[i], &met, &out);
    }
    spells_free(&met);
    spells_free(spells);
    *spells = out;
    return good;
}

bool spells_tell(SpellBook *book, const AtomId *atoms, uint32_t count)
{
    bool good = true;
    for (uint32_t k = 0; k < count && good; k++) {
        const Spells *spells = spells_of(book, atoms[k]);
        good = spells != NULL;
        for (size_t i = 0; good && i < spells->n; i++) {
            good = !spells->at[i].ends.n;
        }
    }
    return good;
}

/* `partly`: only those that are told. */
static bool add_exceptions(SpellBook *book, InstanceId i, bool partly, Spells *spells)
{
    const Theory *t = &book->s->in->region.theory;
    bool good = true;
    uint32_t at = t->exception_first.n ? t->exception_first.at[i] : 0;
    uint32_t end = t->exception_first.n ? t->exception_first.at[i + 1] : 0;
    while (at < end && good) {
        uint32_t count = t->exceptions.at[at++];
        if (!partly || spells_tell(book, &t->exceptions.at[at], count)) {
            good = add_exception(book, &t->exceptions.at[at], count, spells);
        }
        at += count;
    }
    return good;
}

/* What the instance says by itself, wherever its conditions are met; false when it is not told. */
static bool find_own(const SpellBook *book, InstanceId i, Spell *spell, bool *gives)
{
    const Region *r = &book->s->in->region;
    const Theory *t = &r->theory;
    uint32_t schema = instance_schema(t, i), zero = book->s->n;
    if (schema >= SCHEMA_LEAST) {
        return schema == SCHEMA_RUN || schema == SCHEMA_ONCE || (schema == SCHEMA_CLAUSE && instance_is_taken(t, i));
    }
    if (relation_composite(t->c, t->relation.at[instance_head(t, i)]) == COMPOSITE_ON) {
        return true; /* has no days of its own, and the one that it looks at may be unknown */
    }
    if (!book->unknown[i]) {
        Stretched days = t->days[i];
        *gives &= days.from < days.until;
        if (days.from != DAY_FIRST) {
            vec_push(&spell->from, ((Moment){zero, days.from}));
        }
        if (days.until != DAY_NONE_AFTER) {
            vec_push(&spell->until, ((Moment){zero, days.until}));
        }
        return true;
    }
    Aparts unlike = {0};
    bool good = spells_of_instance(book->s, r->instances.at[i], spell, &unlike) && !unlike.n;
    vec_free(&unlike);
    return good;
}

/* A run that something can end, or that lasts only while something else does, is not told here. */
static bool runs_on(const Theory *t, InstanceId i)
{
    uint32_t said = RELATION_SAID(t->relation.at[instance_head(t, i)]);
    return instance_body_count(t, i) == 1 && theory_find_said(t, instance_head(t, i), said | SAID_ENDS) == NONE;
}

bool spells_look_back(const SpellBook *book, const Spell *spell, bool once, const PredicateDetail *within, Spells *out)
{
    if (within) {
        return add_window(book->s, within, spell, out);
    }
    vec_push(out, once ? lasting(spell) : both(spell, &(Spell){.from = {0}}));
    return true;
}

/* Appends when the instance gives its head, where its conditions are met in this spell; false when that is not told. */
static bool add_given(const SpellBook *book, InstanceId i, const Spell *met, Spells *out)
{
    const Theory *t = &book->s->in->region.theory;
    RelationId relation = t->relation.at[instance_head(t, i)];
    uint32_t schema = instance_schema(t, i);
    switch (relation_composite(t->c, relation)) {
    case COMPOSITE_WITHIN:
        return spells_look_back(book, met, false, predicate_detail(t->c, RELATION_PREDICATE(relation)), out);
    case COMPOSITE_ON:
        return add_looked_at(book->s, instance_head(t, i), met, out);
    default:
        return spells_look_back(book, met, schema == SCHEMA_RUN || schema == SCHEMA_ONCE, NULL, out);
    }
}

bool spells_add_partly(SpellBook *book, InstanceId i, Spells *out, IdVec *rest)
{
    const Theory *t = &book->s->in->region.theory;
    uint32_t schema = instance_schema(t, i);
    bool gives;
    Spells spells = {0};
    vec_push(&spells, (Spell){.from = {0}});
    bool good = is_unattacked(book->s, i, &gives) && (schema != SCHEMA_RUN || runs_on(t, i)) &&
                find_own(book, i, &spells.at[0], &gives) &&
                (!gives || meet_all(book, instance_body(t, i), instance_body_count(t, i), &spells, rest)) &&
                add_exceptions(book, i, rest != NULL, &spells) && out->n + spells.n <= SPELLS_MOST;
    for (size_t k = 0; k < spells.n && good && gives; k++) {
        good = add_given(book, i, &spells.at[k], out);
    }
    spells_free(&spells);
    return good;
}

bool spells_add_instance(SpellBook *book, InstanceId i, Spells *out)
{
    return spells_add_partly(book, i, out, NULL);
}

const Spells *spells_of(SpellBook *book, AtomId atom)
{
    const Theory *t = &book->s->in->region.theory;
    if (!book->known[atom]) {
        book->known[atom] = 1; /* what depends on itself is not told */
        Spells found = {0};
        bool good = spells_are_plain(t, atom);
        for (uint32_t k = book->by_head.first[atom]; k < book->by_head.first[atom + 1] && good; k++) {
            good = spells_add_instance(book, book->by_head.items[k], &found);
        }
        book->told[atom] = good;
        book->spells[atom] = found;
    }
    return book->told[atom] ? &book->spells[atom] : NULL;
}

/* ---- the book ---- */

static void index_heads(SpellBook *book)
{
    const Region *r = &book->s->in->region;
    const Theory *t = &r->theory;
    size_t atoms = t->relation.n;
    uint8_t *may = mem_zero(t->instance.n, 1);
    book->unknown = mem_zero(t->instance.n, 1);
    for (size_t k = 0; k < r->copies.n; k++) {
        book->unknown[r->copies.at[k].surely] = 1;
        may[r->copies.at[k].before] = may[r->copies.at[k].after] = 1;
    }
    book->by_head = (Lists){mem_zero(atoms + 2, sizeof(uint32_t)), mem_new(t->instance.n, sizeof(uint32_t))};
    for (InstanceId i = 0; i < t->instance.n; i++) {
        book->by_head.first[instance_head(t, i) + 2] += !may[i];
    }
    for (size_t a = 0; a < atoms; a++) {
        book->by_head.first[a + 2] += book->by_head.first[a + 1];
    }
    for (InstanceId i = 0; i < t->instance.n; i++) {
        if (!may[i]) {
            book->by_head.items[book->by_head.first[instance_head(t, i) + 1]++] = i;
        }
    }
    free(may);
}

void spells_open(SpellBook *book, const Search *s)
{
    size_t atoms = s->in->region.theory.relation.n;
    *book = (SpellBook){.s = s,
                        .known = mem_zero(atoms, 1),
                        .spells = mem_zero(atoms, sizeof *book->spells),
                        .told = mem_zero(atoms, sizeof *book->told)};
    index_heads(book);
}

void spells_close(SpellBook *book)
{
    for (size_t a = 0; book->spells && a < book->s->in->region.theory.relation.n; a++) {
        spells_free(&book->spells[a]);
    }
    lists_free(&book->by_head);
    free(book->unknown);
    free(book->known);
    free(book->spells);
    free(book->told);
}
