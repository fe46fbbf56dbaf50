#include "cli/cli.h"

static int check_file(const Cli *cli, const char *path)
{
    int status;
    arguendo_session *session = cli_open(cli, &status);
    if (!session) {
        return status;
    }
    arguendo_result result = cli->parse_only ? arguendo_parse_file(session, path) : arguendo_load_file(session, path);
    const char *out = "";
    if (!cli->parse_only && result == ARGUENDO_GOOD) {
        result = cli_suppose(cli, session);
    }
    if (!cli->parse_only && result != ARGUENDO_MISUSE) {
        result = arguendo_check(session, cli->format, &out);
    }
    return cli_finish(cli, session, result, out);
}

int command_check(const Cli *cli)
{
    if (!cli->count) {
        return cli_misuse("check needs a case file");
    }
    if (cli->view || cli->on) {
        return cli_misuse("check looks at every view and day that the case asks about; leave out --for and --on");
    }
    int worst = ARGUENDO_GOOD;
    for (int i = 0; i < cli->count; i++) {
        int status = check_file(cli, cli->args[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}
