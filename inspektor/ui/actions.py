"""What can be done from anywhere in the window: each with its words, its keys and its place in the review's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspektor.ui.main_window import MainWindow


class Actions:
    """The window's actions, and the menus made of them."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.new = self._action("Ny granskning …", "Ctrl+N", window.new_review)
        self.open = self._action("Öppna granskning …", "Ctrl+O", window.choose_file)
        self.copy = self._action("Spara en kopia …", "", window.save_copy)
        self.close = self._action("Stäng granskningen", "Ctrl+W", window.close_review)
        self.undo = self._action("Ångra", "Ctrl+Z", lambda: window.turn_back(forward=False))
        self.redo = self._action("Gör om", "Ctrl+Shift+Z", lambda: window.turn_back(forward=True))
        self.settings = self._action("Inställningar …", "Ctrl+,", window.show_settings)
        self.keys = self._action("Tangenter", "F1 ?", window.show_keys)
        self.about = self._action("Om Inspektor", "", window.show_about)

    def _action(self, words: str, keys: str, act: Callable[[], object]) -> QAction:
        """An action with its keys, apart by spaces; a letter that is written somewhere stays a letter there."""
        made = QAction(words, self._window)
        made.setShortcuts([QKeySequence(one) for one in keys.split()])
        made.triggered.connect(act)
        self._window.addAction(made)
        return made

    def menu(self) -> QMenu:
        """The review's menu, at its title."""
        menu = QMenu(self._window)
        for part in (
            (self.new, self.open, self.copy, self.close),
            (self.undo, self.redo),
            (self.settings, self.keys, self.about),
        ):
            menu.addActions(list(part))
            menu.addSeparator()
        return menu
