#include "report/unknown_days.h"

#include "report/literals.h"
#include "report/status_json.h"
#include "report/supposed.h"

void statuses_text(Text *out, uint8_t statuses)
{
    for (uint8_t status = EXPECTED_STATUSES; status-- > 0;) {
        if (statuses >> status & 1) {
            statuses &= (uint8_t) ~(1u << status);
            text_add(out, str_of(answer_phrase(status)));
            text_add(out, !statuses ? STR("") : statuses & (statuses - 1) ? STR(", ") : STR(" or "));
        }
    }
}

void unknown_day_text(Text *out, const Case *c, UnknownId unknown, Files *files)
{
    const Unknown *u = &c->unknowns.at[unknown];
    text_add(out, tree_symbol(c->tree, u->written));
    if (u->item != NONE) {
        text_add(out, STR(" ("));
        item_label(out, c, &c->items.at[u->item], files);
        text_add(out, STR(")"));
    }
}

void depends_text(Text *out, const Case *c, const Period *p, const IdVec *unknowns, Files *files)
{
    statuses_text(out, p->statuses);
    text_add(out, p->depends.count ? STR("") : STR(", as dates fall"));
    for (uint32_t i = 0; i < p->depends.count; i++) {
        text_add(out, !i ? STR(", depending on ") : i + 1 == p->depends.count ? STR(" and ") : STR(", "));
        unknown_day_text(out, c, unknowns->at[p->depends.first + i], files);
    }
}

bool period_depends(const Period *p)
{
    return p->statuses && p->against != STATUS_ESTABLISHED;
}

void period_says(Text *out, const Period *p)
{
    if (period_depends(p)) {
        statuses_text(out, p->statuses);
        text_add(out, STR(", as dates fall"));
    } else {
        text_add(out, str_of(period_phrase(p)));
    }
}

bool periods_say_alike(const Period *a, const Period *b)
{
    return strcmp(period_phrase(a), period_phrase(b)) == 0 && (a->statuses == b->statuses || !period_depends(a));
}

bool periods_read_alike(const Period *a, const Period *b)
{
    bool same = a->depends.count == b->depends.count && (!a->depends.count || a->depends.first == b->depends.first);
    return periods_say_alike(a, b) && (same || !period_depends(a));
}
