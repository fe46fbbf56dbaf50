/* A piece of text: bytes and their number. It owns nothing; who made the bytes says how long they live. */
#ifndef ARG_BASE_STR_H
#define ARG_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct Str {
    const char *ptr;
    size_t len;
} Str;

#define STR(literal) ((Str){("" literal), sizeof(literal) - 1})
/* For printf's "%.*s". */
#define STR_ARG(s) ((int)(s).len), ((s).ptr ? (s).ptr : "")

static inline Str str_of(const char *zero_terminated)
{
    return (Str){zero_terminated, strlen(zero_terminated)};
}

static inline bool str_equal(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Bytewise order: less than, equal to or greater than 0. */
static inline int str_compare(Str a, Str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

#endif
