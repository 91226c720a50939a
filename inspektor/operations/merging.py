"""`slaihop`: the inspectors' files put together. Every change of every file is taken in, once, or nothing is."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from inspektor.db import copies, merge
from inspektor.db.merge import Brought, Stopped, Watch
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations.conflicts import Conflict, open_conflicts

__all__ = ["Brought", "Merged", "Stopped", "Watch", "merge_files", "preview"]


@dataclass(frozen=True)
class Merged:
    """What a merge brought, or would bring: by file, and the conflicts that are open after it.

    `refused` are the files that may not be taken in, each with the reason; a merge that was done has none, and has a
    backup if anything was new.
    """

    files: tuple[Brought, ...]
    conflicts: tuple[Conflict, ...]
    refused: tuple[tuple[str, str], ...] = ()
    backup: Path | None = None

    @property
    def added(self) -> int:
        """How many changes were new."""
        return sum(one.new for one in self.files)

    @property
    def known(self) -> int:
        """How many changes of the files were known already."""
        return sum(one.changes - one.new for one in self.files)


Opened = tuple[Store, str]  # a file that is being taken in, and its name


class _NotKept(Exception):
    """Ends the transaction of a preview."""


def preview(store: Store, paths: Sequence[Path], *, watch: Watch | None = None) -> Merged:
    """What taking the files in would bring, and which of them may not be: nothing is changed. Stopped when stopped."""
    refused: list[tuple[str, str]] = []
    told: list[Merged] = []
    with ExitStack() as stack:
        others = []
        for path in paths:
            try:
                others.append((stack.enter_context(merge.opened(store, path)), path.name))
            except Problem as problem:
                refused.append((path.name, str(problem)))
        try:
            with _taking_in(store, others, "", watch or Watch()) as brought:
                told.append(Merged(tuple(brought), tuple(open_conflicts(store)), tuple(refused)))
                raise _NotKept
        except _NotKept:
            return told[0]


def merge_files(store: Store, paths: Sequence[Path], *, by: str, watch: Watch | None = None) -> Merged:
    """Take the files in, after a backup beside the review (which is not kept when nothing was new).

    Problem, nothing changed, when a file may not be taken in (another review's, another content of a checklist, newer,
    damaged, a log that does not add up), or the disk fails: the backup is named. Stopped when somebody stops it.
    """
    with ExitStack() as stack:
        others = [(stack.enter_context(merge.opened(store, path)), path.name) for path in paths]
        backup = merge.backup(store)
        try:
            with _taking_in(store, others, by, watch or Watch()) as brought:
                pass
        except Stopped:
            backup.unlink()
            raise
        except Problem as problem:
            raise Problem(f"{problem} Säkerhetskopian från före ihopslagningen heter {backup.name}.") from problem
    done = Merged(tuple(brought), tuple(open_conflicts(store)), backup=backup)
    if done.added:
        return done
    backup.unlink()
    return replace(done, backup=None)


@contextmanager
def _taking_in(store: Store, others: Sequence[Opened], by: str, watch: Watch) -> Iterator[list[Brought]]:
    """The files taken in, kept if what is done within ends well."""
    with _few(store, others, watch) as (few, gathered):
        try:
            with store.transaction():
                yield merge.merge(store, few, by=by, watch=watch, gathered=gathered)
        finally:
            merge.detach(store)


@contextmanager
def _few(store: Store, others: Sequence[Opened], watch: Watch) -> Iterator[tuple[Sequence[Opened], list[Brought]]]:
    """As many files as can be taken in at a time: more of them are first put together in a hidden copy of the review;
    what each brought to it.
    """
    if len(others) <= merge.MOST_ATTACHED:
        yield others, []
        return
    path = copies.backup(store, f".{store.path.stem}.{uuid.uuid4().hex[:8]}")
    try:
        with Store.open(path, write=True) as gathering:
            told: list[Brought] = []
            for low in range(0, len(others), merge.MOST_ATTACHED):
                with _taking_in(gathering, others[low : low + merge.MOST_ATTACHED], "", watch) as brought:
                    told += brought
            yield [(gathering, path.name)], told
    finally:
        path.unlink(missing_ok=True)
