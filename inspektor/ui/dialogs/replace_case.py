"""Byt ut ärende: which case, and why. The next one of its reserve list takes its place."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspektor.domain.errors import Problem
from inspektor.operations import samples
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label


class ReplaceCaseDialog(QDialog):
    """Asks for a case of the sample and the reason."""

    def __init__(self, session: Session, parent: QWidget, code: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Byt ut ärende")
        self.session = session
        self.case = QComboBox()
        self.case.setAccessibleName("Ärende")
        self.case.addItems(samples.replaceable(session.store))
        self.case.setCurrentText(code or self.case.itemText(0))
        self.why = QLineEdit()
        self.why.setAccessibleName("Skäl")
        self.why.setPlaceholderText("Till exempel: akten är spärrad för granskning")
        self.why.textChanged.connect(self._on_edited)
        self.problem = label("", "error", wrap=True)
        self.swap = button("Byt ut", self._swap, "primary")
        form = QFormLayout()
        form.addRow("Ärende", self.case)
        form.addRow("Skäl", self.why)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("Avbryt", self.reject))
        buttons.addWidget(self.swap)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        text = (
            "Nästa ärende på gruppens reservlista tar dess plats. Det som är skrivet i ärendet finns "
            "kvar men räknas inte."
        )
        column.addWidget(label(text, "muted", wrap=True))
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.resize(look().sizes.px(520), look().sizes.px(220))
        self._on_edited()

    def _on_edited(self) -> None:
        self.swap.setEnabled(bool(self.why.text().strip()) and self.case.count() > 0)

    def _swap(self) -> None:
        try:
            code = samples.replace_case(
                self.session.store, self.case.currentText(), self.why.text(), by=self.session.who
            )
        except Problem as problem:
            self.problem.setText(str(problem))
            return
        self.session.note("ersatt")
        self.accept()
        self.setProperty("replacement", code)
