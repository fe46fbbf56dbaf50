#include "cli/cli.h"

#include <stdio.h>

static int check_file(const Cli *cli, const char *path)
{
    int status;
    arguendo_session *session = cli_open(cli, &status);
    if (!session) {
        return status;
    }
    arguendo_result result = cli->parse_only ? arguendo_parse(session, path) : arguendo_load(session, path, NULL, 0);
    const char *out = "";
    arguendo_set_interrupt(session, cli_catch_interrupts());
    if (!cli->parse_only && result == ARGUENDO_GOOD) {
        result = cli_suppose(cli, session);
    }
    if (!cli->parse_only && result != ARGUENDO_MISUSE) {
        result = arguendo_check(session, cli->format, &out);
    }
    return cli_finish(cli, session, result, out);
}

/* All files into one log. */
static int check_sarif(const Cli *cli)
{
    int status;
    arguendo_session *session = cli_open(cli, &status);
    if (!session) {
        return status;
    }
    const char *out = "";
    arguendo_result worst = ARGUENDO_GOOD;
    for (int i = 0; i < cli->count; i++) {
        arguendo_result result = arguendo_load(session, cli->args[i], NULL, 0);
        if (result == ARGUENDO_GOOD && cli_suppose(cli, session) != ARGUENDO_GOOD) {
            return cli_finish(cli, session, ARGUENDO_MISUSE, "");
        }
        result = arguendo_check(session, cli->format, &out);
        worst = result > worst ? result : worst;
        if (i + 1 < cli->count) {
            fputs(arguendo_messages(session, cli->color), stderr);
        }
    }
    return cli_finish(cli, session, worst, out);
}

int command_check(const Cli *cli)
{
    if (!cli->count) {
        return cli_misuse("check needs a case file");
    }
    if (cli->view || cli->on) {
        return cli_misuse("check looks at every view and day that the case asks about; leave out --for and --on");
    }
    if (cli->format == ARGUENDO_SARIF && !cli->parse_only) {
        return check_sarif(cli);
    }
    int worst = ARGUENDO_GOOD;
    for (int i = 0; i < cli->count; i++) {
        int status = check_file(cli, cli->args[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}
