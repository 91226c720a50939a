"""What a review is written as: the draft report as Word or PDF, and the workbook for the statistician as Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event

from inspektor.db.store import Store
from inspektor.domain.errors import Stopped
from inspektor.domain.version import INTERNAL, Version
from inspektor.domain.workbook import build
from inspektor.operations import reports

BOOK = ".xlsx"
FORMATS = (*reports.FORMATS, BOOK)


@dataclass
class Progress:
    """How far the writing of a workbook has come, and whether somebody wants it stopped."""

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
            raise Stopped("Arbetsboken är inte skriven: arbetet avbröts.")


def write(store: Store, path: Path, on: date, version: Version = INTERNAL) -> list[str]:
    """Write the report (`.docx`, `.pdf`) or the workbook (`.xlsx`), whole or not at all; what a person should see to
    before it goes out.
    """
    reports.check_target(path, FORMATS)
    if path.suffix.lower() == BOOK:
        return write_workbook(store, path, on, version)
    return reports.warnings(store, reports.write_report(store, path, on, version), version)


def write_workbook(
    store: Store, path: Path, on: date, version: Version = INTERNAL, progress: Progress | None = None
) -> list[str]:
    """Write the workbook, whole or not at all; what a person should know of it. Stopped, and nothing written, when
    somebody stops it.
    """
    from inspektor.export.workbook import write_workbook as written

    reports.check_target(path, (BOOK,))
    progress = progress or Progress()
    basis = reports.basis(store, on, version)
    book = build(basis)
    progress.whole = sum(len(sheet.rows) for sheet in book.sheets)
    data = written(book, progress.moved)
    progress.check()
    reports.save(path, data)
    return [*reports.unsettled(basis.material), *book.warnings]
