"""The journeys go through the same window as the tests of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from inspektor.ui import recent
from inspektor.ui.main_window import MainWindow
from tests.journeys.journey import Person
from tests.ui import scenes
from tests.ui.conftest import application, first_day, nothing_goes_wrong_unseen, start

__all__ = ["application", "first_day", "nothing_goes_wrong_unseen", "start"]


@pytest.fixture
def files(staged: scenes.Files, tmp_path: Path) -> scenes.Files:
    """The made-up files to work in."""
    return staged.copied(tmp_path / "Granskningar")


@pytest.fixture
def person(start: MainWindow, files: scenes.Files, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Somebody at the start page, with the files in their folder; what they pick in a file dialog is `picks`."""
    monkeypatch.setattr(recent, "folder", lambda: str(files.folder))
    somebody = Person(start, files.folder)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (somebody.pick(), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (somebody.pick().split("|"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: somebody.pick())
    yield somebody
    assert somebody.picks == []
