"""The heads of a table of figures: columns on two lines, rows on as many as they need, and the corner between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QHeaderView, QWidget

from inspektor.ui import tokens
from inspektor.ui.models.results import Row
from inspektor.ui.style import look

if TYPE_CHECKING:
    from inspektor.ui.widgets.figure_table import FigureTable

PAD = 8
_ACCENT = 3
_WIDEST_HEAD = 112  # a longer name goes on to a second line
_HEAD_LINES, _LABEL_LINES = 2, 3
_BELOW = 6
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def lines(text: str, font: QFont, width: float, most: int) -> list[str]:
    """A text broken to a width, the last line cut where there would be too many."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        if len(found) == most - 1:
            rest = text[line.textStart() :]
            found.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        found.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return found or [""]


class ColumnHead(QHeaderView):
    """Name and, below it, how many: bottom-aligned, over the figures."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.left = False  # heads stand over the left edge of what is below, not over the figures
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def natural_widths(self) -> list[int]:
        """For each column, what its figures and its head need."""
        grid, metrics = self._table.grid, QFontMetricsF(self._font())
        most = look().sizes.px(_WIDEST_HEAD)
        widths = []
        for column, (name, more) in enumerate(grid.heads):
            head = max(min(metrics.horizontalAdvance(name), most), metrics.horizontalAdvance(more))
            cells = (self._table.cell_width(row, column) for row in grid.rows if row.figures)
            widths.append(round(max(head, *cells, 0)) + 2 * look().sizes.px(PAD))
        return widths

    def natural_height(self) -> int:
        """Room for the longest head."""
        width = look().sizes.px(_WIDEST_HEAD)
        most = max((len(self._lines(place, width)) for place in range(len(self._table.grid.heads))), default=1)
        return round(QFontMetricsF(self._font()).height() * most) + look().sizes.px(2 * _BELOW)

    def _lines(self, section: int, width: float) -> list[str]:
        name, more = self._table.grid.heads[section]
        return [*lines(name, self._font(), width, _HEAD_LINES), *([more] if more else [])]

    @staticmethod
    def _font() -> QFont:
        return look().font(look().sizes.small)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call. It comes while other figures are taken in, so no section is looked at."""
        return QSize(self.length(), self.natural_height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        pad, metrics = look().sizes.px(PAD), QFontMetricsF(self._font())
        box = QRectF(rect).adjusted(pad, 0, -pad, -look().sizes.px(_BELOW))
        painter.setFont(self._font())
        painter.setPen(look().color("muted"))
        side = Qt.AlignmentFlag.AlignLeft if self.left else Qt.AlignmentFlag.AlignRight
        shown = self._lines(section, max(box.width(), 1) + 1)
        for place, line in enumerate(reversed(shown)):
            bottom = box.bottom() - place * metrics.height()
            painter.drawText(QRectF(box.x(), bottom - metrics.height(), box.width(), metrics.height()), side, line)
        _line(painter, QRectF(rect).bottom() - 1, QRectF(rect), "edge")


class RowHead(QHeaderView):
    """What each row is about; the current row has a bar and stands out."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self._shown: list[list[str]] = []
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def natural_width(self) -> float:
        """What the longest label needs on one line."""
        metrics = QFontMetricsF(look().font(bold=True))
        labels = (metrics.horizontalAdvance(row.label) for row in self._table.grid.rows if row.figures)
        notes = (metrics.horizontalAdvance(row.note) for row in self._table.grid.rows if row.figures)
        return max(0, *labels, *notes) + tokens.EDGE + look().sizes.px(PAD) + 1

    def measure(self, width: int) -> None:
        """Break the labels to a width, and make each row as high as its label."""
        room, sizes = width - tokens.EDGE - look().sizes.px(PAD), look().sizes
        line, note = QFontMetricsF(look().font()).height(), QFontMetricsF(look().font(sizes.small)).height()
        self._shown = []
        for place, row in enumerate(self._table.grid.rows):
            self._shown.append(lines(row.label, look().font(bold=True), room, _LABEL_LINES) if row.figures else [])
            if row.figures:
                high = max(
                    line * len(self._shown[-1]) + (note if row.note else 0) + sizes.px(PAD),
                    sizes.px(self._table.shape.row),
                )
            else:
                high = sizes.px(tokens.SECTION_ROW if row.label else tokens.QUESTION_ROW)
            self.resizeSection(place, round(high))

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call. It comes while other figures are taken in, so no section is looked at."""
        return QSize(self.maximumWidth(), self.length())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        row, box = self._table.grid.rows[section], QRectF(rect)
        if not row.figures:
            paint_heading(painter, QRectF(box.x(), box.y(), box.width() + self._table.width(), box.height()), row)
            return
        current = self._table.shape.marks_current and section == self._table.currentIndex().row()
        if current:
            ground = box.adjusted(PAD, 0, 0, 0)  # the bar stands left of the text at every text size
            painter.fillRect(ground, look().color("field"))
            painter.fillRect(QRectF(ground.x(), box.y(), _ACCENT, box.height()), look().color("accent"))
        self._paint_label(painter, box, row, self._shown[section], bold=current or row.total)
        if self._table.shape.lined:
            rule(painter, box.adjusted(PAD, 0, 0, 0), first_sum=row.first_sum)

    def _paint_label(self, painter: QPainter, box: QRectF, row: Row, shown: list[str], *, bold: bool) -> None:
        font, small = look().font(bold=bold), look().font(look().sizes.small)
        high, note = QFontMetricsF(font).height(), QFontMetricsF(small).height() if row.note else 0
        top = box.center().y() - (high * len(shown) + note) / 2
        width = box.width() - tokens.EDGE
        painter.setFont(font)
        painter.setPen(look().color("ink"))
        for line in shown:
            painter.drawText(QRectF(box.x() + tokens.EDGE, top, width, high), _LEFT, line)
            top += high
        if row.note:
            painter.setFont(small)
            painter.setPen(look().color("muted"))
            painter.drawText(QRectF(box.x() + tokens.EDGE, top, width, note), _LEFT, row.note)


class Corner(QWidget):
    """Where the heads meet: what the rows are."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(table)
        self._table = table
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.setFont(look().font(look().sizes.small))
        painter.setPen(look().color("muted"))
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(tokens.EDGE, 0, 0, -look().sizes.px(_BELOW)), bottom, self._table.grid.corner)
        _line(painter, box.bottom() - 1, box.adjusted(PAD, 0, 0, 0), "edge")


def rule(painter: QPainter, box: QRectF, *, first_sum: bool) -> None:
    """The hairline under a row; a stronger line over the first that sums up."""
    _line(painter, box.bottom() - 1, box, "line")
    if first_sum:
        _line(painter, box.top() - 1, box, "edge")


def _line(painter: QPainter, y: float, box: QRectF, role: str) -> None:
    painter.fillRect(QRectF(box.x(), y, box.width(), 1), look().color(role))


def paint_heading(painter: QPainter, box: QRectF, row: Row) -> None:
    """A heading over the rows: the checklist's title, and the section's beside it."""
    sizes = look().sizes
    left, width = box.x() + tokens.EDGE, box.width() - tokens.EDGE
    bottom = box.adjusted(0, 0, 0, -sizes.px(PAD))
    for text, role, bold in ((row.label, "ink", True), (row.note, "muted", False)):
        font = look().font(bold=bold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(look().color(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0))
        where = QRectF(left, bottom.bottom() - metrics.height(), max(width, 0), metrics.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft, shown)
        step = metrics.horizontalAdvance(text) + (sizes.px(12) if text else 0)
        left, width = left + step, width - step
