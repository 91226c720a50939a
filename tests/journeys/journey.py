"""What a person does in the window, in their own words: with keys and clicks only, and reading what is on screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QDialog, QLabel, QWidget

from inspektor.db.queries import Answer
from inspektor.db.store import Store
from inspektor.operations.answers import open_case
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.review_case import ReviewCasePage
from tests.ui.hand import button, click, focused, pick, press, settle, write
from tests.ui.scenes import WHO, quiet

STEPS = ("Översikt", "Urval", "Ärenden", "Resultat", "Rapport", "Slå ihop")


@dataclass
class Person:
    """Somebody in front of the window. `picks` are the files that they will choose in file dialogs, in that order."""

    window: MainWindow
    folder: Path
    picks: list[str] = field(default_factory=list)

    def pick(self) -> str:
        """What is chosen in the file dialog that is open."""
        return self.picks.pop(0)

    def open(self, name: str) -> None:
        """Open a review from the start page with Ctrl+O."""
        self.picks.append(str(self.folder / name))
        press("Ctrl+O")
        assert self.window.session is not None

    def go(self, step: str) -> None:
        """Go to a step with the arrows, in the rail."""
        self.awake()
        self.window.rail.setFocus()
        press("Home " + "Down " * STEPS.index(step))
        quiet(self.window)
        shown = self.window.stack.currentWidget()
        assert shown is not None
        assert shown.accessibleName() == step

    def awake(self) -> None:
        """Give the window the keyboard, as the system does when a dialog has been closed."""
        self.front.activateWindow()
        settle()

    def push(self, words: str) -> None:
        """Press a button with the mouse, in the dialog that is open or in the window."""
        click(button(self.front, words))
        self.awake()

    def save(self, words: str) -> None:
        """Choose something in the menu for saving the report."""
        pick(self.window, "Spara", words)
        self.awake()

    @property
    def front(self) -> QWidget:
        """The dialog that is open, else the window."""
        found = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return found[-1] if found else self.window

    def field(self, name: str) -> QWidget:
        """The visible field, list or table with a name."""
        seen = [one for one in self.front.findChildren(QWidget) if one.isVisible() and one.focusPolicy()]
        found = [one for one in seen if one.accessibleName() == name]
        assert len(found) == 1, [one.accessibleName() for one in seen]
        return found[0]

    def fill(self, name: str, text: str) -> None:
        """Write in a field, in place of what stands there."""
        self.field(name).setFocus()
        press("Ctrl+A Delete")
        write(text)

    def enter(self, name: str, text: str) -> None:
        """Write in a field by keyboard alone: come to it with Tab; in a box with choices, choose by its first signs."""
        wanted = self.field(name)
        for _ in self.front.findChildren(QWidget):
            if focused() is not wanted:
                press("Tab")
        assert focused() is wanted
        write(text)

    def tick(self, words: str) -> None:
        """Tick a box with the keyboard, when it has come."""
        assert self._boxes(words)
        self._boxes(words)[0].setFocus()
        press("Space")

    def _boxes(self, words: str) -> list[QCheckBox]:
        found = [one for one in self.front.findChildren(QCheckBox) if one.isVisible()]
        return [one for one in found if words in (one.accessibleName() or one.text())]

    def see(self, words: str) -> bool:
        """Whether words stand on screen, in a label."""
        return any(words in one.text() for one in self.front.findChildren(QLabel) if one.isVisible())

    @property
    def told(self) -> str:
        """What the bar of messages says."""
        return self.window.message.told

    @property
    def saved(self) -> str:
        """What the line of the top bar says about what is saved."""
        return self.window.top.saved.text()

    def review(self, code: str) -> ReviewCasePage:
        """Open a case from the list of cases, by searching for it."""
        self.go("Ärenden")
        press("Ctrl+F")
        write(code)
        listed = self.field("Ärenden")
        assert isinstance(listed, QAbstractItemView)
        assert listed.model().rowCount() == 1
        press("Down Return")
        quiet(self.window)
        page = self.page
        assert page.code == code
        return page

    @property
    def page(self) -> ReviewCasePage:
        """The case that is open."""
        found = self.window.findChild(ReviewCasePage)
        assert isinstance(found, ReviewCasePage)
        assert found.isVisible()
        return found

    def on_disk(self, code: str) -> dict[str, Answer]:
        """Inspektör A's answers in a case, read from the file by another connection."""
        assert self.window.session is not None
        with Store.open(self.window.session.path) as store:
            return dict(open_case(store, code, WHO).answers)


def click_cell(view: QAbstractItemView, index: QModelIndex, *, twice: bool = False) -> None:
    """Click in the middle of a cell."""
    view.scrollTo(index)
    settle()
    spot = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    if twice:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settle()
