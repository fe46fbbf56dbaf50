#include "base/fatal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

_Noreturn void fatal_bug(const char *file, int line, const char *what)
{
    fprintf(stderr, "arguendo: internal error at %s:%d: %s\n", file, line, what);
    fprintf(stderr, "This is a mistake in the program, not in your file. Please report it.\n");
    abort();
}

_Noreturn void fatal_memory(void)
{
    static const char message[] = "arguendo: out of memory; nothing was decided\n";
    /* Not by way of stderr, which may want memory itself. */
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written; /* where nothing can be written, the status says it */
    _Exit(3);
}
