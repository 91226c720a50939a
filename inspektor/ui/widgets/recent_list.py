"""The files that were opened last: name, folder, when; those that are not found say so."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspektor.ui.recent import RecentFile
from inspektor.ui.style import look

ROW = 56
_HALF = ("januari", "februari", "mars", "april", "maj", "juni")
_MONTHS = (*_HALF, "juli", "augusti", "september", "oktober", "november", "december")
_FILE = Qt.ItemDataRole.UserRole
_LEFT, _RIGHT = (
    Qt.AlignmentFlag.AlignVCenter | side for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
Index = QModelIndex | QPersistentModelIndex


class RecentList(QListView):
    """`chosen` is sent with a file that is to be opened; `dropped` with one to take off the list (Delete)."""

    chosen = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Senast öppnade granskningar")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setItemDelegate(_Row(self))
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_activated)
        look().changed.connect(self._dress)

    def show_files(self, files: list[RecentFile]) -> None:
        """Show other files; the current one stays current."""
        here = self.currentIndex().row()
        self._model.clear()
        for one in files:
            item = QStandardItem(one.path.name)
            item.setData(one, _FILE)
            state = "" if one.exists else ", hittas inte"
            spoken = f"{one.path.name}, {one.path.parent.name}, {day(one.opened)}{state}"
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(str(one.path))
            self._model.appendRow(item)
        if files:
            self.setCurrentIndex(self._model.index(min(max(here, 0), len(files) - 1), 0))
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(max(1, self._model.rowCount()) * look().sizes.px(ROW) + 2)
        self.scheduleDelayedItemsLayout()

    def files(self) -> list[RecentFile]:
        """What is shown."""
        return [self._model.item(row).data(_FILE) for row in range(self._model.rowCount())]

    def _on_activated(self, index: Index) -> None:
        self.chosen.emit(index.data(_FILE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.dropped.emit(self.currentIndex().data(_FILE))
        else:
            super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return QSize(200, look().sizes.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        style, box, one = look(), QRectF(option.rect), index.data(_FILE)
        focused = option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Selected
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, style.color("tint"))
        painter.setPen(style.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.row() == 0:
            painter.drawLine(box.topLeft(), box.topRight())
        if focused:
            painter.setPen(QPen(style.color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2), 4, 4)
        inner = box.adjusted(8, style.sizes.px(8), -8, -style.sizes.px(7))
        upper = QRectF(inner.x(), inner.y(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, upper.height())
        when = day(one.opened)
        room = upper.width() - QFontMetrics(style.font()).horizontalAdvance(when) - 16
        _text(painter, upper, when, "muted", _RIGHT)
        _text(painter, upper.adjusted(0, 0, room - upper.width(), 0), one.path.name, _ink(one), _LEFT, bold=True)
        where = one.path.parent.name if one.exists else "Hittas inte: filen är flyttad, eller enheten är inte inkopplad"
        _text(painter, lower, where, "muted", _LEFT, size=style.sizes.small)


def _ink(one: RecentFile) -> str:
    return "ink" if one.exists else "muted"


def _text(
    painter: QPainter,
    box: QRectF,
    text: str,
    role: str,
    how: Qt.AlignmentFlag,
    *,
    bold: bool = False,
    size: int | None = None,
) -> None:
    font = look().font(size, bold=bold)
    painter.setFont(font)
    painter.setPen(look().color(role))
    painter.drawText(box, how, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, round(box.width())))


def day(when: datetime) -> str:
    """`i dag 08:12`, `i går 16:40`, `12 februari`, `12 februari 2025`."""
    now = datetime.now().astimezone()
    if when.date() == now.date():
        return f"i dag {when:%H:%M}"
    if when.date() == (now - timedelta(days=1)).date():
        return f"i går {when:%H:%M}"
    year = "" if when.year == now.year else f" {when.year}"
    return f"{when.day} {_MONTHS[when.month - 1]}{year}"
