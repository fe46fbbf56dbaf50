#include "cli/cli.h"

int command_why(const Cli *cli)
{
    if (cli->count != 2) {
        return cli_misuse("why needs a case file and one literal, such as: arguendo why FILE 'possesses(hayashi)'");
    }
    int status;
    arguendo_session *session = cli_load(cli, cli->args[0], &status);
    if (!session) {
        return status;
    }
    const char *out = "";
    arguendo_result result = arguendo_why(session, cli->args[1], cli->format, &out);
    return cli_finish(cli, session, result, out);
}
