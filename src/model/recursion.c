#include "model/builder.h"

/* S3.4: recursion through `within`, by bodies, exceptions or conflicts. It is seen between predicates, whatever they are about: so that a
 * rule is wrong or right by itself, and not by the facts of the day. */

typedef VEC(uint64_t) Edges; /* pairs (predicate, what depends on it) */

typedef struct Finder {
    Builder *b;
    Edges edges;
    uint32_t *first;        /* by predicate, and one more: in `edges`, once they are sorted */
    PredicateId disapplied; /* stands for `disapplies` of each item, by the item, from here on */
} Finder;

static void add(Finder *f, PredicateId from, PredicateId to)
{
    vec_push(&f->edges, pair_key(from, to));
}

static void add_body(Finder *f, const Body *body, uint32_t own, PredicateId head)
{
    for (uint32_t i = 0; i < own; i++) {
        add(f, RELATION_PREDICATE(f->b->c->literals.at[body->literals.first + i].relation), head);
    }
}

static bool has_sources(const Case *c, const Item *item)
{
    for (uint32_t i = 0; item_is_claimed(item) && i < item->supports.count; i++) {
        if (c->supports.at[item->supports.first + i].sources.count) {
            return true;
        }
    }
    return false;
}

static void add_schema(Finder *f, const Schema *s)
{
    const Case *c = f->b->c;
    PredicateId head = RELATION_PREDICATE(s->head.relation);
    add_body(f, &s->body, s->body.literals.count - s->around, head);
    for (uint32_t i = 0; i < s->unless.count; i++) {
        const Body *unless = &c->exceptions.at[s->unless.first + i].body;
        add_body(f, unless, unless->literals.count, head);
    }
    if (s->role == ROLE_PART || s->role == ROLE_FACT) {
        PredicateId group =
            predicate_detail(c, head)->composite == COMPOSITE_MEMBER ? predicate_detail(c, head)->group : NONE;
        if (group != NONE) {
            add(f, head, group);
        }
        return;
    }
    add(f, f->disapplied + s->item, head);
    if (c->preferred != NONE) {
        add(f, c->preferred, head);
    }
    PredicateId discredited =
        *dense_at(&f->b->c->predicate_by_symbol, names_add(&f->b->tree->symbols, STR("discredited")));
    if (discredited != NONE && has_sources(c, &c->items.at[s->item])) {
        add(f, discredited, head);
    }
}

static void find_edges(Finder *f)
{
    const Case *c = f->b->c;
    f->disapplied = id_of(c->predicates.n);
    for (uint32_t i = 0; i < c->schemas.n; i++) {
        add_schema(f, &c->schemas.at[i]);
    }
    for (size_t i = 0; i < c->details.n; i++) {
        const PredicateDetail *detail = &c->details.at[i];
        if (detail->disapplies != NONE) {
            add(f, detail->predicate, f->disapplied + detail->disapplies);
        }
    }
    for (uint32_t i = 0; i < c->conflicts.n; i++) {
        PredicateId sides[2];
        for (int k = 0; k < 2; k++) {
            sides[k] = RELATION_PREDICATE(c->literals.at[c->conflicts.at[i].literals.first + k].relation);
        }
        add(f, sides[0], sides[1]);
        add(f, sides[1], sides[0]);
    }
    pairs_sort(f->edges.at, f->edges.n);
    uint32_t nodes = f->disapplied + id_of(c->items.n);
    f->first = mem_zero((size_t)nodes + 1, sizeof *f->first);
    for (uint32_t node = 0, next = 0; node <= nodes; node++) {
        while (next < f->edges.n && f->edges.at[next] >> 32 < node) {
            next++;
        }
        f->first[node] = next;
    }
}

/* Whether the second depends on the first. `seen` has a place for each predicate and item. */
static bool reaches(const Finder *f, PredicateId from, PredicateId to, uint8_t *seen, size_t room)
{
    IdVec open = {0};
    memset(seen, 0, room);
    vec_push(&open, from);
    bool found = false;
    while (open.n && !found) {
        uint32_t node = vec_pop(&open);
        for (uint32_t i = f->first[node]; i < f->first[node + 1] && !found; i++) {
            uint32_t next = (uint32_t)f->edges.at[i];
            found = next == to;
            if (!seen[next]) {
                seen[next] = 1;
                vec_push(&open, next);
            }
        }
    }
    vec_free(&open);
    return found;
}

void builder_check_recursion(Builder *b)
{
    const Case *c = b->c;
    Finder f = {.b = b};
    uint8_t *seen = NULL;
    size_t room = c->predicates.n + c->items.n;
    for (size_t i = 0; i < c->details.n; i++) {
        const PredicateDetail *detail = &c->details.at[i];
        if (detail->composite != COMPOSITE_WITHIN) {
            continue;
        }
        if (!seen) {
            seen = mem_new(room, 1);
            find_edges(&f);
        }
        const Schema *s = &c->schemas.at[c->ids.at[detail->parts.first]];
        PredicateId looked = RELATION_PREDICATE(c->literals.at[s->body.literals.first].relation);
        if (reaches(&f, detail->predicate, looked, seen, room)) {
            Diag *diag = diag_add(b->diags, E0330, c->predicates.at[detail->predicate].first,
                                  "this looks back at `%.*s`, which itself depends on what follows from it",
                                  TEXT_OF(b, c->predicates.at[looked].name));
            diag_note(b->diags, diag,
                      "whether it holds on one day would depend on itself, a window at a time, without end");
            diag_help(b->diags, diag,
                      "look back at the event that starts the period, such as a fact with a day of its own");
        }
    }
    free(seen);
    free(f.first);
    vec_free(&f.edges);
}
