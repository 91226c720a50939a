"""The files that are put together: what each brings, and what they bring together. One that is left out says why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inspektor.operations.merging import Brought
from inspektor.ui import tokens
from inspektor.ui.icons import paint_icon
from inspektor.ui.models import merges
from inspektor.ui.models.merges import Listed
from inspektor.ui.style import look
from inspektor.ui.widgets.plain_table import Line, PlainTable

Index = QModelIndex | QPersistentModelIndex
_INSET, _BETWEEN = 8, 2  # pixels beside the text of a row, and between its lines
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class FileTable(PlainTable):
    """A row for each file, and a last one for all of them."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.listed: Sequence[Listed] = ()
        self.setItemDelegate(_Row(self))
        self.fit_height()

    def show_listed(self, listed: Sequence[Listed], total: Brought | None) -> None:
        """Show files of the list, with all of them together when that is known."""
        here = self.currentIndex().row()
        self.clearSpans()
        self.listed = listed
        rows = [merges.listed_row(one) for one in listed]
        totals = [merges.total_row(total)] if total is not None and len(listed) > 1 else []
        self.show_rows(merges.HEADER, [*rows, *totals], figures=merges.FIGURES, strong=[len(rows)] if totals else [])
        self.cells.spoken = {
            place: f"{one.path.name} tas inte med. {one.refused}" for place, one in enumerate(listed) if one.refused
        }
        for place, one in enumerate(listed):
            if one.refused:
                self.setSpan(place, 0, 1, len(merges.HEADER))
        if listed:
            self.setCurrentIndex(self.cells.index(min(max(here, 0), len(listed) - 1), 0))
        self.fit_height()

    def show_brought(self, files: Sequence[Brought], total: Brought) -> None:
        """Show what files brought once."""
        self.clearSpans()
        self.listed, self.cells.spoken = (), {}
        totals = [merges.total_row(total)] if len(files) > 1 else []
        rows = [merges.row(one) for one in files]
        self.show_rows(merges.HEADER, [*rows, *totals], figures=merges.FIGURES, strong=[len(rows)] if totals else [])
        self.fit_height()

    def chosen(self) -> Listed | None:
        """The file of the list that the cursor is at."""
        row = self.currentIndex().row()
        return self.listed[row] if 0 <= row < len(self.listed) else None

    def refused(self, row: int) -> str:
        """Why the file of a row is left out; empty for one that is not."""
        return self.listed[row].refused if row < len(self.listed) else ""

    def sizeHintForRow(self, row: int) -> int:  # noqa: N802  (Qt's own name)
        """Qt's own call: the reason stands below the name, across the table."""
        reason = self.refused(row)
        if not reason:
            return look().sizes.px(tokens.QUESTION_ROW)
        small = QFontMetrics(look().font(look().sizes.small))
        box = small.boundingRect(QRect(0, 0, self._room(), 10_000), _WRAP, reason)
        return QFontMetrics(look().font()).height() + _BETWEEN + box.height() + 2 * look().sizes.px(7)

    def _room(self) -> int:
        """The width that a reason has."""
        whole = sum(self.columnWidth(column) for column in range(len(merges.HEADER)))
        return max(min(whole, self.viewport().width()) - 2 * _INSET - _indent(), 100)


class _Row(Line):
    """A file that is left out has its name, and below it why, across the whole table."""

    def __init__(self, table: FileTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        reason = self._table.refused(index.row())
        if not reason:
            super().paint(painter, option, index)
            return
        style, sizes, box = look(), look().sizes, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, style.color("tint"))
        top, left = box.y() + sizes.px(7), box.x() + _INSET
        metrics = QFontMetrics(style.font())
        side = sizes.icon
        middle = top + (metrics.height() - side) // 2
        paint_icon(painter, QRect(left, middle, side, side).toRectF(), "error_circle", 16, "err", filled=True)
        painter.setFont(style.font())
        painter.setPen(style.color("ink"))
        name = QRect(left + _indent(), top, box.width(), metrics.height())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft, f"{index.data()} tas inte med")
        painter.setFont(style.font(sizes.small))
        painter.setPen(style.color("err"))
        below = QRect(left + _indent(), name.bottom() + 1 + _BETWEEN, self._table._room(), box.height())
        painter.drawText(below, _WRAP, reason)
        painter.setPen(style.color("line"))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())


def _indent() -> int:
    return look().sizes.px(24)
