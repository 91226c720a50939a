"""The question map: one mark a question, grouped by section. Where one is, how far, and the way to any question."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inspektor.ui.models.questions import Row
from inspektor.ui.style import look

CELL, GAP, LINE, TOP = 12, 4, 28, 9
GROUPS = (10, 6, 2)  # room between sections: less of it rather than two lines
_STATES = {"open": "obesvarad", "answered": "besvarad", "not_asked": "frågas inte"}


class QuestionMap(QWidget):
    """The marks. `chosen` is sent with a row. One stop for Tab; the arrows go from question to question."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._current = -1
        self._tight = False
        self.setAccessibleName("Frågekarta")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look().changed.connect(self.updateGeometry)

    def show_rows(self, rows: list[Row], current: int) -> None:
        """The rows of the list and which of them is current."""
        if len(rows) != len(self._rows):
            self.updateGeometry()
        self._rows, self._current = rows, current
        self.setAccessibleDescription(self._said(current))
        self.update()

    def _said(self, row: int) -> str:
        places = [place for place, one in enumerate(self._rows) if one.item is not None]
        if row not in places:
            return ""
        one = self._rows[row]
        flagged = ", att diskutera" if one.item is not None and one.item.given.flagged else ""
        return f"Fråga {places.index(row) + 1} av {len(places)}, {_STATES[one.state]}{flagged}: {one.title}"

    def set_tight(self, tight: bool) -> None:
        """Where there is little height, marks keep their size when the text grows."""
        self._tight = tight
        self.updateGeometry()

    def _unit(self) -> float:
        """Marks are not text: they grow half as much as it does."""
        return 1.0 if self._tight else (1 + look().sizes.scale) / 2

    def marks(self) -> list[tuple[int, QRectF]]:
        """Each question's row and mark as they lie now, in the middle of the height there is."""
        spare = max(0, self.height() - self.heightForWidth(self.width())) / 2
        return [(place, box.translated(0, spare)) for place, box in self._cells(self.width())]

    def _cells(self, width: float) -> list[tuple[int, QRectF]]:
        """Each question's row and mark, on one line if it can be."""
        for group in GROUPS:
            cells = self._spread(width, group)
            if not cells or cells[-1][1].y() == cells[0][1].y():
                return cells
        return self._spread(width, GROUPS[0])

    def _spread(self, width: float, group: int) -> list[tuple[int, QRectF]]:
        """The same with one room between sections, on as many lines as it takes; a section is kept whole if it can."""
        unit = self._unit()
        cells: list[tuple[int, QRectF]] = []
        x, y = 4 * unit, TOP * unit
        for place, row in enumerate(self._rows):
            if row.item is None:
                long = self._section(place) * (CELL + GAP) * unit
                x += group * unit if x > 4 * unit else 0
                if x + long > width and long < width:
                    x, y = 4 * unit, (y + LINE * unit if cells else y)
                continue
            if x + (CELL + GAP) * unit > width:
                x, y = 4 * unit, y + LINE * unit
            cells.append((place, QRectF(x, y, CELL * unit, CELL * unit)))
            x += (CELL + GAP) * unit
        return cells

    def _section(self, heading: int) -> int:
        length = 0
        for row in self._rows[heading + 1 :]:
            if row.item is None:
                break
            length += 1
        return length

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        cells = self._cells(width)
        bottom = cells[-1][1].bottom() if cells else 0
        return round(bottom + (LINE - TOP - CELL) * self._unit())

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """On one line."""
        cells = self._cells(1_000_000)
        width = round(cells[-1][1].right() + 4 * self._unit()) if cells else 40
        return QSize(width, round(LINE * self._unit()))

    def least_line(self) -> int:
        """The width that the marks need to be on one line."""
        cells = self._spread(1_000_000, GROUPS[-1])
        return round(cells[-1][1].right() + 4 * self._unit()) if cells else 0

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return QSize(round(120 * self._unit()), round(LINE * self._unit()))

    def _at(self, point: QPointF) -> int:
        reach = GAP / 2 * self._unit()
        for place, box in self.marks():
            if box.adjusted(-reach, -reach * 3, reach, reach * 3).contains(point):
                return place
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        place = self._at(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the question of the mark under the pointer."""
        place = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), self._said(place), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Left and right go from question to question, Home and End to the first and the last."""
        places = [place for place, row in enumerate(self._rows) if row.item is not None]
        before, after = ([p for p in places if p < self._current], [p for p in places if p > self._current])
        key = Qt.Key
        steps: dict[int, list[int]] = {
            key.Key_Left: before[-1:],
            key.Key_Right: after[:1],
            key.Key_Home: places[:1],
            key.Key_End: places[-1:],
        }
        if event.key() not in steps:
            super().keyPressEvent(event)
        for place in steps.get(event.key(), []):
            self.chosen.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, box in self.marks():
            self._paint_mark(painter, box, self._rows[place])
            if place == self._current:
                painter.setPen(QPen(look().color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)

    def _paint_mark(self, painter: QPainter, box: QRectF, row: Row) -> None:
        style, unit = look(), self._unit()
        flagged = row.item is not None and row.item.given.flagged
        if row.state == "not_asked":
            dash = QRectF(box.x() + 2 * unit, box.center().y() - 0.75 * unit, 8 * unit, 1.5 * unit)
            painter.fillRect(dash, style.color("muted"))
        elif row.state == "answered":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.color("warn" if flagged else "edge"))
            painter.drawRoundedRect(box, 2, 2)
        else:
            painter.setPen(QPen(style.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
        if flagged:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.color("warn"))
            left, top = box.x() + 2 * unit, box.y() - 8 * unit
            corners = ((left, top), (left + 8 * unit, top), (left + 4 * unit, top + 5.5 * unit))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
