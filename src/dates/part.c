#include "dates/part.h"

typedef struct Reader {
    const char *at, *end;
} Reader;

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static bool take(Reader *r, char c)
{
    bool there = r->at < r->end && *r->at == c;
    r->at += there;
    return there;
}

/* One mark, or 0. */
static uint8_t take_mark(Reader *r)
{
    if (r->at == r->end) {
        return 0;
    }
    uint8_t mark = *r->at == '~'   ? MARK_APPROXIMATE
                   : *r->at == '?' ? MARK_UNCERTAIN
                   : *r->at == '%' ? MARK_APPROXIMATE | MARK_UNCERTAIN
                                   : 0;
    r->at += mark != 0;
    return mark;
}

/* Two marks in one place. */
static bool at_mark(const Reader *r)
{
    Reader ahead = *r;
    return take_mark(&ahead) != 0;
}

/* Exactly two digits. */
static bool take_pair(Reader *r, int *out)
{
    if (r->end - r->at < 2 || !is_digit(r->at[0]) || !is_digit(r->at[1])) {
        return false;
    }
    *out = (r->at[0] - '0') * 10 + (r->at[1] - '0');
    r->at += 2;
    return true;
}

/* hh:mm:ss[Z|±hh[:mm]], with which the text ends. The last minute has no second 60, the day no hour 24. */
static bool read_time(Reader r)
{
    int hour, minute, second, zone, of_zone = 0;
    bool read = take_pair(&r, &hour) && take(&r, ':') && take_pair(&r, &minute) && take(&r, ':') &&
                take_pair(&r, &second) && hour < 24 && minute < 60 && second < 60;
    if (read && !take(&r, 'Z') && (take(&r, '+') || take(&r, '-'))) {
        read = take_pair(&r, &zone) && (!take(&r, ':') || take_pair(&r, &of_zone)) && zone < 24 && of_zone < 60;
    }
    return read && r.at == r.end;
}

/* At most as many digits as YEAR_MAX has; false when there are none or more. */
static bool take_number(Reader *r, int64_t *out)
{
    int digits = 0;
    *out = 0;
    while (r->at < r->end && is_digit(*r->at)) {
        if (++digits > 17) {
            return false;
        }
        *out = *out * 10 + (*r->at++ - '0');
    }
    return digits > 0;
}

/* The years whose first `significant` digits are those of `year`, which is positive. */
static bool widen(Part *part, int64_t year)
{
    int digits = 1;
    for (int64_t rest = year; rest >= 10; rest /= 10) {
        digits++;
    }
    if (part->significant == 0 || part->significant > digits) {
        return false;
    }
    int64_t unit = 1;
    for (int i = part->significant; i < digits; i++) {
        unit *= 10;
    }
    int64_t first = year / unit * unit, last = first + unit - 1;
    part->first_year = part->negative ? -last : first;
    part->last_year = part->negative ? -first : last;
    return true;
}

/* S and the number of digits that count, if it stands here; then a mark; then nothing. */
static EdtfVerdict finish_year(Reader *r, Part *part, int64_t year)
{
    part->first_year = part->last_year = part->negative ? -year : year;
    if (take(r, 'S')) {
        int64_t significant;
        if (!take_number(r, &significant)) {
            return EDTF_INVALID;
        }
        part->significant = significant > UINT8_MAX ? UINT8_MAX : (uint8_t)significant;
        part->level = 2;
        if (!widen(part, year)) {
            return EDTF_DIGITS;
        }
    }
    uint8_t mark = take_mark(r);
    part->marks[0] |= mark;
    return r->at == r->end ? EDTF_VALID : at_mark(r) && mark ? EDTF_MARKS : EDTF_INVALID;
}

/* Behind Y: [-]digits[E digits][S digits]. */
static EdtfVerdict read_long_year(Reader r, Part *part)
{
    part->negative = take(&r, '-');
    const char *first = r.at, *digits = first;
    int64_t year, exponent = 0;
    if (!take_number(&r, &year)) {
        return r.at - digits > 15 ? EDTF_FAR_YEAR : EDTF_INVALID;
    }
    ptrdiff_t count = r.at - digits;
    bool exponential = take(&r, 'E');
    digits = exponential ? r.at : digits;
    if (exponential && !take_number(&r, &exponent)) {
        return r.at - digits > 15 ? EDTF_FAR_YEAR : EDTF_INVALID;
    }
    if (*first == '0') {
        return EDTF_INVALID;
    }
    if (count < 5 && !exponential) {
        return r.at == r.end ? EDTF_SHORT_YEAR : EDTF_INVALID;
    }
    for (; exponent > 0 && year <= YEAR_MAX; exponent--) {
        year *= 10;
    }
    if (year > YEAR_MAX) {
        return EDTF_FAR_YEAR;
    }
    if (exponential) {
        part->level = 2;
    }
    EdtfVerdict verdict = finish_year(&r, part, year);
    return verdict == EDTF_INVALID && *r.at == '-' ? EDTF_YEAR_PARTS : verdict;
}

/* Four digits or X, into first_year, last_year and digits. */
static bool read_year(Reader *r, Part *part)
{
    if (r->end - r->at < 4) {
        return false;
    }
    int64_t low = 0, high = 0;
    for (int i = 0; i < 4; i++) {
        char c = r->at[i];
        bool unspecified = c == 'X';
        if (!unspecified && !is_digit(c)) {
            return false;
        }
        part->digits[i] = c;
        part->unspecified |= unspecified;
        low = low * 10 + (unspecified ? 0 : c - '0');
        high = high * 10 + (unspecified ? 9 : c - '0');
    }
    r->at += 4;
    if (part->negative && low == 0 && high > 0) { /* the year before 0001 is 0000 */
        low = 1;
        for (int i = 3; part->digits[i] != 'X'; i--) {
            low *= 10;
        }
    }
    part->first_year = part->negative ? -high : low;
    part->last_year = part->negative ? -low : high;
    return true;
}

/* Two digits or X; the numbers up to `most` that it may be, as bits. `value` is -1 where a digit is unspecified. */
static bool read_two(Reader *r, int most, uint32_t *bits, int *value)
{
    if (r->end - r->at < 2) {
        return false;
    }
    char tens = r->at[0], units = r->at[1];
    if (!(tens == 'X' || is_digit(tens)) || !(units == 'X' || is_digit(units))) {
        return false;
    }
    r->at += 2;
    *bits = 0;
    if (tens != 'X' && units != 'X') {
        *value = (tens - '0') * 10 + (units - '0');
        *bits = *value >= 1 && *value <= most ? UINT32_C(1) << *value : 0;
        return true;
    }
    *value = -1;
    for (int n = 1; n <= most; n++) {
        if ((tens == 'X' || n / 10 == tens - '0') && (units == 'X' || n % 10 == units - '0')) {
            *bits |= UINT32_C(1) << n;
        }
    }
    return true;
}

/* The level of what has unspecified digits: 1 for one or two digits at the end of a year alone, and for whole parts from the right. */
static uint8_t unspecified_level(const Part *part)
{
    const char *d = part->digits;
    bool year_known = part->first_year == part->last_year;
    switch (part->kind) {
    case PART_YEAR:
        return d[0] != 'X' && d[1] != 'X' && d[3] == 'X' ? 1 : 2;
    case PART_MONTH:
        return year_known ? 1 : 2;
    case PART_DAY:
        return year_known && part->days == ALL_DAYS ? 1 : 2;
    default:
        return 2;
    }
}

/* A month or a season, into `part`; `deep` when one digit of it is unspecified. */
static EdtfVerdict read_month(Reader *r, Part *part, bool *deep)
{
    uint32_t months;
    int value;
    if (!read_two(r, 12, &months, &value)) {
        return EDTF_INVALID;
    }
    if (value >= 21 && value <= 41) {
        part->kind = PART_SEASON;
        part->season = (uint8_t)value;
        return EDTF_VALID;
    }
    part->kind = PART_MONTH;
    part->months = (uint16_t)months;
    part->unspecified |= value < 0;
    *deep |= value < 0 && months != ALL_MONTHS;
    return months ? EDTF_VALID : EDTF_NO_SUCH_DAY;
}

static EdtfVerdict read_day(Reader *r, Part *part, bool *deep)
{
    int value;
    if (!read_two(r, 31, &part->days, &value)) {
        return EDTF_INVALID;
    }
    if (part->kind == PART_SEASON) {
        return EDTF_SEASON_DAY;
    }
    part->kind = PART_DAY;
    part->unspecified |= value < 0;
    *deep |= value < 0 && part->days != ALL_DAYS;
    return part->days && part->months ? EDTF_VALID : EDTF_NO_SUCH_DAY;
}

/* Year, month and day with the marks between them; `deep` when one stands elsewhere than at the very end. */
static EdtfVerdict read_parts(Reader *r, Part *part, bool *deep)
{
    EdtfVerdict verdict = EDTF_VALID;
    uint8_t mark = take_mark(r); /* right of the year */
    part->marks[0] |= mark;
    for (int i = 1; i <= 2 && (verdict == EDTF_VALID || verdict == EDTF_NO_SUCH_DAY) && take(r, '-'); i++) {
        *deep |= mark != 0;
        uint8_t left = take_mark(r);
        *deep |= left != 0;
        if (left && at_mark(r)) {
            return EDTF_MARKS;
        }
        verdict = i == 1 ? read_month(r, part, deep) : read_day(r, part, deep);
        mark = take_mark(r);
        part->marks[i] |= left;
        for (int j = 0; j <= i; j++) { /* right of a part: it and all to its left */
            part->marks[j] |= mark;
        }
    }
    return mark && at_mark(r) ? EDTF_MARKS : verdict;
}

/* The day's own time, where one stands; then nothing. */
static EdtfVerdict read_rest(Reader *r, Part *part)
{
    if (r->at == r->end) {
        return EDTF_VALID;
    }
    if (part->kind == PART_DAY && !part->unspecified && !part_marks(part) && take(r, 'T')) {
        part->time = true;
        part->time_written = (Str){r->at, (size_t)(r->end - r->at)};
        return read_time(*r) ? EDTF_VALID : EDTF_TIME;
    }
    return EDTF_INVALID;
}

EdtfVerdict part_read(Str text, Calendar calendar, Part *part)
{
    Reader r = {text.ptr, text.ptr + text.len};
    *part = (Part){.calendar = calendar};
    uint8_t left = take_mark(&r);
    part->marks[0] = left;
    bool deep = left != 0;
    EdtfVerdict verdict;
    if (take(&r, 'Y')) {
        part->level = 1;
        verdict = read_long_year(r, part);
        part->level = deep ? 2 : part->level;
        return verdict;
    }
    part->negative = take(&r, '-');
    if (!read_year(&r, part)) {
        return at_mark(&r) && left ? EDTF_MARKS : EDTF_INVALID;
    }
    if (r.at < r.end && *r.at == 'S' && !part->unspecified) {
        int64_t year = part->negative ? -part->first_year : part->first_year;
        return finish_year(&r, part, year);
    }
    if (r.at < r.end && is_digit(*r.at)) { /* a longer year is told from a slip, such as 19911226 */
        int64_t year;
        const char *digits = r.at;
        bool read = take_number(&r, &year) || r.at - digits > 15;
        bool year_alone = r.at == r.end && r.at - digits != 4, parts = r.at < r.end && *r.at == '-';
        return !read || part->unspecified ? EDTF_INVALID
               : year_alone               ? EDTF_LONG_YEAR
               : parts                    ? EDTF_YEAR_PARTS
                                          : EDTF_INVALID;
    }
    verdict = read_parts(&r, part, &deep);
    EdtfVerdict rest = verdict == EDTF_VALID || verdict == EDTF_NO_SUCH_DAY ? read_rest(&r, part) : verdict;
    verdict = rest != EDTF_VALID ? rest : verdict;
    if (part->negative && part->last_year == 0 && verdict == EDTF_VALID) {
        verdict = EDTF_NO_SUCH_DAY;
    }
    uint8_t marked = part_marks(part) || part->negative || part->kind == PART_SEASON;
    part->level = deep || part->season > 24 ? 2 : part->unspecified ? unspecified_level(part) : marked;
    return verdict;
}

/* ---- days ---- */

void season_months(int season, int *first, int *last)
{
    static const struct {
        int8_t first, last;
    } months[] = {
        {3, 5},  {6, 8},   {9, 11}, {12, 14},          /* spring, summer, autumn, winter */
        {3, 5},  {6, 8},   {9, 11}, {12, 14},          /* of the northern hemisphere */
        {9, 11}, {12, 14}, {3, 5},  {6, 8},            /* of the southern hemisphere */
        {1, 3},  {4, 6},   {7, 9},  {10, 12},          /* quarters */
        {1, 4},  {5, 8},   {9, 12}, {1, 6},   {7, 12}, /* thirds and halves of a year */
    };
    *first = months[season - 21].first;
    *last = months[season - 21].last;
}

static int lowest(uint32_t bits)
{
    return __builtin_ctz(bits);
}

static int highest(uint32_t bits)
{
    return 31 - __builtin_clz(bits);
}

/* Whether the year has the digits as written. */
static bool year_matches(const Part *part, int64_t year)
{
    if (part->first_year == part->last_year || part->significant) {
        return true;
    }
    year = year < 0 ? -year : year;
    for (int i = 3; i >= 0; i--, year /= 10) {
        if (part->digits[i] != 'X' && part->digits[i] - '0' != year % 10) {
            return false;
        }
    }
    return true;
}

/* The days of the month that it may be. */
static uint32_t days_of_month(const Part *part, int64_t year, int month)
{
    uint32_t real = ALL_DAYS >> (31 - days_in_month_of(part->calendar, year, month));
    return (part->kind == PART_DAY ? part->days : ALL_DAYS) & real & ALL_DAYS;
}

static Day month_start(const Part *part, int64_t year, int month)
{
    CivilDay civil = {year + (month > 12), month > 12 ? month - 12 : month, 1};
    return day_in(part->calendar, civil);
}

static Day month_end(const Part *part, int64_t year, int month)
{
    return month_start(part, year + (month == 12), month == 12 ? 1 : month + 1) - 1;
}

/* The first or last day that it may be in the year; false when there is none. */
static bool year_bound(const Part *part, int64_t year, bool last, Day *day)
{
    int first_month, last_month;
    switch (part->kind) {
    case PART_YEAR:
        *day = day_in(part->calendar, last ? (CivilDay){year, 12, 31} : (CivilDay){year, 1, 1});
        return true;
    case PART_SEASON:
        season_months(part->season, &first_month, &last_month);
        *day = last ? month_end(part, year, last_month) : month_start(part, year, first_month);
        return true;
    default:
        break;
    }
    for (uint32_t months = part->months; months;) {
        int month = last ? highest(months) : lowest(months);
        uint32_t days = days_of_month(part, year, month);
        if (days) {
            *day = day_in(part->calendar, (CivilDay){year, month, last ? highest(days) : lowest(days)});
            return true;
        }
        months &= ~(UINT32_C(1) << month);
    }
    return false;
}

bool part_bounds(const Part *part, Day *lo, Day *hi)
{
    if (part->first_year == part->last_year && part->kind == PART_DAY && !part->unspecified) {
        CivilDay civil = {part->first_year, lowest(part->months), lowest(part->days)};
        *lo = *hi = day_in(part->calendar, civil);
        return civil.day <= days_in_month_of(part->calendar, civil.year, civil.month);
    }
    int64_t year = part->first_year;
    while (year <= part->last_year && !(year_matches(part, year) && year_bound(part, year, false, lo))) {
        year++;
    }
    if (year > part->last_year) {
        return false;
    }
    for (year = part->last_year; !(year_matches(part, year) && year_bound(part, year, true, hi)); year--) {
    }
    return true;
}

bool part_is_whole(const Part *part)
{
    if (!part->unspecified) {
        return true;
    }
    bool all_months = part->kind == PART_YEAR || (part->kind != PART_SEASON && part->months == ALL_MONTHS);
    bool all_days = part->kind != PART_DAY || part->days == ALL_DAYS;
    if (part->first_year != part->last_year) {
        bool digits_at_end = true, unspecified = false;
        for (int i = 0; i < 4; i++) {
            digits_at_end &= !unspecified || part->digits[i] == 'X';
            unspecified |= part->digits[i] == 'X';
        }
        return digits_at_end && all_months && all_days;
    }
    int first = lowest(part->months), last = highest(part->months);
    bool months_run = __builtin_popcount(part->months) == last - first + 1;
    bool day_run =
        part->kind != PART_DAY || __builtin_popcount(part->days) == highest(part->days) - lowest(part->days) + 1;
    return months_run && (all_days || (first == last && day_run));
}

static void month_spans(const Part *part, int64_t year, int month, DaySpans *spans)
{
    Day before = month_start(part, year, month) - 1;
    for (uint32_t days = days_of_month(part, year, month); days;) {
        int from = lowest(days), to = from;
        while (to < 31 && (days >> (to + 1) & 1)) {
            to++;
        }
        vec_push(spans, ((DaySpan){before + from, before + to}));
        days &= to == 31 ? 0 : ~UINT32_C(0) << (to + 1);
    }
}

void part_spans(const Part *part, DaySpans *spans)
{
    DaySpan span;
    if (part_is_whole(part)) {
        part_bounds(part, &span.lo, &span.hi);
        vec_push(spans, span);
        return;
    }
    for (int64_t year = part->first_year; year <= part->last_year; year++) {
        if (!year_matches(part, year)) {
            continue;
        }
        if (part->kind == PART_YEAR || part->kind == PART_SEASON) {
            year_bound(part, year, false, &span.lo);
            year_bound(part, year, true, &span.hi);
            vec_push(spans, span);
            continue;
        }
        for (int month = 1; month <= 12; month++) {
            if (part->months >> month & 1) {
                month_spans(part, year, month, spans);
            }
        }
    }
}
