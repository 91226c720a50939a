"""Counting: the laws that hold for any material, and what each kind of question and grouping comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.domain.fields import GENDERS, UNKNOWN
from inspektor.domain.results import (
    FIELD_QUESTIONS,
    GROUPINGS,
    NOT_ASKED,
    SPECIAL,
    UNANSWERED,
    UNSETTLED,
    Column,
    Material,
    count,
    only,
)
from inspektor.domain.review import Case
from tests.domain.builders import asking, case, cases, checklist, half_up, material, materials, one_section, yes_no

SINGLE = ("grind", "gangjarn", "olja", "nyckel", "slag")
FREE = ("bredd", "dag", "anteckning")
QUESTIONS = (*SINGLE, "delar", *FREE)
ANY_QUESTION = st.sampled_from((*QUESTIONS, *FIELD_QUESTIONS))
ANY_GROUPING = st.sampled_from(tuple(GROUPINGS))


def answer(of: Material, question: str, place: int) -> object:
    given = of.answers.get(question)
    return given[place] if given else None


def expected_asked(of: Material, question: str, place: int) -> bool:
    """The checklist's conditions, written out by hand: an answer under a closed gate opens nothing."""
    if question == "gangjarn":
        return answer(of, "grind", place) == "ja"
    if question == "olja":
        return expected_asked(of, "gangjarn", place) and answer(of, "gangjarn", place) == "ja"
    if question == "nyckel":
        return of.cases[place].gender == "kvinna"
    return question != "delar" or answer(of, "slag", place) != "rost"


GATES = {"gangjarn": "grind", "olja": "gangjarn", "delar": "slag"}  # what a question's being asked rests on


def expected_undecided(of: Material, question: str, place: int) -> bool:
    """Whether it is not settled if the question is asked: its gate is not, or not whether that one is asked."""
    gate = GATES.get(question)
    if gate is None:
        return False
    unsettled = place in of.unsettled.get(gate, ()) and expected_asked(of, gate, place)
    return unsettled or expected_undecided(of, gate, place)


def expected_buckets(of: Material, question: str, place: int) -> list[str]:
    """Where a case stands, worked out for it alone."""
    if place in of.unsettled_cases or expected_undecided(of, question, place):
        return [UNSETTLED]
    if not expected_asked(of, question, place):
        return [NOT_ASKED]
    if place in of.unsettled.get(question, ()):
        return [UNSETTLED]
    given = answer(of, question, place)
    if given in (None, ""):
        return [UNANSWERED]
    if given in SPECIAL:
        return [str(given)]
    if question in FREE:
        return ["besvarad"]
    return str(given).split()


def size(column: Column, *keys: str) -> int:
    return sum(len(column.cases[key]) for key in keys)


@given(materials(), st.sampled_from(QUESTIONS))
def test_every_case_stands_where_its_own_answer_and_conditions_put_it(of: Material, question: str) -> None:
    expected = Counter(
        (code, bucket) for place, code in enumerate(of.codes) for bucket in expected_buckets(of, question, place)
    )
    found = count(of, question).total.cases
    assert Counter((code, bucket) for bucket, codes in found.items() for code in codes) == expected


@given(materials(), st.sampled_from((*SINGLE, *FREE, *FIELD_QUESTIONS)), ANY_GROUPING)
def test_every_case_stands_in_exactly_one_bucket_of_its_groups_column(
    of: Material, question: str, grouping: str
) -> None:
    counted = count(of, question, grouping)
    for column in (*counted.columns, counted.total):
        listed = [code for codes in column.cases.values() for code in codes]
        assert len(listed) == len(set(listed)) == column.n
    assert sorted(code for column in counted.columns for codes in column.cases.values() for code in codes) == sorted(
        of.codes
    )


@given(materials(), ANY_QUESTION, ANY_GROUPING)
def test_the_columns_add_up_to_the_total_bucket_by_bucket(of: Material, question: str, grouping: str) -> None:
    counted = count(of, question, grouping)
    total = counted.total
    assert sum(column.n for column in counted.columns) == total.n == len(of.cases)
    assert sum(column.base for column in counted.columns) == total.base
    assert sum(column.asked for column in counted.columns) == total.asked
    for bucket, codes in total.cases.items():
        assert sorted(code for column in counted.columns for code in column.cases[bucket]) == sorted(codes)


@given(materials(), ANY_QUESTION, ANY_GROUPING)
def test_grouping_changes_no_total(of: Material, question: str, grouping: str) -> None:
    plain, grouped = count(of, question).total, count(of, question, grouping).total
    assert {bucket: sorted(codes) for bucket, codes in plain.cases.items()} == {
        bucket: sorted(codes) for bucket, codes in grouped.cases.items()
    }
    assert (plain.n, plain.base) == (grouped.n, grouped.base)


@given(materials(), ANY_QUESTION, ANY_GROUPING)
def test_a_count_is_how_many_case_codes_it_has(of: Material, question: str, grouping: str) -> None:
    counted = count(of, question, grouping)
    for column in (*counted.columns, counted.total):
        assert column.counts == {key: len(column.cases[key]) for key in column.counts}
        assert set(column.counts) == {*column.answers, *SPECIAL}
        assert column.unsettled == len(column.cases[UNSETTLED])


@given(materials(), st.sampled_from((*SINGLE, *FREE, *FIELD_QUESTIONS)), ANY_GROUPING)
def test_the_base_is_what_the_question_says(of: Material, question: str, grouping: str) -> None:
    counted = count(of, question, grouping)
    for column in (*counted.columns, counted.total):
        bases = {
            "answered": size(column, *column.answers),
            "asked": column.n - size(column, NOT_ASKED, UNSETTLED),
            "all": column.n - size(column, UNSETTLED),
        }
        assert column.base == bases[counted.question.base]


@given(materials(), ANY_QUESTION, ANY_GROUPING)
def test_a_base_can_be_named_case_by_case(of: Material, question: str, grouping: str) -> None:
    counted = count(of, question, grouping)
    for column in (*counted.columns, counted.total):
        based = column.based_on(counted.question.base)
        assert len(based) == len(set(based)) == column.base
        assert not set(based) & set(column.cases[UNSETTLED])


@given(materials(), ANY_QUESTION)
def test_no_case_without_consensus_is_in_a_base_or_under_an_answer(of: Material, question: str) -> None:
    total = count(of, question).total
    left = set(total.cases[UNSETTLED])
    assert not left & {code for key, codes in total.cases.items() if key != UNSETTLED for code in codes}
    assert not left & set(total.based_on("all"))


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_percentage_is_rounded_half_up(part: int, whole: int) -> None:
    assert swedish.percent(part, whole) == half_up(part, whole)


@pytest.mark.parametrize(
    ("yes", "no", "percent"), [(7, 9, 44), (1, 5, 17), (14, 18, 44), (65, 14, 82), (1, 199, 1), (0, 3, 0), (3, 0, 100)]
)
def test_the_published_percentages_come_out(yes: int, no: int, percent: int) -> None:
    of = material(cases(yes + no), yes_no("fraga"), {"fraga": ["ja"] * yes + ["nej"] * no})
    assert count(of, "fraga").total.percent("ja") == percent


def test_there_is_no_percentage_of_no_cases() -> None:
    total = count(material(cases(3), yes_no("fraga")), "fraga").total
    assert (total.base, total.percent("ja")) == (0, None)
    assert count(material((), yes_no("fraga")), "fraga").total.percent("ja") is None


def test_an_answer_kept_on_a_question_that_is_no_longer_asked_is_not_counted() -> None:
    of = material(cases(2), checklist(), {"grind": ["nej", "ja"], "gangjarn": ["ja", "ja"], "olja": ["ja", "nej"]})
    assert count(of, "gangjarn").total.cases["ja"] == ("FAR-01",)
    assert count(of, "olja").total.cases[NOT_ASKED] == ("FAR-00",)
    assert count(of, "olja").total.base == 1


def test_a_disagreement_about_a_question_that_is_not_asked_is_none() -> None:
    of = material(cases(2), checklist(), {"grind": ["nej", "ja"]}, {"gangjarn": [0, 1]})
    total = count(of, "gangjarn").total
    assert (total.cases[NOT_ASKED], total.cases[UNSETTLED]) == (("FAR-00",), ("FAR-01",))


@pytest.mark.parametrize(("base", "cases_in_it"), [("answered", 2), ("asked", 3), ("all", 4)])
def test_a_case_without_consensus_is_in_no_base(base: str, cases_in_it: int) -> None:
    lists = yes_no("plan", more=f'relevant = "${{barn}} = \'ja\'"\nbase = "{base}"')
    found = [case(f"P-{place}", children="nej" if place == 4 else "ja") for place in range(5)]
    of = material(found, lists, {"plan": ["ja", "nej", None, "ja"]}, {"plan": [3]})
    assert count(of, "plan").total.base == cases_in_it


def test_several_choices_count_in_each_and_their_case_once_in_the_base() -> None:
    of = material(cases(4), checklist(), {"delar": ["las hake", "hake", "ej_aktuellt", None]})
    total = count(of, "delar").total
    assert total.counts == {"las": 1, "hake": 2, "band": 0, "ej_aktuellt": 1, "vet_ej": 0, "obesvarad": 1}
    assert (total.base, total.percent("hake"), total.percent("las")) == (4, 50, 25)


def test_numbers_dates_and_texts_are_counted_as_answered_or_not() -> None:
    of = material(
        cases(3), checklist(), {"bredd": [0, "vet_ej", None], "dag": ["2019-01-31"], "anteckning": ["", "Kort.", None]}
    )
    assert count(of, "bredd").total.counts == {"besvarad": 1, "ej_aktuellt": 0, "vet_ej": 1, "obesvarad": 1}
    assert count(of, "dag").total.cases["besvarad"] == ("FAR-00",)
    assert count(of, "anteckning").total.cases["besvarad"] == ("FAR-01",)


@given(materials(), ANY_GROUPING)
def test_groups_stand_in_the_order_of_tables_with_the_unknown_last(of: Material, grouping: str) -> None:
    labels = [column.label for column in count(of, "grind", grouping).columns]
    assert len(labels) == len(set(labels))
    known = [label for label in labels if label != UNKNOWN]
    assert labels == known + [UNKNOWN] * (UNKNOWN in labels)
    order = GROUPINGS[grouping].order
    assert known == sorted(known, key=order.index if order else swedish.sort_key)


def test_units_with_a_ring_or_dots_come_last_in_that_order() -> None:
    units = ("Östermalm", "Ängby", "Åkeslund", "Farsta", "Örby", "", "älvsjö", "Zinken")
    of = material([case(f"P-{unit}", unit) for unit in units], yes_no("fraga"))
    labels = [column.label for column in count(of, "fraga", "enhet").columns]
    assert labels == ["Farsta", "Zinken", "Åkeslund", "älvsjö", "Ängby", "Örby", "Östermalm", UNKNOWN]


def test_age_groups_stand_in_the_order_of_age() -> None:
    years = (1930, 2015, 1980, None, 2001)
    of = material(
        [case(f"P-{place}", birth_year=year, decision_date="2019-05-06") for place, year in enumerate(years)],
        yes_no("fraga"),
    )
    labels = [column.label for column in count(of, "fraga", "alder").columns]
    assert labels == ["0–9", "18–25", "26–39", "65 och över", UNKNOWN]


FIELDS: dict[str, Callable[[Case], str]] = {
    "kon": lambda one: one.gender or UNKNOWN,
    "lagrum": lambda one: one.law or UNANSWERED,
    "beslut": lambda one: one.decision or UNANSWERED,
    "forsta_beslut": lambda one: one.first_decision or UNANSWERED,
    "barn": lambda one: one.children or UNANSWERED,
    "alder": lambda one: one.ages or UNANSWERED,
}


def test_every_case_field_with_choices_can_be_counted() -> None:
    assert set(FIELD_QUESTIONS) == set(FIELDS)


@given(materials(), st.sampled_from(sorted(FIELDS)), ANY_GROUPING)
def test_a_case_field_is_counted_like_a_question_of_every_case(of: Material, field: str, grouping: str) -> None:
    counted = count(of, field, grouping)
    expected = Counter(
        UNSETTLED if place in of.unsettled_cases else FIELDS[field](one) for place, one in enumerate(of.cases)
    )
    assert {key: len(codes) for key, codes in counted.total.cases.items() if codes} == dict(expected)
    assert counted.total.asked == len(of.cases)


def test_a_gender_that_is_not_known_is_counted_as_that() -> None:
    of = material([case("P-1", gender=""), case("P-2", gender=UNKNOWN)], yes_no("fraga"))
    assert count(of, "kon").total.cases[GENDERS[3]] == ("P-1", "P-2")


@pytest.mark.parametrize("word", ["obesvarad", "ej_fragad", "oenig", "besvarad", "ej_aktuellt", "vet_ej", "ja", "nej"])
@pytest.mark.parametrize("kind", ["select_one", "select_multiple"])
def test_a_choice_named_like_a_word_of_counting_is_refused_or_counted_right(word: str, kind: str) -> None:
    asked = asking("val", "Vilket?", kind, **{word: "Ordet", "annat": "Annat"})
    if word in ("besvarad", "ja", "nej"):
        of = material(cases(4), one_section(asked), {"val": [word, "annat", word, None]})
        total = count(of, "val").total
        assert (total.cases[word], total.cases[UNANSWERED], total.base) == (("FAR-00", "FAR-02"), ("FAR-03",), 3)
    else:
        with pytest.raises(Problem, match=word):
            one_section(asked)


@given(of=materials(), question=ANY_QUESTION, grouping=st.none() | ANY_GROUPING)
def test_what_has_been_counted_before_is_what_counting_anew_gives(
    of: Material, question: str, grouping: str | None
) -> None:
    before = count(of, question, grouping)
    assert count(of, question, grouping) is before
    assert count(replace(of), question, grouping) == before
    assert count(only(of, lambda _: False), question, grouping).total.n == 0


def test_what_is_no_question_or_no_grouping_is_told() -> None:
    of = material(cases(1), yes_no("fraga"))
    with pytest.raises(Problem, match=r"Frågan plan finns inte i granskningens checklistor\."):
        count(of, "plan")
    with pytest.raises(Problem, match=r"Indelningen stad finns inte\. Välj en av enhet, kon,"):
        count(of, "fraga", "stad")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("grind", "ärenden där frågan ställdes och besvarades med ja eller nej (2 av 3)"),
        ("olja", "alla ärenden där frågan ställdes (1 av 3)"),
        ("nyckel", "alla granskade ärenden (3 av 3)"),
        ("slag", "ärenden där frågan ställdes och besvarades (1 av 3)"),
    ],
)
def test_the_denominator_can_be_put_in_words(question: str, words: str) -> None:
    of = material(cases(3), checklist(), {"grind": ["ja", "nej", None], "gangjarn": ["ja"], "slag": ["tra"]})
    assert count(of, question).base_in_words == words
