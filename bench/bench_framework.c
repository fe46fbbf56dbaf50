/* bench_framework FILE PROBLEM QUESTIONS SECONDS SEED: one framework that is asked again and again, with one random attack added or removed before
 * each question, against a fresh framework for each question. Arguments and changes are random; both ways get the same ones, in
 * turn. Prints what was asked, seconds of processor time of the framework that is kept (changes and questions), of the fresh ones
 * (questions alone; with reading them), how many answers were unknown within SECONDS for either, and fails where two answers differ. */
#include "arguendo.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static unsigned long long state;

static unsigned below(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % n);
}

typedef struct Attack {
    unsigned from, to;
} Attack;

/* The attacks of a file of ours ("p af N", then pairs): room for `more` besides. */
static Attack *attacks_of(const char *text, unsigned *n, size_t *count, size_t more)
{
    size_t lines = 0;
    for (const char *p = text; *p; p++) {
        lines += *p == '\n';
    }
    Attack *attacks = calloc(lines + more + 1, sizeof *attacks);
    *count = 0;
    while (attacks && *text) {
        Attack a;
        if (sscanf(text, "p af %u", n) != 1 && sscanf(text, "%u %u", &a.from, &a.to) == 2) {
            attacks[(*count)++] = a;
        }
        text = strchr(text, '\n');
        text = text ? text + 1 : "";
    }
    return attacks;
}

/* The caller frees it. */
static char *text_of(const Attack *attacks, size_t count, unsigned n, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    if (!out) {
        exit(3);
    }
    fprintf(out, "p af %u\n", n);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%u %u\n", attacks[i].from, attacks[i].to);
    }
    fclose(out);
    return text;
}

int main(int argc, char **argv)
{
    arguendo_framework *kept = arguendo_framework_new();
    if (argc != 6 || arguendo_framework_read(kept, argv[1], NULL, 0, NULL) != ARGUENDO_GOOD) {
        fputs("usage: bench_framework FILE PROBLEM QUESTIONS SECONDS SEED\n", stderr);
        return 2;
    }
    unsigned questions = (unsigned)strtoul(argv[3], NULL, 10), n = 0, unknown_kept = 0, unknown_fresh = 0;
    double limit = strtod(argv[4], NULL), time_kept = 0, time_fresh = 0, time_read = 0, start;
    state = strtoull(argv[5], NULL, 10);
    size_t length, count;
    Attack *attacks = attacks_of(arguendo_framework_write(kept, "iccma23", &length), &n, &count, questions);
    for (unsigned i = 0; i < questions; i++) {
        if (below(2) && count) {
            size_t which = below((unsigned)count);
            start = seconds();
            arguendo_framework_remove_attack(kept, attacks[which].from, attacks[which].to);
            attacks[which] = attacks[--count];
        } else {
            Attack new = {1 + below(n), 1 + below(n)};
            bool known = false;
            for (size_t j = 0; j < count; j++) {
                known |= attacks[j].from == new.from &&attacks[j].to == new.to;
            }
            attacks[count] = new;
            count += !known;
            start = seconds();
            arguendo_framework_add_attack(kept, new.from, new.to);
        }
        unsigned query = 1 + below(n);
        arguendo_framework_set_timeout(kept, limit);
        arguendo_answer answer = arguendo_framework_ask(kept, argv[2], query);
        time_kept += seconds() - start;
        unknown_kept += answer == ARGUENDO_UNKNOWN;

        char *text = text_of(attacks, count, n, &length);
        start = seconds();
        arguendo_framework *fresh = arguendo_framework_new();
        arguendo_framework_read(fresh, "fresh", text, length, NULL);
        double read = seconds();
        arguendo_framework_set_timeout(fresh, limit);
        arguendo_answer again = arguendo_framework_ask(fresh, argv[2], query);
        time_read += read - start;
        time_fresh += seconds() - read;
        unknown_fresh += again == ARGUENDO_UNKNOWN;
        arguendo_framework_free(fresh);
        free(text);
        if (answer != again && answer != ARGUENDO_UNKNOWN && again != ARGUENDO_UNKNOWN) {
            fprintf(stderr, "question %u, argument %u: the answers differ\n", i, query);
            return 1;
        }
    }
    printf("%s %u kept %.3f fresh %.3f with-reading %.3f unknown %u %u\n", argv[2], questions, time_kept, time_fresh,
           time_fresh + time_read, unknown_kept, unknown_fresh);
    free(attacks);
    arguendo_framework_free(kept);
    return 0;
}
