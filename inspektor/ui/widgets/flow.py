"""Rows that break rather than cut: the head of a view, and tools in a row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import label

GAP = 8
_LEAST_WORDS = 260  # words that would get less room than this beside their tools stand above them
_LEAST_NOTE = 0.75  # a note of which less than this part would be seen is left out


class Flow(QLayout):
    """Widgets one after the other, on as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        self._items.append(item)

    def count(self) -> int:
        """Qt's own call."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  (None past the end)
        """Qt's own call."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  (None past the end)
        """Qt's own call."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """All on one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + GAP * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802  (Qt's own name)
        """As wide as the widest."""
        sizes = [item.sizeHint() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Put the items in the rectangle; the height that they take."""
        x, y, line = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + GAP, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, line = x + size.width() + GAP, max(line, size.height())
        return y + line - rect.y()


class Elided(QLabel):
    """A text on one line that ends in … where there is no room for it, and is whole in its tool tip."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def whole(self) -> str:
        """All of the text."""
        return self._whole

    def wanted(self) -> int:
        """The width that the whole text needs."""
        return self.fontMetrics().horizontalAdvance(self._whole) + 2

    def resizeEvent(self, event: object) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        super().setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


class Beside(QWidget):
    """Words with tools at their right, or below them where they would be squeezed there."""

    def __init__(self, words: QWidget, tools: QWidget, where: Qt.AlignmentFlag) -> None:
        super().__init__()
        self._words, self._tools, self._where = words, tools, where
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(words, 1)
        self._row.addWidget(tools, 0, where)

    def event(self, event: QEvent) -> bool:
        """Qt's own call: other words or tools are shown, or there is other room for them."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        room = self.width() - self._tools.sizeHint().width() - GAP
        beside = room >= min(look().sizes.px(_LEAST_WORDS), self._wanted())
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if wanted != self._row.direction():
            self._row.setDirection(wanted)
            self._row.setAlignment(self._tools, self._where if beside else Qt.AlignmentFlag.AlignLeft)

    def _wanted(self) -> int:
        """The width that the words take when no line is broken."""
        labels = [self._words] if isinstance(self._words, QLabel) else self._words.findChildren(QLabel)
        return max(one.fontMetrics().horizontalAdvance(one.text()) for one in labels) + 2


class Head(QFrame):
    """The head of a view: its title, a note after it, and buttons at the right; on lines of their own below where
    there is no room for them there.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.note = label(title, "title"), Elided("muted")
        room = self.note.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # what is at the right stays there
        self.note.setSizePolicy(room)
        self._tools = QWidget()
        self._flow = Flow(self._tools)
        self._top, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._top.setSpacing(16)
        self._top.addWidget(self.title)
        self._top.addWidget(self.note, 1)
        self._top.addWidget(self._tools)
        self._column.addLayout(self._top)
        self._column.setSpacing(GAP)
        self._beside = True
        look().changed.connect(self._dress)
        self._dress()

    def add(self, *buttons: QWidget) -> None:
        """Buttons at the right."""
        for one in buttons:
            self._flow.addWidget(one)

    def _dress(self) -> None:
        edge = (look().sizes.px(tokens.HEAD) - look().sizes.control) // 2
        self._column.setContentsMargins(tokens.EDGE, edge, tokens.EDGE, edge)
        self.title.setMinimumHeight(look().sizes.control)

    def event(self, event: QEvent) -> bool:
        """Qt's own call: other buttons are shown, or there is other room for them."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        room = self.width() - 2 * tokens.EDGE - self.title.sizeHint().width() - self._top.spacing()
        wanted = self._flow.sizeHint().width()
        beside = wanted <= room
        if beside != self._beside:
            self._beside = beside
            (self._column if beside else self._top).removeWidget(self._tools)
            (self._top if beside else self._column).addWidget(self._tools)
        left = room - (wanted + self._top.spacing() if beside and wanted else 0)
        self.note.setVisible(left >= _LEAST_NOTE * self.note.wanted())
