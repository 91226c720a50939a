"""Att se över: all that a person should see to before what was saved goes out, to read and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspektor.ui.dialogs.form import FormDialog
from inspektor.ui.widgets.basic import label

TITLE = "Att se över"


class SeeToDialog(FormDialog):
    """The sentences that a file was saved with, one paragraph each."""

    def __init__(self, parent: QWidget, name: str, found: Sequence[str]) -> None:
        super().__init__(parent, TITLE, "", QSize(660, 480))
        self.told = QPlainTextEdit("\n\n".join(found))
        self.told.setAccessibleName(TITLE)
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.body.addWidget(label(name, "heading", wrap=True))
        self.body.addWidget(self.told, 1)
