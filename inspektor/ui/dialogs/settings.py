"""Inställningar: the person's name, the size of the text, light or dark. What is chosen applies at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from inspektor.domain.identity import contains_identity_number
from inspektor.ui import recent
from inspektor.ui.dialogs.form import Fields, FormDialog, combo
from inspektor.ui.style import THEMES, look
from inspektor.ui.widgets.basic import button

if TYPE_CHECKING:
    from inspektor.ui.main_window import MainWindow

PERCENTS = (100, 110, 125, 150, 175, 200)
_THEME_WORDS = dict(zip(THEMES, ("Följ systemet", "Ljust", "Mörkt"), strict=True))


class SettingsDialog(FormDialog):
    """Name, text size, theme."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Inställningar", "", QSize(620, 270))
        self._window = window
        self.fields = Fields()
        name = "Det du gör i en granskning sparas under namnet. Med ett annat namn är du en annan granskare."
        self.who = self.fields.line("who", "Ditt namn", name, recent.who())
        self.size_ = self.fields.add("size", "Textstorlek", combo("Textstorlek", [f"{one} %" for one in PERCENTS]))
        self.theme = self.fields.add("theme", "Utseende", combo("Utseende", list(_THEME_WORDS.values())))
        self.size_.set_text(f"{round(look().sizes.scale * 100)} %")
        self.theme.set_text(_THEME_WORDS[look().chosen_theme])
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.foot.setContentsMargins(17, 10, 24, 14)  # the words of the quiet button begin where the fields do
        self.foot.insertWidget(0, button("Om Inspektor", window.show_about, "quiet"))
        _box(self.size_.editor).currentIndexChanged.connect(lambda place: look().set_text_size(PERCENTS[place]))
        _box(self.theme.editor).currentIndexChanged.connect(lambda place: look().choose_theme(THEMES[place]))
        self.finished.connect(self._take_name)

    def reject(self) -> None:
        """Close, unless the name cannot be used."""
        wrong = _wrong_name(self.who.text)
        if self.fields.show_errors({"who": wrong} if wrong else {}):
            super().reject()

    def _take_name(self) -> None:
        if self.who.text.strip() != recent.who():
            self._window.set_who(self.who.text)


def _box(editor: object) -> QComboBox:
    assert isinstance(editor, QComboBox)
    return editor


def _wrong_name(name: str) -> str:
    if not name.strip():
        return "Ange ditt namn."
    return "Namnet innehåller ett personnummer. Skriv bara namnet." if contains_identity_number(name) else ""
