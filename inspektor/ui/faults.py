"""The one place where the unexpected is caught: told, with nothing lost, and noted by kind and place alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from inspektor import __version__
from inspektor.ui.trouble import Trouble

if TYPE_CHECKING:  # what only an error needs is imported when there is one
    from collections.abc import Callable
    from types import TracebackType

LOG = "fel.txt"
_LONGEST = 200_000  # bytes; a longer log is begun anew


class Catcher:
    """What `sys.excepthook` is while the window is open. Everything that was saved is on disk already."""

    def __init__(self, tell: Callable[[Trouble], object], folder: Path | None = None) -> None:
        self._tell, self._folder = tell, folder

    @property
    def log(self) -> Path:
        """Where what was caught is noted."""
        return (self._folder or _folder()) / LOG

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show and note an error."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        from traceback import extract_tb

        places = [f"{Path(frame.filename).name} rad {frame.lineno}" for frame in extract_tb(trace)]
        self._note(f"{kind.__name__}: {', '.join(places)}")
        place = f"{kind.__name__}, {places[-1]}" if places else kind.__name__
        text = f"Det som var sparat är kvar. Starta om Inspektor om något ser fel ut. ({place})"
        self._tell(Trouble("Ett oväntat fel inträffade", text))

    def _note(self, line: str) -> None:
        """A line in the log. Where that cannot be written, the bar has told."""
        from datetime import datetime

        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            begun = self.log.exists() and self.log.stat().st_size < _LONGEST
            with self.log.open("a" if begun else "w", encoding="utf-8") as log:
                log.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')} {__version__} {line}\n")
        except OSError:
            return


def _folder() -> Path:
    from PySide6.QtCore import QStandardPaths

    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
