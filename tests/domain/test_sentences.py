"""A counted question in words: every figure is what its cases are, and the sentence is right for many, few and none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.document import plain
from inspektor.domain.questions import Checklist
from inspektor.domain.results import Material, Value, count
from inspektor.domain.rough_shares import roughly
from inspektor.domain.sentences import from_least_to_most, sentence
from tests.domain.builders import (
    MIXED,
    asking,
    assert_true_of_trace,
    assert_true_roughly,
    cases,
    checklist,
    figures_of,
    material,
    materials,
    one_section,
    yes_no,
)

PLAN = yes_no("plan", more='sentence = "En plan fanns i {ja} av {bas} bedömda ärenden ({procent})."')
QUESTIONS = ("grind", "gangjarn", "olja", "nyckel", "slag", "delar", "bredd", "dag", "anteckning", "kon", "beslut")


def counted(yes: int, no: int = 0, lists: Checklist = PLAN, unanswered: int = 0) -> Material:
    answers: Sequence[Value | None] = ["ja"] * yes + ["nej"] * no
    return material(cases(yes + no + unanswered), lists, {lists.questions[0].id: answers})


def said(of: Material, question: str = "plan") -> str:
    return plain(sentence(count(of, question)))


def told(kind: str, more: str, answers: Sequence[Value | None], extra: int = 0) -> str:
    """What a question of a kind with these answers, and as many without one as `extra`, comes to."""
    one = one_section(asking("fraga", "Hur är det?", kind, more))
    return said(material(cases(len(answers) + extra), one, {"fraga": answers}), "fraga")


@pytest.mark.parametrize(
    ("yes", "no", "text"),
    [
        (32, 8, "En plan fanns i 32 av 40 bedömda ärenden (80 procent)."),
        (14, 18, "En plan fanns i 14 av 32 bedömda ärenden (44 procent)."),
        (65, 14, "En plan fanns i 65 av 79 bedömda ärenden (82 procent)."),
        (10, 0, "En plan fanns i samtliga tio bedömda ärenden."),
        (40, 0, "En plan fanns i samtliga 40 bedömda ärenden."),
        (3, 0, "En plan fanns i samtliga tre bedömda ärenden."),
        (3, 7, "En plan fanns i tre av tio bedömda ärenden (30 procent)."),
        (12, 0, "En plan fanns i samtliga tolv bedömda ärenden."),
        (2, 38, "En plan fanns i 2 av 40 bedömda ärenden (5 procent)."),
        (0, 40, "En plan fanns i inget av 40 bedömda ärenden."),
        (4, 5, "En plan fanns i fyra av nio bedömda ärenden."),
        (0, 5, "En plan fanns i inget av fem bedömda ärenden."),
        (1, 4, "En plan fanns i ett av fem bedömda ärenden."),
        (2, 0, "En plan fanns i två av två bedömda ärenden."),
    ],
)
def test_k_of_n_comes_first_and_the_percentage_only_from_ten(yes: int, no: int, text: str) -> None:
    assert said(counted(yes, no)) == text


@pytest.mark.parametrize(
    ("yes", "no", "text"),
    [
        (1, 0, "Frågan ”Fråga plan?” besvarades i ett ärende, med ja."),
        (0, 1, "Frågan ”Fråga plan?” besvarades i ett ärende, med nej."),
    ],
)
def test_a_single_case_is_told_as_one(yes: int, no: int, text: str) -> None:
    assert said(counted(yes, no, unanswered=4)) == text


def test_no_answers_and_no_questions_are_told_apart() -> None:
    assert said(counted(0, unanswered=3)) == (
        "Frågan ”Fråga plan?” har inget svar att räkna i de ärenden där den ställdes."
    )
    closed = material(cases(3), checklist(), {"grind": ["nej", "nej", "nej"]})
    assert said(closed, "gangjarn") == "Frågan ”Är gångjärnen hela?” ställdes inte i något ärende."


def test_a_case_that_was_asked_but_has_no_answer_is_not_told_as_one() -> None:
    asked = yes_no("plan", more='base = "asked"')
    assert said(counted(0, lists=asked, unanswered=1)) == "Frågan ”Fråga plan?” besvarades i inget ärende."


def test_without_a_sentence_of_its_own_a_question_is_told_by_its_label() -> None:
    of = counted(11, 2, yes_no("plan"))
    assert said(of) == "Frågan ”Fråga plan?” besvarades med ja i 11 av 13 ärenden (85 procent)."


def test_the_percentage_goes_however_its_parenthesis_stands() -> None:
    tight = yes_no("plan", more='sentence = "Plan: {ja} av {bas}({procent}), och {nej} utan."')
    assert said(counted(2, 3, tight)) == "Plan: två av fem, och tre utan."
    assert said(counted(8, 12, tight)) == "Plan: 8 av 20(40 procent), och tolv utan."


def test_every_place_of_a_sentence_can_be_filled() -> None:
    lists = yes_no(
        "plan",
        more="""allow = ["ej_aktuellt", "vet_ej"]
sentence = "Av {bas} var {ja} ja, {nej} nej, {ej_aktuellt} ej aktuella, {vet_ej} okända och {obesvarad} obesvarade."
""",
    )
    answers = [*["ja"] * 14, *["nej"] * 3, "ej_aktuellt", "vet_ej", "vet_ej", None]
    of = material(cases(21), lists, {"plan": answers})
    assert said(of) == "Av 17 var 14 ja, tre nej, ett ej aktuella, två okända och ett obesvarade."
    assert [len(one.trace.cases) for one in figures_of(sentence(count(of, "plan")))] == [17, 14, 3, 1, 2, 1]


def test_zero_is_a_number_where_it_is_not_cases_that_are_counted() -> None:
    people = yes_no("plan", more='sentence = "Plan hade {ja} av {bas} personer ({procent})."')
    assert said(counted(0, 5, people)) == "Plan hade noll av fem personer."


CHOICES = 'choices = [{ name = "a", label = "Eget boende" }, { name = "b", label = "Gruppbostad" }]'


def test_one_of_several_answers_is_told_answer_by_answer() -> None:
    assert told("select_one", CHOICES, ["a"] * 12 + ["b"] * 28, extra=2) == (
        "Frågan ”Hur är det?” besvarades i 40 ärenden: ”Eget boende” i 12 (30 procent) och ”Gruppbostad” i 28 "
        "(70 procent)."
    )
    assert told("select_one", CHOICES, ["a"] * 3 + ["b"] * 2) == (
        "Frågan ”Hur är det?” besvarades i fem ärenden: ”Eget boende” i tre och ”Gruppbostad” i två."
    )
    assert told("select_one", CHOICES, ["a"] * 3 + ["b"] * 10) == (
        "Frågan ”Hur är det?” besvarades i 13 ärenden: ”Eget boende” i 3 (23 procent) och ”Gruppbostad” i 10 "
        "(77 procent)."
    )
    assert told("select_one", CHOICES, ["b"]) == "Frågan ”Hur är det?” besvarades i ett ärende: ”Gruppbostad”."


def test_several_answers_say_that_there_could_be_several() -> None:
    assert told("select_multiple", CHOICES, ["a b", "b"] * 6) == (
        "Frågan ”Hur är det?” besvarades i tolv ärenden: ”Eget boende” i sex (50 procent) och ”Gruppbostad” i tolv "
        "(100 procent). Flera svar kunde väljas."
    )


def test_a_question_with_answers_can_have_its_own_opening() -> None:
    opening = f'{CHOICES}\nsentence = "Boendet framgick i {{bas}} ärenden."'
    assert told("select_one", opening, ["a"] * 14) == (
        "Boendet framgick i 14 ärenden: ”Eget boende” i 14 (100 procent)."
    )


def test_where_no_answer_was_chosen_the_sentence_says_so() -> None:
    assert told("select_one", f'{CHOICES}\nbase = "asked"', [], extra=3) == (
        "Frågan ”Hur är det?” ställdes i tre ärenden. Inget av svaren valdes."
    )


@pytest.mark.parametrize(("kind", "value"), [("integer", 0), ("date", "2019-05-06"), ("text", "Kort.")])
def test_numbers_dates_and_texts_are_told_as_answered_of_asked(kind: str, value: Value) -> None:
    assert told(kind, "", [value] * 3, extra=17) == (
        "Frågan ”Hur är det?” besvarades i 3 av 20 ärenden där den ställdes."
    )
    assert told(kind, "", [value]) == "Frågan ”Hur är det?” besvarades i ett ärende."
    assert told(kind, 'base = "asked"', [], extra=1) == (
        "Frågan ”Hur är det?” har inget svar att räkna i de ärenden där den ställdes."
    )
    own = 'sentence = "Måttet fanns i {bas} ärenden; {obesvarad} saknade det."'
    assert told(kind, own, [value] * 2, extra=1) == "Måttet fanns i två ärenden; ett saknade det."


@given(st.integers(0, 60), st.integers(0, 60))
def test_all_and_none_are_said_only_of_all_and_none(yes: int, no: int) -> None:
    text = said(counted(yes, no))
    assert ("samtliga" in text) == (no == 0 and yes > 2)
    assert ("inget av" in text) == (yes == 0 and no > 1)


@pytest.mark.parametrize(
    ("yes", "no", "text"),
    [
        (14, 18, "En plan fanns i 14 av 32 bedömda ärenden (44 procent)."),
        (15, 17, "En plan fanns i 15 av 32 bedömda ärenden (47 procent, knappt hälften)."),
        (16, 16, "En plan fanns i 16 av 32 bedömda ärenden (50 procent)."),
        (17, 15, "En plan fanns i 17 av 32 bedömda ärenden (53 procent, drygt hälften)."),
        (10, 22, "En plan fanns i 10 av 32 bedömda ärenden (31 procent, knappt en tredjedel)."),
        (32, 0, "En plan fanns i samtliga 32 bedömda ärenden."),
        (4, 5, "En plan fanns i fyra av nio bedömda ärenden."),
    ],
)
def test_a_summary_says_what_a_share_is_roughly_where_that_is_true(yes: int, no: int, text: str) -> None:
    assert plain(sentence(count(counted(yes, no), "plan"), rough=True)) == text


@given(st.integers(0, 120), st.integers(1, 120))
def test_a_rough_share_is_true(part: int, more: int) -> None:
    whole = max(part, 1) + more
    words = roughly(part, whole)
    assert not words or whole >= 10
    *hedge, share = words.replace("drygt ", "drygt|").replace("knappt ", "knappt|").split("|")
    if words:
        assert_true_roughly(hedge[0] if hedge else None, share, Fraction(part, whole))


@given(st.integers(1, 60))
def test_the_words_for_an_exact_share_have_nothing_before_them(size: int) -> None:
    for words, (part, whole) in {"hälften": (1, 2), "en tredjedel": (1, 3), "tre fjärdedelar": (3, 4)}.items():
        assert roughly(part * size, whole * size) == (words if whole * size >= 10 else "")


def test_units_are_compared_from_the_least_to_the_most_with_their_names_in_the_genitive() -> None:
    found = (*cases(12, "Skärholmen"), *cases(15, "Farsta"), *cases(4, "Kungens"), *cases(3, ""))
    answers = [*["ja"] * 3, *["nej"] * 9, *["ja"] * 12, *["nej"] * 3, "ja", "nej", "nej", "ja", *["ja"] * 3]
    of = material(found, PLAN, {"plan": answers})
    assert plain(from_least_to_most(count(of, "plan", "enhet"))) == (
        "”Fråga plan?”: andelen ja var 3 av 12 (25 procent) i Skärholmens ärenden och 12 av 15 (80 procent) i Farstas."
    )
    alike = material(found, PLAN, {"plan": ["ja"] * len(found)})
    assert from_least_to_most(count(alike, "plan", "enhet")) == ()
    assert from_least_to_most(count(material(cases(4), PLAN, {}), "plan", "enhet")) == ()


@given(materials())
def test_the_least_and_the_most_are_so_whatever_the_answers(of: Material) -> None:
    one = count(of, "grind", "enhet")
    figures = figures_of(from_least_to_most(one))
    shares = [
        Fraction(len(column.cases["ja"]), column.base)
        for column in one.columns
        if column.base and column.label != "uppgift saknas"
    ]
    assert bool(figures) == (len(set(shares)) > 1)
    for figure in figures:
        assert_true_of_trace(figure.text, figure.trace)
        share = Fraction(len(figure.trace.cases), figure.trace.base)
        assert share == (min(shares) if figure.trace == figures[0].trace else max(shares))


@given(materials(), st.sampled_from(QUESTIONS), st.sampled_from((None, "enhet", "kon")))
def test_every_figure_says_what_its_cases_are(of: Material, question: str, grouping: str | None) -> None:
    result = count(of, question, grouping)
    for column in (*result.columns, result.total):
        for figure in figures_of(sentence(result, column, rough=True)):
            assert_true_of_trace(figure.text, figure.trace)
            assert (figure.trace.question, figure.trace.group) == (question, column.label)


@given(materials(), st.sampled_from(QUESTIONS))
def test_nothing_is_left_of_the_template_and_no_figure_stands_outside_a_trace(of: Material, question: str) -> None:
    parts = sentence(count(of, question))
    assert "{" not in plain(parts)
    outside = "".join(part.text for part in parts if part not in figures_of(parts))
    assert not re.search(r"\d", outside)
    assert plain(parts).endswith(".")
    assert "  " not in plain(parts)


@given(st.integers(0, 60), st.integers(0, 60))
def test_words_and_digits_are_never_mixed_in_a_share(yes: int, no: int) -> None:
    text = said(counted(yes, no))
    assert not MIXED.search(text)
    assert ("procent" in text) == (yes + no >= 10 and yes > 0 and no > 0)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_words_and_digits_are_never_mixed_in_a_list(first: int, second: int, unanswered: int) -> None:
    text = told("select_one", CHOICES, ["a"] * first + ["b"] * second, extra=unanswered)
    numbers = re.findall(r"” i (\w+)", text)
    assert len({number.isdigit() for number in numbers}) <= 1
