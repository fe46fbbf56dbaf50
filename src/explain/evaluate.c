#include "explain/evaluate.h"

#include "base/fatal.h"
#include "explain/depends.h"
#include "explain/ended.h"
#include "explain/rests.h"

/* What is asked, and what conflicts with it. */
static void find_asked(Evaluation *e, const Asked *asked, size_t count, IdVec *atoms)
{
    Theory *t = &e->ground.theory;
    IdVec matches = {0}, against = {0};
    for (size_t i = 0; i < count; i++) {
        evaluation_matches(e, &asked[i], &matches);
        vec_append(atoms, matches.at, matches.n);
        for (size_t k = 0; k < matches.n; k++) {
            theory_find_conflicts(t, t->relation.at[matches.at[k]], atom_args(t, matches.at[k]), &against);
            vec_append(atoms, against.at, against.n);
        }
        if (!asked[i].variables && !matches.n) {
            theory_find_conflicts(t, asked[i].literal.relation, &e->ground.c->terms.at[asked[i].literal.args], &against);
            vec_append(atoms, against.at, against.n);
        }
    }
    vec_free(&matches);
    vec_free(&against);
}

/* Where days are unknown everything is looked at: what bears on which of them is found there. */
static bool finish(Evaluation *e, const Asked *asked, size_t count, Diagnostics *diags)
{
    if (!asked || e->ground.theory.uncertain.n) {
        return ground_finish(&e->ground, NULL, diags);
    }
    IdVec atoms = {0};
    find_asked(e, asked, count, &atoms);
    bool good = ground_finish(&e->ground, &atoms, diags);
    vec_free(&atoms);
    return good;
}

static bool run(Evaluation *e, const Case *c, Viewpoint viewpoint, const Asked *asked, size_t count, bool timed,
                Diagnostics *diags)
{
    *e = (Evaluation){.timed = timed};
    if (!ground_begin(&e->ground, c, viewpoint, diags) || !finish(e, asked, count, diags)) {
        return false;
    }
    (timed ? grounded_run_timed : grounded_run)(&e->ground.framework, &e->grounded);
    finer_open(&e->whole, &e->ground.framework, &e->grounded, viewpoint.budget);
    derivations_open(&e->derivations, &e->ground.framework, e->grounded.atom, e->grounded.assumption, e->grounded.by);
    e->budget = viewpoint.budget;
    e->undecided = viewpoint.undecided;
    return true;
}

bool evaluation_run(Evaluation *e, const Case *c, Viewpoint viewpoint, Diagnostics *diags)
{
    return run(e, c, viewpoint, NULL, 0, false, diags);
}

bool evaluation_run_timed(Evaluation *e, const Case *c, Viewpoint viewpoint, Diagnostics *diags)
{
    return run(e, c, viewpoint, NULL, 0, true, diags);
}

bool evaluation_run_asked(Evaluation *e, const Case *c, Viewpoint viewpoint, const Asked *asked, size_t count,
                          Diagnostics *diags)
{
    return run(e, c, viewpoint, asked, count, false, diags);
}

bool evaluation_run_region(Evaluation *e, Region *region, const DaySpan *days, const DaySpan *taken, const Budget *budget)
{
    *e = (Evaluation){0};
    if (!region_ground(region, days, taken, &e->ground)) {
        return false;
    }
    grounded_run(&e->ground.framework, &e->grounded);
    finer_open(&e->whole, &e->ground.framework, &e->grounded, budget);
    e->budget = budget;
    return true;
}

void periods_free(Periods *periods)
{
    vec_free(periods);
    vec_free(&periods->unknowns);
}

void evaluation_free(Evaluation *e)
{
    depends_close(e->depends);
    finer_free(&e->whole);
    finer_free(&e->components);
    ground_free(&e->joined);
    grounded_free(&e->joined_grounded);
    ground_free(&e->ground);
    grounded_free(&e->grounded);
    derivations_free(&e->derivations);
    free(e->rests);
    free(e->answered);
    free(e->traced);
    free(e->seen);
    vec_free(&e->stack);
    *e = (Evaluation){0};
}

uint32_t evaluation_rule(Evaluation *e, uint32_t atom)
{
    return derivation_rule(&e->derivations, atom);
}

static uint8_t status_of(const Evaluation *e, AtomId atom, uint32_t slice)
{
    return e->grounded.atom[ground_atom(&e->ground, atom, slice)] == LABEL_IN ? STATUS_ESTABLISHED : STATUS_CONTESTED;
}

uint8_t evaluation_status(const Evaluation *e, AtomId atom, Day day)
{
    const Timeline *line = &e->ground.timeline;
    uint32_t slice = slice_at(&line->times, timeline_slices(line, atom), day);
    return slice == NONE ? STATUS_UNSUPPORTED : status_of(e, atom, slice);
}

/* Whether the grounded set leaves the atom open on any day. */
static bool is_open(const Evaluation *e, AtomId atom)
{
    const Timeline *line = &e->ground.timeline;
    bool open = false;
    for (uint32_t k = slices_count(&line->times, timeline_slices(line, atom)); k-- && !open;) {
        open = e->grounded.atom[ground_atom(&e->ground, atom, k)] == LABEL_OPEN;
    }
    return open;
}

/* Grounds what joins slices and is disputed by its components' own slices, once. */
static void need_components(Evaluation *e)
{
    if (e->joined_sought) {
        return;
    }
    e->joined_sought = true;
    const Ground *g = &e->ground;
    if (g->timeline.timeless) {
        return;
    }
    uint8_t *undecided = mem_zero(g->theory.relation.n, 1);
    for (AtomId a = 0; a < g->theory.relation.n; a++) {
        undecided[a] = is_open(e, a);
    }
    if (ground_build_joined(&e->joined, g, undecided, &e->joined_limited)) {
        (e->timed ? grounded_run_timed : grounded_run)(&e->joined.framework, &e->joined_grounded);
        finer_open(&e->components, &e->joined.framework, &e->joined_grounded, e->budget);
        e->has_components = true;
    }
    if (e->joined_limited && !budget_spent(e->budget)) {
        *g->theory.limited = true;
    }
    free(undecided);
}

/* Whether the finer statuses of the atom are found in the components' own slices. */
static bool in_components(Evaluation *e, AtomId atom)
{
    need_components(e);
    return e->has_components && timeline_slices(&e->joined.timeline, atom) != SLICES_NONE;
}

/* S5.5: what conflicts is never derived by one admissible set, so where some preferred set derives a rival, not every one
 * derives this atom. That is the cheaper question, and asked for `against` in any case. */
static void look_at_rivals(Finer *finer, const Ground *g, AtomId atom, uint32_t at, Day day)
{
    const Theory *t = &g->theory;
    for (uint32_t k = t->conflict_first.n ? t->conflict_first.at[atom] : 0;
         t->conflict_first.n && k < t->conflict_first.at[atom + 1] && finer_may_be_every(finer, at); k++) {
        uint32_t rival = ground_atom_on(g, t->conflicts.at[k], day);
        if (rival != NONE && finer_some(finer, rival)) {
            finer_note_not_every(finer, at);
        }
    }
}

/* The status of an atom on a day, as fine as it can be told. */
uint8_t evaluation_finer_status(Evaluation *e, AtomId atom, Day day)
{
    uint8_t status = evaluation_status(e, atom, day);
    if (status != STATUS_CONTESTED) {
        return status;
    }
    if (e->grounded.atom[ground_atom_on(&e->ground, atom, day)] == LABEL_OUT) {
        return STATUS_DEFEATED; /* the grounded set attacks every derivation of it, however days are cut */
    }
    bool own = in_components(e, atom);
    if (*e->ground.theory.limited ||
        e->joined_limited) { /* what the grounded set decides stays known where the time ended here */
        if (e->undecided) {
            *e->undecided = true;
        }
        return STATUS_CONTESTED;
    }
    const Ground *g = own ? &e->joined : &e->ground;
    Finer *finer = own ? &e->components : &e->whole;
    uint32_t at = ground_atom_on(g, atom, day);
    BUG_UNLESS(at != NONE);
    if (finer_some(finer, at)) {
        look_at_rivals(finer, g, atom, at, day);
    }
    status = finer_find(finer, at);
    if (status == STATUS_CONTESTED && e->undecided) {
        *e->undecided = true;
    }
    return status;
}

bool evaluation_open(const Evaluation *e, AtomId atom, Day day)
{
    uint32_t at = atom == NONE ? NONE : ground_atom_on(&e->ground, atom, day);
    return at != NONE && e->grounded.atom[at] == LABEL_OPEN;
}

const Ground *evaluation_finer_ground(Evaluation *e, AtomId atom)
{
    return in_components(e, atom) ? &e->joined : &e->ground;
}

uint8_t evaluation_finer(Evaluation *e, RelationId relation, const ConstantId *args, Day day)
{
    AtomId atom = theory_find(&e->ground.theory, relation, args);
    return atom == NONE ? STATUS_UNSUPPORTED : evaluation_finer_status(e, atom, day);
}

static bool same_content(const Period *a, const Period *b)
{
    return a->status == b->status && a->against == b->against && a->rests_on == b->rests_on &&
           a->unanswered == b->unanswered && a->ended == b->ended && a->statuses == b->statuses &&
           a->given_up == b->given_up && a->againsts == b->againsts;
}

static bool same_unknowns(const Periods *periods, TreeRange a, TreeRange b)
{
    return a.count == b.count && (a.count == 0 || memcmp(periods->unknowns.at + a.first, periods->unknowns.at + b.first,
                                                         a.count * sizeof(UnknownId)) == 0);
}

void periods_add(Periods *out, Period p)
{
    if (out->n && same_content(&vec_last(out), &p) && same_unknowns(out, vec_last(out).depends, p.depends)) {
        vec_last(out).until = p.until;
    } else {
        vec_push(out, p);
    }
}

static void cut_at_slices(const Timeline *line, AtomId atom, DayVec *days)
{
    SlicesId slices = timeline_slices(line, atom);
    for (uint32_t i = 0; i < slices_count(&line->times, slices); i++) {
        vec_push(days, slice_from(&line->times, slices, i));
        vec_push(days, slice_until(&line->times, slices, i));
    }
}

static int by_day(const void *left, const void *right)
{
    Day a = *(const Day *)left, b = *(const Day *)right;
    return (a > b) - (a < b);
}

/* The days on which the status of the atom can change. */
static void cut_for(Evaluation *e, AtomId atom, bool finer, DayVec *days)
{
    cut_at_slices(&e->ground.timeline, atom, days);
    if (finer && is_open(e, atom) && in_components(e, atom)) {
        cut_at_slices(&e->joined.timeline, atom, days);
    }
}

/* The best status of what conflicts with a literal on a day; EXPECTED_STATUSES where nothing that does is supported. */
static uint8_t best_against(Evaluation *e, const IdVec *against, Day day, bool finer)
{
    uint8_t best = EXPECTED_STATUSES;
    for (size_t k = 0; k < against->n && best != STATUS_ESTABLISHED; k++) {
        uint8_t status = evaluation_status(e, against->at[k], day);
        if (status != STATUS_UNSUPPORTED && (best == EXPECTED_STATUSES || status > best)) {
            best = status;
        }
    }
    if (best != STATUS_CONTESTED || !finer) {
        return best;
    }
    best = STATUS_UNSUPPORTED;
    for (size_t k = 0; k < against->n && best != STATUS_EITHER_WAY; k++) {
        uint8_t status = evaluation_finer_status(e, against->at[k], day);
        best = status > best ? status : best;
    }
    return best;
}

bool wanted_skips(const Wanted *wanted, Day from, Day until)
{
    bool skipped = wanted->only;
    for (uint32_t i = 0; i <= wanted->only_more && skipped; i++) {
        skipped = wanted->only[i] < from || wanted->only[i] >= until;
    }
    return skipped;
}

bool wanted_among(const Wanted *wanted, Day from, Day until)
{
    bool among = wanted->everywhere;
    for (uint32_t i = 0; i < wanted->count && !among; i++) {
        among = from <= wanted->days[i] && wanted->days[i] < until;
    }
    return among;
}

void evaluation_periods(Evaluation *e, RelationId relation, const ConstantId *args, Wanted finer, Periods *out)
{
    Ground *g = &e->ground;
    const Timeline *line = &g->timeline;
    AtomId atom = theory_find(&g->theory, relation, args), ends = NONE;
    IdVec against = {0};
    theory_find_conflicts(&g->theory, relation, args, &against);
    BUG_UNLESS(atom == NONE || !line->bears || line->bears[atom]);
    for (size_t i = 0; i < against.n && line->bears; i++) {
        BUG_UNLESS(line->bears[against.at[i]]);
    }
    DayVec days = {0};
    vec_push(&days, DAY_FIRST);
    vec_push(&days, DAY_NONE_AFTER);
    bool some = finer.everywhere || finer.count;
    if (atom != NONE) {
        cut_for(e, atom, some, &days);
        uint32_t said = RELATION_SAID(relation);
        if (!(said & ~(uint32_t)SAID_NOT) && theory_find_said(&g->theory, atom, said | SAID_BEGINS) != NONE) {
            ends = theory_find_said(&g->theory, atom, said | SAID_ENDS);
        }
    }
    if (depends_any(e, atom, &against)) {
        depends_periods(e, atom, ends, &against, &finer, out);
        vec_free(&days);
        vec_free(&against);
        return;
    }
    for (size_t i = 0; i < against.n && !finer.only; i++) {
        cut_for(e, against.at[i], some, &days);
    }
    for (uint32_t i = 0; finer.only && i <= finer.only_more; i++) {
        vec_push(&days, finer.only[i]);
        vec_push(&days, finer.only[i] + 1);
    }
    qsort(days.at, days.n, sizeof(Day), by_day);
    SlicesId slices = atom == NONE ? SLICES_NONE : timeline_slices(line, atom);
    Day ended = DAY_NONE_AFTER;
    vec_clear(out);
    for (size_t i = 0; i + 1 < days.n; i++) {
        if (days.at[i] == days.at[i + 1]) {
            continue;
        }
        Period p = {.from = days.at[i], .until = days.at[i + 1], .status = STATUS_UNSUPPORTED, .ended = DAY_NONE_AFTER};
        bool here = wanted_among(&finer, p.from, p.until);
        uint32_t slice = slice_at(&line->times, slices, p.from);
        if (slice != NONE) {
            p.status = here ? evaluation_finer_status(e, atom, p.from) : status_of(e, atom, slice);
            rests_note(e, atom, slice, &p);
            if (slice_from(&line->times, slices, slice) == p.from && ended_here(e, atom, ends, slices, slice)) {
                ended = p.from;
            }
            ended = p.status == STATUS_ESTABLISHED ? DAY_NONE_AFTER : ended;
        }
        p.ended = ended;
        p.against = wanted_skips(&finer, p.from, p.until) ? EXPECTED_STATUSES : best_against(e, &against, p.from, here);
        periods_add(out, p);
    }
    vec_free(&days);
    vec_free(&against);
}

const Period *periods_at(const Periods *periods, Day day)
{
    for (size_t i = 0; i < periods->n; i++) {
        if (day < periods->at[i].until || i + 1 == periods->n) {
            return &periods->at[i];
        }
    }
    BUG("periods cover every day");
}

void evaluation_matches(Evaluation *e, const Asked *asked, IdVec *atoms)
{
    const Theory *t = &e->ground.theory;
    const Case *c = e->ground.c;
    uint32_t arity = relation_arity(c, asked->literal.relation);
    vec_clear(atoms);
    if (!asked->variables) {
        AtomId atom = theory_find(t, asked->literal.relation, &c->terms.at[asked->literal.args]);
        if (atom != NONE) {
            vec_push(atoms, atom);
        }
        return;
    }
    uint32_t id = theory_table(t, asked->literal.relation);
    for (uint32_t row = 0; id != NONE && row < t->tables.at[id].atoms.n; row++) {
        const ConstantId *values = &t->tables.at[id].values.at[(size_t)row * arity];
        ConstantId binding[MAX_VARIABLES];
        memset(binding, 0xff, sizeof binding);
        bool fits = true;
        for (uint32_t k = 0; k < arity && fits; k++) {
            TermCode code = c->terms.at[asked->literal.args + k];
            ConstantId *bound = code & VARIABLE ? &binding[code & ~VARIABLE] : &code;
            fits = *bound == NONE || *bound == values[k];
            *bound = values[k];
        }
        if (fits && !depends_never(e, t->tables.at[id].atoms.at[row])) {
            vec_push(atoms, t->tables.at[id].atoms.at[row]);
        }
    }
}
