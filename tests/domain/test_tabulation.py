"""The counts of a review as one system: it adds up, and nobody can be made out from what it leaves to show."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inspektor.domain.public import folded
from inspektor.domain.results import BASE, OTHERS, Material, Place, count
from inspektor.domain.review import Case
from inspektor.domain.suppression import hidden
from inspektor.domain.tabulation import SIZE, tabulation
from tests.domain.builders import asking, one_section, yes_no
from tests.domain.test_heat import materials
from tests.domain.test_suppression import assert_kept


@settings(max_examples=15)
@given(materials(), st.sampled_from(("plan_finns", "plan_god", "plan_kvinna", "slag", "delar", "antal")))
def test_of_a_question_by_unit_and_by_gender_nobody_can_be_told(material: Material, question: str) -> None:
    assume(len(material.cases) >= 3)
    shown = tabulation([count(folded(material, by), question, by) for by in ("enhet", "kon")])
    for total, parts in shown.sums:
        assert shown.values[total] == sum(shown.values[part] for part in parts)
    assert_kept(shown)


def units(**sizes: int) -> Material:
    cases = tuple(Case(f"{unit}-{at}", f"{unit}-{at}", unit) for unit, size in sizes.items() for at in range(size))
    return Material(cases, (yes_no("plan"),), {"plan": ["ja"] * len(cases)}, {})


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"Alvik": 5, "Bromma": 6}, {"Alvik": 5, "Bromma": 6}),
        ({"Alvik": 5, "Bromma": 6, "Farsta": 2, "Kista": 1}, {"Alvik": 5, "Bromma": 6, OTHERS: 3}),
        ({"Alvik": 5, "Bromma": 6, "Farsta": 2}, {"Bromma": 6, OTHERS: 7}),
        ({"Alvik": 5, "Farsta": 2}, {"Alvik och Farsta": 7}),
    ],
)
def test_groups_too_small_to_hide_in_go_together(sizes: Mapping[str, int], groups: Mapping[str, int]) -> None:
    one = count(folded(units(**sizes), "enhet"), "plan", "enhet")
    assert {column.label: column.n for column in one.columns} == groups
    assert sum(len(column.cases["ja"]) for column in one.columns) == one.total.n


def test_how_many_cases_a_group_has_is_no_secret_and_a_row_of_zeros_no_cover() -> None:
    cases = tuple(Case(str(at), str(at), "Farsta" if at % 2 else "Bromma") for at in range(20))
    answers = ["nej", *["ja"] * 19]
    found = count(Material(cases, (yes_no("plan"),), {"plan": answers}, {}), "plan", "enhet")
    shown = tabulation([found])
    assert {place for place in shown.values if place[1] == SIZE} == shown.known
    assert all(place in shown.unshown for place in shown.values if place[1] in ("vet_ej", "obesvarad"))
    assert assert_kept(shown) == {
        ("plan", answer, *group) for answer in ("ja", "nej") for group in (("", ""), ("enhet", "Bromma"))
    }


CHAIN = one_section(
    asking("plan", "Finns en plan?"), asking("mal", "Har planen mål?", more="relevant = \"${plan} = 'ja'\"")
)


def chain() -> Material:
    """Ten cases with a plan in Bromma and nine in Farsta, where one case has none; the goals are as even."""
    cases = tuple(Case(str(at), str(at), "Farsta" if at % 2 else "Bromma") for at in range(20))
    plans = ["ja"] * 19 + ["nej"]
    goals = [*["ja", "ja", "nej", "nej"] * 4, "nej", "ja", "nej", None]
    return Material(cases, (CHAIN,), {"plan": plans, "mal": goals}, {})


def bases(shown: frozenset[Place]) -> set[Place]:
    return {place for place in shown if place[:2] == ("mal", BASE)}


def test_a_base_is_hidden_with_the_answer_that_it_tells_of() -> None:
    """Alone, the second question has nothing to hide; but who was asked it is who answered ja to the first."""
    found = [count(chain(), question, "enhet") for question in ("plan", "mal")]
    assert not bases(hidden(tabulation(found[1:])))
    together = assert_kept(tabulation(found))
    assert ("plan", "ja", "enhet", "Farsta") in together
    assert ("mal", BASE, "enhet", "Farsta") in together


@settings(max_examples=8)
@given(materials())
def test_of_questions_that_hang_together_nobody_can_be_told(material: Material) -> None:
    assume(len(material.cases) >= 3)
    material = folded(material, "enhet")
    shown = tabulation([count(material, question, "enhet") for question in ("plan_finns", "plan_god", "delar")])
    for total, parts in shown.sums:
        assert shown.values[total] == sum(shown.values[part] for part in parts)
    assert_kept(shown)
