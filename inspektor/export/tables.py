"""How a table is divided and how wide its columns are, alike for every format.

A table that is too wide for the page is divided into parts below each other, each beginning with the first column: that
reads in one direction, prints on one kind of paper and stays one simple table to a screen reader.
Widths are worked out in ems of the table's type size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from inspektor.domain.document import Cell, Table
from inspektor.export import look
from inspektor.export.text import lines, longest_word, width

ROOM = look.TEXT_WIDTH / look.TABLE  # ems across the page
ROOMIER = 1.04  # text is estimated for the wider of two fonts; that of Word, Calibri, is the narrower
_PADDING = 2 * look.CELL_SIDE / look.TABLE
_BOLD = 1.06  # a header is set bolder, and so wider
_WORD_MOST = 12.0  # a longer word may break
_FIRST_MOST = 11.0  # what the first column is sure to get, if its text asks for it
_FIGURE_LEAST, _FIGURE_WISH = 3.5, 9.0  # so that most headings of figures stand on one line, where there is room
_WISH_MOST = 34.0  # a longer text is wrapped rather than given more room
_COMFORT = 9.0
_LINES_MOST = 30  # a cell should not be taller than this
_LEAST_MOST = 20.0  # two such columns still fit the page


@dataclass(frozen=True)
class Part:
    """One of the `count` parts that a table is printed in. `widths` are shares of the text width and sum to 1; `room`
    is that width in ems.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    index: int
    count: int
    figures: tuple[bool, ...]  # which columns hold figures, and are right-aligned
    room: float = ROOM

    @property
    def first(self) -> bool:
        """Whether the table begins here."""
        return self.index == 0

    @property
    def last(self) -> bool:
        """Whether the table ends here, so that its notes follow."""
        return self.index == self.count - 1

    def heights(self, roomier: float = 1.0) -> list[float]:
        """About how tall the header row and every row are, in points, in a font that is narrower by `roomier`."""
        rows = ([cell.text for cell in row] for row in self.rows)
        return [self.height(row, roomier) for row in (self.header, *rows)]

    def height(self, texts: Sequence[str], roomier: float = 1.0) -> float:
        """About how tall a row of such texts is, as in `heights`."""
        rooms = ((share * self.room - _PADDING) * roomier for share in self.widths)
        count = max(lines(text, room) for text, room in zip(texts, rooms, strict=True))
        return count * look.TABLE_LEADING + 2 * look.CELL_TOP + 0.5


@dataclass(frozen=True)
class _Column:
    """What one column needs at least, what it would like, and its longest text on one line, in ems."""

    least: float
    wish: float
    longest: float

    @property
    def comfort(self) -> float:
        """A width in which a short text stands on one line."""
        return max(self.least, min(self.wish, _COMFORT))


def parts(table: Table, width: float = look.TEXT_WIDTH) -> tuple[Part, ...]:
    """The parts to print a table in: one where it fits a text `width` points wide. One without columns has none."""
    if not table.header:
        return ()
    columns = [_measured(table, place) for place in range(len(table.header))]
    room = width / look.TABLE
    groups = _groups([column.least for column in columns], room)
    shares = [_shares(table, columns, group, room) for group in groups]
    return tuple(_part(table, group, shares[index], index, len(groups), room) for index, group in enumerate(groups))


def kept(heights: Sequence[float], *, to_notes: bool) -> list[bool]:
    """For the header row and each row of such heights, whether it stands on the page of the next: all of a small table,
    else so that no low row is alone at the foot or the top of a page. The last one does where it is kept `to_notes`.
    """
    last = len(heights) - 1
    whole = sum(heights) <= look.WHOLE_TABLE
    low = [height <= look.LOW_ROW for height in heights]
    first, second_last = (1 if last and low[1] else 0), (last - 1 if low[last] else 0)
    return [to_notes if place == last else whole or place in (0, first, second_last) for place in range(last + 1)]


def figures(table: Table) -> tuple[bool, ...]:
    """Which columns hold figures: all but the first of a table of figures, else those with whole numbers alone."""
    columns = ([row[place].text for row in table.rows] for place in range(len(table.header)))
    return tuple(place > 0 and (table.numeric or _whole_numbers(texts)) for place, texts in enumerate(columns))


def _whole_numbers(texts: Sequence[str]) -> bool:
    return bool(texts) and all(text.replace("\N{NO-BREAK SPACE}", "").isdecimal() for text in texts)


def caption(table: Table, number: int, part: Part | None = None) -> tuple[str, str]:
    """The label of a table (`Tabell 3`) and the rest of its caption, with the part where it has more than one."""
    text = f". {table.caption}" if table.caption else ""
    if part is not None and part.count > 1:
        text += f" (del {part.index + 1} av {part.count})"
    return f"Tabell {number}", text


def description(part: Part) -> str:
    """A sentence for those who cannot see the table: its size and its columns."""
    names = ", ".join(text.replace("\n", " ") for text in part.header if text)
    rows = "1 rad" if len(part.rows) == 1 else f"{len(part.rows)} rader"
    return f"Tabell med {rows} under rubrikraden. Kolumner: {names}." if names else f"Tabell med {rows}."


def _measured(table: Table, place: int) -> _Column:
    head = table.header[place]
    cells = [row[place].text for row in table.rows]
    widest = max((width(line) for text in cells for line in text.split("\n")), default=0.0)
    word = max([_BOLD * longest_word(head), *map(longest_word, cells)])
    least = max(min(word, _WORD_MOST), min(max(widest, width(head)) / _LINES_MOST, _LEAST_MOST))
    wish = min(max(widest, _BOLD * width(head)), _WISH_MOST)
    if place == 0:
        least = max(least, min(wish, _FIRST_MOST))
    elif table.numeric:  # a figure stays on one line; its heading wraps
        least = max(least, min(widest, _WORD_MOST), _FIGURE_LEAST)
        wish = min(wish, _FIGURE_WISH)
    return _Column(least + _PADDING, max(wish, least) + _PADDING, max(widest, 1.0))


def _groups(least: list[float], whole: float) -> list[tuple[int, ...]]:
    """Which columns stand together: the first in every group, the others in order and about as many in each."""
    room = whole - least[0]
    others = range(1, len(least))
    greedy = _packed(others, least, room, len(least))
    even = _packed(others, least, room, ceil(len(others) / max(len(greedy), 1)) or 1)
    chosen = even if len(even) == len(greedy) else greedy
    return [(0, *group) for group in chosen] or [(0,)]


def _packed(places: Sequence[int], least: list[float], room: float, most: int) -> list[list[int]]:
    groups: list[list[int]] = []
    left = 0.0
    for place in places:
        if not groups or least[place] > left or len(groups[-1]) == most:
            groups.append([])
            left = room
        groups[-1].append(place)
        left -= least[place]
    return groups


def _part(table: Table, group: tuple[int, ...], shares: tuple[float, ...], index: int, count: int, room: float) -> Part:
    right = figures(table)
    if count == 1:
        return Part(table.header, table.rows, shares, index, count, right, room)
    return Part(
        tuple(table.header[place] for place in group),
        tuple(tuple(row[place] for place in group) for row in table.rows),
        shares,
        index,
        count,
        tuple(right[place] for place in group),
        room,
    )


def _shares(table: Table, columns: list[_Column], group: tuple[int, ...], room: float) -> tuple[float, ...]:
    if table.widths is not None and len(table.widths) == len(table.header):
        wanted = [max(table.widths[place], 0.0) for place in group]
        if sum(wanted) > 0:
            return _normal(_at_least([columns[place].least for place in group], wanted, room))
    return _normal(_spread([columns[place] for place in group], room, to_first=table.numeric))


def _at_least(least: list[float], wanted: list[float], room: float) -> list[float]:
    """Widths in the wanted proportions, as far as no column gets less than it needs."""
    beyond = [max(part * room / sum(wanted) - needed, 0.0) for part, needed in zip(wanted, least, strict=True)]
    spare = (room - sum(least)) / (sum(beyond) or 1.0)
    return [needed + more * max(spare, 0.0) for needed, more in zip(least, beyond, strict=True)]


def _spread(columns: list[_Column], room: float, *, to_first: bool) -> list[float]:
    """Widths that fill the page: what all wish for and the rest shared out, or the least and some of the wish.

    `to_first`: the first column takes the rest, and the others are alike if they can be.
    """
    wish = [column.wish for column in columns]
    alike = wish[:1] + [max(wish[1:], default=0.0)] * (len(wish) - 1)
    if to_first and sum(alike) <= room:
        wish = alike
    spare = room - sum(wish)
    if spare < 0:
        return _modest_first(columns, room, comfortable=not to_first)
    return [wish[0] + spare, *wish[1:]] if to_first else wish


def _modest_first(columns: list[_Column], room: float, *, comfortable: bool) -> list[float]:
    """Widths within the page where not all wishes can be met: small ones are, and the others share what is left.

    A share goes by the root of the longest text, which makes the tallest cells about as low as they can be.
    `comfortable`: short texts stand on one line if they can; figures would take that room from what they are of.
    """
    widths = [column.comfort for column in columns]
    if sum(widths) > room or not comfortable:
        widths = [column.least for column in columns]
    weights = [sqrt(column.longest) for column in columns]
    longing = [max(column.wish - width_, 0.0) for column, width_ in zip(columns, widths, strict=True)]
    waiting = sorted(range(len(columns)), key=lambda place: longing[place] / weights[place])
    for done, place in enumerate(waiting):
        share = (room - sum(widths)) * weights[place] / sum(weights[other] for other in waiting[done:])
        widths[place] += min(share, longing[place])
    return widths


def _normal(widths: list[float]) -> tuple[float, ...]:
    total = sum(widths)
    return tuple(width_ / total for width_ in widths)
