/* Private to report/read*.c: terms, statements and conditions in words, from the tree, so with the author's variables. */
#ifndef ARG_REPORT_READ_WORDS_H
#define ARG_REPORT_READ_WORDS_H

#include "model/case.h"

typedef struct Words {
    const Case *c;
    const Tree *tree;
    Text *out;
    IdVec number;   /* by item of the tree: of its sentence; 0: it has none */
    bool variables; /* some were met */
} Words;

void words_add(Words *w, const char *s);
void words_format(Words *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* “…”, without a full stop at its end. */
void words_quote(Words *w, uint32_t text);
/* A name as it reads: what a `name` item says, else the name with blanks; a position's begins with a capital letter. */
void words_name(Words *w, Symbol name);
/* A view: a position, all together, what is common. */
void words_view(Words *w, Symbol name);
/* Who speaks: as the name reads, else the position's own name. */
void words_position(Words *w, Symbol name);
void words_date(Words *w, uint32_t date);
/* "on 7 October 2001", "in 1991", "from 1988 to 1994". */
/* A date that stands for one day: "some day of 1920" where nobody knows which. */
void words_moment(Words *w, uint32_t date);
void words_when(Words *w, uint32_t date);
/* "6 months". */
void words_duration(Words *w, uint32_t count, char unit);
/* A statement as a condition or a question asks for it. */
void words_literal(Words *w, uint32_t literal);
/* "whether …", or "for which F it is so that …". */
void words_asked(Words *w, uint32_t literal);
/* A statement as it is concluded: "from then on …, until something ends it". */
void words_conclusion(Words *w, uint32_t literal);
/* Conditions, with "and" between them. */
void words_conditions(Words *w, TreeRange conditions);
/* "sentence 12" for an item, "sentence 2" for a source; the name where it has no sentence. */
void words_item(Words *w, Symbol name);

/* ---- read_sentences.c ---- */

/* Whether an item has a sentence with a number; and that sentence, with its remarks. */
bool words_tells(const Words *w, uint32_t index);
void words_tell(Words *w, uint32_t index);

#endif
