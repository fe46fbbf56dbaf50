/* Mistakes whose mending is plain: another word for a keyword, a keyword that was forgotten, text without quotation marks. Each
 * is reported with the edit that mends it, and reading goes on as if it had been made, so that one mistake gives one
 * message. */
#include "syntax/parser_internal.h"

/* ---- keywords ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Whether `word` stands in a list of words with blanks between them. */
static bool is_listed(const char *list, Str word)
{
    for (const char *at = list; at && *at;) {
        const char *end = strchr(at, ' ');
        size_t len = end ? (size_t)(end - at) : strlen(at);
        if (str_equal((Str){at, len}, word)) {
            return true;
        }
        at = end ? end + 1 : NULL;
    }
    return false;
}

/* What stands behind the current token, as far as it tells keywords apart. */
typedef enum Behind { BEHIND_WORD, BEHIND_DATE, BEHIND_TEXT } Behind;

static Behind behind(const Parser *p)
{
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    bool date =
        ahead.token.kind == TOKEN_DATE || ahead.token.kind == TOKEN_NUMBER || ahead.token.kind == TOKEN_BAD_NUMBER;
    return date ? BEHIND_DATE : ahead.token.kind == TOKEN_STRING ? BEHIND_TEXT : BEHIND_WORD;
}

/* What stands in a clause. */
static Behind contents_of(ClauseKind kind)
{
    switch (kind) {
    case CLAUSE_AS_OF:
    case CLAUSE_DATED:
    case CLAUSE_ON:
    case CLAUSE_FROM:
    case CLAUSE_UNTIL:
    case CLAUSE_DURING:
    case CLAUSE_BEGINS:
    case CLAUSE_EFFECTIVE:
    case CLAUSE_ANNULLED:
        return BEHIND_DATE;
    case CLAUSE_ABOUT:
    case CLAUSE_FILE:
    case CLAUSE_URL:
    case CLAUSE_SHA256:
    case CLAUSE_INDEX:
    case CLAUSE_BECAUSE:
    case CLAUSE_NOTE:
    case CLAUSE_REF:
        return BEHIND_TEXT;
    default:
        return BEHIND_WORD;
    }
}

typedef struct KeywordSlip {
    const char *meant, *words;
} KeywordSlip;

/* The keyword among `words`, of which `n`, that is meant by `word`: the same in other letters, another word for it, or near to it. */
typedef struct Keywords {
    const Str *words;
    const bool *fits; /* whether other words for each fit what follows; NULL: all do */
    size_t n;
    const KeywordSlip *slips;
    size_t slip_count;
} Keywords;

static Str first_word(Str words)
{
    const char *space = memchr(words.ptr, ' ', words.len);
    return space ? (Str){words.ptr, (size_t)(space - words.ptr)} : words;
}

static uint32_t meant_keyword(Str word, const Keywords *k, bool near_too)
{
    char small[32];
    if (word.len >= sizeof small) {
        return NONE;
    }
    for (size_t i = 0; i < word.len; i++) {
        small[i] = lower(word.ptr[i]);
    }
    Str lowered = {small, word.len};
    for (uint32_t i = 0; i < k->n; i++) {
        if (str_equal(first_word(k->words[i]), lowered)) {
            return i;
        }
    }
    for (size_t slip = 0; slip < k->slip_count; slip++) {
        bool listed = is_listed(k->slips[slip].words, lowered);
        for (uint32_t i = 0; listed && i < k->n; i++) {
            if (str_equal(k->words[i], str_of(k->slips[slip].meant)) && (!k->fits || k->fits[i])) {
                return i;
            }
        }
    }
    Str firsts[CLAUSE_KINDS + ITEM_KINDS];
    for (size_t i = 0; i < k->n; i++) {
        firsts[i] = first_word(k->words[i]);
    }
    return near_too ? nearest_word(lowered, firsts, k->n) : NONE;
}

static Str clause_for(const Parser *p, Str word, bool near_too)
{
    static const KeywordSlip slips[] = {
#define SLIP(meant, words) {meant, words},
#include "syntax/slips.def"
    };
    Str words[CLAUSE_KINDS];
    bool fits[CLAUSE_KINDS];
    Keywords k = {words, fits, 0, slips, sizeof slips / sizeof slips[0]};
    Behind follows = behind(p);
    for (unsigned kind = 0; kind < CLAUSE_KINDS; kind++) {
        if (parser_takes_clause(p->item.kind, kind) && clause_word(kind).len) {
            words[k.n] = clause_word(kind);
            fits[k.n++] = contents_of(kind) == follows || (contents_of(kind) == BEHIND_WORD && follows == BEHIND_TEXT);
        }
    }
    uint32_t found = meant_keyword(word, &k, near_too);
    return found == NONE ? (Str){0} : words[found];
}

Str parser_meant_clause(const Parser *p, Str word)
{
    return clause_for(p, word, true);
}

Str parser_other_word(const Parser *p, Str word)
{
    return clause_for(p, word, false);
}

Str parser_meant_item(Str word)
{
    static const KeywordSlip slips[] = {
#define ITEM_SLIP(meant, words) {meant, words},
#include "syntax/slips.def"
    };
    Str words[ITEM_KINDS];
    for (unsigned kind = 0; kind < ITEM_KINDS; kind++) {
        words[kind] = item_word((ItemKind)kind);
    }
    Keywords k = {words, NULL, ITEM_KINDS, slips, sizeof slips / sizeof slips[0]};
    uint32_t found = meant_keyword(word, &k, true);
    return found == NONE ? (Str){0} : words[found];
}

/* Reads on as if the current token were this word. */
static void take_as(Parser *p, Str word)
{
    p->lexer.token.kind = TOKEN_WORD;
    p->lexer.token.word = (uint8_t)lexer_word(&p->lexer, word);
}

static Str token_text(const Parser *p)
{
    const Token *token = &p->lexer.token;
    return (Str){p->lexer.text + token->start, token->end - token->start};
}

/* Whether, or nearly, the second word of `words` follows the current token; true where there is only one. */
static bool has_second(const Parser *p, Str words, bool *exact)
{
    Str first = first_word(words);
    if (first.len == words.len) {
        return true;
    }
    Str second = {first.ptr + first.len + 1, words.len - first.len - 1};
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    Str here = {p->lexer.text + ahead.token.start, ahead.token.end - ahead.token.start};
    *exact = str_equal(here, second);
    return *exact || (ahead.token.kind == TOKEN_WORD && nearest_word(here, &second, 1) != NONE);
}

/* Reports that the current word is not the one that is due, and takes it for that. */
void parser_take_meant(Parser *p, Str meant)
{
    Span span = token_span(&p->lexer.token);
    bool second = false;
    if (has_second(p, meant, &second) && second) {
        meant = first_word(meant);
    }
    p->has_second = first_word(meant).len < meant.len;
    const char *shown = parser_shown(p, span);
    Diag *diag;
    if (p->lexer.token.kind == TOKEN_VARIABLE && lower(shown[0]) == meant.ptr[0] && strlen(shown) == meant.len &&
        nearest_word(str_of(shown), &meant, 1) == NONE) {
        diag = parser_error(p, E0115, span, "keywords are written in small letters, not `%s`", shown);
    } else {
        diag = parser_error(p, E0115, span, "`%s` cannot stand here in %s", shown, tree_item_noun(p->item.kind));
    }
    diag_help(p->diags, diag, "did you mean `%.*s`?", STR_ARG(meant));
    diag_edit(p->diags, diag, span, "%.*s", STR_ARG(meant));
    take_as(p, first_word(meant));
}

bool parser_is_capital(Parser *p, Word word)
{
    const Token *token = &p->lexer.token;
    Str here = token_text(p), meant = word_text(word);
    bool same = here.len == meant.len;
    for (size_t i = 0; same && i < here.len; i++) {
        same = lower(here.ptr[i]) == meant.ptr[i];
    }
    char next = same ? parser_peek_character(p) : '\0';
    bool variable = !same || !next || strchr("(),:;=<>!+*/#\n\r", next) || next == '-';
    if (!variable && !token->line_start) {
        parser_take_meant(p, meant);
        return true;
    }
    return false;
}

/* ---- what follows ---- */

/* Whether the word stands further on in the item. */
bool parser_comes_later(const Parser *p, Word word)
{
    Lexer ahead = p->lexer;
    while (ahead.token.kind != TOKEN_STOP) {
        if (ahead.token.word == word) {
            return true;
        }
        lexer_next(&ahead);
    }
    return false;
}

/* The end of the current line's text, without a comment behind it. */
static uint32_t line_end(const Parser *p)
{
    const char *text = p->lexer.text;
    uint32_t at = p->lexer.token.start, end = at;
    while (at < p->lexer.len && text[at] != '\n' && text[at] != '#') {
        at++;
        end = text[at - 1] == ' ' || text[at - 1] == '\t' || text[at - 1] == '\r' ? end : at;
    }
    return end;
}

/* ---- text without quotation marks ---- */

/* Whether a clause starts at this token of the line: its keyword, and behind it what it takes. */
static bool is_clause_with_contents(const Parser *p, const Lexer *at)
{
    ClauseKind clause = p->clause_of[at->token.word];
    if (clause == CLAUSE_KINDS || !parser_takes_clause(p->item.kind, clause)) {
        return false;
    }
    Lexer behind = *at;
    lexer_next(&behind);
    uint8_t kind = behind.token.kind;
    return kind == TOKEN_STRING || kind == TOKEN_DATE || kind == TOKEN_NUMBER || clause == CLAUSE_RANK;
}

/* The words from the current token on that lack their quotation marks: up to the end of the line, or to a clause. Empty when they
 * are no text. `open` is set when a closing mark is there. */
static Span bare_text(const Parser *p, bool *open)
{
    const Token *token = &p->lexer.token;
    Span span = {token->start, token->start};
    *open = false;
    bool place = p->lexer.text[token->start] == '{' && p->item.kind == ITEM_PREDICATE;
    if ((token->kind != TOKEN_WORD && token->kind != TOKEN_VARIABLE && !place) || p->lexer.no_items) {
        return span;
    }
    uint32_t end = line_end(p);
    unsigned words = 0;
    for (Lexer ahead = p->lexer; ahead.token.kind != TOKEN_STOP && ahead.token.start < end; lexer_next(&ahead)) {
        if (ahead.token.kind == TOKEN_STRING) { /* the mark that should have closed it opens one */
            *open = !ahead.token.closed;
            span.end = *open ? ahead.token.start + 1 : span.end;
            break;
        }
        if (words && is_clause_with_contents(p, &ahead)) {
            break;
        }
        words += ahead.token.kind == TOKEN_WORD || ahead.token.kind == TOKEN_VARIABLE;
        span.end = ahead.token.end;
    }
    bool text = words > 1 || *open || token->kind == TOKEN_VARIABLE;
    return text ? span : (Span){token->start, token->start};
}

bool parser_bare_text(Parser *p, const char *what, uint32_t *index)
{
    bool open;
    Span span = bare_text(p, &open);
    if (span.end == span.start) {
        return false;
    }
    const char *shown = parser_shown(p, (Span){span.start, span.end - open});
    Diag *diag = parser_error(p, E0104, span, "%s stands in quotation marks", what);
    diag_help(p->diags, diag, "write `\"%s\"`", shown);
    diag_edit(p->diags, diag, (Span){span.start, span.start}, "\"");
    if (!open) {
        diag_edit(p->diags, diag, (Span){span.end, span.end}, "\"");
    }
    *index = vec_next_id(&p->tree->texts);
    Str text = {p->lexer.text + span.start, span.end - span.start - open};
    vec_push(&p->tree->texts, arena_copy(&p->tree->arena, text));
    p->lexer.token.end = span.end;
    parser_next(p);
    return true;
}

/* The same for the item's own. */
static bool bare_item_text(Parser *p)
{
    bool read = parser_bare_text(p, "text", &p->item.text);
    p->seen |= read ? 1ull << CLAUSE_TEXT : 0;
    return read;
}

/* ---- keywords that were forgotten ---- */

/* In a rule: a statement on a line of its own, or behind the conditions. */
static bool forgotten_keyword(Parser *p)
{
    const Token *token = &p->lexer.token;
    bool rule = p->item.kind == ITEM_RULE || p->item.kind == ITEM_ALWAYS;
    if (!rule || (token->kind != TOKEN_WORD && token->kind != TOKEN_VARIABLE) || token->word == WORD_OR) {
        return false;
    }
    bool conditions = p->seen & 1ull << CLAUSE_IF, concluded = p->seen & 1ull << CLAUSE_THEN;
    bool more = parser_comes_later(p, WORD_THEN);
    Span gap = {token->start, token->start};
    ClauseKind clause;
    if (!conditions && !concluded && more) {
        clause = CLAUSE_IF;
    } else if (!concluded && !more) {
        clause = CLAUSE_THEN;
    } else {
        return false;
    }
    const char *word = clause_word(clause).ptr;
    Diag *diag = parser_error(p, E0103, gap, "`%s` is missing before this statement", word);
    diag_help(p->diags, diag, "write `%s %s`", word, parser_shown(p, (Span){token->start, line_end(p)}));
    diag_edit(p->diags, diag, gap, "%s ", word);
    return parser_contents(p, clause);
}

/* In an order: its default rank without the keyword. */
static bool no_default(Parser *p)
{
    const Token *token = &p->lexer.token;
    if (p->item.kind != ITEM_ORDER || token->kind != TOKEN_WORD || p->seen & 1ull << CLAUSE_DEFAULT) {
        return false;
    }
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    if (!ahead.token.line_start && p->clause_of[ahead.token.word] == CLAUSE_KINDS) {
        return false;
    }
    Span gap = {token->start, token->start};
    Diag *diag = parser_error(p, E0103, gap, "`default` is missing before this rank");
    diag_help(p->diags, diag, "write `default %s`", parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, gap, "default ");
    return parser_contents(p, CLAUSE_DEFAULT);
}

/* `->`, `=>` and the like for `then`. */
static bool arrow(Parser *p)
{
    static const char *const arrows[] = {"->", "=>", "-->", "==>", ":-", "\u2192", "\u21d2", "|-"};
    const Token *token = &p->lexer.token;
    if (!parser_takes_clause(p->item.kind, CLAUSE_THEN)) {
        return false;
    }
    for (size_t i = 0; i < sizeof arrows / sizeof arrows[0]; i++) {
        size_t len = strlen(arrows[i]);
        if (strncmp(p->lexer.text + token->start, arrows[i], len) == 0) {
            Span span = {token->start, token->start + (uint32_t)len};
            Diag *diag = parser_error(p, E0115, span, "`%s` cannot stand here", parser_shown(p, span));
            diag_help(p->diags, diag, "write `then`");
            diag_edit(p->diags, diag, span, "then");
            lexer_recut(&p->lexer, TOKEN_WORD, span.end);
            p->lexer.token.word = WORD_THEN;
            return true;
        }
    }
    return false;
}

/* ---- periods ---- */

/* `between D and E` */
static bool between(Parser *p)
{
    if (!str_equal(token_text(p), STR("between")) || !parser_takes_clause(p->item.kind, CLAUSE_FROM)) {
        return false;
    }
    Span word = token_span(&p->lexer.token);
    Diag *diag = parser_error(p, E0115, word, "`between` cannot stand here in %s", tree_item_noun(p->item.kind));
    diag_help(p->diags, diag, "write `from … until …`; `through` in place of `until` when the last day is meant too");
    for (Lexer ahead = p->lexer; ahead.token.kind != TOKEN_STOP; lexer_next(&ahead)) {
        if (ahead.token.word == WORD_AND) {
            diag_edit(p->diags, diag, word, "from");
            diag_edit(p->diags, diag, token_span(&ahead.token), "until");
            break;
        }
    }
    take_as(p, STR("from"));
    return true;
}

bool parser_meant_end(Parser *p)
{
    static const KeywordSlip slips[] = {{"until", "to till up upto and before"}, {"through", "thru inclusive including"}};
    static const Str words[] = {{"until", 5}, {"through", 7}};
    const Token *token = &p->lexer.token;
    if (token->kind != TOKEN_WORD || parser_at_clause(p) || token->word == WORD_THROUGH) {
        return false;
    }
    Lexer ahead = p->lexer;
    lexer_next(&ahead);
    bool date = ahead.token.kind == TOKEN_DATE || ahead.token.kind == TOKEN_NUMBER;
    Keywords k = {words, NULL, 2, slips, 2};
    uint32_t found = date ? meant_keyword(token_text(p), &k, true) : NONE;
    if (found == NONE) {
        return false;
    }
    Str meant = words[found];
    if (token->word == WORD_AND) { /* `between … and …`, reported */
        take_as(p, meant);
        return true;
    }
    parser_take_meant(p, meant);
    return true;
}

/* ---- anything else ---- */

/* `// …`: the rest of the line is no part of the case. */
static bool foreign_comment(Parser *p)
{
    const char *text = p->lexer.text + p->lexer.token.start;
    static const char *const marks[] = {"//", "/*", "--", "%", ";"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t len = strlen(marks[i]);
        Span span = {p->lexer.token.start, p->lexer.token.start + (uint32_t)len};
        bool end = text[0] == ';' && line_end(p) != span.end && !p->lexer.token.line_start;
        if (strncmp(text, marks[i], len) != 0 || end) {
            continue;
        }
        Diag *diag;
        if (marks[i][0] == ';' && line_end(p) == span.end) {
            diag = parser_error(p, E0105, span, "no `;` ends an item or a clause");
            diag_help(p->diags, diag, "leave it out");
            diag_edit(p->diags, diag, span, "%s", "");
            parser_next(p);
            return true;
        }
        diag = parser_error(p, E0105, span, "a comment does not start with `%s`", marks[i]);
        diag_help(p->diags, diag, "write `#`");
        diag_edit(p->diags, diag, span, "#");
        lexer_skip_line(&p->lexer);
        return true;
    }
    return false;
}

/* `fact a fact b`: the second one needs a line of its own. */
static bool item_on_this_line(Parser *p)
{
    const Token *token = &p->lexer.token;
    ItemKind kind = p->item_of[token->word];
    char next = parser_peek_character(p);
    bool goes_on = (next >= 'a' && next <= 'z') || next == '"';
    if (kind == ITEM_KINDS || token->line_start || !goes_on) {
        return false;
    }
    Diag *diag = parser_error(p, E0112, token_span(token), "`%s` begins an item, which needs a line of its own",
                              parser_shown(p, token_span(token)));
    diag_help(p->diags, diag, "break the line before it");
    diag_edit(p->diags, diag, (Span){p->last_end, token->start}, "\n");
    while (p->lexer.token.kind != TOKEN_STOP) {
        lexer_skip_line(&p->lexer);
    }
    return true;
}

/* The name of a source, a position or a rank where a clause is due, or a date: its keyword was forgotten. */
static bool declared_name(Parser *p)
{
    const Token *token = &p->lexer.token;
    ClauseKind clause = CLAUSE_ON;
    if (token->line_start || (token->kind != TOKEN_DATE && token->kind != TOKEN_WORD)) {
        return false;
    }
    if (token->kind == TOKEN_WORD) {
        switch (parser_declared(p, token_text(p))) {
        case ITEM_SOURCE:
            clause = CLAUSE_PER;
            break;
        case ITEM_POSITION:
            clause = CLAUSE_BY;
            break;
        case ITEM_ORDER:
            clause = CLAUSE_RANK;
            break;
        default:
            return false;
        }
    } else if (p->item.kind == ITEM_SOURCE || p->item.kind == ITEM_CASE) {
        clause = p->item.kind == ITEM_SOURCE ? CLAUSE_DATED : CLAUSE_AS_OF;
    }
    bool given = p->seen & 1ull << clause || (clause == CLAUSE_ON && p->seen & 1ull << CLAUSE_FROM);
    if (given || !parser_takes_clause(p->item.kind, clause)) {
        return false;
    }
    Span gap = {token->start, token->start};
    const char *keyword = clause_word(clause).ptr;
    Diag *diag = parser_error(p, E0103, gap, "`%s` is missing before `%s`", keyword, parser_shown(p, token_span(token)));
    diag_help(p->diags, diag, "write `%s %s`", keyword, parser_shown(p, token_span(token)));
    diag_edit(p->diags, diag, gap, "%s ", keyword);
    return parser_contents(p, clause);
}

/* Whether the rest of the line is words, many of them: a text rather than anything else. */
static bool at_prose(const Parser *p)
{
    enum { FEWEST = 4 };
    unsigned words = 0;
    for (Lexer ahead = p->lexer; words == 0 || !ahead.token.line_start; lexer_next(&ahead)) {
        switch (ahead.token.kind) {
        case TOKEN_WORD:
        case TOKEN_VARIABLE:
            words++;
            break;
        case TOKEN_BAD:
        case TOKEN_COMMA:
        case TOKEN_MINUS:
            break;
        case TOKEN_STRING:
            return words >= FEWEST && !ahead.token.closed;
        case TOKEN_STOP:
            return words >= FEWEST;
        default:
            return false;
        }
        if (words > 1 && (ahead.token.word == WORD_THEN || ahead.token.word == WORD_IF)) {
            return false;
        }
    }
    return words >= FEWEST;
}

bool parser_prose(Parser *p)
{
    return at_prose(p) && bare_item_text(p);
}

bool parser_mistaken_part(Parser *p)
{
    const Token *token = &p->lexer.token;
    bool word = token->kind == TOKEN_WORD || token->kind == TOKEN_VARIABLE;
    if (token->line_start && p->item_of[token->word] != ITEM_KINDS) {
        return parser_unexpected(p); /* an item that is indented */
    }
    if (arrow(p) || between(p)) {
        return parser_clause(p);
    }
    if (foreign_comment(p) || (word && item_on_this_line(p))) {
        return true;
    }
    bool statement = parser_peek_character(p) == '(';
    bool no_text = parser_takes_clause(p->item.kind, CLAUSE_TEXT) && !(p->seen & 1ull << CLAUSE_TEXT);
    if (declared_name(p)) {
        return true;
    }
    bool capital = token->kind == TOKEN_VARIABLE;
    Str keyword = word && !capital ? parser_meant_clause(p, token_text(p)) : (Str){0};
    if (no_text && word && p->item.kind != ITEM_ORDER && !keyword.len && at_prose(p) && bare_item_text(p)) {
        return true;
    }
    Str meant = word && !statement ? parser_meant_clause(p, token_text(p)) : (Str){0};
    bool exact;
    if (meant.len && (has_second(p, meant, &exact) || parser_other_word(p, token_text(p)).len)) {
        parser_take_meant(p, meant);
        return parser_clause(p);
    }
    if (forgotten_keyword(p) || no_default(p)) {
        return true;
    }
    bool may_have_text = no_text && !statement;
    bool place = token->kind == TOKEN_BAD && p->lexer.text[token->start] == '{';
    if ((word || place) && may_have_text && token->word != WORD_OR && token->word != WORD_AND && bare_item_text(p)) {
        return true;
    }
    return parser_unexpected(p);
}
