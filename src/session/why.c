#include "explain/why.h"

#include "report/status_text.h"
#include "report/why_report.h"
#include "session/session.h"

/* What would settle the answer, or what it turns on: the smallest changes, where finding them costs no more than the answer. False: none
 * are looked for. */
enum { MOST_RULES_TO_SETTLE = 100000 };

static bool find_settling(arguendo_session *s, const Evaluation *e, const Why *why, Crux *crux)
{
    if (e->ground.framework.head.n > MOST_RULES_TO_SETTLE || why->period.status == STATUS_UNSUPPORTED || s->undecided) {
        return false;
    }
    CruxRequest request = {.c = &s->c,
                           .from = e->ground.theory.from,
                           .relation = why->relation,
                           .args = why->args,
                           .day = why->day,
                           .size = 1,
                           .further = 3,
                           .status = STATUS_ESTABLISHED,
                           .first = true};
    Diagnostics aside = {0};
    bool good = crux_find(crux, &request, &aside);
    diag_free(&aside);
    if (!good) {
        crux_free(crux);
    }
    return good;
}

arguendo_result arguendo_why(arguendo_session *s, const char *literal, arguendo_format format, const char **out)
{
    *out = "";
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    uint32_t view;
    Asked asked;
    if (!session_one_day(s, "why") || !session_view(s, &view) || !session_ground_literal(s, "why", literal, &asked)) {
        return ARGUENDO_MISUSE;
    }
    view = view == NONE ? VIEW_ALL : view;
    Evaluation e, chosen = {0};
    bool good = evaluation_run_timed(&e, &s->c, session_viewpoint(s, view), session_findings(s));
    if (good) {
        Day day = session_day(s);
        Why why;
        const ConstantId *args = &s->c.terms.at[asked.literal.args];
        bool depends = why_choose_days(&chosen, &e, asked.literal.relation, args, day);
        Evaluation *shown = depends ? &chosen : &e;
        why_find(&why, shown, asked.literal.relation, args, day);
        if (depends) {
            why_note_dates(&why, &e);
        }
        if (s->suppositions.n) {
            why.has_written = session_as_written(s, view, why.relation, why.args, day, &why.written);
        }
        if (format == ARGUENDO_JSON) {
            session_give_json(s, why_json(shown, &why, &s->suppositions, &s->files), out);
        } else {
            Crux crux;
            bool settled = find_settling(s, shown, &why, &crux);
            why_text(&s->out, shown, &why, settled ? &crux : NULL, &s->suppositions, &s->files,
                     format == ARGUENDO_TREE    ? WHY_TREE
                     : format == ARGUENDO_PROSE ? WHY_PROSE
                                                : WHY_SHORT,
                     s->width);
            if (settled) {
                crux_free(&crux);
            }
            *out = s->out.bytes;
        }
        why_free(&why);
    }
    evaluation_free(&chosen);
    evaluation_free(&e);
    return good && !s->undecided ? ARGUENDO_GOOD : session_failed(s);
}
