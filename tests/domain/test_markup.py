"""People's own text: what Markdown the report takes, and that nothing they wrote is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.document import Block, Bullets, Paragraph, Quotation, Text, plain
from inspektor.domain.markup import blocks
from tests.domain.builders import inlines_of


def shape(found: tuple[Block, ...]) -> list[object]:
    """Blocks without marks: a text for a paragraph, `> ` before a quotation, a list or a tuple (numbered) for lists."""
    shown: list[object] = []
    for block in found:
        if isinstance(block, Bullets):
            items = [plain(item) for item in block.items]
            shown.append(tuple(items) if block.ordered else items)
        elif isinstance(block, Quotation):
            shown.append(f"> {plain(block.inlines)}")
        elif isinstance(block, Paragraph):
            shown.append(plain(block.inlines))
    return shown


@pytest.mark.parametrize("nothing", ["", "  \n \n", "- ", "* * *", "> "])
def test_a_text_without_words_has_no_blocks(nothing: str) -> None:
    assert blocks(nothing) == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ett\ntvå\n\ntre", ["ett två", "tre"]),
        ("rad  \nny rad", ["rad ny rad"]),
        ("Ingress:\n\n- ett\n- två", ["Ingress:", ["ett", "två"]]),
        ("- ett\n\n\n- två", [["ett", "två"]]),
        ("+ ett\n+ två", [["ett", "två"]]),
        ("1. ett\n2. två", [("ett", "två")]),
        ("1) ett\n2) två", [("ett", "två")]),
        ("> ett\n> två\n>\n> tre", ["> ett två", "> tre"]),
        ("> - ett\n> - två", ["> ett", "> två"]),
        ("- ett\n  - inre\n- två", [["ett", "inre", "två"]]),
        ("- ett\n  1. inre\n  2. till\n- två", [["ett", "1. inre", "2. till", "två"]]),
        ("1. ett\n   - inre\n   - till\n2. två", [("ett – inre – till", "två")]),
        ("1. ett\n\n   mer\n2. två", [("ett mer", "två")]),
        ("2019. Det året granskades 40 ärenden.", ["2019. Det året granskades 40 ärenden."]),
        ("3. tre\n4. fyra", ["3. tre", "4. fyra"]),
        ("# Rubrik", ["# Rubrik"]),
        ("Rubrik\n======", ["Rubrik ======"]),
        ("[länk](https://example.org) <b>html</b> `kod`", ["[länk](https://example.org) <b>html</b> `kod`"]),
        ("a | b\n--|--\n1 | 2", ["a | b --|-- 1 | 2"]),
        ("    indrag", ["indrag"]),
        ("&amp; &auml; © 5 < 6", ["&amp; &auml; © 5 < 6"]),
        (r"\*inte kursiv\* och plan\_aktuell", ["*inte kursiv* och plan_aktuell"]),
        ("snake_case_ord och 2 * 3 * 4", ["snake_case_ord och 2 * 3 * 4"]),
    ],
)
def test_paragraphs_lists_and_quotations_are_kept_and_the_rest_stays_as_typed(
    written: str, expected: list[object]
) -> None:
    assert shape(blocks(written)) == expected


def test_bold_and_italics_mark_their_words() -> None:
    (paragraph,) = blocks("Det är **mycket *viktigt* nu** och _lätt_.")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (
        Text("Det är "),
        Text("mycket ", bold=True),
        Text("viktigt", bold=True, italic=True),
        Text(" nu", bold=True),
        Text(" och "),
        Text("lätt", italic=True),
        Text("."),
    )


def test_marks_are_kept_within_lists_and_quotations() -> None:
    assert blocks("- **Punkt:** text") == (Bullets(((Text("Punkt:", bold=True), Text(" text")),)),)
    assert blocks("> *så*") == (Quotation((Text("så", italic=True),)),)


WRITTEN = st.text(st.sampled_from("aåÖ 12.)-+*_>#|`[]()<&\n\\\"'”–"), max_size=60)


@given(WRITTEN)
def test_no_letter_that_somebody_wrote_is_lost_or_moved(written: str) -> None:
    found = "".join(plain(inlines) for inlines in inlines_of(blocks(written)))
    assert re.findall(r"[aåÖ]", found) == re.findall(r"[aåÖ]", written)


@given(WRITTEN)
def test_no_block_of_a_text_is_empty(written: str) -> None:
    for block in blocks(written):
        assert not isinstance(block, Bullets) or block.items
    assert all(plain(inlines).strip() for inlines in inlines_of(blocks(written)))
