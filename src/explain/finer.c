#include "explain/finer.h"

#include "model/case.h"

enum { KNOWN_SOME = 1, KNOWN_NONE = 2, KNOWN_EVERY = 4, KNOWN_NOT_EVERY = 8, KNOWN_LIMIT = 16 };

/* Each question earns so much work on what its answer says about other atoms, counted in rules and conditions: where frameworks are
 * large and disputes are small, asking again is cheaper. */
enum { WORK_FOR_EACH_QUESTION = 20000 };

void finer_open(Finer *finer, const Framework *framework, const Grounded *grounded, const Budget *budget)
{
    *finer = (Finer){.framework = framework, .grounded = grounded, .budget = budget};
}

void finer_free(Finer *finer)
{
    accept_close(finer->acceptance);
    free(finer->known);
    vec_free(&finer->set);
}

/* Takes from the admissible set that showed the last answer what it says about every atom. */
static void learn(Finer *finer)
{
    const Framework *f = finer->framework;
    finer->credit += WORK_FOR_EACH_QUESTION;
    if (finer->credit < 2 * (f->head.n + f->body.n)) {
        return;
    }
    finer->credit -= 2 * (f->head.n + f->body.n);
    accept_witness(finer->acceptance, &finer->set);
    uint8_t *labels = mem_new(f->contrary.n, 1);
    memset(labels, LABEL_OUT, f->contrary.n);
    for (size_t i = 0; i < finer->set.n; i++) {
        labels[finer->set.at[i]] = LABEL_IN;
    }
    Grounded derived, left;
    derivable_run(f, labels, &derived);
    for (uint32_t i = 0; i < derived.in; i++) {
        finer->known[derived.order[i]] |= KNOWN_SOME;
    }
    for (size_t a = 0; a < f->contrary.n; a++) {
        uint32_t contrary = f->contrary.at[a];
        labels[a] = contrary != NONE && derived.by[contrary] != NONE ? LABEL_OUT : LABEL_IN;
    }
    derivable_run(f, labels, &left);
    for (uint32_t atom = 0; atom < f->atoms; atom++) {
        finer->known[atom] |= left.by[atom] == NONE ? KNOWN_NOT_EVERY : 0;
    }
    grounded_free(&derived);
    grounded_free(&left);
    free(labels);
}

static uint8_t credulous(Finer *finer, uint32_t atom)
{
    switch (accept_credulous(finer->acceptance, atom)) {
    case VERDICT_YES:
        learn(finer);
        return KNOWN_SOME;
    case VERDICT_NO:
        return KNOWN_NONE;
    case VERDICT_UNKNOWN:
        break;
    }
    return KNOWN_LIMIT;
}

static uint8_t skeptical(Finer *finer, uint32_t atom)
{
    switch (accept_skeptical(finer->acceptance, atom)) {
    case VERDICT_YES:
        return KNOWN_EVERY;
    case VERDICT_NO:
        learn(finer);
        return KNOWN_NOT_EVERY;
    case VERDICT_UNKNOWN:
        break;
    }
    return KNOWN_LIMIT;
}

bool finer_some(Finer *finer, uint32_t atom)
{
    if (finer->grounded->atom[atom] != LABEL_OPEN) {
        return finer->grounded->atom[atom] == LABEL_IN; /* else the grounded set attacks every derivation of it */
    }
    if (!finer->known) {
        finer->known = mem_zero(finer->framework->atoms, 1);
        finer->acceptance = accept_open(finer->framework, finer->grounded, SAT_USUAL, finer->budget);
    }
    if (!(finer->known[atom] & (KNOWN_SOME | KNOWN_NONE | KNOWN_LIMIT))) {
        finer->known[atom] |= credulous(finer, atom);
    }
    return finer->known[atom] & KNOWN_SOME;
}

bool finer_may_be_every(const Finer *finer, uint32_t atom)
{
    return !(finer->known[atom] & (KNOWN_EVERY | KNOWN_NOT_EVERY | KNOWN_LIMIT));
}

void finer_note_not_every(Finer *finer, uint32_t atom)
{
    finer->known[atom] |= KNOWN_NOT_EVERY;
}

uint8_t finer_find(Finer *finer, uint32_t atom)
{
    if (!finer_some(finer, atom)) {
        bool limit = finer->grounded->atom[atom] == LABEL_OPEN && (finer->known[atom] & KNOWN_LIMIT);
        return limit ? STATUS_CONTESTED : STATUS_DEFEATED;
    }
    if (finer_may_be_every(finer, atom)) {
        finer->known[atom] |= skeptical(finer, atom);
    }
    return finer->known[atom] & KNOWN_EVERY       ? STATUS_EITHER_WAY
           : finer->known[atom] & KNOWN_NOT_EVERY ? STATUS_ARGUABLE
                                                  : STATUS_CONTESTED;
}
