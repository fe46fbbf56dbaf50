#include "report/diff_report.h"
#include "report/items.h"
#include "report/status_json.h"
#include "report/supposed.h"
#include "report/wrap.h"
#include "source/clean.h"

enum { MOST_SETS = 4, MOST_NAMED = 8, LABELS = 30 };

static const char *const kinds[] = {"added", "removed", "changed"};

typedef struct Writer {
    Text *out;
    const Diff *diff;
    size_t width;
    Text line; /* scratch */
} Writer;

static void flush(Writer *w, size_t first, size_t rest)
{
    wrap_add(w->out, text_str(&w->line), first, rest, w->width);
    w->line.len = 0;
}

static const char *phrase(const DiffStatus *s)
{
    Period p = {.status = s->status, .against = s->against, .ended = DAY_NONE_AFTER};
    return s->spoken ? period_phrase(&p) : "not spoken of";
}

static void edits_named(Writer *w, TreeRange set, const char *verb)
{
    for (uint32_t k = 0; k < set.count && k < MOST_NAMED; k++) {
        const Edit *e = &w->diff->edits.at[w->diff->ids.at[set.first + k]];
        text_add(&w->line, !k ? STR("") : k + 1 < set.count ? STR(", ") : STR(" and "));
        text_format(&w->line, "%.*s %s%s", STR_ARG(e->label), verb, kinds[e->kind]);
    }
    if (set.count > MOST_NAMED) {
        text_format(&w->line, " … and %u more", set.count - MOST_NAMED);
    }
}

static void set_text(Writer *w, const DiffSet *set, bool first)
{
    text_add(&w->line, first ? STR("since ") : STR("or since "));
    edits_named(w, set->edits, "was ");
    if (set->needed.count) {
        text_add(&w->line, STR(" (and with that "));
        edits_named(w, set->needed, "");
        text_add(&w->line, STR(")"));
    }
    flush(w, 4, 6);
}

/* Whether two changed answers read alike but for the day. */
static bool reads_alike(const Diff *diff, const DiffAnswer *a, const DiffAnswer *b)
{
    bool same = str_equal(a->literal, b->literal) && str_equal(a->view, b->view) && a->sets.n == b->sets.n &&
                strcmp(phrase(&a->before), phrase(&b->before)) == 0 && strcmp(phrase(&a->after), phrase(&b->after)) == 0;
    for (size_t i = 0; same && i < a->sets.n; i++) {
        TreeRange x = a->sets.at[i].edits, y = b->sets.at[i].edits;
        same = x.count == y.count &&
               memcmp(diff->ids.at + x.first, diff->ids.at + y.first, x.count * sizeof(uint32_t)) == 0;
    }
    return same;
}

static void answer_text(Writer *w, const DiffAnswer *a, size_t days)
{
    text_add_clean(&w->line, a->reads);
    text_format(&w->line, ", for %.*s", STR_ARG(a->view));
    for (size_t i = 0; i < days && a->day != DAY_NONE_AFTER - 1; i++) {
        text_add(&w->line, !i ? STR(" on ") : i + 1 < days ? STR(", ") : STR(" and "));
        day_print(&w->line, a[i].day);
    }
    text_format(&w->line, ": %s → %s", phrase(&a->before), phrase(&a->after));
    flush(w, 2, 4);
    if (!a->sets.n) {
        text_add(&w->line, w->diff->edits.n ? STR("Which edits brought that about was not found.")
                                            : STR("No edit of an item explains that: something that a file reads from "
                                                  "elsewhere must differ."));
        flush(w, 4, 6);
    }
    for (size_t i = 0; i < a->sets.n && i < MOST_SETS; i++) {
        set_text(w, &a->sets.at[i], i == 0);
    }
    if (a->sets.n > MOST_SETS) {
        text_format(&w->line, "… %zu more (--format json has all)", a->sets.n - MOST_SETS);
        flush(w, 4, 6);
    }
}

static void edits_text(Writer *w)
{
    const Diff *diff = w->diff;
    if (!diff->edits.n) {
        text_add(w->out, STR("\nNo item differs.\n"));
        return;
    }
    text_format(w->out, "\nThe edits (%zu)\n", diff->edits.n);
    for (int kind = 0; kind < 3; kind++) {
        for (size_t i = 0; i < diff->edits.n; i++) {
            const Edit *e = &diff->edits.at[i];
            if (e->kind == kind) {
                w->line.len = 0;
                text_format(&w->line, "%-8s %.*s", kinds[kind], STR_ARG(e->label));
                columns_add(w->out, text_str(&w->line), e->says, 2, LABELS, w->width);
                w->line.len = 0;
            }
        }
    }
}

void diff_text(Text *out, const Diff *diff, size_t width)
{
    Writer w = {.out = out, .diff = diff, .width = width};
    text_add_clean(&w.line, diff->title.len ? diff->title : STR("A case without a title"));
    text_add(&w.line, STR(" · "));
    text_add_clean(&w.line, diff->old_name);
    text_add(&w.line, STR(" → "));
    text_add_clean(&w.line, diff->new_name);
    flush(&w, 0, 2);
    size_t all = diff->answers.n + diff->same;
    if (!all && diff->asked) {
        text_add(out, STR("\nNeither case has an answer to that.\n"));
    } else if (!all) {
        text_add(out, STR("\nNeither case answers a question. Ask for a statement, such as:  arguendo diff OLD NEW "
                          "'possesses(X)'\n"));
    } else if (!diff->answers.n) {
        text_format(out, "\nNo answer changed (%zu compared).\n", all);
    } else {
        text_format(out, "\n%zu of %zu answers changed\n", diff->answers.n, all);
    }
    for (size_t i = 0, days; i < diff->answers.n; i += days) {
        const DiffAnswer *a = &diff->answers.at[i];
        for (days = 1; i + days < diff->answers.n && reads_alike(diff, a, a + days);) {
            days++;
        }
        answer_text(&w, a, days);
    }
    edits_text(&w);
    text_free(&w.line);
}
