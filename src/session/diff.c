#include "explain/diff.h"

#include "report/diagnostics_text.h"
#include "report/diff_report.h"
#include "report/literals.h"
#include "session/edits.h"

/* Past so many edits, or so many bytes of cases read on the way, not every answer's sets are looked for. */
enum { MOST_EDITS = 400, MOST_PAIRED = 40, MOST_TRIED = 1500 };
static const size_t most_read = (size_t)200 << 20;

/* What is asked of both cases. */
typedef struct DiffQuestion {
    Str literal, view;
    Day day;
} DiffQuestion;

typedef struct Differ {
    Diff *out;
    arguendo_session *old, *new, *between;
    VEC(DiffQuestion) questions;
    Slots slots;
    size_t room; /* bytes of a case in between */
    size_t bytes;
    VEC(uint8_t *) made;       /* sets of edits that were tried, closed */
    VEC(DiffStatus *) results; /* of each, by changed answer; NULL: no case that can be evaluated */
    Text text;                 /* scratch */
} Differ;

/* ── Asking ── */

static bool same_status(const DiffStatus *a, const DiffStatus *b)
{
    bool x = a->status != STATUS_ESTABLISHED && a->against == STATUS_ESTABLISHED;
    bool y = b->status != STATUS_ESTABLISHED && b->against == STATUS_ESTABLISHED;
    return x == y && (x || a->status == b->status);
}

/* The statuses of those questions that are about this view. False: it cannot be evaluated. */
static bool ask_view(arguendo_session *s, uint32_t view, const DiffQuestion *questions, const Asked *asked,
                     size_t count, DiffStatus *out)
{
    Evaluation e;
    Diagnostics aside = {0};
    Periods periods = {0};
    bool good = evaluation_run(&e, &s->c, session_viewpoint(s, view), &aside);
    Str name = case_view_name(&s->c, view);
    for (size_t i = 0; i < count && good; i++) {
        if (out[i].spoken && str_equal(questions[i].view, name)) {
            Wanted wanted = {.only = &questions[i].day, .days = &questions[i].day, .count = 1};
            evaluation_periods(&e, asked[i].literal.relation, &s->c.terms.at[asked[i].literal.args], wanted, &periods);
            const Period *p = periods_at(&periods, questions[i].day);
            out[i].status = p->status;
            out[i].against = p->against;
        }
    }
    periods_free(&periods);
    evaluation_free(&e);
    diag_free(&aside);
    return good;
}

/* The statuses of the questions in a case: those of one view with one evaluation, once all are resolved, since what nobody asks for is
 * not derived. False: it cannot be evaluated. */
static bool ask(arguendo_session *s, const DiffQuestion *questions, size_t count, DiffStatus *out)
{
    Asked *asked = mem_new(count, sizeof *asked);
    for (size_t i = 0; i < count; i++) {
        const char *literal = questions[i].literal.ptr; /* ends with a zero: made by arena_format */
        s->messages.len = 0;                            /* says so where nothing in the case mentions it */
        bool known = case_find_view(&s->c, questions[i].view) != NONE && session_literals(s, &literal, 1, &asked[i]) &&
                     !s->messages.len;
        out[i] = (DiffStatus){STATUS_UNSUPPORTED, EXPECTED_STATUSES, known && !asked[i].variables};
        diag_free(&s->asking);
    }
    s->messages.len = 0;
    IdVec views = {0};
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        uint32_t view = out[i].spoken ? case_find_view(&s->c, questions[i].view) : NONE;
        if (view != NONE && !ids_contain(&views, view)) {
            vec_push(&views, view);
            good = ask_view(s, view, questions, asked, count, out);
        }
    }
    vec_free(&views);
    free(asked);
    return good;
}

static bool is_asked(const Differ *d, Str literal, Str view, size_t until)
{
    bool found = false;
    for (size_t i = 0; i < until && !found; i++) {
        found = str_equal(d->questions.at[i].literal, literal) && str_equal(d->questions.at[i].view, view);
    }
    return found;
}

/* Adds what the case answers, on the days asked about; of the older case only what the newer does not speak of. False: it cannot be
 * evaluated. */
static bool add_questions(Differ *d, arguendo_session *s, const char *const *literals, size_t count)
{
    uint32_t view;
    Asked *asked = mem_new(count, sizeof *asked);
    Answers answers = {0};
    size_t from = d->questions.n;
    bool good = session_view(s, &view);
    size_t known = 0;
    for (size_t i = 0; i < count && good; i++) {
        bool resolved = session_literals(s, &literals[i], 1, &asked[known]);
        known += resolved;
        good = resolved || s == d->old; /* the older case may not know it yet */
    }
    AnswersRequest request = session_request(s, asked, known, view);
    request.written = false; /* the other case is what it is compared with */
    request.on_days = true;
    request.day = count ? session_day(s) : s->day;
    good = good && (count && !known ? true : answers_find(&answers, &request, &s->diags));
    for (size_t i = 0; i < answers.list.n && good; i++) {
        const Answer *a = &answers.list.at[i];
        Day single;
        Wanted days = answers_days(&request, a->question == NONE ? NULL : &s->c.questions.at[a->question], &single);
        Str name = case_view_name(&s->c, a->view);
        for (uint32_t k = 0; k < days.count && !is_asked(d, a->text, name, from); k++) {
            vec_push(&d->questions, ((DiffQuestion){arena_format(&d->out->arena, "%.*s", STR_ARG(a->text)),
                                                    arena_copy(&d->out->arena, name), days.days[k]}));
        }
    }
    answers_free(&answers);
    free(asked);
    return good;
}

static void find_changed(Differ *d, const DiffStatus *before, const DiffStatus *after)
{
    Diff *out = d->out;
    size_t kept = 0;
    for (size_t i = 0; i < d->questions.n; i++) {
        if (same_status(&before[i], &after[i])) {
            out->same++;
            continue;
        }
        DiffQuestion q = d->questions.at[i];
        arguendo_session *s = after[i].spoken ? d->new : d->old;
        Asked asked;
        const char *literal = q.literal.ptr;
        Text reads = {0};
        if (session_literals(s, &literal, 1, &asked)) {
            literal_reading(&reads, &s->c, asked.literal.relation, &s->c.terms.at[asked.literal.args]);
        }
        DiffAnswer a = {.literal = q.literal,
                        .view = q.view,
                        .day = q.day,
                        .reads = arena_copy(&out->arena, text_str(&reads)),
                        .before = before[i],
                        .after = after[i]};
        text_free(&reads);
        vec_push(&out->answers, a);
        d->questions.at[kept++] = q;
    }
    d->questions.n = kept;
}

/* ── Cases in between ── */

/* What the changed answers are with these edits, and what they need, made; NULL where that cannot be told. */
static const DiffStatus *try_edits(Differ *d, const uint8_t *edits)
{
    Diff *out = d->out;
    uint8_t *made = mem_new(out->edits.n, 1);
    memcpy(made, edits, out->edits.n);
    edits_close(out, made);
    for (size_t i = 0; i < d->made.n; i++) {
        if (memcmp(d->made.at[i], made, out->edits.n) == 0) {
            free(made);
            return d->results.at[i];
        }
    }
    d->text.len = 0;
    edits_text(&d->text, &d->slots, made);
    DiffStatus *found = mem_zero(d->questions.n, sizeof *found);
    out->tried++;
    d->bytes += d->text.len + d->room;
    bool good =
        session_read_text(d->between, d->new->files.at.at[0].name.ptr, text_str(&d->text), READ_CASE) == ARGUENDO_GOOD;
    if (!good || !ask(d->between, d->questions.at, d->questions.n, found)) {
        free(found);
        found = NULL;
    }
    vec_push(&d->made, made);
    vec_push(&d->results, found);
    return found;
}

static bool going(const Differ *d)
{
    return d->out->tried < MOST_TRIED && d->bytes < most_read && !budget_spent(&d->new->budget);
}

static bool turns(Differ *d, const uint8_t *edits, size_t answer)
{
    const DiffStatus *found = try_edits(d, edits);
    return found && same_status(&found[answer], &d->out->answers.at[answer].after);
}

static void add_set(Differ *d, size_t answer, const uint32_t *edits, size_t count)
{
    Diff *out = d->out;
    DiffSet set = {{id_of(out->ids.n), id_of(count)}, {id_of(out->ids.n + count), 0}};
    uint8_t *made = mem_zero(out->edits.n, 1);
    vec_append(&out->ids, edits, count);
    for (size_t i = 0; i < count; i++) {
        made[edits[i]] = 1;
    }
    edits_close(out, made);
    for (size_t i = 0; i < count; i++) {
        made[edits[i]] = 0;
    }
    for (uint32_t i = 0; i < out->edits.n; i++) {
        if (made[i]) {
            vec_push(&out->ids, i);
            set.needed.count++;
        }
    }
    free(made);
    vec_push(&out->answers.at[answer].sets, set);
}

/* Whether the one set, with what it brings along, holds all of the other and more. */
static bool is_wider(const Diff *out, const DiffSet *one, const DiffSet *other)
{
    uint32_t count = one->edits.count + one->needed.count, less = other->edits.count + other->needed.count;
    const uint32_t *has = out->ids.at + one->edits.first, *wants = out->ids.at + other->edits.first;
    bool all = less < count;
    for (uint32_t i = 0; i < less && all; i++) {
        bool found = false;
        for (uint32_t k = 0; k < count && !found; k++) {
            found = has[k] == wants[i];
        }
        all = found;
    }
    return all;
}

/* Leaves out sets that bring another one along. */
static void drop_wider(const Diff *out, DiffAnswer *a)
{
    size_t kept = 0;
    uint8_t *wider = mem_zero(a->sets.n, 1);
    for (size_t i = 0; i < a->sets.n; i++) {
        for (size_t k = 0; k < a->sets.n && !wider[i]; k++) {
            wider[i] = is_wider(out, &a->sets.at[i], &a->sets.at[k]);
        }
    }
    for (size_t i = 0; i < a->sets.n; i++) {
        if (!wider[i]) {
            a->sets.at[kept++] = a->sets.at[i];
        }
    }
    a->sets.n = kept;
    free(wider);
}

/* Every edit alone, for all answers at once; then every two, for those that no edit changes alone. */
static void try_few(Differ *d)
{
    Diff *out = d->out;
    uint32_t n = id_of(out->edits.n);
    uint8_t *made = mem_zero(n, 1), *open = mem_new(out->answers.n, 1);
    memset(open, 1, out->answers.n);
    for (uint32_t size = 1; size <= (n <= MOST_PAIRED ? 2 : 1) && going(d); size++) {
        bool whole = true;
        for (uint32_t i = 0; i < n; i++) {
            for (uint32_t k = size == 1 ? i : i + 1; k < (size == 1 ? i + 1 : n); k++) {
                made[i] = made[k] = 1;
                whole &= going(d);
                for (size_t a = 0; a < out->answers.n && whole; a++) {
                    if (open[a] && turns(d, made, a)) {
                        uint32_t edits[] = {i, k};
                        add_set(d, a, edits, size);
                    }
                }
                made[i] = made[k] = 0;
            }
        }
        for (size_t a = 0; a < out->answers.n; a++) {
            bool found = open[a] && out->answers.at[a].sets.n;
            drop_wider(out, &out->answers.at[a]);
            out->answers.at[a].all |= found && whole;
            open[a] &= !found;
        }
    }
    free(made);
    free(open);
}

/* From all edits down to such that none can be left out, by larger parts first. */
static void cut_down(Differ *d, size_t answer)
{
    uint32_t n = id_of(d->out->edits.n);
    uint8_t *made = mem_new(n, 1);
    memset(made, 1, n);
    bool good = turns(d, made, answer);
    for (uint32_t part = (n + 1) / 2; good && part; part = part == 1 ? 0 : (part + 1) / 2) {
        for (uint32_t at = 0; at < n && good;) {
            uint32_t end = at, count = 0;
            for (; end < n && count < part; end++) {
                count += made[end];
            }
            uint8_t *less = mem_new(n, 1);
            memcpy(less, made, n);
            memset(less + at, 0, end - at);
            if (count && turns(d, less, answer)) {
                memcpy(made, less, n);
            }
            free(less);
            at = end;
            good = going(d);
        }
    }
    IdVec kept = {0};
    for (uint32_t i = 0; i < n && good; i++) {
        if (made[i]) {
            vec_push(&kept, i);
        }
    }
    if (kept.n) {
        add_set(d, answer, kept.at, kept.n);
    }
    vec_free(&kept);
    free(made);
}

static void find_sets(Differ *d)
{
    Diff *out = d->out;
    if (out->edits.n && out->edits.n <= MOST_EDITS) {
        try_few(d);
        for (size_t a = 0; a < out->answers.n; a++) {
            if (!out->answers.at[a].sets.n && going(d)) {
                cut_down(d, a);
            }
        }
    }
    for (size_t a = 0; a < out->answers.n; a++) {
        out->complete &= out->answers.at[a].sets.n > 0;
    }
}

/* ── The whole ── */

static arguendo_session *session_like(const arguendo_session *s)
{
    arguendo_session *other = arguendo_open();
    arguendo_set_view(other, s->view);
    other->day = s->day;
    other->known_by = s->known_by;
    other->limit = s->limit;
    other->timeout = s->timeout;
    other->budget.interrupted = s->budget.interrupted;
    return other;
}

static void say_whose(arguendo_session *s, arguendo_session *old)
{
    text_add(&s->trouble, text_str(&old->trouble));
    diagnostics_text(&s->messages, &old->diags, &old->files, false);
}

static bool compare_cases(Differ *d, const char *const *literals, size_t count)
{
    if (!add_questions(d, d->new, literals, count) || !add_questions(d, d->old, literals, count)) {
        return false;
    }
    size_t n = d->questions.n;
    DiffStatus *before = mem_zero(n, sizeof *before), *after = mem_zero(n, sizeof *after);
    bool good = ask(d->old, d->questions.at, n, before) && ask(d->new, d->questions.at, n, after);
    if (good) {
        edits_find(d->out, &d->slots, d->old, d->new);
        find_changed(d, before, after);
        find_sets(d);
    }
    free(before);
    free(after);
    return good;
}

static void differ_free(Differ *d)
{
    for (size_t i = 0; i < d->made.n; i++) {
        free(d->made.at[i]);
        free(d->results.at[i]);
    }
    for (size_t i = 0; i < d->out->answers.n; i++) {
        vec_free(&d->out->answers.at[i].sets);
    }
    vec_free(&d->made);
    vec_free(&d->results);
    vec_free(&d->questions);
    vec_free(&d->slots);
    vec_free(&d->out->edits);
    vec_free(&d->out->answers);
    vec_free(&d->out->ids);
    arena_free(&d->out->arena);
    text_free(&d->text);
    arguendo_close(d->old);
    arguendo_close(d->between);
}

/* Between two days of one case. */
static arguendo_result diff_days(arguendo_session *s, const char *const *literals, size_t count, arguendo_format format,
                                 const char **out)
{
    uint32_t view;
    Asked *asked = mem_new(count, sizeof *asked);
    bool bounded = s->days.lo != DAY_NONE_AFTER && s->days.lo != DAY_FIRST && s->days.hi != DAY_NONE_AFTER;
    if (!bounded) {
        text_add(&s->trouble, STR("arguendo: diff is about two case files, OLD and NEW, or about two days of one: --on "
                                  "1991-08-30/1991-12-26\n"));
    }
    if (!bounded || !session_view(s, &view) || !session_literals(s, literals, count, asked)) {
        free(asked);
        return ARGUENDO_MISUSE;
    }
    AnswersRequest request = session_request(s, asked, count, view);
    Chronology chronology;
    bool good = chronology_find(&chronology, &request, session_findings(s)), complete = chronology.complete;
    TimelineReport report = {&s->c, &chronology, &s->suppositions, &s->files, s->width, false, s->days};
    if (good && format == ARGUENDO_JSON) {
        session_give_json(s, diff_days_json(&report), out);
    } else if (good) {
        diff_days_text(&s->out, &report);
        *out = s->out.bytes;
    }
    chronology_free(&chronology);
    free(asked);
    return !good || s->undecided ? session_failed(s) : complete ? ARGUENDO_GOOD : ARGUENDO_LIMIT;
}

arguendo_result arguendo_diff(arguendo_session *s, const char *old, const char *const *literals, size_t count,
                              arguendo_format format, const char **out)
{
    *out = "";
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    if (!old) {
        return diff_days(s, literals, count, format, out);
    }
    if (s->suppositions.n) {
        text_add(&s->trouble, STR("arguendo: diff compares two cases as they are written; nothing can be supposed\n"));
        return ARGUENDO_MISUSE;
    }
    Diff diff = {.complete = true, .asked = count > 0};
    Differ d = {.out = &diff, .new = s, .old = session_like(s), .between = session_like(s)};
    arguendo_result result = arguendo_load(d.old, old, NULL, 0);
    bool good = result == ARGUENDO_GOOD && compare_cases(&d, literals, count);
    if (result != ARGUENDO_GOOD || (!good && (d.old->trouble.len || d.old->diags.errors))) {
        say_whose(s, d.old);
        result = result == ARGUENDO_GOOD ? ARGUENDO_FINDINGS : result;
    } else if (good) {
        diff.title = s->c.title == NONE ? STR("") : s->tree.texts.at[s->c.title];
        diff.old_name = d.old->files.at.at[0].name;
        diff.new_name = s->files.at.at[0].name;
        if (format == ARGUENDO_JSON) {
            session_give_json(s, diff_json(&diff), out);
        } else {
            diff_text(&s->out, &diff, s->width);
            *out = s->out.bytes;
        }
        result = diff.complete ? ARGUENDO_GOOD : ARGUENDO_LIMIT;
    } else {
        result = s->trouble.len ? ARGUENDO_MISUSE : ARGUENDO_FINDINGS;
    }
    bool limited = d.old->limited || s->limited;
    s->limited = limited;
    s->undecided |= d.old->undecided;
    differ_free(&d);
    return limited || (result == ARGUENDO_GOOD && s->undecided) ? session_failed(s) : result;
}
