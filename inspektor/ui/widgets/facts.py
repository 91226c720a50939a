"""Facts as term and text beside each other, and headings between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from inspektor.ui.style import look
from inspektor.ui.widgets.basic import empty, label

_TERM = 52  # least width of the terms, so that short lists below each other line up


class Facts(QWidget):
    """Pairs of a muted term and a text that wraps."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        empty(self._grid)
        self._grid.setColumnMinimumWidth(0, look().sizes.px(_TERM))
        for row, (term, text) in enumerate(pairs):
            self._grid.addWidget(label(term, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            value = label(text, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(value, row, 1)
