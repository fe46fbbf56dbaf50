#include "framework/framework.h"

#include "base/fatal.h"

uint32_t framework_add_atoms(Framework *framework, uint32_t count)
{
    uint32_t first = framework->atoms;
    if (count >= ASSUMED - first) {
        fatal_memory();
    }
    framework->atoms += count;
    return first;
}

uint32_t framework_add_assumption(Framework *framework, uint32_t contrary)
{
    uint32_t id = vec_next_id(&framework->contrary);
    BUG_UNLESS(id < ASSUMED);
    vec_push(&framework->contrary, contrary);
    return id;
}

uint32_t framework_add_rule(Framework *framework, uint32_t head, const uint32_t *body, size_t count)
{
    uint32_t id = vec_next_id(&framework->head);
    if (!framework->body_first.n) {
        vec_push(&framework->body_first, 0);
    }
    vec_push(&framework->head, head);
    ids_append(&framework->body, body, count);
    vec_push(&framework->body_first, vec_next_id(&framework->body));
    return id;
}

bool framework_is_forward(const Framework *f)
{
    for (uint32_t rule = 0; rule < f->head.n; rule++) {
        for (uint32_t i = f->body_first.at[rule]; i < f->body_first.at[rule + 1]; i++) {
            if (!(f->body.at[i] & ASSUMED) && f->body.at[i] >= f->head.at[rule]) {
                return false;
            }
        }
    }
    return true;
}

void framework_free(Framework *framework)
{
    vec_free(&framework->contrary);
    vec_free(&framework->head);
    vec_free(&framework->body_first);
    vec_free(&framework->body);
    *framework = (Framework){0};
}

/* Counting sort of `count` values by key: two passes, no comparison. */
static Lists lists_of(const uint32_t *key, size_t count, uint32_t keys)
{
    Lists lists = {mem_zero((size_t)keys + 2, sizeof(uint32_t)), mem_new(count, sizeof(uint32_t))};
    for (size_t i = 0; i < count; i++) {
        if (key[i] != NONE) {
            lists.first[key[i] + 2]++;
        }
    }
    for (uint32_t k = 0; k < keys; k++) {
        lists.first[k + 2] += lists.first[k + 1];
    }
    for (size_t i = 0; i < count; i++) {
        if (key[i] != NONE) {
            lists.items[lists.first[key[i] + 1]++] = (uint32_t)i;
        }
    }
    return lists;
}

Lists framework_rules_by_head(const Framework *framework)
{
    return lists_of(framework->head.at, framework->head.n, framework->atoms);
}

Lists framework_assumptions_by_contrary(const Framework *framework)
{
    return lists_of(framework->contrary.at, framework->contrary.n, framework->atoms);
}

Lists framework_rules_by_body(const Framework *framework)
{
    uint32_t atoms = framework->atoms, keys = atoms + (uint32_t)framework->contrary.n;
    const uint32_t *body = framework->body.at;
    Lists lists = {mem_zero((size_t)keys + 2, sizeof(uint32_t)), mem_new(framework->body.n, sizeof(uint32_t))};
#define KEY(entry) ((entry)&ASSUMED ? atoms + ((entry) & ~ASSUMED) : (entry))
    for (size_t i = 0; i < framework->body.n; i++) {
        lists.first[KEY(body[i]) + 2]++;
    }
    for (uint32_t k = 0; k < keys; k++) {
        lists.first[k + 2] += lists.first[k + 1];
    }
    for (uint32_t rule = 0; rule < framework->head.n; rule++) {
        for (uint32_t i = framework->body_first.at[rule]; i < framework->body_first.at[rule + 1]; i++) {
            lists.items[lists.first[KEY(body[i]) + 1]++] = rule;
        }
    }
#undef KEY
    return lists;
}

void lists_free(Lists *lists)
{
    free(lists->first);
    free(lists->items);
    *lists = (Lists){0};
}
