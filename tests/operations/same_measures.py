"""What the answers in numbers or dates come to, as the same five readers of a review come to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from inspektor.db.store import Store
from inspektor.domain.amounts import DATES, MEASURES, decimal, measures_of
from inspektor.domain.details import detail
from inspektor.operations import figures
from inspektor.operations.figures import Choice
from inspektor.ui.models.results import detail_grid
from tests.operations.same_figures import GENDERS, GROUPINGS, Table, checklist, questions

Measured = tuple[str, str, str, str]  # question, group, measure, and what it says
NOTHING = "–"
LABELS = (*MEASURES.values(), *DATES.values())


def by_json(json: Mapping[tuple[str, str], dict[str, Any]]) -> set[Measured]:
    """What `tabell --json` tells of numbers and dates."""
    numbers = {
        (question, group, MEASURES[key], decimal(Fraction(str(value))))
        for (question, group), column in json.items()
        for key, value in (column.get("numbers") or {}).items()
        if value is not None
    }
    return numbers | {
        (question, group, DATES[key], value)
        for (question, group), column in json.items()
        for key, value in (column.get("dates") or {}).items()
    }


def in_document(tables: Iterable[Table]) -> set[Measured]:
    """What the tables of numbers and dates say in a report."""
    return {one for caption, rows in tables if rows[0][0] == "Mått" for one in _in_table(caption, rows)}


def _in_table(caption: str, rows: list[list[str]]) -> Iterator[Measured]:
    heads, *body = rows
    question = next(one.id for label, one in questions().items() if label in caption)
    for label, *cells in body:
        for head, cell in zip(heads[1:], cells, strict=True):
            name = head.rpartition(" (n=")[0]
            if label in LABELS and cell != NOTHING:
                yield question, GENDERS.get(name, name), label, cell


def in_workbook(path: Path) -> set[Measured]:
    """What the sheet of measures says, of all cases, by unit and by gender."""
    heads, *rows = openpyxl.load_workbook(BytesIO(path.read_bytes()))["Mått"].iter_rows(values_only=True)
    listed: list[dict[Any, Any]] = [dict(zip(heads, row, strict=True)) for row in rows]
    return {
        (row["Fråga"], row["Grupp"], label, _said(row[label]))
        for row in listed
        for label in LABELS
        if row["Indelning"] in GROUPINGS.values() and row[label] is not None
    }


def _said(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else decimal(Fraction(str(value)))


def in_window(path: Path) -> set[Measured]:
    """What the view of results says of each question of numbers or dates, by unit and by gender."""
    found = set()
    with Store.open(path) as store:
        for grouping in ("enhet", "kon"):
            _, board = figures.read(store, Choice(grouping=grouping))
            for question in filter(measures_of, checklist().questions):
                grid = detail_grid(detail(board, question.id))
                found |= {
                    (question.id, GENDERS.get(name, name), row.label, figure.text)
                    for row in grid.rows
                    for (name, _), figure in zip(grid.heads, row.figures, strict=False)
                    if row.label in LABELS and figure.text != NOTHING
                }
    return found
