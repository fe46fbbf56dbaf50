/* Private to the readers of framework/: bytes in blocks, places in them, numbers and words. A block ends with a zero byte that does
 * not count, so that loops over digits need no other end. Before a block the last bytes of the one before it are kept, so that
 * a message can show its line. */
#ifndef ARG_FRAMEWORK_SCAN_H
#define ARG_FRAMEWORK_SCAN_H

#include "framework/input.h"

enum { SCAN_END = -1 };

typedef struct Scan {
    const unsigned char *p, *end;      /* what comes next; the end of the block */
    unsigned char *room, *block;       /* what was allocated; where this block starts in it */
    uint64_t before;                   /* bytes of the input before the block */
    uint64_t line, line_start;         /* the current line, from 1, and where it starts, in bytes of the input */
    uint64_t count_line, count_column; /* where a header says how many there are */
    const InputSource *source;
    int file; /* -1: memory */
    size_t taken;
    bool ended, failed;
    InputTrouble *trouble;
} Scan;

/* False, with the trouble said, when the source cannot be opened. */
bool scan_open(Scan *scan, const InputSource *source, InputTrouble *trouble);
void scan_close(Scan *scan);

/* Reads the next block when this one is used up; false at the end of the input and on failure. */
bool scan_more(Scan *scan);
/* The next byte, or SCAN_END. */
static inline int scan_peek(Scan *scan)
{
    return scan->p < scan->end || scan_more(scan) ? *scan->p : SCAN_END;
}
/* Where the next byte stands in the input. */
static inline uint64_t scan_at(const Scan *scan)
{
    return scan->before + (uint64_t)(scan->p - scan->block);
}

/* Blanks and tabs, and a carriage return, within the line. */
void scan_blanks(Scan *scan);
/* Goes past the end of the line, whatever stands before it. */
void scan_skip_line(Scan *scan);
/* Takes the end of the line (or of the input); false, with the trouble said, when something else stands there. */
bool scan_line_end(Scan *scan, const char *help);
/* Takes a newline that stands next: counts the line. */
void scan_newline(Scan *scan);

/* A number from 1 to `most`, after blanks. `what` ("an argument") is for the message, which shows `help`. */
bool scan_number(Scan *scan, const char *what, uint32_t most, const char *help, uint32_t *number);
/* A word up to a blank, a line's end or one of `stops`, in place of what `word` held; false at once when there is none. */
enum { SCAN_SIGNS = 4 }; /* ( ) , % */
bool scan_word(Scan *scan, unsigned stops, Text *word);

/* Says what is wrong at `at` (bytes of the input) over `width` bytes, once: the first trouble counts. Returns false. */
bool scan_fail(Scan *scan, uint64_t at, size_t width, const char *help, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The same at a place noted earlier; its line can no longer be shown. */
bool scan_fail_earlier(Scan *scan, uint64_t line, uint64_t column, const char *help, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Whether a framework that says something `said` times may have n arguments or sentences (INPUT_SPARSE): asked before any more memory
 * is taken for them. `what` ("attacks") is for the message. */
bool scan_bears(Scan *scan, uint32_t n, uint64_t said, const char *what);

/* The readers, each past what input.c has looked at. */
bool read_af(Scan *scan, Input *input, uint32_t n);
bool read_aba(Scan *scan, Input *input, uint32_t n);
bool read_apx(Scan *scan, Input *input);
bool read_tgf(Scan *scan, Input *input);

typedef VEC(Attack) Attacks;

#endif
