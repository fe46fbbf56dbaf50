#include "report/why_words.h"

#include "report/items.h"
#include "report/literals.h"

/* A derivation as sentences: each statement, what gives it, what that follows from, and what is said against it; then, in the same
 * way, what it follows from. */

enum { MOST_PARAGRAPHS = 40 };

static void conditions_says(WhyWriter *w, const WhyStep *s)
{
    const Why *why = w->why;
    for (uint32_t i = 0; i < s->because.count; i++) {
        const WhyStep *on = &why->steps.at[why_through(w, why->ids.at[s->because.first + i])];
        text_add(&w->line, !i ? STR("") : i + 1 == s->because.count ? STR(", and ") : STR(", "));
        why_reading(w, &w->line, on->atom);
        why_days(w, &w->line, on);
        if (!on->because.count) {
            text_format(&w->line, " – %s: ", why_status(on));
            why_ground(w, &w->line, on);
        }
    }
}

static void attack_says(WhyWriter *w, const WhyAttack *a)
{
    text_add(&w->line, STR(" "));
    why_attack(w, &w->line, a, true);
    why_outcome(w, &w->line, a, true);
    text_add(&w->line, STR("."));
}

static void paragraph(WhyWriter *w, const WhyStep *s)
{
    const Why *why = w->why;
    Str sentence = s->item == NONE ? STR("") : item_sentence(w->c, &w->c->items.at[s->item]);
    why_reading(w, &w->line, s->atom);
    why_capital(&w->line, 0);
    text_format(&w->line, ": %s", why_status(s));
    why_days(w, &w->line, s);
    if (s->item != NONE || !s->because.count) {
        text_add(&w->line, s->item == NONE ? STR(", ") : STR(", by "));
        why_ground(w, &w->line, s);
    }
    text_add(&w->line, STR("."));
    if (sentence.len && s->because.count) {
        text_add(&w->line, STR(" “"));
        text_add(&w->line, sentence);
        text_add(&w->line, STR("”"));
    }
    if (s->ran) {
        text_add(&w->line, STR(" It goes on until something ends it."));
    }
    if (s->because.count) {
        text_add(&w->line, s->item == NONE ? STR(" For ") : STR(" That applies, for "));
        conditions_says(w, s);
        text_add(&w->line, STR("."));
    }
    for (uint32_t i = 0; i < s->attacks.count; i++) {
        attack_says(w, &why->attacks.at[s->attacks.first + i]);
    }
    if (s->more) {
        text_format(&w->line, " … %u more are said against it.", s->more);
    }
    why_flush(w, 2, 2);
}

void why_sentences(WhyWriter *w, uint32_t root, uint8_t *shown)
{
    const Why *why = w->why;
    IdVec steps = {0};
    uint32_t paragraphs = 0;
    vec_push(&steps, root);
    for (size_t i = 0; i < steps.n; i++) {
        const WhyStep *s = &why->steps.at[steps.at[i]];
        bool again = why_shown(w, shown, steps.at[i]);
        shown[steps.at[i]] = 1;
        if (again) {
            continue;
        }
        if (i && !s->because.count && !s->attacks.count) {
            continue; /* said with what it supports */
        }
        if (paragraphs++ == MOST_PARAGRAPHS) {
            text_format(&w->line, "… %zu more", steps.n - i);
            why_flush(w, 2, 2);
            break;
        }
        paragraph(w, s);
        for (uint32_t k = 0; k < s->because.count; k++) {
            vec_push(&steps, why_through(w, why->ids.at[s->because.first + k]));
        }
        for (uint32_t k = 0; k < s->attacks.count; k++) {
            const WhyAttack *a = &why->attacks.at[s->attacks.first + k];
            if (a->outcome == LABEL_OUT && a->answer != NONE) {
                vec_push(&steps, a->answer);
            }
        }
    }
    vec_free(&steps);
}
