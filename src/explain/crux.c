#include "explain/crux.h"

#include "base/fatal.h"
#include "explain/carry.h"

enum { USUAL_WORK = 200000000, MOST_AFTER = 12, MOST_PREFERENCES = 100 };

static Target target_of(const Crux *crux)
{
    const CruxRequest *r = &crux->request;
    return (Target){r->relation, r->args, r->day, r->status, crux->has, r->size, r->further, USUAL_WORK};
}

/* ── A side ── */

/* What the answer comes to with the first of the sets; that it turns is checked on the way. */
static void find_after(const Crux *crux, CruxSide *side)
{
    Target target = target_of(crux);
    size_t work = 0;
    for (size_t i = 0; i < side->found.sets.n; i++) {
        TurningSet *set = &side->found.sets.at[i];
        const UnitId *units = side->found.ids.at + set->units.first;
        Period period;
        set->after = set->against = EXPECTED_STATUSES;
        if (i >= MOST_AFTER || budget_spent(crux->request.from.budget)) {
            continue;
        }
        for (uint32_t k = 0; k < set->units.count; k++) {
            units_flip(&side->units, units[k], true);
        }
        if (turning_period(&side->units, &target, true, &period, &work)) {
            BUG_UNLESS(has_status(crux->request.status, &period) != crux->has);
            set->after = period.status;
            set->against = period.against;
        }
        for (uint32_t k = 0; k < set->units.count; k++) {
            units_flip(&side->units, units[k], false);
        }
    }
}

/* Of sets of one size those first on whose units more questions turn. */
static void rank_sets(const Crux *crux, CruxSide *side)
{
    if (side->found.sets.n < 2) {
        return;
    }
    uint32_t *carried = carry_by_unit(&side->units, crux->request.from);
    for (size_t i = 0; i < side->found.sets.n; i++) {
        TurningSet *set = &side->found.sets.at[i];
        for (uint32_t k = 0; k < set->units.count; k++) {
            set->carries += carried[side->found.ids.at[set->units.first + k]];
        }
    }
    free(carried);
    qsort(side->found.sets.at, side->found.sets.n, sizeof(TurningSet), turning_order);
}

static void search_side(Crux *crux, CruxSide *side, bool concessions)
{
    const CruxRequest *r = &crux->request;
    Target target = target_of(crux);
    Widest widest = {0};
    Diagnostics aside = {0};
    units_find(&side->units, r->c, r->from, concessions);
    bool limited = false, *outer = side->units.from.limited;
    side->units.from.limited = &limited;
    if (!side->units.list.n) {
        side->found.complete = r->size;
    } else if (widest_open(&widest, &side->units, &aside)) {
        turning_find(&side->found, &widest, &target);
    } else {
        side->found.stop = TURNING_ERROR;
    }
    widest_close(&widest);
    diag_free(&aside);
    if (!r->first) {
        rank_sets(crux, side);
        find_after(crux, side);
    }
    side->units.from.limited = outer;
}

/* ── Preferences that would settle it ── */

typedef VEC(uint64_t) ItemPairs;

/* Presumptions that conflict in the literal's cone, as pairs of their items, each once and the lower first. */
static void find_rivals(const Ground *g, const Cone *cone, ItemPairs *pairs)
{
    const Theory *t = &g->theory;
    Map there = {0};
    uint8_t *seen = mem_zero(t->relation.n, 1);
    for (size_t i = 0; i < cone->atoms.n && t->conflict_first.n; i++) {
        AtomId literal;
        uint32_t slice;
        if (ground_find_literal(g, cone->atoms.at[i], &literal, &slice)) {
            seen[literal] = 1;
        }
    }
    for (AtomId a = 0; a < t->relation.n && t->conflict_first.n; a++) {
        for (uint32_t k = t->conflict_first.at[a]; seen[a] && k < t->conflict_first.at[a + 1]; k++) {
            AtomId b = t->conflicts.at[k];
            IdVec mine = {0}, theirs = {0};
            ground_givers(g, a, &mine);
            ground_givers(g, b, &theirs);
            for (size_t m = 0; m < mine.n; m++) {
                for (size_t n = 0; n < theirs.n; n++) {
                    ItemId low = mine.at[m] < theirs.at[n] ? mine.at[m] : theirs.at[n];
                    ItemId high = mine.at[m] < theirs.at[n] ? theirs.at[n] : mine.at[m];
                    uint32_t *known = map_at(&there, pair_key(low, high));
                    if (low != high && *known == NONE) {
                        vec_push(pairs, pair_key(low, high));
                    }
                    *known = 1;
                }
            }
            vec_free(&mine);
            vec_free(&theirs);
        }
    }
    map_free(&there);
    free(seen);
}

/* Whether S4.3 decides between any of the presumptions of the two items. */
static bool is_ranked(Order *order, const Case *c, ItemId a, ItemId b)
{
    uint32_t many[2];
    for (int i = 0; i < 2; i++) {
        const Item *item = &c->items.at[i ? b : a];
        many[i] = item_is_claimed(item) ? item->supports.count : 1;
    }
    for (uint32_t i = 0; i < many[0] * many[1]; i++) {
        const Item *x = &c->items.at[a], *y = &c->items.at[b];
        ClassId p = order_class(order, a, item_is_claimed(x) ? x->supports.first + i / many[1] : NONE);
        ClassId q = order_class(order, b, item_is_claimed(y) ? y->supports.first + i % many[1] : NONE);
        if (order_less(order, p, q) || order_less(order, q, p)) {
            return true;
        }
    }
    return false;
}

static void try_preference(Crux *crux, Units *units, ItemId better, ItemId worse)
{
    Target target = target_of(crux);
    Period period;
    size_t work = 0;
    units->supposed.better = better;
    units->supposed.worse = worse;
    bool finer = crux->request.status != STATUS_ESTABLISHED;
    if (turning_period(units, &target, finer, &period, &work) && has_status(crux->request.status, &period) != crux->has &&
        (finer || turning_period(units, &target, true, &period, &work))) {
        vec_push(&crux->preferences, ((SettlingPreference){better, worse, period.status, period.against}));
    }
    units->supposed.better = units->supposed.worse = NONE;
}

static void search_preferences(Crux *crux)
{
    const CruxRequest *r = &crux->request;
    Units *units = &crux->withdrawals.units;
    Widest widest = {0};
    Diagnostics aside = {0};
    bool limited = false, *outer = units->from.limited;
    units->from.limited = &limited;
    if (units->list.n && widest_open(&widest, units, &aside)) {
        Scope scope;
        Cone cone;
        ItemPairs pairs = {0};
        scope_find(&scope, &widest, r->relation, r->args, r->day, STATUS_ESTABLISHED, true);
        if (scope.part) {
            cone_find(&cone, &widest.index, scope_atom(&scope, &widest.ground), true, scope.dates);
            find_rivals(&widest.ground, &cone, &pairs);
            cone_free(&cone);
        }
        Order order;
        order_build(&order, r->c, &r->from);
        size_t tried = 0;
        for (size_t i = 0; i < pairs.n && !budget_spent(r->from.budget); i++) {
            ItemId low = (ItemId)(pairs.at[i] >> 32), high = (ItemId)pairs.at[i];
            if (is_ranked(&order, r->c, low, high)) {
                continue;
            }
            if (++tried > MOST_PREFERENCES) {
                crux->preferences_cut = true;
                break;
            }
            try_preference(crux, units, low, high);
            try_preference(crux, units, high, low);
        }
        order_free(&order);
        vec_free(&pairs);
        scope_free(&scope);
    }
    widest_close(&widest);
    diag_free(&aside);
    units->from.limited = outer;
}

bool crux_find(Crux *crux, const CruxRequest *request, Diagnostics *diags)
{
    *crux = (Crux){.request = *request};
    Evaluation e;
    bool good = evaluation_run(&e, request->c, request->from, diags);
    if (good) {
        Periods periods = {0};
        evaluation_periods(&e, request->relation, request->args,
                           (Wanted){.only = &request->day, .days = &request->day, .count = 1}, &periods);
        crux->period = *periods_at(&periods, request->day);
        vec_append(&crux->dates, periods.unknowns.at + crux->period.depends.first, crux->period.depends.count);
        crux->period.depends.first = 0;
        periods_free(&periods);
    }
    evaluation_free(&e);
    if (!good) {
        return false;
    }
    crux->has = has_status(request->status, &crux->period);
    search_side(crux, &crux->withdrawals, false);
    search_side(crux, &crux->concessions, true);
    search_preferences(crux);
    return true;
}

static void free_side(CruxSide *side)
{
    units_free(&side->units);
    turning_free(&side->found);
}

void crux_free(Crux *crux)
{
    free_side(&crux->withdrawals);
    free_side(&crux->concessions);
    vec_free(&crux->preferences);
    vec_free(&crux->dates);
}
