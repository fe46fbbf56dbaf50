#include "report/literals.h"
#include "report/status_text.h"
#include "report/supposed.h"
#include "report/timeline_report.h"
#include "report/timeline_scale.h"
#include "report/unknown_days.h"

/* The picture is drawn downwards, one row after the other, into a body; what it shows is written out as its description beside it.
 * Statuses differ in height and pattern as well as in shade, so that they can be told apart in print and by whoever sees no colours. */

enum {
    WIDTH = 1000,
    LEFT = 290, /* where bars start */
    BARS = 690, /* their room */
    ROW = 22,
    BAR = 14,
    LABEL_CHARS = 40,
    TEXT_CHARS = 130,
    MOST_DATED = 60
};

typedef struct Drawing {
    const TimelineReport *report;
    const Case *c;
    TimeScale scale;
    Text body, words, label;
    unsigned y;
    bool hatched; /* something depends on dates */
} Drawing;

/* Text for XML: what means something there is escaped, and characters that XML cannot have are left out. */
static void add_escaped(Text *out, Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '<') {
            text_add(out, STR("&lt;"));
        } else if (c == '>') {
            text_add(out, STR("&gt;"));
        } else if (c == '&') {
            text_add(out, STR("&amp;"));
        } else if (c == '"') {
            text_add(out, STR("&quot;"));
        } else if (c >= 0x20 || c == '\n' || c == '\t') {
            text_add_char(out, (char)c);
        }
    }
}

/* At most so many characters, the rest as an ellipsis. */
static void add_short(Text *out, Str s, size_t most)
{
    size_t characters = 0, end = 0, cut = 0;
    while (end < s.len) {
        cut = characters + 1 == most ? end : cut;
        end++;
        while (end < s.len && ((unsigned char)s.ptr[end] & 0xc0) == 0x80) {
            end++;
        }
        characters++;
    }
    add_escaped(out, (Str){s.ptr, characters > most ? cut : s.len});
    text_add(out, characters > most ? STR("…") : STR(""));
}

static double x_of(const Drawing *d, size_t place)
{
    return LEFT + (double)place * BARS / (double)d->scale.places;
}

static void line_of_text(Drawing *d, Str s, const char *class, unsigned x, size_t most)
{
    text_format(&d->body, "<text x=\"%u\" y=\"%u\" class=\"%s\">", x, d->y + BAR - 2, class);
    add_short(&d->body, s, most);
    text_add(&d->body, STR("</text>\n"));
}

static const char *class_of(const Period *p)
{
    static const char *const classes[] = {
        [STATUS_UNSUPPORTED] = NULL,    [STATUS_DEFEATED] = "defeated",       [STATUS_ARGUABLE] = "arguable",
        [STATUS_EITHER_WAY] = "either", [STATUS_ESTABLISHED] = "established", [STATUS_CONTESTED] = "unknown",
        [STATUS_DEPENDS] = "depends"};
    return p->status != STATUS_ESTABLISHED && p->against == STATUS_ESTABLISHED ? "defeated" : classes[p->status];
}

static void add_period_words(Text *out, const TimelineReport *report, const Periods *periods, const Period *p)
{
    if (p->from == DAY_FIRST && p->until == DAY_NONE_AFTER) {
        text_add(out, STR("always "));
    } else if (p->from == DAY_FIRST) {
        text_add(out, STR("before "));
        day_print(out, p->until);
        text_add(out, STR(" "));
    } else {
        text_add(out, STR("from "));
        day_print(out, p->from);
        if (p->until != DAY_NONE_AFTER) {
            text_add(out, STR(" to "));
            day_print(out, p->until - 1);
        }
        text_add(out, STR(" "));
    }
    if (period_depends(p)) {
        depends_text(out, report->c, p, &periods->unknowns, report->files);
    } else {
        text_add(out, str_of(period_phrase(p)));
    }
}

static void bar(Drawing *d, Day from, Day until, const char *class, const Text *title)
{
    size_t first, end;
    Period shown = scale_cut(&d->scale, (Period){.from = from, .until = until});
    scale_range(&d->scale, shown.from, shown.until, &first, &end);
    double x = x_of(d, first), width = x_of(d, end) - x, middle = d->y + BAR / 2.0;
    bool thin = strcmp(class, "defeated") == 0, half = strcmp(class, "arguable") == 0 || strcmp(class, "unknown") == 0;
    double height = thin ? 2 : half ? 8 : BAR;
    text_format(&d->body, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"><title>", x,
                middle - height / 2, width, height, class);
    add_escaped(&d->body, text_str(title));
    text_add(&d->body, STR("</title></rect>\n"));
    if (shown.from == DAY_FIRST && d->scale.days.n) {
        text_format(&d->body, "<path d=\"M%.1f %.1fl-8 5l8 5z\" class=\"arrow\"/>\n", x, middle - 5);
    }
    if (shown.until == DAY_NONE_AFTER && d->scale.days.n) {
        text_format(&d->body, "<path d=\"M%.1f %.1fl8 5l-8 5z\" class=\"arrow\"/>\n", x + width, middle - 5);
    }
}

/* Adjacent periods that read alike are one. */
static Period joined(const Periods *periods, size_t *i)
{
    Period p = periods->at[*i];
    while (*i + 1 < periods->n && periods_say_alike(&p, &periods->at[*i + 1])) {
        const Period *next = &periods->at[++*i];
        p.until = next->until;
        if (next->depends.first != p.depends.first || next->depends.count != p.depends.count) {
            p.depends.count = 0; /* not throughout on the same dates */
        }
    }
    return p;
}

static void row(Drawing *d, const Answer *a, Str name)
{
    Text title = {0};
    line_of_text(d, name, "label", 20, LABEL_CHARS);
    text_add(&d->words, STR(" For "));
    text_add(&d->words, case_view_name(d->c, a->view));
    for (size_t i = 0; i < a->periods.n; i++) {
        Period p = joined(&a->periods, &i);
        title.len = 0;
        add_period_words(&title, d->report, &a->periods, &p);
        text_add(&d->words, p.from == DAY_FIRST ? STR(": ") : STR(", "));
        text_add(&d->words, text_str(&title));
        const char *class = class_of(&p);
        d->hatched |= period_depends(&p);
        if (class) {
            bar(d, p.from, p.until, class, &title);
        }
        if (p.ended == p.from && p.ended != DAY_NONE_AFTER && scale_cut(&d->scale, p).from == p.from) {
            size_t first, end;
            scale_range(&d->scale, p.from, p.until, &first, &end);
            text_format(&d->body, "<path d=\"M%.1f %u l8 8m0 -8l-8 8\" class=\"end\"/>\n", x_of(d, first) - 4, d->y + 3);
        }
    }
    text_add(&d->words, STR("."));
    d->y += ROW;
    text_free(&title);
}

/* The days along the top of a table, as many as fit, with lines down through the rows to come. */
static void axis(Drawing *d, size_t rows)
{
    double free_from = 0;
    Text last = {0};
    for (size_t i = 0; i < d->scale.days.n; i++) {
        double x = x_of(d, d->scale.at.at[i]);
        d->label.len = 0;
        scale_label(&d->label, &d->scale, d->scale.days.at[i]);
        if (!str_equal(text_str(&last), text_str(&d->label)) && x >= free_from &&
            x + 6.2 * (double)d->label.len <= WIDTH) {
            text_format(&d->body, "<path d=\"M%.1f %uv%zu\" class=\"grid\"/><text x=\"%.1f\" y=\"%u\" class=\"day\">",
                        x, d->y + 16, rows * ROW + 2, x, d->y + 12);
            add_escaped(&d->body, text_str(&d->label));
            text_add(&d->body, STR("</text>\n"));
            free_from = x + 6.2 * (double)d->label.len + 8;
            last.len = 0;
            text_add(&last, text_str(&d->label));
        }
    }
    text_free(&last);
    d->y += ROW;
}

static void statement(Drawing *d, const Answer *answers, size_t views)
{
    d->label.len = 0;
    literal_reading(&d->label, d->c, answers->relation, answers->args);
    text_add(&d->words, STR("\n"));
    text_add(&d->words, text_str(&d->label));
    text_add(&d->words, STR("."));
    if (views == 1) {
        Text name = {0};
        text_add(&name, text_str(&d->label));
        row(d, answers, text_str(&name));
        text_free(&name);
        return;
    }
    line_of_text(d, text_str(&d->label), "statement", 10, TEXT_CHARS);
    d->y += ROW;
    for (size_t v = 0; v < views; v++) {
        if (!timeline_is_empty(&answers[v])) {
            row(d, &answers[v], case_view_name(d->c, answers[v].view));
        }
    }
}

static void question(Drawing *d, const Answer *answers, size_t count)
{
    const Question *q = answers->question == NONE ? NULL : &d->c->questions.at[answers->question];
    size_t views = 1, rows = 0;
    while (views < count && answers[views].text.ptr == answers->text.ptr) {
        views++;
    }
    for (size_t i = 0; i < count; i++) {
        rows += !timeline_is_empty(&answers[i]) + (views > 1 && i % views == 0);
    }
    Str title = q && q->text != NONE   ? d->c->tree->texts.at[q->text]
                : q && q->name != NONE ? tree_symbol(d->c->tree, q->name)
                                       : STR("Asked");
    d->y += ROW / 2;
    line_of_text(d, title, "question", 10, TEXT_CHARS);
    text_add(&d->words, STR("\n\n"));
    text_add(&d->words, title);
    d->y += ROW;
    axis(d, rows);
    for (size_t i = 0; i < count; i += views) {
        bool any = false;
        for (size_t v = 0; v < views; v++) {
            any |= !timeline_is_empty(&answers[i + v]);
        }
        if (any) {
            statement(d, &answers[i], views);
        }
    }
}

static void in_force(Drawing *d)
{
    const Chronology *chronology = d->report->chronology;
    size_t rules = 0, drawn = 0;
    for (size_t i = 0; i < chronology->dated.n; i++) {
        rules += timeline_in_force(d->c, &chronology->dated.at[i]);
    }
    for (size_t i = 0; i < chronology->dated.n && rules; i++) {
        const DatedItem *dated = &chronology->dated.at[i];
        if (!timeline_in_force(d->c, dated)) {
            continue;
        }
        if (!drawn++) {
            d->y += ROW / 2;
            line_of_text(d, STR("Rules in force"), "question", 10, TEXT_CHARS);
            text_add(&d->words, STR("\n\nRules in force."));
            d->y += ROW;
            axis(d, rules);
        }
        Text title = {0};
        timeline_days(&title, d->report, dated);
        d->label.len = 0;
        item_label(&d->label, d->c, &d->c->items.at[d->c->schemas.at[dated->schema].item], d->report->files);
        line_of_text(d, text_str(&d->label), "label", 20, LABEL_CHARS);
        bar(d, dated->from, dated->until, "force", &title);
        text_add(&d->words, STR(" "));
        text_add(&d->words, text_str(&d->label));
        text_add(&d->words, STR(": "));
        text_add(&d->words, text_str(&title));
        text_add(&d->words, STR("."));
        d->y += ROW;
        text_free(&title);
    }
}

static void legend(Drawing *d)
{
    static const struct {
        const char *class, *words;
    } entries[] = {{"established", "established"}, {"either", "either way"},
                   {"arguable", "arguable"},       {"defeated", "defeated or excluded"},
                   {"unknown", "unknown"},         {"depends", "depends on dates"},
                   {"force", "in force"}};
    double x = LEFT;
    d->y += ROW / 2;
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        bool thin = i == 3, half = i == 2 || i == 4;
        double height = thin ? 2 : half ? 8 : BAR;
        if (strcmp(entries[i].class, "depends") == 0 && !d->hatched) {
            continue;
        }
        if (x + 46 + 6.2 * (double)strlen(entries[i].words) > WIDTH) {
            x = LEFT;
            d->y += ROW;
        }
        text_format(
            &d->body, "<rect x=\"%.1f\" y=\"%.1f\" width=\"24\" height=\"%.1f\" class=\"%s\"/><text x=\"%.1f\" y=\"%u\" class=\"day\">%s</text>\n",
            x, d->y + (BAR - height) / 2, height, entries[i].class, x + 30, d->y + BAR - 3, entries[i].words);
        x += 46 + 6.2 * (double)strlen(entries[i].words);
    }
    d->y += ROW;
    line_of_text(
        d, STR("Arrows: it goes on, or is so from before. A cross: something ended it. Distances are not to scale."),
        "day", LEFT, TEXT_CHARS);
    d->y += ROW;
}

static void events(Drawing *d)
{
    const Chronology *chronology = d->report->chronology;
    size_t drawn = 0, all = 0;
    Text line = {0};
    for (size_t i = 0; i < chronology->dated.n; i++) {
        const DatedItem *dated = &chronology->dated.at[i];
        if (timeline_in_force(d->c, dated)) {
            continue;
        }
        if (!all++) {
            d->y += ROW / 2;
            line_of_text(d, STR("What happened"), "question", 10, TEXT_CHARS);
            d->y += ROW;
            text_add(&d->words, STR("\n\nWhat happened."));
        }
        if (drawn == MOST_DATED) {
            continue;
        }
        drawn++;
        line.len = d->label.len = 0;
        timeline_days(&line, d->report, dated);
        timeline_item(&d->label, d->report, d->c->schemas.at[dated->schema].item);
        line_of_text(d, text_str(&line), "day", 20, LABEL_CHARS);
        line_of_text(d, text_str(&d->label), "event", LEFT, TEXT_CHARS - LABEL_CHARS);
        text_add(&d->words, STR("\n"));
        text_add(&d->words, text_str(&line));
        text_add(&d->words, STR(": "));
        text_add(&d->words, text_str(&d->label));
        text_add(&d->words, STR("."));
        d->y += ROW - 4;
    }
    if (all > drawn) {
        line.len = 0;
        text_format(&line, "%zu more", all - drawn);
        line_of_text(d, text_str(&line), "event", LEFT, TEXT_CHARS);
        d->y += ROW;
    }
    text_free(&line);
}

static const char style[] =
    "text{font-family:sans-serif;font-size:12px;fill:#111}.title{font-size:16px;font-weight:bold}.question{font-weight:"
    "bold;font-size:13px}"
    ".statement,.label{paint-order:stroke;stroke:#fff;stroke-width:3px}.day{font-size:11px;fill:#333}.established{fill:"
    "#1b3a5c}.either{fill:url(#dots);stroke:#1b3a5c}.arguable{fill:#"
    "9db7d1;stroke:#1b3a5c}"
    ".defeated{fill:#777}.unknown{fill:#fff;stroke:#777;stroke-dasharray:3 "
    "2}.force{fill:none;stroke:#444}.arrow{fill:#444}"
    ".end{stroke:#a00;stroke-width:2;fill:none}.grid{stroke:#ccc;stroke-width:1}.depends{fill:url(#hatch);stroke:#"
    "1b3a5c}";

void timeline_svg(Text *out, const TimelineReport *report)
{
    const Answers *answers = &report->chronology->answers;
    Drawing d = {.report = report, .c = report->c, .y = 16};
    Str title = d.c->title == NONE ? STR("A case without a title") : d.c->tree->texts.at[d.c->title];
    scale_build(&d.scale, d.c, report->chronology, report->days, 160);
    line_of_text(&d, title, "title", 10, 100);
    d.y += ROW;
    if (d.c->as_of != DAY_NONE_AFTER) {
        text_add(&d.label, STR("as of "));
        day_print(&d.label, d.c->as_of);
        line_of_text(&d, text_str(&d.label), "day", 10, TEXT_CHARS);
        d.y += ROW;
    }
    if (report->days.lo != DAY_FIRST || report->days.hi != DAY_NONE_AFTER) {
        Text only = {0};
        text_add(&only, STR("Only "));
        days_text(&only, report->days);
        line_of_text(&d, text_str(&only), "day", 10, TEXT_CHARS);
        text_add(&d.words, text_str(&only));
        text_add(&d.words, STR(".\n"));
        text_free(&only);
        d.y += ROW;
    }
    Text supposed = {0};
    supposed_text(&supposed, d.c, report->supposed, report->files, 100000);
    if (supposed.len) {
        line_of_text(&d, text_str(&supposed), "day", 10, TEXT_CHARS);
        text_add(&d.words, text_str(&supposed));
        d.y += ROW;
    }
    for (size_t i = 0; i < answers->list.n;) {
        size_t count = 1;
        while (i + count < answers->list.n && answers->list.at[i + count].question == answers->list.at[i].question) {
            count++;
        }
        question(&d, &answers->list.at[i], count);
        i += count;
    }
    in_force(&d);
    legend(&d);
    events(&d);
    text_format(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %u\" width=\"%d\" height=\"%u\" role=\"img\" "
        "aria-labelledby=\"title desc\">\n<title id=\"title\">",
        WIDTH, d.y + 10, WIDTH, d.y + 10);
    add_escaped(out, title);
    text_add(out, STR(": when what stands changed</title>\n<desc id=\"desc\">"));
    add_escaped(out, text_str(&d.words));
    text_format(
        out,
        "</desc>\n<style>%s</style>\n<defs><pattern id=\"dots\" width=\"4\" height=\"4\" "
        "patternUnits=\"userSpaceOnUse\">"
        "<rect width=\"4\" height=\"4\" fill=\"#5f83a8\"/><circle cx=\"2\" cy=\"2\" r=\"1\" fill=\"#fff\"/></pattern>"
        "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 6L6 0\" "
        "stroke=\"#1b3a5c\" "
        "stroke-width=\"2\"/></pattern></defs>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
        style);
    text_add(out, text_str(&d.body));
    text_add(out, STR("</svg>\n"));
    scale_free(&d.scale);
    text_free(&supposed);
    text_free(&d.body);
    text_free(&d.words);
    text_free(&d.label);
}
