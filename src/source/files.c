#include "source/files.h"

#include "source/diagnostics.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

size_t files_end(const Files *files)
{
    return files->at.n ? (size_t)vec_last(&files->at).base + vec_last(&files->at).bytes.len + 1 : 0;
}

uint32_t files_add(Files *files, const SourceFile *file)
{
    SourceFile added = *file;
    added.base = (uint32_t)files_end(files);
    added.name = arena_copy(&files->arena, file->name);
    uint32_t index = vec_next_id(&files->at);
    vec_push(&files->at, added);
    return index;
}

void files_free(Files *files)
{
    for (size_t i = 0; i < files->at.n; i++) {
        file_free(&files->at.at[i]);
    }
    vec_free(&files->at);
    arena_free(&files->arena);
}

uint32_t files_index(const Files *files, uint32_t address)
{
    uint32_t low = 0, high = (uint32_t)files->at.n; /* it is in [low, high) */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (files->at.at[middle].base <= address) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

FilePlace files_place(Files *files, uint32_t address)
{
    SourceFile *file = &files->at.at[files_index(files, address)];
    uint32_t offset = address - file->base;
    return (FilePlace){file, offset, file_place(file, offset)};
}

/* ---- files that files name ---- */

/* The folder of a path, with its last slash: "" for the current one. */
static Str folder_of(Str path)
{
    size_t len = path.len;
    while (len && path.ptr[len - 1] != '/') {
        len--;
    }
    return (Str){path.ptr, len};
}

/* `name` behind `folder`, without steps that lead nowhere: `lib/` and `./../a.case` make `a.case`. */
static Str tidy_path(Arena *arena, Str folder, Str name)
{
    Str path = arena_format(arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(name));
    char *out = arena_alloc(arena, path.len + 1, 1);
    size_t len = 0;
    for (size_t at = 0; at < path.len;) {
        const char *end = memchr(path.ptr + at, '/', path.len - at);
        Str step = {path.ptr + at, end ? (size_t)(end - path.ptr) + 1 - at : path.len - at};
        at += step.len;
        size_t last = len ? len - 1 : 0; /* where the last step kept starts */
        while (last && out[last - 1] != '/') {
            last--;
        }
        Str kept = {out + last, len - last};
        bool nothing = str_equal(step, STR("./")) || (str_equal(step, STR("/")) && len);
        bool up = str_equal(step, STR("../")) && kept.len && !str_equal(kept, STR("../")) && !str_equal(kept, STR("/"));
        if (up) {
            len = last;
        } else if (!nothing) {
            memcpy(out + len, step.ptr, step.len);
            len += step.len;
        }
    }
    out[len] = '\0';
    return (Str){out, len};
}

Str files_name_beside(Files *files, uint32_t from, Str name)
{
    Str folder = folder_of(files->at.at[from].name);
    Str tidy = tidy_path(&files->arena, folder, name);
    Str plain = arena_format(&files->arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(name));
    struct stat one, other;
    /* `folder/../a` is not `a` where the folder is a link. */
    bool differ = stat(plain.ptr, &one) == 0 &&
                  (stat(tidy.ptr, &other) != 0 || one.st_ino != other.st_ino || one.st_dev != other.st_dev);
    return differ ? plain : tidy;
}

/* How many folders a relative path goes up before it goes down: `../a` 1, `a/../../b` 1, `a/../b` 0. */
static unsigned steps_up(Str path)
{
    Arena arena = {0};
    Str tidy = tidy_path(&arena, STR(""), path);
    unsigned ups = 0;
    while (tidy.len >= 3 * (ups + 1) && memcmp(tidy.ptr + (size_t)3 * ups, "../", 3) == 0) {
        ups++;
    }
    arena_free(&arena);
    return ups;
}

/* Whether `real`, an absolute path without links, lies in the folder `ups` above the folder of the file that names it. */
static bool lies_within(const char *folder, unsigned ups, const char *real)
{
    char *top = realpath(*folder ? folder : ".", NULL);
    if (!top) {
        return false;
    }
    size_t len = strlen(top);
    while (ups-- > 0 && len > 1) {
        while (len > 1 && top[--len] != '/') {
        }
    }
    bool within = strncmp(top, real, len) == 0 && (real[len] == '/' || top[len - 1] == '/');
    free(top);
    return within;
}

/* Opens the file that a path leads to; -1 after trouble. Never waits, whatever it is. */
static int open_within(const char *folder, unsigned ups, const char *path, FileTrouble *trouble)
{
    char *real = realpath(path, NULL);
    *trouble = FILE_MISSING;
    if (!real) {
        return -1;
    }
    int fd = -1;
    if (!lies_within(folder, ups, real)) {
        *trouble = FILE_ELSEWHERE;
    } else {
        fd = open(real, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
    }
    int reason = errno;
    free(real);
    errno = reason;
    return fd;
}

static uint32_t find_same(const Files *files, int fd)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        return NONE;
    }
    for (uint32_t i = 0; i < files->at.n; i++) {
        const SourceFile *file = &files->at.at[i];
        if (file->inode == (uint64_t)info.st_ino && file->device == (uint64_t)info.st_dev && file->inode) {
            return i;
        }
    }
    return NONE;
}

FileTrouble files_read_beside(Files *files, uint32_t from, Str name, uint32_t *index)
{
    *index = NONE;
    if (name.len == 0 || name.ptr[0] == '/') {
        return name.len ? FILE_ABSOLUTE : FILE_MISSING;
    }
    SourceFile file = {.name = files_name_beside(files, from, name)};
    const char *folder = arena_copy(&files->arena, folder_of(files->at.at[from].name)).ptr;
    FileTrouble trouble;
    int fd = open_within(folder, steps_up(name), file.name.ptr, &trouble);
    if (fd < 0) {
        return trouble;
    }
    *index = find_same(files, fd);
    if (*index != NONE) {
        close(fd);
        return FILE_READ;
    }
    uint32_t where;
    size_t base = files_end(files);
    trouble = file_read_open(&file, fd, base < FILE_LIMIT ? FILE_LIMIT - base : 0, &where);
    if (trouble == FILE_READ) {
        *index = files_add(files, &file);
    } else {
        file_free(&file);
    }
    return trouble;
}

/* ---- near misses ---- */

static Str without_end(Str name)
{
    size_t dot = name.len;
    while (dot && name.ptr[dot - 1] != '.') {
        dot--;
    }
    return dot > 1 ? (Str){name.ptr, dot - 1} : name;
}

Str files_near(Files *files, uint32_t from, Str name)
{
    enum { MANY = 10000 };
    Str folder = folder_of(name), last = {name.ptr + folder.len, name.len - folder.len};
    Str place = files_name_beside(files, from, folder);
    DIR *dir = name.len && name.ptr[0] != '/' ? opendir(place.len ? place.ptr : ".") : NULL;
    if (!dir) {
        return STR("");
    }
    Arena arena = {0};
    VEC(Str) there = {0};
    Str found = STR("");
    for (struct dirent *entry; there.n < MANY && (entry = readdir(dir));) {
        Str other = arena_copy(&arena, str_of(entry->d_name));
        if (other.ptr[0] != '.') {
            vec_push(&there, other);
            bool same = str_equal(without_end(other), last) || str_equal(without_end(last), other);
            found = same ? other : found; /* `lib` for `lib.case` */
        }
    }
    uint32_t near = found.len ? NONE : nearest_word(last, there.at, there.n);
    found = near == NONE ? found : there.at[near];
    if (found.len) {
        found = arena_format(&files->arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(found));
    }
    vec_free(&there);
    arena_free(&arena);
    closedir(dir);
    return found;
}
