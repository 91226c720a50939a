"""A bar for what a person must know: never a pop-up, never over the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from inspektor.ui import tokens
from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label

Actions = Sequence[tuple[str, Callable[[], object]]]
_GLYPHS = {"err": "error_circle", "warn": "warning", "ok": "checkmark"}


class MessageBar(QFrame):
    """What happened, what it means for the data, and what can be done; it stays until solved or put away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._kind = "err"
        self.buttons: list[QPushButton] = []
        self._mark = QLabel()
        self._title = label("", "heading", wrap=True)
        self._text = label("", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.EDGE - 3, 10, tokens.EDGE, 10)
        row.setSpacing(12)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)
        row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop)
        look().changed.connect(self._dress)
        self.hide()

    @property
    def told(self) -> str:
        """What stands in the bar; empty when it is put away."""
        return "" if self.isHidden() else self.accessibleName()

    def tell(self, title: str, text: str, actions: Actions = (), kind: str = "err") -> None:
        """Show a message of a kind (err, warn, ok) with buttons for what can be done; "Stäng" is always there."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = made = [button(words, act) for words, act in (*actions, ("Stäng", self.hide))]
        for one in made:
            self._buttons.addWidget(one)
            one.show()
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._kind = kind
        self._dress()
        self.setAccessibleName(f"{title}. {text}".strip())
        self.show()
        if had_focus:
            made[0].setFocus()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def _dress(self) -> None:
        style = look()
        self._mark.setPixmap(icon(_GLYPHS[self._kind], role=self._kind, filled=True).pixmap(style.sizes.icon))
        self._mark.setContentsMargins(0, style.sizes.px(2), 0, 0)
        ground, edge = getattr(style.theme, f"{self._kind}_bg"), getattr(style.theme, self._kind)
        self.setStyleSheet(f"#message {{ background: {ground}; border-left: 3px solid {edge}; }}")
