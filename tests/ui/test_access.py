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
Look = Callable[[QWidget], list[str]]  # what it finds wrong with a window or a dialog
GROUPS = (
    "urval",
    "arenden",
    "granska",
    "resultat",
    "rapport",
    "avgor",
    "dialog-",
)  # what the names begin with of scenes that are visited together
OTHERS = "andra"
PAINTED = ((1366, 768), 200)  # the size and the per cent at which the colours are seen to


@pytest.fixture
def files(staged: scenes.Files, tmp_path: Path) -> scenes.Files:
    """The made-up reviews to work in, and a list of recent files with one that is gone."""
    copied = staged.copied(tmp_path / "Granskningar 2026")
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


def scenes_of(group: str) -> list[scenes.Scene]:
    """The views or dialogs of one of the `GROUPS`: every scene is in one of them."""
    every = [*scenes.scenes(), *scenes.dialogs()]
    return [one for one in every if group == next((name for name in GROUPS if one.name.startswith(name)), OTHERS)]


def everywhere(window: MainWindow, files: scenes.Files, group: str, look_at: Look) -> Faults:
    """What is wrong in each view and dialog of a group, where anything is."""
    found: Faults = {}
    for scene in scenes.at(window, files, scenes_of(group)):
        if scene.name.startswith("dialog"):
            scenes.in_dialog(window, scene, partial(_note, found, scene.name, look_at))
        else:
            found[scene.name] = look_at(window)
        assert scene.name in found
    assert found
    return {name: faults for name, faults in found.items() if faults}


def _note(found: Faults, name: str, look_at: Look, shown: QWidget) -> None:
    found[name] = look_at(shown)


def as_it_stands(root: QWidget) -> list[str]:
    """Without a name, in English, cut, or lying over another."""
    return [*audit.nameless(root), *audit.english(root), *audit.cut(root), *audit.overlapping(root)]


def by_keyboard(root: QWidget) -> list[str]:
    """Beyond the reach of Tab, or out of reading order."""
    met = audit.tab_round(root)
    return [*audit.unreached(root, met), *audit.against_the_grain(met)]


@pytest.mark.no_cover
@pytest.mark.parametrize("group", [*GROUPS, OTHERS])
@pytest.mark.parametrize("size", [(1366, 768), (960, 1040)], ids=str)
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_is_named_reached_by_tab_in_reading_order_in_swedish_whole_and_readable_and_no_title_tells(
    application: QApplication, start: MainWindow, files: scenes.Files, size: tuple[int, int], percent: int, group: str
) -> None:
    """All that is to be seen of a view or a dialog in one visit: the way to it is what takes time.

    Texts are held against their ground once, at 200 %, where their strokes have their full colour.
    """
    windows, codes = Windows(), codes_of(files.path(scenes.PLAYED))
    painted = [audit.faint_in_either_theme] if (size, percent) == PAINTED else []
    looks: list[Look] = [as_it_stands, partial(audit.telling, codes=codes), *painted, by_keyboard]
    application.installEventFilter(windows)
    resize(start, size, percent)
    assert everywhere(start, files, group, lambda root: [fault for one in looks for fault in one(root)]) == {}
    application.removeEventFilter(windows)
    assert windows.strays == []


def codes_of(review: Path) -> set[str]:
    """The codes of the cases of a review."""
    with Store.open(review) as store:
        codes = {line.case.code for line in case_lines(store)}
    assert codes
    return codes


def test_every_scene_is_visited() -> None:
    visited = [one.name for group in (*GROUPS, OTHERS) for one in scenes_of(group)]
    assert sorted(visited) == sorted(one.name for one in (*scenes.scenes(), *scenes.dialogs()))


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
