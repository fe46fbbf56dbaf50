/* Private to the search over unknown days (choices.h): when something holds that nothing can be said against but exceptions, told by limits
 * to how far the unknown days are apart. It holds in spells: from the latest of some days until before the earliest of others, where besides some
 * days are apart as they must be. A condition met by several spells at once is one from the latest start to the earliest end of them;
 * what goes on, or held once, has no end. */
#ifndef ARG_EXPLAIN_CHOICES_SPELLS_H
#define ARG_EXPLAIN_CHOICES_SPELLS_H

#include "explain/choices_internal.h"
#include "explain/distances.h"

/* So many days after an unknown day, by number, or after day 0. */
typedef struct Moment {
    uint32_t day;
    Day later;
} Moment;

typedef struct Spell {
    VEC(Moment) from, until; /* until: days on which it no longer holds; none: it has no start, or no end */
    Aparts ways;             /* all of which must hold */
    /* What is against it, which leaves it defeated: where all ways of one of these hold. */
    Aparts against;
    IdVec ends; /* of each of these: the end of its ways */
} Spell;

typedef VEC(Spell) Spells;

typedef struct SpellBook {
    const Search *s;
    Lists by_head;    /* instances of the region, without what may hold or not */
    uint8_t *unknown; /* by instance of the region: it depends on unknown days itself */
    uint8_t *known;   /* by atom: whether it was looked at */
    Spells *spells;   /* by atom */
    bool *told;       /* by atom: these are all */
} SpellBook;

void spells_open(SpellBook *book, const Search *s);
/* Of an atom of the region; NULL: something else can be said against it, or it is not told in this way. */
const Spells *spells_of(SpellBook *book, AtomId atom);
/* Appends those in which an instance of the region gives its head; false likewise. */
bool spells_add_instance(SpellBook *book, InstanceId i, Spells *out);
/* The same as far as its conditions are told, with the others appended to `rest`, and its exceptions. */
bool spells_add_partly(SpellBook *book, InstanceId i, Spells *out, IdVec *rest);
/* Appends the spell as it is; or where one looks back at it: from then on, or as long as the window lasts. False when that is not told. */
bool spells_look_back(const SpellBook *book, const Spell *spell, bool once, const PredicateDetail *within, Spells *out);
/* On which day `a on D` looks at a; false when that bears on nothing here. */
bool spells_day_looked_at(const Search *s, AtomId atom, Moment *day);
/* Whether all of these are told, and nothing is against them. */
bool spells_tell(SpellBook *book, const AtomId *atoms, uint32_t count);
/* Whether the atom is of a kind that can be told, and cannot be in conflict; of a beginning, that what begins cannot. */
bool spells_are_plain(const Theory *t, AtomId atom);
void spells_free(Spells *spells);
void spells_close(SpellBook *book);

/* The one is at least so many days after the other. */
Apart at_least_after(Moment one, Moment other, Day least);

void spell_free(Spell *spell);
/* Appends what must hold for the spell to be on this day. */
void spell_on(const Spell *spell, Moment day, Aparts *ways);
/* Appends the ways in which days are not so far apart. */
void apart_otherwise(Apart way, Aparts *ways);
/* Whether the spell is one day, however the unknown days fall. */
bool spell_is_one_day(const Spell *spell, Moment *day);
/* Appends what an instance with unknown days asks for to apply on the day, its conditions aside; each `unlike` way must not hold instead.
 * False when it is not told in this way. */
bool spells_of_instance(const Search *s, InstanceId whole, Spell *spell, Aparts *unlike);

#endif
