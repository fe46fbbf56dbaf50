/* Changes to frameworks. */
#include "session/framework.h"

static bool settle(arguendo_framework *f, bool assumptions)
{
    framework_begin(f);
    if (assumptions ? f->arguments : f->assumptions) {
        framework_misuse(f, assumptions ? "this framework is one of arguments: it has no assumptions and rules"
                                        : "this framework is one of assumptions: it has no arguments and attacks");
        return false;
    }
    f->assumptions = assumptions;
    f->arguments = !assumptions;
    return true;
}

bool framework_may_grow(arguendo_framework *f, unsigned number)
{
    const char *what = f->assumptions ? "sentence" : "argument";
    uint64_t earned = f->read + INPUT_SPARSE * ((uint64_t)f->now + 1);
    if (number < 1 || number > INPUT_LIMIT) {
        framework_misuse(f, "%ss are numbers from 1 to %u, not %u", what, INPUT_LIMIT, number);
        return false;
    }
    /* Numbers without any use take as much memory as others. */
    if (number > INPUT_ALONE && number > earned) {
        framework_misuse(
            f, "%s %u is too large for so few changes: up to %u, or %d for each change; number them from 1 without gaps",
            what, number, INPUT_ALONE, INPUT_SPARSE);
        return false;
    }
    return true;
}

/* What was found of the last state: certificates, and the graph without what is absent. */
static void outdate(arguendo_framework *f)
{
    f->has_last = f->has_certificate = f->has_part = false;
}

/* ── Arguments and attacks ────────────────────────────────────────────────────────────────────────────────────────────── */

/* The row of x, whole, to be changed. */
static IdVec *row_of(Rows *rows, const Lists *lists, uint32_t n, uint32_t x)
{
    uint32_t *id = dense_at(&rows->of, x);
    if (*id == NONE) {
        IdVec row = {0};
        if (x < n) {
            vec_append(&row, list_begin(lists, x), list_length(lists, x));
        }
        *id = vec_next_id(&rows->row);
        vec_push(&rows->row, row);
    }
    return &rows->row.at[*id];
}

static IdVec *in_row(arguendo_framework *f, uint32_t x)
{
    return row_of(&f->in_rows, &f->graph.in, f->graph.n, x);
}

static IdVec *out_row(arguendo_framework *f, uint32_t x)
{
    return row_of(&f->out_rows, &f->graph.out, f->graph.n, x);
}

const uint32_t *framework_attackers(const arguendo_framework *f, uint32_t x, size_t *count)
{
    uint32_t id = dense_find(&f->in_rows.of, x);
    if (id != NONE) {
        *count = f->in_rows.row.at[id].n;
        return f->in_rows.row.at[id].at;
    }
    *count = x < f->graph.n ? list_length(&f->graph.in, x) : 0;
    return *count ? list_begin(&f->graph.in, x) : NULL;
}

static bool take_out(IdVec *row, uint32_t x)
{
    for (size_t i = 0; i < row->n; i++) {
        if (row->at[i] == x) {
            row->at[i] = vec_pop(row);
            return true;
        }
    }
    return false;
}

/* A framework with names has one for every argument: a new one is named by its number, made different where that is taken. */
static void give_names(arguendo_framework *f)
{
    Text name = {0};
    while (f->names.text.n && f->names.text.n < f->present.n) {
        name.len = 0;
        text_format(&name, "%zu", f->names.text.n + 1);
        while (names_find(&f->names, text_str(&name)) != NONE) {
            text_add_char(&name, '_');
        }
        names_add(&f->names, text_str(&name));
    }
    text_free(&name);
}

arguendo_result arguendo_framework_add_argument(arguendo_framework *f, unsigned argument)
{
    if (!settle(f, false)) {
        return ARGUENDO_MISUSE;
    }
    if (argument >= 1 && argument <= f->present.n && f->present.at[argument - 1]) {
        return framework_misuse(f, "argument %u is there already", argument);
    }
    if (!framework_may_grow(f, argument)) {
        return ARGUENDO_MISUSE;
    }
    while (f->present.n < argument) {
        vec_push(&f->present, 0);
        vec_push(&f->changed, f->now);
        f->absent++;
    }
    f->present.at[argument - 1] = 1;
    f->absent--;
    f->edited = true;
    give_names(f);
    framework_touch(f, argument - 1);
    outdate(f);
    return ARGUENDO_GOOD;
}

arguendo_result arguendo_framework_remove_argument(arguendo_framework *f, unsigned argument)
{
    if (!settle(f, false) || !framework_has(f, argument)) {
        return ARGUENDO_MISUSE;
    }
    uint32_t x = argument - 1;
    /* A self-attack stands in both rows of x: taken out of the second by the first loop. */
    IdVec *row = out_row(f, x);
    while (row->n) {
        uint32_t y = vec_pop(row);
        take_out(in_row(f, y), x);
        framework_touch(f, y);
    }
    row = in_row(f, x);
    while (row->n) {
        uint32_t y = vec_pop(row);
        take_out(out_row(f, y), x);
    }
    framework_touch(f, x);
    f->present.at[x] = 0;
    f->absent++;
    f->edited = true;
    outdate(f);
    return ARGUENDO_GOOD;
}

arguendo_result arguendo_framework_add_attack(arguendo_framework *f, unsigned from, unsigned to)
{
    if (!settle(f, false) || !framework_has(f, from) || !framework_has(f, to)) {
        return ARGUENDO_MISUSE;
    }
    size_t count;
    const uint32_t *attackers = framework_attackers(f, to - 1, &count);
    for (size_t i = 0; i < count; i++) {
        if (attackers[i] == from - 1) {
            return ARGUENDO_GOOD;
        }
    }
    IdVec *in = in_row(f, to - 1), *out = out_row(f, from - 1);
    vec_push(in, from - 1);
    vec_push(out, to - 1);
    f->edited = true;
    framework_touch(f, to - 1);
    outdate(f);
    return ARGUENDO_GOOD;
}

arguendo_result arguendo_framework_remove_attack(arguendo_framework *f, unsigned from, unsigned to)
{
    if (!settle(f, false) || !framework_has(f, from) || !framework_has(f, to)) {
        return ARGUENDO_MISUSE;
    }
    if (take_out(in_row(f, to - 1), from - 1)) {
        take_out(out_row(f, from - 1), to - 1);
        f->edited = true;
        framework_touch(f, to - 1);
        outdate(f);
    }
    return ARGUENDO_GOOD;
}

/* One side of the graph as it is now: rows that have not changed are copied. */
static Lists merged(const Lists *old, uint32_t before, Rows *rows, uint32_t n)
{
    size_t room = before ? old->first[before] : 0;
    for (size_t r = 0; r < rows->row.n; r++) {
        ids_sort(&rows->row.at[r]);
        room += rows->row.at[r].n;
    }
    Lists new = {.first = mem_new((size_t)n + 1, sizeof *new.first), .items = mem_new(room + 1, sizeof *new.items)};
    uint32_t at = 0;
    for (uint32_t x = 0; x < n; x++) {
        uint32_t id = dense_find(&rows->of, x);
        const uint32_t *row = id != NONE ? rows->row.at[id].at : x < before ? list_begin(old, x) : NULL;
        size_t count = id != NONE ? rows->row.at[id].n : x < before ? list_length(old, x) : 0;
        new.first[x] = at;
        if (count) {
            memcpy(new.items + at, row, count * sizeof *row);
        }
        at += (uint32_t)count;
    }
    new.first[n] = at;
    return new;
}

/* Makes `graph` what it is now. */
static void rebuild(arguendo_framework *f)
{
    uint32_t n = (uint32_t)f->present.n, before = f->graph.n;
    Graph graph = {.n = n,
                   .in = merged(&f->graph.in, before, &f->in_rows, n),
                   .out = merged(&f->graph.out, before, &f->out_rows, n)};
    graph.attacks = graph.in.first[n];
    graph_free(&f->graph);
    f->graph = graph;
    Rows *both[] = {&f->in_rows, &f->out_rows};
    for (int i = 0; i < 2; i++) {
        for (size_t r = 0; r < both[i]->row.n; r++) {
            vec_free(&both[i]->row.at[r]);
        }
        vec_free(&both[i]->row);
        dense_free(&both[i]->of);
        *both[i] = (Rows){0};
    }
    f->edited = false;
}

const Graph *framework_graph(arguendo_framework *f, const uint32_t **members)
{
    if (f->edited) {
        rebuild(f);
        f->has_part = false;
    }
    *members = NULL;
    if (!f->absent) {
        return &f->graph;
    }
    if (!f->has_part) {
        graph_free(&f->part);
        vec_clear(&f->members);
        for (uint32_t x = 0; x < f->present.n; x++) {
            if (f->present.at[x]) {
                vec_push(&f->members, x);
            }
        }
        uint32_t *numbers = graph_numbers(&f->graph);
        f->part = graph_part(&f->graph, f->members.at, (uint32_t)f->members.n, numbers);
        free(numbers);
        f->has_part = true;
    }
    *members = f->members.at;
    return &f->part;
}

uint32_t framework_place(const arguendo_framework *f, const uint32_t *members, uint32_t x)
{
    if (!members) {
        return x;
    }
    uint32_t low = 0, high = (uint32_t)f->members.n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        low = members[middle] <= x ? middle : low;
        high = members[middle] <= x ? high : middle;
    }
    return low;
}

/* ── Assumptions and rules ────────────────────────────────────────────────────────────────────────────────────────────── */

/* Contraries and rules by number, from the framework that was read. Atoms past those of sentences stand for an assumption that is
 * somebody's contrary: their one rule leads back to it. */
static void make_by_number(arguendo_framework *f)
{
    if (f->by_number) {
        return;
    }
    const Framework *flat = &f->flat;
    uint32_t *number = mem_new(flat->atoms, sizeof *number);
    for (uint32_t x = 0; x < f->sentence.n; x++) {
        if (!(f->sentence.at[x] & ASSUMED)) {
            number[f->sentence.at[x]] = x;
        }
    }
    uint32_t plain = (uint32_t)(f->sentence.n - f->number.n);
    vec_push(&f->body_first, 0);
    for (uint32_t rule = 0; rule < framework_rules(flat); rule++) {
        uint32_t start = flat->body_first.at[rule], end = flat->body_first.at[rule + 1];
        if (flat->head.at[rule] >= plain) {
            number[flat->head.at[rule]] = f->number.at[flat->body.at[start] & ~ASSUMED] - 1;
            continue;
        }
        vec_push(&f->head, number[flat->head.at[rule]]);
        for (uint32_t i = start; i < end; i++) {
            uint32_t as = flat->body.at[i];
            vec_push(&f->body, as & ASSUMED ? f->number.at[as & ~ASSUMED] - 1 : number[as]);
        }
        vec_push(&f->body_first, vec_next_id(&f->body));
    }
    for (uint32_t x = 0; x < f->sentence.n; x++) {
        uint32_t as = f->sentence.at[x];
        uint32_t contrary = as & ASSUMED ? flat->contrary.at[as & ~ASSUMED] : NOT_ASSUMED;
        vec_push(&f->contrary, !(as & ASSUMED) || contrary == NONE ? contrary : number[contrary]);
    }
    free(number);
    f->by_number = true;
}

/* Sentences up to this number exist from now on. */
static arguendo_result grow(arguendo_framework *f, unsigned sentence)
{
    if (!framework_may_grow(f, sentence)) {
        return ARGUENDO_MISUSE;
    }
    while (f->changed.n < sentence) {
        vec_push(&f->changed, f->now);
        vec_push(&f->contrary, NOT_ASSUMED);
    }
    return ARGUENDO_GOOD;
}

static bool begin_change(arguendo_framework *f)
{
    if (!settle(f, true)) {
        return false;
    }
    make_by_number(f);
    outdate(f);
    return true;
}

static arguendo_result changed(arguendo_framework *f, unsigned sentence)
{
    framework_touch(f, sentence - 1);
    f->flat_is_current = false;
    return ARGUENDO_GOOD;
}

arguendo_result arguendo_framework_add_assumption(arguendo_framework *f, unsigned sentence, unsigned contrary)
{
    if (!begin_change(f)) {
        return ARGUENDO_MISUSE;
    }
    for (size_t i = 0; i < f->head.n; i++) {
        if (f->head.at[i] == sentence - 1) {
            return framework_misuse(f, "sentence %u is concluded by a rule: it cannot be an assumption", sentence);
        }
    }
    if (sentence >= 1 && sentence <= f->contrary.n && f->contrary.at[sentence - 1] != NOT_ASSUMED) {
        return framework_misuse(f, "sentence %u is an assumption already", sentence);
    }
    arguendo_result result = grow(f, sentence);
    if (result == ARGUENDO_GOOD && contrary) {
        result = grow(f, contrary);
    }
    if (result != ARGUENDO_GOOD) {
        return result;
    }
    f->contrary.at[sentence - 1] = contrary ? contrary - 1 : NONE;
    return changed(f, sentence);
}

arguendo_result arguendo_framework_remove_assumption(arguendo_framework *f, unsigned sentence)
{
    if (!begin_change(f)) {
        return ARGUENDO_MISUSE;
    }
    if (sentence < 1 || sentence > f->contrary.n || f->contrary.at[sentence - 1] == NOT_ASSUMED) {
        return framework_misuse(f, "sentence %u is no assumption", sentence);
    }
    f->contrary.at[sentence - 1] = NOT_ASSUMED;
    return changed(f, sentence);
}

arguendo_result arguendo_framework_add_rule(arguendo_framework *f, unsigned head, const unsigned *body, size_t count)
{
    if (!begin_change(f)) {
        return ARGUENDO_MISUSE;
    }
    if (head >= 1 && head <= f->contrary.n && f->contrary.at[head - 1] != NOT_ASSUMED) {
        return framework_misuse(f, "sentence %u is an assumption: no rule may conclude it", head);
    }
    for (size_t i = 0; i < count; i++) {
        if (!framework_may_grow(f, body[i])) {
            return ARGUENDO_MISUSE;
        }
    }
    arguendo_result result = grow(f, head);
    for (size_t i = 0; i < count && result == ARGUENDO_GOOD; i++) {
        result = grow(f, body[i]);
    }
    if (result != ARGUENDO_GOOD) {
        return result;
    }
    if (!f->body_first.n) {
        vec_push(&f->body_first, 0);
    }
    vec_push(&f->head, head - 1);
    for (size_t i = 0; i < count; i++) {
        vec_push(&f->body, body[i] - 1);
    }
    vec_push(&f->body_first, vec_next_id(&f->body));
    return changed(f, head);
}

arguendo_result arguendo_framework_remove_rule(arguendo_framework *f, unsigned head, const unsigned *body, size_t count)
{
    if (!begin_change(f)) {
        return ARGUENDO_MISUSE;
    }
    for (size_t rule = 0; rule < f->head.n; rule++) {
        uint32_t start = f->body_first.at[rule];
        bool same = head && f->head.at[rule] == head - 1 && f->body_first.at[rule + 1] - start == count;
        for (size_t i = 0; same && i < count; i++) {
            same = f->body.at[start + i] == body[i] - 1;
        }
        if (same) {
            f->head.at[rule] = NONE;
            return changed(f, head);
        }
    }
    return framework_misuse(f, "there is no such rule for sentence %u", head);
}

void framework_make_flat(arguendo_framework *f)
{
    if (f->flat_is_current) {
        return;
    }
    framework_free(&f->flat);
    lists_free(&f->by_head);
    vec_clear(&f->sentence);
    vec_clear(&f->number);
    Framework *flat = &f->flat;
    for (uint32_t x = 0; x < f->contrary.n; x++) {
        if (f->contrary.at[x] == NOT_ASSUMED) {
            vec_push(&f->sentence, framework_add_atoms(flat, 1));
        } else {
            vec_push(&f->sentence, ASSUMED | vec_next_id(&f->number));
            vec_push(&f->number, x + 1);
        }
    }
    IdVec body = {0};
    for (size_t rule = 0; rule < f->head.n; rule++) {
        vec_clear(&body);
        for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
            vec_push(&body, f->sentence.at[f->body.at[i]]);
        }
        if (f->head.at[rule] != NONE) {
            framework_add_rule(flat, f->sentence.at[f->head.at[rule]], body.at, body.n);
        }
    }
    vec_free(&body);
    Dense copies = {0};
    for (uint32_t x = 0; x < f->number.n; x++) {
        uint32_t contrary = f->contrary.at[f->number.at[x] - 1];
        uint32_t as = contrary == NONE ? NONE : f->sentence.at[contrary];
        if (as != NONE && as & ASSUMED) {
            uint32_t *copy = dense_at(&copies, as & ~ASSUMED);
            if (*copy == NONE) {
                *copy = framework_add_atoms(flat, 1);
                framework_add_rule(flat, *copy, &as, 1);
            }
            as = *copy;
        }
        framework_add_assumption(flat, as);
    }
    dense_free(&copies);
    f->by_head = framework_rules_by_head(flat);
    f->flat_is_current = true;
}
