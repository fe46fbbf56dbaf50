/* `p af N`: arguments by number, an attack a line. Nearly all the time of a large framework goes here, so lines of the usual form
 * are read within a block without looking for its end; whatever is not of that form is read again slowly, with messages. */
#include "framework/scan.h"

static const char usual[] = "write an attack as two numbers, such as `1 2`: argument 1 attacks argument 2";

enum { LONGEST = 32 }; /* bytes: more than any line of the usual form */

/* Digits up to something else; a number of more than nine digits is left to the slow reader. */
#define DIGITS(value)                                                                                                  \
    do {                                                                                                               \
        const unsigned char *digits = p;                                                                               \
        unsigned digit = (unsigned)*p - '0';                                                                           \
        value = 0;                                                                                                     \
        while (digit <= 9) {                                                                                           \
            value = value * 10 + digit;                                                                                \
            digit = (unsigned)*++p - '0';                                                                              \
        }                                                                                                              \
        usual_form = p > digits && p - digits <= 9;                                                                    \
    } while (0)

/* Lines `I J` from the start of a line on, as long as they surely end in this block. */
static void read_usual(Scan *s, Attacks *attacks, uint32_t n)
{
    const unsigned char *p = s->p, *last = s->end - LONGEST;
    uint64_t lines = 0;
    while (p < last) {
        const unsigned char *line = p;
        uint32_t from, to;
        bool usual_form;
        DIGITS(from);
        if (usual_form && *p == ' ') {
            p++;
            DIGITS(to);
        } else {
            usual_form = false;
        }
        if (!usual_form || *p != '\n' || from - 1 >= n || to - 1 >= n) {
            p = line;
            break;
        }
        p++;
        lines++;
        vec_push(attacks, ((Attack){from - 1, to - 1}));
    }
    if (lines) {
        s->line += lines;
        s->p = p;
        s->line_start = scan_at(s);
    }
}

static bool read_line(Scan *s, Attacks *attacks, uint32_t n)
{
    scan_blanks(s);
    int c = scan_peek(s);
    Attack attack;
    switch (c) {
    case SCAN_END:
        return !s->failed;
    case '\n':
    case '#':
        scan_skip_line(s);
        return !s->failed;
    case 'p':
        return scan_fail(s, scan_at(s), 1, "keep one of them",
                         "a second `p` line: how many arguments there are is said once");
    default:
        if (!scan_number(s, "an argument", n, usual, &attack.from) ||
            !scan_number(s, "an argument", n, usual, &attack.to) || !scan_line_end(s, usual)) {
            return false;
        }
        attack.from--;
        attack.to--;
        vec_push(attacks, attack);
        return true;
    }
}

bool read_af(Scan *s, Input *input, uint32_t n)
{
    Attacks attacks = {0};
    while (!s->failed && scan_peek(s) != SCAN_END) {
        if (s->end - s->p > LONGEST) {
            read_usual(s, &attacks, n);
        }
        if (!read_line(s, &attacks, n)) {
            break;
        }
        if (attacks.n >= UINT32_MAX - 1) {
            scan_fail(s, scan_at(s), 1, NULL, "too many attacks: at most %u can be read", UINT32_MAX - 1);
        }
    }
    if (!s->failed && scan_bears(s, n, attacks.n, "attacks")) {
        input->graph = graph_new(n, attacks.at, attacks.n);
    }
    vec_free(&attacks);
    return !s->failed;
}
