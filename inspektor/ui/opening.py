"""Opening a review, and what a person is offered when it cannot be opened for writing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.ui import recent
from inspektor.ui.lock import FileLock, HeldByAnother
from inspektor.ui.session import Session
from inspektor.ui.trouble import Trouble, told
from inspektor.ui.views.view import TO_WRITE

if TYPE_CHECKING:
    from inspektor.ui.main_window import MainWindow


def open_session(window: MainWindow, path: Path, *, read_only: bool, take_over: bool) -> Session | None:
    """A session on a review; None when it could not be opened, and then the bar says why and what can be done."""
    try:
        session = Session(path, recent.who(), window, read_only=read_only, take_over=take_over)
        session.only_read.connect(lambda: _tell_read_only(window, path))
        session.reopen.connect(lambda: window.open_review(path))
        return session
    except HeldByAnother as held:
        _offer(window, path, held, foreign=held.foreign and not take_over)
    except Problem as problem:
        if not path.exists():
            window.tell(told(problem), [("Ta bort ur listan", lambda: _forget(window, path))])
        elif not read_only and _readable(path):
            _offer(window, path, problem)
        else:
            window.tell(told(problem))
    return None


def _tell_read_only(window: MainWindow, path: Path) -> None:
    """Say why the open review can only be read, and how it can be changed."""
    text = f"{_why_only_read(path)} Allt kan läsas och kopieras.".strip()
    actions = [(TO_WRITE, lambda: window.open_review(path))]
    window.tell(Trouble("Granskningen är öppen för läsning", text), actions, kind="warn")


def _why_only_read(path: Path) -> str:
    lock = FileLock(path)
    if lock.is_held():
        held = lock.holder()
        return f"{held.who}, dator {held.computer}, ändrar i den. Det som ändras där syns här efter hand."
    if not all(os.access(one, os.W_OK) for one in (path, path.parent)):
        return "Filen eller mappen är skrivskyddad: kopiera filen till en mapp där du får skriva för att ändra i den."
    return ""


def _offer(window: MainWindow, path: Path, problem: Problem, *, foreign: bool = False) -> None:
    """Tell that the review can only be read; and for a lock of another computer, that it can be taken over."""
    actions = [
        ("Öppna för läsning", lambda: window.open_review(path, read_only=True)),
        ("Försök igen", lambda: window.open_review(path)),
    ]
    if foreign:
        actions.append(("Ta över", lambda: window.open_review(path, take_over=True)))
    window.tell(told(problem), actions, kind="warn")


def _readable(path: Path) -> bool:
    try:
        Store.open(path).database.close()
    except Problem:
        return False
    return True


def _forget(window: MainWindow, path: Path) -> None:
    recent.forget(path)
    window.message.hide()
    window.start.refresh()


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except OSError:
        return False
