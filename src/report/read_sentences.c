/* The sentence of each kind of item. */
#include "report/read_words.h"

static const TreeItem *item_at(const Words *w, uint32_t index)
{
    return &w->tree->items.at[index];
}

static const TreeClause *own_clause(const Words *w, const TreeItem *item, ClauseKind kind)
{
    for (uint32_t i = 0; i < item->clauses.count; i++) {
        const TreeClause *clause = &w->tree->clauses.at[item->clauses.first + i];
        if (clause->kind == kind) {
            return clause;
        }
    }
    return NULL;
}

/* ---- sources, positions, days ---- */

static void add_pin(Words *w, const TreeCite *cite)
{
    switch ((PinKind)cite->pin_kind) {
    case PIN_NONE:
        break;
    case PIN_QUOTATION:
        words_add(w, ", where it says ");
        words_quote(w, cite->pin);
        break;
    case PIN_SENTENCE:
        words_add(w, ", at ");
        text_add(w->out, w->tree->texts.at[cite->pin]);
        break;
    case PIN_MARK:
        words_add(w, ", at the place marked ");
        text_add(w->out, w->tree->texts.at[cite->pin]);
        break;
    case PIN_NOWHERE:
        words_add(w, ", which nowhere says ");
        words_quote(w, cite->pin);
        break;
    }
}

/* `alone`: what stands between sources of which each is enough. */
static void add_cites(Words *w, const TreeClause *per, const char *alone)
{
    for (uint32_t i = 0; i < per->range.count; i++) {
        const TreeCite *cite = &w->tree->cites.at[per->range.first + i];
        words_add(w, i == 0                   ? ""
                     : cite->join == CITE_AND ? " together with "
                     : cite->join == CITE_VIA ? " as reported by "
                                              : alone);
        words_item(w, cite->source);
        add_pin(w, cite);
        if (cite->ref != NONE) {
            words_add(w, ", ");
            text_add(w->out, w->tree->texts.at[cite->ref]);
        }
    }
}

/* " (source: 2)" */
static void add_sources(Words *w, uint32_t item)
{
    const TreeClause *per = case_clause(w->c, item, CLAUSE_PER);
    if (per && per->range.count) {
        words_add(w, per->range.count == 1 ? " (source: " : " (sources: ");
        add_cites(w, per, item_at(w, item)->kind == ITEM_CLAIM ? "; and by itself " : "; ");
        words_add(w, ")");
    }
}

/* Names with commas and "and" between them, each in words by `add`. */
static void add_names(Words *w, TreeRange names, void (*add)(Words *w, Symbol name))
{
    for (uint32_t i = 0; i < names.count; i++) {
        words_add(w, i == 0 ? "" : i + 1 == names.count ? " and " : ", ");
        add(w, w->tree->names.at[names.first + i].name);
    }
}

/* Who says it; false when nobody in particular does. */
static bool add_speakers(Words *w, uint32_t item)
{
    const TreeClause *by = case_clause(w->c, item, CLAUSE_BY);
    if (by) {
        add_names(w, by->range, words_position);
    }
    return by != NULL;
}

static bool speaks_alone(const Words *w, uint32_t item)
{
    const TreeClause *by = case_clause(w->c, item, CLAUSE_BY);
    return by && by->range.count == 1;
}

/* "on 7 October 2001, ": when what an item says is so; nothing when on every day. */
static void add_period(Words *w, uint32_t item, const char *after)
{
    static const ClauseKind kinds[] = {CLAUSE_ON, CLAUSE_FROM, CLAUSE_UNTIL, CLAUSE_DURING, CLAUSE_BEGINS};
    const TreeClause *clause = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && !clause; i++) {
        clause = case_clause(w->c, item, kinds[i]);
    }
    if (!clause) {
        return;
    }
    switch ((ClauseKind)clause->kind) {
    case CLAUSE_ON:
        words_when(w, clause->range.first);
        break;
    case CLAUSE_FROM:
        words_add(w, "from ");
        words_moment(w, clause->a);
        if (clause->b == NONE) {
            words_add(w, " on");
        } else {
            words_add(w, clause->through ? " through " : " until ");
            words_moment(w, clause->b);
        }
        break;
    case CLAUSE_UNTIL:
        words_add(w, "until ");
        words_moment(w, clause->a);
        break;
    case CLAUSE_DURING:
        words_add(w, "throughout ");
        words_date(w, clause->a);
        break;
    default:
        words_add(w, "from ");
        words_moment(w, clause->a);
        words_add(w, " on, until something ends it");
        break;
    }
    words_add(w, after);
}

static void add_rank(Words *w, uint32_t item)
{
    const TreeClause *rank = case_clause(w->c, item, CLAUSE_RANK);
    if (rank) {
        words_add(w, " It ranks as ");
        words_name(w, w->tree->names.at[rank->range.first].name);
        words_add(w, ".");
    }
}

/* Because, notes and references, as sentences of their own. */
static void add_remarks(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    for (uint32_t i = 0; i < item->clauses.count; i++) {
        const TreeClause *clause = &w->tree->clauses.at[item->clauses.first + i];
        const char *before = clause->kind == CLAUSE_BECAUSE ? " The reason given: "
                             : clause->kind == CLAUSE_NOTE  ? " Note: "
                             : clause->kind == CLAUSE_REF   ? " See "
                                                            : NULL;
        if (before) {
            words_add(w, before);
            if (clause->kind == CLAUSE_REF) {
                text_add(w->out, w->tree->texts.at[clause->a]);
            } else {
                words_quote(w, clause->a);
            }
            words_add(w, ".");
        }
    }
}

/* ---- sentences, by kind of item ---- */

static bool has_own_statement(const TreeItem *item)
{
    return item->literal != NONE;
}

/* The item's sentence and what it comes to. `says`: "says" or "say", or what stands in their place. */
static void add_assertion(Words *w, uint32_t index, const char *before)
{
    const TreeItem *item = item_at(w, index);
    words_add(w, before);
    if (item->text != NONE) {
        words_add(w, ": ");
        words_quote(w, item->text);
        if (!has_own_statement(item)) {
            Text period = {0}, *out = w->out;
            w->out = &period;
            add_period(w, index, "");
            w->out = out;
            words_add(w, period.len ? ", " : "");
            text_add(w->out, text_str(&period));
            text_free(&period);
        }
        add_sources(w, index);
        words_add(w, ".");
        if (has_own_statement(item)) {
            words_add(w, " In short: ");
            add_period(w, index, ", ");
            words_literal(w, item->literal);
            words_add(w, ".");
        }
        return;
    }
    words_add(w, " that ");
    add_period(w, index, ", ");
    if (has_own_statement(item)) {
        words_literal(w, item->literal);
    } else {
        words_name(w, item->name);
    }
    add_sources(w, index);
    words_add(w, ".");
}

static void tell_fact(Words *w, uint32_t index)
{
    add_assertion(w, index, item_at(w, index)->text != NONE ? "Undisputed" : "It is undisputed");
}

static void tell_claim(Words *w, uint32_t index)
{
    if (add_speakers(w, index)) {
        add_assertion(w, index, speaks_alone(w, index) ? " says" : " say");
    } else {
        add_assertion(w, index, "It is claimed");
    }
    add_rank(w, index);
}

static void tell_contention(Words *w, uint32_t index)
{
    const TreeClause *attributed = own_clause(w, item_at(w, index), CLAUSE_ATTRIBUTED);
    bool by = add_speakers(w, index);
    if (attributed) {
        words_add(w, by ? (speaks_alone(w, index) ? " says that " : " say that ") : "It is said that ");
        add_names(w, attributed->range, words_position);
        add_assertion(w, index, attributed->range.count == 1 ? " says" : " say");
    } else {
        add_assertion(w, index, by ? (speaks_alone(w, index) ? " pleads" : " plead") : "It is pleaded");
    }
}

static void add_exceptions(Words *w, const TreeItem *item)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < item->clauses.count; i++) {
        const TreeClause *clause = &w->tree->clauses.at[item->clauses.first + i];
        if (clause->kind == CLAUSE_UNLESS) {
            words_add(w, count++ ? "; or unless " : ", unless ");
            words_conditions(w, clause->range);
        }
    }
}

static void add_conclusions(Words *w, const TreeClause *then)
{
    for (uint32_t i = 0; then && i < then->range.count; i++) {
        words_add(w, i ? ", and " : "");
        words_conclusion(w, then->range.first + i);
    }
}

static void add_force(Words *w, const TreeItem *item)
{
    const TreeClause *force = own_clause(w, item, CLAUSE_IN_FORCE), *annulled = own_clause(w, item, CLAUSE_ANNULLED);
    if (force) {
        words_add(w, " It is in force");
        if (force->a != NONE) {
            words_add(w, " from ");
            words_date(w, force->a);
            words_add(w, force->b == NONE ? " on" : "");
        }
        if (force->b != NONE) {
            words_add(w, force->through ? " through " : " until ");
            words_date(w, force->b);
        }
        words_add(w, ".");
    }
    if (annulled) {
        words_add(w, " It was annulled ");
        words_when(w, annulled->a);
        words_add(w, ".");
    }
}

static void tell_rule(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeClause *conditions = own_clause(w, item, CLAUSE_IF);
    bool always = item->kind == ITEM_ALWAYS;
    if (add_speakers(w, index)) {
        words_add(w, speaks_alone(w, index) ? " puts forward the rule" : " put forward the rule");
    } else {
        words_add(w, "A rule");
    }
    words_add(w, always ? " that overrides all others" : "");
    if (item->text != NONE) {
        words_add(w, ": ");
        words_quote(w, item->text);
    }
    add_sources(w, index);
    words_add(w, item->text != NONE ? ". In short: " : ": ");
    if (conditions) {
        words_add(w, "if ");
        words_conditions(w, conditions->range);
        words_add(w, ", then ");
    }
    add_conclusions(w, own_clause(w, item, CLAUSE_THEN));
    add_exceptions(w, item);
    words_add(w, ".");
    add_force(w, item);
    add_rank(w, index);
}

static void tell_act(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeClause *of = own_clause(w, item, CLAUSE_OF), *on = case_clause(w->c, index, CLAUSE_ON);
    const TreeClause *effective = own_clause(w, item, CLAUSE_EFFECTIVE), *then = own_clause(w, item, CLAUSE_THEN);
    words_add(w, "An act");
    if (of) {
        words_add(w, " of ");
        add_names(w, of->range, words_name);
    }
    if (on) {
        words_add(w, ", done ");
        words_when(w, on->range.first);
    }
    if (item->text != NONE) {
        words_add(w, ": ");
        words_quote(w, item->text);
    }
    add_sources(w, index);
    words_add(w, ".");
    if (effective) {
        words_add(w, " It takes effect ");
        words_when(w, effective->a);
        words_add(w, ".");
    }
    if (then) {
        words_add(w, " Unless it is void, ");
        add_conclusions(w, then);
        words_add(w, ".");
    }
}

/* Ends the sentence; the item's own text follows as one by itself. */
static void end_and_quote(Words *w, const TreeItem *item)
{
    words_add(w, ".");
    if (item->text != NONE) {
        words_add(w, " ");
        words_quote(w, item->text);
        words_add(w, ".");
    }
}

static void tell_preference(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeName *sides = &w->tree->names.at[item->levels.first];
    bool by = add_speakers(w, index);
    words_add(w, by ? (speaks_alone(w, index) ? " says that " : " say that ") : "Where the two conflict, ");
    words_item(w, sides[0].name);
    words_add(w, " prevails over ");
    words_item(w, sides[1].name);
    add_sources(w, index);
    end_and_quote(w, item);
}

static void tell_conflict(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeClause *where = own_clause(w, item, CLAUSE_WHERE);
    words_add(w, "It cannot be both that ");
    words_literal(w, item->levels.first);
    words_add(w, ", and that ");
    words_literal(w, item->levels.first + 1);
    if (where) {
        words_add(w, ", where ");
        words_conditions(w, where->range);
    }
    add_sources(w, index);
    words_add(w, ".");
}

static void tell_source(Words *w, uint32_t index)
{
    static const struct {
        ClauseKind kind;
        const char *before;
    } details[] = {{CLAUSE_DATED, " Its date: "}, {CLAUSE_AUTHOR, " Its author: "},
                   {CLAUSE_KIND, " Its kind: "},  {CLAUSE_RANK, " What rests on it ranks as "},
                   {CLAUSE_FILE, " Its file: "},  {CLAUSE_URL, " Found at "}};
    const TreeItem *item = item_at(w, index);
    words_add(w, "A source: ");
    if (item->text != NONE) {
        words_quote(w, item->text);
    } else {
        words_name(w, item->name);
    }
    words_add(w, ".");
    for (size_t i = 0; i < sizeof details / sizeof details[0]; i++) {
        const TreeClause *clause = own_clause(w, item, details[i].kind);
        if (clause) {
            words_add(w, details[i].before);
            if (clause->kind == CLAUSE_DATED) {
                words_date(w, clause->a);
            } else if (clause->kind == CLAUSE_FILE || clause->kind == CLAUSE_URL) {
                text_add(w->out, w->tree->texts.at[clause->a]);
            } else {
                words_name(w, w->tree->names.at[clause->range.first].name);
            }
            words_add(w, ".");
        }
    }
}

static void tell_position(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeClause *accepts = own_clause(w, item, CLAUSE_ACCEPTS), *denies = own_clause(w, item, CLAUSE_DENIES);
    words_position(w, item->name);
    words_add(w, " is one of the positions");
    if (item->text != NONE) {
        words_add(w, ": ");
        words_quote(w, item->text);
    }
    words_add(w, ".");
    if (accepts) {
        words_add(w, " It accepts ");
        add_names(w, accepts->range, words_item);
        words_add(w, ".");
    }
    if (denies) {
        words_add(w, " It denies ");
        add_names(w, denies->range, words_item);
        words_add(w, ".");
    }
}

static void tell_order(Words *w, uint32_t index)
{
    static const struct {
        ClauseKind kind;
        const char *before, *after;
    } uses[] = {{CLAUSE_DEFAULT, " What has no rank of its own ranks as ", "."},
                {CLAUSE_DOUBT, " What ranks below ", " establishes nothing by itself."},
                {CLAUSE_SETTLED, " What ranks as ", " or higher is not put in doubt by a denial."}};
    const TreeItem *item = item_at(w, index);
    words_add(w, "What is said ranks by ");
    words_name(w, item->name);
    words_add(w, ", from the lowest to the highest: ");
    add_names(w, item->levels, words_name);
    words_add(w, ".");
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        const TreeClause *clause = own_clause(w, item, uses[i].kind);
        if (clause) {
            words_add(w, uses[i].before);
            words_name(w, w->tree->names.at[clause->range.first].name);
            words_add(w, uses[i].after);
        }
    }
}

static bool predicate_is_told(const Words *w, const TreeItem *item)
{
    return own_clause(w, item, CLAUSE_ONE) || own_clause(w, item, CLAUSE_WHILE) ||
           own_clause(w, item, CLAUSE_HAPPENS_ONCE);
}

static void tell_predicate(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeClause *one = own_clause(w, item, CLAUSE_ONE), *during = own_clause(w, item, CLAUSE_WHILE);
    if (one) {
        w->variables = true;
        words_add(w, "Only one ");
        text_add(w->out, tree_symbol(w->tree, w->tree->names.at[one->range.first].name));
        words_add(w, " at a time can be such that ");
    } else {
        words_add(w, "That ");
    }
    words_literal(w, item->literal);
    if (during) {
        words_add(w, one ? "; and it goes on only while " : " goes on only while ");
        words_conditions(w, during->range);
    }
    if (own_clause(w, item, CLAUSE_HAPPENS_ONCE)) {
        words_add(w, one || during ? "; and it happens once" : " happens once");
    }
    words_add(w, ".");
}

static void tell_question(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeClause *on = own_clause(w, item, CLAUSE_ON), *views = own_clause(w, item, CLAUSE_FOR);
    words_add(w, "The question: ");
    if (item->text != NONE) {
        words_quote(w, item->text);
        words_add(w, ", that is, ");
    }
    for (uint32_t i = 0; i < item->levels.count; i++) {
        words_add(w, i ? ", and " : "");
        words_asked(w, item->levels.first + i);
    }
    for (uint32_t i = 0; on && i < on->range.count; i++) {
        words_add(w, i ? (i + 1 == on->range.count ? " and " : ", ") : ", ");
        words_when(w, on->range.first + i);
    }
    if (views) {
        words_add(w, ", in the view of ");
        add_names(w, views->range, words_view);
    } else if (own_clause(w, item, CLAUSE_FOR_EACH)) {
        words_add(w, ", for all together and for each position");
    }
    words_add(w, ".");
}

static void tell_burden(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeClause *on = own_clause(w, item, CLAUSE_ON);
    words_add(w, "It is for ");
    words_position(w, item->name);
    words_add(w, " to establish that ");
    for (uint32_t i = 0; on && i < on->range.count; i++) {
        words_add(w, i ? " and " : "");
        words_when(w, on->range.first + i);
        words_add(w, i + 1 == on->range.count ? ", " : "");
    }
    words_literal(w, item->literal);
    add_sources(w, index);
    end_and_quote(w, item);
}

static void tell_aside(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeCite *cite = &w->tree->cites.at[item->levels.first];
    words_add(w, "Left aside: ");
    words_item(w, cite->source);
    add_pin(w, cite);
    if (item->text != NONE) {
        words_add(w, ": ");
        words_quote(w, item->text);
    }
    words_add(w, ".");
}

/* Its rows are told one by one; of the table itself, what they do not say. */
static bool table_is_told(const Words *w, const TreeItem *item)
{
    return item->text != NONE || own_clause(w, item, CLAUSE_TABLE) || own_clause(w, item, CLAUSE_NOTE) ||
           own_clause(w, item, CLAUSE_BECAUSE) || own_clause(w, item, CLAUSE_REF);
}

static void tell_table(Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    const TreeClause *file = own_clause(w, item, CLAUSE_TABLE);
    words_add(w, item->kind == ITEM_FACTS ? "A list of what is undisputed" : "A list of what is claimed");
    if (item->text != NONE) {
        words_add(w, ": ");
        words_quote(w, item->text);
    }
    if (file) {
        words_add(w, ", read from the file ");
        text_add(w->out, w->tree->texts.at[file->a]);
    }
    add_sources(w, index);
    words_add(w, ".");
}

/* What is told of a kind of item; NULL: nothing with a number. */
typedef void Tell(Words *w, uint32_t index);
static Tell *const tells[ITEM_KINDS] = {
    [ITEM_SOURCE] = tell_source,       [ITEM_POSITION] = tell_position, [ITEM_ORDER] = tell_order,
    [ITEM_PREDICATE] = tell_predicate, [ITEM_FACT] = tell_fact,         [ITEM_CLAIM] = tell_claim,
    [ITEM_RULE] = tell_rule,           [ITEM_ALWAYS] = tell_rule,       [ITEM_ACT] = tell_act,
    [ITEM_PREFER] = tell_preference,   [ITEM_CONFLICT] = tell_conflict, [ITEM_QUESTION] = tell_question,
    [ITEM_FACTS] = tell_table,         [ITEM_CLAIMS] = tell_table,      [ITEM_CONTENTION] = tell_contention,
    [ITEM_BURDEN] = tell_burden,       [ITEM_ASIDE] = tell_aside,
};

bool words_tells(const Words *w, uint32_t index)
{
    const TreeItem *item = item_at(w, index);
    switch ((ItemKind)item->kind) {
    case ITEM_PREDICATE:
        return predicate_is_told(w, item);
    case ITEM_FACTS:
    case ITEM_CLAIMS:
        return table_is_told(w, item);
    default:
        return tells[item->kind] != NULL;
    }
}

void words_tell(Words *w, uint32_t index)
{
    tells[item_at(w, index)->kind](w, index);
    add_remarks(w, index);
}
