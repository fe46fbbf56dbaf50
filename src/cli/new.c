#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Only where there is nothing yet. */
static int create(const char *path)
{
    const char *text = arguendo_first_case();
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return errno == EEXIST ? cli_misuse("%s is there already, and stays as it is", path)
                               : cli_misuse("%s cannot be written: %s", path, strerror(errno));
    }
    if (!cli_write_all(fd, text, strlen(text)) || close(fd) != 0) {
        int reason = errno;
        unlink(path);
        return cli_misuse("%s could not be written: %s", path, strerror(reason));
    }
    printf("%s is a first case, to be made your own. Next: arguendo check %s\n", path, path);
    return ARGUENDO_GOOD;
}

int command_new(const Cli *cli)
{
    if (cli->count > 1 || cli->output) {
        return cli_misuse("new takes one file, and no --output");
    }
    if (cli->count && strcmp(cli->args[0], "-") != 0) {
        return create(cli->args[0]);
    }
    fputs(arguendo_first_case(), stdout);
    return fflush(stdout) == EOF ? cli_misuse("the answer could not be written") : ARGUENDO_GOOD;
}
