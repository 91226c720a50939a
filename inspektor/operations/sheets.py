"""Lists and tables from outside, `.xlsx` and `.csv`, as rows of cells.

What the cells mean is not known here. Whatever a file may hold, it either becomes a Sheet or a Problem that says what
to do; no message quotes what stands in it.
"""

from __future__ import annotations

import csv
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import IO, Any

from inspektor.domain.errors import Problem
from inspektor.domain.headings import Cell, Row, case_headings, heading_key, is_empty

MAX_ROWS = 50_000  # rows with something in them
MAX_COLUMNS = 200
MAX_BYTES = 100_000_000  # of a CSV, and of all that an .xlsx unpacks to
_MAX_MEMBERS = 5_000
_SUSPECT_BYTES, _SUSPECT_RATIO = 10_000_000, 200  # real workbooks pack to between a tenth and a fiftieth
_LAST_EXCEL_ROW = 1_048_576
_LAST_EXCEL_COLUMN = 16_384

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
_BOOK_SUFFIXES = (".xlsx", ".xlsm")
_DELIMITERS = ";,\t"
_SAMPLE = 30  # records that the delimiter is chosen by
_SEPARATOR_LINE = "sep="  # Excel's own way to say which, on a line of its own before the rest
_SAVE_ANEW = "Öppna den i Excel och spara den som Excel-arbetsbok (.xlsx) eller CSV UTF-8."

_DAMAGED = (  # what zipfile, the XML parser and openpyxl raise on a workbook that is not as it should be
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # of the XML
    EOFError,
    OSError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    NotImplementedError,
    RecursionError,
)


@dataclass(frozen=True)
class Sheet:
    """A table from a file: the sheet's name (for a CSV the file's), and its rows, those without content left out."""

    name: str
    rows: list[Row]


def read_sheet(path: Path) -> Sheet:
    """The table in an `.xlsx` (its first visible sheet with content) or a `.csv`.

    A CSV is UTF-8, with or without BOM, UTF-16 with BOM, or Windows-1252, and parted by semicolons, commas or tabs.
    Raises Problem for anything else, for what is damaged or disguised, and for more than MAX_ROWS rows or MAX_COLUMNS.
    """
    try:
        if path.is_dir():
            raise Problem(f"{path.name} är en mapp. Ange en lista (.xlsx eller .csv).")
        with path.open("rb") as file:
            return _read(file, path)
    except FileNotFoundError:
        raise Problem(f"Filen {path.name} finns inte. Kontrollera namnet och mappen.") from None
    except PermissionError:
        raise Problem(
            f"Filen {path.name} går inte att läsa. Stäng den om den är öppen i Excel, eller be om läsrättighet."
        ) from None
    except OSError:
        raise Problem(
            f"Filen {path.name} går inte att läsa. Kontrollera nätverket eller kopiera filen till datorn."
        ) from None


def _read(file: IO[bytes], path: Path) -> Sheet:
    """By what the file is; its suffix decides only where the content doesn't."""
    start = file.read(512)
    file.seek(0)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise Problem(f"Filen {path.name} är tom. Spara listan igen och försök på nytt.")
    if start.startswith(_OLE):
        raise Problem(f"{path.name} är sparad i ett äldre Excelformat eller har ett lösenord. {_SAVE_ANEW}")
    if text.startswith(b"<"):
        raise Problem(f"{path.name} är en webbsida eller XML-fil med namn som en lista. {_SAVE_ANEW}")
    suffix = path.suffix.lower()
    if start.startswith(_ZIP):
        return _read_book(file, path.name)
    if suffix in _BOOK_SUFFIXES:
        raise Problem(f"{path.name} är skadad eller ingen Excel-arbetsbok. {_SAVE_ANEW}")
    if suffix not in _TEXT_SUFFIXES:
        raise Problem(f"{path.name} är ingen lista som kan läsas. {_SAVE_ANEW}")
    rows = _limited(_csv_rows(_decoded(file, path.name), path.name), path.name)
    if not rows:
        raise Problem(f"{path.name} har inget innehåll. Kontrollera att det är rätt fil.")
    return Sheet(path.name, rows)


def _limited(rows: Iterator[Row], name: str) -> list[Row]:
    """The rows with content, up to the limits."""
    kept: list[Row] = []
    for row in rows:
        if len(row.cells) > MAX_COLUMNS:
            raise Problem(
                f"{name} har fler än {MAX_COLUMNS} kolumner (rad {row.number}). Ta bort de kolumner som inte behövs."
            )
        if len(kept) == MAX_ROWS:
            limit = f"{MAX_ROWS:,}".replace(",", " ")
            raise Problem(f"{name} har fler än {limit} rader. Dela listan, eller ta bort det som inte hör dit.")
        kept.append(row)
    return kept


# CSV


def _decoded(file: IO[bytes], name: str) -> str:
    """The text of a CSV. Raises Problem when it is in no encoding that lists come in."""
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Problem(
            f"{name} är större än {MAX_BYTES // 1_000_000} MB. Dela listan, eller ta bort det som inte behövs."
        )
    encodings = ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
        else:
            if "\0" in text:
                break
            return text
    else:
        raise Problem(f"{name} har tecken på rad {line} som inte går att läsa. Spara den som CSV UTF-8.")
    raise Problem(f"{name} är ingen textfil. {_SAVE_ANEW}")


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    skipped, delimiter = _stated_delimiter(text)
    if skipped:
        text = text.partition("\n")[2]
    delimiter = delimiter or _likeliest_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for record in reader:
            while record and not record[-1].strip():
                record.pop()
            if any(cell.strip() for cell in record):
                yield Row(line, tuple(record))
            line = skipped + reader.line_num + 1
    except csv.Error:
        raise Problem(
            f"{name} går inte att dela i kolumner från rad {line}: ett citattecken står fel eller en cell är för lång. "
            "Rätta raden, eller spara listan som .xlsx."
        ) from None


def _stated_delimiter(text: str) -> tuple[int, str]:
    """How many lines to skip, and the delimiter that the first line states, as Excel writes it."""
    first = text.partition("\n")[0].rstrip("\r")
    if first.startswith(_SEPARATOR_LINE) and len(first) == len(_SEPARATOR_LINE) + 1:
        return 1, first[-1]
    return 0, ""


def _likeliest_delimiter(text: str) -> str:
    """The delimiter that shows the most headings that lists usually have, then the most columns alike."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """How well a delimiter suits the start of a text: known headings in one record, records of the commonest width."""
    known = case_headings()
    headings, widths = 0, []
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if number == _SAMPLE:
                break
            headings = max(headings, sum(heading_key(cell) in known for cell in record))
            widths.append(len(record))
    except csv.Error:
        return 0, 0
    several = [width for width in widths if width > 1]
    return headings, max((several.count(width) * width for width in set(several)), default=0)


# Excel


def _read_book(file: IO[bytes], name: str) -> Sheet:
    _guard(file, name)
    file.seek(0)
    import openpyxl

    try:
        with warnings.catch_warnings():  # of styles and extensions that a list has no use for
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible" and (rows := _limited(_sheet_rows(sheet), name)):
                    return Sheet(sheet.title, rows)
    except _DAMAGED:
        raise Problem(f"{name} är skadad eller ingen Excel-arbetsbok. {_SAVE_ANEW}") from None
    raise Problem(f"{name} har inget synligt blad med innehåll. Kontrollera att det är rätt fil.")


def _guard(file: IO[bytes], name: str) -> None:
    """Stops what would harm the machine or the reader before anything in the file is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise Problem(f"{name} är skyddad med lösenord. Ta bort lösenordet i Excel och spara den igen.")
            if _is_too_big(members):
                raise Problem(f"{name} packas upp till mer än en lista kan vara. Kopiera listan till en ny arbetsbok.")
            if not any(member.filename.startswith("xl/") for member in members):
                raise Problem(f"{name} är ingen Excel-arbetsbok (.xlsx). {_SAVE_ANEW}")
            if any(_has_doctype(archive, member) for member in members):
                raise Problem(f"{name} har en dokumenttyp (DOCTYPE) som en lista inte har. {_SAVE_ANEW}")
    except _DAMAGED:
        raise Problem(f"{name} är skadad eller ingen Excel-arbetsbok. {_SAVE_ANEW}") from None


def _is_too_big(members: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    suspect = unpacked > _SUSPECT_BYTES and unpacked > packed * _SUSPECT_RATIO
    return unpacked > MAX_BYTES or suspect or len(members) > _MAX_MEMBERS


def _has_doctype(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether an XML part declares a document type, which no workbook does and which entities hide behind."""
    if not member.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(member) as part:
        return b"<!DOCTYPE" in part.read(4096)


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    """The rows with content of one sheet, without the empty cells at their ends."""
    sheet.reset_dimensions()  # what a sheet says of its own size is wrong often enough
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > _LAST_EXCEL_ROW or len(values) > _LAST_EXCEL_COLUMN:
            raise ValueError(number)
        width = len(values)
        while width and is_empty(values[width - 1]):
            width -= 1
        if width:
            yield Row(number, tuple(value if type(value) in _PLAIN else _plain(value) for value in values[:width]))


_PLAIN = {str, int, float, type(None)}


def _plain(value: object) -> Cell:
    """A cell that openpyxl gives as more than text or number: dates as they are, formulas as their text."""
    if isinstance(value, bool | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return f"={getattr(value, 'text', '') or ''}".replace("==", "=", 1)  # an array formula or a data table
