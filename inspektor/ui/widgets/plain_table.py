"""A table to read: headings, rows, figures to the right. It scrolls sideways rather than shrink, and speaks cell by
cell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from inspektor.ui import tokens
from inspektor.ui.style import look

Index = QModelIndex | QPersistentModelIndex
_PAD = 5


class Cells(QAbstractTableModel):
    """Headings and rows of text. `figures` are the columns that hold numbers, `strong` the rows that stand out (a
    total).
    """

    def __init__(self) -> None:
        super().__init__()
        self.header: Sequence[str] = ()
        self.rows: Sequence[Sequence[str]] = ()
        self.figures: Collection[int] = ()
        self.strong: Collection[int] = ()

    def show(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], figures: Collection[int], strong: Collection[int]
    ) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.header, self.rows, self.figures, self.strong = header, rows, figures, strong
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(self.header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own call."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.header[index.column()]}: {self.rows[index.row()][index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in self.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and index.row() in self.strong:
            return look().font(bold=True)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802
        """Qt's own call."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.header[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in self.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _Line(QStyledItemDelegate):
    """A hairline under each row, a stronger one over a row that stands out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call: the words wrap within the padding, which Qt forgets."""
        within = QStyleOptionViewItem(option)
        within.rect.setWidth(option.rect.width() - 2 * _PAD)
        return super().sizeHint(within, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        model = index.model()
        strong = isinstance(model, Cells) and index.row() in model.strong
        painter.setPen(look().color("edge" if strong else "line"))
        edge = option.rect.top() if strong else option.rect.bottom()
        painter.drawLine(option.rect.left(), edge, option.rect.right(), edge)


class PlainTable(QTableView):
    """The view of `Cells`. The column `stretch` takes the room that the others leave (none: -1)."""

    def __init__(self, name: str, *, stretch: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.cells = Cells()
        self.setModel(self.cells)
        self.setItemDelegate(_Line(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {_PAD}px; }}")  # and Qt's own 3: in line with the headings
        self._stretch = stretch
        self._fits = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit)
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        look().changed.connect(self._dress)
        self._dress()

    def show_rows(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        figures: Collection[int] = (),
        strong: Collection[int] = (),
    ) -> None:
        """Show a table; columns as wide as what they hold."""
        self.cells.show(header, rows, figures, strong)
        heads = self.horizontalHeader()
        for column in range(len(header)):
            mode = (
                QHeaderView.ResizeMode.Stretch if column == self._stretch else QHeaderView.ResizeMode.ResizeToContents
            )
            heads.setSectionResizeMode(column, mode)

    def fit_height(self) -> None:
        """As high as its rows from now on: for a short table in a page that scrolls as a whole."""
        self._fits = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def _fit(self) -> None:
        least, high = look().sizes.px(tokens.ROW), 0
        for row in range(self.cells.rowCount()):
            self.setRowHeight(row, max(least, self.sizeHintForRow(row)))
            high += self.rowHeight(row)
        bar = self.horizontalScrollBar()
        beneath = bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0
        self.setFixedHeight(high + self.horizontalHeader().sizeHint().height() + beneath + 2)

    def _on_resized(self) -> None:
        """Other widths may mean other heights."""
        if self._fits:
            self._later.start(0)

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().sizes.px(tokens.ROW))
        if self._fits:
            self._fit()
