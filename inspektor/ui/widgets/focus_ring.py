"""One overlay that shows where the keyboard is, for every widget alike: a ring that never moves the form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from inspektor.ui.style import look

# By name: the start page has none of these, and bringing a class of Qt's to Python costs more than to paint a page.
_WRITTEN_IN = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox")
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QWidget):
    """Shown around what has the focus after a key was used (around what one writes in, always). Item views show their
    own.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._by_key = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Keys turn the ring on, clicks off; the ring follows its target when that, or what it lies in, moves."""
        kind = event.type()
        if kind in _MOVES:
            self._place()
        elif watched is self._target and kind in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self._by_key = kind == QEvent.Type.KeyPress
            self._place()
        return False

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        shown = new is not None and new.window() is self.parent() and not new.inherits("QAbstractItemView")
        self._target = new if shown else None
        self._by_key = QApplication.mouseButtons() == Qt.MouseButton.NoButton
        self._watch()
        self._place()

    def _watch(self) -> None:
        """Follow the target and all that it lies in; nothing else, for every event that is looked at costs."""
        for one in self._watched:
            if isValid(one):
                one.removeEventFilter(self)
        self._watched = []
        up = self._target
        while up is not None:
            up.installEventFilter(self)
            self._watched.append(up)
            up = None if up.isWindow() else up.parentWidget()

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not (self._by_key or _written_in(target)):
            self.hide()
            return
        grow, room = (1 if _written_in(target) else 4), self._room()
        box = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size())
        if not target.isVisible() or not room.intersects(box):
            self.hide()
            return
        box.adjust(-grow, -grow, grow, grow)
        self.setGeometry(box)
        self.setMask(QRegion((box & room).translated(-box.topLeft())))
        self.raise_()
        self.show()
        self.update()

    def _room(self) -> QRect:
        """Where the ring may be seen: not beyond an area that scrolls, nor what has been masked."""
        room = self.window().rect()
        for one in self._watched[1:]:
            area = one.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is one:
                room &= one.rect().translated(one.mapTo(self.window(), QPoint(0, 0)))
            elif not one.mask().isEmpty():
                room &= one.mask().boundingRect().translated(one.mapTo(self.window(), QPoint(0, 0)))
        return room

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def _written_in(widget: QWidget) -> bool:
    return any(widget.inherits(name) for name in _WRITTEN_IN)
