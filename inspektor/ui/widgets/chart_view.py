"""A chart of the report on screen: the same boxes and words, in the theme's colours, and every place leads to cases."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy

from inspektor.domain.document import Chart
from inspektor.ui.models.results import FigureModel, Index, chart_grid
from inspektor.ui.style import look
from inspektor.ui.tokens import Theme
from inspektor.ui.widgets.figure_table import copy_table

if TYPE_CHECKING:  # the drawing measures with the fonts of the report, which take a while to load
    from inspektor.export.drawing import Box, Drawing, Spot, Words

_TEXT = 8.0  # points: what the report's charts are written in
_RING, _RING_RADIUS = 2, 4
_WIDTHS = 4  # that a chart is kept laid out for
_STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
_ENDS = {Qt.Key.Key_Home: (0, -1000), Qt.Key.Key_End: (0, 1000)}


@lru_cache(maxsize=2)
def colours(theme: Theme) -> dict[str, str]:
    """For each colour that a chart is printed in, the theme's own."""
    from inspektor.export.look import HEAT, PAPER, SERIES

    printed = (PAPER, *HEAT, *SERIES)
    return dict(zip(printed, (theme.field, *theme.shades, *theme.series), strict=True))


class ChartView(QAbstractItemView):
    """One chart, as wide as there is room and as high as it needs.

    `opened` is sent with the codes of the cases behind a place, `chosen` with the question that the keyboard has come
    to, `entered` when the space bar asks for that in full, `passed` when an arrow goes out above (-1) or below (1).
    """

    opened = Signal(tuple)
    chosen = Signal(str)
    entered = Signal()
    passed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.figures = FigureModel()
        self.setModel(self.figures)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._chart: Chart | None = None
        self.made: Drawing | None = None
        self._drawings: dict[int, Drawing] = {}  # of the chart, by the width in pixels
        self._spots: dict[tuple[int, int], Spot] = {}
        self.clicked.connect(self._open)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look().changed.connect(self._dress)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; its words for those who cannot see it are its name."""
        before = self.currentIndex().row(), self.currentIndex().column()
        self._chart = chart
        self.setAccessibleName(f"{chart.caption}. {chart.alt}")
        self.figures.show(chart_grid(chart))
        self._dress()
        self.go_to(*(max(place, 0) for place in before))

    def go_to(self, row: int, column: int) -> None:
        """Make a place the current one, or the nearest that there is."""
        model = self.figures
        rows, columns = model.rowCount() - 1, model.columnCount() - 1
        self.setCurrentIndex(model.index(max(0, min(row, rows)), max(0, min(column, columns))))

    def copy(self) -> None:
        """Put the chart's figures on the clipboard, as a table."""
        copy_table(self.figures.grid.table)

    @property
    def scale(self) -> float:
        """Pixels to a point: the words are as large as other small print."""
        return look().sizes.small / _TEXT

    def _dress(self) -> None:
        """Another chart, or another size of letters."""
        self._drawings.clear()
        self._lay_out()
        self.updateGeometry()

    def _drawn(self, width: int) -> Drawing | None:
        """The chart laid out for a width: Qt asks what several would come to before it settles for one."""
        from inspektor.export.drawing import drawing, least_width

        if self._chart is not None and width not in self._drawings:
            if len(self._drawings) == _WIDTHS:
                self._drawings.clear()
            room = (width - 2 * _RING) / self.scale  # a ring has room around the outermost
            self._drawings[width] = drawing(self._chart, max(room, least_width(self._chart)))
        return self._drawings.get(width)

    def _beyond(self, width: int) -> int:
        """How much of the chart a width has no room for."""
        made = self._drawn(width)
        return max(0, round(made.width * self.scale) + 2 * _RING - width) if made else 0

    def _lay_out(self) -> None:
        self.made = self._drawn(self.width())
        self._spots = {(spot.row, spot.column): spot for spot in self.made.spots} if self.made else {}
        self.horizontalScrollBar().setRange(0, self._beyond(self.width()))
        self.horizontalScrollBar().setPageStep(self.width())
        self.viewport().update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  (Qt's own name)
        """Qt's own call: all of the chart, and the bar to scroll with where it needs one."""
        made = self._drawn(width)
        below = self.horizontalScrollBar().sizeHint().height() if self._beyond(width) else 0
        return round(made.height * self.scale) + below + 2 * _RING if made else 0

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call: narrower than it needs to be, it scrolls."""
        return QSize(1, 1)

    # --- where things are, as Qt asks for it --------------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:  # noqa: N802  (Qt's own name)
        """Where a place is seen."""
        spot = self._spots.get((index.row(), index.column()))
        return self._box(spot).toRect() if spot else QRect()

    def _box(self, one: Spot | Box) -> QRectF:
        """A rectangle of the drawing as it is seen."""
        s, high = self.scale, self.made.height if self.made else 0.0
        left, top = one.x * s - self.horizontalOffset(), (high - one.y - one.height) * s
        return QRectF(left + _RING, top + _RING, one.width * s, one.height * s)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802  (Qt's own name)
        """The place at a point."""
        found = (at for at, spot in self._spots.items() if self._box(spot).contains(QPointF(point)))
        at = next(found, None)
        return self.figures.index(*at) if at else QModelIndex()

    def scrollTo(self, index: Index, _hint: object = None) -> None:  # noqa: N802  (Qt's own name)
        """Bring a place into view sideways; the page that the chart stands in does the rest."""
        box, bar = self.visualRect(index), self.horizontalScrollBar()
        if box.left() < 0 or box.width() > self.viewport().width():
            bar.setValue(bar.value() + box.left())
        elif box.right() > self.viewport().width():
            bar.setValue(bar.value() + box.right() - self.viewport().width() + _RING)

    def horizontalOffset(self) -> int:  # noqa: N802  (Qt's own name)
        """How far one has scrolled sideways."""
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:  # noqa: N802  (Qt's own name)
        """The chart is shown in its full height."""
        return 0

    def isIndexHidden(self, _index: Index) -> bool:  # noqa: N802  (Qt's own name)
        """Nothing is hidden."""
        return False

    def setSelection(self, _rect: QRect, _command: object) -> None:  # noqa: N802  (Qt's own name)
        """Places are gone to, not selected."""

    def visualRegionForSelection(self, _selection: object) -> QRegion:  # noqa: N802  (Qt's own name)
        """Places are gone to, not selected."""
        return QRegion()

    def moveCursor(self, _action: object, _modifiers: object) -> QModelIndex:  # noqa: N802  (Qt's own name)
        """The keys that move are taken in `keyPressEvent`."""
        return self.currentIndex()

    # --- what a person does -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Arrows go from place to place, and out above and below; Enter opens the cases behind one."""
        step = {**_STEPS, **_ENDS}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self.entered.emit()
        elif step is None:
            event.ignore()
        elif not 0 <= self.currentIndex().row() + step[0] < self.figures.rowCount():
            self.passed.emit(step[0])
        else:
            self.go_to(self.currentIndex().row() + step[0], self.currentIndex().column() + step[1])

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the question that one comes to is told of."""
        super().focusInEvent(event)
        self._tell()

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().currentChanged(now, before)
        self.viewport().update()
        if self.hasFocus():
            self._tell()

    def _tell(self) -> None:
        row = self.currentIndex().row()
        if row >= 0:
            self.chosen.emit(self.figures.grid.rows[row].key)

    def _open(self, index: QModelIndex) -> None:
        figure = self.figures.figure(index)
        if figure is not None:
            self.opened.emit(figure.cases)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's own name)
        """A hand over what can be opened."""
        figure = self.figures.figure(self.indexAt(event.position().toPoint()))
        opens = figure is not None and bool(figure.cases)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._lay_out()

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """The boxes and words of the drawing, then a ring around where the keyboard is."""
        from inspektor.export.drawing import Box

        painter = QPainter(self.viewport())
        known = colours(look().theme)
        for one in self.made.shapes if self.made else ():
            if isinstance(one, Box):
                painter.setPen(QPen(look().color("edge"), 1))
                painter.setBrush(QColor(known[one.colour]))
                painter.drawRect(self._box(one))
            else:
                self._write(painter, one)
        if self.hasFocus() and self.currentIndex().isValid():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look().color("accent"), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.visualRect(self.currentIndex())), _RING_RADIUS, _RING_RADIUS)

    def _write(self, painter: QPainter, one: Words) -> None:
        """A line of text from its point on the base line."""
        high = self.made.height if self.made else 0.0
        painter.save()
        painter.setFont(look().font(round(one.size * self.scale)))
        painter.setPen(look().color("ink"))
        painter.translate(one.x * self.scale - self.horizontalOffset() + _RING, (high - one.y) * self.scale + _RING)
        painter.rotate(-90 if one.upright else 0)
        painter.drawText(QPointF(0, 0), one.text)
        painter.restore()
