/* Looks for the one change that makes an item readable which was not: what people usually mean is tried, one change after the other, near
 * the place of the first message, and the item is read again with each. Where one leaves nothing to complain of, the first message
 * gets it as its help, and the others, which only followed, are forgotten. So one mistake gives one message that mends it. */
#ifndef ARG_SYNTAX_MEND_H
#define ARG_SYNTAX_MEND_H

#include "syntax/parser_internal.h"

/* What is read in all such trials of one file, at most, and of one item, in bytes. */
enum { MEND_MOST_READ = 4 << 20, MEND_LONGEST = 1 << 15, MEND_MOST_TOKENS = 8000 };

typedef struct Mend {
    Parser *p;
    Str text;       /* the item, or what stands in its place, from column 1 on */
    uint32_t base;  /* its offset in the file */
    size_t n, here; /* tokens; the one at which the first message is, or n */
    Token *tokens;  /* their places count from `text` */
    Text found;     /* the text with the change; empty: none was found */
    bool strict;    /* what is said mends it too, all together: only a single change is better */
} Mend;

/* Puts `with` in place of a part of the text. Whether that is readable; it is kept then, and nothing else should be tried. */
bool mend_try(Mend *m, uint32_t start, uint32_t end, Str with);
/* The same with a text as a whole. */
bool mend_try_text(Mend *m, Str text);
static inline Str mend_token(const Mend *m, size_t i)
{
    return i < m->n ? (Str){m->text.ptr + m->tokens[i].start, m->tokens[i].end - m->tokens[i].start} : (Str){"", 0};
}

#endif
