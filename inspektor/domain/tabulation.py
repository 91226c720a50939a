"""The counts of a review as one system of sums: what a public version must look through before it shows any of them.

One question is counted by unit, by gender and in all; who is asked one question follows from the answer to another.
Each figure may be harmless and the lot of them not, so they are laid side by side here, and `suppression` says which
to hide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from inspektor.domain.results import NOT_ASKED, OTHERS, SPECIAL, UNSETTLED, Column, Count
from inspektor.domain.suppression import Tabulation

SIZE, BASE = "n", "bas"  # beside the answers: all cases, the denominator,
ASKED, GIVEN = "ställd", "svar"  # the cases that were asked, those with any answer,
WITHOUT = "utan "  # and, before a choice that is one of several, those of the denominator without it
FEWEST = 3  # cases in a group of its own

Place = tuple[str, str, str, str]  # question, row, grouping and group; no grouping for the total
Sum = tuple[Place, tuple[Place, ...]]


def folded(one: Count) -> Count:
    """A count whose groups all have cases enough to hide among: the smaller go together as `Övriga`, and the smallest
    of the others with them where they need it. Where one group is left there is only the total.
    """
    order = sorted(one.columns, key=lambda column: column.n)
    small: list[Column] = []
    while order and (order[0].n < FEWEST or 0 < sum(column.n for column in small) < FEWEST):
        small.append(order.pop(0))
    if not small:
        return one
    kept = [column for column in one.columns if column in order]
    return replace(one, columns=(*kept, _together(small)) if kept else ())


def _together(columns: Sequence[Column]) -> Column:
    cases = {key: tuple(code for column in columns for code in column.cases[key]) for key in columns[0].cases}
    n, base = sum(column.n for column in columns), sum(column.base for column in columns)
    return Column(OTHERS, n, base, cases, columns[0].answers)


def tabulation(counts: Sequence[Count]) -> Tabulation[Place]:
    """The counts of one or several questions, by one or several groupings (`folded`), as one system.

    Everybody knows how many cases each group has, for the method tells. A row of nothing but zeros is no cover. Rows
    that are about the very same cases, as those who answered ja and those who were asked why, are one figure.
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
    empty = {(place[0], place[1]) for place, value in values.items() if not place[2] and not value}
    known = (place for place in values if place[1] == SIZE or (place[0], place[1]) in empty)
    return Tabulation(values, tuple(dict.fromkeys(sums)), frozenset(known))


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
