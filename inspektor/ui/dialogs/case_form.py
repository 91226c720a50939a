"""Lägg till ärende, and ändra uppgifter: the facts of one case, each with its error beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from inspektor.db.store import Store
from inspektor.domain.fields import CASE_FIELDS, CaseField
from inspektor.operations import cases
from inspektor.operations.reviews import find_case
from inspektor.ui.dialogs.form import Editor, Fields, FormDialog, combo
from inspektor.ui.session import Session

HINTS = {
    "code": "Som FAR-03, aldrig personnummer.",
    "birth_year": "Till exempel: 1971",
    "decision_date": "Till exempel: 2024-05-11",
}
_LOCKED = "Koden ändras inte."


class CaseDialog(FormDialog):
    """The form of a new case, or of one that there is (`code`). After it is saved, `code` is the case's code."""

    def __init__(self, session: Session, parent: QWidget, code: str = "") -> None:
        title, act = ("Ändra uppgifter", "Spara") if code else ("Lägg till ärende", "Lägg till")
        super().__init__(parent, title, act, QSize(760, 620))
        self._session, self.code = session, code
        self._new = not code
        self.fields = Fields()
        self._units = cases.units(session.store)
        for field in CASE_FIELDS:
            self.fields.add(field.name, field.label, self._editor(field), HINTS.get(field.name, ""))
        if self._new:
            names = ["", *dict.fromkeys((session.who, *cases.reviewers(session.store)))]
            self.fields.add("reviewer", "Granskare", combo("Granskare", names, free=True))
        else:
            self._fill(code)
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        first = self.fields.fields["code" if self._new else "unit"].editor
        first.setFocus()

    def _editor(self, field: CaseField) -> Editor:
        if field.name == "unit":
            return combo(field.label, ["", *self._units], free=True)
        return combo(field.label, ["", *field.choices]) if field.choices else QLineEdit()

    def _fill(self, code: str) -> None:
        case = find_case(self._session.store, code)
        for name, field in self.fields.fields.items():
            value = getattr(case, name)
            field.set_text("" if value is None else str(value))
        locked = self.fields.fields["code"]
        locked.editor.setEnabled(False)
        locked.beside.setText(_LOCKED)

    def save(self) -> None:
        """Add or change the case; or say beside each field what is wrong."""
        typed = self.fields.texts()
        reviewer = typed.pop("reviewer", "")
        entered = cases.read_facts(self._session.store, typed, code=self.code)
        if not self.fields.show_errors(entered.errors):
            self.tell("Rätta det som är markerat. Ingenting är sparat ännu.")
            return
        who, code = self._session.who, self.code

        def record(store: Store) -> str:
            if code:
                cases.change_case(store, code, typed, by=who)
                return code
            return cases.add_case(store, typed, by=who, reviewer=reviewer)

        saved = self._session.do(cases.CHANGE if code else cases.ADD, record)
        if saved:
            self.code = saved
            self.accept()
        else:
            self.tell("Ärendet är inte sparat. Orsaken står överst i fönstret.")
