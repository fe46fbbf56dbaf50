#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

/* Writes beside the file and then puts the new one in its place, so that a full disk or a power cut loses neither. A symbolic link stays
 * one; the permissions stay. False with errno set. */
static bool replace(const char *path, const char *bytes, size_t length)
{
    char *real = realpath(path, NULL);
    struct stat was;
    if (!real || stat(real, &was) != 0 || access(real, W_OK) != 0) {
        free(real);
        return false;
    }
    size_t room = strlen(real) + sizeof ".XXXXXX";
    char *beside = malloc(room);
    if (!beside) {
        free(real);
        return false;
    }
    snprintf(beside, room, "%s.XXXXXX", real);
    int fd = mkstemp(beside), reason = errno;
    bool good = fd >= 0 && cli_write_all(fd, bytes, length) && fchmod(fd, was.st_mode & 07777) == 0 && fsync(fd) == 0;
    if (fd >= 0) {
        if (fchown(fd, was.st_uid, was.st_gid) != 0) {
            good = good && errno == EPERM; /* only who may give files away can keep another owner */
        }
        reason = good ? 0 : errno;
        if (close(fd) != 0 && good) {
            good = false;
            reason = errno;
        }
        if (good && rename(beside, real) != 0) {
            good = false;
            reason = errno;
        }
        if (!good) {
            unlink(beside);
        }
    }
    free(beside);
    free(real);
    errno = reason;
    return good;
}

static int lay_out(const Cli *cli, arguendo_session *session, const char *path)
{
    const char *out;
    size_t length;
    int changed;
    bool is_filter = strcmp(path, "-") == 0;
    arguendo_result result = arguendo_lay_out(session, path, &out, &length, &changed);
    if (result != ARGUENDO_GOOD) {
        fputs(arguendo_messages(session, cli->color), stderr);
        return (int)result;
    }
    if (cli->check || cli->diff) {
        if (cli->check && changed) {
            printf("%s\n", path);
        }
        if (cli->diff) {
            fputs(arguendo_layout_changes(session), stdout);
        }
        return changed ? ARGUENDO_FINDINGS : ARGUENDO_GOOD;
    }
    if (is_filter) {
        fwrite(out, 1, length, stdout);
    } else if (changed && !replace(path, out, length)) {
        return cli_misuse("%s could not be written, and is as it was: %s", path, strerror(errno));
    }
    return ARGUENDO_GOOD;
}

int command_fmt(const Cli *cli)
{
    if (!cli->count) {
        return cli_misuse("fmt needs a case file");
    }
    int worst = ARGUENDO_GOOD, status;
    arguendo_session *session = cli_open(cli, &status);
    if (!session) {
        return status;
    }
    for (int i = 0; i < cli->count; i++) {
        status = lay_out(cli, session, cli->args[i]);
        worst = status > worst ? status : worst;
    }
    arguendo_close(session);
    if (fflush(stdout) == EOF) {
        return cli_misuse("the answer could not be written");
    }
    return worst;
}
