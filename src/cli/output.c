#include "cli/cli.h"

#include <errno.h>
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

/* The place of a file, symbolic links followed, and what it has of permissions and owner; of one that is not there yet what it is to
 * have. NULL with errno set. */
static char *find_place(const char *path, struct stat *is)
{
    char *real = realpath(path, NULL);
    if (!real && errno == ENOENT) {
        mode_t mask = umask(0);
        umask(mask);
        *is = (struct stat){.st_mode = 0666 & ~mask, .st_uid = geteuid(), .st_gid = getegid()};
        return strdup(path);
    }
    if (real && (stat(real, is) != 0 || access(real, W_OK) != 0)) {
        int reason = errno;
        free(real);
        errno = reason;
        return NULL;
    }
    return real;
}

bool cli_replace(const char *path, const char *bytes, size_t length)
{
    struct stat is;
    char *real = find_place(path, &is);
    if (!real) {
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
    bool good = fd >= 0 && cli_write_all(fd, bytes, length) && fchmod(fd, is.st_mode & 07777) == 0 && fsync(fd) == 0;
    if (fd >= 0) {
        if (fchown(fd, is.st_uid, is.st_gid) != 0) {
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
