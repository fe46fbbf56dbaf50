/* `fmt`: a file in the one layout; `new`: a file to begin with. */
#include "session/session.h"

#include "report/line_diff.h"
#include "session/first_case.h"
#include "syntax/format.h"

static arguendo_result lay_out(arguendo_session *s, const char **out, size_t *length, int *changed)
{
    const SourceFile *file = &s->files.at.at[0];
    if (!format_file(file, &s->tree, &s->out)) {
        text_format(&s->trouble,
                    "arguendo: %s cannot be laid out without a change of what it says, and was left as it is.\n"
                    "That is a mistake of this program; please report it.\n",
                    file->name.ptr);
        return ARGUENDO_LIMIT;
    }
    *out = s->out.bytes;
    *length = s->out.len;
    *changed = !str_equal(text_str(&s->out), file->bytes);
    return ARGUENDO_GOOD;
}

arguendo_result arguendo_lay_out(arguendo_session *s, const char *path, const char **out, size_t *length, int *changed)
{
    *out = "";
    *length = 0;
    *changed = 0;
    arguendo_result result = session_read(s, path, READ_ALONE);
    return result == ARGUENDO_GOOD ? lay_out(s, out, length, changed) : result;
}

arguendo_result arguendo_lay_out_text(arguendo_session *s, const char *name, const char *bytes, size_t size,
                                      const char **out, size_t *length, int *changed)
{
    *out = "";
    *length = 0;
    *changed = 0;
    arguendo_result result = session_read_text(s, name, (Str){bytes, size}, READ_ALONE);
    return result == ARGUENDO_GOOD ? lay_out(s, out, length, changed) : result;
}

const char *arguendo_layout_changes(arguendo_session *s)
{
    Text diff = {0};
    const SourceFile *file = s->files.at.n ? &s->files.at.at[0] : NULL;
    if (file && s->out.len) {
        line_diff(&diff, file->name, file->bytes, text_str(&s->out));
    }
    text_free(&s->messages);
    s->messages = diff;
    return diff.len ? diff.bytes : "";
}

const char *arguendo_first_case(void)
{
    return first_case;
}
