#include "report/diff_report.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/status_text.h"
#include "report/supposed.h"
#include "report/unknown_days.h"
#include "report/wrap.h"

enum { MOST_CAUSES = 6 };

static const Answer *answer_at(const TimelineReport *report, size_t i)
{
    return &report->chronology->answers.list.at[i];
}

static bool has_changed(const TimelineReport *report, const Answer *a)
{
    return !periods_say_alike(periods_at(&a->periods, report->days.lo), periods_at(&a->periods, report->days.hi));
}

/* The changes of an answer after the first day, up to the last. */
static bool is_between(const TimelineReport *report, const Change *change, size_t answer)
{
    return change->answer == answer && change->day > report->days.lo && change->day <= report->days.hi;
}

static void change_text(Text *out, const TimelineReport *report, const Change *change)
{
    const Chronology *chronology = report->chronology;
    const Answer *a = answer_at(report, change->answer);
    Text line = {0};
    day_print(&line, change->day);
    text_add(&line, STR(": "));
    period_says(&line, &a->periods.at[change->period]);
    wrap_add(out, text_str(&line), 4, 6, report->width);
    for (uint32_t i = 0; i < change->causes.count && i < MOST_CAUSES; i++) {
        line.len = 0;
        timeline_cause(&line, report, &chronology->causes.at[change->causes.first + i]);
        wrap_add(out, text_str(&line), 6, 8, report->width);
    }
    if (change->causes.count > MOST_CAUSES) {
        line.len = 0;
        text_format(&line, "… %u more (--format json has all)", change->causes.count - MOST_CAUSES);
        wrap_add(out, text_str(&line), 6, 8, report->width);
    }
    text_free(&line);
}

void diff_days_text(Text *out, const TimelineReport *report)
{
    const Case *c = report->c;
    const Chronology *chronology = report->chronology;
    size_t count = chronology->answers.list.n, changed = 0;
    Text line = {0};
    status_heading(out, c);
    supposed_text(out, c, report->supposed, report->files, report->width);
    for (size_t i = 0; i < count; i++) {
        changed += has_changed(report, answer_at(report, i));
    }
    if (changed) {
        text_format(&line, "%zu of %zu answers changed between ", changed, count);
    } else {
        text_format(&line, "None of %zu answers changed between ", count);
    }
    day_print(&line, report->days.lo);
    text_add(&line, STR(" and "));
    day_print(&line, report->days.hi);
    text_add(out, STR("\n"));
    wrap_add(out, text_str(&line), 0, 2, report->width);
    for (size_t i = 0; i < count; i++) {
        const Answer *a = answer_at(report, i);
        if (!has_changed(report, a)) {
            continue;
        }
        line.len = 0;
        literal_reading(&line, c, a->relation, a->args);
        text_format(&line, ", for %.*s: ", STR_ARG(case_view_name(c, a->view)));
        period_says(&line, periods_at(&a->periods, report->days.lo));
        text_add(&line, STR(" → "));
        period_says(&line, periods_at(&a->periods, report->days.hi));
        wrap_add(out, text_str(&line), 2, 4, report->width);
        for (size_t k = 0; k < chronology->changes.n; k++) {
            if (is_between(report, &chronology->changes.at[k], i)) {
                change_text(out, report, &chronology->changes.at[k]);
            }
        }
    }
    if (report->supposed->n) {
        changes_text(out, c, &chronology->answers, report->days, report->width);
    }
    text_free(&line);
}

static json_t *status_of(const Period *p)
{
    json_t *json = json_object();
    json_object_set_new(json, "status", json_string(answer_word(p->status)));
    if (p->statuses) {
        json_object_set_new(json, "statuses", json_of_statuses(p->statuses));
    }
    if (p->against != EXPECTED_STATUSES) {
        json_object_set_new(json, "against", json_string(answer_word(p->against)));
    }
    return json;
}

static json_t *change_json(const TimelineReport *report, const Change *change)
{
    const Chronology *chronology = report->chronology;
    json_t *json = json_object(), *causes = json_array();
    json_object_set_new(json, "on", json_of_day(change->day));
    json_object_set_new(json, "becomes", status_of(&answer_at(report, change->answer)->periods.at[change->period]));
    for (uint32_t i = 0; i < change->causes.count; i++) {
        Text text = {0};
        timeline_cause(&text, report, &chronology->causes.at[change->causes.first + i]);
        json_array_append_new(causes, json_of_str(text_str(&text)));
        text_free(&text);
    }
    json_object_set_new(json, "causes", causes);
    return json;
}

json_t *diff_days_json(const TimelineReport *report)
{
    const Case *c = report->c;
    const Chronology *chronology = report->chronology;
    json_t *json = json_object(), *changed = json_array();
    size_t same = 0;
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "case", c->title == NONE ? json_null() : json_of_str(c->tree->texts.at[c->title]));
    json_object_set_new(json, "from", json_of_day(report->days.lo));
    json_object_set_new(json, "to", json_of_day(report->days.hi));
    if (report->supposed->n) {
        json_object_set_new(json, "supposed", supposed_json(report->supposed));
    }
    for (size_t i = 0; i < chronology->answers.list.n; i++) {
        const Answer *a = answer_at(report, i);
        if (!has_changed(report, a)) {
            same++;
            continue;
        }
        json_t *one = json_object(), *changes = json_array();
        Text reads = {0};
        literal_reading(&reads, c, a->relation, a->args);
        json_object_set_new(one, "literal", json_of_str(a->text));
        json_object_set_new(one, "reads", json_of_str(text_str(&reads)));
        json_object_set_new(one, "for", json_of_str(case_view_name(c, a->view)));
        json_object_set_new(one, "before", status_of(periods_at(&a->periods, report->days.lo)));
        json_object_set_new(one, "after", status_of(periods_at(&a->periods, report->days.hi)));
        for (size_t k = 0; k < chronology->changes.n; k++) {
            if (is_between(report, &chronology->changes.at[k], i)) {
                json_array_append_new(changes, change_json(report, &chronology->changes.at[k]));
            }
        }
        json_object_set_new(one, "changes", changes);
        json_array_append_new(changed, one);
        text_free(&reads);
    }
    json_object_set_new(json, "changed", changed);
    json_object_set_new(json, "unchanged", json_integer((json_int_t)same));
    json_object_set_new(json, "complete", json_boolean(chronology->complete));
    return json;
}
