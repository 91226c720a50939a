"""A report made ready to be written, alike for every format: clean text, nothing empty, numbered, breaks folded in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from inspektor.domain.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Contents,
    Heading,
    Inlines,
    PageBreak,
    Paragraph,
    Quotation,
    Report,
    Table,
    Text,
    plain,
)
from inspektor.export import look
from inspektor.export.text import clean, one_line, shorten

_Value = TypeVar("_Value", str, Cell)

Written = Heading | Paragraph | Bullets | Quotation | Table | Chart | Contents

CONTENTS_LEVELS = 2
CONTENTS_TITLE = "Innehåll"
_CONTENTS_TEXT = 250
_RUNNING_TITLE = 70  # characters that the running header has room for, beside the dnr
_RUNNING_DNR = 28
_ENDS = (".", "!", "?", "]")  # of a sentence that is whole in itself


@dataclass(frozen=True)
class Item:
    """One block to write.

    `number` is its place among the headings, the tables, the charts or the numbered lists, from 1 (0 for other blocks).
    `new_page` says that it begins a page. `after_table` says that the block before it is a table without notes, so that
    the distance is for this one to keep. `leads` says that its words lead into the list or the table that follows, and
    are to stand with it. `note` is what follows a chart in small print, and is to stand with it.
    """

    block: Written
    number: int = 0
    new_page: bool = False
    after_table: bool = False
    leads: bool = False
    note: Paragraph | None = None


def prepare(report: Report) -> Report:
    """The report with every text clean; texts that stand on one line are put on one."""
    return replace(
        report,
        title=one_line(report.title),
        subtitle=one_line(report.subtitle),
        dnr=one_line(report.dnr),
        status=one_line(report.status),
        date=one_line(report.date),
        data_state=one_line(report.data_state),
        blocks=tuple(_clean(block) for block in report.blocks),
    )


def flow(report: Report) -> tuple[Item, ...]:
    """The blocks of a prepared report in order, without the empty ones. The first begins a page (after the title)."""
    return tuple(_items(report.blocks))


def contents(items: tuple[Item, ...]) -> list[tuple[Heading, int]]:
    """The headings that the table of contents lists, with their numbers; a text of many lines is shortened."""
    return [
        (replace(item.block, text=shorten(item.block.text, _CONTENTS_TEXT)), item.number)
        for item in items
        if isinstance(item.block, Heading) and item.block.level <= CONTENTS_LEVELS
    ]


def running_title(report: Report) -> str:
    """What the running header says: title · dnr, short enough for one line."""
    parts = (shorten(report.title, _RUNNING_TITLE), shorten(report.dnr, _RUNNING_DNR))
    return " · ".join(part for part in parts if part)


def title_lines(report: Report) -> tuple[str, ...]:
    """What stands below title and subtitle on the title page."""
    dnr = f"Dnr {report.dnr}" if report.dnr else ""
    date = f"Datum {report.date}" if report.date else ""
    return tuple(line for line in (dnr, date, report.data_state) if line)


def in_brackets(inlines: Inlines) -> Inlines:
    """The text of a missing paragraph in square brackets, so that it shows in black and white too."""
    text = plain(inlines).strip()
    if text.startswith("[") and text.endswith("]"):
        return inlines
    return (Text("["), *inlines, Text("]"))


def chart_caption(chart: Chart, number: int) -> tuple[str, str]:
    """The label of a chart (`Figur 3`) and the rest of its caption."""
    return f"Figur {number}", f". {chart.caption}" if chart.caption else ""


def text_size(style: str) -> tuple[float, float]:
    """Size and leading of a paragraph style of the document."""
    return (look.NOTE, look.NOTE_LEADING) if style == "note" else (look.BODY, look.BODY_LEADING)


def _items(blocks: tuple[Block, ...]) -> Iterator[Item]:
    counts: dict[str, int] = {}
    new_page, after_table = True, False
    for place, block in enumerate(blocks, 1):
        if isinstance(block, PageBreak):
            new_page = True
        elif not _empty(block):
            before, following = (
                next(iter(some), None) for some in (blocks[: place - 1][-1:], blocks[place : place + 1])
            )
            leads, note = _leads(before, block, following), _note(block, following)
            yield Item(block, _number(block, counts), new_page, after_table and not new_page, leads, note)
            new_page, after_table = False, isinstance(block, Table) and not block.notes


def _leads(before: Block | None, block: Written, following: Block | None) -> bool:
    """Whether a paragraph is the beginning of what a list goes on with, as `Några av resultaten:`, or small print
    between a heading and a table.
    """
    if not isinstance(block, Paragraph):
        return False
    if isinstance(following, Table):
        return block.style == "note" and isinstance(before, Heading)
    return isinstance(following, Bullets) and not plain(block.inlines).rstrip().endswith(_ENDS)


def _note(block: Written, following: Block | None) -> Paragraph | None:
    """The small print that follows a chart."""
    if isinstance(block, Chart) and isinstance(following, Paragraph) and following.style == "note":
        return following
    return None


def kept(block: Bullets, place: int) -> bool:
    """Whether an item stands with the one after it: none of a list is alone at the top or the bottom of a page."""
    return place + 1 < len(block.items) and place in (0, len(block.items) - 2)


def _number(block: Written, counts: dict[str, int]) -> int:
    if isinstance(block, Heading | Table | Chart) or (isinstance(block, Bullets) and block.ordered):
        kind = type(block).__name__
        counts[kind] = counts.get(kind, 0) + 1
        return counts[kind]
    return 0


def _empty(block: Written) -> bool:
    match block:
        case Heading():
            return not block.text
        case Paragraph() | Quotation():
            return not plain(block.inlines).strip()
        case Bullets():
            return not block.items
        case Chart():
            return not block.rows
    return False


def _clean(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=one_line(block.text), level=min(max(block.level, 1), 3))
        case Paragraph() | Quotation():
            return replace(block, inlines=_clean_inlines(block.inlines))
        case Bullets():
            items = tuple(_clean_inlines(item) for item in block.items)
            return replace(block, items=tuple(item for item in items if plain(item).strip()))
        case Table():
            return _clean_table(block)
        case Chart():
            return _clean_chart(block)
    return block


def _clean_inlines(inlines: Inlines) -> Inlines:
    parts = (replace(part, text=clean(part.text)) for part in inlines)
    return tuple(part for part in parts if part.text)


def _clean_table(table: Table) -> Table:
    """The table with clean text, as many cells in every row as it has columns, and no empty note."""
    columns = max([len(table.header), *(len(row) for row in table.rows)], default=0)
    notes = (clean(note).strip() for note in table.notes)
    return replace(
        table,
        caption=one_line(table.caption),
        header=_padded(tuple(clean(text).strip() for text in table.header), columns, ""),
        rows=tuple(_padded(tuple(_clean_cell(cell) for cell in row), columns, Cell("")) for row in table.rows),
        notes=tuple(note for note in notes if note),
    )


def _clean_chart(chart: Chart) -> Chart:
    return replace(
        chart,
        caption=one_line(chart.caption),
        alt=one_line(chart.alt),
        heads=tuple(map(one_line, chart.heads)),
        rows=tuple((one_line(label), cells) for label, cells in chart.rows),
    )


def _clean_cell(cell: Cell) -> Cell:
    text = clean(cell.text).strip()
    return cell if text == cell.text else replace(cell, text=text)


def _padded(values: tuple[_Value, ...], columns: int, blank: _Value) -> tuple[_Value, ...]:
    return values + (blank,) * (columns - len(values))
