/* Private to syntax/format*.c: a file cut into pieces, each a word, number, date, text or sign as written, with the comments around it
 * and with what the tree says begins there. */
#ifndef ARG_SYNTAX_FORMAT_PIECES_H
#define ARG_SYNTAX_FORMAT_PIECES_H

#include "syntax/lexer.h"
#include "syntax/tree.h"

/* What begins with a piece. */
typedef enum PieceStart {
    STARTS_NOTHING,
    STARTS_ITEM,
    STARTS_ROW,
    STARTS_ASKED, /* the statements of a question */
    STARTS_CLAUSE
} PieceStart;

typedef struct Comment {
    Span span; /* without blanks at its end */
    bool blank_before, column_1;
} Comment;

typedef struct Piece {
    uint8_t kind, word; /* as Token's */
    uint8_t starts;
    uint8_t clause;      /* of STARTS_CLAUSE */
    bool blank_before;   /* an empty line stands before it, after the comments */
    bool stays_last;     /* a clause's keyword that is a name only because it is the last word of its line */
    bool stays_behind;   /* an item's keyword that is a statement only because it does not begin its line */
    uint32_t item;       /* of STARTS_ITEM: in Tree.items */
    Span span, trailing; /* trailing: a comment behind it on its line; empty */
    TreeRange comments;  /* in Pieces.comments: on lines of their own before it */
} Piece;

typedef struct Pieces {
    const char *text;
    VEC(Piece) at; /* the last one is empty, at the end of the file: it has the comments there */
    VEC(Comment) comments;
} Pieces;

void pieces_cut(Pieces *pieces, const SourceFile *file, const Tree *tree);
void pieces_free(Pieces *pieces);

#endif
