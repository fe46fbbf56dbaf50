/* Any bytes as a framework, in the format that they look like and in each that they do not; what is read is written and read again, and
 * asked about when it is small. Run by `make fuzz`. */
#include "arguendo.h"
#include "framework/input.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SMALL = 14 };

static int count_few(void *context, const unsigned *members, size_t count)
{
    (void)members;
    (void)count;
    return ++*(int *)context < 1000;
}

static void ask(const char *bytes, size_t size, const char *format)
{
    arguendo_framework *f = arguendo_framework_new();
    int sets = 0;
    if (arguendo_framework_read(f, "fuzz", bytes, size, format) == ARGUENDO_GOOD) {
        arguendo_framework_set(f, ARGUENDO_VERIFY, 1);
        arguendo_framework_ask(f, "DC-CO", 1);
        arguendo_framework_ask(f, "DS-PR", 1);
        arguendo_framework_each(f, "EE-ST", count_few, &sets);
        arguendo_framework_add_attack(f, 1, 2);
        arguendo_framework_add_rule(f, 1, NULL, 0);
        arguendo_framework_ask(f, "DS-PR", 1);
    }
    arguendo_framework_message(f);
    arguendo_framework_free(f);
}

/* What was written must read as the same. */
static void round_trip(const Input *input)
{
    Text text = {0};
    Input again;
    InputTrouble trouble;
    InputFormat format = input->assumptions ? INPUT_ABA : input->format;
    if (input->assumptions) {
        input_write_flat(&text, &input->flat, &input->sentence);
    } else {
        input_write_graph(&text, format, &input->graph, &input->names);
    }
    InputSource source = {.bytes = text.bytes, .length = text.len, .format = format};
    bool read = input_read(&again, &source, &trouble);
    if (!read || again.graph.n != input->graph.n || again.graph.attacks != input->graph.attacks ||
        again.flat.contrary.n != input->flat.contrary.n) {
        __builtin_trap();
    }
    input_free(&again);
    input_trouble_free(&trouble);
    text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const words[] = {NULL, "iccma23", "apx", "tgf", "aba"};
    for (int i = 0; i < 5; i++) {
        Input input;
        InputTrouble trouble;
        InputSource source = {.bytes = (const char *)data,
                              .length = size,
                              .format = words[i] ? input_format(str_of(words[i])) : INPUT_ANY,
                              .limit = 2000};
        bool read = input_read(&input, &source, &trouble);
        bool small = input.graph.n <= SMALL && input.sentences <= SMALL;
        if (read) {
            round_trip(&input);
        } else if (!trouble.message.len) {
            __builtin_trap();
        }
        input_free(&input);
        input_trouble_free(&trouble);
        if (read && small) {
            ask((const char *)data, size, words[i]);
        }
    }
    return 0;
}
