#include "report/why_words.h"

#include "report/items.h"
#include "report/literals.h"
#include "report/status_json.h"
#include "report/wrap.h"

void why_flush(WhyWriter *w, size_t first, size_t rest)
{
    wrap_add(w->out, text_str(&w->line), first, rest, w->width);
    w->line.len = 0;
}

/* A sentence that stands in for a reading goes on within another one: its first word, where it is one of these, is written small. */
static void lower_article(Text *out, size_t at)
{
    static const char *const words[] = {"A ",      "An ",      "The ", "There ", "It ", "No ",
                                        "Nobody ", "Nothing ", "In ",  "On ",    "At ", "By "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if (out->len - at > length && memcmp(out->bytes + at, words[i], length) == 0) {
            out->bytes[at] = (char)(out->bytes[at] - 'A' + 'a');
        }
    }
}

void why_reading(const WhyWriter *w, Text *out, AtomId atom)
{
    size_t at = out->len;
    literal_reading(out, w->c, w->t->relation.at[atom], atom_args(w->t, atom));
    lower_article(out, at);
}

uint32_t why_through(const WhyWriter *w, uint32_t step)
{
    const WhyStep *s = &w->why->steps.at[step];
    bool passes = s->kind == PLAIN_STEP && s->because.count == 1 && !s->attacks.count &&
                  RELATION_SAID(w->t->relation.at[s->atom]) == SAID_ONCE;
    return passes ? w->why->ids.at[s->because.first] : step;
}

const char *why_status(const WhyStep *s)
{
    bool given = (s->kind == GIVES && !s->ran && !s->because.count) || s->kind == CLAUSE_STEP;
    return given ? "undisputed" : s->status == STATUS_CONTESTED ? "contested" : answer_phrase(s->status);
}

static void day_text(Text *out, Day day)
{
    if (day == DAY_FIRST) {
        text_add(out, STR("the beginning"));
    } else {
        day_print(out, day);
    }
}

void why_days(const WhyWriter *w, Text *out, const WhyStep *s)
{
    if (s->ran && s->began != DAY_FIRST) {
        text_add(out, STR(", since "));
        day_text(out, s->began);
    }
    if (s->from <= w->why->day && w->why->day < s->until) {
        return;
    }
    if (s->from == DAY_FIRST) {
        text_add(out, STR(" (until "));
        day_print(out, s->until - 1);
    } else {
        text_add(out, s->until == s->from + 1 ? STR(" (on ") : STR(" (from "));
        day_print(out, s->from);
        if (s->until == DAY_NONE_AFTER) {
            text_add(out, STR(" on"));
        } else if (s->until != s->from + 1) {
            text_add(out, STR(" to "));
            day_print(out, s->until - 1);
        }
    }
    text_add(out, STR(")"));
}

static void item_sources(const WhyWriter *w, Text *out, const Item *item, uint32_t support)
{
    if (item_is_claimed(item) && support != NONE) {
        sources_text(out, w->c, w->c->supports.at[support].sources, true);
    } else if (!item_is_claimed(item)) {
        sources_text(out, w->c, item->sources, false);
    }
}

void why_item(const WhyWriter *w, Text *out, ItemId id, uint32_t support)
{
    const Item *item = &w->c->items.at[id];
    Text sources = {0};
    item_label(out, w->c, item, w->files);
    if (item->supposed) {
        return;
    }
    text_add(out, item->name == NONE && !item->by ? STR("") : STR(" ("));
    if (item->name != NONE) {
        text_add(out, str_of(tree_item_word(item->kind)));
    }
    if (item->by) {
        text_add(out, item->name != NONE ? STR(", says ") : STR("says "));
        positions_text(out, w->c, item->by, false);
    }
    item_sources(w, &sources, item, support);
    if (sources.len) {
        text_add(out, item->name == NONE && !item->by ? STR(" (") : STR(", "));
        text_add(out, text_str(&sources));
    }
    text_add(out, item->name == NONE && !item->by && !sources.len ? STR("") : STR(")"));
    text_free(&sources);
}

void why_ground(const WhyWriter *w, Text *out, const WhyStep *s)
{
    if (s->kind == RANKED_STEP) {
        text_add(out, STR("by rank, or by preferences that nobody disputes"));
    } else if (s->kind == CLAUSE_STEP) {
        text_add(out, STR("so the case says"));
    } else if (s->item != NONE) {
        why_item(w, out, s->item, s->support);
    } else if (RELATION_SAID(w->t->relation.at[s->atom]) & SAID_ONCE) {
        text_add(out, STR("then or earlier"));
    } else {
        text_add(out, STR("what it is made of"));
    }
}

/* What an attack begins with on a branch, and in a sentence. */
static const char *const leads[][2] = {
    [ATTACK_EXCEPTION] = {"unless ", "It is excepted if "},
    [ATTACK_CONTRARY] = {"against it: ", "Against it speaks that "},
    [ATTACK_UNDERCUT] = {"set aside if ", "It is set aside if "},
    [ATTACK_ENDS] = {"until ", "It ends if "},
    [ATTACK_SINCE] = {"overtaken if ", "It is overtaken if "},
    [ATTACK_DOUBT] = {"", "It is "},
    [ATTACK_OTHER_DAY] = {"as it happens once, against it: ", "As it happens once, against it speaks that "},
    [ATTACK_WEAKER] = {"against it: ", "Against it speaks that "},
    [ATTACK_ATTEMPT] = {"", ""},
};

void why_attack(const WhyWriter *w, Text *out, const WhyAttack *a, bool sentence)
{
    text_add(out, str_of(leads[a->kind][sentence]));
    if (a->kind == ATTACK_DOUBT && a->by) {
        text_add(out, STR("denied by "));
        positions_text(out, w->c, a->by, false);
        return;
    }
    if (a->kind == ATTACK_DOUBT) {
        text_add(out, STR("in doubt, for its rank alone establishes nothing"));
        return;
    }
    for (uint32_t i = 0; i < a->atoms.count; i++) {
        text_add(out, i ? STR(" and ") : STR(""));
        why_reading(w, out, w->why->ids.at[a->atoms.first + i]);
    }
    if (a->day != DAY_FIRST) {
        text_add(out, a->kind == ATTACK_OTHER_DAY ? STR(" on ") : STR(" from "));
        day_print(out, a->day);
        text_add(out, a->kind == ATTACK_OTHER_DAY ? STR("") : STR(" on"));
    }
    if (a->item != NONE) {
        text_add(out, a->atoms.count ? STR(" [") : STR(""));
        why_item(w, out, a->item, NONE);
        text_add(out, a->atoms.count ? STR("]") : STR(""));
    }
}

void why_outcome(const WhyWriter *w, Text *out, const WhyAttack *a, bool sentence)
{
    if (a->kind == ATTACK_WEAKER) {
        text_add(out, sentence ? STR(", which is no obstacle, for it ranks below")
                               : STR(": no obstacle, for it ranks below"));
        return;
    }
    if (a->outcome != LABEL_OUT) {
        text_add(out, sentence ? STR(", and ") : STR(": "));
        text_add(out, a->outcome == LABEL_OPEN ? STR("neither prevails")
                      : sentence               ? STR("that stands")
                                               : STR("this stands"));
        return;
    }
    text_add(out, sentence                                       ? STR(", but that fails")
                  : a->item == NONE && a->kind == ATTACK_ATTEMPT ? STR("")
                                                                 : STR(": this fails"));
    if (a->answered_by != NONE) {
        text_add(out, STR(", answered by "));
        item_label(out, w->c, &w->c->items.at[a->answered_by], w->files);
    } else if (a->unmet != NONE) {
        text_add(out, a->kind == ATTACK_ATTEMPT && a->item == NONE ? STR("it does not stand that ")
                                                                   : STR(", for it does not stand that "));
        why_reading(w, out, a->unmet);
    } else if (a->answer != NONE) {
        text_add(out, STR(", for "));
        why_reading(w, out, w->why->steps.at[a->answer].atom);
    }
}

uint32_t why_followed(const WhyAttack *a)
{
    return a->outcome == LABEL_OUT ? a->answer : a->maker;
}

void why_kept(const WhyWriter *w, Text *out, TreeRange kept)
{
    for (uint32_t i = 0; i < kept.count; i++) {
        const WhyKept *k = &w->why->kept.at[kept.first + i];
        text_add(out, !i ? STR("") : i + 1 == kept.count ? STR(" and ") : STR(", "));
        text_add(out, k->doubt ? STR("the doubt about ") : STR(""));
        item_label(out, w->c, &w->c->items.at[k->item], w->files);
    }
}

void why_capital(Text *out, size_t at)
{
    size_t end = at;
    while (end < out->len && out->bytes[end] != ' ' && out->bytes[end] != '(' && out->bytes[end] != '_') {
        end++;
    }
    bool name = end < out->len && out->bytes[end] != ' ';
    if (!name && at < out->len && out->bytes[at] >= 'a' && out->bytes[at] <= 'z') {
        out->bytes[at] = (char)(out->bytes[at] - 'a' + 'A');
    }
}

bool why_same(const WhyWriter *w, uint32_t a, uint32_t b)
{
    const Why *why = w->why;
    const WhyStep *x = &why->steps.at[a], *y = &why->steps.at[b];
    bool same = x->atom == y->atom && x->from == y->from && x->item == y->item && x->support == y->support &&
                x->because.count == y->because.count;
    for (uint32_t i = 0; same && i < x->because.count; i++) {
        const WhyStep *p = &why->steps.at[why->ids.at[x->because.first + i]];
        const WhyStep *q = &why->steps.at[why->ids.at[y->because.first + i]];
        same = p->atom == q->atom && p->from == q->from && p->item == q->item;
    }
    return same;
}

bool why_shown(const WhyWriter *w, const uint8_t *shown, uint32_t step)
{
    bool there = shown[step];
    for (uint32_t i = 0; i < w->why->steps.n && !there; i++) {
        there = shown[i] && why_same(w, i, step);
    }
    return there;
}
