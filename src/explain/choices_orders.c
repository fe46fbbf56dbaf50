#include "explain/choices_orders.h"

/* Where what matters of the unknown days is only how far they are apart from one another, from the day asked about and from known ones, a
 * search need not try days. Every instance that depends on them then applies on that day where some are so far apart; and so does what
 * bears on the day from others, where nothing can be said against it (choices_spells.h). In a view of the day, one of these that is to
 * blame is taken to apply, and not to, and what follows of the distances says which others do. */

enum { LEAVES_MOST = 8000 };

/* ---- the search ---- */

/* Keeps what days can be found for; `known`: days that may do, or NULL. */
static void push(Orders *o, Distances *d, const uint8_t *applies, const Day *known)
{
    OpenNode node = {*d, mem_new(o->guards.n, 1), mem_new(o->s.n, sizeof(Day))};
    size_t steps = ORDERS_STEPS_MOST;
    int found = 1;
    if (known && distances_meet(d, known)) {
        memcpy(node.days, known, o->s.n * sizeof *known);
    } else {
        found = distances_solve(d, node.days, &steps);
    }
    o->work += ORDERS_STEPS_MOST - steps;
    o->spent |= found < 0;
    memcpy(node.applies, applies, o->guards.n);
    if (found > 0) {
        vec_push(&o->open, node);
    } else {
        orders_free_node(&node);
    }
}

static void look(Orders *o, bool *joined)
{
    OpenNode node = vec_pop(&o->open);
    DayView *v = &o->view;
    for (size_t i = 0; i < v->inputs.n; i++) {
        Input *in = &v->inputs.at[i];
        if (in->part == NONE) {
            continue;
        }
        if (node.applies[in->part] == INPUT_UNKNOWN) {
            int here = orders_weigh(&node.distances, &o->guards.at[in->part]);
            node.applies[in->part] = here > 0 ? INPUT_HOLDS : here ? INPUT_UNKNOWN : INPUT_ABSENT;
        }
        in->state = node.applies[in->part];
    }
    uint32_t input;
    const ChoicesRequest *request = o->s.request;
    o->work += v->day.ground.framework.head.n + v->day.ground.framework.body.n + v->inputs.n;
    bool coarse = is_coarse(&o->s, request->days[0]);
    uint8_t status = day_view_decide(v, request->atoms, request->count, coarse, &input);
    o->spent |= status == STATUS_CONTESTED && !coarse;
    if (status == EXPECTED_STATUSES && input == NONE) {
        *joined = true;
    }
    if (status != EXPECTED_STATUSES) {
        vec_push(&o->leaves, ((Leaf){node.distances, node.days, status}));
        node.distances = (Distances){.side = 0};
        node.days = NULL;
    } else {
        for (int applies = 0; applies < 2 && input != NONE; applies++) {
            uint32_t guard = v->inputs.at[input].part;
            Distances d;
            distances_copy(&d, &node.distances);
            node.applies[guard] = applies ? INPUT_HOLDS : INPUT_ABSENT;
            if (orders_take(&d, &o->guards.at[guard], applies)) {
                push(o, &d, node.applies, node.days);
            } else {
                distances_free(&d);
            }
        }
    }
    orders_free_node(&node);
}

/* ---- what is asked ---- */

/* A choice for which the best status was found. */
static void note_choice(const Orders *o, Day *choice)
{
    size_t best = 0;
    for (size_t i = 1; i < o->leaves.n; i++) {
        best = o->leaves.at[i].status > o->leaves.at[best].status ? i : best;
    }
    memcpy(choice, o->leaves.at[best].days, o->s.n * sizeof *choice);
}

static void start(Orders *o)
{
    Distances d;
    distances_open(&d, o->s.n);
    uint8_t *applies = mem_new(o->guards.n, 1);
    memset(applies, INPUT_UNKNOWN, o->guards.n);
    if (orders_start(o, &d)) {
        push(o, &d, applies, NULL);
    } else {
        distances_free(&d);
    }
    free(applies);
}

bool choices_take_orders(const ChoicesRequest *request, Outcome *outcome)
{
    const Influence *in = request->influence;
    if (request->strictly || in->too_many || in->counted || in->ordering || in->region.theory.ordering.n ||
        !in->unknowns.n) {
        return false;
    }
    Orders o = {.work = 0};
    Outcome out = {0};
    bool good = orders_open(&o, request);
    if (good) {
        start(&o);
    }
    size_t most = ORDERS_CELLS_MOST / ((size_t)(o.s.n + 1) * (o.s.n + 1));
    most = most < LEAVES_MOST ? most : LEAVES_MOST;
    enum { CHEAPER = 8 }; /* than a region: so many looks count as one */
    size_t looks = 0;
    while (good && o.open.n && !o.spent && !out.joined) {
        good = o.leaves.n < most && o.work < ORDERS_WORK_MOST && looks++ / CHEAPER < *request->left &&
               !budget_spent(request->budget);
        if (good) {
            look(&o, &out.joined);
        }
    }
    good &= !o.spent && o.leaves.n;
    for (size_t i = 0; i < o.leaves.n; i++) {
        out.statuses |= (uint8_t)(1u << o.leaves.at[i].status);
    }
    if (good && !out.joined && !request->statuses_only && (out.statuses & (out.statuses - 1))) {
        good = orders_find_dates(&o, &out.dates);
    }
    if (good && !out.joined && request->choice) {
        note_choice(&o, request->choice);
    }
    if (good || out.joined) {
        *outcome = out;
        good = true;
    } else { /* what has come to nothing is held against what follows */
        looks /= CHEAPER;
        *request->left -= looks < *request->left ? looks : *request->left;
    }
    orders_close(&o);
    return good;
}
