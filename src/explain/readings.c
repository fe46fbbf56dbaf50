#include "explain/cone.h"
#include "explain/why_internal.h"

/* Coherent sets that show how things lie between established and unsupported (S7.3): of what is arguable one that has it and one that
 * has it not, cut down to what they need; of what holds either way the different ways in which sets have it; of what is defeated,
 * though nothing established defeats it, what no coherent set holds together. All on the literal's cone, where admissible sets
 * are those of the whole as far as they bear on it. */

enum { MOST_WAYS = 5, MOST_TOGETHER = 40, MOST_ROUNDS = 500 };

typedef struct Readings {
    Finder *f;
    ConeIndex index;
    Cone cone; /* of the literal, which is atom 0 */
    Grounded grounded;
    Dense number; /* atom of the whole -> of the cone */
} Readings;

/* A set of the cone's assumptions and what it derives. */
typedef struct Set {
    uint8_t *assumption, *atom; /* LABEL_IN, or LABEL_OUT */
    Derivations derivations;
} Set;

static bool is_open(const Readings *r, uint32_t assumption)
{
    return r->grounded.assumption[assumption] == LABEL_OPEN;
}

/* What is derived from the assumptions that are labelled in; by atom. The caller frees it. */
static uint8_t *derived_by(const Framework *f, const uint8_t *assumption)
{
    Grounded derived;
    derivable_run(f, assumption, &derived);
    uint8_t *atom = mem_new(f->atoms, 1);
    for (uint32_t i = 0; i < f->atoms; i++) {
        atom[i] = derived.by[i] == NONE ? LABEL_OUT : LABEL_IN;
    }
    grounded_free(&derived);
    return atom;
}

static void set_open(Set *s, const Readings *r, const IdVec *members)
{
    const Framework *f = &r->cone.framework;
    s->assumption = mem_new(f->contrary.n, 1);
    memset(s->assumption, LABEL_OUT, f->contrary.n);
    for (size_t i = 0; i < members->n; i++) {
        if (members->at[i] < f->contrary.n) {
            s->assumption[members->at[i]] = LABEL_IN;
        }
    }
    s->atom = derived_by(f, s->assumption);
    derivations_open(&s->derivations, f, s->atom, s->assumption, NULL);
}

static void set_close(Set *s)
{
    derivations_free(&s->derivations);
    free(s->assumption);
    free(s->atom);
}

/* The open assumptions in a derivation of the atom, each once, appended. */
static void add_used(const Readings *r, Derivations *d, uint32_t atom, IdVec *used)
{
    const Framework *f = &r->cone.framework;
    IdVec stack = {0};
    uint8_t *seen = mem_zero(f->atoms, 1);
    vec_push(&stack, atom);
    while (stack.n) {
        uint32_t at = vec_pop(&stack), rule = seen[at] ? NONE : derivation_rule(d, at);
        seen[at] = 1;
        for (uint32_t i = rule == NONE ? 0 : f->body_first.at[rule]; rule != NONE && i < f->body_first.at[rule + 1]; i++) {
            uint32_t entry = f->body.at[i];
            if (!(entry & ASSUMED)) {
                vec_push(&stack, entry);
            } else if (is_open(r, entry & ~ASSUMED) && !ids_contain(used, entry & ~ASSUMED)) {
                vec_push(used, entry & ~ASSUMED);
            }
        }
    }
    free(seen);
    vec_free(&stack);
}

/* By assumption, LABEL_OUT where the core, with what is established, attacks it. The caller frees it. */
static uint8_t *attacked_by(const Readings *r, const IdVec *core)
{
    const Framework *f = &r->cone.framework;
    uint8_t *labels = mem_new(f->contrary.n, 1);
    for (uint32_t a = 0; a < f->contrary.n; a++) {
        labels[a] = r->grounded.assumption[a] == LABEL_IN ? LABEL_IN : LABEL_OUT;
    }
    for (size_t i = 0; i < core->n; i++) {
        labels[core->at[i]] = LABEL_IN;
    }
    uint8_t *derived = derived_by(f, labels);
    for (uint32_t a = 0; a < f->contrary.n; a++) {
        uint32_t contrary = f->contrary.at[a];
        labels[a] = contrary != NONE && derived[contrary] == LABEL_IN ? LABEL_OUT : LABEL_IN;
    }
    free(derived);
    return labels;
}

/* In a derivation, an assumption that the set attacks; NONE: there is none. */
static uint32_t find_attacked(const Readings *r, const Set *s, const Grounded *derived, uint32_t atom)
{
    const Framework *f = &r->cone.framework;
    IdVec stack = {0};
    uint8_t *seen = mem_zero(f->atoms, 1);
    uint32_t found = NONE;
    vec_push(&stack, atom);
    while (stack.n && found == NONE) {
        uint32_t at = vec_pop(&stack), rule = seen[at] ? NONE : derived->by[at];
        seen[at] = 1;
        for (uint32_t i = rule == NONE ? 0 : f->body_first.at[rule]; rule != NONE && i < f->body_first.at[rule + 1]; i++) {
            uint32_t entry = f->body.at[i], contrary = entry & ASSUMED ? f->contrary.at[entry & ~ASSUMED] : NONE;
            if (!(entry & ASSUMED)) {
                vec_push(&stack, entry);
            } else if (contrary != NONE && s->atom[contrary] == LABEL_IN) {
                found = entry & ~ASSUMED;
            }
        }
    }
    free(seen);
    vec_free(&stack);
    return found;
}

/* What of the set is needed to derive the atom and to defend that: with what is established it is admissible. */
static void find_core(const Readings *r, Set *s, uint32_t atom, IdVec *core)
{
    const Framework *f = &r->cone.framework;
    add_used(r, &s->derivations, atom, core);
    bool defended = false;
    for (int round = 0; round < MOST_ROUNDS && !defended; round++) {
        uint8_t *left = attacked_by(r, core);
        Grounded derived;
        derivable_run(f, left, &derived);
        defended = true;
        for (size_t i = 0; i < core->n && defended; i++) {
            uint32_t contrary = f->contrary.at[core->at[i]];
            if (contrary != NONE && derived.by[contrary] != NONE) {
                uint32_t attacked = find_attacked(r, s, &derived, contrary);
                if (attacked != NONE) {
                    add_used(r, &s->derivations, f->contrary.at[attacked], core);
                    defended = false;
                }
            }
        }
        grounded_free(&derived);
        free(left);
    }
}

/* The assumptions as what they stem from: items, and doubts about them. */
static TreeRange keep(const Readings *r, const IdVec *assumptions)
{
    Why *why = r->f->why;
    TreeRange range = {id_of(why->kept.n), 0};
    for (size_t i = 0; i < assumptions->n; i++) {
        Origin from = cone_origin(&r->cone, &r->index, ASSUMED | assumptions->at[i]);
        bool known = from.item == NONE;
        for (uint32_t k = 0; k < range.count; k++) {
            const WhyKept *kept = &why->kept.at[range.first + k];
            known |= kept->item == from.item && kept->doubt == (from.kind == FROM_DOUBT);
        }
        if (!known) {
            vec_push(&why->kept, ((WhyKept){from.item, from.kind == FROM_DOUBT}));
            range.count++;
        }
    }
    return range;
}

/* Those of the assumptions that the core attacks. */
static void find_fallen(const Readings *r, const IdVec *core, const IdVec *others, IdVec *fallen)
{
    uint8_t *left = attacked_by(r, core);
    for (size_t i = 0; i < others->n; i++) {
        if (left[others->at[i]] == LABEL_OUT) {
            vec_push(fallen, others->at[i]);
        }
    }
    free(left);
}

/* The derivation of an atom of the cone in a set, as steps: down to the first literal that it goes through. */
static uint32_t derive_in(Readings *r, Set *s, uint32_t atom)
{
    Finder *f = r->f;
    Restricted restricted = {&s->derivations, r->number, r->cone.rules.at};
    f->restricted = &restricted;
    map_free(&f->step_of[2]); /* those of another reading */
    uint32_t whole = r->cone.atoms.at[atom], root = NONE;
    for (int links = 0; links < 40 && whole != NONE; links++) {
        uint32_t rule = finder_rule(f, whole);
        const Presumption *p = rule == NONE ? NULL : ground_presumption(f->g, rule);
        if (p || (whole < f->g->literals && !finder_composite(f, whole))) {
            root = finder_derive(f, p && whole >= f->g->literals ? finder_literal_given(f, p) : whole,
                                 p && whole >= f->g->literals ? rule : NONE);
            break;
        }
        uint32_t next = rule == NONE ? NONE : f->g->framework.body.at[f->g->framework.body_first.at[rule]];
        whole = next == NONE || (next & ASSUMED) ? NONE : next;
    }
    f->restricted = NULL;
    return root;
}

static Verdict accepted(const Readings *r, const Framework *framework, uint32_t atom, bool always, IdVec *witness)
{
    Grounded grounded;
    grounded_run(framework, &grounded);
    Acceptance *acceptance = accept_open(framework, &grounded, SAT_CADICAL, r->f->e->budget);
    Verdict verdict = (always ? accept_skeptical : accept_credulous)(acceptance, atom);
    if (witness && verdict == (always ? VERDICT_NO : VERDICT_YES)) {
        accept_witness(acceptance, witness);
    }
    accept_close(acceptance);
    grounded_free(&grounded);
    return verdict;
}

/* The framework of the cone with one more atom, derived from each of the sets of assumptions (with the literal, where `also` is set). */
static Framework extended(const Readings *r, const IdVec *sets, size_t count, bool also)
{
    const Framework *f = &r->cone.framework;
    Framework out = {.atoms = f->atoms};
    vec_append(&out.contrary, f->contrary.at, f->contrary.n);
    vec_append(&out.head, f->head.at, f->head.n);
    vec_append(&out.body_first, f->body_first.at, f->body_first.n);
    vec_append(&out.body, f->body.at, f->body.n);
    uint32_t goal = framework_add_atoms(&out, 1);
    for (size_t i = 0; i < count; i++) {
        IdVec body = {0};
        if (also) {
            vec_push(&body, 0);
        }
        for (size_t k = 0; k < sets[i].n; k++) {
            if (sets[i].at[k] < f->contrary.n) {
                vec_push(&body, ASSUMED | sets[i].at[k]);
            }
        }
        framework_add_rule(&out, goal, body.at, body.n);
        vec_free(&body);
    }
    return out;
}

/* ── Arguable ── */

static void read_arguable(Readings *r)
{
    const Framework *f = &r->cone.framework;
    IdVec with = {0}, without = {0}, core = {0}, against = {0}, fallen = {0};
    Set has, lacks;
    if (accepted(r, f, 0, false, &with) != VERDICT_YES || accepted(r, f, 0, true, &without) != VERDICT_NO) {
        vec_free(&with);
        vec_free(&without);
        return;
    }
    set_open(&has, r, &with);
    set_open(&lacks, r, &without);
    find_core(r, &has, 0, &core);
    uint32_t lost = NONE; /* the first assumption of the one that the other attacks */
    for (size_t i = 0; i < core.n && lost == NONE; i++) {
        uint32_t contrary = f->contrary.at[core.at[i]];
        lost = contrary != NONE && lacks.atom[contrary] == LABEL_IN ? core.at[i] : NONE;
    }
    if (lost != NONE) {
        find_core(r, &lacks, f->contrary.at[lost], &against);
    }
    find_fallen(r, &core, &against, &fallen);
    WhyReading one = {.has = true, .root = derive_in(r, &has, 0), .kept = keep(r, &core), .fallen = keep(r, &fallen)};
    r->f->why->own = id_of(r->f->why->steps.n);
    vec_push(&r->f->why->readings, one);
    if (lost != NONE) {
        vec_clear(&fallen);
        find_fallen(r, &against, &core, &fallen);
        WhyReading other = {
            .root = derive_in(r, &lacks, f->contrary.at[lost]), .kept = keep(r, &against), .fallen = keep(r, &fallen)};
        vec_push(&r->f->why->readings, other);
    }
    set_close(&has);
    set_close(&lacks);
    vec_free(&with);
    vec_free(&without);
    vec_free(&core);
    vec_free(&against);
    vec_free(&fallen);
}

/* ── Either way ── */

/* The literals of a derivation, from its root on. */
static void find_literals(const Why *why, uint32_t root, IdVec *literals)
{
    IdVec stack = {0};
    vec_push(&stack, root);
    for (size_t i = 0; i < stack.n; i++) {
        const WhyStep *s = &why->steps.at[stack.at[i]];
        if (!ids_contain(literals, s->atom)) {
            vec_push(literals, s->atom);
        }
        for (uint32_t k = 0; k < s->because.count; k++) {
            if (!ids_contain(&stack, why->ids.at[s->because.first + k])) {
                vec_push(&stack, why->ids.at[s->because.first + k]);
            }
        }
    }
    vec_free(&stack);
}

static void find_common(Why *why)
{
    IdVec common = {0};
    for (size_t w = 0; w < why->readings.n; w++) {
        IdVec here = {0};
        if (why->readings.at[w].root != NONE) {
            find_literals(why, why->readings.at[w].root, &here);
        }
        size_t kept = 0;
        for (size_t i = 0; w && i < common.n; i++) {
            if (ids_contain(&here, common.at[i])) {
                common.at[kept++] = common.at[i];
            }
        }
        if (w) {
            common.n = kept;
            vec_free(&here);
        } else {
            common = here;
        }
    }
    why->common = (TreeRange){id_of(why->ids.n), id_of(common.n)};
    vec_append(&why->ids, common.at, common.n);
    vec_free(&common);
}

/* Adds the way in which the set has the literal; its open assumptions into `used`. */
static void add_way(Readings *r, const IdVec *members, IdVec *used)
{
    Set s;
    set_open(&s, r, members);
    add_used(r, &s.derivations, 0, used);
    WhyReading way = {.has = true, .root = derive_in(r, &s, 0), .kept = keep(r, used)};
    vec_push(&r->f->why->readings, way);
    set_close(&s);
}

static void read_either_way(Readings *r)
{
    IdVec ways[MOST_WAYS] = {0}, members = {0};
    uint32_t count = 0;
    Verdict more = accepted(r, &r->cone.framework, 0, false, &members) == VERDICT_YES ? VERDICT_NO : VERDICT_UNKNOWN;
    while (more == VERDICT_NO && count < MOST_WAYS) {
        add_way(r, &members, &ways[count++]);
        /* Some coherent set that has it in none of the ways so far, and then one that holds it besides. */
        Framework tried = extended(r, ways, count, false);
        IdVec apart = {0};
        more = accepted(r, &tried, r->cone.framework.atoms, true, &apart);
        framework_free(&tried);
        if (more == VERDICT_NO) {
            Framework both = extended(r, &apart, 1, true);
            vec_clear(&members);
            more = accepted(r, &both, r->cone.framework.atoms, false, &members) == VERDICT_YES ? VERDICT_NO
                                                                                               : VERDICT_UNKNOWN;
            framework_free(&both);
        }
        vec_free(&apart);
    }
    r->f->why->readings_cut = more != VERDICT_YES;
    r->f->why->own = id_of(r->f->why->steps.n);
    find_common(r->f->why);
    for (uint32_t i = 0; i < count; i++) {
        vec_free(&ways[i]);
    }
    vec_free(&members);
}

/* ── Defeated, though nothing established defeats it ── */

/* Of the assumptions of the literal's shortest derivation a smallest part that no coherent set holds. */
static void read_defeated(Readings *r)
{
    Derivations d;
    IdVec together = {0};
    derivations_open(&d, &r->cone.framework, r->grounded.atom, r->grounded.assumption, r->grounded.by);
    add_used(r, &d, 0, &together);
    derivations_free(&d);
    if (together.n <= MOST_TOGETHER) {
        for (size_t i = together.n; i-- > 0 && together.n > 1;) {
            uint32_t left_out = together.at[i];
            together.at[i] = vec_last(&together);
            together.n--;
            Framework tried = extended(r, &together, 1, false);
            bool still = accepted(r, &tried, r->cone.framework.atoms, false, NULL) == VERDICT_NO;
            framework_free(&tried);
            if (!still) {
                vec_push(&together, left_out);
            }
        }
        r->f->why->together = keep(r, &together);
    }
    vec_free(&together);
}

void why_find_readings(Finder *f, uint32_t atom)
{
    Readings r = {.f = f, .index = {.g = f->g, .by_head = *f->by_head}};
    cone_index_clauses(&r.index);
    cone_find(&r.cone, &r.index, atom, false, false);
    for (uint32_t i = 0; i < r.cone.atoms.n; i++) {
        *dense_at(&r.number, r.cone.atoms.at[i]) = i;
    }
    grounded_run(&r.cone.framework, &r.grounded);
    switch (f->why->period.status) {
    case STATUS_ARGUABLE:
        read_arguable(&r);
        break;
    case STATUS_EITHER_WAY:
        read_either_way(&r);
        break;
    case STATUS_DEFEATED:
        read_defeated(&r);
        break;
    default:
        break;
    }
    grounded_free(&r.grounded);
    cone_free(&r.cone);
    dense_free(&r.number);
    dense_free(&r.index.clauses);
}
