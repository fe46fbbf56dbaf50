/* Source files and places in them. A span is a half-open range of byte offsets in one file, counted from its base: see
 * files.h. Lines and columns are computed only when something is printed. Invariant: a loaded file's bytes are valid UTF-8
 * without NUL, followed by one terminating zero byte that does not count. */
#ifndef ARG_SOURCE_FILE_H
#define ARG_SOURCE_FILE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Span {
    uint32_t start, end; /* bytes, start <= end */
} Span;

typedef struct SourceFile {
    Str name;       /* as given by the user */
    Str bytes;      /* owned by the file, freed by file_free */
    uint32_t *line; /* byte offset of each line's start; made at the first question about lines */
    size_t lines;
    uint32_t base;          /* the address of its first byte among the files of a case */
    uint64_t device, inode; /* which file it is on disk; 0 for standard input and memory */
} SourceFile;

typedef enum FileTrouble {
    FILE_READ,       /* no trouble */
    FILE_MISSING,    /* cannot be opened or read, see errno */
    FILE_NOT_A_FILE, /* a folder or a device */
    FILE_TOO_LARGE,  /* 4 GiB or more, all files of a case together */
    FILE_BINARY,     /* a NUL byte at *where */
    FILE_NOT_UTF8,   /* an invalid UTF-8 sequence at *where */
    FILE_ABSOLUTE,   /* files_read_beside: not relative to the file that names it */
    FILE_ELSEWHERE,  /* likewise: a symbolic link leads out of the folder that the name says */
} FileTrouble;

/* The most bytes that a file may have. */
#define FILE_LIMIT ((size_t)UINT32_MAX)

/* Reads the whole file at `path` ("-" is standard input) with one allocation for its bytes. On FILE_BINARY and
 * FILE_NOT_UTF8 the bytes up to `*where` are kept, so that the place can be shown. */
FileTrouble file_read(SourceFile *file, const char *path, uint32_t *where);
/* The same checks on bytes in memory, which are copied. */
FileTrouble file_from_memory(SourceFile *file, Str name, Str bytes, uint32_t *where);
/* Goes on from an open file, which is closed, unless it is not a regular one or has `limit` bytes or more. */
FileTrouble file_read_open(SourceFile *file, int fd, size_t limit, uint32_t *where);
/* Says that the file is the one at `path`, if there is one: for text in memory that stands for it. */
void file_identify(SourceFile *file, const char *path);
void file_free(SourceFile *file);

typedef struct Place {
    uint32_t line, column; /* from 1; the column counts code points */
} Place;

Place file_place(SourceFile *file, uint32_t offset);
/* The text of a line (from 1), without its line end. */
Str file_line(SourceFile *file, uint32_t line);
/* Byte offset of the first byte of a line (from 1). */
uint32_t file_line_start(SourceFile *file, uint32_t line);

#endif
