#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int lay_out(const Cli *cli, arguendo_session *session, const char *path)
{
    const char *out;
    size_t length;
    int changed;
    bool is_filter = strcmp(path, "-") == 0;
    arguendo_result result = arguendo_parse(session, path);
    if (result != ARGUENDO_MISUSE) {
        result = arguendo_lay_out(session, cli->diff, &out, &length, &changed);
    }
    if (result != ARGUENDO_GOOD) {
        fputs(arguendo_messages(session, cli->color), stderr);
        return (int)result;
    }
    if (cli->check && changed) {
        printf("%s\n", path);
    }
    if (cli->diff || (is_filter && !cli->check)) {
        fwrite(out, 1, length, stdout);
    }
    if (cli->check || cli->diff) {
        return changed ? ARGUENDO_FINDINGS : ARGUENDO_GOOD;
    }
    if (!is_filter && changed && !cli_replace(path, out, length)) {
        return cli_misuse("%s could not be written, and is as it was: %s", path, strerror(errno));
    }
    return ARGUENDO_GOOD;
}

int command_fmt(const Cli *cli)
{
    if (!cli->count) {
        return cli_misuse("fmt needs a case file");
    }
    if (cli->output) {
        return cli_misuse("fmt writes each file in its own place; leave out --output");
    }
    int worst = ARGUENDO_GOOD, status;
    arguendo_session *session = cli_open(cli, &status);
    if (!session) {
        return status;
    }
    for (int i = 0; i < cli->count; i++) {
        status = lay_out(cli, session, cli->args[i]);
        worst = status > worst ? status : worst;
    }
    arguendo_close(session);
    if (fflush(stdout) == EOF) {
        return cli_misuse("the answer could not be written");
    }
    return worst;
}
