#include "report/items.h"

#include "report/literals.h"
#include "report/wrap.h"
#include "source/clean.h"

static void conditions_says(Text *out, const Case *c, const Schema *s)
{
    ConstantId unbound[MAX_VARIABLES];
    memset(unbound, 0xff, sizeof unbound);
    for (uint32_t i = 0; i < s->body.literals.count - s->around; i++) {
        text_add(out, i ? STR(" and ") : STR("if "));
        condition_text(out, c, &c->literals.at[s->body.literals.first + i], s->names, unbound, false);
    }
}

static void conclusions_says(Text *out, const Case *c, const Item *item)
{
    ConstantId unbound[MAX_VARIABLES];
    memset(unbound, 0xff, sizeof unbound);
    for (uint32_t i = 0; i < item->schemas.count; i++) {
        const Schema *s = &c->schemas.at[item->schemas.first + i];
        text_add(out, i ? STR(" and ") : s->body.literals.count ? STR(" then ") : STR("then "));
        condition_text(out, c, &s->head, s->names, unbound, false);
    }
}

void item_says(Text *out, const Case *c, ItemId id, Files *files)
{
    const Item *item = &c->items.at[id];
    Str sentence = item_sentence(c, item);
    if (sentence.len) {
        text_add(out, sentence);
    } else if (item->kind == ITEM_PREFER) {
        text_add(out, STR("prefer "));
        item_label(out, c, &c->items.at[item->better], files);
        text_add(out, STR(" over "));
        item_label(out, c, &c->items.at[item->worse], files);
    } else if (item->schemas.count && c->schemas.at[item->schemas.first].role == ROLE_RULE) {
        conditions_says(out, c, &c->schemas.at[item->schemas.first]);
        conclusions_says(out, c, item);
    } else if (item->schemas.count) {
        const Literal *head = &c->schemas.at[item->schemas.first].head;
        literal_reading(out, c, head->relation, &c->terms.at[head->args]);
    }
}

void item_standing(Text *out, const Case *c, const Item *item)
{
    bool undisputed = item->kind == ITEM_FACT || (item->kind == ITEM_PREFER && !item->by);
    text_add(out, item->kind == ITEM_PREFER ? STR("preference") : str_of(tree_item_word(item->kind)));
    if (item->by) {
        text_add(out, STR(", says "));
        positions_text(out, c, item->by, false);
    } else if (undisputed) {
        text_add(out, STR(", undisputed"));
    }
}

static void pin_text(Text *out, const Case *c, const Pin *pin)
{
    Str text = pin->text == NONE ? STR("") : c->tree->texts.at[pin->text];
    switch ((PinKind)pin->kind) {
    case PIN_QUOTATION:
        text_format(out, " at “%.*s”", STR_ARG(text));
        break;
    case PIN_SENTENCE:
        text_format(out, " %.*s", STR_ARG(text));
        break;
    case PIN_MARK:
        text_format(out, " at mark %.*s", STR_ARG(text));
        break;
    case PIN_NOWHERE:
        text_format(out, ", which nowhere has “%.*s”", STR_ARG(text));
        break;
    case PIN_NONE:
        break;
    }
    if (pin->ref != NONE) {
        text_format(out, " %.*s", STR_ARG(c->tree->texts.at[pin->ref]));
    }
}

void sources_text(Text *out, const Case *c, TreeRange sources, bool group)
{
    for (uint32_t i = 0; i < sources.count; i++) {
        uint32_t pin = dense_find(&c->pin_by_id, sources.first + i);
        bool via = pin != NONE && c->pins.at[pin].join == CITE_VIA;
        text_add(out, !i ? STR("per ") : via ? STR(" via ") : group ? STR(" and ") : STR(", "));
        text_add(out, tree_symbol(c->tree, c->sources.at[c->ids.at[sources.first + i]].name));
        if (pin != NONE) {
            pin_text(out, c, &c->pins.at[pin]);
        }
    }
}

void columns_add(Text *out, Str label, Str text, size_t indent, size_t labels, size_t width)
{
    text_add_spaces(out, indent);
    size_t columns = text_add_clean(out, label);
    if (columns > labels) {
        text_add(out, STR("\n"));
        wrap_add(out, text, indent + labels + 2, indent + labels + 2, width);
        return;
    }
    Text rest = {0};
    wrap_add(&rest, text, indent + labels + 2, indent + labels + 2, width);
    text_add_spaces(out, labels - columns + 2);
    text_add(out, (Str){rest.bytes + indent + labels + 2, rest.len - indent - labels - 2});
    text_free(&rest);
}
