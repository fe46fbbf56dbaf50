/* Warnings that the author allows, with a reason: on an item for what is said of it, on a section for all below its heading, on
 * `case` or `library` for the whole file. */
#include "model/builder.h"

/* Where the scope that item `index` opens ends: a section at the next heading, a case or library at the end of its file. */
static uint32_t scope_end(const Tree *tree, uint32_t index)
{
    bool section = tree->items.at[index].kind == ITEM_SECTION;
    uint32_t file = tree_scope(tree, index)->file;
    for (size_t i = 0; i < tree->scopes.n; i++) {
        const TreeScope *scope = &tree->scopes.at[i];
        uint32_t head = scope->section != NONE ? scope->section : scope->first;
        if (head > index && head < tree->items.n && (section || scope->file != file)) {
            return tree->items.at[head].span.start;
        }
    }
    return UINT32_MAX;
}

static void silence(Builder *b, uint32_t index, const TreeClause *clause)
{
    const TreeItem *item = &b->tree->items.at[index];
    TreeName name = b->tree->names.at[clause->a];
    Str written = tree_symbol(b->tree, name.name);
    DiagCode code = diag_code_find(written);
    Diag *diag;
    if (code == DIAG_CODES) {
        Str warnings[DIAG_CODES];
        size_t n = 0;
        for (DiagCode i = 0; i < DIAG_CODES; i++) {
            if (diag_code_severity(i) == SEVERITY_WARNING) {
                warnings[n++] = str_of(diag_code_name(i));
            }
        }
        diag = diag_add(b->diags, E0140, name.span, "no warning has the code `%.*s`", STR_ARG(written));
        uint32_t near = nearest_word(written, warnings, n);
        diag_help(b->diags, diag,
                  near == NONE ? "write the code that stands in brackets behind `warning`, such as `%s`"
                               : "did you mean `%s`?",
                  near == NONE ? "W0102" : warnings[near].ptr);
        return;
    }
    if (diag_code_severity(code) != SEVERITY_WARNING) {
        diag = diag_add(b->diags, E0140, name.span, "`%.*s` is an error: only warnings can be allowed", STR_ARG(written));
        diag_help(b->diags, diag, "mend what the error is about, and leave this out");
        return;
    }
    bool whole = item->kind == ITEM_CASE || item->kind == ITEM_LIBRARY || item->kind == ITEM_SECTION;
    Span where = {item->span.start, whole ? scope_end(b->tree, index) : item->span.end};
    Silence s = {.code = code, .where = where, .span = clause->span, .reason = b->tree->texts.at[clause->b]};
    vec_push(&b->diags->silences, s);
}

void builder_silences(Builder *b)
{
    for (uint32_t i = 0; b->tree->allows && i < b->tree->items.n; i++) {
        const TreeItem *item = &b->tree->items.at[i];
        for (uint32_t k = 0; k < item->clauses.count; k++) {
            const TreeClause *clause = &b->tree->clauses.at[item->clauses.first + k];
            if (clause->kind == CLAUSE_ALLOW) {
                silence(b, i, clause);
            }
        }
    }
}
