#include "solve/verify.h"

#include "base/fatal.h"
#include "solve/verify_check.h"

typedef VEC(int) Literals;

void set_list_add(SetList *list, const uint32_t *members, size_t count)
{
    vec_push(&list->first, (uint32_t)list->members.n);
    vec_append(&list->members, members, count);
}

void set_list_free(SetList *list)
{
    vec_free(&list->first);
    vec_free(&list->members);
}

static VerifyResult say(const Check *check, VerifyResult result, const char *why)
{
    *check->why = why;
    return result;
}

static VerifyResult cut_short(const Check *check)
{
    return say(check, VERIFY_UNCHECKED, "the check was stopped before its end");
}

/* ——— the search with the plain encoding ——— */

static void open_search(Check *check)
{
    if (check->sat == NULL) {
        SatBackend asked = check->request->backend, usual = check->kind->refine ? SAT_FOUNDED : SAT_CADICAL;
        SatBackend other = (asked == SAT_USUAL ? usual : asked) == SAT_CADICAL ? SAT_PICOSAT : SAT_CADICAL;
        check->sat = sat_open(other, check->request->budget);
        check->kind->encode(check);
    }
}

/* Solves under the assumptions, which are cleared; a model is written to `set`. */
static SatAnswer ask(Check *check, Literals *assumed, bool *set)
{
    SatAnswer answer;
    do {
        for (size_t i = 0; i < assumed->n; i++) {
            sat_assume(check->sat, assumed->at[i]);
        }
        answer = sat_solve(check->sat);
    } while (answer == SAT_YES && check->kind->refine != NULL && check->kind->refine(check));
    for (uint32_t x = 0; answer == SAT_YES && x < check->n; x++) {
        set[x] = sat_value(check->sat, check->in + (int)x);
    }
    vec_clear(assumed);
    return answer;
}

static bool measured(const Check *check)
{
    return check->semantics == SEMANTICS_PREFERRED || check->range != 0;
}

/* What must be as large as possible: the set itself or its range. */
static void measure(const Check *check, const bool *set, bool *out)
{
    if (check->range != 0) {
        check->kind->range(check, set, out);
    } else {
        memcpy(out, set, check->n * sizeof *set);
    }
}

static int measure_literal(const Check *check, uint32_t x)
{
    return (check->range != 0 ? check->range : check->in) + (int)x;
}

/* Adds the clause that `unless`, or something outside `within` is measured. */
static void clause_outside(Check *check, const bool *within, int unless)
{
    Literals clause = {0};
    vec_push(&clause, unless);
    for (uint32_t x = 0; x < check->n; x++) {
        if (!within[x]) {
            vec_push(&clause, measure_literal(check, x));
        }
    }
    sat_clause(check->sat, clause.at, clause.n);
    vec_free(&clause);
}

static void assume_measure(const Check *check, const bool *within, Literals *assumed)
{
    for (uint32_t x = 0; x < check->n; x++) {
        if (within[x]) {
            vec_push(assumed, measure_literal(check, x));
        }
    }
}

/* Whether there is a set that measures properly more than this one; if so, it replaces it. */
static SatAnswer find_larger(Check *check, bool *set)
{
    bool *now = mem_new(check->n, sizeof *now);
    Literals assumed = {0};
    int active = sat_new(check->sat, 1);
    measure(check, set, now);
    clause_outside(check, now, -active);
    vec_push(&assumed, active);
    assume_measure(check, now, &assumed);
    SatAnswer answer = ask(check, &assumed, set);
    sat_clause1(check->sat, -active);
    vec_free(&assumed);
    free(now);
    return answer;
}

/* No set that differs from this extension in nothing, or measures properly less, from now on. */
static void exclude(Check *check, const bool *set)
{
    int again = sat_new(check->sat, 1); /* measures at least as much */
    Literals clause = {0};
    if (measured(check)) {
        bool *now = mem_new(check->n, sizeof *now);
        measure(check, set, now);
        clause_outside(check, now, again);
        for (uint32_t x = 0; x < check->n; x++) {
            if (now[x]) {
                sat_clause2(check->sat, -again, measure_literal(check, x));
            }
        }
        free(now);
    }
    for (uint32_t x = 0; x < check->n; x++) {
        vec_push(&clause, set[x] ? -(check->in + (int)x) : check->in + (int)x);
    }
    sat_clause(check->sat, clause.at, clause.n);
    vec_free(&clause);
}

/* Makes the set maximal; SAT_NO when it was so already, SAT_YES when it grew. */
static SatAnswer grow(Check *check, bool *set)
{
    for (SatAnswer grown = SAT_NO;;) {
        SatAnswer larger = find_larger(check, set);
        if (larger != SAT_YES) {
            return larger == SAT_NO ? grown : larger;
        }
        grown = SAT_YES;
    }
}

/* Another extension, not excluded, in which the literal `goal` holds (0: any). */
static SatAnswer find_next(Check *check, int goal, bool *set)
{
    open_search(check);
    Literals assumed = {0};
    bool *top = mem_new(check->n, sizeof *top);
    SatAnswer answer;
    for (;;) {
        if (goal != 0) {
            vec_push(&assumed, goal);
        }
        answer = ask(check, &assumed, set);
        SatAnswer grown = answer == SAT_YES && measured(check) ? grow(check, set) : SAT_NO;
        if (answer != SAT_YES || grown == SAT_UNKNOWN) {
            answer = answer == SAT_YES ? SAT_UNKNOWN : answer;
            break;
        }
        if (grown == SAT_NO || goal == 0) {
            break;
        }
        /* It is maximal; does the goal hold in it, or in one that measures the same? If not, look elsewhere. */
        measure(check, set, top);
        assume_measure(check, top, &assumed);
        vec_push(&assumed, goal);
        answer = ask(check, &assumed, set);
        if (answer != SAT_NO) {
            break;
        }
        int never = sat_new(check->sat, 1);
        sat_clause1(check->sat, -never);
        clause_outside(check, top, never);
    }
    vec_free(&assumed);
    free(top);
    return answer;
}

/* ——— sets ——— */

/* The members from `from` up to `to` as flags; false when they are not in order or out of range. */
static bool read_set(const Check *check, const IdVec *members, size_t from, size_t to, bool *set)
{
    memset(set, 0, check->n * sizeof *set);
    for (size_t i = from; i < to; i++) {
        uint32_t x = members->at[i];
        if (x >= check->n || (i > from && members->at[i - 1] >= x)) {
            return false;
        }
        set[x] = true;
    }
    return true;
}

/* The ideal set is the greatest admissible set inside a preferred one that no admissible set attacks (Dung, Mancarella, Toni 2007,
 * theorem 3.2): what an admissible set attacks is taken out, and what is left is cut down to what it defends. */
static SatAnswer find_ideal(Check *check, bool *set)
{
    Literals attacked = {0}, assumed = {0};
    bool *attacker = mem_new(check->n, sizeof *attacker), *hit = mem_new(check->n, sizeof *hit);
    SatAnswer answer = find_next(check, 0, set);
    BUG_UNLESS(answer != SAT_NO);
    while (answer == SAT_YES) {
        int active = sat_new(check->sat, 1);
        vec_push(&attacked, -active);
        for (uint32_t x = 0; x < check->n; x++) {
            if (set[x]) {
                vec_push(&attacked, check->kind->attacked(check, x));
            }
        }
        sat_clause(check->sat, attacked.at, attacked.n);
        vec_clear(&attacked);
        vec_push(&assumed, active);
        answer = ask(check, &assumed, attacker);
        if (answer == SAT_YES) {
            check->kind->range(check, attacker, hit);
            for (uint32_t x = 0; x < check->n; x++) {
                set[x] = set[x] && (attacker[x] || !hit[x]);
            }
        }
        sat_clause1(check->sat, -active);
    }
    if (answer == SAT_NO) {
        check->kind->defend(check, set);
    }
    free(attacker);
    free(hit);
    vec_free(&attacked);
    vec_free(&assumed);
    return answer == SAT_NO ? SAT_YES : answer;
}

static bool unique(const Check *check)
{
    return check->request->semantics == SEMANTICS_GROUNDED || check->request->semantics == SEMANTICS_IDEAL;
}

static SatAnswer find_unique(Check *check, bool *set)
{
    if (check->request->semantics == SEMANTICS_IDEAL) {
        return find_ideal(check, set);
    }
    check->kind->grounded(check, set);
    return SAT_YES;
}

static VerifyResult check_extension(Check *check, const bool *set)
{
    bool *other = mem_new(check->n, sizeof *other);
    SatAnswer differs = SAT_NO;
    memcpy(other, set, check->n * sizeof *set);
    bool fits = check->kind->fits(check, set);
    if (fits && unique(check)) {
        differs = find_unique(check, other);
        differs = differs == SAT_YES && memcmp(other, set, check->n * sizeof *set) == 0 ? SAT_NO : differs;
    } else if (fits) {
        bool search = check->semantics == SEMANTICS_PREFERRED || check->semantics == SEMANTICS_SEMI_STABLE ||
                      check->semantics == SEMANTICS_STAGE;
        if (search) {
            open_search(check);
            differs = find_larger(check, other);
        }
    }
    free(other);
    if (!fits) {
        return say(check, VERIFY_FAILS, "the set is in conflict, leaves something undefended, or leaves something out");
    }
    return differs == SAT_YES
               ? say(check, VERIFY_FAILS, unique(check) ? "it is another set" : "a set is larger than the one shown")
           : differs == SAT_UNKNOWN ? cut_short(check)
                                    : VERIFY_HOLDS;
}

/* ——— what an answer claims ——— */

/* That an extension accepts the query (or that one does not), without a set that shows it. */
static VerifyResult check_existence(Check *check, bool accepts, bool exists)
{
    bool *set = mem_new(check->n, sizeof *set);
    SatAnswer found;
    bool any = check->request->task == TASK_SOME;
    if (unique(check) || (check->semantics == SEMANTICS_COMPLETE && !accepts && !any)) {
        /* What every complete set accepts, the least one accepts. */
        if (unique(check)) {
            found = find_unique(check, set);
        } else {
            check->kind->grounded(check, set);
            found = SAT_YES;
        }
        found = found == SAT_YES && !any && check->kind->accepts(check, set) != accepts ? SAT_NO : found;
    } else {
        open_search(check);
        int query = any ? 0 : check->kind->accepted(check);
        found = find_next(check, accepts ? query : -query, set);
    }
    free(set);
    if (found == SAT_UNKNOWN) {
        return cut_short(check);
    }
    return (found == SAT_YES) == exists ? VERIFY_HOLDS
           : exists                     ? say(check, VERIFY_FAILS, "no extension is as claimed")
                                        : say(check, VERIFY_FAILS, "an extension shows the opposite");
}

/* SE, DC, DS. */
static VerifyResult check_question(Check *check, const Reply *reply)
{
    Task task = check->request->task;
    bool accepts = task != TASK_SKEPTICAL, exists = (reply->verdict == VERDICT_YES) == accepts;
    if (!reply->has_set) {
        return exists && task == TASK_SOME ? say(check, VERIFY_FAILS, "the set is missing")
                                           : check_existence(check, accepts, exists);
    }
    if (!exists) {
        return say(check, VERIFY_FAILS, "a set is shown where there is none");
    }
    bool *set = mem_new(check->n, sizeof *set);
    VerifyResult result;
    if (!read_set(check, &reply->set, 0, reply->set.n, set)) {
        result = say(check, VERIFY_FAILS, "the members are not in order, or out of range");
    } else if (task != TASK_SOME && check->kind->accepts(check, set) != accepts) {
        result = say(check, VERIFY_FAILS,
                     accepts ? "the set does not accept what was asked about" : "the set accepts what was asked about");
    } else {
        result = check_extension(check, set);
    }
    free(set);
    return result;
}

/* One of a kind, however it was found. */
static bool next_extension(Check *check, uint64_t found, bool *set, SatAnswer *answer)
{
    *answer = !unique(check) ? find_next(check, 0, set) : found > 0 ? SAT_NO : find_unique(check, set);
    return *answer == SAT_YES;
}

/* Whether the set was not excluded before; it is from now on. */
static VerifyResult check_new(Check *check, bool *set)
{
    Literals same = {0};
    open_search(check);
    for (uint32_t x = 0; x < check->n; x++) {
        vec_push(&same, set[x] ? check->in + (int)x : -(check->in + (int)x));
    }
    SatAnswer open = ask(check, &same, set);
    vec_free(&same);
    if (open == SAT_YES) {
        exclude(check, set);
    }
    return open == SAT_YES  ? VERIFY_HOLDS
           : open == SAT_NO ? say(check, VERIFY_FAILS, "an extension is given twice")
                            : cut_short(check);
}

/* EE: each an extension, none twice, none missing. */
static VerifyResult check_each(Check *check, const SetList *each)
{
    const size_t most = (size_t)1 << 26; /* literals to exclude what was given */
    size_t count = each->first.n;
    bool all = count * check->n <= most;
    bool *set = mem_new(check->n, sizeof *set);
    VerifyResult result = VERIFY_HOLDS;
    if (unique(check) && count != 1) {
        result = say(check, VERIFY_FAILS, "there is exactly one extension");
    }
    for (size_t i = 0; i < count && result == VERIFY_HOLDS; i++) {
        size_t from = each->first.at[i], to = i + 1 < count ? each->first.at[i + 1] : each->members.n;
        if (!read_set(check, &each->members, from, to, set)) {
            result = say(check, VERIFY_FAILS, "the members are not in order, or out of range");
        } else {
            result = check_extension(check, set);
        }
        if (result == VERIFY_HOLDS && all && !unique(check)) {
            result = check_new(check, set);
        }
    }
    SatAnswer more = SAT_NO;
    if (result == VERIFY_HOLDS && !all) {
        result = say(check, VERIFY_UNCHECKED, "too many extensions to see whether one is missing");
    } else if (result == VERIFY_HOLDS && next_extension(check, count, set, &more)) {
        result = say(check, VERIFY_FAILS, "an extension is missing");
    } else if (more == SAT_UNKNOWN) {
        result = cut_short(check);
    }
    free(set);
    return result;
}

/* CE: counts for itself, up to a bound. */
static VerifyResult check_count(Check *check, const char *digits)
{
    const uint64_t most = 2000;
    char *end;
    if (digits == NULL || *digits < '0' || *digits > '9') {
        return say(check, VERIFY_FAILS, "the number is missing");
    }
    uint64_t claimed = strtoull(digits, &end, 10), found = 0;
    if (*end != '\0') {
        return say(check, VERIFY_FAILS, "the number is no number");
    }
    if (claimed > most) {
        return say(check, VERIFY_UNCHECKED, "too many extensions to count them again");
    }
    bool *set = mem_new(check->n, sizeof *set);
    SatAnswer answer;
    while (found <= claimed && next_extension(check, found, set, &answer)) {
        found++;
        if (!unique(check)) {
            exclude(check, set);
        }
    }
    free(set);
    return found != claimed
               ? (found < claimed && answer == SAT_UNKNOWN ? cut_short(check)
                                                           : say(check, VERIFY_FAILS, "the number is wrong"))
           : answer == SAT_UNKNOWN ? cut_short(check)
                                   : VERIFY_HOLDS;
}

VerifyResult check_answer(Check *check, const Reply *reply, const SetList *each)
{
    *check->why = NULL;
    check->semantics = check->request->semantics == SEMANTICS_IDEAL ? SEMANTICS_PREFERRED : check->request->semantics;
    VerifyResult result;
    Task task = check->request->task;
    if (reply->verdict == VERDICT_UNKNOWN) {
        result = say(check, VERIFY_UNCHECKED, "there is no answer to check");
    } else if (task == TASK_EACH || task == TASK_COUNT) {
        result = reply->verdict != VERDICT_YES ? say(check, VERIFY_FAILS, "it has no answer but yes")
                 : task == TASK_EACH           ? check_each(check, each)
                                               : check_count(check, reply->count);
    } else {
        result = check_question(check, reply);
    }
    sat_close(check->sat);
    check->sat = NULL;
    return result;
}
