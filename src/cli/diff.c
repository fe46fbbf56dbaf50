#include "cli/cli.h"

#include <string.h>

int command_diff(const Cli *cli)
{
    bool days = cli->on && strchr(cli->on, '/');
    int files = days ? 1 : 2;
    if (cli->count < files) {
        return cli_misuse(
            "diff needs the older case and the newer one, such as: arguendo diff OLD.case NEW.case; or one "
            "case and two days: arguendo diff FILE --on 1991-08-30/1991-12-26");
    }
    size_t length = days && cli->count > 1 ? strlen(cli->args[1]) : 0;
    if (length > 5 && strcmp(cli->args[1] + length - 5, ".case") == 0) {
        return cli_misuse("two days are compared in one case, two cases on one day: leave out --on, or `%s`",
                          cli->args[1]);
    }
    int status;
    arguendo_session *session = cli_load(cli, cli->args[files - 1], &status);
    if (!session) {
        return status;
    }
    const char *out = "";
    arguendo_result result = arguendo_diff(session, days ? NULL : cli->args[0], (const char *const *)cli->args + files,
                                           (size_t)(cli->count - files), cli->format, &out);
    return cli_finish(cli, session, result, out);
}
