"""The bars around every view: what is open and saved (top), what went wrong (below it), what the keys do (bottom)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inspektor.ui import tokens
from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, empty, label, surface

Keys = Sequence[tuple[str, str]]


class TopBar(QFrame):
    """Title and dnr of the review at the left; when it was last saved, and who works, at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.title = label("", "heading")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.dnr = label("", "muted")
        self.mark = QLabel()
        self.saved = label("")
        self.saved.setAccessibleName("Sparat")
        self.who = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.EDGE, 0, tokens.EDGE, 0)
        row.setSpacing(12)
        row.addWidget(self.title, 1)
        row.addWidget(self.dnr)
        row.addStretch(1)
        for part in (self.mark, self.saved, self.who):
            row.addWidget(part)
        self.setFixedHeight(look().sizes.px(tokens.TOP_BAR))

    def show_review(self, title: str, dnr: str, who: str) -> None:
        """What is open and who works in it."""
        self.title.setText(title)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.dnr.setText(f"dnr {dnr}" if dnr else "")
        self.who.setText(who)

    def show_saved(self, at: datetime) -> None:
        """The honest save line: the time of the last commit to disk."""
        self._state(f"Sparat {at:%H:%M}", "checkmark", "ok", "ink")

    def show_unsaved(self) -> None:
        """What was given last is on screen and not on disk."""
        self._state("Sparas inte", "error_circle", "err", "err")

    def _state(self, words: str, glyph: str, glyph_role: str, role: str) -> None:
        self.saved.setText(words)
        self.saved.setStyleSheet(f"color: {getattr(look().theme, role)}")
        self.mark.setPixmap(icon(glyph, role=glyph_role).pixmap(look().sizes.icon))


class KeyCap(QWidget):
    """A key as it looks on the keyboard, with what it does beside it."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        self._key, self._words = key, words
        self.setAccessibleName(f"{key}: {words}")

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._key) + metrics.horizontalAdvance(self._words) + 20, metrics.height() + 6
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.fontMetrics().horizontalAdvance(self._key) + 11
        cap = QRectF(0.5, 2.5, width, self.height() - 5)
        painter.setPen(QPen(look().color("line"), 1))
        painter.setBrush(look().color("page"))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(look().color("muted"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        rest = QRectF(width + 7, 0, self.width() - width - 7, self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)


class KeyBar(QFrame):
    """What the keys do here. What does not fit drops from the right; F1 always stays."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.setAccessibleName("Tangenter")
        self.setFont(look().font(look().sizes.small))
        self._caps: list[KeyCap] = []
        self._help = KeyCap("F1", "alla tangenter")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.EDGE, 0, tokens.EDGE, 0)
        self._row.setSpacing(18)
        self._row.addStretch(1)
        self._row.addWidget(self._help)
        self.setFixedHeight(look().sizes.px(tokens.KEY_BAR))

    def show_keys(self, keys: Keys) -> None:
        """The keys of the view in front."""
        for cap in self._caps:
            self._row.removeWidget(cap)
            cap.deleteLater()
        self._caps = [KeyCap(key, words) for key, words in keys]
        for place, cap in enumerate(self._caps):
            self._row.insertWidget(place, cap)
        self._drop()

    def resizeEvent(self, _event: QEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        self._drop()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Narrow: the keys drop rather than hold the window wide."""
        return QSize(120, self.height())

    def _drop(self) -> None:
        room = self.width() - 2 * tokens.EDGE - self._help.sizeHint().width()
        for cap in self._caps:
            room -= cap.sizeHint().width() + self._row.spacing()
            cap.setVisible(room >= 0)


class MessageBar(QFrame):
    """What happened, what it means for the data, and what can be done; it stays until solved or put away. Never a
    pop-up.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark = QLabel()
        self._title = label("", "heading", wrap=True)
        self._text = label("", wrap=True)
        self._buttons = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.EDGE, 10, tokens.EDGE, 10)
        row.setSpacing(12)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)
        self.hide()

    def tell(
        self, title: str, text: str, actions: Sequence[tuple[str, Callable[[], object]]] = (), kind: str = "err"
    ) -> None:
        """Show a message of a kind (err, warn, ok) with buttons for what can be done; "Stäng" is always there."""
        empty(self._buttons)
        for words, act in (*actions, ("Stäng", self.hide)):
            self._buttons.addWidget(button(words, act))
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        glyph = {"err": "error_circle", "warn": "warning", "ok": "checkmark"}[kind]
        self._mark.setPixmap(icon(glyph, role=kind, filled=True).pixmap(look().sizes.icon))
        theme = look().theme
        ground, edge = getattr(theme, f"{kind}_bg"), getattr(theme, kind)
        self.setStyleSheet(f"#message {{ background: {ground}; border-left: 3px solid {edge}; }}")
        self.setAccessibleName(f"{title}. {text}")
        self.show()


def head(title: str) -> tuple[QFrame, QHBoxLayout, QLabel]:
    """The head of a view: its title, a muted label after it (given back), and room for buttons at the right (in the
    layout).
    """
    made = surface("head")
    made.setFixedHeight(look().sizes.px(tokens.HEAD))
    row = QHBoxLayout(made)
    row.setContentsMargins(tokens.EDGE, 0, tokens.EDGE, 0)
    row.setSpacing(8)
    note = label("", "muted")
    row.addWidget(label(title, "title"))
    row.addSpacing(8)
    row.addWidget(note)
    row.addStretch(1)
    return made, row, note
