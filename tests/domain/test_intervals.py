"""Intervals: Wilson's, for what chance drew alone, and true of the frame as often as they promise."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from inspektor.domain.frame import FrameRow
from inspektor.domain.intervals import Estimate, Part, Sample, Share, sample, wilson
from inspektor.domain.results import Material, count, only
from inspektor.domain.review import ADDED, Case
from inspektor.domain.sampling import Draw, SampleKind, draw
from tests.domain.builders import yes_no

Z = float(stats.norm.ppf(0.975))


def codes(part: int, size: int) -> tuple[str, ...]:
    return tuple(f"{part}-{place}" for place in range(size))


def told(*parts: tuple[int, int, int]) -> Estimate:
    """The estimate of `k` of `n` drawn from each part of a frame, given as (k, n, size)."""
    drawn = [codes(place, n) for place, (_, n, _) in enumerate(parts)]
    found = Sample(tuple(Part(size, of, True) for (_, _, size), of in zip(parts, drawn, strict=True)))
    given = [code for (k, _, _), of in zip(parts, drawn, strict=True) for code in of[:k]]
    estimate = found.estimate([code for of in drawn for code in of], given)
    assert estimate is not None
    return estimate


# Against others


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(k: int, n: int, low: float, high: float) -> None:
    """The four examples of Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3."""
    assert wilson(k / n, n) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_of_a_finite_population_is_the_published_one() -> None:
    """O'Neill (2021), Mathematical properties and finite-population correction for the Wilson score interval, as his R
    package stat.extend has it: 14 of the 32 cars of Motor Trend (1974) go further than 20 miles; N is 1000.
    """
    low, high = 0.283745994666663, 0.604278989534686
    found = told((14, 32, 1000))
    assert (found.low, found.high) == (math.floor(1000 * low) / 1000, math.ceil(1000 * high) / 1000)
    assert wilson(14 / 32, 1 / Share(14, 32, 1000).spread) == pytest.approx((low, high), abs=1e-12)


@given(st.integers(1, 300), st.data())
def test_the_interval_is_that_of_the_library(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    known = stats.binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k / n, n) == pytest.approx((known.low, known.high), abs=1e-12)


@given(st.integers(2, 60), st.data())
def test_of_one_stratum_the_ends_are_where_the_score_test_turns(n: int, data: st.DataObject) -> None:
    """Cochran (1977), theorem 3.2: the variance of a share of n cases out of N is PQ/n · (N-n)/(N-1)."""
    size = data.draw(st.integers(n + 1, 10 * n))
    k = data.draw(st.integers(1, n - 1))
    share = k / n

    def score(p: float) -> float:
        return (share - p) ** 2 - Z * Z * p * (1 - p) / n * (size - n) / (size - 1)

    ends = optimize.brentq(score, 0, share), optimize.brentq(score, share, 1)
    found = told((k, n, size))
    assert found.low == pytest.approx(max(k, math.floor(ends[0] * size + 1e-9)) / size)
    assert found.high == pytest.approx(min(size - n + k, math.ceil(ends[1] * size - 1e-9)) / size)


def test_a_weighted_share_is_the_stratified_one() -> None:
    """Two strata by hand: 3 of 10 women (of 40 in the frame) and 8 of 10 men (of 160)."""
    found = told((3, 10, 40), (8, 10, 160))
    assert found.share == pytest.approx(0.2 * 0.3 + 0.8 * 0.8)
    variance = 0.2**2 * (30 / 39) * 0.21 / 10 + 0.8**2 * (150 / 159) * 0.16 / 10
    weights_alone = 0.2**2 * (30 / 39) / 10 + 0.8**2 * (150 / 159) / 10
    n = min(0.7 * 0.3 / variance, 1 / weights_alone)
    low, high = wilson(0.7, n)
    assert (found.low, found.high) == (math.floor(low * 200) / 200, math.ceil(high * 200) / 200)


# What it promises


def coverage(*parts: tuple[int, int]) -> Iterator[float]:
    """For each frame that there can be of strata (n, size), how often the interval holds the true share."""
    whole = sum(size for _, size in parts)
    outcomes = list(itertools.product(*(range(n + 1) for n, _ in parts)))
    ends = []
    for outcome in outcomes:
        found = told(*((k, n, size) for k, (n, size) in zip(outcome, parts, strict=True)))
        ends.append((round(found.low * whole), round(found.high * whole)))
    chances = [[stats.hypergeom.pmf(range(n + 1), size, true, n) for true in range(size + 1)] for n, size in parts]
    for truth in itertools.product(*(range(size + 1) for _, size in parts)):
        held = np.array([low <= sum(truth) <= high for low, high in ends], dtype=float)
        chance = np.ones(1)
        for place, true in enumerate(truth):
            chance = np.multiply.outer(chance, chances[place][true]).ravel()
        yield float(chance @ held)


@pytest.mark.parametrize(
    "parts", [[(10, 12)], [(10, 60)], [(24, 30)], [(40, 200)], [(10, 16), (10, 24)], [(5, 6), (12, 30)]]
)
def test_the_interval_holds_the_truth_as_often_as_it_says(parts: Sequence[tuple[int, int]]) -> None:
    held = list(coverage(*parts))
    assert sum(held) / len(held) >= 0.95
    assert min(held) >= 0.90


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 40)), min_size=1, max_size=4), st.data())
def test_the_ends_hold_the_share_and_what_the_reviewed_cases_prove(
    parts: list[tuple[int, int]], data: st.DataObject
) -> None:
    drawn = [(data.draw(st.integers(0, n)), n, n + more) for n, more in parts]
    found = told(*drawn)
    assert found.size == sum(size for *_, size in drawn)
    assert 0 <= found.low <= found.share + 1e-9
    assert found.share - 1e-9 <= found.high <= 1
    assert found.low * found.size >= sum(k for k, *_ in drawn) - 1e-6
    assert (1 - found.high) * found.size >= sum(n - k for k, n, _ in drawn) - 1e-6
    assert found.low * found.size == pytest.approx(round(found.low * found.size))


def test_in_print_the_interval_is_rounded_outwards() -> None:
    assert Estimate(0.4, 0.301, 0.5201, 100).text == "30–53"
    assert Estimate(0.4, 0.3, 0.52, 100).text == "30–52"


# Which samples speak of more than themselves


ROWS = [
    FrameRow(
        f"{unit[:3].upper()}-{place}",
        unit,
        "kvinna" if place % 2 else "man",
        decision="avslag" if place < 4 else "bifall",
    )
    for unit, size in (("Farsta", 40), ("Bromma", 60))
    for place in range(size)
]


def material(drawn: Draw, *more: Case) -> Material:
    """The drawn cases, half of whose answers are ja, with the sample that they are."""
    rows = {row.code: row for row in ROWS}
    cases = (
        *(
            Case(code, code, rows[code].unit, rows[code].gender, decision=rows[code].decision, origin=stratum.kind)
            for stratum in drawn.strata
            for code in stratum.drawn
        ),
        *more,
    )
    answers = {"plan": ["ja" if place % 2 else "nej" for place in range(len(cases))]}
    return Material(cases, (yes_no("plan"),), answers, {}, sample=sample([drawn], cases))


def estimates(found: Material, grouping: str = "enhet") -> dict[str, Estimate | None]:
    one = count(found, "plan", grouping)
    return {column.label: found.estimate(one.question, column, "ja") for column in (*one.columns, one.total)}


def test_a_random_sample_speaks_of_the_frame_of_each_unit_and_of_all() -> None:
    found = estimates(material(draw(ROWS, 12, 1)))
    assert {label: one and one.size for label, one in found.items()} == {"Bromma": 60, "Farsta": 40, "Totalt": 100}


def test_a_balanced_sample_speaks_of_each_gender_and_of_the_units_by_weight() -> None:
    rows = [row for row in ROWS if row.gender == "man" or int(row.code[4:]) < 24]
    found = material(draw(rows, 12, 1, balance_gender=True))
    by_unit = estimates(found)
    assert {label: one and one.size for label, one in by_unit.items()} == {"Bromma": 42, "Farsta": 32, "Totalt": 74}
    assert {label: one and one.size for label, one in estimates(found, "kon").items()} == {
        "kvinna": 24,
        "man": 50,
        "Totalt": 74,
    }


def test_of_a_part_of_the_sample_it_speaks_of_the_same_part_of_the_frame() -> None:
    found = only(material(draw(ROWS, 20, 1)), lambda case: case.decision == "bifall")
    sizes = {label: one and one.size for label, one in estimates(found).items()}
    one = count(found, "plan", "enhet")
    n = {column.label: column.n for column in one.columns}
    assert sizes["Farsta"] == -(-40 * n["Farsta"] // 20)
    assert sizes["Bromma"] == 60 * n["Bromma"] // 20


@pytest.mark.parametrize("kind", ["avsiktligt", "total"])
def test_what_people_chose_or_took_whole_has_no_interval(kind: SampleKind) -> None:
    assert set(estimates(material(draw(ROWS, 12, 1, kind=kind))).values()) == {None}


def test_a_part_that_was_taken_whole_counts_with_its_weight_and_adds_no_doubt() -> None:
    found = estimates(material(draw(ROWS, 12, 1, complete=[("beslut", "avslag")])))
    assert {label: one and one.size for label, one in found.items()} == {"Bromma": 60, "Farsta": 40, "Totalt": 100}
    whole = only(material(draw(ROWS, 12, 1, complete=[("beslut", "avslag")])), lambda case: case.decision == "avslag")
    assert set(estimates(whole).values()) == {None}


def test_a_case_that_was_added_by_hand_leaves_its_column_without_an_interval() -> None:
    found = estimates(material(draw(ROWS, 12, 1), Case("X-1", "X-1", "Farsta", "man", origin=ADDED)))
    assert found["Farsta"] is None
    assert found["Totalt"] is None
    assert found["Bromma"] is not None


def test_a_reserve_is_as_random_as_the_case_that_it_took_the_place_of() -> None:
    drawn = draw(ROWS, 12, 1, reserves=2)
    farsta = next(stratum for stratum in drawn.strata if stratum.unit == "Farsta")
    cases = [Case(code, code, "Farsta", origin="slump") for code in farsta.drawn[1:]]
    cases.append(Case("ny", farsta.reserve[0], "Farsta", origin="reserv"))
    found = sample([drawn], cases)
    assert found is not None
    assert found.parts[found.place[farsta.reserve[0]]] == Part(40, tuple(case.code for case in cases), True)


def test_answers_that_are_missing_leave_no_interval() -> None:
    found = material(draw(ROWS, 12, 1))
    missing = Material(
        found.cases, found.checklists, {"plan": [None, *found.answers["plan"][1:]]}, {}, sample=found.sample
    )
    assert sum(one is None for one in estimates(missing).values()) == 2
    unsettled = Material(found.cases, found.checklists, found.answers, {"plan": frozenset({0})}, sample=found.sample)
    assert sum(one is None for one in estimates(unsettled).values()) == 2


def test_neither_do_a_frame_reviewed_whole_a_silent_part_or_two_draws() -> None:
    assert set(estimates(material(draw(ROWS, 60, 1))).values()) == {None}
    drawn = draw(ROWS, 12, 1)
    assert sample([drawn, drawn], []) is None
    assert sample([], []) is None
    found = sample([drawn], [Case(code, code) for code in drawn.strata[0].drawn])
    assert found is not None
    assert found.estimate(drawn.strata[0].drawn, ()) is None


def test_how_far_the_review_has_come_is_no_chance() -> None:
    found = material(draw(ROWS, 12, 1))
    assert only(found, lambda case: case.unit == "Farsta", by_progress=True).sample is None
    assert only(found, lambda case: case.unit == "Farsta").sample == found.sample


def test_what_the_frame_tells_itself_needs_no_estimate() -> None:
    found = material(draw(ROWS, 12, 1))
    one = count(found, "beslut", "enhet")
    assert found.estimate(one.question, one.total, "avslag") is None
