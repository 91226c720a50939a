"""The one place where the unexpected is caught: told, with nothing lost, and noted by kind and place alone."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths

from inspektor import __version__
from inspektor.ui.trouble import Trouble

LOG = "fel.txt"
_LONGEST = 200_000  # bytes; a longer log is begun anew


class Catcher:
    """What `sys.excepthook` is while the window is open. Everything that was saved is on disk already."""

    def __init__(self, tell: Callable[[Trouble], object], folder: Path | None = None) -> None:
        self._tell = tell
        self.log = (folder or _folder()) / LOG

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show and note an error."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        places = [f"{Path(frame.filename).name} rad {frame.lineno}" for frame in traceback.extract_tb(trace)]
        self._note(f"{kind.__name__}: {', '.join(places)}")
        place = f"{kind.__name__}, {places[-1]}" if places else kind.__name__
        text = f"Det som var sparat är kvar. Starta om Inspektor om något ser fel ut. ({place})"
        self._tell(Trouble("Ett oväntat fel inträffade", text))

    def _note(self, line: str) -> None:
        """A line in the log. Where that cannot be written, the bar has told."""
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            begun = self.log.exists() and self.log.stat().st_size < _LONGEST
            with self.log.open("a" if begun else "w", encoding="utf-8") as log:
                log.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')} {__version__} {line}\n")
        except OSError:
            return


def _folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
