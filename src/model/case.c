#include "model/case.h"

void case_free(Case *c)
{
    vec_free(&c->items);
    vec_free(&c->stances);
    vec_free(&c->sources);
    vec_free(&c->positions);
    vec_free(&c->ranks);
    vec_free(&c->scales);
    vec_free(&c->predicates);
    vec_free(&c->constants);
    vec_free(&c->schemas);
    vec_free(&c->exceptions);
    vec_free(&c->supports);
    vec_free(&c->forces);
    vec_free(&c->clause_facts);
    vec_free(&c->pins);
    dense_free(&c->pin_by_id);
    vec_free(&c->act_authors);
    vec_free(&c->literals);
    vec_free(&c->terms);
    vec_free(&c->expressions);
    vec_free(&c->comparisons);
    vec_free(&c->conflicts);
    vec_free(&c->questions);
    vec_free(&c->asides);
    vec_free(&c->expectations);
    vec_free(&c->asked);
    vec_free(&c->days);
    vec_free(&c->day_spans);
    vec_free(&c->unknowns);
    vec_free(&c->uncertain);
    vec_free(&c->unknown_pairs);
    vec_free(&c->unknown_at);
    vec_free(&c->ids);
    vec_free(&c->disapplying);
    vec_free(&c->preferences);
    vec_free(&c->details);
    dense_free(&c->item_by_symbol);
    dense_free(&c->source_by_symbol);
    dense_free(&c->position_by_symbol);
    dense_free(&c->predicate_by_symbol);
    dense_free(&c->constant_by_symbol);
    map_free(&c->constant_by_key);
    dense_free(&c->reading_by_symbol);
    map_free(&c->question_by_symbol);
    *c = (Case){0};
}

const PredicateDetail *predicate_detail(const Case *c, PredicateId predicate)
{
    static const PredicateDetail none = {
        .tree = NONE, .reading = NONE, .not_reading = NONE, .one = NONE, .disapplies = NONE};
    uint32_t detail = c->predicates.at[predicate].detail;
    return detail == NONE ? &none : &c->details.at[detail];
}

bool predicate_is_hidden(const Case *c, PredicateId predicate)
{
    const PredicateDetail *detail = predicate_detail(c, predicate);
    return detail->disapplies != NONE || detail->composite != COMPOSITE_NONE || predicate == c->maybe;
}

DaySpan case_unknown_days(const Case *c, UnknownId unknown)
{
    const Unknown *u = &c->unknowns.at[unknown];
    const DaySpan *days = &c->day_spans.at[u->days.first];
    return (DaySpan){days[0].lo, days[u->days.count - 1].hi};
}

ItemId case_find_item(const Case *c, ConstantId constant)
{
    const Constant *name = &c->constants.at[constant];
    ItemId item = name->kind == CONSTANT_NAME ? dense_find(&c->item_by_symbol, name->text) : NONE;
    return item < c->items.n ? item : NONE;
}

/* S1.4: a rule goes only when all its dated sources are later and none is undated. */
static bool rule_known(const Case *c, const Item *item, Day known_by)
{
    for (uint32_t i = 0; i < item->sources.count; i++) {
        const Source *source = &c->sources.at[c->ids.at[item->sources.first + i]];
        if (!source->dated || source->dated_lo <= known_by) {
            return true;
        }
    }
    return item->sources.count == 0;
}

static uint8_t supposed_of(const Case *c, const Item *item, const Viewpoint *from)
{
    return from->supposed ? from->supposed->item[item - c->items.at] : 0;
}

/* Who denies the item, as far as that counts. */
static PositionSet deniers(const Case *c, const Item *item, const Viewpoint *from)
{
    PositionSet denied = case_stance(c, item).denied;
    if (!from->supposed) {
        return denied;
    }
    return supposed_of(c, item, from) & SUPPOSED_IN ? 0
           : from->supposed->withdrawn              ? denied & ~from->supposed->withdrawn[item - c->items.at]
                                                    : denied;
}

bool case_support_known(const Case *c, const Support *support, const Viewpoint *from)
{
    for (uint32_t i = 0; i < support->sources.count; i++) {
        SourceId id = c->ids.at[support->sources.first + i];
        const Source *source = &c->sources.at[id];
        if ((source->dated && source->dated_lo > from->known_by) || (from->supposed && from->supposed->source[id])) {
            return false;
        }
    }
    return true;
}

bool case_act_done(const Case *c, const Item *act, const Viewpoint *from)
{
    return !(supposed_of(c, act, from) & SUPPOSED_OUT);
}

bool case_is_whole(const Case *c, const Viewpoint *from)
{
    return from->view == VIEW_ALL && from->known_by == DAY_NONE_AFTER && !from->supposed && !c->exceptional;
}

/* Of an unknown day, the last that it may be. */
static Day annulled_by(const Case *c, const Item *item, const Viewpoint *from)
{
    UnknownId unknown = item_annulled_unknown(item);
    return unknown != NONE && from->taken ? from->taken[unknown].hi : c->days.at[item_annulled(item)];
}

bool case_item_in_view(const Case *c, const Item *item, const Viewpoint *from)
{
    uint8_t supposed = supposed_of(c, item, from);
    if (item_annulled(item) != NONE && annulled_by(c, item, from) <= from->known_by && from->view != VIEW_EVERYTHING) {
        return false;
    }
    if ((item->kind == ITEM_RULE || item->kind == ITEM_ALWAYS || item->kind == ITEM_ACT) &&
        from->known_by != DAY_NONE_AFTER && !rule_known(c, item, from->known_by)) {
        return false;
    }
    if ((supposed & SUPPOSED_OUT) || (item->supposed && !(supposed & SUPPOSED_IN))) {
        return false;
    }
    if (from->view == VIEW_ALL || from->view == VIEW_EVERYTHING || (supposed & SUPPOSED_IN)) {
        return true;
    }
    if (supposed & SUPPOSED_DENIED) {
        return false;
    }
    PositionSet denied = deniers(c, item, from), accepted = case_stance(c, item).accepted;
    if (from->view == VIEW_COMMON) {
        PositionSet everyone = c->positions.n == 64 ? ~(PositionSet)0 : ((PositionSet)1 << c->positions.n) - 1;
        return (!item->by && !denied) || (everyone && ((item->by | accepted) & everyone) == everyone);
    }
    PositionSet me = (PositionSet)1 << from->view;
    return !(denied & me) && (!item->by || ((item->by | accepted) & me));
}

bool case_doubts(const Case *c, const Viewpoint *from)
{
    bool any = from->supposed != NULL;
    for (uint32_t i = 0; i < c->scales.n; i++) {
        any |= c->scales.at[i].doubt_below != NONE;
    }
    for (uint32_t i = 0; i < c->stances.n && !any; i++) {
        any = c->stances.at[i].denied;
    }
    return any;
}

bool case_doubted(const Case *c, const Item *item, const Support *support, const Viewpoint *from)
{
    RankId rank = support ? support->rank : item->rank;
    const Rank *held = rank == NONE ? NULL : &c->ranks.at[rank];
    const Scale *scale = held ? &c->scales.at[held->scale] : NULL;
    if (support && scale && scale->doubt_below != NONE && rank < scale->doubt_below) {
        return true;
    }
    bool settled = scale && scale->settled_from != NONE && rank >= scale->settled_from;
    bool denied = deniers(c, item, from) || (supposed_of(c, item, from) & SUPPOSED_DENIED);
    return from->view == VIEW_ALL && denied && !settled;
}

uint32_t case_find_view(const Case *c, Str name)
{
    if (str_equal(name, STR("all"))) {
        return VIEW_ALL;
    }
    if (str_equal(name, STR("common"))) {
        return VIEW_COMMON;
    }
    Symbol symbol = names_find(&c->tree->symbols, name);
    return symbol == NONE ? NONE : dense_find(&c->position_by_symbol, symbol);
}

Str case_view_name(const Case *c, uint32_t view)
{
    if (view == VIEW_ALL) {
        return STR("all");
    }
    return view == VIEW_COMMON ? STR("common") : tree_symbol(c->tree, c->positions.at[view].name);
}
