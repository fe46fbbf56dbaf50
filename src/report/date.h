/* What one written date means, for `arguendo date`: as text, and as one line of JSON (schemas/date.schema.json). */
#ifndef ARG_REPORT_DATE_H
#define ARG_REPORT_DATE_H

#include "dates/edtf.h"

/* `text` is what was asked about, of any bytes; `date` what it came to, if the verdict is EDTF_VALID. */
void date_text(Text *out, Str text, const Date *date);
void date_json(Text *out, Str text, EdtfVerdict verdict, const Date *date);
/* What is wrong with it, why, and what was probably meant: one line. */
void date_trouble(Text *out, Str text, EdtfVerdict verdict);

#endif
