"""The bars around every view: what is open and saved (top), what the keys do (bottom), and the head of a view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from inspektor.ui import tokens
from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label
from inspektor.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["KeyBar", "KeyCap", "Keys", "MessageBar", "TopBar", "head"]

Keys = Sequence[tuple[str, str]]
_APART = 16  # between what the keys do


class TopBar(QFrame):
    """Title and dnr of the review at the left, with what can be done with its file; saved when, and who works, at the
    right.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("frame")
        self._texts = ("", "", "")
        self._shown = ("", "muted", "muted")
        self.title = button("", lambda: None, "bar", name="Granskningens meny")
        self.title.setMenu(menu)
        self.title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the text
        self.dnr, self.note, self.saved = label("", "muted"), label("", "muted"), label("")
        self.mark = QLabel()
        self.saved.setAccessibleName("Sparat")
        self.who = button("", lambda: None, "bar", name="Inställningar")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.EDGE - 10, 0, tokens.EDGE - 10, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.dnr)
        row.addStretch(1)
        row.addWidget(self.note)
        state = QHBoxLayout()
        state.setSpacing(7)
        state.addWidget(self.mark)
        state.addWidget(self.saved)
        row.addLayout(state)
        row.addWidget(self.who)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(look().sizes.px(tokens.TOP_BAR))
        self.title.setFont(look().font(bold=True))
        self.title.setIcon(icon("chevron_down", role="muted"))
        self.who.setIcon(icon("settings", 20, role="muted"))
        words, glyph, role = self._shown
        self.saved.setText(words)
        self.saved.setStyleSheet(f"color: {getattr(look().theme, 'ink' if role == 'ok' else role)}")
        self.mark.setPixmap(icon(glyph, role=role).pixmap(look().sizes.icon) if words else QPixmap())
        self._fit()

    def show_review(self, title: str, dnr: str, who: str, owner: str = "") -> None:
        """What is open, who works in it, and whose working file it is (empty: the whole review)."""
        about = (f"dnr {dnr}" if dnr else "", f"arbetsfil för {owner}" if owner else "")
        self._texts = (title, "   ·   ".join(filter(None, about)), who)
        self.title.setAccessibleName(f"{title}: granskningens meny")
        self.who.setAccessibleName(f"{who}: inställningar")
        self._fit()

    def show_saved(self, at: datetime, note: str = "") -> None:
        """The honest save line: the time of the last commit to disk. `note`: what was just undone, say."""
        self.note.setText(note)
        self._state(f"Sparat {at:%H:%M}", "checkmark", "ok")

    def show_unsaved(self) -> None:
        """What was given last is on screen and not on disk."""
        self.note.setText("")
        self._state("Sparas inte", "error_circle", "err")

    def show_read_only(self) -> None:
        """Nothing is recorded in this window."""
        self._state("Öppen för läsning", "lock_closed", "muted")

    def _state(self, words: str, glyph: str, role: str) -> None:
        self._shown = (words, glyph, role)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The title gives way, then the dnr; what is saved never does."""
        title, dnr, who = self._texts
        metrics = QFontMetrics(look().font())
        bold = QFontMetrics(look().font(bold=True))
        self.who.setText(f"\u2009{metrics.elidedText(who, Qt.TextElideMode.ElideRight, look().sizes.px(160))}")
        taken = sum(part.sizeHint().width() for part in (self.note, self.mark, self.saved, self.who))
        room = self.width() - taken - look().sizes.px(130)
        beside = metrics.horizontalAdvance(dnr)
        self.dnr.setText(dnr if bold.horizontalAdvance(title) + beside <= room else "")
        room -= beside if self.dnr.text() else 0
        self.title.setText(bold.elidedText(title, Qt.TextElideMode.ElideRight, max(room, 80)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Narrow: the title is cut with … rather than holding the window wide."""
        return QSize(320, self.height())


class KeyCap(QWidget):
    """A key as it looks on the keyboard, with what it does beside it. In a list, `longest` is the longest of its keys,
    so that all the words begin below each other.
    """

    def __init__(self, key: str, words: str, longest: str = "") -> None:
        super().__init__()
        self._key, self._words, self._longest = key, words, longest
        self.setAccessibleName(f"{key}: {words}")
        look().changed.connect(self.updateGeometry)

    def _widths(self) -> tuple[int, int, int]:
        """How wide the key is, where its words begin, and how wide they are."""
        style = look()
        bold, words = (QFontMetrics(style.font(style.sizes.small, bold=one)) for one in (True, False))
        key, longest = (bold.horizontalAdvance(one) + style.sizes.px(10) for one in (self._key, self._longest))
        return key, max(key, longest) + 7, words.horizontalAdvance(self._words)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        _, start, words = self._widths()
        return QSize(start + words + 1, look().sizes.px(24))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        style, painter = look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, start, _ = self._widths()
        high = style.sizes.px(20)
        cap = QRectF(0.5, (self.height() - high) / 2 + 0.5, width, high - 1)
        painter.setPen(QPen(style.color("line"), 1))
        painter.setBrush(style.color("page"))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(style.color("muted"))
        painter.setFont(style.font(style.sizes.small, bold=True))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(style.font(style.sizes.small))
        painter.setPen(style.color("ink" if self._longest else "muted"))
        rest = QRectF(start, 0, self.width() - start, self.height())
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
