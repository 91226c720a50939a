"""Undo and redo in the window: at once, or in the background when the operation is a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspektor.domain.errors import Problem
from inspektor.operations import history
from inspektor.ui.trouble import told

if TYPE_CHECKING:
    from inspektor.db.store import Store
    from inspektor.ui.main_window import MainWindow

LARGE = 50  # changes: an operation of more may take longer than the window can stand still
UNDOING, REDOING = "Ångrar …", "Gör om …"


def turn_back(window: MainWindow, *, forward: bool) -> None:
    """Undo (forward: redo) the person's latest operation, and say which. While one is being turned, nothing more is."""
    session = window.session
    if session is None or session.works_on(UNDOING) or session.works_on(REDOING) or not session.may_write():
        return
    who = session.who
    try:
        changes = history.next_turn(session.store, who, forward=forward)
    except Problem as problem:
        window.tell(told(problem))
        return
    if changes is None:
        window.top.show_saved(session.saved_at, "Inget att göra om" if forward else "Inget att ångra")
        return

    def turn(store: Store) -> str:
        return (history.redo if forward else history.undo)(store, who)

    def say(what: str) -> None:
        window.top.show_saved(session.saved_at, f"{'Gjort om' if forward else 'Ångrat'}: {what}")

    kind = "gorom" if forward else "angra"
    if changes > LARGE:
        session.work(REDOING if forward else UNDOING, turn, say, kind=kind)
    elif (what := session.do(kind, turn)) is not None:
        say(what)
