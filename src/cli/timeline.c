#include "cli/cli.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* Bars that the terminal can show. */
static arguendo_format format_for_locale(arguendo_format format)
{
    setlocale(LC_CTYPE, "");
    bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    setlocale(LC_CTYPE, "C");
    return format == ARGUENDO_TEXT && !utf8 ? ARGUENDO_ASCII : format;
}

int command_timeline(const Cli *cli)
{
    if (!cli->count) {
        return cli_misuse("timeline needs a case file");
    }
    int status;
    arguendo_session *session = cli_load(cli, cli->args[0], &status);
    if (!session) {
        return status;
    }
    const char *out = "";
    arguendo_result result = arguendo_timeline(session, (const char *const *)cli->args + 1, (size_t)cli->count - 1,
                                               format_for_locale(cli->format), &out);
    return cli_finish(cli, session, result, out);
}
