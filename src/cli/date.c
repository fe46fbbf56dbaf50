/* `arguendo date`: what dates mean, of the command line or of standard input, one a line. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lines are kept whole up to this length; a longer one is refused. */
enum { LINE_LONGEST = 1 << 24, BLOCK = 1 << 16 };

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

/* A line, of which what is beyond LINE_LONGEST was not kept. */
typedef struct Line {
    char *at;
    size_t length, room;
    bool cut;
} Line;

static void tell_line(Dates *d, const char *line, size_t length, bool cut)
{
    if (length && line[length - 1] == '\r') {
        length--;
    }
    if (cut) {
        d->findings = true;
        fprintf(stderr, "arguendo: a line of more than %d bytes is no date, and was left out\n", LINE_LONGEST);
    } else if (length) { /* an empty line asks nothing */
        tell(d, line, length);
    }
}

/* False when there is no memory for it. */
static bool keep(Line *line, const char *at, size_t length)
{
    size_t most = LINE_LONGEST - line->length;
    line->cut |= length > most;
    length = length < most ? length : most;
    if (line->length + length > line->room) {
        size_t room = 2 * (line->length + length);
        char *grown = realloc(line->at, room);
        if (!grown) {
            return false;
        }
        line->at = grown;
        line->room = room;
    }
    if (length) {
        memcpy(line->at + line->length, at, length);
    }
    line->length += length;
    return true;
}

/* False when standard input cannot be read. */
static bool tell_input(Dates *d)
{
    static const char mark[] = {'\xef', '\xbb', '\xbf'}; /* of byte order, with which some editors begin a file */
    char *block = malloc(BLOCK);
    Line line = {.at = NULL};
    size_t got = 1;
    bool good = block != NULL, first = true;
    while (good && got && !d->unwritten) {
        got = fread(block, 1, BLOCK, stdin);
        const char *at = block, *end = block + got;
        at += first && got >= sizeof mark && memcmp(at, mark, sizeof mark) == 0 ? sizeof mark : 0;
        first = false;
        for (const char *stop; good && (stop = memchr(at, '\n', (size_t)(end - at))) && !d->unwritten; at = stop + 1) {
            if (line.length) {
                good = keep(&line, at, (size_t)(stop - at));
                tell_line(d, line.at, line.length, line.cut);
                line.length = 0;
                line.cut = false;
            } else {
                tell_line(d, at, (size_t)(stop - at), false);
            }
        }
        good = good && keep(&line, at, (size_t)(end - at));
    }
    if (good) {
        tell_line(d, line.at, line.length, line.cut);
    }
    free(block);
    free(line.at);
    return good && !ferror(stdin);
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
