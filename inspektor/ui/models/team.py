"""How the team folder stands, as the window words it: sentences, each with its mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from inspektor.domain import swedish
from inspektor.operations.merging import Merged
from inspektor.operations.team_folder import Exchanged, Standing
from inspektor.ui.models import merges
from inspektor.ui.widgets.told_lines import Check

_MARK = re.compile(r" [0-9a-f]{8}\.\w+$")  # the end of a file's name in the folder, after whose it is


def clock(at: datetime) -> str:
    """A time of today as the clock, another with its day."""
    at = at.astimezone()
    return f"{at:%H:%M}" if at.date() == datetime.now().astimezone().date() else f"{at:%Y-%m-%d %H:%M}"


def exchanged(done: Exchanged, at: datetime) -> Iterator[Check]:
    """What an exchange came to."""
    yield "checkmark", "ok", f"Hämtat och lämnat {clock(at)}: {_came(done.merged)}."
    if done.merged is None:
        return
    if differing := len({one.thing for one in done.merged.conflicts}):
        yield "info", "muted", f"{merges.differences_left(differing)}. Alla versioner finns kvar."
    for _, why in done.merged.refused:
        yield "warning", "warn", f"{why} Den prövas igen nästa gång."


def _came(merged: Merged | None) -> str:
    if merged is None or not merged.added:
        return "inget nytt från de andra"
    total = merged.total
    what = f"{merges.count(total.answers, 'svar', 'svar')}" if total.answers else _changes(total.new)
    return f"{what} från {_whose(one.file for one in merged.files if one.new)}"


def _whose(files: Iterable[str]) -> str:
    return swedish.listing(dict.fromkeys(_MARK.sub("", name) for name in files))


def _changes(number: int) -> str:
    return merges.count(number, "ändring", "ändringar")


def stands(now: Standing, *, told: bool) -> Iterator[Check]:
    """What is to be fetched, and what is to be left; that there is nothing, where nothing else is `told`."""
    if now.new:
        yield "info", "accent", f"Nytt i teammappen från {_whose(now.new)}."
    if now.left_at is None:
        yield "info", "muted", "Ditt arbete är inte lämnat i teammappen ännu."
    elif not now.left:
        yield "info", "muted", f"Ditt arbete sedan {clock(now.left_at)} är inte lämnat."
    elif not now.new and not told:
        yield "checkmark", "ok", f"Allt är hämtat. Ditt arbete lämnades {clock(now.left_at)}."
