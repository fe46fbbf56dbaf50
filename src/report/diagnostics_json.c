#include "report/diagnostics_json.h"

#include "base/fatal.h"

static json_t *checked(json_t *value)
{
    if (!value) {
        fatal_memory(); /* our texts are valid UTF-8 */
    }
    return value;
}

/* The text, or null when it is empty. A name given on a command line need not be UTF-8. */
static json_t *text_or_null(Str text)
{
    if (text.len == 0) {
        return json_null();
    }
    json_t *value = json_stringn(text.ptr, text.len);
    return value ? value : checked(json_string("(not UTF-8)"));
}

static void set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0) {
        fatal_memory();
    }
}

static void set_place(json_t *object, Span span, Files *files)
{
    FilePlace at = files_place(files, span.start);
    set(object, "file", text_or_null(at.file->name));
    set(object, "line", checked(json_integer(at.place.line)));
    set(object, "column", checked(json_integer(at.place.column)));
    set(object, "start", checked(json_integer(at.offset)));
    set(object, "end", checked(json_integer(at.offset + (span.end - span.start))));
}

static json_t *diagnostic_json(const Diag *diag, Files *files)
{
    json_t *object = checked(json_object()), *marks = checked(json_array());
    set(object, "code", checked(json_string(diag_code_name(diag->code))));
    set(object, "severity", checked(json_string(diag_severity_word(diag->severity))));
    set(object, "message", text_or_null(diag->message));
    set(object, "label", text_or_null(diag->label));
    set(object, "help", text_or_null(diag->help));
    set(object, "note", text_or_null(diag->note));
    if (diag->whole_file) {
        set(object, "file", text_or_null(files->at.at[0].name));
        static const char *const places[] = {"line", "column", "start", "end"};
        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
            set(object, places[i], json_null());
        }
    } else {
        set_place(object, diag->span, files);
    }
    for (int i = 0; i < diag->marks; i++) {
        json_t *mark = checked(json_object());
        set_place(mark, diag->mark[i].span, files);
        set(mark, "label", text_or_null(diag->mark[i].label));
        if (json_array_append_new(marks, mark) != 0) {
            fatal_memory();
        }
    }
    set(object, "marks", marks);
    json_t *edits = checked(json_array());
    for (int i = 0; i < diag->edits; i++) {
        json_t *edit = checked(json_object());
        set_place(edit, diag->edit[i].span, files);
        set(edit, "replacement", checked(json_stringn(diag->edit[i].text.ptr, diag->edit[i].text.len)));
        if (json_array_append_new(edits, edit) != 0) {
            fatal_memory();
        }
    }
    set(object, "edits", edits);
    return object;
}

json_t *diagnostics_silenced_json(const Diagnostics *diags, Files *files)
{
    json_t *array = checked(json_array());
    for (size_t i = 0; i < diags->silenced.n; i++) {
        json_t *object = diagnostic_json(&diags->silenced.at[i], files);
        set(object, "reason", checked(json_stringn(diags->silenced.at[i].reason.ptr, diags->silenced.at[i].reason.len)));
        if (json_array_append_new(array, object) != 0) {
            fatal_memory();
        }
    }
    return array;
}

json_t *diagnostics_json(const Diagnostics *diags, Files *files)
{
    json_t *array = checked(json_array());
    for (size_t i = 0; i < diags->list.n; i++) {
        if (json_array_append_new(array, diagnostic_json(&diags->list.at[i], files)) != 0) {
            fatal_memory();
        }
    }
    return array;
}
