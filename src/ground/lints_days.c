#include "ground/lints.h"
#include "ground/lints_choices.h"

/* What an author probably did not mean about days: S3.4's anachronism and retroactive rule, conditions that hold but never on one day,
 * `begins` under a condition that lasts, a change that undoes its own condition, an act's effect that lasts a day. Each rule is named once,
 * with the first instance that shows it. */

enum {
    ANACHRONISM = 1,
    RETROACTIVE = 2,
    APART = 4,
    LASTING = 8,
    TOGETHER = 16,
    EVENT = 32,
    APPLIES = 64,
    UNDOING = 128
};

typedef struct Lints {
    const Ground *g;
    const Theory *t;
    const Timeline *line;
    LintChoices choices; /* where there are unknown days */
    const Case *c;
    Diagnostics *diags;
    uint8_t *ended;    /* by predicate: something ends it, or another value takes its place */
    uint8_t *found;    /* by item: what its instances show */
    IdVec shown[5];    /* by item: the first instance of ANACHRONISM, RETROACTIVE, APART, LASTING, UNDOING */
    IdVec counts;      /* by item: how many instances show an anachronism */
    uint8_t *unsure;   /* by atom: what gives it depends on unknown days; NULL: nothing does */
    DayVec days, meet; /* scratch: intervals */
} Lints;

static void show(Lints *l, ItemId item, uint8_t what, int which, InstanceId instance)
{
    if (!(l->found[item] & what)) {
        l->shown[which].at[item] = instance;
    }
    l->found[item] |= what;
}

/* The days on which all conditions are possible, force left aside, into l->days. */
static void find_body_days(Lints *l, const Timeline *line, InstanceId instance)
{
    const Times *times = &line->times;
    vec_clear(&l->days);
    vec_push(&l->days, DAY_FIRST);
    vec_push(&l->days, DAY_NONE_AFTER);
    for (uint32_t k = 0; k < instance_body_count(l->t, instance); k++) {
        uint32_t n;
        const Day *days = times_days(times, timeline_possible(line, instance_body(l->t, instance)[k]), &n);
        vec_clear(&l->meet);
        for (size_t a = 0, b = 0; a < l->days.n && b < n;) {
            Day from = l->days.at[a] > days[b] ? l->days.at[a] : days[b];
            Day until = l->days.at[a + 1] < days[b + 1] ? l->days.at[a + 1] : days[b + 1];
            if (from < until) {
                vec_push(&l->meet, from);
                vec_push(&l->meet, until);
            }
            *(l->days.at[a + 1] < days[b + 1] ? &a : &b) += 2;
        }
        DayVec swap = l->days;
        l->days = l->meet;
        l->meet = swap;
    }
}

/* What stands for everything that is said of the atom: begun, ended, once. */
static AtomId plain(const Theory *t, AtomId atom)
{
    AtomId said = theory_find_said(t, atom, RELATION_SAID(t->relation.at[atom]) & SAID_NOT);
    return said == NONE ? atom : said;
}

static bool is_unsure(const Lints *l, InstanceId instance)
{
    bool unsure = false;
    for (uint32_t k = 0; l->unsure && k < instance_body_count(l->t, instance) && !unsure; k++) {
        unsure = l->unsure[plain(l->t, instance_body(l->t, instance)[k])];
    }
    return unsure;
}

/* Instances mostly come after what their conditions need, so that few rounds find all. */
static void find_unsure(Lints *l)
{
    const Theory *t = l->t;
    l->unsure = t->uncertain.n ? mem_zero(t->relation.n, 1) : NULL;
    for (size_t i = 0; i < t->uncertain.n; i++) {
        l->unsure[plain(t, instance_head(t, t->uncertain.at[i]))] = 1;
    }
    for (bool more = l->unsure != NULL; more;) {
        more = false;
        for (InstanceId i = 0; i < t->instance.n; i++) {
            AtomId head = plain(t, instance_head(t, i));
            if (!l->unsure[head] && is_unsure(l, i)) {
                l->unsure[head] = 1;
                more = true;
            }
        }
    }
}

/* Whether every day of the atom lies before this one, and there is one. */
static bool wholly_before(const Lints *l, AtomId atom, Day day)
{
    uint32_t n;
    const Day *days = times_days(&l->line->times, timeline_possible(l->line, atom), &n);
    return n && days[n - 1] <= day;
}

/* What a condition looks back at by `once`, or `once … within`; NONE: it does not. */
static AtomId looked_back_at(const Lints *l, AtomId atom)
{
    const Theory *t = l->t;
    if (RELATION_SAID(t->relation.at[atom]) & SAID_ONCE) {
        return theory_find_said(t, atom, RELATION_SAID(t->relation.at[atom]) & ~(uint32_t)SAID_ONCE);
    }
    if (relation_composite(l->c, t->relation.at[atom]) != COMPOSITE_WITHIN) {
        return NONE;
    }
    InstanceId looks = l->line->by_head[l->line->head_first[atom]];
    return instance_body(t, looks)[0];
}

static bool is_outside(const Schema *s, Day from, Day until)
{
    return until <= s->from || from >= s->until;
}

/* Whether the conditions hold together on some day in every choice, wherever: one of them has such a day, and on each that it may be, all
 * others hold. */
static bool meet_in_every_choice(Lints *l, InstanceId instance)
{
    const AtomId *body = instance_body(l->t, instance);
    uint32_t count = instance_body_count(l->t, instance);
    bool meet = count == 0;
    for (uint32_t k = 0; k < count && !meet; k++) {
        meet = l->choices.somewhen[body[k]];
        uint32_t n;
        const Day *days = times_days(&l->choices.wide.times, timeline_possible(&l->choices.wide, body[k]), &n);
        Times *times = &l->choices.narrow.times;
        for (uint32_t other = 0; other < count && meet; other++) {
            TimeId sure = timeline_possible(&l->choices.narrow, body[other]);
            for (uint32_t i = 0; i < n && meet && other != k; i += 2) {
                TimeId all = times_interval(times, days[i], days[i + 1]);
                meet = times_meet(times, sure, all) == all;
            }
        }
    }
    return meet;
}

/* Whether in every choice the conditions hold throughout some period wholly outside the rule's force. A period for certain is part of a
 * longer one in each choice, and that part of one that is possible. */
static bool is_outside_in_every_choice(Lints *l, InstanceId instance, const Schema *s)
{
    find_body_days(l, &l->choices.narrow, instance);
    DayVec sure = {0};
    vec_append(&sure, l->days.at, l->days.n);
    find_body_days(l, &l->choices.wide, instance);
    bool all = l->days.n > 0, any = false;
    for (size_t i = 0; i < l->days.n; i += 2) {
        bool outside = is_outside(s, l->days.at[i], l->days.at[i + 1]);
        all &= outside;
        for (size_t k = 0; k < sure.n && outside; k += 2) {
            any |= l->days.at[i] <= sure.at[k] && sure.at[k] < l->days.at[i + 1];
        }
    }
    vec_free(&sure);
    return any || (all && meet_in_every_choice(l, instance));
}

/* Whether the atom is only what goes on, on some of the days on which all conditions are possible: not what is known to begin there. */
static bool goes_on(Lints *l, AtomId atom, InstanceId instance)
{
    const Timeline *line = l->line;
    bool runs = line->head_first[atom] < line->head_first[atom + 1], later = false;
    for (uint32_t k = line->head_first[atom]; k < line->head_first[atom + 1] && runs; k++) {
        runs = instance_schema(l->t, line->by_head[k]) == SCHEMA_RUN;
    }
    if (!runs) {
        return false;
    }
    uint32_t starts;
    const Day *first = times_days(&line->times, line->starts.at[atom], &starts);
    find_body_days(l, is_unsure(l, instance) ? &l->choices.wide : line, instance);
    for (uint32_t i = 0, k = 0; i < l->days.n && !later; i += 2) {
        while (k < starts && first[k] < l->days.at[i]) {
            k++;
        }
        later = l->days.at[i + 1] - 1 > l->days.at[i] || k == starts || first[k] != l->days.at[i];
    }
    return later;
}

/* The condition that the instance ends, or in the place of which it begins something, on the day on which it asks for it; NONE: none. */
static AtomId find_undone(Lints *l, InstanceId instance)
{
    const Theory *t = l->t;
    AtomId head = instance_head(t, instance), undone = NONE;
    uint32_t said = RELATION_SAID(t->relation.at[head]);
    AtomId changed = theory_find_said(t, head, said & SAID_NOT);
    if (!(said & (SAID_BEGINS | SAID_ENDS)) || (said & SAID_MODE_NOT) || changed == NONE) {
        return NONE;
    }
    for (uint32_t k = 0; k < instance_body_count(t, instance) && undone == NONE; k++) {
        AtomId asked = instance_body(t, instance)[k];
        bool undoes = said & SAID_ENDS ? asked == changed : atoms_conflict(t, changed, asked);
        undone = undoes && goes_on(l, asked, instance) ? asked : NONE;
    }
    return undone;
}

/* Where unknown days bear on the conditions: only what is so however they fall is warned of. */
static void look_at_unsure_rule(Lints *l, InstanceId instance, const Schema *s)
{
    if (is_outside_in_every_choice(l, instance, s)) {
        show(l, s->item, ANACHRONISM, 0, instance);
        l->counts.at[s->item]++;
    }
    bool each = true;
    for (uint32_t k = 0; k < instance_body_count(l->t, instance); k++) {
        each &= l->choices.somewhen[instance_body(l->t, instance)[k]];
    }
    find_body_days(l, &l->choices.wide, instance);
    l->found[s->item] |= l->days.n ? TOGETHER | EVENT : 0;
    for (size_t i = 0; i < l->days.n; i += 2) {
        l->found[s->item] |= is_outside(s, l->days.at[i], l->days.at[i + 1]) ? 0 : APPLIES;
    }
    if (!l->days.n && each) {
        show(l, s->item, APART, 2, instance);
    }
}

static void look_at_rule(Lints *l, InstanceId instance, const Schema *s)
{
    const Theory *t = l->t;
    find_body_days(l, l->line, instance);
    bool each = true;
    for (uint32_t k = 0; k < instance_body_count(t, instance) && each; k++) {
        each = timeline_possible(l->line, instance_body(t, instance)[k]) != TIME_NEVER;
    }
    l->found[s->item] |= l->days.n ? TOGETHER : 0;
    if (!l->days.n && each) {
        show(l, s->item, APART, 2, instance);
    }
    bool begins = (RELATION_SAID(s->head.relation) & SAID_BEGINS) && !(RELATION_SAID(s->head.relation) & SAID_MODE_NOT);
    bool outside = false;
    for (size_t i = 0; i < l->days.n; i += 2) {
        outside |= is_outside(s, l->days.at[i], l->days.at[i + 1]);
        bool ends = l->days.at[i] != DAY_FIRST && l->days.at[i + 1] != DAY_NONE_AFTER;
        if (begins && ends && l->days.at[i + 1] - 1 > l->days.at[i] && !l->ended[RELATION_PREDICATE(s->head.relation)]) {
            show(l, s->item, LASTING, 3, instance);
        } else if (begins) {
            l->found[s->item] |= EVENT;
        }
    }
    if (outside) {
        show(l, s->item, ANACHRONISM, 0, instance);
        l->counts.at[s->item]++;
    }
    bool applies = timeline_instance(l->line, instance) != TIME_NEVER;
    l->found[s->item] |= applies ? APPLIES : 0;
    for (uint32_t k = 0; applies && s->from != DAY_FIRST && k < instance_body_count(t, instance); k++) {
        AtomId looked = looked_back_at(l, instance_body(t, instance)[k]);
        if (looked != NONE && wholly_before(l, looked, s->from)) {
            show(l, s->item, RETROACTIVE, 1, instance);
        }
    }
}

/* ---- saying so ---- */

static void add_days(Text *out, Day from, Day until)
{
    if (from == DAY_FIRST && until == DAY_NONE_AFTER) {
        text_add(out, STR("on every day"));
    } else if (from == DAY_FIRST) {
        text_add(out, STR("until "));
        day_print(out, until - 1);
    } else if (until == from + 1) {
        text_add(out, STR("on "));
        day_print(out, from);
    } else {
        text_add(out, STR("from "));
        day_print(out, from);
        if (until != DAY_NONE_AFTER) {
            text_add(out, STR(" to "));
            day_print(out, until - 1);
        }
    }
}

/* "P = ann, D = 1991-12-26": what the variables stand for. */
static void add_binding(const Lints *l, Text *out, const char *before, InstanceId instance)
{
    const Schema *s = instance_said(l->t, instance);
    ConstantId binding[MAX_VARIABLES];
    theory_binding(l->t, instance, binding);
    bool any = false;
    for (uint32_t v = 0; v < s->variables; v++) {
        Symbol name = l->c->ids.at[s->names + v];
        if (name != NONE) {
            text_format(out, "%s%.*s = %.*s", any ? ", " : before, STR_ARG(tree_symbol(l->c->tree, name)),
                        STR_ARG(tree_symbol(l->c->tree, l->c->constants.at[binding[v]].text)));
            any = true;
        }
    }
}

static Span force_span(const Lints *l, ItemId id)
{
    for (size_t i = 0; i < l->c->forces.n; i++) {
        if (l->c->forces.at[i].item == id) {
            return l->c->forces.at[i].span;
        }
    }
    BUG("what is outside its force has one");
}

/* "rule `prepos`", or "this rule". */
static void add_rule(const Lints *l, Text *out, const Item *item)
{
    if (item->name == NONE) {
        text_add(out, STR("this rule"));
    } else {
        text_format(out, "rule `%.*s`", STR_ARG(tree_symbol(l->c->tree, item->name)));
    }
}

static void say_anachronism(Lints *l, ItemId id)
{
    const Item *item = &l->c->items.at[id];
    InstanceId instance = l->shown[0].at[id];
    const Schema *s = instance_said(l->t, instance);
    Text rule = {0}, note = {0};
    add_rule(l, &rule, item);
    Diag *diag = diag_add(l->diags, W0107, force_span(l, id),
                          l->found[id] & APPLIES ? "%.*s was not in force at a time when its conditions were met"
                                                 : "%.*s could never apply when its conditions were met",
                          STR_ARG(text_str(&rule)));
    diag_label(l->diags, diag, "the rule is in force only then");
    bool unsure = is_unsure(l, instance);
    find_body_days(l, unsure ? &l->choices.wide : l->line, instance);
    text_add(&note, unsure ? STR("its conditions hold some time") : STR("its conditions hold"));
    for (size_t i = 0, said = 0; i < l->days.n && said < 3; i += 2) {
        if (is_outside(s, l->days.at[i], l->days.at[i + 1])) {
            text_add(&note, said++ ? unsure ? STR(", or ") : STR(", and ") : STR(" "));
            add_days(&note, l->days.at[i], l->days.at[i + 1]);
        }
    }
    add_binding(l, &note, ", with ", instance);
    if (l->counts.at[id] > 1) {
        text_format(&note, "; and likewise %u more", l->counts.at[id] - 1);
    }
    diag_note(l->diags, diag, "%.*s", STR_ARG(text_str(&note)));
    diag_help(l->diags, diag,
              "if the rule already applied then, say since when; if it was not to, say so with `allow W0107 \"…\"`");
    text_free(&rule);
    text_free(&note);
}

static void say_retroactive(Lints *l, ItemId id)
{
    const Item *item = &l->c->items.at[id];
    InstanceId instance = l->shown[1].at[id];
    Text rule = {0}, note = {0};
    add_rule(l, &rule, item);
    Diag *diag = diag_add(l->diags, W0151, l->c->tree->items.at[item->tree].name_span,
                          "%.*s reaches back behind its own force", STR_ARG(text_str(&rule)));
    text_add(&note, STR("it applies"));
    add_binding(l, &note, " with ", instance);
    text_add(&note, STR(" only because of what was over before it came into force"));
    diag_note(l->diags, diag, "%.*s", STR_ARG(text_str(&note)));
    diag_help(l->diags, diag,
              "if it is to reach back, say so with `allow W0151 \"…\"`; otherwise ask for it without `once`");
    text_free(&rule);
    text_free(&note);
}

static void say_apart(Lints *l, ItemId id)
{
    const Item *item = &l->c->items.at[id];
    InstanceId instance = l->shown[2].at[id];
    Text rule = {0}, note = {0};
    add_rule(l, &rule, item);
    Diag *diag = diag_add(l->diags, W0153, l->c->tree->items.at[item->tree].name_span,
                          "the conditions of %.*s hold, but never all of them on one day", STR_ARG(text_str(&rule)));
    uint32_t count = instance_body_count(l->t, instance);
    const Timeline *line = is_unsure(l, instance) ? &l->choices.wide : l->line;
    for (uint32_t k = 0; k < count && k < 4; k++) {
        AtomId atom = instance_body(l->t, instance)[k];
        PredicateId predicate = RELATION_PREDICATE(l->t->relation.at[atom]);
        uint32_t n;
        const Day *days = times_days(&line->times, timeline_possible(line, atom), &n);
        text_add(&note, k ? STR(", ") : STR(""));
        if (predicate_is_hidden(l->c, predicate)) {
            text_format(&note, "condition %u holds ", k + 1);
        } else {
            text_format(&note, "`%.*s` holds ", STR_ARG(tree_symbol(l->c->tree, l->c->predicates.at[predicate].name)));
        }
        bool unsure = line != l->line && l->unsure[plain(l->t, atom)];
        text_add(&note, unsure && days[1] - 1 > days[0] ? STR("some time ") : STR(""));
        add_days(&note, days[0], days[1]);
        text_add(&note, n > 2 ? unsure ? STR(" or later") : STR(" and later") : STR(""));
    }
    add_binding(l, &note, ", with ", instance);
    diag_note(l->diags, diag, "%.*s", STR_ARG(text_str(&note)));
    diag_help(l->diags, diag, "write `once` before what holds earlier, or `begins` where it is said, if it goes on");
    text_free(&rule);
    text_free(&note);
}

static void add_literal(const Lints *l, Text *out, AtomId atom)
{
    const Theory *t = l->t;
    RelationId relation = t->relation.at[atom];
    text_format(out, "`%s%.*s", RELATION_SAID(relation) & SAID_NOT ? "not " : "",
                STR_ARG(tree_symbol(l->c->tree, l->c->predicates.at[RELATION_PREDICATE(relation)].name)));
    uint32_t arity = relation_arity(l->c, relation);
    for (uint32_t i = 0; i < arity; i++) {
        text_format(out, "%s%.*s%s", i ? ", " : "(",
                    STR_ARG(tree_symbol(l->c->tree, l->c->constants.at[atom_args(t, atom)[i]].text)),
                    i + 1 == arity ? ")" : "");
    }
    text_add(out, STR("`"));
}

static void say_undoing(Lints *l, ItemId id)
{
    const Item *item = &l->c->items.at[id];
    const Theory *t = l->t;
    InstanceId instance = l->shown[4].at[id];
    AtomId head = instance_head(t, instance);
    bool ends = RELATION_SAID(t->relation.at[head]) & SAID_ENDS;
    AtomId undone = find_undone(l, instance);
    Text rule = {0}, note = {0};
    add_rule(l, &rule, item);
    Diag *diag = diag_add(l->diags, W0155, l->c->tree->items.at[item->tree].name_span, "%.*s undoes what it asks for",
                          STR_ARG(text_str(&rule)));
    text_add(&note, STR("it asks for "));
    add_literal(l, &note, undone);
    if (ends) {
        text_add(&note, STR(" and ends that on the same day"));
    } else {
        text_add(&note, STR(" and on the same day begins "));
        add_literal(l, &note, theory_find_said(t, head, RELATION_SAID(t->relation.at[head]) & SAID_NOT));
        text_add(&note, STR(", which takes its place"));
    }
    diag_note(l->diags, diag, "%.*s: so neither stands", STR_ARG(text_str(&note)));
    Str name = tree_symbol(l->c->tree, l->c->predicates.at[RELATION_PREDICATE(t->relation.at[undone])].name);
    if (ends) {
        diag_help(l->diags, diag, "leave that condition out: what is not there does not end");
    } else {
        diag_help(l->diags, diag, "write `once %.*s…`: that it was so before", STR_ARG(name));
    }
    text_free(&rule);
    text_free(&note);
}

static void say_lasting(Lints *l, ItemId id)
{
    const Item *item = &l->c->items.at[id];
    InstanceId instance = l->shown[3].at[id];
    Text rule = {0}, note = {0};
    add_rule(l, &rule, item);
    Diag *diag = diag_add(l->diags, W0152, l->c->tree->items.at[item->tree].name_span,
                          "what %.*s begins goes on after its conditions have ended", STR_ARG(text_str(&rule)));
    find_body_days(l, l->line, instance);
    text_add(&note, STR("its conditions hold "));
    add_days(&note, l->days.at[0], l->days.at[1]);
    add_binding(l, &note, ", with ", instance);
    diag_note(l->diags, diag, "%.*s", STR_ARG(text_str(&note)));
    diag_help(l->diags, diag,
              "leave `begins` out if it is to last only as long as they do; else say so with `allow W0152 \"…\"`");
    text_free(&rule);
    text_free(&note);
}

/* An act's effect without `begins` or `ends` is there on one day only. */
static void check_act(Lints *l, const Item *item)
{
    const TreeItem *tree = &l->c->tree->items.at[item->tree];
    for (uint32_t i = 1; i < item->schemas.count; i++) {
        const Schema *s = &l->c->schemas.at[item->schemas.first + i];
        PredicateId predicate = RELATION_PREDICATE(s->head.relation);
        Str name = tree_symbol(l->c->tree, l->c->predicates.at[predicate].name);
        bool lasts = !(RELATION_SAID(s->head.relation) & ~(uint32_t)SAID_NOT) && !predicate_is_hidden(l->c, predicate) &&
                     !predicate_detail(l->c, predicate)->happens_once && !str_equal(name, STR("void"));
        if (lasts) {
            Diag *diag = diag_add(l->diags, W0154, tree->name_span, "what this act brings about lasts a day");
            diag_note(l->diags, diag, "`%.*s` holds on the day of the effect, and no longer", STR_ARG(name));
            diag_help(l->diags, diag, "write `begins %.*s…` if it goes on", STR_ARG(name));
            return;
        }
    }
}

static void say(Lints *l, ItemId id)
{
    uint8_t found = l->found[id];
    if (found & ANACHRONISM) {
        say_anachronism(l, id);
    }
    if (found & RETROACTIVE) {
        say_retroactive(l, id);
    }
    if ((found & APART) && !(found & TOGETHER)) {
        say_apart(l, id);
    }
    if ((found & LASTING) && !(found & EVENT)) {
        say_lasting(l, id);
    }
    if (found & UNDOING) {
        say_undoing(l, id);
    }
}

void ground_lints_of_days(const Ground *g, Diagnostics *diags)
{
    const Theory *t = &g->theory;
    Lints l = {.g = g, .t = t, .line = &g->timeline, .c = g->c, .diags = diags, .found = mem_zero(g->c->items.n, 1)};
    for (ItemId i = 0; i < l.c->items.n; i++) {
        for (int which = 0; which < 5; which++) {
            vec_push(&l.shown[which], NONE);
        }
        vec_push(&l.counts, 0);
    }
    l.ended = mem_zero(l.c->predicates.n, 1);
    for (AtomId a = 0; a < t->relation.n; a++) {
        PredicateId predicate = RELATION_PREDICATE(t->relation.at[a]);
        l.ended[predicate] |=
            (RELATION_SAID(t->relation.at[a]) & SAID_ENDS) || predicate_detail(l.c, predicate)->one != NONE;
    }
    find_unsure(&l);
    if (l.unsure) {
        lint_choices_open(&l.choices, t);
    }
    for (InstanceId i = 0; i < t->instance.n && !g->timeline.timeless; i++) {
        const Schema *s = instance_said(t, i);
        uint8_t kind = s ? l.c->items.at[s->item].kind : ITEM_FACT;
        if (kind == ITEM_RULE || kind == ITEM_ALWAYS) {
            (is_unsure(&l, i) ? look_at_unsure_rule : look_at_rule)(&l, i, s);
            if (find_undone(&l, i) != NONE) {
                show(&l, s->item, UNDOING, 4, i);
            }
        }
    }
    for (ItemId i = 0; i < l.c->items.n; i++) {
        const Item *item = &l.c->items.at[i];
        if (!ground_lints_look_at(l.c, &l.c->tree->items.at[item->tree])) {
            continue;
        }
        say(&l, i);
        if (item->kind == ITEM_ACT) {
            check_act(&l, item);
        }
    }
    free(l.unsure);
    lint_choices_close(&l.choices);
    free(l.ended);
    free(l.found);
    for (int which = 0; which < 5; which++) {
        vec_free(&l.shown[which]);
    }
    vec_free(&l.counts);
    vec_free(&l.days);
    vec_free(&l.meet);
}
