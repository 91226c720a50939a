"""Work that takes time: nothing for 300 ms, then what is being done, a bar, and Avbryt where it can be stopped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label

PATIENCE = 300  # milliseconds before anything is shown
_STEP, _STEPS = 200, 12


class _Track(QWidget):
    """Four pixels high: a part of a whole, or a piece that walks when nobody knows how much is left."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Hur långt arbetet har kommit")
        self._part, self._whole, self._place = 0, 0, 0
        self._walk = QTimer(self)
        self._walk.timeout.connect(self._on_step)

    def show_part(self, part: int, whole: int) -> None:
        """How much is done; a whole of 0 for not known."""
        self._part, self._whole = part, whole
        self.setAccessibleDescription(f"{part} av {whole}" if whole else "")
        self.update()

    def _on_step(self) -> None:
        self._place = (self._place + 1) % _STEPS
        self.update()

    def walk(self, *, on: bool) -> None:
        """Start and stop."""
        self._walk.start(_STEP) if on else self._walk.stop()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return QSize(200, look().sizes.px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter, box = QPainter(self), QRectF(self.rect())
        painter.fillRect(box, look().color("track"))
        if self._whole:
            piece = QRectF(0, 0, box.width() * min(self._part / self._whole, 1), box.height())
        else:
            piece = QRectF(box.width() * self._place / _STEPS, 0, box.width() / _STEPS, box.height())
        painter.fillRect(piece, look().color("accent"))


class BusyBar(QFrame):
    """`cancelled` is sent when somebody stops the work."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = label("", wrap=True)
        self._track = _Track()
        self._note = label("Ingenting är ändrat ännu.", "note")
        self.cancel = button("Avbryt", self.cancelled.emit)
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (self._words, self._track, self._note):
            column.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.EDGE, 8, tokens.EDGE, 8)
        row.setSpacing(tokens.EDGE)
        row.addLayout(column, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._appear)
        self.hide()

    def tell(self, words: str, *, can_cancel: bool = False) -> None:
        """Work with these words goes on; empty when it is over."""
        if not words:
            self._wait.stop()
            self._track.walk(on=False)
            self.hide()
            return
        self._words.setText(words)
        self.setAccessibleName(words)
        self.cancel.setVisible(can_cancel)
        self._track.show_part(0, 0)
        if self.isHidden() and not self._wait.isActive():
            self._wait.start(PATIENCE)

    def tell_progress(self, words: str, part: int, whole: int) -> None:
        """How far it has come."""
        self._words.setText(words)
        self._track.show_part(part, whole)

    def _appear(self) -> None:
        self._track.walk(on=True)
        self._track.setFixedHeight(look().sizes.px(4))
        self.show()
