"""What platypus does not have ready: tagged text, headings that are bookmarks, contents, late page numbers.

Page numbers that are known only at the end (those in the contents, and how many pages there are) stand in small form
objects, drawn where they belong and filled in before the file is saved. So the report is laid out once.
"""

from __future__ import annotations

from functools import cache, partial
from math import ceil, floor
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from inspektor.domain.document import Heading
from inspektor.export import look, pdf_styles, pdf_tags
from inspektor.export.drawing import Box, Drawing
from inspektor.export.fonts import BOLD, REGULAR, printable, text_width
from inspektor.export.pdf_tags import Element

_NUMBER_ROOM = 26.0  # at the right of a line of the contents
_DOT_GAP = 4.0


class ReportCanvas(Canvas):
    """A canvas that tags what is drawn, learns on which page each heading stands, and writes late page numbers last."""

    _doc: Any
    _code: list[str]
    _escape: Any

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **{**named, "pdfVersion": (1, 7)})
        self.tags = pdf_tags.Tags(self)
        self.heading_pages: dict[int, int] = {}
        self._contents_numbers: dict[str, tuple[int, str]] = {}
        self._places: set[str] = set()
        self._shown = cache(partial(shown, self))  # the same figures come again and again
        self._last_level = -1

    def mark_heading(self, number: int, text: str, level: int, height: float) -> str:
        """Make a heading of a height a bookmark, and say what it is. No level is more than one below the one before."""
        self.heading_pages[number] = self.getPageNumber()
        self._last_level = min(level - 1, self._last_level + 1)
        self.bookmarkHorizontal(heading_key(number), 0, height)
        self.addOutlineEntry(text, heading_key(number), self._last_level, closed=self._last_level > 0)
        return f"H{self._last_level + 1}"

    def mark_place(self, anchor: str, height: float) -> None:
        """Make what begins at a height a place that links lead to, unless there is one of that name."""
        if anchor and anchor not in self._places:
            self._places.add(anchor)
            self.bookmarkHorizontal(anchor, 0, height)

    def contents_number(self, number: int, font: str) -> None:
        """Draw a heading's page number, right-aligned, in a box `_NUMBER_ROOM` wide at the origin."""
        name = f"innehall-{number}-{font}"
        self._contents_numbers[name] = (number, font)
        self.doForm(name)

    def words(self, x: float, y: float, text: str, font: str, size: float) -> None:
        """Draw one line of printable text, as `drawString` does but without making ready for more lines: for cells."""
        self._code.append(f"BT {x:.3f} {y:.3f} Td {self._shown(text, font, size)}ET")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line, as reportlab does but with all numbers written alike: a report has one for each row."""
        self._code.append(f"n {x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S")

    def page_number(self) -> None:
        """Draw `Sida X av Y` at the foot of the page."""
        self.doForm(f"sida-{self.getPageNumber()}")

    def showPage(self) -> None:  # noqa: N802
        """Turn the page."""
        super().showPage()
        self.tags.turn(self._doc.Pages.pages[-1])

    def save(self) -> None:
        """Fill in the late page numbers and write the file."""
        total = self.getPageNumber() - 1
        for name, (number, font) in self._contents_numbers.items():
            self._late(name, f" {self.heading_pages[number]}", font, look.CONTENTS, (_NUMBER_ROOM, 0))
        for page in range(2, total + 1):
            right = look.PAGE_WIDTH - look.MARGIN_SIDE
            self._late(f"sida-{page}", f"Sida {page} av {total}", REGULAR, look.RUNNING, (right, look.HEADER_TOP))
        self.tags.finish(self._doc.info.title)
        super().save()

    def _late(self, name: str, text: str, font: str, size: float, right: tuple[float, float]) -> None:
        x, y = right
        left = floor(x - text_width(text, font, size))
        self.beginForm(name, left, floor(y - size), ceil(x), ceil(y + size))
        self.setFont(font, size)
        self.setFillColor(pdf_styles.colour(look.INK if font == BOLD or size == look.BODY else look.MUTED))
        self.drawRightString(x, y, text)
        self.endForm()


def shown(canvas: Any, text: str, font: str, size: float) -> str:
    """One line of printable text as operators that show it (ISO 32000-1, 9.4.3)."""
    face: Any = pdfmetrics.getFont(font)
    return "".join(
        f"{face.getSubsetInternalName(subset, canvas._doc)} {size:g} Tf ({canvas._escape(codes)}) Tj "
        for subset, codes in face.splitString(text, canvas._doc)
    )


def put(canvas: Any, made: Drawing) -> None:
    """Draw a drawing with its lower left corner at the origin."""
    code = ["q 0.5 w", _operands(look.RULE) + " RG"]
    for one in made.shapes:
        if isinstance(one, Box):
            code.append(f"{_operands(one.colour)} rg {one.x:.2f} {one.y:.2f} {one.width:.2f} {one.height:.2f} re B")
        else:
            turned = "0 1 -1 0" if one.upright else "1 0 0 1"
            text = shown(canvas, one.text, REGULAR, one.size)
            code.append(f"{_operands(look.INK)} rg BT {turned} {one.x:.2f} {one.y:.2f} Tm {text}ET")
    canvas._code += [*code, "Q"]


def _operands(colour: str) -> str:
    """A colour as the three numbers that its operators take."""
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3f}" for place in (0, 2, 4))


class Lines(Paragraph):
    """Text that belongs to an element of the structure; the bullet before it to another, and its ground to none."""

    canv: Any
    element: Element
    label: Element | None = None

    def split(self, width: float, height: float) -> list[Any]:
        """The text in two."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.element, part.label = self.element, self.label
        return parts

    def draw(self) -> None:
        """Draw the text with what stands before it and behind it."""
        if self.bulletText:
            self.canv.tags.mark(self.label)
        elif self.style.backColor:
            self.canv.tags.artifact()
        super().draw()
        self.canv.tags.rest()

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802
        """The text itself, after all else."""
        self.canv.tags.mark(self.element)
        return super().beginText(x, y)


def lines(markup: str, style: Any, element: Element) -> Lines:
    """Text in reportlab's markup."""
    made = Lines(markup, style)
    made.element = element
    return made


def item(markup: str, style: Any, sign: str, list_: Element) -> Lines:
    """An entry of a list: its sign and its text."""
    whole = Element("LI", list_)
    made = Lines(markup, style, bulletText=sign)
    made.label, made.element = Element("Lbl", whole), Element("LBody", whole)
    return made


class HeadingLine(Flowable):
    """A heading, which is also an entry in the outline and a place to come to from the contents."""

    canv: Any

    def __init__(self, heading: Heading, number: int) -> None:
        super().__init__()
        self._heading = heading
        self._number = number
        self._style = pdf_styles.HEADINGS[heading.level]
        self._text = lines(pdf_styles.plain_markup(heading.text), self._style, Element("H"))

    def getSpaceBefore(self) -> float:  # noqa: N802
        """The distance to what is above."""
        return float(self._style.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802
        """The distance to what is below."""
        return float(self._style.spaceAfter)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room it takes."""
        self.width, self.height = self._text.wrap(width, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """A heading is divided only where it is taller than a page."""
        if self.height <= look.TEXT_HEIGHT:
            return []
        parts: list[Any] = self._text.split(width, height)
        if parts:
            begun = HeadingLine(self._heading, self._number)
            begun._text = parts[0]
            parts[0] = begun
        return parts

    def draw(self) -> None:
        """Draw the heading and mark its place."""
        words = printable(self._heading.text)
        self._text.element.tag = self.canv.mark_heading(self._number, words, self._heading.level, self.height)
        self._text.drawOn(self.canv, 0, 0)


class ContentsLine(Flowable):
    """A line of the contents: the heading, dots, the page number; all of it leads there."""

    canv: Any

    def __init__(self, heading: Heading, number: int, entry: Element) -> None:
        super().__init__()
        self._style = pdf_styles.CONTENTS[heading.level]
        self._link = Element("Link", Element("Reference", entry))
        self._text = lines(pdf_styles.plain_markup(heading.text), self._style, self._link)
        self._words = printable(heading.text)
        self._number = number

    def getSpaceBefore(self) -> float:  # noqa: N802
        """The distance to the line before."""
        return float(self._style.spaceBefore)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room it takes."""
        self.width = width
        _, self.height = self._text.wrap(width - _NUMBER_ROOM, height)
        return width, self.height

    def draw(self) -> None:
        """Draw the line, with the number beside its last line of text."""
        self._text.drawOn(self.canv, 0, 0)
        base = self._style.leading - self._style.fontSize
        self._dots(base)
        self.canv.tags.mark(self._link)
        self.canv.saveState()
        self.canv.translate(self.width - _NUMBER_ROOM, base)
        self.canv.contents_number(self._number, self._style.fontName)
        self.canv.restoreState()
        self.canv.tags.rest()
        self.canv.tags.link(self._link, self._words, heading_key(self._number), (0, 0, self.width, self.height))

    def _dots(self, base: float) -> None:
        start = self._text.getActualLineWidths0()[-1] + _DOT_GAP  # from where the text is indented from
        end = self.width - _NUMBER_ROOM
        if end - start < _NUMBER_ROOM:
            return
        self.canv.tags.artifact()
        self.canv.saveState()
        self.canv.setStrokeColor(pdf_styles.colour(look.RULE))
        self.canv.setLineWidth(0.9)
        self.canv.setLineCap(1)
        self.canv.setDash([0, 3.5])
        self.canv.line(end, base, start, base)  # from the right, so that the dots of all lines stand in columns
        self.canv.restoreState()


class Room(CondPageBreak):
    """Turns the page where what follows has no room: `least` points of it, below a distance of `before`. All of it is
    `whole` points, and keeps together unless much of the page would be empty then.
    """

    _frame: Any
    _SPACETRANSFER = True  # it stands for nothing, so the distances around it are one

    def __init__(self, least: float, before: float = 0.0, whole: float = 0.0) -> None:
        super().__init__(least)
        self._least, self._before, self._whole = least, before, max(least, whole)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """No room of its own."""
        room = height - max(self._before - self._frame._prevASpace, 0.0)
        self.height = self._whole if room < look.EMPTY_MOST else self._least
        super().wrap(width, room)
        return 0.0, 0.0


class Picture(Flowable):
    """A drawing that belongs to one element, whose alternative text says what it shows."""

    canv: Any

    def __init__(self, made: Drawing, alt: str, below: float) -> None:
        super().__init__()
        self._made = made
        self._below = below
        self._element = Element("Figure", alt=alt)
        self.width, self.height = made.width, made.height

    def getSpaceAfter(self) -> float:  # noqa: N802
        """The distance to what is below."""
        return self._below

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it, and say where on the page it is."""
        left, bottom = self.canv.absolutePosition(0, 0)
        self._element.attributes = pdf_tags.place(left, bottom, left + self.width, bottom + self.height)
        self.canv.tags.mark(self._element)
        put(self.canv, self._made)
        self.canv.tags.rest()


def heading_key(number: int) -> str:
    """The name of a heading's place in the file."""
    return f"rubrik{number}"
