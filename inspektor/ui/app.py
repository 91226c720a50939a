"""Starting the window: application, Swedish, look, and the one place where the unexpected is caught."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from inspektor import __version__
from inspektor.ui.main_window import MainWindow
from inspektor.ui.session import Trouble
from inspektor.ui.style import Look


def application(arguments: Sequence[str]) -> QApplication:
    """The Qt application: Swedish, with its look. One a process."""
    made = QApplication(list(arguments))
    made.setOrganizationName("Inspektor")
    made.setApplicationName("Inspektor")
    made.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    swedish = QTranslator(made)
    if swedish.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        made.installTranslator(swedish)
    Look(made)
    return made


def run(path: Path | None) -> int:
    """Open the window, on a review when one is named; the exit status when it is closed."""
    made = application(sys.argv[:1])
    window = MainWindow()
    sys.excepthook = _catcher(window)
    window.show()
    if path is not None:
        window.open_review(path)
    return made.exec()


def _catcher(window: MainWindow):  # type: ignore[no-untyped-def]  # noqa: ANN202  (sys.excepthook's own type)
    """What is shown when something unexpected happens: kind and place, never content. Everything saved is on disk
    already.
    """

    def caught(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        frames = traceback.extract_tb(trace)
        place = (
            f"{kind.__name__}, {Path(frames[-1].filename).name} rad {frames[-1].lineno}" if frames else kind.__name__
        )
        window.tell(
            Trouble(
                "Ett oväntat fel inträffade",
                f"Det som var sparat är kvar ({place}). Starta om Inspektor om något ser fel ut.",
            )
        )

    return caught
