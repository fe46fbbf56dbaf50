#include "ground/lints.h"

typedef struct Lints {
    const Theory *t;
    const Timeline *timeline;
    Diagnostics *diags;
    uint8_t *present;  /* by relation: some atom of it is possible */
    uint8_t *applied;  /* by item: some instance of it exists */
    IdVec first_head;  /* by item: its first entry below, or NONE */
    IdVec head, other; /* the atoms that the item concludes: chained */
} Lints;

static Str symbol_text(const Lints *l, Symbol symbol)
{
    return tree_symbol(l->t->c->tree, symbol);
}

bool ground_lints_look_at(const Case *c, const TreeItem *item)
{
    return !c->library && item->span.start < c->tree->own_end;
}

/* ---- rules that can never apply ---- */

static bool may_be_met(const Lints *l, RelationId relation)
{
    const Case *c = l->t->c;
    if (l->present[relation]) {
        return true;
    }
    if (relation_composite(c, relation) == COMPOSITE_NONE) {
        return false;
    }
    const PredicateDetail *detail = predicate_detail(c, RELATION_PREDICATE(relation));
    if (detail->composite == COMPOSITE_AT_LEAST && detail->number > detail->parts.count) {
        return false; /* reported: W0150 */
    }
    for (uint32_t i = 0; i < detail->parts.count; i++) {
        const Schema *part = &c->schemas.at[c->ids.at[detail->parts.first + i]];
        bool all = true;
        for (uint32_t k = 0; k + part->around < part->body.literals.count && all; k++) {
            all = may_be_met(l, c->literals.at[part->body.literals.first + k].relation);
        }
        if (all) {
            return true;
        }
    }
    return false;
}

/* Only where each condition is met by something, but never all at once: else the reason is elsewhere, and is reported there. */
static void check_rule(Lints *l, ItemId id)
{
    const Case *c = l->t->c;
    const Item *item = &c->items.at[id];
    const TreeItem *tree = &c->tree->items.at[item->tree];
    if (l->applied[id] || !item->schemas.count || item_annulled(item) != NONE || !ground_lints_look_at(l->t->c, tree)) {
        return;
    }
    const Schema *schema = &c->schemas.at[item->schemas.first];
    for (uint32_t k = 0; k < schema->body.literals.count; k++) {
        if (!may_be_met(l, c->literals.at[schema->body.literals.first + k].relation)) {
            return;
        }
    }
    Diag *diag = diag_add(l->diags, W0108, tree->name_span, "this rule can never apply");
    diag_note(l->diags, diag, "each of its conditions is met somewhere, but never all of them together");
    diag_help(l->diags, diag, "look for a name that stands in the wrong place, or a comparison that nothing fulfils");
}

/* ---- contentions that nothing supports ---- */

static void check_contention(Lints *l, const Question *q)
{
    const Case *c = l->t->c;
    const TreeItem *tree = &c->tree->items.at[q->tree];
    for (uint32_t i = 0; i < q->asked.count && ground_lints_look_at(l->t->c, tree); i++) {
        const Asked *asked = &c->asked.at[q->asked.first + i];
        AtomId atom =
            asked->variables ? NONE : theory_find(l->t, asked->literal.relation, &c->terms.at[asked->literal.args]);
        bool possible = asked->variables ? l->present[asked->literal.relation]
                                         : atom != NONE && timeline_possible(l->timeline, atom) != TIME_NEVER;
        if (!possible) {
            Diag *diag = diag_add(l->diags, W0110, tree->name_span, "nothing in the case supports what is pleaded here");
            diag_help(l->diags, diag, "add the claims and rules from which it is to follow; or check how it is spelt");
        }
    }
}

/* ---- preferences without effect ---- */

/* What conflicts with `begins a` is what conflicts with a (S4.2). */
static AtomId plain_of(const Theory *t, AtomId atom)
{
    uint32_t said = RELATION_SAID(t->relation.at[atom]);
    AtomId plain = (said & SAID_BEGINS) && !(said & SAID_MODE_NOT) ? theory_find_said(t, atom, said & SAID_NOT) : NONE;
    return plain == NONE ? atom : plain;
}

static void collect_heads(Lints *l)
{
    const Theory *t = l->t;
    for (size_t i = 0; i < t->c->items.n; i++) {
        vec_push(&l->first_head, NONE);
    }
    size_t next = 0; /* of those that depend on unknown days */
    for (InstanceId i = 0; i < t->instance.n; i++) {
        const Schema *s = instance_said(t, i);
        bool some_day = next < t->uncertain.n && t->uncertain.at[next] == i;
        next += some_day;
        if (s) {
            l->applied[s->item] |= some_day || !t->days || t->days[i].from < t->days[i].until;
            vec_push(&l->head, instance_head(t, i));
            vec_push(&l->other, l->first_head.at[s->item]);
            l->first_head.at[s->item] = id_of(l->head.n) - 1;
        }
    }
}

enum { MOST_STEPS = 5000000 }; /* of the search below; what is not decided by then gets no warning */

typedef struct Contest {
    Lints *l;
    IdVec above, below;    /* by item: its first preference in `up` and `down`, or NONE */
    IdVec up, up_next;     /* what is preferred to it */
    IdVec down, down_next; /* what it is preferred to */
    IdVec marked;          /* by atom: the round in which it was marked */
    uint32_t round;
    size_t steps;
} Contest;

static void link(IdVec *first, IdVec *to, IdVec *next, ItemId from, ItemId item)
{
    vec_push(to, item);
    vec_push(next, first->at[from]);
    first->at[from] = id_of(to->n) - 1;
}

/* The item and everything above it, or below it. */
static void closure(Contest *x, const IdVec *first, const IdVec *to, const IdVec *next, ItemId item, IdVec *out)
{
    vec_clear(out);
    vec_push(out, item);
    for (size_t i = 0; i < out->n && x->steps < MOST_STEPS; i++) {
        for (uint32_t at = first->at[out->at[i]]; at != NONE; at = next->at[at]) {
            bool there = false;
            for (size_t k = 0; k < out->n && !there; k++) {
                there = out->at[k] == to->at[at];
                x->steps++;
            }
            if (!there) {
                vec_push(out, to->at[at]);
            }
        }
    }
}

static void mark_heads(Contest *x, ItemId item)
{
    const Lints *l = x->l;
    for (uint32_t at = l->first_head.at[item]; at != NONE; at = l->other.at[at]) {
        x->marked.at[l->head.at[at]] = x->marked.at[plain_of(l->t, l->head.at[at])] = x->round;
        x->steps++;
    }
}

static bool conflicts_with_marked(Contest *x, AtomId atom)
{
    const Theory *t = x->l->t;
    if (theory_happens_once(t, atom) && x->marked.at[atom] == x->round) {
        return true; /* on another day (S3.5h) */
    }
    uint32_t from = t->conflict_first.n ? t->conflict_first.at[atom] : 0;
    uint32_t until = t->conflict_first.n ? t->conflict_first.at[atom + 1] : 0;
    for (uint32_t i = from; i < until; i++) {
        x->steps++;
        if (x->marked.at[t->conflicts.at[i]] == x->round) {
            return true;
        }
    }
    return false;
}

/* Whether something at least as strong as the better item conflicts with something at most as strong as the worse one: only
 * then does the preference decide anything, by itself or as a link (S4.3). */
static bool has_effect(Contest *x, const Item *preference)
{
    const Lints *l = x->l;
    IdVec above = {0}, below = {0};
    closure(x, &x->above, &x->up, &x->up_next, preference->better, &above);
    closure(x, &x->below, &x->down, &x->down_next, preference->worse, &below);
    x->round++;
    for (size_t i = 0; i < below.n; i++) {
        mark_heads(x, below.at[i]);
    }
    bool found = false;
    for (size_t i = 0; i < above.n && !found; i++) {
        for (uint32_t at = l->first_head.at[above.at[i]]; at != NONE && !found; at = l->other.at[at]) {
            AtomId head = l->head.at[at], plain = plain_of(l->t, head);
            found = conflicts_with_marked(x, head) || (plain != head && conflicts_with_marked(x, plain)) ||
                    x->steps >= MOST_STEPS;
        }
    }
    vec_free(&above);
    vec_free(&below);
    return found || x->steps >= MOST_STEPS;
}

static void check_preferences(Lints *l)
{
    const Case *c = l->t->c;
    Contest x = {.l = l};
    for (size_t i = 0; i < c->items.n; i++) {
        vec_push(&x.above, NONE);
        vec_push(&x.below, NONE);
    }
    for (size_t i = 0; i < l->t->relation.n; i++) {
        vec_push(&x.marked, 0);
    }
    for (size_t i = 0; i < c->items.n; i++) {
        const Item *item = &c->items.at[i];
        if (item->kind == ITEM_PREFER && item->better != NONE && item->worse != NONE) {
            link(&x.above, &x.up, &x.up_next, item->worse, item->better);
            link(&x.below, &x.down, &x.down_next, item->better, item->worse);
        }
    }
    for (size_t i = 0; i < c->items.n; i++) {
        const Item *item = &c->items.at[i];
        const TreeItem *tree = item->kind == ITEM_PREFER ? &c->tree->items.at[item->tree] : NULL;
        bool looked_at = tree && ground_lints_look_at(l->t->c, tree) && item->better != NONE && item->worse != NONE &&
                         l->applied[item->better] && l->applied[item->worse];
        if (looked_at && !has_effect(&x, item)) {
            Symbol better = c->items.at[item->better].name, worse = c->items.at[item->worse].name;
            Diag *diag = diag_add(l->diags, W0112, tree->name_span, "this preference decides nothing");
            diag_note(l->diags, diag, "what `%.*s` says never contradicts what `%.*s` says",
                      STR_ARG(symbol_text(l, better)), STR_ARG(symbol_text(l, worse)));
            diag_help(l->diags, diag, "check that the two are named which you mean, or leave it out");
        }
    }
    IdVec *all[] = {&x.above, &x.below, &x.up, &x.up_next, &x.down, &x.down_next, &x.marked};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        vec_free(all[i]);
    }
}

void ground_lints(const Ground *ground, Diagnostics *diags)
{
    const Theory *t = &ground->theory;
    const Case *c = t->c;
    Lints l = {.t = t, .timeline = &ground->timeline, .diags = diags};
    l.present = mem_zero(c->predicates.n * SAID_WAYS, 1);
    l.applied = mem_zero(c->items.n, 1);
    for (AtomId atom = 0; atom < t->relation.n; atom++) {
        l.present[t->relation.at[atom]] = 1;
    }
    collect_heads(&l);
    bool prefers = false;
    for (ItemId i = 0; i < c->items.n; i++) {
        uint8_t kind = c->items.at[i].kind;
        prefers |= kind == ITEM_PREFER;
        if (kind == ITEM_RULE || kind == ITEM_ALWAYS) {
            check_rule(&l, i);
        }
    }
    for (size_t i = 0; i < c->questions.n; i++) {
        if (c->questions.at[i].kind == QUESTION_CONTENTION) {
            check_contention(&l, &c->questions.at[i]);
        }
    }
    if (prefers && !c->ranking_asked) { /* else a condition may ask for the preference itself */
        check_preferences(&l);
    }
    free(l.present);
    free(l.applied);
    vec_free(&l.first_head);
    vec_free(&l.head);
    vec_free(&l.other);
}
