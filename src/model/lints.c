/* What an author probably did not mean, as far as it shows without working the case out. ground/lints.c has the rest. */
#include "model/builder.h"

static PredicateId predicate_of(const Builder *b, const TreeLiteral *l)
{
    PredicateId id = dense_find(&b->c->predicate_by_symbol, l->name);
    while (id != NONE && b->c->predicates.at[id].arity != l->args.count) {
        id = b->c->predicates.at[id].same_name;
    }
    return id;
}

static bool is_given(uint32_t ways, uint32_t said)
{
    bool by_beginning = !(said & (SAID_BEGINS | SAID_ENDS)) && (ways >> (said | SAID_BEGINS) & 1);
    return by_beginning || (ways >> said & 1);
}

bool builder_lacks_way(const Predicate *p)
{
    bool lacks = false;
    for (uint32_t said = 0, left = p->given_as ? p->asked_as & ~p->given_as : 0; left; left >>= 1, said++) {
        lacks |= (left & 1) && !is_given(p->given_as, said);
    }
    return lacks;
}

/* A condition that is said in a way in which nothing says it: `not p` where only p is concluded, `ends p` where nothing ends it.
 * What nothing says in any way has been reported. */
static void check_way(Builder *b, uint32_t literal, bool exception)
{
    TreeLiteral l = tree_literal(b->tree, literal);
    PredicateId id = l.mode == MODE_DISAPPLIES ? NONE : predicate_of(b, &l);
    uint32_t ways = id == NONE ? 0 : b->c->predicates.at[id].given_as;
    if (!ways || id == b->c->preferred || !builder_is_whole(b, l.span)) {
        return;
    }
    uint32_t said = builder_said(&l);
    Str name = tree_symbol(b->tree, l.name);
    Diag *diag;
    if (is_given(ways, said)) {
        return;
    }
    if (said == SAID_NOT) {
        diag = diag_add(b->diags, W0109, l.span, "no fact, claim or rule says `not %.*s`", STR_ARG(name));
        diag_note(b->diags, diag, "`not` needs somebody who says so; that something is not shown is said by `unless`");
        if (exception) {
            diag_help(b->diags, diag, "leave this exception out, or say what makes it `not`");
        } else {
            diag_help(b->diags, diag, "write `unless %.*s…` as a clause of its own, or say what makes it `not`",
                      STR_ARG(name));
        }
    } else {
        const char *what = said & SAID_MODE_NOT ? "speaks against such a change of"
                           : said & SAID_BEGINS ? "says that there begins"
                           : said & SAID_ENDS   ? "ends"
                                                : "gives";
        diag = diag_add(b->diags, W0101, l.span, "no fact, claim or rule %s `%s%.*s`", what,
                        said & SAID_NOT ? "not " : "", STR_ARG(name));
        diag_help(b->diags, diag, "a condition that asks for it can never be met; an exception never applies");
    }
}

static bool same_term(const Tree *tree, uint32_t a, uint32_t b)
{
    const TreeTerm *x = &tree->terms.at[a], *y = &tree->terms.at[b];
    return x->kind == y->kind && x->kind != TERM_ANY && x->kind != TERM_OPERATION && x->op == y->op &&
           (x->kind == TERM_DATE ? str_equal(tree->dates.at[x->value].written, tree->dates.at[y->value].written)
                                 : x->value == y->value);
}

/* Whether the exception holds as soon as the conclusion is drawn; `once a` does, for the same day counts (S3.4). */
static bool excepts_itself(const Tree *tree, const TreeLiteral *exception, const TreeLiteral *conclusion)
{
    bool simple = exception->on == NONE && !exception->mode_negated && !conclusion->mode_negated &&
                  exception->name == conclusion->name && exception->negated == conclusion->negated &&
                  exception->args.count == conclusion->args.count;
    bool fits = exception->mode == conclusion->mode || (exception->mode == MODE_PLAIN && conclusion->mode == MODE_BEGINS);
    for (uint32_t i = 0; simple && fits && i < exception->args.count; i++) {
        simple = same_term(tree, exception->args.first + i, conclusion->args.first + i);
    }
    return simple && fits;
}

static bool is_lone_literal(const Tree *tree, TreeRange conditions, TreeLiteral *literal)
{
    if (conditions.count != 1 || tree_condition(tree, conditions.first).kind != CONDITION_LITERAL) {
        return false;
    }
    *literal = tree_literal(tree, tree_condition(tree, conditions.first).a);
    return true;
}

static void check_exceptions(Builder *b, const TreeItem *item)
{
    const Tree *tree = b->tree;
    const TreeClause *then = builder_clause(b, item, CLAUSE_THEN);
    for (uint32_t i = 0; then && i < item->clauses.count; i++) {
        const TreeClause *clause = &tree->clauses.at[item->clauses.first + i];
        TreeLiteral exception;
        bool lone = clause->kind == CLAUSE_UNLESS && is_lone_literal(tree, clause->range, &exception);
        for (uint32_t k = 0; lone && k < then->range.count; k++) {
            TreeLiteral conclusion = tree_literal(tree, then->range.first + k);
            if (excepts_itself(tree, &exception, &conclusion)) {
                Diag *diag = diag_add(b->diags, W0113, exception.span, "the rule takes back what it concludes");
                diag_mark(b->diags, diag, conclusion.span, "as soon as this holds, the exception does");
                diag_help(b->diags, diag, "leave this `unless` out; what has been concluded need not be excepted");
            }
        }
    }
}

/* The depth of this recursion is that of brackets, which the parser limits. */
static void check_conditions(Builder *b, TreeRange conditions, bool exception)
{
    for (uint32_t i = 0; i < conditions.count; i++) {
        TreeCondition condition = tree_condition(b->tree, conditions.first + i);
        if (condition.kind == CONDITION_LITERAL) {
            check_way(b, condition.a, exception);
        } else if (condition.kind != CONDITION_COMPARE) {
            check_conditions(b, condition.parts, exception);
        }
    }
}

void builder_lints(Builder *b)
{
    for (size_t i = 0; b->suspicious && i < b->tree->items.n; i++) {
        const TreeItem *item = &b->tree->items.at[i];
        for (uint32_t k = 0; k < item->clauses.count; k++) {
            const TreeClause *clause = &b->tree->clauses.at[item->clauses.first + k];
            if (clause->kind == CLAUSE_IF || clause->kind == CLAUSE_UNLESS || clause->kind == CLAUSE_WHILE) {
                check_conditions(b, clause->range, clause->kind == CLAUSE_UNLESS);
            }
        }
        if (item->kind == ITEM_RULE && builder_is_whole(b, item->span)) {
            check_exceptions(b, item);
        }
    }
}
