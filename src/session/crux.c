#include "explain/crux.h"

#include "report/carry_report.h"
#include "report/crux_report.h"
#include "report/status_json.h"
#include "session/session.h"

/* The status called so; false, with a sentence in `trouble`, when there is none. */
static bool find_status(arguendo_session *s, const char *word, uint8_t *status)
{
    Str words[EXPECTED_STATUSES];
    *status = STATUS_ESTABLISHED;
    for (uint8_t i = 0; i < EXPECTED_STATUSES; i++) {
        words[i] = str_of(status_word(i));
        if (word && i != STATUS_CONTESTED && str_equal(words[i], str_of(word))) {
            *status = i;
            return true;
        }
    }
    if (!word) {
        return true;
    }
    text_format(&s->trouble,
                "arguendo: --status: `%s` is no status; there are established, either_way, arguable, defeated, "
                "unsupported, excluded and depends",
                word);
    uint32_t near = nearest_word(str_of(word), words, EXPECTED_STATUSES);
    if (near != NONE && near != STATUS_CONTESTED) {
        text_format(&s->trouble, ". Did you mean `%.*s`?", STR_ARG(words[near]));
    }
    text_add_char(&s->trouble, '\n');
    return false;
}

/* What carries the most in the whole case. */
static arguendo_result find_carry(arguendo_session *s, uint32_t view, arguendo_format format, const char **out)
{
    Carry carry;
    CarryRequest request = {&s->c, session_viewpoint(s, VIEW_ALL), view, s->day};
    bool good = carry_find(&carry, &request, session_findings(s));
    if (good && format == ARGUENDO_JSON) {
        session_give_json(s, carry_json(&s->c, &carry, &s->suppositions, &s->files), out);
    } else if (good) {
        carry_text(&s->out, &s->c, &carry, &s->suppositions, &s->files, s->width);
        *out = s->out.bytes;
    }
    bool complete = carry.complete;
    carry_free(&carry);
    return !good ? session_failed(s) : complete ? ARGUENDO_GOOD : ARGUENDO_LIMIT;
}

arguendo_result arguendo_crux(arguendo_session *s, const char *literal, unsigned size, const char *status,
                              arguendo_format format, const char **out)
{
    *out = "";
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    uint32_t view;
    Asked asked;
    uint8_t about;
    if (!session_one_day(s, "crux") || !session_view(s, &view) || !find_status(s, status, &about)) {
        return ARGUENDO_MISUSE;
    }
    if (!literal) {
        return find_carry(s, view, format, out);
    }
    if (!session_ground_literal(s, "crux", literal, &asked)) {
        return ARGUENDO_MISUSE;
    }
    CruxRequest request = {.c = &s->c,
                           .from = session_viewpoint(s, view == NONE ? VIEW_ALL : view),
                           .relation = asked.literal.relation,
                           .args = &s->c.terms.at[asked.literal.args],
                           .day = session_day(s),
                           .size = size ? size : 2,
                           .further = size || about != STATUS_ESTABLISHED ? 0 : 4,
                           .status = about};
    Crux crux;
    bool good = crux_find(&crux, &request, session_findings(s));
    if (good && s->suppositions.n) {
        crux.has_written =
            session_as_written(s, request.from.view, request.relation, request.args, request.day, &crux.written);
    }
    if (good && format == ARGUENDO_JSON) {
        session_give_json(s, crux_json(&crux, &s->suppositions, &s->files), out);
    } else if (good) {
        crux_text(&s->out, &crux, &s->suppositions, &s->files, s->width);
        *out = s->out.bytes;
    }
    if (good && (crux.withdrawals.found.stop || crux.concessions.found.stop)) {
        crux_free(&crux);
        return ARGUENDO_LIMIT; /* the answer says so */
    }
    crux_free(&crux);
    return good && !s->undecided ? ARGUENDO_GOOD : session_failed(s);
}
