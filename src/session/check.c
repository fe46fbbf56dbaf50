#include "session/session.h"

#include "explain/burdens.h"
#include "explain/impossible.h"
#include "report/burdens.h"
#include "ground/lints.h"
#include "report/diagnostics_json.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"

typedef struct Tally {
    Burdens burdens;
    size_t held, failed, undecided;
    size_t listed;   /* of those that failed: what is said of each; see fold_into_spelling */
    int8_t *written; /* where something is supposed: by expectation, whether it holds in the case as written */
    size_t written_held;
} Tally;

static bool in_between(uint8_t status)
{
    return status == STATUS_DEFEATED || status == STATUS_ARGUABLE || status == STATUS_EITHER_WAY;
}

/* Whether the literal is as expected on that day. -1: the search for the finer word was ended. */
static int as_expected(uint8_t expected, const Period *p)
{
    const uint8_t in_betweens = 1u << STATUS_DEFEATED | 1u << STATUS_ARGUABLE | 1u << STATUS_EITHER_WAY;
    if (p->given_up && expected != STATUS_EXCLUDED) {
        return -1;
    }
    switch (expected) {
    case STATUS_EXCLUDED:
        return p->status != STATUS_ESTABLISHED && p->against == STATUS_ESTABLISHED;
    case STATUS_CONTESTED:
        return p->status == STATUS_CONTESTED || in_between(p->status) || (p->statuses && !(p->statuses & ~in_betweens));
    case STATUS_DEFEATED:
    case STATUS_ARGUABLE:
    case STATUS_EITHER_WAY:
        return p->status == STATUS_CONTESTED ? -1 : p->status == expected;
    default:
        return p->status == expected;
    }
}

/* An expectation with variables must hold of every literal that it stands for; one that stands for nothing is about something
 * unsupported. 1, 0, or -1: not decided; `worst` is what does not fit, and `about` of what: NULL where nothing matches. */
static int expectation_holds(const Case *c, Evaluation *e, const Expectation *x, Period *worst, const ConstantId **about)
{
    static const Period nothing = {.from = DAY_FIRST,
                                   .until = DAY_NONE_AFTER,
                                   .status = STATUS_UNSUPPORTED,
                                   .against = EXPECTED_STATUSES,
                                   .unanswered = true,
                                   .ended = DAY_NONE_AFTER};
    Day day = x->on != DAY_NONE_AFTER ? x->on : c->as_of != DAY_NONE_AFTER ? c->as_of : DAY_NONE_AFTER - 1;
    IdVec atoms = {0};
    Periods periods = {0};
    *worst = nothing;
    *about = NULL;
    evaluation_matches(e, &x->asked, &atoms);
    size_t count = x->asked.variables ? atoms.n : 1;
    int holds = count ? 1 : as_expected(x->status, &nothing);
    for (size_t i = 0; i < count && holds != 0; i++) {
        const ConstantId *args =
            x->asked.variables ? atom_args(&e->ground.theory, atoms.at[i]) : &c->terms.at[x->asked.literal.args];
        evaluation_periods(e, x->asked.literal.relation, args,
                           (Wanted){.only = &day, .days = &day, .count = in_between(x->status)}, &periods);
        *worst = *periods_at(&periods, day);
        *about = args;
        int here = as_expected(x->status, worst);
        if (!here && worst->status == STATUS_CONTESTED) { /* the message says which */
            evaluation_periods(e, x->asked.literal.relation, args, (Wanted){.only = &day, .days = &day, .count = 1},
                               &periods);
            *worst = *periods_at(&periods, day);
        }
        holds = here == 0 || holds > 0 ? here : holds;
    }
    vec_free(&atoms);
    periods_free(&periods);
    return holds;
}

/* The command that explains what was not expected; of a text with quotation marks of the shell's own, only how it starts. */
static void note_why(arguendo_session *s, Diag *diag, const Expectation *x, const ConstantId *about)
{
    const Case *c = &s->c;
    Str file = s->files.at.at[0].name;
    Text literal = {0}, text = {0};
    if (about || !x->asked.variables) {
        literal_text(&literal, c, x->asked.literal.relation, about);
    }
    bool plain = literal.len && !memchr(literal.bytes, '\'', literal.len) && !memchr(file.ptr, '\'', file.len);
    text_add(&text, STR("arguendo why"));
    if (plain) {
        const char *mark = memchr(file.ptr, ' ', file.len) ? "'" : "";
        text_format(&text, " %s%.*s%s '%.*s'", mark, STR_ARG(file), mark, STR_ARG(text_str(&literal)));
    }
    if (plain && x->on != DAY_NONE_AFTER) {
        text_add(&text, STR(" --on "));
        day_print(&text, x->on);
    }
    if (x->view != VIEW_ALL || !plain) {
        text_format(&text, " --for %.*s", STR_ARG(case_view_name(c, x->view)));
    }
    if (plain && s->known_by != DAY_NONE_AFTER) {
        text_add(&text, STR(" --known-by "));
        day_print(&text, s->known_by);
    }
    for (size_t i = 0; plain && i < s->suppositions.n; i++) {
        static const char *const options[] = {"accept", "reject", "deny", "prefer", "given"};
        const Supposition *supposed = &s->suppositions.at[i];
        text_format(&text, " --%s '%s'", options[supposed->kind], supposed->what);
    }
    diag_note(&s->diags, diag, "see why with `%.*s`", STR_ARG(text_str(&text)));
    text_free(&literal);
    text_free(&text);
}

static void check_expectation(arguendo_session *s, Evaluation *e, uint32_t index, Tally *tally)
{
    const Case *c = &s->c;
    const Expectation *x = &c->expectations.at[index];
    Period worst;
    const ConstantId *about;
    int holds = expectation_holds(c, e, x, &worst, &about);
    tally->held += holds > 0;
    tally->undecided += holds < 0;
    if (!holds) {
        tally->failed++;
        tally->listed++;
        bool excluded = worst.against == STATUS_ESTABLISHED && worst.status != STATUS_ESTABLISHED;
        bool depends = worst.status == STATUS_DEPENDS;
        Diag *diag = diag_add(&s->diags, E0315, x->span, "expected %s for %.*s, %s%s%s",
                              x->status == STATUS_DEPENDS ? "that it depends on dates" : status_word(x->status),
                              STR_ARG(case_view_name(c, x->view)), depends ? "it depends on dates" : "is ",
                              depends ? "" : answer_word(worst.status), excluded ? " (excluded)" : "");
        if (tally->written && tally->written[index] > 0) {
            diag_note(&s->diags, diag, "in the case as written it holds");
        } else {
            note_why(s, diag, x, about);
        }
    }
}

/* The expectations about a view in the case as written, if that can be evaluated. */
static void check_written(arguendo_session *s, uint32_t view, Tally *tally)
{
    Evaluation e;
    Diagnostics aside = {0};
    bool good = evaluation_run(&e, &s->c, session_written(s, view), &aside);
    for (size_t i = 0; good && i < s->c.expectations.n; i++) {
        const Expectation *x = &s->c.expectations.at[i];
        if (x->view == view) {
            Period worst;
            const ConstantId *about;
            tally->written[i] = (int8_t)expectation_holds(&s->c, &e, x, &worst, &about);
            tally->written_held += tally->written[i] > 0;
        }
    }
    evaluation_free(&e);
    diag_free(&aside);
}

/* Facts that no choice of the unknown days reconciles, at the last of them; whether there are any. */
static bool report_impossible(arguendo_session *s, const Ground *g)
{
    IdVec sets = {0};
    impossible_find(g, &sets);
    for (size_t at = 0; at < sets.n; at += sets.at[at] + 1) {
        size_t count = sets.at[at];
        const ItemId *items = &sets.at[at + 1];
        Diag *diag = diag_add(&s->diags, E0302, item_span(&s->c, &s->c.items.at[items[count - 1]]), "%s",
                              count > 2 ? "these facts contradict each other on whatever days they fall"
                                        : "two facts contradict each other on whatever days they fall");
        for (size_t i = 0; i + 1 < count; i++) {
            diag_mark(&s->diags, diag, item_span(&s->c, &s->c.items.at[items[i]]),
                      i || count > 2 ? "one of them is here" : "the other is here");
        }
        diag_help(&s->diags, diag, "a fact is what nobody disputes: make one of them a claim, or correct its date");
    }
    bool any = sets.n > 0;
    vec_free(&sets);
    return any;
}

/* Expectations, view by view, so that each view is evaluated once. With none, the case is still evaluated for everybody, since
 * contradictory facts and comparisons show only then. */
static void check_expectations(arguendo_session *s, Tally *tally)
{
    const Case *c = &s->c;
    IdVec views = {0};
    vec_push(&views, VIEW_ALL);
    for (size_t i = 0; i < c->expectations.n; i++) {
        bool there = false;
        for (size_t v = 0; v < views.n; v++) {
            there |= views.at[v] == c->expectations.at[i].view;
        }
        if (!there) {
            vec_push(&views, c->expectations.at[i].view);
        }
    }
    if (s->suppositions.n) {
        tally->written = mem_zero(c->expectations.n, 1);
    }
    for (size_t v = 0; v < views.n && !s->limited; v++) {
        if (tally->written) {
            check_written(s, views.at[v], tally);
        }
        Evaluation e;
        if (evaluation_run(&e, c, session_viewpoint(s, views.at[v]), &s->diags) &&
            !(views.at[v] == VIEW_ALL && report_impossible(s, &e.ground))) {
            if (views.at[v] == VIEW_ALL && !s->suppositions.n && s->known_by == DAY_NONE_AFTER) {
                ground_lints(&e.ground, &s->diags);
                ground_lints_of_days(&e.ground, &s->diags);
            }
            for (uint32_t i = 0; i < c->expectations.n; i++) {
                if (c->expectations.at[i].view == views.at[v]) {
                    check_expectation(s, &e, i, tally);
                }
            }
            if (views.at[v] == VIEW_ALL) {
                burdens_find(&e, DAY_NONE_AFTER, &tally->burdens);
            }
        }
        evaluation_free(&e);
    }
    free(tally->written);
    vec_free(&views);
}

/* Whether `text` has the name that stands between the first two backticks of `message`. */
static bool has_name(Str text, Str message)
{
    const char *name = memchr(message.ptr, '`', message.len);
    const char *end = name ? memchr(name + 1, '`', message.len - (size_t)(name + 1 - message.ptr)) : NULL;
    for (const char *at = text.ptr; end && (at = strchr(at, '`')); at++) {
        if (strncmp(at, name, (size_t)(end - name) + 1) == 0) {
            return true;
        }
    }
    return false;
}

/* Warnings about one of the two names that a spelling is about become DIAG_CODES. */
static void mark_of_names(Diagnostics *diags)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        const Diag *slip = &diags->list.at[i];
        for (size_t k = 0; slip->code == W0111 && k < diags->list.n; k++) {
            Diag *diag = &diags->list.at[k];
            bool of_name = diag->code == W0101 || diag->code == W0105 || diag->code == W0109;
            if (of_name && (has_name(diag->message, slip->message) || has_name(diag->message, slip->help))) {
                diag->code = DIAG_CODES;
            }
        }
    }
}

/* Where a name is probably misspelt, what fails may fail because of it. That is said there, and nothing else is: once the name is
 * right, or is said to be meant so, the rest shows. */
static void fold_into_spelling(arguendo_session *s, Tally *tally)
{
    static const DiagCode follow[] = {E0315, W0108, W0110, W0112, DIAG_CODES};
    Diagnostics *diags = &s->diags;
    const Diag *slip = NULL, *failing = NULL;
    for (size_t i = 0; i < diags->list.n; i++) {
        const Diag *diag = &diags->list.at[i];
        bool is_slip =
            diag->code == W0111 || diag->code == W0162 || diag->code == W0163 || (diag->code == W0101 && diag->edits);
        slip = is_slip && (!slip || diag->span.start < slip->span.start) ? diag : slip;
        failing = diag->code == E0315 && (!failing || diag->span.start < failing->span.start) ? diag : failing;
    }
    if (!slip) {
        return;
    }
    if (failing) {
        Diag *told = &diags->list.at[slip - diags->list.at];
        diag_mark(diags, told, failing->span, "%.*s", STR_ARG(failing->message));
        diag_note(diags, told, "%.*s%s%zu expectation%s fail%s, perhaps because of this name", STR_ARG(told->note),
                  told->note.len ? "; " : "", tally->failed, tally->failed == 1 ? "" : "s",
                  tally->failed == 1 ? "s" : "");
    }
    mark_of_names(diags);
    size_t others = diags->errors - tally->failed;
    diag_take_back(diags, 0, follow, sizeof follow / sizeof follow[0]);
    diags->errors = others; /* some were counted only */
    tally->listed = 0;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void summary(arguendo_session *s, const Tally *t)
{
    size_t total = t->held + t->failed + t->undecided;
    supposed_text(&s->out, &s->c, &s->suppositions, &s->files, s->width);
    text_format(&s->out, "%.*s: %zu error%s, %zu warning%s", STR_ARG(s->files.at.at[0].name), s->diags.errors - t->listed,
                plural(s->diags.errors - t->listed), s->diags.warnings, plural(s->diags.warnings));
    if (s->diags.all_silenced) {
        text_format(&s->out, " (%zu allowed)", s->diags.all_silenced);
    }
    if (total) {
        text_format(&s->out, "; %zu of %zu expectation%s hold%s", t->held, total, plural(total), total == 1 ? "s" : "");
    }
    if (total && s->suppositions.n) {
        text_format(&s->out, " (%zu in the case as written)", t->written_held);
    }
    if (t->undecided) {
        text_format(&s->out, " (%zu not decided in the time allowed)", t->undecided);
    }
    text_add(&s->out, s->limited ? STR("; a limit was reached, and the rest is not decided\n") : STR("\n"));
    burdens_text(&s->out, &s->c, &t->burdens, true, s->width);
}

static json_t *check_json(arguendo_session *s, const Tally *tally)
{
    json_t *json = json_object();
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "file", json_of_str(s->files.at.at[0].name));
    json_object_set_new(json, "errors", json_integer((json_int_t)(s->diags.errors - tally->listed)));
    json_object_set_new(json, "warnings", json_integer((json_int_t)s->diags.warnings));
    json_t *expectations = json_object();
    json_object_set_new(expectations, "held", json_integer((json_int_t)tally->held));
    json_object_set_new(expectations, "failed", json_integer((json_int_t)tally->failed));
    json_object_set_new(expectations, "undecided", json_integer((json_int_t)tally->undecided));
    if (s->suppositions.n) {
        json_object_set_new(expectations, "held_as_written", json_integer((json_int_t)tally->written_held));
        json_object_set_new(json, "supposed", supposed_json(&s->suppositions));
    }
    json_object_set_new(json, "expectations", expectations);
    if (tally->burdens.n) {
        json_object_set_new(json, "burdens", burdens_json(&s->c, &tally->burdens));
    }
    json_object_set_new(json, "complete", json_boolean(!s->limited && !s->undecided));
    json_object_set_new(json, "diagnostics", diagnostics_json(&s->diags, &s->files));
    json_object_set_new(json, "allowed", diagnostics_silenced_json(&s->diags, &s->files));
    return json;
}

/* Adds this check to the session's log. `unread` is what kept the file from being read; empty when it was read. */
static void check_sarif(arguendo_session *s, Str unread, const char **out)
{
    if (unread.len) {
        sarif_add_trouble(&s->sarif, unread);
    } else {
        sarif_add(&s->sarif, &s->diags, &s->files);
    }
    if (s->limited || s->undecided) {
        sarif_add_trouble(&s->sarif, STR("a limit was reached, and the rest is not decided"));
    }
    session_give_json(s, sarif_log(&s->sarif), out);
}

arguendo_result arguendo_check(arguendo_session *s, arguendo_format format, const char **out)
{
    *out = "";
    if (format != ARGUENDO_TEXT && format != ARGUENDO_JSON && format != ARGUENDO_SARIF) {
        return ARGUENDO_MISUSE;
    }
    Text unread = {0};
    if (!s->built && !s->diags.errors) {
        text_add(&unread, text_str(&s->trouble));
    }
    Tally tally = {0};
    if (session_begin(s)) {
        case_check_spelling(&s->c, &s->diags);
        case_check_likeness(&s->c, &s->diags);
        case_check_figures(&s->c, &s->diags);
        check_expectations(s, &tally);
        if (!s->limited && !s->suppositions.n && s->known_by == DAY_NONE_AFTER) {
            diag_add_unused_silences(&s->diags, s->c.library ? 0 : s->tree.own_end); /* a library is for other cases too */
        }
        if (!s->suppositions.n) {
            fold_into_spelling(s, &tally);
        }
        diag_sort(&s->diags);
    }
    s->lints_shown = format == ARGUENDO_TEXT;
    if (format == ARGUENDO_SARIF) {
        check_sarif(s, text_str(&unread), out);
    } else if (unread.len) {
    } else if (format == ARGUENDO_TEXT) {
        summary(s, &tally);
        *out = s->out.bytes;
    } else {
        session_give_json(s, check_json(s, &tally), out);
    }
    vec_free(&tally.burdens);
    bool was_read = unread.len == 0;
    text_add(&s->trouble, text_str(&unread));
    text_free(&unread);
    s->errors = s->errors || (!s->suppositions.n && s->diags.errors > tally.listed);
    if (!was_read) {
        return ARGUENDO_MISUSE;
    }
    if (s->limited || s->undecided) {
        return session_failed(s);
    }
    return s->diags.errors || tally.failed ? ARGUENDO_FINDINGS : ARGUENDO_GOOD;
}
