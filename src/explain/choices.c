#include "base/fatal.h"
#include "explain/choices_internal.h"

/* ---- regions that are kept ---- */

typedef struct CachedRegion {
    Evaluation e;
    RegionState state;
} CachedRegion;

enum { CACHE_MOST = 4000000 }; /* atoms and rules of the frameworks that are kept */

void choices_cache_free(ChoicesCache *cache)
{
    for (size_t i = 0; i < cache->regions.n; i++) {
        if (cache->regions.at[i]) {
            evaluation_free(&cache->regions.at[i]->e);
            region_state_free(&cache->regions.at[i]->state);
            free(cache->regions.at[i]);
        }
    }
    vec_free(&cache->regions);
    names_free(&cache->boxes);
    names_free(&cache->views);
    vec_free(&cache->outcomes);
}

Evaluation *choices_solve(Search *s, Evaluation *own)
{
    Region *region = &s->in->region;
    ChoicesCache *cache = s->request->cache;
    uint32_t number = NONE;
    if (cache) {
        VEC(DaySpan) key = {0};
        for (uint32_t k = 0; k < s->n; k++) {
            vec_push(&key, s->days[s->in->unknowns.at[k].id]);
            vec_push(&key, s->taken[s->in->unknowns.at[k].id]);
        }
        number = names_add(&cache->boxes, (Str){(const char *)key.at, key.n * sizeof *key.at});
        vec_free(&key);
        if (number < cache->regions.n && cache->regions.at[number]) {
            region_restore(region, &cache->regions.at[number]->state);
            return &cache->regions.at[number]->e;
        }
        if (number == cache->regions.n) {
            vec_push(&cache->regions, NULL);
        }
    }
    s->solved++;
    --*s->request->left;
    if (!cache || cache->size > CACHE_MOST) {
        return evaluation_run_region(own, region, s->days, s->taken, s->request->budget) ? own : NULL;
    }
    CachedRegion *made = mem_zero(1, sizeof *made);
    if (!evaluation_run_region(&made->e, region, s->days, s->taken, s->request->budget)) {
        evaluation_free(&made->e);
        free(made);
        return NULL;
    }
    made->state = region_keep(region, &made->e.ground);
    cache->regions.at[number] = made;
    cache->size += made->e.ground.framework.atoms + made->e.ground.framework.head.n;
    return &made->e;
}

void choices_take(Search *s, const DaySpan *box)
{
    for (uint32_t k = 0; k < s->n; k++) {
        UnknownId id = s->in->unknowns.at[k].id;
        s->days[id] = box[k];
        s->taken[id] = choices_is_definite(s, box, k) ? (DaySpan){box[k].lo, box[k].lo} : box[k];
    }
}

void choices_close_solved(Solved *solved, Evaluation *own)
{
    if (solved->seen) {
        lists_free(&solved->by_head);
        free(solved->seen);
    }
    evaluation_free(own);
}

/* What only says which instances apply is told without. */
static bool needs_region(const Search *s)
{
    return !s->interface || s->interface->atoms.n;
}

/* What is decided on the day, or NOT_DECIDED. */
static uint32_t tell(Solved *solved, Day day, UnknownSet *blamed, UnknownSet *timeless, bool *joined)
{
    if (solved->s->interface) {
        return choices_tell(solved, day, blamed, timeless);
    }
    uint8_t status = choices_decide(solved, day, blamed, timeless, joined);
    return status == EXPECTED_STATUSES ? NOT_DECIDED : status;
}

uint32_t choices_status_at(Search *s, uint32_t day, const Day *point)
{
    Evaluation own = {.budget = NULL};
    UnknownSet blamed = 0;
    bool joined = false;
    uint32_t status = NOT_DECIDED;
    Day asked = s->request->days[day];
    DaySpan *box = mem_new(s->n, sizeof *box);
    for (uint32_t k = 0; k < s->n; k++) {
        box[k] = (DaySpan){point[k], point[k]};
    }
    choices_take(s, box);
    Solved solved = {.s = s, .box = box};
    if (*s->request->left && choices_contradict(s) == 0 && (!needs_region(s) || (solved.e = choices_solve(s, &own)))) {
        status = tell(&solved, asked, &blamed, &blamed, &joined);
    }
    choices_close_solved(&solved, &own);
    free(box);
    bool cut_short =
        !s->interface && status == STATUS_CONTESTED && !is_coarse(s, asked); /* the budget ended the search for it */
    return joined || cut_short ? NOT_DECIDED : status;
}

/* Solves the box at hand and takes note of what it decides, if there is a choice in it; of the rest, of what is to blame. */
static void solve(Search *s, const DaySpan *box)
{
    Evaluation own = {.budget = NULL};
    Solved solved = {.s = s, .e = needs_region(s) ? choices_solve(s, &own) : NULL, .box = box};
    uint32_t number = id_of(s->n ? s->done.n / s->n : 0);
    bool good = solved.e || !needs_region(s);
    bool searched = false;
    int any = 0; /* whether there is a choice in it, once that was searched for */
    Day *point = mem_new(s->n, sizeof *point);
    for (size_t i = 0; i < s->here.n; i++) {
        uint32_t day = s->here.at[i];
        Outcome *out = &s->outcomes[day];
        s->blamed[i] = s->timeless[i] = 0;
        uint32_t status = STATUS_CONTESTED;
        bool coarse = is_coarse(s, s->request->days[day]);
        if (good && !out->joined) {
            status = tell(&solved, s->request->days[day], &s->blamed[i], &s->timeless[i], &out->joined);
        }
        if (status == NOT_DECIDED) {
            continue;
        }
        s->blamed[i] = 0;
        any = searched ? any : choices_find_point(s, box, point);
        searched = true;
        if (!any) {
            break;
        }
        out->unknown |= any < 0 || !good;
        if (!s->interface) {
            out->unknown |= status == STATUS_CONTESTED && !out->joined && !coarse;
            out->statuses |= (uint8_t)(1u << status);
        }
        vec_push(&s->decided[day], ((Decided){number, status}));
    }
    if (searched && !any) {
        memset(s->blamed, 0, s->here.n * sizeof *s->blamed);
    } else if (any) {
        vec_append(&s->done, box, s->n);
        vec_append(&s->points, point, s->n);
    }
    free(point);
    choices_close_solved(&solved, &own);
}

/* Looks at a box: decides what it can, and replaces it by smaller ones for the rest. */
static void look(Search *s, const DaySpan *box)
{
    choices_take(s, box);
    if (choices_contradict(s) > 0) {
        return;
    }
    UnknownSet first /* to be confined before anything else */ =
        choices_indefinite(s, box) & (s->request->strictly && s->in->counted ? ~(UnknownSet)0 : s->in->ordering);
    if (first) {
        for (size_t i = 0; i < s->here.n; i++) {
            s->blamed[i] = first;
            s->timeless[i] = 0;
        }
    } else {
        solve(s, box);
    }
    choices_split(s, box);
}

/* A choice for which the best status was found. */
static void note_choice(const Search *s)
{
    const Decided *best = NULL;
    for (size_t i = 0; i < s->decided[0].n; i++) {
        const Decided *here = &s->decided[0].at[i];
        best = !best || here->status > best->status ? here : best;
    }
    for (uint32_t k = 0; best && k < s->n; k++) {
        s->request->choice[k] = s->points.at[(size_t)best->box * s->n + k];
    }
}

void choices_open(Search *s)
{
    const Case *c = s->in->d->g->c;
    uint32_t days = s->request->days_count;
    s->decided = mem_zero(days, sizeof *s->decided);
    s->blamed = mem_new(days, sizeof *s->blamed);
    s->timeless = mem_new(days, sizeof *s->timeless);
    s->days = mem_new(c->unknowns.n, sizeof *s->days);
    s->taken = mem_new(c->unknowns.n, sizeof *s->taken);
    bool ranked = s->in->region.theory.ordering.n; /* which goes by all of them */
    for (UnknownId u = 0; ranked && u < c->unknowns.n; u++) {
        s->days[u] = s->taken[u] = case_unknown_days(c, u);
    }
    choices_find_contradictions(s);
    choices_open_boxes(s);
    for (uint32_t k = 0; k < s->n; k++) {
        vec_push(&s->boxes, ((DaySpan){s->allowed[k].at[0].lo, vec_last(&s->allowed[k]).hi}));
    }
    if (s->n && !choices_tighten(s, s->boxes.at)) {
        return;
    }
    for (uint32_t i = 0; i < days; i++) {
        vec_push(&s->open, i);
    }
    vec_push(&s->nodes, ((Node){days}));
}

void choices_close(Search *s)
{
    for (uint32_t i = 0; i < s->request->days_count; i++) {
        vec_free(&s->decided[i]);
    }
    choices_close_boxes(s);
    free(s->decided);
    free(s->blamed);
    free(s->timeless);
    free(s->days);
    free(s->taken);
    vec_free(&s->boxes);
    vec_free(&s->nodes);
    vec_free(&s->open);
    vec_free(&s->done);
    vec_free(&s->points);
    vec_free(&s->contradictions);
    vec_free(&s->here);
}

/* Takes the last node off the stack: its box, and the days to be decided in it that are not given up. */
static void pop_node(Search *s, DaySpan *box)
{
    Node node = vec_pop(&s->nodes);
    s->open.n -= node.count;
    vec_clear(&s->here);
    for (uint32_t i = 0; i < node.count; i++) {
        uint32_t day = s->open.at[s->open.n + i];
        if (!s->outcomes[day].unknown && !s->outcomes[day].joined) {
            vec_push(&s->here, day);
        }
    }
    s->boxes.n -= s->n;
    if (s->n) {
        memcpy(box, s->boxes.at + s->boxes.n, s->n * sizeof *box);
    }
}

void choices_run(Search *s, size_t most)
{
    DaySpan *box = mem_new(s->n + 1, sizeof *box);
    while (s->nodes.n) {
        pop_node(s, box);
        bool spent = s->solved >= most || !*s->request->left || budget_spent(s->request->budget);
        for (size_t i = 0; i < s->here.n && spent; i++) {
            s->outcomes[s->here.at[i]].unknown = true;
        }
        if (s->here.n && !spent) {
            look(s, box);
        }
    }
    free(box);
}

/* All days at once. */
static void find_together(const ChoicesRequest *request, size_t most, Outcome *outcomes)
{
    Search s = {.request = request, .in = request->influence, .outcomes = outcomes};
    s.n = (uint32_t)s.in->unknowns.n;
    for (uint32_t i = 0; i < request->days_count; i++) {
        outcomes[i] = (Outcome){.unknown = s.in->too_many};
    }
    if (s.in->too_many || !request->days_count) {
        return;
    }
    choices_open(&s);
    choices_run(&s, most);
    for (uint32_t i = 0; i < request->days_count; i++) {
        if (!request->statuses_only && !outcomes[i].unknown && !outcomes[i].joined &&
            (outcomes[i].statuses & (outcomes[i].statuses - 1))) {
            outcomes[i].unknown = !choices_find_deciding(&s, i, &outcomes[i].dates);
        }
    }
    if (request->choice) {
        note_choice(&s);
    }
    choices_close(&s);
}

typedef bool ChoicesFind(const ChoicesRequest *request, Outcome *outcome);

static bool find_alone(const ChoicesRequest *request, Outcome *outcome)
{
    find_together(request, CHOICES_MOST, outcome);
    return true;
}

/* Each day for which the search was given up by itself. */
static void find_each(const ChoicesRequest *request, Outcome *outcomes, ChoicesFind *find_one)
{
    for (uint32_t i = 0; i < request->days_count && !budget_spent(request->budget); i++) {
        ChoicesRequest one = *request;
        one.days = &request->days[i];
        one.days_count = 1;
        one.choice = i ? NULL : request->choice;
        if (outcomes[i].unknown) {
            find_one(&one, &outcomes[i]);
        }
    }
}

/* Those days together. */
static void find_rest(const ChoicesRequest *request, size_t most, Outcome *outcomes)
{
    DayVec days = {0};
    ChoicesRequest rest = *request;
    for (uint32_t i = 0; i < request->days_count; i++) {
        if (outcomes[i].unknown) {
            vec_push(&days, request->days[i]);
        }
    }
    rest.days = days.at;
    rest.days_count = id_of(days.n);
    rest.choice = outcomes[0].unknown ? request->choice : NULL;
    Outcome *found = mem_new(days.n, sizeof *found);
    if (days.n > 1) {
        find_together(&rest, most, found);
        for (uint32_t i = 0, k = 0; i < request->days_count; i++) {
            outcomes[i] = outcomes[i].unknown ? found[k++] : outcomes[i];
        }
    }
    vec_free(&days);
    free(found);
}

void choices_find(const ChoicesRequest *request, Outcome *outcomes)
{
    /* Regions for all days together: what is hard for many is easier for each, since what comes later does not matter. */
    enum { FEW = 4, MANY = 200 };
    if (!request->days_count || choices_take_turns(request, outcomes)) {
        return;
    }
    if (budget_spent(request->budget)) { /* even to prepare a search takes time, where the days are many */
        for (uint32_t i = 0; i < request->days_count; i++) {
            outcomes[i] = (Outcome){.unknown = true};
        }
        return;
    }
    if (choices_take_alike(request, outcomes)) {
        return;
    }
    find_together(request, FEW, outcomes);
    if (!request->influence->too_many) {
        find_each(request, outcomes, choices_take_single_parts);
        find_each(request, outcomes, choices_take_orders);
        find_each(request, outcomes, choices_take_parts);
        find_rest(request, MANY, outcomes);
        find_each(request, outcomes, find_alone);
    }
}

/* ---- choices that facts exclude ---- */

static ItemId item_of(const Search *s, InstanceId fact)
{
    const Theory *t = &s->in->d->g->theory;
    return t->c->schemas.at[instance_schema(t, fact)].item;
}

/* Keeps only the contradictions between other items. */
static void leave_out(Search *s, ItemId item)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->contradictions.n; i++) {
        Contradiction c = s->contradictions.at[i];
        if (item_of(s, c.a) != item && item_of(s, c.b) != item) {
            s->contradictions.at[kept++] = c;
        }
    }
    s->contradictions.n = kept;
}

/* Leaves out one fact after the other, as long as no choice is left. */
static void find_smallest(Search *s, const DaySpan *box, Day *point, IdVec *facts)
{
    VEC(Contradiction) before = {0};
    vec_clear(facts);
    for (size_t i = 0; i < s->contradictions.n; i++) {
        vec_push(facts, item_of(s, s->contradictions.at[i].a));
        vec_push(facts, item_of(s, s->contradictions.at[i].b));
    }
    ids_sort(facts);
    size_t kept = 0;
    for (size_t i = 0; i < facts->n; i++) {
        ItemId item = facts->at[i];
        if (kept && facts->at[kept - 1] == item) {
            continue;
        }
        vec_clear(&before);
        vec_append(&before, s->contradictions.at, s->contradictions.n);
        leave_out(s, item);
        if (before.n == s->contradictions.n) {
            continue; /* it was left out, with another */
        }
        if (choices_find_point(s, box, point) != 0) {
            vec_clear(&s->contradictions);
            vec_append(&s->contradictions, before.at, before.n);
            facts->at[kept++] = item;
        }
    }
    facts->n = kept;
    vec_free(&before);
}

bool choices_excluded(Influence *influence, IdVec *facts)
{
    Day any = 0;
    ChoicesRequest request = {.influence = influence, .days = &any, .days_count = 1};
    Outcome outcome = {.unknown = false};
    Search s = {.request = &request, .in = influence, .outcomes = &outcome, .n = (uint32_t)influence->unknowns.n};
    if (influence->too_many || !s.n) {
        return false;
    }
    choices_open(&s);
    Day *point = mem_new(s.n, sizeof *point);
    DaySpan *box = mem_new(s.n, sizeof *box);
    memcpy(box, s.boxes.at, s.n * sizeof *box);
    bool excluded = s.nodes.n && s.contradictions.n && choices_find_point(&s, box, point) == 0;
    if (excluded) {
        find_smallest(&s, box, point, facts);
    }
    free(point);
    free(box);
    choices_close(&s);
    return excluded;
}
