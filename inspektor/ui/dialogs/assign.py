"""Tilldela granskare: who reviews the chosen cases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QWidget
from shiboken6 import isValid

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.operations import cases
from inspektor.ui.dialogs.form import Fields, FormDialog, combo
from inspektor.ui.session import Session
from inspektor.ui.widgets.basic import label

MANY = 200  # more than this change hands in the background


class AssignDialog(FormDialog):
    """Asks for a name, and tells what becomes of answers that somebody else has given."""

    def __init__(self, session: Session, parent: QWidget, codes: Sequence[str]) -> None:
        super().__init__(parent, "Tilldela granskare", "Tilldela", QSize(620, 220))
        self._session, self._codes = session, tuple(codes)
        many = len(self._codes)
        one = f"Ärende {self._codes[0]} granskas av" if many == 1 else f"De {many} valda ärendena granskas av"
        self.body.addWidget(label(one, "heading", wrap=True))
        names = dict.fromkeys((session.who, *cases.reviewers(session.store)))
        self.fields = Fields()
        self.who = self.fields.add("who", "Granskare", combo("Granskare", list(names), free=True))
        self.body.addWidget(self.fields)
        self.lost = label("", "warning", wrap=True)
        self.lost.hide()
        self.body.addWidget(self.lost)
        self.body.addStretch(1)
        editor = self.who.editor
        if isinstance(editor, QComboBox):
            editor.currentTextChanged.connect(self._warn)
        editor.setFocus()
        self._answered: dict[str, str] = {}
        session.work("", lambda store: cases.answered_by(store, self._codes), self._on_read)

    def _on_read(self, answered: dict[str, str]) -> None:
        if isValid(self):
            self._answered = answered
            self._warn()

    def _warn(self) -> None:
        """Say which answers will not be counted."""
        name = self.who.text.strip()
        lost = sum(reviewer != name for reviewer in self._answered.values()) if name else 0
        words = swedish.plural(lost, "ärende har", "ärenden har")
        told = f"{lost} {words} svar av den som granskar nu. De finns kvar i filen men räknas inte."
        self.lost.setText(told if lost else "")
        self.lost.setVisible(lost > 0)

    def save(self) -> None:
        """Give the cases to the person, or to nobody."""
        name, codes, who = self.who.text, self._codes, self._session.who

        def assign(store: Store) -> bool:
            cases.assign(store, codes, name, by=who)
            return True

        if len(codes) > MANY:
            self._session.work(f"Tilldelar {len(codes)} ärenden …", assign, lambda _: None, kind=cases.ASSIGN)
            self.accept()
        elif self._session.do(cases.ASSIGN, assign):
            self.accept()
        else:
            self.tell("Ingenting är ändrat. Orsaken står överst i fönstret.")
