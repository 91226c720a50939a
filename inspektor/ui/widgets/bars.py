"""What is around every view: the bar with what the keys do, and the head of the view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import label

Keys = Sequence[tuple[str, str]]
_APART = 16  # between what the keys do


class KeyCap(QWidget):
    """A key as it looks on the keyboard, with what it does beside it. In a list, `longest` is the longest of its keys,
    so that all the words begin below each other.
    """

    def __init__(self, key: str, words: str, longest: str = "") -> None:
        super().__init__()
        self._key, self._words, self._longest = key, words, longest
        self._wide, self._start, self._size = 0, 0, QSize()
        self.setAccessibleName(f"{key}: {words}")
        look().changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """How wide the key is, where its words begin, and how much room they take."""
        style = look()
        bold, words = (QFontMetrics(style.font(style.sizes.small, bold=one)) for one in (True, False))
        self._wide, longest = (bold.horizontalAdvance(one) + style.sizes.px(10) for one in (self._key, self._longest))
        self._start = max(self._wide, longest) + 7
        self._size = QSize(self._start + words.horizontalAdvance(self._words) + 1, style.sizes.px(24))
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return self._size

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        style, painter = look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = style.sizes.px(20)
        cap = QRectF(0.5, (self.height() - high) / 2 + 0.5, self._wide, high - 1)
        painter.setPen(QPen(style.color("line"), 1))
        painter.setBrush(style.color("page"))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(style.color("muted"))
        painter.setFont(style.font(style.sizes.small, bold=True))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(style.font(style.sizes.small))
        painter.setPen(style.color("ink" if self._longest else "muted"))
        rest = QRectF(self._start, 0, self.width() - self._start, self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)


class KeyBar(QFrame):
    """What the keys do here. What does not fit drops from the right; F1 always stays."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.setAccessibleName("Tangenter")
        self._keys: Keys = ()
        self._caps: list[KeyCap] = []
        self._help = KeyCap("F1", "alla tangenter")
        self._help.setParent(self)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(look().sizes.px(tokens.KEY_BAR))
        for cap in (self._help, *self._caps):  # they are told of another text size later than the bar is
            cap.measure()
        self._drop()

    def show_keys(self, keys: Keys) -> None:
        """The keys of the view in front."""
        if tuple(keys) == self._keys:
            return
        self._keys = tuple(keys)
        for cap in self._caps:
            cap.hide()
            cap.deleteLater()
        self._caps = [KeyCap(key, words) for key, words in keys]
        for cap in self._caps:
            cap.setParent(self)
        self._drop()

    def resizeEvent(self, _event: QEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        self._drop()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Narrow: the keys drop rather than hold the window wide."""
        return QSize(120, self.height())

    def _drop(self) -> None:
        """Put the caps in their row. Not by a layout: each that is shown in one lays out the whole window anew."""
        x, end = tokens.EDGE, self.width() - tokens.EDGE - self._help.sizeHint().width()
        self._place(self._help, end)
        for cap in self._caps:
            after = x + cap.sizeHint().width() + _APART
            self._place(cap, x)
            cap.setVisible(after <= end)
            x = after

    def _place(self, cap: KeyCap, x: int) -> None:
        cap.setGeometry(x, (self.height() - cap.sizeHint().height()) // 2, *cap.sizeHint().toTuple())


class _Head(QFrame):
    """The head of a view: its height follows the text size."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(look().sizes.px(tokens.HEAD))


def head(title: str) -> tuple[QFrame, QHBoxLayout, QLabel]:
    """The head of a view: its title, a muted label after it (given back), and room for buttons at the right (in the
    layout).
    """
    made = _Head()
    row = QHBoxLayout(made)
    row.setContentsMargins(tokens.EDGE, 0, tokens.EDGE, 0)
    row.setSpacing(8)
    note = label("", "muted")
    note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    row.addWidget(label(title, "title"))
    row.addSpacing(8)
    row.addWidget(note, 1)
    return made, row, note
