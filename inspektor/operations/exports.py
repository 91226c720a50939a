"""What a review is written as: the draft report as Word or PDF, and the workbook for the statistician as Excel."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.errors import Problem, Stopped
from inspektor.domain.version import INTERNAL, Version
from inspektor.domain.workbook import build
from inspektor.operations import reports

BOOK = ".xlsx"
FORMATS = (*reports.FORMATS, BOOK)
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')  # what no file name may hold on some system
_LONGEST = 80
_NO_DIALOG = (
    "Arbetsboken innehåller alla enheters ärenden och finns inte som dialogversion. Spara dialogversionen som Word "
    "eller PDF."
)


@dataclass
class Progress:
    """How far the writing of a workbook, or of many reports, has come, and whether somebody wants it stopped."""

    stop: Event = field(default_factory=Event)
    tell: Callable[[int, int], object] | None = None
    done: int = 0
    whole: int = 0

    def moved(self, rows: int) -> None:
        """So many rows more are written. Stopped when somebody has stopped it."""
        self.done += rows
        if self.tell is not None:
            self.tell(self.done, self.whole)
        self.check()

    def check(self) -> None:
        """Stopped when somebody has stopped it."""
        if self.stop.is_set():
            raise Stopped("Inget är skrivet: arbetet avbröts.")


def write(store: Store, path: Path, on: date, version: Version = INTERNAL, template: Path | None = None) -> list[str]:
    """Write the report (`.docx`, in a Word `template` if there is one; `.pdf`) or the workbook (`.xlsx`), whole or not
    at all; what a person should see to before it goes out.
    """
    reports.check_target(path, FORMATS)
    if path.suffix.lower() != BOOK:
        return reports.warnings(store, reports.write_report(store, path, on, version, template), version)
    if version.kind == "dialog":
        raise Problem(_NO_DIALOG)
    if template is not None:
        raise Problem(reports.ONLY_WORD)
    return write_workbook(store, path, on, version)


def write_for_units(
    store: Store, folder: Path, on: date, template: Path | None = None, progress: Progress | None = None
) -> list[str]:
    """Write the dialogue version for every unit as a Word file of its own in a folder, all of them or none; what a
    person should see to. Problem where there is a file of the name already. Stopped when somebody stops it.
    """
    progress = progress or Progress()
    versions = [Version("dialog", unit) for unit in reports.units(store)]
    progress.whole = len(versions)
    paths = _free(folder, versions)
    found: dict[str, None] = {}
    written: list[Path] = []
    try:
        for path, version in zip(paths, versions, strict=True):
            found |= dict.fromkeys(write(store, path, on, version, template))
            written.append(path)
            progress.moved(1)
    except Problem:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return list(found)


def _free(folder: Path, versions: Sequence[Version]) -> list[Path]:
    """A file in the folder for each version, none of which is there."""
    paths: list[Path] = []
    alike: Counter[str] = Counter()
    for name in (file_name("Utkast", version) for version in versions):
        alike[name.lower()] += 1
        number = alike[name.lower()]
        paths.append(folder / f"{name}{f' ({number})' if number > 1 else ''}.docx")
    there = [path.name for path in paths if path.exists()]
    if there:
        raise Problem(f"I mappen finns redan {swedish.listing(there)}. Välj en tom mapp, eller flytta filerna först.")
    return paths


def file_name(name: str, version: Version) -> str:
    """What a file with a version may be called, without its ending: `Utkast dialog Farsta`."""
    kind = "" if version == INTERNAL else version.kind
    unit = _UNFIT.sub("-", version.unit).strip(" .-")[:_LONGEST]
    return " ".join(part for part in (name, kind, unit) if part)


def write_workbook(
    store: Store, path: Path, on: date, version: Version = INTERNAL, progress: Progress | None = None
) -> list[str]:
    """Write the workbook, whole or not at all; what a person should know of it. Stopped, and nothing written, when
    somebody stops it.
    """
    from inspektor.export.workbook import write_workbook as written

    reports.check_target(path, (BOOK,))
    if version.kind == "dialog":
        raise Problem(_NO_DIALOG)
    progress = progress or Progress()
    basis = reports.basis(store, on, version)
    book = build(basis)
    progress.whole = sum(len(sheet.rows) for sheet in book.sheets)
    data = written(book, progress.moved)
    progress.check()
    reports.save(path, data)
    return [*reports.unsettled(basis.material), *book.warnings]
