"""The exact test: the published p to four decimals, and that of every table listed one by one."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from inspektor.domain.freeman_halton import counted_p, drawn_p, exact_p

Table = Sequence[Sequence[int]]

JOB = ((1, 2, 1, 0), (3, 3, 6, 1), (10, 10, 14, 9), (6, 7, 12, 11))
SPARSE = (
    (1, 2, 2, 1, 1, 0, 1),
    (2, 0, 0, 2, 3, 0, 0),
    (0, 1, 1, 1, 2, 7, 3),
    (1, 1, 2, 0, 0, 0, 1),
    (0, 1, 1, 1, 1, 0, 0),
)
TOO_LARGE = ((9, 6, 5),) * 7 + ((6, 9, 5),) * 7


@pytest.mark.parametrize(
    ("table", "p"),
    [
        (((3, 1), (1, 3)), 0.4857),  # Fisher 1935, the lady tasting tea; Agresti 2002, table 3.8
        (((10, 2), (3, 15)), 0.0005),  # Fisher's convicts with a like-sex twin, as in R's help of fisher.test
        (JOB, 0.7827),  # Agresti 2002, p. 57, job satisfaction by income, as in R's help of fisher.test
        (SPARSE, 0.0393),  # Mehta and Patel 1983, their sixth example; 0.03928964 by R's fisher.test
    ],
)
def test_it_is_the_published_p(table: tuple[tuple[int, ...], ...], p: float) -> None:
    assert exact_p(table) == pytest.approx(p, abs=5e-5)


def test_it_is_the_p_of_another_program() -> None:
    """To the seven and eight digits that R's fisher.test prints."""
    assert exact_p(JOB) == pytest.approx(0.7826849, abs=5e-8)
    assert exact_p(SPARSE) == pytest.approx(0.03928964, abs=5e-9)


def with_the_sums_of(table: Table) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table with the same sums, listed row by row."""
    sums = [sum(column) for column in zip(*table, strict=True)]

    def rows(of: Sequence[int], left: Sequence[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
        if not of:
            yield ()
            return
        for row in itertools.product(*(range(most + 1) for most in left)):
            if sum(row) == of[0]:
                for rest in rows(of[1:], [most - n for most, n in zip(left, row, strict=True)]):
                    yield (row, *rest)

    yield from rows([sum(row) for row in table], sums)


def listed(table: Table) -> float:
    """The p by whole numbers: a table is the likelier, the smaller the product of its factorials."""

    def unlikely(one: Table) -> int:
        return math.prod(math.factorial(n) for row in one for n in row)

    every = [unlikely(one) for one in with_the_sums_of(table)]
    whole = math.prod(every)
    here = unlikely(table)
    return sum(whole // one for one in every if one >= here) / sum(whole // one for one in every)


def tables(rows: int, columns: int, most: int) -> st.SearchStrategy[tuple[tuple[int, ...], ...]]:
    """Tables of this shape without an empty row or column."""
    cells = st.integers(0, most)
    made = st.tuples(*[st.tuples(*[cells] * columns)] * rows)
    return made.filter(lambda table: all(map(any, table)) and all(map(any, zip(*table, strict=True))))


@settings(max_examples=60)
@given(st.one_of(tables(2, 2, 6), tables(3, 2, 4), tables(2, 4, 3), tables(4, 2, 3), tables(3, 3, 2)))
def test_it_is_that_of_all_tables_listed(table: tuple[tuple[int, ...], ...]) -> None:
    assert exact_p(table) == pytest.approx(listed(table), abs=1e-9)


@given(tables(3, 3, 4), st.permutations(range(3)), st.permutations(range(3)))
def test_neither_order_nor_what_is_a_row_matters(
    table: tuple[tuple[int, ...], ...], rows: Sequence[int], columns: Sequence[int]
) -> None:
    other = tuple(tuple(table[row][column] for column in columns) for row in rows)
    assert exact_p(other) == pytest.approx(exact_p(table), abs=1e-9)
    assert exact_p(tuple(zip(*table, strict=True))) == pytest.approx(exact_p(table), abs=1e-9)


@settings(max_examples=25)
@given(tables(4, 2, 7))
def test_tables_drawn_by_chance_come_near_all_of_them(table: tuple[tuple[int, ...], ...]) -> None:
    counts = np.array(table)
    exact = counted_p(counts)
    drawn = 999 if exact > 0.13 else 9_999
    assert drawn_p(counts) == pytest.approx(exact, abs=5 * math.sqrt(exact * (1 - exact) / drawn) + 0.001)


def test_a_table_too_large_to_be_counted_through_is_drawn_and_always_the_same() -> None:
    exact_p.cache_clear()
    first = exact_p(TOO_LARGE)
    exact_p.cache_clear()
    assert exact_p(TOO_LARGE) == first == drawn_p(np.array(TOO_LARGE))
    assert first * 1_000 == pytest.approx(round(first * 1_000))  # one of 999 drawn, and the one at hand


def test_a_review_of_many_thousand_cases_has_a_p() -> None:
    """Of so many, the exact p is that of the chi-square test, to what 9,999 tables can tell."""
    table = ((5_000, 4_000), (5_050, 4_000), (4_000, 3_300))
    expected = float(stats.chi2_contingency(table).pvalue)
    assert exact_p(table) == pytest.approx(expected, abs=5 * math.sqrt(expected * (1 - expected) / 999))
