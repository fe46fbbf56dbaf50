#include "syntax/tree.h"

void tree_free(Tree *tree)
{
    names_free(&tree->symbols);
    vec_free(&tree->scopes);
    vec_free(&tree->outside);
    vec_free(&tree->items);
    vec_free(&tree->clauses);
    vec_free(&tree->conditions);
    vec_free(&tree->composed);
    vec_free(&tree->literals);
    vec_free(&tree->wide);
    vec_free(&tree->terms);
    vec_free(&tree->names);
    vec_free(&tree->cites);
    vec_free(&tree->expected);
    vec_free(&tree->dates);
    vec_free(&tree->texts);
    arena_free(&tree->arena);
}

const TreeScope *tree_scope(const Tree *tree, uint32_t item)
{
    static const TreeScope only = {.section = NONE, .table = NONE};
    size_t low = 0, high = tree->scopes.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (tree->scopes.at[middle].first <= item) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high ? &tree->scopes.at[low] : &only;
}

TreeMark tree_mark(const Tree *tree)
{
    return (TreeMark){.items = tree->items.n,
                      .clauses = tree->clauses.n,
                      .conditions = tree->conditions.n,
                      .composed = tree->composed.n,
                      .literals = tree->literals.n,
                      .wide = tree->wide.n,
                      .terms = tree->terms.n,
                      .names = tree->names.n,
                      .cites = tree->cites.n,
                      .expected = tree->expected.n,
                      .scopes = tree->scopes.n,
                      .outside = tree->outside.n};
}

void tree_cut(Tree *tree, const TreeMark *since)
{
    tree->items.n = since->items;
    tree->clauses.n = since->clauses;
    tree->conditions.n = since->conditions;
    tree->composed.n = since->composed;
    tree->literals.n = since->literals;
    tree->wide.n = since->wide;
    tree->terms.n = since->terms;
    tree->names.n = since->names;
    tree->cites.n = since->cites;
    tree->expected.n = since->expected;
    tree->scopes.n = since->scopes;
    tree->outside.n = since->outside;
}

#define MOVE(part, member)                                                                                             \
    for (size_t i = since->part; i < tree->part.n; i++) {                                                              \
        tree->part.at[i].member.start += base;                                                                         \
        tree->part.at[i].member.end += base;                                                                           \
    }

void tree_move(Tree *tree, const TreeMark *since, uint32_t base)
{
    MOVE(items, span)
    MOVE(items, name_span)
    MOVE(clauses, span)
    MOVE(composed, span)
    for (size_t i = since->literals; i < tree->literals.n; i++) {
        tree->literals.at[i].start += tree->literals.at[i].wide ? 0 : base;
    }
    MOVE(wide, span)
    MOVE(wide, name_span)
    MOVE(terms, span)
    MOVE(names, span)
    MOVE(cites, span)
    MOVE(cites, pin_span)
    MOVE(expected, span)
}

void tree_release_clauses(Tree *tree)
{
    vec_free(&tree->clauses);
    vec_free(&tree->conditions);
    vec_free(&tree->composed);
    vec_free(&tree->cites);
    vec_free(&tree->names);
    vec_free(&tree->expected);
}

/* Whether the literal can be kept with nothing lost, as KeptLiteral; rows of a table have their name outside of their span. */
static bool fits(const TreeLiteral *l, KeptLiteral *kept)
{
    Span span = l->span, name = l->name_span;
    if (l->within_unit || l->on != NONE || span.start > name.start || name.start > name.end || name.end > span.end) {
        return false;
    }
    *kept = (KeptLiteral){.name = l->name,
                          .start = span.start,
                          .args = l->args.first,
                          .negated = l->negated,
                          .mode_negated = l->mode_negated,
                          .once = l->once,
                          .mode = l->mode & 3u,
                          .arguments = l->args.count & 31u,
                          .before = (name.start - span.start) & 31u,
                          .name_length = (name.end - name.start) & 255u,
                          .behind = (span.end - name.end) & 255u};
    return kept->arguments == l->args.count && kept->before == name.start - span.start &&
           kept->name_length == name.end - name.start && kept->behind == span.end - name.end;
}

uint32_t tree_add_literal(Tree *tree, const TreeLiteral *literal)
{
    uint32_t index = vec_next_id(&tree->literals);
    KeptLiteral kept;
    if (!fits(literal, &kept)) {
        kept = (KeptLiteral){.name = literal->name, .start = vec_next_id(&tree->wide), .wide = true};
        vec_push(&tree->wide, *literal);
    }
    vec_push(&tree->literals, kept);
    return index;
}

void tree_add_condition(Tree *tree, const TreeCondition *condition)
{
    if (condition->kind == CONDITION_LITERAL) {
        vec_push(&tree->conditions, condition->a);
        return;
    }
    vec_push(&tree->conditions, COMPOSED | vec_next_id(&tree->composed));
    vec_push(&tree->composed, *condition);
}

Symbol tree_with_small_letter(const Tree *tree, Symbol variable)
{
    char small[64];
    Str word = tree_symbol(tree, variable);
    if (word.len >= sizeof small || word.ptr[0] < 'A' || word.ptr[0] > 'Z') {
        return NONE;
    }
    memcpy(small, word.ptr, word.len);
    small[0] = (char)(small[0] | 0x20);
    return names_find(&tree->symbols, (Str){small, word.len});
}

const char *tree_item_word(uint8_t kind)
{
    static const char *const words[] = {
#define ITEM(kind, word) word,
#include "syntax/items.def"
#undef ITEM
    };
    return words[kind];
}

const char *tree_item_noun(uint8_t kind)
{
    static const char *const nouns[ITEM_KINDS + 1][2] = {
#define ITEM(kind, word) [kind] = {"a " word, "an " word},
#include "syntax/items.def"
#undef ITEM
        [ITEM_KINDS] = {"a statement", "a statement"},
    };
    return nouns[kind][strchr("aeio", nouns[kind][0][2]) != NULL];
}
