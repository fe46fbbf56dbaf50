#include "syntax/reader.h"

#include "syntax/lexer.h"
#include "syntax/parser.h"
#include "syntax/table.h"

#include <errno.h>

/* The file `user` uses the file `used`, both by index. */
typedef struct Use {
    uint32_t user, used;
    Span span; /* of the name */
} Use;

typedef struct Reader {
    Files *files;
    Tree *tree;
    Diagnostics *diags;
    VEC(Use) uses;
    IdVec depth; /* by file: through how many others it is used; NONE: not parsed */
} Reader;

static void parse(Reader *r, uint32_t file, uint32_t depth)
{
    Tree *tree = r->tree;
    size_t from = r->diags->list.n;
    TreeMark mark = tree_mark(tree);
    while (r->depth.n <= file) {
        vec_push(&r->depth, NONE);
    }
    r->depth.at[file] = depth;
    r->diags->more_files += file > 0;
    vec_push(&tree->scopes, ((TreeScope){vec_next_id(&tree->items), file, NONE, NONE}));
    const SourceFile *source = &r->files->at.at[file];
    parser_run(source, tree, r->diags);
    if (source->base) {
        tree_move(tree, &mark, source->base);
        diag_move(r->diags, from, source->base);
    }
}

/* ---- what may be wrong with a `use` ---- */

static void complain_of_file(Reader *r, Span span, uint32_t user, Str name, FileTrouble trouble)
{
    int reason = errno;
    Diag *diag;
    const char *shown = files_name_beside(r->files, user, name).ptr;
    Str near;
    switch (trouble) {
    case FILE_MISSING:
        diag = reason == ENOENT || reason == ENOTDIR
                   ? diag_add(r->diags, E0116, span, "there is no file `%s`", shown)
                   : diag_add(r->diags, E0116, span, "`%s` cannot be read: %s", shown, strerror(reason));
        near = reason == ENOENT ? files_near(r->files, user, name) : STR("");
        if (near.len) {
            diag_help(r->diags, diag, "did you mean `\"%.*s\"`?", STR_ARG(near));
        } else if (memchr(name.ptr, '\\', name.len)) {
            diag_help(r->diags, diag, "folders are separated by `/`, also on Windows");
        } else {
            diag_help(r->diags, diag, "the name counts from the folder of the file that it stands in");
        }
        break;
    case FILE_NOT_A_FILE:
        diag_add(r->diags, E0116, span, "`%s` is not a file", shown);
        break;
    case FILE_TOO_LARGE:
        diag = diag_add(r->diags, E0316, span, "`%s` is too large: all files of a case together have less than 4 GB",
                        shown);
        break;
    case FILE_BINARY:
    case FILE_NOT_UTF8:
        diag = diag_add(r->diags, E0116, span, "`%s` is not a text file in UTF-8", shown);
        diag_help(r->diags, diag, "save it again as plain text with the encoding UTF-8");
        break;
    case FILE_ABSOLUTE:
        diag = diag_add(r->diags, E0118, span, "this name does not count from the folder of the file that it stands in");
        diag_help(r->diags, diag, "write for instance `\"lib/possession.case\"` or `\"../possession.case\"`");
        break;
    case FILE_ELSEWHERE:
        diag = diag_add(r->diags, E0118, span, "`%s` is a link that leads out of the folder", shown);
        diag_help(r->diags, diag, "name the file itself, or copy it into the folder");
        break;
    case FILE_READ:
        break;
    }
}

/* The keyword with which the file's first item starts, or WORD_NONE. */
static Word first_word(const SourceFile *file)
{
    Lexer lexer;
    lexer_start(&lexer, file);
    return lexer.token.kind == TOKEN_STOP && lexer_enter(&lexer) ? (Word)lexer.token.word : WORD_NONE;
}

static bool is_library(Reader *r, Span span, uint32_t file)
{
    Word word = first_word(&r->files->at.at[file]);
    if (word == WORD_LIBRARY) {
        return true;
    }
    Str name = r->files->at.at[file].name;
    Diag *diag;
    if (word == WORD_CASE) {
        diag = diag_add(r->diags, E0119, span, "`%.*s` is a case of its own, not a library", STR_ARG(name));
        diag_help(r->diags, diag, "let that file begin with `library \"…\"` instead of `case \"…\"`");
    } else {
        diag = diag_add(r->diags, E0119, span, "`%.*s` does not begin with `library \"…\"`", STR_ARG(name));
        diag_help(r->diags, diag, "begin that file with `library \"…\"` and what it is about");
    }
    return false;
}

/* The index of the file that an item names, or NONE after a message. */
static uint32_t open_file(Reader *r, uint32_t item, Str name, Span span)
{
    uint32_t user = tree_scope(r->tree, item)->file, index = NONE;
    if (r->files->at.n >= MAX_FILES) {
        diag_add(r->diags, E0316, span, "more than %d files are used", MAX_FILES);
        return NONE;
    }
    FileTrouble trouble = files_read_beside(r->files, user, name, &index);
    if (trouble != FILE_READ) {
        complain_of_file(r, span, user, name, trouble);
    }
    return index;
}

static void follow_use(Reader *r, uint32_t item)
{
    const TreeItem *use = &r->tree->items.at[item];
    Span span = use->name_span;
    uint32_t user = tree_scope(r->tree, item)->file;
    if (r->depth.at[user] >= MAX_USE_DEPTH) {
        diag_add(r->diags, E0316, span, "files use files more than %d deep", MAX_USE_DEPTH);
        return;
    }
    uint32_t used = open_file(r, item, r->tree->texts.at[use->text], span);
    bool known = used < r->depth.n && r->depth.at[used] != NONE;
    if (used == NONE || (!known && !is_library(r, span, used))) {
        return;
    }
    vec_push(&r->uses, ((Use){user, used, span}));
    if (!known) {
        parse(r, used, r->depth.at[user] + 1);
    }
}

static void follow_table(Reader *r, uint32_t item)
{
    const TreeItem *table = &r->tree->items.at[item];
    for (uint32_t i = 0; i < table->clauses.count; i++) {
        const TreeClause *clause = &r->tree->clauses.at[table->clauses.first + i];
        if (clause->kind == CLAUSE_TABLE) {
            Span span = r->tree->names.at[clause->b].span;
            uint32_t file = open_file(r, item, r->tree->texts.at[clause->a], span);
            if (file != NONE) {
                r->diags->more_files++;
                table_read(&r->files->at.at[file], r->tree, item, span, r->diags);
            }
            return;
        }
    }
}

/* ---- circles ---- */

typedef struct Search {
    Reader *r;
    VEC(uint8_t) state; /* by file: 0 new, 1 on the path, 2 done */
    IdVec path;         /* of uses */
} Search;

static void report_circle(Search *s, const Use *closing)
{
    Reader *r = s->r;
    Text names = {0};
    size_t from = s->path.n;
    while (from && r->uses.at[s->path.at[from - 1]].used != closing->used) {
        from--;
    }
    for (size_t i = from; i < s->path.n; i++) {
        text_format(&names, "`%.*s`, ", STR_ARG(r->files->at.at[r->uses.at[s->path.at[i]].user].name));
    }
    const char *user = r->files->at.at[closing->user].name.ptr, *used = r->files->at.at[closing->used].name.ptr;
    Diag *diag;
    if (closing->user == closing->used) {
        diag = diag_add(r->diags, E0117, closing->span, "`%s` uses itself", user);
        diag_help(r->diags, diag, "leave this line out");
    } else {
        diag = diag_add(r->diags, E0117, closing->span, "files use each other in a circle: %.*s`%s`, `%s`",
                        STR_ARG(text_str(&names)), user, used);
        diag_help(r->diags, diag, "put what both need into a file of its own, which both use");
    }
    text_free(&names);
}

/* The depth of this recursion is at most the number of files on a path, MAX_USE_DEPTH + 1 but for circles, and never above
 * MAX_FILES. */
static void search_circles(Search *s, uint32_t file)
{
    Reader *r = s->r;
    s->state.at[file] = 1;
    for (uint32_t i = 0; i < r->uses.n; i++) {
        const Use *use = &r->uses.at[i];
        if (use->user != file) {
            continue;
        }
        if (s->state.at[use->used] == 1) {
            report_circle(s, use);
        } else if (s->state.at[use->used] == 0) {
            vec_push(&s->path, i);
            search_circles(s, use->used);
            s->path.n--;
        }
    }
    s->state.at[file] = 2;
}

static void report_circles(Reader *r)
{
    Search s = {.r = r};
    for (size_t i = 0; i < r->files->at.n; i++) {
        vec_push(&s.state, 0);
    }
    search_circles(&s, 0);
    vec_free(&s.state);
    vec_free(&s.path);
}

void reader_run(Files *files, Tree *tree, Diagnostics *diags)
{
    Reader r = {.files = files, .tree = tree, .diags = diags};
    parse(&r, 0, 0);
    for (size_t i = 0; i < tree->outside.n; i++) {
        uint32_t item = tree->outside.at[i];
        if (tree->items.at[item].kind == ITEM_USE) {
            follow_use(&r, item);
        } else {
            follow_table(&r, item);
        }
    }
    tree->own_end = files->at.n > 1 ? files->at.at[1].base : UINT32_MAX;
    if (r.uses.n) {
        report_circles(&r);
    }
    vec_free(&r.uses);
    vec_free(&r.depth);
}
