#include "report/items.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/timeline_report.h"
#include "report/timeline_scale.h"

static void set_text(json_t *json, const char *key, Text *text)
{
    json_object_set_new(json, key, json_of_str(text_str(text)));
    text->len = 0;
}

static json_t *rows(const TimelineReport *report)
{
    const Case *c = report->c;
    const Answers *answers = &report->chronology->answers;
    json_t *list = json_array();
    Text text = {0};
    for (size_t i = 0; i < answers->list.n; i++) {
        const Answer *a = &answers->list.at[i];
        json_t *row = json_object();
        const Question *q = a->question == NONE ? NULL : &c->questions.at[a->question];
        json_object_set_new(row, "question",
                            q && q->name != NONE ? json_of_str(tree_symbol(c->tree, q->name)) : json_null());
        json_object_set_new(row, "literal", json_of_str(a->text));
        literal_reading(&text, c, a->relation, a->args);
        set_text(row, "reads", &text);
        json_object_set_new(row, "for", json_of_str(case_view_name(c, a->view)));
        json_object_set_new(row, "periods", json_of_periods(c, &a->periods, (DaySpan){DAY_NONE_AFTER, DAY_NONE_AFTER}));
        if (report->supposed->n) {
            json_object_set_new(row, "as_written",
                                a->written.n ? json_of_periods(c, &a->written, (DaySpan){DAY_NONE_AFTER, DAY_NONE_AFTER})
                                             : json_null());
        }
        json_array_append_new(list, row);
    }
    text_free(&text);
    return list;
}

static json_t *dated(const TimelineReport *report)
{
    const Case *c = report->c;
    json_t *list = json_array();
    Text text = {0};
    for (size_t i = 0; i < report->chronology->dated.n; i++) {
        const DatedItem *d = &report->chronology->dated.at[i];
        const Schema *s = &c->schemas.at[d->schema];
        const Item *item = &c->items.at[s->item];
        json_t *entry = json_object();
        item_label(&text, c, item, report->files);
        set_text(entry, "item", &text);
        json_object_set_new(entry, "kind", json_string(tree_item_word(item->kind)));
        item_says(&text, c, s->item, report->files);
        set_text(entry, "says", &text);
        json_object_set_new(entry, "by", json_of_positions(c, item->by));
        json_object_set_new(entry, "from", json_of_day(d->from));
        json_object_set_new(entry, "until", json_of_day(d->until));
        const Uncertain *u = s->uncertain == NONE ? NULL : &c->uncertain.at[s->uncertain];
        if (u) {
            UnknownId ends[] = {u->from == NONE ? u->until : u->from, u->until};
            bool both = u->from != NONE && u->until != NONE && u->from != u->until;
            json_object_set_new(entry, "unknown", json_of_unknowns(c, ends, both ? 2 : 1));
        }
        bool begins = s->role != ROLE_RULE && (RELATION_SAID(s->head.relation) & SAID_BEGINS);
        json_object_set_new(entry, "goes_on", json_boolean(begins));
        json_array_append_new(list, entry);
    }
    text_free(&text);
    return list;
}

static json_t *causes(const TimelineReport *report, const Change *change)
{
    static const char *const words[] = {[CAUSE_BEGINS] = "begins",
                                        [CAUSE_ENDS] = "ended",
                                        [CAUSE_BEGAN] = "began",
                                        [CAUSE_WINDOW] = "too_long_ago",
                                        [CAUSE_EARLIEST] = "first_day",
                                        [CAUSE_LATEST] = "last_day",
                                        [CAUSE_PAST] = "past_last_day",
                                        [CAUSE_POSSIBLE] = "possible_day",
                                        [CAUSE_PAST_POSSIBLE] = "past_possible_day"};
    json_t *list = json_array();
    Text text = {0};
    for (uint32_t i = 0; i < change->causes.count; i++) {
        const Cause *cause = &report->chronology->causes.at[change->causes.first + i];
        json_t *entry = json_object();
        item_label(&text, report->c, &report->c->items.at[cause->item], report->files);
        set_text(entry, "item", &text);
        json_object_set_new(entry, "what", json_string(words[cause->kind]));
        if (cause->kind >= CAUSE_EARLIEST) {
            const Unknown *unknown = &report->c->unknowns.at[cause->unknown];
            json_object_set_new(entry, "date", json_of_str(tree_symbol(report->c->tree, unknown->written)));
        }
        json_array_append_new(list, entry);
    }
    text_free(&text);
    return list;
}

static json_t *changes(const TimelineReport *report)
{
    json_t *list = json_array();
    for (size_t i = 0; i < report->chronology->changes.n; i++) {
        const Change *change = &report->chronology->changes.at[i];
        const Answer *a = &report->chronology->answers.list.at[change->answer];
        json_t *entry = json_object();
        json_object_set_new(entry, "on", json_of_day(change->day));
        json_object_set_new(entry, "literal", json_of_str(a->text));
        json_object_set_new(entry, "for", json_of_str(case_view_name(report->c, a->view)));
        json_object_set_new(entry, "before", json_string(answer_word(a->periods.at[change->period - 1].status)));
        json_object_set_new(entry, "after", json_string(answer_word(a->periods.at[change->period].status)));
        json_object_set_new(entry, "because", causes(report, change));
        json_array_append_new(list, entry);
    }
    return list;
}

json_t *timeline_json(const TimelineReport *report)
{
    const Case *c = report->c;
    json_t *json = json_object();
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "case", c->title == NONE ? json_null() : json_of_str(c->tree->texts.at[c->title]));
    json_object_set_new(json, "as_of", json_of_day(c->as_of));
    if (report->supposed->n) {
        json_object_set_new(json, "supposed", supposed_json(report->supposed));
    }
    if (report->days.lo != DAY_FIRST || report->days.hi != DAY_NONE_AFTER) {
        json_t *shown = json_object();
        json_object_set_new(shown, "from", json_of_day(report->days.lo));
        json_object_set_new(shown, "until",
                            json_of_day(report->days.hi == DAY_NONE_AFTER ? DAY_NONE_AFTER : report->days.hi + 1));
        json_object_set_new(json, "shown", shown);
    }
    json_object_set_new(json, "rows", rows(report));
    json_object_set_new(json, "changes", changes(report));
    json_object_set_new(json, "dated", dated(report));
    json_object_set_new(json, "complete", json_boolean(report->chronology->complete));
    return json;
}
