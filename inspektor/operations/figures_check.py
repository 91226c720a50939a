"""`siffror`: every number of an edited Word report, held against what the review gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain import figure_marks
from inspektor.domain.document import Inserted, Report
from inspektor.domain.figure_check import Finding, Passage, check
from inspektor.domain.known_figures import Known
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.report import Basis, build, prepared
from inspektor.domain.version import INTERNAL, PUBLIC, Version
from inspektor.operations import counting, reports
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
    version, lost = _version(store, file.origin)
    findings = tuple(check(known(store, version), file.passages))
    return Checked(findings, " ".join(filter(None, (_remark(store, file.origin), lost))))


def check_texts(store: Store, texts: Sequence[Passage], version: Version = INTERNAL) -> list[list[Finding]]:
    """Judge the figures of some paragraphs by a version; those of each, in order. What is inserted in them is judged as
    the review has it: each version counts it anew.
    """
    facit = known(store, version)
    found = [list(check(facit, [text])) for text in texts]
    if version == INTERNAL:
        return found
    return [[one for one in of if not _inserted(one, text)] for of, text in zip(found, texts, strict=True)]


def _inserted(one: Finding, text: Passage) -> bool:
    return any(mark.start < one.end and one.start < mark.end for mark in text.marks)


@dataclass(frozen=True)
class Now:
    """What an inserted figure says now, and what it tells of: nothing where the review no longer gives it."""

    words: str
    about: str


def now(store: Store, figures: Collection[Inserted]) -> dict[Inserted, Now]:
    """Some inserted figures as the review stands."""
    live = LiveFigures(counting.material(store))
    return {one: Now(live.words(one), live.told(one)) for one in figures}


def known(store: Store, version: Version = INTERNAL) -> Known:
    """What the review gives for the figures of a version, as it stands."""
    made = prepared(reports.basis(store, date.today(), version))
    pooled = made.material if version.unit else None
    return Known(made.whole, build(made), _own(replace(made, texts={})), pooled)


def _own(basis: Basis) -> Report:
    """All that the program writes: in the report as people have arranged it, and in what they have left out."""
    own = build(basis)
    if not basis.disposition:
        return own
    everything = build(replace(basis, disposition={}))
    there = set(own.blocks)
    return replace(own, blocks=(*own.blocks, *(block for block in everything.blocks if block not in there)))


def _version(store: Store, origin: str) -> tuple[Version, str]:
    """Which version a report is, and what to say where it cannot be made any more."""
    kind, *key = origin.split(":")[3:] or [""]
    if kind != "dialog":
        return PUBLIC if kind == PUBLIC.kind else INTERNAL, ""
    unit = next((unit for unit in reports.units(store) if [figure_marks.section(unit)] == key), None)
    if unit is None:
        return INTERNAL, "Enheten som dialogversionen gäller finns inte längre i granskningen."
    return Version("dialog", unit), ""


def _remark(store: Store, origin: str) -> str:
    program, review, change, *_ = (*origin.split(":"), "", "")
    if program != "inspektor":
        return ""
    if review != store.review:
        return "Rapporten är gjord av en annan granskning. Kontrollera att det är rätt fil."
    if change != queries.last_change(store):
        return "Granskningen har ändrats sedan rapporten gjordes. Siffrorna jämförs med granskningen som den är nu."
    return ""
