"""The rail of steps: one stop for Tab, arrows inside. Folded it shows icon, name and count under each other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspektor.ui import tokens
from inspektor.ui.icons import paint_icon
from inspektor.ui.style import look

_COUNT = Qt.ItemDataRole.UserRole + 1
COUNT_LINE = 16
_GLYPH = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class Rail(QListView):
    """The steps of the work. `chosen` is sent with a step's name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("Steg")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("#rail { background: transparent; border: 0; }")
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.folded = False
        self.setItemDelegate(_Step(self))
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.data(Qt.ItemDataRole.UserRole))

    def add(self, name: str, title: str, glyph: str) -> None:
        """A step at the end."""
        item = QStandardItem(title)
        item.setData(name, Qt.ItemDataRole.UserRole)
        item.setData(glyph, _GLYPH)
        self._model.appendRow(item)

    def clear(self) -> None:
        """No steps: no review is open."""
        self.blockSignals(True)
        self._model.clear()
        self.blockSignals(False)

    def show_count(self, name: str, count: str) -> None:
        """How far a step has come, such as 2/40."""
        item = self._item(name)
        item.setData(count, _COUNT)
        item.setData(f"{item.text()} {count}".strip(), Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(f"{item.text()} {count}".strip())

    def choose(self, name: str) -> None:
        """Go to a step."""
        self.setCurrentIndex(self._item(name).index())

    def fold(self, folded: bool) -> None:
        """Icon above name in a narrow rail, or beside it in a wide one."""
        self.folded = folded
        self.setFixedWidth(look().sizes.px(tokens.RAIL_FOLDED if folded else tokens.RAIL))
        self.scheduleDelayedItemsLayout()

    @property
    def room_for_counts(self) -> bool:
        """Whether the folded steps can be as high as a count makes them without one of them falling outside."""
        return self._has_room(tokens.RAIL_ITEM_FOLDED + COUNT_LINE)

    @property
    def room_for_names(self) -> bool:
        """Whether the folded steps can have their names; else their icons stand alone, with the names as tool tips."""
        return self._has_room(tokens.RAIL_ITEM_FOLDED)

    def _has_room(self, high: int) -> bool:
        return self._model.rowCount() * look().sizes.px(high) <= self.viewport().height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _item(self, name: str) -> QStandardItem:
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(Qt.ItemDataRole.UserRole) == name:
                return self._model.item(row)
        raise KeyError(name)


class _Step(QStyledItemDelegate):
    def __init__(self, rail: Rail) -> None:
        super().__init__(rail)
        self._rail = rail

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        sizes = look().sizes
        if not self._rail.folded:
            return QSize(sizes.px(tokens.RAIL), sizes.px(tokens.RAIL_ITEM))
        extra = COUNT_LINE if index.data(_COUNT) and self._rail.room_for_counts else 0
        high = tokens.RAIL_ITEM_FOLDED + extra if self._rail.room_for_names else tokens.RAIL_ITEM
        return QSize(sizes.px(tokens.RAIL_FOLDED), sizes.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        style, sizes, box = look(), look().sizes, QRectF(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current:
            painter.fillRect(box, style.color("page"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), style.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, style.color("tint"))
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(style.color("accent"))
            painter.drawRect(box.adjusted(4, 2, -3, -3))
        role, side = ("accent" if current else "muted"), sizes.px(20)
        count = str(index.data(_COUNT) or "")
        painter.setPen(style.color("ink" if current else "muted"))
        if self._rail.folded:
            top = box.y() + sizes.px(7) if self._rail.room_for_names else box.center().y() - side / 2
            glyph = QRectF(box.center().x() - side / 2, top, side, side)
            name = QRectF(box.x(), glyph.bottom(), box.width(), sizes.px(20))
            below = QRectF(box.x(), name.bottom() - 2, box.width(), sizes.px(18))
            if self._rail.room_for_names:
                self._text(painter, name, index.data(), Qt.AlignmentFlag.AlignCenter, bold=current)
            if self._rail.room_for_counts:
                self._text(painter, below, count, Qt.AlignmentFlag.AlignCenter)
        else:
            glyph = QRectF(box.x() + sizes.px(16), box.center().y() - side / 2, side, side)
            name = box.adjusted(sizes.px(46), 0, -tokens.EDGE, 0)
            self._text(painter, name, index.data(), Qt.AlignmentFlag.AlignVCenter, bold=current, size=sizes.medium)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            self._text(painter, name, count, right)
        paint_icon(painter, glyph, index.data(_GLYPH), 20, role, filled=current)

    @staticmethod
    def _text(
        painter: QPainter, box: QRectF, text: str, how: Qt.AlignmentFlag, *, bold: bool = False, size: int | None = None
    ) -> None:
        painter.setFont(look().font(size or look().sizes.small, bold=bold))
        painter.drawText(box, how, text)
