#include "report/diagnostics_sarif.h"

#include "report/pages.h"
#include "report/status_json.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* A message. Braces stand for places to fill in, so those of the text are doubled (3.11.5). */
static json_t *message_json(Str message)
{
    Text text = {0};
    for (size_t i = 0; i < message.len; i++) {
        char c = message.ptr[i];
        text_add_char(&text, c);
        if (c == '{' || c == '}') {
            text_add_char(&text, c);
        }
    }
    json_t *json = json_object();
    json_object_set_new(json, "text", json_of_str(text_str(&text)));
    text_free(&text);
    return json;
}

/* A file's name as a URI: relative as it was given, or file:///…. */
static json_t *uri_json(Str path)
{
    static const char plain[] = "-._~/";
    Text uri = {0};
    if (path.len && path.ptr[0] == '/') {
        text_add(&uri, STR("file://"));
    }
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i], small = c | 0x20;
        if ((small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || (c && strchr(plain, c))) {
            text_add_char(&uri, (char)c);
        } else {
            text_format(&uri, "%%%02X", c);
        }
    }
    json_t *json = json_of_str(text_str(&uri));
    text_free(&uri);
    return json;
}

static json_t *artifact_json(Str path)
{
    json_t *json = json_object();
    json_object_set_new(json, "uri", uri_json(path));
    return json;
}

static json_t *region_json(Span span, Files *files)
{
    FilePlace start = files_place(files, span.start);
    Place end = file_place(start.file, start.offset + (span.end - span.start));
    json_t *json = json_object();
    json_object_set_new(json, "startLine", json_integer(start.place.line));
    json_object_set_new(json, "startColumn", json_integer(start.place.column));
    json_object_set_new(json, "endLine", json_integer(end.line));
    json_object_set_new(json, "endColumn", json_integer(end.column));
    json_object_set_new(json, "byteOffset", json_integer(start.offset));
    json_object_set_new(json, "byteLength", json_integer(span.end - span.start));
    return json;
}

/* `span` NULL: the whole first file. `label` may be empty. */
static json_t *location_json(const Span *span, Str label, Files *files)
{
    json_t *json = json_object(), *place = json_object();
    SourceFile *file = span ? files_place(files, span->start).file : &files->at.at[0];
    json_object_set_new(place, "artifactLocation", artifact_json(file->name));
    if (span) {
        json_object_set_new(place, "region", region_json(*span, files));
    }
    json_object_set_new(json, "physicalLocation", place);
    if (label.len) {
        json_object_set_new(json, "message", message_json(label));
    }
    return json;
}

/* The edits of one diagnostic, which are in one file. */
static json_t *fix_json(const Diag *diag, Files *files)
{
    json_t *fix = json_object(), *changes = json_array(), *change = json_object(), *replacements = json_array();
    for (int i = 0; i < diag->edits; i++) {
        json_t *replacement = json_object(), *content = json_object();
        json_object_set_new(replacement, "deletedRegion", region_json(diag->edit[i].span, files));
        json_object_set_new(content, "text", json_of_str(diag->edit[i].text));
        json_object_set_new(replacement, "insertedContent", content);
        json_array_append_new(replacements, replacement);
    }
    Str name = files_place(files, diag->edit[0].span.start).file->name;
    json_object_set_new(change, "artifactLocation", artifact_json(name));
    json_object_set_new(change, "replacements", replacements);
    json_array_append_new(changes, change);
    if (diag->help.len) {
        json_object_set_new(fix, "description", message_json(diag->help));
    }
    json_object_set_new(fix, "artifactChanges", changes);
    return fix;
}

static json_t *rule_json(DiagCode code)
{
    json_t *rule = json_object(), *configuration = json_object();
    Text page = {0};
    page_text(&page, error_pages[code], 100);
    json_object_set_new(rule, "id", json_string(diag_code_name(code)));
    json_object_set_new(rule, "shortDescription", message_json(str_of(diag_code_title(code))));
    json_t *help = message_json(text_str(&page));
    json_object_set_new(help, "markdown", json_of_str(error_pages[code]));
    json_object_set_new(rule, "help", help);
    json_object_set_new(configuration, "level", json_string(diag_severity_word(diag_code_severity(code))));
    json_object_set_new(rule, "defaultConfiguration", configuration);
    text_free(&page);
    return rule;
}

static void begin(Sarif *sarif)
{
    if (!sarif->results) {
        sarif->results = json_array();
        sarif->rules = json_array();
        sarif->artifacts = json_array();
        sarif->notifications = json_array();
    }
}

/* The message with its label, note and help: viewers show little else. */
static json_t *result_message(const Diag *diag)
{
    Text text = {0};
    text_add(&text, diag->message);
    const struct {
        const char *before;
        Str text;
    } more[] = {{"\n", diag->label}, {"\n", diag->note}, {"\nhelp: ", diag->help}};
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        if (more[i].text.len) {
            text_format(&text, "%s%.*s", more[i].before, STR_ARG(more[i].text));
        }
    }
    json_t *json = message_json(text_str(&text));
    text_free(&text);
    return json;
}

static json_t *result_json(Sarif *sarif, const Diag *diag, Files *files)
{
    if (!sarif->rule_index[diag->code]) {
        json_array_append_new(sarif->rules, rule_json(diag->code));
        sarif->rule_index[diag->code] = (uint32_t)json_array_size(sarif->rules);
    }
    json_t *result = json_object(), *locations = json_array();
    json_object_set_new(result, "ruleId", json_string(diag_code_name(diag->code)));
    json_object_set_new(result, "ruleIndex", json_integer(sarif->rule_index[diag->code] - 1));
    json_object_set_new(result, "level", json_string(diag_severity_word(diag->severity)));
    json_object_set_new(result, "message", result_message(diag));
    json_array_append_new(locations, location_json(diag->whole_file ? NULL : &diag->span, STR(""), files));
    json_object_set_new(result, "locations", locations);
    if (diag->marks) {
        json_t *related = json_array();
        for (int i = 0; i < diag->marks; i++) {
            json_array_append_new(related, location_json(&diag->mark[i].span, diag->mark[i].label, files));
        }
        json_object_set_new(result, "relatedLocations", related);
    }
    if (diag->edits) {
        json_t *fixes = json_array();
        json_array_append_new(fixes, fix_json(diag, files));
        json_object_set_new(result, "fixes", fixes);
    }
    return result;
}

static bool is_new(const json_t *list, const json_t *value)
{
    size_t i;
    const json_t *other;
    json_array_foreach(list, i, other)
    {
        if (json_equal(other, value)) {
            return false;
        }
    }
    return true;
}

void sarif_add(Sarif *sarif, const Diagnostics *diags, Files *files)
{
    begin(sarif);
    for (size_t i = 0; i < files->at.n; i++) {
        json_t *artifact = json_object();
        json_object_set_new(artifact, "location", artifact_json(files->at.at[i].name));
        json_object_set_new(artifact, "length", json_integer((json_int_t)files->at.at[i].bytes.len));
        json_object_set_new(artifact, "encoding", json_string("UTF-8"));
        if (is_new(sarif->artifacts, artifact)) {
            json_array_append(sarif->artifacts, artifact);
        }
        json_decref(artifact);
    }
    for (size_t i = 0; i < diags->list.n; i++) {
        json_array_append_new(sarif->results, result_json(sarif, &diags->list.at[i], files));
    }
    for (size_t i = 0; i < diags->silenced.n; i++) {
        json_t *result = result_json(sarif, &diags->silenced.at[i], files);
        json_t *suppressions = json_array(), *suppression = json_object();
        json_object_set_new(suppression, "kind", json_string("inSource"));
        json_object_set_new(suppression, "justification", json_of_str(diags->silenced.at[i].reason));
        json_array_append_new(suppressions, suppression);
        json_object_set_new(result, "suppressions", suppressions);
        json_array_append_new(sarif->results, result);
    }
    if (diags->errors + diags->warnings > diags->list.n) {
        Text text = {0};
        text_format(&text, "%.*s: %zu more not shown", STR_ARG(files->at.at[0].name),
                    diags->errors + diags->warnings - diags->list.n);
        json_t *notification = json_object();
        json_object_set_new(notification, "level", json_string("warning"));
        json_object_set_new(notification, "message", message_json(text_str(&text)));
        json_array_append_new(sarif->notifications, notification);
        text_free(&text);
    }
}

void sarif_add_trouble(Sarif *sarif, Str sentence)
{
    begin(sarif);
    json_t *notification = json_object();
    json_object_set_new(notification, "level", json_string("error"));
    json_object_set_new(notification, "message", message_json(sentence));
    json_array_append_new(sarif->notifications, notification);
}

/* Whether every file was checked to its end. */
static bool all_checked(const Sarif *sarif)
{
    size_t i;
    json_t *notification;
    json_array_foreach(sarif->notifications, i, notification)
    {
        if (strcmp(json_string_value(json_object_get(notification, "level")), "error") == 0) {
            return false;
        }
    }
    return true;
}

json_t *sarif_log(const Sarif *sarif)
{
    json_t *driver = json_object(), *tool = json_object(), *invocation = json_object(), *run = json_object();
    json_object_set_new(driver, "name", json_string("arguendo"));
    json_object_set_new(driver, "version", json_string(ARGUENDO_VERSION));
    json_object_set(driver, "rules", sarif->rules);
    json_object_set_new(tool, "driver", driver);
    json_object_set_new(invocation, "executionSuccessful", json_boolean(all_checked(sarif)));
    json_object_set(invocation, "toolExecutionNotifications", sarif->notifications);
    json_t *invocations = json_array(), *runs = json_array(), *log = json_object();
    json_array_append_new(invocations, invocation);
    json_object_set_new(run, "tool", tool);
    json_object_set_new(run, "invocations", invocations);
    json_object_set_new(run, "columnKind", json_string("unicodeCodePoints"));
    json_object_set(run, "artifacts", sarif->artifacts);
    json_object_set(run, "results", sarif->results);
    json_array_append_new(runs, run);
    json_object_set_new(log, "$schema", json_string(SCHEMA));
    json_object_set_new(log, "version", json_string("2.1.0"));
    json_object_set_new(log, "runs", runs);
    return log;
}

void sarif_free(Sarif *sarif)
{
    json_decref(sarif->results);
    json_decref(sarif->rules);
    json_decref(sarif->artifacts);
    json_decref(sarif->notifications);
    *sarif = (Sarif){0};
}
