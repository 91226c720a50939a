"""The form of a draw: how many, of whom, with which seed; beside it what that would give, before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
)

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.domain.report_method import stratum_name
from inspektor.domain.sampling import Quota, Stratum
from inspektor.operations import samples
from inspektor.operations.samples import Order, Plan
from inspektor.ui import tokens
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label
from inspektor.ui.widgets.quota_table import Group, QuotaTable

_INSET = 8  # of the words of a table from its edge: other words line up with them
MANY = 1000  # from as many rows on, the draw is planned and made in the background
DRAWING = "Drar urvalet …"
_TITLE = "Det här skulle dras"
_NOT_PLANNED = "Det gick inte att räkna ut vad som skulle dras. Orsaken står överst i fönstret."
_MOST = 999  # cases of a unit, or of a group
_WIDEST = 320  # a field for a number is not as wide as the window
_KINDS = (("Slumpmässigt urval", "slump"), ("Alla ärenden i listan", "total"), ("Avsiktligt urval", "avsiktligt"))


class DrawForm(QFrame):
    """Asks for an order and shows its plan. `drawn` is sent when the draw has been made."""

    drawn = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self.session = session
        self.kind = QComboBox()
        for words, name in _KINDS:
            self.kind.addItem(words, name)
        self.per_unit = _number(1, _MOST, 10)
        self.reserves = _number(0, 99, 3)
        self.seed = _number(0, 2_000_000_000, int(f"{date.today():%Y%m%d}"))
        self.balance = QCheckBox("Hälften kvinnor och hälften män")
        self.balance.setChecked(True)
        self.rejections = QCheckBox("Ta dessutom med alla avslag")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for words, widget in (
            ("Slag av urval", self.kind),
            ("Antal per enhet", self.per_unit),
            ("Reserver i varje grupp", self.reserves),
            ("Frö", self.seed),
        ):
            form.addRow(words, widget)
            widget.setAccessibleName(words)
        note = label("Samma frö ger samma urval.", "note")
        self.standing = label("", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.draw = button("Dra urval", self._draw, "primary")
        act = QHBoxLayout()
        act.addWidget(self.draw)
        act.addStretch(1)
        for below in (note, self.balance, self.rejections):
            form.addRow("", below)
        self.notices = label("", "warning", wrap=True)
        self.table = QuotaTable(_TITLE)
        self.table.written.connect(self._on_written)
        self._written: dict[tuple[str, str], str] = {}  # own quotas as written, by unit and gender
        self._groups: Sequence[Stratum] = ()
        self._list, self._rows = "", 0
        self._write = not session.read_only
        for field in (self.kind, self.seed):
            field.setEnabled(self._write)
        self._asked = 0  # the latest plan asked for
        self._planning = self._then_draw = False
        self._lay_out(form, act)
        self.kind.currentIndexChanged.connect(self.plan)
        for number in (self.per_unit, self.reserves, self.seed):
            number.valueChanged.connect(self.plan)
        for box in (self.balance, self.rejections):
            box.toggled.connect(self.plan)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for field in (self.kind, self.per_unit, self.reserves, self.seed):
            field.setMaximumWidth(look().sizes.px(_WIDEST))

    def _lay_out(self, form: QFormLayout, act: QHBoxLayout) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.setContentsMargins(_INSET, 0, _INSET, 0)
        left.addWidget(label("Dra urvalet", "heading"))
        left.addLayout(form)
        left.addWidget(self.standing)
        left.addWidget(self.problem)
        left.addLayout(act)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        self.heading = label(_TITLE, "heading")
        for words in (self.heading, self.notices):
            words.setContentsMargins(_INSET, 0, _INSET, 0)
        self._how = label("Skriv en egen kvot i tabellen, eller töm den för det gemensamma antalet.", "note", wrap=True)
        self._how.setContentsMargins(_INSET, 0, _INSET, 0)
        right.addWidget(self.heading)
        right.addWidget(self._how)
        right.addWidget(self.table)
        right.addWidget(self.notices)
        right.addStretch(1)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(tokens.EDGE - _INSET, tokens.EDGE, tokens.EDGE - _INSET, tokens.EDGE)
        row.setSpacing(tokens.EDGE)
        row.addLayout(left, 2)
        row.addLayout(right, 3)

    def fold(self, *, narrow: bool) -> None:
        """The plan goes below the form when the window is narrow."""
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else beside)

    def order(self) -> Order:
        """What the form asks for."""
        random = self.kind.currentData() != "total"
        return Order(
            self.per_unit.value(),
            self.seed.value(),
            balance_gender=random and self.balance.isChecked(),
            complete=(("beslut", "avslag"),) if random and self.rejections.isChecked() else (),
            kind=self.kind.currentData(),
            reserves=self.reserves.value() if random else 0,
            quotas=self._quotas() if random else (),
        )

    def _quotas(self) -> tuple[Quota, ...]:
        """The own quotas of the kind of groups that are drawn from; without those that are no numbers."""
        balanced = self.balance.isChecked()
        written = {key: text for key, text in self._written.items() if bool(key[1]) == balanced and not _wrong(text)}
        return tuple(Quota(*key, int(text)) for key, text in written.items())

    def enter(self) -> None:
        """Come to the front, asking for what was asked of the draw that stands."""
        if (asked := samples.standing_order(self.session.store)) is not None:
            self._show_order(asked)
        self.plan()
        self.kind.setFocus()

    def _show_order(self, asked: Order) -> None:
        self._written = {(own.unit, own.gender): str(own.wanted) for own in asked.quotas}
        fields = (self.kind, self.per_unit, self.reserves, self.seed, self.balance, self.rejections)
        for one in fields:
            one.blockSignals(True)  # one plan of it all, not one a field
        self.kind.setCurrentIndex(self.kind.findData(asked.kind))
        self.seed.setValue(asked.seed)
        if asked.per_unit:
            self.per_unit.setValue(asked.per_unit)
            self.reserves.setValue(asked.reserves)
            self.balance.setChecked(asked.balance_gender)
            self.rejections.setChecked(bool(asked.complete))
        for one in fields:
            one.blockSignals(False)

    def of_list(self, sha256: str, rows: int) -> None:
        """Which list is drawn from, and how long it is: own quotas are of its units."""
        if sha256 != self._list:
            self._written.clear()
        self._list, self._rows = sha256, rows

    def _on_written(self, row: int, text: str) -> None:
        group = self._groups[row]
        if text:
            self._written[group.unit, group.gender] = text
        else:
            self._written.pop((group.unit, group.gender), None)
        self.plan()

    def plan(self) -> None:
        """Show what the order would give, or why it cannot be drawn."""
        random = self.kind.currentData() != "total"
        for widget in (self.per_unit, self.reserves, self.balance, self.rejections):
            widget.setEnabled(random and self._write)
        self._how.setVisible(random and self._write)
        self._asked, self._then_draw = self._asked + 1, False
        if self._rows < MANY:
            self._show_outcome(_planned(self.session.store, self.order()))
        elif not self._planning:
            self._plan_unseen()

    def _plan_unseen(self) -> None:
        """Plan in the background, one order at a time: what is asked for meanwhile is planned when this is done."""
        number, self._planning = self._asked, True
        self._tell_planning()

        def ready(found: Plan | str) -> None:
            self._planning = False
            if number == self._asked:
                self._show_outcome(found)
            else:
                self._plan_unseen()

        self.session.work("", partial(_planned, order=self.order()), ready, over=self._on_stopped)

    def _on_stopped(self) -> None:
        self._planning = False
        self._show_outcome(_NOT_PLANNED)

    def _tell_planning(self) -> None:
        """Say when the figures are not yet of what the form asks for. Nothing is disabled: the keyboard stays."""
        self.heading.setText(f"{_TITLE} · räknar …" if self._planning else _TITLE)

    def _show_outcome(self, found: Plan | str) -> None:
        """Show a plan, or why there is none."""
        self._tell_planning()
        if isinstance(found, str):
            self.problem.setText(found)
            self.table.show_groups(())
        else:
            wrong = self._show(found)
            self.problem.setText("Rätta kvoten i tabellen." if wrong else found.refusal)
        self.problem.setVisible(bool(self.problem.text()))
        self.draw.setEnabled(self._write and not self.problem.text())
        if self._then_draw and self.draw.isEnabled():
            self._draw()

    def _show(self, planned: Plan) -> bool:
        """Show a plan; whether a quota in it is wrong."""
        self._groups = planned.draw.strata
        groups = [self._group(one) for one in self._groups]
        self.table.show_groups(groups)
        notices = planned.draw.foretold
        self.notices.setText("\n".join(notices))
        self.notices.setVisible(bool(notices))
        self.standing.setText(_standing(planned))
        self.standing.setVisible(bool(planned.stays + planned.leaves))
        return any(group.wrong for group in groups)

    def _group(self, one: Stratum) -> Group:
        is_open = self._write and not one.criterion and self.kind.currentData() != "total"
        written = self._written.get((one.unit, one.gender), "") if is_open else ""
        return Group(
            stratum_name(one),
            one.frame,
            written or str(one.wanted),
            len(one.drawn),
            len(one.reserve),
            open=is_open,
            own=bool(written),
            wrong=_wrong(written),
        )

    def _draw(self) -> None:
        """Draw what the form asks for, when its plan is known to be one that can be drawn."""
        self._then_draw = self._planning
        if self._planning or self.session.works_on(DRAWING):
            return
        operation = partial(samples.draw_order, order=self.order(), by=self.session.who)
        if self._rows >= MANY:
            self.session.work(DRAWING, operation, lambda _: self.drawn.emit(), kind="urval")
        elif self.session.do("urval", operation) is not None:
            self.drawn.emit()


def _planned(store: Store, order: Order) -> Plan | str:
    """What an order would give, or why it cannot be drawn."""
    try:
        return samples.plan_sample(store, order)
    except Problem as problem:
        return str(problem)


def _wrong(text: str) -> str:
    """What is wrong with a written quota; empty when nothing is."""
    right = not text or (text.isdecimal() and int(text) <= _MOST)
    return "" if right else f"Skriv ett helt tal, högst {_MOST}."


def _standing(planned: Plan) -> str:
    """What becomes of the cases that are there now."""
    now = planned.stays + planned.leaves
    cases = f"{now} {swedish.plural(now, 'ärende', 'ärenden')}"
    told = f"Av {cases} blir {planned.stays} kvar och {planned.leaves} går ut."
    if not planned.leaves:
        told = f"{cases} blir kvar: inget går ut."
    return (
        "Det nya urvalet tar det förras plats. Ärenden som dras igen, deras ersättare och ärenden som är tillagda för "
        f"hand blir kvar, med sina svar. {told}"
    )


def _number(low: int, high: int, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    box.lineEdit().setTextMargins(9, 0, 0, 0)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    return box
