#include "report/literals.h"
#include "report/timeline_report.h"
#include "report/timeline_scale.h"

static bool is_rule(const Item *item)
{
    return item->kind == ITEM_RULE || item->kind == ITEM_ALWAYS;
}

void timeline_item(Text *out, const TimelineReport *report, ItemId id)
{
    const Case *c = report->c;
    const Item *item = &c->items.at[id];
    if (item->name != NONE) {
        text_format(out, "%s ", tree_item_word(item->kind));
    }
    item_label(out, c, item, report->files);
    Str sentence = item_sentence(c, item);
    if (sentence.len) {
        text_add(out, STR(": "));
        text_add(out, sentence);
    } else if ((item->kind == ITEM_FACT || item->kind == ITEM_CLAIM) && item->schemas.count) {
        const Literal *head = &c->schemas.at[item->schemas.first].head;
        text_add(out, STR(": "));
        literal_reading(out, c, head->relation & ~(RelationId)SAID_BEGINS, &c->terms.at[head->args]);
    }
    while (out->len && out->bytes[out->len - 1] == '.') {
        out->bytes[--out->len] = '\0';
    }
    if (item->by) {
        text_add(out, STR(", says "));
        positions_text(out, c, item->by, false);
    }
}

void timeline_cause(Text *out, const TimelineReport *report, const Cause *cause)
{
    bool rule = is_rule(&report->c->items.at[cause->item]);
    static const char *const days[] = {[CAUSE_EARLIEST] = "the first day of ",
                                       [CAUSE_LATEST] = "the last day of ",
                                       [CAUSE_PAST] = "the day after the last of ",
                                       [CAUSE_POSSIBLE] = "a day of ",
                                       [CAUSE_PAST_POSSIBLE] = "the day after a day of "};
    if (cause->kind >= CAUSE_EARLIEST) {
        const Unknown *unknown = &report->c->unknowns.at[cause->unknown];
        text_format(out, "%s%.*s, of ", days[cause->kind], STR_ARG(tree_symbol(report->c->tree, unknown->written)));
        timeline_item(out, report, cause->item);
        return;
    }
    static const char *const before[] = {
        [CAUSE_BEGINS] = "", [CAUSE_ENDS] = "no longer: ", [CAUSE_BEGAN] = "the day after ", [CAUSE_WINDOW] = "too long ago for "};
    text_add(out, str_of(rule && cause->kind == CAUSE_ENDS ? "no longer in force: " : before[cause->kind]));
    timeline_item(out, report, cause->item);
    text_add(out, rule && cause->kind == CAUSE_BEGINS ? STR(" (in force from here on)") : STR(""));
}

/* Whether it is `during 1985/`: one date, with an unknown end. */
static bool is_during(const Case *c, const Schema *s, const Uncertain *u)
{
    return u->from == NONE && u->after && s->from == case_unknown_days(c, u->until).lo;
}

/* The days of a period with an unknown end, of which the date stands as it is written. */
static void unknown_period(Text *out, const Case *c, const Schema *s, bool begins)
{
    const Uncertain *u = &c->uncertain.at[s->uncertain];
    bool one = u->from == u->until;
    if (is_during(c, s, u)) {
        text_add(out, STR("during "));
        text_add(out, tree_symbol(c->tree, c->unknowns.at[u->until].written));
        return;
    }
    text_add(out, begins ? STR("begins ") : one ? STR("on ") : STR(""));
    text_add(out, s->until == DAY_NONE_AFTER && !one ? STR("from ") : STR(""));
    if (u->from != NONE) {
        text_add(out, tree_symbol(c->tree, c->unknowns.at[u->from].written));
    } else if (s->from != DAY_FIRST) {
        day_print(out, s->from);
    }
    if (one || s->until == DAY_NONE_AFTER) {
        return;
    }
    text_add(out, u->from != NONE || s->from != DAY_FIRST ? STR(" ") : STR(""));
    text_add(out, u->after ? STR("to ") : STR("until "));
    if (u->until != NONE) {
        text_add(out, tree_symbol(c->tree, c->unknowns.at[u->until].written));
    } else {
        day_print(out, s->until - u->after);
    }
}

void timeline_days(Text *out, const TimelineReport *report, const DatedItem *dated)
{
    const Schema *s = &report->c->schemas.at[dated->schema];
    bool begins = s->role != ROLE_RULE && (RELATION_SAID(s->head.relation) & SAID_BEGINS);
    if (s->uncertain != NONE) {
        unknown_period(out, report->c, s, begins);
        return;
    }
    if (dated->from == DAY_FIRST) {
        text_add(out, STR("to "));
        day_print(out, dated->until - 1);
        return;
    }
    text_add(out, begins ? STR("begins ") : dated->until == DAY_NONE_AFTER ? STR("from ") : STR(""));
    day_print(out, dated->from);
    if (dated->until != DAY_NONE_AFTER && dated->until != dated->from + 1) {
        text_add(out, STR(" to "));
        day_print(out, dated->until - 1);
    }
}

bool timeline_is_empty(const Answer *a)
{
    for (size_t i = 0; i < a->periods.n; i++) {
        if (a->periods.at[i].status != STATUS_UNSUPPORTED || a->periods.at[i].against == STATUS_ESTABLISHED) {
            return false;
        }
    }
    return true;
}
