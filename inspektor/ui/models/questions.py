"""The questions of one case as rows to paint: a heading a section, a row a question, with what each row says aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspektor.operations.casework import Item, Part

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Note:
    """What stands below a question: icon (none when empty), text, colour role, whether it is somebody else's words, and
    whether all of it is shown, on as many lines as it takes, rather than cut.
    """

    glyph: str
    text: str
    role: str = "muted"
    italic: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Row:
    """A section's heading (no `item`), or a question. Of a `folded` section the heading alone is seen.

    `trouble` says what of it is not on disk, and why; `write` whether it can be answered here and now.
    """

    title: str
    progress: str = ""
    item: Item | None = None
    trouble: str = ""
    write: bool = True
    folded: bool = False

    @property
    def state(self) -> str:
        """One of heading, not_asked, open, answered."""
        if self.item is None:
            return "heading"
        if not self.item.asked:
            return "not_asked"
        return "open" if self.item.open else "answered"

    def notes(self) -> Iterator[Note]:
        """The lines below the question, the most urgent first."""
        item = self.item
        if item is None:
            return
        if self.trouble:
            yield Note("error_circle", self.trouble, "err", whole=True)
        if not item.asked:
            yield Note("", not_asked(item), whole=True)
        if item.given.flagged:
            comment = f": {item.given.comment}" if item.given.comment else ""
            yield Note("flag", f"Att diskutera{comment}", "warn")
        if item.given.quotation:
            yield Note("text_quote", quoted(item), italic=True)
        if item.given.comment and not item.given.flagged:
            yield Note("comment", item.given.comment)

    def spoken(self) -> str:
        """What a screen reader says for the row."""
        if self.item is None:
            return f"Avsnitt: {self.title}, {self.progress} besvarade{', hopfällt' if self.folded else ''}"
        state = {"open": "Obesvarad.", "answered": f"Svar: {self.item.word}."}.get(self.state, "")
        return " ".join(filter(None, [self.title, state, *(f"{note.text}" for note in self.notes())]))


def not_asked(item: Item) -> str:
    """Why a question is not asked, and that its earlier answer is kept and not counted."""
    kept = f" Tidigare svar {item.word} är kvar men räknas inte." if item.word else ""
    return f"{item.reason}{kept}"


def quoted(item: Item) -> str:
    """A quotation with its place in the file."""
    place = f" – {item.given.place}" if item.given.place else ""
    return f"”{item.given.quotation}”{place}"


def rows_of(parts: Sequence[Part], troubles: Mapping[str, str], *, write: bool) -> list[Row]:
    """The rows of a case; `troubles` by question id."""
    rows = []
    for part in parts:
        asked = sum(item.asked for item in part.items)
        answered = sum(item.answered for item in part.items)
        rows.append(Row(part.title, f"{answered} av {asked}"))
        rows += [Row(one.question.label, "", one, troubles.get(one.question.id, ""), write) for one in part.items]
    return rows


class QuestionModel(QAbstractListModel):
    """The rows, of folded sections too. `show` tells the view of the rows that differ, and of nothing else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show other rows: those of the same case anew, or another case's. What is folded stays so in the next case."""
        before, self_same = self.rows, [row.title for row in rows] == [row.title for row in self.rows]
        if not self_same:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        kept = [replace(new, folded=old.folded) if old.folded else new for old, new in zip(before, rows, strict=True)]
        self.rows = [old if old == new else new for old, new in zip(before, kept, strict=True)]
        for place, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old is not new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  (Qt's own name and default)
        """Qt's own call."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read, and chosen only where their questions cannot be."""
        if self.rows[index.row()].item is None and not self.rows[index.row()].folded:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's own call: the row itself, its title, or what is said aloud."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return row.title if role == Qt.ItemDataRole.DisplayRole else None

    def fold(self, heading: int, *, folded: bool) -> None:
        """Fold the section with a heading, or open it."""
        self.rows[heading] = replace(self.rows[heading], folded=folded)
        self.dataChanged.emit(self.index(heading), self.index(heading))

    def heading_of(self, row: int) -> int:
        """The row of the heading that a row stands under; a heading's own."""
        return next((place for place in range(row, -1, -1) if self.rows[place].item is None), -1)

    def under(self, heading: int) -> range:
        """The rows of the questions under a heading."""
        following = range(heading + 1, len(self.rows))
        return range(heading + 1, next((row for row in following if self.rows[row].item is None), len(self.rows)))

    def stops(self) -> list[int]:
        """Where the arrows stop: at the questions that are seen, and at the headings of folded sections."""
        found, folded = [], False
        for place, row in enumerate(self.rows):
            folded = row.folded if row.item is None else folded
            if folded == (row.item is None):
                found.append(place)
        return found

    def row_of(self, question: str) -> int:
        """The row of a question by its id; -1 when it is none."""
        return next((i for i, row in enumerate(self.rows) if row.item and row.item.question.id == question), -1)

    def item(self, row: int) -> Item | None:
        """The question in a row; None for a heading or outside the list."""
        return self.rows[row].item if 0 <= row < len(self.rows) else None

    def items(self) -> list[tuple[int, Item]]:
        """Every question with its row."""
        return [(place, row.item) for place, row in enumerate(self.rows) if row.item is not None]
