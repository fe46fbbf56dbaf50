#include "report/why_words.h"

#include "report/items.h"
#include "report/literals.h"
#include "report/wrap.h"

/* A derivation as a tree: each statement with what gives it, and below it, on branches, what it follows from and what is said against
 * it. What was shown before is referred to. */

enum { DEPTH = 6, BRANCHES = 12, ANSWERS = 2 };

typedef struct Branches {
    WhyWriter *w;
    Text prefix;    /* of the lines at hand */
    uint8_t *shown; /* by step: where it stands in the tree it is 1; by failure, behind the steps */
    bool deep;
} Branches;

static void line(Branches *b, const char *mark, const char *rest)
{
    WhyWriter *w = b->w;
    Text first = {0}, next = {0};
    text_add(&first, text_str(&b->prefix));
    text_add(&next, text_str(&b->prefix));
    text_add(&first, str_of(mark));
    text_add(&next, str_of(rest));
    wrap_after(w->out, text_str(&w->line), text_str(&first), text_str(&next), w->width);
    w->line.len = 0;
    text_free(&first);
    text_free(&next);
}

static void step_branch(Branches *b, uint32_t step, bool last, int depth, int answers);

/* Text below a statement goes on at its column. */
static size_t deeper(Branches *b, bool root, bool last)
{
    size_t before = b->prefix.len;
    text_add(&b->prefix, root ? STR("  ") : last ? STR("  ") : STR("│ "));
    return before;
}

static void back(Branches *b, size_t before)
{
    b->prefix.len = before;
    if (b->prefix.bytes) {
        b->prefix.bytes[before] = '\0';
    }
}

static void attack_branch(Branches *b, const WhyAttack *a, bool last, int depth, int answers);

static void failure_branches(Branches *b, uint32_t failure, int depth, int answers)
{
    WhyWriter *w = b->w;
    const WhyFailure *f = &w->why->failures.at[failure];
    uint8_t *shown = &b->shown[w->why->steps.n + failure];
    if (*shown || (!b->deep && answers >= ANSWERS)) {
        return;
    }
    *shown = 1;
    for (uint32_t i = 0; i < f->attempts.count; i++) {
        attack_branch(b, &w->why->attacks.at[f->attempts.first + i], i + 1 == f->attempts.count, depth + 1, answers + 1);
    }
}

static void attack_branch(Branches *b, const WhyAttack *a, bool last, int depth, int answers)
{
    WhyWriter *w = b->w;
    uint32_t followed = why_followed(a);
    why_attack(w, &w->line, a, false);
    why_outcome(w, &w->line, a, false);
    line(b, last ? "└ " : "├ ", last ? "    " : "│   ");
    bool show = followed != NONE && !why_shown(w, b->shown, followed) && (b->deep || answers < ANSWERS) &&
                a->outcome == LABEL_OUT;
    size_t before = deeper(b, false, last);
    if (show) {
        step_branch(b, followed, true, depth + 1, answers + 1);
    } else if (a->failure != NONE && a->outcome == LABEL_OUT) {
        failure_branches(b, a->failure, depth, answers);
    }
    back(b, before);
}

static bool is_leaf(const WhyStep *s)
{
    return !s->because.count;
}

static void given_by(Branches *b, const WhyStep *s)
{
    WhyWriter *w = b->w;
    Str sentence = s->item == NONE ? STR("") : item_sentence(w->c, &w->c->items.at[s->item]);
    text_add(&w->line, STR("by "));
    why_ground(w, &w->line, s);
    if (sentence.len) {
        text_add(&w->line, STR(": "));
        text_add(&w->line, sentence);
    }
    line(b, "", "  ");
}

static void branches_of(Branches *b, const WhyStep *s, int depth, int answers)
{
    WhyWriter *w = b->w;
    const Why *why = w->why;
    uint32_t most = b->deep ? UINT32_MAX : BRANCHES, because = s->because.count < most ? s->because.count : most;
    uint32_t attacks = s->attacks.count < most ? s->attacks.count : most;
    uint32_t left = s->because.count - because + s->attacks.count - attacks + s->more;
    for (uint32_t i = 0; i < because; i++) {
        bool last = i + 1 == because && !attacks && !left;
        step_branch(b, why->ids.at[s->because.first + i], last, depth + 1, answers);
    }
    for (uint32_t i = 0; i < attacks; i++) {
        attack_branch(b, &why->attacks.at[s->attacks.first + i], i + 1 == attacks && !left, depth, answers);
    }
    if (left) {
        text_format(&w->line, "… %u more", left);
        line(b, "└ ", "  ");
    }
}

/* The number of statements below this one that are not shown yet. */
static uint32_t count_below(const Branches *b, uint32_t number)
{
    const Why *why = b->w->why;
    IdVec below = {0};
    vec_push(&below, number);
    uint32_t n = 0;
    for (size_t i = 0; i < below.n; i++) {
        TreeRange because = why->steps.at[below.at[i]].because;
        n += i && !b->shown[below.at[i]];
        for (uint32_t k = 0; k < because.count; k++) {
            if (!ids_contain(&below, why->ids.at[because.first + k])) {
                vec_push(&below, why->ids.at[because.first + k]);
            }
        }
    }
    vec_free(&below);
    return n;
}

static void step_lines(Branches *b, uint32_t number, const char *mark, const char *rest)
{
    WhyWriter *w = b->w;
    const WhyStep *s = &w->why->steps.at[number];
    why_reading(w, &w->line, s->atom);
    text_format(&w->line, ": %s", why_status(s));
    why_days(w, &w->line, s);
    bool again = why_shown(w, b->shown, number);
    if (is_leaf(s) && !again) {
        text_add(&w->line, STR(" · "));
        why_ground(w, &w->line, s);
    } else if (again && !is_leaf(s)) {
        text_add(&w->line, STR(" (as above)"));
    }
    line(b, mark, rest);
}

static void step_body(Branches *b, uint32_t number, int depth, int answers)
{
    const WhyStep *s = &b->w->why->steps.at[number];
    bool again = why_shown(b->w, b->shown, number);
    b->shown[number] = 1;
    if (again) {
        return;
    }
    if (!is_leaf(s)) {
        given_by(b, s);
    }
    if (!b->deep && depth >= DEPTH) {
        uint32_t below = count_below(b, number);
        if (below) {
            text_format(&b->w->line, "… %u more", below);
            line(b, "└ ", "  ");
        }
        return;
    }
    branches_of(b, s, depth, answers);
}

static void step_branch(Branches *b, uint32_t step, bool last, int depth, int answers)
{
    uint32_t number = why_through(b->w, step);
    step_lines(b, number, last ? "└ " : "├ ", last ? "    " : "│   ");
    size_t before = deeper(b, false, last);
    step_body(b, number, depth, answers);
    back(b, before);
}

void why_tree(WhyWriter *w, uint32_t step, bool deep, uint8_t *shown)
{
    Branches b = {.w = w, .shown = shown, .deep = deep};
    text_add(&b.prefix, STR("  "));
    step_lines(&b, step, "", "  ");
    step_body(&b, step, 0, 0);
    text_free(&b.prefix);
}
