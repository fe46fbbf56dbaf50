/* Names. Sources, reasoning items, contentions and questions share one list; positions and ranks have lists of their own
 * (docs/language/reference.md, Form). Where a name must be of one kind and is of another, the message says of which. */
#include "model/advice.h"

/* ---- entering ---- */

/* A free name for the second of two that are called alike: `mob_2`. */
static Str another_name(Builder *b, Symbol name)
{
    for (unsigned n = 2;; n++) {
        Str other = arena_format(&b->diags->arena, "%.*s_%u", TEXT_OF(b, name), n);
        if (names_find(&b->tree->symbols, other) == NONE) {
            return other;
        }
    }
}

/* The name at `span` is that of something else already, at `first`. */
static void taken(Builder *b, Symbol name, Span span, const char *noun, Span first)
{
    Diag *diag = diag_add(b->diags, E0202, span, "there is already %s called `%.*s`", noun, TEXT_OF(b, name));
    diag_mark(b->diags, diag, first, "the first one is here");
    if (diag_is_kept(b->diags, diag)) {
        Str other = another_name(b, name);
        diag_help(b->diags, diag, "give one of the two another name, such as `%.*s`", STR_ARG(other));
        diag_edit(b->diags, diag, span, "%.*s", STR_ARG(other));
    }
}

bool builder_is_bare(const TreeItem *item)
{
    return item->literal == NONE &&
           (item->kind == ITEM_FACT || item->kind == ITEM_CLAIM || item->kind == ITEM_CONTENTION);
}

/* The item that has this name in the list of sources, items and questions; NULL when there is none. */
static const TreeItem *find_named(const Builder *b, Symbol name)
{
    const Case *c = b->c;
    uint32_t source = dense_find(&c->source_by_symbol, name), item = dense_find(&c->item_by_symbol, name),
             question = map_find(&c->question_by_symbol, name);
    uint32_t tree = source != NONE                      ? c->sources.at[source].tree
                    : item != NONE && item < c->items.n ? c->items.at[item].tree
                                                        : question;
    return tree == NONE ? NULL : &b->tree->items.at[tree];
}

static bool is_taken(Builder *b, const TreeItem *item)
{
    const TreeItem *first = find_named(b, item->name);
    if (!first || (builder_is_bare(item) && builder_is_bare(first))) {
        return false;
    }
    taken(b, item->name, item->name_span, tree_item_noun(first->kind), first->name_span);
    return true;
}

void builder_enter_item(Builder *b, const TreeItem *item, ItemId id)
{
    if (item->name == NONE || is_taken(b, item)) {
        return;
    }
    uint32_t *there = dense_at_of(&b->c->item_by_symbol, item->name, b->tree->symbols.text.n);
    if (*there == AMBIGUOUS && !builder_is_bare(item)) {
        diag_add(b->diags, E0202, item->name_span, "there are already statements called `%.*s`", TEXT_OF(b, item->name));
    }
    *there = *there == NONE ? id : AMBIGUOUS;
}

void builder_enter_question(Builder *b, uint32_t index)
{
    const TreeItem *item = &b->tree->items.at[index];
    if (item->name != NONE && !is_taken(b, item)) {
        *map_at(&b->c->question_by_symbol, item->name) = index;
    }
}

bool builder_enter_source(Builder *b, const TreeItem *item, SourceId id)
{
    bool free = !is_taken(b, item);
    if (free) {
        *dense_at(&b->c->source_by_symbol, item->name) = id;
    }
    return free;
}

bool builder_enter_position(Builder *b, const TreeItem *item, PositionId id)
{
    uint32_t *there = dense_at(&b->c->position_by_symbol, item->name);
    if (*there != NONE) {
        Span first = b->tree->items.at[b->c->positions.at[*there].tree].name_span;
        taken(b, item->name, item->name_span, "a position", first);
        return false;
    }
    *there = id;
    return true;
}

/* ---- looking up ---- */

/* Adds the nearest of the map's names as help; NONE when none is near. */
static Symbol help_with_nearest(Builder *b, Diag *diag, const Dense *named, Symbol name, Span span)
{
    VEC(Str) words = {0};
    IdVec symbols = {0};
    for (Symbol i = 0; i < named->room; i++) {
        if (named->at[i] != NONE && named->at[i] != AMBIGUOUS) {
            vec_push(&symbols, i);
            vec_push(&words, tree_symbol(b->tree, i));
        }
    }
    uint32_t near = nearest_word(tree_symbol(b->tree, name), words.at, words.n);
    if (near != NONE) {
        diag_help(b->diags, diag, "did you mean `%.*s`?", STR_ARG(words.at[near]));
        diag_edit(b->diags, diag, span, "%.*s", STR_ARG(words.at[near]));
    }
    near = near == NONE ? NONE : symbols.at[near];
    vec_free(&words);
    vec_free(&symbols);
    return near;
}

/* Of which other kind this name is, "a position"; NULL when nothing has it. `span` says where that is. */
static const char *other_kind(Builder *b, Symbol name, Span *first)
{
    const Case *c = b->c;
    const TreeItem *item = find_named(b, name);
    uint32_t position = dense_find(&c->position_by_symbol, name);
    if (!item && position != NONE) {
        item = &b->tree->items.at[c->positions.at[position].tree];
    }
    if (item) {
        *first = item->name_span;
        return tree_item_noun(item->kind);
    }
    *first = (Span){0, 0};
    return dense_find(&b->rank_by_symbol, name) != NONE ? "a rank" : NULL;
}

/* Nothing of the kind that is due is called so: says of which kind it is, or what is near, or else how to declare it. */
static void wrong(Builder *b, const Dense *named, TreeName name, const char *due, const char *how)
{
    Span first;
    const char *kind = other_kind(b, name.name, &first);
    Diag *diag = kind ? diag_add(b->diags, E0205, name.span, "`%.*s` is %s; here stands the name of a %s",
                                 TEXT_OF(b, name.name), kind, due)
                      : diag_add(b->diags, E0201, name.span, "no %s is called `%.*s`", due, TEXT_OF(b, name.name));
    if (!diag_is_kept(b->diags, diag)) {
        return;
    }
    if (first.end > first.start) {
        diag_mark(b->diags, diag, first, "it is declared here");
    }
    Symbol near = help_with_nearest(b, diag, named, name.name, name.span);
    if (near == NONE) {
        diag_help(b->diags, diag, "%s", how);
    } else if (!kind) {
        vec_push(&b->unknown, ((UnknownName){b->diags->list.n - 1, name.name, near}));
    }
}

/* The only place where a name stands that declares a source, a position or a rank; empty when it stands in several. */
static Span only_place(const Builder *b, Symbol name)
{
    const Tree *tree = b->tree;
    const TreeItem *item = find_named(b, name);
    uint32_t position = dense_find(&b->c->position_by_symbol, name);
    if (!item && position != NONE) {
        item = &tree->items.at[b->c->positions.at[position].tree];
    }
    Span place = item ? item->name_span : (Span){0, 0};
    for (size_t i = 0; i < tree->names.n; i++) {
        Span span = tree->names.at[i].span;
        if (tree->names.at[i].name == name && span.start != place.start) {
            if (place.end) {
                return (Span){0, 0};
            }
            place = span;
        }
    }
    for (size_t i = 0; i < tree->cites.n; i++) {
        if (tree->cites.at[i].source == name) {
            return (Span){0, 0};
        }
    }
    return place;
}

void builder_misspelt_declarations(Builder *b)
{
    Diagnostics *diags = b->diags;
    for (size_t i = 0; i < b->unknown.n; i++) {
        const UnknownName *unknown = &b->unknown.at[i];
        size_t uses = 0;
        bool first = true;
        for (size_t k = 0; k < b->unknown.n; k++) {
            bool same = b->unknown.at[k].name == unknown->name && b->unknown.at[k].near == unknown->near;
            uses += same;
            first &= !same || k >= i;
        }
        Span place = uses > 1 && first ? only_place(b, unknown->near) : (Span){0, 0};
        if (!place.end) {
            continue;
        }
        Span used = diags->list.at[unknown->diag].span;
        for (size_t k = i; k < b->unknown.n; k++) { /* taken back below */
            if (b->unknown.at[k].name == unknown->name && b->unknown.at[k].near == unknown->near) {
                diags->list.at[b->unknown.at[k].diag].code = DIAG_CODES;
            }
        }
        Diag *diag = diag_add(diags, E0201, place, "`%.*s` stands only here; where it is due stands `%.*s`",
                              TEXT_OF(b, unknown->near), TEXT_OF(b, unknown->name));
        diag_mark(diags, diag, used, "here, for one");
        diag_help(diags, diag, "write `%.*s`", TEXT_OF(b, unknown->name));
        diag_edit(diags, diag, place, "%.*s", TEXT_OF(b, unknown->name));
    }
    static const DiagCode taken[] = {DIAG_CODES};
    if (b->unknown.n) {
        diag_take_back(diags, 0, taken, 1);
    }
}

PositionId builder_position(Builder *b, TreeName name)
{
    const Dense *positions = &b->c->position_by_symbol;
    uint32_t id = dense_find(positions, name.name);
    if (id == NONE && dense_find(&b->c->source_by_symbol, name.name) != NONE) {
        Diag *diag = diag_add(b->diags, E0205, name.span, "`%.*s` is a source; a position must stand here",
                              TEXT_OF(b, name.name));
        diag_help(b->diags, diag, "if it can be read there, write `per %.*s`", TEXT_OF(b, name.name));
        advise_other_clause(b, diag, name.span, CLAUSE_PER);
    } else if (id == NONE) {
        bool everybody = str_equal(tree_symbol(b->tree, name.name), STR("all"));
        wrong(b, positions, name, "position",
              everybody ? "what every view has says no `by`: leave it out"
                        : "declare it with an item `position NAME \"Who that is\"`");
    }
    return id;
}

SourceId builder_source(Builder *b, Symbol name, Span span)
{
    const Dense *sources = &b->c->source_by_symbol;
    uint32_t id = dense_find(sources, name);
    if (id != NONE) {
        return id;
    }
    if (dense_find(&b->c->position_by_symbol, name) != NONE) {
        Diag *diag = diag_add(b->diags, E0205, span, "`%.*s` is a position; a source must stand here", TEXT_OF(b, name));
        diag_help(b->diags, diag, "if that position says so, write `by %.*s`", TEXT_OF(b, name));
        advise_other_clause(b, diag, span, CLAUSE_BY);
    } else {
        wrong(b, sources, (TreeName){name, span}, "source", "declare it with an item `source NAME \"What it is\"`");
    }
    return NONE;
}

RankId builder_rank(Builder *b, TreeName name)
{
    uint32_t id = dense_find(&b->rank_by_symbol, name.name);
    if (id == NONE) {
        wrong(b, &b->rank_by_symbol, name, "rank", "ranks are named by an item `order NAME: lowest < … < highest`");
    }
    return id;
}

/* The only named fact or claim that says this statement, or NULL. */
static const TreeItem *only_item_that_says(const Builder *b, Symbol statement)
{
    const TreeItem *found = NULL;
    for (uint32_t i = 0; i < b->c->items.n; i++) {
        const TreeItem *item = &b->tree->items.at[b->c->items.at[i].tree];
        bool says = item->name != NONE && item->literal != NONE &&
                    (item->kind == ITEM_FACT || item->kind == ITEM_CLAIM) &&
                    tree_literal(b->tree, item->literal).name == statement;
        if (says && found) {
            return NULL;
        }
        found = says ? item : found;
    }
    return found;
}

ItemId builder_item(Builder *b, TreeName name, const char *what_for)
{
    const Dense *items = &b->c->item_by_symbol;
    uint32_t id = dense_find(items, name.name);
    if (id == AMBIGUOUS) {
        Diag *diag = diag_add(b->diags, E0202, name.span, "more than one item asserts `%.*s`", TEXT_OF(b, name.name));
        diag_help(b->diags, diag, "give each a name of its own, such as `claim second: %.*s`, and use that here",
                  TEXT_OF(b, name.name));
        return NONE;
    }
    if (id != NONE) {
        return id;
    }
    const TreeItem *says = only_item_that_says(b, name.name);
    if (says) {
        Diag *diag = diag_add(b->diags, E0205, name.span, "`%.*s` is a statement; here stands the name of an item",
                              TEXT_OF(b, name.name));
        diag_mark(b->diags, diag, says->name_span, "this item says so");
        diag_help(b->diags, diag, "write `%.*s`", TEXT_OF(b, says->name));
        diag_edit(b->diags, diag, name.span, "%.*s", TEXT_OF(b, says->name));
        return NONE;
    }
    wrong(b, items, name, "fact, claim, rule, act or preference", what_for);
    return NONE;
}
