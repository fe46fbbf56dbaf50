#include "explain/choices_day.h"

#include "explain/finer.h"

bool day_view_open(DayView *v, const Region *region, const uint8_t *given, Day day)
{
    *v = (DayView){.seen_atoms = {0}};
    return region_day_open(&v->day, region, given, day);
}

static void make_index(DayView *v)
{
    const Framework *f = &v->day.ground.framework;
    v->by_head = framework_rules_by_head(f);
    v->input = mem_new(f->atoms, sizeof *v->input);
    v->seen = mem_new(f->atoms, 1);
    memset(v->input, 0xff, f->atoms * sizeof *v->input);
    for (size_t i = 0; i < v->inputs.n; i++) {
        v->input[v->inputs.at[i].atom] = id_of(i);
    }
    day_labels_open(v);
}

void day_view_close(DayView *v)
{
    if (v->input) {
        lists_free(&v->by_head);
    }
    region_day_close(&v->day);
    vec_free(&v->inputs);
    free(v->input);
    vec_free(&v->opposed);
    vec_free(&v->order);
    vec_free(&v->ends);
    vec_free(&v->circles);
    free(v->seen);
    vec_free(&v->seen_atoms);
}

void day_view_add(DayView *v, uint32_t atom, uint32_t part)
{
    vec_push(&v->inputs, ((Input){atom, part, INPUT_UNKNOWN}));
    vec_push(&v->opposed, framework_add_assumption(&v->day.ground.framework, atom));
}

bool day_view_add_copy(DayView *v, uint32_t copy, uint32_t part)
{
    for (size_t k = 0; k < v->day.copies.n; k++) {
        if (v->day.copies.at[k] == copy) {
            day_view_add(v, v->day.guards.at[k], part);
            return true;
        }
    }
    return false;
}

/* ---- labels ---- */

typedef struct Labels {
    Grounded grounded;
    Grounded surely,
        possibly; /* what is derivable from all assumptions, for all and for some of what the unknown inputs may be */
    bool derived;
} Labels;

/* Adds rules for the inputs that are at least so; one that may be anything attacks itself, which leaves it open. */
static void add_inputs(DayView *v, InputState least, InputState most)
{
    Framework *f = &v->day.ground.framework;
    for (size_t i = 0; i < v->inputs.n; i++) {
        const Input *in = &v->inputs.at[i];
        uint32_t opposed = ASSUMED | v->opposed.at[i];
        if (in->state >= least && in->state <= most) {
            framework_add_rule(f, in->atom, &opposed, in->state == INPUT_HOLDS ? 0 : 1);
        }
    }
}

static void remove_inputs(DayView *v, size_t rules, size_t bodies)
{
    Framework *f = &v->day.ground.framework;
    f->head.n = rules;
    f->body_first.n = rules + 1;
    f->body.n = bodies;
}

/* Which status in between an atom has that is left open. No unknown input bears on it: none is there. */
static uint8_t find_finer(DayView *v, uint32_t atom)
{
    Framework *f = &v->day.ground.framework;
    size_t rules = f->head.n, bodies = f->body.n;
    Grounded grounded;
    Finer finer;
    add_inputs(v, INPUT_OPEN, INPUT_HOLDS);
    grounded_run(f, &grounded);
    finer_open(&finer, f, &grounded, v->budget);
    uint8_t status = finer_find(&finer, atom);
    finer_free(&finer);
    grounded_free(&grounded);
    remove_inputs(v, rules, bodies);
    return status;
}

static void see(DayView *v, uint32_t atom)
{
    if (!v->seen[atom]) {
        v->seen[atom] = 1;
        vec_push(&v->seen_atoms, atom);
    }
}

static bool is_idle(const Framework *f, const Grounded *g, uint32_t rule)
{
    bool idle = false;
    for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1]; b++) {
        uint32_t entry = f->body.at[b];
        idle |= (entry & ASSUMED ? g->assumption[entry & ~ASSUMED] : g->atom[entry]) == LABEL_OUT;
    }
    return idle;
}

/* Whether the rule asks for what holds in any case, or the other rule asks for, too: two assumptions with the same contrary are alike. */
static bool asks_no_more(const DayView *v, const Grounded *g, uint32_t rule, uint32_t than)
{
    const Framework *f = &v->day.ground.framework;
    bool less = true;
    for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1] && less; b++) {
        uint32_t entry = f->body.at[b];
        bool assumed = entry & ASSUMED;
        less = !assumed && g->atom[entry] == LABEL_IN;
        for (uint32_t k = f->body_first.at[than]; k < f->body_first.at[than + 1] && !less; k++) {
            uint32_t other = f->body.at[k];
            less = other == entry || (assumed && (other & ASSUMED) &&
                                      f->contrary.at[entry & ~ASSUMED] == f->contrary.at[other & ~ASSUMED]);
        }
    }
    return less;
}

/* Whether the rule gives nothing that another does not give: of those that ask for the same, all but the first. */
static bool is_idle_besides(const DayView *v, const Grounded *g, uint32_t rule)
{
    enum { MOST = 200 }; /* rules with that head: all are compared with all */
    uint32_t head = v->day.ground.framework.head.at[rule];
    bool idle = false;
    if (v->by_head.first[head + 1] - v->by_head.first[head] > MOST) {
        return false;
    }
    for (uint32_t k = v->by_head.first[head]; k < v->by_head.first[head + 1] && !idle; k++) {
        uint32_t other = v->by_head.items[k];
        idle = other != rule && asks_no_more(v, g, other, rule) && (other < rule || !asks_no_more(v, g, rule, other));
    }
    return idle;
}

/* The nearest unknown input on which an atom that is left open turns; or with `support`, that could support it. NONE: there is none. What is
 * near tells most; of rules for the same, the last comes first, since what began last is mostly what counts. */
static uint32_t trace(DayView *v, const Grounded *g, uint32_t from, bool support)
{
    const Framework *f = &v->day.ground.framework;
    uint32_t found = NONE;
    memset(v->seen, 0, f->atoms);
    vec_clear(&v->seen_atoms);
    see(v, from);
    for (size_t next = 0; next < v->seen_atoms.n && found == NONE; next++) {
        uint32_t at = v->seen_atoms.at[next], input = v->input[at];
        found = input != NONE && v->inputs.at[input].state == INPUT_UNKNOWN ? input : NONE;
        for (uint32_t k = v->by_head.first[at + 1]; k-- > v->by_head.first[at];) {
            uint32_t rule = v->by_head.items[k];
            if ((!support && is_idle(f, g, rule)) || is_idle_besides(v, g, rule)) {
                continue;
            }
            for (uint32_t b = f->body_first.at[rule]; b < f->body_first.at[rule + 1]; b++) {
                uint32_t entry = f->body.at[b], contrary = entry & ASSUMED ? f->contrary.at[entry & ~ASSUMED] : NONE;
                if (!(entry & ASSUMED) && (support || g->atom[entry] == LABEL_OPEN)) {
                    see(v, entry);
                } else if (contrary != NONE && !support && g->assumption[entry & ~ASSUMED] == LABEL_OPEN) {
                    see(v, contrary);
                }
            }
        }
    }
    return found;
}

static uint8_t decide(DayView *v, Labels *l, uint32_t atom, bool coarse, uint32_t *blamed)
{
    uint8_t label = l->grounded.atom[atom];
    *blamed = NONE;
    if (label == LABEL_IN) {
        return STATUS_ESTABLISHED;
    }
    if (label == LABEL_OPEN) {
        *blamed = trace(v, &l->grounded, atom, false);
        return *blamed != NONE ? EXPECTED_STATUSES
               : coarse        ? STATUS_CONTESTED
               : v->alone      ? find_finer(v, atom)
                               : EXPECTED_STATUSES;
    }
    if (!l->derived) {
        day_labels_find(v, INPUT_DEFEATED, INPUT_HOLDS, true, &l->surely);
        day_labels_find(v, INPUT_DEFEATED, INPUT_UNKNOWN, true, &l->possibly);
        l->derived = true;
    }
    if (l->possibly.by[atom] == NONE) {
        return STATUS_UNSUPPORTED;
    }
    if (l->surely.by[atom] == NONE) {
        *blamed = trace(v, &l->grounded, atom, true);
        return EXPECTED_STATUSES;
    }
    return coarse ? STATUS_CONTESTED : STATUS_DEFEATED;
}

uint8_t day_view_decide(DayView *v, const AtomId *atoms, uint32_t count, bool coarse, uint32_t *blamed)
{
    Labels l = {.derived = false};
    if (!v->input) {
        make_index(v);
    }
    day_labels_find(v, INPUT_OPEN, INPUT_UNKNOWN, false, &l.grounded);
    uint8_t best = STATUS_UNSUPPORTED, open = STATUS_UNSUPPORTED; /* the best that those which are not decided may be */
    *blamed = NONE;
    for (uint32_t i = 0; i < count && best != STATUS_ESTABLISHED; i++) {
        uint32_t input;
        uint8_t status = decide(v, &l, atoms[i], coarse, &input);
        if (status == EXPECTED_STATUSES) {
            bool out = l.grounded.atom[atoms[i]] == LABEL_OUT;
            uint8_t most = !out ? STATUS_ESTABLISHED : coarse ? STATUS_CONTESTED : STATUS_DEFEATED;
            open = most > open ? most : open;
            *blamed = input != NONE ? input : *blamed;
        }
        best = status != EXPECTED_STATUSES && status > best ? status : best;
    }
    grounded_free(&l.grounded);
    if (l.derived) {
        grounded_free(&l.surely);
        grounded_free(&l.possibly);
    }
    return open > best ? EXPECTED_STATUSES : best;
}
