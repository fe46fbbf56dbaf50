#include "report/burdens.h"

#include "report/literals.h"
#include "report/status_json.h"
#include "report/wrap.h"

void burdens_text(Text *out, const Case *c, const Burdens *burdens, bool unmet_only, size_t width)
{
    Text line = {0};
    for (size_t i = 0; i < burdens->n; i++) {
        const Burden *b = &burdens->at[i];
        const Question *q = &c->questions.at[b->question];
        const Literal *literal = &c->asked.at[q->asked.first].literal;
        bool met = b->status == STATUS_ESTABLISHED;
        if (met && unmet_only) {
            continue;
        }
        line.len = 0;
        text_add(&line, STR("It is for "));
        positions_text(&line, c, q->by, true);
        text_add(&line, STR(" to establish that "));
        literal_reading(&line, c, literal->relation, &c->terms.at[literal->args]);
        if (b->on != DAY_NONE_AFTER - 1 && (q->days.count || b->on != c->as_of)) {
            text_add(&line, STR(", on "));
            day_print(&line, b->on);
        }
        if (met) {
            text_add(&line, STR(": met"));
        } else {
            bool excluded = b->against == STATUS_ESTABLISHED;
            text_format(&line, b->status == STATUS_DEPENDS ? ": not met; it %s" : ": not met; it is %s",
                        excluded ? "excluded" : answer_phrase(b->status));
        }
        wrap_add(out, text_str(&line), 2, 4, width);
    }
    text_free(&line);
}

json_t *burdens_json(const Case *c, const Burdens *burdens)
{
    json_t *list = json_array();
    Text text = {0};
    for (size_t i = 0; i < burdens->n; i++) {
        const Burden *b = &burdens->at[i];
        const Question *q = &c->questions.at[b->question];
        const Literal *literal = &c->asked.at[q->asked.first].literal;
        json_t *one = json_object();
        json_object_set_new(one, "position", json_of_str(case_view_name(c, (uint32_t)__builtin_ctzll(q->by))));
        literal_text(&text, c, literal->relation, &c->terms.at[literal->args]);
        json_object_set_new(one, "literal", json_of_str(text_str(&text)));
        text.len = 0;
        literal_reading(&text, c, literal->relation, &c->terms.at[literal->args]);
        json_object_set_new(one, "reads", json_of_str(text_str(&text)));
        text.len = 0;
        json_object_set_new(one, "on", json_of_asked_day(b->on));
        json_object_set_new(one, "met", json_boolean(b->status == STATUS_ESTABLISHED));
        json_object_set_new(one, "status", json_string(answer_word(b->status)));
        if (b->against != EXPECTED_STATUSES) {
            json_object_set_new(one, "against", json_string(answer_word(b->against)));
        }
        json_array_append_new(list, one);
    }
    text_free(&text);
    return list;
}
