"""A page that has nothing to show yet: what is missing, and the buttons for what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, empty, label
from inspektor.ui.widgets.flow import Flow

WIDE = 520


class EmptyPage(QWidget):
    """A heading, a sentence, and buttons, the first of them the one to press; in the middle of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.text = label("", "title", wrap=True), label("", wrap=True)
        self.buttons: list[QPushButton] = []
        self._block, row = QWidget(), QWidget()
        self._buttons = Flow(row)
        inner = QVBoxLayout(self._block)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        for part in (self.title, self.text):
            inner.addWidget(part)
        inner.addSpacing(8)
        inner.addWidget(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._block)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.EDGE, tokens.EDGE, tokens.EDGE, tokens.EDGE)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._block.setFixedWidth(min(look().sizes.px(WIDE), max(self.width() - 2 * tokens.EDGE, 200)))

    def resizeEvent(self, event: object) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._dress()

    def say(self, title: str, text: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Say what is missing, with buttons of these words that do this."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        empty(self._buttons)
        self.buttons = [button(words, act, "" if place else "primary") for place, (words, act) in enumerate(buttons)]
        for one in self.buttons:
            self._buttons.addWidget(one)
