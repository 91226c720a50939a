"""The ids by which a figure or a section is known again in a report that people have edited."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.document import Cell, Trace
from inspektor.domain.figure_marks import LONGEST, Marks, key, key_of, known_again, lists_cases, section

PLAN = Trace("plan", "ja", "Farsta", ("F-1", "F-2"), 5, "enhet")
MARK = re.compile(r"[a-z0-9_]*[a-z]")


def test_the_same_figure_has_the_same_key_whatever_it_says_today() -> None:
    assert key(PLAN) == key(Trace("plan", "ja", "Farsta", ("F-1",), 4, "enhet"))


@pytest.mark.parametrize(
    "other",
    [
        Trace("planer", "ja", "Farsta", PLAN.cases, 5, "enhet"),
        Trace("plan", "nej", "Farsta", PLAN.cases, 5, "enhet"),
        Trace("plan", "ja", "Norrmalm", PLAN.cases, 5, "enhet"),
        Trace("plan", "ja", "Farsta", PLAN.cases, 5, "omrade"),
        Trace("plan", "ja", "Totalt", PLAN.cases, 5),
    ],
    ids=["question", "answer", "group", "grouping", "total"],
)
def test_another_figure_has_another_key(other: Trace) -> None:
    assert key(other) != key(PLAN)


def test_each_place_of_a_figure_has_an_id_of_its_own_that_leads_to_the_same_key() -> None:
    marks = Marks()
    ids = [marks.figure(PLAN) for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {key_of(mark) for mark in ids} == {key(PLAN)}
    assert all(len(mark) <= LONGEST and MARK.fullmatch(mark) for mark in ids)


@given(st.text(alphabet="abcxyz_0123456789", min_size=1, max_size=60))
def test_a_section_has_an_id_that_survives(anchor: str) -> None:
    assert len(section(anchor)) <= LONGEST
    assert MARK.fullmatch(section(anchor))


def test_a_short_anchor_is_its_own_id_and_long_ones_differ() -> None:
    assert section("analys_effektivitet") == "analys_effektivitet"
    assert section("resultat_" + "x" * 40 + "a") != section("resultat_" + "x" * 40 + "b")


@pytest.mark.parametrize("name", ["_si_abc_a", "_si_abc_a1", "_si_abc_a_Copy_1", "_si_abc_a_Copy_1_Copy_2"])
def test_a_pasted_copy_is_known_again(name: str) -> None:
    assert known_again(name) == ("si", "abc_a")


@pytest.mark.parametrize("name", ["_Toc100000001", "si_abc", "_si_", "_si_123", "Bokmärke"])
def test_the_bookmarks_of_others_are_not_taken_for_marks(name: str) -> None:
    assert known_again(name) is None


def test_a_cell_with_the_codes_of_cases_is_told_from_one_with_a_figure() -> None:
    assert lists_cases(Cell("F-1, F-2", PLAN))
    assert not lists_cases(Cell("2 av 5", PLAN))
    assert not lists_cases(Cell("F-1, F-2"))
