/* How items read to somebody who does not see the case file. */
#ifndef ARG_REPORT_ITEMS_H
#define ARG_REPORT_ITEMS_H

#include "model/case.h"

/* What the item says: its sentence; else what it states, or its conditions and conclusions. */
void item_says(Text *out, const Case *c, ItemId id, Files *files);
/* "claim, says popov", "undisputed", "rule". */
void item_standing(Text *out, const Case *c, const Item *item);
/* "per tape at “00:03” and diary via paper p. 12": the sources of a group (`group`), which are needed together, or authorities; with
 * where in them. Nothing without sources. */
void sources_text(Text *out, const Case *c, TreeRange sources, bool group);
/* A line in two columns: `label` and, from column `indent` + `labels` + 2 on, the text, wrapped. A label that is too long has a line of
 * its own. */
void columns_add(Text *out, Str label, Str text, size_t indent, size_t labels, size_t width);

#endif
