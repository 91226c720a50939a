"""Asking which file to open, and where to save a copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from inspektor.ui import recent
from inspektor.ui.trouble import Trouble

if TYPE_CHECKING:
    from inspektor.ui.main_window import MainWindow

FILTER = "Granskningar (*.granskning)"
SUFFIX = ".granskning"


def choose_file(window: MainWindow) -> None:
    """Ask for a review and open it."""
    chosen, _ = QFileDialog.getOpenFileName(window, "Öppna granskning", recent.folder(), FILTER)
    if chosen:
        window.open_review(Path(chosen))


def save_copy(window: MainWindow) -> None:
    """Save a copy in another place; when something could not be saved here, go on working in the copy."""
    session = window.session
    if session is None:
        return
    name = f"{session.path.stem} kopia{SUFFIX}"
    chosen, _ = QFileDialog.getSaveFileName(window, "Spara en kopia", f"{recent.folder()}/{name}", FILTER)
    if not chosen:
        return
    path, moved = Path(chosen).with_suffix(SUFFIX), session.unsaved
    if not session.save_copy(path):
        return
    if moved:
        session.forget_unsaved()
        window.open_review(path)
    words = "Du arbetar nu i kopian, och allt är sparat i den." if moved else "Du arbetar kvar i den första filen."
    window.tell(Trouble(f"Kopian {path.name} är sparad", words), kind="ok")
