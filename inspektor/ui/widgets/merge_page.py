"""The page of a merge: a table of files, what happens in words, merges made before, and differences beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from inspektor.operations.conflicts import Conflict
from inspektor.operations.merging import Earlier, Merged
from inspektor.ui import tokens
from inspektor.ui.models import merges
from inspektor.ui.models.merges import Listed
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label, surface
from inspektor.ui.widgets.difference_list import MOST, DifferenceList
from inspektor.ui.widgets.file_table import FileTable
from inspektor.ui.widgets.plain_table import PlainTable
from inspektor.ui.widgets.scrolled import Scrolled
from inspektor.ui.widgets.told_lines import Check, ToldLines

_EARLIER = ("När", "Av", "Filer", "Nya ändringar")
_ANY = 16777215  # Qt's own: as wide as there is room for


class MergePage(QWidget):
    """It shows what the files in the list would bring, or what a merge that was made brought.

    `removed` asks to take the file that the cursor is at off the list.
    """

    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._made: Sequence[Earlier] = ()
        self.files, self.lines = FileTable("Filer"), ToldLines()
        self.remove = button("Ta bort ur listan", self.removed.emit, "quiet")
        self.made_title = label("Ihopslagningar som är gjorda", "heading")
        self.made = PlainTable("Ihopslagningar", stretch=2)
        self.made_title.setContentsMargins(8, 0, 8, 0)
        self.made.fit_height()
        self.made.selectionModel().currentChanged.connect(self._on_chosen)
        self.differences = DifferenceList()
        self.differences.setObjectName("side")
        self.differences.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = surface("page")
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.addWidget(self._main(), 1)
        self._parts.addWidget(self.differences)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(inner))
        self._narrow = False
        look().changed.connect(self._fold)

    def _main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(tokens.EDGE - 8, 12, tokens.EDGE, 24)
        column.setSpacing(12)
        column.addWidget(self.files)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self.lines)
        column.addSpacing(12)
        column.addWidget(self.made_title)
        column.addWidget(self.made)
        column.addStretch(1)
        return main

    def fold(self, *, narrow: bool) -> None:
        """The differences stand below when the window is narrow."""
        self._narrow = narrow
        self._fold()

    def _fold(self) -> None:
        narrow, wide = self._narrow, look().sizes.px(tokens.SIDE)
        self._parts.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._parts.setStretch(0, 0 if narrow else 1)
        self._parts.setStretch(1, 1 if narrow else 0)
        self.differences.setMinimumWidth(0 if narrow else wide)
        self.differences.setMaximumWidth(_ANY if narrow else wide)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_listed(self, listed: Sequence[Listed], told: Merged | None, stem: str) -> None:
        """Show the files of the list and, when they have been gone through, what they would bring to the review whose
        file has this name.
        """
        self.files.show_listed(listed, told.total if told else None)
        self._show_parts(listing=True)
        self.lines.setVisible(told is not None and bool(told.files))
        if told is not None:
            self.lines.show_lines("Det här händer", *_before(told, stem))

    def show_made(self, made: Sequence[Earlier]) -> None:
        """Show the merges that were made, with what the latest brought."""
        self._made = made
        self._show_parts(listing=False)
        self.lines.show()
        self.made.show_rows(_EARLIER, [merges.earlier_row(one) for one in made], figures=(3,))
        self.made.fit_height()
        self.made.setCurrentIndex(self.made.cells.index(0, 0))

    def _show_parts(self, *, listing: bool) -> None:
        self.remove.setVisible(listing)
        for part in (self.made_title, self.made):
            part.setVisible(not listing)

    def _on_chosen(self, now: QModelIndex) -> None:
        if not now.isValid() or self.made.isHidden():
            return
        one = self._made[now.row()]
        self.files.show_brought(one.files, one.total)
        title = f"Det här hände {merges.when(one.at)}"
        self.lines.show_lines(title, merges.numbers(one.total, done=True), _after(one))

    def show_differences(self, found: Sequence[Conflict], labels: Mapping[str, str]) -> None:
        """Show what there is to settle; `labels` has the questions by their ids."""
        self.differences.show_differences(*merges.to_settle(found, labels, MOST))


def _before(told: Merged, stem: str) -> tuple[Iterator[tuple[int, str]], Iterator[Check]]:
    if not told.added:
        return iter(()), iter([("info", "muted", "Allt i filerna finns redan här. Det finns inget att slå ihop.")])
    return merges.numbers(told.total, done=False), _checks_before(told, stem)


def _checks_before(told: Merged, stem: str) -> Iterator[Check]:
    yield "checkmark", "ok", merges.nothing_lost(told.total, done=False)
    backup = f"En säkerhetskopia görs först. Den läggs bredvid granskningen och heter ”{stem} före ihopslagning”"
    yield "checkmark", "ok", f"{backup}, med dag och tid."
    for words in merges.clocks_ahead(told.files):
        yield "info", "muted", words


def _after(one: Earlier) -> Iterator[Check]:
    yield "checkmark", "ok", merges.nothing_lost(one.total, done=True)
    yield "checkmark", "ok", f"Säkerhetskopian från före ihopslagningen heter {one.backup}."
