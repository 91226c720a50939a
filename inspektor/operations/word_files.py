"""Word files (.docx) that people have edited, read as passages: paragraphs and table cells, with the marks in them.

Deleted text of a tracked change is left out and inserted text is in, as the reader of the page has it. Whatever a file
may hold, it either becomes passages or a Problem that says what to do; no message quotes what stands in it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element

from inspektor.domain.errors import Problem
from inspektor.domain.figure_check import Mark, Passage
from inspektor.domain.figure_marks import FIGURE, known_again
from inspektor.domain.known_figures import heading_row
from inspektor.domain.values import as_typed
from inspektor.export.word_marks import TAG

MAX_BYTES = 200_000_000  # of all that a file unpacks to
MAX_PART = 60_000_000  # of one part with text
MAX_TEMPLATE = 20_000_000  # of all text in a template, which takes some ten times as much memory
TEMPLATES = (".docx", ".dotx")
_MAX_MEMBERS = 5_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = _W[1:-1].encode()
_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"
_MAIN, _CORE, _TYPES = "word/document.xml", "docProps/core.xml", "[Content_Types].xml"
_NOTES = re.compile(r"word/(?:footnotes|endnotes|header\d*|footer\d*)\.xml")
_KINDS = {"footnotes": "fotnot", "endnotes": "slutnot", "header": "sidhuvud", "footer": "sidfot"}
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_OUT = {_W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "txbxContent")}
_OUT |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_SAVE_ANEW = "Öppna den i Word, spara den som Word-dokument (.docx) och försök igen."
_DAMAGED = (  # what zipfile and the XML parsers raise on a file that is not as it should be
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    RecursionError,
)


@dataclass(frozen=True)
class WordFile:
    """What a Word file says, passage by passage, and the state of the data that it names (empty for none)."""

    passages: tuple[Passage, ...]
    origin: str


def read_word(path: Path) -> WordFile:
    """A Word file. Problem where it cannot be read, or is none."""
    with _open(path, ".docx") as file:
        return read_content(file, path.name)


def read_template(path: Path) -> bytes:
    """A Word template for reports (`.docx`, `.dotx`), whole. Problem where it cannot be used as one."""
    from inspektor.export.word_template import Template

    if path.suffix.lower() not in TEMPLATES:
        raise Problem(f"{path.name} kan inte vara mall. Välj en Wordfil som slutar på {' eller '.join(TEMPLATES)}.")
    with _open(path, " eller ".join(TEMPLATES)) as file:
        with _package(file, path.name) as package:
            _guard_template(package, path.name)
        file.seek(0)
        content = file.read()
    try:
        Template(content, "sv-SE", ordered_lists=1)
    except (*_DAMAGED, AttributeError, TypeError):  # what is not there is None
        raise Problem(f"{path.name} är skadad och kan inte vara mall. {_SAVE_ANEW}") from None
    return content


@contextmanager
def _open(path: Path, endings: str) -> Iterator[IO[bytes]]:
    """A Word file, open. Problem where it cannot be read."""
    try:
        if path.is_dir():
            raise Problem(f"{path.name} är en mapp. Ange en Wordfil ({endings}).")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise Problem(f"Filen {path.name} finns inte. Kontrollera namnet och mappen.") from None
    except PermissionError:
        raise Problem(
            f"Filen {path.name} går inte att läsa. Stäng den om den är öppen i Word, eller be om läsrättighet."
        ) from None
    except OSError:
        raise Problem(
            f"Filen {path.name} går inte att läsa. Kontrollera nätverket eller kopiera filen till datorn."
        ) from None


def read_content(file: IO[bytes], name: str) -> WordFile:
    """The content of a Word file that is called `name`. Problem where it is none."""
    with _package(file, name) as package:
        names = package.namelist()
        passages = list(_Story("").passages(_parsed(package, _MAIN, name)))
        for part in sorted(filter(_NOTES.fullmatch, names)):
            passages += _Story(_kind(part)).passages(_parsed(package, part, name))
        return WordFile(tuple(passages), _origin(package, names, name))


@contextmanager
def _package(file: IO[bytes], name: str) -> Iterator[zipfile.ZipFile]:
    """What is in a Word file, looked through before anything of it is read. Problem where it is none, or is damaged."""
    start = file.read(8)
    file.seek(0)
    if not start:
        raise Problem(f"Filen {name} är tom. Spara den igen och försök på nytt.")
    if start.startswith(_OLE):
        raise Problem(f"{name} har ett lösenord eller är sparad i ett äldre Wordformat. {_SAVE_ANEW}")
    if start.startswith(_PDF):
        raise Problem(f"{name} är en PDF. Ange Wordfilen (.docx) som den gjordes av.")
    if not start.startswith(_ZIP):
        raise Problem(f"{name} är skadad eller ingen Wordfil. {_SAVE_ANEW}")
    with _telling(name), zipfile.ZipFile(file) as package:
        _guard(package, name)
        yield package


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """Tell that a file is damaged, where it turns out to be."""
    try:
        yield
    except _DAMAGED:
        raise Problem(f"{name} är skadad och kan inte läsas. {_SAVE_ANEW}") from None


def _guard(package: zipfile.ZipFile, name: str) -> None:
    members = package.infolist()
    names = [member.filename for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise Problem(f"{name} har ett lösenord. {_SAVE_ANEW}")
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > MAX_BYTES:
        raise Problem(f"{name} är för stor för att läsas. Ta bort bilder som inte behövs och försök igen.")
    if len(set(names)) < len(names):
        raise Problem(f"{name} är skadad: delar av filen finns två gånger. {_SAVE_ANEW}")
    if _TYPES not in names or _MAIN not in names:
        raise Problem(f"{name} är ingen Wordfil. {_SAVE_ANEW}")
    if any(one.endswith("vbaProject.bin") for one in names):
        raise Problem(f"{name} innehåller makron. {_SAVE_ANEW}")


def _guard_template(package: zipfile.ZipFile, name: str) -> None:
    """Every part of a template is read through, since it is to be written in: no declarations, and not too much."""
    left = MAX_TEMPLATE
    for member in package.infolist():
        if member.filename.endswith((".xml", ".rels")):
            left -= member.file_size
            if left < 0:
                raise Problem(f"{name} är för stor för en mall. Ta bort text som inte hör till mallen och försök igen.")
            _parsed(package, member.filename, name)
    if _STRICT in package.read(_MAIN):
        raise Problem(f"{name} är sparad som Strict Open XML. {_SAVE_ANEW}")


def _kind(part: str) -> str:
    return next(word for start, word in _KINDS.items() if part.startswith(f"word/{start}"))


def _origin(package: zipfile.ZipFile, names: list[str], name: str) -> str:
    if _CORE not in names:
        return ""
    return next((one.text or "" for one in _parsed(package, _CORE, name).iter(_IDENTIFIER)), "")


def _parsed(package: zipfile.ZipFile, part: str, name: str) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    with package.open(part) as opened:
        content = opened.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise Problem(f"{name} har för mycket text för att läsas. Dela dokumentet och försök igen.")
    try:
        root: Element = fromstring(content.replace(_STRICT, _TRANSITIONAL), forbid_dtd=True)
    except DefusedXmlException:
        raise Problem(f"{name} har delar som en Wordfil inte ska ha och läses inte. {_SAVE_ANEW}") from None
    return root


@dataclass
class _Words:
    """The text of one paragraph as it is gathered, with its marks."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    contents: bool = False  # a line of the table of contents
    fields: list[bool] = field(default_factory=list)  # of each field that is open: whether its result is

    def put(self, text: str) -> None:
        """More text, unless it is a field's instruction."""
        if all(self.fields):
            self.text += text


class _Story:
    """The text of a part in order. `kind` is what the part is, empty for the body."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._heading = self._caption = ""
        self._paragraphs = self._tables = 0
        self._open: dict[str, tuple[str, int]] = {}  # bookmarks: id of the mark and where it began

    def passages(self, element: Element) -> Iterator[Passage]:
        """The paragraphs and tables in an element, those in text boxes and content controls too."""
        for child in element:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                self._tables += 1
                yield from self._table(child, self._caption or f"tabell {self._tables}")
            elif child.tag not in _OUT or child.tag == _W + "txbxContent":
                yield from self.passages(child)

    def _paragraph(self, element: Element) -> Iterator[Passage]:
        words = self._words(element)
        self._paragraphs += bool(words.text.strip()) and not words.contents
        style = element.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and re.match(r"(?i)(?:heading|rubrik)\s?\d", style.get(_W + "val", "")):
            self._heading, self._paragraphs = " ".join(words.text.split()), 0
        if caption := re.match(r"Tabell \d+", words.text):
            self._caption = caption[0].lower()
        if words.text.strip() and not words.contents:
            place = f"stycke {self._paragraphs}" if self._paragraphs else "rubriken"
            yield Passage(words.text, self._place(place), tuple(words.marks))
        for box in (box for box in element.iter(_W + "txbxContent") if not _is_spare(element, box)):
            yield from self.passages(box)

    def _place(self, what: str) -> str:
        under = f" under ”{self._heading}”" if self._heading else ""
        return f"{self._kind}, {what}" if self._kind else f"{what}{under}"

    def _words(self, *elements: Element) -> _Words:
        words = _Words()
        for element in elements:
            if words.text:
                words.put("\n")
            self._gather(element, words)
        return words

    def _gather(self, element: Element, words: _Words) -> None:
        """The text in an element and what it holds."""
        for child in element:
            if child.tag == _W + "t":
                words.put(as_typed(child.text or ""))
            elif child.tag in _SIGNS:
                words.put(_SIGNS[child.tag])
            elif child.tag == _W + "fldChar":
                _field(child.get(_W + "fldCharType"), words)
            elif child.tag in (_W + "bookmarkStart", _W + "bookmarkEnd"):
                self._bookmark(child, words)
            elif child.tag == _W + "sdt":
                self._control(child, words)
            elif child.tag not in _OUT:
                words.contents |= child.tag == _W + "hyperlink" and child.get(_W + "anchor", "").startswith("_Toc")
                self._gather(child, words)

    def _control(self, element: Element, words: _Words) -> None:
        tag = element.find(f"{_W}sdtPr/{_W}tag")
        value = "" if tag is None else tag.get(_W + "val", "")
        start = len(words.text)
        self._gather(element, words)
        if value.startswith(TAG):
            words.marks.append(Mark(start, len(words.text), value.removeprefix(TAG)))

    def _bookmark(self, element: Element, words: _Words) -> None:
        number = element.get(_W + "id", "")
        if element.tag == _W + "bookmarkStart":
            known = known_again(element.get(_W + "name", ""))
            if known is not None and known[0] == FIGURE:
                self._open[number] = known[1], len(words.text)
        elif number in self._open:
            mark, start = self._open.pop(number)
            words.marks.append(Mark(min(start, len(words.text)), len(words.text), mark))

    def _table(self, element: Element, place: str) -> Iterator[Passage]:
        """The cells of a table, each with the headings of its row and its column."""
        rows = [[self._words(*_within(cell, "p")) for cell in _within(row, "tc")] for row in _within(element, "tr")]
        heads = [" ".join(cell.text.split()) for cell in rows[0]] if rows else []
        labels = [" ".join(row[0].text.split()) if row else "" for row in rows]
        labels[:1] = [heading_row(labels[1])] if len(labels) > 1 else [""]
        for number, (label, row) in enumerate(zip(labels, rows, strict=True), 1):
            for column, cell in enumerate(row):
                if cell.text.strip():
                    where = self._place(f"{place}, rad {number}, kolumn {column + 1}")
                    head = heads[column] if column < len(heads) else ""
                    yield Passage(cell.text, where, tuple(cell.marks), label, head)


def _field(kind: str | None, words: _Words) -> None:
    if kind == "begin":
        words.fields.append(False)
    elif kind == "separate" and words.fields:
        words.fields[-1] = True
    elif kind == "end" and words.fields:
        words.fields.pop()


def _within(element: Element, name: str) -> Iterator[Element]:
    """The rows, cells or paragraphs of a table, those in content controls and tracked insertions too."""
    for child in element:
        if child.tag == _W + name:
            yield child
        elif child.tag not in _OUT:
            yield from _within(child, name)


def _is_spare(paragraph: Element, box: Element) -> bool:
    """Whether a text box is the copy that is kept for older programs."""
    spare: list[Any] = [one for tag in _OUT if tag.endswith("Fallback") for one in paragraph.iter(tag)]
    return any(box is one for fallback in spare for one in fallback.iter(box.tag))
