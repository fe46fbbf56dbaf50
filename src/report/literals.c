#include "report/literals.h"

/* Whether a date, standing alone, would read as a number or a variable: it is then written `year 1991`. */
static bool wants_year(Str date)
{
    size_t plain = 0;
    while (plain < date.len && ((unsigned char)(date.ptr[plain] - '0') < 10 || (plain == 0 && date.ptr[0] == '-'))) {
        plain++;
    }
    bool variable = date.ptr[0] == 'X' && !memchr(date.ptr, '-', date.len);
    return plain == date.len || variable || date.ptr[0] == 'Y' || date.ptr[0] == '/';
}

void constant_text(Text *out, const Case *c, ConstantId id)
{
    const Constant *constant = &c->constants.at[id];
    Str text = tree_symbol(c->tree, constant->text);
    if (constant->kind != CONSTANT_STRING) {
        text_add(out, constant->kind == CONSTANT_DATE && wants_year(text) ? STR("year ") : STR(""));
        text_add(out, text);
        return;
    }
    text_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\') {
            text_add_char(out, '\\');
        }
        if (text.ptr[i] == '\n') {
            text_add(out, STR("\\n"));
        } else {
            text_add_char(out, text.ptr[i]);
        }
    }
    text_add_char(out, '"');
}

void said_text(Text *out, uint32_t said)
{
    text_add(out, said & SAID_ONCE ? STR("once ") : STR(""));
    text_add(out, said & SAID_MODE_NOT ? STR("not ") : STR(""));
    text_add(out, said & SAID_BEGINS ? STR("begins ") : STR(""));
    text_add(out, said & SAID_ENDS ? STR("ends ") : STR(""));
    text_add(out, said & SAID_NOT ? STR("not ") : STR(""));
}

static void variable_text(Text *out, const Case *c, const Open *open, uint32_t place)
{
    Symbol name = c->ids.at[open->names + (open->terms[place] & ~VARIABLE)];
    text_add(out, name == NONE ? STR("_") : tree_symbol(c->tree, name));
}

static void term_text(Text *out, const Case *c, const Open *open, uint32_t place)
{
    TermCode code = open->args[place];
    if (code == NONE && open->terms) {
        variable_text(out, c, open, place);
    } else if (code & VARIABLE) {
        text_format(out, "X%u", (code & ~VARIABLE) + 1);
    } else {
        constant_text(out, c, code);
    }
}

void literal_text(Text *out, const Case *c, RelationId relation, const ConstantId *args)
{
    open_text(out, c, relation, &(Open){args, NULL, NONE});
}

void open_text(Text *out, const Case *c, RelationId relation, const Open *open)
{
    const Predicate *p = &c->predicates.at[RELATION_PREDICATE(relation)];
    const PredicateDetail *detail = predicate_detail(c, RELATION_PREDICATE(relation));
    if (detail->composite) {
        composite_text(out, c, relation, open->args, false);
        return;
    }
    said_text(out, RELATION_SAID(relation));
    if (detail->disapplies != NONE) {
        text_format(out, "disapplies %.*s", STR_ARG(tree_symbol(c->tree, c->items.at[detail->disapplies].name)));
        for (uint32_t i = 0; i < p->arity; i++) {
            text_format(out, "%s%.*s = ", i ? ", " : " where ",
                        STR_ARG(tree_symbol(c->tree, c->ids.at[detail->where.first + i])));
            term_text(out, c, open, i);
        }
        return;
    }
    text_add(out, tree_symbol(c->tree, p->name));
    for (uint32_t i = 0; i < p->arity; i++) {
        text_add(out, i ? STR(", ") : STR("("));
        term_text(out, c, open, i);
    }
    text_add(out, p->arity ? STR(")") : STR(""));
}

void constant_reading(Text *out, const Case *c, ConstantId id)
{
    const Constant *constant = &c->constants.at[id];
    if (constant->kind == CONSTANT_NAME) {
        uint32_t reading = dense_find(&c->reading_by_symbol, constant->text);
        PositionId position = dense_find(&c->position_by_symbol, constant->text);
        if (reading == NONE && position != NONE) {
            reading = c->positions.at[position].text;
        }
        if (reading != NONE) {
            text_add(out, c->tree->texts.at[reading]);
            return;
        }
    }
    text_add(out, tree_symbol(c->tree, constant->text));
}

/* Replaces {Var} by what the argument of that place reads as. */
static void fill(Text *out, const Case *c, PredicateId predicate, Str reading, const Open *open)
{
    const PredicateDetail *p = predicate_detail(c, predicate);
    uint32_t arity = c->predicates.at[predicate].arity;
    bool declared = p->tree != NONE;
    TreeRange places = declared ? tree_literal(c->tree, c->tree->items.at[p->tree].literal).args : (TreeRange){0, 0};
    for (size_t i = 0; i < reading.len; i++) {
        const char *end = reading.ptr[i] == '{' ? memchr(reading.ptr + i, '}', reading.len - i) : NULL;
        uint32_t place = NONE;
        if (end && declared) {
            Str name = {reading.ptr + i + 1, (size_t)(end - reading.ptr) - i - 1};
            for (uint32_t k = 0; k < arity; k++) {
                const TreeTerm *t = &c->tree->terms.at[places.first + k];
                if (t->kind == TERM_VARIABLE && str_equal(tree_symbol(c->tree, t->value), name)) {
                    place = k;
                }
            }
        }
        if (place == NONE) {
            text_add_char(out, reading.ptr[i]);
        } else if (open->args[place] == NONE) {
            variable_text(out, c, open, place);
            i = (size_t)(end - reading.ptr);
        } else {
            constant_reading(out, c, open->args[place]);
            i = (size_t)(end - reading.ptr);
        }
    }
}

void literal_reading(Text *out, const Case *c, RelationId relation, const ConstantId *args)
{
    open_reading(out, c, relation, &(Open){args, NULL, NONE});
}

void open_reading(Text *out, const Case *c, RelationId relation, const Open *open)
{
    const PredicateDetail *p = predicate_detail(c, RELATION_PREDICATE(relation));
    uint32_t said = RELATION_SAID(relation);
    bool negated = said & SAID_NOT;
    uint32_t reading = negated && p->not_reading != NONE ? p->not_reading : p->reading;
    if (p->composite) {
        composite_text(out, c, relation, open->args, true);
        return;
    }
    if (reading == NONE) {
        if (p->disapplies != NONE) {
            text_format(out, "%.*s does not apply", STR_ARG(tree_symbol(c->tree, c->items.at[p->disapplies].name)));
            return;
        }
        open_text(out, c, relation, open);
        return;
    }
    text_add(out, said & SAID_ONCE ? STR("at some time: ") : STR(""));
    text_add(out, said & SAID_MODE_NOT ? STR("not so that ") : STR(""));
    text_add(out, said & SAID_BEGINS ? STR("it begins that ") : STR(""));
    text_add(out, said & SAID_ENDS ? STR("it ends that ") : STR(""));
    text_add(out, negated && p->not_reading == NONE ? STR("it is not so that ") : STR(""));
    fill(out, c, RELATION_PREDICATE(relation), c->tree->texts.at[reading], open);
    while (out->len && out->bytes[out->len - 1] == '.') {
        out->bytes[--out->len] = '\0';
    }
}

void item_label(Text *out, const Case *c, const Item *item, Files *files)
{
    if (item->name != NONE) {
        text_add(out, tree_symbol(c->tree, item->name));
        return;
    }
    item_place(out, c, item, files);
}

void item_place(Text *out, const Case *c, const Item *item, Files *files)
{
    if (item->supposed) {
        text_add(out, STR("what is supposed"));
        return;
    }
    FilePlace at = files_place(files, item_span(c, item).start);
    text_format(out, "%s at line %u", tree_item_word(item->kind), at.place.line);
    if (at.file->base) {
        text_format(out, " of %.*s", STR_ARG(at.file->name));
    }
}

Str item_sentence(const Case *c, const Item *item)
{
    uint32_t text = c->tree->items.at[item->tree].text;
    return text == NONE ? STR("") : c->tree->texts.at[text];
}

void positions_text(Text *out, const Case *c, PositionSet set, bool full_names)
{
    uint32_t count = (uint32_t)__builtin_popcountll(set), done = 0;
    for (PositionId p = 0; p < c->positions.n; p++) {
        if (!(set >> p & 1)) {
            continue;
        }
        text_add(out, !done ? STR("") : done + 1 == count ? STR(" and ") : STR(", "));
        done++;
        uint32_t text = c->positions.at[p].text;
        if (full_names && text != NONE) {
            text_add(out, c->tree->texts.at[text]);
        } else {
            text_add(out, tree_symbol(c->tree, c->positions.at[p].name));
        }
    }
}
