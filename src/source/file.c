#include "source/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_ROOM = 1 << 16 };

/* The length of the well-formed UTF-8 sequence at p, or 0 (Unicode 15, table 3-7). */
static size_t sequence_length(const unsigned char *p, size_t left)
{
    unsigned char lead = p[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || length > left) {
        return 0;
    }
    for (size_t i = 1; i < length; i++) {
        if ((p[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    bool overlong = (lead == 0xe0 && p[1] < 0xa0) || (lead == 0xf0 && p[1] < 0x90);
    bool no_character = (lead == 0xed && p[1] >= 0xa0) || (lead == 0xf4 && p[1] >= 0x90);
    return overlong || no_character ? 0 : length;
}

static FileTrouble check_text(const char *bytes, size_t len, uint32_t *where)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < len) {
        uint64_t word;
        while (len - i >= 8) {
            memcpy(&word, p + i, 8);
            /* Eight bytes at once when none has its high bit set and none is zero. */
            if ((word | (word - 0x0101010101010101u)) & 0x8080808080808080u) {
                break;
            }
            i += 8;
        }
        if (i == len) {
            break;
        }
        size_t length = p[i] ? sequence_length(p + i, len - i) : 0;
        if (length == 0) {
            *where = (uint32_t)i;
            return p[i] ? FILE_NOT_UTF8 : FILE_BINARY;
        }
        i += length;
    }
    return FILE_READ;
}

/* Takes over `bytes`, which has room for one more than len. */
static FileTrouble adopt(SourceFile *file, char *bytes, size_t len, uint32_t *where)
{
    *where = 0;
    FileTrouble trouble = check_text(bytes, len, where);
    if (trouble != FILE_READ) {
        len = *where;
    }
    bytes[len] = '\0';
    file->bytes = (Str){bytes, len};
    return trouble;
}

static FileTrouble read_all(SourceFile *file, int fd, size_t expected, size_t limit, uint32_t *where)
{
    /* One byte for the terminating zero, one so that the end is seen without growing. */
    size_t room = expected ? expected + 2 : FIRST_ROOM, len = 0;
    char *bytes = mem_new(room, 1);
    for (;;) {
        ssize_t got = read(fd, bytes + len, room - len - 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            int reason = errno;
            free(bytes);
            errno = reason;
            return reason == EISDIR ? FILE_NOT_A_FILE : FILE_MISSING;
        }
        if (got == 0) {
            return adopt(file, bytes, len, where);
        }
        len += (size_t)got;
        if (len >= limit) {
            free(bytes);
            return FILE_TOO_LARGE;
        }
        if (room - len < 2) {
            room = mem_grown(room, len + 2);
            bytes = mem_resize(bytes, room, 1);
        }
    }
}

/* What is read besides regular files. */
typedef enum Besides { NOTHING_ELSE, PIPES, ANYTHING } Besides;

static FileTrouble read_open(SourceFile *file, int fd, Besides besides, size_t limit, uint32_t *where)
{
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return FILE_MISSING;
    }
    bool regular = S_ISREG(info.st_mode);
    bool other = besides == ANYTHING ? !S_ISDIR(info.st_mode) : besides == PIPES && S_ISFIFO(info.st_mode);
    if (!regular && !other) {
        return FILE_NOT_A_FILE;
    }
    if (regular && (uint64_t)info.st_size >= limit) {
        return FILE_TOO_LARGE;
    }
    if (regular) {
        file->device = (uint64_t)info.st_dev;
        file->inode = (uint64_t)info.st_ino;
    }
    return read_all(file, fd, regular ? (size_t)info.st_size : 0, limit, where);
}

static FileTrouble read_and_close(SourceFile *file, int fd, Besides besides, size_t limit, uint32_t *where)
{
    FileTrouble trouble = read_open(file, fd, besides, limit, where);
    int reason = errno;
    close(fd);
    errno = reason;
    return trouble;
}

FileTrouble file_read_open(SourceFile *file, int fd, size_t limit, uint32_t *where)
{
    *where = 0;
    return read_and_close(file, fd, NOTHING_ELSE, limit, where);
}

FileTrouble file_read(SourceFile *file, const char *path, uint32_t *where)
{
    *file = (SourceFile){.name = str_of(path)};
    *where = 0;
    if (strcmp(path, "-") == 0) {
        return read_open(file, STDIN_FILENO, ANYTHING, FILE_LIMIT, where);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? FILE_MISSING : read_and_close(file, fd, PIPES, FILE_LIMIT, where);
}

FileTrouble file_from_memory(SourceFile *file, Str name, Str bytes, uint32_t *where)
{
    *file = (SourceFile){.name = name};
    *where = 0;
    if (bytes.len >= FILE_LIMIT) {
        return FILE_TOO_LARGE;
    }
    char *copy = mem_new(bytes.len + 1, 1);
    if (bytes.len) {
        memcpy(copy, bytes.ptr, bytes.len);
    }
    return adopt(file, copy, bytes.len, where);
}

void file_identify(SourceFile *file, const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISREG(info.st_mode)) {
        file->device = (uint64_t)info.st_dev;
        file->inode = (uint64_t)info.st_ino;
    }
}

void file_free(SourceFile *file)
{
    free((char *)(uintptr_t)file->bytes.ptr);
    free(file->line);
    *file = (SourceFile){0};
}

static void find_lines(SourceFile *file)
{
    if (file->line) {
        return;
    }
    const char *start = file->bytes.ptr, *end = start + file->bytes.len;
    size_t lines = 1;
    for (const char *p = start; (p = memchr(p, '\n', (size_t)(end - p))); p++) {
        lines++;
    }
    file->line = mem_new(lines, sizeof *file->line);
    file->lines = 0;
    bool mark =
        end - start >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0; /* a byte order mark is no character of its line */
    file->line[file->lines++] = mark ? 3 : 0;
    for (const char *p = start; (p = memchr(p, '\n', (size_t)(end - p))); p++) {
        file->line[file->lines++] = (uint32_t)(p + 1 - start);
    }
}

Place file_place(SourceFile *file, uint32_t offset)
{
    find_lines(file);
    if (offset > file->bytes.len) {
        offset = (uint32_t)file->bytes.len;
    }
    size_t low = 0, high = file->lines; /* the line is in [low, high) */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (file->line[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint32_t column = 1;
    for (uint32_t i = file->line[low]; i < offset; i++) {
        column += ((unsigned char)file->bytes.ptr[i] & 0xc0) != 0x80;
    }
    return (Place){(uint32_t)low + 1, column};
}

uint32_t file_line_start(SourceFile *file, uint32_t line)
{
    find_lines(file);
    return line >= 1 && line <= file->lines ? file->line[line - 1] : (uint32_t)file->bytes.len;
}

Str file_line(SourceFile *file, uint32_t line)
{
    uint32_t start = file_line_start(file, line);
    const char *from = file->bytes.ptr + start;
    size_t left = file->bytes.len - start;
    const char *end = left ? memchr(from, '\n', left) : NULL;
    size_t len = end ? (size_t)(end - from) : left;
    if (len && from[len - 1] == '\r') {
        len--;
    }
    return (Str){from, len};
}
