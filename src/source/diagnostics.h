/* What is wrong with an author's text: severity, stable code, message, places, notes and help, collected as data and
 * printed by report/. Invariant: at most MAX_ERRORS_PER_FILE errors are kept for each file that is read; further ones are only
 * counted. */
#ifndef ARG_SOURCE_DIAGNOSTICS_H
#define ARG_SOURCE_DIAGNOSTICS_H

#include "base/vec.h"
#include "source/files.h"

typedef enum DiagCode {
#define DIAG(code, severity, title) code,
#include "source/codes.def"
#undef DIAG
    DIAG_CODES
} DiagCode;

typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING } Severity;

enum { MAX_ERRORS_PER_FILE = 50 };

/* A second place that helps to understand the first. */
typedef struct DiagMark {
    Span span;
    Str label;
} DiagMark;

/* What the help says, for a program to do: `text` in place of the span; an empty span inserts. The edits of one diagnostic belong
 * together, do not overlap, and mend it. */
typedef struct DiagEdit {
    Span span;
    Str text;
} DiagEdit;

typedef struct Diag {
    DiagCode code;
    Severity severity;
    Span span; /* the primary place */
    Str message;
    Str label; /* said under the primary span; may be empty */
    Str help;  /* what to write instead; may be empty */
    Str note;  /* background; may be empty */
    DiagMark mark[2];
    DiagEdit edit[4];
    uint8_t marks, edits;
    bool whole_file; /* no place in the text: the file could not be read */
    Str reason;      /* of what is silenced: the author's */
} Diag;

/* The author says, with a reason, that no warning of this code is to be given anywhere in `where`. */
typedef struct Silence {
    DiagCode code;
    Span where, span; /* span: where it is said */
    Str reason;       /* borrowed */
    bool used;
} Silence;

typedef struct Diagnostics {
    VEC(Diag) list;
    size_t errors, warnings; /* all of them, kept or not */
    size_t more_files;       /* that are read beside the first */
    VEC(Silence) silences;   /* to be known before the warnings that they are for */
    VEC(Diag) silenced;      /* what they were for; as many are kept as of warnings */
    size_t all_silenced;
    Arena arena; /* owns the texts */
} Diagnostics;

/* Adds a diagnostic and returns it, to add label, help and marks with the functions below. The pointer is valid until the
 * next diag_add. Past the limit a scratch entry is returned, counted and not kept; where the very same was said before, one that is
 * not even counted. */
Diag *diag_add(Diagnostics *diags, DiagCode code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_label(Diagnostics *diags, Diag *diag, const char *format, ...) __attribute__((format(printf, 3, 4)));
void diag_help(Diagnostics *diags, Diag *diag, const char *format, ...) __attribute__((format(printf, 3, 4)));
void diag_note(Diagnostics *diags, Diag *diag, const char *format, ...) __attribute__((format(printf, 3, 4)));
void diag_mark(Diagnostics *diags, Diag *diag, Span span, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The help, as an edit, at most four of them: only where it mends what is wrong as the author must have meant it. */
void diag_edit(Diagnostics *diags, Diag *diag, Span span, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Whether a further error would be kept; whether this one was. */
bool diag_has_room(const Diagnostics *diags);
bool diag_is_kept(const Diagnostics *diags, const Diag *diag);
/* Warns of silences before the address `end` that nothing was silenced by (W0106); call it when all warnings have been given. */
void diag_add_unused_silences(Diagnostics *diags, uint32_t end);
/* Moves the places of entries from `from` on up by `base`: they are of a file that does not start at 0. */
void diag_move(Diagnostics *diags, size_t from, uint32_t base);
/* What was said so far, and to forget what was said since. */
typedef struct DiagMoment {
    size_t kept, errors, warnings;
} DiagMoment;
DiagMoment diag_moment(const Diagnostics *diags);
void diag_forget(Diagnostics *diags, DiagMoment since);
/* Takes back what was added from entry `from` on with one of the `count` codes. */
void diag_take_back(Diagnostics *diags, size_t from, const DiagCode *codes, size_t count);
/* Sorts by place, then code; call once before printing. */
void diag_sort(Diagnostics *diags);
void diag_free(Diagnostics *diags);

/* "E0203"; "input could not be read". */
const char *diag_code_name(DiagCode code);
const char *diag_code_title(DiagCode code);
/* The code of this name, or DIAG_CODES. */
DiagCode diag_code_find(Str name);
Severity diag_code_severity(DiagCode code);
/* "error" or "warning". */
const char *diag_severity_word(Severity severity);

/* The nearest of `count` candidates to `word` by edit distance (insert, delete, replace, swap), or NONE when none is near
 * enough to be worth offering. For "did you mean". */
uint32_t nearest_word(Str word, const Str *candidates, size_t count);
/* That distance between two words; some large number when one is too long to be compared. */
unsigned word_distance(Str a, Str b);

#endif
