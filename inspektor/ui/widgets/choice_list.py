"""A list to choose one thing from, with a field above that finds it by what one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspektor.ui.style import look

Index = QModelIndex | QPersistentModelIndex
_CHOICE = Qt.ItemDataRole.UserRole
_PAD = 8
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Choice:
    """What can be chosen: its words, and in small print what tells it from others."""

    words: str
    note: str = ""

    @property
    def told(self) -> str:
        """All that it says."""
        return f"{self.words} {self.note}".strip()


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[tuple[int, Choice]] = ()

    def show(self, rows: Sequence[tuple[int, Choice]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own call."""
        choice = self.rows[index.row()][1]
        if role == _CHOICE:
            return choice
        return choice.told if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


class ChoiceList(QListView):
    """`changed` is sent when another one is chosen. `place` is where the chosen one stands among all of them."""

    changed = Signal()

    def __init__(self, name: str, lines: int = 5) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("kind", "choices")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._lines, self._all, self._model = lines, tuple[Choice, ...](), _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Row(self))
        self.selectionModel().currentChanged.connect(self._on_current)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setMinimumHeight(self._lines * look().sizes.px(30))
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call: no higher than it must be, so that what is beside it decides."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these, the first of them chosen."""
        self._all = tuple(choices)
        self.show_found("")

    def show_found(self, words: str) -> None:
        """Show only those that have all these words in them, the first of them chosen."""
        wanted = words.casefold().split()
        rows = [row for row in enumerate(self._all) if all(one in row[1].told.casefold() for one in wanted)]
        self._model.show(rows)
        self.setCurrentIndex(self._model.index(0, 0))
        if not rows:
            self.changed.emit()

    @property
    def place(self) -> int | None:
        """Where the chosen one stands; None for none."""
        row = self.currentIndex().row()
        return self._model.rows[row][0] if row >= 0 else None

    def choose(self, words: str) -> None:
        """Choose the one with these words."""
        for row, (_, choice) in enumerate(self._model.rows):
            if choice.words == words:
                self.setCurrentIndex(self._model.index(row, 0))

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.changed.emit()


class FindField(QLineEdit):
    """Finds in a list what one types; the arrows go up and down in the list meanwhile."""

    def __init__(self, name: str, among: ChoiceList) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self._among = among
        self.textChanged.connect(among.show_found)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            QApplication.sendEvent(self._among, event)
            return True
        return super().eventFilter(watched, event)


class _Row(QStyledItemDelegate):
    """The words on as many lines as they need, and the small print below."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        view, choice = self.parent(), index.data(_CHOICE)
        if not isinstance(view, ChoiceList) or not isinstance(choice, Choice):
            return QSize()
        words, note = _boxes(QRectF(0, 0, view.viewport().width(), 100_000), choice)
        return QSize(100, round(max(words.bottom(), note.bottom())) + look().sizes.px(5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        choice, box, style = index.data(_CHOICE), QRectF(option.rect), look()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, style.color("tint"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), style.color("accent"))
        if not isinstance(choice, Choice):
            return
        words, note = _boxes(box, choice)
        painter.setFont(style.font())
        painter.setPen(style.color("ink"))
        painter.drawText(words, Qt.TextFlag.TextWordWrap, choice.words)
        painter.setFont(style.font(style.sizes.small))
        painter.setPen(style.color("muted"))
        painter.drawText(note, Qt.TextFlag.TextWordWrap, choice.note)


def _boxes(box: QRectF, choice: Choice) -> tuple[QRectF, QRectF]:
    """Where the words stand, and the small print."""
    px, style = look().sizes.px, look()
    inner = box.adjusted(px(_PAD), px(5), -px(_PAD), 0)
    words = QFontMetricsF(style.font()).boundingRect(inner, Qt.TextFlag.TextWordWrap, choice.words)
    below = inner.adjusted(0, words.height(), 0, 0)
    small = QFontMetricsF(style.font(style.sizes.small))
    note = small.boundingRect(below, Qt.TextFlag.TextWordWrap, choice.note) if choice.note else QRectF(words)
    return words, note
