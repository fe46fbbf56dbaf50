#include "framework/input.h"

static void add_number(Text *out, uint32_t number)
{
    char digits[10];
    size_t n = sizeof digits;
    do {
        digits[--n] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    text_add(out, (Str){digits + n, sizeof digits - n});
}

static void add_argument(Text *out, const Names *names, uint32_t argument)
{
    if (names->text.n) {
        text_add(out, names_text(names, argument));
    } else {
        add_number(out, argument + 1);
    }
}

/* Each attack between the given texts. */
static void add_attacks(Text *out, const Graph *graph, const Names *names, const char *before, const char *between,
                        const char *after)
{
    for (uint32_t x = 0; x < graph->n; x++) {
        for (const uint32_t *y = list_begin(&graph->out, x); y < list_end(&graph->out, x); y++) {
            text_add(out, str_of(before));
            add_argument(out, names, x);
            text_add(out, str_of(between));
            add_argument(out, names, *y);
            text_add(out, str_of(after));
        }
    }
}

static void write_as_assumptions(Text *out, const Graph *graph)
{
    text_format(out, "p aba %u\n", graph->n * 2);
    for (uint32_t x = 1; x <= graph->n; x++) {
        text_format(out, "a %u\nc %u %u\n", x, x, x + graph->n);
    }
    for (uint32_t x = 0; x < graph->n; x++) {
        for (const uint32_t *y = list_begin(&graph->in, x); y < list_end(&graph->in, x); y++) {
            text_format(out, "r %u %u\n", x + 1 + graph->n, *y + 1);
        }
    }
}

void input_write_graph(Text *out, InputFormat format, const Graph *graph, const Names *names)
{
    static const Names numbers;
    switch (format) {
    case INPUT_APX:
    case INPUT_TGF:
        for (uint32_t x = 0; x < graph->n; x++) {
            text_add(out, format == INPUT_APX ? STR("arg(") : STR(""));
            add_argument(out, names, x);
            text_add(out, format == INPUT_APX ? STR(").\n") : STR("\n"));
        }
        if (format == INPUT_APX) {
            add_attacks(out, graph, names, "att(", ",", ").\n");
        } else {
            text_add(out, STR("#\n"));
            add_attacks(out, graph, names, "", " ", "\n");
        }
        return;
    case INPUT_ABA:
        write_as_assumptions(out, graph);
        return;
    case INPUT_ANY:
    case INPUT_AF:
        break;
    }
    text_format(out, "p af %u\n", graph->n);
    add_attacks(out, graph, &numbers, "", " ", "\n");
}

/* By atom: the assumption that it stands for as a contrary, with ASSUMED, where it follows from that alone and nothing else uses it; else
 * NONE. `number` has those that are not to be left out. */
static uint32_t *find_copies(const Framework *flat, const uint32_t *number)
{
    uint32_t *copy = mem_new(flat->atoms, sizeof *copy);
    memset(copy, 0xff, flat->atoms * sizeof *copy);
    uint8_t *used = mem_zero(flat->atoms, 1);
    for (uint32_t rule = 0; rule < framework_rules(flat); rule++) {
        uint32_t head = flat->head.at[rule], first = flat->body_first.at[rule];
        bool alone = flat->body_first.at[rule + 1] == first + 1 && (flat->body.at[first] & ASSUMED);
        used[head] |= copy[head] != NONE || !alone || number[head];
        copy[head] = alone ? flat->body.at[first] : NONE;
    }
    for (size_t i = 0; i < flat->body.n; i++) {
        if (!(flat->body.at[i] & ASSUMED)) {
            used[flat->body.at[i]] = 1;
        }
    }
    for (uint32_t a = 0; a < flat->atoms; a++) {
        copy[a] = used[a] ? NONE : copy[a];
    }
    free(used);
    return copy;
}

void input_write_flat(Text *out, const Framework *flat, const IdVec *sentence)
{
    /* Numbers by atom and by assumption; atoms that the reader added, and what is new, come after the others. */
    uint32_t assumptions = (uint32_t)flat->contrary.n, next = (uint32_t)sentence->n;
    uint32_t *number = mem_zero((size_t)flat->atoms + assumptions, sizeof *number);
    for (uint32_t x = 0; x < sentence->n; x++) {
        uint32_t as = sentence->at[x];
        number[as & ASSUMED ? flat->atoms + (as & ~ASSUMED) : as] = x + 1;
    }
    uint32_t *copy = find_copies(flat, number), free_contraries = 0;
    for (size_t i = 0; i < (size_t)flat->atoms + assumptions; i++) {
        bool left_out = i < flat->atoms && copy[i] != NONE;
        number[i] = number[i] || left_out ? number[i] : ++next;
    }
    for (uint32_t a = 0; a < flat->atoms; a++) {
        number[a] = copy[a] != NONE ? number[flat->atoms + (copy[a] & ~ASSUMED)] : number[a];
    }
    for (uint32_t x = 0; x < assumptions; x++) {
        free_contraries += flat->contrary.at[x] == NONE;
    }
    text_format(out, "p aba %u\n", next + free_contraries);
    for (uint32_t x = 0; x < assumptions; x++) {
        text_format(out, "a %u\n", number[flat->atoms + x]);
    }
    for (uint32_t x = 0; x < assumptions; x++) {
        uint32_t contrary = flat->contrary.at[x];
        text_format(out, "c %u %u\n", number[flat->atoms + x], contrary == NONE ? ++next : number[contrary]);
    }
    for (uint32_t rule = 0; rule < framework_rules(flat); rule++) {
        if (copy[flat->head.at[rule]] != NONE) {
            continue;
        }
        text_format(out, "r %u", number[flat->head.at[rule]]);
        for (uint32_t i = flat->body_first.at[rule]; i < flat->body_first.at[rule + 1]; i++) {
            uint32_t body = flat->body.at[i];
            text_add_char(out, ' ');
            add_number(out, number[body & ASSUMED ? flat->atoms + (body & ~ASSUMED) : body]);
        }
        text_add_char(out, '\n');
    }
    free(number);
    free(copy);
}
