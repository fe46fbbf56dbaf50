#include "report/supposed.h"

#include "report/literals.h"
#include "report/status_json.h"
#include "report/unknown_days.h"
#include "report/wrap.h"

static void preference_text(Text *out, const Case *c, ItemId id, Files *files)
{
    const Item *preference = &c->items.at[id];
    item_label(out, c, &c->items.at[preference->better], files);
    text_add(out, STR(" is preferred to "));
    item_label(out, c, &c->items.at[preference->worse], files);
}

static void supposition_text(Text *out, const Case *c, const Supposition *s, Files *files)
{
    static const char *const phrases[] = {" is accepted", " is left out", " is denied"};
    if (s->source != NONE) {
        text_format(out, "%.*s counts for nothing", STR_ARG(tree_symbol(c->tree, c->sources.at[s->source].name)));
    } else if (s->kind == SUPPOSE_PREFER) {
        preference_text(out, c, s->item, files);
    } else if (s->kind == SUPPOSE_GIVEN) {
        const Literal *given = &c->schemas.at[c->items.at[s->item].schemas.first].head;
        text_add(out, STR("it is given: "));
        literal_reading(out, c, given->relation, &c->terms.at[given->args]);
    } else {
        item_label(out, c, &c->items.at[s->item], files);
        text_add(out, str_of(phrases[s->kind]));
    }
}

void supposed_text(Text *out, const Case *c, const Suppositions *supposed, Files *files, size_t width)
{
    Text line = {0};
    for (size_t i = 0; i < supposed->n; i++) {
        text_add(&line, !i ? STR("Supposing that ") : i + 1 < supposed->n ? STR(", that ") : STR(" and that "));
        supposition_text(&line, c, &supposed->at[i], files);
    }
    if (supposed->n) {
        text_add(&line, STR("."));
        wrap_add(out, text_str(&line), 0, 2, width);
    }
    text_free(&line);
}

void as_written_text(Text *out, const Period *written, size_t width)
{
    Text line = {0};
    text_format(&line, "As the case is written: %s.",
                written ? period_phrase(written) : "no answer, for its facts contradict each other");
    wrap_add(out, text_str(&line), 0, 2, width);
    text_free(&line);
}

json_t *supposed_json(const Suppositions *supposed)
{
    static const char *const words[] = {"accept", "reject", "deny", "prefer", "given"};
    json_t *list = json_array();
    for (size_t i = 0; i < supposed->n; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "kind", json_string(words[supposed->at[i].kind]));
        json_object_set_new(one, "what", json_of_str(str_of(supposed->at[i].what)));
        json_array_append_new(list, one);
    }
    return list;
}

const char *period_phrase(const Period *p)
{
    bool had = p->status != STATUS_DEFEATED && p->status != STATUS_UNSUPPORTED; /* by something else since it ended */
    return p->status != STATUS_ESTABLISHED && p->against == STATUS_ESTABLISHED ? "excluded"
           : p->ended != DAY_NONE_AFTER && !had                                ? "ended"
                                                                               : answer_phrase(p->status);
}

static bool change_text(Text *out, const Case *c, const Answer *a, Day day, bool dated, size_t width)
{
    const Period *now = periods_at(&a->periods, day), *before = periods_at(&a->written, day);
    if (periods_say_alike(now, before)) {
        return false;
    }
    Text line = {0};
    literal_reading(&line, c, a->relation, a->args);
    text_format(&line, ", for %.*s", STR_ARG(case_view_name(c, a->view)));
    if (dated) {
        text_add(&line, STR(" on "));
        day_print(&line, day);
    }
    text_add(&line, STR(": "));
    period_says(&line, now);
    text_add(&line, STR(" (as written: "));
    period_says(&line, before);
    text_add(&line, STR(")"));
    wrap_add(out, text_str(&line), 2, 4, width);
    text_free(&line);
    return true;
}

/* Whether the answer changes on any day at all; what is in between counts as one, since it is not told apart on all days. */
static bool changes_some_day(const Answer *a)
{
    for (int turn = 0; turn < 2; turn++) {
        const Periods *here = turn ? &a->written : &a->periods, *there = turn ? &a->periods : &a->written;
        for (size_t i = 0; i < here->n; i++) {
            uint8_t x = here->at[i].status, y = periods_at(there, here->at[i].from)->status;
            bool in_between = x != STATUS_ESTABLISHED && x != STATUS_UNSUPPORTED && x != STATUS_DEPENDS;
            in_between &= y != STATUS_ESTABLISHED && y != STATUS_UNSUPPORTED && y != STATUS_DEPENDS;
            if (x != y && !in_between) {
                return true;
            }
        }
    }
    return false;
}

/* The days of the stretch on which the answer, or what it was, becomes another one; its first day too. */
static void find_turns(const Answer *a, DaySpan asked, DayVec *days)
{
    vec_clear(days);
    vec_push(days, asked.lo);
    for (size_t i = 0, k = 0; i < a->periods.n || k < a->written.n;) {
        bool now = k == a->written.n || (i < a->periods.n && a->periods.at[i].from <= a->written.at[k].from);
        Day from = now ? a->periods.at[i++].from : a->written.at[k++].from;
        if (from > vec_last(days) && from <= asked.hi) {
            vec_push(days, from);
        }
    }
}

static bool same_phrases(const Answer *a, Day one, Day other)
{
    const Periods *both[] = {&a->periods, &a->written};
    bool same = true;
    for (int i = 0; i < 2; i++) {
        same &= periods_say_alike(periods_at(both[i], one), periods_at(both[i], other));
    }
    return same;
}

void changes_text(Text *out, const Case *c, const Answers *answers, DaySpan asked, size_t width)
{
    DayVec turns = {0};
    Text lines = {0};
    bool elsewhere = false, written = answers->list.n > 0;
    for (size_t i = 0; i < answers->list.n; i++) {
        const Answer *a = &answers->list.at[i];
        const Question *q = a->question == NONE ? NULL : &c->questions.at[a->question];
        uint32_t days = q && asked.lo == DAY_NONE_AFTER ? q->days.count : 0;
        if (!a->written.n) {
            written = false;
            break;
        }
        for (uint32_t k = 0; k < (days ? days : asked.lo == asked.hi); k++) {
            Day on = days ? c->days.at[q->days.first + k] : asked.lo != DAY_NONE_AFTER ? asked.lo : c->as_of;
            change_text(&lines, c, a, on == DAY_NONE_AFTER ? DAY_NONE_AFTER - 1 : on, on != DAY_NONE_AFTER, width);
        }
        if (asked.lo != asked.hi) {
            find_turns(a, asked, &turns);
        }
        for (size_t k = 0; asked.lo != asked.hi && k < turns.n; k++) {
            if (!k || !same_phrases(a, turns.at[k - 1], turns.at[k])) {
                change_text(&lines, c, a, turns.at[k], turns.at[k] != DAY_FIRST, width);
            }
        }
        elsewhere |= changes_some_day(a);
    }
    if (!written) {
        text_add(out, STR("\nThe case as written has no answers to compare with.\n"));
    } else if (lines.len) {
        text_add(out, STR("\nWhat this changes\n"));
        text_add(out, text_str(&lines));
    } else {
        text_add(out, elsewhere ? STR("\nThis changes nothing on the days asked about; on other days it does.\n")
                                : STR("\nThis changes nothing that is asked.\n"));
    }
    text_free(&lines);
    vec_free(&turns);
}
