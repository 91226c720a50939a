"""What happens, in numbers and words: a number at the right of its column and its sentence beside it, then checks."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import empty, label

Check = tuple[str, str, str]  # an icon, its role, a sentence
_TOP = Qt.AlignmentFlag.AlignTop


class ToldLines(QWidget):
    """A heading, numbers with their sentences, and sentences with a mark."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: tuple[tuple[int, str], ...] = ()
        self._checks: tuple[Check, ...] = ()
        self.title = label("", "heading")
        self._grid, self._marked = QGridLayout(), QGridLayout()
        for grid, column in ((self._grid, 12), (self._marked, 8)):
            grid.setHorizontalSpacing(column)
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(1, 1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(8, 0, 8, 0)
        column_.setSpacing(12)
        column_.addWidget(self.title)
        column_.addLayout(self._grid)
        column_.addLayout(self._marked)
        look().changed.connect(self._fill)

    def show_lines(self, title: str, numbers: Iterable[tuple[int, str]], checks: Iterable[Check]) -> None:
        """Show other lines."""
        self.title.setText(title)
        self._numbers, self._checks = tuple(numbers), tuple(checks)
        self._fill()

    def sentences(self) -> list[str]:
        """All that is told, in its order."""
        return [f"{number} {words}" for number, words in self._numbers] + [words for _, _, words in self._checks]

    def _fill(self) -> None:
        sizes = look().sizes
        empty(self._grid)
        empty(self._marked)
        for row, (number, words) in enumerate(self._numbers):
            figure = label(QLocale().toString(number), "heading")
            figure.setMinimumWidth(sizes.px(36))
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | _TOP)
            self._grid.addWidget(figure, row, 0, _TOP)
            self._grid.addWidget(label(words, wrap=True), row, 1)
        for row, (glyph, role, words) in enumerate(self._checks):
            mark = QLabel()
            mark.setPixmap(icon(glyph, role=role).pixmap(sizes.icon))
            mark.setContentsMargins(0, sizes.px(2), 0, 0)
            self._marked.addWidget(mark, row, 0, _TOP)
            self._marked.addWidget(label(words, wrap=True), row, 1)
