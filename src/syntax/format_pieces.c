#include "syntax/format_pieces.h"

#include "syntax/parser_internal.h"

/* What the tree says begins at a place. */
typedef struct Mark {
    uint32_t at;
    uint8_t starts, clause, kind; /* kind: of an item or row */
    uint32_t item;
} Mark;

typedef struct Cutter {
    Pieces *out;
    Lexer lexer;
    VEC(Mark) marks;
    VEC(Span) dates; /* as the parser reads them: `1988/1994` is one */
    size_t mark, date;
    uint8_t item_kind;       /* of the item or row at hand */
    uint64_t clauses[WORDS]; /* by word: the clauses that it starts, as bits */
    bool items[WORDS];       /* whether it starts an item */
} Cutter;

static Word first_word(const Cutter *c, Str keyword)
{
    const char *space = memchr(keyword.ptr, ' ', keyword.len);
    return lexer_word(&c->lexer, (Str){keyword.ptr, space ? (size_t)(space - keyword.ptr) : keyword.len});
}

static void find_keywords(Cutter *c)
{
    for (unsigned kind = 0; kind < CLAUSE_KINDS; kind++) {
        c->clauses[first_word(c, clause_word(kind))] |= 1ull << kind;
    }
    for (unsigned kind = 0; kind < ITEM_KINDS; kind++) {
        c->items[first_word(c, item_word(kind))] = true;
    }
    c->clauses[WORD_NONE] = 0;
}

static int by_mark(const void *left, const void *right)
{
    const Mark *a = left, *b = right;
    return (a->at > b->at) - (a->at < b->at);
}

static int by_start(const void *left, const void *right)
{
    const Span *a = left, *b = right;
    return (a->start > b->start) - (a->start < b->start);
}

static void mark_item(Cutter *c, const Tree *tree, uint32_t index)
{
    const TreeItem *item = &tree->items.at[index];
    bool row = tree_scope(tree, index)->table != NONE && (item->kind == ITEM_FACT || item->kind == ITEM_CLAIM);
    Mark mark = {.at = item->span.start, .starts = row ? STARTS_ROW : STARTS_ITEM, .kind = item->kind, .item = index};
    vec_push(&c->marks, mark);
    for (uint32_t k = 0; k < item->clauses.count; k++) {
        const TreeClause *clause = &tree->clauses.at[item->clauses.first + k];
        vec_push(&c->marks, ((Mark){.at = clause->span.start, .starts = STARTS_CLAUSE, .clause = clause->kind}));
    }
    if (item->kind == ITEM_QUESTION && item->levels.count) {
        uint32_t at = tree_literal(tree, item->levels.first).span.start;
        vec_push(&c->marks, ((Mark){.at = at, .starts = STARTS_ASKED}));
    }
}

/* The comments between `from`, where the piece before ends, and `until`, where this one starts. */
static void take_comments(Cutter *c, Piece *before, Piece *piece, uint32_t from, uint32_t until)
{
    const char *text = c->out->text;
    bool own_line = !before;
    unsigned ends = before ? 0 : 1; /* of lines, since the last thing */
    piece->comments = (TreeRange){vec_next_id(&c->out->comments), 0};
    for (uint32_t at = from; at < until;) {
        if (text[at] == '\n') {
            ends++;
            own_line = true;
            at++;
        } else if (text[at] != '#') {
            at++;
        } else {
            const char *line_end = memchr(text + at, '\n', until - at);
            uint32_t end = line_end ? (uint32_t)(line_end - text) : until, next = end;
            while (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r') {
                end--;
            }
            if (!own_line && before) {
                before->trailing = (Span){at, end};
            } else {
                bool column_1 = at == 0 || text[at - 1] == '\n' || (at == 3 && (unsigned char)text[0] == 0xef);
                vec_push(&c->out->comments, ((Comment){{at, end}, ends > 1, column_1}));
                piece->comments.count++;
            }
            ends = 0;
            at = next;
        }
    }
    piece->blank_before = ends > 1;
}

static bool starts_clause_here(const Cutter *c, Word word)
{
    for (unsigned kind = 0; kind < CLAUSE_KINDS; kind++) {
        if ((c->clauses[word] >> kind & 1) && parser_takes_clause(c->item_kind, kind)) {
            return true;
        }
    }
    return false;
}

/* Whether nothing but a comment follows on the token's line. */
static bool is_last(const Cutter *c, const Token *token)
{
    uint32_t at = token->end;
    while (c->out->text[at] == ' ' || c->out->text[at] == '\t' || c->out->text[at] == '\r') {
        at++;
    }
    char next = c->out->text[at];
    return next == '\n' || next == '\0' || next == '#';
}

static void add_piece(Cutter *c)
{
    Lexer *lexer = &c->lexer;
    uint32_t from = c->out->at.n ? vec_last(&c->out->at).span.end : 0;
    while (c->date < c->dates.n && c->dates.at[c->date].start < lexer->token.start) {
        c->date++;
    }
    if (c->date < c->dates.n && c->dates.at[c->date].start == lexer->token.start) {
        lexer_recut(lexer, TOKEN_DATE, c->dates.at[c->date].end);
    }
    const Token *token = &lexer->token;
    Piece piece = {.kind = token->kind, .word = token->word, .span = token_span(token)};
    if (c->mark < c->marks.n && c->marks.at[c->mark].at == token->start && token->kind != TOKEN_STOP) {
        const Mark *mark = &c->marks.at[c->mark++];
        piece.starts = mark->starts;
        piece.clause = mark->clause;
        piece.item = mark->item;
        c->item_kind = piece.starts == STARTS_ITEM || piece.starts == STARTS_ROW ? mark->kind : c->item_kind;
    }
    piece.stays_last =
        piece.starts == STARTS_NOTHING && !token->line_start && starts_clause_here(c, token->word) && is_last(c, token);
    piece.stays_behind = piece.starts == STARTS_ASKED && !token->line_start && c->items[token->word];
    Piece *before = c->out->at.n ? &vec_last(&c->out->at) : NULL;
    if (before && piece.starts == STARTS_NOTHING && token->kind != TOKEN_STOP && token->kind != TOKEN_COMMA &&
        token->kind != TOKEN_LESS && token->word != WORD_AND && token->word != WORD_VIA) {
        before->stays_last = false; /* it goes on: `until` and its date on two lines */
    }
    take_comments(c, before, &piece, from, token->start);
    vec_push(&c->out->at, piece);
}

void pieces_cut(Pieces *pieces, const SourceFile *file, const Tree *tree)
{
    Cutter c = {.out = pieces};
    lexer_start(&c.lexer, file);
    *pieces = (Pieces){.text = c.lexer.text};
    find_keywords(&c);
    for (uint32_t i = 0; i < tree->items.n; i++) {
        mark_item(&c, tree, i);
    }
    for (size_t i = 0; i < tree->dates.n; i++) {
        Str written = tree->dates.at[i].written;
        uint32_t start = (uint32_t)(written.ptr - c.lexer.text);
        vec_push(&c.dates, ((Span){start, start + (uint32_t)written.len}));
    }
    if (c.marks.n) {
        qsort(c.marks.at, c.marks.n, sizeof(Mark), by_mark);
    }
    if (c.dates.n) {
        qsort(c.dates.at, c.dates.n, sizeof(Span), by_start);
    }
    while (lexer_enter(&c.lexer)) {
        for (; c.lexer.token.kind != TOKEN_STOP; lexer_next(&c.lexer)) {
            add_piece(&c);
        }
    }
    add_piece(&c); /* the end */
    vec_free(&c.marks);
    vec_free(&c.dates);
}

void pieces_free(Pieces *pieces)
{
    vec_free(&pieces->at);
    vec_free(&pieces->comments);
}
