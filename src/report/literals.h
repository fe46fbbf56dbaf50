/* How literals, items and days are written out: as in the case file, and as they read aloud. */
#ifndef ARG_REPORT_LITERALS_H
#define ARG_REPORT_LITERALS_H

#include "model/case.h"

/* A constant as written in the case. */
void constant_text(Text *out, const Case *c, ConstantId constant);
/* "once not begins ": what stands before a predicate's name. */
void said_text(Text *out, uint32_t said);
/* "not begins possesses(hayashi)". */
void literal_text(Text *out, const Case *c, RelationId relation, const ConstantId *args);
/* "Patrick Hayashi possesses the ball"; what has no reading reads as it is written. */
void literal_reading(Text *out, const Case *c, RelationId relation, const ConstantId *args);
/* Arguments of which some are not known (NONE): in their places stand variables, with their names in Case.ids from `names` on. `terms` is
 * NULL where all are known. */
typedef struct Open {
    const ConstantId *args;
    const TermCode *terms;
    uint32_t names;
} Open;

/* The same two for arguments of which some may not be known. */
void open_text(Text *out, const Case *c, RelationId relation, const Open *open);
void open_reading(Text *out, const Case *c, RelationId relation, const Open *open);
/* A condition in which variables stand: what `binding` has for them, and their names (in Case.ids from `names` on) where it has NONE. */
void condition_text(Text *out, const Case *c, const Literal *literal, uint32_t names, const ConstantId *binding,
                    bool reads);
/* "any of (stolen(ball), at least 2 of (…))": a condition made of others; NONE for arguments that are not known. */
void composite_text(Text *out, const Case *c, RelationId relation, const ConstantId *args, bool reads);
/* "F != G", with what is known of F and G. */
void comparison_text(Text *out, const Case *c, const Schema *s, const Comparison *comparison, const ConstantId *binding);
/* "Patrick Hayashi" for hayashi. */
void constant_reading(Text *out, const Case *c, ConstantId constant);
/* The item's name, or "rule at line 12". `file` gives the line. */
void item_label(Text *out, const Case *c, const Item *item, Files *files);
/* "rule at line 12", whether it has a name or not. */
void item_place(Text *out, const Case *c, const Item *item, Files *files);
/* The item's sentence, or NULL length. */
Str item_sentence(const Case *c, const Item *item);
/* "popov and hayashi". */
void positions_text(Text *out, const Case *c, PositionSet set, bool full_names);

#endif
