/* What is asked of a random framework, what brute force answers, and how an answer is compared with it. */
#ifndef ORACLE_ANSWERS_H
#define ORACLE_ANSWERS_H

#include "brute.h"
#include "drafts.h"

/* A small framework with all its extensions. */
typedef struct Instance {
    bool assumptions;
    Graph graph;
    Framework framework;
    Brute brute;
} Instance;

void instance_open(const Draft *draft, Instance *out);
void instance_close(Instance *instance);

/* The request as the ICCMA would write it, with what else it says, for messages. */
void request_print(const Instance *instance, const Request *request, Text *text);

/* Calls `ask` with every request that can be asked of the framework: all semantics and tasks, DC and DS of every argument, atom and
 * assumption. Backend, budget and what to do with each extension are left to the callee. Ends early when `ask` says false. */
bool each_request(const Instance *instance, bool (*ask)(void *context, Request *request), void *context);

/* A set of sets, as masks in the order they were given. */
typedef struct Masks {
    uint32_t at[BRUTE_SETS + 1]; /* one more than there can be, so that too many show */
    uint32_t n;
    bool bad; /* members unsorted or out of range */
} Masks;

/* The members as a mask; false when they are not sorted or out of range. */
bool members_to_mask(const Instance *instance, const uint32_t *members, size_t count, uint32_t *mask);
void mask_to_members(uint32_t mask, IdVec *members);

/* What is wrong with the reply (and for EE the extensions given), or NULL. */
const char *reply_fault(const Instance *instance, const Request *request, const Reply *reply, const Masks *each);

#endif
