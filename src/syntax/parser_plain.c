/* Facts and claims of the plainest form, of which long cases mostly consist: `NAME: p(a, b) on 1991-12-26` behind the keyword. They are read
 * from the text in one go, without cutting it into tokens. What differs from that form by one character is left to the rest of the
 * parser, which would make the same tree of what is read here. */
#include "syntax/parser_internal.h"

enum { MOST_ARGUMENTS = 8, ON_DAY = sizeof " on 1991-12-26" - 1, DAY = sizeof "1991-12-26" - 1 };

/* `p(a, b)` from `start` on. */
typedef struct Plain {
    Span name, arguments[MOST_ARGUMENTS];
    uint32_t count, end;
} Plain;

/* `not (…` and `and (…` are no names, however they are spaced. */
static bool is_joint(const char *text, Span name)
{
    return name.end - name.start == 3 &&
           (memcmp(text + name.start, "not", 3) == 0 || memcmp(text + name.start, "and", 3) == 0);
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r' || c == '\0';
}

static bool read_statement(const Lexer *lexer, uint32_t start, Plain *plain)
{
    const char *text = lexer->text;
    uint32_t at = lexer_plain_name(lexer, start);
    plain->name = (Span){start, at};
    plain->count = 0;
    if (text[at] != '(' || is_joint(text, plain->name)) {
        return false;
    }
    do {
        uint32_t first = at + (plain->count ? 2 : 1);
        at = lexer_plain_name(lexer, first);
        if (at == first || plain->count == MOST_ARGUMENTS) {
            return false;
        }
        plain->arguments[plain->count++] = (Span){first, at};
    } while (text[at] == ',' && text[at + 1] == ' ');
    plain->end = at + 1;
    return text[at] == ')' && (ends_line(text[at + 1]) || (text[at + 1] == ' ' && !strchr(" \t)", text[at + 2])));
}

/* ` on 1991-12-26` up to the end of the line. */
static bool take_day(Parser *p, uint32_t from)
{
    const Lexer *lexer = &p->lexer;
    const char *text = lexer->text + from;
    if (lexer->len - from < ON_DAY || memcmp(text, " on ", ON_DAY - DAY) != 0 || !ends_line(text[ON_DAY])) {
        return false;
    }
    Date date;
    if (edtf_read((Str){text + ON_DAY - DAY, DAY}, GREGORIAN, &date) != EDTF_VALID || !date_is_day(&date)) {
        return false;
    }
    TreeClause clause = {
        .kind = CLAUSE_ON, .keyword = 2, .range = {vec_next_id(&p->tree->dates), 1}, .span = {from + 1, from + ON_DAY}};
    vec_push(&p->tree->dates, date);
    vec_push(&p->tree->clauses, clause);
    p->seen |= 1ull << CLAUSE_ON;
    return true;
}

bool parser_plain_assertion(Parser *p)
{
    Lexer *lexer = &p->lexer;
    const char *text = lexer->text;
    Span name = token_span(&lexer->token);
    Plain plain;
    bool named = text[name.end] == ':' && text[name.end + 1] == ' ';
    if (lexer->token.kind != TOKEN_WORD || !lexer->token.plain || lexer->no_items ||
        !read_statement(lexer, named ? name.end + 2 : name.start, &plain)) {
        return false;
    }
    if (named) {
        p->item.name = SYMBOL_LATER;
        p->item.name_span = name;
    }
    Tree *tree = p->tree;
    Str said = {text + plain.name.start, plain.name.end - plain.name.start};
    bool again = p->said != NONE && str_equal(said, tree_symbol(tree, p->said));
    TreeLiteral literal = {
        .name = again ? p->said : SYMBOL_LATER, .on = NONE, .name_span = plain.name, .span.start = plain.name.start};
    literal.args = (TreeRange){vec_next_id(&tree->terms), plain.count};
    for (uint32_t i = 0; i < plain.count; i++) {
        uint32_t index = vec_next_id(&tree->terms);
        vec_push(&tree->terms, ((TreeTerm){.kind = TERM_NAME, .value = SYMBOL_LATER, .span = plain.arguments[i]}));
        parser_add_later(p, SYMBOL_LATER, plain.arguments[i], SYMBOL_OF_TERM, index);
    }
    p->last_end = plain.end;
    parser_keep_literal(p, &literal, &p->item.literal);
    bool day = take_day(p, plain.end);
    lexer_recut(lexer, day ? TOKEN_DATE : TOKEN_CLOSE, plain.end + (day ? ON_DAY : 0));
    parser_next(p);
    return true;
}
