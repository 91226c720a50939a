"""Which column of a list holds which field of a case, and what a cell in it means. Used by `frame`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from inspektor.domain.errors import Problem
from inspektor.domain.fields import BY_KEY
from inspektor.domain.headings import (
    Cell,
    Headings,
    Row,
    case_headings,
    cell_name,
    heading_key,
    is_empty,
    is_formula,
    safe_heading,
)
from inspektor.domain.values import parse_field

IDENTITY_NUMBER = "personnummer"  # the one column that is no case field
COLUMN_KEYS = (*list(BY_KEY)[:4], IDENTITY_NUMBER, *list(BY_KEY)[4:])
NEEDED = ("kod", "enhet")
_LONE_DASH = ("-", "–", "—")


@dataclass
class Column:
    """One column that is read. The same text means the same all the way down, so each is parsed once."""

    key: str
    index: int
    heading: str  # as written, fit for messages
    today: date
    parsed: dict[tuple[type, Cell], str | int | Problem] = field(default_factory=dict)

    def cell(self, row: Row) -> Cell:
        """What stands in this column; None for nothing and for a lone dash."""
        cell = row.cells[self.index] if self.index < len(row.cells) else None
        return None if is_empty(cell) or (isinstance(cell, str) and cell.strip() in _LONE_DASH) else cell

    def value(self, row: Row) -> str | int | Problem:
        """The value in this row, or what is wrong with it."""
        cell = self.cell(row)
        if is_formula(cell):
            return Problem(self.formula_reason(row))
        known = (type(cell), cell)
        if known not in self.parsed:
            self.parsed[known] = self._parse(cell)
        return self.parsed[known]

    def formula_reason(self, row: Row) -> str:
        """Why a formula in this row's cell is not taken, with the cell's name."""
        return f"Cell {cell_name(self.index, row.number)} innehåller en formel. Klistra in formelns värde i stället."

    def _parse(self, cell: Cell) -> str | int | Problem:
        case_field = BY_KEY[self.key]
        if cell is None:
            return Problem(f"{case_field.label} saknas.") if self.key in NEEDED else ""
        try:
            return parse_field(case_field, cell, today=self.today)
        except Problem as problem:
            return problem


def known_headings(mapping: Mapping[str, str]) -> dict[str, str]:
    """The usual headings and those of the mapping, as heading keys with the field's key."""
    for key in mapping:
        if key not in COLUMN_KEYS:
            raise Problem(f"Ett fält i --kolumn finns inte. Fälten är {', '.join(COLUMN_KEYS)}.")
    return {**case_headings(), **{heading_key(text): key for key, text in mapping.items()}}


def choose_columns(headings: Headings, mapping: Mapping[str, str], today: date) -> dict[str, Column]:
    """The column of each field that the list has, in the order of the fields. `mapping` goes before what is recognised.

    Raises Problem when a heading of the mapping is not there, when two columns suit one field, or one is lacking.
    """
    chosen = {key: _mapped(headings, key, heading) for key, heading in mapping.items()}
    shown = {column: safe_heading(column, text) for column, text in headings.columns}
    recognised = case_headings()
    taken = set(chosen.values())
    for column, text in headings.columns:
        key = recognised.get(heading_key(text))
        if key is None or key in mapping or column in taken:
            continue
        if key in chosen:
            raise _two_columns(key, shown[chosen[key]], shown[column])
        chosen[key] = column
    for key in NEEDED:
        if key not in chosen:
            raise Problem(
                f"Listan saknar en kolumn för {BY_KEY[key].label.lower()}. Rubriker som finns: {headings.shown()}. "
                f"Ange vilken det är med --kolumn {key}=RUBRIK."
            )
    return {key: Column(key, chosen[key], shown[chosen[key]], today) for key in COLUMN_KEYS if key in chosen}


def _mapped(headings: Headings, key: str, heading: str) -> int:
    found = headings.named(heading)
    if not found:
        raise Problem(f"Rubriken som angavs för {key} finns inte i listan. Rubriker som finns: {headings.shown()}.")
    if len(found) > 1:
        raise Problem(f"Rubriken som angavs för {key} står över flera kolumner. Ge dem olika rubriker i listan.")
    return found[0]


def _two_columns(key: str, first: str, second: str) -> Problem:
    if heading_key(first) == heading_key(second):
        return Problem(f"Rubriken {first} står över två kolumner. Ge dem olika rubriker i listan.")
    return Problem(f"Två kolumner passar fältet {key}: {first} och {second}. Välj en med --kolumn {key}={first}.")
