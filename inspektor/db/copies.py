"""A whole copy of an open review in another place, also when its own file is gone or its disk is full."""

from __future__ import annotations

from pathlib import Path

from inspektor.db import connection
from inspektor.db.store import Store
from inspektor.domain.errors import Problem


def copy_to(store: Store, path: Path) -> None:
    """Write a copy of the review as it stands. Problem when the name is taken or the place cannot be written in."""
    if path.exists():
        raise Problem(f"Filen {path.name} finns redan och skrivs inte över. Välj ett annat namn.")
    with connection.guarded(path):
        try:
            store.database.execute("VACUUM INTO ?", [str(path)])
        except BaseException:
            path.unlink(missing_ok=True)
            raise
