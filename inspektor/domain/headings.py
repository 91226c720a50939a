"""A table as people keep it: rows of cells, and the heading row somewhere under its title rows.

What a value in a cell means is in `values`; how a file becomes rows is in `operations.sheets`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inspektor.domain.identity import contains_identity_number

Cell = str | int | float | date | None  # bool is an int, datetime a date

CASE_HEADINGS = {  # field key -> how its column is headed in the lists that come out of case systems
    "kod": "Kod Löpnr Löpnummer Ärende Ärendenr Ärendenummer Ärendekod Ärende-id Aktkod Aktnr Aktnummer Nr Nummer Id",
    "enhet": "Enhet Stadsdel Stadsdelsförvaltning Stadsdelsnämnd SDF SDN Förvaltning Distrikt Nämnd",
    "kon": "Kön Könstillhörighet Juridiskt_kön",
    "fodelsear": "Födelseår Född Född_år Födelsedatum Födelsedag",
    "personnummer": "Personnummer Pnr Personnr P-nr Persnr Personnummer/samordningsnummer Samordningsnummer",
    "lagrum": "Lagrum Lag Lagstöd",
    "insats": "Insats Insatstyp Insatser Biståndsform",
    "beslut": "Beslut Beslutstyp Beslutet Utfall Beslutsutfall",
    "beslutsdatum": "Beslutsdatum Datum Beslutat Beslutad Datum_för_beslut Beslutsdag",
    "forsta_beslut": "Förstagångsbeslut Första_beslut Första_beslutet Förstagång Förstagångsansökan",
    "barn": "Barn Minderåriga_barn Hemmavarande_barn Minderårigt_barn Barn_under_18 Barn_i_hemmet Barn_i_hushållet",
    "omrade": "Område Verksamhetsområde",
}
_HEAD = 50  # rows with content that the heading row is looked for among
_FEWEST = 2  # cells of a heading row: a title has one
_PARENTHESIS = re.compile(r"\([^)]*\)")
_LONGEST_SHOWN = 60  # characters of a heading in a message


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as a person sees it (from 1; in a CSV the line), and its cells from column A."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Headings:
    """The heading row: where it stands in the rows given, and each heading as written with its column (from 0)."""

    index: int
    columns: tuple[tuple[int, str], ...]

    def named(self, heading: str) -> list[int]:
        """The columns that have this heading, however it is spelt."""
        key = heading_key(heading)
        return [column for column, text in self.columns if heading_key(text) == key]

    def shown(self) -> str:
        """The headings for a message, without any that could hold a person's data."""
        return ", ".join(safe_heading(column, text) for column, text in self.columns)


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without decimals, dates as ISO dates, ja and nej for Excel's SANT and FALSKT."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def is_formula(cell: Cell) -> bool:
    """Whether the cell holds a formula (or, in a CSV, what Excel would take for one) and not a value."""
    return isinstance(cell, str) and cell.startswith("=")


def is_empty(cell: Cell) -> bool:
    """Whether the cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def column_name(column: int) -> str:
    """The letters over a column (from 0) in Excel: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(column: int, row: int) -> str:
    """A cell as Excel names it: column 3 (from 0) of row 7 is D7."""
    return f"{column_name(column)}{row}"


def heading_key(heading: str) -> str:
    """What is left of a heading when spelling habits are gone: case, spaces, punctuation, a parenthesis."""
    bare = "".join(filter(str.isalnum, _PARENTHESIS.sub("", heading).casefold()))
    return bare or "".join(filter(str.isalnum, heading.casefold()))


def safe_heading(column: int, heading: str) -> str:
    """The heading, or the column's letter where the text is long or holds an identity number."""
    if not heading or len(heading) > _LONGEST_SHOWN or contains_identity_number(heading):
        return f"(kolumn {column_name(column)})"
    return heading


def case_headings() -> dict[str, str]:
    """Every recognised heading of a case field, as a heading key, with the field's key (`personnummer` among them)."""
    return {heading_key(word): key for key, words in CASE_HEADINGS.items() for word in (key, *words.split())}


def find_headings(rows: Sequence[Row], known: Mapping[str, str], needed: str = "kod") -> Headings | None:
    """The heading row: of the first rows, the one where most of `known` (heading key -> field) is recognised.

    Between equals, a row that heads the field `needed` comes first, then the earlier row. A row counts only when it
    has two cells or more with something in them. None when no row has a heading that is known.
    """
    best, best_score = None, (0, False)
    for index, row in enumerate(rows[:_HEAD]):
        texts = [(at, " ".join(text_of(cell).split())) for at, cell in enumerate(row.cells) if not is_empty(cell)]
        fields = _recognised((text for _, text in texts), known)
        score = (len(fields), needed in fields)
        if score > best_score and len(texts) >= _FEWEST:
            best, best_score = Headings(index, tuple(texts)), score
    return best


def _recognised(texts: Iterable[str], known: Mapping[str, str]) -> set[str]:
    return {known[key] for key in map(heading_key, texts) if key in known}
