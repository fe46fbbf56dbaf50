#include "explain/choices_part.h"

enum { PART_MOST = 600 }; /* regions */

/* Opens an influence for what the part shows; false where not all of its days are in it, or more than these. */
static bool open_influence(const Search *all, Part *part)
{
    const Influence *whole = all->in;
    IdVec atoms = {0}, cone = {0};
    for (size_t i = 0; i < part->interface.atoms.n; i++) {
        dependence_cone(whole->d, whole->region.atoms.at[part->interface.atoms.at[i]], false, &cone);
        vec_append(&atoms, cone.at, cone.n);
    }
    ids_sort(&atoms);
    size_t kept = 0;
    for (size_t i = 0; i < atoms.n; i++) {
        if (!i || atoms.at[i] != atoms.at[i - 1]) {
            atoms.at[kept++] = atoms.at[i];
        }
    }
    atoms.n = kept;
    influence_open(&part->influence, whole->d, &atoms, false);
    part->apart = true;
    vec_free(&atoms);
    vec_free(&cone);
    return (int)part->influence.unknowns.n == __builtin_popcountll(part->set);
}

static bool find_places(const Search *all, Part *part, const Influence *in)
{
    memset(part->place, FREE, sizeof part->place);
    uint32_t found = 0;
    for (UnknownSet left = part->set; left; left &= left - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(left);
        for (uint32_t i = 0; i < in->unknowns.n; i++) {
            if (in->unknowns.at[i].id == all->in->unknowns.at[k].id) {
                part->place[k] = (uint8_t)i;
                found++;
            }
        }
    }
    return (int)found == __builtin_popcountll(part->set);
}

/* How many contradictions bear on the set. */
static size_t count_contradictions(const Search *s, UnknownSet set)
{
    size_t n = 0;
    for (size_t i = 0; i < s->contradictions.n; i++) {
        n += (s->contradictions.at[i].own & set) != 0;
    }
    return n;
}

static void open_search(const Search *all, Part *part, Influence *in)
{
    part->request = *all->request;
    part->request.influence = in;
    part->request.cache = in == all->in ? all->request->cache : NULL;
    part->request.choice = NULL;
    part->search = (Search){.request = &part->request,
                            .interface = &part->shown,
                            .in = in,
                            .outcomes = &part->outcome,
                            .n = (uint32_t)in->unknowns.n};
    choices_open(&part->search);
    part->opened = true;
}

/* The search for what the part can bring about. */
static void open_part_search(const Search *all, Part *part)
{
    if (part->interface.atoms.n && !part->interface.instances.n && open_influence(all, part) &&
        find_places(all, part, &part->influence)) {
        open_search(all, part, &part->influence);
        if (count_contradictions(&part->search, ~(UnknownSet)0) == count_contradictions(all, part->set)) {
            for (size_t i = 0; i < part->interface.atoms.n; i++) {
                AtomId whole = all->in->region.atoms.at[part->interface.atoms.at[i]];
                vec_push(&part->shown.atoms, map_find(&part->influence.region.number, whole));
            }
            part->influence.region.theory.wanted = &part->shown.atoms;
            part->request.atoms = part->shown.atoms.at;
            part->request.count = id_of(part->shown.atoms.n);
            return;
        }
        choices_close(&part->search);
    }
    find_places(all, part, all->in);
    open_search(all, part, all->in);
    vec_append(&part->shown.atoms, part->interface.atoms.at, part->interface.atoms.n);
    vec_append(&part->shown.instances, part->interface.instances.at, part->interface.instances.n);
}

bool part_open(Part *part, const Search *all)
{
    if (part->opened) {
        return true;
    }
    open_part_search(all, part);
    choices_run(&part->search, PART_MOST);
    const DecidedVec *decided = &part->search.decided[0];
    for (uint32_t i = 0; i < decided->n; i++) {
        while (part->first.n <= decided->at[i].status) {
            vec_push(&part->first, NONE);
        }
        uint32_t *first = &part->first.at[decided->at[i].status];
        *first = *first == NONE ? i : *first;
    }
    return !part->outcome.unknown && part->first.n && part->first.n < FREE;
}

const Day *part_point(const Part *part, uint8_t brought)
{
    const Search *s = &part->search;
    return s->points.at + (size_t)s->decided[0].at[part->first.at[brought]].box * s->n;
}

bool part_can_agree(Part *part, uint8_t a, uint8_t b, UnknownSet set, bool *spent)
{
    UnknownSet own = set & part->set;
    if (a == FREE || b == FREE || a == b || !own) {
        return true;
    }
    if (own == part->set) {
        return false;
    }
    struct {
        UnknownSet own;
        uint8_t a, b;
    } key;
    memset(&key, 0, sizeof key);
    for (UnknownSet left = own; left; left &= left - 1) {
        key.own |= bit(part->place[__builtin_ctzll(left)]);
    }
    key.a = a < b ? a : b;
    key.b = a < b ? b : a;
    uint32_t *known = map_at(&part->agreed, names_add(&part->asked, (Str){(const char *)&key, sizeof key}));
    if (*known == NONE) {
        int agree = choices_can_agree(&part->search, 0, key.a, key.b, key.own);
        *spent |= agree < 0;
        *known = agree > 0;
    }
    return *known;
}

void part_close(Part *part)
{
    vec_free(&part->interface.atoms);
    vec_free(&part->interface.instances);
    if (part->opened) {
        choices_close(&part->search);
    }
    if (part->apart) {
        influence_close(&part->influence);
    }
    vec_free(&part->shown.atoms);
    vec_free(&part->shown.instances);
    names_free(&part->shown.told);
    vec_free(&part->first);
    names_free(&part->asked);
    map_free(&part->agreed);
}

bool part_find_fixed(Search *s, Interface *fixed, const DaySpan *root)
{
    Evaluation own = {.budget = NULL};
    Solved solved = {.s = s, .box = root};
    UnknownSet blamed = 0, timeless = 0;
    if (!fixed->atoms.n) {
        return true;
    }
    choices_take(s, root);
    s->interface = fixed;
    solved.e = choices_solve(s, &own);
    bool found = solved.e && choices_tell(&solved, s->request->days[0], &blamed, &timeless) == 0;
    s->interface = NULL;
    choices_close_solved(&solved, &own);
    return found;
}
