"""Swedish in print: the order of names and codes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.swedish import natural_key


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
