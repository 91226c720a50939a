"""The marks that a report carries so that a figure or a section is known again after people have edited around it.

A mark's id is made of what the figure is, not of what it says: the same figure has the same key in every report of the
review, and the key leads back to its trace by making the report anew. Ids are at most 36 characters of ASCII and end
in a letter: word processors cut longer names, and add digits to the name of a pasted copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from inspektor.domain.document import (
    Block,
    Bullets,
    Cell,
    Figure,
    Paragraph,
    Quotation,
    Report,
    Table,
    Trace,
)

FIGURE, SECTION = "si", "av"  # the kinds of mark, as their names begin
LONGEST = 36
_KEY = 20
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ALPHABET = "abcdefghijkmnpqr"  # sixteen letters, so that a key holds no digit
_SAFE = re.compile(r"[a-z0-9_]*[a-z]")
_NAME = re.compile(r"_(si|av)_([A-Za-z0-9_]*?[A-Za-z])(?:\d+|_Copy_?\d*)*")


def key(trace: Trace) -> str:
    """What every mark of a figure begins with: letters that stand for question, answer, grouping and group."""
    return _letters("\0".join((trace.question, trace.answer, trace.grouping, trace.group if trace.grouping else "")))


def key_of(mark: str) -> str:
    """The key in a figure's mark."""
    return mark.partition("_")[0]


def section(anchor: str) -> str:
    """The mark of the section with a heading's anchor: the anchor itself where it can be one."""
    short = anchor.lower()
    if len(short) <= LONGEST and _SAFE.fullmatch(short):
        return short
    return f"{re.sub('[^a-z0-9_]', '_', short)[: LONGEST - 9]}_{_letters(anchor)[:8]}"


def known_again(bookmark: str) -> tuple[str, str] | None:
    """Kind and id in the name of a bookmark, also of a pasted copy's; None for the bookmarks of others."""
    found = _NAME.fullmatch(bookmark)
    return (found[1], found[2]) if found else None


def lists_cases(cell: Cell) -> bool:
    """Whether a cell holds the codes of the cases behind a figure rather than the figure."""
    return cell.trace is not None and cell.text == ", ".join(cell.trace.cases)


@dataclass
class Marks:
    """The marks of one document: gives each figure's every place an id of its own."""

    _used: dict[str, int] = field(default_factory=dict)

    def figure(self, trace: Trace) -> str:
        """The next id for a figure."""
        of = key(trace)
        number = self._used[of] = self._used.get(of, -1) + 1
        return f"{of}_{_counted(number)}"


def printed(report: Report) -> Iterator[tuple[str, Trace]]:
    """Every figure of a report that has a trace: its text and trace, in order."""
    for block in report.blocks:
        yield from _printed(block)


def _printed(block: Block) -> Iterator[tuple[str, Trace]]:
    match block:
        case Paragraph() | Quotation():
            yield from ((part.text, part.trace) for part in block.inlines if isinstance(part, Figure))
        case Bullets():
            parts = (part for item in block.items for part in item)
            yield from ((part.text, part.trace) for part in parts if isinstance(part, Figure))
        case Table():
            cells = (cell for row in block.rows for cell in row if not lists_cases(cell))
            yield from ((cell.text, cell.trace) for cell in cells if cell.trace is not None)


def _letters(text: str) -> str:
    digest = sha256(text.encode()).hexdigest()[:_KEY]
    return "".join(_ALPHABET[int(digit, 16)] for digit in digest)


def _counted(number: int) -> str:
    """a, b … z, ba, bb …: a number in letters."""
    letters = ""
    while True:
        number, rest = divmod(number, len(_LETTERS))
        letters = _LETTERS[rest] + letters
        if not number:
            return letters
