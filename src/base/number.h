/* Exact numbers: a reduced fraction of 64-bit integers with a positive denominator. Every operation that would leave the
 * range answers false, so that nothing is ever rounded. */
#ifndef ARG_BASE_NUMBER_H
#define ARG_BASE_NUMBER_H

#include "base/text.h"

#include <stdint.h>

typedef struct Number {
    int64_t top, bottom; /* bottom > 0, no common divisor */
} Number;

/* Reads digits with optional sign, `.` and `_` ("82.1", "1_000_000"); false when out of range or not a number. */
bool number_read(Str text, Number *out);
/* How a number is written here that stands in `text` as people write it elsewhere: `1,000` and `1.000.000` with their groups of three,
 * `1,5`, `1.234,5`; false when it is none of them. */
bool number_guess(Str text, Text *out);
/* `op` is one of + - * /; false on overflow or division by zero. */
bool number_apply(char op, Number a, Number b, Number *out);
/* Less than, equal to or greater than 0. */
int number_compare(Number a, Number b);

#endif
