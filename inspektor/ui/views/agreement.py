"""Samstämmighet: how alike the reviewers of double reviews answer, a row for each checklist and question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.agreement_words import figures, left_out
from inspektor.ui import tokens
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.views.compare import WORD as COMPARE
from inspektor.ui.views.side_by_side import STEP
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, label, surface
from inspektor.ui.widgets.empty_page import EmptyPage
from inspektor.ui.widgets.flow import Head
from inspektor.ui.widgets.plain_table import PlainTable
from inspektor.ui.widgets.tabs import in_order

if TYPE_CHECKING:  # it brings numpy: read in the background
    from inspektor.domain.agreement import Agreement, Agreements

HEADER = ("Fråga", "Par", "Lika", "Kappa", "AC1")
_ROOM = 800  # below this width of the page the table leaves the intervals out
_NOTE = "Inom hakparentes står 95 procents intervall. Under tio par anges inga andelar."


class AgreementPage(View):
    """The table, and below it what the chosen row means."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setAccessibleName("Samstämmighet")
        self.rows: Sequence[Agreement] = ()
        self._loads, self._brief = 0, False
        self.head, self.empty = Head("Samstämmighet"), EmptyPage()
        self.back = button("Tillbaka", lambda: self.go.emit(STEP, COMPARE), "quiet")
        self.behind = button("Visa ärendena som skiljer sig", self.show_cases)
        self.head.add(self.behind, self.back)
        self.table = PlainTable("Samstämmighet")
        self.which = label("", "heading", wrap=True)
        self.means, self.out, self.note = (
            label("", wrap=True),
            label("", wrap=True),
            label(_NOTE, "note", wrap=True),
        )
        self.table.selectionModel().currentRowChanged.connect(self._show_meaning)
        self._lay_out()
        in_order(self.behind, self.back, self.table)

    def _lay_out(self) -> None:
        page, self._inset, self._strip = surface("page"), QWidget(), surface("side")
        inset = QHBoxLayout(self._inset)
        inset.setContentsMargins(8, 8, 8, 0)
        inset.addWidget(self.table)
        strip = QVBoxLayout(self._strip)
        strip.setContentsMargins(tokens.EDGE, 12, tokens.EDGE, 12)
        strip.setSpacing(4)
        for part in (self.which, self.means, self.out, self.note):
            strip.addWidget(part)
        outer, column = QVBoxLayout(self), QVBoxLayout(page)
        for layout in (outer, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        outer.addWidget(page)
        column.addWidget(self.head)
        column.addWidget(self.empty, 1)
        column.addWidget(self._inset, 1)
        column.addWidget(self._strip)
        self._show_parts(there=False)
        self.empty.hide()

    def keys(self) -> Keys:
        """What the keys do here."""
        return ("↑↓", "välj fråga"), ("Enter", "ärendena som skiljer sig"), ("Esc", "tillbaka")

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return self.table, self.back

    def enter(self, word: str) -> None:  # noqa: ARG002  (there is one thing to show)
        """Count anew: somebody may have answered meanwhile."""
        self.refresh("")
        (self.table if self.rows else self.back).setFocus()

    def refresh(self, kind: str) -> None:  # noqa: ARG002  (any change may concern it)
        """Count in the background; what is shown stays until it is here."""
        self._loads += 1
        number = self._loads

        def ready(found: Agreements) -> None:
            if number == self._loads:
                self._show(found)

        self.session.work("" if self.rows else "Räknar samstämmigheten …", _count, ready)

    def _show(self, found: Agreements) -> None:
        self.rows = [
            one
            for checklist in found.checklists
            for one in (checklist, *(each for each in found.questions if each.checklist == checklist.id))
            if one.pairs or left_out(one) or one is checklist
        ]
        there = bool(found.cases)
        self._show_parts(there=there)
        self.head.note.setText(_sizes(found) if there else "")
        if not there:
            title = "Inga dubbelgranskningar är klara" if found.waiting else "Inga dubbelgranskningar"
            text = "Samstämmigheten räknas på ärenden som två har granskat var för sig, när båda är klara."
            self.empty.say(title, text, ("Tillbaka", lambda: self.go.emit(STEP, "")))
            return
        self._fill()
        if self.back.hasFocus():  # until now there was nothing else
            self.table.setFocus()

    def _cells(self, one: Agreement) -> tuple[str, ...]:
        """A row; where there is little room the intervals stand in the strip alone."""
        cells = [figure or "–" for figure in figures(one)]
        return one.label, *(cell.partition(" [")[0] if self._brief else cell for cell in cells)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        brief = self.width() < look().sizes.px(_ROOM)
        if brief != self._brief:
            self._brief = brief
            self._fill()

    def _fill(self) -> None:
        whole = [place for place, one in enumerate(self.rows) if one.id == one.checklist]
        chosen = max(self.table.currentIndex().row(), 0)
        self.table.show_rows(HEADER, [self._cells(one) for one in self.rows], figures=range(1, 5), strong=whole)
        self.table.selectRow(min(chosen, len(self.rows) - 1))

    def _show_parts(self, *, there: bool) -> None:
        self.empty.setVisible(not there)
        for part in (self._inset, self._strip, self.behind):
            part.setVisible(there)

    @property
    def current(self) -> Agreement | None:
        """The checklist or question that is chosen."""
        row = self.table.currentIndex().row()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def _show_meaning(self) -> None:
        one = self.current
        self.which.setText(one.label if one else "")
        self.means.setText(" ".join(filter(None, (one.sentence, self._intervals(one)))) if one else "")
        self.out.setText(left_out(one) if one else "")
        self.out.setVisible(bool(self.out.text()))
        self.behind.setEnabled(bool(one and one.different))

    def _intervals(self, one: Agreement) -> str:
        """The figures with their intervals, where the table has no room for them."""
        words = [f"{name} {cell}" for name, cell in zip(HEADER[2:], figures(one)[1:], strict=True) if "[" in cell]
        return f"{', '.join(words)}.".replace(" %", "\u00a0%") if words and self._brief else ""

    def show_cases(self) -> None:
        """Go to the cases that the two answered differently."""
        if self.current is not None and self.current.different:
            self.go.emit("arenden", ",".join(dict.fromkeys(self.current.different)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what the table has no use for."""
        if event.key() == Qt.Key.Key_Escape:
            self.go.emit(STEP, COMPARE)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_cases()
        else:
            super().keyPressEvent(event)


def _count(store: Store) -> Agreements:
    from inspektor.operations.agreement import agreement

    return agreement(store, blind=True)


def _sizes(found: Agreements) -> str:
    told = f"{found.cases} {swedish.plural(found.cases, 'ärende', 'ärenden')} med två granskare"
    return f"{told} · {found.waiting} till när båda är klara" if found.waiting else told
