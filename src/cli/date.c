/* `arguendo date`: what dates mean, of the command line or of standard input, one a line. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer lines are no dates; what is beyond is not kept. */
enum { LINE_LONGEST = 65536, BLOCK = 1 << 16 };

typedef struct Dates {
    const Cli *cli;
    arguendo_session *session;
    FILE *out;
    size_t asked;
    bool findings, unwritten;
} Dates;

static void tell(Dates *d, const char *text, size_t length)
{
    const char *out;
    arguendo_result result = arguendo_date(d->session, text, length, d->cli->format, &out);
    bool apart = d->cli->format == ARGUENDO_TEXT && d->asked && result == ARGUENDO_GOOD;
    if ((apart && putc('\n', d->out) == EOF) || fputs(out, d->out) == EOF) {
        d->unwritten = true;
    }
    d->asked += result == ARGUENDO_GOOD;
    if (result != ARGUENDO_GOOD) {
        d->findings = true;
        fputs(arguendo_messages(d->session, d->cli->color), stderr);
    }
}

static void tell_line(Dates *d, const char *line, size_t length)
{
    if (length && line[length - 1] == '\r') {
        length--;
    }
    if (length) { /* an empty line asks nothing */
        tell(d, line, length);
    }
}

/* False when standard input cannot be read. */
static bool tell_input(Dates *d)
{
    char *line = malloc(LINE_LONGEST + BLOCK), *block = line ? line + LINE_LONGEST : NULL;
    size_t kept = 0, got = 1;
    while (line && got && !d->unwritten) {
        got = fread(block, 1, BLOCK, stdin);
        const char *at = block, *end = block + got;
        for (const char *stop; (stop = memchr(at, '\n', (size_t)(end - at))) && !d->unwritten; at = stop + 1) {
            size_t length = (size_t)(stop - at);
            if (kept) {
                length = length < LINE_LONGEST - kept ? length : LINE_LONGEST - kept;
                memcpy(line + kept, at, length);
                tell_line(d, line, kept + length);
                kept = 0;
            } else {
                tell_line(d, at, length);
            }
        }
        size_t rest = (size_t)(end - at), room = LINE_LONGEST - kept;
        memcpy(line + kept, at, rest < room ? rest : room);
        kept += rest < room ? rest : room;
    }
    if (line) {
        tell_line(d, line, kept);
    }
    bool read = line && !ferror(stdin);
    free(line);
    return read;
}

/* Of a file only a whole answer takes the place: till then it is kept. */
static int answer(Dates *d, char **kept, size_t *length)
{
    const Cli *cli = d->cli;
    d->out = cli->output ? open_memstream(kept, length) : stdout;
    if (!d->out) {
        return cli_misuse("the answer could not be kept: %s", strerror(errno));
    }
    bool read = true;
    for (int i = 0; i < cli->count && read; i++) {
        if (strcmp(cli->args[i], "-") == 0) {
            read = tell_input(d);
        } else {
            tell(d, cli->args[i], strlen(cli->args[i]));
        }
    }
    if (cli->count == 0) {
        read = tell_input(d);
    }
    int reason = errno;
    bool written = (cli->output ? fclose(d->out) : fflush(stdout)) != EOF && !d->unwritten;
    if (!read) {
        return cli_misuse("standard input could not be read: %s", strerror(reason));
    }
    if (!written) {
        return cli_misuse("the answer could not be written");
    }
    if (cli->output && !cli_replace(cli->output, *kept, *length)) {
        return cli_misuse("%s could not be written, and is as it was: %s", cli->output, strerror(errno));
    }
    return d->findings ? ARGUENDO_FINDINGS : ARGUENDO_GOOD;
}

int command_date(const Cli *cli)
{
    if (cli->view || cli->on || cli->known_by || cli->supposed) {
        return cli_misuse("date looks at dates alone: leave out --for, --on, --known-by and what is supposed");
    }
    Dates d = {.cli = cli, .session = arguendo_open()};
    char *kept = NULL;
    size_t length = 0;
    int status = answer(&d, &kept, &length);
    free(kept);
    arguendo_close(d.session);
    return status;
}
