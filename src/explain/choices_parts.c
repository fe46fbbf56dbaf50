#include "base/text.h"
#include "explain/choices_day.h"
#include "explain/choices_part.h"

/* Where order matters only within sets of unknown days, what any of these sets can bring about on the day asked about is found first, each by
 * itself. A search over such parts then has to try what they bring about, and no days: a part is decided only where it is to blame. Since
 * nothing that lasts depends on two parts (influence.h), any choices of the parts together are a choice. */

enum { LEAVES_MOST = 3000, WORK_MOST = 20000000 };

/* Boxes of the whole search: what each part brings about, or FREE. */
typedef VEC(uint8_t) Rows;

typedef struct Parts {
    Search s;
    uint32_t n;
    Part *at;
    Interface fixed; /* what else lasts and is depended on: no unknown day bears on it */
    DayView view;
    bool viewed, solved; /* solved: some box was decided by a region, which shows more than the view */
    DaySpan *root, *box; /* what all unknown days may be; scratch */
    Rows open, leaves;
    VEC(uint8_t) status; /* of each leaf */
    size_t work;
    bool spent;
} Parts;

/* ---- which parts there are ---- */

static void find_sets(Parts *p)
{
    Search *s = &p->s;
    UnknownSet seen = 0;
    p->at = mem_zero(s->n, sizeof *p->at);
    for (uint32_t k = 0; k < s->n; k++) {
        if (!(seen >> k & 1)) {
            Part *part = &p->at[p->n++];
            part->set = choices_linked(s, k);
            seen |= part->set;
        }
    }
}

static Part *part_of(const Parts *p, UnknownSet set)
{
    Part *part = p->at;
    while (!(part->set & set)) {
        part++;
    }
    return part;
}

/* What anything else can depend on, and what is asked itself; false where something depends on more than one part. */
static bool find_interfaces(Parts *p)
{
    const Search *s = &p->s;
    const Influence *in = s->in;
    const Region *r = &in->region;
    for (AtomId a = 0; a < r->atoms.n; a++) {
        if (!in->lasting[a] || !(in->shown[a] || choices_ask(s, a))) {
            continue;
        }
        if (!in->bears[a]) {
            vec_push(&p->fixed.atoms, a);
            continue;
        }
        Part *part = part_of(p, in->bears[a]);
        if (in->bears[a] & ~part->set) {
            return false;
        }
        vec_push(&part->interface.atoms, a);
    }
    for (size_t i = 0; i < r->copies.n; i++) {
        InstanceId copy = r->copies.at[i].surely;
        AtomId head = instance_head(&r->theory, copy);
        if (in->lasting[head] || !in->own[copy]) {
            continue;
        }
        Part *part = part_of(p, in->own[copy]);
        bool begins = RELATION_SAID(r->theory.relation.at[head]) & SAID_BEGINS; /* then its stretches bear on it (S3.5b) */
        if ((in->own[copy] & ~part->set) || begins || instance_schema(&r->theory, copy) >= SCHEMA_LEAST) {
            return false;
        }
        vec_push(&part->interface.instances, id_of(i));
    }
    return true;
}

static bool open_parts(Parts *p, const ChoicesRequest *request)
{
    Influence *in = request->influence;
    Search *s = &p->s;
    *s = (Search){.request = request, .in = in, .n = (uint32_t)in->unknowns.n};
    choices_open(s);
    if (!s->nodes.n) {
        return false;
    }
    vec_push(&s->here, 0u);
    p->root = mem_new(s->n, sizeof *p->root);
    p->box = mem_new(s->n, sizeof *p->box);
    memcpy(p->root, s->boxes.at, s->n * sizeof *p->root);
    find_sets(p);
    return p->n > 1 && find_interfaces(p);
}

static void add_inputs(Parts *p)
{
    DayView *v = &p->view;
    for (uint32_t i = 0; i <= p->n; i++) {
        const Interface *interface = i < p->n ? &p->at[i].interface : &p->fixed;
        for (size_t k = 0; k < interface->atoms.n; k++) {
            day_view_add(v, interface->atoms.at[k], i);
        }
        for (size_t k = 0; k < interface->instances.n; k++) {
            p->viewed &= day_view_add_copy(v, interface->instances.at[k], i);
        }
    }
}

/* Finds a view of the day by itself, in which boxes are decided at once. There may be none. */
static void open_view(Parts *p)
{
    Search *s = &p->s;
    Day day = s->request->days[0];
    p->viewed = day_view_open(&p->view, &s->in->region, s->in->lasting, day);
    if (!p->viewed) {
        return;
    }
    add_inputs(p);
    p->viewed = p->viewed && part_find_fixed(s, &p->fixed, p->root);
    p->view.alone = choices_are_alone(s);
    p->view.budget = s->request->budget;
}

static void close_parts(Parts *p)
{
    for (uint32_t i = 0; i < p->n; i++) {
        part_close(&p->at[i]);
    }
    day_view_close(&p->view);
    vec_free(&p->fixed.atoms);
    names_free(&p->fixed.told);
    free(p->at);
    free(p->root);
    free(p->box);
    vec_free(&p->open);
    vec_free(&p->leaves);
    vec_free(&p->status);
    choices_close(&p->s);
}

/* ---- all parts ---- */

static void box_of(Parts *p, const uint8_t *row)
{
    memcpy(p->box, p->root, p->s.n * sizeof *p->box);
    for (uint32_t i = 0; i < p->n; i++) {
        const Day *point = row[i] == FREE ? NULL : part_point(&p->at[i], row[i]);
        for (UnknownSet left = point ? p->at[i].set : 0; left; left &= left - 1) {
            uint32_t k = (uint32_t)__builtin_ctzll(left);
            Day day = point[p->at[i].place[k]];
            p->box[k] = (DaySpan){day, day};
        }
    }
}

/* Decides a box in the view of the day, or which part is to blame; EXPECTED_STATUSES and NONE: not to be decided there. */
static uint8_t decide_on_day(Parts *p, const uint8_t *row, uint32_t *blamed)
{
    DayView *v = &p->view;
    const ChoicesRequest *request = p->s.request;
    for (size_t i = 0, place = 0; i < v->inputs.n; i++, place++) {
        Input *in = &v->inputs.at[i];
        place = i && v->inputs.at[i - 1].part != in->part ? 0 : place;
        const Interface *interface = in->part < p->n ? &p->at[in->part].shown : &p->fixed;
        uint32_t brought = in->part < p->n ? row[in->part] : 0;
        char shown = brought == FREE ? 0 : names_text(&interface->told, brought).ptr[place];
        in->state = brought == FREE              ? INPUT_UNKNOWN
                    : place < interface->atoms.n ? input_state((uint8_t)shown)
                    : shown                      ? INPUT_HOLDS
                                                 : INPUT_ABSENT;
    }
    uint32_t input;
    bool coarse = is_coarse(&p->s, request->days[0]);
    uint8_t status = day_view_decide(v, request->atoms, request->count, coarse, &input);
    p->spent |= status == STATUS_CONTESTED && !coarse;
    *blamed = input == NONE ? NONE : v->inputs.at[input].part;
    return status;
}

/* The same by the region. */
static uint8_t decide(Parts *p, const uint8_t *row, uint32_t *number, bool *joined)
{
    Search *s = &p->s;
    Evaluation own = {.budget = NULL};
    Solved solved = {.s = s, .box = p->box};
    UnknownSet blamed = 0, timeless = 0;
    box_of(p, row);
    uint8_t status = EXPECTED_STATUSES;
    choices_take(s, p->box);
    solved.e = choices_solve(s, &own);
    if (solved.e) {
        Day day = s->request->days[0];
        status = choices_decide(&solved, day, &blamed, &timeless, joined);
        p->spent |= status == STATUS_CONTESTED && !*joined && !is_coarse(s, day);
    } else {
        p->spent = true;
    }
    choices_close_solved(&solved, &own);
    for (uint32_t k = 0; k < s->n; k++) {
        blamed &= is_point(p->box[k]) ? ~bit(k) : ~(UnknownSet)0;
    }
    if (blamed) {
        *number = id_of(part_of(p, bit(choices_blame(s, p->box, s->request->days[0], blamed))) - p->at);
    }
    return status;
}

/* Takes a row off the stack: it is a leaf, or there is one for all that the part which is to blame brings about. */
static bool look(Parts *p, bool *joined)
{
    uint8_t *row = mem_new(p->n, 1);
    p->open.n -= p->n;
    memcpy(row, p->open.at + p->open.n, p->n);
    uint32_t number = NONE;
    uint8_t status = p->viewed ? decide_on_day(p, row, &number) : EXPECTED_STATUSES;
    if (status == EXPECTED_STATUSES && number == NONE) {
        status = decide(p, row, &number, joined);
    }
    bool good = !p->spent && !*joined;
    if (good && status != EXPECTED_STATUSES) {
        vec_append(&p->leaves, row, p->n);
        vec_push(&p->status, status);
    } else if (good) {
        Part *part = number == NONE ? NULL : &p->at[number];
        good = part && part_open(part, &p->s);
        for (size_t i = good ? part->first.n : 0; i--;) {
            row[part - p->at] = (uint8_t)i;
            vec_append(&p->open, row, part->first.at[i] == NONE ? 0 : p->n);
        }
    }
    free(row);
    return good;
}

/* ---- what decides ---- */

static bool rows_agree(Parts *p, const uint8_t *a, const uint8_t *b, UnknownSet set)
{
    bool agree = true;
    for (uint32_t i = 0; i < p->n && agree && !p->spent; i++) {
        agree = part_can_agree(&p->at[i], a[i], b[i], set, &p->spent);
    }
    return agree;
}

/* The unknown days on which choices of the two cannot agree, when they agree on the set. */
static UnknownSet disagreement(Parts *p, const uint8_t *a, const uint8_t *b, UnknownSet set)
{
    UnknownSet apart = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        Part *part = &p->at[i];
        if (a[i] == FREE || b[i] == FREE || a[i] == b[i]) {
            continue;
        }
        UnknownSet kept = set & part->set;
        for (UnknownSet left = part->set & ~kept; left; left &= left - 1) {
            kept |= part_can_agree(part, a[i], b[i], kept | (left & -left), &p->spent) ? left & -left : 0;
        }
        apart |= part->set & ~kept;
    }
    return apart;
}

static int decides(void *from, UnknownSet set, UnknownSet all, UnknownSet *apart)
{
    Parts *p = from;
    if (set == all) {
        return 1;
    }
    for (size_t off = 1; off < p->status.n; off++) {
        for (size_t i = off; i < p->status.n; i++) {
            const uint8_t *a = p->leaves.at + i * p->n, *b = p->leaves.at + (i - off) * p->n;
            p->spent |= ++p->work > WORK_MOST;
            if (p->status.at[i] != p->status.at[i - off] && !p->spent && rows_agree(p, a, b, set)) {
                *apart = disagreement(p, a, b, set);
                return p->spent ? -1 : 0;
            }
        }
    }
    return p->spent ? -1 : 1;
}

/* ---- days that are alike ---- */

static void add_bytes(Text *text, const void *bytes, size_t count)
{
    text_add(text, (Str){(const char *)&count, sizeof count});
    text_add(text, (Str){bytes, count});
}

static void add_ids(Text *text, const IdVec *ids)
{
    add_bytes(text, ids->at, ids->n * sizeof *ids->at);
}

static void add_told(Text *text, const Names *told)
{
    add_bytes(text, &told->text.n, sizeof told->text.n);
    for (size_t i = 0; i < told->text.n; i++) {
        add_bytes(text, told->text.at[i].ptr, told->text.at[i].len);
    }
}

/* Writes all that the answer follows from, as long as no region is solved for it and each part is one unknown day: what is asked, the view
 * of the day, and what the parts can bring about. False where that is not found. */
static bool tell_all(Parts *p, Text *text)
{
    const ChoicesRequest *request = p->s.request;
    const Framework *f = &p->view.day.ground.framework;
    const uint32_t asked[] = {request->statuses_only, is_coarse(&p->s, request->days[0]), request->count, f->atoms};
    add_bytes(text, asked, sizeof asked);
    add_bytes(text, request->atoms, request->count * sizeof *request->atoms);
    add_ids(text, &f->contrary);
    add_ids(text, &f->head);
    add_ids(text, &f->body_first);
    add_ids(text, &f->body);
    for (size_t i = 0; i < p->view.inputs.n; i++) {
        const uint32_t input[] = {p->view.inputs.at[i].atom, p->view.inputs.at[i].part};
        add_bytes(text, input, sizeof input);
    }
    add_told(text, &p->fixed.told);
    bool good = true;
    for (uint32_t i = 0; i < p->n && good; i++) {
        Part *part = &p->at[i];
        good = part_open(part, &p->s);
        add_bytes(text, &part->set, sizeof part->set);
        add_told(text, &part->shown.told);
        for (size_t k = 0; k < part->first.n; k++) {
            text_add_char(text, part->first.at[k] == NONE ? 0 : 1);
        }
    }
    return good;
}

/* What came of a day that is like this one, or is to be noted of it: no status, when nothing is known. NULL: nothing can be told so. */
static Outcome *find_alike(Parts *p)
{
    enum { BYTES_MOST = 20000000 };
    ChoicesCache *cache = p->s.request->cache;
    Outcome *found = NULL;
    Text text = {0};
    if (p->viewed && cache && !p->s.request->choice && cache->views_size < BYTES_MOST && tell_all(p, &text)) {
        uint32_t number = names_add(&cache->views, text_str(&text));
        if (number == cache->outcomes.n) {
            vec_push(&cache->outcomes, (Outcome){.statuses = 0});
            cache->views_size += text.len;
        }
        found = &cache->outcomes.at[number];
    }
    text_free(&text);
    return found;
}

/* ---- what is asked ---- */

static bool find_dates(Parts *p, UnknownSet *dates)
{
    UnknownSets found = {0};
    bool known = choices_find_smallest(decides, p, all_unknown(p->s.in), &found, dates);
    vec_free(&found);
    return known;
}

/* A choice for which the best status was found. */
static bool note_choice(Parts *p, Day *choice)
{
    size_t best = 0;
    for (size_t i = 1; i < p->status.n; i++) {
        best = p->status.at[i] > p->status.at[best] ? i : best;
    }
    box_of(p, p->leaves.at + best * p->n);
    choices_take(&p->s, p->box);
    return choices_find_point(&p->s, p->box, choice) > 0;
}

static bool has_choice(Parts *p)
{
    Day *point = mem_new(p->s.n, sizeof *point);
    choices_take(&p->s, p->root);
    bool any = choices_find_point(&p->s, p->root, point) > 0;
    free(point);
    return any;
}

static bool take_parts(const ChoicesRequest *request, bool single, Outcome *outcome)
{
    const Influence *in = request->influence;
    if (request->strictly || in->too_many || in->counted || in->ordering || in->region.theory.ordering.n ||
        in->unknowns.n < 2) {
        return false;
    }
    Parts p = {.n = 0};
    Outcome out = {0};
    size_t left = *request->left;
    bool good = open_parts(&p, request) && (!single || p.n == p.s.n);
    for (uint32_t i = 0; i < p.n && good; i++) {
        vec_push(&p.open, FREE);
    }
    good = good && has_choice(&p);
    if (good) {
        open_view(&p);
    }
    Outcome *alike = good && single ? find_alike(&p) : NULL;
    bool known = alike && alike->statuses;
    while (good && !known && p.open.n) {
        good = p.status.n < LEAVES_MOST && !budget_spent(request->budget) && look(&p, &out.joined);
    }
    for (size_t i = 0; i < p.status.n; i++) {
        out.statuses |= (uint8_t)(1u << p.status.at[i]);
    }
    if (known) {
        out = *alike;
    } else if (good && !request->statuses_only && (out.statuses & (out.statuses - 1))) {
        good = find_dates(&p, &out.dates);
    }
    if (good && alike && !out.joined && !p.solved) {
        *alike = out;
    }
    good = good && (!request->choice || note_choice(&p, request->choice));
    if (good || out.joined) {
        *outcome = out;
        *request->left = left; /* what has come to an end is not held against what follows */
        good = true;
    }
    close_parts(&p);
    return good;
}

bool choices_take_parts(const ChoicesRequest *request, Outcome *outcome)
{
    return take_parts(request, false, outcome);
}

bool choices_take_single_parts(const ChoicesRequest *request, Outcome *outcome)
{
    return take_parts(request, true, outcome);
}
