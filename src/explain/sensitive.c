#include "explain/sensitive.h"

#include "explain/cone.h"

/* The view is evaluated once more without ranks, which nobody asked for: not where that takes a while. */
enum { MOST_RULES = 100000 };

typedef struct Sensitive {
    Answers *answers;
    const AnswersRequest *request;
    uint32_t view;
    Evaluation *e, *unranked; /* `unranked`: NULL where nothing ranks, or too much would be derived */
    ConeIndex index;          /* of the grounding `indexed` */
    const Ground *indexed;
    bool undecided, limited; /* what `unranked` sets */
} Sensitive;

static void add(Sensitive *s, size_t answer, Day day, OtherReading reading, uint8_t status)
{
    vec_push(&s->answers->sensitive, ((Sensitivity){id_of(answer), day, (uint8_t)reading, status}));
}

/* ── Stable sets ── */

static Verdict ask_stable(const Sensitive *s, const Framework *f, Task task)
{
    Request request = {
        .task = task, .semantics = SEMANTICS_STABLE, .query = 0, .backend = SAT_USUAL, .budget = s->e->budget};
    Reply reply = {0};
    assumptions_solve(f, &request, &reply);
    Verdict verdict = reply.verdict;
    reply_free(&reply);
    return verdict;
}

/* What the stable sets of what bears on the answer make of it; STATUS_CONTESTED: the time allowed ended. */
static uint8_t stable_status(Sensitive *s, AtomId atom, Day day)
{
    const Ground *g = evaluation_finer_ground(s->e, atom);
    if (s->indexed != g) {
        if (s->indexed) {
            cone_index_free(&s->index);
        }
        cone_index_open(&s->index, g);
        s->indexed = g;
    }
    Cone cone;
    cone_find(&cone, &s->index, ground_atom_on(g, atom, day), false, false);
    Verdict some = ask_stable(s, &cone.framework, TASK_CREDULOUS);
    Verdict any = some == VERDICT_NO ? ask_stable(s, &cone.framework, TASK_SOME) : some;
    Verdict every = some == VERDICT_YES ? ask_stable(s, &cone.framework, TASK_SKEPTICAL) : some;
    cone_free(&cone);
    return some == VERDICT_UNKNOWN || any == VERDICT_UNKNOWN || every == VERDICT_UNKNOWN ? STATUS_CONTESTED
           : some == VERDICT_NO   ? (any == VERDICT_YES ? STATUS_DEFEATED : EXPECTED_STATUSES)
           : every == VERDICT_YES ? STATUS_EITHER_WAY
                                  : STATUS_ARGUABLE;
}

/* ── No ranks ── */

static bool has_ranks(const Case *c, const Viewpoint *from)
{
    bool any = c->ranks.n > 0 || (from->supposed && from->supposed->better != NONE);
    for (size_t i = 0; i < c->preferences.n && !any; i++) {
        any = !c->items.at[c->preferences.at[i]].by;
    }
    return any;
}

static void open_unranked(Sensitive *s, Evaluation *room)
{
    const Ground *g = &s->e->ground;
    if (!has_ranks(g->c, &g->theory.from)) {
        return;
    }
    if (g->framework.head.n > MOST_RULES) {
        s->answers->sensitive_cut = true;
        return;
    }
    Viewpoint from = g->theory.from;
    Diagnostics aside = {0};
    from.unranked = true;
    from.undecided = &s->undecided;
    from.limited = &s->limited;
    if (answers_evaluate(s->request, from, room, &aside)) {
        s->unranked = room;
    } else {
        s->answers->sensitive_cut = true;
    }
    diag_free(&aside);
}

/* ── Answers ── */

static void look_at(Sensitive *s, size_t index, Day day)
{
    const Answer *a = &s->answers->list.at[index];
    uint8_t status = periods_at(&a->periods, day)->status;
    if (status == STATUS_CONTESTED || status == STATUS_DEPENDS) {
        return;
    }
    if (status == STATUS_EITHER_WAY) {
        add(s, index, day, READING_GROUNDED, STATUS_CONTESTED);
    }
    AtomId atom = theory_find(&s->e->ground.theory, a->relation, a->args);
    bool between = status == STATUS_ARGUABLE || status == STATUS_EITHER_WAY || status == STATUS_DEFEATED;
    if (between && evaluation_open(s->e, atom, day)) {
        uint8_t stable = stable_status(s, atom, day);
        if (stable != STATUS_CONTESTED && stable != status) {
            add(s, index, day, READING_STABLE, stable);
        }
    }
    if (s->unranked) {
        Periods periods = {0};
        evaluation_periods(s->unranked, a->relation, a->args, (Wanted){.only = &day, .days = &day, .count = 1}, &periods);
        uint8_t unranked = periods_at(&periods, day)->status;
        periods_free(&periods);
        if (unranked != STATUS_CONTESTED && unranked != STATUS_DEPENDS && unranked != status) {
            add(s, index, day, READING_UNRANKED, unranked);
        }
    }
}

void sensitive_find(Answers *answers, const AnswersRequest *request, uint32_t view, Evaluation *e)
{
    Sensitive s = {.answers = answers, .request = request, .view = view, .e = e};
    Evaluation room = {0};
    open_unranked(&s, &room);
    const Case *c = request->c;
    for (size_t i = 0; i < answers->list.n; i++) {
        const Answer *a = &answers->list.at[i];
        Day single;
        Wanted days = answers_days(request, a->question == NONE ? NULL : &c->questions.at[a->question], &single);
        for (uint32_t d = 0; d < days.count && a->view == view; d++) {
            look_at(&s, i, days.days[d]);
        }
    }
    if (s.indexed) {
        cone_index_free(&s.index);
    }
    evaluation_free(&room);
}
