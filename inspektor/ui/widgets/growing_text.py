"""A field for a few sentences: as high as its text, within limits."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextLayout, QTextOption, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspektor.ui.style import look

_FRAME = 16  # pixels: border, padding and the document's margin, above and below together
_SIDES = 24


class GrowingText(QPlainTextEdit):
    """Plain text that Tab leaves. What is typed has no history of its own: undoing is the window's."""

    def __init__(self, parent: QWidget, name: str, lines: tuple[int, int] = (2, 8)) -> None:
        super().__init__(parent)
        self.least, self.most = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)

    def fit(self, width: int) -> bool:
        """Take the height that the text needs at a width; whether that is another height than before."""
        used, high = lines(self.toPlainText(), max(width - _SIDES, 40))
        shown = max(self.least, min(self.most, used))
        height = math.ceil(shown * high) + _FRAME
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if used > shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        if height == self.height() and height == self.minimumHeight():
            return False
        self.setFixedHeight(height)
        return True

    def fill(self, text: str) -> None:
        """Show a text that was not typed here, with the cursor after it; nothing happens when it stands there."""
        if self.toPlainText().strip() != text.strip():
            self.setPlainText(text)
            self.moveCursor(self.textCursor().MoveOperation.End)

    def setReadOnly(self, only: bool) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what is only to be read can be chosen and copied by keyboard too."""
        super().setReadOnly(only)
        if only:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: where all of the text has room, all of it is seen."""
        super().resizeEvent(event)
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            self.verticalScrollBar().setValue(0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the wheel scrolls the list unless there is text to scroll to here."""
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()


def lines(text: str, width: float) -> tuple[int, float]:
    """How many lines a text takes, broken as the field breaks it, and how high each is."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    count, high = 0, 0.0
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, look().font())
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            count, high = count + 1, line.height()
        layout.endLayout()
    return count, high
