"""What the answers in numbers come to, as the same five readers of a review come to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from inspektor.db.store import Store
from inspektor.domain.amounts import MEASURES, decimal
from inspektor.domain.details import detail
from inspektor.operations import figures
from inspektor.operations.figures import Choice
from inspektor.ui.models.results import detail_grid
from tests.operations.same_figures import GENDERS, GROUPINGS, Table, checklist, questions

Measured = tuple[str, str, str, str]  # question, group, measure, and what it says
NOTHING = "–"


def by_json(json: Mapping[tuple[str, str], dict[str, Any]]) -> set[Measured]:
    """What `tabell --json` tells of numbers."""
    return {
        (question, group, MEASURES[key], decimal(Fraction(str(value))))
        for (question, group), column in json.items()
        for key, value in (column.get("numbers") or {}).items()
        if value is not None
    }


def in_document(tables: Iterable[Table]) -> set[Measured]:
    """What the tables of numbers say in a report."""
    return {one for caption, rows in tables if rows[0][0] == "Mått" for one in _in_table(caption, rows)}


def _in_table(caption: str, rows: list[list[str]]) -> Iterator[Measured]:
    heads, *body = rows
    question = next(one.id for label, one in questions().items() if label in caption)
    for label, *cells in body:
        for head, cell in zip(heads[1:], cells, strict=True):
            name = head.rpartition(" (n=")[0]
            if label in MEASURES.values() and cell != NOTHING:
                yield question, GENDERS.get(name, name), label, cell


def in_workbook(path: Path) -> set[Measured]:
    """What the sheet of measures says, of all cases, by unit and by gender."""
    heads, *rows = openpyxl.load_workbook(BytesIO(path.read_bytes()))["Mått"].iter_rows(values_only=True)
    listed: list[dict[Any, Any]] = [dict(zip(heads, row, strict=True)) for row in rows]
    return {
        (row["Fråga"], row["Grupp"], label, decimal(Fraction(str(row[label]))))
        for row in listed
        for label in MEASURES.values()
        if row["Indelning"] in GROUPINGS.values() and row[label] is not None
    }


def in_window(path: Path) -> set[Measured]:
    """What the view of results says of each question of numbers, by unit and by gender."""
    found = set()
    with Store.open(path) as store:
        for grouping in ("enhet", "kon"):
            _, board = figures.read(store, Choice(grouping=grouping))
            for question in (one for one in checklist().questions if one.type == "integer"):
                grid = detail_grid(detail(board, question.id))
                found |= {
                    (question.id, GENDERS.get(name, name), row.label, figure.text)
                    for row in grid.rows
                    for (name, _), figure in zip(grid.heads, row.figures, strict=False)
                    if row.label in MEASURES.values() and figure.text != NOTHING
                }
    return found
