"""A chart drawn: boxes and words, which the PDF holds as they are and Word as a picture of them.

Series and shades differ in lightness, so that they can be told apart in grey; every bar and every shade that has room
says its figures. Lengths are points, from the lower left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

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
class Spot:
    """Where a cell of the chart stands: the part of the drawing that is about it."""

    row: int
    column: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """What is drawn, the first at the bottom, and where each cell stands, row by row."""

    width: float
    height: float
    shapes: tuple[Box | Words, ...]
    spots: tuple[Spot, ...] = ()


Shapes = Iterator[Box | Words]

_SIZE, _LEADING = 8.0, 10.0
_SMALL = 6.5
_LABELS = 170.0  # what the labels of rows have at most; less in a drawing that is narrower than the page
_SHARE = _LABELS / look.TEXT_WIDTH
_GAP = 6.0
_BAR, _BAR_STEP = 8.0, 10.0
_LEGEND, _LEGEND_STEP = 18.0, 12.0
_ROW = 16.0  # a row of shades
_LINES_GAP = 4.0  # more than between the lines of a label, so that two labels are not read as one
_HEAD_LEAST = 56.0  # a column that is as wide has its head on lines; a narrower one on end, if it does not fit
_HEADS_MOST = 96.0  # how tall the heads of shades, which stand on end, may be
_WORDS = 60.0  # beside the longest bar: `1 000 av 1 000`
_CELL_ROOM = 2.0  # about the figures of a cell
_LEAST_BARS = 220.0
_LINES, _HEAD_LINES = 3, 5


def drawing(chart: Chart, width: float = look.TEXT_WIDTH) -> Drawing:
    """The chart as wide as the text of a page, or as it is said, with the legend it needs."""
    return _bars(chart, width) if chart.kind == "bars" else _heat(chart, width)


def least_width(chart: Chart) -> float:
    """How wide a drawing has to be for every cell to say its figures in full."""
    if chart.kind == "bars":
        return _LEAST_BARS
    texts = [_figures(cell)[0][0] for _, cells in chart.rows for cell in cells]
    cells = len(chart.heads) * (max(text_width(text, REGULAR, _SIZE) for text in texts) + 4) + _GAP
    return min(cells / (1 - _SHARE), cells + _LABELS)


def _bars(chart: Chart, width: float) -> Drawing:
    """A group of bars a row: an outline as long as the cases are many, filled as far as those that are counted."""
    texts = [_wrapped(label, min(_LABELS, width * _SHARE)) for label, _ in chart.rows]
    left = max((text_width(line, REGULAR, _SIZE) for lines in texts for line in lines), default=0.0) + _GAP
    group = len(chart.heads) * _BAR_STEP
    heights = [max(group, len(lines) * _LEADING) + _GAP for lines in texts]
    entries = _entries(zip(chart.heads, look.SERIES, strict=False), left, width) if len(chart.heads) > 1 else []
    legend = _legend_height(entries)
    height = sum(heights) + legend
    longest = max((cell.whole for _, cells in chart.rows for cell in cells), default=0) or 1
    unit = (width - left - _WORDS) / longest
    shapes = list(_legend(entries, height))
    spots = []
    for row, (top, bottom) in enumerate(_edges(height - legend, heights)):
        middle = (top + bottom + _GAP) / 2
        shapes += _label(texts[row], left - _GAP, middle)
        for place, cell in enumerate(chart.rows[row][1]):
            y = middle + group / 2 - place * _BAR_STEP - _BAR - 1
            shapes += _bar(cell, look.SERIES[place % len(look.SERIES)], left, y, unit)
            spots.append(Spot(row, place, left, y - 1, width - left, _BAR_STEP))
    return Drawing(width, height, tuple(shapes), tuple(spots))


def _edges(top: float, heights: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Top and bottom of each row, from above."""
    edges = [top]
    for height in heights:
        edges.append(edges[-1] - height)
    return pairwise(edges)


def _bar(cell: ChartCell, colour: str, x: float, y: float, unit: float) -> Shapes:
    """One bar and its figures."""
    if cell.whole:
        yield Box(x, y, cell.whole * unit, _BAR, look.PAPER)
    if cell.part:
        yield Box(x, y, cell.part * unit, _BAR, colour)
    text = f"{cell.part} av {cell.whole}" if cell.whole else "–"
    yield Words(x + cell.whole * unit + 4, y + 1.5, text, _SIZE)


def _heat(chart: Chart, width: float) -> Drawing:
    """A row a question, a shade a cell; a cell with too few cases for a shade has its figures alone."""
    labels = min(_LABELS, width * _SHARE)
    texts = [_wrapped(label, labels) for label, _ in chart.rows]
    left = labels + _GAP
    columns = _columns(chart, left, width)
    room = min(wide for _, wide in columns) - 4
    upright = room < _HEAD_LEAST and any(text_width(head, REGULAR, _SIZE) > room for head in chart.heads)
    heads = [[_cut(head, _HEADS_MOST)] if upright else _wrapped(head, room, _HEAD_LINES) for head in chart.heads]
    entries = _entries(_shades(chart), 0.0, width)
    above = _legend_height(entries) + _heads_height(heads, upright=upright) + _GAP
    heights = [max(_ROW, len(lines) * _LEADING + _LINES_GAP) for lines in texts]
    height = sum(heights) + above
    shapes = list(_legend(entries, height))
    for head, (x, wide) in zip(heads, columns, strict=True):
        shapes += _head(head, x + wide / 2, height - above + 4, upright=upright)
    spots = []
    for row, (top, bottom) in enumerate(_edges(height - above, heights)):
        shapes += _label(texts[row], labels, (top + bottom) / 2)
        for place, cell in enumerate(chart.rows[row][1]):
            x, wide = columns[place]
            spot = Spot(row, place, x, bottom, wide, top - bottom)
            shapes += _shade(cell, spot)
            spots.append(spot)
    return Drawing(width, height, tuple(shapes), tuple(spots))


def _columns(chart: Chart, left: float, right: float) -> list[tuple[float, float]]:
    """Where each column begins and how wide it is: alike, but for those whose figures need more, as the total."""
    alike = (right - left) / len(chart.heads)
    least = [max(map(_least, cells), default=0.0) for cells in zip(*(cells for _, cells in chart.rows), strict=True)]
    wide = [need for need in least if need > alike]
    rest = (right - left - sum(wide)) / max(len(least) - len(wide), 1)
    fits = rest >= max((need for need in least if need <= alike), default=0.0)
    widths = [need if fits and need > alike else rest if fits else alike for need in least]
    starts = accumulate(widths, initial=left)
    return list(zip(starts, widths, strict=False))


def _least(cell: ChartCell) -> float:
    text, size = _figures(cell)[-1]
    return text_width(text, REGULAR, size) + _CELL_ROOM


def _shade(cell: ChartCell, at: Spot) -> Shapes:
    """One cell and, if there is room, its figures."""
    yield Box(at.x, at.y, at.width, at.height, look.PAPER if cell.heat is None else look.HEAT[cell.heat])
    for text, size in _figures(cell):
        wide = text_width(text, REGULAR, size)
        if wide <= at.width - _CELL_ROOM:
            yield Words(at.x + (at.width - wide) / 2, at.y + at.height / 2 - size * 0.35, text, size)
            return


def _figures(cell: ChartCell) -> list[tuple[str, float]]:
    """What a cell says, in the ways it may, the best first, each with its size of letters."""
    if not cell.whole:
        return [("–", _SIZE)]
    return [(f"{cell.part} av {cell.whole}", _SIZE), (f"{cell.part}/{cell.whole}", _SMALL)]


def _shades(chart: Chart) -> Iterator[tuple[str, str]]:
    """What the shades mean; none only where there are such cells."""
    if any(cell.heat is None for _, cells in chart.rows for cell in cells):
        yield "ofärgat: under tio ärenden", look.PAPER
    yield from ((heat_in_words(step), look.HEAT[step]) for step in range(STEPS))


def _entries(named: Iterable[tuple[str, str]], left: float, right: float) -> list[tuple[str, str, float, int]]:
    """Names and colours of a legend, each with where it begins and on which line, from above."""
    found, x, line = [], left, 0
    for name, colour in named:
        text = printable(name)
        wide = _BAR + 4 + text_width(text, REGULAR, _SIZE)
        if x > left and x + wide > right:
            x, line = left, line + 1
        found.append((text, colour, x, line))
        x += wide + 12
    return found


def _legend_height(entries: Sequence[tuple[str, str, float, int]]) -> float:
    return _LEGEND + entries[-1][3] * _LEGEND_STEP if entries else 0.0


def _legend(entries: Iterable[tuple[str, str, float, int]], top: float) -> Shapes:
    """Squares with their names."""
    for text, colour, x, line in entries:
        y = top - line * _LEGEND_STEP - _BAR
        yield Box(x, y - 1, _BAR, _BAR, colour)
        yield Words(x + _BAR + 4, y + 0.5, text, _SIZE)


def _label(lines: Sequence[str], right: float, middle: float) -> Shapes:
    """Lines that end at the right, about a middle."""
    first = middle + len(lines) * _LEADING / 2 - _SIZE + 0.5
    for place, line in enumerate(lines):
        yield Words(right - text_width(line, REGULAR, _SIZE), first - place * _LEADING, line, _SIZE)


def _heads_height(heads: Sequence[Sequence[str]], *, upright: bool) -> float:
    if upright:
        return max(text_width(head, REGULAR, _SIZE) for (head,) in heads)
    return max(map(len, heads)) * _LEADING - (_LEADING - _SIZE)


def _head(lines: Sequence[str], x: float, y: float, *, upright: bool) -> Shapes:
    """Words over the middle of a column, on end where it is too narrow for them."""
    for place, line in enumerate(reversed(lines)):
        if upright:
            yield Words(x + _SIZE * 0.35, y, line, _SIZE, upright=True)
        else:
            yield Words(x - text_width(line, REGULAR, _SIZE) / 2, y + place * _LEADING, line, _SIZE)


def _wrapped(words: str, room: float, most: int = _LINES) -> list[str]:
    """The words on lines that fit, `most` at the most; what does not is cut, and stands whole in the table."""
    lines = [""]
    for before, word in _pieces(words, room):
        longer = f"{lines[-1]}{before}{word}".strip()
        if lines[-1] and text_width(longer, REGULAR, _SIZE) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [_cut(line, room) for line in lines]


def _pieces(words: str, room: float) -> Iterator[tuple[str, str]]:
    """The words, and what stands before each; one that is too long is parted at its hyphens."""
    for word in printable(words).split():
        first, *rest = [word] if text_width(word, REGULAR, _SIZE) <= room else word.replace("-", "- ").split()
        yield " ", first
        yield from (("", piece) for piece in rest)


def _cut(words: str, room: float) -> str:
    words = printable(words)
    if text_width(words, REGULAR, _SIZE) <= room:
        return words
    while words and text_width(f"{words}…", REGULAR, _SIZE) > room:
        words = words[:-1]
    return f"{words.rstrip()}…"
