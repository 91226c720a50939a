"""A person's hands in the tests: keys, clicks, written text, and waiting until the window has caught up.

After each thing that they do they wait until the work that it began in the background is over as well, so that a test
never looks at what is half done. A test that holds such work up itself says so (`not_waiting`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget

from inspektor.ui import background

PATIENCE = 60.0  # seconds that anything may take before a test gives up; nothing is timed
_held: list[bool] = []  # one for each `not_waiting` that goes on


def settle() -> None:
    """Let the window do what it has to do, and end what it does in the background."""
    _catch_up()
    if not _held:
        _wait(_at_rest)


def until(true: Callable[[], object]) -> None:
    """Wait until something has become true that nobody but time brings about: a pause is over, a file is noticed."""
    _wait(true)
    settle()


@contextmanager
def not_waiting() -> Iterator[None]:
    """Look at the window while work goes on that the test holds up: no hand waits for it to end."""
    _held.append(True)
    try:
        yield
    finally:
        _held.pop()


def _at_rest() -> bool:
    """Whether nothing goes on in the background, and what came of it has begun nothing more (by a timer of 0, say)."""
    before = bool(background._running)
    _catch_up()
    return not before and not background._running


def _wait(true: Callable[[], object]) -> None:
    giving_up = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < giving_up, "what the test waits for never came"
        time.sleep(0.005)  # QTest.qWait would keep other threads from running meanwhile
        _catch_up()


def _catch_up() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def focused() -> QWidget:
    """What the keyboard goes to."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(keys: str, widget: QWidget | None = None) -> None:
    """Press keys one after the other, such as `press("J Down Ctrl+Z")`, where the focus is, or in a widget."""
    for one in keys.split():
        combination = QKeySequence(one)[0]  # type: ignore[index]  # the stubs lack it
        QTest.keyClick(widget or focused(), combination.key(), combination.keyboardModifiers())
        settle()


def write(text: str, widget: QWidget | None = None) -> None:
    """Write a text where the focus is, or in a widget; å, ä, ö and any other sign too."""
    target = widget or focused()
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
    settle()


def click(widget: QWidget) -> None:
    """Click in the middle of a widget that can be seen and used."""
    assert widget.isVisible(), f"{widget.accessibleName()} cannot be seen"
    assert widget.isEnabled(), f"{widget.accessibleName()} cannot be used"
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle()


def button(within: QWidget, name: str) -> QAbstractButton:
    """The visible button with an accessible name."""
    found = [one for one in within.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisible()]
    assert len(found) == 1, [one.accessibleName() for one in within.findChildren(QAbstractButton) if one.isVisible()]
    return found[0]


def push(within: QWidget, name: str) -> None:
    """Click the button with an accessible name."""
    click(button(within, name))


def pick(within: QWidget, name: str, words: str) -> None:
    """Open the menu of the button with an accessible name, and choose the entry with these words by keyboard."""
    push(within, name)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wanted = [action for action in menu.actions() if action.text() == words and action.isEnabled()]
    assert len(wanted) == 1, [action.text() for action in menu.actions()]
    menu.setActiveAction(wanted[0])
    press("Return", menu)


def dialog() -> QDialog:
    """The dialog that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def menu() -> QMenu:
    """The menu that is open."""
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def choose(*words: str) -> None:
    """Choose in the menu that is open, and in the menus below it, by keyboard."""
    for place, one in enumerate(words):
        opened = menu()
        there = next(action for action in opened.actions() if action.text().startswith(one))
        for _ in opened.actions():
            if opened.activeAction() is not there:
                press("Down", opened)
        assert opened.activeAction() is there
        press("Return" if place == len(words) - 1 else "Right", opened)
