/* same_tree BEFORE AFTER …: whether the files of each pair have the same tree, places aside. Prints how many pairs there were. */
#include "source/files.h"
#include "syntax/parser.h"

#include <stdio.h>

typedef struct Read {
    SourceFile file;
    Tree tree;
} Read;

static const char *differs; /* where the last comparison failed */

#define SAME(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            differs = #condition;                                                                                      \
            return false;                                                                                              \
        }                                                                                                              \
    } while (0)
#define SAME_RANGE(x, y) SAME((x).first == (y).first && (x).count == (y).count)

static bool same_names(const Tree *a, const Tree *b)
{
    SAME(a->symbols.text.n == b->symbols.text.n && a->names.n == b->names.n && a->cites.n == b->cites.n);
    for (size_t i = 0; i < a->symbols.text.n; i++) {
        SAME(str_equal(a->symbols.text.at[i], b->symbols.text.at[i]));
    }
    for (size_t i = 0; i < a->names.n; i++) {
        SAME(a->names.at[i].name == b->names.at[i].name);
    }
    for (size_t i = 0; i < a->cites.n; i++) {
        const TreeCite *x = &a->cites.at[i], *y = &b->cites.at[i];
        SAME(x->source == y->source && x->join == y->join && x->ref == y->ref && x->pin_kind == y->pin_kind &&
             x->pin == y->pin);
    }
    SAME(a->texts.n == b->texts.n && a->dates.n == b->dates.n);
    for (size_t i = 0; i < a->texts.n; i++) {
        SAME(str_equal(a->texts.at[i], b->texts.at[i]));
    }
    for (size_t i = 0; i < a->dates.n; i++) {
        SAME(str_equal(a->dates.at[i].written, b->dates.at[i].written));
    }
    return true;
}

static bool same_statements(const Tree *a, const Tree *b)
{
    SAME(a->terms.n == b->terms.n && a->literals.n == b->literals.n && a->conditions.n == b->conditions.n);
    for (size_t i = 0; i < a->terms.n; i++) {
        const TreeTerm *x = &a->terms.at[i], *y = &b->terms.at[i];
        SAME(x->kind == y->kind && x->op == y->op && x->value == y->value && x->right == y->right);
    }
    for (size_t i = 0; i < a->literals.n; i++) {
        TreeLiteral x = tree_literal(a, (uint32_t)i), y = tree_literal(b, (uint32_t)i);
        SAME(x.name == y.name && x.mode == y.mode && x.negated == y.negated && x.mode_negated == y.mode_negated);
        SAME(x.once == y.once && x.within_unit == y.within_unit && x.within == y.within && x.on == y.on);
        SAME_RANGE(x.args, y.args);
    }
    for (size_t i = 0; i < a->conditions.n; i++) {
        TreeCondition x = tree_condition(a, (uint32_t)i), y = tree_condition(b, (uint32_t)i);
        SAME(x.kind == y.kind && x.op == y.op && x.a == y.a && x.b == y.b);
        SAME_RANGE(x.parts, y.parts);
    }
    return true;
}

static bool same_items(const Tree *a, const Tree *b)
{
    SAME(a->items.n == b->items.n && a->clauses.n == b->clauses.n && a->expected.n == b->expected.n);
    for (size_t i = 0; i < a->clauses.n; i++) {
        const TreeClause *x = &a->clauses.at[i], *y = &b->clauses.at[i];
        SAME(x->kind == y->kind && x->through == y->through && x->a == y->a && x->b == y->b);
    }
    for (size_t i = 0; i < a->expected.n; i++) {
        SAME(a->expected.at[i].word == b->expected.at[i].word);
        SAME_RANGE(a->expected.at[i].positions, b->expected.at[i].positions);
    }
    for (size_t i = 0; i < a->items.n; i++) {
        const TreeItem *x = &a->items.at[i], *y = &b->items.at[i];
        SAME(x->kind == y->kind && x->name == y->name && x->literal == y->literal && x->text == y->text);
        SAME_RANGE(x->levels, y->levels);
        SAME_RANGE(x->clauses, y->clauses);
    }
    SAME(a->scopes.n == b->scopes.n);
    for (size_t i = 0; i < a->scopes.n; i++) {
        const TreeScope *x = &a->scopes.at[i], *y = &b->scopes.at[i];
        SAME(x->first == y->first && x->section == y->section && x->table == y->table);
    }
    return true;
}

static bool read_tree(const char *path, Read *read)
{
    Diagnostics diags = {0};
    uint32_t where;
    *read = (Read){0};
    bool good = file_read(&read->file, path, &where) == FILE_READ;
    if (good) {
        parser_run(&read->file, &read->tree, &diags);
        good = !diags.errors;
    }
    diag_free(&diags);
    return good;
}

static void free_tree(Read *read)
{
    tree_free(&read->tree);
    file_free(&read->file);
}

int main(int argc, char **argv)
{
    int pairs = 0, failed = 0;
    for (int i = 1; i + 1 < argc; i += 2, pairs++) {
        Read a, b;
        differs = "it can be read";
        bool same = read_tree(argv[i], &a) && read_tree(argv[i + 1], &b);
        same = same && same_names(&a.tree, &b.tree) && same_statements(&a.tree, &b.tree) && same_items(&a.tree, &b.tree);
        if (!same) {
            fprintf(stderr, "%s, %s: %s\n", argv[i], argv[i + 1], differs);
            failed++;
        }
        free_tree(&a);
        free_tree(&b);
    }
    printf("%d pairs\n", pairs);
    return failed ? 1 : 0;
}
