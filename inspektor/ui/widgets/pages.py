"""Pages of which one is seen at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """As high as the page that is seen needs to be, where Qt reckons with the highest of them."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        seen = self.currentWidget()
        return seen.minimumSizeHint() if seen is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return False
