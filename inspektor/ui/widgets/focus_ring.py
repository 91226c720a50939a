"""One overlay that shows where the keyboard is, for every widget alike: a ring that never moves the form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from inspektor.ui.style import look

_WRITTEN_IN = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
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
        self._by_key = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
            application.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Keys turn the ring on, clicks off; the ring follows its target when that moves."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            self._by_key = True
        elif kind == QEvent.Type.MouseButtonPress:
            self._by_key = False
            self._place()
        elif kind in _MOVES and self._lies_in(watched):
            self._place()
        return False

    def _lies_in(self, watched: QObject) -> bool:
        if self._target is None or not isinstance(watched, QWidget):
            return False
        return watched is self._target or watched.isAncestorOf(self._target)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = new is not None and new.window() is self.parent()
        self._target = new if inside and not isinstance(new, QAbstractItemView) else None
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or target.visibleRegion().isEmpty() or not (self._by_key or isinstance(target, _WRITTEN_IN)):
            self.hide()
            return
        parent = self.window()
        corner = target.mapTo(parent, QPoint(0, 0))
        grow = 1 if isinstance(target, _WRITTEN_IN) else 4
        self.setGeometry(QRect(corner, target.size()).adjusted(-grow, -grow, grow, grow))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
