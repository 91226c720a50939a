"""A chart drawn: boxes and words, which the PDF holds as they are and Word as a picture of them.

Series and shades differ in lightness, so that they can be told apart in grey; every bar and every shade that has room
says its figures. Lengths are points, from the lower left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inspektor.domain.document import Chart, ChartCell
from inspektor.domain.heat import STEPS, heat_in_words
from inspektor.export import look
from inspektor.export.fonts import REGULAR, printable, text_width


@dataclass(frozen=True)
class Box:
    """A rectangle with a thin edge, filled with a colour of `look`."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Words:
    """One line of printable text from a point on its base line; `upright` goes upwards from there."""

    x: float
    y: float
    text: str
    size: float
    upright: bool = False


@dataclass(frozen=True)
class Drawing:
    """What is drawn, the first at the bottom."""

    width: float
    height: float
    shapes: tuple[Box | Words, ...]


Shapes = Iterator[Box | Words]

_SIZE, _LEADING = 8.0, 10.0
_SMALL = 6.5
_LABELS = 170.0  # what the labels of rows have at most
_GAP = 6.0
_BAR, _BAR_STEP = 8.0, 10.0
_LEGEND = 18.0
_ROW = 16.0  # a row of shades
_HEADS_MOST = 96.0  # how tall the heads of shades, which stand on end, may be
_WORDS = 60.0  # beside the longest bar: `1 000 av 1 000`
_LINES = 3


def drawing(chart: Chart) -> Drawing:
    """The chart as wide as the text, with the legend it needs."""
    return _bars(chart) if chart.kind == "bars" else _heat(chart)


def _bars(chart: Chart) -> Drawing:
    """A group of bars a row: an outline as long as the cases are many, filled as far as those that are counted."""
    texts = [_wrapped(label, _LABELS) for label, _ in chart.rows]
    left = max((text_width(line, REGULAR, _SIZE) for lines in texts for line in lines), default=0.0) + _GAP
    group = len(chart.heads) * _BAR_STEP
    heights = [max(group, len(lines) * _LEADING) + _GAP for lines in texts]
    legend = _LEGEND if len(chart.heads) > 1 else 0.0
    height = sum(heights) + legend
    longest = max((cell.whole for _, cells in chart.rows for cell in cells), default=0) or 1
    unit = (look.TEXT_WIDTH - left - _WORDS) / longest
    shapes = list(_legend(zip(chart.heads, look.SERIES, strict=False), height, left)) if legend else []
    for (_, cells), lines, (top, bottom) in zip(chart.rows, texts, _edges(height - legend, heights), strict=True):
        middle = (top + bottom + _GAP) / 2
        shapes += _label(lines, left - _GAP, middle)
        for place, cell in enumerate(cells):
            colour = look.SERIES[place % len(look.SERIES)]
            shapes += _bar(cell, colour, left, middle + group / 2 - place * _BAR_STEP - _BAR - 1, unit)
    return Drawing(look.TEXT_WIDTH, height, tuple(shapes))


def _edges(top: float, heights: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Top and bottom of each row, from above."""
    edges = [top]
    for height in heights:
        edges.append(edges[-1] - height)
    return pairwise(edges)


def _bar(cell: ChartCell, colour: str, x: float, y: float, unit: float) -> Shapes:
    """One bar and its figures."""
    if cell.whole:
        yield Box(x, y, cell.whole * unit, _BAR, "FFFFFF")
    if cell.part:
        yield Box(x, y, cell.part * unit, _BAR, colour)
    text = f"{cell.part} av {cell.whole}" if cell.whole else "–"
    yield Words(x + cell.whole * unit + 4, y + 1.5, text, _SIZE)


def _heat(chart: Chart) -> Drawing:
    """A row a question, a shade a cell; a cell with too few cases for a shade has its figures alone."""
    texts = [_wrapped(label, _LABELS) for label, _ in chart.rows]
    left = _LABELS + _GAP
    wide = (look.TEXT_WIDTH - left) / len(chart.heads)
    heads = [_cut(head, _HEADS_MOST) for head in chart.heads]
    widest = max(text_width(head, REGULAR, _SIZE) for head in heads)
    upright = widest > wide - 4
    above = _LEGEND + (widest if upright else _SIZE) + _GAP
    heights = [max(_ROW, len(lines) * _LEADING + 2) for lines in texts]
    height = sum(heights) + above
    shapes = list(_legend(_shades(chart), height, 0.0))
    for place, head in enumerate(heads):
        shapes.append(_head(head, left + (place + 0.5) * wide, height - above + 4, upright=upright))
    for (_, cells), lines, (top, bottom) in zip(chart.rows, texts, _edges(height - above, heights), strict=True):
        shapes += _label(lines, _LABELS, (top + bottom) / 2)
        for place, cell in enumerate(cells):
            shapes += _shade(cell, left + place * wide, bottom, wide, top - bottom)
    return Drawing(look.TEXT_WIDTH, height, tuple(shapes))


def _shade(cell: ChartCell, x: float, y: float, width: float, height: float) -> Shapes:
    """One cell and, if there is room, its figures."""
    yield Box(x, y, width, height, "FFFFFF" if cell.heat is None else look.HEAT[cell.heat])
    for text, size in _figures(cell):
        wide = text_width(text, REGULAR, size)
        if wide <= width - 3:
            yield Words(x + (width - wide) / 2, y + height / 2 - size * 0.35, text, size)
            return


def _figures(cell: ChartCell) -> list[tuple[str, float]]:
    """What a cell says, in the ways it may, the best first, each with its size of letters."""
    if not cell.whole:
        return [("–", _SIZE)]
    return [(f"{cell.part} av {cell.whole}", _SIZE), (f"{cell.part}/{cell.whole}", _SMALL)]


def _shades(chart: Chart) -> Iterator[tuple[str, str]]:
    """What the shades mean; none only where there are such cells."""
    if any(cell.heat is None for _, cells in chart.rows for cell in cells):
        yield "ofärgat: under tio ärenden", "FFFFFF"
    yield from ((heat_in_words(step), look.HEAT[step]) for step in range(STEPS))


def _legend(entries: Iterable[tuple[str, str]], top: float, x: float) -> Shapes:
    """Squares with their names, from the left."""
    for name, colour in entries:
        text = printable(name)
        yield Box(x, top - _BAR - 1, _BAR, _BAR, colour)
        yield Words(x + _BAR + 4, top - _BAR + 0.5, text, _SIZE)
        x += _BAR + 16 + text_width(text, REGULAR, _SIZE)


def _label(lines: Sequence[str], right: float, middle: float) -> Shapes:
    """Lines that end at the right, about a middle."""
    first = middle + len(lines) * _LEADING / 2 - _SIZE + 0.5
    for place, line in enumerate(lines):
        yield Words(right - text_width(line, REGULAR, _SIZE), first - place * _LEADING, line, _SIZE)


def _head(text: str, x: float, y: float, *, upright: bool) -> Words:
    """Words over the middle of a column, on end where they are too wide for it."""
    if upright:
        return Words(x + _SIZE * 0.35, y, text, _SIZE, upright=True)
    return Words(x - text_width(text, REGULAR, _SIZE) / 2, y, text, _SIZE)


def _wrapped(words: str, room: float) -> list[str]:
    """The words on a few lines that fit; what does not is cut, and stands whole in the table."""
    lines = [""]
    for word in printable(words).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, REGULAR, _SIZE) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > _LINES:
        lines[_LINES - 1 :] = [" ".join(lines[_LINES - 1 :])]
    return [_cut(line, room) for line in lines]


def _cut(words: str, room: float) -> str:
    words = printable(words)
    if text_width(words, REGULAR, _SIZE) <= room:
        return words
    while words and text_width(f"{words}…", REGULAR, _SIZE) > room:
        words = words[:-1]
    return f"{words.rstrip()}…"
