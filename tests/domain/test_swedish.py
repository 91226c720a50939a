"""Swedish in print: order, numbers and lists of names as a reader expects them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain import swedish
from inspektor.domain.swedish import natural_key
from tests.domain.builders import MIXED, half_up, value_of


def test_names_are_sorted_with_a_ring_and_dots_last() -> None:
    names = ["Bromma", "bromma-Norra", "Enskede", "Zinken", "Årsta", "Älvsjö", "Örby", "östberga"]
    mixed = random.Random(1).sample(names, len(names))
    assert swedish.sorted_names(mixed) == names


def test_foreign_letters_stand_with_the_letters_they_sound_like() -> None:
    assert swedish.sorted_names(["Wien", "Øresund", "Ärla", "Æbletoft", "Idéhuset", "Ideon", "Müller", "Myra"]) == [
        "Idéhuset",
        "Ideon",
        "Müller",
        "Myra",
        "Wien",
        "Æbletoft",
        "Ärla",
        "Øresund",
    ]


@given(st.lists(st.text(max_size=6)))
def test_the_order_does_not_depend_on_where_the_names_stood(names: list[str]) -> None:
    assert swedish.sorted_names(names) == swedish.sorted_names(reversed(names))


@given(st.integers(0, 10**6))
def test_numbers_are_words_up_to_twelve(value: int) -> None:
    text = swedish.number(value)
    assert value_of(text) == value
    assert text.isdigit() == (value > 12)


def test_one_thing_of_common_gender_is_en() -> None:
    assert [swedish.number(value, common=True) for value in (0, 1, 2, 13)] == ["noll", "en", "två", "13"]


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_share_is_all_words_or_all_digits(part: int, whole: int) -> None:
    text = swedish.share(part, whole)
    assert [value_of(word) for word in text.split(" av ")] == [part, whole]
    assert not MIXED.search(text)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(7, 16, 44), (1, 6, 17), (1, 8, 13), (1, 200, 1), (199, 200, 100), (0, 7, 0), (7, 7, 100), (2, 3, 67), (1, 3, 33)],
)
def test_half_a_percent_is_rounded_up(part: int, whole: int, percent: int) -> None:
    assert swedish.percent(part, whole) == percent == half_up(part, whole)


def test_digits_stand_by_thousands_that_no_line_breaks() -> None:
    assert [swedish.digits(value) for value in (0, 999, 1000, 1_234_567)] == [
        "0",
        "999",
        "1\N{NO-BREAK SPACE}000",
        "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567",
    ]


def test_there_is_no_percentage_of_nothing() -> None:
    assert swedish.percent(0, 0) is None


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c"), (iter("ab"), "a och b")],
)
def test_names_are_listed_with_och_before_the_last(names: list[str], text: str) -> None:
    assert swedish.listing(names) == text


def test_a_list_can_be_of_alternatives() -> None:
    assert swedish.listing(["ja", "nej", "vet ej"], "eller") == "ja, nej eller vet ej"


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Farsta", "Farstas"),
        ("Alvik", "Alviks"),
        ("Kungens", "Kungens"),
        ("Östra SDF", "Östra SDF:s"),
        ("Område 2", "Område 2:s"),
    ],
)
def test_a_name_that_ends_in_s_stays_in_the_genitive_and_an_abbreviation_has_a_colon(name: str, genitive: str) -> None:
    assert swedish.genitive(name) == genitive


def test_only_the_first_letter_is_made_a_capital() -> None:
    assert [swedish.upper_first(text) for text in ("två SoL-ärenden", "åtta", "")] == ["Två SoL-ärenden", "Åtta", ""]


def test_one_is_singular_and_none_is_plural() -> None:
    assert [swedish.plural(size, "ärende", "ärenden") for size in (0, 1, 2)] == ["ärenden", "ärende", "ärenden"]


def test_codes_sort_by_their_numbers_and_by_the_swedish_alphabet() -> None:
    codes = ["ÖST-1", "FAR-10", "ÄLV-1", "FAR-2", "Far-3", "ÅRS-1", "ZON-1", "", "2", "10"]
    assert sorted(codes, key=natural_key) == [
        "",
        "2",
        "10",
        "FAR-2",
        "Far-3",
        "FAR-10",
        "ZON-1",
        "ÅRS-1",
        "ÄLV-1",
        "ÖST-1",
    ]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_in_codes_sort_as_numbers(one: int, other: int) -> None:
    assert (natural_key(f"FAR-{one}") < natural_key(f"FAR-{other}")) == (one < other)


@given(st.lists(st.text(alphabet="aå1-Ö ")))
def test_any_texts_can_be_sorted_whatever_order_they_come_in(texts: list[str]) -> None:
    keys = sorted(map(natural_key, texts))
    assert keys == sorted(map(natural_key, reversed(texts)))
