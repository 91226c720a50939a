"""F1: every key, by where it works."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from inspektor.ui.dialogs.form import FormDialog
from inspektor.ui.style import look
from inspektor.ui.widgets.bars import KeyCap
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.flow import Flow

_COLUMN = 310  # as wide as most of them, so that they stand in columns
KEYS = (
    (
        "Överallt",
        (
            ("Ctrl+N", "ny granskning"),
            ("Ctrl+O", "öppna"),
            ("Ctrl+W", "stäng granskningen"),
            ("Ctrl+,", "inställningar"),
            ("Ctrl+Z", "ångra"),
            ("Ctrl+Skift+Z", "gör om"),
            ("F6", "nästa ruta"),
            ("F1", "den här listan"),
        ),
    ),
    (
        "Granska ett ärende",
        (
            ("J", "ja"),
            ("N", "nej"),
            ("X", "ej aktuellt"),
            ("V", "vet ej"),
            ("1–9", "välj ett av svaren"),
            ("Enter", "till svaren, eller till fältet för svaret"),
            ("Delete", "ta bort svaret"),
            ("K", "kommentar"),
            ("C", "citat"),
            ("F", "flagga"),
            ("S", "stöd för bedömningen"),
            ("↑ ↓", "föregående och nästa fråga"),
            ("A", "fäll ihop avsnittet, eller öppna det"),
            ("Ctrl+↓", "nästa obesvarade"),
            ("Ctrl+PgDn", "nästa ärende"),
            ("Ctrl+PgUp", "föregående ärende"),
            ("Esc", "tillbaka från kommentaren till svaren"),
            ("Ctrl+Enter", "markera ärendet som klart"),
            ("Alt+←", "alla ärenden"),
        ),
    ),
    (
        "Ärenden och resultat",
        (
            ("Ctrl+F", "sök"),
            ("Ctrl+T", "tilldela granskare"),
            ("F2", "ändra uppgifter"),
            ("Ctrl+Skift+N", "lägg till ärende"),
            ("Enter", "öppna ärendet, eller ärendena bakom en siffra"),
            ("Ctrl+C", "kopiera tabellen"),
            ("Ctrl+E", "infoga i rapporten"),
        ),
    ),
)


class KeysDialog(FormDialog):
    """The list of keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Tangenter", "", QSize(760, 560))
        self.body.setSpacing(8)
        for title, keys in KEYS:
            self.body.addWidget(label(title, "heading"))
            part = QWidget()
            beside = Flow(part)
            for key, words in keys:
                cap = KeyCap(key, words)
                cap.setFixedWidth(max(cap.sizeHint().width(), look().sizes.px(_COLUMN)))
                beside.addWidget(cap)
            self.body.addWidget(part)
            self.body.addSpacing(8)
        self.body.addStretch(1)
