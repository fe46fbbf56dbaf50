/* Ways to mend an item: characters that look like others, signs and brackets. */
#include "syntax/mend_ways.h"

#include <stdio.h>

/* ---- characters ---- */

/* Characters that look like others, or are not seen, outside of texts: all of them become what they look like. */
bool mend_by_characters(Mend *m)
{
    static const struct {
        const char *bad, *good;
    } like[] = {
        {"\u200b", ""},  {"\u200c", ""},    {"\u200d", ""},    {"\u2060", ""},    {"\ufeff", ""},    {"\u00ad", ""},
        {"\u00a0", " "}, {"\u2002", " "},   {"\u2003", " "},   {"\u2009", " "},   {"\u202f", " "},   {"\u3000", " "},
        {"\uff08", "("}, {"\uff09", ")"},   {"\uff0c", ", "},  {"\u3001", ", "},  {"\uff1a", ":"},   {"\uff1d", "="},
        {"\uff1b", ";"}, {"\u2022 ", "- "}, {"\u25aa ", "- "}, {"\u25cf ", "- "}, {"\u2023 ", "- "}, {"\u00b7 ", "- "},
        {"\u00a7 ", ""}, {"\u00a7", ""},    {"\u20ac ", ""},   {"\u20ac", ""},    {"\u00a3", ""},    {"''", "\""},
        {"`", "\""},     {"\u00d7", "*"},   {"\u00f7", "/"},   {"\u2212", "-"},   {"\u2013", "-"},   {"\u2014", "-"},
    };
    Text trial = {0};
    bool in_text = false;
    const char *text = m->text.ptr;
    for (size_t at = 0; at < m->text.len;) {
        in_text = text[at] == '"' ? !in_text : text[at] == '\n' ? false : in_text;
        size_t found = sizeof like / sizeof like[0];
        for (size_t i = 0; !in_text && i < sizeof like / sizeof like[0] && found > i; i++) {
            found = strncmp(text + at, like[i].bad, strlen(like[i].bad)) == 0 ? i : found;
        }
        if (found < sizeof like / sizeof like[0]) {
            text_add(&trial, str_of(like[found].good));
            at += strlen(like[found].bad);
        } else {
            text_add_char(&trial, text[at++]);
        }
    }
    bool done = trial.len && mend_try_text(m, text_str(&trial));
    text_free(&trial);
    return done;
}

/* ---- signs ---- */

bool mend_by_signs(Mend *m)
{
    static const struct {
        const char *sign, *meant[5];
    } list[] = {
        {";", {",", " and", "", NULL}},
        {",", {"", " and", ";", " <", NULL}},
        {"/", {",", " and", NULL}},
        {"&", {" and", ",", NULL}},
        {"+", {" and", ",", NULL}},
        {":", {"", "=", ",", NULL}},
        {"=", {":", " ", "", NULL}},
        {".", {"", ",", NULL}},
        {"?", {"", NULL}},
        {"$", {"", NULL}},
        {"@", {"", NULL}},
        {"!", {"", NULL}},
        {"*", {"-", "", NULL}},
        {"'", {"_", "", NULL}},
        {"%", {"", NULL}},
        {"|", {" and", ",", NULL}},
        {"<", {"", ",", NULL}},
        {">", {" over", "", NULL}},
        {"}", {")", "", NULL}},
        {"]", {")", "", NULL}},
        {"<=", {" <", NULL}},
        {"and", {",", NULL}},
        {"-", {"", " ", NULL}},
        {"--", {"", NULL}},
    };
    for (size_t k = 0; k < sizeof list / sizeof list[0]; k++) {
        for (size_t i = mend_first(m, 1); i < mend_end(m, 2); i++) {
            bool between = i && mend_is_word(m, i - 1) && mend_is_word(m, i + 1);
            if (!str_equal(mend_token(m, i), str_of(list[k].sign)) ||
                (strchr("/+", list[k].sign[0]) && !between) || /* rather of a number */
                (mend_is(m, i, TOKEN_MINUS) && !mend_is_dash(m, i))) {
                continue;
            }
            for (unsigned to = 0; list[k].meant[to]; to++) {
                Str meant = str_of(list[k].meant[to]);
                bool blank = mend_is_blank(m->text.ptr[m->tokens[i].end]),
                     early = m->tokens[i].start && mend_is_blank(m->text.ptr[m->tokens[i].start - 1]);
                char with[16];
                snprintf(with, sizeof with, "%s%s", meant.ptr + (early && meant.ptr[0] == ' '),
                         blank || !meant.len || meant.ptr[0] == '_' || meant.ptr[0] == '-' ? "" : " ");
                uint32_t start = meant.ptr[0] == ',' && i ? m->tokens[i - 1].end : m->tokens[i].start;
                if (meant.len ? mend_try(m, start, m->tokens[i].end, str_of(with)) : mend_leave_out(m, i, i + 1)) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* The same sign, wherever it stands outside brackets, left out or made another. */
bool mend_by_all_signs(Mend *m)
{
    static const struct {
        const char *sign, *meant;
    } list[] = {{",", ""},  {";", ""}, {";", ","}, {".", ""}, {"'", ""},    {"'", "\""},
                {"*", "-"}, {"?", ""}, {"$", ""},  {"@", ""}, {"&", "and"}, {"<=", "<"}};
    for (size_t k = 0; k < sizeof list / sizeof list[0]; k++) {
        Text trial = {0};
        uint32_t done = 0;
        int depth = 0;
        for (size_t i = 0; i < m->n; i++) {
            depth += mend_is(m, i, TOKEN_OPEN) - mend_is(m, i, TOKEN_CLOSE);
            bool outside = depth <= 0 || list[k].sign[0] != ',';
            if (i + 4 >= m->here && outside && str_equal(mend_token(m, i), str_of(list[k].sign))) {
                text_add(&trial, (Str){m->text.ptr + done, m->tokens[i].start - done});
                text_add(&trial, str_of(list[k].meant));
                done = m->tokens[i].end;
            }
        }
        text_add(&trial, (Str){m->text.ptr + done, m->text.len - done});
        bool good = done && mend_try_text(m, text_str(&trial));
        text_free(&trial);
        if (good) {
            return true;
        }
    }
    return false;
}

/* Two tokens changed at once. */
static bool replace_both(Mend *m, size_t i, size_t k, Str first, Str second)
{
    Text trial = {0};
    const Token *a = &m->tokens[i], *b = &m->tokens[k];
    if (first.len == 0 && a->start && !mend_is_blank(m->text.ptr[a->start - 1]) && m->text.ptr[a->start - 1] != '(') {
        return false; /* two words would become one */
    }
    text_add(&trial, (Str){m->text.ptr, a->start});
    text_add(&trial, first);
    text_add(&trial, (Str){m->text.ptr + a->end, b->start - a->end});
    text_add(&trial, second);
    text_add(&trial, (Str){m->text.ptr + b->end, m->text.len - b->end});
    bool done = mend_try_text(m, text_str(&trial));
    text_free(&trial);
    return done;
}

bool mend_by_brackets(Mend *m)
{
    static const char pairs[][2] = {{'[', ']'}, {'{', '}'}, {'(', ')'}, {'<', '>'}, {'\'', '\''}};
    for (size_t i = mend_first(m, 2); i < mend_end(m, 2); i++) {
        for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
            Str token = mend_token(m, i);
            if (token.len != 1 || token.ptr[0] != pairs[k][0]) {
                continue;
            }
            size_t end = i + 1;
            if (pairs[k][0] == '\'') {
                while (end < m->n && !str_equal(mend_token(m, end), token)) {
                    end++;
                }
            } else {
                end = mend_closing(m, i, pairs[k][0], pairs[k][1]);
            }
            if (end == m->n) {
                continue;
            }
            if ((pairs[k][0] != '(' && pairs[k][0] != '\'' && replace_both(m, i, end, STR("("), STR(")"))) ||
                replace_both(m, i, end, STR(""), STR(""))) {
                return true;
            }
            /* `- late(a, b)` in a table */
            ItemKind kind = m->p->item_of[m->tokens[0].word];
            if (k == 2 && i && mend_is_word(m, i - 1) && (kind == ITEM_FACTS || kind == ITEM_CLAIMS)) {
                Str inside = {m->text.ptr + m->tokens[i].end, m->tokens[end].start - m->tokens[i].end};
                if (mend_try(m, m->tokens[i - 1].start, m->tokens[end].end, inside)) {
                    return true;
                }
            }
        }
    }
    return false;
}
