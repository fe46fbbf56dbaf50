/* `fmt`: a file in the one layout; `new`: a file to begin with. */
#include "session/session.h"

#include "report/line_diff.h"
#include "session/first_case.h"
#include "syntax/format.h"

arguendo_result arguendo_lay_out(arguendo_session *s, int changes, const char **out, size_t *length, int *changed)
{
    *out = "";
    *length = 0;
    *changed = 0;
    arguendo_result result = session_read_again(s, READ_ALONE);
    if (result != ARGUENDO_GOOD) {
        return result;
    }
    const SourceFile *file = &s->files.at.at[0];
    Text laid_out = {0};
    if (!format_file(file, &s->tree, &laid_out)) {
        text_format(&s->trouble,
                    "arguendo: %s cannot be laid out without a change of what it says, and was left as it is.\n"
                    "That is a mistake of this program; please report it.\n",
                    file->name.ptr);
        return ARGUENDO_LIMIT;
    }
    *changed = !str_equal(text_str(&laid_out), file->bytes);
    if (changes) {
        line_diff(&s->out, file->name, file->bytes, text_str(&laid_out));
    } else {
        text_add(&s->out, text_str(&laid_out));
    }
    text_free(&laid_out);
    *out = s->out.len ? s->out.bytes : "";
    *length = s->out.len;
    return ARGUENDO_GOOD;
}

const char *arguendo_first_case(void)
{
    return first_case;
}
