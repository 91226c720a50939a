"""`siffror`: every number of an edited Word report, held against what the review gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.document import Inserted
from inspektor.domain.figure_check import Finding, Passage, check
from inspektor.domain.known_figures import Known
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.report import build
from inspektor.operations import counting
from inspektor.operations.reports import basis
from inspektor.operations.word_files import read_word


@dataclass(frozen=True)
class Checked:
    """What came of it: every figure judged, and what the report says of the data that it was made from (empty where
    nothing needs to be said).
    """

    findings: tuple[Finding, ...]
    remark: str = ""


def check_figures(store: Store, path: Path) -> Checked:
    """Judge every number of a Word report. Problem where the file cannot be read."""
    file = read_word(path)
    findings = tuple(check(known(store), file.passages))
    return Checked(findings, _remark(store, file.origin))


def check_texts(store: Store, texts: Sequence[Passage]) -> list[list[Finding]]:
    """Judge the figures of some paragraphs; those of each, in order."""
    facit = known(store)
    return [list(check(facit, [text])) for text in texts]


@dataclass(frozen=True)
class Now:
    """What an inserted figure says now, and what it tells of: nothing where the review no longer gives it."""

    words: str
    about: str


def now(store: Store, figures: Collection[Inserted]) -> dict[Inserted, Now]:
    """Some inserted figures as the review stands."""
    live = LiveFigures(counting.material(store))
    return {one: Now(live.words(one), live.told(one)) for one in figures}


def known(store: Store) -> Known:
    """What the review gives for its figures, as it stands."""
    whole = basis(store, date.today())
    return Known(whole.material, build(whole), build(replace(whole, texts={})))


def _remark(store: Store, origin: str) -> str:
    program, _, state = origin.partition(":")
    review, _, change = state.partition(":")
    if program != "inspektor":
        return ""
    if review != store.review:
        return "Rapporten är gjord av en annan granskning. Kontrollera att det är rätt fil."
    if change != queries.last_change(store):
        return "Granskningen har ändrats sedan rapporten gjordes. Siffrorna jämförs med granskningen som den är nu."
    return ""
