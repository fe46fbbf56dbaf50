#include "explain/units.h"

static bool in_view(const Units *u, ItemId item)
{
    return case_item_in_view(u->c, &u->c->items.at[item], &u->from);
}

static void add_unit(Units *u, Unit unit)
{
    vec_push(&u->list, unit);
}

/* Whether withdrawing the denials that units withdraw brings the item into the view. */
static bool denial_keeps_out(Units *u, ItemId item, PositionSet who)
{
    if (u->present[item] || !who) {
        return false;
    }
    u->supposed.withdrawn[item] = who;
    bool in = in_view(u, item);
    u->supposed.withdrawn[item] = 0;
    return in;
}

/* Whose denials of the item bear on the view: those that put it in doubt, or keep it out. */
static PositionSet denials_of(Units *u, ItemId item)
{
    PositionSet denied = case_stance(u->c, &u->c->items.at[item]).denied;
    if (u->supposed.item[item] & (SUPPOSED_IN | SUPPOSED_OUT | SUPPOSED_DENIED)) {
        return 0;
    }
    if (u->from.view == VIEW_ALL) {
        return u->present[item] ? denied : 0;
    }
    PositionSet who = u->from.view == VIEW_COMMON ? denied : denied & ((PositionSet)1 << u->from.view);
    return denial_keeps_out(u, item, who) ? who : 0;
}

/* Whether the item would be in the view if it were granted: it is of others, and nothing but that keeps it out. */
static bool can_be_granted(Units *u, ItemId item)
{
    if (u->present[item] || !u->c->items.at[item].by || u->c->items.at[item].supposed || u->supposed.item[item]) {
        return false;
    }
    u->supposed.item[item] = SUPPOSED_IN;
    bool in = in_view(u, item);
    u->supposed.item[item] = 0;
    return in;
}

static void find_sources(Units *u)
{
    const Case *c = u->c;
    for (ItemId i = 0; i < c->items.n; i++) {
        const Item *item = &c->items.at[i];
        for (uint32_t k = 0; item_is_claimed(item) && u->present[i] && k < item->supports.count; k++) {
            const Support *support = &c->supports.at[item->supports.first + k];
            for (uint32_t s = 0; case_support_known(c, support, &u->from) && s < support->sources.count; s++) {
                u->of_source[c->ids.at[support->sources.first + s]] = 0;
            }
        }
    }
    for (SourceId s = 0; s < c->sources.n; s++) {
        if (u->of_source[s] != NONE) {
            u->of_source[s] = id_of(u->list.n);
            add_unit(u, (Unit){UNIT_SOURCE, NONE, s, NONE});
        }
    }
}

static uint32_t *nones(size_t n)
{
    uint32_t *ids = mem_new(n, sizeof *ids);
    memset(ids, 0xff, n * sizeof *ids);
    return ids;
}

/* A viewpoint of our own, so that it can be changed. */
static void copy_viewpoint(Units *u, Viewpoint from)
{
    const Case *c = u->c;
    supposed_start(&u->supposed, c);
    supposed_start(&u->accepted, c);
    u->supposed.withdrawn = mem_zero(c->items.n, sizeof(PositionSet));
    u->supposed_denied = mem_zero(c->items.n, 1);
    if (from.supposed) {
        memcpy(u->supposed.item, from.supposed->item, c->items.n);
        memcpy(u->supposed.source, from.supposed->source, c->sources.n);
    }
    for (ItemId i = 0; i < c->items.n; i++) {
        u->supposed_denied[i] = (u->supposed.item[i] & SUPPOSED_DENIED) != 0;
    }
    memset(u->accepted.item, SUPPOSED_IN, c->items.n);
    u->from = from;
    u->from.supposed = &u->supposed;
}

static void start(Units *u, const Case *c, Viewpoint from)
{
    *u = (Units){.c = c};
    copy_viewpoint(u, from);
    u->of_item = nones(c->items.n);
    u->of_source = nones(c->sources.n);
    u->present = mem_zero(c->items.n, 1);
    u->first_denial = mem_zero(c->items.n + 1, sizeof *u->first_denial);
    for (ItemId i = 0; i < c->items.n; i++) {
        u->present[i] = in_view(u, i);
    }
}

static void add_denial_units(Units *u, ItemId item, PositionSet who)
{
    u->first_denial[item] = id_of(u->denials.n);
    for (PositionId p = 0; who && p < u->c->positions.n; p++) {
        if (who >> p & 1) {
            vec_push(&u->denials, id_of(u->list.n));
            add_unit(u, (Unit){UNIT_DENIAL, item, NONE, p});
        }
    }
    u->first_denial[item + 1] = id_of(u->denials.n);
}

void units_between(Units *u, const Case *c, Viewpoint from, uint32_t to)
{
    start(u, c, from);
    Viewpoint there = u->from;
    there.view = to;
    for (ItemId i = 0; i < c->items.n; i++) {
        const Item *item = &c->items.at[i];
        bool in = case_item_in_view(c, item, &there);
        if (in != (u->present[i] != 0)) {
            uint8_t kind = in ? UNIT_GRANT : item->kind == ITEM_ACT ? UNIT_DENY : UNIT_ITEM;
            u->of_item[i] = id_of(u->list.n);
            add_unit(u, (Unit){kind, i, NONE, NONE});
        }
    }
    for (ItemId i = 0; i < c->items.n; i++) {
        add_denial_units(u, i, from.view == VIEW_ALL && u->of_item[i] == NONE ? denials_of(u, i) : 0);
    }
}

void units_find(Units *u, const Case *c, Viewpoint from, bool concessions)
{
    start(u, c, from);
    for (ItemId i = 0; i < c->items.n; i++) {
        const Item *item = &c->items.at[i];
        bool there = u->present[i] || (item->kind == ITEM_ACT && case_act_done(c, item, &u->from));
        bool own = !concessions && there && item->kind != ITEM_FACT && !item->supposed;
        if (own || (concessions && from.view != VIEW_ALL && can_be_granted(u, i))) {
            u->of_item[i] = id_of(u->list.n);
            add_unit(u, (Unit){own ? UNIT_ITEM : UNIT_GRANT, i, NONE, NONE});
        }
    }
    if (!concessions) {
        find_sources(u);
    }
    for (ItemId i = 0; i < c->items.n; i++) {
        add_denial_units(u, i, denials_of(u, i));
    }
}

void units_free(Units *u)
{
    supposed_free(&u->supposed);
    supposed_free(&u->accepted);
    vec_free(&u->list);
    vec_free(&u->denials);
    free(u->of_item);
    free(u->of_source);
    free(u->first_denial);
    free(u->present);
    free(u->supposed_denied);
    *u = (Units){0};
}

void units_flip(Units *u, UnitId id, bool on)
{
    const Unit *unit = &u->list.at[id];
    uint8_t bit = unit->kind == UNIT_GRANT ? SUPPOSED_IN : unit->kind == UNIT_DENY ? SUPPOSED_DENIED : SUPPOSED_OUT;
    switch ((UnitKind)unit->kind) {
    case UNIT_ITEM:
    case UNIT_GRANT:
    case UNIT_DENY:
        u->supposed.item[unit->item] =
            (uint8_t)(on ? u->supposed.item[unit->item] | bit : u->supposed.item[unit->item] & ~bit);
        break;
    case UNIT_SOURCE:
        u->supposed.source[unit->source] = on;
        break;
    case UNIT_DENIAL: {
        PositionSet me = (PositionSet)1 << unit->position;
        u->supposed.withdrawn[unit->item] =
            on ? u->supposed.withdrawn[unit->item] | me : u->supposed.withdrawn[unit->item] & ~me;
        break;
    }
    }
}

void units_set_aside(Units *u, ItemId item, bool aside)
{
    u->supposed.item[item] =
        (uint8_t)(aside ? u->supposed.item[item] | SUPPOSED_OUT : u->supposed.item[item] & ~SUPPOSED_OUT);
}

static void add_denials(const Units *u, ItemId item, Role role, Conditions *out)
{
    for (uint32_t i = u->first_denial[item]; i < u->first_denial[item + 1]; i++) {
        vec_push(out, ((Decides){u->denials.at[i], (uint8_t)role}));
    }
}

void units_of_source(const Units *u, SourceId source, Conditions *out)
{
    if (u->of_source[source] != NONE) {
        vec_push(out, ((Decides){u->of_source[source], ROLE_UNLESS}));
    }
}

void units_of_presumption(const Units *u, ItemId item, uint32_t support, bool done, Conditions *out)
{
    const Case *c = u->c;
    UnitId unit = u->of_item[item];
    bool grant = unit != NONE && u->list.at[unit].kind == UNIT_GRANT;
    bool effects = grant || (unit != NONE && u->list.at[unit].kind == UNIT_DENY);
    if (unit != NONE && !(effects && done)) {
        vec_push(out, ((Decides){unit, grant ? ROLE_ONCE : ROLE_UNLESS}));
    }
    if (!u->present[item] && !grant && !done) {
        add_denials(u, item, ROLE_ONCE, out);
    }
    for (uint32_t i = 0; support != NONE && i < c->supports.at[support].sources.count; i++) {
        units_of_source(u, c->ids.at[c->supports.at[support].sources.first + i], out);
    }
}

void units_of_doubt(const Units *u, ItemId item, uint32_t support, Conditions *out)
{
    const Case *c = u->c;
    Viewpoint accepted = u->from;
    accepted.supposed = &u->accepted;
    const Support *group = support == NONE ? NULL : &c->supports.at[support];
    if (!u->supposed_denied[item] && !case_doubted(c, &c->items.at[item], group, &accepted)) {
        add_denials(u, item, ROLE_DOUBT, out);
    }
}
