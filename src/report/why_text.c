#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/why_report.h"
#include "report/wrap.h"

typedef struct Writer {
    Text *out;
    const Evaluation *e;
    const Case *c;
    const Why *why;
    Files *files;
    size_t width;
    Text line; /* scratch: the paragraph at hand */
} Writer;

static void reading_of(const Writer *w, Text *out, AtomId atom)
{
    const Theory *t = &w->e->ground.theory;
    literal_reading(out, w->c, t->relation.at[atom], atom_args(t, atom));
}

static void flush(Writer *w, size_t first, size_t rest)
{
    wrap_add(w->out, text_str(&w->line), first, rest, w->width);
    w->line.len = 0;
}

/* "per the ruling and, through it, the gazette": the sources of a claim's support, or a rule's authorities. */
static void sources_text(Writer *w, TreeRange sources, const char *before)
{
    for (uint32_t i = 0; i < sources.count; i++) {
        const Source *source = &w->c->sources.at[w->c->ids.at[sources.first + i]];
        text_format(&w->line, "%s%.*s", i ? ", " : before, STR_ARG(tree_symbol(w->c->tree, source->name)));
    }
}

/* "rule finder (“Whoever first …”; popov; per ruling)". */
static void item_text(Writer *w, ItemId id, uint32_t support)
{
    const Item *item = &w->c->items.at[id];
    if (item->name != NONE) {
        text_format(&w->line, "%s ", tree_item_word(item->kind));
    }
    item_label(&w->line, w->c, item, w->files);
    if (item->by) {
        text_add(&w->line, STR(", says "));
        positions_text(&w->line, w->c, item->by, false);
    }
    if (item_is_claimed(item) && support != NONE) {
        sources_text(w, w->c->supports.at[support].sources, ", per ");
    } else if (!item_is_claimed(item)) {
        sources_text(w, item->sources, ", per ");
    }
}

static void day_text(Text *out, Day day)
{
    if (day == DAY_FIRST) {
        text_add(out, STR("the beginning"));
    } else {
        day_print(out, day);
    }
}

static void numbers_text(Writer *w, TreeRange because)
{
    for (uint32_t i = 0; i < because.count; i++) {
        text_format(&w->line, "%s%u",
                    !i                       ? ""
                    : i + 1 == because.count ? " and "
                                             : ", ",
                    w->why->ids.at[because.first + i] + 1);
    }
}

static void outcome_text(Writer *w, const WhyAttack *a)
{
    if (a->kind == ATTACK_WEAKER) {
        text_add(&w->line, STR(": no obstacle, it ranks below"));
    } else if (a->outcome == LABEL_IN) {
        text_add(&w->line, STR(": this stands"));
    } else if (a->outcome == LABEL_OPEN) {
        text_add(&w->line, STR(": neither prevails"));
    } else {
        text_add(&w->line, STR(": this fails"));
        if (a->answered_by != NONE) {
            text_add(&w->line, STR(", answered by "));
            item_text(w, a->answered_by, NONE);
        } else if (a->unmet != NONE) {
            text_add(&w->line, STR(", for it does not stand that "));
            reading_of(w, &w->line, a->unmet);
        }
    }
}

static void attack_text(Writer *w, const WhyAttack *a)
{
    static const char *const leads[] = {[ATTACK_EXCEPTION] = "unless ",
                                        [ATTACK_CONTRARY] = "against it: ",
                                        [ATTACK_UNDERCUT] = "set aside if ",
                                        [ATTACK_ENDS] = "until it ends: ",
                                        [ATTACK_SINCE] = "overtaken if ",
                                        [ATTACK_DOUBT] = "",
                                        [ATTACK_OTHER_DAY] = "it happens once, and elsewhere: ",
                                        [ATTACK_WEAKER] = "against it: "};
    if (a->kind == ATTACK_DOUBT) {
        if (a->by) {
            text_add(&w->line, STR("denied by "));
            positions_text(&w->line, w->c, a->by, false);
        } else {
            text_add(&w->line, STR("in doubt, for its rank alone establishes nothing"));
        }
    } else {
        text_add(&w->line, str_of(leads[a->kind]));
        for (uint32_t i = 0; i < a->atoms.count; i++) {
            text_add(&w->line, i ? STR(" and ") : STR(""));
            reading_of(w, &w->line, w->why->ids.at[a->atoms.first + i]);
        }
        if (a->day != DAY_FIRST) {
            text_add(&w->line, a->kind == ATTACK_OTHER_DAY ? STR(" (on ") : STR(" (from "));
            day_print(&w->line, a->day);
            text_add(&w->line, STR(")"));
        }
        if (a->item != NONE) {
            text_add(&w->line, STR(" ["));
            item_text(w, a->item, NONE);
            text_add(&w->line, STR("]"));
        }
    }
    outcome_text(w, a);
    flush(w, 6, 10);
}

/* The days of a step that is about others than the one asked about. */
static void other_days_text(Writer *w, const WhyStep *s)
{
    if (s->from == DAY_FIRST) {
        text_add(&w->line, STR(" (until "));
        day_print(&w->line, s->until - 1);
    } else {
        text_add(&w->line, s->until == s->from + 1 ? STR(" (on ") : STR(" (from "));
        day_print(&w->line, s->from);
        if (s->until == DAY_NONE_AFTER) {
            text_add(&w->line, STR(" on"));
        } else if (s->until != s->from + 1) {
            text_add(&w->line, STR(" to "));
            day_print(&w->line, s->until - 1);
        }
    }
    text_add(&w->line, STR(")"));
}

static void step_text(Writer *w, uint32_t number)
{
    const WhyStep *s = &w->why->steps.at[number];
    const Item *item = s->item == NONE ? NULL : &w->c->items.at[s->item];
    text_format(&w->line, "%2u  ", number + 1);
    reading_of(w, &w->line, s->atom);
    text_add(&w->line, s->kind == GIVES && !s->ran && !s->because.count ? STR(": undisputed")
                       : s->status == STATUS_ESTABLISHED                ? STR(": established")
                       : s->set_aside                                   ? STR(": does not stand")
                                                                        : STR(": contested"));
    if (w->why->day < s->from || w->why->day >= s->until) {
        other_days_text(w, s);
    }
    flush(w, 0, 6);
    if (s->kind == RANKED_STEP || s->kind == CLAUSE_STEP) {
        text_add(&w->line, s->kind == RANKED_STEP ? STR("by rank, or by preferences that nobody disputes")
                                                  : STR("as the case says where it is declared"));
        flush(w, 4, 6);
        return;
    }
    if (!item) {
        text_add(&w->line, STR("because of "));
        numbers_text(w, s->because);
        text_add(&w->line, STR(", then or earlier"));
        flush(w, 4, 6);
        return;
    }
    text_add(&w->line, STR("by "));
    item_text(w, s->item, s->support);
    if (s->ran) {
        text_add(&w->line, STR("; it began on "));
        day_text(&w->line, s->began);
        text_add(&w->line, STR(" and goes on until something ends it"));
    }
    if (s->because.count) {
        text_add(&w->line, STR("; because of "));
        numbers_text(w, s->because);
    }
    flush(w, 4, 6);
    Str sentence = item_sentence(w->c, item);
    if (sentence.len && (item->kind == ITEM_RULE || item->kind == ITEM_ALWAYS || item->kind == ITEM_ACT)) {
        text_add(&w->line, STR("“"));
        text_add(&w->line, sentence);
        text_add(&w->line, STR("”"));
        flush(w, 4, 5);
    }
    for (uint32_t i = 0; i < s->attacks.count; i++) {
        attack_text(w, &w->why->attacks.at[s->attacks.first + i]);
    }
}

static void missing_text(Writer *w)
{
    const Why *why = w->why;
    if (!why->missing.n) {
        text_add(&w->line,
                 STR("Nothing in this view, on any day, could give it: no fact, claim or rule concludes it."));
        flush(w, 2, 2);
        return;
    }
    for (size_t i = 0; i < why->missing.n; i++) {
        const WhyMissing *m = &why->missing.at[i];
        const Schema *s = &w->c->schemas.at[m->schema];
        item_text(w, s->item, NONE);
        text_add(&w->line, STR(" would give it"));
        text_add(&w->line, m->out_of_view ? STR(", but is not part of this view") : STR(""));
        if (m->out_of_force) {
            text_add(&w->line, m->out_of_view ? STR(", and") : STR(", but"));
            text_add(&w->line, s->role == ROLE_RULE ? STR(" is not in force on that day") : STR(" for other days"));
        }
        flush(w, 2, 4);
        ConstantId binding[MAX_VARIABLES];
        memset(binding, 0xff, sizeof binding);
        for (uint32_t k = 0; k < relation_arity(w->c, s->head.relation); k++) {
            TermCode code = w->c->terms.at[s->head.args + k];
            if (code & VARIABLE) {
                binding[code & ~VARIABLE] = why->args[k];
            }
        }
        for (uint32_t k = 0; k < m->met.count; k++) {
            uint32_t met = why->ids.at[m->met.first + k];
            text_add(&w->line, met == 1 ? STR("met: ") : met == 2 ? STR("met, but on other days: ") : STR("missing: "));
            condition_text(&w->line, w->c, &w->c->literals.at[s->body.literals.first + k], s->names, binding, false);
            flush(w, 6, 8);
        }
    }
}

static void heading(Writer *w)
{
    const Why *why = w->why;
    const Period *p = &why->period;
    literal_reading(&w->line, w->c, why->relation, why->args);
    if (p->status != STATUS_ESTABLISHED && p->against == STATUS_ESTABLISHED) {
        text_format(&w->line, ": excluded, something that conflicts with it is established");
    } else {
        text_format(&w->line, ": %s", answer_phrase(p->status));
    }
    uint32_t view = w->e->ground.theory.from.view;
    if (view == VIEW_ALL) {
        text_add(&w->line, STR(" (all views together"));
    } else {
        text_format(&w->line, " (for %.*s", STR_ARG(case_view_name(w->c, view)));
    }
    if (w->c->as_of != DAY_NONE_AFTER || why->day != DAY_NONE_AFTER - 1) {
        text_add(&w->line, STR(", "));
        day_print(&w->line, why->day);
    }
    text_add(&w->line, STR(")"));
    flush(w, 0, 2);
    if (p->status == STATUS_ESTABLISHED && p->rests_on) {
        text_add(&w->line, STR("On the word of "));
        positions_text(&w->line, w->c, p->rests_on, false);
        text_add(&w->line,
                 p->unanswered ? STR("; nobody else answers it.") : STR("; others answer it, without success."));
        flush(w, 0, 2);
    }
    if (why->lapsed != DAY_NONE_AFTER && p->ended == DAY_NONE_AFTER) {
        text_add(&w->line, STR("It went on until something undisputed stopped it on "));
        day_print(&w->line, why->lapsed);
        text_add(&w->line, STR("."));
        flush(w, 0, 2);
    }
    if (p->ended != DAY_NONE_AFTER) {
        text_add(&w->line, STR("It held before, and ended on "));
        day_print(&w->line, p->ended);
        text_add(&w->line, STR("."));
        flush(w, 0, 2);
    }
    if (p->from != DAY_FIRST || p->until != DAY_NONE_AFTER) {
        text_add(&w->line, STR("The same"));
        if (p->from != DAY_FIRST) {
            text_add(&w->line, STR(" from "));
            day_print(&w->line, p->from);
        }
        if (p->until != DAY_NONE_AFTER) {
            text_add(&w->line, STR(" until "));
            day_print(&w->line, p->until - 1);
        }
        text_add(&w->line, p->until == DAY_NONE_AFTER ? STR(" on.") : STR("."));
        flush(w, 0, 2);
    }
}

void why_text(Text *out, const Evaluation *e, const Why *why, const Suppositions *supposed, Files *files, size_t width)
{
    Writer w = {.out = out, .e = e, .c = e->ground.c, .why = why, .files = files, .width = width};
    supposed_text(out, w.c, supposed, files, width);
    heading(&w);
    if (supposed->n) {
        text_format(&w.line, "As the case is written: %s.",
                    why->has_written ? period_phrase(&why->written) : "no answer, for its facts contradict each other");
        flush(&w, 0, 2);
    }
    if (why->own) {
        text_add(out, why->period.status == STATUS_ESTABLISHED ? STR("\nWhy\n")
                      : why->lapsed != DAY_NONE_AFTER          ? STR("\nUntil then\n")
                                                               : STR("\nFor\n"));
        for (uint32_t i = 0; i < why->own; i++) {
            step_text(&w, i);
        }
    } else {
        text_add(out, STR("\nWhat is missing\n"));
        missing_text(&w);
    }
    if (why->steps.n > why->own) {
        text_add(out, why->lapsed != DAY_NONE_AFTER ? STR("\nWhat stopped it\n") : STR("\nAgainst\n"));
        for (uint32_t i = why->own; i < why->steps.n; i++) {
            step_text(&w, i);
        }
    } else if (why->contrary_roots.n) {
        text_add(out, STR("\nAgainst\n"));
        for (size_t i = 0; i < why->contrary_roots.n; i++) {
            text_format(&w.line, "see %u above", why->contrary_roots.at[i] + 1);
            flush(&w, 4, 6);
        }
    }
    if (why->cut) {
        text_format(&w.line, "… more was left out: ask `arguendo why` about one of the statements above.");
        flush(&w, 0, 2);
    }
    text_free(&w.line);
}
