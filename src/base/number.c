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
