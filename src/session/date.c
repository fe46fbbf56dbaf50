/* `date`: what a written date means. */
#include "session/session.h"

#include "report/date.h"

arguendo_result arguendo_date(arguendo_session *s, const char *text, size_t length, arguendo_format format,
                              const char **out)
{
    session_begin(s);
    Str written = {text, length};
    Date date;
    EdtfVerdict verdict = date_read(written, &date);
    if (format == ARGUENDO_JSON) {
        date_json(&s->out, written, verdict, &date);
    } else if (verdict == EDTF_VALID) {
        date_text(&s->out, written, &date);
    }
    *out = s->out.len ? s->out.bytes : "";
    if (verdict == EDTF_VALID) {
        return ARGUENDO_GOOD;
    }
    text_add(&s->trouble, STR("arguendo: "));
    date_trouble(&s->trouble, written, verdict);
    return ARGUENDO_FINDINGS;
}
