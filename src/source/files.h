/* The files that one case is read from, in one space of addresses: each has a base, and an address is the base of a file plus
 * the offset of a byte in it. So a span of two 32-bit addresses also says in which file it is, and places sort by file.
 * Invariant: bases rise in the order of reading, the first is 0, and each file's end (base + length) is its own too. */
#ifndef ARG_SOURCE_FILES_H
#define ARG_SOURCE_FILES_H

#include "base/vec.h"
#include "source/file.h"

typedef struct Files {
    VEC(SourceFile) at;
    Arena arena; /* names of files */
} Files;

/* The base of a file added now; above FILE_LIMIT: there is no room for one. */
size_t files_end(const Files *files);
/* Takes over a file that was read, or partly read, as the next one; its name is copied. Returns its index. */
uint32_t files_add(Files *files, const SourceFile *file);
/* Reads the file that the file `from` names, relative to its own folder (standard input: the current one). A file that is among
 * them already is not read again. *index says which it is; NONE after trouble. What leads out of the folder that the name
 * says, by a symbolic link, is not read; nor is anything but a regular file. */
FileTrouble files_read_beside(Files *files, uint32_t from, Str name, uint32_t *index);
/* How such a file is called in messages: its name behind the folder of the file `from`. In the arena of `files`. */
Str files_name_beside(Files *files, uint32_t from, Str name);
/* A name, as it would be written in the file `from`, of a file that is there and whose name is near to one that is not; empty when
 * there is none. In the arena of `files`. */
Str files_near(Files *files, uint32_t from, Str name);
void files_free(Files *files);

/* The index of the file in which this address is. */
uint32_t files_index(const Files *files, uint32_t address);
typedef struct FilePlace {
    SourceFile *file; /* valid until a file is added */
    uint32_t offset;  /* in it */
    Place place;
} FilePlace;
FilePlace files_place(Files *files, uint32_t address);

#endif
