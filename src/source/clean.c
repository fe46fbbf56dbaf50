#include "source/clean.h"

#include <stdint.h>
#include <utf8proc.h>

static bool is_hidden(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF: /* reordering marks, zero-width joiners, tags */
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
        return true;
    default:
        return false;
    }
}

/* A letter or mark of the scripts that joiners are for: Arabic, those of India, and the like. */
static bool may_be_joined(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return c >= 0x590 && (category == UTF8PROC_CATEGORY_LO || category == UTF8PROC_CATEGORY_MN ||
                          category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_LM);
}

/* Whether the joiner (U+200C, U+200D) at `at` is part of a word, as in Persian: then it hides nothing. */
static bool is_within_word(Str s, size_t at, size_t after)
{
    size_t before = at;
    utf8proc_int32_t left = 0, right = 0;
    while (before > 0 && at - before < 4) {
        before--;
        if (((unsigned char)s.ptr[before] & 0xc0) != 0x80) {
            break;
        }
    }
    return before < at && after < s.len &&
           utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + before, (utf8proc_ssize_t)(at - before), &left) > 0 &&
           utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + after, (utf8proc_ssize_t)(s.len - after), &right) > 0 &&
           may_be_joined(left) && may_be_joined(right);
}

static size_t add_escaped(Text *out, utf8proc_int32_t c)
{
    Text local = {0}, *to = out ? out : &local;
    size_t before = to->len;
    if (c == '\n') {
        text_add(to, STR("\\n"));
    } else if (c < 0x100) {
        text_format(to, "\\x%02x", (unsigned)c);
    } else {
        text_format(to, "\\u{%x}", (unsigned)c);
    }
    size_t width = to->len - before;
    text_free(&local);
    return width;
}

size_t clean_character(Text *out, Str s, size_t *at)
{
    const char *p = s.ptr + *at;
    unsigned char byte = (unsigned char)*p;
    if (byte >= 0x20 && byte < 0x7f) {
        *at += 1;
        if (out) {
            text_add(out, (Str){p, 1});
        }
        return 1;
    }
    if (byte == '\t') {
        *at += 1;
        if (out) {
            text_add_spaces(out, 4);
        }
        return 4;
    }
    utf8proc_int32_t c;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)(s.len - *at), &c);
    if (length <= 0) { /* only where a caller cut a character in two */
        *at += 1;
        return add_escaped(out, byte);
    }
    size_t place = *at;
    *at += (size_t)length;
    bool joiner = (c == 0x200c || c == 0x200d) && is_within_word(s, place, *at);
    if (is_hidden(c) && !joiner) {
        return add_escaped(out, c);
    }
    if (out) {
        text_add(out, (Str){p, (size_t)length});
    }
    int width = utf8proc_charwidth(c);
    return width > 0 ? (size_t)width : 0;
}

size_t text_add_clean(Text *out, Str s)
{
    size_t width = 0;
    for (size_t at = 0; at < s.len;) {
        width += clean_character(out, s, &at);
    }
    return width;
}
