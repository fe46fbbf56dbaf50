/* Helps that take some looking around: which variable, place or name is meant. Asked for only when a message is kept. */
#include "model/advice.h"

/* ---- variables ---- */

static uint32_t occurrences(const Builder *b, const TreeItem *item, Symbol variable)
{
    uint32_t count = 0;
    for (size_t i = 0; i < b->tree->terms.n; i++) {
        const TreeTerm *t = &b->tree->terms.at[i];
        count += t->kind == TERM_VARIABLE && t->value == variable && t->span.start >= item->span.start &&
                 t->span.end <= item->span.end;
    }
    return count;
}

/* Where a thing is called so, but for the capital letter. */
static bool advise_small_letter(Builder *b, Diag *diag, Symbol variable, Span span)
{
    Symbol name = tree_with_small_letter(b->tree, variable);
    bool thing = false;
    for (size_t i = 0; name != NONE && !thing && i < b->tree->terms.n; i++) {
        const TreeTerm *t = &b->tree->terms.at[i];
        thing = t->kind == TERM_NAME && t->value == name;
    }
    if (thing) {
        diag_help(b->diags, diag, "did you mean `%.*s`?", TEXT_OF(b, name));
        diag_edit(b->diags, diag, span, "%.*s", TEXT_OF(b, name));
    }
    return thing;
}

void advise_variable(Builder *b, Diag *diag, uint32_t unbound)
{
    const TreeItem *item = b->item == NONE ? NULL : &b->tree->items.at[b->c->items.at[b->item].tree];
    Str words[MAX_VARIABLES];
    size_t n = 0;
    Symbol alone = NONE;
    for (uint32_t i = 0; i < b->variables; i++) {
        if (b->variable[i] == NONE || !(b->bound >> i & 1)) {
            continue;
        }
        words[n++] = tree_symbol(b->tree, b->variable[i]);
        if (item && occurrences(b, item, b->variable[i]) == 1) {
            alone = alone == NONE ? b->variable[i] : AMBIGUOUS;
        }
    }
    Str name = tree_symbol(b->tree, b->variable[unbound]);
    if (advise_small_letter(b, diag, b->variable[unbound], b->variable_span[unbound])) {
        return;
    }
    uint32_t near = nearest_word(name, words, n);
    bool single = alone != NONE && alone != AMBIGUOUS;
    if (near == NONE && !single) {
        return;
    }
    Str meant = near == NONE ? tree_symbol(b->tree, alone) : words[near];
    diag_help(b->diags, diag, "did you mean `%.*s`?", STR_ARG(meant));
    diag_edit(b->diags, diag, b->variable_span[unbound], "%.*s", STR_ARG(meant));
}

bool advise_nearest_of(Builder *b, Diag *diag, Symbol name, Span span, const Symbol *symbols, size_t count)
{
    VEC(Str) words = {0};
    for (size_t i = 0; i < count; i++) {
        if (symbols[i] != NONE) {
            vec_push(&words, tree_symbol(b->tree, symbols[i]));
        }
    }
    uint32_t near = words.n == 1 ? 0 : nearest_word(tree_symbol(b->tree, name), words.at, words.n);
    if (near != NONE) {
        diag_help(b->diags, diag, "did you mean `%.*s`?", STR_ARG(words.at[near]));
        diag_edit(b->diags, diag, span, "%.*s", STR_ARG(words.at[near]));
    }
    vec_free(&words);
    return near != NONE;
}

void advise_place(Builder *b, Diag *diag, Str word, Span span, const Symbol *places, size_t count)
{
    VEC(Str) words = {0};
    uint32_t near = NONE;
    for (size_t i = 0; i < count; i++) {
        Str place = places[i] == NONE ? (Str){0} : tree_symbol(b->tree, places[i]);
        vec_push(&words, place);
        bool small = place.len && place.len == word.len && (place.ptr[0] | 0x20) == word.ptr[0] &&
                     memcmp(place.ptr + 1, word.ptr + 1, word.len - 1) == 0;
        near = small ? (uint32_t)i : near;
    }
    near = near != NONE ? near : count == 1 ? 0 : nearest_word(word, words.at, words.n);
    if (near != NONE && words.at[near].len) {
        diag_help(b->diags, diag, "write `{%.*s}`", STR_ARG(words.at[near]));
        if (span.end > span.start) {
            diag_edit(b->diags, diag, span, "%.*s", STR_ARG(words.at[near]));
        }
    }
    vec_free(&words);
}

void advise_name_for_variable(Builder *b, Diag *diag)
{
    Str variable = tree_symbol(b->tree, b->variable[0]);
    unsigned char first = (unsigned char)variable.ptr[0];
    if (first < 'A' || first > 'Z') {
        diag_help(b->diags, diag, "names of things start with a small letter; for a general statement write a rule");
        return;
    }
    Date date;
    if (edtf_read(variable, GREGORIAN, &date) == EDTF_VALID) {
        diag_help(b->diags, diag, "write `year %.*s` if that is a year; for a general statement write a rule",
                  STR_ARG(variable));
        diag_edit(b->diags, diag, b->variable_span[0], "year %.*s", STR_ARG(variable));
        return;
    }
    diag_help(b->diags, diag, "write `%c%.*s` if that is a name; for a general statement write a rule", first | 0x20,
              (int)variable.len - 1, variable.ptr + 1);
    diag_edit(b->diags, diag, b->variable_span[0], "%c%.*s", first | 0x20, (int)variable.len - 1, variable.ptr + 1);
}

void advise_plain_rule(Builder *b, Diag *diag, const TreeItem *item)
{
    static const uint32_t always = sizeof "always " - 1;
    diag_edit(b->diags, diag, (Span){item->span.start, item->span.start + always}, "%s", "");
}

void advise_begun_twice(Builder *b, const TreeItem *item)
{
    TreeLiteral literal = tree_literal(b->tree, item->literal);
    Span way = {literal.span.start, literal.name_span.start};
    Span keyword = clause_keyword(builder_clause(b, item, CLAUSE_BEGINS));
    if (literal.mode == MODE_BEGINS && !literal.mode_negated) {
        Diag *diag =
            diag_add(b->diags, E0102, way, "`begins` before the statement says the same as `begins` before the day");
        diag_help(b->diags, diag, "leave the first one out");
        diag_edit(b->diags, diag, way, "%s", literal.negated ? "not " : "");
        return;
    }
    Diag *diag =
        diag_add(b->diags, E0102, keyword, "what begins or ends, or may not, has days but no beginning of its own");
    const char *mended = literal.mode_negated ? "from" : "on";
    diag_help(b->diags, diag, "write `%s` and the day", mended);
    if (keyword.start >= item->span.start && keyword.end <= item->span.end) { /* not that of a section */
        diag_edit(b->diags, diag, keyword, "%s", mended);
    }
}

bool advise_other_clause(Builder *b, Diag *diag, Span name, ClauseKind meant)
{
    const TreeItem *item = b->item == NONE ? NULL : &b->tree->items.at[b->c->items.at[b->item].tree];
    bool takes_both = item && (item->kind == ITEM_CLAIM || item->kind == ITEM_RULE || item->kind == ITEM_ALWAYS);
    const TreeClause *found = NULL;
    for (uint32_t i = 0; takes_both && i < item->clauses.count; i++) {
        const TreeClause *clause = &b->tree->clauses.at[item->clauses.first + i];
        if (clause->kind == meant) {
            return false;
        }
        bool here = clause->span.start <= name.start && name.end <= clause->span.end && clause->range.count == 1;
        found = here && (clause->kind == CLAUSE_BY || clause->kind == CLAUSE_PER) ? clause : found;
    }
    if (found) {
        diag_edit(b->diags, diag, clause_keyword(found), meant == CLAUSE_BY ? "by" : "per");
    }
    return found;
}

/* ---- lists of names ---- */

void advise_leaving_out(Builder *b, Diag *diag, const TreeClause *clause, uint32_t entry)
{
    const TreeName *names = &b->tree->names.at[clause->range.first];
    Span span = names[entry].span;
    if (clause->range.count == 1) {
        span = clause->span;
    } else if (entry) {
        span.start = names[entry - 1].span.end;
    } else {
        span.end = names[1].span.start;
    }
    diag_edit(b->diags, diag, span, "%s", "");
}

/* ---- places of a predicate ---- */

typedef struct Use {
    uint32_t literal; /* in Tree.literals */
    bool asserted;    /* a fact, a claim or a conclusion: nothing can be left open */
} Use;

typedef struct Uses {
    VEC(Use) right, wrong;
    uint32_t arity; /* of the right ones */
} Uses;

/* The item in whose span a place is; the last that starts before it. */
static const TreeItem *item_at(const Builder *b, Span span)
{
    for (size_t i = 0; i < b->tree->items.n; i++) {
        const TreeItem *item = &b->tree->items.at[i];
        if (item->span.start <= span.start && span.end <= item->span.end && item->kind != ITEM_FACTS &&
            item->kind != ITEM_CLAIMS) {
            return item;
        }
    }
    return NULL;
}

static bool is_asserted(const Builder *b, uint32_t literal)
{
    const TreeItem *item = item_at(b, tree_literal(b->tree, literal).span);
    if (!item) {
        return true;
    }
    for (uint32_t i = 0; i < item->clauses.count; i++) {
        const TreeClause *clause = &b->tree->clauses.at[item->clauses.first + i];
        bool then = clause->kind == CLAUSE_THEN;
        if (then && literal >= clause->range.first && literal < clause->range.first + clause->range.count) {
            return true;
        }
    }
    return item->literal == literal && (item->kind == ITEM_FACT || item->kind == ITEM_CLAIM);
}

/* `41,500`, which was read as two numbers. */
static bool is_split_number(const TreeTerm *left, const TreeTerm *right)
{
    return left->kind == TERM_NUMBER && right->kind == TERM_NUMBER && right->span.start == left->span.end + 1;
}

/* The number of places that most of what is written has; a declaration decides. A number with commas for its thousands is one. Of two
 * that are as frequent that which is written first. */
static uint32_t usual_arity(const Builder *b, Symbol name)
{
    uint32_t count[MAX_ARITY + 1] = {0}, best = NONE;
    for (size_t i = 0; i < b->tree->items.n; i++) {
        const TreeItem *item = &b->tree->items.at[i];
        if (item->kind == ITEM_PREDICATE && tree_literal(b->tree, item->literal).name == name) {
            return tree_literal(b->tree, item->literal).args.count;
        }
    }
    for (size_t i = 0; i < b->tree->literals.n; i++) {
        TreeLiteral l = tree_literal(b->tree, i);
        if (l.name != name || l.mode == MODE_DISAPPLIES || l.args.count > MAX_ARITY) {
            continue;
        }
        bool split = false;
        for (uint32_t k = 0; k + 1 < l.args.count; k++) {
            const TreeTerm *args = &b->tree->terms.at[l.args.first];
            split |= is_split_number(&args[k], &args[k + 1]);
        }
        uint32_t arity = l.args.count - split;
        best = best == NONE ? arity : best;
        count[arity]++;
    }
    for (uint32_t a = 0; a <= MAX_ARITY && best != NONE; a++) {
        best = count[a] > count[best] ? a : best;
    }
    return best;
}

/* How well an argument fits a place: what else stands there, by kind, and under which name. */
static int fit(const Builder *b, const Uses *uses, const TreeTerm *arg, uint32_t place)
{
    int best = 0;
    for (size_t i = 0; i < uses->right.n && i < 100; i++) {
        TreeLiteral l = tree_literal(b->tree, uses->right.at[i].literal);
        const TreeTerm *other = &b->tree->terms.at[l.args.first + place];
        bool same_variable = arg->kind == TERM_VARIABLE && other->kind == TERM_VARIABLE && arg->value == other->value;
        bool same_kind = arg->kind != TERM_VARIABLE && arg->kind == other->kind;
        bool same_name = same_kind && arg->kind == TERM_NAME && arg->value == other->value;
        int score = same_variable || same_name ? 3 : same_kind ? 1 : 0;
        best = score > best ? score : best;
    }
    return best;
}

static Str term_text(const Builder *b, const TreeTerm *term)
{
    switch ((TermKind)term->kind) {
    case TERM_DATE:
        return b->tree->dates.at[term->value].written;
    case TERM_ANY:
    case TERM_OPERATION:
        return STR("_");
    default:
        return tree_symbol(b->tree, term->value);
    }
}

static void leave_one_out(Builder *b, Diag *diag, const Uses *uses, const TreeLiteral *l)
{
    const TreeTerm *args = &b->tree->terms.at[l->args.first];
    const TreeItem *item = item_at(b, l->span);
    uint32_t out = NONE;
    int best = 0;
    for (uint32_t i = 0; i < l->args.count; i++) {
        bool linked = args[i].kind == TERM_VARIABLE && item && occurrences(b, item, args[i].value) > 1;
        int score = linked ? -4 : 0;
        for (uint32_t k = 0; k < uses->arity; k++) {
            score += fit(b, uses, &args[k < i ? k : k + 1], k);
        }
        if (out == NONE || score >= best) {
            out = i;
            best = score;
        }
    }
    Span span = {out ? args[out - 1].span.end : args[0].span.start, out ? args[out].span.end : args[1].span.start};
    Str text = term_text(b, &args[out]);
    diag_help(b->diags, diag, "leave out `%.*s`", STR_ARG(text));
    diag_edit(b->diags, diag, span, "%s", "");
}

static void leave_one_open(Builder *b, Diag *diag, const Uses *uses, const TreeLiteral *l, bool asserted)
{
    const TreeTerm *args = &b->tree->terms.at[l->args.first];
    uint32_t at = l->args.count;
    int best = -1;
    for (uint32_t i = 0; i <= l->args.count; i++) {
        int score = 0;
        for (uint32_t k = 0; k < l->args.count; k++) {
            score += fit(b, uses, &args[k], k < i ? k : k + 1);
        }
        if (score >= best) {
            at = i;
            best = score;
        }
    }
    static const char *const ordinals[] = {"first", "second", "third", "fourth", "fifth", "sixth"};
    const char *which = at < sizeof ordinals / sizeof ordinals[0] ? ordinals[at] : "missing";
    if (asserted) {
        diag_help(b->diags, diag, "say what stands in the %s place", which);
        return;
    }
    diag_help(b->diags, diag, "write `_` in the %s place if it does not matter what stands there", which);
    if (l->args.count == 0) {
        diag_edit(b->diags, diag, (Span){l->name_span.end, l->name_span.end}, "(_)");
    } else if (at == l->args.count) {
        uint32_t end = args[at - 1].span.end;
        diag_edit(b->diags, diag, (Span){end, end}, ", _");
    } else {
        diag_edit(b->diags, diag, (Span){args[at].span.start, args[at].span.start}, "_, ");
    }
}

static void complain_of_use(Builder *b, const Uses *uses, const Use *use)
{
    const TreeLiteral l = tree_literal(b->tree, use->literal);
    uint32_t arity = l.args.count;
    Diag *diag = diag_add(b->diags, E0204, l.name_span, "`%.*s` has %u %s here, and %u elsewhere", TEXT_OF(b, l.name),
                          arity, arity == 1 ? "place" : "places", uses->arity);
    if (!diag_is_kept(b->diags, diag)) {
        return;
    }
    if (uses->right.n) {
        diag_mark(b->diags, diag, tree_literal(b->tree, uses->right.at[0].literal).name_span, "%u %s here", uses->arity,
                  uses->arity == 1 ? "place" : "places");
    }
    const TreeTerm *args = &b->tree->terms.at[l.args.first];
    for (uint32_t i = 0; i + 1 < arity && arity == uses->arity + 1; i++) {
        if (is_split_number(&args[i], &args[i + 1])) {
            char sign = args[i + 1].span.end - args[i + 1].span.start == 3 ? '_' : '.';
            Str whole = tree_symbol(b->tree, args[i].value), part = tree_symbol(b->tree, args[i + 1].value);
            diag_help(b->diags, diag, "write the number `%.*s%c%.*s`: commas separate places", STR_ARG(whole), sign,
                      STR_ARG(part));
            diag_edit(b->diags, diag, (Span){args[i].span.end, args[i + 1].span.start}, "%c", sign);
            return;
        }
    }
    if (arity == uses->arity + 1 && arity > 1) {
        leave_one_out(b, diag, uses, &l);
    } else if (arity + 1 == uses->arity) {
        leave_one_open(b, diag, uses, &l, use->asserted);
    } else {
        diag_help(b->diags, diag, "use the same number everywhere, or another name for the other meaning");
    }
}

void advise_arity(Builder *b, Symbol name)
{
    Uses uses = {.arity = usual_arity(b, name)};
    for (uint32_t i = 0; i < b->tree->literals.n; i++) {
        TreeLiteral l = tree_literal(b->tree, i);
        if (l.name != name || l.mode == MODE_DISAPPLIES) {
            continue;
        }
        if (l.args.count == uses.arity) {
            vec_push(&uses.right, ((Use){i, false}));
        } else {
            vec_push(&uses.wrong, ((Use){i, is_asserted(b, i)}));
        }
    }
    for (size_t i = 0; i < uses.wrong.n; i++) {
        complain_of_use(b, &uses, &uses.wrong.at[i]);
    }
    vec_free(&uses.right);
    vec_free(&uses.wrong);
}
