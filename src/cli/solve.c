/* `arguendo solve`: the command line of the ICCMA, so that its runners can call it as they call any solver. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Solve {
    const char *problem, *file, *format, *query, *backend, *convert;
    double timeout;
    bool no_certificate, verify, problems, formats, help;
} Solve;

static bool read_seconds(const char *text, double *seconds)
{
    char *end;
    *seconds = strtod(text, &end);
    if (end == text || *end || !(*seconds > 0 && *seconds <= 1e9)) {
        cli_misuse("--timeout is a number of seconds, such as 10 or 0.5, not `%s`", text);
        return false;
    }
    return true;
}

/* False after a message. */
static bool read_options(int argc, char **argv, Solve *o)
{
    static const struct option options[] = {
#define SOLVE_OPTION(letter, word, argument, help) {word, (argument) ? required_argument : no_argument, NULL, letter},
#include "cli/solve_options.def"
#undef SOLVE_OPTION
        {NULL, 0, NULL, 0}};
    int option;
    opterr = 0;
    optind = 1;
    while ((option = getopt_long_only(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'p':
            o->problem = optarg;
            break;
        case 'f':
            o->file = optarg;
            break;
        case 'o':
            o->format = optarg;
            break;
        case 'a':
            o->query = optarg;
            break;
        case 't':
            if (!read_seconds(optarg, &o->timeout)) {
                return false;
            }
            break;
        case 'b':
            o->backend = optarg;
            break;
        case 'n':
            o->no_certificate = true;
            break;
        case 'v':
            o->verify = true;
            break;
        case 'c':
            o->convert = optarg;
            break;
        case 'P':
            o->problems = true;
            break;
        case 'F':
            o->formats = true;
            break;
        case 'h':
            o->help = true;
            break;
        default:
            cli_misuse("solve: %s: there is no such option, or it needs a value; see arguendo solve --help",
                       argv[optind - 1]);
            return false;
        }
    }
    if (optind < argc) {
        cli_misuse("solve: what is `%s`? The framework is named by -f, the problem by -p, the query by -a", argv[optind]);
        return false;
    }
    return true;
}

static int help(void)
{
    puts("Use: arguendo solve -p PROBLEM -f FILE [-a QUERY] [OPTION…]\n\nOptions");
#define SOLVE_OPTION(letter, word, argument, help)                                                                      \
    printf("  %s%s%s%s%*s%s\n", sizeof(word) > 3 ? "--" : "-", word, (argument) ? " " : "",                             \
           (argument) ? (argument) : "",                                                                                \
           (int)(28 - strlen(word) - (sizeof(word) > 3) - ((argument) ? strlen((argument) ? (argument) : "") + 1 : 0)), \
           "", help);
#include "cli/solve_options.def"
#undef SOLVE_OPTION
    puts("\nPrints YES, NO, a line `w …` for each extension, or a number. Exit status: 0 answered; 2 wrong use, or a "
         "file that\n"
         "is not a framework; 3 unknown: the time was over, or it was interrupted. docs/solve.md says more.");
    return ARGUENDO_GOOD;
}

/* Without options, as the ICCMA asks: who this is. */
static int introduce(void)
{
    printf("Arguendo v%s\nThe Arguendo contributors\n", arguendo_version());
    return ARGUENDO_GOOD;
}

static void print_set(arguendo_framework *f, const unsigned *members, size_t count)
{
    putchar('w');
    for (size_t i = 0; i < count; i++) {
        putchar(' ');
        fputs(arguendo_framework_name(f, members[i]), stdout);
    }
    putchar('\n');
}

static int print_each(void *context, const unsigned *members, size_t count)
{
    print_set(context, members, count);
    /* What is printed stays when the rest is cut short. */
    return fflush(stdout) == 0;
}

static arguendo_answer enumerate(arguendo_framework *f, const Solve *o)
{
    arguendo_answer answer = arguendo_framework_each(f, o->problem, print_each, f);
    if (answer == ARGUENDO_UNKNOWN) {
        fputs("arguendo: what was printed is not all: there may be more extensions\n", stderr);
    }
    return answer;
}

static arguendo_answer count(arguendo_framework *f, const Solve *o)
{
    const char *number;
    arguendo_answer answer = arguendo_framework_count(f, o->problem, &number);
    if (answer == ARGUENDO_YES) {
        puts(number);
    }
    return answer;
}

static arguendo_answer ask(arguendo_framework *f, const Solve *o, unsigned query)
{
    bool some = strncmp(o->problem, "SE", 2) == 0;
    arguendo_framework_set(f, ARGUENDO_CERTIFICATES, some || !o->no_certificate);
    arguendo_answer answer = arguendo_framework_ask(f, o->problem, query);
    if (answer != ARGUENDO_YES && answer != ARGUENDO_NO) {
        return answer;
    }
    size_t members;
    const unsigned *certificate = some || !o->no_certificate ? arguendo_framework_certificate(f, &members) : NULL;
    if (!some || answer == ARGUENDO_NO) {
        puts(answer == ARGUENDO_YES ? "YES" : "NO");
    }
    if (certificate) {
        print_set(f, certificate, members);
    }
    return answer;
}

static arguendo_answer convert(arguendo_framework *f, const Solve *o)
{
    size_t length;
    const char *text = arguendo_framework_write(f, o->convert, &length);
    if (!text) {
        return ARGUENDO_ERROR;
    }
    fwrite(text, 1, length, stdout);
    return ARGUENDO_YES;
}

static arguendo_answer answer_problem(arguendo_framework *f, const Solve *o)
{
    unsigned query = o->query ? arguendo_framework_find(f, o->query) : 0;
    if (o->query && !query) {
        return ARGUENDO_ERROR;
    }
    bool one = strncmp(o->problem, "EE", 2) != 0 && strncmp(o->problem, "CE", 2) != 0;
    if (o->query && !one) {
        cli_misuse("%s does not ask about an argument: leave out -a", o->problem);
        return ARGUENDO_ERROR;
    }
    return strncmp(o->problem, "EE", 2) == 0   ? enumerate(f, o)
           : strncmp(o->problem, "CE", 2) == 0 ? count(f, o)
                                               : ask(f, o, query);
}

/* Reads the framework and answers; returns the exit status. */
static int run(arguendo_framework *f, const Solve *o)
{
    arguendo_result result = o->backend ? arguendo_framework_set_backend(f, o->backend) : ARGUENDO_GOOD;
    if (result == ARGUENDO_GOOD) {
        arguendo_framework_set_timeout(f, o->timeout);
        arguendo_framework_set_interrupt(f, cli_catch_interrupts());
        arguendo_framework_set(f, ARGUENDO_VERIFY, o->verify);
        result = arguendo_framework_read(f, o->file, NULL, 0, o->format);
    }
    if (result == ARGUENDO_GOOD) {
        arguendo_answer answer = o->convert ? convert(f, o) : answer_problem(f, o);
        result = answer == ARGUENDO_UNKNOWN ? ARGUENDO_LIMIT
                 : answer == ARGUENDO_ERROR ? ARGUENDO_MISUSE
                                            : ARGUENDO_GOOD;
    }
    return (int)result;
}

int command_solve(const Cli *cli)
{
    Solve o = {0};
    if (cli->count == 1) {
        return introduce();
    }
    if (!read_options(cli->count, cli->args, &o)) {
        return ARGUENDO_MISUSE;
    }
    if (o.help) {
        return help();
    }
    arguendo_framework *f = arguendo_framework_new();
    int status = ARGUENDO_GOOD;
    if (o.problems || o.formats) {
        puts(arguendo_framework_offers(f, o.problems ? ARGUENDO_PROBLEMS : ARGUENDO_FORMATS));
    } else if (!o.file) {
        status = cli_misuse("solve needs a framework: arguendo solve -p PROBLEM -f FILE");
    } else if (!o.problem && !o.convert) {
        status = cli_misuse("solve needs a problem, such as -p DC-CO; arguendo solve --problems lists them");
    } else {
        status = run(f, &o);
    }
    if (fflush(stdout) == EOF || ferror(stdout)) {
        status = cli_misuse("the answer could not be written");
    }
    fputs(arguendo_framework_message(f), stderr);
    arguendo_framework_free(f);
    return status;
}
