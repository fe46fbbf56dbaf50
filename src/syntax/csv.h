/* Tables as text with commas (RFC 4180): cuts a file into cells, one at a time and without copying. A cell that starts with a
 * quotation mark goes on to the next single one, over commas and line ends; two of them are one of its text. Lines end with LF or
 * CR LF; a byte order mark is skipped, and so are blank lines. */
#ifndef ARG_SYNTAX_CSV_H
#define ARG_SYNTAX_CSV_H

#include "source/file.h"

typedef struct Csv {
    const char *text; /* zero-terminated, as SourceFile's */
    uint32_t len;
    uint32_t at;   /* where the next cell, or the end of the file, is */
    bool in_a_row; /* the last cell was not the last of its row */
} Csv;

typedef struct CsvCell {
    uint32_t start, end; /* of its text: without quotation marks, nor blanks around an unquoted one */
    bool quoted;
    bool doubled; /* with quotation marks written twice */
    bool last;    /* of its row */
} CsvCell;

typedef enum CsvVerdict {
    CSV_CELL,
    CSV_END,
    CSV_UNCLOSED, /* the quotation mark before the cell's start is never closed: the rest of the file is in it */
    CSV_BEHIND,   /* something stands between a closing quotation mark and the comma, at csv->at */
    CSV_INSIDE    /* a quotation mark in a cell that does not start with one, at csv->at */
} CsvVerdict;

void csv_start(Csv *csv, const SourceFile *file);
/* The next cell. After a mistake, csv_skip_row. */
CsvVerdict csv_next(Csv *csv, CsvCell *cell);
/* Moves to the start of the line after csv->at. */
void csv_skip_row(Csv *csv);

#endif
