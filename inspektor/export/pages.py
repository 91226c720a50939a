"""On which page of the Word report each heading is likely to stand.

Word alone lays its pages out, so this is an estimate: line counts from estimated text widths, and the rules that Word
keeps (a heading stays with what follows, a small table stays whole, a row is not broken).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from inspektor.domain.document import Bullets, Contents, Heading, Inlines, Paragraph, Quotation, Report, Table, plain
from inspektor.export import look, tables
from inspektor.export.flow import Item, contents, flow, text_size
from inspektor.export.text import lines

_LINE = 1.22  # Calibri's own line height, in ems
_ROOMIER = 1.04  # text is estimated for the wider of two fonts; Calibri is the narrower
_CONTENTS_LINE = look.BODY * _LINE + 2


@dataclass
class Pages:
    """The estimated page of each heading, by its number, and how many pages there are. The title page is page 1."""

    of_heading: dict[int, int] = field(default_factory=dict)
    total: int = 1


def estimate(report: Report, items: tuple[Item, ...] | None = None) -> Pages:
    """Where the headings of a prepared report are likely to stand."""
    items = flow(report) if items is None else items
    paper = _Paper()
    waiting: list[Item] = []
    for item in items:
        if item.new_page:
            paper.turn()
        waiting.append(item)
        if not isinstance(item.block, Heading):
            _place(paper, waiting, items)
            waiting = []
    _place(paper, waiting, items)
    return paper.pages


class _Paper:
    """Pages that fill from above."""

    def __init__(self) -> None:
        self.pages = Pages()
        self.left = 0.0

    def turn(self) -> None:
        self.pages.total += 1
        self.left = look.TEXT_HEIGHT

    def need(self, height: float) -> None:
        """Turn the page if what must stand together does not fit; a whole page is all there is."""
        if min(height, look.TEXT_HEIGHT) > self.left:
            self.turn()

    def take(self, height: float) -> None:
        """Use up room, over the end of the page if it must be."""
        self.left -= height
        while self.left < 0:
            self.pages.total += 1
            self.left += look.TEXT_HEIGHT


def _place(paper: _Paper, group: list[Item], items: tuple[Item, ...]) -> None:
    """Headings and the block that they stay with."""
    heads = [item for item in group if isinstance(item.block, Heading)]
    last = [_pieces(item, items) for item in group if not isinstance(item.block, Heading)]
    paper.need(sum(_heading(item) for item in heads) + (last[0][0] if last else 0))
    for item in heads:
        paper.pages.of_heading[item.number] = paper.pages.total
        paper.take(_heading(item))
    for pieces in last:
        for piece in pieces:
            paper.need(piece)
            paper.take(piece)


def _heading(item: Item) -> float:
    assert isinstance(item.block, Heading)
    size, _ = look.HEADINGS[item.block.level]
    return _text(item.block.text, size, 1.06) + sum(look.HEADING_SPACE[item.block.level])


def _pieces(item: Item, items: tuple[Item, ...]) -> list[float]:
    """The heights of a block's pieces, none of which is broken; a heading before it stays with the first."""
    block = item.block
    if isinstance(block, Table):
        return _table(block, item.number)
    if isinstance(block, Bullets):
        return [_inlines(entry, look.LIST_INDENT) + look.LIST_GAP for entry in block.items]
    if isinstance(block, Contents):
        size, _ = look.HEADINGS[1]
        return [size * _LINE + sum(look.HEADING_SPACE[1])] + [
            _CONTENTS_LINE + (6 if heading.level == 1 else 0) for heading, _ in contents(items)
        ]
    if isinstance(block, Quotation):
        return [_inlines(block.inlines, 2 * look.QUOTE_INDENT) + look.PARAGRAPH_GAP]
    assert isinstance(block, Paragraph)
    size, _ = text_size(block.style)
    return _lines(plain(block.inlines), size)


def _lines(text: str, size: float) -> list[float]:
    """A paragraph line by line, its first two and its last two together."""
    count = lines(text, look.TEXT_WIDTH / size * _ROOMIER)
    line = size * _LINE * 1.1
    if count < 4:
        return [count * line + look.PARAGRAPH_GAP]
    return [2 * line, *([line] * (count - 4)), 2 * line + look.PARAGRAPH_GAP]


def _inlines(inlines: Inlines, indent: float) -> float:
    return lines(plain(inlines), (look.TEXT_WIDTH - indent) / look.BODY * _ROOMIER) * look.BODY * _LINE * 1.1


def _text(text: str, size: float, wider: float = 1.0) -> float:
    return lines(text, look.TEXT_WIDTH / size * _ROOMIER / wider) * size * _LINE


def _table(table: Table, number: int) -> list[float]:
    pieces: list[float] = []
    for part in tables.parts(table):
        label, text = tables.caption(table, number, part)
        head = look.TABLE_GAP + look.CAPTION_GAP + _text(label + text, look.CAPTION, 1.06)
        heights = part.heights()
        if sum(heights) <= look.WHOLE_TABLE:
            pieces.append(head + sum(heights))
        else:
            pieces += [head + sum(heights[:2]), *heights[2:]]
    pieces += [_text(note, look.NOTE) + 6 for note in table.notes]
    return [*pieces, look.TABLE_GAP] if pieces else [0.0]
