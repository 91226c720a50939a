"""The ways in which a figure is written in running text, by name: `14 av 32`, `44 procent`, `drygt hälften`.

People's own texts keep the name of the form, so that the figure is written in the same way when it is counted anew.
"""

from __future__ import annotations

from collections.abc import Callable

from inspektor.domain import swedish
from inspektor.domain.document import Figure, Trace
from inspektor.domain.results import SMALL
from inspektor.domain.rough_shares import roughly

SEVERAL = 3  # "samtliga två" is not said


def alike(base: int) -> Callable[[int], str]:
    """How the numbers in a list are written: words when even the base is one, else digits."""
    return swedish.number if base < len(swedish.NUMBER_WORDS) else str


def _percent(part: int, whole: int) -> str:
    return f"{swedish.percent(part, whole)} procent" if whole else ""


def _share_and_percent(part: int, whole: int) -> str:
    share = swedish.share(part, whole)
    return f"{share} ({_percent(part, whole)})" if whole >= SMALL else share


def _all_or_none(part: int, whole: int) -> str:
    if part == 0:
        return f"inget av {swedish.number(whole)}"
    return f"samtliga {swedish.number(whole)}" if part == whole >= SEVERAL else swedish.share(part, whole)


def _cases(part: int, _whole: int) -> str:
    return f"{swedish.number(part) if part else 'inget'} {swedish.plural(part or 1, 'ärende', 'ärenden')}"


FORMS: dict[str, Callable[[int, int], str]] = {
    "andel": swedish.share,
    "andel_procent": _share_and_percent,
    "samtliga": _all_or_none,  # before the word "ärenden"
    "procent": _percent,
    "ungefar": lambda part, whole: roughly(part, whole) or swedish.share(part, whole),
    "antal": lambda part, _: swedish.number(part),
    "antal_i_rad": lambda part, whole: alike(whole)(part),  # among others of the same whole
    "arenden": _cases,
}
"""For each form, what so many of so many is called; empty where it cannot be said so."""
COUNTS = ("antal", "antal_i_rad", "arenden")  # the forms that say nothing of a whole


def written(form: str, trace: Trace) -> Figure:
    """A figure in one of the forms."""
    return Figure(FORMS[form](len(trace.cases), trace.base), trace, form)
