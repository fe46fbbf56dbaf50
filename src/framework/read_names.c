/* apx and tgf: arguments by name. An attack may come before its arguments are declared, so what is not declared yet is noted with its
 * place, and looked at when everything is read. */
#include "framework/scan.h"

typedef struct Named {
    Scan *s;
    Input *input;
    Attacks attacks;
    Text word;
    VEC(bool) declared; /* by name, in the order of first mention */
    IdVec line, column; /* of first mention */
    size_t open;        /* how many names are not declared yet */
} Named;

static uint32_t mention(Named *r, uint64_t at)
{
    Names *names = &r->input->names;
    uint32_t id = names_add(names, text_str(&r->word));
    if (id == r->declared.n) {
        vec_push(&r->declared, false);
        vec_push(&r->line, (uint32_t)r->s->line);
        vec_push(&r->column, (uint32_t)(at - r->s->line_start + 1));
        r->open++;
    }
    return id;
}

static bool declare(Named *r, uint64_t at)
{
    uint32_t id = mention(r, at);
    uint32_t limit = r->s->source->limit ? r->s->source->limit : INPUT_LIMIT;
    if (r->declared.at[id]) {
        return scan_fail(r->s, at, r->word.len, "every argument is declared once; give one of the two another name",
                         "the argument `%.200s` was declared before", r->word.bytes);
    }
    if (id >= limit) {
        return scan_fail(r->s, at, r->word.len, NULL, "too many arguments: at most %u can be read", limit);
    }
    r->declared.at[id] = true;
    r->open--;
    return true;
}

static bool finish(Named *r, const char *help)
{
    Names *names = &r->input->names;
    for (uint32_t id = 0; r->open && !r->s->failed && id < names->text.n; id++) {
        if (!r->declared.at[id]) {
            Str name = names_text(names, id);
            scan_fail_earlier(r->s, r->line.at[id], r->column.at[id], help, "no argument is called `%.*s`",
                              (int)(name.len < 200 ? name.len : 200), name.ptr);
        }
    }
    if (!r->s->failed) {
        r->input->graph = graph_new((uint32_t)names->text.n, r->attacks.at, r->attacks.n);
    }
    vec_free(&r->attacks);
    vec_free(&r->declared);
    vec_free(&r->line);
    vec_free(&r->column);
    text_free(&r->word);
    return !r->s->failed;
}

/* Blanks, line ends and comments. */
static void apx_gap(Scan *s)
{
    for (;;) {
        scan_blanks(s);
        int c = scan_peek(s);
        if (c == '\n') {
            scan_newline(s);
        } else if (c == '%') {
            scan_skip_line(s);
        } else {
            return;
        }
    }
}

static bool apx_sign(Scan *s, char sign, const char *help)
{
    apx_gap(s);
    if (scan_peek(s) == (unsigned char)sign) {
        s->p++;
        return true;
    }
    bool ended = scan_peek(s) == SCAN_END;
    return scan_fail(s, scan_at(s), 1, help, "%s `%c` should stand", ended ? "the file ends where" : "here", sign);
}

static bool apx_name(Named *r, const char *help, uint64_t *at)
{
    apx_gap(r->s);
    *at = scan_at(r->s);
    return scan_word(r->s, SCAN_SIGNS, &r->word) ||
           scan_fail(r->s, scan_at(r->s), 1, help, "the name of an argument should stand here");
}

static bool apx_fact(Named *r)
{
    static const char arg[] = "write an argument as `arg(a).`", att[] = "write an attack as `att(a,b).`: a attacks b";
    Scan *s = r->s;
    uint64_t at = scan_at(s);
    if (!scan_word(s, SCAN_SIGNS, &r->word)) {
        return scan_fail(s, at, 1, "write `arg(a).` or `att(a,b).`", "`arg` or `att` should stand here");
    }
    Attack attack;
    if (str_equal(text_str(&r->word), STR("arg"))) {
        return apx_sign(s, '(', arg) && apx_name(r, arg, &at) && declare(r, at) && apx_sign(s, ')', arg) &&
               apx_sign(s, '.', arg);
    }
    if (!str_equal(text_str(&r->word), STR("att"))) {
        return scan_fail(s, at, r->word.len, "write `arg(a).` or `att(a,b).`",
                         "`arg` or `att` should stand here, not `%.200s`", r->word.bytes);
    }
    if (!apx_sign(s, '(', att) || !apx_name(r, att, &at)) {
        return false;
    }
    attack.from = mention(r, at);
    if (!apx_sign(s, ',', att) || !apx_name(r, att, &at)) {
        return false;
    }
    attack.to = mention(r, at);
    vec_push(&r->attacks, attack);
    return apx_sign(s, ')', att) && apx_sign(s, '.', att);
}

bool read_apx(Scan *s, Input *input)
{
    Named r = {.s = s, .input = input};
    for (apx_gap(s); !s->failed && scan_peek(s) != SCAN_END; apx_gap(s)) {
        if (!apx_fact(&r)) {
            break;
        }
    }
    return finish(&r, "declare every argument, as `arg(a).`");
}

static bool tgf_attack(Named *r)
{
    static const char help[] = "write an attack as two names, such as `a b`: a attacks b";
    Scan *s = r->s;
    Attack attack;
    for (int i = 0; i < 2; i++) {
        scan_blanks(s);
        uint64_t at = scan_at(s);
        if (!scan_word(s, 0, &r->word)) {
            return scan_fail(s, at, 1, help, "the line ends where the name of the attacked argument should stand");
        }
        uint32_t id = names_find(&r->input->names, text_str(&r->word));
        if (id == NONE) {
            return scan_fail(s, at, r->word.len, "name every argument before the line `#`",
                             "no argument is called `%.200s`", r->word.bytes);
        }
        *(i ? &attack.to : &attack.from) = id;
    }
    vec_push(&r->attacks, attack);
    return true;
}

bool read_tgf(Scan *s, Input *input)
{
    Named r = {.s = s, .input = input};
    bool attacks = false;
    while (!s->failed) {
        scan_blanks(s);
        int c = scan_peek(s);
        uint64_t at = scan_at(s);
        if (c == SCAN_END) {
            break;
        }
        if (c == '#') {
            if (attacks) {
                scan_fail(s, at, 1, "a line `#` parts the names from the attacks, once", "a second line `#`");
            }
            attacks = true;
        } else if (c != '\n' && !(attacks ? tgf_attack(&r) : scan_word(s, 0, &r.word) && declare(&r, at))) {
            break;
        }
        scan_skip_line(s);
    }
    if (!attacks && !s->failed) {
        scan_fail(s, scan_at(s), 1, "write a line `#` after the names, then the attacks",
                  "the file ends before the line `#` that parts the names from the attacks");
    }
    return finish(&r, NULL);
}
