#include "report/status_json.h"

#include "report/burdens.h"
#include "report/literals.h"
#include "report/supposed.h"

const char *status_word(uint8_t status)
{
    static const char *const words[] = {
#define STATUS(status, word) word,
#include "model/statuses.def"
#undef STATUS
    };
    return words[status];
}

const char *answer_word(uint8_t status)
{
    return status == STATUS_CONTESTED ? "unknown" : status_word(status);
}

const char *answer_phrase(uint8_t status)
{
    return status == STATUS_EITHER_WAY ? "either way"
           : status == STATUS_DEPENDS  ? "depends on dates"
                                       : answer_word(status);
}

json_t *json_of_str(Str s)
{
    return json_stringn(s.ptr ? s.ptr : "", s.len);
}

json_t *json_of_day(Day day)
{
    if (day == DAY_FIRST || day == DAY_NONE_AFTER) {
        return json_null();
    }
    Text text = {0};
    day_print(&text, day);
    json_t *json = json_of_str(text_str(&text));
    text_free(&text);
    return json;
}

json_t *json_of_asked_day(Day day)
{
    return json_of_day(day == DAY_NONE_AFTER - 1 ? DAY_NONE_AFTER : day);
}

json_t *json_of_positions(const Case *c, PositionSet set)
{
    json_t *list = json_array();
    for (PositionId p = 0; p < c->positions.n; p++) {
        if (set >> p & 1) {
            json_array_append_new(list, json_of_str(tree_symbol(c->tree, c->positions.at[p].name)));
        }
    }
    return list;
}

json_t *json_of_statuses(uint8_t statuses)
{
    json_t *list = json_array();
    for (int status = EXPECTED_STATUSES; status-- > 0;) {
        if (statuses >> status & 1) {
            json_array_append_new(list, json_string(status_word((uint8_t)status)));
        }
    }
    return list;
}

json_t *json_of_unknowns(const Case *c, const UnknownId *unknowns, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_array_append_new(list, json_of_str(tree_symbol(c->tree, c->unknowns.at[unknowns[i]].written)));
    }
    return list;
}

static json_t *period_json(const Case *c, const Periods *periods, const Period *p)
{
    json_t *json = json_object();
    json_object_set_new(json, "from", json_of_day(p->from));
    json_object_set_new(json, "until", json_of_day(p->until));
    json_object_set_new(json, "status", json_string(answer_word(p->status)));
    if (p->statuses) {
        json_object_set_new(json, "statuses", json_of_statuses(p->statuses));
    }
    if (p->against != EXPECTED_STATUSES) {
        json_object_set_new(json, "against", json_string(answer_word(p->against)));
    }
    if (p->againsts) {
        json_object_set_new(json, "against_statuses", json_of_statuses(p->againsts));
    }
    if (p->status != STATUS_UNSUPPORTED) {
        json_object_set_new(json, "rests_on", json_of_positions(c, p->rests_on));
        json_object_set_new(json, "unanswered", json_boolean(p->unanswered));
        json_object_set_new(json, "ended", json_of_day(p->ended));
        json_object_set_new(
            json, "depends_on_dates",
            json_of_unknowns(c, p->depends.count ? periods->unknowns.at + p->depends.first : NULL, p->depends.count));
    } else if (p->ended != DAY_NONE_AFTER) {
        json_object_set_new(json, "ended", json_of_day(p->ended));
    }
    return json;
}

json_t *json_of_periods(const Case *c, const Periods *periods, DaySpan days)
{
    json_t *list = json_array();
    for (size_t p = 0; p < periods->n; p++) {
        const Period *period = &periods->at[p];
        if (days.lo == DAY_NONE_AFTER || (period->from <= days.hi && period->until > days.lo)) {
            json_array_append_new(list, period_json(c, periods, period));
        }
    }
    return list;
}

static void add_sensitivities(json_t *json, const Answers *answers, uint32_t answer)
{
    static const char *const readings[] = {"grounded", "stable", "unranked"};
    json_t *list = json_array();
    for (size_t i = 0; i < answers->sensitive.n; i++) {
        const Sensitivity *s = &answers->sensitive.at[i];
        if (s->answer == answer) {
            json_t *one = json_object();
            json_object_set_new(one, "on", json_of_asked_day(s->day));
            json_object_set_new(one, "reading", json_string(readings[s->reading]));
            json_object_set_new(one, "status",
                                s->status == EXPECTED_STATUSES ? json_null() : json_string(status_word(s->status)));
            json_array_append_new(list, one);
        }
    }
    if (json_array_size(list)) {
        json_object_set_new(json, "sensitive", list);
    } else {
        json_decref(list);
    }
}

json_t *status_json(const Case *c, const Answers *answers, const Suppositions *supposed, DaySpan days)
{
    json_t *json = json_object(), *list = json_array();
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "case", c->title == NONE ? json_null() : json_of_str(c->tree->texts.at[c->title]));
    json_object_set_new(json, "as_of", json_of_day(c->as_of));
    if (supposed->n) {
        json_object_set_new(json, "supposed", supposed_json(supposed));
    }
    json_object_set_new(json, "answers", list);
    Text reads = {0};
    for (size_t i = 0; i < answers->list.n; i++) {
        const Answer *a = &answers->list.at[i];
        json_t *answer = json_object();
        const Question *q = a->question == NONE ? NULL : &c->questions.at[a->question];
        bool contention = q && q->kind == QUESTION_CONTENTION;
        Symbol name = q && !contention ? q->name : NONE;
        reads.len = 0;
        literal_reading(&reads, c, a->relation, a->args);
        json_object_set_new(answer, "question", name == NONE ? json_null() : json_of_str(tree_symbol(c->tree, name)));
        if (contention) {
            json_object_set_new(answer, "contention",
                                q->name == NONE ? json_null() : json_of_str(tree_symbol(c->tree, q->name)));
            json_object_set_new(answer, "by", json_of_positions(c, q->by));
            json_object_set_new(answer, "attributed_to", json_of_positions(c, q->attributed));
        }
        json_object_set_new(answer, "literal", json_of_str(a->text));
        json_object_set_new(answer, "reads", json_of_str(text_str(&reads)));
        json_object_set_new(answer, "for", json_of_str(case_view_name(c, a->view)));
        json_object_set_new(answer, "periods", json_of_periods(c, &a->periods, days));
        add_sensitivities(answer, answers, (uint32_t)i);
        if (supposed->n) {
            json_object_set_new(answer, "as_written", a->written.n ? json_of_periods(c, &a->written, days) : json_null());
        }
        json_array_append_new(list, answer);
    }
    if (answers->sensitive_cut) {
        json_object_set_new(json, "sensitivity_complete", json_false());
    }
    if (answers->burdens.n) {
        json_object_set_new(json, "burdens", burdens_json(c, &answers->burdens));
    }
    text_free(&reads);
    return json;
}
