"""The differences that a person has to settle: where, about what, and who gave which value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFrame, QVBoxLayout

from inspektor.ui import tokens
from inspektor.ui.models import merges
from inspektor.ui.models.merges import ToSettle
from inspektor.ui.widgets.basic import empty, label, surface

MOST = 30  # shown here; the rest are counted


class DifferenceList(QFrame):
    """A panel to read: the first of the differences, and how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Skillnader")
        self.title = label("", "heading", wrap=True)
        self._listed = QVBoxLayout()
        self._listed.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.EDGE, 20, tokens.EDGE, 24)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addLayout(self._listed)
        column.addStretch(1)

    def show_differences(self, found: Sequence[ToSettle], number: int) -> None:
        """Show the first of so many."""
        self.title.setText(merges.differences_left(number) if number else "Inga skillnader att avgöra")
        empty(self._listed)
        for one in found:
            self._listed.addWidget(_block(one))
        if number > len(found):
            self._listed.addSpacing(12)
            self._listed.addWidget(label(f"och {QLocale().toString(number - len(found))} till.", "muted", wrap=True))


def _block(one: ToSettle) -> QFrame:
    made = surface("difference")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 8, 0, 12)
    column.setSpacing(4)
    column.addWidget(label(one.where, "note", wrap=True))
    column.addWidget(label(one.about, wrap=True))
    for words in one.given:
        column.addWidget(label(words, "heading", wrap=True))
    return made
