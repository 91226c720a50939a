"""Whatever blocks a report is made of, both formats are written and hold every word of it."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from inspektor.domain.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    ChartCell,
    Contents,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Quotation,
    Report,
    Table,
    Text,
    Trace,
)
from inspektor.export.fonts import printable
from inspektor.export.pdf import write_pdf
from inspektor.export.text import clean, one_line
from inspektor.export.word import write_word
from tests.export import docx_reader
from tests.export.samples import squeezed

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöÅÄÖé0123456789.,:;()§×≥–”&<>\"'"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=14)
ODD = st.sampled_from(["\0\x1f", "\ud800", "a\u030a", "😀", "漢", "\n", "\r\n", "\t", "\u200b", "<b>", "&amp;", "]]>"])
TEXTS = st.lists(WORDS | ODD, max_size=8).map(" ".join)
TRACE = Trace("plan", "ja", "", ("A-1",), 3)
INLINES = st.lists(
    st.builds(Text, TEXTS, st.booleans(), st.booleans()) | st.builds(Figure, TEXTS, st.just(TRACE)), max_size=3
).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(0, 9))
    row = st.tuples(*[st.builds(Cell, TEXTS)] * columns)
    return Table(
        draw(TEXTS),
        draw(st.tuples(*[TEXTS] * columns)),
        tuple(draw(st.lists(row, max_size=5))),
        tuple(draw(st.lists(TEXTS, max_size=2))),
        draw(st.booleans()),
    )


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    heads = draw(st.lists(TEXTS, min_size=1, max_size=5).map(tuple))
    cells = st.builds(
        lambda part, more, heat: ChartCell(Trace("plan", "nej", "", ("A-1",) * part, part + more), heat),
        st.integers(0, 3),
        st.integers(0, 1000),
        st.none() | st.integers(0, 4),
    )
    rows = st.lists(st.tuples(TEXTS, st.tuples(*[cells] * len(heads))), max_size=4).map(tuple)
    words = TEXTS.filter(lambda words: bool(one_line(words)))
    return Chart(draw(st.sampled_from(["bars", "heat"])), draw(TEXTS), draw(words), heads, draw(rows))


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 3), TEXTS, st.just("a")),
    st.builds(Paragraph, INLINES, st.sampled_from(["body", "note", "missing"])),
    st.builds(Bullets, st.lists(INLINES, max_size=3).map(tuple), st.booleans()),
    st.builds(Quotation, INLINES),
    tables(),
    charts(),
    st.just(PageBreak()),
    st.just(Contents()),
)
REPORTS = st.builds(
    Report,
    title=TEXTS,
    subtitle=TEXTS,
    dnr=WORDS | st.just(""),
    status=st.sampled_from(["UTKAST", "", "😀"]),
    date=st.just("2026-11-21"),
    data_state=TEXTS,
    blocks=st.lists(BLOCKS, max_size=8).map(tuple),
)


def texts(report: Report) -> list[str]:
    """Every text of a report, as it was given."""
    found = [report.title, report.subtitle, report.dnr, report.data_state]
    for block in report.blocks:
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph() | Quotation():
                found += [part.text for part in block.inlines]
            case Bullets():
                found += [part.text for item in block.items for part in item]
            case Table():
                found += [block.caption, *block.header, *block.notes]
                found += [cell.text for row in block.rows for cell in row]
            case Chart():
                found += [block.caption] if block.rows else []
    return found


@settings(max_examples=60)
@given(REPORTS)
def test_the_word_file_holds_every_text(report: Report) -> None:
    content = write_word(report)
    everything = squeezed(docx_reader.text(docx_reader.xml(content)))
    assert [text for text in texts(report) if squeezed(clean(text)) not in everything] == []


@settings(max_examples=60)
@given(REPORTS)
def test_the_word_file_can_be_read_out(report: Report) -> None:
    document = docx_reader.xml(write_word(report))
    for table in docx_reader.find(document, "//w:tbl"):
        heads = [bool(docx_reader.find(row, "w:trPr/w:tblHeader")) for row in docx_reader.find(table, "w:tr")]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(docx_reader.find(table, f"w:tblPr/w:tbl{name}/@w:val")[0] for name in ("Caption", "Description"))
        assert len({len(docx_reader.find(row, "w:tc")) for row in docx_reader.find(table, "w:tr")}) == 1
    assert docx_reader.find(document, "//w:body/w:p[not(.//w:t) and not(.//w:drawing)]") == []
    assert all(docx_reader.find(document, "//wp:docPr/@descr"))
    assert docx_reader.find(document, "//w:lang | //w:vMerge | //w:gridSpan") == []


@settings(max_examples=60)
@given(REPORTS)
def test_the_pdf_holds_every_word(report: Report) -> None:
    reader = PdfReader(BytesIO(write_pdf(report)))
    everything = squeezed("".join(page.extract_text() for page in reader.pages))
    words = {word for text in texts(report) for word in printable(clean(text)).split()}
    assert [word for word in words if word not in everything] == []
