"""`siffror`: every number of an edited Word report, held against what the review gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.figure_check import Finding, Passage, check
from inspektor.domain.known_figures import Known
from inspektor.domain.report import build
from inspektor.domain.version import INTERNAL, PUBLIC, Version
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
    findings = tuple(check(known(store, _version(file.origin)), file.passages))
    return Checked(findings, _remark(store, file.origin))


def check_texts(store: Store, texts: Sequence[str]) -> list[list[Finding]]:
    """Judge the figures of some paragraphs; those of each, in order."""
    facit = known(store)
    return [list(check(facit, [Passage(text, "")])) for text in texts]


def known(store: Store, version: Version = INTERNAL) -> Known:
    """What the review gives for the figures of a version, as it stands."""
    whole = basis(store, date.today(), version)
    return Known(whole.material, build(whole), build(replace(whole, texts={})))


def _version(origin: str) -> Version:
    """Which version a report is, by the name of what it was made of."""
    return PUBLIC if origin.split(":")[3:4] == [PUBLIC.kind] else INTERNAL


def _remark(store: Store, origin: str) -> str:
    program, review, change, *_ = (*origin.split(":"), "", "")
    if program != "inspektor":
        return ""
    if review != store.review:
        return "Rapporten är gjord av en annan granskning. Kontrollera att det är rätt fil."
    if change != queries.last_change(store):
        return "Granskningen har ändrats sedan rapporten gjordes. Siffrorna jämförs med granskningen som den är nu."
    return ""
