"""Comparisons: exact, adjusted for how many they are, and never a word more than they bear."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from inspektor.domain.comparison import Comparison, comparisons, differences_note, holm
from inspektor.domain.fields import UNKNOWN
from inspektor.domain.results import Material
from inspektor.domain.review import Case
from tests.domain.builders import asking, one_section, yes_no

# Against others


@pytest.mark.parametrize(
    ("given", "adjusted"),
    [
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.50, 0.003, 0.32, 0.054, 0.0003], [0.64, 0.012, 0.64, 0.162, 0.0015]),  # the example of pingouin's multicomp
        ([0.319, 0.201, 0.4, 0.374, 0.113], [0.957, 0.804, 0.957, 0.957, 0.565]),  # the example of stdlib's padjust
        ([], []),
    ],
)
def test_a_family_is_adjusted_as_published(given: list[float], adjusted: list[float]) -> None:
    assert holm(given) == pytest.approx(adjusted, abs=5e-5)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_an_adjusted_p_is_never_less_keeps_the_order_and_is_at_most_bonferronis(given: list[float]) -> None:
    found = holm(given)
    assert all(p <= after <= min(1.0, len(given) * p) + 1e-12 for p, after in zip(given, found, strict=True))
    assert sorted(range(len(given)), key=lambda at: (given[at], at)) == sorted(
        range(len(given)), key=lambda at: (found[at], given[at], at)
    )


# Of a review

SEVERAL = one_section(
    asking("plan", "Finns en plan?", more='allow = ["vet_ej"]'),
    asking("syn", "Finns en syn?", more='base = "asked"\nallow = ["vet_ej"]'),
    asking("slag", "Vilket slag?", "select_one", a="A", b="B", c="C"),
    asking("delar", "Vilka delar?", "select_multiple", mal="Mål", medel="Medel"),
    asking("antal", "Hur många?", "integer"),
)


def material(size: int = 20, **answers: Sequence[str | int | None]) -> Material:
    """Cases by turns of women in Farsta and men in Bromma, one of annat kön and one without unit last."""
    cases = [
        Case(str(at), f"C-{at}", "Bromma" if at % 2 else "Farsta", "man" if at % 2 else "kvinna") for at in range(size)
    ]
    cases += [Case("x", "X-1", "Bromma", "annat"), Case("y", "X-2", "", "man")]
    given = {question: [*values, None, None] for question, values in answers.items()}
    return Material(tuple(cases), (SEVERAL,), given, {})


def test_women_are_compared_with_men_and_every_unit_with_every_other() -> None:
    found = comparisons(material(plan=["ja", "nej"] * 9 + ["nej", "ja"]))
    p = float(stats.fisher_exact([[9, 1], [1, 9]]).pvalue)
    assert {key: test.p for key, test in found.items()} == {("plan", "kon"): p, ("plan", "enhet"): p}
    assert all(test.adjusted == pytest.approx(2 * p) and test.family == 2 for test in found.values())
    assert found["plan", "kon"].sentence == (
        "Skillnaden mellan kvinnor och män är större än vad slumpen brukar ge "
        "(p = 0,003 med Fishers exakta test, rättat för 2 jämförelser)."
    )


def test_the_rest_of_a_base_is_an_answer_and_what_is_outside_it_is_not() -> None:
    answers = ["ja", "vet_ej"] * 10
    found = comparisons(material(plan=answers, syn=answers))
    assert found.keys() == {("syn", "kon"), ("syn", "enhet")}
    assert found["syn", "kon"].p == pytest.approx(float(stats.fisher_exact([[10, 0], [0, 11]]).pvalue))


def test_several_choices_count_as_many_tests() -> None:
    found = comparisons(material(delar=["mal medel", "medel"] * 10))
    assert found["delar", "kon"].p == pytest.approx(float(stats.fisher_exact([[10, 0], [0, 10]]).pvalue))
    both = comparisons(material(delar=["mal medel", "medel"] * 9 + ["mal", "medel"]))
    assert both["delar", "kon"].p == pytest.approx(2 * float(stats.fisher_exact([[10, 0], [0, 10]]).pvalue))


def test_what_cannot_be_compared_is_not_and_makes_no_test_dearer() -> None:
    alike = ["ja"] * 20
    assert comparisons(material(plan=alike, antal=[3] * 20)) == {}
    one = Material(
        tuple(Case(str(at), str(at), "Farsta", "kvinna") for at in range(4)),
        (SEVERAL,),
        {"plan": ["ja", "nej"] * 2},
        {},
    )
    assert comparisons(one) == {}
    nobody = Material((Case("a", "a", "", UNKNOWN), Case("b", "b")), (SEVERAL,), {"plan": ["ja", "nej"]}, {})
    assert comparisons(nobody) == {}


def test_the_same_review_always_gives_the_same_p() -> None:
    answers = ["a", "b", "c", "a", "b"] * 4
    assert comparisons(material(slag=answers)) == comparisons(material(slag=answers))


def test_a_difference_that_does_not_stand_out_is_never_denied() -> None:
    found = comparisons(material(plan=["ja", "nej", "nej", "ja"] * 5))
    said = found["plan", "kon"].sentence
    assert said == "Det är för få ärenden för att avgöra om svaren skiljer sig mellan kvinnor och män."


# In words


@pytest.mark.parametrize(("p", "text"), [(0.0001, "p < 0,001"), (0.0121, "p = 0,013"), (0.05, "p = 0,050")])
def test_a_p_is_rounded_up(p: float, text: str) -> None:
    assert text in Comparison("plan", "enhet", p, p, 1).sentence


def told(**out: bool) -> str:
    """What is said of questions that stand out, or do not."""
    tests = {
        (name, "enhet"): Comparison(name, "enhet", 0.5, 0.001 if stands_out else 1.0, len(out))
        for name, stands_out in out.items()
    }
    return differences_note(tests, yes_no("a", "b", "c").questions, "enhet")


def test_questions_are_told_of_together() -> None:
    few = "Det är för få ärenden för att avgöra om svaren skiljer sig mellan enheterna."
    assert told() == ""
    assert told(a=False) == told(a=False, b=False) == few
    larger = "Skillnaden mellan enheterna är större än vad slumpen brukar ge i"
    few = "är det för få ärenden för att avgöra om svaren skiljer sig."
    assert told(a=True, b=True) == f"{larger} ”Fråga a?” och ”Fråga b?”."
    assert told(a=True, b=False) == f"{larger} ”Fråga a?”. I den återstående frågan {few}"
    assert told(a=True, b=False, c=False) == f"{larger} ”Fråga a?”. I de återstående frågorna {few}"
