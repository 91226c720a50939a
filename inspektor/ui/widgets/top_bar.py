"""The bar over an open review: what is open and saved, and who works in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu

from inspektor.ui import tokens
from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label

if TYPE_CHECKING:
    from datetime import datetime


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
