#include "report/units.h"

#include "report/items.h"
#include "report/literals.h"
#include "report/status_json.h"

void unit_label(Text *out, const Case *c, const Unit *unit, Files *files)
{
    if (unit->kind == UNIT_SOURCE) {
        text_add(out, tree_symbol(c->tree, c->sources.at[unit->source].name));
    } else {
        item_label(out, c, &c->items.at[unit->item], files);
    }
}

/* What a unit is: the item's sentence and standing, the source, or whose denial. */
void unit_says(Text *out, const Case *c, const Unit *unit, Files *files)
{
    if (unit->kind == UNIT_SOURCE) {
        uint32_t text = c->sources.at[unit->source].text;
        text_add(out, text == NONE ? STR("") : c->tree->texts.at[text]);
        text_add(out, text == NONE ? STR("(source)") : STR(" (source)"));
        return;
    }
    const Item *item = &c->items.at[unit->item];
    if (unit->kind == UNIT_DENIAL) {
        text_format(out, "%.*s’s denial of it: ", STR_ARG(tree_symbol(c->tree, c->positions.at[unit->position].name)));
    }
    item_says(out, c, unit->item, files);
    text_add(out, STR(" ("));
    item_standing(out, c, item);
    text_add(out, STR(")"));
}

json_t *item_json(const Case *c, ItemId item, Files *files)
{
    if (item == NONE) {
        return json_null();
    }
    Text text = {0};
    item_label(&text, c, &c->items.at[item], files);
    json_t *json = json_of_str(text_str(&text));
    text_free(&text);
    return json;
}

json_t *unit_json(const Case *c, const Unit *unit, Files *files)
{
    static const char *const changes[] = {"withdraw", "withdraw", "withdraw denial", "grant", "deny"};
    json_t *json = json_object();
    json_object_set_new(json, "change", json_string(changes[unit->kind]));
    if (unit->kind == UNIT_SOURCE) {
        json_object_set_new(json, "source", json_of_str(tree_symbol(c->tree, c->sources.at[unit->source].name)));
        return json;
    }
    const Item *item = &c->items.at[unit->item];
    json_object_set_new(json, "item", item_json(c, unit->item, files));
    json_object_set_new(json, "kind", json_string(tree_item_word(item->kind)));
    json_object_set_new(json, "by", json_of_positions(c, item->by));
    if (unit->kind == UNIT_DENIAL) {
        json_object_set_new(json, "denied_by", json_of_str(tree_symbol(c->tree, c->positions.at[unit->position].name)));
    }
    return json;
}
