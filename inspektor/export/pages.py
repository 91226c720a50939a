"""On which page of the Word report each heading is likely to stand.

Word alone lays its pages out, so this is an estimate: line counts from estimated text widths, and the rules that Word
keeps (a heading stays with what follows, a small table stays whole, a row is not broken, of two distances between
paragraphs the larger counts).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from inspektor.domain.document import Bullets, Chart, Heading, Inlines, Paragraph, Quotation, Table, plain
from inspektor.export import look, tables
from inspektor.export.drawing import drawing
from inspektor.export.flow import Item, chart_caption, chart_gap, contents, kept, text_size
from inspektor.export.text import lines

_LINE = 1.22  # Calibri's own line height, in ems
_BODY_LINE = _LINE * 1.1  # as the styles set it
_BOLD = 1.06


@dataclass
class Pages:
    """The estimated page of each heading, by its number, and how many pages there are. The title page is page 1."""

    of_heading: dict[int, int] = field(default_factory=dict)
    total: int = 1


@dataclass(frozen=True)
class _Piece:
    """What is not broken: its height, the distances around it, and whether it stays with the piece that follows."""

    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    heading: int = 0


def estimate(items: tuple[Item, ...]) -> Pages:
    """Where the headings of a report's flow are likely to stand."""
    paper = _Paper()
    together: list[_Piece] = []
    for item in items:
        if item.new_page:
            paper.put(together)
            together = []
            paper.turn()
        for piece in _pieces(item, items):
            together.append(piece)
            if not piece.keep:
                paper.put(together)
                together = []
    paper.put(together)
    return paper.pages


class _Paper:
    """Pages that fill from above."""

    def __init__(self) -> None:
        self.pages = Pages()
        self._left = 0.0
        self._gap = 0.0  # below the last piece

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.total += 1
        self._left = look.TEXT_HEIGHT
        self._gap = 0.0

    def put(self, together: list[_Piece]) -> None:
        """Place pieces that stay together, on the next page if they do not fit this one but would fit a whole one."""
        height, gap = 0.0, self._gap
        for piece in together:
            height += max(gap, piece.before) + piece.height
            gap = piece.after
        if self._left < height <= look.TEXT_HEIGHT:
            self.turn()
        for piece in together:
            self._take(piece)

    def _take(self, piece: _Piece) -> None:
        top = self._left == look.TEXT_HEIGHT
        height = piece.height if top else max(self._gap, piece.before) + piece.height
        if height > self._left and piece.height <= look.TEXT_HEIGHT:
            self.turn()
            height = piece.height
        if piece.heading:
            self.pages.of_heading[piece.heading] = self.pages.total
        self._left -= height
        self._gap = piece.after
        while self._left < 0:
            self.pages.total += 1
            self._left += look.TEXT_HEIGHT


def _pieces(item: Item, items: tuple[Item, ...]) -> list[_Piece]:
    match item.block:
        case Heading() as block:
            return [_heading(block, item.number)]
        case Paragraph() as block:
            size, _ = text_size(block.style)
            before, after = (3.0, look.TABLE_GAP) if block.style == "note" else (0.0, look.PARAGRAPH_GAP)
            *others, last = _lines(plain(block.inlines), size, before, after)
            return [*others, replace(last, keep=item.leads)]
        case Quotation() as block:
            return [_Piece(_inlines(block.inlines, 2 * look.QUOTE_INDENT), after=look.PARAGRAPH_GAP)]
        case Bullets() as block:
            return [
                _Piece(_inlines(entry, look.LIST_INDENT), after=look.LIST_GAP, keep=kept(block, place))
                for place, entry in enumerate(block.items)
            ]
        case Table() as block:
            return list(_table(block, item.number))
        case Chart() as block:
            caption = _caption("".join(chart_caption(block, item.number)))
            return [caption, _Piece(drawing(block).height, after=chart_gap(item), keep=item.note is not None)]
    return list(_contents(items))


def _heading(block: Heading, number: int) -> _Piece:
    size, _ = look.HEADINGS[block.level]
    before, after = look.HEADING_SPACE[block.level]
    return _Piece(_height(block.text, size, _LINE, _BOLD), before, after, keep=True, heading=number)


def _contents(items: tuple[Item, ...]) -> Iterator[_Piece]:
    size, _ = look.HEADINGS[1]
    yield _Piece(size * _LINE, after=look.HEADING_SPACE[1][1], keep=True)
    for heading, _ in contents(items):
        height = _height(heading.text, look.CONTENTS, look.CONTENTS_LEADING / look.CONTENTS)
        yield _Piece(height, look.CONTENTS_GAP if heading.level == 1 else 0.0)


def _lines(text: str, size: float, before: float, after: float) -> list[_Piece]:
    """A paragraph line by line, its first two and its last two together."""
    count = lines(text, look.TEXT_WIDTH / size * tables.ROOMIER)
    line = size * (_BODY_LINE if size == look.BODY else _LINE)
    if count < 4:
        return [_Piece(count * line, before, after)]
    return [_Piece(2 * line, before), *[_Piece(line)] * (count - 4), _Piece(2 * line, after=after)]


def _inlines(inlines: Inlines, indent: float) -> float:
    return lines(plain(inlines), (look.TEXT_WIDTH - indent) / look.BODY * tables.ROOMIER) * look.BODY * _BODY_LINE


def _height(text: str, size: float, line: float, wider: float = 1.0) -> float:
    return lines(text, look.TEXT_WIDTH / size * tables.ROOMIER / wider) * size * line


def _caption(text: str) -> _Piece:
    return _Piece(_height(text, look.CAPTION, _LINE, _BOLD), look.TABLE_GAP, look.CAPTION_GAP, keep=True)


def _table(table: Table, number: int) -> Iterator[_Piece]:
    for part in tables.parts(table):
        label, text = tables.caption(table, number, part)
        yield _caption(label + text)
        heights = part.heights(tables.ROOMIER)
        keeps = tables.kept(heights, to_notes=bool(table.notes) and part.last)
        yield from (_Piece(row, keep=keep) for row, keep in zip(heights, keeps, strict=True))
    for place, note in enumerate(table.notes, 1):
        last = place == len(table.notes)
        yield _Piece(_height(note, look.NOTE, _LINE), 3.0, look.TABLE_GAP if last else 3.0, keep=not last)
