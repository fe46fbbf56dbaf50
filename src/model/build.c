#include "model/builder.h"

/* Variables of `preferred(A, B)` stand for items, so their names are constants. */
static void name_items(Builder *b)
{
    for (uint32_t i = 0; b->c->preferred != NONE && i < b->c->items.n; i++) {
        if (b->c->items.at[i].name != NONE) {
            builder_name_constant(b, b->c->items.at[i].name);
        }
    }
}

void builder_note_predicates(Builder *b, PredicateId first)
{
    Case *c = b->c;
    for (size_t i = 0; i < c->details.n; i++) {
        const PredicateDetail *detail = &c->details.at[i];
        if (detail->disapplies != NONE && detail->predicate >= first) {
            vec_push(&c->disapplying, pair_key(detail->disapplies, detail->predicate));
        }
    }
    Symbol name = names_find(&b->tree->symbols, STR("discredited"));
    PredicateId p = name == NONE ? NONE : dense_find(&c->predicate_by_symbol, name);
    while (p != NONE && c->predicates.at[p].arity != 1) {
        p = c->predicates.at[p].same_name;
    }
    c->discredited = p;
    pairs_sort(c->disapplying.at, c->disapplying.n);
}

static void find_others(Builder *b)
{
    for (uint32_t i = 0; i < b->tree->items.n; i++) {
        uint8_t kind = b->tree->items.at[i].kind;
        if (kind != ITEM_FACT && kind != ITEM_CLAIM && kind != ITEM_RULE && kind != ITEM_ALWAYS) {
            vec_push(&b->others, i);
        }
    }
}

void builder_each(Builder *b, ItemKind kind, void (*read)(Builder *b, uint32_t index))
{
    for (size_t k = 0; k < b->others.n; k++) {
        if (b->tree->items.at[b->others.at[k]].kind == kind) {
            read(b, b->others.at[k]);
        }
    }
}

void case_build(Case *c, Tree *tree, Diagnostics *diags)
{
    *c = (Case){.tree = tree,
                .title = NONE,
                .about = NONE,
                .discredited = NONE,
                .preferred = NONE,
                .maybe = NONE,
                .as_of = DAY_NONE_AFTER};
    Builder b = {.c = c, .tree = tree, .diags = diags, .item = NONE, .late_arity = true, .last_named = DAY_FIRST};
    /* Ranges of nothing still point into these. */
    vec_reserve(&c->terms, tree->terms.n + 1);
    vec_reserve(&c->ids, 1);
    vec_reserve(&c->literals, tree->literals.n + 1);
    vec_reserve(&c->days, 1);
    vec_reserve(&c->asked, 1);
    vec_reserve(&c->supports, 1);
    vec_reserve(&c->items, tree->items.n);
    vec_reserve(&c->schemas, tree->items.n);
    vec_reserve(&c->predicates, tree->symbols.text.n);
    find_others(&b);
    builder_silences(&b);
    builder_declare(&b);
    builder_reasoning_items(&b);
    b.item = NONE;
    builder_questions(&b);
    builder_mark_built_in(&b, 0);
    builder_misspelt_declarations(&b);
    builder_check_margins(&b);
    builder_checks(&b);
    name_items(&b);
    builder_note_predicates(&b, 0);
    builder_clause_facts(&b, 0);
    if (c->unknowns.n) {
        c->maybe = vec_next_id(&c->predicates);
        vec_push(&c->predicates, ((Predicate){.name = names_add(&tree->symbols, STR("")),
                                              .same_name = NONE,
                                              .detail = NONE,
                                              .concluded = true,
                                              .asked = true}));
    }
    if (!c->has_as_of && b.last_named != DAY_FIRST) {
        c->as_of = b.last_named;
    }
    names_free(&b.number_keys);
    vec_free(&b.number_ids);
    dense_free(&b.rank_by_symbol);
    map_free(&b.occurs);
    vec_free(&b.unknown);
    map_free(&b.unknown_of_date);
    vec_free(&b.others);
}

bool case_resolve_asked(Case *c, uint32_t literal, Asked *out, Diagnostics *diags)
{
    Builder b = {.c = c, .tree = (Tree *)(uintptr_t)c->tree, .diags = diags, .item = NONE};
    for (uint32_t i = 0; i < c->constants.n; i++) {
        if (c->constants.at[i].kind == CONSTANT_NUMBER) {
            Number n = c->constants.at[i].number;
            names_add(&b.number_keys, (Str){(const char *)&n, sizeof n});
            vec_push(&b.number_ids, i);
        }
    }
    uint32_t known = id_of(c->predicates.n);
    size_t errors = diags->errors;
    bool good = builder_literal(&b, literal, true, true, &out->literal);
    out->variables = (uint8_t)b.variables;
    if (good) {
        vec_push(&c->asked, *out);
    }
    builder_note_predicates(&b, known);
    builder_mark_built_in(&b, known);
    builder_clause_facts(&b, known);
    good &= diags->errors == errors; /* with another number of places it is asked of nothing in the case */
    bool ranking = good && RELATION_PREDICATE(out->literal.relation) == c->preferred;
    if (ranking) {
        c->ranking_asked = true;
        name_items(&b);
    }
    PredicateId asked = good ? RELATION_PREDICATE(out->literal.relation) : NONE;
    if (good && !ranking && asked >= known && !c->predicates.at[asked].concluded) {
        TreeLiteral l = tree_literal(c->tree, literal);
        Diag *diag = diag_add(diags, W0101, l.name_span, "nothing in the case mentions `%.*s`", TEXT_OF(&b, l.name));
        VEC(Str) words = {0};
        for (uint32_t i = 0; i < known; i++) {
            if (!predicate_is_hidden(c, i)) {
                vec_push(&words, tree_symbol(c->tree, c->predicates.at[i].name));
            }
        }
        uint32_t near = nearest_word(tree_symbol(c->tree, l.name), words.at, words.n);
        if (near != NONE) {
            diag_help(diags, diag, "did you mean `%.*s`?", STR_ARG(words.at[near]));
            diag_edit(diags, diag, l.name_span, "%.*s", STR_ARG(words.at[near]));
        }
        vec_free(&words);
    }
    names_free(&b.number_keys);
    vec_free(&b.number_ids);
    dense_free(&b.rank_by_symbol);
    vec_free(&b.unknown);
    map_free(&b.unknown_of_date);
    return good;
}
