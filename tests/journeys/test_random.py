"""Anything pressed anywhere: no exception, no warning, and a file that is whole afterwards.

The test command takes a few hundred steps. Ten thousand, from any seed:
`INSPEKTOR_STEG=10000 INSPEKTOR_FRO=3 python3 dev.py test tests/journeys/test_random.py`.
"""

from __future__ import annotations

import os

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from inspektor.db.store import Store
from inspektor.operations import history
from inspektor.ui import recent
from inspektor.ui.main_window import MainWindow
from tests.journeys.monkey import Monkey
from tests.ui import scenes

STEPS = int(os.environ.get("INSPEKTOR_STEG", "500"))


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", [1, 2] if STEPS <= 500 else [int(os.environ.get("INSPEKTOR_FRO", "3"))])
def test_random_keys_and_clicks_do_no_harm(
    start: MainWindow, files: scenes.Files, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    review = files.path(scenes.PLAYED)
    monkey = Monkey(start, review, seed)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: monkey.picked())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: monkey.picked_files())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(files.folder))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: True)
    monkeypatch.setattr(recent, "folder", lambda: str(files.folder))
    assert start.open_review(review)
    monkey.play(STEPS)
    start.close_review()
    for path in files.folder.glob("*.granskning"):
        with Store.open(path, write=True) as store:
            assert history.problems(store) == []
