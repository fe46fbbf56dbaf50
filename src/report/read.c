#include "report/read.h"

#include "report/read_words.h"

/* Begins with a capital letter, and is one line. */
static void finish(Text *text)
{
    for (size_t i = 0; i < text->len; i++) {
        text->bytes[i] = text->bytes[i] >= 0 && text->bytes[i] < ' ' ? ' ' : text->bytes[i];
    }
    if (text->len && text->bytes[0] >= 'a' && text->bytes[0] <= 'z') {
        text->bytes[0] = (char)(text->bytes[0] - 32);
    }
}

static void add_sentence(Reading *reading, Text *text, uint32_t number, uint32_t item)
{
    vec_push(&reading->sentences,
             ((ReadSentence){.number = number, .item = item, .text = arena_copy(&reading->arena, text_str(text))}));
    text->len = 0;
}

/* "From the library “Rules of possession” (lib/possession.case)" */
static void add_file(Words *w, uint32_t index, Files *files)
{
    const TreeItem *item = &w->tree->items.at[index];
    words_add(w, "From ");
    if (item->kind == ITEM_LIBRARY && item->text != NONE) {
        words_quote(w, item->text);
        words_add(w, ", ");
    }
    text_add(w->out, files_place(files, item->span.start).file->name);
}

/* The items in the order in which they stand: in the tree a table comes after its rows. */
static int by_place(const void *left, const void *right)
{
    const ReadSentence *a = left, *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

static void number_items(Reading *reading, Words *w)
{
    uint32_t numbers = 0;
    for (uint32_t i = 0; i < w->tree->items.n; i++) {
        const TreeItem *item = &w->tree->items.at[i];
        vec_push(&w->number, 0);
        vec_push(&reading->sentences, ((ReadSentence){.item = i, .place = item->span.start}));
        reading->names += item->kind == ITEM_NAME;
        reading->expectations += item->kind == ITEM_EXPECT;
    }
    if (reading->sentences.n) {
        qsort(reading->sentences.at, reading->sentences.n, sizeof *reading->sentences.at, by_place);
    }
    for (size_t i = 0; i < reading->sentences.n; i++) {
        uint32_t item = reading->sentences.at[i].item;
        w->number.at[item] = words_tells(w, item) ? ++numbers : 0;
    }
}

void reading_make(Reading *reading, const Case *c, Files *files)
{
    Text text = {0};
    Words w = {.c = c, .tree = c->tree, .out = &text};
    *reading = (Reading){0};
    number_items(reading, &w);
    Reading all = *reading; /* its sentences: every item, in order */
    reading->sentences.at = NULL;
    reading->sentences.n = reading->sentences.room = 0;
    uint32_t file = 0;
    for (size_t k = 0; k < all.sentences.n; k++) {
        uint32_t i = all.sentences.at[k].item;
        const TreeItem *item = &w.tree->items.at[i];
        uint32_t here = files_index(files, item->span.start);
        if (here != file) {
            file = here;
            add_file(&w, i, files);
            add_sentence(reading, &text, 0, i);
        }
        if (item->kind == ITEM_SECTION && item->text != NONE) {
            text_add(&text, c->tree->texts.at[item->text]);
            finish(&text);
            add_sentence(reading, &text, 0, i);
        } else if (w.number.at[i]) {
            words_tell(&w, i);
            finish(&text);
            add_sentence(reading, &text, w.number.at[i], i);
        }
    }
    reading->variables = w.variables;
    vec_free(&all.sentences);
    vec_free(&w.number);
    text_free(&text);
}

void reading_free(Reading *reading)
{
    vec_free(&reading->sentences);
    arena_free(&reading->arena);
}
