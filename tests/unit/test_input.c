/* Readers and writers of frameworks: what is written is read back the same in every format, blocks may end anywhere, and what is
 * malformed is said with its place. Golden tests hold the messages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "framework/input.h"

#include <stdio.h>

static bool read_bytes(Input *input, InputTrouble *trouble, Str bytes, InputFormat format)
{
    InputSource source = {.bytes = bytes.ptr, .length = bytes.len, .format = format, .limit = 5000000};
    return input_read(input, &source, trouble);
}

static uint64_t next_random(uint64_t *state)
{
    *state += 0x9e3779b97f4a7c15u;
    return hash_mix(*state);
}

static void same_graph(const Graph *a, const Graph *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->attacks, b->attacks);
    for (uint32_t x = 0; x < a->n; x++) {
        assert_int_equal(list_length(&a->in, x), list_length(&b->in, x));
        for (const uint32_t *y = list_begin(&a->in, x); y < list_end(&a->in, x); y++) {
            assert_true(graph_attacks(b, *y, x));
        }
    }
}

static Graph random_graph(uint64_t *state, uint32_t most)
{
    uint32_t n = (uint32_t)(next_random(state) % (most + 1));
    size_t count = n ? next_random(state) % (3 * (size_t)n) : 0;
    Attack *attacks = mem_new(count, sizeof *attacks);
    for (size_t i = 0; i < count; i++) {
        attacks[i] = (Attack){(uint32_t)(next_random(state) % n), (uint32_t)(next_random(state) % n)};
    }
    Graph graph = graph_new(n, attacks, count);
    free(attacks);
    return graph;
}

static void test_round_trips(void **unused)
{
    (void)unused;
    static const InputFormat formats[] = {INPUT_AF, INPUT_APX, INPUT_TGF};
    uint64_t state = 7;
    for (int round = 0; round < 120; round++) {
        Graph graph = random_graph(&state, round < 115 ? 12 : 90000);
        Names names = {0};
        for (int named = 0; named < 2; named++) {
            for (uint32_t x = 0; named && x < graph.n; x++) {
                char name[24];
                snprintf(name, sizeof name, "a_%u", x * 7);
                names_add(&names, str_of(name));
            }
            for (int f = 0; f < 3; f++) {
                Text text = {0};
                Input input;
                InputTrouble trouble;
                input_write_graph(&text, formats[f], &graph, &names);
                assert_true(text.len > 0 || graph.n == 0);
                assert_true(read_bytes(&input, &trouble, text_str(&text), text.len ? INPUT_ANY : formats[f]));
                assert_int_equal(input.format, formats[f]);
                same_graph(&graph, &input.graph);
                if (named && f) {
                    for (uint32_t x = 0; x < graph.n; x++) {
                        assert_true(str_equal(names_text(&names, x), names_text(&input.names, x)));
                    }
                }
                input_free(&input);
                input_trouble_free(&trouble);
                text_free(&text);
            }
        }
        names_free(&names);
        graph_free(&graph);
    }
}

/* The same lines with blanks of all kinds in them, long enough for several blocks. */
static void test_blocks_may_end_anywhere(void **unused)
{
    (void)unused;
    uint64_t state = 11;
    for (int round = 0; round < 6; round++) {
        Graph graph = random_graph(&state, 60000);
        Text text = {0};
        text_format(&text, "# made\n\np af %u\n", graph.n);
        for (uint32_t x = 0; x < graph.n; x++) {
            for (const uint32_t *y = list_begin(&graph.out, x); y < list_end(&graph.out, x); y++) {
                switch (next_random(&state) % 8) {
                case 0:
                    text_format(&text, " %u\t%u \r\n", x + 1, *y + 1);
                    break;
                case 1:
                    text_format(&text, "# a comment\n%u %u\n\n", x + 1, *y + 1);
                    break;
                case 2:
                    text_format(&text, "0000000000%u %u\n", x + 1, *y + 1);
                    break;
                default:
                    text_format(&text, "%u %u\n", x + 1, *y + 1);
                }
            }
        }
        Input input;
        InputTrouble trouble;
        assert_true(read_bytes(&input, &trouble, text_str(&text), INPUT_ANY));
        same_graph(&graph, &input.graph);
        input_free(&input);
        /* The place is right wherever it is: spoil the last line. */
        uint64_t lines = 1;
        for (size_t i = 0; i < text.len; i++) {
            lines += text.bytes[i] == '\n';
        }
        text_format(&text, "1 %u", graph.n + 1);
        assert_false(read_bytes(&input, &trouble, text_str(&text), INPUT_ANY));
        assert_int_equal(trouble.line, lines);
        assert_int_equal(trouble.column, 3);
        input_trouble_free(&trouble);
        text_free(&text);
        graph_free(&graph);
    }
}

static void test_assumptions(void **unused)
{
    (void)unused;
    /* Rules before what they need is declared; the contrary of 1 is the assumption 2. */
    static const char bytes[] = "p aba 5\nr 4 1 5\nr 4\nc 2 4\nc 1 2\na 1\na 2\n";
    Input input;
    InputTrouble trouble;
    assert_true(read_bytes(&input, &trouble, str_of(bytes), INPUT_ANY));
    assert_true(input.assumptions);
    assert_int_equal(input.sentences, 5);
    assert_int_equal(input.flat.contrary.n, 2);
    assert_int_equal(input.sentence.at[0], ASSUMED | 0);
    assert_int_equal(input.sentence.at[1], ASSUMED | 1);
    assert_int_equal(input.number.at[1], 2);
    assert_int_equal(input.flat.atoms, 4); /* 3, 4, 5 and what follows from 2 */
    assert_int_equal(framework_rules(&input.flat), 3);
    assert_int_equal(input.flat.head.at[0], input.sentence.at[3]);
    assert_int_equal(input.flat.body.at[0], ASSUMED | 0);
    assert_int_equal(input.flat.body.at[1], input.sentence.at[4]);
    assert_int_equal(input.flat.head.at[2], input.flat.contrary.at[0]);
    assert_int_equal(input.flat.body.at[2], ASSUMED | 1);
    Text text = {0};
    Input again;
    InputTrouble none;
    input_write_flat(&text, &input.flat, &input.sentence);
    assert_true(read_bytes(&again, &none, text_str(&text), INPUT_ANY));
    assert_int_equal(again.flat.atoms, input.flat.atoms);
    assert_int_equal(framework_rules(&again.flat), 3);
    assert_int_equal(again.flat.contrary.n, 2);
    input_free(&again);
    input_free(&input);
    text_free(&text);
}

/* Whatever a good file is cut to, reading ends, and a wrong byte is an error at its place or harmless. */
static void test_cut_and_spoilt(void **unused)
{
    (void)unused;
    static const char *const good[] = {
        "p af 3\n1 2\n2 3\n",
        "arg(a).\narg(b). % b\natt(a,b).",
        "a\nb label\n#\na b\n",
        "# c\np aba 4\na 1\na 2\nc 1 3\nc 2 1\nr 3 2 4\nr 4\n",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        size_t length = strlen(good[i]), refused = 0;
        for (size_t cut = 0; cut <= length; cut++) {
            for (int spoil = 0; spoil < 3; spoil++) {
                char *bytes = mem_new(length + 1, 1);
                memcpy(bytes, good[i], length);
                if (spoil && cut < length) {
                    bytes[cut] = spoil == 1 ? '\0' : '(';
                }
                Input input;
                InputTrouble trouble;
                bool read = read_bytes(&input, &trouble, (Str){bytes, spoil ? length : cut}, INPUT_ANY);
                refused += !read;
                assert_true(read || trouble.message.len > 0);
                assert_true(read || (trouble.line >= 1 && trouble.column >= 1));
                input_free(&input);
                input_trouble_free(&trouble);
                free(bytes);
            }
        }
        assert_true(refused > length);
    }
}

static void test_limits(void **unused)
{
    (void)unused;
    Input input;
    InputTrouble trouble;
    assert_true(read_bytes(&input, &trouble, STR("p af 0\n"), INPUT_ANY));
    assert_int_equal(input.graph.n, 0);
    input_free(&input);
    static const char *const large[] = {"p af 2147483648\n", "p aba 4294967296\n", "p af 99999999999999999999\n"};
    for (size_t i = 0; i < 3; i++) {
        assert_false(read_bytes(&input, &trouble, str_of(large[i]), INPUT_ANY));
        assert_int_equal(trouble.line, 1);
        assert_int_equal(trouble.column, i == 1 ? 7 : 6);
        input_trouble_free(&trouble);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trips), cmocka_unit_test(test_blocks_may_end_anywhere),
        cmocka_unit_test(test_assumptions), cmocka_unit_test(test_cut_and_spoilt),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
