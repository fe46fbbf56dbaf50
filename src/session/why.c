#include "explain/why.h"

#include "report/status_text.h"
#include "report/why_report.h"
#include "session/session.h"

arguendo_result arguendo_why(arguendo_session *s, const char *literal, arguendo_format format, const char **out)
{
    *out = "";
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    uint32_t view;
    Asked asked;
    if (!session_view(s, &view) || !session_literals(s, &literal, 1, &asked)) {
        return ARGUENDO_MISUSE;
    }
    if (asked.variables) {
        text_format(&s->trouble,
                    "arguendo: why explains one statement at a time; write names in place of the variables "
                    "(arguendo status lists what there is)\n");
        return ARGUENDO_MISUSE;
    }
    Evaluation e;
    bool good = evaluation_run(&e, &s->c, session_viewpoint(s, view == NONE ? VIEW_ALL : view), &s->diags);
    if (good) {
        Day day = s->day != DAY_NONE_AFTER ? s->day : s->c.as_of != DAY_NONE_AFTER ? s->c.as_of : DAY_NONE_AFTER - 1;
        Why why;
        why_find(&why, &e, asked.literal.relation, &s->c.terms.at[asked.literal.args], day);
        if (format == ARGUENDO_JSON) {
            session_give_json(s, why_json(&e, &why, &s->files), out);
        } else {
            why_text(&s->out, &e, &why, &s->files, s->width);
            *out = s->out.bytes;
        }
        why_free(&why);
    }
    evaluation_free(&e);
    return good && !s->undecided ? ARGUENDO_GOOD : session_failed(s);
}
