#include "syntax/tree.h"

void tree_free(Tree *tree)
{
    names_free(&tree->symbols);
    vec_free(&tree->items);
    vec_free(&tree->clauses);
    vec_free(&tree->conditions);
    vec_free(&tree->literals);
    vec_free(&tree->terms);
    vec_free(&tree->names);
    vec_free(&tree->cites);
    vec_free(&tree->expected);
    vec_free(&tree->dates);
    vec_free(&tree->texts);
    arena_free(&tree->arena);
}

void tree_release_clauses(Tree *tree)
{
    vec_free(&tree->clauses);
    vec_free(&tree->conditions);
    vec_free(&tree->cites);
    vec_free(&tree->names);
    vec_free(&tree->expected);
}

const char *tree_item_word(uint8_t kind)
{
    static const char *const words[] = {
#define ITEM(kind, word, introduces) word,
#include "syntax/items.def"
#undef ITEM
    };
    return words[kind];
}
