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

from inspektor.db.store import Store
from inspektor.operations.listing import case_lines
from inspektor.ui import recent, tokens
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from tests.ui import audit, scenes
from tests.ui.hand import settle

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


def usable(root: QWidget) -> list[str]:
    """Without a name, beyond the reach of Tab or out of reading order, in English, cut, or lying over another."""
    standing = [*audit.nameless(root), *audit.english(root), *audit.cut(root), *audit.overlapping(root)]
    met = audit.tab_round(root)
    return [*standing, *audit.unreached(root, met), *audit.against_the_grain(met)]


@pytest.mark.parametrize("size", [(1366, 768), (960, 1040)], ids=str)
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_is_named_reached_by_tab_in_reading_order_in_swedish_and_whole(
    application: QApplication, start: MainWindow, files: scenes.Files, size: tuple[int, int], percent: int
) -> None:
    windows = Windows()
    application.installEventFilter(windows)
    resize(start, size, percent)
    assert everywhere(start, files, usable) == {}
    application.removeEventFilter(windows)
    assert windows.strays == []


def test_no_title_holds_the_code_of_a_case(start: MainWindow, files: scenes.Files) -> None:
    """Titles are seen in task bars and by other programs."""
    with Store.open(files.path(scenes.PLAYED)) as store:
        codes = {line.case.code for line in case_lines(store)}

    def told(_: QWidget) -> list[str]:
        titles = [one.windowTitle() for one in QApplication.topLevelWidgets()]
        return [title for title in titles if any(code in title for code in codes)]

    assert codes
    assert everywhere(start, files, told) == {}


def readable(root: QWidget) -> list[str]:
    """Too faint against its ground as it is painted, in either theme."""
    faults = []
    for theme in (tokens.DARK, tokens.LIGHT):
        look().set_theme(theme)
        settle()
        faults += audit.faint(root)
    return faults


def test_every_text_can_be_read_as_it_is_painted_in_both_themes(start: MainWindow, files: scenes.Files) -> None:
    resize(start, (1366, 768), 200)  # large, so that the strokes have their full colour
    assert everywhere(start, files, readable) == {}


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


@pytest.mark.parametrize(
    "name", ["oversikt", "urval", "arenden", "granska", "resultat", "rapport", "slaihop", "avgor", "jamfor"]
)
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


def resize(window: MainWindow, size: tuple[int, int], percent: int) -> None:
    """The window in another size, with another text size."""
    look().set_text_size(percent)
    window.resize(*size)
    settle()
