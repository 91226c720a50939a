"""Whole copies of an open review: in another place, also when its own file is gone or its disk full, or beside it."""

from __future__ import annotations

import re
import time
import uuid
from contextlib import suppress
from itertools import count
from pathlib import Path

from inspektor.db import connection
from inspektor.db.store import Store

_LEFT = re.compile(r"\.(.+)\.[0-9a-f]{8}(?:(?: \(\d+\))?(?:\.uppgraderad)?\.granskning|\.ny)(?:-journal)?")
_STALE = 600  # seconds that nobody has written in what somebody works in


def clear_leftovers(path: Path) -> None:
    """Remove the hidden copies of a review, beside it, that a program which was killed has left: they have the names
    that only this program gives, and nobody has written in them for a while. What cannot be removed stays.
    """
    with suppress(OSError):
        for one in list(path.parent.iterdir()):
            found = _LEFT.fullmatch(one.name)
            if found and found[1] in (path.stem, path.name):
                with suppress(OSError):
                    if time.time() - one.stat().st_mtime > _STALE:
                        one.unlink()


def copy_to(store: Store, path: Path) -> None:
    """Write a copy of the review as it stands. Problem when the name is taken or the place cannot be written in."""
    with connection.guarded(path):
        connection.refuse_taken(path)
        try:
            store.database.execute("VACUUM INTO ?", [str(path)])
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def put(store: Store, path: Path) -> None:
    """A copy of the review as it stands at `path`, in the place of what stood there, which stays until the copy is
    whole. Problem when it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.ny")
    with connection.guarded(path):
        try:
            store.database.execute("VACUUM INTO ?", [str(draft)])
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def backup(store: Store, stem: str) -> Path:
    """A copy beside the review, page by page as it stands, named `stem` (and a number where that is taken)."""
    folder, suffix = store.path.parent, store.path.suffix
    draft = store.path.with_name(f".{store.path.name}.{uuid.uuid4().hex[:8]}.ny")
    with connection.guarded(store.path):
        try:
            copy = connection.sqlite.connect(str(draft))
            try:
                store.database.conn.backup(copy)
            finally:
                copy.close()
            path = _free(folder, stem, suffix)
            connection.place(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    return path


def _free(folder: Path, stem: str, suffix: str) -> Path:
    names = (f"{stem}{suffix}" if number == 1 else f"{stem} ({number}){suffix}" for number in count(1))
    return next(path for name in names if not (path := folder / name).exists())
