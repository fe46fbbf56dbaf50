/* Calls that may not occur in our sources; the build includes this file before each of them.
 *
 * A poisoned name is an error wherever it appears later, in system headers too. So the headers that declare these
 * functions come first here, and <setjmp.h> cannot be included at all. What to use instead: the text buffer for building
 * strings, snprintf into an array, memcpy, and the number readers of base. */
#ifndef ARGUENDO_BASE_BANNED_H
#define ARGUENDO_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* No bound, or none that ends the string. */
#pragma GCC poison strcpy stpcpy strcat strncpy stpncpy strncat sprintf vsprintf gets
/* No way to tell an error, or undefined on overflow. */
#pragma GCC poison atoi atol atoll atof scanf fscanf sscanf vscanf vfscanf vsscanf
/* State of its own: answers would depend on what ran before. */
#pragma GCC poison strtok asctime ctime gmtime localtime rand srand srandom drand48
#pragma GCC poison tmpnam tempnam mktemp
/* The stack is bounded, and arenas are not unwound by jumps. */
#undef alloca
#pragma GCC poison alloca setjmp _setjmp sigsetjmp longjmp siglongjmp

#endif
