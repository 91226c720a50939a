"""How far groups of cases have come: numbers that lead to their cases, and a bar of answered questions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from inspektor.domain.swedish import digits
from inspektor.operations.listing import DONE, NOT_STARTED, STARTED
from inspektor.operations.overview import Progress
from inspektor.ui.style import look

Index = QModelIndex | QPersistentModelIndex
ROW = 32
LABEL, ANSWERED = 0, 5
STATES = ("all", NOT_STARTED, STARTED, DONE)
_HEADS = ("Ärenden", "Ej påbörjade", "Påbörjade", "Klara", "Besvarade frågor")
_CODES, _ROW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_LEFT, _RIGHT = (
    Qt.AlignmentFlag.AlignVCenter | side for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
_BAR, _PAD = 96, 8


class _Model(QAbstractTableModel):
    def __init__(self, head: str) -> None:
        super().__init__()
        self._head, self.total = head, False
        self.rows: list[Progress] = []

    def show(self, groups: Sequence[Progress], total: Progress) -> None:
        """Show other groups; with more than one, their sum."""
        self.beginResetModel()
        self.total = len(groups) > 1
        self.rows = [*groups, total] if self.total else list(groups)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(_HEADS) + 1

    def is_total(self, row: int) -> bool:
        """Whether a row is the sum of the others."""
        return self.total and row == len(self.rows) - 1

    def codes(self, row: int, column: int) -> tuple[str, ...]:
        """The codes of the cases behind a cell."""
        return self.rows[row].codes["all" if column in (LABEL, ANSWERED) else STATES[column - 1]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own call."""
        row, column = self.rows[index.row()], index.column()
        if role == _CODES:
            return self.codes(index.row(), column)
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            if column == LABEL:
                return row.label
            if column == ANSWERED:
                return f"{digits(row.answered)} av {digits(row.asked)}"
            return digits(len(self.codes(index.row(), column)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.data(index)
            return str(text) if column == LABEL else f"{row.label}, {_HEADS[column - 1].lower()}: {text}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802
        """Qt's own call."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head if section == LABEL else _HEADS[section - 1]
        return (_LEFT if section == LABEL else _RIGHT) if role == Qt.ItemDataRole.TextAlignmentRole else None


class ProgressTable(QTableView):
    """`opened` is sent with the codes of the cases behind a number (a click, or Enter)."""

    opened = Signal(object)

    def __init__(self, name: str, head: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.progress = _Model(head)
        self.setModel(self.progress)
        self.setItemDelegate(_Cell(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.bars = True  # while there is room for them
        self.clicked.connect(self._open)
        look().changed.connect(self._fit)

    def show_groups(self, groups: Sequence[Progress], total: Progress) -> None:
        """Show how far they have come."""
        here = self.currentIndex()
        self.progress.show(groups, total)
        self._fit()
        row = min(max(here.row(), 0), self.progress.rowCount() - 1)
        self.setCurrentIndex(self.progress.index(row, max(here.column(), 1)))

    def _open(self, index: Index) -> None:
        codes = index.data(_CODES)
        if codes:
            self.opened.emit(codes)

    def _fit(self) -> None:
        """As high as its rows; the numbers get what they need, the names the rest."""
        sizes = look().sizes
        high = sizes.px(ROW)
        self.verticalHeader().setDefaultSectionSize(high)
        self.horizontalHeader().setFixedHeight(high)
        metrics, small = QFontMetrics(look().font(bold=True)), QFontMetrics(look().font(sizes.small))
        widths = [small.horizontalAdvance(head) + 2 * _PAD + 6 for head in _HEADS]
        answers = max(
            (metrics.horizontalAdvance(f"{digits(row.answered)} av {digits(row.asked)}") for row in self.progress.rows),
            default=0,
        )
        names = max((metrics.horizontalAdvance(row.label) for row in self.progress.rows), default=0) + 3 * _PAD
        with_bar = max(widths[-1], answers + sizes.px(_BAR) + 4 * _PAD)
        self.bars = names + sum(widths[:-1]) + with_bar <= self.width()
        widths[-1] = with_bar if self.bars else max(widths[-1], answers + 2 * _PAD)
        for column, width in enumerate((max(names, self.width() - sum(widths) - 2), *widths)):
            self.horizontalHeader().resizeSection(column, width)
        beneath = sizes.px(12) if names + sum(widths) > self.width() else 0
        self.setFixedHeight(high * (self.progress.rowCount() + 1) + beneath + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what can be clicked says so."""
        index = self.indexAt(event.position().toPoint())
        leads = index.isValid() and bool(index.data(_CODES))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call: where the keyboard is shows only while it is here."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().viewportEvent(event)


class _Cell(QStyledItemDelegate):
    def __init__(self, table: ProgressTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        style, box, column = look(), QRectF(option.rect), index.column()
        strong = self._table.progress.is_total(index.row())
        painter.setPen(style.color("edge" if strong else "line"))
        edge = box.top() + 0.5 if strong else box.bottom() - 0.5
        painter.drawLine(round(box.left()), round(edge), round(box.right()), round(edge))
        inner, codes = box.adjusted(_PAD, 0, -_PAD, 0), index.data(_CODES)
        nothing = not codes and column not in (LABEL, ANSWERED)
        font = style.font(bold=strong)
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        focused = self._table.hasFocus() and index == self._table.currentIndex()
        font.setUnderline(bool(codes and (hovered or focused)))
        painter.setFont(font)
        painter.setPen(style.color("muted" if nothing else "accent" if font.underline() else "ink"))
        painter.drawText(inner, _LEFT if column == LABEL else _RIGHT, str(index.data()))
        if column == ANSWERED and self._table.bars:
            _paint_bar(painter, inner, index.data(_ROW))
        if focused:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(style.color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -3), 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _paint_bar(painter: QPainter, box: QRectF, row: Progress) -> None:
    sizes = look().sizes
    high, width = sizes.px(8), sizes.px(_BAR)
    whole = QRectF(box.x(), box.center().y() - high / 2, width, high)
    painter.fillRect(whole, look().color("track"))
    part = width * row.answered / row.asked if row.asked else 0
    painter.fillRect(QRectF(whole.x(), whole.y(), part, high), look().color("bar"))
