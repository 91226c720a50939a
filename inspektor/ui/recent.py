"""What the window remembers between times: recent files (their paths alone, never what is in them), step and person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from datetime import datetime

MOST = 8


class RecentFile(NamedTuple):
    """A file that was opened: where it is, when, and whether it is still there (as far as anybody has looked)."""

    path: Path
    opened: datetime
    exists: bool = True


def files() -> list[RecentFile]:
    """The recent files, the latest first. Nobody has looked for them: a drive that is gone can take long to answer."""
    kept = QSettings().value("senaste", [])
    if not kept:
        return []
    from datetime import datetime

    found = []
    for line in kept if isinstance(kept, list) else [kept]:
        when, _, name = str(line).partition(" ")
        if name:
            found.append(RecentFile(Path(name), datetime.fromisoformat(when)))
    return found


def looked_for(those: list[RecentFile]) -> list[RecentFile]:
    """Some files, with what was found when somebody looked. For a thread of its own."""
    return [one._replace(exists=_is_there(one.path)) for one in those]


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def remember(path: Path) -> None:
    """Put a file first in the list."""
    from datetime import datetime

    _keep([RecentFile(path.absolute(), datetime.now().astimezone()), *_without(path)][:MOST])


def forget(path: Path) -> None:
    """Take a file off the list."""
    _keep(_without(path))


def _without(path: Path) -> list[RecentFile]:
    return [one for one in files() if one.path != path.absolute()]


def _keep(kept: list[RecentFile]) -> None:
    lines = [f"{one.opened.isoformat(timespec='seconds')} {one.path}" for one in kept]
    QSettings().setValue("senaste", lines)


def clear() -> None:
    """Forget the files."""
    QSettings().remove("senaste")


def step_of(path: Path) -> str:
    """The step that was in front when this file was last worked in, if it was the latest one; else empty."""
    latest = files()[:1]
    same = bool(latest) and latest[0].path == path.absolute()
    return str(QSettings().value("steg", "")) if same else ""


def set_step(name: str) -> None:
    """Remember which step was in front when a file was closed: every change writes the settings to disk."""
    QSettings().setValue("steg", name)


def folder() -> str:
    """Where a file dialog begins: the latest file's folder, else the person's documents."""
    for one in files():
        if _is_folder(one.path.parent):
            return str(one.path.parent)
    from PySide6.QtCore import QStandardPaths

    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def who() -> str:
    """The name that what one does is recorded under: the setting, else the login's."""
    from getpass import getuser

    return str(QSettings().value("granskare", "") or getuser())


def set_who(name: str) -> None:
    """Set that name."""
    QSettings().setValue("granskare", name.strip())


def team_folder(review: str) -> Path | None:
    """The team folder that a review's work is left in and fetched from; None for none."""
    kept = str(QSettings().value(f"teammapp/{review}/mapp", ""))
    return Path(kept) if kept else None


def set_team_folder(review: str, folder: Path | None) -> None:
    """Remember a review's team folder; None to forget all about it."""
    if folder is None:
        QSettings().remove(f"teammapp/{review}")
    else:
        QSettings().setValue(f"teammapp/{review}/mapp", str(folder))


def fetches_by_itself(review: str) -> bool:
    """Whether what is new in the team folder is fetched without anybody asking."""
    return str(QSettings().value(f"teammapp/{review}/automatiskt", "")) == "ja"


def set_fetches_by_itself(review: str, *, on: bool) -> None:
    """Set that."""
    QSettings().setValue(f"teammapp/{review}/automatiskt", "ja" if on else "")


def word_template() -> Path | None:
    """The Word template that reports are written in; None for none."""
    kept = str(QSettings().value("wordmall", ""))
    return Path(kept) if kept else None


def set_word_template(path: Path | None) -> None:
    """Remember the template; None for none."""
    QSettings().setValue("wordmall", str(path) if path else "")
