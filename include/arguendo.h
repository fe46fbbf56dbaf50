/* Arguendo: what stands in a contested case, for whom, as of when, and why. It never says what is true.
 *
 * The only public header. A session holds one case and what was found of it. A session is used by one thread at a time; sessions
 * are independent of one another. Every text returned is UTF-8, zero-terminated, owned by the session, and valid until the
 * next call with that session. No function exits the process or prints; only running out of memory ends it. */
#ifndef ARGUENDO_H
#define ARGUENDO_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct arguendo_session arguendo_session;

/* What a call came to; also the exit status of the program. */
typedef enum arguendo_result {
    ARGUENDO_GOOD = 0,     /* done */
    ARGUENDO_FINDINGS = 1, /* the case has errors, or an expectation does not hold: see arguendo_messages */
    ARGUENDO_MISUSE =
        2, /* asked for something that is not there, such as an unknown position or a file that cannot be read */
    ARGUENDO_LIMIT = 3 /* a limit was reached: what is not decided is said to be unknown */
} arguendo_result;

typedef enum arguendo_format { ARGUENDO_TEXT, ARGUENDO_JSON } arguendo_format;

/* "0.1.0". */
const char *arguendo_version(void);

/* A new session; the caller closes it. */
arguendo_session *arguendo_open(void);
void arguendo_close(arguendo_session *session);

/* Reads and resolves a case file ("-" is standard input), in place of what the session held. ARGUENDO_FINDINGS: it has errors, and
 * nothing can be asked of it. ARGUENDO_MISUSE: it cannot be read. */
arguendo_result arguendo_load_file(arguendo_session *session, const char *path);
/* The same for bytes in memory, which are copied; `name` stands for the file in messages. */
arguendo_result arguendo_load_text(arguendo_session *session, const char *name, const char *bytes, size_t length);
/* Reads and parses only, for measuring. */
arguendo_result arguendo_parse_file(arguendo_session *session, const char *path);

/* Whose view to take: `all`, `common` or a position's name; NULL: as each question says. Checked when something is asked. */
void arguendo_set_view(arguendo_session *session, const char *view);
/* The day to ask about, as EDTF ("1991-12-26"); NULL: the case's own. ARGUENDO_MISUSE when it is not a whole day. */
arguendo_result arguendo_set_day(arguendo_session *session, const char *day);
/* Leave out what was not known by this day (semantics S1.4); NULL: nothing. */
arguendo_result arguendo_set_known_by(arguendo_session *session, const char *day);
/* Width of the terminal in columns, at least 80; 80 unless set. */
void arguendo_set_width(arguendo_session *session, size_t columns);

/* The most applications of rules (ground instances) that a question may cost; 0: 10 million. Past it the result is ARGUENDO_LIMIT. */
void arguendo_set_limit(arguendo_session *session, size_t instances);

/* Checks a loaded case: errors, lints and expectations, into arguendo_messages; the summary line into `*out`. */
arguendo_result arguendo_check(arguendo_session *session, arguendo_format format, const char **out);
/* What stands: the case's questions, or the given literals ("possesses(hayashi)", variables allowed). */
arguendo_result arguendo_status(arguendo_session *session, const char *const *literals, size_t count,
                                arguendo_format format, const char **out);
/* Why a ground literal has its status on the day asked, in the view asked (`all` unless set). */
arguendo_result arguendo_why(arguendo_session *session, const char *literal, arguendo_format format, const char **out);

/* The messages of the last call, as text with the places marked; "" when there are none. */
const char *arguendo_messages(arguendo_session *session, int color);

#ifdef __cplusplus
}
#endif

#endif
