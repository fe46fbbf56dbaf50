#include "cli/cli.h"

int command_compare(const Cli *cli)
{
    if (!cli->count) {
        return cli_misuse("compare needs a case file, such as: arguendo compare FILE");
    }
    int status;
    arguendo_session *session = cli_load(cli, cli->args[0], &status);
    if (!session) {
        return status;
    }
    const char *out = "";
    arguendo_result result = arguendo_compare(session, (const char *const *)cli->args + 1, (size_t)cli->count - 1,
                                              cli->between, cli->size, cli->format, &out);
    return cli_finish(cli, session, result, out);
}
