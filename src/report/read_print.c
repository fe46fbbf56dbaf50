#include "report/read.h"

#include "dates/describe.h"
#include "report/status_json.h"
#include "report/wrap.h"

#include <stdio.h>

static const char intro[] =
    "What is undisputed is called so; everything else is said by somebody. Numbers refer to the sentences here.";
static const char variables[] = "A word that stands for anybody or anything begins with a capital letter, like State "
                                "or F; in one sentence it always "
                                "stands for the same.";

static Str title_of(const Case *c)
{
    return c->title == NONE ? STR("") : c->tree->texts.at[c->title];
}

static void add_about(Text *out, const Case *c)
{
    if (c->about != NONE) {
        Str about = c->tree->texts.at[c->about];
        text_add(out, about);
        bool ends = about.len && strchr(".?!", about.ptr[about.len - 1]);
        text_add(out, ends || !about.len ? STR(" ") : STR(". "));
    }
}

/* "As of 18 December 2002." */
static void add_as_of(Text *out, const Case *c)
{
    if (c->has_as_of) {
        Text written = {0};
        Date date;
        day_print(&written, c->as_of);
        text_add(out, STR("As of "));
        if (date_read(text_str(&written), &date) == EDTF_VALID) {
            date_describe(out, &date);
        }
        text_add(out, STR("."));
        text_free(&written);
    }
}

/* What the reader is told before the sentences, and after them. */
static void add_opening(Text *out, const Reading *reading)
{
    text_add(out, str_of(intro));
    if (reading->variables) {
        text_format(out, " %s", variables);
    }
}

static void add_closing(Text *out, const Reading *reading)
{
    if (reading->names || reading->expectations) {
        text_add(out, STR("Not told here: "));
        if (reading->names) {
            text_format(out, "how %u name%s read%s", reading->names, reading->names == 1 ? "" : "s",
                        reading->names == 1 ? "s" : "");
        }
        if (reading->expectations) {
            text_format(out, "%swhat the author expects to follow (%u)", reading->names ? "; " : "",
                        reading->expectations);
        }
        text_add(out, STR("."));
    }
}

/* Paragraphs of our own or the author's that stand alone: one, and an empty line. */
static void add_paragraph(Text *out, Text *paragraph, size_t width)
{
    if (paragraph->len) {
        wrap_add(out, text_str(paragraph), 0, 0, width);
        text_add_char(out, '\n');
        paragraph->len = 0;
    }
}

void reading_text(Text *out, const Reading *reading, const Case *c, size_t width)
{
    Text paragraph = {0};
    uint32_t last = 0;
    width = width > 100 ? 100 : width; /* longer lines are hard to read */
    text_add(&paragraph, title_of(c));
    add_paragraph(out, &paragraph, width);
    add_about(&paragraph, c);
    add_as_of(&paragraph, c);
    add_paragraph(out, &paragraph, width);
    add_opening(&paragraph, reading);
    add_paragraph(out, &paragraph, width);
    for (size_t i = 0; i < reading->sentences.n; i++) {
        last = reading->sentences.at[i].number > last ? reading->sentences.at[i].number : last;
    }
    size_t indent = (size_t)snprintf(NULL, 0, "%u. ", last);
    for (size_t i = 0; i < reading->sentences.n; i++) {
        const ReadSentence *s = &reading->sentences.at[i];
        if (!s->number) {
            text_add_char(out, '\n');
            wrap_add(out, s->text, 0, 0, width);
            text_add_char(out, '\n');
            continue;
        }
        size_t digits = (size_t)snprintf(NULL, 0, "%u. ", s->number);
        text_format(&paragraph, "%u. %.*s", s->number, STR_ARG(s->text));
        wrap_add(out, text_str(&paragraph), indent - digits, indent, width);
        paragraph.len = 0;
    }
    text_add_char(out, '\n');
    add_closing(&paragraph, reading);
    if (paragraph.len) {
        wrap_add(out, text_str(&paragraph), 0, 0, width);
    }
    text_free(&paragraph);
}

/* Text in which no character means anything to Markdown or HTML. A line end within it would start something new. */
static void add_markdown(Text *out, Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '<' || c == '&') {
            text_add(out, c == '<' ? STR("&lt;") : STR("&amp;"));
            continue;
        }
        if (c && strchr("\\`*_{}[]#|~$", c)) {
            text_add_char(out, '\\');
        }
        text_add_char(out, c == '\n' || c == '\r' ? ' ' : c);
    }
}

void reading_markdown(Text *out, const Reading *reading, const Case *c)
{
    Text text = {0};
    text_add(out, STR("# "));
    add_markdown(out, title_of(c));
    text_add(out, STR("\n\n"));
    add_about(&text, c);
    add_as_of(&text, c);
    if (text.len) {
        add_markdown(out, text_str(&text));
        text_add(out, STR("\n\n"));
    }
    text.len = 0;
    add_opening(&text, reading);
    add_markdown(out, text_str(&text));
    text_add(out, STR("\n"));
    bool list = false;
    for (size_t i = 0; i < reading->sentences.n; i++) {
        const ReadSentence *s = &reading->sentences.at[i];
        if (s->number) {
            text_format(out, "%s%u. ", list ? "" : "\n", s->number);
        } else {
            text_add(out, STR("\n## "));
        }
        add_markdown(out, s->text);
        text_add_char(out, '\n');
        list = s->number != 0;
    }
    text.len = 0;
    add_closing(&text, reading);
    if (text.len) {
        text_add_char(out, '\n');
        add_markdown(out, text_str(&text));
        text_add_char(out, '\n');
    }
    text_free(&text);
}

json_t *reading_json(const Reading *reading, const Case *c, Files *files)
{
    json_t *json = json_object(), *list = json_array(), *section = json_null();
    json_object_set_new(json, "arguendo", json_string("1"));
    json_object_set_new(json, "case", json_of_str(title_of(c)));
    json_object_set_new(json, "about", c->about == NONE ? json_null() : json_of_str(c->tree->texts.at[c->about]));
    json_object_set_new(json, "as_of", c->has_as_of ? json_of_day(c->as_of) : json_null());
    for (size_t i = 0; i < reading->sentences.n; i++) {
        const ReadSentence *s = &reading->sentences.at[i];
        const TreeItem *item = &c->tree->items.at[s->item];
        if (!s->number) {
            json_decref(section);
            section = json_of_str(s->text);
            continue;
        }
        json_t *sentence = json_object();
        FilePlace at = files_place(files, item->span.start);
        json_object_set_new(sentence, "number", json_integer(s->number));
        json_object_set(sentence, "section", section);
        json_object_set_new(sentence, "kind", json_string(tree_item_word(item->kind)));
        json_object_set_new(sentence, "item",
                            item->name == NONE ? json_null() : json_of_str(tree_symbol(c->tree, item->name)));
        json_object_set_new(sentence, "text", json_of_str(s->text));
        json_object_set_new(sentence, "file", json_of_str(at.file->name));
        json_object_set_new(sentence, "line", json_integer(at.place.line));
        json_array_append_new(list, sentence);
    }
    json_decref(section);
    json_object_set_new(json, "sentences", list);
    return json;
}
