#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int cli_misuse(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("arguendo: ", stderr);
    vfprintf(stderr, format, args);
    fputs("\n", stderr);
    va_end(args);
    return ARGUENDO_MISUSE;
}

static size_t terminal_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        return size.ws_col;
    }
    return 80;
}

arguendo_session *cli_open(const Cli *cli, int *status)
{
    arguendo_session *session = arguendo_open();
    arguendo_set_width(session, terminal_width());
    arguendo_set_limits(session, cli->limit, cli->timeout);
    arguendo_set_view(session, cli->view);
    arguendo_result result = arguendo_set_days(session, cli->on);
    if (result == ARGUENDO_GOOD) {
        result = arguendo_set_known_by(session, cli->known_by);
    }
    if (result == ARGUENDO_GOOD) {
        return session;
    }
    *status = cli_finish(cli, session, result, "");
    return NULL;
}

arguendo_result cli_suppose(const Cli *cli, arguendo_session *session)
{
    /* Preferences last: what else is supposed may keep them from running in a circle. */
    arguendo_result result = ARGUENDO_GOOD;
    for (int preferences = 0; preferences < 2; preferences++) {
        for (int i = 0; i < cli->supposed && result == ARGUENDO_GOOD; i++) {
            if ((cli->suppose[i].kind == ARGUENDO_PREFER) == preferences) {
                result = arguendo_suppose(session, cli->suppose[i].kind, cli->suppose[i].what);
                if (result == ARGUENDO_GOOD) {
                    fputs(arguendo_messages(session, cli->color), stderr);
                }
            }
        }
    }
    return result;
}

arguendo_session *cli_load(const Cli *cli, const char *path, int *status)
{
    arguendo_session *session = cli_open(cli, status);
    arguendo_result result = session ? arguendo_load(session, path, NULL, 0) : ARGUENDO_MISUSE;
    result = result == ARGUENDO_GOOD ? cli_suppose(cli, session) : result;
    if (session) {
        arguendo_set_interrupt(session, cli_catch_interrupts());
    }
    if (!session || result == ARGUENDO_GOOD) {
        return session;
    }
    *status = cli_finish(cli, session, result, "");
    return NULL;
}

int cli_finish(const Cli *cli, arguendo_session *session, arguendo_result result, const char *out)
{
    int status = (int)result;
    if (cli->output && *out && !cli_replace(cli->output, out, strlen(out))) {
        status = cli_misuse("%s could not be written, and is as it was: %s", cli->output, strerror(errno));
    } else if (!cli->output && (fputs(out, stdout) == EOF || fflush(stdout) == EOF)) {
        status = cli_misuse("the answer could not be written");
    }
    fputs(arguendo_messages(session, cli->color), stderr);
    arguendo_close(session);
    return status;
}

static bool color_wanted(const char *when)
{
    const char *term = getenv("TERM");
    if (strcmp(when, "auto") != 0) {
        return strcmp(when, "always") == 0;
    }
    const char *no_color = getenv("NO_COLOR"); /* no-color.org: empty is as good as absent */
    return isatty(STDERR_FILENO) && !(no_color && *no_color) && term && *term && strcmp(term, "dumb") != 0;
}

/* Characters, not bytes: the arguments have an ellipsis. */
static size_t columns(const char *text)
{
    size_t n = 0;
    for (; *text; text++) {
        n += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return n;
}

int command_help(const Cli *cli)
{
    (void)cli;
    puts("arguendo: what stands in a contested case, for whom, as of when, and why.\n\n"
         "Use: arguendo COMMAND [OPTION…] ARGUMENT…\n");
#define COMMAND(function, word, arguments, help)                                                                       \
    printf("  %-8s %s%*s %s\n", word, arguments, (int)(18 - columns(arguments)), "", help);
#include "cli/commands.def"
#undef COMMAND
    puts("\nOptions");
#define OPTION(letter, word, argument, commands, help)                                                                 \
    printf("  --%s%s%s%*s%s\n", word, (argument) ? " " : "", (argument) ? (argument) : "",                             \
           (int)(28 - strlen(word) - ((argument) ? strlen((argument) ? (argument) : "") + 1 : 0)), "", help);
#include "cli/options.def"
#undef OPTION
    puts(
        "\nA FILE of - is standard input. Exit status: 0 good; 1 findings: the case has errors or an expectation does\n"
        "not hold; 2 wrong use; 3 a limit was reached: what is not decided is said to be unknown.");
    return ARGUENDO_GOOD;
}

int command_version(const Cli *cli)
{
    if (cli->count) {
        return cli_misuse("version takes no argument");
    }
    printf(cli->format == ARGUENDO_JSON ? "{\"arguendo\": \"1\", \"version\": \"%s\"}\n" : "arguendo %s\n",
           arguendo_version());
    return fflush(stdout) == EOF ? cli_misuse("the answer could not be written") : ARGUENDO_GOOD;
}

static arguendo_supposition supposition_of(int option)
{
    return option == 'A'   ? ARGUENDO_ACCEPT
           : option == 'R' ? ARGUENDO_REJECT
           : option == 'D' ? ARGUENDO_DENY
           : option == 'P' ? ARGUENDO_PREFER
                           : ARGUENDO_GIVEN;
}

static const struct {
    arguendo_format format;
    const char *word, *command;
} formats[] = {
#define FORMAT(value, word, command) {value, word, command},
#include "cli/formats.def"
#undef FORMAT
};

enum { FORMATS = sizeof formats / sizeof formats[0] };

/* False after a message. */
static bool read_format(const char *word, arguendo_format *format)
{
    for (size_t i = 0; i < FORMATS; i++) {
        if (strcmp(formats[i].word, word) == 0) {
            *format = formats[i].format;
            return true;
        }
    }
    cli_misuse("there is no format `%s`; arguendo --help lists them", word);
    return false;
}

/* Whether the command answers in this format. False after a message. */
static bool answers_so(const char *command, arguendo_format format)
{
    if (format != ARGUENDO_TEXT && (strcmp(command, "fmt") == 0 || strcmp(command, "new") == 0)) {
        cli_misuse("%s writes a case file, which is text; leave out --format", command);
        return false;
    }
    for (size_t i = 0; i < FORMATS; i++) {
        const char *only = formats[i].command;
        if (formats[i].format == format && only && strcmp(only, command) != 0) {
            cli_misuse("only %s answers with --format %s", only, formats[i].word);
            return false;
        }
    }
    return true;
}

/* A whole number from 1 to `most`. */
static bool read_number(const char *text, unsigned most, unsigned *number)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    *number = (unsigned)value;
    return *text >= '0' && *text <= '9' && !*end && value >= 1 && value <= most;
}

/* Whether the word is one of those in a list with blanks between them. */
static bool listed(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; (at = strstr(at, word)) != NULL; at += len) {
        if ((at == list || at[-1] == ' ') && (at[len] == ' ' || !at[len])) {
            return true;
        }
    }
    return false;
}

/* Whether the options given belong to the command; else says so. */
static bool options_fit(const char *word, const bool given[])
{
    static const struct {
        unsigned char letter;
        const char *word, *commands;
    } owned[] = {
#define OPTION(letter, word, argument, commands, help) {letter, word, commands},
#include "cli/options.def"
#undef OPTION
    };
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++) {
        if (given[owned[i].letter] && owned[i].commands && !listed(owned[i].commands, word)) {
            cli_misuse("%s has no option --%s; arguendo --help says what it is for", word, owned[i].word);
            return false;
        }
    }
    return true;
}

/* Whether several of these are meant together; of others with a value only one can be. */
static bool adds_up(int option)
{
    return strchr("ARDPG", option) != NULL;
}

static bool said_twice(int option, const struct option *options)
{
    while (options->val != option) {
        options++;
    }
    cli_misuse("--%s is given twice; write it once, with the value that is meant", options->name);
    return false;
}

/* False after a message. `given`, by letter, becomes true for each option there is. */
static bool read_options(int argc, char **argv, Cli *cli, bool given[])
{
    static const struct option options[] = {
#define OPTION(letter, word, argument, commands, help)                                                                 \
    {word, (argument) ? required_argument : no_argument, NULL, letter},
#include "cli/options.def"
#undef OPTION
        {NULL, 0, NULL, 0}};
    const char *color = "auto";
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":ho:", options, NULL)) != -1) {
        if (option < UCHAR_MAX && given[option] && optarg && !adds_up(option)) {
            return said_twice(option, options);
        }
        given[option & UCHAR_MAX] = true;
        switch (option) {
        case 'f':
            cli->view = optarg;
            break;
        case 'y':
            cli->on = optarg;
            break;
        case 'o':
            cli->output = optarg;
            break;
        case 'k':
            cli->known_by = optarg;
            break;
        case 'A':
        case 'R':
        case 'D':
        case 'P':
        case 'G':
            cli->suppose[cli->supposed++] = (Suppose){supposition_of(option), optarg};
            break;
        case 'T':
            cli->format = ARGUENDO_TREE;
            break;
        case 'E':
            cli->format = ARGUENDO_PROSE;
            break;
        case 'F':
            if (!read_format(optarg, &cli->format)) {
                return false;
            }
            break;
        case 'c':
            if (strcmp(optarg, "auto") != 0 && strcmp(optarg, "always") != 0 && strcmp(optarg, "never") != 0) {
                cli_misuse("--color is auto, always or never, not `%s`", optarg);
                return false;
            }
            color = optarg;
            break;
        case 'l': {
            char *end;
            unsigned long long limit = strtoull(optarg, &end, 10);
            if (*end || !limit || limit > 2000000000 || optarg[0] == '-') {
                cli_misuse("--limit is a number from 1 to 2000000000, not `%s`", optarg);
                return false;
            }
            cli->limit = (size_t)limit;
            break;
        }
        case 't': {
            char *end;
            cli->timeout = strtod(optarg, &end);
            if (*end || end == optarg || !(cli->timeout > 0) || cli->timeout > 1000000) {
                cli_misuse("--timeout is a number of seconds, such as 10 or 0.5, not `%s`", optarg);
                return false;
            }
            break;
        }
        case 'n':
            if (!read_number(optarg, 1000, &cli->size)) {
                cli_misuse("--size is a number from 1 to 1000, not `%s`", optarg);
                return false;
            }
            break;
        case 'b':
            cli->between = optarg;
            break;
        case 's':
            cli->status = optarg;
            break;
        case 'p':
            cli->parse_only = true;
            break;
        case 'K':
            cli->check = true;
            break;
        case 'd':
            cli->diff = true;
            break;
        case 'h':
        case 'V':
            break;
        case ':':
            cli_misuse("%s needs a value behind it; see arguendo --help", argv[optind - 1]);
            return false;
        default:
            cli_misuse("%s: there is no such option; see arguendo --help", argv[optind - 1]);
            return false;
        }
    }
    cli->color = color_wanted(color);
    cli->args = argv + optind;
    cli->count = argc - optind;
    return true;
}

/* Whether the argument is an option, and whether the next one is its value. */
static bool is_option(const char *argument, bool *has_value)
{
    static const char *const switches[] = {
#define OPTION(letter, word, argument, commands, help) (argument) ? NULL : "--" word,
#include "cli/options.def"
#undef OPTION
    };
    bool word = strncmp(argument, "--", 2) == 0 && argument[2] >= 'a' && argument[2] <= 'z';
    bool output = strncmp(argument, "-o", 2) == 0;
    *has_value = output ? !argument[2] : word && !strchr(argument, '=');
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        *has_value = *has_value && !(switches[i] && strcmp(argument, switches[i]) == 0);
    }
    return word || output || strcmp(argument, "-h") == 0;
}

/* Dates may start with a minus: the options of `date` first, then `--`, then all the rest; *argc becomes how many that are. The caller frees
 * the result; NULL: there is no memory. */
static char **sort_arguments(char **argv, int *argc)
{
    static char end[] = "--";
    size_t room = (size_t)*argc + 2;
    char **sorted = calloc(2 * room, sizeof *sorted);
    if (!sorted) {
        return NULL;
    }
    char **strings = sorted + room;
    int options = 0, count = 0;
    bool ended = false;
    sorted[options++] = argv[0];
    strings[count++] = argv[1];
    for (int i = 2; i < *argc; i++) {
        bool has_value;
        if (!ended && strcmp(argv[i], end) == 0) {
            ended = true;
        } else if (!ended && is_option(argv[i], &has_value)) {
            sorted[options++] = argv[i];
            if (has_value &&
                i + 1 == *argc) { /* the value is missing, which is to be said: what is sorted would give it one */
                memcpy(sorted, argv, (size_t)*argc * sizeof *argv);
                return sorted;
            }
            if (has_value) {
                sorted[options++] = argv[++i];
            }
        } else {
            strings[count++] = argv[i];
        }
    }
    sorted[options++] = end;
    memcpy(sorted + options, strings, (size_t)count * sizeof *strings);
    *argc = options + count;
    return sorted;
}

static int run(int argc, char **argv, Cli *cli)
{
    static const struct {
        const char *word;
        int (*run)(const Cli *cli);
    } commands[] = {
#define COMMAND(function, word, arguments, help) {word, function},
#include "cli/commands.def"
#undef COMMAND
    };
    if (argc > 1 && strcmp(argv[1], "solve") == 0) {
        /* Its options are those of the ICCMA, some of which mean something else here. */
        cli->args = argv + 1;
        cli->count = argc - 1;
        return command_solve(cli);
    }
    bool given[UCHAR_MAX + 1] = {false};
    if (!read_options(argc, argv, cli, given)) {
        return ARGUENDO_MISUSE;
    }
    if (given['h']) {
        return command_help(cli);
    }
    if (given['V'] && !cli->count) {
        return command_version(cli);
    }
    if (!cli->count) {
        return cli_misuse("say what to do, for instance: arguendo status FILE   (arguendo --help lists everything)");
    }
    const char *word = cli->args[0];
    cli->args++;
    cli->count--;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(commands[i].word, word) == 0) {
            return options_fit(word, given) && answers_so(word, cli->format) ? commands[i].run(cli) : ARGUENDO_MISUSE;
        }
    }
    return cli_misuse("there is no command `%s`; arguendo --help lists them", word);
}

int main(int argc, char **argv)
{
#ifdef M_MMAP_MAX
    /* The system clears each page that it gives, a good part of the time of a large case: so what one step frees serves the next. */
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
#endif
    bool dates = argc > 1 && strcmp(argv[1], "date") == 0;
    char **sorted = dates ? sort_arguments(argv, &argc) : NULL;
    Cli cli = {.format = ARGUENDO_TEXT, .suppose = calloc((size_t)argc + 1, sizeof(Suppose))};
    bool memory = cli.suppose && (sorted || !dates);
    int status = ARGUENDO_LIMIT;
    if (memory) {
        status = run(argc, sorted ? sorted : argv, &cli);
    } else {
        fputs("arguendo: out of memory; nothing was decided\n", stderr);
    }
    free(cli.suppose);
    free(sorted);
    return status;
}
