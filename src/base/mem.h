/* Checked allocation: the one place where growth and multiplication are checked. None of these returns NULL for a
 * positive size; running out of memory ends the process (fatal_memory). */
#ifndef ARG_BASE_MEM_H
#define ARG_BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

/* count × size bytes, not cleared. The caller frees with free(). */
void *mem_new(size_t count, size_t size);
/* The same, cleared. */
void *mem_zero(size_t count, size_t size);
/* Resizes to count × size bytes. */
void *mem_resize(void *old, size_t count, size_t size);
/* The capacity to grow to from `have` so that `need` fits: amortised doubling. */
size_t mem_grown(size_t have, size_t need);

#endif
