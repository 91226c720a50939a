"""The workbook as another program reads it: every value is what it was, and nothing is run."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from inspektor.domain.data_sheets import DataSheet, Kind, Note, Value, Variable, Workbook
from inspektor.export.workbook import LONGEST, write_workbook

RISKY = ["=1+1", "+46 8", "-3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")', "{=1}", "=", "'=1"]
CONTROL = re.compile("_x(00[01][0-9A-F])_")
TEXTS = st.one_of(
    st.sampled_from(
        [*RISKY, "http://x.se", "mailto:x", "internal:A1", "1", "1.10", "TRUE", "_x0041_", " a ", "😀", "\0"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12),
)
VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    "text": TEXTS,
    "whole": st.integers(-(10**15) + 1, 10**15 - 1),
    "percent": st.integers(0, 100).map(lambda whole: whole / 100),
    "share": st.floats(0, 1).map(lambda part: round(part, 12)),
    "decimal": st.floats(0, 1e6).map(lambda number: round(number, 6)),
    "chance": st.floats(0, 1).map(lambda p: round(p, 12)),
    "date": st.dates(date(1900, 3, 1), date(9999, 12, 31)).map(date.isoformat),
}


@st.composite
def sheets(draw: st.DrawFn, name: str = "Blad ett") -> DataSheet:
    kinds = draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=6))
    row = st.tuples(*(st.none() | VALUES[kind] for kind in kinds))
    variables = tuple(Variable(f"kolumn.{place}", kind) for place, kind in enumerate(kinds))
    return DataSheet(name, "Ett blad.", variables, tuple(draw(st.lists(row, max_size=6))))


def book(*found: DataSheet, title: str = "En granskning", notes: tuple[Note, ...] = ()) -> Workbook:
    """A workbook of some sheets."""
    return Workbook(title, "PROV 1/2026", "UTKAST", "2026-11-21", notes, found)


def one_sheet(*values: Value, kind: Kind = "text") -> DataSheet:
    """A sheet with one column."""
    return DataSheet("Blad ett", "Ett blad.", (Variable("kolumn", kind),), tuple((value,) for value in values))


def read(content: bytes, name: str = "Blad ett") -> Worksheet:
    """A sheet as another library reads it."""
    page = openpyxl.load_workbook(BytesIO(content))[name]
    assert isinstance(page, Worksheet)
    return page


def values(page: Worksheet) -> list[tuple[object, ...]]:
    """The rows under the headings, as they were given: that library leaves control signs as Excel writes them."""
    return [tuple(map(_given, row)) for row in page.iter_rows(min_row=2, values_only=True)]


def _given(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return CONTROL.sub(lambda sign: chr(int(sign[1], 16)), value) if isinstance(value, str) else value


def parts(content: bytes) -> dict[str, str]:
    """The members of the file, as text."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@settings(max_examples=40)
@given(sheets())
def test_every_value_is_read_back_as_it_was(sheet: DataSheet) -> None:
    page = read(write_workbook(book(sheet)))
    assert [cell.value for cell in page[1]] == [variable.name for variable in sheet.variables]
    found = values(page)
    empty = (None,) * len(sheet.variables)
    assert found + [empty] * (len(sheet.rows) - len(found)) == list(sheet.rows)


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_would_run_is_a_text_and_stays_one_when_somebody_edits_it(text: str) -> None:
    content = write_workbook(book(one_sheet(text), title=text, notes=(Note("Syfte", text), Note(text, "x"))))
    for page in openpyxl.load_workbook(BytesIO(content)).worksheets:
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
        assert page._hyperlinks == []  # type: ignore[attr-defined]  # openpyxl's own list of them
    assert not any("<f>" in part or "<f " in part for part in parts(content).values())
    cell = read(content)["A2"]
    assert _given(cell.value) == text
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_the_same_workbook_is_the_same_bytes() -> None:
    sheet = one_sheet("Åäö", "=1", None)
    assert write_workbook(book(sheet)) == write_workbook(book(sheet))


def test_a_sheet_is_one_table_with_its_headings_in_sight() -> None:
    sheet = DataSheet("Två ord", "Ett blad.", (Variable("kod"), Variable("antal", "whole")), (("A", 1), ("B", 2)))
    content = write_workbook(book(sheet))
    page = read(content, "Två ord")
    (table,) = page.tables.values()
    assert (table.name, table.ref, table.headerRowCount) == ("Två_ord", "A1:B3", 1)
    assert [column.name for column in table.tableColumns] == ["kod", "antal"]
    assert table.autoFilter is not None
    assert page.freeze_panes == "B2"
    assert not page.merged_cells.ranges
    assert page.print_title_rows == "$1:$1"
    assert "UTKAST 2026-11-21" in parts(content)["xl/worksheets/sheet2.xml"]


def test_a_sheet_without_rows_has_its_headings() -> None:
    assert [cell.value for cell in read(write_workbook(book(one_sheet())))[1]] == ["kolumn"]


def test_the_file_says_what_it_is_and_in_which_language() -> None:
    content = write_workbook(book(one_sheet("x")))
    found = openpyxl.load_workbook(BytesIO(content))
    known = found.properties
    assert (known.title, known.creator, known.keywords, known.contentStatus) == (
        "En granskning",
        "Inspektor",
        "PROV 1/2026",
        "UTKAST",
    )
    assert known.created == known.modified == datetime(2026, 11, 21)  # noqa: DTZ001  (as the file has it)
    assert "<vt:lpwstr>sv-SE</vt:lpwstr>" in parts(content)["docProps/custom.xml"]
    assert found.sheetnames[0] == "Läs mig"
    assert found.active is not None
    assert found.active.title == "Läs mig"


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("percent", 0.44, "0 %_)"),
        ("share", 0.4375, "0.0 %_)"),
        ("whole", 12, "0_)"),
        ("date", "2019-05-11", "yyyy-mm-dd_)"),
    ],
)
def test_a_number_is_a_number_that_is_shown_as_what_it_is(kind: Kind, value: Value, shown: str) -> None:
    cell = read(write_workbook(book(one_sheet(value, kind=kind))))["A2"]
    assert (cell.number_format, cell.data_type) == (shown, "d" if kind == "date" else "n")


def test_a_day_before_excel_s_first_is_a_text() -> None:
    assert read(write_workbook(book(one_sheet("1899-12-31", "1900-01-01", kind="date"))))["A2"].value == "1899-12-31"


def test_what_no_cell_can_hold_is_cut_or_replaced() -> None:
    page = read(write_workbook(book(one_sheet("x" * (LONGEST + 1), "a\ud800\uffffb"))))
    assert page["A2"].value == "x" * (LONGEST - 1) + "…"
    assert page["A3"].value == "a\ufffd\ufffdb"


def test_every_line_of_the_first_sheet_is_in_sight() -> None:
    texts = {"Kort": "Ord.", "Lång": "ord " * 200, "Längst": "ord " * 5000, "Rubrik": ""}
    page = read(write_workbook(book(notes=tuple(Note(*one) for one in texts.items()))), "Läs mig")
    assert [cell.value for cell in page["A"]][:2] == ["En granskning", "UTKAST 2026-11-21"]
    short, long = page.row_dimensions[4].height, page.row_dimensions[5].height
    assert long > 5 * short
    assert page["B5"].alignment.wrap_text
    assert page.row_dimensions[6].height < 410  # Excel mends, and so refuses to trust, a file with a taller row


def test_the_writing_tells_how_far_it_has_come_and_can_be_stopped() -> None:
    told: list[int] = []
    sheet = one_sheet(*["x"] * 1200)
    write_workbook(book(sheet), told.append)
    assert sum(told) == len(sheet.rows)
    assert len(told) == 3

    def stop(_: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_workbook(book(sheet), stop)


def test_nothing_is_put_in_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("tempfile._mkstemp_inner", refused)
    assert re.match(b"PK", write_workbook(book(one_sheet("FAR-01"))))
