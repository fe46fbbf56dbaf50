#include "dates/calendar.h"

enum { DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

Day day_of_civil(CivilDay civil)
{
    /* Years start in March, so that the leap day is the last of its year. */
    int64_t year = civil.year - (civil.month <= 2);
    int64_t era = floor_divide(year, YEARS_PER_ERA);
    int64_t of_era = year - era * YEARS_PER_ERA;
    int64_t of_year = (153 * (civil.month + (civil.month > 2 ? -3 : 9)) + 2) / 5 + civil.day - 1;
    return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
}

CivilDay civil_of_day(Day day)
{
    int64_t shifted = day + EPOCH;
    int64_t era = floor_divide(shifted, DAYS_PER_ERA);
    int64_t of_era = shifted - era * DAYS_PER_ERA;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (int)((5 * of_year + 2) / 153); /* 0 is March */
    int day_of_month = (int)(of_year - (153 * month + 2) / 5) + 1;
    month += month < 10 ? 3 : -9;
    return (CivilDay){year + era * YEARS_PER_ERA + (month <= 2), month, day_of_month};
}

int days_in_month(int64_t year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

bool civil_exists(CivilDay civil)
{
    return civil.month >= 1 && civil.month <= 12 && civil.day >= 1 && civil.day <= days_in_month(civil.year, civil.month);
}

Day day_add_months(Day day, int64_t months)
{
    if (day == DAY_FIRST || day == DAY_NONE_AFTER) {
        return day;
    }
    CivilDay civil = civil_of_day(day);
    int64_t sum = civil.year * 12 + (civil.month - 1) + months;
    civil.year = floor_divide(sum, 12);
    civil.month = (int)(sum - civil.year * 12) + 1;
    int last = days_in_month(civil.year, civil.month);
    civil.day = civil.day < last ? civil.day : last;
    return day_of_civil(civil);
}

Day day_add(Day day, int64_t count, char unit)
{
    if (day == DAY_FIRST || day == DAY_NONE_AFTER) {
        return day;
    }
    switch (unit) {
    case 'm':
        return day_add_months(day, count);
    case 'y':
        return day_add_months(day, count * 12);
    default:
        return day + count * (unit == 'w' ? 7 : 1);
    }
}

void day_print(Text *out, Day day)
{
    if (day == DAY_FIRST || day == DAY_NONE_AFTER) {
        text_add(out, STR(".."));
        return;
    }
    CivilDay civil = civil_of_day(day);
    long long year = civil.year;
    const char *prefix = year > 9999 || year < -9999 ? "Y" : "";
    const char *sign = year < 0 ? "-" : "";
    text_format(out, "%s%s%04lld-%02d-%02d", prefix, sign, year < 0 ? -year : year, civil.month, civil.day);
}
