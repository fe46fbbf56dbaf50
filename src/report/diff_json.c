#include "report/diff_report.h"
#include "report/status_json.h"

static json_t *status_of(const DiffStatus *s)
{
    json_t *json = json_object();
    json_object_set_new(json, "status", json_string(answer_word(s->status)));
    if (s->against != EXPECTED_STATUSES) {
        json_object_set_new(json, "against", json_string(answer_word(s->against)));
    }
    json_object_set_new(json, "spoken_of", json_boolean(s->spoken));
    return json;
}

static json_t *numbers(const Diff *diff, TreeRange edits)
{
    json_t *json = json_array();
    for (uint32_t k = 0; k < edits.count; k++) {
        json_array_append_new(json, json_integer((json_int_t)diff->ids.at[edits.first + k] + 1));
    }
    return json;
}

static json_t *answer_json(const Diff *diff, const DiffAnswer *a)
{
    json_t *json = json_object(), *sets = json_array();
    json_object_set_new(json, "literal", json_of_str(a->literal));
    json_object_set_new(json, "reads", json_of_str(a->reads));
    json_object_set_new(json, "for", json_of_str(a->view));
    json_object_set_new(json, "on", json_of_asked_day(a->day));
    json_object_set_new(json, "before", status_of(&a->before));
    json_object_set_new(json, "after", status_of(&a->after));
    for (size_t i = 0; i < a->sets.n; i++) {
        json_t *set = json_object();
        json_object_set_new(set, "edits", numbers(diff, a->sets.at[i].edits));
        json_object_set_new(set, "needed", numbers(diff, a->sets.at[i].needed));
        json_array_append_new(sets, set);
    }
    json_object_set_new(json, "sets", sets);
    json_object_set_new(json, "all_smallest", json_boolean(a->all));
    return json;
}

json_t *diff_json(const Diff *diff)
{
    static const char *const kinds[] = {"added", "removed", "changed"};
    json_t *json = json_object(), *edits = json_array(), *answers = json_array();
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "case", diff->title.len ? json_of_str(diff->title) : json_null());
    json_object_set_new(json, "old", json_of_str(diff->old_name));
    json_object_set_new(json, "new", json_of_str(diff->new_name));
    for (size_t i = 0; i < diff->edits.n; i++) {
        const Edit *e = &diff->edits.at[i];
        json_t *one = json_object();
        json_object_set_new(one, "n", json_integer((json_int_t)i + 1));
        json_object_set_new(one, "edit", json_string(kinds[e->kind]));
        json_object_set_new(one, "kind", json_string(tree_item_word(e->item)));
        json_object_set_new(one, "name", e->name.len ? json_of_str(e->name) : json_null());
        json_object_set_new(one, "says", json_of_str(e->says));
        json_object_set_new(one, "before", e->kind == EDIT_ADDED ? json_null() : json_of_str(e->before));
        json_object_set_new(one, "after", e->kind == EDIT_REMOVED ? json_null() : json_of_str(e->after));
        json_array_append_new(edits, one);
    }
    json_object_set_new(json, "edits", edits);
    json_object_set_new(json, "unchanged", json_integer((json_int_t)diff->same));
    for (size_t i = 0; i < diff->answers.n; i++) {
        json_array_append_new(answers, answer_json(diff, &diff->answers.at[i]));
    }
    json_object_set_new(json, "changed", answers);
    json_object_set_new(json, "examined", json_integer((json_int_t)diff->tried));
    json_object_set_new(json, "complete", json_boolean(diff->complete));
    return json;
}
