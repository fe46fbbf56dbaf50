#include "explain/choices_orders.h"

/* ---- guards ---- */

uint32_t orders_add_guard(Orders *o, Guard guard)
{
    uint32_t atom = framework_add_atoms(&o->view.day.ground.framework, 1);
    day_view_add(&o->view, atom, vec_next_id(&o->guards));
    vec_push(&o->guards, guard);
    return atom;
}

/* What depends on unknown days itself, and bears on the day alone. */
static bool add_instances(Orders *o)
{
    const Region *r = &o->s.in->region;
    Day day = o->s.request->days[0];
    bool good = true;
    for (size_t k = 0; k < o->view.day.copies.n && good; k++) {
        uint32_t copy = o->view.day.copies.at[k];
        Guard guard = {.ways = {0}};
        Spell spell = {.from = {0}};
        good = spells_of_instance(&o->s, r->copies.at[copy].whole, &spell, &guard.unlike) &&
               day_view_add_copy(&o->view, copy, vec_next_id(&o->guards));
        spell_on(&spell, (Moment){o->s.n, day}, &guard.ways);
        vec_push(&o->guards, guard);
        spell_free(&spell);
    }
    return good;
}

uint32_t orders_against(Orders *o, const Spell *spell)
{
    Framework *f = &o->view.day.ground.framework;
    uint32_t against = NONE;
    for (size_t k = 0; k < spell->ends.n; k++) {
        Guard guard = {.ways = {0}};
        uint32_t first = k ? spell->ends.at[k - 1] : 0;
        vec_append(&guard.ways, spell->against.at + first, spell->ends.at[k] - first);
        against = against == NONE ? framework_add_atoms(f, 1) : against;
        uint32_t here = orders_add_guard(o, guard);
        framework_add_rule(f, against, &here, 1);
    }
    return against;
}

void orders_add_giver(Orders *o, uint32_t atom, Guard guard, const Spell *spell, IdVec *body)
{
    Framework *f = &o->view.day.ground.framework;
    uint32_t against = orders_against(o, spell);
    vec_push(body, orders_add_guard(o, guard));
    if (against != NONE) {
        vec_push(body, ASSUMED | framework_add_assumption(f, against));
    }
    framework_add_rule(f, atom, body->at, body->n);
}

bool orders_add_at(Orders *o, SpellBook *book, AtomId atom, Moment at, uint32_t head)
{
    const Spells *spells = spells_of(book, atom);
    for (size_t i = 0; spells && i < spells->n; i++) {
        Guard guard = {.ways = {0}};
        IdVec body = {0};
        spell_on(&spells->at[i], at, &guard.ways);
        orders_add_giver(o, head, guard, &spells->at[i], &body);
        vec_free(&body);
    }
    if (spells) {
        return true;
    }
    bool runs = orders_run(o, book, atom);
    return runs ? orders_add_runs(o, book, atom, at, head) : orders_add_rules(o, book, atom, at, head);
}

bool orders_find_at(Orders *o, SpellBook *book, AtomId atom, Moment at, uint32_t *head)
{
    for (size_t i = 0; i < o->at.n; i++) {
        if (o->at.at[i].atom == atom && o->at.at[i].at.day == at.day && o->at.at[i].at.later == at.later) {
            *head = o->at.at[i].head;
            return true;
        }
    }
    *head = framework_add_atoms(&o->view.day.ground.framework, 1);
    vec_push(&o->at, ((AtMoment){atom, at, *head})); /* before what it depends on, which can be itself */
    return o->at.n <= MOMENTS_MOST && orders_add_at(o, book, atom, at, *head);
}

/* What lasts, and bears on the day. */
static bool add_lasting(Orders *o, SpellBook *book)
{
    const Search *s = &o->s;
    const Influence *in = s->in;
    bool good = true;
    for (AtomId a = 0; a < in->region.atoms.n && good; a++) {
        if (!in->lasting[a] || !(in->shown[a] || choices_ask(s, a))) {
            continue;
        }
        if (!in->bears[a]) {
            vec_push(&o->fixed.atoms, a);
            continue;
        }
        good = orders_add_at(o, book, a, (Moment){s->n, s->request->days[0]}, a);
    }
    return good && o->guards.n <= GUARDS_MOST;
}

/* Whether it applies: 1, 0, or -1 where the distances do not tell. */
int orders_weigh(const Distances *d, const Guard *guard)
{
    int all = 1;
    for (size_t i = 0; i < guard->ways.n && all; i++) {
        int one = distances_weigh(d, guard->ways.at[i]);
        all = one > 0 ? all : one;
    }
    for (size_t i = 0; i < guard->unlike.n && all; i++) {
        int one = distances_weigh(d, guard->unlike.at[i]);
        all = one > 0 ? 0 : one ? -1 : all;
    }
    return all;
}

/* Takes it to apply, or not to; false when it cannot. */
bool orders_take(Distances *d, const Guard *guard, bool applies)
{
    Aparts otherwise = {0};
    bool good = true;
    for (size_t i = 0; i < guard->ways.n && good; i++) {
        if (applies) {
            good = distances_limit(d, guard->ways.at[i]);
        } else {
            apart_otherwise(guard->ways.at[i], &otherwise);
        }
    }
    for (size_t i = 0; i < guard->unlike.n && good; i++) {
        if (applies) {
            vec_clear(&otherwise);
            apart_otherwise(guard->unlike.at[i], &otherwise);
            distances_either(d, otherwise.at, otherwise.n);
        } else {
            vec_push(&otherwise, guard->unlike.at[i]);
        }
    }
    if (!applies) {
        distances_either(d, otherwise.at, otherwise.n);
    }
    vec_free(&otherwise);
    return good && distances_settle(d);
}

/* ---- all that the unknown days may be ---- */

/* Finite ends for days without: room enough on either side of all that is known. */
static DaySpan room(const Orders *o)
{
    Day least = o->s.request->days[0], most = least, apart = 2; /* the furthest that it may matter how far two are apart */
    for (size_t g = 0; g < o->guards.n; g++) {
        const Guard *guard = &o->guards.at[g];
        for (size_t i = 0; i < guard->ways.n + guard->unlike.n; i++) {
            Apart way = i < guard->ways.n ? guard->ways.at[i] : guard->unlike.at[i - guard->ways.n];
            const Day ends[] = {way.least, way.most, -way.least, -way.most};
            for (int k = 0; k < 4; k++) {
                bool known = ends[k] > -DISTANCE_ANY && ends[k] < DISTANCE_ANY;
                least = known && ends[k] < least ? ends[k] : least;
                most = known && ends[k] > most ? ends[k] : most;
                apart = known && way.one != o->s.n && way.other != o->s.n && ends[k] > apart ? ends[k] : apart;
            }
        }
    }
    const Case *c = o->s.in->d->g->c;
    for (uint32_t k = 0; k < o->s.n; k++) {
        const Unknown *unknown = &c->unknowns.at[o->s.in->unknowns.at[k].id];
        for (uint32_t i = 0; i < unknown->days.count; i++) { /* `[2000-01-01,2000-01-11..]`: both ends of each stretch */
            DaySpan days = c->day_spans.at[unknown->days.first + i];
            least = days.lo != DAY_FIRST && days.lo < least ? days.lo : least;
            least = days.hi < least ? days.hi : least;
            most = days.hi != DAY_NONE_AFTER && days.hi > most ? days.hi : most;
            most = days.lo > most ? days.lo : most;
        }
    }
    Day around = (apart + 1) * ((Day)o->s.n + 1);
    return (DaySpan){least - around, most + around};
}

/* How two facts do not contradict each other: one is over before the other starts, or never is; false where it is not told so. */
static bool find_ways_out(const Search *s, const Contradiction *contradiction, Aparts *ways)
{
    const InstanceId facts[] = {contradiction->a, contradiction->b};
    Spell spells[2] = {{.from = {0}}, {.from = {0}}};
    Aparts unlike = {0};
    bool good = !contradiction->once;
    for (int k = 0; k < 2; k++) {
        good = good && spells_of_instance(s, facts[k], &spells[k], &unlike) && !spells[k].ways.n && !unlike.n;
    }
    for (int k = 0; k < 4 && good; k++) {
        const Spell *before = &spells[k & 1], *after = &spells[k >> 1];
        for (size_t i = 0; i < before->until.n * after->from.n; i++) {
            vec_push(ways, at_least_after(after->from.at[i % after->from.n], before->until.at[i / after->from.n], 0));
        }
    }
    spell_free(&spells[0]);
    spell_free(&spells[1]);
    vec_free(&unlike);
    return good;
}

bool orders_start(Orders *o, Distances *d)
{
    const Search *s = &o->s;
    const Case *c = s->in->d->g->c;
    DaySpan all = room(o);
    Aparts ways = {0};
    bool good = true;
    for (uint32_t k = 0; k < s->n && good; k++) {
        const Unknown *unknown = &c->unknowns.at[s->in->unknowns.at[k].id];
        vec_clear(&ways);
        for (uint32_t i = 0; i < unknown->days.count; i++) {
            DaySpan days = c->day_spans.at[unknown->days.first + i];
            vec_push(&ways, ((Apart){k, s->n, days.lo > all.lo ? days.lo : all.lo, days.hi < all.hi ? days.hi : all.hi}));
        }
        distances_either(d, ways.at, ways.n);
        good = distances_limit(d, (Apart){k, s->n, ways.at[0].least, vec_last(&ways).most});
    }
    for (size_t i = 0; i < s->pairs.n && good; i += 2) {
        good = distances_limit(d, (Apart){s->pairs.at[i + 1], s->pairs.at[i], 0, DISTANCE_ANY});
    }
    for (size_t i = 0; i < s->contradictions.n && good; i++) {
        vec_clear(&ways);
        good = find_ways_out(s, &s->contradictions.at[i], &ways);
        o->spent |= !good;
        distances_either(d, ways.at, ways.n);
    }
    vec_free(&ways);
    return good && distances_settle(d);
}

/* ---- all of it ---- */

/* What lasts and no unknown day bears on. */
static bool add_fixed(Orders *o)
{
    Search *s = &o->s;
    if (!part_find_fixed(s, &o->fixed, s->boxes.at)) {
        return false;
    }
    for (size_t i = 0; i < o->fixed.atoms.n; i++) {
        day_view_add(&o->view, o->fixed.atoms.at[i], NONE);
        vec_last(&o->view.inputs).state = input_state((uint8_t)names_text(&o->fixed.told, 0).ptr[i]);
    }
    o->view.alone = choices_are_alone(s);
    o->view.budget = s->request->budget;
    return true;
}

bool orders_open(Orders *o, const ChoicesRequest *request)
{
    Influence *in = request->influence;
    Search *s = &o->s;
    *s = (Search){.request = request, .in = in, .n = (uint32_t)in->unknowns.n};
    choices_open(s);
    if (!s->nodes.n || in->region.copies.n > GUARDS_MOST ||
        !day_view_open(&o->view, &in->region, in->lasting, request->days[0])) {
        return false;
    }
    SpellBook book;
    spells_open(&book, s);
    bool good = add_instances(o) && add_lasting(o, &book);
    spells_close(&book);
    return good && add_fixed(o);
}

void orders_free_node(OpenNode *node)
{
    distances_free(&node->distances);
    free(node->applies);
    free(node->days);
}

void orders_close(Orders *o)
{
    for (size_t i = 0; i < o->guards.n; i++) {
        vec_free(&o->guards.at[i].ways);
        vec_free(&o->guards.at[i].unlike);
    }
    for (size_t i = 0; i < o->open.n; i++) {
        orders_free_node(&o->open.at[i]);
    }
    for (size_t i = 0; i < o->leaves.n; i++) {
        distances_free(&o->leaves.at[i].distances);
        free(o->leaves.at[i].days);
    }
    vec_free(&o->guards);
    vec_free(&o->at);
    vec_free(&o->open);
    vec_free(&o->leaves);
    vec_free(&o->fixed.atoms);
    names_free(&o->fixed.told);
    day_view_close(&o->view);
    choices_close(&o->s);
}
