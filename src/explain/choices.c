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
}

/* The region of the box at hand: solved before, or now. `own` is then used where it cannot be kept. NULL: a limit was reached. */
static Evaluation *solve_region(Search *s, Evaluation *own)
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

/* Solves the box at hand and takes note of what it decides; of the rest, of what is to blame. */
static void solve(Search *s, const DaySpan *box)
{
    Evaluation own = {.budget = NULL};
    Solved solved = {.s = s, .e = solve_region(s, &own), .box = box};
    uint32_t number = id_of(s->n ? s->done.n / s->n : 0);
    bool kept = false, good = solved.e != NULL;
    for (size_t i = 0; i < s->here.n; i++) {
        uint32_t day = s->here.at[i];
        Outcome *out = &s->outcomes[day];
        s->blamed[i] = 0;
        uint8_t status = STATUS_CONTESTED;
        bool coarse = is_coarse(s, s->request->days[day]);
        if (good && !out->joined) {
            status = choices_decide(&solved, s->request->days[day], &s->blamed[i], &out->joined);
        }
        if (status == EXPECTED_STATUSES) {
            continue;
        }
        s->blamed[i] = 0;
        out->unknown |= status == STATUS_CONTESTED && !out->joined && (!coarse || !good);
        out->statuses |= (uint8_t)(1u << status);
        vec_push(&s->decided[day], ((Decided){number, status}));
        kept = true;
    }
    if (kept) {
        vec_append(&s->done, box, s->n);
    }
    if (solved.seen) {
        lists_free(&solved.by_head);
        free(solved.seen);
    }
    evaluation_free(&own);
}

/* Looks at a box: decides what it can, and replaces it by smaller ones for the rest. */
static void look(Search *s, const DaySpan *box)
{
    const Influence *in = s->in;
    for (uint32_t k = 0; k < s->n; k++) {
        UnknownId id = in->unknowns.at[k].id;
        s->days[id] = box[k];
        s->taken[id] = choices_is_definite(s, box, k) ? (DaySpan){box[k].lo, box[k].lo} : box[k];
    }
    UnknownSet first = 0; /* to be confined before anything else */
    int contradiction = choices_contradict(s, &first);
    if (contradiction > 0) {
        return;
    }
    if (!first && s->request->strictly && in->counted) {
        first = choices_indefinite(s, box);
    }
    if (first) {
        for (size_t i = 0; i < s->here.n; i++) {
            s->blamed[i] = first;
        }
    } else {
        solve(s, box);
    }
    choices_split(s, box);
}

/* ---- what decides ---- */

typedef VEC(UnknownSet) UnknownSets;

/* A set of at most `size` that meets all of the sets. */
static bool hit(const UnknownSets *sets, size_t from, UnknownSet chosen, uint32_t size, UnknownSet *out)
{
    while (from < sets->n && (sets->at[from] & chosen)) {
        from++;
    }
    if (from == sets->n) {
        *out = chosen;
        return true;
    }
    for (UnknownSet left = size ? sets->at[from] : 0; left; left &= left - 1) {
        if (hit(sets, from, chosen | (left & -left), size - 1, out)) {
            return true;
        }
    }
    return false;
}

static int by_size(const void *left, const void *right)
{
    UnknownSet a = *(const UnknownSet *)left, b = *(const UnknownSet *)right;
    int sizes = __builtin_popcountll(a) - __builtin_popcountll(b);
    return sizes ? sizes : (a > b) - (a < b);
}

/* The sets among them that are different, the smaller first. */
static void sort_sets(UnknownSets *sets)
{
    if (sets->n) {
        qsort(sets->at, sets->n, sizeof(UnknownSet), by_size);
    }
    size_t kept = 0;
    for (size_t k = 0; k < sets->n; k++) {
        if (!k || sets->at[k] != sets->at[k - 1]) {
            sets->at[kept++] = sets->at[k];
        }
    }
    sets->n = kept;
}

/* What tells boxes of different status apart: a set of unknown days decides when it tells apart each pair of them. */
static void find_deciding(const Search *s, uint32_t day)
{
    enum { MANY = 100000 };
    UnknownSets sets = {0};
    const Decided *all = s->decided[day].at;
    for (size_t i = 0; i < s->decided[day].n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (all[i].status == all[k].status) {
                continue;
            }
            UnknownSet apart = 0;
            for (uint32_t u = 0; u < s->n; u++) {
                DaySpan a = s->done.at[(size_t)all[i].box * s->n + u], b = s->done.at[(size_t)all[k].box * s->n + u];
                apart |= a.hi < b.lo || b.hi < a.lo ? bit(u) : 0;
            }
            if (!sets.n || vec_last(&sets) != apart) {
                vec_push(&sets, apart);
            }
        }
        if (sets.n > MANY) {
            sort_sets(&sets);
        }
    }
    sort_sets(&sets);
    for (uint32_t size = 0; sets.n && size <= s->n && !hit(&sets, 0, 0, size, &s->outcomes[day].dates); size++) {
    }
    vec_free(&sets);
}

/* The first day of each span of a box in which the best status was found. */
static void note_choice(const Search *s)
{
    const Decided *best = NULL;
    for (size_t i = 0; i < s->decided[0].n; i++) {
        const Decided *here = &s->decided[0].at[i];
        best = !best || here->status > best->status ? here : best;
    }
    for (uint32_t k = 0; best && k < s->n; k++) {
        s->request->choice[k] = s->done.at[(size_t)best->box * s->n + k].lo;
    }
}

static void open_search(Search *s)
{
    const Case *c = s->in->d->g->c;
    uint32_t days = s->request->days_count;
    s->decided = mem_zero(days, sizeof *s->decided);
    s->blamed = mem_new(days, sizeof *s->blamed);
    s->allowed = mem_zero(s->n, sizeof *s->allowed);
    s->days = mem_new(c->unknowns.n, sizeof *s->days);
    s->taken = mem_new(c->unknowns.n, sizeof *s->taken);
    for (uint32_t k = 0; k < s->n; k++) {
        choices_find_allowed(s, k);
        vec_push(&s->boxes, ((DaySpan){s->allowed[k].at[0].lo, vec_last(&s->allowed[k]).hi}));
    }
    if (s->n && !choices_tighten(s, s->boxes.at)) {
        return;
    }
    choices_find_contradictions(s);
    for (uint32_t i = 0; i < days; i++) {
        vec_push(&s->open, i);
    }
    vec_push(&s->nodes, ((Node){days}));
}

static void close_search(Search *s)
{
    for (uint32_t i = 0; i < s->request->days_count; i++) {
        vec_free(&s->decided[i]);
    }
    for (uint32_t k = 0; k < s->n; k++) {
        vec_free(&s->allowed[k]);
    }
    free(s->decided);
    free(s->blamed);
    free(s->allowed);
    free(s->days);
    free(s->taken);
    vec_free(&s->boxes);
    vec_free(&s->nodes);
    vec_free(&s->open);
    vec_free(&s->done);
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

void choices_find(const ChoicesRequest *request, Outcome *outcomes)
{
    Search s = {.request = request, .in = request->influence, .outcomes = outcomes};
    s.n = (uint32_t)s.in->unknowns.n;
    for (uint32_t i = 0; i < request->days_count; i++) {
        outcomes[i] = (Outcome){.unknown = s.in->too_many};
    }
    if (s.in->too_many || !request->days_count) {
        return;
    }
    open_search(&s);
    DaySpan *box = mem_new(s.n + 1, sizeof *box);
    while (s.nodes.n) {
        pop_node(&s, box);
        bool spent = s.solved >= CHOICES_MOST || !*request->left || budget_spent(request->budget);
        for (size_t i = 0; i < s.here.n && spent; i++) {
            outcomes[s.here.at[i]].unknown = true;
        }
        if (s.here.n && !spent) {
            look(&s, box);
        }
    }
    for (uint32_t i = 0; i < request->days_count; i++) {
        if (!outcomes[i].unknown && !outcomes[i].joined && (outcomes[i].statuses & (outcomes[i].statuses - 1))) {
            find_deciding(&s, i);
        }
    }
    if (request->choice) {
        note_choice(&s);
    }
    free(box);
    close_search(&s);
}
