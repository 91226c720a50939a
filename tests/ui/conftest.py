"""What the tests of the window share: one application, settings of their own, and a window on a fresh small review.

Nothing may go wrong unseen: an exception in a slot, or a warning of Qt's, fails the test that it came in.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from inspektor.ui import recent, tokens
from inspektor.ui.app import application as make_application
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from tests.support import make_review
from tests.ui.hand import settle

HARMLESS = ("This plugin does not support",)  # what the offscreen platform says of itself


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The one Qt application, with its settings in a folder of the tests."""
    present = QApplication.instance()
    if isinstance(present, QApplication):  # made for the tests of another folder
        return present
    settings = str(tmp_path_factory.mktemp("settings"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
    return make_application([])


@pytest.fixture(autouse=True)
def nothing_goes_wrong_unseen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails the test in which something unexpected happened in a slot, or Qt warned."""
    seen: list[str] = []

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        seen.append("".join(traceback.format_exception(kind, error, trace)))

    def warned(kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
        if kind == QtMsgType.QtFatalMsg:  # the process ends here: this is the last chance to say why
            print(text, file=sys.__stderr__, flush=True)
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not (text or "").startswith(HARMLESS):
            seen.append(text or "")

    monkeypatch.setattr(sys, "excepthook", caught)
    before = qInstallMessageHandler(warned)
    yield
    qInstallMessageHandler(before)
    assert seen == []


@pytest.fixture
def first_day(application: QApplication) -> QApplication:
    """The application with settings, text size and theme as it begins, whatever was tested before."""
    QSettings().clear()
    recent.set_who("Inspektör A")
    if (look().theme, look().sizes) != (tokens.LIGHT, tokens.Sizes()):  # else nothing need be dressed anew
        look().set_text_size(100)
        look().set_theme(tokens.LIGHT)
    return application


@pytest.fixture
def start(first_day: QApplication) -> Iterator[MainWindow]:
    """The window as it is when nothing is open."""
    made = MainWindow()
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    settle()
    yield made
    made.close()
    made.deleteLater()
    settle()
    first_day.closeAllWindows()


@pytest.fixture
def window(start: MainWindow, tmp_path: Path) -> MainWindow:
    """The window on a fresh small review: one checklist, no frame, no cases."""
    assert start.open_review(make_review(tmp_path))
    settle()
    return start
