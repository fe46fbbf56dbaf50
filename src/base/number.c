#include "base/number.h"

__extension__ typedef __int128 Wide;

static bool reduced(Wide top, Wide bottom, Number *out)
{
    if (bottom == 0) {
        return false;
    }
    Wide a = top < 0 ? -top : top, b = bottom < 0 ? -bottom : bottom;
    while (b) {
        Wide rest = a % b;
        a = b;
        b = rest;
    }
    if (a == 0) {
        a = 1;
    }
    top /= a;
    bottom /= a;
    if (bottom < 0) {
        top = -top;
        bottom = -bottom;
    }
    if (top > INT64_MAX || top < -INT64_MAX || bottom > INT64_MAX) {
        return false;
    }
    *out = (Number){(int64_t)top, (int64_t)bottom};
    return true;
}

bool number_read(Str text, Number *out)
{
    Wide top = 0, bottom = 1;
    size_t i = 0, digits = 0;
    bool negative = text.len && text.ptr[0] == '-', fraction = false;
    for (i = negative; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (c >= '0' && c <= '9') {
            top = top * 10 + (c - '0');
            if (fraction) {
                bottom *= 10;
            }
            digits++;
            if (top > ((Wide)1 << 100) || bottom > ((Wide)1 << 100)) {
                return false;
            }
        } else if (c != '_') {
            return false;
        }
    }
    return digits && reduced(negative ? -top : top, bottom, out);
}

bool number_apply(char op, Number a, Number b, Number *out)
{
    switch (op) {
    case '+':
        return reduced((Wide)a.top * b.bottom + (Wide)b.top * a.bottom, (Wide)a.bottom * b.bottom, out);
    case '-':
        return reduced((Wide)a.top * b.bottom - (Wide)b.top * a.bottom, (Wide)a.bottom * b.bottom, out);
    case '*':
        return reduced((Wide)a.top * b.top, (Wide)a.bottom * b.bottom, out);
    case '/':
        return reduced((Wide)a.top * b.bottom, (Wide)a.bottom * b.top, out);
    default:
        return false;
    }
}

int number_compare(Number a, Number b)
{
    Wide left = (Wide)a.top * b.bottom, right = (Wide)b.top * a.bottom;
    return (left > right) - (left < right);
}

static size_t digits_at(Str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9') {
        n++;
    }
    return n;
}

bool number_guess(Str text, Text *out)
{
    enum { MOST = 8 };
    size_t start[MOST], length[MOST], n = 0, at = text.len && text.ptr[0] == '-';
    char sign[MOST] = {0}; /* behind each group of digits */
    for (;; at++) {
        start[n] = at;
        length[n] = digits_at(text, at);
        at += length[n];
        if (length[n] == 0 || n + 1 == MOST || (at < text.len && !memchr(",.' ", text.ptr[at], 4))) {
            return false;
        }
        sign[n] = at < text.len ? text.ptr[at] : 0;
        n++;
        if (at == text.len) {
            break;
        }
    }
    /* The last group is a fraction where its sign differs from the others', or where it is alone and has not three digits. */
    bool fraction = n > 1 && (n == 2 ? length[1] != 3 : sign[n - 2] != sign[0]);
    size_t whole = n - fraction;
    bool good = n > 1 && (whole == 1 || length[0] <= 3) && (!fraction || sign[n - 2] == ',' || sign[n - 2] == '.');
    for (size_t i = 1; i < whole; i++) {
        good &= length[i] == 3 && sign[i - 1] == sign[0];
    }
    for (size_t i = 0; good && i < n; i++) {
        text_add(out, i == 0 ? (Str){text.ptr, start[0]} : i < whole ? STR("_") : STR("."));
        text_add(out, (Str){text.ptr + start[i], length[i]});
    }
    return good;
}
