#include "cli/cli.h"

int command_read(const Cli *cli)
{
    if (cli->count != 1) {
        return cli_misuse("read needs one case file");
    }
    if (cli->view || cli->on || cli->known_by || cli->supposed) {
        return cli_misuse(
            "read tells what stands in the file; --for, --on, --known-by and what-if are for what follows");
    }
    int status;
    arguendo_session *session = cli_load(cli, cli->args[0], &status);
    if (!session) {
        return status;
    }
    const char *out = "";
    arguendo_result result = arguendo_read(session, cli->format, &out);
    return cli_finish(cli, session, result, out);
}
