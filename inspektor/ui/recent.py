"""What the window remembers between times: recent files (names of files alone, never what is in them), folder and person."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

MOST = 8


@dataclass(frozen=True)
class RecentFile:
    """A file that was opened: where it is, when, and whether it is still there."""

    path: Path
    opened: datetime
    exists: bool


def files() -> list[RecentFile]:
    """The recent files, the latest first."""
    kept = QSettings().value("senaste", [])
    found = []
    for line in kept if isinstance(kept, list) else [kept]:
        when, _, name = str(line).partition(" ")
        if name:
            path = Path(name)
            found.append(RecentFile(path, datetime.fromisoformat(when), path.is_file()))
    return found


def remember(path: Path) -> None:
    """Put a file first in the list."""
    others = [one for one in files() if one.path != path.absolute()][: MOST - 1]
    lines = [f"{datetime.now().astimezone().isoformat(timespec='seconds')} {path.absolute()}"]
    lines += [f"{one.opened.isoformat()} {one.path}" for one in others]
    QSettings().setValue("senaste", lines)


def clear() -> None:
    """Forget the files."""
    QSettings().remove("senaste")


def folder() -> str:
    """Where a file dialog begins: the latest file's folder, else the person's documents."""
    for one in files():
        if one.path.parent.is_dir():
            return str(one.path.parent)
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def who() -> str:
    """The name that what one does is recorded under: the setting, else the login's."""
    return str(QSettings().value("granskare", "") or getpass.getuser())


def set_who(name: str) -> None:
    """Set that name."""
    QSettings().setValue("granskare", name.strip())
