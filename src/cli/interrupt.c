#include "cli/cli.h"

#include <signal.h>
#include <string.h>

/* Raised by the first SIGINT or SIGTERM; the second ends the process as usual. */
static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

const volatile sig_atomic_t *cli_catch_interrupts(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGXCPU};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = interrupt;
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        sigaction(signals[i], &action, NULL);
    }
    return &interrupted;
}
