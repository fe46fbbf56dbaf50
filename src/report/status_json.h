/* `status --format json`, as schemas/status.schema.json describes it. */
#ifndef ARG_REPORT_STATUS_JSON_H
#define ARG_REPORT_STATUS_JSON_H

#include "explain/answers.h"
#include "model/suppose.h"

#include <jansson.h>

/* A new object, which the caller owns, with the periods that have a day of `days`; all of them where `days.lo` is DAY_NONE_AFTER. */
json_t *status_json(const Case *c, const Answers *answers, const Suppositions *supposed, DaySpan days);
/* "established" for STATUS_ESTABLISHED. */
const char *status_word(uint8_t status);
/* The words of a set of statuses, the best first. */
json_t *json_of_statuses(uint8_t statuses);
/* Dates as written. */
json_t *json_of_unknowns(const Case *c, const UnknownId *unknowns, uint32_t count);
/* The same of an answer: STATUS_CONTESTED is `unknown` there, since the search for the finer word was ended. */
const char *answer_word(uint8_t status);
/* The same for people: `either way` in place of `either_way`. */
const char *answer_phrase(uint8_t status);

/* Shared by the JSON reports: a string of any bytes that are UTF-8, a day or null, the names of positions. */
json_t *json_of_str(Str s);
json_t *json_of_day(Day day);
/* A day asked about; null also where the case names none, and any day was taken. */
json_t *json_of_asked_day(Day day);
json_t *json_of_positions(const Case *c, PositionSet set);
/* The periods of an answer; `days`: as in status_json. */
json_t *json_of_periods(const Case *c, const Periods *periods, DaySpan days);

#endif
