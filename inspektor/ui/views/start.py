"""The start page: a new review, an existing one, made-up data to try, and what was opened last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspektor.domain.errors import Problem
from inspektor.ui import recent
from inspektor.ui.dialogs.new_review import NewReviewDialog
from inspektor.ui.icons import paint_icon
from inspektor.ui.session import told
from inspektor.ui.style import look
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, label, surface

if TYPE_CHECKING:
    from inspektor.ui.main_window import MainWindow

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_FILE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class StartView(QWidget):
    """What one sees when no review is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left(), 2)
        row.addWidget(self._right(), 3)

    def _left(self) -> QWidget:
        side = surface("frame")
        column = QVBoxLayout(side)
        column.setContentsMargins(56, 120, 40, 24)
        column.setSpacing(12)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 0, 0, 8)
        inner.setSpacing(4)
        inner.addWidget(label("Inspektor", "title"))
        inner.addWidget(label("Aktgranskning, från urval till rapport. Allt stannar på din dator.", "muted", wrap=True))
        column.addLayout(inner)
        choices = (
            ("Ny granskning …", "Välj checklistor, läs sedan in urvalsramen.", "add", self.new_review),
            ("Öppna granskning …", "En fil som slutar på .granskning.", "folder_open", self._window.choose_file),
            ("Prova med exempeldata …", "Påhittade ärenden att prova allt på.", "beaker", self.try_demo),
        )
        self.choices = [_Choice(*choice) for choice in choices]
        for choice in self.choices:
            column.addWidget(choice)
        column.addStretch(1)
        return side

    def _right(self) -> QWidget:
        page = surface("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(72, 120, 72, 24)
        top = QHBoxLayout()
        top.addWidget(label("Senast öppnade", "heading"))
        top.addStretch(1)
        self.forget = button("Rensa listan", self._clear, "quiet")
        top.addWidget(self.forget)
        column.addLayout(top)
        self._empty = label("Här kommer de granskningar som du har öppnat.", "muted")
        column.addWidget(self._empty)
        self.recent = QListView()
        self.recent.setAccessibleName("Senast öppnade granskningar")
        self.recent.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.recent.setItemDelegate(_RecentRow(self.recent))
        self._model = QStandardItemModel(self)
        self.recent.setModel(self._model)
        self.recent.activated.connect(self._on_activated)
        self.recent.clicked.connect(self._on_activated)
        column.addWidget(self.recent, 1)
        return page

    def keys(self) -> Keys:
        """What the keys do here."""
        return ("Ctrl+N", "ny granskning"), ("Ctrl+O", "öppna"), ("↑↓", "välj"), ("Enter", "öppna den valda")

    def refresh(self) -> None:
        """Read the list of recent files again, and look which are still there."""
        self._model.clear()
        for one in recent.files():
            item = QStandardItem(one.path.name)
            item.setData(one, _FILE)
            state = "" if one.exists else ", hittas inte"
            item.setData(
                f"{one.path.name}, {one.path.parent.name}, {day(one.opened)}{state}", Qt.ItemDataRole.AccessibleTextRole
            )
            self._model.appendRow(item)
        some = self._model.rowCount() > 0
        self._empty.setVisible(not some)
        self.recent.setVisible(some)
        self.forget.setVisible(some)

    def new_review(self) -> None:
        """Ask for what a review needs, make the file and open it."""
        dialog = NewReviewDialog(self._window)
        if dialog.exec() and dialog.path is not None:
            self._window.open_review(dialog.path)

    def try_demo(self) -> None:
        """Make a folder with a played review in the place that is chosen, and open it."""
        from inspektor.operations.demo import play

        chosen = QFileDialog.getExistingDirectory(self._window, "Var ska exemplet ligga?", recent.folder())
        if not chosen:
            return
        folder = free_name(Path(chosen), "Inspektor exempel")
        try:
            played = play(folder)
        except Problem as problem:
            self._window.tell(told(problem))
            return
        self._window.open_review(played.review)

    def _on_activated(self, index: Index) -> None:
        one: recent.RecentFile = index.data(_FILE)
        self._window.open_review(one.path)

    def _clear(self) -> None:
        recent.clear()
        self.refresh()


def free_name(folder: Path, name: str) -> Path:
    """A name that is free in a folder: the name, else the name with a number."""
    number, path = 1, folder / name
    while path.exists():
        number += 1
        path = folder / f"{name} {number}"
    return path


def day(when: datetime) -> str:
    """`i dag 08:12`, `i går 16:40`, `12 februari`, `12 februari 2025`."""
    now = datetime.now().astimezone()
    if when.date() == now.date():
        return f"i dag {when:%H:%M}"
    if when.date() == (now - timedelta(days=1)).date():
        return f"i går {when:%H:%M}"
    year = "" if when.year == now.year else f" {when.year}"
    return f"{when.day} {_MONTHS[when.month - 1]}{year}"


class _Choice(QPushButton):
    """A thing to begin with: icon, name, and what it means in a line below."""

    def __init__(self, title: str, text: str, glyph: str, act: Callable[[], object]) -> None:
        super().__init__()
        self._title, self._text, self._glyph = title, text, glyph
        self.setAccessibleName(title.removesuffix(" …"))
        self.setAccessibleDescription(text)
        self.setProperty("kind", "quiet")
        self.clicked.connect(lambda: act())
        self.setMinimumHeight(look().sizes.px(60))

    def paintEvent(self, _event: object) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        style, painter = look(), QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), style.color("tint"))
        side = style.sizes.px(20)
        paint_icon(painter, QRectF(16, style.sizes.px(14), side, side), self._glyph, 20, "accent")
        left, width = 16 + side + 16, self.width() - side - 40
        painter.setFont(style.font(bold=True))
        painter.setPen(style.color("accent"))
        painter.drawText(
            QRectF(left, style.sizes.px(10), width, style.sizes.px(22)), Qt.AlignmentFlag.AlignVCenter, self._title
        )
        painter.setFont(style.font())
        painter.setPen(style.color("muted"))
        painter.drawText(
            QRectF(left, style.sizes.px(32), width, style.sizes.px(22)), Qt.AlignmentFlag.AlignVCenter, self._text
        )


class _RecentRow(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return QSize(200, look().sizes.px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        style, box, one = look(), QRectF(option.rect), index.data(_FILE)
        chosen = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if chosen:
            painter.fillRect(box, style.color("tint"))
        painter.setPen(style.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(8, 8, -8, -8)
        half = inner.height() / 2
        painter.setFont(style.font(bold=True))
        painter.setPen(style.color("ink" if one.exists else "muted"))
        painter.drawText(
            QRectF(inner.x(), inner.y(), inner.width(), half), Qt.AlignmentFlag.AlignVCenter, one.path.name
        )
        painter.setPen(style.color("muted"))
        painter.setFont(style.font())
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(inner.x(), inner.y(), inner.width(), half), right, day(one.opened))
        where = one.path.parent.name if one.exists else "Hittas inte: filen är flyttad, eller enheten är inte inkopplad"
        painter.setFont(style.font(style.sizes.small))
        painter.drawText(QRectF(inner.x(), inner.y() + half, inner.width(), half), Qt.AlignmentFlag.AlignVCenter, where)
