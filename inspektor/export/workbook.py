"""A workbook as an Excel file (`.xlsx`). The same workbook gives the same bytes, and nothing is put in temporary files.

Every sheet of data is one Excel table with one heading row, without merged cells. What is a text is stored as a text,
whatever it begins with, so that no spreadsheet runs it; it is read back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

from inspektor.domain.data_sheets import DataSheet, Kind, Note, Value, Variable, Workbook
from inspektor.export.text import lines

FIRST = "Läs mig"
LONGEST = 32_767  # characters that a cell can hold
_PORTION = 500  # rows between the looks at whether somebody wants it stopped
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what no XML can carry; control characters Excel has a way to write
_OLDEST = "1900-01-01"  # an earlier day is no date in Excel
_WIDEST, _LEAST = 48, 8  # characters
_ARROW = 3  # what the filter's arrow takes of a heading
_SAMPLE = 200  # rows that a column's width is chosen by
_PAGE = 180  # characters across a printed page that still can be read
_A4 = 9
_LINE, _TALLEST = 15.5, 409.0  # points; Excel knows no taller row
_ROOM, _LABEL_ROOM = 48.0, 11.0  # ems across the columns of the first sheet
_STYLE = "Table Style Light 1"

_FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {},
    "whole": {"num_format": "0_)"},  # with room for a sign after it, since a column of text may stand to the right
    "percent": {"num_format": "0 %_)"},
    "share": {"num_format": "0.0 %_)"},
    "decimal": {"num_format": "0.00_)"},
    "chance": {"num_format": "0.0000_)"},
    "date": {"num_format": "yyyy-mm-dd_)"},
}


def write_workbook(book: Workbook, moved: Callable[[int], object] = lambda _: None) -> bytes:
    """The bytes of the file. `moved` is told now and then how many rows more are written; it may raise, to stop it."""
    import xlsxwriter

    out = BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    file.set_properties(
        {
            "title": _fit(book.title),
            "subject": "Arbetsbok för statistisk bearbetning",
            "author": "Inspektor",
            "keywords": _fit(book.dnr),
            "status": book.status,
            "created": datetime.fromisoformat(book.date),
        }
    )
    file.set_custom_property("Language", book.language)
    looks = _Looks(file)
    first = file.add_worksheet(FIRST)
    _write_notes(first, book, looks)
    for sheet in book.sheets:
        _write_sheet(file.add_worksheet(sheet.name), sheet, looks, moved)
    for page in file.worksheets():
        _dress(page, book)
    file.close()
    return out.getvalue()


class _Looks:
    """The formats of one file."""

    def __init__(self, file: Any) -> None:
        words = {"text_wrap": True, "valign": "top", "quote_prefix": True}
        self.title = file.add_format({"bold": True, "font_size": 16, "quote_prefix": True})
        self.heading = file.add_format({"bold": True, "font_size": 12})
        self.label = file.add_format({"bold": True, **words})
        self.words = file.add_format(words)
        self.head = file.add_format({"bold": True, "bottom": 1})
        self.kinds = {kind: file.add_format(look) for kind, look in _FORMATS.items()}
        self.risky = file.add_format({"quote_prefix": True})


def _write_notes(page: Any, book: Workbook, looks: _Looks) -> None:
    """The first sheet: what the workbook is, a line a fact."""
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 100)
    page.write_string(0, 0, _fit(book.title), looks.title)
    page.write_string(1, 0, f"{book.status} {book.date}", looks.heading)
    page.set_row(0, 24)
    for row, note in enumerate(book.notes, 3):
        _write_note(page, row, note, looks)
    page.fit_to_pages(1, 0)


def _write_note(page: Any, row: int, note: Note, looks: _Looks) -> None:
    """A heading with room above, or a text with all its lines in sight."""
    count = max(lines(note.text, _ROOM), lines(note.label, _LABEL_ROOM)) if note.text else 2
    page.set_row(row, min(_LINE * count, _TALLEST))
    if note.label:
        page.write_string(row, 0, _fit(note.label), looks.label if note.text else looks.heading)
    if note.text:
        page.write_string(row, 1, _fit(note.text), looks.words)


def _write_sheet(page: Any, sheet: DataSheet, looks: _Looks, moved: Callable[[int], object]) -> None:
    """The heading row, then the data, a column by its kind."""
    writers = [_writer(page, variable, looks) for variable in sheet.variables]
    widths = [_width(one, [row[place] for row in sheet.rows[:_SAMPLE]]) for place, one in enumerate(sheet.variables)]
    for place, variable in enumerate(sheet.variables):
        page.set_column(place, place, widths[place])
        page.write_string(0, place, variable.name, looks.head)
    for number, row in enumerate(sheet.rows, 1):
        if number % _PORTION == 0:
            moved(_PORTION)
        for place, value in enumerate(row):
            if value is not None:
                writers[place](number, place, value)
    moved(len(sheet.rows) % _PORTION)
    if sheet.rows:
        _make_table(page, sheet, looks)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(1, sheet.fixed)
    page.repeat_rows(0)
    if sum(widths) <= _PAGE:
        page.fit_to_pages(1, 0)
    else:
        page.repeat_columns(0, sheet.fixed - 1)


def _make_table(page: Any, sheet: DataSheet, looks: _Looks) -> None:
    heads = [{"header": one.name, "header_format": looks.head} for one in sheet.variables]
    name = sheet.name.replace(" ", "_")
    page.add_table(0, 0, len(sheet.rows), len(heads) - 1, {"name": name, "columns": heads, "style": _STYLE})


def _writer(page: Any, variable: Variable, looks: _Looks) -> Callable[[int, int, Any], None]:
    """How the cells of a column are written."""
    look, risky = looks.kinds[variable.kind], looks.risky

    def text(row: int, column: int, value: Value) -> None:
        words = str(value)
        page.write_string(row, column, _fit(words), risky if words.startswith(_RUN_BY_SPREADSHEETS) else None)

    def number(row: int, column: int, value: float) -> None:
        page.write_number(row, column, value, look)

    def day(row: int, column: int, value: str) -> None:
        if value < _OLDEST:
            text(row, column, value)
        else:
            page.write_datetime(row, column, date.fromisoformat(value), look)

    return {"text": text, "date": day}.get(variable.kind, number)


def _fit(text: str) -> str:
    """A text that a cell can hold."""
    fit = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return fit if len(fit) <= LONGEST else f"{fit[: LONGEST - 1]}…"


def _width(variable: Variable, values: Iterable[Value]) -> int:
    """A width in characters in which the heading and most of the values can be read."""
    longest = max((len(str(value)) for value in values if isinstance(value, str)), default=0)
    return max(_LEAST, min(_WIDEST, max(longest + 1, len(variable.name) + _ARROW)))


def _dress(page: Any, book: Workbook) -> None:
    """Paper, and what stands at the head and foot of every printed page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.set_header(f"&L{book.status} {book.date}&R&A")
    page.set_footer("&C&P (&N)")
