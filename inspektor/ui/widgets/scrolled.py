"""A page that scrolls up and down."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


class Scrolled(QScrollArea):
    """What is inside is as wide as the area and as high as it needs to be at that width. The area takes no focus."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setViewport(QWidget())  # known to Python: for one of Qt's own, PySide would look through every class
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(_Inner(inner))


class _Inner(QWidget):
    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call: no least height where the width decides it, for Qt reckons with the narrowest texts can be."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()
