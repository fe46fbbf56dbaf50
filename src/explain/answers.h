/* Answers to questions: which ground literals, in which views, with what status when. Data only. */
#ifndef ARG_EXPLAIN_ANSWERS_H
#define ARG_EXPLAIN_ANSWERS_H

#include "explain/burdens.h"

typedef struct Answer {
    uint32_t question; /* index in Case.questions, or NONE for a literal asked directly */
    uint32_t asked;    /* which of the literals asked, counted through all questions */
    RelationId relation;
    const ConstantId *args; /* in Answers.arena */
    Str text;               /* the literal as written */
    uint32_t view;
    Periods periods;
    Periods written; /* where something is supposed: those of the case as written; empty when that has none */
} Answer;

/* Another way to read a case, under which an answer would be another one. */
typedef enum OtherReading {
    READING_GROUNDED, /* only what the grounded set derives, and nothing that holds either way */
    READING_STABLE,   /* only sets that decide about everything that bears on it */
    READING_UNRANKED  /* without undisputed preferences and ranks */
} OtherReading;

typedef struct Sensitivity {
    uint32_t answer; /* in Answers.list */
    Day day;
    uint8_t reading;
    uint8_t status; /* what it would be: of S5.3; STATUS_CONTESTED: left open; EXPECTED_STATUSES: there is no such set */
} Sensitivity;

typedef struct Answers {
    VEC(Sensitivity) sensitive; /* by view as evaluated, then answer, day and reading; only where asked for */
    bool sensitive_cut;         /* too much is derived for that: not every reading was looked at */
    Burdens burdens;            /* none when literals were asked directly */
    VEC(Answer) list;           /* by question, then literal's text, then view */
    Arena arena;
} Answers;

/* How a literal is written out; given by the caller, since explain/ makes no text. */
typedef Str LiteralWriter(Arena *arena, const Case *c, RelationId relation, const ConstantId *args);

/* Called with each view that was evaluated, once all answers have been found. */
typedef void AnswersLook(void *context, uint32_t view, Evaluation *e);

typedef struct AnswersRequest {
    const Case *c;
    const Asked *literals; /* asked directly; with count 0 the case's questions are answered */
    size_t count;
    uint32_t view;       /* NONE: as each question says; `all` for literals */
    Viewpoint viewpoint; /* its view is filled in for each view that is asked about */
    LiteralWriter *write;
    bool written; /* also what holds in the case as written */
    bool on_days; /* finer statuses only on the days asked about; statements asked directly always have all, unless `day` is set */
    Day day;            /* the one day asked about; DAY_NONE_AFTER: those of the questions */
    bool sensitive;     /* also which answers would be others under another reading, on the days asked about */
    bool every_view;    /* where `view` is NONE: all views together and every position, whatever questions say */
    const IdVec *views; /* or NULL: these, in this order, whatever `view` and questions say */
    AnswersLook *look;  /* or NULL */
    void *context;
} AnswersRequest;

/* Evaluates each view that is asked about once. False when the case cannot be evaluated, with diagnostics, or when a limit was
 * reached. */
bool answers_find(Answers *answers, const AnswersRequest *request, Diagnostics *diags);
/* Evaluates the case from a viewpoint, as far as the answers need it. */
bool answers_evaluate(const AnswersRequest *request, Viewpoint viewpoint, Evaluation *e, Diagnostics *diags);
/* The days that a question, or what is asked directly (NULL), is about; `day` holds a single one. */
Wanted answers_days(const AnswersRequest *request, const Question *question, Day *day);
void answers_free(Answers *answers);

#endif
