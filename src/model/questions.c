#include "model/builder.h"

static bool asked(Builder *b, uint32_t literal, Asked *out)
{
    builder_no_variables(b);
    bool good = builder_literal(b, literal, true, true, &out->literal);
    out->variables = (uint8_t)b->variables;
    b->c->ranking_asked |= good && RELATION_PREDICATE(out->literal.relation) == b->c->preferred;
    return good;
}

static Day one_day(Builder *b, uint32_t date, Span span)
{
    const Date *d = &b->tree->dates.at[date];
    if (!date_is_day(d)) {
        Diag *diag = diag_add(b->diags, E0310, span, "a question is about a whole day, and `%.*s` is not one",
                              STR_ARG(d->written));
        diag_help(b->diags, diag, "write year, month and day, such as `1991-12-26`");
    }
    return d->lo;
}

static uint32_t view_named(Builder *b, TreeName name)
{
    Str text = tree_symbol(b->tree, name.name);
    if (str_equal(text, STR("all"))) {
        return VIEW_ALL;
    }
    return str_equal(text, STR("common")) ? VIEW_COMMON : builder_position(b, name);
}

static void question_days(Builder *b, const TreeItem *tree, Question *q)
{
    const TreeClause *on = builder_clause(b, tree, CLAUSE_ON);
    q->days = (TreeRange){id_of(b->c->days.n), on ? on->range.count : 0};
    for (uint32_t i = 0; i < q->days.count; i++) {
        vec_push(&b->c->days, one_day(b, on->range.first + i, on->span));
    }
}

static void question(Builder *b, uint32_t index)
{
    Case *c = b->c;
    const TreeItem *tree = &b->tree->items.at[index];
    Question q = {.tree = index, .name = tree->name, .text = tree->text, .asked = {id_of(c->asked.n), 0}};
    for (uint32_t i = 0; i < tree->levels.count; i++) {
        Asked literal;
        if (asked(b, tree->levels.first + i, &literal)) {
            vec_push(&c->asked, literal);
            q.asked.count++;
        }
    }
    question_days(b, tree, &q);
    q.for_each = builder_clause(b, tree, CLAUSE_FOR_EACH) != NULL;
    const TreeClause *views = builder_clause(b, tree, CLAUSE_FOR);
    q.views.first = id_of(c->ids.n);
    for (uint32_t i = 0; views && i < views->range.count; i++) {
        uint32_t view = view_named(b, b->tree->names.at[views->range.first + i]);
        if (view != NONE) {
            vec_push(&c->ids, view);
            q.views.count++;
        }
    }
    vec_push(&c->questions, q);
}

/* What a contention or a burden is about: one statement, about something in particular. */
static bool asked_one(Builder *b, const TreeItem *tree, Question *q)
{
    Asked literal;
    q->asked = (TreeRange){id_of(b->c->asked.n), 1};
    if (tree->literal == NONE) {
        builder_no_variables(b);
        literal = (Asked){builder_proposition(b, tree), 0};
    } else if (!asked(b, tree->literal, &literal)) {
        return false;
    }
    if (!builder_particular(b, tree->kind)) {
        return false;
    }
    vec_push(&b->c->asked, literal);
    return true;
}

static void contention(Builder *b, uint32_t index)
{
    Case *c = b->c;
    const TreeItem *tree = &b->tree->items.at[index];
    Question q = {.kind = QUESTION_CONTENTION, .tree = index, .name = tree->name, .text = tree->text};
    q.by = builder_positions(b, builder_clause(b, tree, CLAUSE_BY));
    q.attributed = builder_positions(b, builder_clause(b, tree, CLAUSE_ATTRIBUTED));
    q.sources = builder_sources(b, tree);
    const TreeClause *rank = builder_clause(b, tree, CLAUSE_RANK);
    if (rank) {
        builder_rank(b, b->tree->names.at[rank->range.first]);
    }
    if (!asked_one(b, tree, &q)) {
        return;
    }
    question_days(b, tree, &q);
    q.views.first = id_of(c->ids.n);
    vec_push(&c->ids, VIEW_ALL);
    for (PositionId p = 0; p < c->positions.n; p++) {
        if (q.by >> p & 1) {
            vec_push(&c->ids, p);
        }
    }
    q.views.count = id_of(c->ids.n) - q.views.first;
    vec_push(&c->questions, q);
}

static void burden(Builder *b, uint32_t index)
{
    const TreeItem *tree = &b->tree->items.at[index];
    Question q = {.kind = QUESTION_BURDEN, .tree = index, .name = NONE, .text = tree->text};
    PositionId position = builder_position(b, (TreeName){tree->name, tree->name_span});
    q.sources = builder_sources(b, tree);
    if (position == NONE || !asked_one(b, tree, &q)) {
        return;
    }
    q.by = (PositionSet)1 << position;
    question_days(b, tree, &q);
    vec_push(&b->c->questions, q);
}

static void aside(Builder *b, uint32_t index)
{
    const TreeCite *cite = &b->tree->cites.at[b->tree->items.at[index].levels.first];
    SourceId source = builder_source(b, cite->source, cite->span);
    if (source != NONE) {
        b->c->sources.at[source].uses++;
        vec_push(&b->c->asides, ((Aside){index, source}));
    }
}

/* The status that people mean by another word, or by one that is near; NONE when it is none. */
static uint32_t meant_status(Str word, const Str *known)
{
    static const struct {
        const char *word;
        uint8_t status;
    } others[] = {
        {"true", STATUS_ESTABLISHED},      {"proven", STATUS_ESTABLISHED},   {"proved", STATUS_ESTABLISHED},
        {"yes", STATUS_ESTABLISHED},       {"holds", STATUS_ESTABLISHED},    {"stands", STATUS_ESTABLISHED},
        {"justified", STATUS_ESTABLISHED}, {"accepted", STATUS_ESTABLISHED}, {"false", STATUS_EXCLUDED},
        {"no", STATUS_EXCLUDED},           {"refuted", STATUS_EXCLUDED},     {"rejected", STATUS_DEFEATED},
        {"overruled", STATUS_DEFEATED},    {"fails", STATUS_DEFEATED},       {"unproven", STATUS_UNSUPPORTED},
        {"unknown", STATUS_UNSUPPORTED},   {"undecided", STATUS_ARGUABLE},   {"possible", STATUS_ARGUABLE},
        {"plausible", STATUS_ARGUABLE},    {"credulous", STATUS_ARGUABLE},   {"disputed", STATUS_CONTESTED},
        {"open", STATUS_CONTESTED},        {"either", STATUS_EITHER_WAY},    {"sceptical", STATUS_EITHER_WAY},
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (str_equal(word, str_of(others[i].word))) {
            return others[i].status;
        }
    }
    return nearest_word(word, known, EXPECTED_STATUSES);
}

static void expectation(Builder *b, uint32_t index)
{
    static const char *const words[] = {
#define STATUS(status, word) word,
#include "model/statuses.def"
#undef STATUS
    };
    Case *c = b->c;
    const TreeItem *tree = &b->tree->items.at[index];
    Expectation e = {.tree = index, .on = DAY_NONE_AFTER};
    if (!asked(b, tree->literal, &e.asked)) {
        return;
    }
    if (tree->on != NONE) {
        e.on = one_day(b, tree->on, tree->span);
    }
    for (uint32_t i = 0; i < tree->levels.count; i++) {
        const TreeExpected *expected = &b->tree->expected.at[tree->levels.first + i];
        Str word = tree_symbol(b->tree, expected->word);
        e.span = expected->span;
        e.status = EXPECTED_STATUSES;
        Str known[EXPECTED_STATUSES];
        for (uint8_t s = 0; s < EXPECTED_STATUSES; s++) {
            known[s] = str_of(words[s]);
            if (str_equal(word, known[s])) {
                e.status = s;
            }
        }
        if (e.status == EXPECTED_STATUSES) {
            Diag *diag = diag_add(b->diags, E0201, expected->span, "`%.*s` is no status", STR_ARG(word));
            uint32_t near = meant_status(word, known);
            diag_help(b->diags, diag, near == NONE ? "write for instance `%s`" : "did you mean `%s`?",
                      words[near == NONE ? STATUS_ESTABLISHED : near]);
            if (near != NONE) {
                diag_edit(b->diags, diag, expected->span, "%s", words[near]);
            }
            continue;
        }
        for (uint32_t k = 0; k < expected->positions.count; k++) {
            e.view = view_named(b, b->tree->names.at[expected->positions.first + k]);
            if (e.view != NONE) {
                vec_push(&c->expectations, e);
            }
        }
        if (!expected->positions.count) {
            e.view = VIEW_ALL;
            vec_push(&c->expectations, e);
        }
    }
}

static void conflict(Builder *b, uint32_t index)
{
    const TreeItem *tree = &b->tree->items.at[index];
    Conflict conflict = {.tree = index};
    Literal sides[2];
    builder_no_variables(b);
    for (uint32_t i = 0; i < 2; i++) {
        if (!builder_literal(b, tree->levels.first + i, true, true, &sides[i])) {
            return;
        }
        if (RELATION_SAID(sides[i].relation) & ~(uint32_t)SAID_NOT) {
            diag_add(b->diags, E0102, tree->span, "a conflict is between plain statements");
            return;
        }
    }
    const TreeClause *where = builder_clause(b, tree, CLAUSE_WHERE);
    bool asks = false;
    for (uint32_t i = 0; where && i < where->range.count; i++) {
        asks |= tree_condition(b->tree, where->range.first + i).kind != CONDITION_COMPARE;
    }
    if (where && !asks && !builder_body(b, NULL, where->range, &conflict.where)) {
        return;
    }
    if (asks) {
        Diag *diag = diag_add(b->diags, E0102, where->span, "`where` compares: it cannot ask for a statement");
        diag_help(b->diags, diag, "write a comparison such as `where F != G`");
        return;
    }
    if (builder_check_bound(b, 0, "the two statements")) {
        conflict.literals = (TreeRange){id_of(b->c->literals.n), 2};
        vec_append(&b->c->literals, sides, 2);
        vec_push(&b->c->conflicts, conflict);
    }
}

/* What a section names must be there, whatever is in the section. */
static void section(Builder *b, uint32_t index)
{
    const TreeItem *item = &b->tree->items.at[index];
    const TreeClause *by = builder_clause(b, item, CLAUSE_BY), *per = builder_clause(b, item, CLAUSE_PER),
                     *rank = builder_clause(b, item, CLAUSE_RANK);
    for (uint32_t i = 0; by && i < by->range.count; i++) {
        builder_position(b, b->tree->names.at[by->range.first + i]);
    }
    for (uint32_t i = 0; per && i < per->range.count; i++) {
        const TreeCite *cite = &b->tree->cites.at[per->range.first + i];
        builder_source(b, cite->source, cite->span);
    }
    if (rank) {
        builder_rank(b, b->tree->names.at[rank->range.first]);
    }
}

void builder_questions(Builder *b)
{
    builder_each(b, ITEM_CONFLICT, conflict);
    builder_each(b, ITEM_QUESTION, question);
    builder_each(b, ITEM_CONTENTION, contention);
    builder_each(b, ITEM_BURDEN, burden);
    builder_each(b, ITEM_EXPECT, expectation);
    builder_each(b, ITEM_ASIDE, aside);
    builder_each(b, ITEM_SECTION, section);
}
