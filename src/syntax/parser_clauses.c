/* Clauses: which item takes which, and what stands in each. */
#include "syntax/parser_internal.h"

#include <stdio.h>

#define BIT(kind) (1ull << (kind))
#define REMARKS (BIT(CLAUSE_NOTE) | BIT(CLAUSE_BECAUSE) | BIT(CLAUSE_REF))
#define PERIOD (BIT(CLAUSE_ON) | BIT(CLAUSE_FROM) | BIT(CLAUSE_UNTIL) | BIT(CLAUSE_DURING) | BIT(CLAUSE_BEGINS))
#define RULE                                                                                                           \
    (BIT(CLAUSE_TEXT) | BIT(CLAUSE_BY) | BIT(CLAUSE_PER) | BIT(CLAUSE_RANK) | BIT(CLAUSE_IN_FORCE) |                   \
     BIT(CLAUSE_ANNULLED) | BIT(CLAUSE_IF) | BIT(CLAUSE_UNLESS) | BIT(CLAUSE_THEN) | REMARKS)

static const uint64_t takes[ITEM_KINDS + 1] = {
    [ITEM_CASE] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_ABOUT) | BIT(CLAUSE_AS_OF) | BIT(CLAUSE_MARGIN) | BIT(CLAUSE_NOTE),
    [ITEM_LIBRARY] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_ABOUT) | BIT(CLAUSE_NOTE),
    [ITEM_USE] = BIT(CLAUSE_NOTE),
    [ITEM_SECTION] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_BY) | BIT(CLAUSE_PER) | BIT(CLAUSE_RANK) | PERIOD | BIT(CLAUSE_NOTE),
    [ITEM_SOURCE] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_DATED) | BIT(CLAUSE_AUTHOR) | BIT(CLAUSE_KIND) | BIT(CLAUSE_RANK) |
                    BIT(CLAUSE_FILE) | BIT(CLAUSE_URL) | BIT(CLAUSE_SHA256) | BIT(CLAUSE_INDEX) | BIT(CLAUSE_NOTE) |
                    BIT(CLAUSE_REF),
    [ITEM_POSITION] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_ACCEPTS) | BIT(CLAUSE_DENIES) | BIT(CLAUSE_NOTE),
    [ITEM_ORDER] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_DEFAULT) | BIT(CLAUSE_DOUBT) | BIT(CLAUSE_SETTLED) | BIT(CLAUSE_NOTE),
    [ITEM_NAME] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_NOTE),
    [ITEM_PREDICATE] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_NOT_TEXT) | BIT(CLAUSE_ONE) | BIT(CLAUSE_WHILE) |
                       BIT(CLAUSE_HAPPENS_ONCE) | BIT(CLAUSE_NOTE),
    [ITEM_FACT] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_PER) | PERIOD | REMARKS,
    [ITEM_CLAIM] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_PER) | BIT(CLAUSE_BY) | BIT(CLAUSE_RANK) | PERIOD | REMARKS,
    [ITEM_FACTS] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_PER) | BIT(CLAUSE_TABLE) | PERIOD | REMARKS,
    [ITEM_CLAIMS] =
        BIT(CLAUSE_TEXT) | BIT(CLAUSE_PER) | BIT(CLAUSE_BY) | BIT(CLAUSE_RANK) | BIT(CLAUSE_TABLE) | PERIOD | REMARKS,
    [ITEM_RULE] = RULE,
    [ITEM_ALWAYS] = RULE, /* the model says what is wrong with `rank` and `unless` here */
    [ITEM_ACT] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_OF) | BIT(CLAUSE_ON) | BIT(CLAUSE_EFFECTIVE) | BIT(CLAUSE_PER) |
                 BIT(CLAUSE_THEN) | REMARKS,
    [ITEM_PREFER] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_BY) | BIT(CLAUSE_PER) | REMARKS,
    [ITEM_CONFLICT] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_WHERE) | BIT(CLAUSE_PER) | REMARKS,
    [ITEM_CONTENTION] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_PER) | BIT(CLAUSE_BY) | BIT(CLAUSE_ATTRIBUTED) |
                        BIT(CLAUSE_RANK) | BIT(CLAUSE_ON) | REMARKS,
    [ITEM_ASIDE] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_AT) | BIT(CLAUSE_NOTE),
    [ITEM_BURDEN] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_PER) | BIT(CLAUSE_ON) | REMARKS,
    [ITEM_QUESTION] = BIT(CLAUSE_TEXT) | BIT(CLAUSE_ON) | BIT(CLAUSE_FOR) | BIT(CLAUSE_FOR_EACH) | BIT(CLAUSE_NOTE),
    [ITEM_EXPECT] = BIT(CLAUSE_NOTE) | BIT(CLAUSE_BECAUSE),
};
static const uint64_t everywhere = BIT(CLAUSE_ALLOW);
static const uint64_t repeatable =
    BIT(CLAUSE_ALLOW) | BIT(CLAUSE_UNLESS) | BIT(CLAUSE_NOTE) | BIT(CLAUSE_REF) | BIT(CLAUSE_BECAUSE);

static const Str keywords[CLAUSE_KINDS] = {
#define CLAUSE(kind, word) {word, sizeof(word) - 1},
#include "syntax/clauses.def"
#undef CLAUSE
};

Str clause_word(ClauseKind kind)
{
    return keywords[kind];
}

bool parser_takes_clause(ItemKind item, ClauseKind clause)
{
    return (item == ITEM_KINDS ? 0 : takes[item] | everywhere) & BIT(clause);
}

/* Something else stands where the second word of a keyword is due. Whether it is meant by that, and so is to be left behind; when the
 * word is only forgotten, p->has_second is set. */
static bool second_word(Parser *p, Str first, Str second)
{
    const Token *token = &p->lexer.token;
    Span span = token_span(token);
    if (p->has_second) {
        return false;
    }
    bool word = (token->kind == TOKEN_WORD || token->kind == TOKEN_VARIABLE) && !token->line_start;
    char next = parser_peek_character(p);
    bool instead = word && next && next != '\n' &&
                   nearest_word((Str){p->lexer.text + span.start, span.end - span.start}, &second, 1) != NONE;
    if (!instead && (token->kind == TOKEN_STOP || token->line_start || token->kind == TOKEN_BAD)) {
        parser_missing(p, "after `%.*s` the word `%.*s` is missing", STR_ARG(first), STR_ARG(second));
        return false;
    }
    Span gap = {p->last_end, p->last_end};
    Diag *diag = instead ? parser_error(p, E0115, span, "after `%.*s` stands `%.*s`, not `%s`", STR_ARG(first),
                                        STR_ARG(second), parser_shown(p, span))
                         : parser_error(p, E0103, gap, "after `%.*s` the word `%.*s` is missing", STR_ARG(first),
                                        STR_ARG(second));
    diag_help(p->diags, diag, "write `%.*s %.*s`", STR_ARG(first), STR_ARG(second));
    diag_edit(p->diags, diag, instead ? span : gap, "%s%.*s", instead ? "" : " ", STR_ARG(second));
    p->has_second = !instead;
    return instead;
}

/* Takes the clause's keyword, of one word or two. */
static bool take_keyword(Parser *p, TreeClause *clause)
{
    Lexer *lexer = &p->lexer;
    Str word = keywords[clause->kind];
    uint32_t end = lexer->token.end;
    parser_next(p);
    Str each = STR("each"), behind = {lexer->text + lexer->token.start, lexer->token.end - lexer->token.start};
    if (clause->kind == CLAUSE_FOR && lexer->token.kind == TOKEN_WORD && lexer->token.word != WORD_EACH &&
        nearest_word(behind, &each, 1) != NONE && parser_declared(p, behind) != ITEM_POSITION) {
        parser_take_meant(p, each);
    }
    if (clause->kind == CLAUSE_FOR && lexer->token.word == WORD_EACH) {
        clause->kind = CLAUSE_FOR_EACH;
        word = keywords[CLAUSE_FOR_EACH];
    }
    const char *space = memchr(word.ptr, ' ', word.len);
    if (space) {
        Str second = {space + 1, word.len - (size_t)(space + 1 - word.ptr)};
        Str here = {lexer->text + lexer->token.start, lexer->token.end - lexer->token.start};
        if (str_equal(second, here) || str_equal(second, word_text(lexer->token.word)) ||
            second_word(p, (Str){word.ptr, (size_t)(space - word.ptr)}, second)) {
            parser_next(p);
            end = p->last_end;
        } else if (!p->has_second) {
            return false;
        }
        p->has_second = false;
    }
    if (lexer->token.kind == TOKEN_COLON) {
        Diag *diag = parser_error(p, E0115, token_span(&lexer->token), "no colon stands behind `%s`", word.ptr);
        diag_help(p->diags, diag, "leave it out");
        diag_edit(p->diags, diag, token_span(&lexer->token), "%s", "");
        parser_next(p);
    }
    uint32_t length = end - clause->span.start;
    clause->keyword = length < UINT16_MAX ? (uint16_t)length : UINT16_MAX;
    return true;
}

/* ---- what stands in them ---- */

static bool one_name(Parser *p, TreeClause *clause)
{
    char what[64];
    snprintf(what, sizeof what, "a name after `%s`", keywords[clause->kind].ptr);
    if (p->lexer.token.kind == TOKEN_STRING && !parser_mend_name(p)) {
        Diag *diag = parser_error(p, E0103, ((Span){p->lexer.token.start, p->lexer.token.start + 1}),
                                  "after `%s` stands a name, not a text", keywords[clause->kind].ptr);
        diag_help(p->diags, diag, "write a name such as `some_name`, and `name some_name \"…\"` as an item of its own");
        return false;
    }
    if (parser_at_no_name(p)) {
        return parser_missing(p, "%s is missing", what);
    }
    clause->range = (TreeRange){vec_next_id(&p->tree->names), 1};
    return parser_name(p, what);
}

static bool one_variable(Parser *p, TreeClause *clause)
{
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_VARIABLE) {
        return parser_missing(p, "after `one` a variable of the predicate is missing");
    }
    clause->range = (TreeRange){vec_next_id(&p->tree->names), 1};
    vec_push(&p->tree->names, ((TreeName){parser_symbol(p, token), token_span(token)}));
    parser_next(p);
    return true;
}

/* Whether a text is a paragraph's and a sentence's number, perhaps with a letter for a part: `7.2`, `7.2b`. */
static bool is_sentence(Str text)
{
    size_t at = 0, numbers = 0, letters = 0;
    while (at < text.len && numbers < 2) {
        size_t start = at;
        while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
            at++;
        }
        numbers += at > start;
        if (at == start || (numbers == 1 && (at == text.len || text.ptr[at++] != '.'))) {
            return false;
        }
    }
    for (; at < text.len; at++) {
        letters += text.ptr[at] >= 'a' && text.ptr[at] <= 'z' ? 1 : 2;
    }
    return numbers == 2 && letters <= 1;
}

/* Whether a text is the digits of a mark. */
static bool is_mark(Str text)
{
    enum { SHORTEST = 4, LONGEST = 64 };
    bool good = text.len >= SHORTEST && text.len <= LONGEST;
    for (size_t i = 0; good && i < text.len; i++) {
        good = (text.ptr[i] >= '0' && text.ptr[i] <= '9') || (text.ptr[i] >= 'a' && text.ptr[i] <= 'f');
    }
    return good;
}

static bool figure(Parser *p, TreeCite *cite)
{
    Token token = p->lexer.token;
    bool mark = cite->pin_kind == PIN_MARK;
    Str text = {p->lexer.text + token.start, token.end - token.start};
    if (mark ? is_mark(text) : is_sentence(text)) {
        cite->pin = vec_next_id(&p->tree->texts);
        vec_push(&p->tree->texts, arena_copy(&p->tree->arena, text));
        parser_next(p);
        return true;
    }
    const char *shown = parser_shown(p, token_span(&token));
    if (mark) {
        Diag *diag = parser_error(p, E0123, token_span(&token), "`%s` is no mark of a sentence", shown);
        diag_help(p->diags, diag, "a mark has digits and the letters a to f, as in `at mark 1f3a9c2e`");
    } else {
        Diag *diag = parser_error(p, E0123, token_span(&token), "`%s` is no sentence of a source", shown);
        diag_help(p->diags, diag,
                  "write the numbers of paragraph and sentence, as in `at 7.2`; a page goes with `ref \"p. 7\"`");
    }
    return false;
}

/* What stands behind `at` or `nowhere`: a quotation, a sentence's number, a mark. */
static bool pin_behind(Parser *p, uint32_t start, bool nowhere, TreeCite *cite)
{
    const Token *token = &p->lexer.token;
    bool mark = !nowhere && parser_take_word(p, WORD_MARK);
    bool number = token->kind == TOKEN_NUMBER || token->kind == TOKEN_BAD_NUMBER;
    bool word = token->kind == TOKEN_WORD || token->kind == TOKEN_VARIABLE;
    bool good = false;
    if (word && !mark && !parser_at_clause(p) && parser_bare_text(p, "the quotation", &cite->pin)) {
        cite->pin_kind = nowhere ? PIN_NOWHERE : PIN_QUOTATION;
        good = true;
    } else if (!mark && token->kind == TOKEN_STRING) {
        cite->pin_kind = nowhere ? PIN_NOWHERE : PIN_QUOTATION;
        good = parser_text(p, "the quotation", &cite->pin);
    } else if (!nowhere && (number || (mark && word && !token->line_start))) {
        cite->pin_kind = mark ? PIN_MARK : PIN_SENTENCE;
        good = figure(p, cite);
    } else if (nowhere) {
        parser_missing(p, "after `nowhere` the words are missing that the source does not have");
    } else {
        parser_missing(p, mark ? "after `mark` its digits are missing, as in `at mark 1f3a9c2e`"
                               : "the place in the source is missing: `at \"…\"` or `at 7.2`");
    }
    cite->pin_span = parser_span_from(p, start);
    return good;
}

static bool pin(Parser *p, TreeCite *cite)
{
    uint32_t start = p->lexer.token.start;
    bool nowhere = p->lexer.token.word == WORD_NOWHERE;
    parser_next(p);
    return pin_behind(p, start, nowhere, cite);
}

/* A source may be called by a word that begins a clause here. Always false. */
static bool no_source(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_WORD) {
        return parser_missing(p, "the name of a source is missing");
    }
    const char *word = parser_shown(p, token_span(token));
    Diag *diag = parser_error(p, E0103, token_span(token), "the name of a source is missing before `%s`", word);
    diag_help(p->diags, diag, "if a source is called `%s`, give it another name: here the word begins a clause", word);
    return false;
}

bool parser_cites(Parser *p, TreeRange *range)
{
    const Token *token = &p->lexer.token;
    *range = (TreeRange){vec_next_id(&p->tree->cites), 0};
    CiteJoin join = CITE_ALONE;
    for (;;) {
        size_t errors = p->diags->errors;
        if (parser_at_no_name(p) || !parser_mend_name(p)) {
            return p->diags->errors > errors ? false : no_source(p);
        }
        TreeCite cite = {.source = parser_symbol(p, token), .join = (uint8_t)join, .ref = NONE, .pin = NONE};
        cite.span = token_span(token);
        parser_next(p);
        for (;;) {
            if (cite.ref == NONE && parser_take_word(p, WORD_REF)) {
                if (!parser_text(p, "what `ref` refers to", &cite.ref)) {
                    return false;
                }
            } else if (cite.pin == NONE && (token->word == WORD_AT || token->word == WORD_NOWHERE)) {
                if (!pin(p, &cite)) {
                    return false;
                }
            } else {
                break;
            }
        }
        if (token->word == WORD_AT || token->word == WORD_NOWHERE) {
            const char *source = parser_shown(p, cite.span);
            Diag *diag = parser_error(p, E0123, token_span(token), "a source that is named once has one place");
            diag_help(p->diags, diag, "name it once more: `and %s %s …`", source, parser_shown(p, token_span(token)));
            diag_edit(p->diags, diag, (Span){token->start, token->start}, "and %s ", source);
            return false;
        }
        vec_push(&p->tree->cites, cite);
        range->count++;
        if (parser_take_sign(p, TOKEN_COMMA) || parser_comma_forgotten(p)) {
            join = CITE_ALONE;
        } else if (parser_take_word(p, WORD_AND)) {
            join = CITE_AND;
        } else if (parser_take_word(p, WORD_VIA)) {
            join = CITE_VIA;
        } else {
            return true;
        }
    }
}

static bool conclusions(Parser *p, TreeClause *clause)
{
    const Token *token = &p->lexer.token;
    uint32_t start = token->start;
    Commas commas = {0};
    clause->range = (TreeRange){vec_next_id(&p->tree->literals), 0};
    bool read, more;
    do {
        uint32_t index;
        more = false;
        read = parser_literal_here(p, PLACE_HEAD, &index);
        if (read) {
            clause->range.count++;
            more = token->kind == TOKEN_COMMA ? parser_comma_for_and(p, &commas, "conclusions")
                                              : parser_take_word(p, WORD_AND);
        }
    } while (more);
    parser_mend_commas(p, &commas, start);
    return read;
}

/* Whether another day follows where a comma is due; reported. */
static bool comma_between_days(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_DATE || token->line_start) {
        return false;
    }
    Span gap = {p->last_end, p->last_end};
    Diag *diag = parser_error(p, E0103, gap, "a comma is missing between two days");
    diag_help(p->diags, diag, "write `, %s`", parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, gap, ",");
    return true;
}

static bool days(Parser *p, TreeClause *clause)
{
    bool list = p->item.kind == ITEM_QUESTION || p->item.kind == ITEM_CONTENTION || p->item.kind == ITEM_BURDEN;
    clause->range = (TreeRange){vec_next_id(&p->tree->dates), 0};
    do {
        uint32_t index;
        if (!parser_date(p, "on", &index)) {
            return false;
        }
        clause->range.count++;
    } while (list && (parser_take_sign(p, TOKEN_COMMA) || comma_between_days(p)));
    return true;
}

/* `until E`, `through E` behind `from D`. */
static bool period_end(Parser *p, TreeClause *clause)
{
    parser_meant_end(p);
    if (parser_take_word(p, WORD_THROUGH)) {
        clause->through = true;
        return parser_date(p, "through", &clause->b);
    }
    return !parser_take_word(p, WORD_UNTIL) || parser_date(p, "until", &clause->b);
}

static bool in_force(Parser *p, TreeClause *clause)
{
    if (parser_take_word(p, WORD_FROM) && !parser_date(p, "from", &clause->a)) {
        return false;
    }
    if (!period_end(p, clause)) {
        return false;
    }
    if (clause->a == NONE && clause->b == NONE) {
        return parser_missing(p, "after `in force` a period is missing: `from …`, `until …`");
    }
    return true;
}

static bool table_file(Parser *p, TreeClause *clause)
{
    TreeName place = {.name = NONE};
    if (!parser_file_name(p, "from table", &clause->a, &place.span)) {
        return false;
    }
    clause->b = vec_next_id(&p->tree->names);
    vec_push(&p->tree->names, place);
    return true;
}

/* `W0102 "the reason"` */
static bool allowance(Parser *p, TreeClause *clause)
{
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_VARIABLE && token->kind != TOKEN_WORD) {
        return parser_missing(p, "after `allow` the code of a warning is missing, such as `W0102`");
    }
    clause->a = vec_next_id(&p->tree->names);
    vec_push(&p->tree->names, ((TreeName){parser_symbol(p, token), token_span(token)}));
    parser_next(p);
    if (token->kind == TOKEN_COMMA) {
        Diag *diag = parser_error(p, E0115, token_span(token), "one `allow` is for one warning");
        diag_help(p->diags, diag, "write `allow … \"the reason\"` for each of them");
        return false;
    }
    return parser_text(p, "the reason why the warning is allowed", &clause->b);
}

/* `approximate 1 year, uncertain 6 months`: either, or both. */
static bool margins(Parser *p, TreeClause *clause)
{
    clause->a = clause->b = NONE;
    do {
        Word word = p->lexer.token.word;
        uint32_t *margin = word == WORD_APPROXIMATE ? &clause->a : &clause->b, count;
        char unit;
        if (word != WORD_APPROXIMATE && word != WORD_UNCERTAIN) {
            return parser_missing(p, "after `margin` it is missing what for: `approximate 1 year, uncertain 6 months`");
        }
        parser_next(p);
        if (!parser_duration(p, &count, &unit)) {
            return false;
        }
        *margin = tree_length(count, unit);
    } while (parser_take(p, TOKEN_COMMA) || p->lexer.token.word == WORD_APPROXIMATE ||
             p->lexer.token.word == WORD_UNCERTAIN);
    return true;
}

static bool contents(Parser *p, TreeClause *clause)
{
    const char *word = keywords[clause->kind].ptr;
    char what[64];
    switch ((ClauseKind)clause->kind) {
    case CLAUSE_TEXT:
        return parser_text(p, "the text", &clause->a);
    case CLAUSE_NOT_TEXT:
        return parser_text(p, "how the negation reads", &clause->a);
    case CLAUSE_ABOUT:
    case CLAUSE_FILE:
    case CLAUSE_URL:
    case CLAUSE_SHA256:
    case CLAUSE_INDEX:
    case CLAUSE_BECAUSE:
    case CLAUSE_NOTE:
    case CLAUSE_REF:
        snprintf(what, sizeof what, "what stands after `%s`", word);
        return parser_text(p, what, &clause->a);
    case CLAUSE_TABLE:
        return table_file(p, clause);
    case CLAUSE_AS_OF:
    case CLAUSE_DATED:
    case CLAUSE_UNTIL:
    case CLAUSE_DURING:
    case CLAUSE_BEGINS:
    case CLAUSE_ANNULLED:
    case CLAUSE_EFFECTIVE:
        return parser_date(p, word, &clause->a);
    case CLAUSE_MARGIN:
        return margins(p, clause);
    case CLAUSE_FROM:
        return parser_date(p, word, &clause->a) && period_end(p, clause);
    case CLAUSE_IN_FORCE:
        return in_force(p, clause);
    case CLAUSE_ON:
        return days(p, clause);
    case CLAUSE_AUTHOR:
    case CLAUSE_OF:
    case CLAUSE_KIND:
    case CLAUSE_RANK:
    case CLAUSE_DEFAULT:
    case CLAUSE_DOUBT:
    case CLAUSE_SETTLED:
        return one_name(p, clause);
    case CLAUSE_ONE:
        return one_variable(p, clause);
    case CLAUSE_ACCEPTS:
    case CLAUSE_DENIES:
        return parser_names(p, "the name of an item", &clause->range);
    case CLAUSE_BY:
    case CLAUSE_ATTRIBUTED:
    case CLAUSE_FOR:
        return parser_names(p, "the name of a position", &clause->range);
    case CLAUSE_AT:
        return pin_behind(p, clause->span.start, false, &p->tree->cites.at[p->item.levels.first]);
    case CLAUSE_PER:
        return parser_cites(p, &clause->range);
    case CLAUSE_IF:
    case CLAUSE_UNLESS:
    case CLAUSE_WHERE:
    case CLAUSE_WHILE:
        return parser_conditions(p, &clause->range);
    case CLAUSE_THEN:
        return conclusions(p, clause);
    case CLAUSE_ALLOW:
        return allowance(p, clause);
    case CLAUSE_HAPPENS_ONCE:
    case CLAUSE_FOR_EACH:
    case CLAUSE_KINDS:
        break;
    }
    return true;
}

/* Reads what stands in a clause whose keyword is taken, and adds it to the tree. */
static bool finish_clause(Parser *p, TreeClause *clause)
{
    uint64_t same = BIT(clause->kind) & PERIOD ? PERIOD : BIT(clause->kind);
    bool again = p->seen & same & ~repeatable;
    p->seen |= BIT(clause->kind);
    bool read = contents(p, clause);
    clause->span.end = p->last_end;
    if (again) {
        parser_given_twice(p, clause);
    } else if (read) {
        vec_push(&p->tree->clauses, *clause);
        p->tree->allows |= clause->kind == CLAUSE_ALLOW;
        p->item.text = clause->kind == CLAUSE_TEXT ? clause->a : p->item.text;
    }
    return read;
}

bool parser_clause(Parser *p)
{
    const Token *token = &p->lexer.token;
    TreeClause clause = {.kind = CLAUSE_TEXT, .a = NONE, .b = NONE, .span = token_span(token)};
    if (token->kind != TOKEN_STRING) {
        clause.kind = token->word == WORD_NOT ? CLAUSE_NOT_TEXT : p->clause_of[token->word];
    }
    if (clause.kind == CLAUSE_FROM && lexer_peek_word(&p->lexer, STR("table"))) {
        clause.kind = CLAUSE_TABLE;
    }
    if (!parser_takes_clause(p->item.kind, clause.kind)) {
        return parser_misplaced(p, clause.kind);
    }
    return (clause.kind == CLAUSE_TEXT || take_keyword(p, &clause)) && finish_clause(p, &clause);
}

bool parser_contents(Parser *p, ClauseKind kind)
{
    TreeClause clause = {.kind = (uint8_t)kind, .a = NONE, .b = NONE, .span = token_span(&p->lexer.token)};
    return finish_clause(p, &clause);
}

bool parser_force(Parser *p)
{
    TreeClause clause = {.kind = CLAUSE_IN_FORCE, .a = NONE, .b = NONE, .span = token_span(&p->lexer.token)};
    if (p->lexer.token.word == WORD_ON) {
        p->lexer.token.word = WORD_FROM;
    }
    return finish_clause(p, &clause);
}

bool parser_discard(Parser *p, ClauseKind kind)
{
    TreeClause clause = {.kind = (uint8_t)kind, .a = NONE, .b = NONE, .span = token_span(&p->lexer.token)};
    return kind != CLAUSE_AT && take_keyword(p, &clause) && contents(p, &clause);
}
