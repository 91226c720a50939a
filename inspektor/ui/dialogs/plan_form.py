"""The fields of what a review is about: for a new review, and for changing one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspektor.db.store import Store
from inspektor.operations import planning
from inspektor.ui.dialogs.form import Fields, FormDialog
from inspektor.ui.session import Session
from inspektor.ui.style import look

_LINES = (
    ("title", "Titel", "Står överst i rapporten."),
    ("dnr", "Dnr", ""),
    ("theme", "Tema", "Till exempel: sysselsättning"),
    ("area", "Område", "Till exempel: socialpsykiatri"),
    ("law", "Lag", "Till exempel: SoL"),
    ("units", "Enheter", "Med komma emellan."),
    (planning.START, "Period från", "Till exempel: 2024-07-01"),
    (planning.END, "Period till", ""),
)


class PlanFields(Fields):
    """Title, dnr, theme, area, law, units, period and purpose."""

    def __init__(self) -> None:
        super().__init__()
        for name, title, hint in _LINES:
            self.line(name, title, hint)
        purpose = QPlainTextEdit()
        purpose.setTabChangesFocus(True)
        purpose.setFixedHeight(look().sizes.px(112))
        self.add("purpose", "Syfte", purpose, "Skrivs in i rapporten.")

    def show_plan(self, plan: Mapping[str, str]) -> None:
        """Fill the fields."""
        for name, text in plan.items():
            self.fields[name].set_text(text)


class PlanDialog(FormDialog):
    """Change what the open review is about."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, "Vad granskningen gäller", "Spara", QSize(760, 560))
        self._session = session
        self.plan = PlanFields()
        self.plan.show_plan(planning.plan_of(session.store))
        self.body.addWidget(self.plan)
        self.body.addStretch(1)

    def save(self) -> None:
        """Record the changes; or say beside each field what is wrong."""
        typed, who = self.plan.texts(), self._session.who
        if not self.plan.show_errors(planning.plan_errors(typed, self._session.review.period)):
            return

        def change(store: Store) -> bool:
            planning.change_plan(store, typed, by=who)
            return True

        if self._session.do("granskning", change):
            self.accept()
        else:
            self.tell("Ändringarna är inte sparade. Orsaken står överst i fönstret.")
