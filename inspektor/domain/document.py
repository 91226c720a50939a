"""A report as a format-neutral document: what Word, PDF and the preview are all made from.

Nothing here knows how a format looks. A figure that was counted carries its trace: the question, the group and
the codes of the cases behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

HIDDEN = ".."  # stands for a figure that a public version does not show


@dataclass(frozen=True)
class Trace:
    """Where a figure comes from: which answer to which question, in which group, and whose cases.

    `grouping` says what kind of group it is (`enhet`, `kon` …); empty for all cases together. `hidden` figures are not
    shown in a public version.
    """

    question: str
    answer: str
    group: str
    cases: tuple[str, ...]
    base: int
    grouping: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Text:
    """A stretch of running text."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Inserted(Text):
    """A figure that somebody has inserted in their own text: the words it had last, its mark and its form. Where it
    stands in a report, the review no longer gives it.
    """

    mark: str = ""
    form: str = ""


@dataclass(frozen=True)
class Figure:
    """A counted figure in running text, such as `32 av 40`, with its trace. `form` is the way it is written, one of
    `figure_forms.FORMS`; empty where it is written in a way of its own.
    """

    text: str
    trace: Trace
    form: str = ""
    bold: bool = False
    italic: bool = False


Inline = Text | Figure
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3. `anchor` is ASCII and unique in the report."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Running text. `missing` marks the visible place of a text that nobody has written yet, `withheld` that of one
    that does not go out; `note` is small print.
    """

    inlines: Inlines
    style: Literal["body", "note", "missing", "withheld"] = "body"


@dataclass(frozen=True)
class Bullets:
    """A list, one entry an item; numbered when `ordered`."""

    items: tuple[Inlines, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Quotation:
    """A block quotation."""

    inlines: Inlines


@dataclass(frozen=True)
class Cell:
    """A table cell, with the trace of its figure where it holds one.

    `link` is the `anchor` of the cell that it leads to. An anchor is ASCII, at most 36 characters, and unique.
    """

    text: str
    trace: Trace | None = None
    link: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Table:
    """A table with one header row; the first column heads its rows and is left-aligned.

    `numeric` says that the other columns hold figures (right-aligned); otherwise they hold text. `widths` are relative
    column widths (None: the first column takes what the others do not need). `notes` stand below the table.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    numeric: bool = True
    widths: tuple[float, ...] | None = None


@dataclass(frozen=True)
class ChartCell:
    """A place in a chart: so many of a whole, with the trace. `heat` is its shade, 0 to 4; None for none."""

    trace: Trace
    heat: int | None = None

    @property
    def part(self) -> int:
        """How many."""
        return len(self.trace.cases)

    @property
    def whole(self) -> int:
        """Of how many; 0 where there is nothing to be a part of."""
        return self.trace.base


@dataclass(frozen=True)
class Chart:
    """A picture of figures that also stand in a table: `bars`, a group of them a row, or `heat`, a grid of shades.

    `heads` names the cells of a row. `alt` says in words what the picture shows.
    """

    kind: Literal["bars", "heat"]
    caption: str
    alt: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ChartCell, ...]], ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Contents:
    """The place of the table of contents (headings of level 1 and 2, with page numbers)."""


Block = Heading | Paragraph | Bullets | Quotation | Table | Chart | PageBreak | Contents


@dataclass(frozen=True)
class Report:
    """A whole report. The title page shows title, subtitle, dnr, status, date and the state of the data.

    `origin` names the review and the last of its changes that the figures rest on, for a program to read.
    """

    title: str
    subtitle: str
    dnr: str
    status: str  # UTKAST: shown on the title page and across every page
    date: str  # ISO
    data_state: str  # one sentence: what the figures were counted from, and when
    blocks: tuple[Block, ...] = field(default=())
    language: str = "sv-SE"
    origin: str = ""
    warnings: tuple[str, ...] = ()  # what a person must know of what it does not hold


def in_sections(blocks: Iterable[Block]) -> Iterator[tuple[str, int, Block]]:
    """Every block with the heading that it stands under, and which of the paragraphs there it is (a list is one)."""
    heading, number = "", 0
    for block in blocks:
        if isinstance(block, Heading):
            heading, number = block.text, 0
        number += isinstance(block, Paragraph | Quotation | Bullets)
        yield heading, number, block


def running(block: Block) -> tuple[Inlines, ...]:
    """The running text of a block: its own, or that of each of its items."""
    match block:
        case Paragraph() | Quotation():
            return (block.inlines,)
        case Bullets():
            return block.items
    return ()


def with_running(block: Block, told: Callable[[Inlines], Inlines]) -> Block:
    """A block with its running text told in another way."""
    match block:
        case Paragraph() | Quotation():
            return replace(block, inlines=told(block.inlines))
        case Bullets():
            return replace(block, items=tuple(told(item) for item in block.items))
    return block


GAPS = ("missing", "withheld")  # the paragraphs that stand in the place of a text


def hides(inlines: Inlines) -> bool:
    """Whether running text rests on a figure that a public version does not show."""
    return any(isinstance(part, Figure) and part.trace.hidden for part in inlines)


def plain(inlines: Inlines) -> str:
    """The text of running text, without its marks."""
    return "".join(part.text for part in inlines)
