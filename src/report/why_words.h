/* Private to report/why*.c: the phrases that explanations are made of. */
#ifndef ARG_REPORT_WHY_WORDS_H
#define ARG_REPORT_WHY_WORDS_H

#include "report/why_report.h"

typedef struct WhyWriter {
    Text *out;
    const Evaluation *e;
    const Theory *t;
    const Case *c;
    const Why *why;
    Files *files;
    size_t width;
    Text line; /* scratch: the paragraph at hand */
} WhyWriter;

/* Ends the paragraph, with these indents. */
void why_flush(WhyWriter *w, size_t first, size_t rest);
void why_reading(const WhyWriter *w, Text *out, AtomId atom);
/* "established", "undisputed": what is to be said of a step at once. */
const char *why_status(const WhyStep *step);
/* ", since 2001-10-08", " (on 2001-10-07)": its days, where they are not simply those asked about. */
void why_days(const WhyWriter *w, Text *out, const WhyStep *step);
/* "finder (rule, per pierson)": the item with its standing and sources. */
void why_item(const WhyWriter *w, Text *out, ItemId item, uint32_t support);
/* "per footage, says popov": what stands behind a step that follows from nothing. */
void why_ground(const WhyWriter *w, Text *out, const WhyStep *step);
/* "unless Alex Popov has the ball under control [full_control (claim, says popov)]": an attack, without what came of it; or as the beginning of
 * a sentence. */
void why_attack(const WhyWriter *w, Text *out, const WhyAttack *attack, bool sentence);
/* ": neither prevails"; of one that fails, for what it does. */
void why_outcome(const WhyWriter *w, Text *out, const WhyAttack *attack, bool sentence);
/* Whether somebody who reads may want to see the step in which the attack is made or answered, and which it is; or NONE. */
uint32_t why_followed(const WhyAttack *attack);
/* "finder and the doubt about full_control". */
void why_kept(const WhyWriter *w, Text *out, TreeRange kept);
/* The step to show in place of one that says no more than that something held at some time: that it held. */
uint32_t why_through(const WhyWriter *w, uint32_t step);
/* Whether two steps say the same: of one literal, on the same days, by one item, because of the same literals. */
bool why_same(const WhyWriter *w, uint32_t a, uint32_t b);
/* Whether the step, or one that says the same, was shown. */
bool why_shown(const WhyWriter *w, const uint8_t *shown, uint32_t step);
/* A reading begins a sentence: with a capital letter, unless it begins with a name from the case file. */
void why_capital(Text *out, size_t at);

/* why_tree.c: a step with all that it follows from and what is said against it, as branches; `deep`: without limits. */
void why_tree(WhyWriter *w, uint32_t step, bool deep, uint8_t *shown);
/* why_prose.c: the same as sentences. */
void why_sentences(WhyWriter *w, uint32_t step, uint8_t *shown);

#endif
