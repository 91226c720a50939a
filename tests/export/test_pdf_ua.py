"""PDF/UA-1 (ISO 14289-1): no report breaks a rule of it, and a file that breaks one is found out."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from inspektor.domain.document import Bullets, Cell, Contents, Heading, Paragraph, Quotation, Report, Table, Text
from inspektor.domain.results import Material
from inspektor.export.pdf import write_pdf
from tests.domain.builders import case, cases, checklist, material, materials, yes_no
from tests.domain.reports import report as of_review
from tests.domain.test_dialog import dialog
from tests.export.pdf_reader import failures
from tests.export.samples import RUNNING, chart, figures, full, report, text, words_table
from tests.export.test_any_report import REPORTS

CONTENT = write_pdf(full())
LONG_LABEL = "Är den långa frågan, med sitt långa villkor, besvarad av nån"
PLAN = yes_no("plan")


def districts() -> Material:
    """A review of 25 districts, one of which has no case with an answer."""
    found = [case(f"P-{place}", f"Stadsdel {place % 25}", ("kvinna", "man")[place % 2]) for place in range(50)]
    return material(found, PLAN, {"plan": [None if place % 25 == 7 else "ja" for place in range(50)]})


KINDS: dict[str, Callable[[], Report]] = {
    "a block of every kind": full,
    "nothing but its title page": lambda: report(title="", subtitle="", dnr="", status="", data_state=""),
    "no headings to list": lambda: report(Contents(), text("Ett")),
    "headings taller than a page": lambda: report(Contents(), Heading(1, RUNNING * 40, "a"), Heading(3, RUNNING, "b")),
    "texts over pages": lambda: report(
        Paragraph((Text(RUNNING * 40),), "missing"),
        Quotation((Text(RUNNING * 40),)),
        Bullets(((Text(RUNNING * 40),),) * 2),
        Bullets(tuple((Text(f"Punkt {place}"),) for place in range(120)), ordered=True),
    ),
    "tables over pages": lambda: report(figures(rows=300), words_table(200), words_table(cell=RUNNING * 60)),
    "a table that is its header": lambda: report(Table("Tom", ("a", "b"), ()), Table("Ingen", (), ())),
    "a table too wide": lambda: report(Table("Bred", ("a", *[LONG_LABEL] * 25), ((Cell("1 av 2"),) * 26,) * 3)),
    "charts of many groups": lambda: report(
        chart("heat", tuple(f"Stadsdel {place}" for place in range(30))),
        chart("bars", (LONG_LABEL, "Män", "Annat kön", "Uppgift saknas")),
        chart("heat", (LONG_LABEL,)),
    ),
    "a review without cases": lambda: of_review(material((), PLAN)),
    "a review without answers": lambda: of_review(material(cases(5), PLAN)),
    "25 districts": lambda: of_review(districts()),
    "a dialog version": lambda: dialog(
        material([*cases(12), *cases(12, "Alvik")], checklist(), {"grind": ["ja", "nej"] * 12, "slag": ["rost"] * 24}),
        "Farsta",
    ),
    "a dialog version of one unit alone": lambda: dialog(material(cases(3), PLAN, {"plan": ["ja"]}), "Farsta"),
    "women alone": lambda: of_review(material([case("P-1", gender="kvinna")], PLAN, {"plan": ["ja"]})),
    "long labels": lambda: of_review(material(cases(12), yes_no("plan", title=LONG_LABEL), {"plan": ["ja"] * 12})),
    "a question nobody was asked": lambda: of_review(
        material(cases(2), yes_no("plan", more="relevant = \"${kon} = 'annat'\""))
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_breaks_no_rule(kind: str) -> None:
    assert failures(write_pdf(KINDS[kind]())) == []


@settings(max_examples=60)
@given(REPORTS)
def test_no_report_of_any_blocks_breaks_a_rule(of: Report) -> None:
    assert failures(write_pdf(of)) == []


@settings(max_examples=15)
@given(materials())
def test_no_report_of_any_review_breaks_a_rule(of: Material) -> None:
    assert failures(write_pdf(of_review(of))) == []


class Altered:
    """The full report, taken apart and put together again with a fault in it."""

    def __init__(self) -> None:
        self._writer = PdfWriter(clone_from=PdfReader(BytesIO(CONTENT)))
        self.root: Any = self._writer.root_object
        self.pages: list[Any] = list(self._writer.pages)

    def elements(self, tag: str) -> list[Any]:
        """The elements with a tag, in the order of the tree."""
        return [one for one in self._below(self.root["/StructTreeRoot"]["/K"][0].get_object()) if one["/S"] == tag]

    def _below(self, element: Any) -> list[Any]:
        kids = [kid.get_object() for kid in element["/K"] if not isinstance(kid, int)]
        return [element, *(one for kid in kids if "/S" in kid for one in self._below(kid))]

    def rewrite(self, holder: Any, key: str, old: bytes, new: bytes) -> None:
        """Replace what stands in a stream."""
        before = holder[key].get_object().get_data()
        assert old in before
        stream = DecodedStreamObject()
        stream.update({name: value for name, value in holder[key].items() if name in ("/Type", "/Subtype")})
        stream.set_data(before.replace(old, new))
        holder[NameObject(key)] = self._writer._add_object(stream)

    def content(self) -> bytes:
        """The file."""
        file = BytesIO()
        self._writer.write(file)
        return file.getvalue()


def untagged(file: Altered) -> None:
    file.rewrite(file.pages[2], "/Contents", b"/H1 <</MCID 0>> BDC", b"/Prov BMC")


def tagged_decoration(file: Altered) -> None:
    file.rewrite(file.pages[2], "/Contents", b"/H1 <</MCID 0>> BDC", b"/Artifact BMC /H1 <</MCID 0>> BDC EMC")


def no_scope(file: Altered) -> None:
    for head in file.elements("/TH"):
        del head["/A"]


def no_language(file: Altered) -> None:
    del file.root["/Lang"]


def no_title(file: Altered) -> None:
    file.rewrite(file.root, "/Metadata", b"dc:title", b"dc:titel")


def title_not_shown(file: Altered) -> None:
    del file.root["/ViewerPreferences"]["/DisplayDocTitle"]


def not_marked(file: Altered) -> None:
    del file.root["/MarkInfo"]


def another_standard(file: Altered) -> None:
    file.rewrite(file.root, "/Metadata", b"<pdfuaid:part>1</pdfuaid:part>", b"")


def skipped_level(file: Altered) -> None:
    for head in file.elements("/H2"):
        head[NameObject("/S")] = NameObject("/H4")


def cell_outside_a_row(file: Altered) -> None:
    file.elements("/TR")[1][NameObject("/S")] = NameObject("/LI")


def row_with_too_few_cells(file: Altered) -> None:
    del file.elements("/TR")[1]["/K"][2]


def entry_without_a_list(file: Altered) -> None:
    file.elements("/L")[0][NameObject("/S")] = NameObject("/Div")


def unnamed_characters(file: Altered) -> None:
    for font in file.pages[0]["/Resources"]["/Font"].get_object().values():
        del font.get_object()["/ToUnicode"]


def characters_named_nothing(file: Altered) -> None:
    font = next(iter(file.pages[0]["/Resources"]["/Font"].get_object().values())).get_object()
    file.rewrite(font, "/ToUnicode", b"<55> <0055>", b"<55> <0000>")


def font_left_out(file: Altered) -> None:
    for font in file.pages[0]["/Resources"]["/Font"].get_object().values():
        del font.get_object()["/FontDescriptor"]["/FontFile2"]


def link_without_words(file: Altered) -> None:
    del file.pages[1]["/Annots"][0].get_object()["/Contents"]


def link_outside_the_tree(file: Altered) -> None:
    for link in file.elements("/Link"):
        link[NameObject("/S")] = NameObject("/Span")


def picture_without_words(file: Altered) -> None:
    file.elements("/BlockQuote")[0][NameObject("/S")] = NameObject("/Figure")


FAULTS: dict[Callable[[Altered], None], str] = {
    untagged: "CONTENT-TAGGING",
    tagged_decoration: "TAGGED-CONTENT-INSIDE-ARTIFACT",
    no_scope: "TABLE-HEADERS-SCOPE",
    no_language: "TEXT-LANGUAGE",
    no_title: "METADATA-TITLE",
    title_not_shown: "VIEWER-PREFERENCES",
    not_marked: "TAGGED-DOCUMENT",
    another_standard: "ID-PART",
    skipped_level: "HEADING-NESTING",
    cell_outside_a_row: "TD-PARENT",
    row_with_too_few_cells: "TABLE-ROW-COLUMNSPAN",
    entry_without_a_list: "LI-PARENT",
    unnamed_characters: "FONT-UNICODE-MAPPING",
    characters_named_nothing: "FONT-UNICODE-VALUE",
    font_left_out: "FONT-EMBEDDING",
    link_without_words: "LINK-CONTENTS",
    link_outside_the_tree: "LINK-LINK-TAG",
    picture_without_words: "FIGURE-ALTERNATIVE-TEXT",
}


def test_a_file_put_together_again_without_a_fault_breaks_no_rule() -> None:
    assert failures(Altered().content()) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found(fault: Callable[[Altered], None]) -> None:
    file = Altered()
    fault(file)
    assert f"PDFUA1-{FAULTS[fault]}-001" in failures(file.content())
