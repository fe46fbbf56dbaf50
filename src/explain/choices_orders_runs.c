#include "explain/choices_orders.h"

/* What lasts (S3.5), on the day asked about, or on that of a change which asks for it: a run that began and was not stopped since. Stopped:
 * by an end on the day on which it began or on one since; or where only facts begin anything, by a rival that began since. And what rules
 * conclude from what lasts. */

typedef struct Start {
    InstanceId instance;
    const Spell *spell;
    Moment day;                    /* where it is one day: which */
    TreeRange rest;                /* in RunsBuild.rest: what it asks for that is told on its day */
    uint32_t stops, undoes, ended; /* the framework's atoms: since then, before in its stretch, or on that day; or NONE */
} Start;

typedef VEC(Start) Starts;

typedef struct Ending {
    InstanceId instance;
    const Spell *spell;
    Moment day; /* where it is one day */
    TreeRange rest;
} Ending;

typedef struct RunsBuild {
    Orders *o;
    SpellBook *book;
    AtomId atom, begins;
    bool once; /* whether it has ever begun is asked: what stops it since does not matter */
    Moment at;
    uint32_t head; /* the framework's atom for it */
    IdVec rest;
    VEC(Ending) endings;
    Spells spells, ends, rivals;
    Starts starts;
} RunsBuild;

/* ---- what begins and stops it ---- */

static bool only_facts_begin(const RunsBuild *b, AtomId begins)
{
    const Theory *t = &b->o->s.in->region.theory;
    bool facts = true;
    for (uint32_t k = b->book->by_head.first[begins]; k < b->book->by_head.first[begins + 1]; k++) {
        InstanceId i = b->book->by_head.items[k];
        const Schema *s = instance_said(t, i);
        facts &= s && s->role == ROLE_FACT && !instance_body_count(t, i);
    }
    return facts;
}

/* What begins the literal, if that is all that gives it. */
static bool find_begins(const RunsBuild *b, AtomId atom, AtomId *begins)
{
    const Theory *t = &b->o->s.in->region.theory;
    bool good = !relation_composite(t->c, t->relation.at[atom]) && !theory_happens_once(t, atom);
    *begins = NONE;
    for (uint32_t k = b->book->by_head.first[atom]; k < b->book->by_head.first[atom + 1] && good; k++) {
        InstanceId i = b->book->by_head.items[k];
        good = instance_schema(t, i) == SCHEMA_RUN && instance_body_count(t, i) == 1 && *begins == NONE;
        *begins = instance_body(t, i)[0];
    }
    return good;
}

/* Whether it makes no difference that the rival stops this: the best of both is asked for, nothing else depends on this, and what stops the rival
 * stops this, too. The one that began last then stands for both. */
static bool is_as_good(const RunsBuild *b, AtomId rival)
{
    const Search *s = &b->o->s;
    const Theory *t = &s->in->region.theory;
    uint32_t said = RELATION_SAID(t->relation.at[rival]);
    bool good = b->head == b->atom && choices_ask(s, rival) && choices_ask(s, b->atom) && !s->in->shown[b->atom] &&
                theory_find_said(t, rival, said | SAID_ENDS) == NONE;
    for (uint32_t k = t->conflict_first.at[rival]; k < t->conflict_first.at[rival + 1] && good; k++) {
        AtomId other = t->conflicts.at[k];
        good = other == b->atom || atoms_conflict(t, b->atom, other);
    }
    return good;
}

/* Rivals, of which facts that begin them are all that there is. */
static bool find_rivals(RunsBuild *b)
{
    const Theory *t = &b->o->s.in->region.theory;
    if (!t->conflict_first.n) {
        return true;
    }
    bool good = true;
    for (uint32_t k = t->conflict_first.at[b->atom]; k < t->conflict_first.at[b->atom + 1] && good; k++) {
        AtomId begins;
        good = find_begins(b, t->conflicts.at[k], &begins) && (begins == NONE || only_facts_begin(b, begins));
        bool stops = good && begins != NONE && !is_as_good(b, t->conflicts.at[k]);
        for (uint32_t i = stops ? b->book->by_head.first[begins] : 0;
             stops && good && i < b->book->by_head.first[begins + 1]; i++) {
            good = spells_add_instance(b->book, b->book->by_head.items[i], &b->rivals);
        }
    }
    return good;
}

/* Whether the instance has exceptions that are told on its day. */
static bool has_untold_exceptions(const RunsBuild *b, InstanceId i)
{
    const Theory *t = &b->o->s.in->region.theory;
    bool any = false;
    for (uint32_t at = instance_has_exceptions(t, i) ? t->exception_first.at[i] : 0;
         instance_has_exceptions(t, i) && at < t->exception_first.at[i + 1] && !any;) {
        uint32_t count = t->exceptions.at[at++];
        any = !spells_tell(b->book, &t->exceptions.at[at], count);
        at += count;
    }
    return any;
}

static bool find_ends(RunsBuild *b, AtomId ends)
{
    bool good = spells_are_plain(&b->o->s.in->region.theory, ends);
    for (uint32_t k = b->book->by_head.first[ends]; k < b->book->by_head.first[ends + 1] && good; k++) {
        InstanceId i = b->book->by_head.items[k];
        TreeRange rest = {id_of(b->rest.n), 0};
        size_t first = b->ends.n;
        good = spells_add_partly(b->book, i, &b->ends, &b->rest);
        rest.count = id_of(b->rest.n) - rest.first;
        for (size_t n = first; n < b->ends.n && good; n++) {
            Ending ending = {.instance = i, .rest = rest};
            good = spell_is_one_day(&b->ends.at[n], &ending.day) || (!rest.count && !has_untold_exceptions(b, i));
            vec_push(&b->endings, ending);
        }
    }
    for (size_t n = 0; n < b->endings.n; n++) {
        b->endings.at[n].spell = &b->ends.at[n];
    }
    return good;
}

static bool find_starts(RunsBuild *b)
{
    bool good = true;
    for (uint32_t k = b->book->by_head.first[b->begins]; k < b->book->by_head.first[b->begins + 1] && good; k++) {
        InstanceId i = b->book->by_head.items[k];
        size_t first = b->spells.n;
        TreeRange rest = {id_of(b->rest.n), 0};
        good = spells_add_partly(b->book, i, &b->spells, &b->rest);
        rest.count = id_of(b->rest.n) - rest.first;
        for (size_t n = first; n < b->spells.n; n++) {
            vec_push(&b->starts, ((Start){.instance = i, .rest = rest, .stops = NONE, .undoes = NONE, .ended = NONE}));
        }
        bool asks = rest.count || has_untold_exceptions(b, i), single = b->spells.n - first == 1;
        /* Several stretches of an instance may be one, where one is the day after another: told only of days without further conditions. */
        for (size_t n = first; n < b->spells.n && good; n++) {
            Start *start = &b->starts.at[n];
            bool one_day = spell_is_one_day(&b->spells.at[n], &start->day);
            good = one_day ? single || !asks || !b->endings.n : single && !asks;
        }
    }
    for (size_t n = 0; n < b->starts.n; n++) {
        b->starts.at[n].spell = &b->spells.at[n];
    }
    return good;
}

/* ---- rules ---- */

static void add_rule(RunsBuild *b, uint32_t head, const uint32_t *body, size_t count)
{
    framework_add_rule(&b->o->view.day.ground.framework, head, body, count);
}

static uint32_t made(RunsBuild *b, uint32_t *atom)
{
    if (*atom == NONE) {
        *atom = framework_add_atoms(&b->o->view.day.ground.framework, 1);
    }
    return *atom;
}

/* Appends that all these days are at least so long before the other. */
static void add_before(Aparts *ways, const Spell *spell, Moment other, Day least)
{
    for (size_t i = 0; i < spell->from.n; i++) {
        vec_push(ways, at_least_after(other, spell->from.at[i], least));
    }
}

/* Appends that the one is not over when the other starts. */
static void add_reaches(Aparts *ways, const Spell *one, const Spell *other)
{
    for (size_t i = 0; i < one->until.n; i++) {
        for (size_t k = 0; k < other->from.n; k++) {
            vec_push(ways, at_least_after(one->until.at[i], other->from.at[k], 1));
        }
    }
}

/* Appends what the instance asks for on the day besides what its spell tells, and that nothing excepts it there; false where that is not told. */
static bool add_asked(RunsBuild *b, InstanceId i, TreeRange rest, Moment day, IdVec *body)
{
    const Theory *t = &b->o->s.in->region.theory;
    Framework *f = &b->o->view.day.ground.framework;
    uint32_t atom, excepted = NONE;
    bool good = true;
    for (uint32_t k = 0; k < rest.count && good; k++) {
        good = orders_find_at(b->o, b->book, b->rest.at[rest.first + k], day, &atom);
        vec_push(body, atom);
    }
    uint32_t at = instance_has_exceptions(t, i) ? t->exception_first.at[i] : 0;
    while (instance_has_exceptions(t, i) && at < t->exception_first.at[i + 1] && good) {
        uint32_t count = t->exceptions.at[at++];
        IdVec met = {0};
        for (uint32_t k = 0; !spells_tell(b->book, &t->exceptions.at[at], count) && k < count && good; k++) {
            good = orders_find_at(b->o, b->book, t->exceptions.at[at + k], day, &atom);
            vec_push(&met, atom);
        }
        if (met.n) {
            excepted = excepted == NONE ? framework_add_atoms(f, 1) : excepted;
            framework_add_rule(f, excepted, met.at, met.n);
        }
        vec_free(&met);
        at += count;
    }
    if (excepted != NONE) {
        vec_push(body, ASSUMED | framework_add_assumption(f, excepted));
    }
    return good;
}

/* An end on the first day or later stops what goes on. */
static bool add_stop(RunsBuild *b, Start *start, const Ending *ending)
{
    const Spell *end = ending->spell;
    Guard guard = {.ways = {0}};
    IdVec body = {0};
    add_before(&guard.ways, start->spell, b->at, 1);
    add_before(&guard.ways, end, b->at, 0);
    add_reaches(&guard.ways, end, start->spell);
    add_reaches(&guard.ways, end, end);
    vec_append(&guard.ways, end->ways.at, end->ways.n);
    bool good = add_asked(b, ending->instance, ending->rest, ending->day, &body);
    orders_add_giver(b->o, made(b, &start->stops), guard, end, &body);
    vec_free(&body);
    return good;
}

/* So does a rival that begins after that day. */
static void add_rival(RunsBuild *b, Start *start, const Spell *rival)
{
    Guard guard = {.ways = {0}};
    add_before(&guard.ways, rival, b->at, 0);
    for (size_t i = 0; i < rival->from.n; i++) {
        add_before(&guard.ways, start->spell, rival->from.at[i], 1);
    }
    uint32_t stopped = orders_add_guard(b->o, guard);
    add_rule(b, made(b, &start->stops), &stopped, 1);
}

/* What ends it on the day on which it starts. */
static uint32_t ends_there(RunsBuild *b, Start *start, bool *good)
{
    bool done = start->ended != NONE;
    for (size_t e = 0; e < b->endings.n && !done && *good; e++) {
        const Ending *ending = &b->endings.at[e];
        Guard guard = {.ways = {0}};
        IdVec body = {0};
        spell_on(ending->spell, start->day, &guard.ways);
        spell_on(start->spell, start->day, &guard.ways);
        *good = add_asked(b, ending->instance, ending->rest, ending->day, &body);
        orders_add_giver(b->o, made(b, &start->ended), guard, ending->spell, &body);
        vec_free(&body);
    }
    return start->ended;
}

/* S3.5b: where the start is on the day after another of the same instance, what has ended in that stretch does not begin again. */
static bool add_undone(RunsBuild *b, Start *start, Start *before)
{
    Guard next = {.ways = {0}};
    Day later = 1 + before->day.later - start->day.later;
    vec_push(&next.ways, ((Apart){start->day.day, before->day.day, later, later}));
    spell_on(before->spell, before->day, &next.ways);
    uint32_t body[] = {orders_add_guard(b->o, next), NONE};
    bool good = true;
    const uint32_t undone[] = {ends_there(b, before, &good), ends_there(b, start, &good), before->undoes};
    for (int k = 0; k < 3; k++) {
        body[1] = undone[k];
        add_rule(b, start->undoes, body, 2);
    }
    return good;
}

/* False where what it asks for is not told. */
static bool add_start(RunsBuild *b, Start *start)
{
    IdVec body = {0};
    Guard guard = {.ways = {0}};
    vec_append(&guard.ways, start->spell->ways.at, start->spell->ways.n);
    add_before(&guard.ways, start->spell, b->at, 0);
    add_reaches(&guard.ways, start->spell, start->spell);
    vec_push(&body, orders_add_guard(b->o, guard));
    bool good = add_asked(b, start->instance, start->rest, start->day, &body);
    for (size_t e = 0; e < b->endings.n && !b->once && good; e++) {
        good = add_stop(b, start, &b->endings.at[e]);
    }
    for (size_t r = 0; r < b->rivals.n && !b->once; r++) {
        add_rival(b, start, &b->rivals.at[r]);
    }
    const uint32_t contraries[] = {start->stops, start->undoes, orders_against(b->o, start->spell)};
    for (int k = 0; k < 3; k++) {
        if (contraries[k] != NONE) {
            vec_push(&body, ASSUMED | framework_add_assumption(&b->o->view.day.ground.framework, contraries[k]));
        }
    }
    add_rule(b, b->head, body.at, body.n);
    vec_free(&body);
    return good;
}

static bool add_starts(RunsBuild *b)
{
    bool good = b->o->guards.n <= GUARDS_MOST;
    for (size_t i = 0; i < b->starts.n; i++) {
        for (size_t k = 0; k < b->starts.n && b->endings.n; k++) {
            if (k != i && b->starts.at[k].instance == b->starts.at[i].instance) {
                made(b, &b->starts.at[i].undoes);
            }
        }
    }
    for (size_t i = 0; i < b->starts.n; i++) {
        for (size_t k = 0; k < b->starts.n && b->endings.n; k++) {
            if (k != i && b->starts.at[k].instance == b->starts.at[i].instance) {
                good = good && add_undone(b, &b->starts.at[i], &b->starts.at[k]);
            }
        }
    }
    for (size_t i = 0; i < b->starts.n && good; i++) {
        good = add_start(b, &b->starts.at[i]);
    }
    return good;
}

/* ---- what rules conclude from it ---- */

bool orders_run(const Orders *o, const SpellBook *book, AtomId atom)
{
    const Theory *t = &o->s.in->region.theory;
    uint32_t said = RELATION_SAID(t->relation.at[atom]) & ~(uint32_t)SAID_ONCE;
    AtomId plain = said == RELATION_SAID(t->relation.at[atom]) ? atom : theory_find_said(t, atom, said);
    bool runs = false;
    for (uint32_t k = plain == NONE ? 0 : book->by_head.first[plain];
         plain != NONE && k < book->by_head.first[plain + 1]; k++) {
        runs |= instance_schema(t, book->by_head.items[k]) == SCHEMA_RUN;
    }
    return runs;
}

/* Adds a rule for each way in which an instance of the atom gives it: at that moment, or on the way's own day for what is looked back at. */
static bool add_given(RunsBuild *b, InstanceId i, const PredicateDetail *within)
{
    TreeRange rest = {id_of(b->rest.n), 0};
    size_t first = b->spells.n;
    bool good = spells_add_partly(b->book, i, &b->spells, &b->rest), looks_back = b->once || within;
    rest.count = id_of(b->rest.n) - rest.first;
    bool asks = good && (rest.count || has_untold_exceptions(b, i));
    for (size_t n = first; n < b->spells.n && good; n++) {
        const Spell *spell = &b->spells.at[n];
        Moment day = b->at;
        good = !looks_back || spell_is_one_day(spell, &day) || !asks;
        Spells seen = {0};
        good = good && spells_look_back(b->book, spell, b->once, within, &seen);
        for (size_t k = 0; k < seen.n && good; k++) {
            Guard guard = {.ways = {0}};
            IdVec body = {0};
            spell_on(&seen.at[k], b->at, &guard.ways);
            good = !asks || add_asked(b, i, rest, day, &body);
            orders_add_giver(b->o, b->head, guard, &seen.at[k], &body);
            vec_free(&body);
        }
        spells_free(&seen);
    }
    return good && b->o->guards.n <= GUARDS_MOST;
}

/* A rule for each instance of b->atom. */
static bool add_all_given(RunsBuild *b, const PredicateDetail *within)
{
    const Theory *t = &b->o->s.in->region.theory;
    bool good = b->atom != NONE && spells_are_plain(t, b->atom) &&
                relation_composite(t->c, t->relation.at[b->atom]) != COMPOSITE_ON &&
                relation_composite(t->c, t->relation.at[b->atom]) != COMPOSITE_WITHIN;
    for (uint32_t k = good ? b->book->by_head.first[b->atom] : 0; good && k < b->book->by_head.first[b->atom + 1]; k++) {
        InstanceId i = b->book->by_head.items[k];
        good = instance_schema(t, i) < SCHEMA_LEAST && add_given(b, i, within);
    }
    return good;
}

/* `a on D`, and `once a within …`: each instance looks at another atom. */
static bool add_looking(RunsBuild *b, AtomId atom)
{
    const Theory *t = &b->o->s.in->region.theory;
    bool window = relation_composite(t->c, t->relation.at[atom]) == COMPOSITE_WITHIN, good = true;
    for (uint32_t k = b->book->by_head.first[atom]; k < b->book->by_head.first[atom + 1] && good; k++) {
        Moment day;
        uint32_t looked;
        b->atom = instance_body(t, b->book->by_head.items[k])[0];
        if (window) {
            good = add_all_given(b, predicate_detail(t->c, RELATION_PREDICATE(t->relation.at[atom])));
        } else {
            good = spells_day_looked_at(&b->o->s, atom, &day) && orders_find_at(b->o, b->book, b->atom, day, &looked);
            if (good) {
                add_rule(b, b->head, &looked, 1);
            }
        }
    }
    return good;
}

bool orders_add_rules(Orders *o, SpellBook *book, AtomId atom, Moment at, uint32_t head)
{
    const Theory *t = &o->s.in->region.theory;
    RunsBuild b = {.o = o, .book = book, .atom = atom, .at = at, .head = head};
    CompositeKind kind = relation_composite(t->c, t->relation.at[atom]);
    uint32_t said = RELATION_SAID(t->relation.at[atom]) & ~(uint32_t)SAID_ONCE;
    b.once = said != RELATION_SAID(t->relation.at[atom]);
    b.atom = b.once ? theory_find_said(t, atom, said) : atom;
    bool good = kind == COMPOSITE_ON || kind == COMPOSITE_WITHIN ? add_looking(&b, atom) : add_all_given(&b, NULL);
    spells_free(&b.spells);
    vec_free(&b.rest);
    return good;
}

bool orders_add_runs(Orders *o, SpellBook *book, AtomId atom, Moment at, uint32_t head)
{
    const Theory *t = &o->s.in->region.theory;
    RunsBuild b = {.o = o, .book = book, .at = at, .head = head};
    uint32_t said = RELATION_SAID(t->relation.at[atom]) & ~(uint32_t)SAID_ONCE;
    b.once = said != RELATION_SAID(t->relation.at[atom]);
    b.atom = b.once ? theory_find_said(t, atom, said) : atom;
    bool good = !(said & ~(uint32_t)SAID_NOT) && b.atom != NONE && find_begins(&b, b.atom, &b.begins) && b.begins != NONE;
    if (good && (atom_has_conflicts(t, b.atom) || atom_has_conflicts(t, b.begins))) {
        good = only_facts_begin(&b, b.begins) && find_rivals(&b);
    }
    AtomId ends = theory_find_said(t, b.atom, said | SAID_ENDS);
    good = good && (ends == NONE || find_ends(&b, ends)) && find_starts(&b) && add_starts(&b);
    spells_free(&b.spells);
    spells_free(&b.ends);
    spells_free(&b.rivals);
    vec_free(&b.endings);
    vec_free(&b.starts);
    vec_free(&b.rest);
    return good;
}
