"""Every question by group, shaded by the share of shortcomings; and the legend of the shades."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from inspektor.domain.heat import STEPS, heat_in_words
from inspektor.ui import tokens
from inspektor.ui.models.results import Figure, Grid, Index
from inspektor.ui.style import look
from inspektor.ui.widgets.figure_table import FigureDelegate, FigureTable, Shape

TITLE, SHORT_TITLE = "Andel ärenden med brist", "Brist"
SMALL_PRINT = "Grå siffror utan färg: nämnaren är under tio, och då säger en andel för lite."
_LEAST_LABEL, _GAP, _SHORT_GAP = 200, 14, 8


class HeatTable(FigureTable):
    """The list of questions. `chosen` is sent with a question's id when the keyboard or a click comes to its row,
    `entered` when the space bar asks for the question in full.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__("Frågor", Shape(tokens.ROW, _LEAST_LABEL, lined=False, marks_current=True))
        self.setItemDelegate(_HeatDelegate(self))
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    @property
    def question(self) -> str:
        """The id of the question that the current row is about; empty for none."""
        row = self.currentIndex().row()
        return self.grid.rows[row].key if row >= 0 else ""

    def show_grid(self, grid: Grid) -> None:
        """Show other figures; the question and the group that one was at stay the current ones where they still are."""
        question, group = self.question, self._group()
        self.figures.show(grid)
        self.measure()
        heads = [name for name, _ in grid.heads]
        self.choose(question, heads.index(group) if group in heads else 0)

    def _group(self) -> str:
        column = self.currentIndex().column()
        return self.grid.heads[column][0] if column >= 0 else ""

    def choose(self, question: str, column: int | None = None) -> None:
        """Go to a question, or to the first where there is no such one."""
        keys = [row.key for row in self.grid.rows]
        column = max(self.currentIndex().column(), 0) if column is None else column
        self.go_to(keys.index(question) if question in keys else 0, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """The space bar goes to the question in full."""
        if event.key() == Qt.Key.Key_Space:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _on_row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and (question := self.grid.rows[now.row()].key):  # a heading has none
            self.chosen.emit(question)


class _HeatDelegate(FigureDelegate):
    def ground(self, painter: QPainter, box: QRectF, index: Index, figure: Figure) -> None:
        """The current row stands out where nothing is shaded."""
        if not figure.heat and index.row() == self._table.currentIndex().row():
            painter.fillRect(box, look().color("field"))
        super().ground(painter, box, index, figure)


class HeatLegend(QWidget):
    """What the shades mean, on as many lines as the width asks for."""

    def __init__(self) -> None:
        super().__init__()
        shades = ", ".join(heat_in_words(heat) for heat in range(STEPS))
        self.setAccessibleName(f"{TITLE}: {shades}. {SMALL_PRINT}")
        self._title, self._gap = TITLE, _GAP
        look().changed.connect(self._on_resized)

    def shorten(self, *, short: bool) -> None:
        """Say no more than has to be said, where there is little room."""
        self._title, self._gap = (SHORT_TITLE, _SHORT_GAP) if short else (TITLE, _GAP)
        self._on_resized()

    def _words(self, heat: int) -> str:
        """A shade in words; where there is little room the last one alone says that they are per cent."""
        whole, short = heat_in_words(heat), self._gap == _SHORT_GAP and heat < STEPS - 1
        return whole.removesuffix(" %") if short else whole

    def _pieces(self) -> Iterator[tuple[QRectF, int | None]]:
        """The title's box (None), then each shade's with its words beside it, left to right and on to the next line."""
        sizes, metrics = look().sizes, QFontMetricsF(look().font(look().sizes.small))
        left = top = 0.0
        for heat in (None, *range(STEPS)):
            words = metrics.horizontalAdvance(self._title if heat is None else self._words(heat))
            width = words + sizes.px(0 if heat is None else 24) + sizes.px(self._gap)
            if left and left + width > self.width():
                left, top = 0.0, top + sizes.px(24)
            yield QRectF(left, top, width, sizes.px(24)), heat
            left += width

    def _on_resized(self) -> None:
        bottom = max(box.bottom() for box, _ in self._pieces())
        self.setFixedHeight(round(bottom))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._on_resized()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Narrow: it takes more lines."""
        return QSize(look().sizes.px(120), look().sizes.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter, sizes = QPainter(self), look().sizes
        painter.setFont(look().font(sizes.small))
        side = sizes.px(16)
        where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for box, heat in self._pieces():
            if heat is None:
                painter.setPen(look().color("muted"))
                painter.drawText(box, where, self._title)
                continue
            swatch = QRectF(box.x(), box.center().y() - side / 2, side, side)
            painter.fillRect(swatch, look().color("edge"))
            painter.fillRect(swatch.adjusted(1, 1, -1, -1), QColor(look().theme.heat[heat]))
            painter.setPen(look().color("ink"))
            painter.drawText(box.adjusted(sizes.px(24), 0, 0, 0), where, self._words(heat))
