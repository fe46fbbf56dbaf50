#include "report/carry_report.h"

#include "report/items.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/status_text.h"
#include "report/supposed.h"
#include "report/units.h"
#include "report/wrap.h"

enum { MOST_CARRIERS = 20, MOST_STATEMENTS = 6, LABELS = 22 };

static Str question_name(const Case *c, uint32_t question)
{
    const Question *q = &c->questions.at[question];
    return q->name != NONE ? tree_symbol(c->tree, q->name) : STR("");
}

static bool same_statement(const Case *c, const CarriedAnswer *a, const CarriedAnswer *b)
{
    uint32_t arity = relation_arity(c, a->relation);
    return a->relation == b->relation && (a->status == STATUS_ESTABLISHED) == (b->status == STATUS_ESTABLISHED) &&
           (!arity || memcmp(a->args, b->args, arity * sizeof *a->args) == 0);
}

/* "Patrick Hayashi possesses the ball, for hayashi and court": the answers of a carrier from the one numbered `from` on that are about
 * the same statement. */
static void statement_text(Text *out, const Case *c, const Carry *carry, const Carrier *carrier, size_t from)
{
    const CarriedAnswer *first = &carry->answers.at[carrier->answers.at[from]];
    IdVec views = {0};
    for (size_t i = from; i < carrier->answers.n; i++) {
        const CarriedAnswer *a = &carry->answers.at[carrier->answers.at[i]];
        if (same_statement(c, first, a) && !ids_contain(&views, a->view)) {
            vec_push(&views, a->view);
        }
    }
    literal_reading(out, c, first->relation, first->args);
    for (size_t i = 0; i < views.n; i++) {
        text_format(out, "%s%.*s",
                    !i                 ? ", for "
                    : i + 1 == views.n ? " and "
                                       : ", ",
                    STR_ARG(case_view_name(c, views.at[i])));
    }
    vec_free(&views);
}

static void statements_text(Text *out, const Case *c, const Carry *carry, const Carrier *carrier, bool established,
                            size_t width)
{
    Text line = {0};
    size_t shown = 0, left = 0;
    for (size_t i = 0; i < carrier->answers.n; i++) {
        const CarriedAnswer *a = &carry->answers.at[carrier->answers.at[i]];
        bool again = (a->status == STATUS_ESTABLISHED) != established;
        for (size_t k = 0; k < i && !again; k++) {
            again = same_statement(c, a, &carry->answers.at[carrier->answers.at[k]]);
        }
        if (again) {
            continue;
        }
        if (shown == MOST_STATEMENTS) {
            left++;
            continue;
        }
        if (!shown++) {
            text_add(out, established ? STR("    would no longer be established\n") : STR("    would be established\n"));
        }
        line.len = 0;
        statement_text(&line, c, carry, carrier, i);
        wrap_add(out, text_str(&line), 6, 8, width);
    }
    if (left) {
        text_format(out, "      … %zu more\n", left);
    }
    text_free(&line);
}

static void carrier_text(Text *out, const Case *c, const Carry *carry, const Carrier *carrier, Files *files, size_t width)
{
    Text label = {0}, line = {0};
    unit_label(&label, c, &carrier->unit, files);
    unit_says(&line, c, &carrier->unit, files);
    text_format(&line, ": turns %u of %u question%s", carrier->questions, carry->questions,
                carry->questions == 1 ? "" : "s");
    columns_add(out, text_str(&label), text_str(&line), 2, LABELS, width);
    statements_text(out, c, carry, carrier, true, width);
    statements_text(out, c, carry, carrier, false, width);
    text_free(&label);
    text_free(&line);
}

void carry_text(Text *out, const Case *c, const Carry *carry, const Suppositions *supposed, Files *files, size_t width)
{
    Text line = {0};
    status_heading(out, c);
    supposed_text(out, c, supposed, files, width);
    if (!carry->questions) {
        text_add(out, STR("\nThe case asks no question. Ask what a statement turns on, such as:  "
                          "arguendo crux FILE 'possesses(hayashi)'\n"));
        return;
    }
    text_add(out, carry->carriers.n
                      ? STR("\nWhat carries the most: answers that turn on one thing alone, if it is withdrawn\n")
                      : STR("\nNo answer to the case's questions turns on one thing alone.\n"));
    for (size_t i = 0; i < carry->carriers.n && i < MOST_CARRIERS; i++) {
        carrier_text(out, c, carry, &carry->carriers.at[i], files, width);
    }
    if (carry->carriers.n > MOST_CARRIERS) {
        text_format(&line, "… %zu more carry something (--format json has all)", carry->carriers.n - MOST_CARRIERS);
        wrap_add(out, text_str(&line), 2, 4, width);
    }
    line.len = 0;
    text_format(&line, "%zu answers were looked at%s.", carry->asked,
                carry->complete ? "" : "; then the search was given up, so that this is not complete");
    text_add(out, STR("\n"));
    wrap_add(out, text_str(&line), 0, 2, width);
    text_free(&line);
}

static json_t *answer_json(const Case *c, const CarriedAnswer *a)
{
    json_t *json = json_object();
    Str name = question_name(c, a->question);
    Text text = {0};
    literal_text(&text, c, a->relation, a->args);
    json_object_set_new(json, "question", name.len ? json_of_str(name) : json_null());
    json_object_set_new(json, "literal", json_of_str(text_str(&text)));
    json_object_set_new(json, "for", json_of_str(case_view_name(c, a->view)));
    json_object_set_new(json, "on", json_of_asked_day(a->day));
    json_object_set_new(json, "established", json_boolean(a->status == STATUS_ESTABLISHED));
    text_free(&text);
    return json;
}

json_t *carry_json(const Case *c, const Carry *carry, const Suppositions *supposed, Files *files)
{
    json_t *json = json_object(), *list = json_array();
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "case", c->title == NONE ? json_null() : json_of_str(c->tree->texts.at[c->title]));
    if (supposed->n) {
        json_object_set_new(json, "supposed", supposed_json(supposed));
    }
    json_object_set_new(json, "questions", json_integer((json_int_t)carry->questions));
    json_object_set_new(json, "answers", json_integer((json_int_t)carry->asked));
    json_object_set_new(json, "complete", json_boolean(carry->complete));
    for (size_t i = 0; i < carry->carriers.n; i++) {
        const Carrier *carrier = &carry->carriers.at[i];
        json_t *one = json_object(), *answers = json_array();
        for (size_t k = 0; k < carrier->answers.n; k++) {
            json_array_append_new(answers, answer_json(c, &carry->answers.at[carrier->answers.at[k]]));
        }
        json_object_set_new(one, "change", unit_json(c, &carrier->unit, files));
        json_object_set_new(one, "questions", json_integer((json_int_t)carrier->questions));
        json_object_set_new(one, "turns", answers);
        json_array_append_new(list, one);
    }
    json_object_set_new(json, "carriers", list);
    return json;
}
