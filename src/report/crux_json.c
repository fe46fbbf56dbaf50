#include "report/crux_report.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/units.h"

static void after_json(json_t *json, uint8_t after, uint8_t against)
{
    json_object_set_new(json, "then", after == EXPECTED_STATUSES ? json_null() : json_string(answer_word(after)));
    if (after != EXPECTED_STATUSES && against != EXPECTED_STATUSES) {
        json_object_set_new(json, "then_against", json_string(answer_word(against)));
    }
}

static json_t *side_json(const Crux *crux, const CruxSide *side, Files *files)
{
    static const char *const stops[] = {NULL, "work", "time", "error"};
    const Case *c = crux->request.c;
    json_t *json = json_object(), *sets = json_array();
    for (size_t i = 0; i < side->found.sets.n; i++) {
        const TurningSet *set = &side->found.sets.at[i];
        json_t *one = json_object(), *changes = json_array();
        for (uint32_t k = 0; k < set->units.count; k++) {
            json_array_append_new(changes,
                                  unit_json(c, &side->units.list.at[side->found.ids.at[set->units.first + k]], files));
        }
        json_object_set_new(one, "changes", changes);
        json_object_set_new(one, "turns", json_integer((json_int_t)set->carries));
        after_json(one, set->after, set->against);
        json_array_append_new(sets, one);
    }
    json_object_set_new(json, "sets", sets);
    json_object_set_new(json, "complete_to", json_integer((json_int_t)side->found.complete));
    json_object_set_new(json, "stopped_by", side->found.stop ? json_string(stops[side->found.stop]) : json_null());
    json_object_set_new(json, "bearing", json_integer((json_int_t)side->found.relevant));
    json_object_set_new(json, "examined", json_integer((json_int_t)side->found.examined));
    return json;
}

json_t *crux_json(const Crux *crux, const Suppositions *supposed, Files *files)
{
    const CruxRequest *r = &crux->request;
    const Case *c = r->c;
    json_t *json = json_object(), *preferences = json_array();
    Text text = {0};
    literal_text(&text, c, r->relation, r->args);
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "literal", json_of_str(text_str(&text)));
    text.len = 0;
    literal_reading(&text, c, r->relation, r->args);
    json_object_set_new(json, "reads", json_of_str(text_str(&text)));
    text_free(&text);
    json_object_set_new(json, "for", json_of_str(case_view_name(c, r->from.view)));
    json_object_set_new(json, "on", json_of_asked_day(r->day));
    if (supposed->n) {
        json_object_set_new(json, "supposed", supposed_json(supposed));
        json_object_set_new(json, "as_written",
                            crux->has_written ? json_string(answer_word(crux->written.status)) : json_null());
    }
    json_object_set_new(json, "status", json_string(answer_word(crux->period.status)));
    if (crux->period.statuses) {
        json_object_set_new(json, "statuses", json_of_statuses(crux->period.statuses));
        json_object_set_new(json, "depends_on_dates", json_of_unknowns(c, crux->dates.at, (uint32_t)crux->dates.n));
    }
    if (crux->period.against != EXPECTED_STATUSES) {
        json_object_set_new(json, "against", json_string(answer_word(crux->period.against)));
    }
    json_object_set_new(json, "about", json_string(status_word(r->status)));
    json_object_set_new(json, "has", json_boolean(crux->has));
    json_object_set_new(json, "size", json_integer((json_int_t)r->size));
    json_object_set_new(json, "turning", side_json(crux, &crux->withdrawals, files));
    json_object_set_new(json, "concessions", side_json(crux, &crux->concessions, files));
    for (size_t i = 0; i < crux->preferences.n; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "prefer", item_json(c, crux->preferences.at[i].better, files));
        json_object_set_new(one, "over", item_json(c, crux->preferences.at[i].worse, files));
        after_json(one, crux->preferences.at[i].after, crux->preferences.at[i].against);
        json_array_append_new(preferences, one);
    }
    json_object_set_new(json, "preferences", preferences);
    return json;
}
