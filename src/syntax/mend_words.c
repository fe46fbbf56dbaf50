/* Ways to mend an item: other words, names and texts. */
#include "syntax/mend_ways.h"

/* ---- what all ways share ---- */

/* Leaves out the tokens from `from` up to `to`, with the blank behind them or, at the end of a line, before them. */
bool mend_leave_out(Mend *m, size_t from, size_t to)
{
    uint32_t start = m->tokens[from].start, end = m->tokens[to - 1].end;
    const char *text = m->text.ptr;
    if (text[end] == ' ' && (!start || mend_is_blank(text[start - 1]))) {
        end++;
    } else if (start && text[start - 1] == ' ' && mend_is_blank(text[end])) {
        start--;
    }
    return mend_try(m, start, end, STR(""));
}

bool mend_same_word(Str here, const char *word, size_t len)
{
    bool same = here.len == len;
    for (size_t i = 0; same && i < len; i++) {
        same = mend_small(here.ptr[i]) == word[i];
    }
    return same;
}

/* The bracket that closes the one at i; n when none does. */
size_t mend_closing(const Mend *m, size_t i, char open, char close)
{
    int depth = 0;
    for (; i < m->n; i++) {
        Str token = mend_token(m, i);
        depth += token.len == 1 && token.ptr[0] == open;
        depth -= token.len == 1 && token.ptr[0] == close;
        if (depth == 0) {
            return i;
        }
    }
    return m->n;
}

/* ---- words ---- */

/* The token behind the phrase that starts at i, or 0. */
static size_t phrase_end(const Mend *m, size_t i, const char *words)
{
    while (*words) {
        size_t len = strcspn(words, " ");
        if (i >= m->n || !mend_same_word(mend_token(m, i), words, len)) {
            return 0;
        }
        i++;
        words += len;
        words += *words == ' ';
    }
    return i;
}

typedef struct Phrase {
    const char *words, *meant;
} Phrase;

static bool try_phrases(Mend *m, const Phrase *list, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        for (size_t i = mend_first(m, 4); i < mend_end(m, 2); i++) {
            size_t end = phrase_end(m, i, list[k].words);
            if (!end) {
                continue;
            }
            Str meant = str_of(list[k].meant);
            bool sign = meant.len && strchr(":,", meant.ptr[0]);
            uint32_t start = sign && i ? m->tokens[i - 1].end : m->tokens[i].start;
            if (meant.len ? mend_try(m, start, m->tokens[end - 1].end, meant) : mend_leave_out(m, i, end)) {
                return true;
            }
        }
    }
    return false;
}

bool mend_by_sure_phrases(Mend *m)
{
    static const Phrase list[] = {
#define SURE(words, meant) {words, meant},
#include "syntax/phrases.def"
    };
    return try_phrases(m, list, sizeof list / sizeof list[0]);
}

bool mend_by_phrases(Mend *m)
{
    static const Phrase list[] = {
#define PHRASE(words, meant) {words, meant},
#include "syntax/phrases.def"
    };
    return try_phrases(m, list, sizeof list / sizeof list[0]);
}

/* `fact p: true`, `fact p = true` */
bool mend_by_truth(Mend *m)
{
    for (size_t i = mend_first(m, 1); i + 1 < m->n && i < m->here + 1; i++) {
        bool sign = mend_is(m, i, TOKEN_COLON) || mend_is(m, i, TOKEN_EQUAL) || mend_same_word(mend_token(m, i), "is", 2);
        if (sign && mend_same_word(mend_token(m, i + 1), "true", 4) && mend_leave_out(m, i, i + 2)) {
            return true;
        }
    }
    return false;
}

/* ---- names and texts ---- */

static bool insert_before(Mend *m, size_t i, Str what)
{
    uint32_t at = i < m->n ? m->tokens[i].start : (uint32_t)m->text.len;
    return mend_try(m, at, at, what);
}

/* A name made of words: small letters, `_` for blanks. */
static void add_name(Text *out, Str words)
{
    for (size_t i = 0; i < words.len; i++) {
        char c = mend_small(words.ptr[i]);
        bool in_name = (c >= 'a' && c <= 'z') || (out->len && mend_is_digit(c)) || (c & 0x80);
        if (in_name) {
            text_add_char(out, c);
        } else if (out->len && out->bytes[out->len - 1] != '_') {
            text_add_char(out, '_');
        }
    }
    while (out->len && out->bytes[out->len - 1] == '_') {
        out->len--;
    }
}

/* The name of the source or position whose text this is. */
static Symbol with_text(const Tree *tree, Str text)
{
    for (size_t i = 0; i < tree->items.n; i++) {
        const TreeItem *item = &tree->items.at[i];
        if ((item->kind == ITEM_SOURCE || item->kind == ITEM_POSITION) && item->text != NONE &&
            str_equal(tree->texts.at[item->text], text)) {
            return item->name;
        }
    }
    return NONE;
}

/* What stands in quotation marks and should not, or the other way round. */
bool mend_by_texts(Mend *m)
{
    parser_look_up(m->p);
    for (size_t i = mend_first(m, 1); i < mend_end(m, 2); i++) {
        Str token = mend_token(m, i);
        Text name = {0};
        bool done = false;
        if (mend_is(m, i, TOKEN_STRING) && m->tokens[i].closed) {
            Str inside = {token.ptr + 1, token.len - 2};
            Symbol known = with_text(m->p->tree, inside);
            if (known != NONE) {
                done = mend_replace(m, i, tree_symbol(m->p->tree, known));
            }
            add_name(&name, inside);
            done = done || (name.len && name.len < 30 && mend_replace(m, i, text_str(&name)));
        } else if (mend_is(m, i, TOKEN_VARIABLE)) {
            add_name(&name, token);
            done = mend_replace(m, i, text_str(&name));
        } else if (i && (m->tokens[i - 1].word == WORD_REF || m->tokens[i - 1].word == WORD_NOWHERE)) {
            text_format(&name, "\"%.*s\"", STR_ARG(token));
            done = mend_replace(m, i, text_str(&name));
        }
        text_free(&name);
        if (done) {
            return true;
        }
    }
    return false;
}

/* `p. 4`, `page 4`, `(art. 3)`, `at 3`: where in a source, for people. */
bool mend_by_references(Mend *m)
{
    static const char *const words[] = {"p",       "pp",     "page",      "pages", "line",    "lines", "art",
                                        "article", "para",   "paragraph", "sec",   "section", "no",    "vol",
                                        "chapter", "clause", "fol",       "folio", "at"};
    for (size_t i = mend_first(m, 2); i < mend_end(m, 2); i++) {
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            if (!mend_same_word(mend_token(m, i), words[k], strlen(words[k]))) {
                continue;
            }
            size_t number = i + 1;
            while (number < m->n && number < i + 3 && !mend_is_digit(*mend_token(m, number).ptr)) {
                number++;
            }
            bool whole =
                mend_is(m, number, TOKEN_NUMBER) && !memchr(mend_token(m, number).ptr, '.', mend_token(m, number).len);
            if (number >= m->n || !mend_is_digit(*mend_token(m, number).ptr) ||
                (str_equal(str_of(words[k]), STR("at")) && !whole)) {
                continue;
            }
            bool at = k + 1 == sizeof words / sizeof words[0],
                 inside = i && mend_is(m, i - 1, TOKEN_OPEN) && mend_is(m, number + 1, TOKEN_CLOSE);
            uint32_t start = m->tokens[i - inside].start, end = m->tokens[number + inside].end;
            uint32_t from = m->tokens[at ? number : i].start;
            Text trial = {0};
            text_format(&trial, "ref \"%.*s\"", (int)(m->tokens[number].end - from), m->text.ptr + from);
            bool behind = i && m->tokens[i - 1].word == WORD_REF; /* `ref p. 4` */
            bool done = mend_try(m, behind ? m->tokens[i - 1].start : start, end, text_str(&trial));
            text_free(&trial);
            if (done) {
                return true;
            }
        }
    }
    return false;
}

/* A quotation mark inside a text, and a text that goes on over the end of its line. */
bool mend_by_broken_texts(Mend *m)
{
    for (size_t i = mend_first(m, 1); i < mend_end(m, 1); i++) { /* `claim n: A sentence.` */
        uint32_t from = m->tokens[i].start, to = from;
        while (to < m->text.len && !strchr("\n\r\"#", m->text.ptr[to])) {
            to++;
        }
        if (mend_is_word(m, i) && i && mend_is(m, i - 1, TOKEN_COLON) && to > from + 20 && m->text.ptr[to] != '"') {
            Text sentence = {0};
            text_format(&sentence, " \"%.*s\"", (int)(to - from), m->text.ptr + from);
            bool done = mend_try(m, m->tokens[i - 1].start, to, text_str(&sentence));
            text_free(&sentence);
            if (done) {
                return true;
            }
        }
    }
    uint32_t at = m->here < m->n ? m->tokens[m->here].start : (uint32_t)m->text.len, start = at, end = at;
    const char *text = m->text.ptr;
    while (start && text[start - 1] != '\n') {
        start--;
    }
    while (end < m->text.len && text[end] != '\n') {
        end++;
    }
    const char *first = memchr(text + start, '"', end - start);
    if (!first) {
        return false;
    }
    size_t last = end;
    while (text[last - 1] != '"') {
        last--;
    }
    Text trial = {0};
    size_t from = (size_t)(first - text) + 1;
    for (size_t i = from; i + 1 < last; i++) {
        text_add(&trial, text[i] == '"' && text[i - 1] != '\\' ? STR("\\\"") : (Str){text + i, 1});
    }
    bool inner = m->p->item_of[m->tokens[0].word] != ITEM_USE && mend_is_word(m, m->here) && m->here &&
                 mend_is(m, m->here - 1, TOKEN_STRING);
    bool done = inner && last > from + 1 && mend_try(m, (uint32_t)from, (uint32_t)last - 1, text_str(&trial));
    trial.len = 0;
    uint32_t next = end + 1;
    while (!done && next < m->text.len && mend_is_blank(text[next])) {
        next++;
    }
    if (!done && end < m->text.len && next < m->text.len) {
        text_format(&trial, "\"%.*s\"", (int)(next - end), text + end);
        done = mend_try(m, end, next, text_str(&trial));
    }
    text_free(&trial);
    return done;
}

/* Whether this word may be what was forgotten before token i. */
static bool can_stand_before(const Mend *m, size_t i, const char *word)
{
    ItemKind kind = m->p->item_of[m->tokens[0].word];
    if (i == 0) {
        return false;
    }
    bool date = mend_is(m, i, TOKEN_DATE) || (mend_is(m, i, TOKEN_NUMBER) && mend_token(m, i).len == 4);
    switch (word[0]) {
    case ',':
        return m->tokens[i].kind <= TOKEN_STRING &&
               (m->tokens[i - 1].kind <= TOKEN_STRING || mend_is(m, i - 1, TOKEN_CLOSE));
    case 'a':
        if (word[1] == 't') {
            return mend_is(m, i, TOKEN_NUMBER) && mend_is(m, i - 1, TOKEN_WORD);
        }
        return kind == ITEM_RULE || kind == ITEM_ALWAYS || kind == ITEM_CONFLICT;
    case 'f':
    case 'u':
        return date;
    case 'o':
        return word[1] == 'f' ? mend_is(m, i, TOKEN_OPEN) : date || kind == ITEM_BURDEN;
    case 'p':
        return parser_declared(m->p, mend_token(m, i)) == ITEM_SOURCE;
    default:
        return m->tokens[i].line_start && (kind == ITEM_FACTS || kind == ITEM_CLAIMS);
    }
}

/* A word with the wrong first letter, or one that is forgotten before it, or two that are one name. */
bool mend_by_single_words(Mend *m)
{
    static const char *const missing[] = {", ", "and ", "from ", "of ", "until ", "per ", "on ", "at ", "- "};
    for (size_t i = mend_first(m, 1); i < mend_end(m, 2); i++) {
        Str token = mend_token(m, i);
        if (mend_is(m, i, TOKEN_WORD) && token.ptr[0] >= 'a' && token.ptr[0] <= 'z') {
            char c = (char)(token.ptr[0] - 'a' + 'A');
            if (mend_try(m, m->tokens[i].start, m->tokens[i].start + 1, (Str){&c, 1})) {
                return true;
            }
        }
        if (mend_is(m, i, TOKEN_WORD) && i + 1 < m->n && parser_declared(m->p, mend_token(m, i + 1)) == ITEM_SOURCE &&
            mend_replace(m, i, STR("per"))) {
            return true;
        }
    }
    for (size_t i = mend_first(m, 1); i < mend_end(m, 2); i++) {
        int open = 0;
        for (size_t k = 0; k < i; k++) {
            open += mend_is(m, k, TOKEN_OPEN) - mend_is(m, k, TOKEN_CLOSE);
        }
        if (open > 0 && mend_try(m, m->tokens[i - 1].end, m->tokens[i - 1].end, STR(")"))) {
            return true;
        }
    }
    for (size_t k = 0; k < sizeof missing / sizeof missing[0]; k++) {
        for (size_t i = mend_first(m, 0); i < mend_end(m, 2); i++) {
            if (!can_stand_before(m, i, missing[k])) {
                continue;
            }
            bool gap = missing[k][0] == ',' || str_equal(str_of(missing[k]), STR("and "));
            uint32_t at = m->tokens[i - 1].end;
            if (gap ? mend_try(m, at, at, missing[k][0] == ',' ? STR(",") : STR(" and"))
                    : insert_before(m, i, str_of(missing[k]))) {
                return true;
            }
        }
    }
    for (size_t i = mend_first(m, 1); i < mend_end(m, 2); i++) {
        if (i > 1 && mend_is_word(m, i) && mend_is_word(m, i - 1) && m->tokens[i - 1].word == WORD_NONE &&
            m->tokens[i].word == WORD_NONE && mend_try(m, m->tokens[i - 1].end, m->tokens[i].start, STR("_"))) {
            return true;
        }
    }
    return false;
}

/* The names of places and columns start with a capital letter; an order has a name. */
bool mend_by_heads(Mend *m)
{
    ItemKind kind = m->n ? m->p->item_of[m->tokens[0].word] : ITEM_KINDS;
    if (kind == ITEM_ORDER) {
        return insert_before(m, 1, STR("ranks: "));
    }
    bool table = kind == ITEM_FACTS || kind == ITEM_CLAIMS;
    if (!table && kind != ITEM_PREDICATE) {
        return false;
    }
    Text trial = {0};
    uint32_t done = 0;
    for (size_t i = 1; i < m->n && !mend_is(m, i, TOKEN_CLOSE); i++) {
        if (mend_is(m, i, TOKEN_WORD) && i && (mend_is(m, i - 1, TOKEN_OPEN) || mend_is(m, i - 1, TOKEN_COMMA))) {
            char c = m->text.ptr[m->tokens[i].start];
            text_add(&trial, (Str){m->text.ptr + done, m->tokens[i].start - done});
            text_add_char(&trial, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
            done = m->tokens[i].start + 1;
        }
    }
    text_add(&trial, (Str){m->text.ptr + done, m->text.len - done});
    bool good = done && mend_try_text(m, text_str(&trial));
    text_free(&trial);
    return good;
}

/* `2. a, b` for a row. */
bool mend_by_numbered_row(Mend *m)
{
    for (size_t i = mend_first(m, 1); i + 1 < m->n && i < m->here + 1; i++) {
        Str token = mend_token(m, i), next = mend_token(m, i + 1);
        bool sign = next.len == 1 && (next.ptr[0] == '.' || next.ptr[0] == ')');
        if (m->tokens[i].line_start && token.len && mend_is_digit(token.ptr[0]) && sign &&
            mend_try(m, m->tokens[i].start, m->tokens[i + 1].end, STR("-"))) {
            return true;
        }
    }
    return false;
}
