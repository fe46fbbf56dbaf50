#include "syntax/format.h"

#include "source/clean.h"
#include "syntax/format_pieces.h"
#include "syntax/parser.h"

enum {
    WIDTH = 100,   /* columns that a line should not exceed */
    SHORT = 80,    /* and an item on one line that has filled clauses */
    INDENT = 2,    /* of clauses */
    HANGING = 4,   /* of what goes on from the line above */
    COLUMN = 40,   /* texts of neighbouring items stand in one column up to here */
    REMARKS = 100, /* and comments at the ends of neighbouring lines up to here */
};

/* Where a clause stands in an item that takes more than one line. */
typedef enum ClausePlace {
    FILLED, /* on a line with its neighbours of this kind, two spaces apart; the default */
    BESIDE, /* behind the head, while it fits */
    ALONE,  /* on a line of its own */
    ALWAYS, /* likewise, and the item takes more than one line */
} ClausePlace;

static const uint8_t places[CLAUSE_KINDS] = {
    [CLAUSE_TEXT] = BESIDE,    [CLAUSE_NOT_TEXT] = BESIDE,     [CLAUSE_ONE] = BESIDE,   [CLAUSE_WHILE] = BESIDE,
    [CLAUSE_TABLE] = BESIDE,   [CLAUSE_HAPPENS_ONCE] = BESIDE, [CLAUSE_NOTE] = ALWAYS,  [CLAUSE_BECAUSE] = ALONE,
    [CLAUSE_ALLOW] = ALWAYS,   [CLAUSE_ABOUT] = ALWAYS,        [CLAUSE_AS_OF] = ALWAYS, [CLAUSE_MARGIN] = ALWAYS,
    [CLAUSE_ACCEPTS] = ALWAYS, [CLAUSE_DENIES] = ALWAYS,       [CLAUSE_IF] = ALWAYS,    [CLAUSE_UNLESS] = ALWAYS,
    [CLAUSE_THEN] = ALWAYS,
};

/* A line as it will be printed: its code, and a comment behind it. */
typedef struct Line {
    TreeRange code, comment; /* first byte and number of bytes in Format.bytes */
    uint32_t width;          /* of the code */
} Line;

typedef struct Format {
    const Tree *tree;
    Pieces pieces;
    Text bytes;
    VEC(Line) lines;
    Text code; /* of the line at hand */
    uint32_t width;
    uint32_t column;     /* of the texts of the items at hand, or 0 */
    uint32_t column_end; /* the piece where it ends to hold */
} Format;

/* ---- what is between two pieces ---- */

static bool is_word(const Piece *p)
{
    return p->kind == TOKEN_WORD || p->kind == TOKEN_VARIABLE;
}

/* Whether the bracket at `i` opens a group: `any of (`, `at least 2 of (`. */
static bool opens_group(const Format *f, size_t i)
{
    const Piece *at = f->pieces.at.at;
    return i >= 2 && at[i].kind == TOKEN_OPEN && at[i - 1].word == WORD_OF &&
           (at[i - 2].word == WORD_ANY || at[i - 2].kind == TOKEN_NUMBER);
}

static bool opens_arguments(const Format *f, size_t i)
{
    const Piece *at = f->pieces.at.at;
    bool keyword = at[i - 1].starts == STARTS_CLAUSE || at[i - 1].word == WORD_AND;
    return at[i].kind == TOKEN_OPEN && is_word(&at[i - 1]) && !keyword && !opens_group(f, i);
}

/* A minus before a number, not between two. */
static bool is_sign(const Format *f, size_t i)
{
    const Piece *before = &f->pieces.at.at[i - 1];
    bool operand = is_word(before) ? before->starts != STARTS_CLAUSE && before->word != WORD_AND
                                   : before->kind == TOKEN_NUMBER || before->kind == TOKEN_DATE ||
                                         before->kind == TOKEN_CLOSE || before->kind == TOKEN_STRING;
    return f->pieces.at.at[i].kind == TOKEN_MINUS && f->pieces.at.at[i].starts == STARTS_NOTHING && !operand;
}

/* The spaces before piece `i` where it follows its predecessor on a line and begins nothing. */
static uint32_t gap(const Format *f, size_t i)
{
    const Piece *p = &f->pieces.at.at[i], *before = p - 1;
    switch ((TokenKind)p->kind) {
    case TOKEN_CLOSE:
    case TOKEN_COMMA:
    case TOKEN_SEMICOLON:
    case TOKEN_COLON:
        return 0;
    default:
        return before->kind != TOKEN_OPEN && !opens_arguments(f, i) && !(i > 1 && is_sign(f, i - 1));
    }
}

static uint32_t width_of(const Format *f, size_t i)
{
    const Piece *p = &f->pieces.at.at[i];
    Str text = {f->pieces.text + p->span.start, p->span.end - p->span.start};
    size_t width = 0;
    for (size_t at = 0; at < text.len;) {
        width += clean_character(NULL, text, &at);
    }
    return (uint32_t)width;
}

/* ---- lines ---- */

static void end_line(Format *f, Span comment)
{
    Line line = {.code = {(uint32_t)f->bytes.len, (uint32_t)f->code.len}, .width = f->width};
    text_add(&f->bytes, text_str(&f->code));
    line.comment = (TreeRange){(uint32_t)f->bytes.len, comment.end - comment.start};
    text_add(&f->bytes, (Str){f->pieces.text + comment.start, comment.end - comment.start});
    vec_push(&f->lines, line);
    f->code.len = 0;
    f->width = 0;
}

static void end_line_if_any(Format *f)
{
    if (f->code.len) {
        end_line(f, (Span){0, 0});
    }
}

static void empty_line(Format *f)
{
    if (f->lines.n && (vec_last(&f->lines).code.count || vec_last(&f->lines).comment.count)) {
        end_line(f, (Span){0, 0});
    }
}

static void add_spaces(Format *f, uint32_t count)
{
    text_add_spaces(&f->code, count);
    f->width += count;
}

/* The comments on lines of their own before a piece, and the empty lines around them where the piece begins an item. */
static void comments_before(Format *f, const Piece *p, uint32_t indent)
{
    bool between = p->starts == STARTS_ITEM || p->kind == TOKEN_STOP;
    for (uint32_t i = 0; i < p->comments.count; i++) {
        const Comment *comment = &f->pieces.comments.at[p->comments.first + i];
        end_line_if_any(f);
        if (between && comment->blank_before) {
            empty_line(f);
        }
        bool first_column = between && comment->column_1;
        if (!first_column) {
            add_spaces(f, indent);
        }
        end_line(f, comment->span);
        /* Its own indentation, not that of a comment behind code. */
        vec_last(&f->lines).width = 0;
    }
    if (between && p->blank_before && p->kind != TOKEN_STOP) {
        end_line_if_any(f);
        empty_line(f);
    }
}

/* ---- items ---- */

/* A part of an item: its head, or a clause, a row, the statements of a question. */
static size_t part_end(const Format *f, size_t from)
{
    size_t i = from + 1;
    while (f->pieces.at.at[i].starts == STARTS_NOTHING && f->pieces.at.at[i].kind != TOKEN_STOP) {
        i++;
    }
    return i;
}

static size_t item_end(const Format *f, size_t from)
{
    size_t i = from + 1;
    while (f->pieces.at.at[i].starts != STARTS_ITEM && f->pieces.at.at[i].kind != TOKEN_STOP) {
        i++;
    }
    return i;
}

/* The columns of pieces on one line; UINT32_MAX where they cannot be on one. */
static uint32_t flat_width(const Format *f, size_t from, size_t end)
{
    uint32_t width = 0;
    for (size_t i = from; i < end; i++) {
        const Piece *p = &f->pieces.at.at[i];
        bool broken = i > from && (p->comments.count || (p->kind == TOKEN_STRING && p[-1].kind == TOKEN_STRING &&
                                                         p->starts == STARTS_NOTHING));
        bool ends = i + 1 < end && (p->trailing.end > p->trailing.start || p->stays_last);
        if (broken || ends || width > 10000) {
            return UINT32_MAX;
        }
        width += (i > from ? (p->starts == STARTS_NOTHING ? gap(f, i) : 1) : 0) + width_of(f, i);
    }
    return width;
}

/* How deep in brackets a piece is. */
typedef struct Depth {
    unsigned groups; /* `any of (…` */
    unsigned inside; /* of statements and calculations, where no line breaks */
} Depth;

/* The depth of what follows piece `i`. */
static Depth depth_after(const Format *f, size_t i, Depth depth)
{
    uint8_t kind = f->pieces.at.at[i].kind;
    if (kind == TOKEN_OPEN && !depth.inside && opens_group(f, i)) {
        depth.groups++;
    } else if (kind == TOKEN_OPEN) {
        depth.inside++;
    } else if (kind == TOKEN_CLOSE && depth.inside) {
        depth.inside--;
    } else if (kind == TOKEN_CLOSE && depth.groups) {
        depth.groups--;
    }
    return depth;
}

/* Whether a line may break before a piece: at `and`, behind `,` and `;`. */
static bool may_break(const Format *f, size_t i, Depth depth)
{
    const Piece *p = &f->pieces.at.at[i];
    bool here = p->word == WORD_AND || p->word == WORD_VIA || p[-1].kind == TOKEN_COMMA || p[-1].kind == TOKEN_SEMICOLON;
    return here && !depth.inside && !p->stays_last && p->kind != TOKEN_OPEN;
}

/* The columns up to the next place where a line may break that is not deeper in groups than this one. */
static uint32_t chunk_width(const Format *f, size_t from, size_t end, Depth depth)
{
    unsigned groups = depth.groups;
    uint32_t width = 0;
    for (size_t i = from; i < end; i++) {
        if (i > from && depth.groups <= groups && may_break(f, i, depth)) {
            break;
        }
        width += (i > from ? gap(f, i) : 0) + width_of(f, i);
        depth = depth_after(f, i, depth);
    }
    return width;
}

static void add_piece(Format *f, size_t i)
{
    const Piece *p = &f->pieces.at.at[i];
    text_add(&f->code, (Str){f->pieces.text + p->span.start, p->span.end - p->span.start});
    f->width += width_of(f, i);
    if (p->trailing.end > p->trailing.start) {
        end_line(f, p->trailing);
    } else if (p->stays_last) {
        end_line_if_any(f);
    }
}

/* Pieces one after the other, from where the line at hand ends; what does not fit goes on below, by `hanging` spaces. */
static void add_pieces(Format *f, size_t from, size_t end, uint32_t hanging)
{
    Depth depth = {0, 0};
    uint32_t strings = hanging; /* where a text began that goes on on the next line */
    for (size_t i = from; i < end; i++) {
        const Piece *p = &f->pieces.at.at[i];
        bool more_text = i > from && p->kind == TOKEN_STRING && p[-1].kind == TOKEN_STRING;
        if (i > from) {
            comments_before(f, p, hanging);
        }
        if (more_text) {
            end_line_if_any(f);
        } else if (i > from && f->code.len && may_break(f, i, depth) &&
                   f->width + gap(f, i) + chunk_width(f, i, end, depth) > WIDTH) {
            end_line_if_any(f);
        }
        if (!f->code.len) {
            add_spaces(f, more_text ? strings : i > from ? hanging : 0);
        } else if (i > from) {
            add_spaces(f, gap(f, i));
        }
        strings = more_text ? strings : f->width;
        depth = depth_after(f, i, depth);
        add_piece(f, i);
    }
}

static ClausePlace place_of(const Piece *p)
{
    return p->starts == STARTS_CLAUSE ? (ClausePlace)places[p->clause] : ALWAYS;
}

static bool is_text(const Piece *p)
{
    return p->starts == STARTS_CLAUSE && p->clause == CLAUSE_TEXT;
}

/* How the contrary reads: in a column of texts it stands below the reading. */
static bool is_negative(const Piece *p)
{
    return p->starts == STARTS_CLAUSE && p->clause == CLAUSE_NOT_TEXT;
}

/* Whether the item's sentence stands beside its head: where that is no statement. */
static bool text_is_beside(const Format *f, const Piece *item)
{
    const TreeItem *tree = &f->tree->items.at[item->item];
    return tree->literal == NONE || tree->kind == ITEM_PREDICATE;
}

/* Whether the item, so many columns wide on one line, is to stand on one. */
static bool is_flat(const Format *f, size_t from, size_t end, uint32_t width)
{
    uint32_t most = WIDTH;
    for (size_t i = from + 1; i < end; i++) {
        const Piece *p = &f->pieces.at.at[i];
        bool below = place_of(p) == ALWAYS || (is_negative(p) && f->column);
        if (p->starts != STARTS_NOTHING && !p->stays_behind && below) {
            return false;
        }
        most = p->starts != STARTS_NOTHING && place_of(p) == FILLED ? SHORT : most;
    }
    return width <= most;
}

/* The spaces that bring a text to the column of its neighbours' texts. */
static uint32_t to_column(const Format *f)
{
    return f->column > f->width ? f->column - f->width : 1;
}

static void flat_item(Format *f, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        const Piece *p = &f->pieces.at.at[i];
        if (i > from) {
            add_spaces(f, is_text(p) ? to_column(f) : p->starts == STARTS_NOTHING ? gap(f, i) : 1);
        }
        add_piece(f, i);
    }
    end_line_if_any(f);
}

/* One part of an item that takes more than one line. `filling`: the line at hand is one of parts that are filled in. */
static void add_part(Format *f, size_t from, size_t end, bool *filling)
{
    const Piece *p = &f->pieces.at.at[from];
    uint32_t width = flat_width(f, from, end);
    bool fits = f->code.len && width != UINT32_MAX && f->width + INDENT + width <= WIDTH;
    if (p->comments.count) {
        comments_before(f, p, INDENT);
        fits = false;
    }
    bool filled = place_of(p) == FILLED;
    if (!f->code.len || !filled || !*filling || !fits) {
        end_line_if_any(f);
        add_spaces(f, is_negative(p) && f->column > INDENT + 4 ? f->column - 4 : INDENT);
    } else {
        add_spaces(f, 2);
    }
    add_pieces(f, from, end, HANGING);
    *filling = filled || p->starts == STARTS_ASKED;
}

/* A row, with all of its clauses, on one line as far as it fits. */
static size_t add_row(Format *f, size_t from, size_t end)
{
    comments_before(f, &f->pieces.at.at[from], INDENT);
    end_line_if_any(f);
    add_spaces(f, INDENT);
    size_t i = from;
    while (i < end && (i == from || f->pieces.at.at[i].starts != STARTS_ROW)) {
        size_t next = part_end(f, i);
        uint32_t width = flat_width(f, i, next);
        bool fits = width != UINT32_MAX && f->width + 2 + width <= WIDTH;
        if (i > from) {
            comments_before(f, &f->pieces.at.at[i], INDENT);
            if (!fits) {
                end_line_if_any(f);
            }
            add_spaces(f, f->code.len ? 2 : HANGING);
        }
        add_pieces(f, i, next, HANGING);
        i = next;
    }
    return i;
}

/* Whether the part from `i` on stands behind the head of the item that begins at `from`, on the line at hand. */
static bool is_beside(const Format *f, size_t from, size_t i, size_t end)
{
    const Piece *p = &f->pieces.at.at[i];
    uint32_t width = flat_width(f, i, end), spaces = is_text(p) ? to_column(f) : 1;
    bool may = p->stays_behind || (place_of(p) == BESIDE && !(is_negative(p) && f->column) &&
                                   (!is_text(p) || text_is_beside(f, &f->pieces.at.at[from])));
    bool in_column = f->column && is_text(p); /* with its neighbours' texts, however long */
    return may && f->code.len && !p->comments.count && width != UINT32_MAX &&
           (in_column || f->width + spaces + width <= WIDTH);
}

static void long_item(Format *f, size_t from, size_t end)
{
    size_t i = part_end(f, from);
    add_pieces(f, from, i, HANGING);
    bool filling = false;
    for (bool beside = true; i < end && f->pieces.at.at[i].starts != STARTS_ROW;) {
        const Piece *p = &f->pieces.at.at[i];
        size_t next = part_end(f, i);
        beside = beside && is_beside(f, from, i, next);
        if (beside) {
            add_spaces(f, is_text(p) ? to_column(f) : 1);
            add_pieces(f, i, next, HANGING);
        } else {
            add_part(f, i, next, &filling);
        }
        i = next;
    }
    while (i < end) {
        i = add_row(f, i, end);
    }
    end_line_if_any(f);
}

/* ---- texts in one column ---- */

/* The columns before the sentence that stands beside the item's head; 0 when there is none. */
static uint32_t before_text(const Format *f, size_t from, size_t end)
{
    const Piece *p = &f->pieces.at.at[from];
    uint8_t kind = f->tree->items.at[p->item].kind;
    if (kind != ITEM_NAME && kind != ITEM_PREDICATE && kind != ITEM_POSITION) {
        return 0;
    }
    size_t i = part_end(f, from);
    while (i < end && place_of(&f->pieces.at.at[i]) == BESIDE && !is_text(&f->pieces.at.at[i])) {
        i = part_end(f, i);
    }
    if (i >= end || !is_text(&f->pieces.at.at[i]) || f->pieces.at.at[i].comments.count) {
        return 0;
    }
    uint32_t width = flat_width(f, from, i);
    return width <= COLUMN && !f->pieces.at.at[i - 1].trailing.end ? width : 0;
}

/* The column in which the texts of the items from here on stand, that follow one another line by line, are of one kind and have a
 * text; 0 when this one is alone. *end: behind the last of them. */
static uint32_t common_column(const Format *f, size_t from, size_t *end)
{
    uint8_t kind = f->tree->items.at[f->pieces.at.at[from].item].kind;
    uint32_t widest = 0;
    unsigned count = 0;
    size_t i = from;
    for (;;) {
        const Piece *p = &f->pieces.at.at[i];
        bool apart = i > from && (p->blank_before || p->comments.count);
        if (p->kind == TOKEN_STOP || apart || f->tree->items.at[p->item].kind != kind) {
            break;
        }
        size_t next = item_end(f, i);
        uint32_t width = before_text(f, i, next);
        widest = width > widest ? width : widest;
        count += width > 0;
        i = next;
    }
    *end = i;
    return count > 1 ? widest + 1 : 0;
}

/* ---- the whole ---- */

static void format_items(Format *f)
{
    size_t i = 0, aligned = 0;
    while (f->pieces.at.at[i].kind != TOKEN_STOP) {
        size_t end = item_end(f, i);
        comments_before(f, &f->pieces.at.at[i], INDENT);
        if (i >= aligned) {
            f->column = common_column(f, i, &aligned);
        }
        uint32_t width = flat_width(f, i, end), head = before_text(f, i, end);
        uint32_t padding = head && f->column > head + 1 ? f->column - head - 1 : 0;
        if (width != UINT32_MAX && is_flat(f, i, end, width + padding)) {
            flat_item(f, i, end);
        } else {
            long_item(f, i, end);
        }
        i = end;
    }
    comments_before(f, &f->pieces.at.at[i], INDENT);
}

/* Comments behind code on lines that follow one another stand in one column. */
static void print(const Format *f, Text *out)
{
    const char *bytes = f->bytes.bytes;
    for (size_t i = 0; i < f->lines.n;) {
        size_t end = i;
        uint32_t column = 0;
        while (end < f->lines.n && f->lines.at[end].comment.count && f->lines.at[end].width) {
            uint32_t width = f->lines.at[end++].width;
            column = width > column && width <= REMARKS ? width : column;
        }
        for (end = end > i ? end : i + 1; i < end; i++) {
            const Line *line = &f->lines.at[i];
            text_add(out, (Str){bytes + line->code.first, line->code.count});
            if (line->comment.count && line->width) {
                text_add_spaces(out, (column > line->width ? column - line->width : 0) + 2);
            }
            text_add(out, (Str){bytes + line->comment.first, line->comment.count});
            text_add_char(out, '\n');
        }
    }
}

/* Whether two files have the same pieces, which begin the same things. */
static bool same_pieces(const Pieces *a, const Pieces *b)
{
    bool same = a->at.n == b->at.n && a->comments.n == b->comments.n;
    for (size_t i = 0; same && i < a->at.n; i++) {
        const Piece *p = &a->at.at[i], *q = &b->at.at[i];
        Str text = {a->text + p->span.start, p->span.end - p->span.start};
        Str other = {b->text + q->span.start, q->span.end - q->span.start};
        same = str_equal(text, other) && p->kind == q->kind && p->starts == q->starts && p->clause == q->clause;
    }
    return same;
}

/* Reads the result again. */
static bool is_same(const Pieces *pieces, Str result)
{
    SourceFile file;
    uint32_t where;
    Tree tree = {0};
    Diagnostics diags = {0};
    Pieces again = {0};
    bool same = file_from_memory(&file, STR(""), result, &where) == FILE_READ;
    if (same) {
        parser_run(&file, &tree, &diags);
        pieces_cut(&again, &file, &tree);
        same = !diags.errors && same_pieces(pieces, &again);
    }
    pieces_free(&again);
    diag_free(&diags);
    tree_free(&tree);
    file_free(&file);
    return same;
}

bool format_file(const SourceFile *file, const Tree *tree, Text *out)
{
    Format f = {.tree = tree};
    pieces_cut(&f.pieces, file, tree);
    format_items(&f);
    Text result = {0};
    print(&f, &result);
    bool same = is_same(&f.pieces, text_str(&result));
    if (same) {
        text_add(out, text_str(&result));
    }
    text_free(&result);
    text_free(&f.bytes);
    text_free(&f.code);
    vec_free(&f.lines);
    pieces_free(&f.pieces);
    return same;
}
