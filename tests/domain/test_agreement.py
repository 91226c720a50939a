"""Agreement: the coefficients as published, the intervals, what is a pair, and sentences that say what is so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from inspektor.domain.agreement import (
    NEARLY_ALL,
    Agreement,
    Agreements,
    Pair,
    agreements,
    coefficients,
    sentence,
    share_interval,
)
from inspektor.domain.checklist import parse_checklist
from inspektor.domain.results import Material, Value
from inspektor.domain.review import Case
from inspektor.domain.swedish import NUMBER_WORDS
from tests.support import CHECKLIST

FOUR_DECIMALS = 0.00005
KINDS = ("ja", "nej", "vet ej", "ej aktuellt")
LISTED = parse_checklist(CHECKLIST, "prov.toml")


def pairs(*table: tuple[int, ...]) -> list[Pair]:
    """The pairs of a table: how many gave each answer (row: the first reviewer, column: the second)."""
    names = [(name, name) for name in KINDS]
    cells = [
        (names[row], names[column])
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return [Pair(f"K{number}", first, second) for number, (first, second) in enumerate(cells)]


def share_of(given: list[Pair]) -> Fraction:
    return Fraction(sum(pair.first == pair.second for pair in given), len(given))


def interval_of(given: list[Pair]) -> tuple[float, float]:
    return share_interval(sum(pair.first == pair.second for pair in given), len(given), len(given))


@st.composite
def some_pairs(draw: st.DrawFn, least: int = 2) -> list[Pair]:
    """Any pairs, now and then with one answer that most give."""
    kinds = draw(st.sampled_from([KINDS[:1], KINDS[:2], KINDS, ("ja",) * 12 + KINDS[1:2]]))
    answer = st.sampled_from([(kind, kind) for kind in kinds])
    both = draw(st.lists(st.tuples(answer, answer), min_size=least, max_size=40))
    if draw(st.booleans()):
        both = [(first, first) for first, _ in both]
    return [Pair(f"K{number}", first, second) for number, (first, second) in enumerate(both)]


# The coefficients


@pytest.mark.parametrize(
    ("table", "kappa", "ac1"),
    [
        # Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed.: 100 pregnancies, two abstractors (cont3x3abstractors)
        (((13, 0, 0), (0, 20, 7), (0, 4, 56)), 0.7964, 0.8493),
        # the paradox of a common answer; irrCAC 0.4.4 has -0.05263 and 0.8895
        (((18, 1), (1, 0)), -0.0526, 0.8895),
        # the 200 diagnoses of Cohen 1968, Table 1; irrCAC 0.4.4 has 0.49153 and 0.57597
        (((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.4915, 0.5760),
    ],
)
def test_kappa_and_ac1_are_as_published(table: tuple[tuple[int, ...], ...], kappa: float, ac1: float) -> None:
    found = coefficients(pairs(*table), (0, 1))
    assert found.kappa == pytest.approx(kappa, abs=FOUR_DECIMALS)
    assert found.ac1 == pytest.approx(ac1, abs=FOUR_DECIMALS)


def test_kappa_of_cohens_own_table_is_as_he_printed_it() -> None:
    found = coefficients(pairs((88, 14, 18), (10, 40, 10), (2, 6, 12)), (0, 1))  # Cohen 1968: 0.492
    assert found.kappa == pytest.approx(0.492, abs=0.0005)
    assert found.by_chance == pytest.approx(0.41)


@given(some_pairs())
def test_the_coefficients_are_those_of_their_definitions(both: list[Pair]) -> None:
    """Cohen 1960; Gwet 2008, with the answers that occur as the categories, and at least two."""
    n, agreed = len(both), share_of(both)
    firsts, seconds = (Counter(side) for side in ([p.first for p in both], [p.second for p in both]))
    kinds = firsts.keys() | seconds.keys()
    chance = sum(Fraction(firsts[kind] * seconds[kind], n * n) for kind in kinds)
    use = [Fraction(firsts[kind] + seconds[kind], 2 * n) for kind in kinds]
    ac1_chance = sum(part * (1 - part) for part in use) / (max(2, len(use)) - 1)
    found = coefficients(both, interval_of(both))
    assert found.ac1 == pytest.approx(float((agreed - ac1_chance) / (1 - ac1_chance)))
    assert found.by_chance == pytest.approx(float(chance))
    if chance == 1:
        assert found.kappa is None
        assert found.kappa_interval is None
    else:
        assert found.kappa == pytest.approx(float((agreed - chance) / (1 - chance)))


@given(some_pairs())
def test_it_does_not_matter_who_is_the_first_reviewer(both: list[Pair]) -> None:
    turned = [Pair(pair.code, pair.second, pair.first) for pair in both]
    one, other = coefficients(both, interval_of(both)), coefficients(turned, interval_of(turned))
    assert one.ac1 == pytest.approx(other.ac1)
    assert one.kappa == pytest.approx(other.kappa)


@given(some_pairs())
def test_a_coefficient_lies_in_its_interval_and_both_between_minus_one_and_one(both: list[Pair]) -> None:
    found = coefficients(both, interval_of(both))
    for figure, ends in ((found.kappa, found.kappa_interval), (found.ac1, found.ac1_interval)):
        if figure is not None and ends is not None:
            assert -1 <= ends[0] <= figure + 1e-9
            assert figure - 1e-9 <= ends[1] <= 1


def test_where_all_answer_the_same_kappa_is_undefined_and_ac1_is_whole() -> None:
    found = coefficients(pairs((20,)), (0.8, 1))
    assert (found.kappa, found.kappa_interval, found.ac1) == (None, None, 1.0)


def test_whole_agreement_on_several_answers_makes_both_coefficients_one() -> None:
    found = coefficients(pairs((7, 0), (0, 5)), (0.7, 1))
    assert (found.kappa, found.ac1) == (1.0, 1.0)


# The interval of the share


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_is_the_exact_one(counts: tuple[int, int]) -> None:
    alike, n = counts
    exact = binomtest(alike, n).proportion_ci(0.95, method="exact")
    assert share_interval(alike, n, n) == pytest.approx((exact.low, exact.high))


@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_answers_of_the_same_cases_say_less_than_as_many_cases(cases: int, each: int, data: st.DataObject) -> None:
    n = cases * each
    alike = data.draw(st.integers(0, n))
    together, apart = share_interval(alike, n, cases), share_interval(alike, n, n)
    assert together[0] <= apart[0] + 1e-9
    assert apart[1] - 1e-9 <= together[1]


# What is a pair


def compared(*cases: tuple[Mapping[str, Value], Mapping[str, Value]]) -> Agreements:
    """The agreement of cases, each as what the first and what the second reviewer answered."""
    invented = tuple(
        Case(str(number), f"K{number}", gender="man", reviewer="Anna", second_reviewer="Bo")
        for number in range(len(cases))
    )
    ids = [question.id for question in LISTED.questions]
    first, second = (
        Material(invented, (LISTED,), {each: [case[side].get(each) for case in cases] for each in ids}, {})
        for side in (0, 1)
    )
    return agreements(first, second)


def row(found: Agreements, question: str) -> Agreement:
    return next(one for one in found.questions if one.id == question)


def test_every_question_and_every_checklist_has_a_row_also_without_cases() -> None:
    found = compared()
    assert [one.id for one in found.questions] == [question.id for question in LISTED.questions]
    assert [one.id for one in found.checklists] == ["prov"]
    for one in (*found.questions, *found.checklists):
        assert (one.pairs, one.percent_alike, one.interval, one.coefficients) == (0, None, None, None)
        assert one.sentence == "Inga svar av båda granskarna att jämföra."


def test_a_pair_is_a_question_that_both_were_asked_and_both_have_answered() -> None:
    found = compared(
        ({"plan_finns": "ja", "plan_god": "ja"}, {"plan_finns": "ja", "plan_god": "nej"}),
        ({"plan_finns": "ja", "plan_god": "ja"}, {"plan_finns": "nej"}),
        ({"plan_finns": "ja"}, {"plan_finns": "ja", "plan_god": "ja"}),
        ({"plan_finns": "nej"}, {"plan_finns": "nej"}),
        ({"plan_finns": "ja"}, {}),
    )
    plan, good = row(found, "plan_finns"), row(found, "plan_god")
    assert (plan.alike, plan.different, plan.unanswered) == (("K0", "K2", "K3"), ("K1",), ("K4",))
    assert (good.alike, good.different) == ((), ("K0",))
    assert (good.asked_of_one, good.unanswered) == (("K1", "K4"), ("K2",))


def test_an_answer_to_a_question_that_is_no_longer_asked_is_no_answer() -> None:
    found = compared(({"plan_finns": "nej", "plan_god": "ja"}, {"plan_finns": "nej", "plan_god": "ja"}))
    good = row(found, "plan_god")
    assert (good.pairs, good.asked_of_one, good.unanswered) == (0, (), ())


@pytest.mark.parametrize("side", [0, 1])
def test_an_answer_in_open_conflict_is_in_no_pair(side: int) -> None:
    invented = tuple(Case(str(number), f"K{number}", reviewer="Anna", second_reviewer="Bo") for number in range(3))
    unsettled = [{"plan_finns": frozenset({1})} if each == side else {} for each in (0, 1)]
    first, second = (Material(invented, (LISTED,), {"plan_finns": ["ja"] * 3}, left) for left in unsettled)
    asked = row(agreements(first, second), "plan_finns")
    assert (asked.alike, asked.in_conflict, asked.unanswered) == (("K0", "K2"), ("K1",), ())


def test_ej_aktuellt_and_vet_ej_are_answers_like_others() -> None:
    found = row(compared(*[({"plan_finns": "vet_ej"}, {"plan_finns": "ej_aktuellt"})] * 3), "plan_finns")
    assert (found.pairs, found.percent_alike) == (3, 0.0)


def test_several_choices_are_alike_only_as_a_whole_set() -> None:
    found = compared(({"delar": "mal medel"}, {"delar": "mal medel"}), ({"delar": "mal medel"}, {"delar": "mal"}))
    assert (row(found, "delar").alike, row(found, "delar").different) == (("K0",), ("K1",))


@pytest.mark.parametrize(("question", "value", "other"), [("antal", 3, 4), ("dag", "2019-05-11", "2019-05-12"),
                                                         ("iakttagelse", "en grind", "två grindar")])  # fmt: skip
def test_numbers_dates_and_texts_have_a_share_alike_and_no_coefficients(
    question: str, value: Value, other: Value
) -> None:
    found = compared(*[({question: value}, {question: value})] * 9, ({question: value}, {question: other}))
    asked = row(found, question)
    assert (asked.percent_alike, asked.coefficients) == (90.0, None)
    assert asked.sentence == "Nio av tio lika; kappa och AC1 räknas inte för tal, datum och fri text."
    assert found.checklists[0].pairs == 0


def test_one_pair_gives_a_share_and_nothing_that_needs_more() -> None:
    for second, percent, told in (("ja", 100.0, "lika"), ("nej", 0.0, "olika")):
        asked = row(compared(({"plan_finns": "ja"}, {"plan_finns": second})), "plan_finns")
        assert (asked.pairs, asked.percent_alike, asked.coefficients) == (1, percent, None)
        assert asked.sentence == f"Bara ett par svar att jämföra, och de är {told}."


def test_a_checklist_takes_its_questions_together_and_trusts_them_as_far_as_its_cases_reach() -> None:
    both = {"plan_finns": "ja", "plan_god": "ja", "slag": "a"}
    found = compared(*[(both, both)] * 12, (both, {**both, "slag": "b"}))
    whole, asked = found.checklists[0], row(found, "plan_finns")
    assert (whole.pairs, len(whole.alike), whole.different) == (39, 38, ("K12",))
    assert whole.percent_alike == pytest.approx(100 * 38 / 39)
    assert whole.interval is not None
    assert asked.interval is not None
    assert whole.interval[0] < asked.interval[0]  # 13 cases all the same, and here one differs


# The sentence


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (((18, 1), (1, 0)), "18 av 20 lika; kappa säger lite när nästan alla svar är ja."),
        (((1, 0), (1, 18)), "19 av 20 lika; kappa säger lite när nästan alla svar är nej."),
        (((20,),), "20 av 20 lika, alla med svaret ja; kappa går inte att räkna när alla svar är likadana."),
        (((5, 2), (0, 2)), "Sju av nio lika; svaren är för få för att säga mer."),
        (((9, 1), (1, 9)), "18 av 20 lika, mot ungefär 10 av en slump: granskarna svarar lika oftare än så."),
        (((1, 9), (9, 1)), "2 av 20 lika, mot ungefär 10 av en slump: granskarna svarar lika mer sällan än så."),
    ],
)
def test_the_sentence_says_what_the_figures_mean(table: tuple[tuple[int, ...], ...], told: str) -> None:
    both = pairs(*table)
    share = interval_of(both)
    assert sentence(both, share, coefficients(both, share)) == told


def test_what_cannot_be_told_from_chance_is_said_to_be_so() -> None:
    both = pairs((3, 3), (3, 3))
    share = interval_of(both)
    assert sentence(both, share, coefficients(both, share)) == (
        "Sex av tolv lika, mot ungefär sex av en slump: "
        "ärendena är för få för att avgöra om granskarna svarar lika oftare än så."
    )


def number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBER_WORDS.index(word.lower())


@given(some_pairs())
def test_every_claim_of_a_sentence_is_true(both: list[Pair]) -> None:
    share = interval_of(both)
    told = sentence(both, share, coefficients(both, share))
    n, agreed = len(both), share_of(both)
    said = re.match(r"(\w+) av (\w+) lika", told)
    assert said is not None
    assert Fraction(number(said[1]), number(said[2])) == agreed
    assert number(said[2]) == n
    answers = Counter(name for pair in both for _, name in (pair.first, pair.second))
    if found := re.search(r"alla med svaret (.+);", told):
        assert answers == {found[1]: 2 * n}
    if found := re.search(r"nästan alla svar är (.+)\.", told):
        assert NEARLY_ALL * 2 * n <= answers[found[1]] < 2 * n
    assert ("för få för att säga mer" in told) == (n < 10)
    if found := re.search(r"ungefär (\w+) av en slump", told):
        firsts, seconds = Counter(pair.first for pair in both), Counter(pair.second for pair in both)
        expected = Fraction(sum(firsts[kind] * seconds[kind] for kind in firsts), n)
        assert abs(number(found[1]) - expected) <= Fraction(1, 2) + Fraction(1, 10**9)
        exact = binomtest(int(agreed * n), n, float(expected / n)).proportion_ci(0.95, method="exact")
        assert ("lika oftare än så." in told and "avgöra" not in told) == (exact.low > float(expected / n))
        assert ("mer sällan" in told) == (exact.high < float(expected / n))
