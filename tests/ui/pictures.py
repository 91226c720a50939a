"""Pictures of every view and dialog with made-up data, in each size, theme and text size.

Run as `python3 dev.py screenshots`, or `python -m tests.ui.pictures FOLDER [WORD …]`; with words, only scenes whose
name begins with one of them.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from inspektor.ui import recent, tokens
from inspektor.ui.app import application
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from tests.ui import scenes
from tests.ui.hand import settle

SIZES = ((1366, 768), (960, 1040))
THEMES = {"ljus": tokens.LIGHT, "mork": tokens.DARK}
TEXT_SIZES = (100, 200)


def main(folder: Path, *words: str) -> int:
    """Take the pictures; how many there are."""
    taken = 0
    with tempfile.TemporaryDirectory() as name:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, name)
        application([])
        files = scenes.make_files(Path(name) / "Granskningar")
        for number, (size, theme, percent) in enumerate(itertools.product(SIZES, THEMES, TEXT_SIZES)):
            copies = files.copied(Path(name) / f"{number}" / "Granskningar 2026")
            taken += _take(folder, copies, size, theme, percent, words)
            tell(f"{size[0]}×{size[1]}, {theme}, {percent} %")
    return taken


def _take(
    folder: Path, files: scenes.Files, size: tuple[int, int], theme: str, percent: int, words: tuple[str, ...]
) -> int:
    """Every scene in one size, theme and text size, in a window that began with them."""
    _first_day(files)
    look().set_text_size(percent)
    look().set_theme(THEMES[theme])
    window = MainWindow()
    window.resize(*size)
    window.show()
    window.activateWindow()
    settle()
    wanted = [one for one in (*scenes.scenes(), *scenes.dialogs()) if not words or one.name.startswith(words)]
    for scene in scenes.at(window, files, wanted):
        path = folder / f"{scene.name}-{size[0]}-{theme}-{percent}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if scene.name.startswith("dialog"):
            scenes.in_dialog(window, scene, partial(_save, path))
        else:
            _save(path, window)
    window.close()
    window.deleteLater()
    settle()
    return len(wanted)


def _first_day(files: scenes.Files) -> None:
    """Settings as new, with some files opened before, one of which is gone."""
    QSettings().clear()
    recent.set_who(scenes.WHO)
    gone = files.folder.with_name("Gemensam mapp") / "daglig verksamhet.granskning"
    for path in (gone, files.path(scenes.EMPTY), files.path(scenes.PLAYED)):
        recent.remember(path)


def tell(words: str) -> None:
    """Say how far it has come."""
    sys.stdout.write(f"    {words}\n")
    sys.stdout.flush()


def _save(path: Path, shown: QWidget) -> None:
    shown.grab().save(str(path))


if __name__ == "__main__":
    tell(f"{main(Path(sys.argv[1]), *sys.argv[2:])} bilder i {sys.argv[1]}")
