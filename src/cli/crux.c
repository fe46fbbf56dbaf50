#include "cli/cli.h"

int command_crux(const Cli *cli)
{
    if (cli->count != 1 && cli->count != 2) {
        return cli_misuse(
            "crux needs a case file and mostly one literal, such as: arguendo crux FILE 'possesses(hayashi)'");
    }
    if (cli->count == 1 && (cli->size || cli->status)) {
        return cli_misuse(
            "of a whole case crux looks at one thing at a time, and at what is established: --size and --status need "
            "a literal, such as: arguendo crux FILE 'possesses(hayashi)'");
    }
    int status;
    arguendo_session *session = cli_load(cli, cli->args[0], &status);
    if (!session) {
        return status;
    }
    const char *out = "";
    arguendo_result result =
        arguendo_crux(session, cli->count == 2 ? cli->args[1] : NULL, cli->size, cli->status, cli->format, &out);
    return cli_finish(cli, session, result, out);
}
