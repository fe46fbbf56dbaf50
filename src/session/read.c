/* `read`: the case as numbered sentences. */
#include "session/session.h"

#include "report/read.h"

/* Of a case that has been read with its clauses. */
static void tell(arguendo_session *s, arguendo_format format, const char **out)
{
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
}

arguendo_result arguendo_read(arguendo_session *s, const char *path, arguendo_format format, const char **out)
{
    *out = "";
    if (format == ARGUENDO_SARIF) {
        return ARGUENDO_MISUSE;
    }
    arguendo_result result = session_read(s, path, READ_WHOLE);
    if (result == ARGUENDO_GOOD) {
        tell(s, format, out);
    }
    return result;
}

arguendo_result arguendo_read_text(arguendo_session *s, const char *name, const char *bytes, size_t length,
                                   arguendo_format format, const char **out)
{
    *out = "";
    if (format == ARGUENDO_SARIF) {
        return ARGUENDO_MISUSE;
    }
    arguendo_result result = session_read_text(s, name, (Str){bytes, length}, READ_WHOLE);
    if (result == ARGUENDO_GOOD) {
        tell(s, format, out);
    }
    return result;
}
