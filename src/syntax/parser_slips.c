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
        if (str_equal(k->words[i], lowered)) {
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
    return near_too ? nearest_word(lowered, k->words, k->n) : NONE;
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

/* Reports that the current word is not the one that is due, and takes it for that. */
void parser_take_meant(Parser *p, Str meant)
{
    Span span = token_span(&p->lexer.token);
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
    take_as(p, meant);
}

/* ---- what follows ---- */

/* Whether the word stands further on in the item. */
static bool comes_later(const Parser *p, Word word)
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
    if ((token->kind != TOKEN_WORD && token->kind != TOKEN_VARIABLE) || p->lexer.no_items) {
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
    bool more = comes_later(p, WORD_THEN);
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
        if (strncmp(text, marks[i], len) != 0) {
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
    Str meant = word && !statement ? parser_meant_clause(p, token_text(p)) : (Str){0};
    bool one_word = meant.len && !memchr(meant.ptr, ' ', meant.len);
    if (one_word) {
        parser_take_meant(p, meant);
        return parser_clause(p);
    }
    if (forgotten_keyword(p)) {
        return true;
    }
    uint32_t text;
    bool may_have_text = parser_takes_clause(p->item.kind, CLAUSE_TEXT) && !(p->seen & 1ull << CLAUSE_TEXT) && !statement;
    if (word && may_have_text && token->word != WORD_OR && token->word != WORD_AND && parser_bare_text(p, "text", &text)) {
        p->item.text = text;
        p->seen |= 1ull << CLAUSE_TEXT;
        return true;
    }
    return parser_unexpected(p);
}
