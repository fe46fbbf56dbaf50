#include "model/builder.h"

/* Periods (S3.3), and dates of which one day is meant that nobody knows (S3.6). */

void builder_named_day(Builder *b, const Date *date)
{
    Day last = date->hi == DAY_NONE_AFTER ? date->lo : date->hi;
    if (last > b->last_named) {
        b->last_named = last;
    }
}

/* Takes note of marks that no margin is declared for, at the first of each kind. */
static void note_marks(Builder *b, const Date *date, Span place)
{
    uint8_t marks = date->lo_marks | date->hi_marks;
    for (int i = 0; i < 2; i++) {
        uint8_t mark = i ? MARK_UNCERTAIN : MARK_APPROXIMATE;
        if ((marks & mark) && !(i ? b->c->has_uncertain : b->c->has_approximate)) {
            b->unmargined[i].place = b->unmargined[i].written.ptr ? b->unmargined[i].place : place;
            b->unmargined[i].written = b->unmargined[i].written.ptr ? b->unmargined[i].written : date->written;
        }
    }
}

void builder_date_days(Builder *b, const Date *date, Span place, DaySpans *days)
{
    note_marks(b, date, place);
    date_spans(date, b->c->uncertain_margin, b->c->approximate, days);
}

bool builder_date_bounds(Builder *b, const Date *date, Span place, Day *lo, Day *hi)
{
    *lo = date->lo;
    *hi = date->hi;
    if (date->lo_marks | date->hi_marks) {
        DaySpans days = {0};
        builder_date_days(b, date, place, &days);
        *lo = days.at[0].lo;
        *hi = vec_last(&days).hi;
        vec_free(&days);
    }
    return *lo == *hi;
}

/* ---- unknown days ---- */

UnknownId builder_unknown(Builder *b, uint32_t index, Span place)
{
    uint32_t *id = map_at(&b->unknown_of_date, index);
    if (*id != NONE) {
        return *id;
    }
    Case *c = b->c;
    const Date *date = &b->tree->dates.at[index];
    DaySpans days = {0};
    builder_date_days(b, date, place, &days);
    *id = vec_next_id(&c->unknowns);
    vec_push(&c->unknowns, ((Unknown){.date = index,
                                      .written = builder_date_symbol(b, date),
                                      .item = b->item,
                                      .place = place,
                                      .days = {id_of(c->day_spans.n), id_of(days.n)}}));
    vec_append(&c->day_spans, days.at, days.n);
    vec_free(&days);
    return *id;
}

/* Leaves only the days from `lo` to `hi`; false when there are none. */
static bool confine(Case *c, UnknownId unknown, Day lo, Day hi)
{
    Unknown *u = &c->unknowns.at[unknown];
    DaySpan *days = &c->day_spans.at[u->days.first];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < u->days.count; i++) {
        DaySpan span = {days[i].lo > lo ? days[i].lo : lo, days[i].hi < hi ? days[i].hi : hi};
        if (span.lo <= span.hi) {
            days[kept++] = span;
        }
    }
    u->days.count = kept ? kept : u->days.count;
    return kept > 0;
}

void builder_warn_of_plain(Builder *b, uint32_t index, Span place, bool period)
{
    const Date *date = &b->tree->dates.at[index];
    bool plain = date->shape == DATE_SINGLE && date->level == 0 && !date_is_day(date);
    if (plain && builder_is_whole(b, place)) {
        Diag *diag = diag_add(b->diags, W0141, place, "`%.*s` is read as one day of it, which nobody knows",
                              STR_ARG(date->written));
        if (period) {
            diag_help(b->diags, diag, "write `during %.*s` if it was so on all of its days, or the day itself",
                      STR_ARG(date->written));
        } else {
            diag_help(b->diags, diag, "write year, month and day, such as `1991-12-26`");
        }
    }
}

bool builder_moment(Builder *b, uint32_t index, Span place, Moment *out)
{
    const Date *date = &b->tree->dates.at[index];
    *out = (Moment){date->lo, NONE};
    if (date_is_day(date) && !(date->lo_marks | date->hi_marks)) {
        return true;
    }
    if (date->shape == DATE_ALL_OF) {
        Diag *diag = diag_add(b->diags, E0130, place, "`%.*s` means all of its days, and here one day is meant",
                              STR_ARG(date->written));
        diag_help(b->diags, diag, "write `during %.*s` if it holds on all of them, or `[%.*s]` for one of them",
                  STR_ARG(date->written), (int)date->written.len - 2, date->written.ptr + 1);
        return false;
    }
    out->unknown = builder_unknown(b, index, place);
    DaySpan days = case_unknown_days(b->c, out->unknown);
    if (days.lo == days.hi) {
        *out = (Moment){days.lo, NONE};
    } else {
        out->day = days.lo != DAY_FIRST ? days.lo : days.hi != DAY_NONE_AFTER ? days.hi : 0;
    }
    return true;
}

/* The last day that it may be, to be taken where nothing better is known. */
static Day last_day(const Case *c, Moment moment)
{
    Day last = moment.unknown == NONE ? moment.day : case_unknown_days(c, moment.unknown).hi;
    return last == DAY_NONE_AFTER ? moment.day : last;
}

/* ---- periods ---- */

static uint32_t add_uncertain(Case *c, UnknownId from, UnknownId until, bool after)
{
    if (from == NONE && until == NONE) {
        return NONE;
    }
    vec_push(&c->uncertain, ((Uncertain){from, until, after}));
    return id_of(c->uncertain.n) - 1;
}

void builder_on_moment(Builder *b, Moment moment, Schema *schema)
{
    schema->from = moment.day;
    schema->until = moment.day + 1;
    schema->uncertain = add_uncertain(b->c, moment.unknown, moment.unknown, true);
}

static void ends_before_it_starts(Builder *b, const TreeClause *clause, bool exchange)
{
    Diag *diag = diag_add(b->diags, E0309, clause->span, "this period ends before it starts");
    Text from = {0}, until = {0};
    date_print(&from, &b->tree->dates.at[clause->a]);
    date_print(&until, &b->tree->dates.at[clause->b]);
    if (exchange) {
        const char *word = clause->through ? "through" : "until";
        diag_help(b->diags, diag, "write `from %s %s %s`", until.bytes, word, from.bytes);
        diag_edit(b->diags, diag, clause->span, "from %s %s %s", until.bytes, word, from.bytes);
    } else {
        diag_help(b->diags, diag, "`until` leaves its day out; write `on %s` for a single day", from.bytes);
        diag_edit(b->diags, diag, clause->span, "on %s", from.bytes);
    }
    text_free(&from);
    text_free(&until);
}

static void force_ends_before_it_starts(Builder *b, const TreeClause *clause, bool exchange)
{
    Diag *diag = diag_add(b->diags, E0309, clause->span, "this rule's force ends before it starts");
    Text from = {0}, until = {0};
    date_print(&from, &b->tree->dates.at[clause->a]);
    date_print(&until, &b->tree->dates.at[clause->b]);
    const char *word = exchange && !clause->through ? "until" : "through";
    const char *first = exchange ? until.bytes : from.bytes, *last = exchange ? from.bytes : until.bytes;
    diag_help(b->diags, diag, "write `in force from %s %s %s`", first, word, last);
    diag_edit(b->diags, diag, clause->span, "in force from %s %s %s", first, word, last);
    text_free(&from);
    text_free(&until);
}

/* `from D until E`: an end is never before its start (S3.6), of which as much is taken into account as can be for each alone. */
static bool order_ends(Builder *b, const TreeClause *clause, Moment from, Moment until)
{
    Case *c = b->c;
    if (from.unknown == NONE && until.unknown == NONE) {
        bool empty = clause->through ? until.day < from.day : until.day <= from.day;
        if (empty) {
            ends_before_it_starts(b, clause, clause->through || until.day < from.day);
        }
        return !empty;
    }
    DaySpan first = from.unknown == NONE ? (DaySpan){from.day, from.day} : case_unknown_days(c, from.unknown);
    DaySpan last = until.unknown == NONE ? (DaySpan){until.day, until.day} : case_unknown_days(c, until.unknown);
    bool good = first.lo <= last.hi;
    good = good && (from.unknown == NONE || confine(c, from.unknown, DAY_FIRST, last.hi));
    good = good && (until.unknown == NONE || confine(c, until.unknown, first.lo, DAY_NONE_AFTER));
    if (!good) {
        ends_before_it_starts(b, clause, true);
    } else if (from.unknown != NONE && until.unknown != NONE && from.unknown != until.unknown) {
        vec_push(&c->unknown_pairs, from.unknown);
        vec_push(&c->unknown_pairs, until.unknown);
    }
    return good;
}

static bool from_until(Builder *b, const TreeClause *clause, Schema *schema)
{
    Moment from, until;
    if (!builder_moment(b, clause->a, clause->span, &from)) {
        return false;
    }
    schema->from = from.day;
    if (clause->b == NONE) {
        schema->uncertain = add_uncertain(b->c, from.unknown, NONE, false);
        return true;
    }
    builder_named_day(b, &b->tree->dates.at[clause->b]);
    if (!builder_moment(b, clause->b, clause->span, &until)) {
        return false;
    }
    if (!order_ends(b, clause, from, until)) { /* reading goes on as if they had been exchanged */
        schema->from = until.day < from.day ? until.day : from.day;
        schema->until = (until.day < from.day ? from.day : until.day) + 1;
        return true;
    }
    Day end = last_day(b->c, until);
    schema->from = from.unknown == NONE ? from.day : case_unknown_days(b->c, from.unknown).lo;
    schema->from = schema->from == DAY_FIRST ? end : schema->from;
    schema->until = clause->through ? end + 1 : end;
    schema->uncertain = add_uncertain(b->c, from.unknown, until.unknown, clause->through);
    return true;
}

/* All days of a date with an unknown end: from or up to an unknown day. */
static void during_unknown(Builder *b, const TreeClause *clause, const Date *date, Schema *schema)
{
    Case *c = b->c;
    DaySpans days = {0};
    builder_date_days(b, date, clause->span, &days);
    UnknownId ends[2] = {NONE, NONE};
    for (int i = 0; i < 2; i++) {
        if (i ? date->unknown_hi : date->unknown_lo) {
            ends[i] = vec_next_id(&c->unknowns);
            vec_push(&c->unknowns, ((Unknown){.date = clause->a,
                                              .written = builder_date_symbol(b, date),
                                              .item = b->item,
                                              .place = clause->span,
                                              .days = {id_of(c->day_spans.n), 1}}));
            vec_push(&c->day_spans, days.at[0]);
        }
    }
    schema->from = days.at[0].lo != DAY_FIRST || ends[0] == NONE ? days.at[0].lo
                   : days.at[0].hi != DAY_NONE_AFTER             ? days.at[0].hi
                                                                 : 0;
    schema->until = days.at[0].hi != DAY_NONE_AFTER ? days.at[0].hi + 1
                    : ends[1] == NONE               ? DAY_NONE_AFTER
                                                    : schema->from + 1;
    if (ends[0] != NONE && ends[1] != NONE) {
        vec_push(&c->unknown_pairs, ends[0]);
        vec_push(&c->unknown_pairs, ends[1]);
    }
    schema->uncertain = add_uncertain(c, ends[0], ends[1], true);
    vec_free(&days);
}

/* The days that the clause gives: those of the schema, or of the date with gaps that is returned. */
static const Date *period_days(Builder *b, const TreeClause *clause, Schema *schema, bool *good)
{
    const Date *date = &b->tree->dates.at[clause->kind == CLAUSE_ON ? clause->range.first : clause->a];
    Moment moment;
    builder_named_day(b, date);
    switch (clause->kind) {
    case CLAUSE_ON:
        builder_warn_of_plain(b, clause->range.first, clause->span, true);
        __attribute__((fallthrough));
    case CLAUSE_BEGINS:
        *good = builder_moment(b, clause->kind == CLAUSE_ON ? clause->range.first : clause->a, clause->span, &moment);
        if (*good) {
            builder_on_moment(b, moment, schema);
        }
        return NULL;
    case CLAUSE_UNTIL:
        *good = builder_moment(b, clause->a, clause->span, &moment);
        if (*good) {
            schema->until = last_day(b->c, moment) + clause->through;
            schema->uncertain = add_uncertain(b->c, NONE, moment.unknown, clause->through);
        }
        return NULL;
    case CLAUSE_FROM:
        *good = from_until(b, clause, schema);
        return NULL;
    default:
        if (date->unknown_lo || date->unknown_hi) {
            during_unknown(b, clause, date, schema);
        } else if (date->scattered) {
            return date;
        } else {
            builder_date_bounds(b, date, clause->span, &schema->from, &schema->until);
            schema->until += schema->until != DAY_NONE_AFTER;
        }
        return NULL;
    }
}

/* The item's one period; NULL when it has none, or several, which are reported. */
static const TreeClause *period_clause(Builder *b, const TreeItem *item, bool *good)
{
    static const uint8_t kinds[] = {CLAUSE_ON, CLAUSE_FROM, CLAUSE_UNTIL, CLAUSE_DURING, CLAUSE_BEGINS};
    const TreeClause *only = NULL;
    for (size_t i = 0; i < sizeof kinds; i++) {
        const TreeClause *clause = builder_clause(b, item, (ClauseKind)kinds[i]);
        if (clause && only) {
            Diag *diag = diag_add(b->diags, E0111, clause->span, "an item has one period");
            diag_mark(b->diags, diag, only->span, "the other is here");
            diag_help(b->diags, diag, "write two items, one for each period");
            *good = false;
            return NULL;
        }
        only = clause ? clause : only;
    }
    if (only && only->kind == CLAUSE_ON && only->range.count > 1) {
        diag_add(b->diags, E0111, only->span, "a fact or claim holds `on` one day; write an item for each");
        *good = false;
        return NULL;
    }
    return only;
}

bool builder_period(Builder *b, const TreeItem *item, Schema *schema, bool *begins, DaySpans *gaps)
{
    bool good = true;
    const TreeClause *clause = period_clause(b, item, &good);
    schema->from = DAY_FIRST;
    schema->until = DAY_NONE_AFTER;
    *begins = clause && clause->kind == CLAUSE_BEGINS;
    const Date *scattered = clause ? period_days(b, clause, schema, &good) : NULL;
    if (scattered) {
        builder_date_days(b, scattered, clause->span, gaps);
    }
    return good;
}

/* `in force from D until E`: all days of D and of E count (S3.6). */
void builder_in_force(Builder *b, const TreeItem *item, ItemId id, Day *from, Day *until)
{
    *from = DAY_FIRST;
    *until = DAY_NONE_AFTER;
    const TreeClause *clause = builder_clause(b, item, CLAUSE_IN_FORCE);
    if (!clause) {
        return;
    }
    bool own = clause->span.start >= item->span.start && clause->span.end <= item->span.end;
    vec_push(&b->c->forces,
             ((Force){id, own ? clause->span : item->name_span})); /* a section's is not the item's to allow */
    const Date *dates[2] = {clause->a == NONE ? NULL : &b->tree->dates.at[clause->a],
                            clause->b == NONE ? NULL : &b->tree->dates.at[clause->b]};
    for (int i = 0; i < 2; i++) {
        Day lo, hi;
        if (!dates[i]) {
            continue;
        }
        builder_named_day(b, dates[i]);
        builder_date_bounds(b, dates[i], clause->span, &lo, &hi);
        if (i == 0) {
            *from = lo;
        } else {
            *until = clause->through && hi != DAY_NONE_AFTER ? hi + 1 : lo;
        }
        if (i ? dates[i]->unknown_lo || dates[i]->unknown_hi : dates[i]->unknown_lo) {
            Diag *diag = diag_add(b->diags, E0317, clause->span, "a rule's force needs days that are known");
            diag_help(b->diags, diag, "write `..` for an end that is open, or the days between which it lies");
        }
    }
    if (*until <= *from && !dates[0]) { /* an open start: there is no day before it */
        Diag *diag = diag_add(b->diags, E0309, clause->span, "this rule's force ends before it starts");
        diag_note(b->diags, diag, "what it ends with has no first day, so that it would be in force on no day");
        diag_help(b->diags, diag, "write the day on which its force ends");
    } else if (*until <= *from) {
        force_ends_before_it_starts(b, clause, *until < *from);
    }
}

/* `annulled on D`: its day, of an unknown one the last that it may be, into Case.days. */
void builder_annulled(Builder *b, const TreeItem *tree, Item *item)
{
    const TreeClause *annulled = builder_clause(b, tree, CLAUSE_ANNULLED);
    Moment moment;
    if (annulled && builder_moment(b, annulled->a, annulled->span, &moment)) {
        item->annulled = id_of(b->c->days.n);
        item->annulled_unknown = moment.unknown;
        b->c->exceptional = true;
        Day last = moment.unknown == NONE ? moment.day : case_unknown_days(b->c, moment.unknown).hi;
        vec_push(&b->c->days, last == DAY_NONE_AFTER ? DAY_NONE_AFTER - 1 : last);
    }
}

void builder_check_margins(Builder *b)
{
    static const char *const marks[] = {"~", "?"}, *const words[] = {"approximate", "uncertain"};
    for (int i = 0; i < 2 && !b->c->library; i++) {
        if (!b->unmargined[i].written.ptr) {
            continue;
        }
        size_t count = 0;
        for (size_t k = 0; k < b->tree->dates.n; k++) {
            const Date *date = &b->tree->dates.at[k];
            count += ((date->lo_marks | date->hi_marks) & (i ? MARK_UNCERTAIN : MARK_APPROXIMATE)) != 0;
        }
        Diag *diag = diag_add(b->diags, W0140, b->unmargined[i].place,
                              "the `%s` of `%.*s` adds no day: the case declares no margin for it", marks[i],
                              STR_ARG(b->unmargined[i].written));
        if (count > 1) {
            diag_note(b->diags, diag, "said of the first of %zu such dates", count);
        }
        diag_help(b->diags, diag, "write how much it may be off after the title, for instance `margin %s 1 year`",
                  words[i]);
    }
}
