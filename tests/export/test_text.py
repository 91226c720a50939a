"""Text is made fit for a file without losing a word, and its room is estimated well enough to divide tables by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from inspektor.assets import resource
from inspektor.export import look
from inspektor.export.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, printable, register, text_width
from inspektor.export.text import clean, lines, longest_word, one_line, shorten, width

SWEDISH = (
    "Genomförandeplaner saknas i drygt hälften av ärendena i Hägersten-Älvsjö – 14 av 32 (44 procent), se 4 kap. 1 §."
)


@given(st.text())
def test_xml_can_carry_any_clean_text(text: str) -> None:
    element = etree.Element("t")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text in {clean(text), None}


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="abc åäö\n–”§×≥é"))
def test_swedish_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\u030a", "å"),
        ("ut\xadredning\0\ud800\ufffe", "utredning"),
    ],
)
def test_line_ends_tabs_and_split_letters_become_the_plain_ones(written: str, read: str) -> None:
    assert clean(written) == read


def test_a_title_is_one_line() -> None:
    assert one_line(" Granskning\nav \t ärenden\r\n") == "Granskning av ärenden"


@given(st.text(alphabet="ab åö"), st.integers(2, 60))
def test_a_shortened_text_is_short_enough_and_begins_as_it_did(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_is_shortened_between_words() -> None:
    assert shorten("Granskning av daglig verksamhet", 24) == "Granskning av daglig…"


def test_the_estimated_width_is_close_to_the_fonts() -> None:
    measured = text_width(SWEDISH, REGULAR, 1)
    assert measured <= width(SWEDISH) <= measured * 1.1


def test_the_longest_word_ends_at_a_hyphen() -> None:
    assert longest_word("i Hägersten-Älvsjö nu") == width("Hägersten-")
    assert longest_word("") == 0


@given(st.text(alphabet="ab \n", max_size=200), st.floats(2, 50))
def test_more_room_never_takes_more_lines(text: str, room: float) -> None:
    assert lines(text, room) >= lines(text, room + 1) >= text.count("\n") + 1


@given(st.text())
def test_printable_text_has_only_characters_of_the_font(text: str) -> None:
    assert set(printable(clean(text))) <= register() | {"\n"}


def test_figures_are_equally_wide_so_that_columns_line_up() -> None:
    for font in (REGULAR, BOLD):
        assert len({text_width(figure, font, 10) for figure in "0123456789"}) == 1


def test_the_fonts_licence_goes_along() -> None:
    folder = resource("fonts")
    assert sorted(path.name for path in folder.glob("*.ttf")) == sorted(
        f"{name}.ttf" for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC)
    )
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "LICENSE.md").read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in (look.INK, look.HEADING, look.MUTED) for ground in ("FFFFFF", look.WATERMARK)),
        (look.INK, look.HEAD_GROUND),
        (look.MISSING_INK, look.MISSING_GROUND),
        (look.MISSING_INK, look.WATERMARK),
    ],
)
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
