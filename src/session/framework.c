/* Frameworks of the public header: opening, reading, writing, settings, messages. */
#include "session/framework.h"

#include "source/clean.h"

#include <stdarg.h>
#include <stdio.h>

arguendo_framework *arguendo_framework_new(void)
{
    arguendo_framework *f = mem_zero(1, sizeof *f);
    f->by_number = true;
    return f;
}

static void free_rows(Rows *rows)
{
    for (size_t i = 0; i < rows->row.n; i++) {
        vec_free(&rows->row.at[i]);
    }
    vec_free(&rows->row);
    dense_free(&rows->of);
    *rows = (Rows){0};
}

void framework_clear(arguendo_framework *f)
{
    vec_free(&f->present);
    vec_free(&f->changed);
    graph_free(&f->graph);
    free_rows(&f->in_rows);
    free_rows(&f->out_rows);
    names_free(&f->names);
    graph_free(&f->part);
    vec_free(&f->members);
    framework_free(&f->flat);
    lists_free(&f->by_head);
    vec_free(&f->sentence);
    vec_free(&f->number);
    vec_free(&f->contrary);
    vec_free(&f->head);
    vec_free(&f->body_first);
    vec_free(&f->body);
    vec_free(&f->assumed);
    map_free(&f->cache);
    vec_free(&f->cached);
    vec_free(&f->last_query);
    vec_free(&f->certificate);
    dynamic_close(f->dynamic);
    arguendo_framework kept = {.backend = f->backend,
                               .budget = f->budget,
                               .certificates = f->certificates,
                               .verify = f->verify,
                               .out = f->out,
                               .message = f->message,
                               .by_number = true};
    *f = kept;
}

void arguendo_framework_free(arguendo_framework *f)
{
    if (!f) {
        return;
    }
    framework_clear(f);
    text_free(&f->out);
    text_free(&f->message);
    free(f);
}

void framework_begin(arguendo_framework *f)
{
    f->message.len = 0;
}

arguendo_result framework_misuse(arguendo_framework *f, const char *format, ...)
{
    char sentence[400];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    text_add(&f->message, STR("arguendo: "));
    text_add_clean(&f->message, str_of(sentence));
    text_add_char(&f->message, '\n');
    return ARGUENDO_MISUSE;
}

bool framework_has(arguendo_framework *f, unsigned number)
{
    size_t there = f->assumptions ? f->changed.n : f->present.n;
    if (number >= 1 && number <= there && (f->assumptions || f->present.at[number - 1])) {
        return true;
    }
    framework_misuse(f, "there is no %s %u", f->assumptions ? "sentence" : "argument", number);
    return false;
}

void framework_touch(arguendo_framework *f, uint32_t x)
{
    f->changed.at[x] = ++f->now;
}

/* ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────── */

static void say_trouble(arguendo_framework *f, const char *name, const InputTrouble *t)
{
    Text *out = &f->message;
    if (t->cut_short) {
        text_add(out, STR("arguendo: stopped while reading "));
        text_add_clean(out, str_of(name));
        text_add(out, STR("; the answer is unknown\n"));
        return;
    }
    if (!t->line) {
        text_add(out, STR("arguendo: "));
        text_add_clean(out, text_str(&t->message));
        text_add_char(out, '\n');
        return;
    }
    int gutter = 1;
    for (uint64_t line = t->line; line > 9; line /= 10) {
        gutter++;
    }
    text_add(out, STR("error: "));
    text_add_clean(out, text_str(&t->message));
    text_format(out, "\n%*s ┌ ", gutter, "");
    text_add_clean(out, str_of(name));
    text_format(out, ":%llu:%llu\n", (unsigned long long)t->line, (unsigned long long)t->column);
    if (t->excerpt.len) {
        Str line = text_str(&t->excerpt);
        text_format(out, "%llu │ ", (unsigned long long)t->line);
        size_t before = text_add_clean(out, (Str){line.ptr, t->mark});
        text_add_clean(out, (Str){line.ptr + t->mark, line.len - t->mark});
        text_format(out, "\n%*s │ ", gutter, "");
        text_add_spaces(out, before);
        for (uint32_t i = 0; i < t->width; i++) {
            text_add_char(out, '^');
        }
        text_add_char(out, '\n');
    }
    if (t->help.len) {
        text_add(out, STR("  help: "));
        text_add_clean(out, text_str(&t->help));
        text_add_char(out, '\n');
    }
}

/* Takes over what was read. */
static void adopt(arguendo_framework *f, Input *input)
{
    f->assumptions = input->assumptions;
    f->arguments = !input->assumptions;
    uint32_t n = input->assumptions ? input->sentences : input->graph.n;
    vec_reserve(&f->changed, n);
    if (n) {
        memset(f->changed.at, 0, n * sizeof *f->changed.at);
    }
    f->changed.n = f->read = n;
    if (f->arguments) {
        vec_reserve(&f->present, n);
        if (n) {
            memset(f->present.at, 1, n);
        }
        f->present.n = n;
    }
    f->graph = input->graph;
    f->names = input->names;
    f->flat = input->flat;
    f->sentence = input->sentence;
    f->number = input->number;
    if (f->assumptions) {
        f->by_head = framework_rules_by_head(&f->flat);
        f->flat_is_current = true;
        f->by_number = false;
    }
    *input = (Input){0};
}

static arguendo_result read_from(arguendo_framework *f, InputSource *source, const char *name, const char *format)
{
    framework_begin(f);
    framework_clear(f);
    source->budget = &f->budget;
    source->format = format ? input_format(str_of(format)) : INPUT_ANY;
    if (format && source->format == INPUT_ANY) {
        return framework_misuse(f, "there is no format `%s`; there are %s", format,
                                arguendo_framework_offers(f, ARGUENDO_FORMATS));
    }
    Input input;
    InputTrouble trouble;
    arguendo_result result = ARGUENDO_GOOD;
    if (input_read(&input, source, &trouble)) {
        adopt(f, &input);
    } else {
        say_trouble(f, name, &trouble);
        result = trouble.cut_short ? ARGUENDO_LIMIT : ARGUENDO_MISUSE;
    }
    input_trouble_free(&trouble);
    return result;
}

arguendo_result arguendo_framework_read(arguendo_framework *f, const char *name, const char *bytes, size_t length,
                                        const char *format)
{
    InputSource source = {.path = bytes ? NULL : name, .bytes = bytes, .length = length};
    return read_from(f, &source, name, format);
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────── */

/* The names of what the whole framework has, in its order. */
static void names_of_members(const arguendo_framework *f, const Graph *graph, const uint32_t *members, Names *names)
{
    for (uint32_t x = 0; f->names.text.n && x < graph->n; x++) {
        names_add(names, names_text(&f->names, members ? members[x] : x));
    }
}

const char *arguendo_framework_write(arguendo_framework *f, const char *format, size_t *length)
{
    framework_begin(f);
    InputFormat as = input_format(str_of(format));
    if (as == INPUT_ANY) {
        framework_misuse(f, "there is no format `%s`; there are %s", format,
                         arguendo_framework_offers(f, ARGUENDO_FORMATS));
        return NULL;
    }
    f->out.len = 0;
    if (f->assumptions) {
        if (as != INPUT_ABA) {
            framework_misuse(f, "a framework with assumptions can only be written as aba, not as %s", format);
            return NULL;
        }
        framework_make_flat(f);
        input_write_flat(&f->out, &f->flat, &f->sentence);
    } else {
        const uint32_t *members;
        const Graph *graph = framework_graph(f, &members);
        Names names = {0};
        names_of_members(f, graph, members, &names);
        input_write_graph(&f->out, as, graph, &names);
        names_free(&names);
    }
    *length = f->out.len;
    return f->out.len ? f->out.bytes : "";
}

unsigned arguendo_framework_find(arguendo_framework *f, const char *name)
{
    framework_begin(f);
    uint32_t found = 0;
    if (f->names.text.n) {
        uint32_t id = names_find(&f->names, str_of(name));
        found = id == NONE || !f->present.at[id] ? 0 : id + 1;
    } else {
        uint64_t value = 0;
        const char *p = name;
        for (; *p >= '0' && *p <= '9' && value <= UINT32_MAX; p++) {
            value = value * 10 + (uint64_t)(*p - '0');
        }
        size_t there = f->assumptions ? f->changed.n : f->present.n;
        bool is_number = p > name && !*p && value >= 1 && value <= there;
        found = is_number && (f->assumptions || f->present.at[value - 1]) ? (uint32_t)value : 0;
    }
    if (!found && f->names.text.n) {
        framework_misuse(f, "no argument is called `%s`", name);
    } else if (!found) {
        const char *what = f->assumptions ? "sentence" : "argument";
        size_t there = f->assumptions ? f->changed.n : f->present.n;
        if (there == 0) {
            framework_misuse(f, "there is no %s `%s`: the framework is empty", what, name);
        } else {
            framework_misuse(f, "there is no %s `%s`; they are the numbers from 1 to %zu", what, name, there);
        }
    }
    return found;
}

const char *arguendo_framework_name(arguendo_framework *f, unsigned argument)
{
    f->out.len = 0;
    if (argument >= 1 && argument <= f->names.text.n) {
        text_add(&f->out, names_text(&f->names, argument - 1));
    } else {
        text_format(&f->out, "%u", argument);
    }
    return f->out.bytes;
}

/* ── Settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────── */

void arguendo_framework_set(arguendo_framework *f, arguendo_option option, int on)
{
    *(option == ARGUENDO_VERIFY ? &f->verify : &f->certificates) = on != 0;
}

arguendo_result arguendo_framework_set_backend(arguendo_framework *f, const char *backend)
{
    framework_begin(f);
    static const char *const names[] = {[SAT_CADICAL] = "cadical", [SAT_PICOSAT] = "picosat", [SAT_FOUNDED] = "founded"};
    SatBackend named = SAT_USUAL;
    for (SatBackend b = SAT_CADICAL; b <= SAT_FOUNDED; b++) {
        named = strcmp(backend, names[b]) == 0 ? b : named;
    }
    if (named == SAT_USUAL) {
        return framework_misuse(f, "there is no solver `%s`; there are cadical, picosat and founded", backend);
    }
    f->backend = named;
    return ARGUENDO_GOOD;
}

void arguendo_framework_set_timeout(arguendo_framework *f, double seconds)
{
    f->budget.deadline = seconds > 0 ? budget_deadline(seconds) : 0;
}

void arguendo_framework_set_interrupt(arguendo_framework *f, const volatile sig_atomic_t *flag)
{
    f->budget.interrupted = flag;
}

const char *arguendo_framework_offers(arguendo_framework *f, arguendo_offer what)
{
    f->out.len = 0;
    if (what == ARGUENDO_PROBLEMS) {
        framework_list_problems(f);
    } else {
#define FORMAT(id, word, help) text_add(&f->out, f->out.len ? STR("," word) : STR("[" word));
#include "framework/formats.def"
#undef FORMAT
        text_add_char(&f->out, ']');
    }
    return f->out.bytes;
}

const char *arguendo_framework_message(arguendo_framework *f)
{
    return f->message.len ? f->message.bytes : "";
}
