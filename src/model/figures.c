/* Numbers that were probably meant otherwise: `450.000` with a point between thousands, `09.2022` for a month. */
#include "model/case.h"

static bool all_digits(Str text)
{
    bool all = text.len > 0;
    for (size_t i = 0; i < text.len && all; i++) {
        all = text.ptr[i] >= '0' && text.ptr[i] <= '9';
    }
    return all;
}

/* One to three digits, and three of which the last is 0: nobody writes a zero at the end of a decimal fraction without need. */
static bool is_thousands(Str whole, Str rest)
{
    return whole.len <= 3 && whole.ptr[0] != '0' && rest.len == 3 && rest.ptr[2] == '0';
}

/* `09.2022`, `9.2022`: a month, and a year of a century that cases are about. */
static bool is_month(Str whole, Str rest)
{
    unsigned month = 0;
    for (size_t i = 0; i < whole.len; i++) {
        month = month * 10 + (unsigned)(whole.ptr[i] - '0');
    }
    bool century = rest.len == 4 && rest.ptr[0] >= '1' && rest.ptr[0] <= '2' &&
                   (rest.ptr[0] == '1' ? rest.ptr[1] >= '5' : rest.ptr[1] == '0');
    return century && whole.len <= 2 && month >= 1 && month <= 12;
}

static void check_number(const Case *c, Diagnostics *diags, const TreeTerm *t)
{
    Str text = tree_symbol(c->tree, t->value);
    const char *point = memchr(text.ptr, '.', text.len);
    if (!point) {
        return;
    }
    Str whole = {text.ptr, (size_t)(point - text.ptr)}, rest = {point + 1, text.len - whole.len - 1};
    if (!all_digits(whole) || !all_digits(rest)) {
        return;
    }
    if (is_thousands(whole, rest)) {
        size_t kept = rest.len;
        while (kept && rest.ptr[kept - 1] == '0') {
            kept--;
        }
        Str shorter = {text.ptr, whole.len + (kept ? 1 + kept : 0)};
        Diag *diag =
            diag_add(diags, W0195, t->span, "`%.*s` is %.*s: the point stands before a fraction, not between thousands",
                     STR_ARG(text), STR_ARG(shorter));
        diag_help(diags, diag, "write `%.*s_%.*s` for the thousands, or `%.*s`", STR_ARG(whole), STR_ARG(rest),
                  STR_ARG(shorter));
    } else if (is_month(whole, rest)) {
        Diag *diag = diag_add(diags, W0196, t->span, "`%.*s` is a number here, not a month", STR_ARG(text));
        diag_help(diags, diag, "write `%.*s-%s%.*s` for the month", STR_ARG(rest), whole.len < 2 ? "0" : "",
                  STR_ARG(whole));
        if (whole.ptr[0] == '0') { /* no number begins so */
            diag_edit(diags, diag, t->span, "%.*s-%.*s", STR_ARG(rest), STR_ARG(whole));
        }
    }
}

void case_check_figures(const Case *c, Diagnostics *diags)
{
    for (size_t i = 0; i < c->tree->terms.n; i++) {
        if (c->tree->terms.at[i].kind == TERM_NUMBER) {
            check_number(c, diags, &c->tree->terms.at[i]);
        }
    }
}
