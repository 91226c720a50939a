"""The groups of a planned draw, what each has and gives, and the quota of each: written in the table itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.plain_table import Cells, Index, Line, PlainTable

NAME, QUOTA = 0, 2
HEADER = ("Grupp", "I ramen", "Kvot", "Dras", "Reserver")
_OWN = "egen"
_PAD = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS = (QAbstractItemDelegate.EndEditHint.EditNextItem, QAbstractItemDelegate.EndEditHint.EditPreviousItem)


@dataclass(frozen=True)
class Group:
    """A row: the group's name and figures. `quota` as it stands or was written, with what is `wrong` with it; `own`
    when the group has one of its own; `open` when it can be given one.
    """

    name: str
    frame: int
    quota: str
    drawn: int
    reserve: int
    open: bool = False
    own: bool = False
    wrong: str = ""


class _Groups(Cells):
    """The groups with their total under them. `written` is sent with a row and what was written as its quota."""

    written = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.groups: Sequence[Group] = ()

    def group(self, index: Index) -> Group | None:
        """The group of a row; None for the total."""
        return self.groups[index.row()] if index.row() < len(self.groups) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt's own call."""
        group = self.group(index)
        can = super().flags(index)
        return can | Qt.ItemFlag.ItemIsEditable if index.column() == QUOTA and group and group.open else can

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802, ARG002
        """Qt's own call."""
        text, group = str(value).strip(), self.group(index)
        if group is not None and text != (group.quota if group.own else ""):
            self.written.emit(index.row(), text)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own call."""
        group = self.group(index)
        if role == Qt.ItemDataRole.EditRole and group is not None:
            return group.quota if group.own else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and group is not None and index.column() == QUOTA:
            own = ", egen" if group.own else ""
            told = f"{group.name}: {group.frame} i ramen, kvot {group.quota}{own}, {group.drawn} dras. {group.wrong}"
            return told.strip()
        return super().data(index, role)


class QuotaTable(PlainTable):
    """A digit, Enter or a click opens the quota of a group; Up and Down go on to the next, Delete takes it back.

    `written` is sent with a row and a text, empty for a quota that is taken back. What to make of it is the form's.
    """

    written = Signal(int, str)

    def __init__(self, name: str) -> None:
        self._groups = _Groups()
        super().__init__(name, cells=self._groups)
        self.setItemDelegate(_Quota(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clicked.connect(self._open)
        # told when the editor has closed: what is written may change the whole table
        self._groups.written.connect(self.written, Qt.ConnectionType.QueuedConnection)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show other groups, with their total; the keyboard stays on its row."""
        row = max(self.currentIndex().row(), 0)
        figures = [
            (one.frame, int(one.quota) if one.quota.isdecimal() else 0, one.drawn, one.reserve) for one in groups
        ]
        total = ("Total", *(str(sum(column)) for column in zip(*figures, strict=True)))
        rows = [(one.name, str(one.frame), one.quota, str(one.drawn), str(one.reserve)) for one in groups]
        self._groups.groups = groups
        self.show_rows(HEADER, [*rows, total] if groups else [], figures=range(1, 5), strong=(len(groups),))
        self.fit_height()
        self.setCurrentIndex(self._groups.index(min(row, len(groups)), QUOTA))

    def _open(self, index: Index) -> None:
        cell = index.model().index(index.row(), QUOTA)
        if cell.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(cell)
            self.edit(cell)

    def step(self, rows: int) -> None:
        """Go down so many rows, or up."""
        row = self.currentIndex().row() + rows
        if 0 <= row < self._groups.rowCount():
            self.setCurrentIndex(self._groups.index(row, QUOTA))

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802
        """Qt's own call: the keyboard is always on a quota."""
        super().currentChanged(now, before)
        if now.isValid() and now.column() != QUOTA:
            self.setCurrentIndex(now.model().index(now.row(), QUOTA))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        here = self.currentIndex()
        if event.key() in _ENTER:
            self._open(here)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._groups.setData(here, "")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Qt's own call: Enter goes down to the next quota, Tab leaves the table."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.step(1)
        elif hint in _ENDS:
            self.focusNextPrevChild(hint == _ENDS[0])

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call: where the keyboard is shows only while it is here."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().viewportEvent(event)


class _Editor(QLineEdit):
    """Up and Down write the quota and go on."""

    def __init__(self, parent: QWidget, table: QuotaTable, name: str) -> None:
        super().__init__(parent)
        self._table = table
        self.setProperty("kind", "cell")
        self.setAccessibleName(f"Kvot, {name}")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._table.setFocus()
            self._table.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() not in _ENTER:  # Enter is the table's, which closes the editor
            super().keyPressEvent(event)


class _Quota(Line):
    """Paints a quota as a field, and what is wrong with it under the group's name."""

    def __init__(self, table: QuotaTable) -> None:
        super().__init__(table)
        self._table = table

    def _group(self, index: Index) -> Group | None:
        model = index.model()
        return model.group(index) if isinstance(model, _Groups) else None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802, ARG002
        """Qt's own call."""
        group = self._group(index)
        return _Editor(parent, self._table, group.name if group else "")

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Qt's own call."""
        editor.setGeometry(_box(self.within(option, index)).toAlignedRect())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        size, group = super().sizeHint(option, index), self._group(index)
        if index.column() == QUOTA:
            return QSize(_small().horizontalAdvance(_OWN) + look().sizes.px(64), size.height())
        if index.column() == NAME and group and group.wrong:
            return QSize(size.width(), max(look().sizes.px(tokens.ROW), size.height()) + self._beneath(group))
        return size

    def _beneath(self, group: Group) -> int:
        """How high it is that is said under a row."""
        room = self._table.columnWidth(NAME) - 2 * _PAD
        return _small().boundingRect(0, 0, room, 0, _WRAPPED, group.wrong).height() + 4 if group.wrong else 0

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: a quota is written by its field."""
        super().initStyleOption(option, index)
        group = self._group(index)
        if group and group.open and index.column() == QUOTA:
            option.text = ""

    def within(self, option: QStyleOptionViewItem, index: Index) -> QStyleOptionViewItem:
        """What is wrong stands under the row."""
        group, inner = self._group(index), QStyleOptionViewItem(option)
        if group:
            inner.rect.setHeight(option.rect.height() - self._beneath(group))
        return inner

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        super().paint(painter, option, index)
        group = self._group(index)
        if group and group.wrong and index.column() == NAME:
            _paint_wrong(painter, QRectF(option.rect), self._beneath(group), group.wrong)
        here = self._table.hasFocus() and index == self._table.currentIndex()
        if index.column() == QUOTA and (here or (group and group.open)):
            _paint_box(painter, _box(self.within(option, index)), group, here=here)


_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


def _small() -> QFontMetrics:
    return QFontMetrics(look().font(look().sizes.small))


def _box(option: QStyleOptionViewItem) -> QRectF:
    """The field of a quota in the middle of its cell."""
    cell, high = QRectF(option.rect), look().sizes.px(tokens.ROW) - 6
    return QRectF(cell.x() + 4.5, cell.y() + round((cell.height() - high) / 2) - 0.5, cell.width() - 5, high)


def _paint_box(painter: QPainter, box: QRectF, group: Group | None, *, here: bool) -> None:
    style = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "accent" if here else "err" if group and group.wrong else "edge"
    painter.setPen(QPen(style.color(edge), 2 if here else 1))
    painter.setBrush(style.color("field") if group and group.open else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
    if group and group.open:
        inner = box.adjusted(_PAD, 0, -_PAD + 0.5, 0)
        if group.own:
            painter.setFont(style.font(style.sizes.small))
            painter.setPen(style.color("muted"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _OWN)
        painter.setFont(style.font(bold=group.own))
        painter.setPen(style.color("ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, group.quota)
    painter.restore()


def _paint_wrong(painter: QPainter, cell: QRectF, high: int, wrong: str) -> None:
    painter.save()
    painter.setFont(look().font(look().sizes.small))
    painter.setPen(look().color("err"))
    painter.drawText(cell.adjusted(_PAD, cell.height() - high - 2, -_PAD, 0), _WRAPPED, wrong)
    painter.restore()
