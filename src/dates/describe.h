/* A date in words, for people: "about 25 December of a year from 1560 to 1569". */
#ifndef ARG_DATES_DESCRIBE_H
#define ARG_DATES_DESCRIBE_H

#include "dates/edtf.h"

/* What it means, without the marks. */
void date_describe(Text *out, const Date *date);
/* Which parts of it are uncertain or approximate: "year uncertain; month approximate"; nothing where there is no mark. */
void date_describe_marks(Text *out, const Date *date);

#endif
