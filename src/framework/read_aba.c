/* `p aba N`: sentences by number. What is an assumption may be said after the rules that use it, so rules are kept by number and turned
 * into atoms and assumptions in one go at the end. */
#include "framework/scan.h"

typedef struct NotedPlace {
    uint32_t number;
    uint64_t line, column;
} NotedPlace;

typedef struct Flat {
    Scan *s;
    Input *input;
    uint32_t n;
    uint8_t *is_head;       /* by number - 1 */
    IdVec contrary;         /* by assumption: a number - 1, or NONE */
    IdVec declared;         /* by assumption: its line */
    VEC(NotedPlace) early;  /* contraries of what is not an assumption yet */
    VEC(Attack) early_pair; /* of them: number - 1 and its contrary's number - 1 */
} Flat;

static const char rule_help[] = "write a rule as `r 1 2 3`: sentence 1 holds if 2 and 3 hold";
static const char assumption_help[] = "write an assumption as `a 1`";
static const char contrary_help[] = "write a contrary as `c 1 2`: the contrary of assumption 1 is sentence 2";
static const char flat_help[] =
    "no rule may conclude an assumption (frameworks are flat): let the rule conclude a sentence that is none";

static bool read_assumption(Flat *r)
{
    Scan *s = r->s;
    uint32_t x;
    scan_blanks(s);
    uint64_t at = scan_at(s);
    if (!scan_number(s, "a sentence", r->n, assumption_help, &x)) {
        return false;
    }
    uint32_t *sentence = &r->input->sentence.at[x - 1];
    if (*sentence != NONE) {
        return scan_fail(s, at, 1, "keep one of the two", "sentence %u is said to be an assumption twice", x);
    }
    if (r->is_head[x - 1]) {
        return scan_fail(s, at, 1, flat_help, "sentence %u is an assumption, but a rule above concludes it", x);
    }
    *sentence = ASSUMED | vec_next_id(&r->input->number);
    vec_push(&r->input->number, x);
    vec_push(&r->contrary, NONE);
    vec_push(&r->declared, (uint32_t)s->line);
    return scan_line_end(s, assumption_help);
}

static bool set_contrary(Flat *r, uint32_t x, uint32_t y, uint64_t line, uint64_t column)
{
    uint32_t *contrary = &r->contrary.at[r->input->sentence.at[x] & ~ASSUMED];
    if (*contrary != NONE && *contrary != y) {
        return scan_fail_earlier(
            r->s, line, column, "an assumption has one contrary: name a new sentence, with a rule from each of the two",
            "assumption %u has two contraries, %u and %u", x + 1, *contrary + 1, y + 1);
    }
    *contrary = y;
    return true;
}

static bool read_contrary(Flat *r)
{
    Scan *s = r->s;
    uint32_t x, y;
    scan_blanks(s);
    uint64_t column = scan_at(s) - s->line_start + 1, line = s->line;
    if (!scan_number(s, "an assumption", r->n, contrary_help, &x) ||
        !scan_number(s, "a sentence", r->n, contrary_help, &y)) {
        return false;
    }
    if (r->input->sentence.at[x - 1] == NONE) {
        vec_push(&r->early, ((NotedPlace){x, line, column}));
        vec_push(&r->early_pair, ((Attack){x - 1, y - 1}));
    } else if (!set_contrary(r, x - 1, y - 1, line, column)) {
        return false;
    }
    return scan_line_end(s, contrary_help);
}

static bool read_rule(Flat *r)
{
    Scan *s = r->s;
    Framework *flat = &r->input->flat;
    uint32_t head;
    scan_blanks(s);
    uint64_t at = scan_at(s);
    if (!scan_number(s, "a sentence", r->n, rule_help, &head)) {
        return false;
    }
    if (r->input->sentence.at[head - 1] != NONE) {
        return scan_fail(s, at, 1, flat_help, "this rule concludes sentence %u, which is an assumption", head);
    }
    r->is_head[head - 1] = 1;
    framework_add_rule(flat, head - 1, NULL, 0);
    for (;;) {
        scan_blanks(s);
        int c = scan_peek(s);
        if (c == '\n' || c == SCAN_END) {
            break;
        }
        uint32_t body;
        if (!scan_number(s, "a sentence", r->n, rule_help, &body)) {
            return false;
        }
        vec_push(&flat->body, body - 1);
    }
    vec_last(&flat->body_first) = vec_next_id(&flat->body);
    return scan_line_end(s, rule_help);
}

static bool read_line(Flat *r)
{
    Scan *s = r->s;
    scan_blanks(s);
    int c = scan_peek(s);
    uint64_t at = scan_at(s);
    switch (c) {
    case SCAN_END:
        return !s->failed;
    case '\n':
    case '#':
        scan_skip_line(s);
        return !s->failed;
    case 'p':
        return scan_fail(s, at, 1, "keep one of them", "a second `p` line: how many sentences there are is said once");
    case 'a':
    case 'c':
    case 'r':
        s->p++;
        if (scan_peek(s) == ' ' || scan_peek(s) == '\t') {
            return c == 'a' ? read_assumption(r) : c == 'c' ? read_contrary(r) : read_rule(r);
        }
        break;
    default:
        break;
    }
    return scan_fail(s, at, 1, "lines are `a X` (an assumption), `c X Y` (its contrary) and `r H B …` (a rule)",
                     "a line starts with `a`, `c` or `r` and a blank");
}

/* The atom that an assumption's contrary is: of an assumption, an atom that follows from it alone. */
static uint32_t contrary_atom(Framework *flat, const IdVec *sentence, uint32_t y, Dense *copies)
{
    uint32_t as = sentence->at[y];
    if (!(as & ASSUMED)) {
        return as;
    }
    uint32_t *copy = dense_at(copies, as & ~ASSUMED);
    if (*copy == NONE) {
        *copy = framework_add_atoms(flat, 1);
        framework_add_rule(flat, *copy, &as, 1);
    }
    return *copy;
}

static bool finish(Flat *r)
{
    Input *input = r->input;
    Framework *flat = &input->flat;
    for (size_t i = 0; i < r->early.n; i++) {
        const NotedPlace *place = &r->early.at[i];
        if (input->sentence.at[r->early_pair.at[i].from] == NONE) {
            return scan_fail_earlier(r->s, place->line, place->column,
                                     "only assumptions have contraries; declare it, as `a 1`",
                                     "sentence %u has a contrary, but is no assumption", place->number);
        }
        if (!set_contrary(r, r->early_pair.at[i].from, r->early_pair.at[i].to, place->line, place->column)) {
            return false;
        }
    }
    for (uint32_t x = 0; x < input->number.n; x++) {
        if (r->contrary.at[x] == NONE) {
            return scan_fail_earlier(
                r->s, r->declared.at[x], 1,
                "add its contrary, as `c 1 2`; if nothing is against it, a sentence that no rule concludes",
                "assumption %u has no contrary", input->number.at[x]);
        }
    }
    for (uint32_t x = 0; x < r->n; x++) {
        if (input->sentence.at[x] == NONE) {
            input->sentence.at[x] = framework_add_atoms(flat, 1);
        }
    }
    for (size_t i = 0; i < flat->head.n; i++) {
        flat->head.at[i] = input->sentence.at[flat->head.at[i]];
    }
    for (size_t i = 0; i < flat->body.n; i++) {
        flat->body.at[i] = input->sentence.at[flat->body.at[i]];
    }
    Dense copies = {0};
    for (uint32_t x = 0; x < input->number.n; x++) {
        framework_add_assumption(flat, contrary_atom(flat, &input->sentence, r->contrary.at[x], &copies));
    }
    dense_free(&copies);
    return true;
}

bool read_aba(Scan *s, Input *input, uint32_t n)
{
    Flat r = {.s = s, .input = input, .n = n, .is_head = mem_zero(n, 1)};
    input->assumptions = true;
    input->sentences = n;
    vec_reserve(&input->sentence, n);
    for (uint32_t x = 0; x < n; x++) {
        vec_push(&input->sentence, NONE);
    }
    while (!s->failed && scan_peek(s) != SCAN_END && read_line(&r)) {
    }
    bool good =
        !s->failed && scan_bears(s, n, input->number.n + input->flat.head.n, "assumptions and rules") && finish(&r);
    free(r.is_head);
    vec_free(&r.contrary);
    vec_free(&r.declared);
    vec_free(&r.early);
    vec_free(&r.early_pair);
    return good;
}
