/* Names that are spelt almost alike: one that occurs only once, and nowhere says what it is, beside another that occurs more often and
 * differs from it by one slip of the pen (a letter too many, too few, another, or two exchanged). Candidates are found by their
 * deletions: two words are one slip apart only if they, or what is left of them without one letter, are the same (Mor and
 * Fraenkel 1982); so it is linear in the letters. */
#include "model/case.h"

enum {
    SHORTEST = 5, /* letters; shorter names are too often near each other, but see is_clear */
    VERY_SHORT = 3,
    OFTEN = 2, /* a name that stands so often is well known */
    LONGEST = 48,
    MOST_TERMS = 500000,   /* of the whole case; a larger register is not looked through */
    MOST_LETTERS = 500000, /* of the names that others are compared with; those after are left out */
};

/* What is named: things and predicates are told apart. */
typedef struct Named {
    Symbol symbol;
    uint32_t arity; /* of predicates; NONE: a thing */
    uint32_t count;
    Span first;
    bool known;         /* occurs more than once, or is declared */
    bool declared_here; /* a predicate with an item of its own */
    bool given;         /* one that something gives */
    bool expected;      /* one that is only asked for, in questions and expectations */
    bool declared;      /* says somewhere what it is; or it occurs in a table, where there is much that is alike */
} Named;

typedef struct Spelling {
    const Case *c;
    Diagnostics *diags;
    Map by_key; /* pair_key(symbol, arity) -> index in named */
    VEC(Named) named;
    Map by_rest; /* hash of what is left -> index in entries */
    VEC(uint32_t) entry, next;
} Spelling;

typedef struct Letters {
    uint32_t at[LONGEST];
    unsigned n;
} Letters;

/* The code points of a name; false when it is too short, too long, or has a digit: p1 and p2 are no slip. */
static bool letters_of(Str name, Letters *letters)
{
    letters->n = 0;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char byte = (unsigned char)name.ptr[i];
        if ((byte & 0xc0) == 0x80 && letters->n) {
            letters->at[letters->n - 1] = letters->at[letters->n - 1] << 6 | (byte & 0x3f);
        } else if (letters->n == LONGEST || (byte >= '0' && byte <= '9')) {
            return false;
        } else {
            letters->at[letters->n++] = byte;
        }
    }
    return letters->n >= VERY_SHORT;
}

/* Of two names one of which is short: whether a letter was left out, doubled or swapped, rather than another one meant, and the other
 * name is well known. */
static bool is_clear(const Named *meant, const Letters *slip, const Letters *other, bool swapped)
{
    bool shorter = slip->n != other->n || swapped;
    return (meant->declared_here || meant->given || meant->count >= OFTEN) && shorter && other->n > VERY_SHORT;
}

/* Of the letters without the one at `left_out` (n: all of them), and of what kind of name it is. */
static uint64_t hash_without(const Letters *letters, unsigned left_out, uint32_t arity)
{
    uint32_t rest[LONGEST + 1];
    unsigned n = 0;
    rest[n++] = arity;
    for (unsigned i = 0; i < letters->n; i++) {
        if (i != left_out) {
            rest[n++] = letters->at[i];
        }
    }
    return hash_bytes(rest, n * sizeof rest[0]);
}

/* Whether they differ by one slip, and not at an end: `maria` and `mario`, `claim` and `claims` are two names. `*swapped`: two letters
 * have changed places, which hardly makes another name. */
static bool one_slip(const Letters *a, const Letters *b, bool *swapped)
{
    unsigned start = 0, end_a = a->n, end_b = b->n;
    while (start < end_a && start < end_b && a->at[start] == b->at[start]) {
        start++;
    }
    while (end_a > start && end_b > start && a->at[end_a - 1] == b->at[end_b - 1]) {
        end_a--;
        end_b--;
    }
    unsigned left_a = end_a - start, left_b = end_b - start;
    *swapped = left_a == 2 && left_b == 2 && a->at[start] == b->at[start + 1] && a->at[start + 1] == b->at[start];
    bool one = (left_a == 1 && left_b <= 1) || (left_b == 1 && left_a == 0);
    bool last = end_a == a->n && end_b == b->n && start + 1 >= (a->n < b->n ? a->n : b->n);
    return *swapped || (one && !last && start > 0);
}

static Named *named_at(Spelling *s, Symbol symbol, uint32_t arity, Span span)
{
    uint32_t *at = map_at(&s->by_key, pair_key(symbol, arity));
    if (*at == NONE) {
        *at = vec_next_id(&s->named);
        vec_push(&s->named, ((Named){.symbol = symbol, .arity = arity, .first = span}));
    }
    return &s->named.at[*at];
}

static void count(Spelling *s, Symbol symbol, uint32_t arity, Span span)
{
    named_at(s, symbol, arity, span)->count++;
}

/* Whether this name is the name of something, and so cannot be a slip. */
static bool is_declared(const Case *c, const Named *named)
{
    if (named->arity != NONE) {
        for (PredicateId id = dense_find(&c->predicate_by_symbol, named->symbol); id != NONE;
             id = c->predicates.at[id].same_name) {
            const Predicate *p = &c->predicates.at[id];
            if (predicate_detail(c, id)->tree != NONE || (p->asked && !p->concluded) || id == c->preferred ||
                id == c->discredited) {
                return true; /* what nothing gives has been reported */
            }
        }
        return false;
    }
    return dense_find(&c->reading_by_symbol, named->symbol) != NONE ||
           dense_find(&c->position_by_symbol, named->symbol) != NONE ||
           dense_find(&c->item_by_symbol, named->symbol) != NONE ||
           dense_find(&c->source_by_symbol, named->symbol) != NONE;
}

/* What the case says of the predicate. */
static void look_up(const Case *c, Named *named)
{
    PredicateId id = named->arity == NONE ? NONE : dense_find(&c->predicate_by_symbol, named->symbol);
    while (id != NONE && c->predicates.at[id].arity != named->arity) {
        id = c->predicates.at[id].same_name;
    }
    if (id != NONE) {
        named->declared_here = predicate_detail(c, id)->tree != NONE;
        named->given = c->predicates.at[id].concluded;
        named->expected = !named->declared_here && !named->given && !c->predicates.at[id].asked;
    }
}

static void count_names(Spelling *s)
{
    const Tree *tree = s->c->tree;
    for (size_t i = 0; i < tree->literals.n; i++) {
        TreeLiteral l = tree_literal(tree, i);
        if (l.mode != MODE_DISAPPLIES) {
            count(s, l.name, l.args.count, l.name_span);
        }
    }
    for (size_t i = 0; i < tree->terms.n; i++) {
        const TreeTerm *t = &tree->terms.at[i];
        if (t->kind == TERM_NAME) {
            count(s, t->value, NONE, t->span);
        }
    }
}

/* Names of rows are never slips themselves: registers have much that is alike. */
static void declare_rows(Spelling *s)
{
    const Tree *tree = s->c->tree;
    for (size_t i = 0; i < tree->items.n; i++) {
        const TreeItem *item = &tree->items.at[i];
        bool row = (item->kind == ITEM_FACT || item->kind == ITEM_CLAIM) && item->literal != NONE &&
                   tree_scope(tree, (uint32_t)i)->table != NONE;
        TreeRange args = row ? tree_literal(tree, item->literal).args : (TreeRange){0, 0};
        for (uint32_t k = 0; k < args.count; k++) {
            const TreeTerm *t = &tree->terms.at[args.first + k];
            if (t->kind == TERM_NAME) {
                named_at(s, t->value, NONE, t->span)->declared = true;
            }
        }
    }
}

static void enter(Spelling *s, uint32_t index, const Letters *letters)
{
    for (unsigned left_out = 0; left_out <= letters->n; left_out++) {
        uint32_t *at = map_at(&s->by_rest, hash_without(letters, left_out, s->named.at[index].arity));
        vec_push(&s->next, *at);
        *at = vec_next_id(&s->entry);
        vec_push(&s->entry, index);
    }
}

static void report(Spelling *s, const Named *slip, const Named *meant)
{
    const Tree *tree = s->c->tree;
    Str own = tree_symbol(tree, slip->symbol), word = tree_symbol(tree, meant->symbol);
    Diag *diag = diag_add(s->diags, W0111, slip->first, "`%.*s` stands only here, and is spelt almost like `%.*s`",
                          STR_ARG(own), STR_ARG(word));
    diag_mark(s->diags, diag, meant->first, "did you mean this?");
    diag_help(s->diags, diag, "write `%.*s`", STR_ARG(word));
    diag_edit(s->diags, diag, slip->first, "%.*s", STR_ARG(word));
    diag_note(s->diags, diag,
              slip->arity == NONE ? "if both are meant, say what this one is: `name %.*s \"…\"`"
                                  : "if both are meant, declare this one: `predicate %.*s…`",
              STR_ARG(own));
}

static void look_for(Spelling *s, const Named *slip, const Letters *letters)
{
    for (unsigned left_out = 0; left_out <= letters->n; left_out++) {
        uint32_t at = map_find(&s->by_rest, hash_without(letters, left_out, slip->arity));
        for (; at != NONE; at = s->next.at[at]) {
            const Named *meant = &s->named.at[s->entry.at[at]];
            Letters other;
            bool swapped, earlier = meant->known || meant->first.start < slip->first.start;
            bool near = letters_of(tree_symbol(s->c->tree, meant->symbol), &other) && one_slip(letters, &other, &swapped);
            bool clear =
                near && ((letters->n >= SHORTEST && other.n >= SHORTEST) || is_clear(meant, letters, &other, swapped));
            bool asked = slip->expected && meant->given;
            if (clear && (asked || (earlier && (meant->known || swapped)))) {
                report(s, slip, meant);
                return;
            }
        }
    }
}

void case_check_spelling(const Case *c, Diagnostics *diags)
{
    Spelling s = {.c = c, .diags = diags};
    if (c->library || c->tree->terms.n > MOST_TERMS) {
        return;
    }
    count_names(&s);
    declare_rows(&s);
    size_t letters_in_all = 0;
    Letters letters;
    IdVec slips = {0};
    for (uint32_t i = 0; i < s.named.n; i++) {
        Named *named = &s.named.at[i];
        Str word = tree_symbol(c->tree, named->symbol);
        look_up(c, named);
        named->known = named->count > 1 || named->declared || is_declared(c, named);
        if (!letters_of(word, &letters)) {
            continue;
        }
        letters_in_all += letters.n;
        if (letters_in_all <= MOST_LETTERS) {
            enter(&s, i, &letters);
        }
        if (!named->known && named->first.start < c->tree->own_end) {
            vec_push(&slips, i);
        }
    }
    for (size_t i = 0; i < slips.n; i++) {
        const Named *slip = &s.named.at[slips.at[i]];
        if (letters_of(tree_symbol(c->tree, slip->symbol), &letters)) {
            look_for(&s, slip, &letters);
        }
    }
    vec_free(&slips);
    map_free(&s.by_key);
    map_free(&s.by_rest);
    vec_free(&s.named);
    vec_free(&s.entry);
    vec_free(&s.next);
}
