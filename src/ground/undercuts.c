#include "ground/timeline.h"

/* The value of the item's variable in this instance; NONE when its schema has no such variable. */
static ConstantId value_of(const Case *c, const Schema *s, Symbol name, const ConstantId *binding)
{
    for (uint32_t v = 0; v < s->variables; v++) {
        if (c->ids.at[s->names + v] == name) {
            return binding[v];
        }
    }
    return NONE;
}

/* Where in Case.disapplying those of the item start. */
static size_t first_disapplying(const Case *c, ItemId item)
{
    size_t low = 0, high = c->disapplying.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->disapplying.at[middle] >> 32 < item) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void disapplied(const Theory *t, InstanceId instance, const Schema *s, IdVec *out)
{
    const Case *c = t->c;
    ConstantId binding[MAX_VARIABLES];
    bool bound = false;
    for (size_t d = first_disapplying(c, s->item); d < c->disapplying.n && c->disapplying.at[d] >> 32 == s->item; d++) {
        PredicateId predicate = (PredicateId)c->disapplying.at[d];
        const PredicateDetail *p = predicate_detail(c, predicate);
        if (!bound) {
            theory_binding(t, instance, binding);
            bound = true;
        }
        ConstantId args[MAX_ARITY];
        bool all = true;
        for (uint32_t k = 0; k < p->where.count; k++) {
            args[k] = value_of(c, s, c->ids.at[p->where.first + k], binding);
            all &= args[k] != NONE;
        }
        AtomId atom = all ? theory_find(t, RELATION(predicate, 0), args) : NONE;
        if (atom != NONE) {
            vec_push(out, atom);
        }
    }
}

static void discredited(const Theory *t, TreeRange sources, IdVec *out)
{
    const Case *c = t->c;
    for (uint32_t i = 0; i < sources.count; i++) {
        Symbol name = c->sources.at[c->ids.at[sources.first + i]].name;
        ConstantId arg = dense_find(&c->constant_by_symbol, name);
        AtomId atom = arg == NONE ? NONE : theory_find(t, RELATION(c->discredited, 0), &arg);
        if (atom != NONE) {
            vec_push(out, atom);
        }
    }
}

void undercuts_find(const Theory *t, InstanceId instance, uint32_t support, IdVec *out)
{
    const Case *c = t->c;
    const Schema *s = instance_said(t, instance);
    if (!s || s->role == ROLE_FACT) {
        return;
    }
    if (c->disapplying.n) {
        disapplied(t, instance, s, out);
    }
    const Item *item = &c->items.at[s->item];
    if (s->role == ROLE_CLAIM && c->discredited != NONE) {
        for (uint32_t i = 0; i < item->supports.count; i++) {
            const Support *group = &c->supports.at[item->supports.first + i];
            if (support == NONE ? case_support_known(c, group, &t->from) : support == item->supports.first + i) {
                discredited(t, group->sources, out);
            }
        }
    }
}
