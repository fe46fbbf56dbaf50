/* Private to session/: what a session holds. */
#ifndef ARG_SESSION_SESSION_H
#define ARG_SESSION_SESSION_H

#include "arguendo.h"
#include "explain/answers.h"
#include "model/suppose.h"
#include "report/diagnostics_sarif.h"

#include <jansson.h>

struct arguendo_session {
    Files files; /* of the case: its own first */
    Tree tree;
    Case c;
    bool built;
    bool errors;        /* the case has errors: nothing can be asked of it */
    Diagnostics diags;  /* of the case, kept from loading */
    Diagnostics asking; /* of the last question */
    Files asked;        /* the literal that `asking` points into; empty: the case */
    char *view;         /* or NULL */
    Suppositions suppositions;
    Supposed supposed;     /* what they come to */
    Diagnostics supposing; /* what the case, so changed, cannot be evaluated for */
    Day day, known_by;     /* DAY_NONE_AFTER: not set */
    DaySpan days;          /* a stretch of time asked about, instead of `day`; lo: DAY_NONE_AFTER: none */
    arguendo_result whole; /* whether the file could be read as text, to its end: not so much as its form */
    size_t width, limit;
    double timeout;   /* seconds that a call may search for; 0: as long as it takes */
    Budget budget;    /* of the last call */
    bool limited;     /* the last call was stopped by the limit */
    bool undecided;   /* the budget ended some search of it */
    bool impossible;  /* facts contradict each other however the unknown days fall */
    bool lints_shown; /* whether arguendo_messages shows the case's warnings */
    Sarif sarif;      /* of all checks in that format */
    Text out, messages;
    Text trouble; /* a sentence for what has no place in a text */
};

/* How far a file is read: to a case; to a case whose tree still has its clauses; to a tree, with what it uses; to a tree of that file
 * alone. */
typedef enum SessionReading { READ_CASE, READ_WHOLE, READ_TREE, READ_ALONE } SessionReading;
/* Reads the file, or the text that stands for the file called so, in place of what there was. */
arguendo_result session_read(arguendo_session *s, const char *path, SessionReading how);
arguendo_result session_read_text(arguendo_session *s, const char *name, Str bytes, SessionReading how);
/* Reads what was read last once more; ARGUENDO_MISUSE when nothing was. What could not be read as text to its end is not read again: the
 * result is that of the first time, and so are the diagnostics. */
arguendo_result session_read_again(arguendo_session *s, SessionReading how);
/* Resolves the view that was set; false, with a sentence in `trouble`, when there is none of that name. */
bool session_view(arguendo_session *s, uint32_t *view);
/* The same of any name; what is said begins with it. */
bool session_find_view(arguendo_session *s, Str name, uint32_t *view);
/* Parses and resolves literals; false, with diagnostics, when one is wrong. */
bool session_literals(arguendo_session *s, const char *const *literals, size_t count, Asked *out);
/* The same for one literal without variables, which `command` asks about. */
bool session_ground_literal(arguendo_session *s, const char *command, const char *literal, Asked *out);
/* Whether the question can be about one day: no stretch of time was set. False after a sentence in `trouble`. */
bool session_one_day(arguendo_session *s, const char *command);
/* The day asked about: that of --on, else the case's own, else the last of all. */
Day session_day(const arguendo_session *s);
/* The literal writer for explain/. */
Str session_write_literal(Arena *arena, const Case *c, RelationId relation, const ConstantId *args);
/* Writes the object out and releases it. */
void session_give_json(arguendo_session *s, json_t *json, const char **out);
/* The viewpoint that the settings describe, and the same without what is supposed. */
Viewpoint session_viewpoint(arguendo_session *s, uint32_t view);
Viewpoint session_written(arguendo_session *s, uint32_t view);
/* What the settings ask for about these literals (0: the case's questions), on every day; `asked` is borrowed. */
AnswersRequest session_request(arguendo_session *s, const Asked *asked, size_t count, uint32_t view);
/* What the answer is in the case as written; false: that cannot be evaluated. */
bool session_as_written(arguendo_session *s, uint32_t view, RelationId relation, const ConstantId *args, Day day,
                        Period *period);
/* What a call that could not be evaluated came to, with a sentence when it was the limit or the time. */
arguendo_result session_failed(arguendo_session *s);
/* Where to put what is wrong with the case as evaluated from that viewpoint. */
Diagnostics *session_findings(arguendo_session *s);
/* Drops what was supposed. */
void session_suppose_nothing(arguendo_session *s);
/* Starts a call: clears the last one's output. False when no good case is loaded. */
bool session_begin(arguendo_session *s);

#endif
