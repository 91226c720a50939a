"""Numbers as people write them in Swedish, read back."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.number_words import DIGITS, WORD, WORDS, decimals, in_digits, value


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("noll", 0),
        ("inget", 0),
        ("en", 1),
        ("tolv", 12),
        ("tretton", 13),
        ("tjugo", 20),
        ("tjugofem", 25),
        ("trettioett", 31),
        ("trettioen", 31),
        ("hundra", 100),
        ("etthundra", 100),
        ("hundratre", 103),
        ("tvåhundratrettiofyra", 234),
        ("niohundranittionio", 999),
        ("Fjorton", 14),
        ("1 250", 1250),
        ("12\N{NO-BREAK SPACE}345", 12345),
        ("43,8", Fraction(219, 5)),
    ],
)
def test_a_number_is_read(word: str, number: int | Fraction) -> None:
    assert re.fullmatch(f"{DIGITS}|{WORD}", word, re.IGNORECASE)
    assert value(word) == number


def test_every_number_up_to_a_thousand_has_a_word_and_every_word_is_found_in_a_text() -> None:
    assert set(WORDS.values()) == set(range(1000))
    assert [word for word in WORDS if not re.fullmatch(WORD, word)] == []


@given(st.integers(0, 10**6), st.integers(0, 3))
def test_digits_come_back_as_they_were(number: int, places: int) -> None:
    of = Fraction(number, 10**places)
    assert value(in_digits(of, places)) == of
    assert decimals(in_digits(of, places)) == places
