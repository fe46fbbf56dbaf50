#include "framework/input.h"

#include "framework/scan.h"

static const struct {
    const char *word;
    InputFormat format;
} formats[] = {
#define FORMAT(id, word, help) {word, INPUT_##id},
#include "framework/formats.def"
#undef FORMAT
    {"af", INPUT_AF},
};

InputFormat input_format(Str word)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (str_equal(word, str_of(formats[i].word))) {
            return formats[i].format;
        }
    }
    return INPUT_ANY;
}

static const char header_help[] = "the first line says how many there are: `p af 3`, or `p aba 3` with assumptions";

/* How many there are. None at all is a framework too. */
static bool read_count(Scan *s, Text *word, uint32_t *n)
{
    uint32_t limit = s->source->limit ? s->source->limit : INPUT_LIMIT;
    scan_blanks(s);
    uint64_t at = scan_at(s), value = 0;
    s->count_line = s->line;
    s->count_column = at - s->line_start + 1;
    bool digits = scan_word(s, 0, word);
    for (size_t i = 0; digits && i < word->len; i++) {
        digits = word->bytes[i] >= '0' && word->bytes[i] <= '9';
        value = value > UINT32_MAX ? value : value * 10 + (uint64_t)(word->bytes[i] - '0');
    }
    if (!digits) {
        return scan_fail(s, at, word->len, header_help, "a number should stand here");
    }
    if (value > limit) {
        return scan_fail(s, at, word->len, NULL, "too many: this program reads frameworks of up to %u", limit);
    }
    *n = (uint32_t)value;
    return scan_line_end(s, header_help);
}

/* The `p` line: `p af N` or `p aba N`. What is found decides between the two, unless the format was named. */
static bool read_header(Scan *s, InputFormat *format, uint32_t *n)
{
    Text word = {0};
    uint64_t at = scan_at(s);
    bool good = scan_peek(s) == 'p' && scan_word(s, 0, &word) && str_equal(text_str(&word), STR("p"));
    if (good) {
        scan_blanks(s);
        at = scan_at(s);
        good = scan_word(s, 0, &word);
    }
    InputFormat found = !good                                    ? INPUT_ANY
                        : str_equal(text_str(&word), STR("af"))  ? INPUT_AF
                        : str_equal(text_str(&word), STR("aba")) ? INPUT_ABA
                                                                 : INPUT_ANY;
    if (found == INPUT_ANY || (*format != INPUT_ANY && *format != found)) {
        good = scan_fail(s, at, word.len, header_help, "%s should stand here",
                         *format == INPUT_AF    ? "`p af` and a number"
                         : *format == INPUT_ABA ? "`p aba` and a number"
                                                : "`p af` or `p aba` and a number");
    }
    *format = found;
    good = good && read_count(s, &word, n);
    text_free(&word);
    return good;
}

/* Whether a line of two numbers stands here. */
static bool two_numbers(const unsigned char *p, const unsigned char *end)
{
    for (int i = 0; i < 2; i++) {
        const unsigned char *digits = p;
        while (p < end && *p >= '0' && *p <= '9') {
            p++;
        }
        if (p == digits) {
            return false;
        }
        while (p < end && (*p == ' ' || *p == '\t' || *p == '\r')) {
            p++;
        }
    }
    return p == end || *p == '\n';
}

/* What the first line that is neither empty nor a comment looks like. Looks ahead within the first block only. */
static InputFormat detect(const Scan *s)
{
    const unsigned char *p = s->p, *end = s->end;
    bool comments = false;
    for (;;) {
        while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')) {
            p++;
        }
        if (p == end || *p != '#') {
            break;
        }
        /* Tgf has a line of nothing else. */
        if (p + 1 == end || p[1] == '\n' || p[1] == '\r') {
            return INPUT_TGF;
        }
        comments = true;
        const unsigned char *line = memchr(p, '\n', (size_t)(end - p));
        p = line ? line : end;
    }
    size_t left = (size_t)(end - p);
    bool fact = left > 3 && (memcmp(p, "arg", 3) == 0 || memcmp(p, "att", 3) == 0) &&
                (p[3] == '(' || p[3] == ' ' || p[3] == '\t');
    if (fact || (left && *p == '%')) {
        return INPUT_APX;
    }
    bool header = left > 1 && *p == 'p' && (p[1] == ' ' || p[1] == '\t');
    return header || comments || two_numbers(p, end) ? INPUT_AF : INPUT_TGF;
}

static bool read_format(Scan *s, Input *input, InputFormat format)
{
    int c = scan_peek(s);
    if (s->failed) {
        return false;
    }
    if (s->end - s->p >= 3 && memcmp(s->p, "\xef\xbb\xbf", 3) == 0) {
        s->p += 3; /* a byte order mark */
        c = scan_peek(s);
    }
    if (format == INPUT_ANY) {
        for (scan_blanks(s); scan_peek(s) == '\n'; scan_blanks(s)) {
            scan_newline(s);
        }
        c = scan_peek(s);
    }
    if (c == SCAN_END && format == INPUT_ANY && !s->failed) {
        return scan_fail(s, scan_at(s), 1, header_help, "the file is empty");
    }
    InputFormat looks = format == INPUT_ANY ? detect(s) : format;
    if (looks == INPUT_APX || looks == INPUT_TGF) {
        input->format = looks;
        return looks == INPUT_APX ? read_apx(s, input) : read_tgf(s, input);
    }
    for (scan_blanks(s); scan_peek(s) == '#' || scan_peek(s) == '\n'; scan_blanks(s)) {
        scan_skip_line(s);
    }
    uint32_t n = 0;
    if (!read_header(s, &format, &n)) {
        return false;
    }
    input->format = format;
    return format == INPUT_AF ? read_af(s, input, n) : read_aba(s, input, n);
}

bool input_read(Input *input, const InputSource *source, InputTrouble *trouble)
{
    Scan scan;
    *input = (Input){0};
    *trouble = (InputTrouble){0};
    bool good = scan_open(&scan, source, trouble) && read_format(&scan, input, source->format);
    scan_close(&scan);
    if (!good) {
        input_free(input);
    }
    return good;
}

void input_free(Input *input)
{
    graph_free(&input->graph);
    names_free(&input->names);
    framework_free(&input->flat);
    vec_free(&input->sentence);
    vec_free(&input->number);
    *input = (Input){0};
}

void input_trouble_free(InputTrouble *trouble)
{
    text_free(&trouble->message);
    text_free(&trouble->help);
    text_free(&trouble->excerpt);
    *trouble = (InputTrouble){0};
}
