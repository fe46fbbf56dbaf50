/* What can be withdrawn or granted, and items, as text and as JSON. */
#ifndef ARG_REPORT_UNITS_H
#define ARG_REPORT_UNITS_H

#include "explain/units.h"

#include <jansson.h>

/* The name of the item or source. */
void unit_label(Text *out, const Case *c, const Unit *unit, Files *files);
/* What it is: the item's sentence and standing, the source, or whose denial. */
void unit_says(Text *out, const Case *c, const Unit *unit, Files *files);
json_t *unit_json(const Case *c, const Unit *unit, Files *files);
/* An item by its label; null for NONE. */
json_t *item_json(const Case *c, ItemId item, Files *files);

#endif
