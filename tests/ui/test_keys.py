"""The list of keys (F1 or ?) is true: it has every key that works, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit

from inspektor.db.store import Store
from inspektor.ui.dialogs.keys import KEYS, KeysDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.case_keys import CaseKeys
from inspektor.ui.views.review_case import ReviewCasePage
from tests.support import CHECKLIST, add_sample, make_review
from tests.ui.hand import dialog, focused, press, settle, write
from tests.ui.stage import quiet, step

EVERYWHERE = "Överallt"
PLACES = {  # the part of the list that belongs to a view
    "oversikt": "Översikt och urval",
    "urval": "Översikt och urval",
    "arenden": "Ärenden",
    "resultat": "Resultat",
    "rapport": "Rapport",
    "slaihop": "Slå ihop",
}
REVIEWING = "Granska ett ärende"
SWEDISH = {"Shift": "Skift", "Return": "Enter", "Down": "↓", "Up": "↑", "Left": "←", "Right": "→", "PgDown": "PgDn"}
SWEDISH |= {"Del": "Delete", "Space": "Mellanslag"}
TYPED = {"J", "N", "X", "V", "1–9"}  # signs that the buttons of an answer take, whatever key gives them
PRESSED = {  # what a widget with the keyboard takes itself, each shown below or where the widget is tested
    EVERYWHERE: {"Tab", "F6", "Skift+F6"},
    "Startsidan": {"↑", "↓", "Enter", "Delete"},
    "Översikt och urval": {"↑", "↓", "Enter", "Tab", "Delete"},
    "Ärenden": {"↑", "↓", "Enter", "Esc"},
    REVIEWING: {"↑", "↓", "←", "→", "Enter", "Esc", "Ctrl+F", *TYPED},
    "Resultat": {"↑", "↓", "←", "→", "Enter", "Mellanslag"},
    "Rapport": set(),
    "Slå ihop": {"↑", "↓", "Delete", "Enter", "Esc"},
    "Avgör olika svar och dubbelgranskning": {"↑", "↓", "1–9", "K", "S", "F", "Ctrl+Enter", "Esc"},
}


@pytest.fixture
def reviewing(start: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with every step made, on a case."""
    path = make_review(tmp_path, checklist=CHECKLIST)
    with Store.open(path, write=True) as store:
        add_sample(store)
    assert start.open_review(path)
    quiet(start)
    step(start, "arenden", "P-3")
    settle()
    return start


def alone(keys: str) -> set[str]:
    """The keys of a caption, one by one: `Ctrl+↑↓` is two."""
    lead, plus, last = keys.rpartition("+")
    arrows = [sign for sign in last if sign in "↑↓←→"]
    return {f"{lead}{plus}{sign}" for sign in arrows} or {keys}


def in_swedish(keys: QKeySequence) -> str:
    """A key as the list writes it."""
    return "+".join(SWEDISH.get(part, part) for part in keys.toString().split("+"))


def listed(title: str) -> set[str]:
    """The keys that the list has for a place."""
    return {one for keys, _ in dict(KEYS)[title] for one in alone(keys)}


def declared(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Every key that the bar below shows somewhere: the place, and the key."""
    page = window.findChild(ReviewCasePage)
    assert page is not None
    bars = [("Startsidan", window.start.keys()), (REVIEWING, page.keys())]
    page.close_case()
    bars += [(PLACES[name], view.keys()) for name, view in window.views.items()]
    for place, bar in bars:
        for keys, _ in bar:
            yield from ((place, one) for one in alone(keys))


def working(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Every key that something has been hung on: the place, and the key."""
    for action in window.findChildren(QAction):
        yield from ((EVERYWHERE, in_swedish(keys)) for keys in action.shortcuts())
    for name, view in window.views.items():
        for shortcut in view.findChildren(QShortcut):
            yield PLACES[name], in_swedish(shortcut.key())
    keys = window.findChild(CaseKeys)
    assert keys is not None
    for held, key in keys._chords:
        yield REVIEWING, in_swedish(QKeySequence(held.value | key))
    for key in keys._letters:
        yield REVIEWING, in_swedish(QKeySequence(key))


ALSO = {(REVIEWING, "Backspace"), (REVIEWING, "Ctrl+Enter")}  # Delete's twin, and the Enter of the figures


def test_every_key_that_a_view_shows_is_in_the_list(reviewing: MainWindow) -> None:
    missing = [(place, key) for place, key in declared(reviewing) if key not in listed(place) | listed(EVERYWHERE)]
    assert missing == []


def test_every_key_that_works_is_in_the_list(reviewing: MainWindow) -> None:
    missing = [(place, key) for place, key in working(reviewing) if key not in listed(place)]
    assert set(missing) <= ALSO


def test_every_key_in_the_list_works(reviewing: MainWindow) -> None:
    works = {*working(reviewing), *((place, key) for place, keys in PRESSED.items() for key in keys)}
    assert [(title, key) for title, _ in KEYS for key in sorted(listed(title)) if (title, key) not in works] == []


@pytest.mark.parametrize("key", ["F1", "?"])
@pytest.mark.usefixtures("reviewing")
def test_the_list_is_opened_by_key_and_shows_every_part(key: str) -> None:
    press(key)
    shown = dialog()
    assert isinstance(shown, KeysDialog)
    assert [title for title, _ in KEYS if title not in [one.text() for one in shown.findChildren(QLabel)]] == []
    shown.close()
    settle()


def test_a_question_mark_in_a_field_is_a_question_mark(reviewing: MainWindow) -> None:
    press("K")
    write("Varför")
    press("?")
    write("?")
    page = reviewing.findChild(ReviewCasePage)
    assert page is not None
    assert page.editor.comment.toPlainText().startswith("Varför")
    assert page.editor.comment.toPlainText().endswith("?")
    press("Esc Alt+Left Ctrl+F")
    assert isinstance(focused(), QLineEdit)
    press("?")
    assert not reviewing.findChildren(KeysDialog)


@pytest.mark.usefixtures("reviewing")
def test_the_list_is_scrolled_by_key() -> None:
    press("F1")
    shown = dialog()
    assert isinstance(shown, KeysDialog)
    shown.resize(500, 300)
    settle()
    bar = shown.pane.verticalScrollBar()
    places = []
    for key in ("Down", "PgDown", "End", "Up", "PgUp", "Home"):
        press(key)
        places.append(bar.value())
    assert 0 < places[0] < places[1] < places[2] == bar.maximum()
    assert bar.maximum() > places[3] > places[4] > places[5] == 0
    shown.close()
    settle()
