/* Ways to mend an item: what stands on another line or in another order, and conditions. */
#include "syntax/mend_ways.h"

/* ---- items on one line ---- */

/* `fact a, fact b` and `fact a and b` */
bool mend_by_lines(Mend *m)
{
    Str keyword = mend_token(m, 0);
    for (size_t i = mend_first(m, 1); i < mend_end(m, 3); i++) {
        if (i == 0) {
            continue;
        }
        bool joint = mend_is(m, i, TOKEN_COMMA) || mend_is(m, i, TOKEN_SEMICOLON) || m->tokens[i].word == WORD_AND;
        size_t next = i + joint;
        if (next >= m->n || m->tokens[next].line_start) {
            continue;
        }
        if (m->p->item_of[m->tokens[next].word] != ITEM_KINDS &&
            mend_try(m, m->tokens[i - 1].end, m->tokens[next].start, STR("\n"))) {
            return true;
        }
        ItemKind kind = m->p->item_of[m->tokens[0].word];
        bool asserts = kind == ITEM_FACT || kind == ITEM_CLAIM || kind == ITEM_CONTENTION || kind == ITEM_EXPECT;
        if (joint && asserts) {
            Text gap = {0};
            text_format(&gap, "\n%.*s ", STR_ARG(keyword));
            bool done = mend_try(m, m->tokens[i - 1].end, m->tokens[next].start, text_str(&gap));
            text_free(&gap);
            if (done) {
                return true;
            }
        }
    }
    return false;
}

/* What stands in column 1 and is no item: a heading, a title, a line of signs, an item without its keyword. */
bool mend_by_column_1(Mend *m)
{
    size_t end = 0;
    while (end < m->text.len && m->text.ptr[end] != '\n' && m->text.ptr[end] != '\r') {
        end++;
    }
    Str line = {m->text.ptr, end};
    Text trial = {0};
    bool done = false, words = true;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        words &= c == ' ' || c == ',' || c == '-' || c == '\'' || (c & 0x80) || mend_is_digit(c) ||
                 (mend_small(c) >= 'a' && mend_small(c) <= 'z');
    }
    unsigned char first = (unsigned char)(end ? line.ptr[0] : 0);
    bool letter = mend_small((char)first) >= 'a' && mend_small((char)first) <= 'z';
    if (m->here > 1 || (letter && m->p->item_of[m->tokens[0].word] != ITEM_KINDS)) {
        return false;
    }
    if (first == '"') {
        text_format(&trial, "%s %.*s", m->p->case_span.end ? "section" : "case", STR_ARG(m->text));
        done = mend_try_text(m, text_str(&trial));
    } else if (!letter && end) {
        size_t from = strncmp(line.ptr, "/*", 2) == 0 || strncmp(line.ptr, "//", 2) == 0 ? 2 : 0;
        size_t to = end >= from + 2 && strncmp(line.ptr + end - 2, "*/", 2) == 0 ? end - 2 : end;
        while (from < to && line.ptr[from] == ' ') {
            from++;
        }
        text_format(&trial, "# %.*s%.*s", (int)(to - from), line.ptr + from, (int)(m->text.len - end), m->text.ptr + end);
        done = mend_try_text(m, text_str(&trial));
    } else if (letter) {
        static const char *const keywords[] = {"prefer", "fact", "conflict", "rule"};
        for (size_t k = 0; !done && k < sizeof keywords / sizeof keywords[0]; k++) {
            text_format(&trial, "%s %.*s", keywords[k], STR_ARG(m->text));
            done = !(words && k == 1) && mend_try_text(m, text_str(&trial));
            trial.len = 0;
        }
        if (!done && words) {
            text_format(&trial, "section \"%.*s\"%.*s", STR_ARG(line), (int)(m->text.len - end), m->text.ptr + end);
            done = mend_try_text(m, text_str(&trial));
        }
    }
    text_free(&trial);
    return done;
}

/* ---- order ---- */

/* Where the statement or condition starts to which token i belongs. */
static size_t part_start(const Mend *m, size_t i)
{
    int depth = 0;
    while (i > 0) {
        const Token *before = &m->tokens[i - 1];
        depth += before->kind == TOKEN_CLOSE;
        depth -= before->kind == TOKEN_OPEN;
        bool clause = before->kind == TOKEN_WORD && m->p->clause_of[before->word] != CLAUSE_KINDS;
        if (depth <= 0 &&
            (clause || before->word == WORD_AND || before->kind == TOKEN_COLON || before->kind == TOKEN_COMMA)) {
            break;
        }
        i--;
    }
    return i;
}

/* `p(X) not`, `p(not X)`, `p(X) once`: the word stands before the statement. */
bool mend_by_word_behind(Mend *m)
{
    for (size_t i = mend_first(m, 1); i < mend_end(m, 2); i++) {
        uint8_t word = m->tokens[i].word;
        size_t start = part_start(m, i);
        if ((word != WORD_NOT && word != WORD_ONCE) || start == i || m->p->item_of[m->tokens[0].word] == ITEM_PREDICATE) {
            continue;
        }
        if (mend_is(m, i - 1, TOKEN_OPEN)) {
            start = i > 1 ? i - 2 : start;
        }
        Text trial = {0};
        uint32_t from = m->tokens[start].start, here = m->tokens[i].start, behind = m->tokens[i].end;
        text_add(&trial, (Str){m->text.ptr, from});
        text_format(&trial, "%.*s ", STR_ARG(mend_token(m, i)));
        bool end = mend_is_blank(m->text.ptr[behind]) || behind >= m->text.len;
        text_add(&trial, (Str){m->text.ptr + from, here - from - (end && here > from && m->text.ptr[here - 1] == ' ')});
        behind += !end || (m->text.ptr[behind] == ' ' && mend_is(m, i - 1, TOKEN_OPEN));
        text_add(&trial, (Str){m->text.ptr + behind - !end, m->text.len - behind + !end});
        bool done = mend_try_text(m, text_str(&trial));
        text_free(&trial);
        if (done) {
            return true;
        }
    }
    return false;
}

/* Moves the tokens from `from` up to `to` behind the token before `behind`. */
static bool move_behind(Mend *m, size_t from, size_t to, size_t behind)
{
    if (from >= to || to > behind || behind > m->n) {
        return false;
    }
    Text trial = {0};
    uint32_t start = m->tokens[from].start, end = m->tokens[to - 1].end, at = m->tokens[behind - 1].end;
    uint32_t gap = start;
    while (gap && mend_is_blank(m->text.ptr[gap - 1])) {
        gap--;
    }
    text_add(&trial, (Str){m->text.ptr, gap});
    text_add(&trial, (Str){m->text.ptr + end, at - end});
    text_add(&trial, (Str){m->text.ptr + gap, start - gap});
    text_add(&trial, start == gap ? STR(" ") : STR(""));
    text_add(&trial, (Str){m->text.ptr + start, end - start});
    text_add(&trial, (Str){m->text.ptr + at, m->text.len - at});
    bool done = mend_try_text(m, text_str(&trial));
    text_free(&trial);
    return done;
}

/* The end of the statement that starts at i: behind its name and its brackets. */
static size_t statement_end(const Mend *m, size_t i)
{
    while (i < m->n && (m->tokens[i].word == WORD_NOT || m->tokens[i].word == WORD_BEGINS)) {
        i++;
    }
    return mend_is(m, i + 1, TOKEN_OPEN) ? mend_closing(m, i + 1, '(', ')') + 1 : i + 1;
}

/* Parts in another order: `claim n by p: s`, `claim n: "text" s`, `expect s for p: w`, `expect s: p w`, `burden on p: s`. */
bool mend_by_orders(Mend *m)
{
    size_t colon = 0;
    while (colon < m->n && !mend_is(m, colon, TOKEN_COLON)) {
        colon++;
    }
    ItemKind kind = m->n ? m->p->item_of[m->tokens[0].word] : ITEM_KINDS;
    if (colon == m->n || colon < 2 || colon + 1 >= m->n) {
        return false;
    }
    if (kind == ITEM_EXPECT) {
        size_t end = colon + 2;
        for (size_t i = colon + 2; i + 1 < m->n && m->tokens[i].word != WORD_NOTE; i++) {
            if (m->tokens[i].word == WORD_ON) { /* the day behind what is expected */
                Text trial = {0};
                Str day = {m->text.ptr + m->tokens[i].start, m->tokens[i + 1].end - m->tokens[i].start};
                text_add(&trial, (Str){m->text.ptr, m->tokens[colon - 1].end});
                text_format(&trial, " %.*s", STR_ARG(day));
                text_add(&trial,
                         (Str){m->text.ptr + m->tokens[colon].start, m->tokens[i - 1].end - m->tokens[colon].start});
                text_add(&trial, (Str){m->text.ptr + m->tokens[i + 1].end, m->text.len - m->tokens[i + 1].end});
                bool done = mend_try_text(m, text_str(&trial));
                text_free(&trial);
                if (done) {
                    return true;
                }
            }
        }
        for (size_t i = 1; i < colon; i++) {
            if (m->tokens[i].word == WORD_FOR && end <= m->n && move_behind(m, i, colon, end)) {
                return true;
            }
        }
        if (mend_is_word(m, colon + 1) && mend_is_word(m, colon + 2)) {
            Text trial = {0};
            text_format(&trial, "%.*s for %.*s", STR_ARG(mend_token(m, colon + 2)), STR_ARG(mend_token(m, colon + 1)));
            bool done = mend_try(m, m->tokens[colon + 1].start, m->tokens[colon + 2].end, text_str(&trial));
            text_free(&trial);
            return done;
        }
        return false;
    }
    if (kind == ITEM_BURDEN && colon == 2 && mend_try(m, m->tokens[1].end, m->tokens[2].end, STR(" on"))) {
        return true;
    }
    if (kind == ITEM_BURDEN && colon == 3) {
        Text trial = {0};
        size_t who = m->tokens[1].word == WORD_ON ? 2 : 1;
        text_format(&trial, "%.*s on", STR_ARG(mend_token(m, who)));
        bool done = mend_try(m, m->tokens[1].start, m->tokens[3].end, text_str(&trial));
        text_free(&trial);
        return done;
    }
    size_t end = statement_end(m, colon + 1);
    if (colon > 2 && end <= m->n && move_behind(m, 2, colon, end)) {
        return true;
    }
    end = statement_end(m, colon + 2);
    return mend_is(m, colon + 1, TOKEN_STRING) && end <= m->n && move_behind(m, colon + 1, colon + 2, end);
}

/* ---- conditions ---- */

static bool is_comparison(const Mend *m, size_t i)
{
    return i < m->n && m->tokens[i].kind >= TOKEN_EQUAL && m->tokens[i].kind <= TOKEN_AT_LEAST;
}

/* `p(X, N >= 3)` and `3 <= N <= 9` */
bool mend_by_comparisons(Mend *m)
{
    for (size_t i = mend_first(m, 2); i + 1 < m->n && i < m->here + 3; i++) {
        if (!is_comparison(m, i) || i < 2) {
            continue;
        }
        Text trial = {0};
        Str left = mend_token(m, i - 1);
        const Token *token = &m->tokens[i];
        text_format(&trial, " and %.*s ", STR_ARG(left));
        bool done = is_comparison(m, i - 2) && mend_try(m, m->tokens[i - 1].end, token->start, text_str(&trial));
        if (!done && mend_is(m, i + 2, TOKEN_CLOSE)) {
            trial.len = 0;
            text_format(&trial, "%.*s) and %.*s", STR_ARG(left), (int)(m->tokens[i + 1].end - m->tokens[i - 1].start),
                        m->text.ptr + m->tokens[i - 1].start);
            done = mend_try(m, m->tokens[i - 1].start, m->tokens[i + 2].end, text_str(&trial));
        }
        text_free(&trial);
        if (done) {
            return true;
        }
    }
    return false;
}

/* `not A = B` */
bool mend_by_unequal(Mend *m)
{
    for (size_t i = mend_first(m, 1); i + 2 < m->n && i < m->here + 1; i++) {
        if (m->tokens[i].word != WORD_NOT || !mend_is(m, i + 2, TOKEN_EQUAL)) {
            continue;
        }
        Text trial = {0};
        text_format(&trial, "%.*s !=", STR_ARG(mend_token(m, i + 1)));
        bool done = mend_try(m, m->tokens[i].start, m->tokens[i + 2].end, text_str(&trial));
        text_free(&trial);
        if (done) {
            return true;
        }
    }
    return false;
}

/* `all of (a, b)`, `either a or b`, and conditions each on a line that starts with a stroke. */
bool mend_by_groups(Mend *m)
{
    for (size_t i = mend_first(m, 2); i < mend_end(m, 2); i++) {
        Str word = mend_token(m, i);
        size_t open = i + 1 + (i + 1 < m->n && mend_same_word(mend_token(m, i + 1), "of", 2));
        bool all = (mend_same_word(word, "all", 3) || mend_same_word(word, "both", 4)) && mend_is(m, open, TOKEN_OPEN);
        size_t end = all ? mend_closing(m, open, '(', ')') : m->n;
        if (end < m->n) {
            Text trial = {0};
            int depth = 0;
            text_add(&trial, (Str){m->text.ptr, m->tokens[i].start});
            uint32_t done = m->tokens[open].end;
            for (size_t k = open + 1; k < end; k++) {
                depth += mend_is(m, k, TOKEN_OPEN) - mend_is(m, k, TOKEN_CLOSE);
                if (depth == 0 && mend_is(m, k, TOKEN_COMMA)) {
                    text_add(&trial, (Str){m->text.ptr + done, m->tokens[k].start - done});
                    text_add(&trial, STR(" and"));
                    done = m->tokens[k].end;
                }
            }
            text_add(&trial, (Str){m->text.ptr + done, m->tokens[end].start - done});
            text_add(&trial, (Str){m->text.ptr + m->tokens[end].end, m->text.len - m->tokens[end].end});
            bool good = mend_try_text(m, text_str(&trial));
            text_free(&trial);
            if (good) {
                return true;
            }
        }
        if ((mend_same_word(word, "either", 6) || mend_same_word(word, "both", 4)) && mend_leave_out(m, i, i + 1)) {
            return true;
        }
    }
    Text trial = {0};
    uint32_t done = 0;
    bool first = true;
    for (size_t i = 0; i < m->n; i++) {
        if (mend_is(m, i, TOKEN_MINUS) && m->tokens[i].line_start) {
            text_add(&trial, (Str){m->text.ptr + done, m->tokens[i].start - done});
            text_add(&trial, first ? STR("") : STR("and "));
            done = m->tokens[i].end + (m->text.ptr[m->tokens[i].end] == ' ');
            first = false;
        }
    }
    text_add(&trial, (Str){m->text.ptr + done, m->text.len - done});
    bool good = !first && mend_try_text(m, text_str(&trial));
    text_free(&trial);
    return good;
}

/* `name "Alex Popov" popov`: the name stands before its text. */
bool mend_by_reversing(Mend *m)
{
    ItemKind kind = m->p->item_of[m->tokens[0].word];
    bool named = kind == ITEM_NAME || kind == ITEM_SOURCE || kind == ITEM_POSITION;
    if (!named || !mend_is(m, 1, TOKEN_STRING)) {
        return false;
    }
    size_t name = 2;
    while (name < m->n && !mend_is(m, name, TOKEN_WORD)) {
        name++; /* past `:`, `=` */
    }
    if (name > 3 || name >= m->n) {
        return false;
    }
    Text trial = {0};
    text_format(&trial, "%.*s %.*s", STR_ARG(mend_token(m, name)), STR_ARG(mend_token(m, 1)));
    bool done = mend_try(m, m->tokens[1].start, m->tokens[name].end, text_str(&trial));
    text_free(&trial);
    return done;
}

/* `disapplies rule(X = a)`, `disapplies(rule) where …`, `year(1991)` */
bool mend_by_disapplying(Mend *m)
{
    for (size_t i = mend_first(m, 4); i < mend_end(m, 2); i++) {
        size_t end = mend_is(m, i, TOKEN_OPEN) ? mend_closing(m, i, '(', ')') : m->n;
        if (end >= m->n || i < 1) {
            continue;
        }
        bool before = m->tokens[i - 1].word == WORD_DISAPPLIES || m->tokens[i - 1].word == WORD_YEAR;
        bool behind = i > 1 && m->tokens[i - 2].word == WORD_DISAPPLIES;
        Text trial = {0};
        text_format(&trial, "%s%.*s", behind ? " where " : " ", (int)(m->tokens[end].start - m->tokens[i].end),
                    m->text.ptr + m->tokens[i].end);
        bool done = (before || behind) && mend_try(m, m->tokens[i].start, m->tokens[end].end, text_str(&trial));
        text_free(&trial);
        if (done) {
            return true;
        }
    }
    return false;
}

/* `section: What is disputed` */
bool mend_by_quoting(Mend *m)
{
    ItemKind kind = m->p->item_of[m->tokens[0].word];
    if ((kind != ITEM_SECTION && kind != ITEM_CASE && kind != ITEM_LIBRARY) || m->n < 3 ||
        !(mend_is(m, 1, TOKEN_COLON) || mend_is(m, 1, TOKEN_MINUS))) {
        return false;
    }
    uint32_t start = m->tokens[2].start, end = start;
    while (end < m->text.len && !strchr("\n\r\"#", m->text.ptr[end])) {
        end++;
    }
    Text trial = {0};
    text_format(&trial, " \"%.*s\"", (int)(end - start), m->text.ptr + start);
    bool done = end > start && mend_try(m, m->tokens[0].end, end, text_str(&trial));
    text_free(&trial);
    return done;
}

/* `for all X, …`: a variable stands for anybody without that. `a implies b` without `if`. `->` for `<` between ranks, or for nothing. */
bool mend_by_logic(Mend *m)
{
    ItemKind kind = m->p->item_of[m->tokens[0].word];
    for (size_t i = mend_first(m, 3); i < mend_end(m, 2); i++) {
        bool every = mend_same_word(mend_token(m, i), "for", 3) || mend_same_word(mend_token(m, i), "forall", 6) ||
                     mend_same_word(mend_token(m, i), "every", 5);
        size_t end = i + 1;
        while (every && end < i + 3 && mend_is(m, end, TOKEN_WORD)) {
            end++;
        }
        bool variable = every && mend_is(m, end, TOKEN_VARIABLE);
        end += 1 + (mend_is(m, end + 1, TOKEN_COMMA) || mend_is(m, end + 1, TOKEN_COLON));
        if (variable && end <= m->n && mend_leave_out(m, i, end)) {
            return true;
        }
        bool stroke = kind == ITEM_PREDICATE && mend_is(m, i, TOKEN_DIVIDE); /* between the two readings */
        if (stroke && mend_replace(m, i, STR("not"))) {
            return true;
        }
        bool day = kind == ITEM_EXPECT && m->tokens[i].word == WORD_AT;
        if ((day || (kind == ITEM_BURDEN && m->tokens[i].word == WORD_FOR)) && mend_replace(m, i, STR("on"))) {
            return true;
        }
        bool rule = kind == ITEM_RULE || kind == ITEM_ALWAYS;
        if (rule && m->tokens[i].line_start && mend_try(m, m->tokens[i].start, m->tokens[i].start, STR("if "))) {
            return true;
        }
    }
    const char *sign = kind == ITEM_ORDER ? "<" : "";
    Text trial = {0};
    uint32_t done = 0;
    for (size_t i = 0; i + 1 < m->n; i++) {
        if (mend_is(m, i, TOKEN_MINUS) && mend_is(m, i + 1, TOKEN_GREATER) && m->tokens[i].end == m->tokens[i + 1].start) {
            text_add(&trial, (Str){m->text.ptr + done, m->tokens[i].start - done});
            text_add(&trial, str_of(sign));
            done = m->tokens[i + 1].end + (!*sign && mend_is_blank(m->text.ptr[m->tokens[i + 1].end]));
        }
    }
    text_add(&trial, (Str){m->text.ptr + done, m->text.len - done});
    bool good = done && mend_try_text(m, text_str(&trial));
    text_free(&trial);
    return good;
}

/* A row between strokes, `| a | b |`; and a day as its last value, which is no value: `- a, b, 1991-12-26`. */
bool mend_by_rows(Mend *m)
{
    size_t i = m->here < m->n ? m->here : m->n - 1;
    while (i && !m->tokens[i].line_start) {
        i--;
    }
    size_t end = i + 1;
    while (end < m->n && !m->tokens[end].line_start) {
        end++;
    }
    ItemKind kind = m->p->item_of[m->tokens[0].word];
    if (i == 0 || (kind != ITEM_FACTS && kind != ITEM_CLAIMS)) {
        return false;
    }
    for (size_t k = i; k + 1 < end; k++) {
        if (mend_is(m, k, TOKEN_COMMA) && mend_is(m, k + 1, TOKEN_DATE) &&
            mend_try(m, m->tokens[k].start, m->tokens[k].end, STR(" on"))) {
            return true;
        }
    }
    Text row = {0};
    uint32_t done = m->tokens[i].end;
    size_t last = i;
    for (size_t k = i; k < end; k++) {
        last = str_equal(mend_token(m, k), STR("|")) ? k : last;
    }
    text_add(&row, STR("-"));
    for (size_t k = i + 1; k < end; k++) {
        if (str_equal(mend_token(m, k), STR("|"))) {
            text_add(&row, (Str){m->text.ptr + done, m->tokens[k - 1].end - done});
            text_add(&row, k == last ? STR("") : STR(","));
            done = m->tokens[k].end;
        }
    }
    text_add(&row, (Str){m->text.ptr + done, m->tokens[end - 1].end - done});
    bool good = last > i && str_equal(mend_token(m, i), STR("|")) &&
                mend_try(m, m->tokens[i].start, m->tokens[end - 1].end, text_str(&row));
    text_free(&row);
    return good;
}

/* A line that has lost the keyword of its item, and so seems to belong to the one above. */
bool mend_by_lost_keyword(Mend *m)
{
    size_t i = m->here;
    if (i == 0 || i >= m->n || !m->tokens[i].line_start || !mend_is_word(m, i) || !mend_is(m, i + 1, TOKEN_OPEN)) {
        return false;
    }
    uint32_t start = m->tokens[i].start, end = start;
    while (end < m->text.len && m->text.ptr[end] != '\n') {
        end++;
    }
    bool places = memchr(m->text.ptr + start, '{', end - start);
    uint32_t line = start;
    while (m->text.ptr[line - 1] != '\n') {
        line--;
    }
    return (places && mend_try(m, line, start, STR("predicate "))) || mend_try(m, line, start, STR("expect ")) ||
           mend_try(m, line, start, STR("fact "));
}
