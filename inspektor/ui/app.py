"""Starting the window: application, Swedish, look, and the one place where the unexpected is caught."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from inspektor import __version__
from inspektor.assets import resource
from inspektor.ui.faults import Catcher
from inspektor.ui.garbage import Collector
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import Look

_TURN = 0.0005  # seconds that background work keeps Python when the window wants it: a tenth of Python's own choice


def application(arguments: Sequence[str]) -> QApplication:
    """The Qt application: Swedish, with its look. One a process."""
    program = arguments[0] if arguments else "inspektor"
    made = QApplication([program, *arguments[1:], "-style", "fusion"])  # setStyle would bring all of QStyle to Python
    made.setOrganizationName("Inspektor")
    made.setApplicationName("Inspektor")
    made.setApplicationVersion(__version__)
    made.setDesktopFileName("inspektor")
    made.setWindowIcon(QIcon(str(resource("icons", "inspektor.svg"))))
    swedish = QTranslator(made)
    if swedish.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        made.installTranslator(swedish)
    Look(made)
    Collector(made)
    sys.setswitchinterval(_TURN)
    return made


def run(path: Path | None) -> int:
    """Open the window, on a review when one is named; the exit status when it is closed."""
    made = application(sys.argv[:1])
    window = MainWindow()
    sys.excepthook = Catcher(window.tell).caught
    window.show()
    if path is not None:
        window.open_review(path)
    return made.exec()
