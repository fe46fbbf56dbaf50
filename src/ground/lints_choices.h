/* Private to the warnings of days (lints_days.c): what is possible for some choice of the unknown days (S3.6), and what for every one. */
#ifndef ARG_GROUND_LINTS_CHOICES_H
#define ARG_GROUND_LINTS_CHOICES_H

#include "ground/timeline.h"

typedef struct LintChoices {
    const Theory *t;
    Stretched *possibly, *surely; /* by instance: the days on which it can apply */
    Timeline wide,
        narrow; /* with all days that are possible for some choice, and with those that are for every one; nothing but those */
    uint8_t *somewhen; /* by atom: it has a day in every choice */
} LintChoices;

/* For a theory with instances that depend on unknown days. */
void lint_choices_open(LintChoices *choices, const Theory *t);
void lint_choices_close(LintChoices *choices);

#endif
