/* Small random frameworks that can be printed, and made smaller while they still show a fault. */
#ifndef ORACLE_DRAFTS_H
#define ORACLE_DRAFTS_H

#include "base/text.h"
#include "framework/graph.h"

enum { DRAFT_MOST = 9, DRAFT_ATOMS = 16, DRAFT_RULES = 28, DRAFT_BODY = 4 };

typedef struct Random {
    uint64_t state;
} Random;

/* A number below n, which is not 0. */
uint32_t random_below(Random *random, uint32_t n);
/* True so many times in a hundred. */
bool random_chance(Random *random, uint32_t percent);

typedef struct DraftRule {
    uint32_t head, count, body[DRAFT_BODY];
} DraftRule;

/* Of a Dung framework n and attacks are used, of an assumption-based one the others and n as the number of assumptions. */
typedef struct Draft {
    bool assumptions;
    uint32_t n;
    bool attacks[DRAFT_MOST][DRAFT_MOST];
    uint32_t atoms, rules;
    uint32_t contrary[DRAFT_MOST];
    DraftRule rule[DRAFT_RULES];
} Draft;

/* Dung frameworks of 0 to 9 arguments, of one of several shapes; assumption-based ones of up to 8 assumptions. */
void draft_graph(Random *random, Draft *out);
void draft_framework(Random *random, Draft *out);

Graph draft_to_graph(const Draft *draft);
Framework draft_to_framework(const Draft *draft);
/* As `p af` or `p aba` text; assumptions come first in the numbering. */
void draft_print(const Draft *draft, Text *text);

/* Drops arguments, attacks, rules and parts of them for as long as `fails` says that the rest still fails. */
void draft_shrink(Draft *draft, bool (*fails)(void *context, const Draft *draft), void *context);

#endif
