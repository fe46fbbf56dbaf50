/* Texts and variables that are spelt like the name of a thing, and stand only once: `"popov"`, or `Popov`, for popov. */
#include "model/case.h"

static void check_text(const Case *c, Diagnostics *diags, const TreeTerm *t)
{
    Str word = tree_symbol(c->tree, t->value);
    Diag *diag = diag_add(diags, W0162, t->span, "`\"%.*s\"` is a text, and not `%.*s`", STR_ARG(word), STR_ARG(word));
    diag_help(diags, diag, "write `%.*s`", STR_ARG(word));
    diag_edit(diags, diag, t->span, "%.*s", STR_ARG(word));
}

static void check_variable(const Case *c, Diagnostics *diags, const TreeTerm *t, Symbol name)
{
    Str word = tree_symbol(c->tree, name);
    Diag *diag = diag_add(diags, W0163, t->span, "`%.*s` is a variable, and not `%.*s`",
                          STR_ARG(tree_symbol(c->tree, t->value)), STR_ARG(word));
    diag_note(diags, diag, "if anything is meant, write `_`, or give the variable another name");
    diag_help(diags, diag, "write `%.*s`", STR_ARG(word));
    diag_edit(diags, diag, t->span, "%.*s", STR_ARG(word));
}

/* Whether the variable stands once in an item that says something with it: not where it only names a place of a predicate or a column. */
static bool is_alone(const Tree *tree, const TreeTerm *variable)
{
    unsigned count = 0;
    for (size_t i = 0; i < tree->items.n; i++) {
        Span item = tree->items.at[i].span;
        if (item.start > variable->span.start || variable->span.end > item.end) {
            continue;
        }
        uint8_t kind = tree->items.at[i].kind;
        if (kind == ITEM_PREDICATE || kind == ITEM_FACTS || kind == ITEM_CLAIMS) {
            return false;
        }
        count = 0;
        for (size_t k = 0; k < tree->terms.n && count < 2; k++) {
            const TreeTerm *t = &tree->terms.at[k];
            count += t->kind == TERM_VARIABLE && t->value == variable->value && item.start <= t->span.start &&
                     t->span.end <= item.end;
        }
    }
    return count == 1;
}

void case_check_likeness(const Case *c, Diagnostics *diags)
{
    enum { MOST_TERMS = 500000, MOST_LOOKS = 100, SHORTEST = 3 };
    const Tree *tree = c->tree;
    if (tree->terms.n > MOST_TERMS) {
        return;
    }
    Dense names = {0}, texts = {0}; /* by symbol, how often it stands */
    for (size_t i = 0; i < tree->terms.n; i++) {
        const TreeTerm *t = &tree->terms.at[i];
        if (t->kind == TERM_NAME || t->kind == TERM_STRING) {
            uint32_t *count = dense_at(t->kind == TERM_NAME ? &names : &texts, t->value);
            *count = *count == NONE ? 1 : *count + 1;
        }
    }
    unsigned looks = 0;
    for (size_t i = 0; i < tree->terms.n; i++) {
        const TreeTerm *t = &tree->terms.at[i];
        if (t->span.start >= tree->own_end) {
            continue;
        }
        if (t->kind == TERM_STRING && dense_find(&names, t->value) != NONE && dense_find(&texts, t->value) == 1) {
            check_text(c, diags, t);
        }
        Symbol small = t->kind == TERM_VARIABLE ? tree_with_small_letter(tree, t->value) : NONE;
        bool like = small != NONE && tree_symbol(tree, small).len >= SHORTEST && dense_find(&names, small) != NONE;
        if (like && looks++ < MOST_LOOKS && is_alone(tree, t)) {
            check_variable(c, diags, t, small);
        }
    }
    dense_free(&names);
    dense_free(&texts);
}
