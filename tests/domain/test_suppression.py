"""Hidden cells stay hidden: from what is shown, no solver and no patience can tell one to fewer than three values."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Sequence
from typing import Any, TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from inspektor.domain.errors import Problem
from inspektor.domain.suppression import SENSITIVE, Tabulation, hidden

Key = TypeVar("Key", bound=Hashable)
Cell = tuple[int | str, ...]


def bounds(shown: Tabulation[Key], secret: frozenset[Key], key: Key) -> tuple[int, int]:
    """The least and the greatest value of a hidden cell, to one who has all the others and a solver."""
    keys = list(shown.values)
    place = {one: at for at, one in enumerate(keys)}
    matrix = np.zeros((len(shown.sums), len(keys)))
    for row, (total, parts) in enumerate(shown.sums):
        matrix[row, place[total]] -= 1
        for part in parts:
            matrix[row, place[part]] += 1
    values = np.array([shown.values[one] for one in keys], dtype=float)
    free = np.array([one in secret | shown.unshown for one in keys])
    least = np.array([int(one in shown.present) for one in keys])
    limits = Bounds(np.where(free, least, values), np.where(free, values.sum() + 10, values))
    aim = np.zeros(len(keys))
    aim[place[key]] = 1
    ends: list[Any] = [
        milp(sign * aim, integrality=1, bounds=limits, constraints=LinearConstraint(matrix, 0, 0)) for sign in (1, -1)
    ]
    assert all(end.success for end in ends)
    return round(ends[0].x[place[key]]), round(ends[1].x[place[key]])


def assert_kept(shown: Tabulation[Key], sensitive: Sequence[int] = SENSITIVE) -> frozenset[Key]:
    """Every sensitive cell is hidden, and every hidden one can have three values."""
    secret = hidden(shown, sensitive)
    open_ = shown.known | shown.unshown
    assert {key for key, value in shown.values.items() if value in sensitive and key not in open_} <= secret
    assert not secret & open_
    for key in secret:
        least, most = bounds(shown, secret, key)
        assert most - least >= 2
        assert least <= shown.values[key] <= most
    return secret


def table(rows: Sequence[Sequence[int]], name: str = "") -> Tabulation[Cell]:
    """A table with its sums across, down and in all (name, row, column); a sum is at the place "T"."""
    values: dict[Cell, int] = {(name, at, to): cell for at, row in enumerate(rows) for to, cell in enumerate(row)}
    sums: list[tuple[Cell, tuple[Cell, ...]]] = []
    across, down = range(len(rows)), range(len(rows[0]))
    sums += [((name, at, "T"), tuple((name, at, to) for to in down)) for at in across]
    sums += [((name, "T", to), tuple((name, at, to) for at in across)) for to in down]
    sums += [((name, "T", "T"), tuple((name, at, "T") for at in across))]
    sums += [((name, "T", "T"), tuple((name, "T", to) for to in down))]
    for total, parts in sums:
        values[total] = sum(values[part] for part in parts)
    return Tabulation(values, tuple(sums))


small = st.integers(0, 9)


@st.composite
def tables(pick: st.DrawFn, cells: st.SearchStrategy[int] = small, most: int = 4) -> Tabulation[Cell]:
    down, across = pick(st.integers(1, most)), pick(st.integers(1, most))
    return table(pick(st.lists(st.lists(cells, min_size=across, max_size=across), min_size=down, max_size=down)))


@settings(max_examples=60)
@given(tables(), st.sampled_from([SENSITIVE, (0, 1, 2), (1, 2, 3, 4)]))
def test_no_hidden_cell_can_be_told_to_fewer_than_three_values(
    shown: Tabulation[Cell], sensitive: Sequence[int]
) -> None:
    assert_kept(shown, sensitive)


@settings(max_examples=30)
@given(st.lists(st.lists(small, min_size=3, max_size=3), min_size=2, max_size=3), st.data())
def test_nor_where_two_tables_share_their_totals(rows: list[list[int]], data: st.DataObject) -> None:
    """The same answers by three units and, afresh, by women and men."""
    one = table(rows, "enhet")
    women = [data.draw(st.integers(0, sum(row))) for row in rows]
    other = table([[part, sum(row) - part] for part, row in zip(women, rows, strict=True)], "kon")
    shared: dict[Cell, Cell] = {("kon", at, "T"): ("enhet", at, "T") for at in (*range(len(rows)), "T")}

    def joined(key: Cell) -> Cell:
        return shared.get(key, key)

    values = {joined(key): value for key, value in {**one.values, **other.values}.items()}
    sums = tuple((joined(total), tuple(map(joined, parts))) for total, parts in (*one.sums, *other.sums))
    assert_kept(Tabulation(values, sums))


@settings(max_examples=40)
@given(tables(st.integers(0, 4), most=2))
def test_nor_by_one_who_tries_every_table_there_is(shown: Tabulation[Cell]) -> None:
    secret = hidden(shown)
    inner = [key for key in shown.values if "T" not in key]
    possible: dict[Cell, set[int]] = {key: set() for key in secret}
    for guess in itertools.product(*(range(13) if key in secret else [shown.values[key]] for key in inner)):
        tried = dict(zip(inner, guess, strict=True))
        for total, parts in shown.sums:
            tried[total] = sum(tried[part] for part in parts)
        if all(key in secret or tried[key] == value for key, value in shown.values.items()):
            for key in secret:
                possible[key].add(tried[key])
    assert all(len(values) >= 3 for values in possible.values())


def test_what_points_at_nobody_is_shown() -> None:
    assert hidden(table([[5, 0, 8], [10, 15, 7]])) == frozenset()


def test_of_one_small_cell_a_rectangle_is_hidden_and_no_total() -> None:
    secret = hidden(table([[2, 9, 8], [12, 6, 7], [30, 30, 30]]))
    assert len(secret) == 4
    assert ("", 0, 0) in secret
    assert not any("T" in key for key in secret)


def test_a_sum_that_is_known_of_too_few_leaves_no_way() -> None:
    shown = table([[1], [0]])
    with pytest.raises(Problem, match="Slå ihop grupper"):
        hidden(Tabulation(shown.values, shown.sums, frozenset({("", "T", 0), ("", "T", "T")})))


def test_a_cell_that_everybody_sees_is_not_empty_needs_room_upwards() -> None:
    """Of a total of three, two cells that both have something can be one and two or two and one: too few."""
    four, three = table([[1], [3]]), table([[1], [2]])
    known, present = frozenset({("", "T", 0), ("", "T", "T")}), frozenset({("", 0, 0), ("", 1, 0)})
    assert assert_kept(Tabulation(four.values, four.sums, known, present)) >= present
    with pytest.raises(Problem, match="Slå ihop grupper"):
        hidden(Tabulation(three.values, three.sums, known, present))


def test_what_is_not_shown_anyhow_hides_what_is_a_part_of_it() -> None:
    shown = table([[1], [8]])
    unshown = frozenset({("", 1, 0), ("", 1, "T")})
    assert not assert_kept(Tabulation(shown.values, shown.sums, frozenset(), unshown=unshown)) & unshown
