"""The command that lays out the report: its parts, their order and headings, and what is left out."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from inspektor.commands.outcome import Outcome, by

if TYPE_CHECKING:
    from inspektor.db.store import Store
    from inspektor.operations.disposition import Line

_CHANGES = ("ordna", "utelamna", "ta_med", "dela_upp", "forena", "namn")


def disposition(given: Namespace) -> Outcome:
    """List the parts of the report, after the changes that are asked for: all of them or none."""
    from inspektor.db.store import Store
    from inspektor.operations.disposition import lines

    changing = any(getattr(given, name) for name in _CHANGES)
    with Store.open(given.file, write=changing) as store:
        if changing:
            with store.transaction():
                _change(store, given, by(given))
        found = lines(store)
    return Outcome({"sections": [_told(one) for one in found]}, [_line(one) for one in found])


def _change(store: Store, given: Namespace, who: str) -> None:
    from inspektor.operations import disposition as change

    if given.ordna:
        change.order(store, given.ordna, by=who)
    if given.utelamna:
        change.leave_out(store, *given.utelamna, by=who)
    if given.ta_med:
        change.take_in(store, *given.ta_med, by=who)
    if given.dela_upp:
        change.split(store, given.dela_upp, by=who)
    if given.forena:
        change.join(store, given.forena, by=who)
    for part, heading in given.namn:
        change.rename(store, part, heading, by=who)


def _told(one: Line) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.heading,
        "default_title": one.default,
        "level": one.level,
        "left_out": one.left_out,
        "in_report": not one.absent,
        "takes_text": one.takes_text,
        "joined_to": one.joined_to or None,
    }


def _line(one: Line) -> str:
    return f"{one.id}\t{'  ' * (one.level - 1)}{one.heading}\t{one.state or '–'}"
