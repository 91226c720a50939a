"""Somebody who presses and clicks anywhere: seeded, so that the same person comes again.

Driven by the event loop itself, so that menus and dialogs which wait for an answer are met too.
"""

from __future__ import annotations

import random
from collections import deque
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from inspektor.ui.main_window import MainWindow
from tests.ui.scenes import quiet

_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = (  # the commoner, the more often
    "J N X V J N X V J N K C F S 1 2 3 0 Up Down Up Down Left Right Tab Tab Shift+Tab Return Space Esc Esc Delete "
    "Backspace Home End PgUp PgDown F6 Shift+F6 F1 Ctrl+Down Ctrl+Up Ctrl+PgDown Ctrl+PgUp Ctrl+Z Ctrl+Z Ctrl+Shift+Z "
    "Ctrl+Return Ctrl+F Ctrl+C Ctrl+V Ctrl+A Ctrl+E Ctrl+B Ctrl+I Alt+Left Ctrl+Shift+N Ctrl+N Ctrl+O Ctrl+W Ctrl+,"
)
_SIGNS = "åäöÅÄÖéß–—”’ 0123456789-.,;abcjnxv"
_WAITS = 250  # milliseconds after which what was done is taken to wait for an answer
_OFTEN, _BREATH = 40, 20  # every so many steps, milliseconds in which background work may end
_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Monkey(QObject):
    """Presses keys and clicks in whatever is in front."""

    def __init__(self, window: MainWindow, review: Path, seed: int) -> None:
        super().__init__()
        self.chance = random.Random(seed)
        self.done: deque[str] = deque(maxlen=30)
        self._window, self._review = window, review
        self._left, self._keys = 0, _KEYS.split()
        self._within: list[QWidget | None] = []
        self._loop, self._next = QEventLoop(), QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._step)

    def play(self, steps: int) -> None:
        """Do that many things, then put away whatever is open."""
        self._left = steps
        self._next.start(0)
        self._loop.exec()
        quiet(self._window)

    def picked(self) -> tuple[str, str]:
        """What is chosen in a file dialog: nothing, the review, or a name that may be free."""
        folder = self._review.parent
        names = ["", "", str(self._review), str(folder / f"fil {self.chance.randrange(9)}"), str(folder / "lista.csv")]
        return self.chance.choice(names), ""

    def picked_files(self) -> tuple[list[str], str]:
        """The files that are chosen where there may be several: some of those in the folder, or none."""
        files = sorted(str(path) for path in self._review.parent.glob("*.granskning"))
        return self.chance.sample(files, self.chance.randrange(4)), ""

    def _step(self) -> None:
        """One thing, and then the next; also if what it opened waits for an answer in an event loop of its own."""
        self._next.start(_WAITS)
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if self._within and self._within[-1] is front:
            return  # no answer is waited for: what was done there last is only slow
        if self._left > 0:
            self._left -= 1
            self._within.append(front)
            try:
                self._act(front)
            finally:
                self._within.pop()
        elif front is not None:
            front.close()
        else:
            self._next.stop()
            self._loop.quit()
            return
        self._next.start(_BREATH if self._left % _OFTEN == 0 else 0)

    def _act(self, front: QWidget | None) -> None:
        kind = self.chance.random()
        if QApplication.activeWindow() is None:  # a dialog was closed, and offscreen nobody hands the keyboard back
            (front or self._window).activateWindow()
        if self._window.session is None and front is None and kind < 0.3:
            self._window.open_review(self._review)
        elif kind < 0.6:
            self._press(front or self._window)
        elif kind < 0.7:
            self._write()
        else:
            self._click(front or self._window)

    def _press(self, front: QWidget) -> None:
        keys = self.chance.choice(self._keys)
        self.done.append(keys)
        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack it
        handle, modifiers = front.windowHandle(), combination.keyboardModifiers()
        if modifiers & Qt.KeyboardModifier.AltModifier and front is QApplication.activePopupWidget():
            return  # QTest presses Alt by itself first, which puts a menu away, and goes on in a window that is gone
        if handle is not None:
            QTest.keyPress(handle, combination.key(), modifiers)
            if isValid(front) and front.windowHandle() is handle:  # a key may close what it is pressed in
                QTest.keyRelease(handle, combination.key(), modifiers)

    def _write(self) -> None:
        for sign in self.chance.choices(_SIGNS, k=self.chance.randrange(1, 12)):
            target = QApplication.focusWidget()
            if target is None:
                return
            self.done.append(sign)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, _NONE, sign))

    def _click(self, front: QWidget) -> None:
        seen = [one for one in front.findChildren(QWidget) if one.isVisible() and one.window() is front]
        target = self.chance.choice([*seen, front])
        box = target.visibleRegion().boundingRect()
        handle = front.windowHandle()
        if box.isEmpty() or handle is None:
            return
        inside = QPoint(self.chance.randrange(box.width()), self.chance.randrange(box.height())) + box.topLeft()
        which = _RIGHT if self.chance.random() < 0.05 else _LEFT
        click = QTest.mouseDClick if self.chance.random() < 0.1 else QTest.mouseClick
        self.done.append(f"click {type(target).__name__} {target.accessibleName()!r} {which.name}")
        click(handle, which, _NONE, target.mapTo(front, inside))
