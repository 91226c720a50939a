"""Byt ut ärende: which case, and why. The next one of its reserve list takes its place."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from inspektor.operations import samples
from inspektor.ui.dialogs.form import Fields, FormDialog, long_combo
from inspektor.ui.session import Session
from inspektor.ui.trouble import Trouble
from inspektor.ui.widgets.basic import label

_TEXT = "Nästa ärende på gruppens reservlista tar dess plats. Det som är skrivet i ärendet finns kvar men räknas inte."


class ReplaceCaseDialog(FormDialog):
    """Asks for a case of the sample and the reason."""

    def __init__(self, session: Session, parent: QWidget, code: str = "") -> None:
        super().__init__(parent, "Byt ut ärende", "Byt ut", QSize(640, 260))
        self.session = session
        self.case = long_combo("Ärende", samples.replaceable(session.store))
        self.case.setCurrentText(code or self.case.itemText(0))
        self.why = QLineEdit()
        self.why.textChanged.connect(self._on_edited)
        fields = Fields()
        fields.add("case", "Ärende", self.case)
        fields.add("why", "Skäl", self.why, "Till exempel: akten är spärrad för granskning")
        self.body.addWidget(label(_TEXT, "muted", wrap=True))
        self.body.addWidget(fields)
        self.body.addStretch(1)
        session.trouble.connect(self._on_trouble)
        self._on_edited()

    def _on_edited(self) -> None:
        self.ok.setEnabled(bool(self.why.text().strip()) and self.case.count() > 0)

    def _on_trouble(self, trouble: Trouble) -> None:
        self.tell(f"{trouble.title}. {trouble.text}")

    def save(self) -> None:
        """Replace the case."""
        code, why, who = self.case.currentText(), self.why.text(), self.session.who
        if self.session.do("ersatt", lambda store: samples.replace_case(store, code, why, by=who)) is not None:
            self.accept()
