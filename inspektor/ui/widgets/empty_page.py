"""A page that has nothing to show yet: what is missing, and the buttons for what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspektor.ui import tokens
from inspektor.ui.widgets.basic import button, empty, label


class EmptyPage(QWidget):
    """A heading, a sentence, and buttons, the first of them the one to press."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.text = label("", "heading"), label("", "muted", wrap=True)
        self._buttons = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.EDGE * 2, tokens.EDGE * 4, tokens.EDGE * 2, tokens.EDGE)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(self._buttons)
        column.addStretch(1)

    def say(self, title: str, text: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Say what is missing, with buttons of these words that do this."""
        self.title.setText(title)
        self.text.setText(text)
        empty(self._buttons)
        for place, (words, act) in enumerate(buttons):
            self._buttons.addWidget(button(words, act, "" if place else "primary"))
        self._buttons.addStretch(1)
