/* `read`: the case as numbered sentences. */
#include "session/session.h"

#include "report/read.h"

arguendo_result arguendo_read(arguendo_session *s, arguendo_format format, const char **out)
{
    *out = "";
    if (format == ARGUENDO_SARIF || !session_begin(s)) {
        return format == ARGUENDO_SARIF ? ARGUENDO_MISUSE : ARGUENDO_FINDINGS;
    }
    arguendo_result result = session_read_again(s, READ_WHOLE); /* its tree has its clauses then */
    if (result != ARGUENDO_GOOD) {
        return result;
    }
    Reading reading;
    reading_make(&reading, &s->c, &s->files);
    if (format == ARGUENDO_JSON) {
        session_give_json(s, reading_json(&reading, &s->c, &s->files), out);
    } else if (format == ARGUENDO_MARKDOWN) {
        reading_markdown(&s->out, &reading, &s->c);
        *out = s->out.bytes;
    } else {
        reading_text(&s->out, &reading, &s->c, s->width);
        *out = s->out.bytes;
    }
    reading_free(&reading);
    tree_release_clauses(&s->tree);
    return ARGUENDO_GOOD;
}
