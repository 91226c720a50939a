"""The counts of a review as one system of sums: what a public version must look through before it shows any of them.

One question is counted by unit, by gender and in all; who is asked one question follows from the answer to another.
Each figure may be harmless and the lot of them not, so they are laid side by side here, and `suppression` says which
to hide.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from inspektor.domain.results import (
    ASKED,
    BASE,
    FIELD_QUESTIONS,
    NOT_ASKED,
    SPECIAL,
    UNANSWERED,
    UNSETTLED,
    Column,
    Count,
    Place,
)
from inspektor.domain.suppression import Tabulation

SIZE, GIVEN = "n", "svar"  # beside the answers: all cases, those with any answer,
NOT_IN = "utom "  # those of one row that are not in another which is a part of it,
WITHOUT = "utan "  # and, before a choice that is one of several, those of the denominator without it
_NAME = re.compile(r"\$\{(\w+)\}")

Sum = tuple[Place, tuple[Place, ...]]


def tabulation(counts: Sequence[Count], withheld: Collection[str] = ()) -> Tabulation[Place]:
    """The counts of one or several questions, by one or several groupings, as one system.

    Everybody knows how many cases each group has, for the headings tell, and sees of what is told of the cases
    themselves whether there are any. Why a case has no answer is not told, and is nobody's secret: it is what there is
    room for beside the others. Rows that are about the very same cases, as those who answered ja and those who were
    asked why, are one figure, and where a question is asked of some of those who answered ja it cannot be of more. Of
    the `withheld` questions nothing is printed.
    """
    values: dict[Place, int] = {}
    sums: list[Sum] = []
    same: dict[frozenset[str], tuple[str, str]] = {}
    for one in counts:
        for grouping, column in (("", one.total), *((one.grouping, column) for column in one.columns)):
            rows = _rows(one, column)
            values |= {_place(one, row, grouping, column): size for row, size in rows.items()}
            sums += _columnwise(one, grouping, column)
            sums += _linked(one, grouping, column, same)
        sums += _crosswise(one)
    parts = dict(_parts(counts, values))
    printed = {one.question.id: {SIZE} if one.question.id in withheld else _printed(one) for one in counts}
    shown = {place for place in values if place[1] in printed[place[0]]}
    seen = (place for place in shown if place[0] in FIELD_QUESTIONS or place[1] in (BASE, ASKED))
    present = frozenset(place for place in seen if not place[2] and values[place])
    known = frozenset(_known(values, shown))
    sums += parts.values()
    values |= {place: values[whole] - values[part] for place, (whole, (part, _)) in parts.items()}
    return Tabulation(values, tuple(dict.fromkeys(sums)), known, present, frozenset(values.keys() - shown))


def _printed(one: Count) -> frozenset[str]:
    """The rows of a count that are printed, and what follows from them."""
    question, answers = one.question, one.total.answers
    without = [WITHOUT + answer for answer in answers if _multiple(one)]
    others = {UNANSWERED} if question.id in FIELD_QUESTIONS else set()
    if question.shortcoming in SPECIAL or not (question.choices or question.type == "ja_nej"):
        others |= {ASKED, question.shortcoming}
    return frozenset((*answers, *without, *others, SIZE, BASE))


def _known(values: Mapping[Place, int], shown: Collection[Place]) -> Iterator[Place]:
    """How many cases there are in all and in each group, also where the group is asked for; and what is nothing."""
    empty = {(place[0], place[1]) for place, value in values.items() if not place[2] and not value}
    groups = {(place[2], place[3], value) for place, value in values.items() if place[1] == SIZE}
    for place, value in values.items():
        nothing = place in shown and (place[:2] in empty or (place[0] == place[2] and not value))
        if nothing or place[1] == SIZE or (not place[2] and (*place[:2], value) in groups):
            yield place


def _parts(counts: Sequence[Count], values: Mapping[Place, int]) -> Iterator[tuple[Place, Sum]]:
    """Who is asked a question and who gave an answer that it rests on, where the ones are a part of the others: by
    the place of those who are not.
    """
    totals = {one.question.id: one for one in counts}
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for one in totals.values():
        asked = set(one.total.based_on("asked"))
        for name in dict.fromkeys(_NAME.findall(one.question.relevant)):
            other = totals.get(name)
            for answer in (*other.total.answers, *SPECIAL) if other else ():
                given = set(other.total.cases[answer]) if other else set()
                if given and given < asked:
                    found.setdefault(one.question.id, []).append((one.question.id, ASKED, name, answer))
                elif asked and asked < given:
                    found.setdefault(one.question.id, []).append((name, answer, one.question.id, ASKED))
    for question, group in dict.fromkeys((place[0], place[2:]) for place in values):
        for whole, row, part, of in found.get(question, ()):
            of_whole, of_part = (whole, row, *group), (part, of, *group)
            if of_whole in values and of_part in values:
                slack = (whole, f"{row} {NOT_IN}{part} {of}", *group)
                yield slack, (of_whole, (of_part, slack))


def _place(one: Count, row: str, grouping: str, column: Column) -> Place:
    return one.question.id, row, grouping, column.label if grouping else ""


def _rows(one: Count, column: Column) -> dict[str, int]:
    """What there is to print of a column, and what follows from it."""
    rows = {row: len(codes) for row, codes in _codes(one, column).items()}
    without = {WITHOUT + answer: column.base - rows[answer] for answer in column.answers if _multiple(one)}
    return {**rows, **without, SIZE: column.n}


def _codes(one: Count, column: Column) -> dict[str, Sequence[str]]:
    """The rows that have cases of their own."""
    more = {ASKED: column.based_on("asked"), BASE: column.based_on(one.question.base)}
    return {**column.cases, **more, **({GIVEN: column.based_on("answered")} if _multiple(one) else {})}


def _multiple(one: Count) -> bool:
    return one.question.type == "select_multiple"


def _columnwise(one: Count, grouping: str, column: Column) -> Iterator[Sum]:
    """What adds up within a column."""
    given = (GIVEN,) if _multiple(one) else column.answers
    base = {"answered": given, "asked": (ASKED,), "all": (ASKED, NOT_ASKED)}[one.question.base]
    rows: list[tuple[str, tuple[str, ...]]] = [
        (SIZE, (ASKED, NOT_ASKED, UNSETTLED)),
        (ASKED, (*given, *SPECIAL)),
        (BASE, base),
        *((BASE, (answer, WITHOUT + answer)) for answer in column.answers if _multiple(one)),
    ]
    for total, parts in rows:
        yield _place(one, total, grouping, column), tuple(_place(one, part, grouping, column) for part in parts)


def _crosswise(one: Count) -> Iterator[Sum]:
    """What adds up over the groups."""
    for row in _rows(one, one.total) if one.columns else ():
        parts = tuple(_place(one, row, one.grouping, column) for column in one.columns)
        yield _place(one, row, "", one.total), parts


def _linked(one: Count, grouping: str, column: Column, same: dict[frozenset[str], tuple[str, str]]) -> Iterator[Sum]:
    """The rows that are about the same cases as a row before; `same` keeps which, by the cases of the total."""
    for row, codes in _codes(one, one.total).items():
        question, other = same.setdefault(frozenset(codes), (one.question.id, row))
        if codes and (question, other) != (one.question.id, row):
            group = column.label if grouping else ""
            yield (one.question.id, row, grouping, group), ((question, other, grouping, group),)
