/* Arguendo: what stands in a contested case, for whom, as of when, and why. It never says what is true.
 *
 * The only public header. A session holds one case and what was found of it. A session is used by one thread at a time; sessions
 * are independent of one another. Every text returned is UTF-8, zero-terminated, owned by the session, and valid until the
 * next call with that session. No function exits the process or prints; only running out of memory ends it. */
#ifndef ARGUENDO_H
#define ARGUENDO_H

#include <signal.h>
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

/* SARIF is for arguendo_check only, Markdown for arguendo_read, ASCII (text whose bars are in ASCII) and SVG for arguendo_timeline. A call
 * that has no such format answers ARGUENDO_MISUSE. */
typedef enum arguendo_format {
    ARGUENDO_TEXT,
    ARGUENDO_JSON,
    ARGUENDO_TREE,  /* of arguendo_why: everything, as branches */
    ARGUENDO_PROSE, /* of arguendo_why: sentences */
    ARGUENDO_SARIF,
    ARGUENDO_MARKDOWN,
    ARGUENDO_ASCII,
    ARGUENDO_SVG
} arguendo_format;

/* "0.1.0". */
const char *arguendo_version(void);

/* A new session; the caller closes it. */
arguendo_session *arguendo_open(void);
void arguendo_close(arguendo_session *session);

/* Reads and resolves a case and what it uses, in place of what the session held: the file called `name` ("-" is standard input), or, where
 * `bytes` is not NULL, those bytes, which are copied; `name` then stands for the file in messages, and what the text uses is looked for in
 * the folder of that name. ARGUENDO_FINDINGS: it has errors, and nothing can be asked of it. ARGUENDO_MISUSE: it cannot be read. */
arguendo_result arguendo_load(arguendo_session *session, const char *name, const char *bytes, size_t length);
/* Reads and parses the file only: for arguendo_lay_out, and for measuring. */
arguendo_result arguendo_parse(arguendo_session *session, const char *path);

/* Whose view to take: `all`, `common` or a position's name; NULL: as each question says. Checked when something is asked. */
void arguendo_set_view(arguendo_session *session, const char *view);
/* The day to ask about, as EDTF ("1991-12-26"), or for arguendo_status, arguendo_timeline and arguendo_diff a stretch of time ("1991/1994",
 * "1991-12", "1991/.."); NULL: the case's own day. ARGUENDO_MISUSE when it is neither, or is marked `~`, `?` or `%`. arguendo_why,
 * arguendo_crux and arguendo_compare, which are about one day, answer ARGUENDO_MISUSE to a stretch. */
arguendo_result arguendo_set_days(arguendo_session *session, const char *days);
/* Leave out what was not known by this day (semantics S1.4); NULL: nothing. */
arguendo_result arguendo_set_known_by(arguendo_session *session, const char *day);
/* What-if: supposes something against the loaded case in whatever is asked from now on; several add up. `what` is an item's or a source's
 * name, "A:B", or a literal. ARGUENDO_MISUSE: there is nothing of that name, or it cannot be supposed. `what` NULL, and loading a
 * case, drop all that was supposed. */
typedef enum arguendo_supposition {
    ARGUENDO_ACCEPT, /* the item belongs to the view asked, and no denial of it counts */
    ARGUENDO_REJECT, /* the item belongs to no view; the source supports nothing */
    ARGUENDO_DENY,   /* as though everybody whose view is asked denied the item */
    ARGUENDO_PREFER, /* `prefer A over B` */
    ARGUENDO_GIVEN   /* the literal is an undisputed fact, on every day */
} arguendo_supposition;
arguendo_result arguendo_suppose(arguendo_session *session, arguendo_supposition kind, const char *what);
/* Width of the terminal in columns, at least 80; 80 unless set. */
void arguendo_set_width(arguendo_session *session, size_t columns);

/* What a question may cost: the most applications of rules (ground instances; 0: 10 million), and the seconds for them and for the search
 * that then tells which of `defeated`, `arguable` and `either_way` something is (0: as long as it takes). What is not found by then is said
 * to be unknown, and the result is ARGUENDO_LIMIT. */
void arguendo_set_limits(arguendo_session *session, size_t instances, double seconds);
/* A call ends likewise soon after `*flag` becomes other than 0, which a signal handler may see to. NULL: nothing interrupts. */
void arguendo_set_interrupt(arguendo_session *session, const volatile sig_atomic_t *flag);

/* Checks a loaded case: errors, lints and expectations, into arguendo_messages; the summary line into `*out`. With ARGUENDO_SARIF *out is one
 * log of everything that this session has checked so: call it after each arguendo_load, also one that failed. */
arguendo_result arguendo_check(arguendo_session *session, arguendo_format format, const char **out);
/* What stands: the case's questions, or the given literals ("possesses(hayashi)", variables allowed). */
arguendo_result arguendo_status(arguendo_session *session, const char *const *literals, size_t count,
                                arguendo_format format, const char **out);
/* Why a ground literal has its status on the day asked, in the view asked (`all` unless set). */
arguendo_result arguendo_why(arguendo_session *session, const char *literal, arguendo_format format, const char **out);

/* Tells a loaded case as numbered sentences, for somebody who never reads the syntax. The case is read again, and nothing is supposed of it
 * any more. */
arguendo_result arguendo_read(arguendo_session *session, arguendo_format format, const char **out);

/* When what stands changed, and what brought that about: of the case's questions, or of the given literals, for all views together and
 * for every position unless a view is set. */
arguendo_result arguendo_timeline(arguendo_session *session, const char *const *literals, size_t count,
                                  arguendo_format format, const char **out);

/* Lays the file of what was loaded or parsed last out in the one layout, whatever came of loading it: only its own form matters.
 * *out has `length` bytes: the file laid out, or with `changes` how that differs from the file, as lines with - and +. *changed says
 * whether it does. The session holds no case afterwards. ARGUENDO_FINDINGS: the file has errors of form, see arguendo_messages. */
arguendo_result arguendo_lay_out(arguendo_session *session, int changes, const char **out, size_t *length, int *changed);

/* A first case with comments, from which to go on; it checks clean. Not owned by the caller. */
const char *arguendo_first_case(void);
/* What a written date means (EDTF, or with ` julian` behind it): text, or one line of JSON. It needs no case. ARGUENDO_FINDINGS: it is no
 * date; why, and what was probably meant, is in arguendo_messages. */
arguendo_result arguendo_date(arguendo_session *session, const char *text, size_t length, arguendo_format format,
                              const char **out);

/* What the code of a message means: its page as text for people, or all codes with their titles when `code` is NULL. In JSON the
 * pages are Markdown. ARGUENDO_MISUSE: no message has this code. */
arguendo_result arguendo_explain(arguendo_session *session, const char *code, arguendo_format format, const char **out);

/* What the status of a ground literal turns on, as in arguendo_why: every smallest set of at most `size` (0: 2) things whose withdrawal,
 * or concession, makes it have `status` (NULL: "established") or lose it. `literal` NULL: of the whole case, on what most questions
 * turn, one thing at a time. ARGUENDO_LIMIT: not everything could be looked at. */
arguendo_result arguendo_crux(arguendo_session *session, const char *literal, unsigned size, const char *status,
                              arguendo_format format, const char **out);

/* Where views part, and on what: of the case's questions, or of the given literals, for each pair of positions, or between two views
 * ("popov:hayashi"; `between` NULL: every pair). For each answer that differs the smallest sets of items whose exchange lets one view answer
 * as the other; sets of at most `size` (0: 3) are all looked at. ARGUENDO_LIMIT: not everything could be found. */
arguendo_result arguendo_compare(arguendo_session *session, const char *const *literals, size_t count,
                                 const char *between, unsigned size, arguendo_format format, const char **out);

/* What changed from the case file at `old` to the loaded case: of the questions of both, or of the given literals, the answers that differ,
 * and for each the smallest sets of edits that change it so. `old` NULL: from the first to the last day of arguendo_set_days, and what
 * brought it about. ARGUENDO_LIMIT: not everything could be found. */
arguendo_result arguendo_diff(arguendo_session *session, const char *old, const char *const *literals, size_t count,
                              arguendo_format format, const char **out);

/* The messages of the last call, as text with the places marked; "" when there are none. */
const char *arguendo_messages(arguendo_session *session, int color);

/* ── Frameworks alone ─────────────────────────────────────────────────────────────────────────────────────────────────────────
 *
 * Dung's argumentation frameworks and flat assumption-based ones, for programs that know IPASIR and IPAFAIR: make one, change it,
 * ask, look at the certificate, change it again. Arguments (in assumption-based frameworks: sentences) are numbers from 1;
 * memory goes with the largest, at most 134217728. Numbers above 16777216 that were not read may at most be 16 for each change made: a
 * call that leaves a large gap is refused. Whether a framework is one of arguments or of assumptions is settled by
 * what is read or added first. A function that is asked for what is not there answers ARGUENDO_MISUSE, ARGUENDO_ERROR or
 * 0, changes nothing and leaves a sentence in arguendo_framework_message.
 *
 * What is incremental: asking DC or DS under GR, CO, PR or ID depends only on what the query can be reached from (its attackers,
 * theirs, and so on), and an answer found once is given again at once until something in that part changes. Other answers to
 * DC and DS are kept until anything changes. From the second question on one SAT solver serves DC-CO, DC-PR, DC-ST and DS-ST of a
 * Dung framework: it keeps what it has learned, and after a change only what has changed is encoded again. Other questions, and
 * certificates, are worked out on the whole framework, whose changed rows are merged in linear time. An assumption-based framework
 * is put together anew after each change; its answers are kept in the same way. */
typedef struct arguendo_framework arguendo_framework;

typedef enum arguendo_answer {
    ARGUENDO_NO = 0,
    ARGUENDO_YES = 1,
    ARGUENDO_UNKNOWN = 2, /* the time was over, or it was interrupted: neither yes nor no */
    ARGUENDO_ERROR = 3    /* nothing like this can be asked: see arguendo_framework_message */
} arguendo_answer;

/* An empty framework; the caller frees it. */
arguendo_framework *arguendo_framework_new(void);
void arguendo_framework_free(arguendo_framework *framework);

/* Reads a framework in place of what there was: the file called `name` ("-" is standard input), or, where `bytes` is not NULL, those bytes,
 * for which `name` stands in messages. `format` is "iccma23", "aba", "apx", "tgf", or NULL: as the content says. ARGUENDO_MISUSE: it
 * cannot be read or is malformed; the framework is then empty. ARGUENDO_LIMIT: time was over. */
arguendo_result arguendo_framework_read(arguendo_framework *framework, const char *name, const char *bytes,
                                        size_t length, const char *format);
/* The framework in a format; NULL when it has no such form. What was removed is left out and the numbers close up. A Dung framework
 * in "aba": each argument an assumption. Valid until the next call. */
const char *arguendo_framework_write(arguendo_framework *framework, const char *format, size_t *length);

/* Changes. Adding what is there and removing what is not is ARGUENDO_MISUSE for arguments, assumptions and rules, and nothing for attacks.
 * Removing an argument removes its attacks; removing an assumption leaves a sentence. */
arguendo_result arguendo_framework_add_argument(arguendo_framework *framework, unsigned argument);
arguendo_result arguendo_framework_remove_argument(arguendo_framework *framework, unsigned argument);
arguendo_result arguendo_framework_add_attack(arguendo_framework *framework, unsigned from, unsigned to);
arguendo_result arguendo_framework_remove_attack(arguendo_framework *framework, unsigned from, unsigned to);
/* `contrary` is any sentence, or 0: nothing is against it. An assumption that some rule concludes is refused. */
arguendo_result arguendo_framework_add_assumption(arguendo_framework *framework, unsigned sentence, unsigned contrary);
arguendo_result arguendo_framework_remove_assumption(arguendo_framework *framework, unsigned sentence);
/* head holds if all of body hold. */
arguendo_result arguendo_framework_add_rule(arguendo_framework *framework, unsigned head, const unsigned *body,
                                            size_t count);
/* Removes one rule with this head and this body in this order. */
arguendo_result arguendo_framework_remove_rule(arguendo_framework *framework, unsigned head, const unsigned *body,
                                               size_t count);

/* The number of the argument or sentence written so (a name of apx or tgf, or digits); 0: there is none. */
unsigned arguendo_framework_find(arguendo_framework *framework, const char *name);
/* How it is written. Valid until the next call. */
const char *arguendo_framework_name(arguendo_framework *framework, unsigned argument);

/* Adds to what the next arguendo_framework_ask asks about. */
arguendo_result arguendo_framework_assume(arguendo_framework *framework, unsigned argument);
/* `problem` as the ICCMA writes it. DC, DS: whether some extension, every extension, holds `query` (0: nothing more) and all that
 * was assumed since the last call. SE: whether there is an extension. */
arguendo_answer arguendo_framework_ask(arguendo_framework *framework, const char *problem, unsigned query);
/* The extension that shows the last answer: after SE or DC yes, after DS no; NULL otherwise, and when time was over. Ascending; of an
 * assumption-based framework its assumptions. Worked out now unless ARGUENDO_CERTIFICATES asked for it with the answer. Valid until
 * the next call. */
const unsigned *arguendo_framework_certificate(arguendo_framework *framework, size_t *count);
/* EE: calls `each` with every extension once, in any order; false from it ends the enumeration. ARGUENDO_YES: those were all. */
arguendo_answer arguendo_framework_each(arguendo_framework *framework, const char *problem,
                                        int (*each)(void *context, const unsigned *members, size_t count), void *context);
/* CE: how many extensions there are, in digits, into *number, which is valid until the next call. ARGUENDO_YES: it is known. */
arguendo_answer arguendo_framework_count(arguendo_framework *framework, const char *problem, const char **number);

/* How questions are answered; each is off unless set. */
typedef enum arguendo_option {
    ARGUENDO_CERTIFICATES, /* asking finds the certificate at the same time: better when it is wanted anyway */
    ARGUENDO_VERIFY /* every answer is checked again from the definitions. One that fails the check is not given: it is
                            * ARGUENDO_UNKNOWN, with a message */
} arguendo_option;
void arguendo_framework_set(arguendo_framework *framework, arguendo_option option, int on);
/* "cadical", "picosat" or "founded"; unless set, "founded" for assumption-based frameworks and "cadical" for others. */
arguendo_result arguendo_framework_set_backend(arguendo_framework *framework, const char *backend);
/* From now on this many seconds are left for all calls; 0: no end. */
void arguendo_framework_set_timeout(arguendo_framework *framework, double seconds);
/* Reading and asking end soon after `*flag` becomes other than 0, which a signal handler may see to. NULL: nothing interrupts. */
void arguendo_framework_set_interrupt(arguendo_framework *framework, const volatile sig_atomic_t *flag);

/* What can be asked, "[SE-GR,…]", or read, "[iccma23,…]". Valid until the next call. */
typedef enum arguendo_offer { ARGUENDO_PROBLEMS, ARGUENDO_FORMATS } arguendo_offer;
const char *arguendo_framework_offers(arguendo_framework *framework, arguendo_offer what);
/* What was wrong with the last call; "" when nothing was. */
const char *arguendo_framework_message(arguendo_framework *framework);

#ifdef __cplusplus
}
#endif

#endif
