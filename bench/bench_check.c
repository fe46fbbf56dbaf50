/* bench_check FILE: how long it takes to check a case again in the same process after one edit, reading and expectations included: 21 times,
 * after one that does not count, a number somewhere in the text changed each time. Prints the median and the longest, in milliseconds, of
 * processor time. */
#include "arguendo.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TIMES = 21, LONGEST = 1 << 26 };

static double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Changes the first digit behind `from` that ends a number with `_` in it, so that no name becomes another. */
static void edit(char *text, size_t length, size_t from)
{
    for (size_t i = from; i + 1 < length; i++) {
        if (i > 4 && text[i - 3] == '_' && isdigit((unsigned char)text[i]) && !isdigit((unsigned char)text[i + 1])) {
            text[i] = text[i] == '9' ? '0' : (char)(text[i] + 1);
            return;
        }
    }
}

int main(int argc, char **argv)
{
    char *text = malloc(LONGEST);
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    size_t length = file && text ? fread(text, 1, LONGEST, file) : 0;
    if (!length) {
        fprintf(stderr, "usage: bench_check FILE\n");
        return 2;
    }
    fclose(file);
    double times[TIMES];
    arguendo_session *session = arguendo_open();
    for (int i = -1; i < TIMES; i++) {
        const char *out;
        edit(text, length, length / (TIMES + 1) * (size_t)(i + 1));
        double start = milliseconds();
        arguendo_result result = arguendo_load(session, argv[1], text, length);
        if (result == ARGUENDO_GOOD) {
            result = arguendo_check(session, ARGUENDO_JSON, &out);
        }
        if (result != ARGUENDO_GOOD) {
            fprintf(stderr, "%s", arguendo_messages(session, 0));
            return 1;
        }
        if (i >= 0) {
            times[i] = milliseconds() - start;
        }
    }
    qsort(times, TIMES, sizeof *times, by_size);
    printf("%.1f %.1f\n", times[TIMES / 2], times[TIMES - 1]);
    arguendo_close(session);
    free(text);
    return 0;
}
