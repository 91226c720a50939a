"""The list of what is to be settled, and of what has been in this sitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspektor.ui import tokens
from inspektor.ui.icons import paint_icon
from inspektor.ui.style import look
from inspektor.ui.widgets.question_paint import MARK_X, TEXT_X, paint_mark, px

Index = QModelIndex | QPersistentModelIndex
_ITEM = Qt.ItemDataRole.UserRole
_WRAP = Qt.TextFlag.TextWordWrap
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ABOVE = 12  # room above and below an item's text


@dataclass(frozen=True)
class Item:
    """One thing to settle: its name, a heading (a case's code, say; empty for none), what it is about, and what was
    decided, which is empty while it is `open`.
    """

    name: str
    heading: str
    text: str
    open: bool = True
    decided: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(filter(None, (self.heading, self.text, self.decided or ("att avgöra" if self.open else ""))))


class _Items(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Item, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == _ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.spoken
        return None


class SettleList(QListView):
    """`chosen` is sent with the name of the item that came into focus."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._items = _Items()
        self.setModel(self._items)
        self.setItemDelegate(_Painter(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._on_current)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def items(self) -> tuple[Item, ...]:
        """What is listed."""
        return self._items.items

    def show_items(self, items: Sequence[Item]) -> None:
        """List other items; the current one stays."""
        items = tuple(items)
        if items == self.items:
            return
        current = self.current
        self.blockSignals(True)
        if [one.name for one in items] == [one.name for one in self.items]:
            self._items.items = items
            self._items.dataChanged.emit(self._items.index(0), self._items.index(len(items) - 1))
            self.scheduleDelayedItemsLayout()
        else:
            self._items.beginResetModel()
            self._items.items = items
            self._items.endResetModel()
        self.blockSignals(False)
        self.choose(current)

    @property
    def current(self) -> str:
        """The name of the current item; empty for none."""
        item = self.currentIndex().data(_ITEM)
        return item.name if isinstance(item, Item) else ""

    def choose(self, name: str) -> None:
        """Go to an item."""
        for row, item in enumerate(self.items):
            if item.name == name:
                self.setCurrentIndex(self._items.index(row))

    def step(self, by: int) -> None:
        """To the item before (-1) or after (1)."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self.items):
            self.setCurrentIndex(self._items.index(row))

    def next_open(self) -> str:
        """The name of the next open item after the current one, from the end on from the beginning; empty for none."""
        here = self.currentIndex().row()
        rest = [*self.items[here + 1 :], *self.items[: max(here, 0)]]
        return next((one.name for one in rest if one.open), "")

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if self.current:
            self.chosen.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the arrows move; every other key is the page's."""
        if event.key() in _MOVES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: another width may mean other heights."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Painter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        width = self._view.viewport().width()
        lines = self._lines(index.data(_ITEM), width)
        return QSize(width, round(sum(height for *_, height in lines)) + 2 * px(_ABOVE))

    @staticmethod
    def _lines(item: Item, width: int) -> list[tuple[str, bool, str, float]]:
        """Each line: text, whether bold, colour role, height."""
        ink = "ink" if item.open else "muted"
        room = QRectF(0, 0, width - px(TEXT_X) - tokens.EDGE, 1e6)
        told = [(item.heading, True, "muted"), (item.text, not item.heading, ink), (item.decided, False, "ok")]
        return [
            (text, bold, role, QFontMetricsF(look().font(bold=bold)).boundingRect(room, _WRAP, text).height())
            for text, bold, role in told
            if text
        ]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        style, box, item = look(), QRectF(option.rect), index.data(_ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, style.color("field"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), style.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, style.color("tint"))
        y = box.y() + px(_ABOVE)
        middle = QPointF(box.x() + px(MARK_X), y + px(10))
        if item.open:
            paint_mark(painter, "open", middle)
        elif item.decided:
            side = style.sizes.icon
            spot = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            paint_icon(painter, spot, "checkmark", 16, "ok")
        for text, bold, role, height in self._lines(item, option.rect.width()):
            painter.setFont(style.font(bold=bold))
            painter.setPen(style.color(role))
            painter.drawText(
                QRectF(box.x() + px(TEXT_X), y, box.width() - px(TEXT_X) - tokens.EDGE, height), _WRAP, text
            )
            y += height
        painter.restore()
