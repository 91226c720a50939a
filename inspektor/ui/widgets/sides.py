"""Two (or more) people's answers side by side. Rows stand at the same height, to be read across; words that only one of
two texts has are tinted and underlined.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from inspektor.domain.word_diff import Pieces, differing_words, moved
from inspektor.ui.models.sides import Column, Line, Sides
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import empty, label
from inspektor.ui.widgets.guidance import escaped, rich

GAP = 24  # on both sides of the line between two columns


class SidesPane(QWidget):
    """A column for each person, and below each other what they answered and noted."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Svaren bredvid varandra")
        self._shown: Sides | None = None
        self._beside = 0  # the last row of the grid that is in columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(0)
        look().changed.connect(self._dress)

    def _dress(self) -> None:
        if self._shown is not None:
            self._fill(self._shown)

    def show_sides(self, sides: Sides) -> None:
        """Show other answers."""
        if sides != self._shown:
            self._shown = sides
            self._fill(sides)

    def _fill(self, sides: Sides) -> None:
        empty(self._grid)
        for place, column in enumerate(sides.columns):
            self._grid.addWidget(_head(column), 0, place, Qt.AlignmentFlag.AlignTop)
        for place in range(self._grid.columnCount()):
            self._grid.setColumnStretch(place, 1 if place < len(sides.columns) else 0)
        beside = [line for line in sides.lines if not line.shared]
        for row, line in enumerate(beside, start=1):
            for place, made in enumerate(_cells(line, sides.columns)):
                self._grid.addWidget(made, row, place, Qt.AlignmentFlag.AlignTop)
        self._beside = len(beside)
        for row, line in enumerate((line for line in sides.lines if line.shared), start=self._beside + 1):
            made = _cell(line.caption, _marked(((line.texts[0], False),), line), "alla", line.texts[0])
            self._grid.addWidget(made, row, 0, 1, len(sides.columns))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the lines between the columns."""
        if self._shown is None:
            return
        painter, columns = QPainter(self), range(len(self._shown.columns))
        last = [self._grid.itemAtPosition(self._beside, place) for place in columns]
        bottom = max((item.geometry().bottom() for item in last if item is not None), default=0)
        for item in last[1:]:
            if item is not None:
                painter.fillRect(item.geometry().left() - GAP, 0, 1, bottom, look().color("line"))


def _head(column: Column) -> QWidget:
    made = QWidget()
    inner = QGridLayout(made)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setVerticalSpacing(0)
    name, when = label(column.name, "heading", wrap=True), label(column.when, "note", wrap=True)
    for row, one in enumerate((name, when)):
        _level(one)
        inner.addWidget(one, row, 0)
        one.setVisible(bool(one.text()))  # now that it lies in something: before, it would be a window of its own
    return made


def _level(one: QLabel) -> None:
    """Let the columns be as wide as each other, whatever stands in them."""
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    one.setSizePolicy(policy)


def _cells(line: Line, columns: Sequence[Column]) -> list[QWidget]:
    pieces = _compared(line)
    notes = line.notes or ("",) * len(line.texts)
    cells = []
    for column, text, each, note in zip(columns, line.texts, pieces, notes, strict=True):
        said = text or line.nothing
        body = _marked(each, line) if text else f"<span style='color:{look().theme.muted}'>{escaped(said)}</span>"
        cells.append(_cell(f"{line.caption}. {note}" if note else line.caption, body, column.name, said))
    return cells


def _compared(line: Line) -> list[Sequence[tuple[str, bool]]]:
    """Each text in pieces, marked where the first (for the first: the second) does not have them."""
    others = [line.texts[1 if place == 0 else 0] for place in range(len(line.texts))]
    return [_pieces(text, other, line) for text, other in zip(line.texts, others, strict=True)]


def _pieces(text: str, other: str, line: Line) -> Sequence[tuple[str, bool]]:
    if line.look == "answer":
        return ((text, False),)
    if line.look == "order":
        lines = text.split("\n")
        return list(zip(lines, moved(lines, other.split("\n")), strict=True))
    pieces: Pieces = differing_words(text, other)[0]
    return [(piece.text, piece.own) for piece in pieces]


def _marked(pieces: Sequence[tuple[str, bool]], line: Line) -> str:
    mark = f"background-color:{look().theme.add_bg}; text-decoration:underline"
    told = [f"<span style='{mark}'>{escaped(text)}</span>" if own else escaped(text) for text, own in pieces]
    if line.look == "order":
        return "<br>".join(f"{number}. {each}" for number, each in enumerate(told, start=1))
    words = "".join(told)
    if line.look == "answer":
        return f"<span style='font-weight:600; font-size:{look().sizes.large}px'>{words}</span>"
    return f"<i>”{words}”</i>" if line.look == "quotation" else words


def _cell(caption: str, body: str, whose: str, said: str) -> QWidget:
    made = QWidget()
    inner = QGridLayout(made)
    inner.setContentsMargins(0, look().sizes.px(12), 0, 0)
    inner.setVerticalSpacing(0)
    text = rich()
    text.setText(body)
    text.setAccessibleName(f"{caption}, {whose}: {said}")
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    for row, one in enumerate((label(caption, "note", wrap=True), text)):
        _level(one)
        inner.addWidget(one, row, 0)
    return made
