"""The words that only one of two texts has are found, and nothing of the texts is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.word_diff import differing_words, moved

TEXTS = st.lists(st.sampled_from(["planen", "är", "reviderad", "2019-08-20", ".", ",", "\n", "  ", "Ja"])).map(" ".join)


def own(one: str, other: str) -> tuple[list[str], list[str]]:
    """The words that each text has alone."""
    first, second = differing_words(one, other)
    return [piece.text for piece in first if piece.own], [piece.text for piece in second if piece.own]


def test_words_are_compared_and_dates_are_words() -> None:
    one = "Planen är reviderad 2019-08-20 och gäller den insats som fanns före avslaget."
    other = "Planen är reviderad 2018-08-20 och gäller boendestöd."
    assert own(one, other) == (["2019-08-20", "den insats som fanns före avslaget"], ["2018-08-20", "boendestöd"])


def test_a_text_that_the_other_lacks_is_its_own_as_a_whole() -> None:
    assert own("Se journalen.", "") == (["Se journalen."], [])
    assert differing_words("", "") == ((), ())


def test_space_and_new_lines_alone_are_no_difference() -> None:
    assert own("Planen  är\nny", "Planen är ny ") == ([], [])


@given(st.text(), st.text())
def test_nothing_of_a_text_is_lost(one: str, other: str) -> None:
    first, second = differing_words(one, other)
    assert "".join(piece.text for piece in first) == one
    assert "".join(piece.text for piece in second) == other


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_in_both(one: str, other: str) -> None:
    shared = [" ".join("".join(p.text for p in side if not p.own).split()) for side in differing_words(one, other)]
    assert shared[0].replace(" ", "") == shared[1].replace(" ", "")


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert own(text, text) == ([], [])


ORDERS = st.permutations(["Sammanfattning", "Inledning", "Syfte", "Metod", "Analys"])


def test_what_has_changed_places_is_marked_in_both_lists_and_nothing_else() -> None:
    one, other = ["Inledning", "Syfte", "Metod", "Analys"], ["Inledning", "Metod", "Analys", "Syfte", "Källor"]
    assert moved(one, other) == [False, True, False, False]
    assert moved(other, one) == [False, False, False, True, True]
    assert moved(one, one) == [False] * 4


@given(ORDERS, ORDERS)
def test_the_same_lines_have_moved_from_both_sides_and_the_rest_stand_alike(one: list[str], other: list[str]) -> None:
    marks, others = moved(one, other), moved(other, one)
    assert {line for line, mark in zip(one, marks, strict=True) if mark} == {
        line for line, mark in zip(other, others, strict=True) if mark
    }
    assert [line for line, mark in zip(one, marks, strict=True) if not mark] == [
        line for line, mark in zip(other, others, strict=True) if not mark
    ]
