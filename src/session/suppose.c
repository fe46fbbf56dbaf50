#include "report/literals.h"
#include "session/session.h"

static const char *const options[] = {"--accept", "--reject", "--deny", "--prefer", "--given"};

void session_suppose_nothing(arguendo_session *s)
{
    for (size_t i = 0; i < s->suppositions.n; i++) {
        free(s->suppositions.at[i].what);
    }
    vec_free(&s->suppositions);
    supposed_free(&s->supposed);
}

static ItemId by_label(arguendo_session *s, Str label)
{
    Text text = {0};
    ItemId found = NONE;
    for (ItemId i = 0; i < s->c.items.n && found == NONE; i++) {
        const Item *item = &s->c.items.at[i];
        text.len = 0;
        item_place(&text, &s->c, item, &s->files);
        if (!item->supposed && str_equal(text_str(&text), label)) {
            found = i;
        }
    }
    text_free(&text);
    return found;
}

/* Says that nothing is called so, with what is nearest. */
static void nothing_called(arguendo_session *s, uint8_t kind, Str name)
{
    const Case *c = &s->c;
    VEC(Str) words = {0};
    for (ItemId i = 0; i < c->items.n; i++) {
        if (c->items.at[i].name != NONE) {
            vec_push(&words, tree_symbol(c->tree, c->items.at[i].name));
        }
    }
    for (SourceId i = 0; kind == SUPPOSE_REJECT && i < c->sources.n; i++) {
        vec_push(&words, tree_symbol(c->tree, c->sources.at[i].name));
    }
    text_format(&s->trouble, "arguendo: %s: no fact, claim, rule%s is called `%.*s`", options[kind],
                kind == SUPPOSE_REJECT ? ", preference or source" : " or preference", STR_ARG(name));
    uint32_t near = nearest_word(name, words.at, words.n);
    if (near != NONE) {
        text_format(&s->trouble, ". Did you mean `%.*s`?\n", STR_ARG(words.at[near]));
    } else {
        text_add(&s->trouble, STR("; what has no name is called by its place, such as `claim at line 20`\n"));
    }
    vec_free(&words);
}

/* The reasoning item called so, by name or by place; NONE after a sentence in `trouble`. */
static ItemId find_item(arguendo_session *s, uint8_t kind, Str name)
{
    const Case *c = &s->c;
    Symbol symbol = names_find(&c->tree->symbols, name);
    uint32_t item = symbol == NONE ? NONE : dense_find(&c->item_by_symbol, symbol);
    if (item < c->items.n) {
        return item;
    }
    if (item != NONE) {
        text_format(&s->trouble,
                    "arguendo: %s: more than one item asserts `%.*s`; call the one you mean by its place, such as "
                    "`claim at line 20`\n",
                    options[kind], STR_ARG(name));
        return NONE;
    }
    item = by_label(s, name);
    if (item == NONE && symbol != NONE && dense_find(&c->source_by_symbol, symbol) != NONE) {
        text_format(
            &s->trouble,
            "arguendo: %s: `%.*s` is a source, and this takes a fact, claim, rule, act or preference; --reject takes "
            "out a source\n",
            options[kind], STR_ARG(name));
    } else if (item == NONE) {
        nothing_called(s, kind, name);
    }
    return item;
}

static bool find_preference(arguendo_session *s, Supposition *new)
{
    Str text = str_of(new->what);
    const char *colon = memchr(text.ptr, ':', text.len);
    if (!colon) {
        text_format(&s->trouble, "arguendo: --prefer takes two names with a colon between them, the better one first: "
                                 "--prefer gray:finder\n");
        return false;
    }
    Str names[] = {{text.ptr, (size_t)(colon - text.ptr)}, {colon + 1, (size_t)(text.ptr + text.len - colon) - 1}};
    ItemId items[2];
    for (int i = 0; i < 2; i++) {
        items[i] = find_item(s, SUPPOSE_PREFER, names[i]);
        if (items[i] == NONE) {
            return false;
        }
        if (s->c.items.at[items[i]].kind == ITEM_FACT) {
            text_format(
                &s->trouble,
                "arguendo: --prefer: `%.*s` is a fact, and undisputed; preferences are between claims and rules\n",
                STR_ARG(names[i]));
            return false;
        }
    }
    if (items[0] == items[1]) {
        text_format(&s->trouble, "arguendo: --prefer: nothing can be preferred to itself\n");
        return false;
    }
    new->item = case_add_preference(&s->c, items[0], items[1]);
    return true;
}

static bool find_given(arguendo_session *s, Supposition *new)
{
    Asked asked;
    const char *what = new->what;
    if (!session_literals(s, &what, 1, &asked)) {
        return false;
    }
    if (asked.variables) {
        text_format(&s->trouble,
                    "arguendo: --given takes a statement about something in particular, without variables\n");
        return false;
    }
    if (RELATION_SAID(asked.literal.relation) & SAID_ONCE) {
        text_format(&s->trouble, "arguendo: --given: `once` belongs to conditions\n");
        return false;
    }
    if (RELATION_PREDICATE(asked.literal.relation) == s->c.preferred) {
        text_format(&s->trouble,
                    "arguendo: --given: a preference that nobody disputes is supposed with --prefer A:B\n");
        return false;
    }
    new->item = case_add_given(&s->c, asked.literal);
    return true;
}

static bool find_stance(arguendo_session *s, Supposition *new)
{
    const Case *c = &s->c;
    Str name = str_of(new->what);
    Symbol symbol = names_find(&c->tree->symbols, name);
    if (new->kind == SUPPOSE_REJECT && symbol != NONE) {
        new->source = dense_find(&c->source_by_symbol, symbol);
    }
    if (new->source != NONE) {
        return true;
    }
    new->item = find_item(s, new->kind, name);
    if (new->item == NONE) {
        return false;
    }
    if (new->kind == SUPPOSE_DENY && is_undisputed(&c->items.at[new->item])) {
        text_format(&s->trouble, "arguendo: --deny: `%.*s` is undisputed; --reject takes it out\n", STR_ARG(name));
        return false;
    }
    for (size_t i = 0; i < s->suppositions.n; i++) {
        const Supposition *old = &s->suppositions.at[i];
        if (old->kind != new->kind && old->item == new->item && old->kind <= SUPPOSE_DENY) {
            text_format(&s->trouble, "arguendo: %s and %s: `%.*s` can be only one of the two\n", options[old->kind],
                        options[new->kind], STR_ARG(name));
            return false;
        }
    }
    return true;
}

static void apply(arguendo_session *s)
{
    static const uint8_t bits[] = {SUPPOSED_IN, SUPPOSED_OUT, SUPPOSED_DENIED, SUPPOSED_IN, SUPPOSED_IN};
    supposed_free(&s->supposed);
    supposed_start(&s->supposed, &s->c);
    for (size_t i = 0; i < s->suppositions.n; i++) {
        const Supposition *supposition = &s->suppositions.at[i];
        if (supposition->source != NONE) {
            s->supposed.source[supposition->source] = 1;
        } else {
            s->supposed.item[supposition->item] |= bits[supposition->kind];
        }
    }
}

/* Whether the preferences, with what is supposed, run in a circle. */
static bool in_circle(arguendo_session *s)
{
    IdVec items = {0};
    Viewpoint everything = {.view = VIEW_EVERYTHING, .known_by = DAY_NONE_AFTER, .supposed = &s->supposed};
    case_find_circle(&s->c, &everything, &items);
    bool circle = items.n > 0;
    if (circle) {
        text_add(&s->trouble, STR("arguendo: --prefer: preferences would run in a circle:"));
        for (size_t i = 0; i < items.n; i++) {
            text_add(&s->trouble, i ? STR(", ") : STR(" "));
            item_label(&s->trouble, &s->c, &s->c.items.at[items.at[i]], &s->files);
        }
        text_add_char(&s->trouble, '\n');
    }
    vec_free(&items);
    return circle;
}

bool session_as_written(arguendo_session *s, uint32_t view, RelationId relation, const ConstantId *args, Day day,
                        Period *period)
{
    Evaluation e;
    Diagnostics aside = {0};
    bool good = evaluation_run(&e, &s->c, session_written(s, view), &aside);
    if (good) {
        Periods periods = {0};
        evaluation_periods(&e, relation, args, (Wanted){.only = &day, .days = &day, .count = 1}, &periods);
        *period = *periods_at(&periods, day);
        periods_free(&periods);
    }
    evaluation_free(&e);
    diag_free(&aside);
    return good;
}

_Static_assert((int)ARGUENDO_ACCEPT == SUPPOSE_ACCEPT && (int)ARGUENDO_GIVEN == SUPPOSE_GIVEN, "one list of kinds");

arguendo_result arguendo_suppose(arguendo_session *s, arguendo_supposition kind, const char *what)
{
    if (!session_begin(s)) {
        return ARGUENDO_FINDINGS;
    }
    if (!what) {
        session_suppose_nothing(s);
        return ARGUENDO_GOOD;
    }
    size_t size = strlen(what) + 1;
    Supposition new = {(uint8_t)kind, NONE, NONE, mem_new(size, 1)};
    memcpy(new.what, what, size);
    bool good = kind == ARGUENDO_PREFER  ? find_preference(s, &new)
                : kind == ARGUENDO_GIVEN ? find_given(s, &new)
                                         : find_stance(s, &new);
    if (!good) {
        free(new.what);
        return ARGUENDO_MISUSE;
    }
    vec_push(&s->suppositions, new);
    apply(s);
    if (kind == ARGUENDO_PREFER && in_circle(s)) {
        s->suppositions.n--;
        free(new.what);
        apply(s);
        return ARGUENDO_MISUSE;
    }
    return ARGUENDO_GOOD;
}
