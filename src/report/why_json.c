#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/units.h"
#include "report/why_report.h"

static json_t *literal_json(const Evaluation *e, AtomId atom, bool reads)
{
    const Theory *t = &e->ground.theory;
    Text text = {0};
    (reads ? literal_reading : literal_text)(&text, e->ground.c, t->relation.at[atom], atom_args(t, atom));
    json_t *json = json_of_str(text_str(&text));
    text_free(&text);
    return json;
}

static json_t *numbers_json(const Why *why, TreeRange range)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < range.count; i++) {
        json_array_append_new(list, json_integer((json_int_t)why->ids.at[range.first + i] + 1));
    }
    return list;
}

/* A number counted from 1, or null. */
static json_t *number_json(uint32_t number)
{
    return number == NONE ? json_null() : json_integer((json_int_t)number + 1);
}

static json_t *attack_json(const Evaluation *e, const Why *why, const WhyAttack *a, Files *files)
{
    static const char *const kinds[] = {"exception", "contrary",  "undercut", "ends",   "since",
                                        "doubt",     "other_day", "weaker",   "attempt"};
    static const char *const outcomes[] = {[LABEL_OPEN] = "open", [LABEL_IN] = "stands", [LABEL_OUT] = "fails"};
    const Case *c = e->ground.c;
    json_t *json = json_object(), *literals = json_array();
    for (uint32_t i = 0; i < a->atoms.count; i++) {
        json_array_append_new(literals, literal_json(e, why->ids.at[a->atoms.first + i], false));
    }
    json_object_set_new(json, "kind", json_string(kinds[a->kind]));
    json_object_set_new(json, "literals", literals);
    json_object_set_new(json, "item", item_json(c, a->item, files));
    json_object_set_new(json, "by", json_of_positions(c, a->by));
    json_object_set_new(json, "outcome", json_string(outcomes[a->outcome]));
    json_object_set_new(json, "made_in", number_json(a->maker));
    json_object_set_new(json, "answered_by", item_json(c, a->answered_by, files));
    json_object_set_new(json, "answered_in", number_json(a->answer));
    json_object_set_new(json, "unmet", a->unmet == NONE ? json_null() : literal_json(e, a->unmet, false));
    json_object_set_new(json, "failure", number_json(a->failure));
    json_object_set_new(json, "day", json_of_day(a->day));
    return json;
}

static json_t *failure_json(const Evaluation *e, const Why *why, uint32_t number, Files *files)
{
    const WhyFailure *f = &why->failures.at[number];
    json_t *json = json_object(), *attempts = json_array();
    for (uint32_t i = 0; i < f->attempts.count; i++) {
        json_array_append_new(attempts, attack_json(e, why, &why->attacks.at[f->attempts.first + i], files));
    }
    json_object_set_new(json, "n", number_json(number));
    json_object_set_new(json, "literal", literal_json(e, f->atom, false));
    json_object_set_new(json, "reads", literal_json(e, f->atom, true));
    json_object_set_new(json, "from", json_of_day(f->from));
    json_object_set_new(json, "until", json_of_day(f->until));
    json_object_set_new(json, "attempts", attempts);
    return json;
}

static json_t *kept_json(const Case *c, const Why *why, TreeRange kept, Files *files)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < kept.count; i++) {
        const WhyKept *k = &why->kept.at[kept.first + i];
        json_t *json = json_object();
        json_object_set_new(json, "item", item_json(c, k->item, files));
        json_object_set_new(json, "doubt", json_boolean(k->doubt));
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *readings_json(const Case *c, const Why *why, Files *files)
{
    json_t *list = json_array();
    for (size_t i = 0; i < why->readings.n; i++) {
        const WhyReading *r = &why->readings.at[i];
        json_t *json = json_object();
        json_object_set_new(json, "has_it", json_boolean(r->has));
        json_object_set_new(json, "root", number_json(r->root));
        json_object_set_new(json, "keeps", kept_json(c, why, r->kept, files));
        json_object_set_new(json, "gives_up", kept_json(c, why, r->fallen, files));
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *sources_json(const Case *c, const WhyStep *s)
{
    json_t *list = json_array();
    TreeRange sources = s->item == NONE      ? (TreeRange){0, 0}
                        : s->support != NONE ? c->supports.at[s->support].sources
                                             : c->items.at[s->item].sources;
    for (uint32_t i = 0; i < sources.count; i++) {
        Symbol name = c->sources.at[c->ids.at[sources.first + i]].name;
        json_array_append_new(list, json_of_str(tree_symbol(c->tree, name)));
    }
    return list;
}

static json_t *step_json(const Evaluation *e, const Why *why, uint32_t number, Files *files)
{
    static const char *const kinds[] = {[PRESUMES] = "presumption", [STARTS] = "beginning", [GIVES] = "fact"};
    const Case *c = e->ground.c;
    const WhyStep *s = &why->steps.at[number];
    json_t *json = json_object(), *attacks = json_array();
    for (uint32_t i = 0; i < s->attacks.count; i++) {
        json_array_append_new(attacks, attack_json(e, why, &why->attacks.at[s->attacks.first + i], files));
    }
    json_object_set_new(json, "n", json_integer((json_int_t)number + 1));
    json_object_set_new(json, "literal", literal_json(e, s->atom, false));
    json_object_set_new(json, "reads", literal_json(e, s->atom, true));
    json_object_set_new(json, "from", json_of_day(s->from));
    json_object_set_new(json, "until", json_of_day(s->until));
    json_object_set_new(json, "status", json_string(status_word(s->status)));
    json_object_set_new(json, "set_aside", json_boolean(s->label == LABEL_OUT));
    json_object_set_new(json, "given_by",
                        json_string(s->kind == PLAIN_STEP    ? "earlier"
                                    : s->kind == RANKED_STEP ? "rank"
                                    : s->kind == CLAUSE_STEP ? "clause"
                                                             : kinds[s->kind]));
    json_object_set_new(json, "item", item_json(c, s->item, files));
    json_object_set_new(json, "sentence",
                        s->item == NONE ? json_null() : json_of_str(item_sentence(c, &c->items.at[s->item])));
    json_object_set_new(json, "by", json_of_positions(c, s->item == NONE ? 0 : c->items.at[s->item].by));
    json_object_set_new(json, "sources", sources_json(c, s));
    json_object_set_new(json, "runs_since", s->ran ? json_of_day(s->began) : json_null());
    json_object_set_new(json, "inertia", json_boolean(s->ran));
    json_object_set_new(json, "because", numbers_json(why, s->because));
    json_object_set_new(json, "attacks", attacks);
    json_object_set_new(json, "more_attacks", json_integer((json_int_t)s->more));
    return json;
}

static json_t *condition_json(const Evaluation *e, const Why *why, const WhyMissing *m, uint32_t k)
{
    static const char *const states[] = {[CONDITION_MISSING] = "missing",
                                         [CONDITION_OTHER_DAYS] = "met on other days",
                                         [CONDITION_OTHERS] = "met of others",
                                         [CONDITION_MET] = "met"};
    const Case *c = e->ground.c;
    const Schema *s = &c->schemas.at[m->schema];
    const WhyCondition *condition = &why->conditions.at[m->conditions.first + k];
    json_t *json = json_object();
    Text text = {0};
    condition_text(&text, c, &c->literals.at[s->body.literals.first + k], s->names,
                   m->binding.count ? why->ids.at + m->binding.first : NULL, false);
    json_object_set_new(json, "condition", json_of_str(text_str(&text)));
    text_free(&text);
    json_object_set_new(json, "state", json_string(states[condition->state]));
    json_object_set_new(json, "literal", condition->atom == NONE ? json_null() : literal_json(e, condition->atom, false));
    json_object_set_new(json, "from", json_of_day(condition->from));
    json_object_set_new(json, "until", json_of_day(condition->until));
    return json;
}

static json_t *comparison_json(const Case *c, const Why *why, const WhyMissing *m)
{
    if (m->comparison == NONE) {
        return json_null();
    }
    Text text = {0};
    comparison_text(&text, c, &c->schemas.at[m->schema], &c->comparisons.at[m->comparison],
                    m->binding.count ? why->ids.at + m->binding.first : NULL);
    json_t *json = json_of_str(text_str(&text));
    text_free(&text);
    return json;
}

static json_t *missing_json(const Evaluation *e, const Why *why, const WhyMissing *m, Files *files)
{
    const Case *c = e->ground.c;
    json_t *json = json_object(), *conditions = json_array();
    uint32_t around = m->schema == NONE ? 0 : c->schemas.at[m->schema].around;
    for (uint32_t k = 0; k < m->conditions.count - around; k++) {
        json_array_append_new(conditions, condition_json(e, why, m, k));
    }
    json_object_set_new(json, "item", item_json(c, m->item, files));
    json_object_set_new(json, "in_view", json_boolean(!m->out_of_view && !m->out_of_sight));
    json_object_set_new(json, "in_force", json_boolean(!m->out_of_force));
    json_object_set_new(json, "comparison_fails", comparison_json(c, why, m));
    json_object_set_new(json, "conditions", conditions);
    return json;
}

static json_t *elsewhere_json(const Evaluation *e, const Why *why)
{
    json_t *list = json_array();
    for (size_t i = 0; i < why->elsewhere.n; i++) {
        const WhyElsewhere *at = &why->elsewhere.at[i];
        json_t *json = json_object();
        json_object_set_new(json, "literal", at->atom == NONE ? json_null() : literal_json(e, at->atom, false));
        json_object_set_new(json, "for",
                            at->view == NONE ? json_null() : json_of_str(case_view_name(e->ground.c, at->view)));
        json_object_set_new(json, "from", json_of_asked_day(at->from));
        json_object_set_new(json, "until", json_of_day(at->until));
        json_object_set_new(json, "established", json_boolean(at->status == STATUS_ESTABLISHED));
        json_array_append_new(list, json);
    }
    return list;
}

/* On what the answer depends, and the way in which the dates fall that is explained. */
static void dates_json(json_t *json, const Case *c, const Why *why, Files *files)
{
    json_object_set_new(json, "statuses", json_of_statuses(why->whole.statuses));
    json_object_set_new(json, "depends_on_dates", json_of_unknowns(c, why->dates.at, (uint32_t)why->dates.n));
    json_t *taken = json_array();
    Text item = {0};
    for (size_t i = 0; i < why->dates.n; i++) {
        const Unknown *u = &c->unknowns.at[why->dates.at[i]];
        json_t *one = json_object();
        json_object_set_new(one, "date", json_of_str(tree_symbol(c->tree, u->written)));
        if (u->item != NONE) {
            item_label(&item, c, &c->items.at[u->item], files);
        }
        json_object_set_new(one, "item", u->item == NONE ? json_null() : json_of_str(text_str(&item)));
        item.len = 0;
        json_object_set_new(one, "day", json_of_day(why->taken.at[i]));
        json_array_append_new(taken, one);
    }
    text_free(&item);
    json_object_set_new(json, "shown_for", taken);
    json_object_set_new(json, "shown_status", json_string(answer_word(why->period.status)));
}

json_t *why_json(const Evaluation *e, const Why *why, const Suppositions *supposed, Files *files)
{
    const Case *c = e->ground.c;
    const Period *answer = why->whole.statuses ? &why->whole : &why->period;
    json_t *json = json_object(), *steps = json_array(), *missing = json_array(), *against = json_array();
    Text text = {0};
    literal_text(&text, c, why->relation, why->args);
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "literal", json_of_str(text_str(&text)));
    text.len = 0;
    literal_reading(&text, c, why->relation, why->args);
    json_object_set_new(json, "reads", json_of_str(text_str(&text)));
    text_free(&text);
    json_object_set_new(json, "for", json_of_str(case_view_name(c, e->ground.theory.from.view)));
    json_object_set_new(json, "on", json_of_asked_day(why->day));
    if (supposed->n) {
        json_object_set_new(json, "supposed", supposed_json(supposed));
        json_object_set_new(json, "as_written",
                            why->has_written ? json_string(answer_word(why->written.status)) : json_null());
    }
    json_object_set_new(json, "status", json_string(answer_word(answer->status)));
    if (answer->statuses) {
        dates_json(json, c, why, files);
    }
    if (answer->against != EXPECTED_STATUSES) {
        json_object_set_new(json, "against", json_string(answer_word(answer->against)));
    }
    json_object_set_new(json, "rests_on", json_of_positions(c, why->period.rests_on));
    json_object_set_new(json, "unanswered", json_boolean(why->period.unanswered));
    json_object_set_new(json, "lapsed", json_of_day(why->lapsed));
    json_object_set_new(json, "ended", json_of_day(why->period.ended));
    for (uint32_t i = 0; i < why->steps.n; i++) {
        json_array_append_new(steps, step_json(e, why, i, files));
    }
    for (size_t i = 0; i < why->contrary_roots.n; i++) {
        json_array_append_new(against, json_integer((json_int_t)why->contrary_roots.at[i] + 1));
    }
    for (size_t i = 0; i < why->missing.n; i++) {
        json_array_append_new(missing, missing_json(e, why, &why->missing.at[i], files));
    }
    json_t *failures = json_array(), *common = json_array();
    for (uint32_t i = 0; i < why->failures.n; i++) {
        json_array_append_new(failures, failure_json(e, why, i, files));
    }
    for (uint32_t i = 0; i < why->common.count; i++) {
        json_array_append_new(common, literal_json(e, why->ids.at[why->common.first + i], false));
    }
    json_object_set_new(json, "own_steps", json_integer((json_int_t)why->own));
    json_object_set_new(json, "against_steps", json_integer((json_int_t)(why->against - why->own)));
    json_object_set_new(json, "steps", steps);
    json_object_set_new(json, "contraries", against);
    json_object_set_new(json, "failures", failures);
    json_object_set_new(json, "readings", readings_json(c, why, files));
    json_object_set_new(json, "more_readings", json_boolean(why->readings_cut));
    json_object_set_new(json, "common", common);
    json_object_set_new(json, "not_together", kept_json(c, why, why->together, files));
    json_object_set_new(json, "missing", missing);
    json_object_set_new(json, "more_missing", json_integer((json_int_t)why->missing_more));
    json_object_set_new(json, "elsewhere", elsewhere_json(e, why));
    json_object_set_new(json, "complete", json_boolean(!why->cut));
    return json;
}
