#include "explain/compare.h"

#include "report/compare_report.h"
#include "session/session.h"

enum { USUAL_SIZE = 3 };

/* The two views of "P:Q"; both NONE where `between` is NULL: every pair of positions. False after a sentence in `trouble`. */
static bool find_two(arguendo_session *s, const char *between, uint32_t *one, uint32_t *other)
{
    *one = *other = NONE;
    if (!between) {
        if (s->c.positions.n < 2) {
            text_format(
                &s->trouble,
                "arguendo: compare sets positions against each other, and this case has %s. --between all:common "
                "compares what everybody says with what nobody denies.\n",
                s->c.positions.n ? "only one" : "none");
        }
        return s->c.positions.n >= 2;
    }
    const char *colon = strchr(between, ':');
    if (!colon) {
        text_format(&s->trouble,
                    "arguendo: --between takes two views with a colon between them, such as --between %.*s:%.*s\n",
                    STR_ARG(case_view_name(&s->c, s->c.positions.n ? 0 : VIEW_ALL)),
                    STR_ARG(case_view_name(&s->c, s->c.positions.n > 1 ? 1 : VIEW_COMMON)));
        return false;
    }
    if (!session_find_view(s, (Str){between, (size_t)(colon - between)}, one) ||
        !session_find_view(s, str_of(colon + 1), other)) {
        return false;
    }
    if (*one == *other) {
        text_format(&s->trouble, "arguendo: --between: a view does not part from itself; name two\n");
    }
    return *one != *other;
}

arguendo_result arguendo_compare(arguendo_session *s, const char *const *literals, size_t count, const char *between,
                                 unsigned size, arguendo_format format, const char **out)
{
    *out = "";
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    if (s->view) {
        text_format(&s->trouble, "arguendo: compare shows several views; --between P:Q chooses two of them\n");
        return ARGUENDO_MISUSE;
    }
    if (!session_one_day(s, "compare")) {
        return ARGUENDO_MISUSE;
    }
    CompareRequest request = {.c = &s->c,
                              .count = count,
                              .viewpoint = session_viewpoint(s, VIEW_ALL),
                              .day = count ? session_day(s) : s->day,
                              .size = size ? size : USUAL_SIZE,
                              .write = session_write_literal,
                              .written = s->suppositions.n > 0};
    Asked *asked = mem_new(count, sizeof *asked);
    request.literals = asked;
    if (!find_two(s, between, &request.one, &request.other) || !session_literals(s, literals, count, asked)) {
        free(asked);
        return ARGUENDO_MISUSE;
    }
    Compare compare;
    bool good = compare_find(&compare, &request, session_findings(s)), complete = compare.complete;
    if (good && format == ARGUENDO_JSON) {
        session_give_json(s, compare_json(&compare, &s->suppositions, &s->files), out);
    } else if (good) {
        compare_text(&s->out, &compare, &s->suppositions, &s->files, s->width);
        *out = s->out.bytes;
    }
    compare_free(&compare);
    free(asked);
    return !good || s->undecided ? session_failed(s) : complete ? ARGUENDO_GOOD : ARGUENDO_LIMIT;
}
