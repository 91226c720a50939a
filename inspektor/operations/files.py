"""The review's file as a file: is it still the one that was opened, and a copy of it in another place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from inspektor.db import copies, queries
from inspektor.db.copies import clear_leftovers
from inspektor.db.store import Store
from inspektor.domain.errors import Problem

__all__ = ["Anchor", "Elsewhere", "clear_leftovers", "save_copy"]
Operation = Callable[[Store], object]


class Elsewhere(Problem):
    """The file is not where it was when it was opened."""


class Anchor:
    """Remembers which file was opened. SQLite goes on writing in a file that has been removed or replaced, and what is
    written there is lost: ask `check` before an operation.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = _identity(store.path)

    def check(self) -> None:
        """Elsewhere when the file is no longer where it was, or another file has taken its place."""
        found = _identity(self._store.path)
        if found == self._known and found is not None:
            return
        if found is None or not self._same():
            what = "finns inte längre där den var" if found is None else "har bytts ut mot en annan"
            raise Elsewhere(
                f"Filen {self._store.path.name} {what}. Det som visas är kvar men kan inte sparas där: "
                "lägg tillbaka filen, eller spara en kopia på en annan plats."
            )
        self._known = found

    def _same(self) -> bool:
        """Whether the file in the place has the same last change (network drives may number a file anew)."""
        with Store.open(self._store.path) as found:
            return found.review == self._store.review and queries.latest_change(found) == queries.latest_change(
                self._store
            )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def save_copy(store: Store, path: Path, unsaved: Iterable[Operation] = ()) -> None:
    """A copy of the review, with what could not be recorded in it done there. Problem when it cannot be written."""
    copies.copy_to(store, path)
    with Store.open(path, write=True) as copy:
        for operation in unsaved:
            operation(copy)
