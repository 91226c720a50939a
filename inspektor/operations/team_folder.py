"""The team folder: every working copy puts what it holds into a shared folder, as a file that it alone writes, and
takes in the others'. An ordinary file share or synchronised folder is enough: no two write the same file.
"""

from __future__ import annotations

import hashlib
import platform
import re
from dataclasses import dataclass
from pathlib import Path

from inspektor.db import copies, queries
from inspektor.db.connection import SUFFIX
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations.merging import Merged, Watch, merge_files

_NOT_IN_NAMES = re.compile(r"[^\w .-]")


@dataclass(frozen=True)
class Exchanged:
    """What an exchange came to: what was taken in (None when no file of the review lies there), with the files that may
    not be, and the own file when it was written anew.
    """

    merged: Merged | None
    written: Path | None


def exchange(store: Store, folder: Path, who: str, *, watch: Watch | None = None) -> Exchanged:
    """Take in what the others have put in the folder, then put there what this copy holds. Files of other reviews are
    passed over; a damaged one, or one that is still being copied, is told of and waits.

    Problem when the folder cannot be reached or written in: what was taken in before stays. Stopped when stopped.
    """
    paths = _files(store, folder)
    merged = merge_files(store, paths, by=who, watch=watch, pass_over=True) if paths else None
    return Exchanged(merged, _put(store, folder / own_name(store, who)))


def own_name(store: Store, who: str) -> str:
    """The name of this copy's file in the folder: its person, and a mark of the machine and place that it lies in, so
    that a copied file gets a name of its own.
    """
    place = f"{platform.node()}\n{store.path.absolute()}\n{store.review}"
    mark = hashlib.sha256(place.encode()).hexdigest()[:8]
    return f"{_NOT_IN_NAMES.sub('', who).strip() or 'granskare'} {mark}{SUFFIX}"


def _files(store: Store, folder: Path) -> list[Path]:
    """What may be files of this review, the own one too: what somebody else may have written in its place is not
    written over.
    """
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        raise Problem(f"Teammappen {folder} går inte att nå. Kontrollera nätverket, eller välj mappen igen.") from error
    files = [path for path in found if path.suffix.lower() == SUFFIX and not path.name.startswith(".")]
    return [path for path in files if not path.samefile(store.path) and _may_be_ours(store, path)]


def _may_be_ours(store: Store, path: Path) -> bool:
    """Whether a file is not known to be another review's."""
    try:
        with Store.open(path) as other:
            return other.review == store.review
    except Problem:
        return True  # merging tells why it cannot be read


def _put(store: Store, path: Path) -> Path | None:
    """Write the own file, if it does not hold all of this copy already."""
    if path.exists():
        try:
            with Store.open(path) as written:
                if queries.latest_change(written)[1] == queries.latest_change(store)[1]:
                    return None
        except Problem as problem:
            raise Problem(f"{problem} Ta bort den ur teammappen och försök igen, så skrivs den på nytt.") from problem
    copies.put(store, path)
    return path
