/* The command line: options read once, one function a command. The only place that prints and exits. */
#ifndef ARG_CLI_CLI_H
#define ARG_CLI_CLI_H

#include "arguendo.h"

#include <stdbool.h>

/* A what-if, as written. */
typedef struct Suppose {
    arguendo_supposition kind;
    const char *what;
} Suppose;

typedef struct Cli {
    const char *view, *on, *known_by;
    const char *output; /* the file for the answer, or NULL */
    arguendo_format format;
    size_t limit;  /* 0: the usual one */
    unsigned size; /* of sets, 0: the usual */
    const char *status;
    const char *between; /* two views, or NULL */
    double timeout;      /* seconds; 0: none */
    bool color, parse_only, check, diff;
    Suppose *suppose; /* argc long */
    int supposed;     /* how many */
    char **args;      /* what follows the command's name */
    int count;
} Cli;

/* Each returns the exit status. */
#define COMMAND(function, word, arguments, help) int function(const Cli *cli);
#include "cli/commands.def"
#undef COMMAND

/* A new session with what the options say of every command; NULL after *status is set. */
arguendo_session *cli_open(const Cli *cli, int *status);
/* Supposes what the options say; ARGUENDO_MISUSE: something of it cannot be supposed. */
arguendo_result cli_suppose(const Cli *cli, arguendo_session *session);
/* Opens a session, sets what the options say and loads the file; on failure reports it, closes, and sets *status. */
arguendo_session *cli_load(const Cli *cli, const char *path, int *status);
/* Prints the answer to standard output, or writes it to the file that --output names, and the messages to standard error; returns the exit status. */
int cli_finish(const Cli *cli, arguendo_session *session, arguendo_result result, const char *out);
/* From now on the first signal to end raises the flag, so that what is known by then can be told; the second ends the process. */
const volatile sig_atomic_t *cli_catch_interrupts(void);
/* Writes all of it; false with errno set. */
bool cli_write_all(int fd, const char *bytes, size_t length);
/* Writes beside the file and then puts the new one in its place, so that a full disk or a power cut loses neither; a file that is not there
 * yet is made. A symbolic link stays one; the permissions stay. False with errno set. */
bool cli_replace(const char *path, const char *bytes, size_t length);
/* Says what was wrong with the call; returns 2. */
int cli_misuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
