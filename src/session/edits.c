#include "session/edits.h"

#include "report/items.h"
#include "report/literals.h"

typedef struct Piece {
    Str text, name;
    uint64_t key; /* of its kind and name, or of how it is written */
    uint32_t item;
    uint32_t section; /* the item that heads its section, or NONE */
    uint32_t edit;    /* of it, or NONE */
    uint8_t kind;
    bool paired;
} Piece;

typedef VEC(Piece) Pieces;

static bool bears(uint8_t kind)
{
    return kind != ITEM_USE && kind != ITEM_LIBRARY && kind != ITEM_CONTENTION && kind != ITEM_QUESTION &&
           kind != ITEM_EXPECT && kind != ITEM_BURDEN && kind != ITEM_ASIDE;
}

/* FNV-1a, without blanks, so that layout is no edit. */
static uint64_t hash(uint64_t h, Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool blank = s.ptr[i] == ' ' || s.ptr[i] == '\n' || s.ptr[i] == '\t' || s.ptr[i] == '\r';
        h = blank ? h : (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
    }
    return h;
}

static const uint64_t hash_start = 14695981039346656037u;

static Str span_text(const Files *files, Span span)
{
    const SourceFile *file = &files->at.at[files_index(files, span.start)];
    return (Str){file->bytes.ptr + (span.start - file->base), span.end - span.start};
}

/* Facts and claims may be made into one another, and rules into always rules, under one name. */
static uint8_t kin(uint8_t kind)
{
    return kind == ITEM_CLAIM ? ITEM_FACT : kind == ITEM_ALWAYS ? ITEM_RULE : kind;
}

static Symbol name_of(const Tree *tree, const TreeItem *item)
{
    bool predicate = item->kind == ITEM_PREDICATE && item->literal != NONE;
    return predicate ? tree_literal(tree, item->literal).name : item->name;
}

static Piece piece_of(const arguendo_session *s, uint32_t id)
{
    const Tree *tree = &s->tree;
    const TreeItem *item = &tree->items.at[id];
    Symbol name = name_of(tree, item);
    Piece p = {.text = span_text(&s->files, item->span), .item = id, .section = NONE, .edit = NONE, .kind = item->kind};
    p.name = p.kind == ITEM_SECTION && item->text != NONE ? tree->texts.at[item->text]
             : name == NONE                               ? STR("")
                                                          : tree_symbol(tree, name);
    p.key = hash((hash_start ^ kin(p.kind)) * 1099511628211u, p.name.len ? p.name : p.text);
    if (p.kind == ITEM_PREDICATE) { /* there may be several of one name, with more or fewer arguments */
        p.key += tree_literal(tree, item->literal).args.count;
    }
    if (p.kind == ITEM_CASE) {
        p.key = 0;
    }
    if (p.kind == ITEM_SECTION) {
        p.section = id;
    } else if (tree->scopes.n) {
        p.section = tree_scope(tree, id)->section;
    }
    return p;
}

/* What stands in no section comes first, whatever file it is in: a section goes on until the next. */
static void find_pieces(const arguendo_session *s, Pieces *pieces)
{
    const Tree *tree = &s->tree;
    uint8_t *row = mem_zero(tree->items.n, 1);
    for (uint32_t i = 0; i < tree->items.n; i++) {
        const TreeItem *item = &tree->items.at[i];
        bool table = item->kind == ITEM_FACTS || item->kind == ITEM_CLAIMS;
        for (uint32_t k = 0; table && k < item->levels.count; k++) {
            row[item->levels.first + k] = 1;
        }
    }
    for (int sections = 0; sections < 2; sections++) {
        for (uint32_t i = 0; i < tree->items.n; i++) {
            bool outside = tree->scopes.n && tree_scope(tree, i)->table != NONE;
            if (row[i] || outside || !bears(tree->items.at[i].kind)) {
                continue;
            }
            Piece p = piece_of(s, i);
            if ((p.section != NONE) == (sections == 1)) {
                vec_push(pieces, p);
            }
        }
    }
    free(row);
}

/* What the item says, of a case's items that reason; else its own text. */
static Str says(Diff *diff, const arguendo_session *s, const Piece *p, Files *files)
{
    Text text = {0};
    const TreeItem *item = &s->tree.items.at[p->item];
    for (ItemId i = 0; i < s->c.items.n && !text.len; i++) {
        const Item *built = &s->c.items.at[i];
        if (built->tree == p->item && !built->supposed) {
            item_says(&text, &s->c, i, files);
            text_add(&text, STR(" ("));
            item_standing(&text, &s->c, built);
            text_add(&text, STR(")"));
        }
    }
    if (!text.len && item->kind != ITEM_EXPECT && item->text != NONE) {
        text_add(&text, s->tree.texts.at[item->text]);
    }
    Str copy = arena_copy(&diff->arena, text_str(&text));
    text_free(&text);
    return copy;
}

static uint32_t add_edit(Diff *diff, arguendo_session *s, EditKind kind, const Piece *p, Str before, Str after)
{
    Edit edit = {.kind = (uint8_t)kind, .item = p->kind, .section = NONE};
    Text label = {0};
    text_format(&label, "%s", tree_item_word(p->kind));
    if (p->name.len) {
        text_format(&label, " %.*s", STR_ARG(p->name));
    } else if (p->kind != ITEM_CASE) {
        FilePlace place = files_place(&s->files, s->tree.items.at[p->item].span.start);
        text_format(&label, " at line %u", place.place.line);
    }
    edit.label = arena_copy(&diff->arena, text_str(&label));
    edit.name = arena_copy(&diff->arena, p->name);
    edit.before = arena_copy(&diff->arena, before);
    edit.after = arena_copy(&diff->arena, after);
    edit.says = says(diff, s, p, &s->files);
    text_free(&label);
    vec_push(&diff->edits, edit);
    return id_of(diff->edits.n - 1);
}

static Piece *find_pair(Pieces *among, const Map *by_key, const Piece *p)
{
    uint32_t at = map_find(by_key, p->key);
    if (at == NONE) {
        return NULL;
    }
    for (; at < among->n; at++) { /* alike and without a name there may be several */
        Piece *other = &among->at[at];
        if (!other->paired && other->key == p->key && str_equal(other->name, p->name)) {
            return other;
        }
        if (p->name.len) {
            return NULL;
        }
    }
    return NULL;
}

static void add_slot(Diff *diff, Slots *slots, arguendo_session *s, Piece *p)
{
    p->edit = add_edit(diff, s, EDIT_ADDED, p, STR(""), p->text);
    vec_push(slots, ((Slot){STR(""), p->text, p->edit}));
}

/* An item that is written or rewritten in a section takes on what that says. */
static void find_sections(Diff *diff, const Pieces *new)
{
    Map edits = {0}; /* section -> its edit */
    for (size_t i = 0; i < new->n; i++) {
        const Piece *p = &new->at[i];
        if (p->kind == ITEM_SECTION) {
            *map_at(&edits, p->item) = p->edit;
        } else if (p->edit != NONE && p->section != NONE) {
            diff->edits.at[p->edit].section = map_find(&edits, p->section);
        }
    }
    map_free(&edits);
}

void edits_find(Diff *diff, Slots *slots, arguendo_session *before, arguendo_session *after)
{
    Pieces old = {0}, new = {0};
    Map by_key = {0};
    find_pieces(before, &old);
    find_pieces(after, &new);
    for (size_t i = new.n; i-- > 0;) {
        *map_at(&by_key, new.at[i].key) = id_of(i);
    }
    Slots paired = {0};
    IdVec after_new = {0}; /* by old piece: the new piece that it is, or NONE */
    for (size_t i = 0; i < old.n; i++) {
        Piece *p = &old.at[i], *pair = find_pair(&new, &by_key, p);
        Slot slot = {p->text, STR(""), NONE};
        if (pair) {
            pair->paired = true;
            slot.after = pair->text;
            bool alike = hash(hash_start, p->text) == hash(hash_start, pair->text);
            pair->edit = slot.edit = alike ? NONE : add_edit(diff, after, EDIT_CHANGED, pair, p->text, pair->text);
        } else {
            slot.edit = add_edit(diff, before, EDIT_REMOVED, p, p->text, STR(""));
        }
        vec_push(&paired, slot);
        vec_push(&after_new, pair ? id_of((size_t)(pair - new.at)) : NONE);
    }
    size_t next = 0; /* what is new stands behind what it stands behind in the newer case */
    for (; next < new.n && !new.at[next].paired &&new.at[next].kind != ITEM_CASE; next++) {
        add_slot(diff, slots, after, &new.at[next]);
    }
    for (size_t i = 0; i < old.n; i++) {
        vec_push(slots, paired.at[i]);
        for (next = after_new.at[i] == NONE ? new.n : after_new.at[i] + 1; next < new.n && !new.at[next].paired; next++) {
            add_slot(diff, slots, after, &new.at[next]);
        }
    }
    find_sections(diff, &new);
    vec_free(&paired);
    vec_free(&after_new);
    map_free(&by_key);
    vec_free(&old);
    vec_free(&new);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

/* Whether the name stands in the text by itself. */
static bool speaks_of(Str text, Str name)
{
    for (size_t i = 0; name.len && i + name.len <= text.len; i++) {
        if (memcmp(text.ptr + i, name.ptr, name.len) == 0 && (!i || !is_letter(text.ptr[i - 1])) &&
            (i + name.len == text.len || !is_letter(text.ptr[i + name.len]))) {
            return true;
        }
    }
    return false;
}

/* Whether making the one edit takes the other. */
static bool needs(const Edit *a, const Edit *b)
{
    bool added = b->kind == EDIT_ADDED && a->kind != EDIT_REMOVED && speaks_of(a->after, b->name);
    bool removed = a->kind == EDIT_REMOVED && b->kind != EDIT_ADDED && speaks_of(b->before, a->name) &&
                   !speaks_of(b->after, a->name);
    return added || removed;
}

void edits_close(const Diff *diff, uint8_t *made)
{
    IdVec open = {0};
    for (uint32_t i = 0; i < diff->edits.n; i++) {
        if (made[i]) {
            vec_push(&open, i);
        }
    }
    while (open.n) {
        const Edit *a = &diff->edits.at[vec_pop(&open)];
        for (uint32_t i = 0; i < diff->edits.n; i++) {
            if (!made[i] && (a->section == i || needs(a, &diff->edits.at[i]))) {
                made[i] = 1;
                vec_push(&open, i);
            }
        }
    }
    vec_free(&open);
}

void edits_text(Text *out, const Slots *slots, const uint8_t *made)
{
    for (size_t i = 0; i < slots->n; i++) {
        const Slot *slot = &slots->at[i];
        Str text = slot->edit == NONE || made[slot->edit] ? slot->after : slot->before;
        text_add(out, text);
        text_add(out, text.len ? STR("\n\n") : STR(""));
    }
}
