"""F6 goes from pane to pane in every view and back with Shift+F6, wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from inspektor.domain.errors import Problem
from inspektor.ui import recent
from inspektor.ui.main_window import MainWindow
from inspektor.ui.trouble import told
from inspektor.ui.widgets.tabs import entrance
from tests.ui import audit, scenes
from tests.ui.hand import focused, press, settle

Faults = dict[str, list[str]]
SIZES = [(1366, 768), (960, 1040), (683, 384)]


@pytest.fixture
def files(staged: scenes.Files, tmp_path: Path) -> scenes.Files:
    """The made-up files to work in, which were open lately."""
    copied = staged.copied(tmp_path / "Granskningar")
    recent.remember(copied.path(scenes.PLAYED))
    return copied


def doors(window: MainWindow) -> list[QWidget]:
    """Where F6 comes to, in the order of the panes that are on screen."""
    view = window.stack.currentWidget()
    panes = [window.message, window.busy, window.rail, *view.panes()]  # type: ignore[union-attr]
    return [door for pane in panes if (door := entrance(pane)) is not None]


def everywhere(window: MainWindow, files: scenes.Files, look_at: Callable[[MainWindow], list[str]]) -> Faults:
    """What is wrong in each view."""
    window.start.refresh()
    found = {scene.name: look_at(window) for scene in scenes.at(window, files, _views())}
    return {name: faults for name, faults in found.items() if faults}


def _views() -> list[scenes.Scene]:
    """The start page, every step with nothing in it and with much, and a case."""
    names = ("start", *scenes.STEPS, *(f"{step}-tom" for step in scenes.STEPS), "granska", "granska-kommentar")
    found = [one for one in scenes.scenes() if one.name in names]
    assert sorted(one.name for one in found) == sorted(names)
    return found


def round_trip(window: MainWindow) -> list[str]:
    """What F6 leaves out, or meets in another order than the panes have; both ways."""
    wanted, faults = doors(window), []
    for keys, way in (("F6", wanted), ("Shift+F6", wanted[::-1])):
        way[-1].setFocus()
        met = []
        for _ in way:
            press(keys)
            met.append(focused())
        if met != way:
            faults.append(f"{keys}: {[audit.name(one) for one in met]}")
    return faults if len(wanted) > 1 else ["there is one pane"]


def stuck(window: MainWindow) -> list[str]:
    """The widgets that Tab comes to and F6 does not lead out of, or that lie in no pane."""
    faults, wanted = [], doors(window)
    for one in audit.tab_round(window):
        one.setFocus()
        settle()
        press("F6")
        if focused() is one or focused() not in wanted:
            faults.append(f"{audit.name(one)} → {audit.name(focused())}")
    return faults


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_f6_comes_to_every_pane_of_every_view_both_ways(
    start: MainWindow, files: scenes.Files, size: tuple[int, int]
) -> None:
    start.resize(*size)
    settle()
    assert everywhere(start, files, round_trip) == {}


def test_f6_leads_on_from_wherever_tab_comes(start: MainWindow, files: scenes.Files) -> None:
    assert everywhere(start, files, stuck) == {}


def test_a_message_is_a_pane_while_it_is_there(window: MainWindow) -> None:
    assert window.session is not None
    window.session.trouble.emit(told(Problem("Disken är full. Frigör utrymme och försök igen.")))
    window.rail.setFocus()
    press("Shift+F6")
    assert focused() in window.message.buttons
    press("Space")
    assert window.message.told == ""
    window.rail.setFocus()
    press("F6 Shift+F6")
    assert QApplication.focusWidget() is window.rail


def test_what_f6_comes_to_is_brought_into_view(start: MainWindow, files: scenes.Files) -> None:
    scene = next(one for one in scenes.scenes() if one.name == "oversikt")
    list(scenes.at(start, files, [scene]))
    start.resize(700, 420)
    settle()
    for _ in doors(start):
        press("F6")
        settle()
        assert not focused().visibleRegion().isEmpty(), audit.name(focused())
