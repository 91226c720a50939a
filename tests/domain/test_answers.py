"""What people type becomes one value, or is refused with what is allowed and without what they typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.answers import answer_label, parse_answer, possible_answers
from inspektor.domain.checklist import Choice, Question
from inspektor.domain.errors import Problem

BOTH = ("ej_aktuellt", "vet_ej")
CHOICES = (Choice("hem", "Hemmet"), Choice("Skola-1", "Skolan"), Choice("x", "Annat"))
YES_NO = Question("f", "F?", "ja_nej")
ALL_FIVE = Question("f", "F?", "ja_nej", allow=BOTH)
ONE = Question("f", "F?", "select_one", choices=CHOICES, allow=("vet_ej",))
CROSSED = Question("f", "F?", "select_one", choices=CHOICES, allow=BOTH)
MANY = Question("f", "F?", "select_multiple", choices=CHOICES, allow=("vet_ej",))
NUMBER = Question("f", "F?", "integer", allow=("vet_ej",))
FEW = Question("f", "F?", "integer", constraint=". >= 0 and . <= 20", allow=("vet_ej",))
NOT_3 = Question("f", "F?", "integer", constraint=". != 3")
DATE = Question("f", "F?", "date", constraint=". >= '2000-01-01'")
TEXT = Question("f", "F?", "text")


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        (YES_NO, "ja", "ja"),
        (YES_NO, " Ja ", "ja"),
        (YES_NO, "NEJ", "nej"),
        (YES_NO, "\u00a0ja\u00a0", "ja"),
        (ALL_FIVE, "ej aktuellt", "ej_aktuellt"),
        (ALL_FIVE, "Ej_aktuellt", "ej_aktuellt"),
        (ALL_FIVE, "ej  AKTUELLT", "ej_aktuellt"),
        (ALL_FIVE, "x", "ej_aktuellt"),
        (ALL_FIVE, "X", "ej_aktuellt"),
        (ALL_FIVE, "vet ej", "vet_ej"),
        (ALL_FIVE, "Vet_Ej", "vet_ej"),
        (ONE, "hem", "hem"),
        (ONE, "skola-1", "Skola-1"),
        (ONE, "x", "x"),
        (ONE, "vet ej", "vet_ej"),
        (CROSSED, "x", "x"),
        (CROSSED, "ej aktuellt", "ej_aktuellt"),
        (MANY, "hem", "hem"),
        (MANY, "x hem", "hem x"),
        (MANY, "x; hem", "hem x"),
        (MANY, "SKOLA-1, hem,hem", "hem Skola-1"),
        (MANY, "vet_ej", "vet_ej"),
        (NUMBER, "12", 12),
        (NUMBER, " 007 ", 7),
        (NUMBER, "-3", -3),
        (NUMBER, "-0", 0),
        (NUMBER, "vet ej", "vet_ej"),
        (FEW, "0", 0),
        (FEW, "20", 20),
        (FEW, "vet ej", "vet_ej"),
        (DATE, "2019-05-11", "2019-05-11"),
        (DATE, "20190511", "2019-05-11"),
        (DATE, "2019-05-11 00:00:00", "2019-05-11"),
        (DATE, "2019-05-11T00:00:00", "2019-05-11"),
        (TEXT, "  Två\tord\r\noch en rad ", "Två\tord\noch en rad"),
        (TEXT, "x", "x"),
        (TEXT, "A\u030a", "Å"),
        (TEXT, "å" * 10_000, "å" * 10_000),
    ],
)
def test_what_a_person_types_becomes_one_value(question: Question, typed: str, value: str | int) -> None:
    parsed = parse_answer(question, typed)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("question", "typed", "advice"),
    [
        (YES_NO, "", "Svaret är tomt. Skriv ja eller nej."),
        (YES_NO, "   ", "Svaret är tomt. Skriv ja eller nej."),
        (YES_NO, "kanske", "Skriv ja eller nej."),
        (YES_NO, "x", "Skriv ja eller nej."),
        (YES_NO, "vet ej", "Skriv ja eller nej."),
        (YES_NO, "1", "Skriv ja eller nej."),
        (YES_NO, "ja nej", "Skriv ja eller nej."),
        (ALL_FIVE, "kanske", "Skriv ja, nej, ej aktuellt (x) eller vet ej."),
        (ONE, "hemmet", "Skriv hem, Skola-1, x eller vet ej."),
        (ONE, "hem x", "Skriv hem, Skola-1, x eller vet ej."),
        (MANY, "hem skolan", "Skriv ett eller flera av svaren hem Skola-1 x eller vet ej."),
        (MANY, "hem vet_ej", "Skriv ett eller flera av svaren hem Skola-1 x eller vet ej."),
        (MANY, ";,", "Skriv ett eller flera av svaren hem Skola-1 x eller vet ej."),
        (NUMBER, "12,0", "Skriv ett heltal med siffror eller vet ej."),
        (NUMBER, "12.0", "Skriv ett heltal med siffror eller vet ej."),
        (NUMBER, "1e3", "Skriv ett heltal med siffror eller vet ej."),
        (NUMBER, "1 000", "Skriv ett heltal med siffror eller vet ej."),
        (NUMBER, "٣", "Skriv ett heltal med siffror eller vet ej."),
        (NUMBER, "9" * 16, "Skriv ett heltal med siffror eller vet ej."),
        (FEW, "21", "Skriv ett heltal med siffror eller vet ej. Talet ska vara minst 0 och högst 20."),
        (FEW, "-1", "Skriv ett heltal med siffror eller vet ej. Talet ska vara minst 0 och högst 20."),
        (DATE, "1999-12-31", "Skriv ett datum som 2019-05-11. Datumet ska vara tidigast 2000-01-01."),
        (DATE, "2019-02-30", "Datumet finns inte. Skriv ett datum som 2019-05-11"),
        (NOT_3, "3", "Skriv ett heltal med siffror. Villkoret är . != 3, där punkten är svaret."),
        (DATE, "2019-0511", "Skriv ett datum som 2019-05-11"),
        (DATE, "2019-05-11 13:00:00", "Skriv ett datum som 2019-05-11"),
        (DATE, "11/5 2019", "Skriv ett datum som 2019-05-11"),
        (DATE, "43596", "Skriv ett datum som 2019-05-11"),
        (TEXT, "a\x00b", "Ta bort det"),
        (TEXT, "a\x1bb", "Ta bort det"),
        (TEXT, "a\ud800b", "Ta bort det"),
        (TEXT, "å" * 10_001, "Skriv en text med högst 10000 tecken."),
    ],
)
def test_what_a_question_does_not_allow_is_refused_with_what_it_does(
    question: Question, typed: str, advice: str
) -> None:
    with pytest.raises(Problem) as caught:
        parse_answer(question, typed)
    assert advice in str(caught.value)


EVERY = [YES_NO, ALL_FIVE, ONE, CROSSED, MANY, NUMBER, FEW, DATE, TEXT]


def refusal(question: Question, typed: str) -> str:
    """What the refusal says, empty for what is allowed."""
    try:
        parse_answer(question, typed)
    except Problem as problem:
        return str(problem)
    return ""


@given(st.sampled_from(EVERY), st.text(alphabet="qwzQWZ0123456789-:/", min_size=12, max_size=12))
def test_a_refusal_never_quotes_what_was_typed(question: Question, typed: str) -> None:
    assert typed not in refusal(question, typed)


def legal(question: Question) -> st.SearchStrategy[str | int]:
    """Every value that a question can have."""
    own: dict[str, st.SearchStrategy[str | int]] = {
        "integer": st.integers(0, 20) if question.constraint else st.integers(-(10**15) + 1, 10**15 - 1),
        "date": st.dates(min_value=date(2000, 1, 1)).map(str),
        "text": st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1).map(str.strip),
        "select_multiple": st.lists(st.sampled_from(CHOICES), min_size=1, unique=True).map(
            lambda chosen: " ".join(choice.name for choice in CHOICES if choice in chosen)
        ),
    }
    words = possible_answers(question) if question.type in ("ja_nej", "select_one") else question.allow
    named: st.SearchStrategy[str | int] = st.sampled_from(words) if words else st.nothing()
    return own.get(question.type, st.nothing()) | named


@given(
    st.sampled_from([YES_NO, ALL_FIVE, ONE, MANY, NUMBER, FEW, DATE]).flatmap(lambda q: st.tuples(st.just(q), legal(q)))
)
def test_a_kept_value_that_is_typed_again_is_the_same_value(made: tuple[Question, str | int]) -> None:
    question, value = made
    assert parse_answer(question, str(value)) == value


@given(st.sampled_from(EVERY), st.text(max_size=30))
def test_whatever_is_typed_is_refused_or_parses_to_what_parses_to_itself(question: Question, typed: str) -> None:
    try:
        value = parse_answer(question, typed)
    except Problem:
        return
    assert parse_answer(question, str(value)) == value


@given(
    st.sampled_from([YES_NO, ALL_FIVE]).flatmap(lambda q: st.tuples(st.just(q), st.sampled_from(possible_answers(q))))
)
def test_a_label_that_is_typed_gives_its_answer(made: tuple[Question, str]) -> None:
    question, answer = made
    assert parse_answer(question, answer_label(question, answer)) == answer


def test_the_possible_answers_are_the_questions_own_and_then_what_it_allows() -> None:
    assert possible_answers(ALL_FIVE) == ("ja", "nej", "ej_aktuellt", "vet_ej")
    assert possible_answers(MANY) == ("hem", "Skola-1", "x", "vet_ej")
    assert possible_answers(NUMBER) == ("vet_ej",)
    assert possible_answers(TEXT) == ()


@pytest.mark.parametrize(
    ("question", "value", "label"),
    [
        (YES_NO, "ja", "Ja"),
        (YES_NO, "nej", "Nej"),
        (ALL_FIVE, "ej_aktuellt", "Ej aktuellt"),
        (ALL_FIVE, "vet_ej", "Vet ej"),
        (YES_NO, "", "Obesvarad"),
        (ONE, "x", "Annat"),
        (ONE, "", "Obesvarad"),
        (MANY, "hem x", "Hemmet, Annat"),
        (MANY, "vet_ej", "Vet ej"),
        (MANY, "", "Obesvarad"),
        (MANY, "hem borttaget", "Hemmet, borttaget"),
        (NUMBER, 12, "12"),
        (NUMBER, "vet_ej", "Vet ej"),
        (DATE, "2019-05-11", "2019-05-11"),
        (TEXT, "ja", "ja"),
        (TEXT, "", "Obesvarad"),
    ],
)
def test_an_answer_is_shown_by_its_label(question: Question, value: str | int, label: str) -> None:
    assert answer_label(question, value) == label
