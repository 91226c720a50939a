"""The form of a draw: how many, of whom, with which seed; beside it what that would give, before anything is drawn."""

from __future__ import annotations

from datetime import date

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

from inspektor.domain.errors import Problem
from inspektor.domain.report_method import stratum_name
from inspektor.domain.sampling import Draw
from inspektor.operations import samples
from inspektor.operations.samples import Order
from inspektor.ui import tokens
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label
from inspektor.ui.widgets.plain_table import PlainTable

_INSET = 8  # of the words of a table from its edge: other words line up with them
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
        self.per_unit = _number(1, 999, 10)
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
        self.problem = label("", "error", wrap=True)
        self.draw = button("Dra urval", self._draw, "primary")
        act = QHBoxLayout()
        act.addWidget(self.draw)
        act.addStretch(1)
        for below in (note, self.balance, self.rejections, self.problem, act):
            form.addRow("", below)
        self.notices = label("", "warning", wrap=True)
        self.table = PlainTable("Det här skulle dras")
        self._lay_out(form)
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

    def _lay_out(self, form: QFormLayout) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.setContentsMargins(_INSET, 0, _INSET, 0)
        left.addWidget(label("Dra urvalet", "heading"))
        left.addLayout(form)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        heading = label("Det här skulle dras", "heading")
        for words in (heading, self.notices):
            words.setContentsMargins(_INSET, 0, _INSET, 0)
        right.addWidget(heading)
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
        )

    def enter(self) -> None:
        """Come to the front."""
        self.plan()
        self.kind.setFocus()

    def plan(self) -> None:
        """Show what the order would give, or why it cannot be drawn."""
        random = self.kind.currentData() != "total"
        for widget in (self.per_unit, self.reserves, self.balance, self.rejections):
            widget.setEnabled(random)
        try:
            self._show(samples.plan_sample(self.session.store, self.order()))
            self.problem.setText("")
        except Problem as problem:
            self.problem.setText(str(problem))
            self.table.show_rows(("Grupp",), ())
        self.problem.setVisible(bool(self.problem.text()))
        self.draw.setEnabled(not self.problem.text())

    def _show(self, planned: Draw) -> None:
        rows = [
            (stratum_name(one), str(one.frame), str(len(one.drawn)), str(len(one.reserve))) for one in planned.strata
        ]
        sums = [str(sum(int(row[place]) for row in rows)) for place in range(1, 4)]
        header = ("Grupp", "I ramen", "Dras", "Reserver")
        self.table.show_rows(header, [*rows, ("Total", *sums)], figures=range(1, 4), strong=(len(rows),))
        self.table.fit_height()
        self.notices.setText("\n".join(planned.notices))
        self.notices.setVisible(bool(planned.notices))

    def _draw(self) -> None:
        order, who = self.order(), self.session.who
        if self.session.do("urval", lambda store: samples.draw_order(store, order, by=who)) is not None:
            self.drawn.emit()


def _number(low: int, high: int, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    box.lineEdit().setTextMargins(9, 0, 0, 0)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    return box
