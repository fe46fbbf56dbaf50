#include "explain/burdens.h"

static void find_one(Evaluation *all, uint32_t question, Day day, Burdens *out)
{
    const Case *c = all->ground.c;
    const Question *q = &c->questions.at[question];
    const Literal *literal = &c->asked.at[q->asked.first].literal;
    bool own = day == DAY_NONE_AFTER && q->days.count;
    Day otherwise = day != DAY_NONE_AFTER ? day : c->as_of != DAY_NONE_AFTER ? c->as_of : DAY_NONE_AFTER - 1;
    const Day *days = own ? c->days.at + q->days.first : &otherwise;
    uint32_t count = own ? q->days.count : 1;
    Periods periods = {0};
    evaluation_periods(all, literal->relation, &c->terms.at[literal->args], (Wanted){.days = days, .count = count},
                       &periods);
    for (uint32_t i = 0; i < count; i++) {
        const Period *p = periods_at(&periods, days[i]);
        vec_push(out, ((Burden){question, days[i], p->status, p->against}));
    }
    periods_free(&periods);
}

void burdens_find(Evaluation *all, Day day, Burdens *out)
{
    const Case *c = all->ground.c;
    for (uint32_t i = 0; i < c->questions.n; i++) {
        if (c->questions.at[i].kind == QUESTION_BURDEN) {
            find_one(all, i, day, out);
        }
    }
}
