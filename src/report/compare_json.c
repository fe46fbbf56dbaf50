#include "report/compare_report.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/units.h"

static json_t *set_json(const Compare *compare, const CompareWay *way, TreeRange set, Files *files)
{
    json_t *changes = json_array();
    for (uint32_t k = 0; k < set.count; k++) {
        const Unit *unit = &way->units.list.at[compare->ids.at[set.first + k]];
        json_array_append_new(changes, unit_json(compare->request.c, unit, files));
    }
    return changes;
}

static json_t *answer_json(const Compare *compare, uint32_t answer, Day day)
{
    const Answer *a = &compare->answers.list.at[answer];
    const Period *p = periods_at(&a->periods, day);
    json_t *json = json_object();
    json_object_set_new(json, "for", json_of_str(case_view_name(compare->request.c, a->view)));
    json_object_set_new(json, "status", json_string(answer_word(p->status)));
    if (p->against != EXPECTED_STATUSES) {
        json_object_set_new(json, "against", json_string(answer_word(p->against)));
    }
    if (compare->request.written) {
        json_object_set_new(json, "as_written",
                            a->written.n ? json_string(answer_word(periods_at(&a->written, day)->status)) : json_null());
    }
    return json;
}

static void about_json(json_t *json, const Compare *compare, const Answer *a, Day day)
{
    const Case *c = compare->request.c;
    const Question *q = a->question == NONE ? NULL : &c->questions.at[a->question];
    Text reads = {0};
    literal_reading(&reads, c, a->relation, a->args);
    json_object_set_new(json, "question",
                        q && q->name != NONE ? json_of_str(tree_symbol(c->tree, q->name)) : json_null());
    json_object_set_new(json, "literal", json_of_str(a->text));
    json_object_set_new(json, "reads", json_of_str(text_str(&reads)));
    json_object_set_new(json, "on", json_of_asked_day(day));
    text_free(&reads);
}

static json_t *parting_json(const Compare *compare, const ComparePair *pair, const Parting *p, Files *files)
{
    const CompareWay *way = &pair->ways[p->way];
    json_t *json = json_object(), *answers = json_array(), *sets = json_array();
    about_json(json, compare, &compare->answers.list.at[p->answers[0]], p->day);
    for (int k = 0; k < 2; k++) {
        json_array_append_new(answers, answer_json(compare, p->answers[k], p->day));
    }
    json_object_set_new(json, "answers", answers);
    json_object_set_new(json, "changed_for", json_of_str(case_view_name(compare->request.c, way->from)));
    json_object_set_new(json, "about", json_string(status_word(p->status)));
    json_object_set_new(json, "loses", json_boolean(p->loses));
    for (size_t i = 0; i < p->sets.n; i++) {
        json_array_append_new(sets, set_json(compare, way, p->sets.at[i], files));
    }
    json_object_set_new(json, "sets", sets);
    json_object_set_new(json, "all_smallest", json_boolean(p->all));
    json_object_set_new(json, "complete_to", json_integer((json_int_t)p->complete));
    return json;
}

/* The items that one of the views has and the other has not. */
static json_t *only_json(const Compare *compare, const ComparePair *pair, int whose, Files *files)
{
    const Case *c = compare->request.c;
    Viewpoint here = compare->request.viewpoint, there = here;
    here.view = whose ? pair->other : pair->one;
    there.view = whose ? pair->one : pair->other;
    json_t *items = json_array();
    for (ItemId i = 0; i < c->items.n; i++) {
        if (case_item_in_view(c, &c->items.at[i], &here) && !case_item_in_view(c, &c->items.at[i], &there)) {
            json_array_append_new(items, item_json(c, i, files));
        }
    }
    return items;
}

json_t *compare_json(const Compare *compare, const Suppositions *supposed, Files *files)
{
    const Case *c = compare->request.c;
    json_t *json = json_object(), *pairs = json_array(), *answers = json_array();
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "case", c->title == NONE ? json_null() : json_of_str(c->tree->texts.at[c->title]));
    json_object_set_new(json, "as_of", json_of_day(c->as_of));
    if (supposed->n) {
        json_object_set_new(json, "supposed", supposed_json(supposed));
    }
    for (size_t i = 0; i < compare->answers.list.n; i += compare->views.n) {
        const Answer *a = &compare->answers.list.at[i];
        AnswersRequest request = {.c = c, .day = compare->request.day};
        Day single;
        Wanted days = answers_days(&request, a->question == NONE ? NULL : &c->questions.at[a->question], &single);
        for (uint32_t d = 0; d < days.count; d++) {
            json_t *one = json_object(), *statuses = json_array();
            about_json(one, compare, a, days.days[d]);
            for (size_t v = 0; v < compare->views.n; v++) {
                json_array_append_new(statuses, answer_json(compare, (uint32_t)(i + v), days.days[d]));
            }
            json_object_set_new(one, "answers", statuses);
            json_array_append_new(answers, one);
        }
    }
    json_object_set_new(json, "statements", answers);
    for (size_t i = 0; i < compare->pairs.n; i++) {
        const ComparePair *pair = &compare->pairs.at[i];
        json_t *one = json_object(), *partings = json_array();
        json_object_set_new(one, "one", json_of_str(case_view_name(c, pair->one)));
        json_object_set_new(one, "other", json_of_str(case_view_name(c, pair->other)));
        json_object_set_new(one, "only_one", only_json(compare, pair, 0, files));
        json_object_set_new(one, "only_other", only_json(compare, pair, 1, files));
        json_object_set_new(one, "agreed", json_integer((json_int_t)pair->agreed));
        for (uint32_t k = 0; k < pair->partings; k++) {
            json_array_append_new(partings, parting_json(compare, pair, &compare->partings.at[pair->first + k], files));
        }
        json_object_set_new(one, "partings", partings);
        json_array_append_new(pairs, one);
    }
    json_object_set_new(json, "pairs", pairs);
    json_object_set_new(json, "complete", json_boolean(compare->complete));
    return json;
}
