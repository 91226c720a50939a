"""A workbook as a format-neutral value: sheets of data for a statistician, each one table with one row of headings.

Nothing here knows how a sheet looks, and nothing is counted here. A value has the type of what it is: a number is a
number, a date a date, and what is not known is None, never a word or a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inspektor.domain.identity import contains_identity_number

Kind = Literal["text", "whole", "percent", "share", "decimal", "chance", "date"]
Value = str | int | float | None
WITHHELD = "[utelämnat: personnummer]"


@dataclass(frozen=True)
class Variable:
    """A column of a sheet: its heading, unique there, and what its cells hold.

    `percent` and `share` are parts of one: the former whole per cents, the latter exact. `chance` is a p-value. Dates
    are ISO texts. `free`: words that people have written, in the review or in a checklist.
    """

    name: str
    kind: Kind = "text"
    free: bool = False


@dataclass(frozen=True)
class DataSheet:
    """One table. `fixed` columns stay in sight when one scrolls sideways; `about` is a sentence on what it holds."""

    name: str
    about: str
    variables: tuple[Variable, ...]
    rows: tuple[tuple[Value, ...], ...]
    fixed: int = 1


@dataclass(frozen=True)
class Note:
    """A line of the first sheet: what it is about, and the text. A heading has no text."""

    label: str
    text: str = ""


@dataclass(frozen=True)
class Workbook:
    """A whole workbook: what it is (the first sheet), then its data."""

    title: str
    dnr: str
    status: str  # UTKAST, as in the report
    date: str  # ISO
    notes: tuple[Note, ...]
    sheets: tuple[DataSheet, ...]
    warnings: tuple[str, ...] = ()  # what a person must know of what it does not hold
    language: str = "sv-SE"


def screened(sheet: DataSheet) -> tuple[DataSheet, int]:
    """The sheet without those of people's own words that hold an identity number, and how many they were."""
    free = [place for place, variable in enumerate(sheet.variables) if variable.free]
    texts = {value for row in sheet.rows for place in free if isinstance(value := row[place], str)}
    held = {text for text in texts if contains_identity_number(text)}
    if not held:
        return sheet, 0
    found = sum(row[place] in held for row in sheet.rows for place in free)
    return replace(sheet, rows=tuple(_without(row, free, held) for row in sheet.rows)), found


def _without(row: Sequence[Value], free: Sequence[int], held: set[str]) -> tuple[Value, ...]:
    return tuple(WITHHELD if place in free and value in held else value for place, value in enumerate(row))
