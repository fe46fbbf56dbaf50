#include "cli/cli.h"

int command_explain(const Cli *cli)
{
    if (cli->count > 1) {
        return cli_misuse("explain takes one code, such as: arguendo explain E0106");
    }
    int status;
    arguendo_session *session = cli_open(cli, &status);
    if (!session) {
        return status;
    }
    const char *out = "";
    arguendo_result result = arguendo_explain(session, cli->count ? cli->args[0] : NULL, cli->format, &out);
    return cli_finish(cli, session, result, out);
}
