#include "explain/why.h"

#include "report/status_text.h"
#include "report/why_report.h"
#include "session/session.h"

/* What the answer is in the case as written, if that can be evaluated. */
static void find_written(arguendo_session *s, uint32_t view, Why *why)
{
    Evaluation e;
    Diagnostics aside = {0};
    why->has_written = evaluation_run(&e, &s->c, session_written(s, view), &aside);
    if (why->has_written) {
        Periods periods = {0};
        evaluation_periods(&e, why->relation, why->args, (Wanted){.days = &why->day, .count = 1}, &periods);
        why->written = *periods_at(&periods, why->day);
        vec_free(&periods);
    }
    evaluation_free(&e);
    diag_free(&aside);
}

arguendo_result arguendo_why(arguendo_session *s, const char *literal, arguendo_format format, const char **out)
{
    *out = "";
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    uint32_t view;
    Asked asked;
    if (!session_view(s, &view) || !session_ground_literal(s, "why", literal, &asked)) {
        return ARGUENDO_MISUSE;
    }
    view = view == NONE ? VIEW_ALL : view;
    Evaluation e;
    bool good = evaluation_run(&e, &s->c, session_viewpoint(s, view), session_findings(s));
    if (good) {
        Day day = session_day(s);
        Why why;
        why_find(&why, &e, asked.literal.relation, &s->c.terms.at[asked.literal.args], day);
        if (s->suppositions.n) {
            find_written(s, view, &why);
        }
        if (format == ARGUENDO_JSON) {
            session_give_json(s, why_json(&e, &why, &s->suppositions, &s->files), out);
        } else {
            why_text(&s->out, &e, &why, &s->suppositions, &s->files, s->width);
            *out = s->out.bytes;
        }
        why_free(&why);
    }
    evaluation_free(&e);
    return good && !s->undecided ? ARGUENDO_GOOD : session_failed(s);
}
