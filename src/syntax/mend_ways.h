/* Private to mend: the ways to change an item, and what they share. Each tries what it knows near the place of the first message, and answers
 * whether something came out readable. */
#ifndef ARG_SYNTAX_MEND_WAYS_H
#define ARG_SYNTAX_MEND_WAYS_H

#include "syntax/mend.h"

static inline char mend_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static inline bool mend_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline bool mend_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool mend_is_word(const Mend *m, size_t i)
{
    return i < m->n && (m->tokens[i].kind == TOKEN_WORD || m->tokens[i].kind == TOKEN_VARIABLE);
}

static inline bool mend_is(const Mend *m, size_t i, TokenKind kind)
{
    return i < m->n && m->tokens[i].kind == kind;
}
/* A minus, other than one that what follows hangs on, as in `-X`: without that another thing would be said. */
static inline bool mend_is_dash(const Mend *m, size_t i)
{
    bool ahead = i + 1 < m->n && m->tokens[i].end == m->tokens[i + 1].start;
    bool behind =
        i && m->tokens[i - 1].end == m->tokens[i].start && (mend_is_word(m, i - 1) || mend_is(m, i - 1, TOKEN_NUMBER));
    return mend_is(m, i, TOKEN_MINUS) && (behind || !ahead);
}

/* The tokens near the place of the first message: from `before` ahead of it to `behind`. */
static inline size_t mend_first(const Mend *m, size_t before)
{
    return m->here > before ? m->here - before : 0;
}

static inline size_t mend_end(const Mend *m, size_t behind)
{
    return m->here + behind < m->n ? m->here + behind : m->n;
}

static inline bool mend_replace(Mend *m, size_t i, Str with)
{
    return mend_try(m, m->tokens[i].start, m->tokens[i].end, with);
}

/* Leaves out the tokens from `from` up to `to`, with the blank behind them or, at the end of a line, before them. */
bool mend_leave_out(Mend *m, size_t from, size_t to);
/* Whether this is the word, whatever its capital letters. */
bool mend_same_word(Str here, const char *word, size_t len);
/* The token that closes the bracket at i; n when none does. */
size_t mend_closing(const Mend *m, size_t i, char open, char close);

bool mend_by_characters(Mend *m);
bool mend_by_column_1(Mend *m);
bool mend_by_truth(Mend *m);
bool mend_by_dates(Mend *m);
bool mend_by_hours(Mend *m);
bool mend_by_periods(Mend *m);
bool mend_by_lines(Mend *m);
bool mend_by_numbered_row(Mend *m);
bool mend_by_heads(Mend *m);
bool mend_by_unequal(Mend *m);
bool mend_by_comparisons(Mend *m);
bool mend_by_groups(Mend *m);
bool mend_by_word_behind(Mend *m);
bool mend_by_lengths(Mend *m);
bool mend_by_orders(Mend *m);
bool mend_by_signs(Mend *m);
bool mend_by_all_signs(Mend *m);
bool mend_by_sure_phrases(Mend *m);
bool mend_by_phrases(Mend *m);
bool mend_by_lost_keyword(Mend *m);
bool mend_by_logic(Mend *m);
bool mend_by_rows(Mend *m);
bool mend_by_reversing(Mend *m);
bool mend_by_disapplying(Mend *m);
bool mend_by_quoting(Mend *m);
bool mend_by_references(Mend *m);
bool mend_by_brackets(Mend *m);
bool mend_by_texts(Mend *m);
bool mend_by_broken_texts(Mend *m);
bool mend_by_single_words(Mend *m);

#endif
