/* What was probably meant by what is no date. A form is offered only when it reads as a date. */
#ifndef ARG_DATES_GUESS_H
#define ARG_DATES_GUESS_H

#include "dates/edtf.h"

enum { GUESSES_MOST = 2, GUESS_LONGEST = 96 };

/* None, one, or two between which only the author can choose. */
typedef struct DateGuess {
    char forms[GUESSES_MOST][GUESS_LONGEST];
    size_t count;
} DateGuess;

/* For a text that date_read refused with `verdict`. */
void date_guess(Str text, EdtfVerdict verdict, DateGuess *guess);
/* What makes it wrong, where there is more to say than the verdict does ("1900 was no leap year: February had 28 days"); false
 * when there is not. */
bool date_note(Str text, EdtfVerdict verdict, Text *out);

/* For the files of this module: adds a form, unless it is no date, is there already, or there are enough. */
void guess_add(DateGuess *guess, Str form);
/* Day, month and year in another order, or with other signs between them. */
void guess_fields(Str text, DateGuess *guess);
/* What may be meant by a date that the calendar has not. */
void guess_no_such_day(Str text, DateGuess *guess);
/* Years by their era, decade or century; seasons and quarters; `1914-18`; two dates with a word or a dash between them; the old style; words
 * such as `about` and `before`. */
void guess_eras(Str text, DateGuess *guess);
void guess_seasons(Str text, DateGuess *guess);
void guess_short_years(Str text, DateGuess *guess);
void guess_pairs(Str text, DateGuess *guess);
void guess_old_style(Str text, DateGuess *guess);
void guess_words(Str text, DateGuess *guess);

#endif
