#include "base/fatal.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void fatal_bug(const char *file, int line, const char *what)
{
    fprintf(stderr, "arguendo: internal error at %s:%d: %s\n", file, line, what);
    fprintf(stderr, "This is a mistake in the program, not in your file. Please report it.\n");
    abort();
}

_Noreturn void fatal_memory(void)
{
    fputs("arguendo: out of memory; nothing was decided\n", stderr);
    _Exit(3);
}
