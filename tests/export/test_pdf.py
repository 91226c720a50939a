"""The PDF: the same content as the Word file, found again by a reader: text, outline, fonts, language, links."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from inspektor.domain.document import Bullets, Cell, Contents, Heading, PageBreak, Paragraph, Table, Text
from inspektor.export.pdf import write_pdf
from tests.export.samples import RUNNING, chart, figures, full, report, squeezed, text

CONTENT = write_pdf(full())
FULL = PdfReader(BytesIO(CONTENT))
PAGES = [page.extract_text() for page in FULL.pages]


def read(*blocks: Any, **named: str) -> list[str]:
    """The texts of the pages of a report."""
    return [page.extract_text() for page in PdfReader(BytesIO(write_pdf(report(*blocks, **named)))).pages]


def outline(entries: Any) -> list[Any]:
    """The outline as titles, with lists for what lies below."""
    return [entry.title if isinstance(entry, Destination) else outline(entry) for entry in entries]


def pages_of_headings(reader: PdfReader) -> dict[str, int]:
    """On which page, from 1, each entry of the outline leads to."""
    flat: dict[str, int] = {}

    def visit(entries: Any) -> None:
        for entry in entries:
            if isinstance(entry, Destination):
                flat[str(entry.title)] = (reader.get_destination_page_number(entry) or 0) + 1
            else:
                visit(entry)

    visit(reader.outline)
    return flat


def test_the_outline_nests_as_the_headings_do() -> None:
    assert outline(FULL.outline) == [
        "Sammanfattning",
        ["Metod & urval"],
        "Granskningsresultat",
        ["Genomförandeplan", ["Finns en plan?"]],
        "Bilaga 1. Protokoll",
    ]


def test_a_heading_that_skips_a_level_still_has_its_place_in_the_outline() -> None:
    heads = [Heading(3, "a", "a"), Heading(1, "b", "b"), Heading(3, "c", "c"), Heading(2, "d", "d")]
    reader = PdfReader(BytesIO(write_pdf(report(*heads))))
    assert outline(reader.outline) == ["a", "b", ["c", "d"]]


def test_an_outline_entry_leads_to_the_top_of_its_heading() -> None:
    for entry in FULL.outline:
        if isinstance(entry, Destination):
            assert entry.top is not None
            assert 0 < float(entry.top) < 842
            assert str(entry.title) in PAGES[FULL.get_destination_page_number(entry) or 0]


def test_the_contents_name_the_pages_where_the_headings_stand() -> None:
    pages = pages_of_headings(FULL)
    found = [line.strip() for line in PAGES[1].splitlines()]
    for title in ("Sammanfattning", "Metod & urval", "Granskningsresultat", "Genomförandeplan", "Bilaga 1. Protokoll"):
        place = next(place for place, line in enumerate(found) if line == title)
        assert found[place + 1] == str(pages[title])
    assert pages["Sammanfattning"] == 3
    assert "Finns en plan?" not in PAGES[1]


def test_the_dots_of_the_contents_begin_where_the_words_end() -> None:
    blocks = (Contents(), Heading(1, "Kapitel", "k"), Heading(2, "Avsnitt", "a"))
    with pypdfium2.PdfDocument(write_pdf(report(*blocks, status=""))) as document:
        leaf = document[1]
        dots = [one.get_bounds() for one in leaf.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
        words = [one.get_bounds() for one in leaf.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
    assert len(dots) == 2
    for left, bottom, _, _ in dots:
        ends = [right for start, low, right, high in words if low - 4 < bottom < high and start < left]
        assert 2 < left - max(ends) < 8


def test_the_contents_of_a_whole_report_stand_on_one_page() -> None:
    heads = [Heading(level, f"Kapitel {place}", f"k{place}") for place, level in enumerate([1, 2, 2, 2] * 13, 1)]
    contents = read(Contents(), PageBreak(), *heads)[1]
    assert {head.text for head in heads} <= {line.strip() for line in contents.splitlines()}


def test_the_contents_are_links() -> None:
    annotations: Any = FULL.pages[1]["/Annots"]
    links = [one.get_object() for one in annotations]
    assert {link["/Subtype"] for link in links} == {"/Link"}
    pages = {
        page.indirect_reference.idnum: number for number, page in enumerate(FULL.pages, 1) if page.indirect_reference
    }
    targets = {link["/Contents"]: pages[link["/Dest"][0].idnum] for link in links}
    expected = pages_of_headings(FULL)
    del expected["Finns en plan?"]
    assert targets == expected


def test_every_text_of_the_document_can_be_read_in_order() -> None:
    everything = squeezed("".join(PAGES))
    place = 0
    for words in (
        "Daglig verksamhet enligt LSS – granskning av åtta ärenden",
        "Dnr 3.1-123/2026",
        "Siffrorna är räknade 2026-11-21 på 40 ärenden.",
        "Innehåll",
        "Av ärendena har 32 av 40 en aktuell plan.",
        "Uppföljning saknas.",
        "[Sammanfattningen är inte skriven.]",
        "11 kap. 1 § är i regel aktuella – men ”barnets bästa” nämns sällan.",
        "1.Ramen lästes in.",
        "2.Urvalet drogs.",
        "1.Akterna granskades.",
        "”Ingen frågade mig.”",
        "Tabell 1. Finns en plan?",
        "Bas: alla.",
        "Tabell 2. Många frågor",
        "Tabell 3. Checklistan",
        "Gäller × ≥ § ja",
        "Siffrorna kan ändras.",
    ):
        place = everything.index(squeezed(words), place)


def test_every_cell_is_there() -> None:
    everything = squeezed("".join(PAGES))
    for table in (block for block in full().blocks if isinstance(block, Table)):
        for row in table.rows:
            assert squeezed("".join(cell.text for cell in row)) in everything


def test_the_page_says_which_it_is_and_whose() -> None:
    assert "Sida" not in PAGES[0]
    for number, page in enumerate(PAGES[1:], 2):
        assert f"Sida {number} av {len(PAGES)}" in page
        assert "Daglig verksamhet enligt LSS – granskning av åtta ärenden · 3.1-123/2026" in page


def test_the_status_lies_behind_the_text_of_every_page() -> None:
    assert all(page.startswith("UTKAST") for page in PAGES)
    assert not any("UTKAST" in page for page in read(text("Ett"), status=""))


def test_all_fonts_are_embedded_subsets_of_ours() -> None:
    fonts = {font.get_object()["/BaseFont"]: font.get_object() for page in FULL.pages for font in _fonts(page)}
    assert {name.partition("+")[2] for name in fonts} == {
        "SourceSans3-Regular",
        "SourceSans3-Semibold",
        "SourceSans3-It",
    }
    for font in fonts.values():
        assert font["/FontDescriptor"]["/FontFile2"].get_object().get_data()
        assert "/ToUnicode" in font
    assert b"Helvetica" not in CONTENT


def _fonts(page: Any) -> list[Any]:
    return list(page["/Resources"]["/Font"].get_object().values())


def test_language_title_and_properties_are_the_reports() -> None:
    root: Any = FULL.trailer["/Root"]
    assert root["/Lang"] == "sv-SE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/PageMode"] == "/UseOutlines"
    properties = FULL.metadata
    assert properties is not None
    assert properties.title == "Daglig verksamhet enligt LSS – granskning av åtta ärenden"
    assert properties.subject == "Socialtjänstinspektörernas granskning"
    assert properties.author == "Inspektor"
    assert str(properties.creation_date)[:10] == "2026-11-21"


def test_the_pages_are_a4() -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in FULL.pages} == {(595, 842)}


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_pdf(full()) == CONTENT


def test_a_long_table_repeats_its_header_on_every_page_and_has_its_caption_once() -> None:
    pages = read(figures(rows=120))
    with_rows = [page for page in pages if "finns en aktuell" in page]
    assert len(with_rows) > 2
    assert all(page.count("Rinkeby-") == 1 for page in with_rows)
    assert [page.count("Tabell 1.") for page in with_rows] == [1] + [0] * (len(with_rows) - 1)


@pytest.mark.parametrize("lines", range(20, 46, 1))
def test_heading_caption_and_first_row_stand_on_one_page(lines: int) -> None:
    before = text("Rad\n" * lines)
    pages = read(before, Heading(2, "Rubriken", "r"), Heading(3, "Under", "u"), figures("Frågan", rows=60))
    page = next(page for page in pages if "Rubriken" in page)
    assert all(words in page for words in ("Under", "Tabell 1. Frågan", "Fråga 0: finns"))


@pytest.mark.parametrize("lines", range(20, 46))
def test_two_rows_of_a_long_table_stand_where_it_begins(lines: int) -> None:
    page = next(page for page in read(text("Rad\n" * lines), figures(rows=60)) if "Tabell 1." in page)
    assert "Fråga 1: finns" in page


@pytest.mark.parametrize(("lines", "begins"), [(30, True), (36, False)])
def test_a_small_table_is_divided_rather_than_leave_much_of_a_page_empty(lines: int, begins: bool) -> None:
    first, *_ = (page for page in read(text("Rad\n" * lines), figures(rows=12)) if "Rad" in page)
    assert ("Fråga 1: finns" in first) == begins
    assert "Fråga 11: finns" not in first


@pytest.mark.parametrize("lines", range(30, 46))
def test_the_small_print_above_a_table_stands_with_it(lines: int) -> None:
    note = Paragraph((Text("Lagrum: 6 § LSS."),), "note")
    pages = read(text("Rad\n" * lines), Heading(2, "Rubriken", "r"), note, figures(rows=60))
    page = next(page for page in pages if "Rubriken" in page)
    assert "Lagrum" in page
    assert "Fråga 0: finns" in page


@pytest.mark.parametrize("before", range(40))
def test_no_number_is_parted_from_what_it_counts(before: int) -> None:
    (page,) = (
        one
        for one in read(text("i" * before + " lång mening" * 6 + " i 37 av 43 ärenden (86 procent)."))
        if "37" in one
    )
    assert "37 av 43" in page
    assert "(86 procent)" in page


@pytest.mark.parametrize("lines", range(20, 46, 5))
def test_a_small_table_stays_on_one_page_with_its_notes(lines: int) -> None:
    page = next(page for page in read(text("Rad\n" * lines), figures(rows=5)) if "Tabell 1." in page)
    assert "Fråga 4" in page
    assert "Bas: alla." in page


@pytest.mark.parametrize("rows", range(18, 28))
def test_notes_are_never_alone_on_a_page(rows: int) -> None:
    pages = read(figures(rows=rows, notes=("Bas: alla.", "Ett ärende räknas inte.")))
    page = next(page for page in pages if "Bas: alla." in page)
    assert f"Fråga {rows - 1}" in page
    assert page.count("Rinkeby-") == 1


@pytest.mark.parametrize("lines", range(1, 40, 3))
def test_a_row_that_fits_a_page_is_never_broken(lines: int) -> None:
    rows = [(Cell(f"Rad {n}"), Cell(f"Börjar{n}. " + RUNNING * 4 + f"Slutar{n}.")) for n in range(14)]
    pages = read(text("Rad\n" * lines), Table("Svar", ("Kod", "Text"), tuple(rows), numeric=False))
    for number in range(14):
        page = next(page for page in pages if f"Börjar{number}." in page)
        assert f"Slutar{number}." in page
        assert page.count("Kod") == 1


@pytest.mark.parametrize("lines", range(1, 40, 3))
def test_a_row_that_no_page_fits_is_broken_under_a_header_that_comes_once_on_each(lines: int) -> None:
    rows = ((Cell("Rad 1"), Cell("Kort.")), (Cell("Rad 2"), Cell("Börjar. " + RUNNING * 40 + "Slutar.")))
    pages = read(text("Rad\n" * lines), Table("Svar", ("Kod", "Text"), rows, numeric=False))
    begins, ends = (next(place for place, page in enumerate(pages) if word in page) for word in ("Börjar", "Slutar"))
    assert begins < ends
    assert all(page.count("Kod") == 1 for page in pages[begins : ends + 1])


@pytest.mark.parametrize("after", [(), (PageBreak(), text("Sist."))])
def test_no_page_is_blank_however_full_the_one_before_it_is(after: tuple[Any, ...]) -> None:
    for lines in range(30, 42):
        pages = read(text("Rad\n" * lines), figures(rows=5, notes=()), *after)
        assert all("Rad" in page or "Fråga" in page or "Sist." in page for page in pages[1:])


def test_a_long_name_breaks_at_its_hyphen() -> None:
    head = ("Fråga", "Med brist i Enskede-Årsta-Vantör")
    (page,) = read(Table("Brister", head, ((Cell("Finns en plan?"), Cell("2 av 3")),), widths=(5, 1)))[1:]
    assert "Enskede-" in page
    assert "Ensked\n" not in page


@pytest.mark.parametrize("lines", range(20, 46, 2))
def test_the_last_row_of_a_long_table_is_never_alone_on_a_page(lines: int) -> None:
    rows = tuple((Cell(f"Rad {n}."), Cell("Ja")) for n in range(40))
    pages = read(text("Rad\n" * lines), Table("Svar", ("Kod", "Text"), rows, numeric=False))
    assert "Rad 38." in next(page for page in pages if "Rad 39." in page)


@pytest.mark.parametrize("lines", range(30, 46, 2))
def test_no_item_of_a_list_is_alone_at_the_top_or_the_bottom_of_a_page(lines: int) -> None:
    items = tuple((Text(f"Punkt {place}."),) for place in range(4))
    pages = read(text("Rad\n" * lines), Heading(2, "Rubriken", "r"), Bullets(items))
    assert "Punkt 1." in next(page for page in pages if "Rubriken" in page)
    assert "Punkt 2." in next(page for page in pages if "Punkt 3." in page)


@pytest.mark.parametrize("lines", range(16, 40, 2))
def test_small_print_stands_with_the_chart_before_it(lines: int) -> None:
    note = Paragraph((Text("För få ärenden."),), "note")
    page = next(page for page in read(text("Rad\n" * lines), chart(), note) if "Figur 1." in page)
    assert "För få ärenden." in page


def test_a_heading_alone_goes_with_the_text_that_follows() -> None:
    for lines in range(36, 46):
        pages = read(text("Rad\n" * lines), Heading(1, "Rubriken", "r"), text("Texten börjar här."))
        page = next(page for page in pages if "Rubriken" in page)
        assert "Texten börjar här." in page


def test_a_page_break_begins_a_new_page_once() -> None:
    pages = read(PageBreak(), text("Ett"), PageBreak(), PageBreak(), text("Två"), PageBreak())
    assert ["Ett" in page for page in pages] == [False, True, False]
    assert ["Två" in page for page in pages] == [False, False, True]


def test_an_empty_report_is_its_title_page() -> None:
    assert len(read()) == 1
    assert len(read(title="", subtitle="", dnr="", status="", data_state="")) == 1
    assert len(read(Paragraph(()), Bullets(()), Heading(1, "", "tom"))) == 1


LONG = "Utredningen visar att insatsen behövs. " * 55
WORD = "genomförandeplansuppföljningsrapporteringsskyldighetsutredare"


@pytest.mark.parametrize(
    "table",
    [
        Table("Tom", ("a", "b"), ()),
        Table("En", ("a",), ((Cell("x1"),), (Cell("x2"),))),
        Table("Kort", ("a", "b"), ((Cell("x1"),), (Cell("x2"), Cell("x3"), Cell("x4")))),
        Table("Långt", ("a", "b"), ((Cell(LONG), Cell("1")), (Cell("x"), Cell(LONG))), ("n",), numeric=False),
        Table("Långa", ("a", "b"), ((Cell(LONG * 6), Cell(LONG)),), ("n",), numeric=False),
        Table("Rubrik", ("a", LONG * 3), ((Cell("x"), Cell("1")),) * 3),
        Table("Rubriker", (LONG * 2, LONG * 2), ()),
        Table("Ord", (WORD,) * 8, ((Cell(WORD),) * 8,) * 3),
        Table("Rader", ("a", "b"), ((Cell("rad\n" * 150), Cell("1")),) * 2),
        Table("Bredd", ("a", "b"), ((Cell("x"), Cell("1")),), widths=(0.0, 0.0)),
        Table("Smal", ("a", "b"), ((Cell("x"), Cell("1")),), widths=(1.0, 1000.0)),
        Table("Noter", ("a", "b"), ((Cell("x"), Cell("1")),) * 40, (LONG,) * 4),
        Table("25", ("a", *(WORD[:12] + str(n) for n in range(25))), (tuple(Cell(f"{n} av 99") for n in range(26)),)),
    ],
    ids=lambda table: table.caption,
)
def test_an_awkward_table_is_whole(table: Table) -> None:
    everything = squeezed("".join(read(table)))
    assert f"Tabell1.{table.caption}" in everything
    words = {word for row in table.rows for cell in row for word in cell.text.split()}
    assert [word for word in words if word not in everything] == []


def test_a_table_without_columns_is_its_caption() -> None:
    assert "Tabell 1. Ingen" in read(Table("Ingen", (), ()))[1]


def test_what_the_font_lacks_is_shown_as_a_box_and_marks_on_nothing_go() -> None:
    pages = read(Contents(), Heading(1, "Hej 😀", "h"), Paragraph((Text("漢字 <b> & a\u030a\ufe0f e\u200bf ok"),)))
    assert "Hej □" in pages[1]
    assert "□□ <b> & å ef ok" in pages[1]


def test_a_heading_taller_than_a_page_is_divided() -> None:
    pages = read(Contents(), Heading(1, LONG, "h"), Heading(2, LONG, "h2"), text("Slut"))
    assert "Slut" in pages[-1]
