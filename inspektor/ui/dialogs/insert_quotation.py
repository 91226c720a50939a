"""Infoga citat: one of those that the inspectors noted in the cases. It goes into the text without the case's code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from inspektor.domain import swedish
from inspektor.operations.quotations import Quotations, Quoted
from inspektor.ui.dialogs.form import FormDialog
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.choice_list import Choice, ChoiceList, FindField

_TEXT = "Citatet infogas utan ärendets kod. Läs det en gång till: ingen ska kunna kännas igen i det."
_NONE = "Inga citat är noterade i ärendena ännu."


class InsertQuotationDialog(FormDialog):
    """Asks for a quotation and gives its text to `insert`."""

    def __init__(self, parent: QWidget, quotations: Quotations, insert: Callable[[str], object]) -> None:
        super().__init__(parent, "Infoga citat", "Infoga", QSize(720, 560))
        self._found, self._insert = quotations.found, insert
        self.quotations = ChoiceList("Citat")
        self.body.setSpacing(8)
        self.body.addWidget(FindField("Sök citat, fråga eller ärende", self.quotations))
        self.body.addWidget(self.quotations, 1)
        self.body.addWidget(label(_TEXT if self._found else _NONE, "muted", wrap=True))
        if quotations.withheld:
            self.body.addWidget(label(_withheld(quotations.withheld), "warning", wrap=True))
        self.quotations.changed.connect(self._on_chosen)
        self.quotations.show_choices([Choice(f"”{one.text}”", _about(one)) for one in self._found])

    def _on_chosen(self) -> None:
        self.ok.setEnabled(self.quotations.place is not None)

    def save(self) -> None:
        """Insert what is chosen."""
        if self.quotations.place is not None:
            chosen = self._found[self.quotations.place]
            self.accept()
            self._insert(chosen.text)


def _about(one: Quoted) -> str:
    return " – ".join(filter(None, (one.case, one.question, one.place)))


def _withheld(number: int) -> str:
    what = swedish.plural(number, "citat visas inte: det innehåller", "citat visas inte: de innehåller")
    return f"{number} {what} personnummer."
