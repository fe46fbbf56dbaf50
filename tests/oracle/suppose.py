"""What is supposed against a case, as an edited case: what-if and withdrawal by S1.3, for the evaluator.

An item copied with a `stance` belongs to views by that alone ('out', 'in', 'denied'); a source copied with `rejected` supports
nothing. evaluate.py reads both."""
from copy import copy
from dataclasses import replace

from theory import Fact, Position, Prefer, Source


def mark(case, name, **marks):
    items = []
    for i in case.items:
        if getattr(i, 'name', None) == name and not isinstance(i, Position):
            i = copy(i)
            for key, value in marks.items():
                setattr(i, key, value)
        items.append(i)
    return replace(case, items=items)


def suppose(case, kind, what):
    """The case with one thing supposed: kind as the program's option, `what` a name, (a, b), or a literal."""
    if kind == 'prefer':
        return replace(case, items=case.items + [Prefer(None, *what)])
    if kind == 'given':
        return replace(case, items=case.items + [Fact('given', what)])
    if kind == 'reject' and any(s.name == what for s in case.of(Source)):
        return mark(case, what, rejected=True)
    return mark(case, what, stance={'accept': 'in', 'reject': 'out', 'deny': 'denied'}[kind])


def without_denial(case, position, name):
    """The case with one position's denial of an item withdrawn."""
    return replace(case, items=[replace(i, denies=[n for n in i.denies if n != name])
                                if isinstance(i, Position) and i.name == position else i for i in case.items])
