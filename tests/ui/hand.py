"""A person's hands in the tests: keys, clicks, written text, and waiting until the window has caught up."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

PATIENCE = 10_000  # milliseconds that anything may take before a test gives up; nothing is timed


def settle() -> None:
    """Let the window do what it has to do."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until(true: Callable[[], object]) -> None:
    """Wait until something has become true (background work is over, say)."""
    for _ in range(PATIENCE // 10):
        if true():
            break
        QApplication.processEvents()
        time.sleep(0.01)  # QTest.qWait would keep other threads from running meanwhile
    assert true()
    settle()


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


def dialog() -> QDialog:
    """The dialog that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found
