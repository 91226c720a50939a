"""One question by two groupings at once, as boards by areas: in each cell the answers of its cases, a legend below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspektor.domain import fields, swedish
from inspektor.domain.document import Cell, Table
from inspektor.domain.questions import Question
from inspektor.domain.result_tables import titled
from inspektor.domain.results import (
    GROUPINGS,
    NOT_APPLICABLE,
    NOT_ASKED,
    OTHERS,
    SPECIAL,
    STATE_LABELS,
    UNANSWERED,
    UNSETTLED,
    Column,
    Count,
    Material,
    count,
    only,
)

NOTHING = "–"
_LEGEND = {UNANSWERED: "frågan har ännu inget svar", UNSETTLED: "svaret är ännu inte avgjort"}


@dataclass(frozen=True)
class Matrix:
    """A question counted by the groups of two groupings. `cells` has a column for each pair of row and column that has
    cases.
    """

    total: Count
    rows: str
    columns: str
    row_labels: tuple[str, ...]
    cells: Mapping[tuple[str, str], Column]

    @property
    def column_labels(self) -> tuple[str, ...]:
        """The groups across."""
        return tuple(column.label for column in self.total.columns)

    @property
    def one_each(self) -> bool:
        """Whether each cell is one case of a known group at most, as in a survey that each board answers by area; but
        groups that are taken together have as many as they are.
        """
        labels = (*self.row_labels, *self.column_labels)
        single = (column for (row, _), column in self.cells.items() if row != OTHERS)
        return fields.UNKNOWN not in labels and all(column.n == 1 for column in single)


def matrix(material: Material, question: str, rows: str = "enhet", columns: str = "omrade") -> Matrix:
    """Count a question by two groupings. Problem for a question or a grouping that is none."""
    labels = tuple(column.label for column in count(material, question, rows).columns)
    cells = {
        (label, column.label): column
        for label in labels
        for column in count(_part(material, rows, label), question, columns).columns
    }
    return Matrix(count(material, question, columns), rows, columns, labels, cells)


def answered_once(material: Material, question: Question) -> Matrix | None:
    """The matrix of units by areas of a yes/no question that each unit answered at most once for each area; None where
    there is no such matrix to see.
    """
    units, areas = len(material.labels("enhet")), len(material.labels("omrade"))
    alone = sum(unit != OTHERS for unit in material.groups["enhet"])
    if question.type != "ja_nej" or areas < 2 or alone > units * areas:  # too many for one each
        return None
    found = matrix(material, question.id)
    return found if found.one_each else None


def _part(material: Material, grouping: str, label: str) -> Material:
    ids = {case.id for case, group in zip(material.cases, material.groups[grouping], strict=True) if group == label}
    return only(material, lambda case: case.id in ids)


def matrix_table(found: Matrix) -> Table:
    """The matrix in print: `Ja`, `Nej`, `Vet ej` or `x` where a cell has one case, else how many of each."""
    question = found.total.question
    names = _names(question)
    header = (GROUPINGS[found.rows].label, *found.column_labels)
    rows = tuple(
        (Cell(row), *(_cell(found.cells.get((row, label)), names) for label in found.column_labels))
        for row in found.row_labels
    )
    by = swedish.listing(GROUPINGS[key].label.lower() for key in (found.rows, found.columns))
    return Table(titled(question.label, f"svaren per {by}"), header, rows, _legend(found), numeric=False)


def _names(question: Question) -> dict[str, str]:
    choices = {choice.name: choice.label for choice in question.choices}
    return {**STATE_LABELS, **choices, NOT_APPLICABLE: "x"}


def _cell(column: Column | None, names: Mapping[str, str]) -> Cell:
    if column is None:
        return Cell(NOTHING)
    given = {key: len(column.cases[key]) for key in (*column.answers, *SPECIAL, NOT_ASKED, UNSETTLED)}
    told = [names[key] if column.n == 1 else f"{names[key]} {size}" for key, size in given.items() if size]
    return Cell(", ".join(told))


def _legend(found: Matrix) -> tuple[str, ...]:
    """What the signs in the cells stand for; only those that are there."""
    total, question = found.total.total, found.total.question
    x = question.not_applicable.removeprefix("x:").strip().rstrip(".") or "ej aktuellt"
    notes = [f"x: {x}."] if total.cases[NOT_APPLICABLE] else []
    names = _names(question)
    notes += [f"{names[key]}: {meaning}.".capitalize() for key, meaning in _LEGEND.items() if total.cases[key]]
    if len(found.cells) < len(found.row_labels) * len(found.column_labels):
        notes.append(f"{NOTHING}: det finns inget ärende.")
    return tuple(notes)
