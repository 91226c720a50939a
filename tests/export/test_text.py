"""Text is made fit for a file without losing a word, and its room is estimated well enough to divide tables by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from inspektor.assets import resource
from inspektor.export import look
from inspektor.export.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, printable, register, text_width
from inspektor.export.text import at_whole_hyphens, clean, lines, longest_word, one_line, shorten, together, width

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


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("i 14 av 32 ärenden (44 procent)", "i 14~av~32~ärenden (44~procent)"),
        ("24 kvinnor och 24 män", "24~kvinnor och 24~män"),
        (
            "med 95 procents säkerhet, 31–62 procent, 43,8 procent, 12 %",
            "med 95~procents säkerhet, 31–62~procent, 43,8~procent, 12~%",
        ),
        (
            "enligt 3 kap. 4 §, 10 kap. 8–9 §§ och 6 a § samt § 3",
            "enligt 3~kap.~4~§, 10~kap.~8–9~§§ och 6~a~§ samt §~3",
        ),
        ("3~kap. 5~§", "3~kap.~5~§"),
        ("den 3 mars 2026, i mars 2026", "den~3~mars~2026, i mars 2026"),
        ("tabell 3, bilaga 1 och ändring nr 12", "tabell~3, bilaga~1 och ändring nr~12"),
        ("1 250 av 3 000 ärenden", "1~250~av~3~000~ärenden"),
        ("sex av tretton nämnder, var och en", "sex av tretton nämnder, var och en"),
    ],
)
def test_a_number_stands_on_one_line_with_what_it_counts(text: str, held: str) -> None:
    space = "\N{NO-BREAK SPACE}"
    assert together(text.replace("~", space)) == held.replace("~", space)


@given(st.text(alphabet="1 av3§kap.procent\n\N{NO-BREAK SPACE}", max_size=30))
def test_holding_together_changes_spaces_alone_and_once(text: str) -> None:
    held = together(text)
    assert held.replace("\N{NO-BREAK SPACE}", " ") == text.replace("\N{NO-BREAK SPACE}", " ")
    assert together(held) == held


def test_a_line_may_end_at_the_hyphen_of_a_word_but_not_of_a_code_or_a_date() -> None:
    assert at_whole_hyphens("DUR-utredning i Ä-060 den 2026-03-01") == ["DUR-utredning i Ä", "060 den 2026", "03", "01"]
    assert longest_word("DUR-utredning") == width("utredning")
    assert longest_word("Ä-060, Ä-118") == width("Ä-060,")
    assert longest_word("14\N{NO-BREAK SPACE}av\N{NO-BREAK SPACE}32") == width("14 av 32")


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
