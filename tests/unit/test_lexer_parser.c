/* From text to tree: every form of the language, written out again from the tree, and what is said about mistakes. */
#include "syntax/lexer.h"
#include "syntax/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

typedef struct Parsed {
    SourceFile file;
    Tree tree;
    Diagnostics diags;
} Parsed;

static void parse(Parsed *p, Str text)
{
    uint32_t where;
    *p = (Parsed){0};
    assert_int_equal(file_from_memory(&p->file, STR("test.case"), text, &where), FILE_READ);
    parser_run(&p->file, &p->tree, &p->diags);
}

static void release(Parsed *p)
{
    tree_free(&p->tree);
    diag_free(&p->diags);
    file_free(&p->file);
}

/* ---- the tree, written out ---- */

static void show_term(Text *out, const Tree *tree, uint32_t index)
{
    const TreeTerm *term = &tree->terms.at[index];
    switch (term->kind) {
    case TERM_VARIABLE:
        text_format(out, "?%.*s", STR_ARG(tree_symbol(tree, term->value)));
        break;
    case TERM_ANY:
        text_add(out, STR("_"));
        break;
    case TERM_STRING:
        text_format(out, "'%.*s'", STR_ARG(tree_symbol(tree, term->value)));
        break;
    case TERM_DATE:
        text_format(out, "@%.*s", STR_ARG(tree->dates.at[term->value].written));
        break;
    case TERM_OPERATION:
        text_add(out, STR("["));
        show_term(out, tree, term->value);
        text_format(out, " %c ", term->op);
        show_term(out, tree, term->right);
        text_add(out, STR("]"));
        break;
    default:
        text_format(out, "%.*s", STR_ARG(tree_symbol(tree, term->value)));
        if (term->kind == TERM_NUMBER) {
            text_format(out, term->op ? "#%c" : "#", term->op);
        }
    }
}

static void show_literal(Text *out, const Tree *tree, uint32_t index)
{
    static const char *const modes[] = {"", "begins ", "ends ", "disapplies "};
    TreeLiteral literal = tree_literal(tree, index);
    text_format(out, "%s%s%s%s%.*s", literal.once ? "once " : "", literal.mode_negated ? "not " : "",
                modes[literal.mode], literal.negated ? "not " : "", STR_ARG(tree_symbol(tree, literal.name)));
    for (uint32_t i = 0; i < literal.args.count; i++) {
        text_add(out, i == 0 ? STR("(") : STR(","));
        show_term(out, tree, literal.args.first + i);
    }
    text_add(out, literal.args.count ? STR(")") : STR(""));
    if (literal.within_unit) {
        text_format(out, " within %u%c", literal.within, literal.within_unit);
    }
    if (literal.on != NONE) {
        text_add(out, STR(" on "));
        show_term(out, tree, literal.on);
    }
}

static void show_conditions(Text *out, const Tree *tree, TreeRange range, const char *between)
{
    static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};
    for (uint32_t i = 0; i < range.count; i++) {
        TreeCondition condition = tree_condition(tree, range.first + i);
        text_add(out, i ? str_of(between) : STR(""));
        switch (condition.kind) {
        case CONDITION_LITERAL:
            show_literal(out, tree, condition.a);
            break;
        case CONDITION_COMPARE:
            show_term(out, tree, condition.a);
            text_format(out, " %s ", signs[condition.op]);
            show_term(out, tree, condition.b);
            break;
        case CONDITION_ANY:
        case CONDITION_AT_LEAST:
            if (condition.kind == CONDITION_ANY) {
                text_add(out, STR("any{"));
            } else {
                text_format(out, "%u of{", condition.a);
            }
            show_conditions(out, tree, condition.parts, "; ");
            text_add(out, STR("}"));
            break;
        case CONDITION_ALL:
            show_conditions(out, tree, condition.parts, " & ");
            break;
        }
    }
}

static void show_names(Text *out, const Tree *tree, TreeRange range)
{
    for (uint32_t i = 0; i < range.count; i++) {
        text_format(out, "%s%.*s", i ? "," : "", STR_ARG(tree_symbol(tree, tree->names.at[range.first + i].name)));
    }
}

static void show_date(Text *out, const Tree *tree, uint32_t index)
{
    if (index != NONE) {
        text_format(out, "@%.*s", STR_ARG(tree->dates.at[index].written));
    }
}

static void show_cites(Text *out, const Tree *tree, TreeRange range)
{
    static const char *const joins[] = {", ", " and ", " via "};
    for (uint32_t i = 0; i < range.count; i++) {
        const TreeCite *cite = &tree->cites.at[range.first + i];
        text_format(out, "%s%.*s", i ? joins[cite->join] : "", STR_ARG(tree_symbol(tree, cite->source)));
        if (cite->ref != NONE) {
            text_format(out, " ref '%s'", tree->texts.at[cite->ref].ptr);
        }
        if (cite->pin != NONE) {
            static const char *const kinds[] = {"", "quotation", "sentence", "mark", "nowhere"};
            text_format(out, " <%s: %s>", kinds[cite->pin_kind], tree->texts.at[cite->pin].ptr);
        }
    }
}

static void show_clause(Text *out, const Tree *tree, const TreeClause *clause)
{
    static const char *const words[] = {
#define CLAUSE(kind, word) word,
#include "syntax/clauses.def"
#undef CLAUSE
    };
    text_format(out, " | %s ", words[clause->kind]);
    switch (clause->kind) {
    case CLAUSE_IF:
    case CLAUSE_UNLESS:
    case CLAUSE_WHERE:
    case CLAUSE_WHILE:
        show_conditions(out, tree, clause->range, " and ");
        break;
    case CLAUSE_THEN:
        for (uint32_t i = 0; i < clause->range.count; i++) {
            text_add(out, i ? STR(" and ") : STR(""));
            show_literal(out, tree, clause->range.first + i);
        }
        break;
    case CLAUSE_PER:
        show_cites(out, tree, clause->range);
        break;
    case CLAUSE_ON:
        for (uint32_t i = 0; i < clause->range.count; i++) {
            show_date(out, tree, clause->range.first + i);
        }
        break;
    case CLAUSE_AS_OF:
    case CLAUSE_DATED:
    case CLAUSE_FROM:
    case CLAUSE_UNTIL:
    case CLAUSE_DURING:
    case CLAUSE_BEGINS:
    case CLAUSE_IN_FORCE:
    case CLAUSE_ANNULLED:
        show_date(out, tree, clause->a);
        text_add(out, clause->through ? STR(" through ") : clause->b != NONE ? STR(" until ") : STR(""));
        show_date(out, tree, clause->b);
        break;
    case CLAUSE_TEXT:
    case CLAUSE_NOT_TEXT:
    case CLAUSE_ABOUT:
    case CLAUSE_FILE:
    case CLAUSE_URL:
    case CLAUSE_SHA256:
    case CLAUSE_INDEX:
    case CLAUSE_BECAUSE:
    case CLAUSE_NOTE:
    case CLAUSE_REF:
        text_format(out, "'%s'", tree->texts.at[clause->a].ptr);
        break;
    case CLAUSE_FOR_EACH:
    case CLAUSE_HAPPENS_ONCE:
        break;
    default:
        show_names(out, tree, clause->range);
    }
}

static void show_item(Text *out, const Tree *tree, const TreeItem *item)
{
    static const char *const words[] = {
#define ITEM(kind, word) word,
#include "syntax/items.def"
#undef ITEM
    };
    text_add(out, str_of(words[item->kind]));
    if (item->name != NONE) {
        text_format(out, " %.*s", STR_ARG(tree_symbol(tree, item->name)));
    }
    if (item->literal != NONE) {
        text_add(out, STR(": "));
        show_literal(out, tree, item->literal);
    }
    if (item->kind == ITEM_EXPECT) {
        show_date(out, tree, item->kind == ITEM_EXPECT ? item->on : NONE);
    }
    for (uint32_t i = 0; i < item->levels.count; i++) {
        uint32_t index = item->levels.first + i;
        text_add(out, i ? STR("; ") : STR(" = "));
        if (item->kind == ITEM_CONFLICT || item->kind == ITEM_QUESTION) {
            show_literal(out, tree, index);
        } else if (item->kind == ITEM_EXPECT) {
            text_format(out, "%.*s(", STR_ARG(tree_symbol(tree, tree->expected.at[index].word)));
            show_names(out, tree, tree->expected.at[index].positions);
            text_add(out, STR(")"));
        } else {
            text_add(out, tree_symbol(tree, tree->names.at[index].name));
        }
    }
    for (uint32_t i = 0; i < item->clauses.count; i++) {
        show_clause(out, tree, &tree->clauses.at[item->clauses.first + i]);
    }
}

/* The items behind the title, each on a line; only sound text. */
static void assert_tree(const char *text, const char *expected)
{
    Parsed p;
    Text whole = {0}, out = {0};
    text_format(&whole, "case \"t\"\n%s", text);
    parse(&p, text_str(&whole));
    if (p.diags.list.n) {
        fail_msg("%s: %s", text, p.diags.list.at[0].message.ptr);
    }
    for (size_t i = 1; i < p.tree.items.n; i++) {
        text_add(&out, i > 1 ? STR("\n") : STR(""));
        show_item(&out, &p.tree, &p.tree.items.at[i]);
        assert_false(p.tree.items.at[i].broken);
    }
    assert_string_equal(text_str(&out).ptr, expected);
    text_free(&whole);
    text_free(&out);
    release(&p);
}

/* One diagnostic for this text (behind a title on a line of its own): its code, place, and a part of what is said. */
static void assert_error(const char *text, const char *code, uint32_t line, uint32_t column, const char *said)
{
    Parsed p;
    Text whole = {0};
    text_format(&whole, "case \"t\"\n%s", text);
    parse(&p, text_str(&whole));
    if (p.diags.errors != 1) {
        for (size_t i = 0; i < p.diags.list.n; i++) {
            print_message("%s %s\n", diag_code_name(p.diags.list.at[i].code), p.diags.list.at[i].message.ptr);
        }
        fail_msg("%s: %zu errors", text, p.diags.errors);
    }
    const Diag *diag = &p.diags.list.at[0];
    Place place = file_place(&p.file, diag->span.start);
    Text words = {0};
    text_format(&words, "%.*s / %.*s / %.*s", STR_ARG(diag->message), STR_ARG(diag->help), STR_ARG(diag->note));
    if (strcmp(diag_code_name(diag->code), code) != 0 || place.line != line + 1 || place.column != column ||
        !strstr(words.bytes, said)) {
        fail_msg("%s: %s at %u:%u: %s", text, diag_code_name(diag->code), place.line - 1, place.column, words.bytes);
    }
    text_free(&words);
    text_free(&whole);
    release(&p);
}

/* ---- tests ---- */

static void tokens(void **state)
{
    (void)state;
    static const struct {
        TokenKind kind;
        const char *text;
    } expected[] = {
        {TOKEN_WORD, "rule"},
        {TOKEN_WORD, "r_1"},
        {TOKEN_VARIABLE, "Xy"},
        {TOKEN_ANY, "_"},
        {TOKEN_NUMBER, "1_000.5"},
        {TOKEN_BAD_NUMBER, "7.2.1"},
        {TOKEN_BAD_NUMBER, "1f3a"},
        {TOKEN_DATE, "1991-12-26"},
        {TOKEN_DATE, "2004-06~"},
        {TOKEN_NUMBER, "1988"},
        {TOKEN_DIVIDE, "/"},
        {TOKEN_NUMBER, "1994"},
        {TOKEN_STRING, "\"a # \\\" b\""},
        {TOKEN_AT_MOST, "<="},
        {TOKEN_UNEQUAL, "!="},
        {TOKEN_EQUAL, "="},
        {TOKEN_GREATER, ">"},
        {TOKEN_MINUS, "-"},
        {TOKEN_NUMBER, "5"},
        {TOKEN_BAD, "=="},
        {TOKEN_BAD, "\xe2\x80\x9c"},
        {TOKEN_WORD, "\xc3\xa9"
                     "t\xc3\xa9"},
        {TOKEN_VARIABLE, "\xd0\x96x"},
        {TOKEN_WORD, "\xe6\xbc\xa2"},
        {TOKEN_BAD, "_x"},
        {TOKEN_STRING, "\"open"},
    };
    Text text = {0};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        text_format(&text, "%s%s", i ? " " : "", expected[i].text);
    }
    text_add(&text, STR("\n# comment\nnext"));
    SourceFile file;
    uint32_t where;
    assert_int_equal(file_from_memory(&file, STR("t"), text_str(&text), &where), FILE_READ);
    Lexer lexer;
    lexer_start(&lexer, &file);
    assert_int_equal(lexer.token.kind, TOKEN_STOP);
    assert_true(lexer_enter(&lexer));
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        Str got = {file.bytes.ptr + lexer.token.start, lexer.token.end - lexer.token.start};
        if (lexer.token.kind != expected[i].kind || !str_equal(got, str_of(expected[i].text))) {
            fail_msg("%s: kind %d, `%.*s`", expected[i].text, lexer.token.kind, STR_ARG(got));
        }
        lexer_next(&lexer);
    }
    assert_int_equal(lexer.token.kind, TOKEN_STOP); /* `next` stands in column 1 */
    lexer_next(&lexer);
    assert_int_equal(lexer.token.kind, TOKEN_STOP);
    assert_true(lexer_enter(&lexer));
    assert_int_equal(lexer.token.kind, TOKEN_WORD);
    lexer_next(&lexer);
    assert_false(lexer_enter(&lexer));
    file_free(&file);
    text_free(&text);
}

static void keywords_are_known(void **state)
{
    (void)state;
    static const char *const first[] = {
#define ITEM(kind, word) word,
#include "syntax/items.def"
#undef ITEM
#define CLAUSE(kind, word) word,
#include "syntax/clauses.def"
#undef CLAUSE
    };
    SourceFile file;
    uint32_t where;
    assert_int_equal(file_from_memory(&file, STR("t"), STR(""), &where), FILE_READ);
    Lexer lexer;
    lexer_start(&lexer, &file);
    for (Word word = WORD_NONE + 1; word < WORDS; word++) {
        assert_int_equal(lexer_word(&lexer, word_text(word)), word);
    }
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        Str word = {first[i], strcspn(first[i], " ")};
        assert_true(word.len == 0 || lexer_word(&lexer, word) != WORD_NONE);
    }
    assert_int_equal(lexer_word(&lexer, STR("rules")), WORD_NONE);
    file_free(&file);
}

static void heads(void **state)
{
    (void)state;
    assert_tree("fact glove: in_glove(popov)", "fact glove: in_glove(popov)");
    assert_tree("fact mob \"A crowd.\"", "fact mob |  'A crowd.'");
    assert_tree("fact mob", "fact mob");
    assert_tree("fact not p(x)", "fact: not p(x)");
    assert_tree("fact p(x, Y)", "fact: p(x,?Y)");
    assert_tree("fact x: begins not p on 1991", "fact x: begins not p | on @1991");
    assert_tree("fact x begins 1991", "fact x | begins @1991");
    assert_tree("claim disapplies r where F = c, G = \"t\"", "claim: disapplies r(?F,c,?G,'t')");
    assert_tree("source s \"t\"\nposition p \"q\"", "source s |  't'\nposition p |  'q'");
    assert_tree("order o: a < b < c default b doubt below b settled from c",
                "order o = a; b; c | default b | doubt below b | settled from c");
    assert_tree("name popov \"Alex\" \"Popov\"", "name popov |  'Alex Popov'");
    assert_tree("predicate title(S, L) one S while exists(S) \"{S}\" not \"no {S}\" happens once",
                "predicate: title(?S,?L) | one S | while exists(?S) |  '{S}' | not 'no {S}' | happens once ");
    assert_tree("rule r if a then b\nrule if a then b\nalways rule n \"t\" then b",
                "rule r | if a | then b\nrule | if a | then b\nalways rule n |  't' | then b");
    assert_tree("prefer a over b because \"x\"\nprefer n: a over b by p",
                "prefer = a; b | because 'x'\nprefer n = a; b | by p");
    assert_tree("conflict p(F) and not q(G) where F != G", "conflict = p(?F); not q(?G) | where ?F != ?G");
    assert_tree("question q \"t\" p(F), not r on 1991-01-01, 1992 for each",
                "question q = p(?F); not r |  't' | on @1991-01-01@1992 | for each ");
    assert_tree("question q begins p(a) for a, b", "question q = begins p(a) | for a,b");
    assert_tree("expect p(a) on 2001-10-08: arguable for all; established for h, k\nexpect not p: excluded",
                "expect: p(a)@2001-10-08 = arguable(all); established(h,k)\nexpect: not p = excluded()");
}

static void clauses(void **state)
{
    (void)state;
    assert_tree("fact f: p from 1991 until 1992\nfact g: p from 1991 through 1992\nfact h: p until 1992\nfact i: p "
                "during 1988/1994",
                "fact f: p | from @1991 until @1992\nfact g: p | from @1991 through @1992\nfact h: p | until @1992\n"
                "fact i: p | during @1988/1994");
    assert_tree("rule r in force from 1851 annulled on 1999-01-01 then b\nrule q in force until 1900 then b",
                "rule r | in force @1851 | annulled on @1999-01-01 | then b\nrule q | in force  until @1900 | then b");
    assert_tree(
        "claim c: p per a and b ref \"p. 4\", c via d at 7.2, e at \"quo\\\"te\" ref \"x\", f at mark 1f3a, g nowhere "
        "\"w\"\n"
        "  by x, y rank z note \"n\" note \"m\"",
        "claim c: p | per a and b ref 'p. 4', c via d <sentence: 7.2>, e ref 'x' <quotation: quo\"te>, f <mark: 1f3a>, "
        "g <nowhere: w> | by x,y | rank z | note 'n' | note 'm'");
    assert_tree(
        "fact f: p(XXXX-12, [1667,1668], ~1985, 1985/, year Y17E7, {1960..1962}, 1984~) on 1917-10-25  julian note "
        "\"n\"",
        "fact f: p(@XXXX-12,@[1667,1668],@~1985,@1985/,@Y17E7,@{1960..1962},@1984~) | on @1917-10-25 | note 'n'");
    assert_tree("source s dated 1991~ author a kind k rank r file \"f\" url \"u\" sha256 \"h\" index \"i\"",
                "source s | dated @1991~ | author a | kind k | rank r | file 'f' | url 'u' | sha256 'h' | index 'i'");
    assert_tree("position p accepts a, b denies c", "position p | accepts a,b | denies c");
    assert_tree("rule r # comment\n\n  # another\n  then a # and b\n\tif c\r\n", "rule r | then a | if c");
}

static void conditions(void **state)
{
    (void)state;
    assert_tree("rule r if a and not p(X, _) and X != G then not begins b and ends c",
                "rule r | if a and not p(?X,_) and ?X != ?G | then not begins b and ends c");
    assert_tree("rule r if once a within 6 months and once not b and a on D and q on 1991 and begins not z then b",
                "rule r | if once a within 6m and once not b and a on ?D and q on @1991 and begins not z | then b");
    assert_tree("rule r unless any of (p(b), at least 2 of (a, b and c and X > 1, d)) and e then z",
                "rule r | unless any{p(b); 2 of{a; b & c & ?X > 1#; d}} and e | then z");
    assert_tree("rule r if T * F / 100 - 3 + 2 > 50 and (A + B) * -2 <= year 1991 and D + 6 months < 1991-12-26 then z",
                "rule r | if [[[[?T * ?F] / 100#] - 3#] + 2#] > 50# and [[?A + ?B] * -2#] <= @1991 and "
                "[?D + 6#m] < @1991-12-26 | then z");
    assert_tree("rule r if foo = X and \"a\" != Y and -0043-03-15 < D and -5 >= N then z",
                "rule r | if foo = ?X and 'a' != ?Y and @-0043-03-15 < ?D and -5# >= ?N | then z");
    assert_tree("fact p(-5, 1_000.5, 1991-12-26, year -0043, year 1991, \"a\" \"b\", 1988)",
                "fact: p(-5#,1_000.5#,@1991-12-26,@-0043,@1991,'a b',1988#)");
}

/* Keywords are names wherever only a name makes sense. */
static void keywords_as_names(void **state)
{
    (void)state;
    assert_tree(
        "rule r if rank(x) and once(y) and any(z) and at(w) and begins(v) and file and kind then ends(u) and by(t)",
        "rule r | if rank(x) and once(y) and any(z) and at(w) and begins(v) and file and kind | then ends(u) and "
        "by(t)");
    assert_tree("fact rank: then(x)\nsource of\nposition fact\nrule file if index then url",
                "fact rank: then(x)\nsource of\nposition fact\nrule file | if index | then url");
    assert_tree("question q if(x)\nfact p(if, then, year)", "question q = if(x)\nfact: p(if,then,year)");
}

static void unicode(void **state)
{
    (void)state;
    Parsed p; /* e with a combining accent, and the letter with its accent: one symbol */
    parse(&p, STR("\xef\xbb\xbf"
                  "case \"t\"\nfact caf\xc3\xa9: p(\"caf\xc3\xa9\")\nfact cafe\xcc\x81"
                  "2: p(cafe\xcc\x81, \"cafe\xcc\x81\")\n"));
    assert_int_equal(p.diags.list.n, 0);
    const TreeTerm *first = &p.tree.terms.at[0], *second = &p.tree.terms.at[1], *third = &p.tree.terms.at[2];
    assert_int_equal(p.tree.items.at[1].name, second->value);
    assert_int_equal(first->value, third->value);
    assert_int_equal(first->value, second->value);
    release(&p);
}

static void spans(void **state)
{
    (void)state;
    Parsed p;
    parse(&p, STR("case \"t\"\nrule r if p(a, B) \n  then not q # c\n\nfact f\n"));
    const TreeItem *rule = &p.tree.items.at[1];
    assert_int_equal(rule->span.start, 9);
    assert_int_equal(rule->span.end, 40);
    assert_int_equal(rule->name_span.start, 14);
    const TreeClause *condition = &p.tree.clauses.at[rule->clauses.first];
    assert_int_equal(condition->span.start, 16);
    assert_int_equal(condition->span.end, 26);
    assert_int_equal(clause_keyword(condition).end, 18);
    TreeLiteral literal = tree_literal(&p.tree, 1);
    assert_int_equal(literal.span.start, 35);
    assert_int_equal(literal.name_span.start, 39);
    release(&p);
}

/* Whether the span has this text. */
static bool reads(Str text, Span span, Str expected)
{
    return str_equal((Str){text.ptr + span.start, span.end - span.start}, expected);
}

/* What stands in little room in the tree, and what does not, is the same to whoever reads it. */
static void literals_of_any_size(void **state)
{
    (void)state;
    Text long_name = {0}, many = {0}, far = {0}, text = {0};
    for (unsigned i = 0; i < 255; i++) {
        text_add_char(&long_name, 'n');
    }
    text_add(&many, STR("p(a"));
    for (unsigned i = 1; i < 31; i++) {
        text_add(&many, STR(", b"));
    }
    text_format(&far, "not %s", "                          ");
    for (unsigned round = 0; round < 2; round++) { /* the most that fits, then one more of each */
        text.len = 0;
        text_format(
            &text, "case \"t\"\nrule r\n  if %.*s and %.*s) and %.*sq and q(\"%0*d\")\n    and once q within 6 months\n",
            (int)long_name.len, long_name.bytes, (int)many.len, many.bytes, (int)far.len, far.bytes, 251 + (int)round, 0);
        text_add(&text, STR("    and not q on 1990-01-01\n  then begins not q\n"));
        Parsed p;
        parse(&p, text_str(&text));
        assert_int_equal(p.diags.errors, 0);
        TreeLiteral l[7];
        for (uint32_t i = 0; i < 7; i++) {
            l[i] = tree_literal(&p.tree, i);
            assert_int_equal(p.tree.literals.at[i].wide, i == 4 || i == 5 || (i < 4 && round));
            assert_true(reads(text_str(&text), l[i].name_span,
                              i == 0   ? text_str(&long_name)
                              : i == 1 ? STR("p")
                                       : STR("q")));
            assert_true(str_equal(tree_symbol(&p.tree, l[i].name), i == 0   ? text_str(&long_name)
                                                                   : i == 1 ? STR("p")
                                                                            : STR("q")));
            assert_int_equal(l[i].args.count, i == 1 ? 31 + round : i == 3);
            assert_int_equal(l[i].negated, i == 2 || i == 5 || i == 6);
            assert_int_equal(l[i].once, i == 4);
            assert_int_equal(l[i].within, i == 4 ? 6 : 0);
            assert_int_equal(l[i].on != NONE, i == 5);
            assert_int_equal(l[i].mode, i == 6 ? MODE_BEGINS : MODE_PLAIN);
            if (i < 6) {
                TreeCondition condition = tree_condition(&p.tree, i);
                assert_int_equal(condition.kind, CONDITION_LITERAL);
                assert_int_equal(condition.a, i);
                assert_memory_equal(&condition.span, &l[i].span, sizeof(Span));
            }
        }
        assert_int_equal(l[2].name_span.start - l[2].span.start, 31 - 1 + 2 * round);
        assert_int_equal(l[3].span.end - l[3].name_span.end, 255 + round);
        assert_true(reads(text_str(&text), l[4].span, STR("once q within 6 months")));
        assert_true(reads(text_str(&text), l[5].span, STR("not q on 1990-01-01")));
        assert_true(reads(text_str(&text), l[6].span, STR("begins not q")));
        release(&p);
        text_add_char(&long_name, 'n');
        text_add(&many, STR(", b"));
        text_add(&far, STR("  "));
    }
    text_free(&long_name);
    text_free(&many);
    text_free(&far);
    text_free(&text);
}

static void mistakes_at_the_start_of_a_line(void **state)
{
    (void)state;
    assert_error("fakt f: p", "E0101", 1, 1, "did you mean `fact`?");
    assert_error("Rule r then a", "E0101", 1, 1, "did you mean `rule`?");
    assert_error("Once upon a time.", "E0101", 1, 1, "items start with");
    assert_error("fact f: p\n)\n\"x\"\nfact g: p", "E0101", 2, 1, "`)`");
    assert_error("fact f: p\n  fact g: q", "E0112", 2, 3, "remove the spaces");
    assert_error("rule r\nif a\nthen b", "E0112", 2, 1, "`if` must be indented");
    assert_error("case \"u\"", "E0111", 1, 1, "already has a title");
    Parsed p;
    parse(&p, STR("fact f: p\n"));
    assert_int_equal(p.diags.list.at[0].code, E0114);
    assert_int_equal(p.tree.items.n, 1);
    release(&p);
    parse(&p, STR("fact f: p\ncase \"t\"\n"));
    assert_int_equal(p.diags.errors, 1);
    assert_int_equal(p.diags.list.at[0].span.start, 10);
    release(&p);
    parse(&p, STR("# nothing else\n"));
    assert_int_equal(p.diags.list.at[0].code, E0114);
    release(&p);
    parse(&p, STR(""));
    assert_int_equal(p.diags.errors, 0);
    release(&p);
}

static void mistakes_in_clauses(void **state)
{
    (void)state;
    assert_error("rule r\n  if a, p(X),\n    c\n  then b", "E0106", 2, 7, "write `a and p(X) and c`");
    assert_error("rule r if a, and b then c", "E0106", 1, 12, "write `a and b`");
    assert_error("rule r if a then b, c", "E0106", 1, 19, "write `b and c`");
    assert_error("rule r if a, then b", "E0115", 1, 12, "leave it out");
    assert_error("rule r\n  unles a\n  then b", "E0115", 2, 3, "did you mean `unless`?");
    assert_error("rule r if a", "E0103", 1, 6, "`then` is missing: the rule has conditions but no conclusion");
    assert_error("rule r \"t\"", "E0103", 1, 6, "`then` is missing");
    assert_error("rule r if then b", "E0103", 1, 11, "a condition is missing before `then`");
    assert_error("rule r if a or b then c", "E0115", 1, 13, "any of (a, b)");
    assert_error("rule r if any of (a, b then c", "E0103", 1, 23, "closing `)`");
    assert_error("rule r if any of (a or b) then c", "E0115", 1, 21, "`,` instead of `or`");
    assert_error("rule r if (a and b) then c", "E0115", 1, 11, "leave them out");
    assert_error("rule r if Held(F) then c", "E0110", 1, 11, "write `held`");
    assert_error("rule r if X then c", "E0103", 1, 11, "compared with nothing");
    assert_error("rule r if 1 < X < 5 then c", "E0115", 1, 17, "two sides");
    assert_error("rule r if X == 5 then c", "E0105", 1, 13, "write `=`");
    assert_error("rule r if p(X + 1) then c", "E0115", 1, 15, "calculation");
    assert_error("rule r if p(q(X)) then c", "E0115", 1, 14, "inside another");
    assert_error("rule r if p() then c", "E0103", 1, 12, "leave the brackets out");
    assert_error("rule r if a within 6 months then c", "E0115", 1, 13, "once a within");
    assert_error("rule r if once a within 6 then c", "E0103", 1, 27, "`days`");
    assert_error("rule r if not once a then c", "E0115", 1, 15, "unless once");
    assert_error("rule r if at least 0 of (a) then c", "E0109", 1, 20, "0");
    assert_error("rule r: if a then c", "E0115", 1, 7, "no colon");
    assert_error("rule r then c then d", "E0111", 1, 15, "join the two with `and`");
    assert_error("fact f: p\n  rank high\n  note \"n\"", "E0102", 2, 3, "`rank` does not belong to a fact");
    assert_error("fact f: p on 1991 from 1992", "E0111", 1, 19, "one period");
    assert_error("fact f: p \"a\" note \"b\"\n  ref \"r\" on 1991 \"c\"", "E0111", 2, 19, "note");
    assert_error("fact f \"t\n  on 1991", "E0104", 1, 8, "closing quotation mark");
    assert_error("fact f \"a\\q\"", "E0105", 1, 10, "only `\\\"`");
    assert_error("fact f p(a)", "E0103", 1, 7, "write `f: p(a)`");
    assert_error("fact f: \"t\"", "E0115", 1, 7, "leave the colon out");
    assert_error("fact \"t\"", "E0103", 1, 6, "needs a name");
    assert_error("fact Glove: p", "E0110", 1, 6, "write `glove`");
    assert_error("fact f: p \xe2\x80\x9ct\xe2\x80\x9d", "E0105", 1, 11, "straight quotation marks");
    assert_error("fact f: p\xc2\xa0on 1991", "E0105", 1, 10, "U+00A0");
    assert_error("claim c: p by per s", "E0103", 1, 15, "before `per`");
    assert_error("claim c: p per s at by x", "E0103", 1, 21, "at 7.2");
    assert_error("order o: a, b", "E0115", 1, 11, "`<`");
    assert_error("prefer a", "E0103", 1, 9, "`over` is missing");
    assert_error("question q \"t\"", "E0103", 1, 10, "asks for no statement");
    assert_error("expect p established", "E0103", 1, 9, "colon");
    assert_error("expect p:", "E0103", 1, 10, "established");
    assert_error("predicate p(a)", "E0110", 1, 13, "capital letter");
    assert_error("name x", "E0103", 1, 6, "text that this name stands for");
    assert_error("fact f: p in force from 1991", "E0102", 1, 11, "in force");
    assert_error("rule r in force then a", "E0103", 1, 17, "from");
    assert_error("fact f: p as 1991", "E0102", 1, 11, "as of");
}

static void mistakes_in_dates(void **state)
{
    (void)state;
    assert_error("fact f: p on 26.12.1991", "E0108", 1, 14, "write `1991-12-26`");
    assert_error("fact f: p on December 26, 1991 note \"n\"", "E0108", 1, 14, "write `1991-12-26`");
    assert_error("fact f: p on 1/2/1993", "E0108", 1, 14, "`1993-01-02` or `1993-02-01`");
    assert_error("fact f: p on 1900-02-29", "E0108", 1, 14, "1900 was no leap year: February had 28 days");
    assert_error("fact f: p on 1991-04-31", "E0108", 1, 14, "April 1991 had 30 days");
    assert_error("fact f: p on 1991-13", "E0108", 1, 14, "01 to 12");
    assert_error("fact f: p during 1990/1991-02-30", "E0108", 1, 18, "February 1991 had 28 days");
    assert_error("fact f: p on 1901-02-29 julian", "E0108", 1, 14, "1901 was no leap year");
    assert_error("fact f: p on [1667, 1668]", "E0108", 1, 14, "write `[1667,1668]`");
    assert_error("fact f: p during 1994/1988", "E0309", 1, 18, "ends before it starts");
    assert_error("fact f: p on 12345", "E0108", 1, 14, "write `Y12345`");
    assert_error("fact p(1/2/1993)", "E0108", 1, 8, "`1993-01-02` or `1993-02-01`");
    assert_error("fact f: p on tomorrow", "E0103", 1, 14, "a date is missing");
    assert_error("fact p(1991-02-30)", "E0108", 1, 8, "28 days");
    assert_error("fact p(26.12.1991)", "E0108", 1, 8, "write `1991-12-26`");
    assert_error("fact p(12th)", "E0109", 1, 8, "not a number");
}

static Str repeated(Text *out, const char *start, const char *part, size_t times, const char *end)
{
    *out = (Text){0};
    text_add(out, str_of(start));
    for (size_t i = 0; i < times; i++) {
        text_add(out, str_of(part));
    }
    text_add(out, str_of(end));
    return text_str(out);
}

static void abuse(void **state)
{
    (void)state;
    static const struct {
        const char *part, *end;
        DiagCode code;
    } cases[] = {
        {"any of (", "", E0107},        {"(", "", E0107},      {"X * (", "", E0107}, {"not ", "", E0115},
        {"at least 2 of (", "", E0107}, {"a and ", "", E0103}, {"p(", "", E0115},    {"\"", "", E0103},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Text text;
        Parsed p;
        parse(&p, repeated(&text, "case \"t\"\nrule r if ", cases[i].part, 100000, cases[i].end));
        if (p.diags.errors != 1 || p.diags.list.at[0].code != cases[i].code) {
            fail_msg("%s: %zu errors, %s", cases[i].part, p.diags.errors, p.diags.list.at[0].message.ptr);
        }
        release(&p);
        text_free(&text);
    }
    Text text;
    Parsed p;
    parse(&p, repeated(&text, "case \"t\"\n", "x y\n", 1000, ""));
    assert_int_equal(p.diags.errors, 1000);
    assert_int_equal(p.diags.list.n, MAX_ERRORS_PER_FILE);
    release(&p);
    text_free(&text);
    parse(&p, repeated(&text, "case \"t\"\nrule r if ", "any of (", 60, "")); /* 60 deep is fine but for its end */
    assert_int_equal(p.diags.list.at[0].code, E0103);
    release(&p);
    text_free(&text);
}

/* A broken item spoils neither its other clauses nor the next item. */
static void recovery(void **state)
{
    (void)state;
    Parsed p;
    parse(&p, STR("case \"t\"\nrule r\n  if a b c (\n  unless d\n  then e\nfact f: p\n"));
    assert_int_equal(p.diags.errors, 1);
    assert_int_equal(p.tree.items.n, 3);
    assert_true(p.tree.items.at[1].broken);
    assert_false(p.tree.items.at[2].broken);
    Text out = {0};
    show_item(&out, &p.tree, &p.tree.items.at[1]);
    assert_string_equal(out.bytes, "rule r | if a | unless d | then e");
    text_free(&out);
    release(&p);
    parse(&p, STR("case \"t\"\nprefer a\n  note \"n\"\nfact f: p\n")); /* a head that could not be read: no item */
    assert_int_equal(p.tree.items.n, 2);
    assert_int_equal(p.tree.items.at[1].kind, ITEM_FACT);
    release(&p);
}

static void one_literal(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"possesses(hayashi)", "possesses(hayashi)"},
        {" not p(X, 5)\n", "not p(?X,5#)"},
        {"begins p", "begins p"},
        {"if", "if"},
        {"p q", NULL},
        {"", NULL},
        {"P(x)", NULL},
        {"p(", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Parsed p = {0};
        uint32_t where;
        assert_int_equal(file_from_memory(&p.file, STR("literal"), str_of(cases[i].text), &where), FILE_READ);
        uint32_t index = parser_literal(&p.file, &p.tree, &p.diags);
        assert_int_equal(index == NONE, cases[i].shown == NULL);
        assert_int_equal(p.diags.errors, cases[i].shown == NULL);
        if (cases[i].shown) {
            Text out = {0};
            show_literal(&out, &p.tree, index);
            assert_string_equal(out.bytes, cases[i].shown);
            text_free(&out);
        }
        release(&p);
    }
}

static void show_span(Text *out, Span span)
{
    text_format(out, " %u-%u", span.start, span.end);
}

/* The parts of facts, with all spans and symbols. */
static void show_parts(Text *out, const Tree *tree)
{
    for (size_t i = 0; i < tree->items.n; i++) {
        const TreeItem *item = &tree->items.at[i];
        text_format(out, "item %u %d %u %u %u %u+%u %u+%u", item->kind, item->broken, item->name, item->literal,
                    item->text, item->levels.first, item->levels.count, item->clauses.first, item->clauses.count);
        show_span(out, item->span);
        show_span(out, item->name_span);
    }
    for (size_t i = 0; i < tree->literals.n; i++) {
        TreeLiteral literal = tree_literal(tree, i);
        text_format(out, "\nliteral %u %u+%u %d %u", literal.name, literal.args.first, literal.args.count, literal.mode,
                    literal.on);
        show_literal(out, tree, (uint32_t)i);
        show_span(out, literal.span);
        show_span(out, literal.name_span);
    }
    for (size_t i = 0; i < tree->terms.n; i++) {
        text_format(out, "\nterm %u %u", tree->terms.at[i].kind, tree->terms.at[i].value);
        show_span(out, tree->terms.at[i].span);
    }
    for (size_t i = 0; i < tree->clauses.n; i++) {
        const TreeClause *clause = &tree->clauses.at[i];
        text_format(out, "\nclause %u %u %u+%u", clause->kind, clause->keyword, clause->a, clause->b);
        show_span(out, clause->span);
    }
    text_format(out, "\n%zu dates, %zu symbols", tree->dates.n, tree->symbols.text.n);
}

/* Facts in plain form are read in a way of their own; with a tab for each space, they are not. */
static void plain_facts(void **state)
{
    (void)state;
    static const char *const facts[] = {
        "fact f1: seen(w1, p22) on 1991-12-26",
        "fact seen(w1)",
        "claim c: q(a, b, c)",
        "claim not: p(a)",
        "fact f: not(a)",
        "fact and(a)",
        "fact f: and(a)",
        "fact once(a)",
        "fact on: on(on, by, not) on 1991-12-26",
        "fact f: p(a, b) on 1991-12-26 on",
        "fact f: p(a) on 1991-12-32",
        "fact f: p(a) on 19XX-12-26",
        "fact f: p(a) on 1991-12-2?",
        "fact f: p(a) on [1667,68]",
        "fact f: p(a) on 1991-12-2:",
        "fact f: p(a) on 1991-12-26/1992",
        "fact f: p(a) on 1991-12",
        "fact f: p(a) on 1991-12-26 julian",
        "fact f: p(a) by b",
        "fact f: p(a) )",
        "fact f: p(a))",
        "fact f: p((a))",
        "fact f: p(a,b)",
        "fact f: p(a, B)",
        "fact f: p(a, 5)",
        "fact f: p()",
        "fact f: p(a, )",
        "fact f: p(a b)",
        "fact f: p",
        "fact f:p(a)",
        "fact f : p(a)",
        "fact f:: p(a)",
        "fact f: p(aä)",
        "fact ä: p(a)",
        "fact f: pä(a)",
        "fact f: p(a) \"x\"",
        "fact f: p(a-b)",
        "fact f-g: p(a)",
        "fact f: p(a) # p(b)",
        "fact f: begins p(a)",
        "fact f: p(a, b, c, d, e, f, g, h)",
        "fact f: p(a, b, c, d, e, f, g, h, i)",
        "fact f: p(a) on",
        "fact f: p(year, once) on 0001-01-01",
        "fact",
        "fact f",
        "fact f:",
        "fact f: ",
        "fact f: p(",
        "fact f: p(a",
        "fact f: p(a,",
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        for (int ends = 0; ends < 4; ends++) {
            static const char *const behind[] = {"", "\n", "\r\n", "\n  from 2000-01-01\nfact p(a) on 1991-12-26\n"};
            Text plain = {0}, tabs = {0};
            text_format(&plain, "case \"t\"\nfact p(z)\n%s%s", facts[i], behind[ends]);
            text_add(&tabs, text_str(&plain));
            bool text = false;
            for (size_t k = 0; k < tabs.len; k++) {
                text ^= tabs.bytes[k] == '"';
                tabs.bytes[k] = tabs.bytes[k] == ' ' && !text ? '\t' : tabs.bytes[k];
            }
            Parsed a, b;
            parse(&a, text_str(&plain));
            parse(&b, text_str(&tabs));
            assert_int_equal(a.diags.errors, b.diags.errors);
            for (size_t k = 0; k < a.diags.list.n; k++) {
                assert_int_equal(a.diags.list.at[k].code, b.diags.list.at[k].code);
                assert_int_equal(a.diags.list.at[k].span.start, b.diags.list.at[k].span.start);
            }
            Text left = {0}, right = {0};
            show_parts(&left, &a.tree);
            show_parts(&right, &b.tree);
            assert_string_equal(left.bytes, right.bytes);
            text_free(&left);
            text_free(&right);
            release(&a);
            release(&b);
            text_free(&plain);
            text_free(&tabs);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens),
        cmocka_unit_test(keywords_are_known),
        cmocka_unit_test(heads),
        cmocka_unit_test(clauses),
        cmocka_unit_test(conditions),
        cmocka_unit_test(keywords_as_names),
        cmocka_unit_test(unicode),
        cmocka_unit_test(spans),
        cmocka_unit_test(literals_of_any_size),
        cmocka_unit_test(mistakes_at_the_start_of_a_line),
        cmocka_unit_test(mistakes_in_clauses),
        cmocka_unit_test(mistakes_in_dates),
        cmocka_unit_test(abuse),
        cmocka_unit_test(recovery),
        cmocka_unit_test(one_literal),
        cmocka_unit_test(plain_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
