"""`slaihop`: the inspectors' files put together. Every change of every file is taken in, once, or nothing is."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inspektor.db import brought, copies, merge
from inspektor.db.brought import Brought, Taken
from inspektor.db.merge import Opened, Wanted, Watch
from inspektor.db.merge_refusals import Refused
from inspektor.db.store import Store
from inspektor.domain.errors import Problem, Stopped
from inspektor.operations.conflicts import Conflict, open_conflicts

__all__ = ["Brought", "Earlier", "Merged", "Stopped", "Watch", "earlier", "merge_files", "preview"]


@dataclass(frozen=True)
class Merged:
    """What a merge brought, or would bring: by file and together, and the conflicts that are open after it.

    `refused` are the files that may not be taken in, each with the reason: those of a preview, and those that a merge
    passed over. A merge that was done has a backup if anything was new.
    """

    files: tuple[Brought, ...]
    total: Brought
    conflicts: tuple[Conflict, ...]
    refused: tuple[tuple[Path, str], ...] = ()
    backup: Path | None = None

    @property
    def added(self) -> int:
        """How many changes were new."""
        return self.total.new

    @property
    def known(self) -> int:
        """How many changes of the files were known already, or are in several of them."""
        return self.total.changes - self.total.new


@dataclass(frozen=True)
class Earlier:
    """A merge that was made in this file: when (ISO, UTC), by whom, what it brought, and the name of its backup."""

    at: str
    by: str
    files: tuple[Brought, ...]
    total: Brought
    backup: str


class _NothingNew(Exception):
    """Ends the transaction of a merge that brought nothing, so that the file stays as it is."""


def preview(store: Store, paths: Sequence[Path], *, watch: Watch | None = None) -> Merged:
    """What taking the files in would bring, and which of them may not be. It is tried in a hidden copy: the review is
    neither changed nor held meanwhile. Stopped when stopped.
    """
    refused: dict[Path, str] = {}
    watch = watch or Watch()
    copies.clear_leftovers(store.path)
    with ExitStack() as stack:
        others: list[Opened] = []
        for path in paths:
            watch.check()
            try:
                others.append((stack.enter_context(merge.opened(store, path)), path))
            except Problem as problem:
                refused[path] = str(problem)
        copy = stack.enter_context(_aside(store))
        with _taking_in(copy, others, Wanted("", watch, refused=refused)) as taken:
            pass
        return Merged(taken.files, taken.total, tuple(open_conflicts(copy)), tuple(refused.items()))


def merge_files(
    store: Store, paths: Sequence[Path], *, by: str, watch: Watch | None = None, pass_over: bool = False
) -> Merged:
    """Take the files in, after a backup beside the review (which is not kept when nothing was new).

    Problem, nothing changed, when a file may not be taken in (another review's, another content of a checklist, newer,
    damaged, a log that does not add up), unless such files are to be passed over; and when the disk fails: the backup
    is named. Stopped when somebody stops it.
    """
    watch = watch or Watch()
    refused: dict[Path, str] = {}
    copies.clear_leftovers(store.path)
    with ExitStack() as stack:
        others = []
        for path in paths:
            watch.check()
            try:
                others.append((stack.enter_context(merge.opened(store, path)), path))
            except Problem as problem:
                if not pass_over:
                    raise
                refused[path] = str(problem)
        with store.transaction():
            pass  # that somebody else has locked the review is met before anything is written
        backup = merge.backup(store)
        wanted = Wanted(by, watch, backup.name, refused=refused if pass_over else None)
        try:
            with suppress(_NothingNew), _taking_in(store, others, wanted) as taken:
                if not taken.total.new:
                    raise _NothingNew
        except (Stopped, Refused):
            backup.unlink()
            raise
        except Problem as problem:
            raise Problem(f"{problem} Säkerhetskopian från före ihopslagningen heter {backup.name}.") from problem
    done = Merged(taken.files, taken.total, tuple(open_conflicts(store)), tuple(refused.items()), backup)
    if done.added:
        return done
    backup.unlink()
    return replace(done, backup=None)


def earlier(store: Store) -> list[Earlier]:
    """The merges that were made in this file, the latest first."""
    return [_earlier(at, by, json.loads(report)) for at, by, report in brought.reports(store)]


def _earlier(at: str, by: str, told: dict[str, Any]) -> Earlier:
    files = tuple(brought.from_report(one) for one in told["files"])
    return Earlier(at, by, files, brought.from_report(told["total"]), told["backup"])


@contextmanager
def _taking_in(store: Store, others: Sequence[Opened], wanted: Wanted) -> Iterator[Taken]:
    """The files taken in, kept if what is done within ends well."""
    with _few(store, others, wanted) as (few, gathered), merge.transaction(store):
        yield merge.merge(store, few, replace(wanted, gathered=gathered))


@contextmanager
def _few(
    store: Store, others: Sequence[Opened], wanted: Wanted
) -> Iterator[tuple[Sequence[Opened], Sequence[Brought]]]:
    """As many files as can be taken in at a time: more of them are first put together in a hidden copy of the review;
    what each brought to it.
    """
    if len(others) <= merge.MOST_ATTACHED:
        yield others, ()
        return
    wanted.watch.whole = merge.size(others)
    with _aside(store) as gathering:
        told: list[Brought] = []
        for low in range(0, len(others), merge.MOST_ATTACHED):
            with _taking_in(gathering, others[low : low + merge.MOST_ATTACHED], replace(wanted, by="")) as taken:
                told += taken.files
        yield [(gathering, gathering.path)], told


@contextmanager
def _aside(store: Store) -> Iterator[Store]:
    """A hidden copy of the review beside it, to try things in. What goes wrong with it is told of the review."""
    path = copies.backup(store, f".{store.path.stem}.{uuid.uuid4().hex[:8]}")
    try:
        with Store.open(path, write=True) as copy:
            yield copy
    except Problem as problem:
        problem.args = (str(problem).replace(path.name, store.path.name),)
        raise
    finally:
        path.unlink(missing_ok=True)
