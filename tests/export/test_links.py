"""Links in tables: in Word between bookmarks that survive editing, in the PDF told to those who cannot see them."""

from __future__ import annotations

from inspektor.domain.document import Cell, Table, Trace
from inspektor.domain.figure_marks import known_again
from inspektor.export.pdf import write_pdf
from inspektor.export.word import write_word
from tests.export import docx_reader as reader
from tests.export import word_templates as templates
from tests.export.pdf_reader import Node, failures, structure
from tests.export.samples import DISTRICTS, RUNNING, report

SOURCE = Trace("plan", "ja", "", ("FAR-01", "FAR-02"), 2)
LABEL = "Finns en aktuell plan?"


def table(label: Cell, rows: int = 40, columns: tuple[str, ...] = DISTRICTS) -> Table:
    """A table of figures whose first row has this label."""
    others = tuple((Cell(f"Fråga {row}"), *(Cell("–") for _ in columns)) for row in range(rows))
    first = (label, *(Cell("2", SOURCE) for _ in columns))
    return Table("Planen", ("Fråga", *columns), (first, *others))


def listing(label: Cell) -> Table:
    """The table that lists the cases."""
    return Table("Ärendena", ("Fråga", "Ärenden"), ((label, Cell("FAR-01, FAR-02", SOURCE)),), numeric=False)


REPORT = report(
    table(Cell(LABEL, link="arenden_a", anchor="siffror_a")), listing(Cell(LABEL, link="siffror_a", anchor="arenden_a"))
)


def test_a_link_in_word_leads_to_a_hidden_bookmark_around_its_row() -> None:
    document = reader.xml(write_word(REPORT))
    links = reader.find(document, "//w:tc//w:hyperlink")
    assert [(one.get(f"{reader.W}anchor"), reader.text(one)) for one in links] == [
        ("_arenden_a", LABEL),
        ("_siffror_a", LABEL),
    ]
    for name in ("_arenden_a", "_siffror_a"):
        (start,) = reader.find(document, f"//w:bookmarkStart[@w:name='{name}']")
        assert reader.text(start.getparent()) == LABEL
        assert known_again(name) is None  # no mark of a figure
    styles = reader.find(reader.xml(write_word(REPORT), "word/styles.xml"), "//w:style/@w:styleId")
    assert set(reader.find(document, "//w:rStyle/@w:val")) <= set(styles)


def test_the_figures_keep_their_marks_beside_the_links() -> None:
    without = report(table(Cell(LABEL)), listing(Cell(LABEL)))
    tags = [reader.find(reader.xml(write_word(one)), "//w:sdt/w:sdtPr/w:tag/@w:val") for one in (REPORT, without)]
    assert tags[0] == tags[1] != []


def test_links_in_a_template_have_a_style_that_is_there() -> None:
    written = write_word(REPORT, templates.made(templates.styled, templates.swedish))
    ids = reader.find(reader.xml(written, "word/styles.xml"), "//w:style[@w:type='character']/@w:styleId")
    assert set(reader.find(reader.xml(written), "//w:rStyle/@w:val")) <= set(ids)


def linked(node: Node) -> list[tuple[str, str, str]]:
    """What each link in a table stands in, what it says, and what it is called."""
    heads = [one for one in node.all("TH") if one.all("Link")]
    return [
        (head.attributes["Scope"], link.words(), str(area["/Contents"]))
        for head in heads
        for link in head.all("Link")
        for area in link.links
    ]


def test_a_link_in_the_pdf_is_the_head_of_its_row_and_says_where_it_leads() -> None:
    content = write_pdf(REPORT)
    assert failures(content) == []
    assert linked(structure(content)) == [("/Row", LABEL, LABEL), ("/Row", LABEL, LABEL)]


def test_a_table_in_parts_has_its_place_once_and_breaks_no_rule() -> None:
    wide = table(Cell(LABEL, link="arenden_a", anchor="siffror_a"), columns=DISTRICTS * 4)
    parted = report(wide, listing(Cell(LABEL, link="siffror_a", anchor="arenden_a")))
    names = reader.find(reader.xml(write_word(parted)), "//w:bookmarkStart/@w:name")
    assert names.count("_siffror_a") == 1
    content = write_pdf(parted)
    assert failures(content) == []
    assert len(linked(structure(content))) > 2


def test_a_linked_row_that_is_broken_over_pages_breaks_no_rule() -> None:
    long = report(
        table(Cell(RUNNING * 40, link="arenden_a", anchor="siffror_a"), rows=2),
        listing(Cell(RUNNING * 40, link="siffror_a", anchor="arenden_a")),
    )
    assert failures(write_pdf(long)) == []
