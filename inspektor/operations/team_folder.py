"""The team folder: every working copy puts what it holds into a shared folder, as a file that it alone writes, and
takes in the others'. An ordinary file share or synchronised folder is enough: no two write the same file.
"""

from __future__ import annotations

import hashlib
import platform
import re
from dataclasses import dataclass, replace
from datetime import datetime
from os import stat_result
from pathlib import Path

from inspektor.db import copies, queries
from inspektor.db.connection import SUFFIX
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations.merging import Merged, Watch, merge_files

_NOT_IN_NAMES = re.compile(r"[^\w .-]")


Stamp = frozenset[tuple[str, int, int]]  # the name, size and time of each file


@dataclass(frozen=True)
class Standing:
    """How a folder and this copy stand to each other. `new` are the files that hold something which is not here yet;
    `left` whether the own file holds all of this copy, and `left_at` when it was written last (None: never).
    """

    stamp: Stamp
    new: tuple[str, ...]
    left: bool
    left_at: datetime | None


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


def standing(store: Store, folder: Path, who: str, before: Standing | None = None) -> Standing:
    """What lies in the folder. Nothing is read of files that have the names, sizes and times that they had `before`,
    and nothing is told of those that cannot be read: `exchange` tells why. Problem when it cannot be reached.
    """
    stamp = frozenset((path.name, found.st_size, found.st_mtime_ns) for path, found in _seen(folder))
    own = own_name(store, who)
    at = next((datetime.fromtimestamp(time / 1e9).astimezone() for name, _, time in stamp if name == own), None)
    if before is not None and before.stamp == stamp:
        return replace(before, left=at is not None and _holds_all(store, folder / own))
    new = tuple(path.name for path in _files(store, folder) if _is_new(store, path))
    return Standing(stamp, new, at is not None and _holds_all(store, folder / own), at)


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
    files = [path for path, _ in _seen(folder)]
    return [path for path in files if not path.samefile(store.path) and _may_be_ours(store, path)]


def _seen(folder: Path) -> list[tuple[Path, stat_result]]:
    """The folder's review files, with what can be seen of them from outside."""
    try:
        found = sorted(folder.iterdir())
        files = [path for path in found if path.suffix.lower() == SUFFIX and not path.name.startswith(".")]
        return [(path, path.stat()) for path in files]
    except OSError as error:
        raise Problem(f"Teammappen {folder} går inte att nå. Kontrollera nätverket, eller välj mappen igen.") from error


def _is_new(store: Store, path: Path) -> bool:
    """Whether a file holds something that this copy does not."""
    try:
        with Store.open(path) as other:
            return other.review == store.review and not queries.knows_all(store, other)
    except Problem:
        return False


def _holds_all(store: Store, path: Path) -> bool:
    """Whether all of this copy is left, as far as can be seen."""
    try:
        return _is_left(store, path)
    except Problem:
        return False


def _is_left(store: Store, path: Path) -> bool:
    """Whether the own file holds all of this copy. Problem when it cannot be read."""
    with Store.open(path) as written:
        return queries.latest_change(written)[1] == queries.latest_change(store)[1]


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
            if _is_left(store, path):
                return None
        except Problem as problem:
            raise Problem(f"{problem} Ta bort den ur teammappen och försök igen, så skrivs den på nytt.") from problem
    copies.clear_leftovers(path)
    copies.put(store, path)
    return path
