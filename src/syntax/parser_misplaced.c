/* Clauses that the item does not take, or has already: what is said, and the edit that mends it. */
#include "syntax/parser_internal.h"

#include <stdio.h>

#define BIT(kind) (1ull << (kind))
#define PERIOD (BIT(CLAUSE_ON) | BIT(CLAUSE_FROM) | BIT(CLAUSE_UNTIL) | BIT(CLAUSE_DURING) | BIT(CLAUSE_BEGINS))

static Diag *complain(Parser *p, ClauseKind kind, Span span)
{
    return parser_error(p, E0102, span, "`%s` does not belong to %s", clause_word(kind).ptr,
                        tree_item_noun(p->item.kind));
}

/* Adds what the item takes to what the help says first. */
static void help_with_list(Parser *p, Diag *diag, const char *first)
{
    if (!diag_is_kept(p->diags, diag)) {
        return;
    }
    Text help = {0};
    for (unsigned other = 0; other < CLAUSE_KINDS; other++) {
        if (parser_takes_clause(p->item.kind, other) && clause_word(other).len && other != CLAUSE_ALLOW) {
            text_format(&help, "%s`%s`", help.len ? ", " : "", clause_word(other).ptr);
        }
    }
    diag_help(p->diags, diag, "%s%s takes %s", first, tree_item_noun(p->item.kind), text_str(&help).ptr);
    text_free(&help);
}

/* What is disputed or ranked is a claim, not a fact. */
static bool rather_a_claim(Parser *p, ClauseKind kind)
{
    if ((p->item.kind != ITEM_FACT && p->item.kind != ITEM_FACTS) || (kind != CLAUSE_BY && kind != CLAUSE_RANK) ||
        p->in_rows) {
        return false;
    }
    const char *claim = p->item.kind == ITEM_FACT ? "claim" : "claims";
    Diag *diag = complain(p, kind, token_span(&p->lexer.token));
    diag_help(p->diags, diag,
              "a fact is what nobody disputes; what somebody asserts is a claim: write `%s` instead of `%s`", claim,
              item_word((ItemKind)p->item.kind).ptr);
    diag_edit(p->diags, diag, p->item_keyword, "%s", claim);
    p->item.kind = p->item.kind == ITEM_FACT ? ITEM_CLAIM : ITEM_CLAIMS;
    return parser_clause(p);
}

/* What follows from conditions is a rule, not a fact or a claim. */
static bool rather_a_rule(Parser *p, ClauseKind kind)
{
    bool asserted = p->item.kind == ITEM_FACT || p->item.kind == ITEM_CLAIM;
    if (!asserted || kind != CLAUSE_IF || p->in_rows) {
        return false;
    }
    Diag *diag = complain(p, kind, token_span(&p->lexer.token));
    size_t number = diag_is_kept(p->diags, diag) ? p->diags->list.n : 0;
    bool plain = !(p->seen & PERIOD) && p->item.literal != NONE;
    Span statement = plain ? tree_literal(p->tree, p->item.literal).span : (Span){0, 0};
    const char *shown = plain ? parser_shown(p, statement) : "";
    diag_help(p->diags, diag, "what follows from conditions is a rule: write `rule … if … then %s`", plain ? shown : "…");
    parser_next(p);
    TreeRange conditions;
    if (!parser_conditions(p, &conditions)) {
        return false;
    }
    if (plain && number) {
        diag = &p->diags->list.at[number - 1];
        uint32_t from = p->item.name == NONE ? statement.start : p->item.name_span.end;
        uint32_t to = statement.end + (p->item.name == NONE && p->lexer.text[statement.end] == ' ');
        diag_edit(p->diags, diag, p->item_keyword, "rule");
        diag_edit(p->diags, diag, (Span){from, to}, "%s", "");
        diag_edit(p->diags, diag, (Span){p->last_end, p->last_end}, " then %s", shown);
    }
    return true;
}

/* `begins p(X)`: a conclusion, before which `then` was forgotten. */
static bool rather_a_conclusion(Parser *p, ClauseKind kind)
{
    const Token *token = &p->lexer.token;
    bool rule = p->item.kind == ITEM_RULE || p->item.kind == ITEM_ALWAYS;
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    if (!rule || kind != CLAUSE_BEGINS || p->seen & BIT(CLAUSE_THEN) || ahead.token.kind != TOKEN_WORD) {
        return false;
    }
    Span gap = {token->start, token->start};
    Diag *diag = parser_error(p, E0103, gap, "`then` is missing before this conclusion");
    diag_help(p->diags, diag, "write `then begins %s…`", parser_shown(p, token_span(&ahead.token)));
    diag_edit(p->diags, diag, gap, "then ");
    return parser_contents(p, CLAUSE_THEN);
}

/* The days of a rule are those of its force. */
static bool rather_in_force(Parser *p, ClauseKind kind)
{
    bool rule = p->item.kind == ITEM_RULE || p->item.kind == ITEM_ALWAYS;
    if (!rule || (kind != CLAUSE_FROM && kind != CLAUSE_UNTIL && kind != CLAUSE_ON)) {
        return false;
    }
    Token keyword = p->lexer.token;
    Diag *diag = complain(p, kind, token_span(&keyword));
    const char *meant = kind == CLAUSE_UNTIL ? "until" : "from";
    diag_help(p->diags, diag, "a rule is in force from one day until another: write `in force %s …`", meant);
    diag_edit(p->diags, diag, token_span(&keyword), "in force %s", meant);
    return parser_force(p);
}

/* The keyword of one item's clause in another, where that clause is called otherwise: `dated` for `on`. */
static bool another_word(Parser *p, ClauseKind kind)
{
    const Token *token = &p->lexer.token;
    Str word = {p->lexer.text + token->start, token->end - token->start};
    Str meant = parser_other_word(p, word);
    bool taken = !str_equal(word, word_text(token->word)); /* for another one already, which does not belong here either */
    if (taken || !meant.len || memchr(meant.ptr, ' ', meant.len) || str_equal(meant, word)) {
        return false; /* `from table` in a fact is no slip for `from` */
    }
    Diag *diag = complain(p, kind, token_span(token));
    char first[64];
    snprintf(first, sizeof first, "write `%s`; ", meant.ptr);
    help_with_list(p, diag, first);
    diag_edit(p->diags, diag, token_span(token), "%s", meant.ptr);
    p->lexer.token.word = (uint8_t)lexer_word(&p->lexer, meant);
    return parser_clause(p);
}

bool parser_misplaced(Parser *p, ClauseKind kind)
{
    Span span = token_span(&p->lexer.token);
    if (kind == CLAUSE_TEXT) {
        span.end = span.start + 1;
        parser_error(p, E0102, span, "%s has no text of its own", tree_item_noun(p->item.kind));
        return false;
    }
    bool (*const ways[])(Parser * p, ClauseKind kind) = {rather_a_claim, rather_a_rule, rather_a_conclusion,
                                                         rather_in_force, another_word};
    size_t errors = p->diags->errors;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        bool read = ways[i](p, kind);
        if (read || p->diags->errors > errors) {
            return read;
        }
    }
    Diag *diag = complain(p, kind, span);
    size_t number = diag_is_kept(p->diags, diag) ? p->diags->list.n : 0;
    help_with_list(p, diag, "leave it out; ");
    uint32_t before = p->last_end;
    DiagMoment said = diag_moment(p->diags);
    bool read = parser_discard(p, kind);
    diag_forget(p->diags, said); /* what does not belong here need not be right */
    if (read && number) {
        diag_edit(p->diags, &p->diags->list.at[number - 1], (Span){before, p->last_end}, "%s", "");
    }
    return read;
}

/* ---- twice ---- */

static const TreeClause *first_of(const Parser *p, const TreeClause *clause, uint64_t same)
{
    for (size_t i = p->item.clauses.first; i < p->tree->clauses.n; i++) {
        const TreeClause *other = &p->tree->clauses.at[i];
        if (BIT(other->kind) & same) {
            return other;
        }
    }
    return clause;
}

/* Makes one list of two: what the second has goes behind the first, with `joint` between them. */
static void join(Parser *p, Diag *diag, const TreeClause *first, const TreeClause *second, const char *joint)
{
    const char *text = p->lexer.text;
    uint32_t contents = second->span.start + second->keyword, gap = first->span.end;
    while (gap < second->span.start && strchr(" \t\r\n", text[gap])) {
        gap++;
    }
    if (gap == second->span.start) {
        bool comma = joint[0] == ',';
        uint32_t start = comma ? first->span.end : second->span.start;
        diag_edit(p->diags, diag, (Span){start, contents}, "%s", joint);
        return;
    }
    while (contents < second->span.end && text[contents] == ' ') {
        contents++;
    }
    gap = second->span.start;
    while (gap > first->span.end && strchr(" \t\r\n", text[gap - 1])) {
        gap--;
    }
    const char *moved = parser_shown(p, (Span){contents, second->span.end});
    if (strlen(moved) == second->span.end - contents) { /* else it was cut to be shown */
        diag_edit(p->diags, diag, (Span){first->span.end, first->span.end}, "%s%s %s", joint[0] == ',' ? "" : " ",
                  joint, moved);
        diag_edit(p->diags, diag, (Span){gap, second->span.end}, "%s", "");
    }
}

void parser_given_twice(Parser *p, const TreeClause *clause)
{
    bool period = BIT(clause->kind) & PERIOD;
    Span span = clause_keyword(clause);
    span.end = clause->kind == CLAUSE_TEXT ? span.start + 1 : span.end;
    Diag *diag = clause->kind == CLAUSE_TEXT ? parser_error(p, E0111, span, "a second text, and nothing says what it is")
                 : period ? parser_error(p, E0111, span, "%s has one period", tree_item_noun(p->item.kind))
                          : parser_error(p, E0111, span, "`%s` is given twice", clause_word(clause->kind).ptr);
    const TreeClause *other = first_of(p, clause, period ? PERIOD : BIT(clause->kind));
    Span first = clause_keyword(other);
    first.end = other->kind == CLAUSE_TEXT ? first.start + 1 : first.end;
    if (other != clause) {
        diag_mark(p->diags, diag, first, "the first one");
    }
    switch (clause->kind) {
    case CLAUSE_TEXT:
        diag_help(p->diags, diag, "put `note` before it, or join it to the first");
        diag_edit(p->diags, diag, (Span){clause->span.start, clause->span.start}, "note ");
        break;
    case CLAUSE_IF:
    case CLAUSE_THEN:
    case CLAUSE_WHERE:
        diag_help(p->diags, diag, "join the two with `and`");
        join(p, diag, other, clause, "and");
        break;
    case CLAUSE_BY:
    case CLAUSE_ATTRIBUTED:
    case CLAUSE_PER:
    case CLAUSE_FOR:
    case CLAUSE_ACCEPTS:
    case CLAUSE_DENIES:
        diag_help(p->diags, diag, "give one list, with commas");
        join(p, diag, other, clause, ",");
        break;
    case CLAUSE_UNTIL:
        diag_help(p->diags, diag, "write `from … until …` together");
        break;
    default:
        if (period) {
            diag_help(p->diags, diag, "write an item of its own for each period");
        } else {
            diag_help(p->diags, diag, "keep one of the two");
        }
        break;
    }
}
