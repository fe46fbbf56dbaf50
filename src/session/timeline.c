#include "report/timeline_report.h"
#include "session/session.h"

arguendo_result arguendo_timeline(arguendo_session *s, const char *const *literals, size_t count,
                                  arguendo_format format, const char **out)
{
    *out = "";
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    if (s->day != DAY_NONE_AFTER) {
        text_format(&s->trouble,
                    "arguendo: timeline shows a stretch of time, such as --on 1991/1994; status answers for one day\n");
        return ARGUENDO_MISUSE;
    }
    uint32_t view;
    Asked *asked = mem_new(count, sizeof *asked);
    if (!session_view(s, &view) || !session_literals(s, literals, count, asked)) {
        free(asked);
        return ARGUENDO_MISUSE;
    }
    AnswersRequest request = session_request(s, asked, count, view);
    Chronology chronology;
    bool good = chronology_find(&chronology, &request, session_findings(s)), complete = chronology.complete;
    DaySpan days = s->days.lo == DAY_NONE_AFTER ? (DaySpan){DAY_FIRST, DAY_NONE_AFTER} : s->days;
    if (good) {
        chronology_keep(&chronology, days);
    }
    TimelineReport report = {&s->c, &chronology, &s->suppositions, &s->files, s->width, format == ARGUENDO_ASCII, days};
    if (good && format == ARGUENDO_JSON) {
        session_give_json(s, timeline_json(&report), out);
    } else if (good) {
        (format == ARGUENDO_SVG ? timeline_svg : timeline_text)(&s->out, &report);
        *out = s->out.bytes;
    }
    chronology_free(&chronology);
    free(asked);
    return !good || s->undecided ? session_failed(s) : complete ? ARGUENDO_GOOD : ARGUENDO_LIMIT;
}
