/* bench_why FILE LITERAL [DAY]: how long an explanation takes once the case has been evaluated, in processor seconds: seven times, each
 * after an evaluation of its own, and the median. */
#include "explain/why.h"
#include "report/why_report.h"
#include "session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TIMES = 7 };

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void measure(arguendo_session *s, const Asked *asked, double *evaluated, double *explained)
{
    Evaluation e;
    Text out = {0};
    Why why;
    double start = processor_seconds();
    if (!evaluation_run_timed(&e, &s->c, session_viewpoint(s, VIEW_ALL), session_findings(s))) {
        fprintf(stderr, "%s", arguendo_messages(s, 0));
        exit(1);
    }
    *evaluated = processor_seconds() - start;
    start += *evaluated;
    why_find(&why, &e, asked->literal.relation, &s->c.terms.at[asked->literal.args], session_day(s));
    why_text(&out, &e, &why, NULL, &s->suppositions, &s->files, WHY_SHORT, 80);
    *explained = processor_seconds() - start;
    why_free(&why);
    text_free(&out);
    evaluation_free(&e);
}

int main(int argc, char **argv)
{
    double evaluated[TIMES], explained[TIMES];
    Asked asked;
    arguendo_session *s = arguendo_open();
    bool good = (argc == 3 || argc == 4) && arguendo_load(s, argv[1], NULL, 0) == ARGUENDO_GOOD &&
                (argc == 3 || arguendo_set_days(s, argv[3]) == ARGUENDO_GOOD) && session_begin(s) &&
                session_ground_literal(s, "why", argv[2], &asked);
    if (!good) {
        fprintf(stderr, "%susage: bench_why FILE LITERAL [DAY]\n", arguendo_messages(s, 0));
        arguendo_close(s);
        return 2;
    }
    for (int i = 0; i < TIMES; i++) {
        measure(s, &asked, &evaluated[i], &explained[i]);
    }
    qsort(evaluated, TIMES, sizeof *evaluated, by_size);
    qsort(explained, TIMES, sizeof *explained, by_size);
    printf("%.3f %.3f\n", evaluated[TIMES / 2], explained[TIMES / 2]);
    arguendo_close(s);
    return 0;
}
