/* What ends the process: a bug of ours, or memory running out. Never bad input: that is a diagnostic. */
#ifndef ARG_BASE_FATAL_H
#define ARG_BASE_FATAL_H

/* Reports a broken invariant on standard error and aborts. */
_Noreturn void fatal_bug(const char *file, int line, const char *what);

/* Says that memory ran out and ends the process with status 3 (a limit was reached). */
_Noreturn void fatal_memory(void);

#define BUG(what) fatal_bug(__FILE__, __LINE__, what)
#define BUG_UNLESS(condition) ((condition) ? (void)0 : BUG(#condition))

#endif
