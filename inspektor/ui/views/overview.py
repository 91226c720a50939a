"""Översikt: what the review is about, how far it has come, what is left, and what somebody should look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspektor.domain import swedish
from inspektor.domain.swedish import digits
from inspektor.operations.listing import DONE
from inspektor.operations.overview import CASES, Overview, Task, overview
from inspektor.ui import tokens
from inspektor.ui.dialogs.new_version import NewVersionDialog
from inspektor.ui.dialogs.plan_form import PlanDialog
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, label, surface
from inspektor.ui.widgets.facts import Facts
from inspektor.ui.widgets.flow import Head
from inspektor.ui.widgets.progress_table import ProgressTable
from inspektor.ui.widgets.scrolled import Scrolled
from inspektor.ui.widgets.tabs import in_order
from inspektor.ui.widgets.task_list import TaskList


class OverviewView(View):
    """The first page of a review."""

    name: ClassVar[str] = "oversikt"
    title: ClassVar[str] = "Översikt"
    glyph: ClassVar[str] = "board"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._loads = 0
        self.shown: Overview | None = None
        self.head = Head("Översikt")
        self.change = button("Ändra uppgifterna …", self.change_plan)
        self.head.add(self.change)
        self.next = _Next()
        self.next.chosen.connect(self._go_to)
        self.left = TaskList("Kvar att göra")
        self.warnings = TaskList("Att se till", "warning", "warn")
        self.units = ProgressTable("Läget per enhet", "Enhet")
        self.reviewers = ProgressTable("Läget per granskare", "Granskare")
        self.all_done = label("Alla ärenden är klara, och rapporten har alla sina texter.")
        self.all_done.setContentsMargins(8, 0, 8, 0)
        self.version = button("Ny version …", self.take_up_version)
        self.version.setAccessibleName("Ny version av en checklista")
        self.facts, self.checklists = Facts("Om granskningen"), Facts("Checklistor")
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.addWidget(self._main(), 1)
        self._side_part = self._side()
        self._parts.addWidget(self._side_part)
        inner = surface("page")
        inner.setLayout(self._parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Scrolled(inner), 1)
        for tasks in (self.left, self.warnings):
            tasks.chosen.connect(self._go_to)
        for table in (self.units, self.reviewers):
            table.opened.connect(lambda codes: self.go.emit(CASES, ",".join(codes)))
        QShortcut(QKeySequence("F2"), self, self.change_plan)

    def _main(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.EDGE - 8, 20, tokens.EDGE - 8, 24)
        column.setSpacing(24)
        self._progress = QWidget()
        tables = QVBoxLayout(self._progress)
        tables.setContentsMargins(0, 0, 0, 0)
        tables.setSpacing(20)
        for table in (self.units, self.reviewers):
            tables.addWidget(table)
        for part in (self.next, self.all_done, self.left, self.warnings, self._progress):
            part.hide()
            column.addWidget(part)
        column.addStretch(1)
        return page

    def _side(self) -> QFrame:
        side = surface("side")
        column = QVBoxLayout(side)
        column.setContentsMargins(tokens.EDGE, 20, tokens.EDGE, 24)
        column.setSpacing(12)
        column.addWidget(label("Om granskningen", "heading"))
        column.addWidget(self.facts)
        column.addSpacing(8)
        column.addWidget(label("Checklistor", "heading"))
        column.addWidget(self.checklists)
        row = QHBoxLayout()
        row.addWidget(self.version)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return side

    # --- what the window asks -------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        """What the keys do here."""
        return ("Tab", "nästa"), ("Enter", "gå dit"), ("F2", "ändra uppgifterna")

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return self.head, self.next, self.left, self.warnings, self.units, self.reviewers, self._side_part

    def refresh(self, kind: str) -> None:  # noqa: ARG002  (everything here follows from anything)
        """Read the review anew; what is shown stays until it is there."""
        self._loads += 1
        number = self._loads

        def ready(found: Overview) -> None:
            if number == self._loads:
                self._show(found)

        for one in (self.change, self.version):
            one.setEnabled(not self.session.read_only)
        self.session.work("" if self.shown else "Läser granskningen …", overview, ready)

    def fold(self, *, narrow: bool, low: bool) -> None:  # noqa: ARG002  (it scrolls when it is low)
        """What the review is about stands below when the window is narrow."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(direction)
        self._parts.setStretch(0, 0 if narrow else 1)
        self._parts.setStretch(1, 1 if narrow else 0)
        wide = look().sizes.px(tokens.SIDE)
        self._side_part.setMinimumWidth(0 if narrow else wide)
        self._side_part.setMaximumWidth(16777215 if narrow else wide)

    # --- showing --------------------------------------------------------------------------------------------------

    def _show(self, found: Overview) -> None:
        self.shown = found
        cases = len(found.total.codes["all"])
        self.head.note.setText(_summary(found) if cases else "Inga ärenden ännu")
        self.next.show_task(found.first, read_only=self.session.read_only)
        self.left.show_tasks(found.left)
        self.warnings.show_tasks(found.warnings)
        self.all_done.setVisible(cases > 0 and not found.left)
        self._progress.setVisible(cases > 0)
        self.units.show_groups(found.units, found.total)
        self.reviewers.show_groups(found.reviewers, found.total)
        self._show_facts(found)
        buttons = (*self.left.buttons, *self.warnings.buttons)
        in_order(self.change, self.next.button, *buttons, self.units, self.reviewers, self.version)

    def _show_facts(self, found: Overview) -> None:
        review = found.review
        units = review.planned_units or tuple(unit.label for unit in found.units)
        pairs = (
            ("Titel", review.title),
            ("Dnr", review.dnr),
            ("Tema", review.theme),
            ("Område", review.area),
            ("Lag", review.law),
            ("Period", review.period),
            ("Enheter", swedish.listing(units)),
            ("Syfte", review.purpose),
        )
        self.facts.show_pairs([(term, text or "–") for term, text in pairs])
        counts = [(title, f"{count} {swedish.plural(count, 'fråga', 'frågor')}") for title, count in found.checklists]
        self.checklists.show_pairs([(count, title) for title, count in counts])

    # --- what can be done -----------------------------------------------------------------------------------------

    def _go_to(self, task: Task) -> None:
        self.go.emit(task.step, task.word)

    def change_plan(self) -> None:
        """Change what the review is about."""
        if not self.session.read_only:
            PlanDialog(self.session, self).open()

    def take_up_version(self) -> None:
        """Take up a newer version of one of the checklists."""
        NewVersionDialog(self.session, self).open()


class _Next(QWidget):
    """What a review without cases needs next, with the button for it: `chosen` is sent with the task."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._task: Task | None = None
        self._text = label("", wrap=True)
        self.button = button("", self._on_pressed, "primary")
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(label("Det första att göra", "title"))
        column.addWidget(self._text)
        column.addLayout(row)

    def _on_pressed(self) -> None:
        if self._task is not None:
            self.chosen.emit(self._task)

    def show_task(self, task: Task | None, *, read_only: bool) -> None:
        """Show what is next; nothing when there are cases."""
        self._task = task
        self.setVisible(task is not None)
        if task is not None:
            self._text.setText(task.text)
            self.button.setText(f"{task.button} …")
            self.button.setAccessibleName(task.button)
            self.button.setEnabled(not read_only)


def _summary(found: Overview) -> str:
    """`12 av 48 ärenden klara · 942 av 950 frågor besvarade`."""
    done, cases = len(found.total.codes[DONE]), len(found.total.codes["all"])
    answered = f"{digits(found.total.answered)} av {digits(found.total.asked)} frågor besvarade"
    return f"{digits(done)} av {digits(cases)} ärenden klara · {answered}"
