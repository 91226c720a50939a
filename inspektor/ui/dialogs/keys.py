"""F1 or ?: every key, by where it works."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSlider, QWidget

from inspektor.ui.dialogs.form import FormDialog
from inspektor.ui.style import look
from inspektor.ui.widgets.bars import KeyCap
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.flow import Flow

_COLUMN = 310  # as wide as most of them, so that they stand in columns
_SCROLL = QAbstractSlider.SliderAction
_WAYS = {
    "Down": _SCROLL.SliderSingleStepAdd,
    "Up": _SCROLL.SliderSingleStepSub,
    "PgDown": _SCROLL.SliderPageStepAdd,
    "PgUp": _SCROLL.SliderPageStepSub,
    "End": _SCROLL.SliderToMaximum,
    "Home": _SCROLL.SliderToMinimum,
}
KEYS = (
    (
        "Överallt",
        (
            ("Tab", "nästa fält eller knapp"),
            ("F6", "nästa ruta"),
            ("Skift+F6", "föregående ruta"),
            ("Ctrl+Z", "ångra"),
            ("Ctrl+Skift+Z", "gör om"),
            ("Ctrl+N", "ny granskning"),
            ("Ctrl+O", "öppna"),
            ("Ctrl+W", "stäng granskningen"),
            ("Ctrl+,", "inställningar"),
            ("F1", "den här listan"),
            ("?", "den här listan, där man inte skriver"),
        ),
    ),
    (
        "Startsidan",
        (
            ("↑ ↓", "välj bland de senast öppnade"),
            ("Enter", "öppna den valda"),
            ("Delete", "ta bort ur listan"),
        ),
    ),
    (
        "Översikt och urval",
        (
            ("Enter", "gå dit, eller till ärendena i gruppen"),
            ("↑ ↓", "grupp"),
            ("Delete", "ta bort gruppens egna kvot"),
            ("F2", "ändra uppgifterna"),
        ),
    ),
    (
        "Ärenden",
        (
            ("↑ ↓", "välj"),
            ("Enter", "granska"),
            ("Ctrl+F", "sök"),
            ("Esc", "töm sökningen"),
            ("Ctrl+T", "tilldela granskare"),
            ("F2", "ändra uppgifter"),
            ("Ctrl+Skift+N", "lägg till ärende"),
            ("Alt+←", "tillbaka till siffran som ledde hit"),
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
            ("Enter", "till svaren eller svarsfältet"),
            ("Delete", "ta bort svaret"),
            ("K", "kommentar"),
            ("C", "citat"),
            ("F", "flagga"),
            ("S", "stöd för bedömningen"),
            ("↑ ↓", "föregående och nästa fråga"),
            ("← →", "mellan svaren"),
            ("R", "frågan i resultatet"),
            ("A", "fäll ihop eller öppna avsnittet"),
            ("Ctrl+↓", "nästa obesvarade"),
            ("Ctrl+↑", "föregående obesvarade"),
            ("Ctrl+PgDn", "nästa ärende"),
            ("Ctrl+PgUp", "föregående ärende"),
            ("Ctrl+F", "sök bland ärendena"),
            ("Ctrl+Enter", "markera ärendet som klart"),
            ("Esc", "tillbaka ett steg"),
            ("Alt+←", "alla ärenden"),
        ),
    ),
    (
        "Resultat",
        (
            ("↑ ↓", "fråga"),
            ("← →", "tal"),
            ("Enter", "ärendena bakom talet"),
            ("Mellanslag", "frågans tabell"),
            ("Esc", "tillbaka till alla frågor"),
            ("Ctrl+D", "diagram, eller översikten igen"),
            ("Ctrl+C", "kopiera tabell"),
            ("Ctrl+E", "infoga i rapporten"),
        ),
    ),
    (
        "Rapport",
        (
            ("Ctrl+↓", "nästa avsnitt"),
            ("Ctrl+↑", "föregående avsnitt"),
            ("Alt+↑ ↓", "flytta avsnittet upp eller ned"),
            ("F2", "byt avsnittets rubrik"),
            ("Delete", "i listan: utelämna avsnittet, eller ta med det igen"),
            ("Ctrl+E", "infoga siffra"),
            ("Ctrl+Skift+E", "infoga citat"),
            ("Ctrl+B", "fet"),
            ("Ctrl+I", "kursiv"),
        ),
    ),
    (
        "Slå ihop",
        (
            ("Ctrl+Skift+N", "lägg till filer"),
            ("↑ ↓", "fil, eller ihopslagning som är gjord"),
            ("Delete", "ta bort filen ur listan"),
            ("Enter", "slå ihop filerna"),
            ("Esc", "avbryt, eller töm listan"),
        ),
    ),
    (
        "Avgör olika svar och dubbelgranskning",
        (
            ("↑ ↓", "nästa att avgöra"),
            ("1–9", "välj vad som gäller"),
            ("K", "skäl"),
            ("S", "stöd för bedömningen"),
            ("F", "ta upp på mötet"),
            ("Ctrl+Enter", "avgör och gå vidare"),
            ("Esc", "tillbaka ett steg"),
        ),
    ),
)


class KeysDialog(FormDialog):
    """The list of keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Tangenter", "", QSize(1040, 690))
        for key, way in _WAYS.items():
            QShortcut(QKeySequence(key), self, partial(self.pane.verticalScrollBar().triggerAction, way))
        self.body.setSpacing(8)
        for title, keys in KEYS:
            self.body.addWidget(label(title, "heading"))
            part = QWidget()
            beside = Flow(part)
            longest = max((key for key, _ in keys), key=len)
            for key, words in keys:
                cap = KeyCap(key, words, longest)
                cap.setFixedWidth(max(cap.sizeHint().width(), look().sizes.px(_COLUMN)))
                beside.addWidget(cap)
            self.body.addWidget(part)
            self.body.addSpacing(8)
        self.body.addStretch(1)
