/* `explain`: what the codes of messages mean. */
#include "session/session.h"

#include "report/pages.h"
#include "report/status_json.h"

/* The code written so, in capitals or not; DIAG_CODES, with a sentence that names the nearest, when there is none. */
static DiagCode find_code(arguendo_session *s, const char *written)
{
    Str names[DIAG_CODES];
    Text capital = {0};
    for (const char *c = written; *c; c++) {
        text_add_char(&capital, *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c);
    }
    DiagCode found = DIAG_CODES;
    for (DiagCode code = 0; code < DIAG_CODES; code++) {
        names[code] = str_of(diag_code_name(code));
        found = str_equal(names[code], text_str(&capital)) ? code : found;
    }
    if (found == DIAG_CODES) {
        uint32_t near = nearest_word(text_str(&capital), names, DIAG_CODES);
        text_format(&s->trouble, "arguendo: no message has the code `%s`", written);
        if (near != NONE) {
            text_format(&s->trouble, "; did you mean %s (%s)?", names[near].ptr, diag_code_title(near));
        }
        text_add(&s->trouble, STR("\n`arguendo explain` lists them all.\n"));
    }
    text_free(&capital);
    return found;
}

static json_t *code_json(DiagCode code)
{
    json_t *json = json_object();
    json_object_set_new(json, "code", json_string(diag_code_name(code)));
    json_object_set_new(json, "severity", json_string(diag_severity_word(diag_code_severity(code))));
    json_object_set_new(json, "title", json_string(diag_code_title(code)));
    json_object_set_new(json, "page", json_of_str(error_pages[code]));
    return json;
}

arguendo_result arguendo_explain(arguendo_session *s, const char *code, arguendo_format format, const char **out)
{
    session_begin(s);
    *out = "";
    DiagCode one = code ? find_code(s, code) : DIAG_CODES;
    if (code && one == DIAG_CODES) {
        return ARGUENDO_MISUSE;
    }
    if (format == ARGUENDO_JSON) {
        json_t *json = json_object(), *list = json_array();
        json_object_set_new(json, "arguendo", json_string("1"));
        for (DiagCode i = code ? one : 0; i < (code ? one + 1 : DIAG_CODES); i++) {
            json_array_append_new(list, code_json(i));
        }
        json_object_set_new(json, "codes", list);
        session_give_json(s, json, out);
    } else {
        if (code) {
            page_text(&s->out, error_pages[one], s->width);
        } else {
            pages_list(&s->out, s->width);
        }
        *out = s->out.bytes;
    }
    return ARGUENDO_GOOD;
}
