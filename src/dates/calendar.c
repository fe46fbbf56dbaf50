#include "dates/calendar.h"

/* Years start in March, so that the leap day is the last of its year. An era is after how many years the calendar repeats. */
enum {
    DAYS_PER_ERA = 146097,
    YEARS_PER_ERA = 400,
    EPOCH = 719468, /* days from 0000-03-01 to 1970-01-01 */
    JULIAN_DAYS_PER_ERA = 1461,
    JULIAN_YEARS_PER_ERA = 4,
    JULIAN_EPOCH = 719470 /* days from the Julian 0000-03-01 to 1970-01-01 */
};

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Of a year that starts in March. */
static int64_t day_of_year(CivilDay civil)
{
    return (153 * (civil.month + (civil.month > 2 ? -3 : 9)) + 2) / 5 + civil.day - 1;
}

static CivilDay civil_of_year(int64_t year, int64_t of_year)
{
    int month = (int)((5 * of_year + 2) / 153); /* 0 is March */
    int day = (int)(of_year - (153 * month + 2) / 5) + 1;
    month += month < 10 ? 3 : -9;
    return (CivilDay){year + (month <= 2), month, day};
}

Day day_in(Calendar calendar, CivilDay civil)
{
    int64_t year = civil.year - (civil.month <= 2);
    if (calendar == JULIAN) {
        int64_t era = floor_divide(year, JULIAN_YEARS_PER_ERA);
        return era * JULIAN_DAYS_PER_ERA + (year - era * JULIAN_YEARS_PER_ERA) * 365 + day_of_year(civil) - JULIAN_EPOCH;
    }
    int64_t era = floor_divide(year, YEARS_PER_ERA);
    int64_t of_era = year - era * YEARS_PER_ERA;
    return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year(civil) - EPOCH;
}

CivilDay civil_in(Calendar calendar, Day day)
{
    if (calendar == JULIAN) {
        int64_t shifted = day + JULIAN_EPOCH;
        int64_t era = floor_divide(shifted, JULIAN_DAYS_PER_ERA);
        int64_t of_era = shifted - era * JULIAN_DAYS_PER_ERA;
        int64_t year = (of_era - of_era / 1460) / 365;
        return civil_of_year(year + era * JULIAN_YEARS_PER_ERA, of_era - 365 * year);
    }
    int64_t shifted = day + EPOCH;
    int64_t era = floor_divide(shifted, DAYS_PER_ERA);
    int64_t of_era = shifted - era * DAYS_PER_ERA;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    return civil_of_year(year + era * YEARS_PER_ERA, of_era - (365 * year + year / 4 - year / 100));
}

int days_in_month_of(Calendar calendar, int64_t year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = month == 2 && year % 4 == 0 && (calendar == JULIAN || year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + leap;
}

bool civil_exists_in(Calendar calendar, CivilDay civil)
{
    return civil.month >= 1 && civil.month <= 12 && civil.day >= 1 &&
           civil.day <= days_in_month_of(calendar, civil.year, civil.month);
}

Day day_of_civil(CivilDay civil)
{
    return day_in(GREGORIAN, civil);
}

CivilDay civil_of_day(Day day)
{
    return civil_in(GREGORIAN, day);
}

int days_in_month(int64_t year, int month)
{
    return days_in_month_of(GREGORIAN, year, month);
}

bool civil_exists(CivilDay civil)
{
    return civil_exists_in(GREGORIAN, civil);
}

static bool is_unbounded(Day day)
{
    return day == DAY_FIRST || day == DAY_NONE_AFTER;
}

Day day_add_months(Day day, int64_t months)
{
    if (is_unbounded(day)) {
        return day;
    }
    CivilDay civil = civil_of_day(day);
    int64_t sum;
    if (__builtin_add_overflow(civil.year * 12 + (civil.month - 1), months, &sum) || sum > YEAR_MAX * 12 ||
        sum < -YEAR_MAX * 12) {
        return months > 0 ? DAY_NONE_AFTER : DAY_FIRST;
    }
    civil.year = floor_divide(sum, 12);
    civil.month = (int)(sum - civil.year * 12) + 1;
    int last = days_in_month(civil.year, civil.month);
    civil.day = civil.day < last ? civil.day : last;
    return day_of_civil(civil);
}

Day day_add(Day day, int64_t count, char unit)
{
    if (unit == 'm' || unit == 'y') {
        int64_t months;
        bool far = __builtin_mul_overflow(count, unit == 'y' ? 12 : 1, &months);
        return is_unbounded(day) ? day : far ? (count > 0 ? DAY_NONE_AFTER : DAY_FIRST) : day_add_months(day, months);
    }
    Day days, sum;
    if (is_unbounded(day)) {
        return day;
    }
    if (__builtin_mul_overflow(count, unit == 'w' ? 7 : 1, &days) || __builtin_add_overflow(day, days, &sum) ||
        sum > YEAR_MAX * 366 || sum < -YEAR_MAX * 366) {
        return count > 0 ? DAY_NONE_AFTER : DAY_FIRST;
    }
    return sum;
}

Day day_window_end(Day until, int64_t count, char unit)
{
    Day last = is_unbounded(until) ? until : day_add(until - 1, count, unit);
    return is_unbounded(last) ? last : last + 1;
}

/* At least `width` digits. Faster than printf, which matters where dates are written by the million. */
static void print_number(Text *out, int64_t n, int width)
{
    char digits[20];
    int count = 0;
    for (; n || count < width; n /= 10) {
        digits[sizeof digits - ++count] = (char)('0' + n % 10);
    }
    text_add(out, (Str){digits + sizeof digits - count, (size_t)count});
}

void day_print_in(Text *out, Calendar calendar, Day day)
{
    if (is_unbounded(day)) {
        text_add(out, STR(".."));
        return;
    }
    CivilDay civil = civil_in(calendar, day);
    if (civil.year < 0) {
        text_add_char(out, '-');
    }
    print_number(out, civil.year < 0 ? -civil.year : civil.year, 4);
    text_add_char(out, '-');
    print_number(out, civil.month, 2);
    text_add_char(out, '-');
    print_number(out, civil.day, 2);
}

void day_print(Text *out, Day day)
{
    day_print_in(out, GREGORIAN, day);
}
