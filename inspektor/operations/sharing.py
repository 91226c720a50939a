"""`dela`: a working file for one inspector, with the cases that are theirs and nobody else's answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspektor.db import queries, working_copies
from inspektor.db.store import Setting, Store
from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.domain.review import Case
from inspektor.domain.values import case_key, unit_key
from inspektor.operations.answers import reviewers_of
from inspektor.operations.reviews import find_case, person

SHARE = "delat"  # the kind of operation, as the log knows it


@dataclass(frozen=True)
class Shared:
    """What went into a working file: the codes of its cases, those of them that two people review, and those of the
    chosen units that did not, since somebody else reviews them.
    """

    cases: tuple[str, ...]
    double: tuple[str, ...]
    others: tuple[str, ...]


def share(
    store: Store,
    to: str,
    path: Path,
    *,
    units: Sequence[str] = (),
    codes: Sequence[str] = (),
    double: Sequence[str] = (),
    by: str,
) -> Shared:
    """Make `to` the reviewer of the cases of some units, of some cases, and the second one of those to be reviewed
    twice (`double`), and write their working file: all their cases, with their own answers if they have any. Without
    any of the three it holds the cases that are theirs already.

    The first who gets a case that is to be reviewed twice is its responsible reviewer. Problem, nothing changed, for a
    unit or code that is none, a case that others review, no case at all, and a file that exists or cannot be written.
    """
    to = person(to)
    with store.transaction():
        cases = queries.cases(store)
        known = next((name for case in cases for name in _names(case) if case_key(name) == case_key(to)), to)
        of_units, others = _of_units(cases, units, known)
        settings = [_responsible(case, known) for case in (*of_units, *_of_codes(store, codes))]
        settings += [one for code in double for one in reviewers_of(find_case(store, code), known)]
        store.record([one for one in settings if one is not None], by=by, kind=SHARE)
        theirs = [case for case in queries.cases(store) if known in _names(case)]
        if not theirs:
            raise Problem(f"{known} har inga ärenden att granska. Ange enheter eller ärenden att dela ut.")
        working_copies.write(store, path, known, [case.id for case in theirs], by=by)
    twice = tuple(case.code for case in theirs if case.second_reviewer)
    return Shared(tuple(case.code for case in theirs), twice, tuple(case.code for case in others))


def _names(case: Case) -> list[str]:
    return [name for name in (case.reviewer, case.second_reviewer) if name]


def _of_units(cases: Sequence[Case], units: Sequence[str], who: str) -> tuple[list[Case], list[Case]]:
    """The cases of some units that are this person's or nobody's, and those that others review."""
    known = {unit_key(case.unit): case.unit for case in cases if case.unit}
    for unit in units:
        if unit_key(unit) not in known:
            names = swedish.listing(swedish.sorted_names(set(known.values())), "eller")
            raise Problem(f"Enheten {unit} har inga ärenden i granskningen. Välj {names or 'enskilda ärenden'}.")
    chosen = [case for case in cases if case.unit and unit_key(case.unit) in set(map(unit_key, units))]
    theirs = [case for case in chosen if not _names(case) or who in _names(case)]
    return theirs, [case for case in chosen if case not in theirs]


def _of_codes(store: Store, codes: Sequence[str]) -> list[Case]:
    return [find_case(store, code) for code in codes]


def _responsible(case: Case, who: str) -> Setting | None:
    """Problem when others review the case."""
    if who in _names(case):
        return None
    if case.reviewer:
        raise Problem(
            f"Ärende {case.code} granskas av {case.reviewer}. Byt granskare först, eller dela ut det för "
            "dubbelgranskning (--dubbel)."
        )
    return Setting("case", (case_key(case.code),), "reviewer", who)
