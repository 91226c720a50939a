"""A copied table is the same table in Word and Excel, and nothing in it is run."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.document import Cell, Table
from inspektor.export.clip import html, safe, tab_separated

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
DANGEROUS = ("=1+1", "+46", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1")


class Reader(HTMLParser):
    """The rows of the first table, and the paragraphs around it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.paragraphs: list[str] = []
        self._into: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (its own signature)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th", "p"):
            self._into = self.paragraphs if tag == "p" else self.rows[-1]
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "p"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of any texts."""
    width = draw(st.integers(1, 4))
    row = st.tuples(*([TEXTS] * width))
    rows = draw(st.lists(row, max_size=4))
    made = tuple(tuple(Cell(text) for text in cells) for cells in rows)
    return Table(draw(TEXTS), draw(row), made, tuple(draw(st.lists(TEXTS, max_size=2))))


def texts(table: Table) -> list[list[str]]:
    """What stands in a table, as it is copied."""
    return [
        [safe(text) for text in row] for row in (table.header, *([cell.text for cell in row] for row in table.rows))
    ]


@given(tables())
def test_both_forms_parse_back_as_the_same_table(table: Table) -> None:
    assert [line.split("\t") for line in tab_separated(table).split("\r\n")[:-1]] == texts(table)
    read = Reader(html(table))
    assert read.rows == texts(table)
    assert read.paragraphs == [safe(table.caption), *map(safe, table.notes)]


@given(TEXTS | st.sampled_from(DANGEROUS))
def test_no_cell_begins_as_a_formula_and_none_breaks_its_row(text: str) -> None:
    copied = safe(text)
    assert not copied.startswith(("=", "+", "-", "@"))
    assert not set(copied) & set("\t\r\n")
    assert copied.removeprefix("'") == " ".join(text.split()).removeprefix("'")


def test_figures_and_dashes_are_copied_as_they_are() -> None:
    for text in ("12", "5 av 8", "50 %", "–", "4,5", "Farsta (n=10)"):
        assert safe(text) == text
