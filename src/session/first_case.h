/* Private to session/: docs/language/first.case, as it was when the program was built. */
#ifndef ARG_SESSION_FIRST_CASE_H
#define ARG_SESSION_FIRST_CASE_H

extern const char *const first_case;

#endif
