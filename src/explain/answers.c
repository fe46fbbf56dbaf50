#include "explain/answers.h"

#include "explain/sensitive.h"

typedef struct ViewEvaluation {
    uint32_t view;
    bool written;
    Evaluation *evaluation; /* stays where it is; NULL: it cannot be evaluated */
} ViewEvaluation;

typedef struct Finder {
    const AnswersRequest *request;
    Answers *answers;
    Diagnostics *diags;
    VEC(ViewEvaluation) views;
} Finder;

/* Whether all that may be asked of an evaluation is known from it alone. What a literal with variables stands for is looked for in all
 * views that are asked about, and then asked of each. */
static bool knows_all_asked(const AnswersRequest *request, const Asked *asked, size_t count)
{
    bool variables = false;
    for (size_t i = 0; i < count; i++) {
        variables |= asked[i].variables > 0;
    }
    return !variables || (request->view != NONE && !request->views && !request->written);
}

bool answers_evaluate(const AnswersRequest *request, Viewpoint viewpoint, Evaluation *e, Diagnostics *diags)
{
    const Case *c = request->c;
    const Asked *asked = request->count ? request->literals : c->asked.at;
    size_t count = request->count ? request->count : c->asked.n;
    if (request->look || !knows_all_asked(request, asked, count)) {
        return evaluation_run(e, c, viewpoint, diags);
    }
    return evaluation_run_asked(e, c, viewpoint, asked, count, diags);
}

/* `written`: of the case as written, which may have contradictions that what is supposed does away with. */
static Evaluation *view_evaluation(Finder *f, uint32_t view, bool written)
{
    for (size_t i = 0; i < f->views.n; i++) {
        if (f->views.at[i].view == view && f->views.at[i].written == written) {
            return f->views.at[i].evaluation;
        }
    }
    ViewEvaluation made = {view, written, mem_zero(1, sizeof(Evaluation))};
    Viewpoint viewpoint = f->request->viewpoint;
    viewpoint.view = view;
    Diagnostics aside = {0};
    if (written) {
        viewpoint.supposed = NULL;
    }
    if (!answers_evaluate(f->request, viewpoint, made.evaluation, written ? &aside : f->diags)) {
        evaluation_free(made.evaluation);
        free(made.evaluation);
        made.evaluation = NULL;
    }
    diag_free(&aside);
    vec_push(&f->views, made);
    return made.evaluation;
}

/* The ground literals that the asked one stands for in some of the views, without repetition; itself when it has no variables. */
static void find_literals(Finder *f, const Asked *asked, const IdVec *views, IdVec *args, size_t *count)
{
    const Case *c = f->request->c;
    uint32_t arity = relation_arity(c, asked->literal.relation);
    Names seen = {0};
    IdVec atoms = {0};
    *count = 0;
    vec_clear(args);
    if (!asked->variables) {
        vec_append(args, &c->terms.at[asked->literal.args], arity);
        *count = 1;
        return;
    }
    for (size_t v = 0; v < (f->request->written ? 2 : 1) * views->n; v++) {
        Evaluation *e = view_evaluation(f, views->at[v % views->n], v >= views->n);
        if (!e) {
            continue;
        }
        evaluation_matches(e, asked, &atoms);
        for (size_t i = 0; i < atoms.n; i++) {
            const ConstantId *values = atom_args(&e->ground.theory, atoms.at[i]);
            if (names_add(&seen, (Str){(const char *)values, arity * sizeof *values}) == *count) {
                vec_append(args, values, arity);
                ++*count;
            }
        }
    }
    vec_free(&atoms);
    names_free(&seen);
}

Wanted answers_days(const AnswersRequest *request, const Question *question, Day *day)
{
    const Case *c = request->c;
    if (question && question->days.count && request->day == DAY_NONE_AFTER) {
        return (Wanted){.days = c->days.at + question->days.first, .count = question->days.count};
    }
    *day = request->day != DAY_NONE_AFTER ? request->day : c->as_of != DAY_NONE_AFTER ? c->as_of : DAY_NONE_AFTER - 1;
    return (Wanted){.days = day, .count = 1};
}

static void answer(Finder *f, uint32_t question, uint32_t index, const Asked *asked, const IdVec *views)
{
    const Case *c = f->request->c;
    Answers *answers = f->answers;
    uint32_t arity = relation_arity(c, asked->literal.relation);
    IdVec args = {0};
    size_t count;
    Day day;
    bool everywhere = !f->request->on_days || (question == NONE && f->request->day == DAY_NONE_AFTER);
    Wanted finer = everywhere ? (Wanted){.everywhere = true}
                              : answers_days(f->request, question == NONE ? NULL : &c->questions.at[question], &day);
    if (!everywhere && !f->request->written) {
        finer.only = finer.days;
        finer.only_more = finer.count - 1;
    }
    find_literals(f, asked, views, &args, &count);
    for (size_t i = 0; i < count; i++) {
        ConstantId *own = arena_array(&answers->arena, ConstantId, arity);
        if (arity) {
            memcpy(own, args.at + i * arity, arity * sizeof *own);
        }
        Str text = f->request->write(&answers->arena, c, asked->literal.relation, own);
        for (size_t v = 0; v < views->n; v++) {
            Answer a = {question, index, asked->literal.relation, own, text, views->at[v], {0}, {0}};
            evaluation_periods(view_evaluation(f, views->at[v], false), a.relation, own, finer, &a.periods);
            Evaluation *written = f->request->written ? view_evaluation(f, views->at[v], true) : NULL;
            if (written) {
                evaluation_periods(written, a.relation, own, finer, &a.written);
            }
            vec_push(&answers->list, a);
        }
    }
    vec_free(&args);
}

/* By literal's text; the sort is stable, so that views keep their order. */
static void sort_answers(Answer *list, size_t n)
{
    Answer *from = list, *to = mem_new(n, sizeof *to), *spare = to;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t start = 0; start < n; start += 2 * width) {
            size_t middle = start + width < n ? start + width : n, end = start + 2 * width < n ? start + 2 * width : n;
            size_t a = start, b = middle;
            for (size_t k = start; k < end; k++) {
                bool left = a < middle && (b >= end || str_compare(from[a].text, from[b].text) <= 0);
                to[k] = left ? from[a++] : from[b++];
            }
        }
        Answer *swap = from;
        from = to;
        to = swap;
    }
    if (from != list) {
        memcpy(list, from, n * sizeof *list);
    }
    free(spare);
}

static void question_views(const Finder *f, const Question *q, IdVec *views)
{
    const Case *c = f->request->c;
    vec_clear(views);
    if (f->request->views) {
        vec_append(views, f->request->views->at, f->request->views->n);
    } else if (f->request->view != NONE && !(q && q->kind == QUESTION_BURDEN)) {
        vec_push(views, f->request->view);
    } else if (q && q->views.count && !f->request->every_view) {
        vec_append(views, c->ids.at + q->views.first, q->views.count);
    } else {
        vec_push(views, VIEW_ALL);
        bool each = (q && q->for_each) || f->request->every_view;
        for (PositionId p = 0; each && p < c->positions.n; p++) {
            vec_push(views, p);
        }
    }
}

bool answers_find(Answers *answers, const AnswersRequest *request, Diagnostics *diags)
{
    const Case *c = request->c;
    Finder f = {.request = request, .answers = answers, .diags = diags};
    *answers = (Answers){0};
    IdVec views = {0};
    size_t errors = diags->errors, questions = request->count ? 1 : c->questions.n;
    uint32_t index = 0;
    for (uint32_t q = 0; q < questions; q++) {
        const Question *question = request->count ? NULL : &c->questions.at[q];
        bool burden = question && question->kind == QUESTION_BURDEN;
        question_views(&f, question, &views);
        for (size_t v = 0; v < views.n && diags->errors == errors && !*request->viewpoint.limited; v++) {
            view_evaluation(&f, views.at[v], false);
        }
        if (diags->errors > errors || *request->viewpoint.limited) {
            break;
        }
        if (burden) {
            continue;
        }
        size_t from = answers->list.n;
        for (size_t i = 0; i < (question ? question->asked.count : request->count); i++, index++) {
            const Asked *asked = question ? &c->asked.at[question->asked.first + i] : &request->literals[i];
            answer(&f, question ? q : NONE, index, asked, &views);
        }
        if (answers->list.n > from) {
            sort_answers(&answers->list.at[from], answers->list.n - from);
        }
    }
    bool good = diags->errors == errors && !*request->viewpoint.limited;
    if (good && questions && !request->count && !request->views && vec_last(&c->questions).kind == QUESTION_BURDEN) {
        burdens_find(view_evaluation(&f, VIEW_ALL, false), request->day, &answers->burdens);
    }
    for (size_t i = 0; i < f.views.n && good && request->sensitive; i++) {
        if (!f.views.at[i].written) {
            sensitive_find(answers, request, f.views.at[i].view, f.views.at[i].evaluation);
        }
    }
    for (size_t i = 0; i < f.views.n && good && request->look; i++) {
        if (f.views.at[i].evaluation && !f.views.at[i].written) {
            request->look(request->context, f.views.at[i].view, f.views.at[i].evaluation);
        }
    }
    for (size_t i = 0; i < f.views.n; i++) {
        if (f.views.at[i].evaluation) {
            evaluation_free(f.views.at[i].evaluation);
            free(f.views.at[i].evaluation);
        }
    }
    vec_free(&f.views);
    vec_free(&views);
    return good;
}

void answers_free(Answers *answers)
{
    for (size_t i = 0; i < answers->list.n; i++) {
        periods_free(&answers->list.at[i].periods);
        periods_free(&answers->list.at[i].written);
    }
    vec_free(&answers->list);
    vec_free(&answers->burdens);
    vec_free(&answers->sensitive);
    arena_free(&answers->arena);
}
