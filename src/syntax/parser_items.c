/* The heads of items: what stands between an item's keyword and its first clause. */
#include "syntax/parser_internal.h"

#include <stdio.h>

static const Str keywords[ITEM_KINDS] = {
#define ITEM(kind, word) {word, sizeof(word) - 1},
#include "syntax/items.def"
#undef ITEM
};

Str item_word(ItemKind kind)
{
    return keywords[kind];
}

static void take_name(Parser *p, Symbol name)
{
    p->item.name = name;
    p->item.name_span = token_span(&p->lexer.token);
    parser_next(p);
}

/* A name made of a text's first words, for an item that has none: `a_crowd_took`. */
static const char *name_from_text(Parser *p)
{
    enum { WORDS_TAKEN = 3, LONGEST = 40 };
    const Token *token = &p->lexer.token;
    Text name = {0};
    unsigned words = 0;
    for (uint32_t at = token->start + 1; at < token->end && words < WORDS_TAKEN && name.len < LONGEST; at++) {
        char c = p->lexer.text[at];
        c = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
        if ((c >= 'a' && c <= 'z') || (name.len && c >= '0' && c <= '9')) {
            text_add_char(&name, c);
        } else if (name.len && name.bytes[name.len - 1] != '_' && c == ' ') {
            words++;
            text_add_char(&name, '_');
        }
    }
    while (name.len && name.bytes[name.len - 1] == '_') {
        name.len--;
    }
    Str kept = arena_copy(&p->diags->arena, name.len ? text_str(&name) : STR("some_name"));
    text_free(&name);
    return kept.ptr;
}

/* The item's text stands where its name is due. */
static bool no_name_before_text(Parser *p)
{
    const char *word = item_word(p->item.kind).ptr;
    Span start = {p->lexer.token.start, p->lexer.token.start};
    Diag *diag =
        parser_error(p, E0103, ((Span){start.start, start.start + 1}), "the %s needs a name before its text", word);
    if (diag_is_kept(p->diags, diag)) {
        const char *name = name_from_text(p);
        diag_help(p->diags, diag, "write `%s %s \"…\"`", word, name);
        diag_edit(p->diags, diag, start, "%s ", name);
    }
    return false;
}

/* Several words where one name is due, before `before` on the same line. */
static void one_word(Parser *p, TokenKind before)
{
    uint32_t end = parser_words_before(p, before);
    static const char *const fillers[] = {"as", "is", "means", "reads", "called", "for"};
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    for (size_t i = 0; end && i < sizeof fillers / sizeof fillers[0]; i++) {
        size_t len = strlen(fillers[i]);
        if (ahead.token.end == end && end - ahead.token.start == len &&
            memcmp(p->lexer.text + ahead.token.start, fillers[i], len) == 0) {
            return; /* `name popov as "…"` */
        }
    }
    if (end) {
        parser_join_words(p, end);
    }
}

/* The name that the item cannot do without. */
bool parser_required_name(Parser *p)
{
    const Token *token = &p->lexer.token;
    char next = parser_peek_character(p);
    if (token->kind == TOKEN_STRING && !((next == '"' || next == ':') && parser_mend_name(p))) {
        return no_name_before_text(p);
    }
    one_word(p, TOKEN_STRING);
    if (token->kind != TOKEN_WORD || parser_at_hyphen(p)) {
        char what[64];
        snprintf(what, sizeof what, "a name after `%s`", item_word(p->item.kind).ptr);
        uint32_t index = vec_next_id(&p->tree->names);
        if (!parser_name(p, what)) {
            return false;
        }
        p->item.name = p->tree->names.at[index].name;
        p->item.name_span = p->tree->names.at[index].span;
        return true;
    }
    take_name(p, parser_symbol(p, token));
    return true;
}

/* One only, since adjacent texts would be joined. */
bool parser_file_name(Parser *p, const char *keyword, uint32_t *index, Span *span)
{
    const Token *token = &p->lexer.token;
    bool other = token->kind == TOKEN_STRING || token->kind == TOKEN_STOP || token->kind == TOKEN_BAD;
    if (!other && !token->line_start && !parser_at_reserved(p)) {
        Span bare = {token->start, lexer_word_end(&p->lexer, token->start)};
        Diag *diag = parser_error(p, E0103, bare, "the name of a file stands in quotation marks");
        diag_help(p->diags, diag, "write `%s \"%s\"`", keyword, parser_shown(p, bare));
        diag_edit(p->diags, diag, (Span){bare.start, bare.start}, "\"");
        diag_edit(p->diags, diag, (Span){bare.end, bare.end}, "\"");
        return false;
    }
    *span = token_span(token);
    if (!parser_text(p, "the name of the file", index)) {
        return false;
    }
    bool comma = token->kind == TOKEN_COMMA;
    if (p->last_end != span->end || comma) {
        Span more = {span->end, comma ? token->end : p->last_end};
        Diag *diag = parser_error(p, E0115, more, "one file is named here, in one text");
        diag_help(p->diags, diag, "write a second item for a second file; other text stands before `%s`", keyword);
        return false;
    }
    return true;
}

static bool use_head(Parser *p)
{
    if (!parser_file_name(p, "use", &p->item.text, &p->item.name_span)) {
        return false;
    }
    vec_push(&p->tree->outside, vec_next_id(&p->tree->items));
    return true;
}

/* Between two ranks: `<`, or what was written in its place; reported once. */
static bool more_ranks(Parser *p, Span first, bool *told)
{
    const Token *token = &p->lexer.token;
    if (parser_take_sign(p, TOKEN_LESS)) {
        return true;
    }
    bool greater = token->kind == TOKEN_GREATER;
    Str word = {p->lexer.text + token->start, token->end - token->start};
    if (token->kind == TOKEN_WORD && !token->line_start && !parser_at_clause(p) && !parser_meant_clause(p, word).len) {
        Span gap = {p->last_end, p->last_end};
        Diag *diag = parser_error(p, E0103, gap, "`<` is missing between two ranks");
        diag_help(p->diags, diag, "write `< %s`", parser_shown(p, token_span(token)));
        diag_edit(p->diags, diag, gap, " <");
        return true;
    }
    if (!greater && token->kind != TOKEN_COMMA) {
        return false;
    }
    if (!*told) {
        Diag *diag = parser_error(p, E0115, token_span(token), "ranks are separated by `<`, the lowest first");
        Str ranks[16];
        size_t n = 0;
        Lexer ahead = p->lexer;
        ranks[n++] = (Str){p->lexer.text + first.start, first.end - first.start};
        uint32_t end = first.end;
        if (p->item.levels.count > 1 && !greater) { /* the others are right */
            diag_help(p->diags, diag, "write `<`");
            diag_edit(p->diags, diag, (Span){p->last_end, token->end}, " <");
            *told = true;
            parser_next(p);
            return true;
        }
        while (n < 16 && ahead.token.kind == token->kind) {
            lexer_next(&ahead);
            if (ahead.token.kind != TOKEN_WORD) {
                break;
            }
            ranks[n++] = (Str){p->lexer.text + ahead.token.start, ahead.token.end - ahead.token.start};
            end = ahead.token.end;
            lexer_next(&ahead);
        }
        Text mended = {0};
        for (size_t i = 0; i < n; i++) {
            text_add(&mended, i ? STR(" < ") : STR(""));
            text_add(&mended, ranks[greater ? n - 1 - i : i]);
        }
        diag_help(p->diags, diag, "write `%.*s`", STR_ARG(text_str(&mended)));
        diag_edit(p->diags, diag, (Span){first.start, end}, "%.*s", STR_ARG(text_str(&mended)));
        text_free(&mended);
        *told = true;
    }
    parser_next(p);
    return true;
}

static bool order_head(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (!parser_required_name(p)) {
        return false;
    }
    Span gap = {p->last_end, p->last_end};
    if (!parser_take_sign(p, TOKEN_COLON)) {
        if (token->kind != TOKEN_WORD || token->line_start) {
            return parser_missing(p, "after the order's name `:` and its ranks are missing");
        }
        Diag *diag = parser_error(p, E0103, gap, "a colon is missing after the order's name");
        diag_help(p->diags, diag, "write `%s: …`", parser_shown(p, p->item.name_span));
        diag_edit(p->diags, diag, gap, ":");
    }
    Span first = token_span(token);
    bool told = false;
    p->item.levels = (TreeRange){vec_next_id(&p->tree->names), 0};
    do {
        if (!parser_name(p, "the name of a rank")) {
            return false;
        }
        p->item.levels.count++;
    } while (more_ranks(p, first, &told));
    return true;
}

static bool predicate_head(Parser *p)
{
    uint32_t index;
    if (p->lexer.token.word == WORD_NOT && parser_peek_character(p) != '(') {
        Diag *diag = parser_error(p, E0115, token_span(&p->lexer.token), "a predicate is declared without `not`");
        diag_help(p->diags, diag, "the reading of its negation follows its reading: \"…\" not \"…\"");
        return false;
    }
    if (!parser_literal_here(p, PLACE_HEAD, &index)) {
        return false;
    }
    TreeLiteral literal = tree_literal(p->tree, index);
    for (uint32_t i = 0; i < literal.args.count; i++) {
        const TreeTerm *term = &p->tree->terms.at[literal.args.first + i];
        if (term->kind != TERM_VARIABLE && term->kind != TERM_ANY) {
            Diag *diag = parser_error(p, E0110, term->span, "`%s` cannot stand for a place of the predicate",
                                      parser_shown(p, term->span));
            diag_help(p->diags, diag, "name each place by a variable, which starts with a capital letter");
            return false;
        }
    }
    p->item.literal = index;
    p->item.name_span = literal.name_span;
    return true;
}

/* Whether the current word is a statement rather than a name: `p(…`, `not p`, `begins p`, `disapplies r`. */
static bool at_statement(const Parser *p)
{
    const Token *token = &p->lexer.token;
    char next = parser_peek_character(p);
    if (next == '(') {
        return true;
    }
    if (next == ':' || next == '"' || next == '\n' || next == '\r' || next == '\0') {
        return false;
    }
    if (token->word == WORD_BEGINS) { /* a name before `begins 1991`? then `fact begins 1991` has none */
        return !(next == '-' || (next >= '0' && next <= '9'));
    }
    return token->word == WORD_NOT || token->word == WORD_ENDS || token->word == WORD_ONCE ||
           token->word == WORD_DISAPPLIES;
}

static bool question_head(Parser *p)
{
    if (!at_statement(p)) {
        return parser_required_name(p);
    }
    Span start = {p->lexer.token.start, p->lexer.token.start};
    Span first = token_span(&p->lexer.token);
    Diag *diag = parser_error(p, E0103, first, "the question needs a name before what it asks");
    diag_help(p->diags, diag, "write `question q_%s …`", parser_shown(p, first));
    diag_edit(p->diags, diag, start, "q_%s ", parser_shown(p, first));
    return false;
}

/* Another sign where the colon behind a name is due: `=`, `:=`, a dash. Reported, and taken for it. */
static bool meant_colon(Parser *p)
{
    const Token *token = &p->lexer.token;
    Span sign = token_span(token);
    const char *behind = p->lexer.text + token->end;
    bool assigns = token->kind == TOKEN_COLON && behind[0] == '=';
    bool dash = (token->kind == TOKEN_MINUS || token->kind == TOKEN_BAD) && behind[0] == ' ' && !token->line_start;
    if (token->kind == TOKEN_BAD && strncmp(p->lexer.text + token->start, "==", 2) != 0 &&
        (unsigned char)p->lexer.text[token->start] < 0x80) {
        dash = false;
    }
    if (token->kind != TOKEN_EQUAL && !assigns && !dash) {
        return false;
    }
    sign.end += assigns;
    Diag *diag = parser_error(p, E0115, sign, "behind the name stands a colon, not `%s`", parser_shown(p, sign));
    diag_help(p->diags, diag, "write `:`");
    uint32_t start = dash || token->kind == TOKEN_EQUAL ? p->last_end : sign.start;
    diag_edit(p->diags, diag, (Span){start, sign.end}, ":");
    parser_next(p);
    if (assigns) {
        parser_next(p);
    }
    return true;
}

/* What stands behind an assertion's name and its colon. */
static bool behind_colon(Parser *p, Span colon)
{
    const Token *token = &p->lexer.token;
    if (token->kind == TOKEN_STRING && parser_peek_character(p) != '(') {
        Diag *diag = parser_error(p, E0115, colon, "after the colon a statement is due, not its text");
        diag_help(p->diags, diag, "leave the colon out");
        diag_edit(p->diags, diag, colon, "%s", "");
        return true;
    }
    return parser_literal_here(p, PLACE_HEAD, &p->item.literal);
}

static bool assertion_head(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->kind == TOKEN_STRING) {
        if (parser_peek_character(p) == '(') {
            return parser_literal_here(p, PLACE_HEAD, &p->item.literal);
        }
        if (parser_peek_character(p) != ':' || !parser_mend_name(p)) {
            return no_name_before_text(p);
        }
    }
    one_word(p, TOKEN_COLON);
    if (parser_at_hyphen(p)) {
        parser_mend_name(p);
    }
    if ((token->kind == TOKEN_WORD && at_statement(p)) || parser_lacks_open(p)) {
        return parser_literal_here(p, PLACE_HEAD, &p->item.literal);
    }
    if (token->kind == TOKEN_VARIABLE && parser_peek_character(p) == '(') {
        return parser_literal_here(p, PLACE_HEAD, &p->item.literal);
    }
    if (token->kind == TOKEN_WORD) {
        take_name(p, parser_symbol_or_later(p, token));
    } else if (!parser_required_name(p)) {
        return false;
    }
    Span colon = token_span(token);
    if (meant_colon(p) || parser_take_sign(p, TOKEN_COLON)) {
        return behind_colon(p, colon);
    }
    if (token->kind == TOKEN_WORD && !token->line_start && !parser_at_clause(p) && token->word != WORD_AND &&
        token->word != WORD_OR && (parser_peek_character(p) == '(' || at_statement(p))) {
        Span gap = {p->last_end, p->last_end};
        const char *name = parser_shown(p, p->item.name_span);
        if (parser_literal_here(p, PLACE_HEAD, &p->item.literal)) {
            Diag *diag = parser_error(p, E0103, gap, "a colon is missing after the name `%s`", name);
            Span literal = tree_literal(p->tree, p->item.literal).span;
            diag_help(p->diags, diag, "write `%s: %s`", name, parser_shown(p, literal));
            diag_edit(p->diags, diag, gap, ":");
            return true;
        }
        return false;
    }
    return true;
}

/* `rule full house if …`: the words behind the first, too, are meant as its name. */
static void several_words(Parser *p)
{
    const Token *token = &p->lexer.token;
    Span name = p->item.name_span;
    while (token->kind == TOKEN_WORD && !token->line_start && !parser_at_clause(p)) {
        name.end = token->end;
        parser_next(p);
    }
    Text mended = {0};
    for (uint32_t at = name.start; at < name.end; at++) {
        char c = p->lexer.text[at];
        text_add_char(&mended, c == ' ' || c == '\t' ? '_' : c);
    }
    Diag *diag = parser_error(p, E0110, name, "a name is one word: `%s`", parser_shown(p, name));
    diag_help(p->diags, diag, "write `%.*s`", STR_ARG(text_str(&mended)));
    diag_edit(p->diags, diag, name, "%.*s", STR_ARG(text_str(&mended)));
    text_free(&mended);
}

static bool rule_head(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (token->kind == TOKEN_VARIABLE || token->kind == TOKEN_NUMBER || token->kind == TOKEN_BAD_NUMBER) {
        return parser_name(p, "");
    }
    if (token->kind == TOKEN_STRING && parser_peek_character(p) == '"') {
        parser_mend_name(p); /* `rule "finder" "…"` */
    }
    bool clause = parser_at_clause(p) && parser_takes_clause(p->item.kind, p->clause_of[token->word]);
    if (token->kind == TOKEN_WORD && (!clause || parser_peek_character(p) == ':')) {
        if (token->line_start) {
            return true; /* on a line of its own: rather a keyword misspelt than a name */
        }
        one_word(p, TOKEN_STRING);
        if (parser_at_hyphen(p)) {
            parser_mend_name(p);
        }
        take_name(p, parser_symbol_or_later(p, token));
        if (token->kind == TOKEN_WORD && !token->line_start && !parser_at_clause(p) && parser_peek_character(p) != '(' &&
            !parser_meant_clause(p, (Str){p->lexer.text + token->start, token->end - token->start}).len) {
            several_words(p);
        }
    }
    if (token->kind == TOKEN_COLON) {
        Diag *diag = parser_error(p, E0115, token_span(token), "a rule has no colon after its name");
        diag_help(p->diags, diag, "leave it out: the rule follows with `if … then …`");
        diag_edit(p->diags, diag, token_span(token), "%s", "");
        parser_next(p);
    }
    return true;
}

bool parser_head(Parser *p)
{
    switch ((ItemKind)p->item.kind) {
    case ITEM_CASE:
    case ITEM_LIBRARY:
    case ITEM_SECTION:
        return true;
    case ITEM_USE:
        return use_head(p);
    case ITEM_SOURCE:
    case ITEM_POSITION:
    case ITEM_NAME:
    case ITEM_ACT:
        return parser_required_name(p);
    case ITEM_QUESTION:
        return question_head(p);
    case ITEM_ORDER:
        return order_head(p);
    case ITEM_PREDICATE:
        return predicate_head(p);
    case ITEM_FACT:
    case ITEM_CLAIM:
        return parser_plain_assertion(p) || assertion_head(p);
    case ITEM_CONTENTION:
        return assertion_head(p);
    case ITEM_ASIDE:
        return parser_aside_head(p);
    case ITEM_BURDEN:
        return parser_burden_head(p);
    case ITEM_FACTS:
    case ITEM_CLAIMS:
        return parser_table_head(p);
    case ITEM_RULE:
    case ITEM_ALWAYS:
        return rule_head(p);
    case ITEM_PREFER:
        return parser_prefer_head(p);
    case ITEM_CONFLICT:
        return parser_conflict_head(p);
    case ITEM_EXPECT:
        return parser_expect_head(p);
    default:
        return false; /* not in this version; never asked */
    }
}

/* The item lacks something: said at its name. */
static Diag *lacking(Parser *p, DiagCode code, const char *message)
{
    return parser_error(p, code, p->item.name_span, "%s", message);
}

void parser_complete(Parser *p)
{
    TreeItem *item = &p->item;
    bool sound = !item->broken;
    bool concludes = p->seen & 1ull << CLAUSE_THEN;
    Diag *diag;
    switch ((ItemKind)item->kind) {
    case ITEM_CASE:
    case ITEM_LIBRARY:
        if (item->text == NONE && sound) {
            diag = lacking(p, E0114, item->kind == ITEM_CASE ? "the case has no title" : "the library has no title");
            diag_help(p->diags, diag, "write `%s \"…\"`", tree_item_word(item->kind));
        }
        p->unreadable |= item->text == NONE || p->item_keyword.start != p->case_span.start;
        break;
    case ITEM_SECTION:
        if (item->text == NONE && sound) {
            diag = lacking(p, E0103, "the section has no heading");
            diag_help(p->diags, diag, "write `section \"…\"`");
        }
        break;
    case ITEM_ASIDE:
        if (!(p->seen & 1ull << CLAUSE_AT) && sound) {
            diag = lacking(p, E0103, "the place in the source is missing");
            diag_help(p->diags, diag, "write `at 2.1`, `at \"…\"` or `at mark …` behind the source");
        }
        break;
    case ITEM_NAME:
        if (item->text == NONE && sound) {
            lacking(p, E0103, "the text that this name stands for is missing");
        }
        p->unreadable |= item->text == NONE;
        break;
    case ITEM_QUESTION:
        if (item->levels.count == 0 && sound) {
            diag = lacking(p, E0103, "the question asks for no statement");
            diag_help(p->diags, diag, "after its text write what is asked, as in `possesses(F)`");
        }
        p->unreadable |= item->levels.count == 0;
        break;
    case ITEM_RULE:
    case ITEM_ALWAYS:
        if (!concludes && sound) {
            lacking(p, E0103,
                    p->seen & 1ull << CLAUSE_IF ? "`then` is missing: the rule has conditions but no conclusion"
                                                : "`then` is missing: the rule has no conclusion");
        }
        break;
    default:
        break;
    }
}
