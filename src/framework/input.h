/* Frameworks as files: the formats of the competitions. Read in blocks, in one pass, with no allocation by line.
 *
 *   iccma23  `p af N`, then `I J` for each attack, arguments 1 … N (ICCMA'23 and '25); `#` starts a comment line
 *   aba      `p aba N`, then `a X` (an assumption), `c X Y` (the contrary of X is Y), `r H B …` (H if all of B), sentences 1 … N
 *   apx      `arg(a).` and `att(a,b).`, in any order; `%` starts a comment
 *   tgf      a line for each argument, a line `#`, a line `a b` for each attack; what follows on a line is a label, left out
 */
#ifndef ARG_FRAMEWORK_INPUT_H
#define ARG_FRAMEWORK_INPUT_H

#include "base/budget.h"
#include "base/map.h"
#include "base/text.h"
#include "framework/graph.h"

typedef enum InputFormat {
    INPUT_ANY, /* as the content says */
#define FORMAT(id, word, help) INPUT_##id,
#include "framework/formats.def"
#undef FORMAT
} InputFormat;

/* Larger numbers of arguments are refused; and above INPUT_ALONE those of more than INPUT_SPARSE arguments for each attack (sentences for
 * each assumption or rule), so that a header alone cannot take the memory of a machine. */
#define INPUT_LIMIT (1u << 27)
#define INPUT_ALONE (1u << 24)
#define INPUT_SPARSE 16

/* A framework that was read. Arguments are 0 … n-1 inside, numbers 1 … n outside; apx and tgf give them names. */
typedef struct Input {
    InputFormat format;
    bool assumptions; /* `flat` holds it, else `graph` */
    Graph graph;
    Names names; /* by argument; empty when numbers are all there is */
    Framework flat;
    uint32_t sentences; /* of an assumption-based framework: N */
    IdVec sentence;     /* by number - 1: its atom, or ASSUMED | its assumption */
    IdVec number;       /* by assumption: its number */
} Input;

/* What is wrong with an input, and where. */
typedef struct InputTrouble {
    Text message, help;    /* help may be empty */
    uint64_t line, column; /* from 1, the column in characters; line 0: no place in the text */
    uint32_t width;        /* characters to mark, at least 1 */
    Text excerpt;          /* the line around the place, when it is at hand */
    uint32_t mark;         /* where the marked part starts in it, in bytes */
    bool cut_short;        /* the budget ended the reading: nothing is wrong with the text */
} InputTrouble;

typedef struct InputSource {
    const char *path;  /* "-" is standard input; NULL: memory */
    const char *bytes; /* memory, `length` bytes */
    size_t length;
    InputFormat format;
    uint32_t limit;       /* the most arguments; 0: INPUT_LIMIT */
    const Budget *budget; /* or NULL */
} InputSource;

/* False when it cannot be read or is malformed: then `trouble` says why and `input` is empty. The caller frees both. */
bool input_read(Input *input, const InputSource *source, InputTrouble *trouble);
void input_free(Input *input);
void input_trouble_free(InputTrouble *trouble);

/* The format of this name ("iccma23", or "af" for short), or INPUT_ANY. */
InputFormat input_format(Str word);

/* Writes a Dung framework; names may be empty: numbers then. INPUT_ABA writes it as an assumption-based one: argument i is the
 * assumption i, its contrary is the sentence n + i, and each attack a rule. */
void input_write_graph(Text *out, InputFormat format, const Graph *graph, const Names *names);
/* Writes an assumption-based framework in its only format. `sentence` is as in Input. */
void input_write_flat(Text *out, const Framework *flat, const IdVec *sentence);

#endif
