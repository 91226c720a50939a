"""The files that are put together: what each brings, and what they bring together. One that is left out says why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inspektor.operations.merging import Brought
from inspektor.ui import tokens
from inspektor.ui.icons import paint_icon
from inspektor.ui.models import merges
from inspektor.ui.models.merges import Listed
from inspektor.ui.style import look
from inspektor.ui.widgets.plain_table import Line, PlainTable

Index = QModelIndex | QPersistentModelIndex
_NAME, _BY, _AT = range(3)  # the first columns
_INSET, _BETWEEN = 8, 2  # pixels beside the text of a row, and between its lines
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class FileTable(PlainTable):
    """A row for each file, and a last one for all of them. Where who and when have no room beside the name, they
    stand below it.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, stretch=_NAME)
        self.listed: Sequence[Listed] = ()
        self.folded = False
        self.setItemDelegate(_Row(self))
        self.fit_height()

    def show_listed(self, listed: Sequence[Listed], total: Brought | None) -> None:
        """Show files of the list, with all of them together when that is known."""
        here = self.currentIndex().row()
        self.clearSpans()
        self.listed = listed
        rows = [merges.listed_row(one) for one in listed]
        totals = [merges.total_row(total)] if total is not None and len(listed) > 1 else []
        self._fill(rows, totals)
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
        self._fill(rows, totals)
        self.fit_height()

    def _fill(self, rows: Sequence[Sequence[str]], totals: Sequence[Sequence[str]]) -> None:
        self.show_rows(merges.HEADER, [*rows, *totals], figures=merges.FIGURES, strong=[len(rows)] if totals else [])
        self._fold()

    def _fold(self) -> None:
        heads = self.horizontalHeader()
        columns = range(self.cells.columnCount())
        wide = sum(max(self.sizeHintForColumn(one), heads.sectionSizeHint(one)) for one in columns)
        self.folded = wide > self.viewport().width()
        for column in (_BY, _AT):
            self.setColumnHidden(column, self.folded)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._fold()

    def below(self, row: int) -> str:
        """Why the file is left out, or who and when, where those stand below the name."""
        if reason := self.refused(row):
            return reason
        by, at = (self.cells.rows[row][column] for column in (_BY, _AT))
        beside = f"{by} · {at}"
        small = QFontMetrics(look().font(look().sizes.small))
        if not self.folded or not at:
            return ""
        return beside if small.horizontalAdvance(beside) <= self.room(row) else f"{by}\n{at}"

    def heading(self, row: int) -> str:
        """The name, with what is said of a file that is left out."""
        name = self.cells.rows[row][_NAME]
        return f"{name} tas inte med" if self.refused(row) else name

    def chosen(self) -> Listed | None:
        """The file of the list that the cursor is at."""
        row = self.currentIndex().row()
        return self.listed[row] if 0 <= row < len(self.listed) else None

    def refused(self, row: int) -> str:
        """Why the file of a row is left out; empty for one that is not."""
        return self.listed[row].refused if row < len(self.listed) else ""

    def sizeHintForRow(self, row: int) -> int:  # noqa: N802  (Qt's own name)
        """Qt's own call: what stands below the name takes the lines that it needs."""
        if not self.below(row):
            return look().sizes.px(tokens.QUESTION_ROW)
        return sum(self.heights(row)) + _BETWEEN + 2 * look().sizes.px(7)

    def heights(self, row: int) -> tuple[int, int]:
        """The heights of the name and of what stands below it."""
        room = QRect(0, 0, self.room(row), 10_000)
        small = QFontMetrics(look().font(look().sizes.small)).boundingRect(room, _WRAP, self.below(row))
        return QFontMetrics(look().font()).boundingRect(room, _WRAP, self.heading(row)).height(), small.height()

    def room(self, row: int) -> int:
        """The width that what stands below a name has: all of the table for a file that is left out."""
        whole = self.viewport().width() - _indent() if self.refused(row) else self.columnWidth(_NAME)
        return max(whole - 2 * _INSET, 100)


class _Row(Line):
    """A name may have a line below it: who and when, or why the file is left out, across the whole table."""

    def __init__(self, table: FileTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        if index.column() == _NAME and self._table.below(index.row()):
            self._paint_name(painter, option, index.row())
        else:
            super().paint(painter, option, index)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        style, sizes, box, table = look(), look().sizes, option.rect, self._table
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, style.color("tint"))
        top, left, refused = box.y() + sizes.px(7), box.x() + _INSET, bool(table.refused(row))
        (name, below), wide = table.heights(row), table.room(row)
        if refused:
            line = QFontMetrics(style.font()).height()
            mark = QRect(left, top + (line - sizes.icon) // 2, sizes.icon, sizes.icon)
            paint_icon(painter, mark.toRectF(), "error_circle", 16, "err", filled=True)
            left += _indent()
        painter.setFont(style.font())
        painter.setPen(style.color("ink"))
        painter.drawText(QRect(left, top, wide, name), _WRAP, table.heading(row))
        painter.setFont(style.font(sizes.small))
        painter.setPen(style.color("err" if refused else "muted"))
        painter.drawText(QRect(left, top + name + _BETWEEN, wide, below), _WRAP, table.below(row))
        painter.setPen(style.color("line"))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())


def _indent() -> int:
    return look().sizes.px(24)
