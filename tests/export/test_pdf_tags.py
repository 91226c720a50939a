"""What somebody meets who has the PDF read out: headings, lists, tables with heads, contents that lead somewhere."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from unicodedata import category

import pytest
from pypdf import PdfReader

from inspektor.domain.document import Bullets, Cell, Contents, Heading, Paragraph, Quotation, Table, Text
from inspektor.export.fonts import register
from inspektor.export.pdf import write_pdf
from inspektor.export.text import clean
from tests.export.pdf_reader import OUTSIDE, Node, marks, structure
from tests.export.samples import RUNNING, figures, full, report, squeezed, text, words_table

CONTENT = write_pdf(full())
TREE = structure(CONTENT)


def tree(*blocks: Any, **named: str) -> Node:
    """The structure of a report of the given blocks."""
    return structure(write_pdf(report(*blocks, **named)))


def shape(node: Node) -> Any:
    """An element as its tag, with its text or with the shapes below it."""
    return (node.tag, [shape(kid) for kid in node.kids] or node.text)


def test_the_document_is_told_in_its_order() -> None:
    assert [kid.tag for kid in TREE.kids] == [
        *["P"] * 6,
        "TOC",
        *["H1", "P", "L", "P", "P"],
        *["H2", "P", "L", "P", "L", "BlockQuote"],
        *["H1", "H2", "H3", "Table", "P", "Table", "P", "P", "Table"],
        *["P", "Figure", "P", "Figure", "P", "P"],
        *["H1", "Table"],
    ]


def test_headings_are_headings_of_their_level() -> None:
    heads = [(one.tag, one.text) for one in TREE.all() if one.tag in ("H1", "H2", "H3")]
    assert heads == [(f"H{one.level}", one.text) for one in full().blocks if isinstance(one, Heading)]


def test_no_heading_skips_a_level() -> None:
    levels = (3, 1, 3, 2, 3, 1)
    found = tree(*(Heading(level, f"Rubrik {level}", "r") for level in levels))
    assert [one.tag for one in found.kids if one.tag[0] == "H"] == ["H1", "H1", "H2", "H2", "H3", "H1"]


def test_a_heading_over_many_pages_is_one() -> None:
    (head,) = tree(Heading(1, RUNNING * 40, "r")).all("H1")
    assert len(head.pages) > 1
    assert head.words() == (RUNNING * 40).strip()


def test_a_list_has_entries_with_a_sign_and_a_text() -> None:
    bullets, numbers, _ = (shape(one) for one in TREE.all("L"))
    assert bullets == (
        "L",
        [
            ("LI", [("Lbl", "•"), ("LBody", "Planen är aktuell.")]),
            ("LI", [("Lbl", "•"), ("LBody", "Uppföljning saknas.")]),
        ],
    )
    assert [one[1][0] for one in numbers[1]] == [("Lbl", "1."), ("Lbl", "2.")]
    assert [one.attributes["ListNumbering"] for one in TREE.all("L")] == ["/Disc", "/Decimal", "/Decimal"]


def test_an_entry_over_two_pages_is_one() -> None:
    (entry,) = tree(text("Rad\n" * 40), Bullets(((Text(RUNNING * 5),),))).all("LI")
    assert [kid.tag for kid in entry.kids] == ["Lbl", "LBody"]
    assert entry.kids[1].pages == {2, 3}


def test_a_quotation_is_one() -> None:
    assert [shape(one) for one in TREE.all("BlockQuote")] == [("BlockQuote", [("P", "”Ingen frågade mig.”")])]


def test_the_contents_nest_as_the_headings_do_and_tell_the_pages() -> None:
    def entry(words: str, *below: Any) -> Any:
        inner = [("TOC", list(below))] if below else []
        return ("TOCI", [("Reference", [("Link", words)]), *inner])

    (contents,) = (one for one in TREE.kids if one.tag == "TOC")
    assert shape(contents) == (
        "TOC",
        [
            ("Caption", "Innehåll"),
            entry("Sammanfattning 3", entry("Metod & urval 3")),
            entry("Granskningsresultat 3", entry("Genomförandeplan 3")),
            entry("Bilaga 1. Protokoll 7"),
        ],
    )


def test_contents_that_begin_below_the_first_level_are_whole() -> None:
    found = tree(Contents(), Heading(2, "Före", "f"), Heading(1, "Först", "a"), Heading(2, "Under", "b"))
    assert [one.text for one in found.all("Link")] == ["Före 2", "Först 2", "Under 2"]
    assert [len(one.all("TOCI")) for one in found.all("TOC")] == [3, 1]


def test_a_link_and_the_text_it_belongs_to_name_each_other() -> None:
    reader = PdfReader(BytesIO(CONTENT))
    root: Any = reader.root_object
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    named = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for link in TREE.all("Link"):
        (area,) = link.links
        back = named[area["/StructParent"]].get_object()["/K"][-1].raw_get("/Obj")
        assert back.idnum == area.indirect_reference.idnum
        assert link.text.startswith(area["/Contents"])


def test_every_mark_of_a_page_names_its_element() -> None:
    reader = PdfReader(BytesIO(CONTENT))
    root: Any = reader.root_object
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    named = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for leaf, found in zip(reader.pages, marks(CONTENT), strict=True):
        elements = named[leaf["/StructParents"]]
        assert set(found) - {OUTSIDE} <= set(range(len(elements)))
        for number, element in enumerate(one.get_object() for one in elements):
            kids = [kid if isinstance(kid, int) else kid.get_object() for kid in element["/K"]]
            assert number in [kid if isinstance(kid, int) else kid.get("/MCID") for kid in kids]


def test_a_table_has_its_caption_its_heads_and_its_rows() -> None:
    table = TREE.all("Table")[0]
    assert [kid.tag for kid in table.kids] == ["Caption", "THead", "TBody"]
    assert table.kids[0].text == "Tabell 1. Finns en plan?"
    assert table.attributes["Summary"].startswith("Tabell med 3 rader under rubrikraden. Kolumner: Fråga, Farsta")
    first, second, *_ = table.all("TR")
    assert [(kid.tag, kid.attributes.get("Scope")) for kid in first.kids] == [("TH", "/Column")] * 6
    assert [(kid.tag, kid.attributes.get("Scope")) for kid in second.kids] == [("TH", "/Row"), *[("TD", None)] * 5]
    assert second.words() == "Fråga 0: finns en aktuell plan? 0 av 8 0 av 9 0 av 10 0 av 11 0 av 12"


def test_a_table_over_many_pages_is_one_with_its_heads_told_once() -> None:
    many = TREE.all("Table")[1]
    rows = many.all("TR")
    assert len(rows) == 71
    assert {len(row.kids) for row in rows} == {6}
    assert [kid.attributes.get("Scope") for row in rows for kid in row.kids].count("/Column") == 6
    assert len({number for one in many.all() for number in one.pages}) > 1


def test_a_row_over_many_pages_is_one() -> None:
    rows = ((Cell("rad\n" * 150), Cell("1")), (Cell("slut\n" * 150), Cell("2")))
    for header in (("a", "b"), ("a", RUNNING * 30)):
        (table,) = tree(Table("Rader", header, rows)).all("Table")
        _, first, second = table.all("TR")
        assert [len(row.kids) for row in (first, second)] == [2, 2]
        assert first.words().split() == ["rad"] * 150 + ["1"]
        assert second.words().split() == ["slut"] * 150 + ["2"]
        assert len(first.kids[0].pages) > 2


def test_an_empty_cell_keeps_its_place() -> None:
    (table,) = tree(Table("Glest", ("", "b", ""), ((Cell(""), Cell("2"), Cell("")), (Cell("x"),)))).all("Table")
    assert [[kid.text for kid in row.kids] for row in table.all("TR")] == [["", "b", ""], ["", "2", ""], ["x", "", ""]]


def test_a_table_that_is_only_a_header_has_a_body() -> None:
    (table,) = tree(Table("Tom", ("a", "b"), ())).all("Table")
    assert [kid.tag for kid in table.kids] == ["Caption", "TBody"]


def test_each_part_of_a_divided_table_is_a_table() -> None:
    wide = Table("Bred", ("Fråga", *(f"Hägersten-Älvsjö {place}" for place in range(25))), ((Cell("x"),) * 26,))
    parts = tree(wide).all("Table")
    assert len(parts) > 1
    assert [part.kids[0].text for part in parts] == [
        f"Tabell 1. Bred (del {place} av {len(parts)})" for place in range(1, len(parts) + 1)
    ]


def test_only_what_every_page_has_is_left_out() -> None:
    for number, found in enumerate(marks(CONTENT), 1):
        running = "Daglig verksamhet enligt LSS – granskning av åtta ärenden · 3.1-123/2026"
        left = squeezed(found[OUTSIDE])
        expected = squeezed(f"UTKAST {running} Sida {number} av 9" if number > 1 else "UTKAST")
        assert left.startswith(expected)
        repeated = left.removeprefix(expected)
        assert repeated in ("", squeezed("KodVägledningSvar")) or repeated.startswith("FrågaFarsta")


def test_all_text_is_told_in_the_order_it_stands() -> None:
    told = squeezed(TREE.words())
    place = 0
    for block in full().blocks:
        match block:
            case Heading():
                words = [block.text]
            case Paragraph() | Quotation():
                words = [part.text for part in block.inlines]
            case Bullets():
                words = [part.text for one in block.items for part in one]
            case Table():
                cells = [cell.text for row in block.rows for cell in row]
                words = [block.caption, *block.header, *cells, *block.notes]
            case _:
                words = []
        for one in words:
            place = told.index(squeezed(one), place)


def test_the_file_says_that_it_is_tagged_what_it_is_called_and_which_standard_it_follows() -> None:
    reader = PdfReader(BytesIO(write_pdf(report(text("Ett"), title="R & D <1>"))))
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    said = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert '<rdf:li xml:lang="x-default">R &amp; D &lt;1&gt;</rdf:li>' in said
    assert reader.pdf_header == "%PDF-1.7"
    assert {str(leaf["/Tabs"]) for leaf in reader.pages} == {"/S"}


def test_a_report_without_a_title_is_still_called_something() -> None:
    reader = PdfReader(BytesIO(write_pdf(report(text("Ett"), title=""))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Rapport"


SIGNS = sorted(sign for sign in register() if clean(sign).strip() == sign and category(sign)[0] != "M")


@pytest.mark.parametrize("start", range(0, len(SIGNS), 400))
def test_every_character_of_the_font_can_be_read_out(start: int) -> None:
    signs = SIGNS[start : start + 400]
    reader = PdfReader(BytesIO(write_pdf(report(text(" ".join(signs))))))
    read = "".join(leaf.extract_text() for leaf in reader.pages)
    assert [sign for sign in signs if sign not in read] == []


def test_a_code_that_stands_for_nothing_has_no_character() -> None:
    reader = PdfReader(BytesIO(CONTENT))
    maps = [
        font.get_object()["/ToUnicode"].get_data().decode()
        for leaf in reader.pages
        for font in leaf["/Resources"]["/Font"].get_object().values()  # type: ignore[index]
    ]
    assert maps
    assert not any("<0000>" in one for one in maps)
    assert all("<41> <0041>" in one for one in maps)


def test_words_table_is_told_row_by_row() -> None:
    (table,) = tree(words_table(2)).all("Table")
    assert [row.words() for row in table.all("TR")] == [
        "Kod Vägledning Svar",
        "FAR-00 Gäller × ≥ § ja Ja Nej",
        "FAR-01 Gäller × ≥ § ja Ja Nej",
    ]


def test_notes_follow_their_table() -> None:
    found = tree(figures(notes=("Bas: alla.", "Ett ärende räknas inte.")))
    assert [(kid.tag, kid.text) for kid in found.kids[-2:]] == [("P", "Bas: alla."), ("P", "Ett ärende räknas inte.")]
