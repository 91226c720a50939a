"""Access: every view and dialog can be used by keyboard, read aloud, read at 200 %, and is in Swedish throughout."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from inspektor.ui import recent, tokens
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from inspektor.ui.tokens import Theme
from tests.ui import audit, scenes
from tests.ui.hand import settle

SIZES = pytest.mark.parametrize(
    ("size", "percent"),
    [((1366, 768), 100), ((1366, 768), 200), ((960, 1040), 100), ((960, 1040), 200)],
    ids=str,
)
Faults = dict[str, list[str]]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> scenes.Files:
    """Two made-up reviews, made once."""
    return scenes.make_files(tmp_path_factory.mktemp("scener") / "Granskningar")


@pytest.fixture
def files(played: scenes.Files, tmp_path: Path) -> scenes.Files:
    """The made-up reviews to work in, and a list of recent files with one that is gone."""
    copied = played.copied(tmp_path / "Granskningar 2026")
    for path in (tmp_path / "borta.granskning", copied.path(scenes.EMPTY), copied.path(scenes.PLAYED)):
        recent.remember(path)
    return copied


def everywhere(window: MainWindow, files: scenes.Files, look_at: Callable[[QWidget], list[str]]) -> Faults:
    """What is wrong in each view and dialog, where anything is."""
    found: Faults = {}
    for scene in scenes.at(window, files, [*scenes.scenes(), *scenes.dialogs()]):
        if scene.name.startswith("dialog"):
            scenes.in_dialog(window, scene, partial(_note, found, scene.name, look_at))
        else:
            found[scene.name] = look_at(window)
        assert scene.name in found
    return {name: faults for name, faults in found.items() if faults}


def _note(found: Faults, name: str, look_at: Callable[[QWidget], list[str]], shown: QWidget) -> None:
    found[name] = look_at(shown)


def test_everything_that_one_can_use_has_a_name(start: MainWindow, files: scenes.Files) -> None:
    assert everywhere(start, files, audit.nameless) == {}


@SIZES
def test_tab_comes_to_everything_in_reading_order(
    start: MainWindow, files: scenes.Files, size: tuple[int, int], percent: int
) -> None:
    def faults(root: QWidget) -> list[str]:
        met = audit.tab_round(root)
        return [*audit.unreached(root, met), *audit.against_the_grain(met)]

    resize(start, size, percent)
    assert everywhere(start, files, faults) == {}


def test_nothing_is_in_english(start: MainWindow, files: scenes.Files) -> None:
    assert everywhere(start, files, audit.english) == {}


@pytest.mark.parametrize("kind", [QFileDialog, QMessageBox])
def test_the_dialogs_that_qt_brings_are_in_swedish(start: MainWindow, kind: type[QFileDialog | QMessageBox]) -> None:
    made = kind(start)
    if isinstance(made, QFileDialog):
        made.setOption(QFileDialog.Option.DontUseNativeDialog)
    else:
        made.setStandardButtons(QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel)
    made.show()
    settle()
    said = [text for one in made.findChildren(QWidget) for text in audit.texts(one)]
    made.close()
    made.deleteLater()
    assert [text for text in said if audit.ENGLISH_WORD.search(text)] == []
    assert any("Avbryt" in text for text in said)


@pytest.mark.parametrize("kind", [QLineEdit, QTextEdit])
def test_the_menus_that_qt_brings_are_in_swedish(start: MainWindow, kind: type[QLineEdit | QTextEdit]) -> None:
    made = kind(start)
    menu = made.createStandardContextMenu()
    said = [action.text().replace("&", "") for action in menu.actions()]
    made.deleteLater()
    assert [text for text in said if audit.ENGLISH_WORD.search(text)] == []
    assert any("Klistra in" in text for text in said)


@SIZES
def test_no_text_is_cut_and_nothing_lies_over_anything_else(
    start: MainWindow, files: scenes.Files, size: tuple[int, int], percent: int
) -> None:
    resize(start, size, percent)
    assert everywhere(start, files, lambda root: [*audit.cut(root), *audit.overlapping(root)]) == {}


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_every_text_can_be_read_as_it_is_painted(start: MainWindow, files: scenes.Files, theme: Theme) -> None:
    resize(start, (1366, 768), 200)  # large, so that the strokes have their full colour
    look().set_theme(theme)
    try:
        assert everywhere(start, files, audit.faint) == {}
    finally:
        look().set_theme(tokens.LIGHT)


@pytest.mark.parametrize("name", ["oversikt", "urval", "arenden", "granska", "resultat", "rapport"])
def test_a_view_that_follows_a_change_of_theme_and_text_size_looks_like_one_that_began_with_it(
    start: MainWindow, files: scenes.Files, name: str
) -> None:
    scene = next(one for one in scenes.scenes() if one.name == name)
    list(scenes.at(start, files, [scene]))
    resize(start, (1366, 768), 150)
    look().set_theme(tokens.DARK)
    scenes.quiet(start)
    scene.show(start)
    scenes.quiet(start)
    changed = start.grab().toImage()
    start.close_review()
    list(scenes.at(start, files, [scene]))
    begun = start.grab().toImage()
    look().set_theme(tokens.LIGHT)
    assert changed == begun


class Windows(QObject):
    """Notes every widget that is shown as a window of its own, as one is that has no parent yet."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind = watched.windowFlags() & Qt.WindowType.WindowType_Mask
            passing = kind in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if not (passing or isinstance(watched, QMainWindow | QDialog)):
                self.strays.append(audit.name(watched))
        return False


def test_no_part_of_the_window_shows_up_as_a_window_of_its_own(
    application: QApplication, start: MainWindow, files: scenes.Files
) -> None:
    windows = Windows()
    application.installEventFilter(windows)
    everywhere(start, files, lambda _: [])
    application.removeEventFilter(windows)
    assert windows.strays == []


def resize(window: MainWindow, size: tuple[int, int], percent: int) -> None:
    """The window in another size, with another text size."""
    look().set_text_size(percent)
    window.resize(*size)
    settle()
