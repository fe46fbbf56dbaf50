/* The pages about errors and warnings (docs/errors), as they were when the program was built, for people to read on a
 * terminal. A page is Markdown of these kinds only: headings, paragraphs, lists with `-`, fenced blocks, links, `code`, emphasis
 * with `*`. */
#ifndef ARG_REPORT_PAGES_H
#define ARG_REPORT_PAGES_H

#include "base/text.h"
#include "source/diagnostics.h"

/* By DiagCode: the whole page. Made by tools/error-pages. */
extern const Str error_pages[DIAG_CODES];

/* Appends the page as plain text, paragraphs wrapped to `width` columns and blocks indented. */
void page_text(Text *out, Str page, size_t width);
/* Appends one line for each code: "E0106  a comma cannot join conditions". */
void pages_list(Text *out, size_t width);

#endif
