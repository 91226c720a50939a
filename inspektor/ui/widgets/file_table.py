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
        """Who and when, where that stands below the name."""
        by, at = (self.cells.rows[row][column] for column in (_BY, _AT))
        return f"{by} · {at}" if self.folded and at else ""

    def chosen(self) -> Listed | None:
        """The file of the list that the cursor is at."""
        row = self.currentIndex().row()
        return self.listed[row] if 0 <= row < len(self.listed) else None

    def refused(self, row: int) -> str:
        """Why the file of a row is left out; empty for one that is not."""
        return self.listed[row].refused if row < len(self.listed) else ""

    def sizeHintForRow(self, row: int) -> int:  # noqa: N802  (Qt's own name)
        """Qt's own call: the reason stands below the name, across the table."""
        below = self.refused(row) or self.below(row)
        if not below:
            return look().sizes.px(tokens.QUESTION_ROW)
        small = QFontMetrics(look().font(look().sizes.small))
        box = small.boundingRect(QRect(0, 0, self.room(row), 10_000), _WRAP, below)
        return QFontMetrics(look().font()).height() + _BETWEEN + box.height() + 2 * look().sizes.px(7)

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
        reason, below = self._table.refused(index.row()), self._table.below(index.row())
        if index.column() == _NAME and (reason or below):
            self._paint_name(painter, option, index, reason, below)
        else:
            super().paint(painter, option, index)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, reason: str, below: str
    ) -> None:
        style, sizes, box = look(), look().sizes, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, style.color("tint"))
        metrics, left = QFontMetrics(style.font()), box.x() + _INSET + (_indent() if reason else 0)
        name = QRect(left, box.y() + sizes.px(7), box.right() - left - _INSET, metrics.height())
        if reason:
            mark = QRect(box.x() + _INSET, name.y() + (name.height() - sizes.icon) // 2, sizes.icon, sizes.icon)
            paint_icon(painter, mark.toRectF(), "error_circle", 16, "err", filled=True)
        words = f"{index.data()} tas inte med" if reason else index.data()
        painter.setFont(style.font())
        painter.setPen(style.color("ink"))
        painter.drawText(name, _WRAP, metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, name.width()))
        painter.setFont(style.font(sizes.small))
        painter.setPen(style.color("err" if reason else "muted"))
        under = QRect(left, name.bottom() + 1 + _BETWEEN, self._table.room(index.row()), box.height())
        painter.drawText(under, _WRAP, reason or below)
        painter.setPen(style.color("line"))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())


def _indent() -> int:
    return look().sizes.px(24)
