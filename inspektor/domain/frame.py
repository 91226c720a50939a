"""The frame (urvalsram): a list of decisions as the case system gives it, read into the cases that can be drawn.

Rows that cannot be taken are named with their reason. Identity numbers give gender, birth year and age group and
are gone when `read_frame` returns: nothing that it gives holds one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter

from inspektor.domain.errors import Problem
from inspektor.domain.fields import GENDERS, UNKNOWN, age_group
from inspektor.domain.frame_columns import IDENTITY_NUMBER, Column, choose_columns, known_headings
from inspektor.domain.headings import Row, find_headings, is_empty, is_formula, safe_heading, text_of
from inspektor.domain.identity import Identity, read_identity_number
from inspektor.domain.values import case_key, join_units

_SUM_ROW = re.compile(r"(?:(?:del|total)?summa|total(?:t|en)?)(?=[\s:]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One case of the frame. What is not known is the empty text, for a birth year None."""

    code: str
    unit: str
    gender: str = UNKNOWN
    birth_year: int | None = None
    law: str = ""
    insats: str = ""
    decision: str = ""
    decision_date: str = ""
    first_decision: str = ""
    children: str = ""
    area: str = ""
    age_group: str = ""


@dataclass(frozen=True, order=True)
class Rejected:
    """A row that is not taken: its number in the list, the heading of the column at fault, and a Swedish sentence."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Frame:
    """What came of a list. A row at fault in several columns has several entries in `rejected`."""

    rows: tuple[FrameRow, ...]
    rejected: tuple[Rejected, ...]
    joined: tuple[tuple[str, tuple[str, ...]], ...]  # (the spelling kept, the spellings in the list)
    columns: Mapping[str, str]  # field key -> the heading it was read from
    ignored_columns: tuple[str, ...]
    identity_numbers_dropped: int  # numbers that told something of an imported case, and are gone
    total: int  # rows with content under the headings

    @property
    def rejected_rows(self) -> int:
        """How many rows were not taken."""
        return len({entry.row for entry in self.rejected})


@dataclass(frozen=True, slots=True)
class _Draft:
    """A good row while spellings and duplicates are settled; `bearer` tells two persons apart, and goes no further."""

    number: int
    row: FrameRow
    bearer: str


_Values = dict[str, str | int]  # field key -> value
_COLUMNS = tuple(field.name for field in fields(FrameRow))
_values_of = attrgetter(*_COLUMNS)


def read_frame(
    rows: Sequence[Row],
    mapping: Mapping[str, str] | None = None,
    known_units: Iterable[str] = (),
    *,
    today: date | None = None,
) -> Frame:
    """Reads the rows of a sheet (`operations.sheets`) as a frame; any order of the rows gives the same cases.

    `mapping` says which heading a field is read from (field key -> heading) where the usual ones don't do.
    `known_units` are the spellings the review has already. Raises Problem when the headings don't say what is what.
    """
    mapping = mapping or {}
    headings = find_headings(rows, known_headings(mapping))
    if headings is None:
        raise Problem(
            "Listan har ingen rubrikrad som känns igen. Sätt rubriker över kolumnerna, minst Kod och Enhet, "
            "eller ange dem med --kolumn kod=RUBRIK och --kolumn enhet=RUBRIK."
        )
    columns = choose_columns(headings, mapping, today or date.today())
    below = [row for row in rows[headings.index + 1 :] if not all(map(is_empty, row.cells))]
    if not below:
        raise Problem("Listan har inga rader under rubrikerna. Kontrollera att det är rätt fil och rätt blad.")
    drafts, rejected = _read_rows(below, columns)
    drafts, joined = _with_joined_units(drafts, known_units)
    drafts, duplicates = _without_duplicates(drafts, columns["kod"])
    read = {column.index for column in columns.values()}
    return Frame(
        rows=tuple(draft.row for draft in drafts),
        rejected=tuple(sorted(rejected + duplicates)),
        joined=joined,
        columns={key: column.heading for key, column in columns.items()},
        ignored_columns=tuple(safe_heading(index, text) for index, text in headings.columns if index not in read),
        identity_numbers_dropped=sum(bool(draft.bearer) for draft in drafts),
        total=len(below),
    )


def _read_rows(rows: Iterable[Row], columns: Mapping[str, Column]) -> tuple[list[_Draft], list[Rejected]]:
    drafts: list[_Draft] = []
    rejected: list[Rejected] = []
    for row in rows:
        if reason := _no_case(row, columns["kod"]):
            rejected.append(Rejected(row.number, columns["kod"].heading, reason))
            continue
        draft, faults = _read_row(row, columns)
        rejected += faults
        if draft:
            drafts.append(draft)
    return drafts, rejected


def _no_case(row: Row, code: Column) -> str:
    """Why a row is none of the list's cases at all; empty when it is one."""
    first = next(text_of(cell).strip() for cell in row.cells if not is_empty(cell))
    if _SUM_ROW.match(first):
        return "Raden är en summarad och inget ärende."
    if text_of(code.cell(row)).strip().casefold() == code.heading.casefold():
        return "Raden upprepar rubrikerna."
    return ""


def _read_row(row: Row, columns: Mapping[str, Column]) -> tuple[_Draft | None, list[Rejected]]:
    """A row's values, or everything that is wrong with them."""
    found: _Values = {}
    faults: list[Rejected] = []
    for key, column in columns.items():
        if key == IDENTITY_NUMBER:
            continue
        value = column.value(row)
        if isinstance(value, Problem):
            faults.append(Rejected(row.number, column.heading, str(value)))
        else:
            found[key] = value
    identity, bearer = None, ""
    if IDENTITY_NUMBER in columns:
        try:
            identity, bearer = _identity(row, columns[IDENTITY_NUMBER], str(found.get("beslutsdatum", "")))
        except Problem as problem:
            faults.append(Rejected(row.number, columns[IDENTITY_NUMBER].heading, str(problem)))
    faults += [Rejected(row.number, columns[key].heading, reason) for key, reason in _contradictions(found, identity)]
    return (None, faults) if faults else (_Draft(row.number, _frame_row(found, identity), bearer), [])


def _identity(row: Row, column: Column, decided: str) -> tuple[Identity | None, str]:
    """What the identity number tells, and its digits for telling persons apart while the list is read."""
    cell = column.cell(row)
    if cell is None:
        return None, ""
    if is_formula(cell):
        raise Problem(column.formula_reason(row))
    text = text_of(cell)
    if not isinstance(cell, str):
        text = text.zfill(10)  # Excel takes the zeros from the front of a number that is stored as one
    identity = read_identity_number(text, date.fromisoformat(decided) if decided else column.today)
    return identity, "".join(filter(str.isdigit, text))[-10:]


def _contradictions(found: _Values, identity: Identity | None) -> list[tuple[str, str]]:
    """Where the columns of one row say different things of one person: (field key, reason)."""
    faults = []
    gender, born, decided = found.get("kon"), found.get("fodelsear"), str(found.get("beslutsdatum", ""))
    if identity and gender in GENDERS[:2] and gender != identity.gender:
        faults.append(("kon", "Kön och personnummer säger olika. Rätta det som är fel i listan."))
    if identity and born and born != identity.birth_date.year:
        faults.append(("fodelsear", "Födelseår och personnummer säger olika. Rätta det som är fel i listan."))
    elif born and decided and int(born) > int(decided[:4]):
        faults.append(("fodelsear", "Födelseåret ligger efter beslutsdatumet. Rätta det som är fel i listan."))
    return faults


def _frame_row(found: _Values, identity: Identity | None) -> FrameRow:
    gender, born = str(found.get("kon", "")), found.get("fodelsear")
    if identity:
        born = identity.birth_date.year
        gender = identity.gender if gender in {"", UNKNOWN} else gender
    decided = str(found.get("beslutsdatum", ""))
    year = int(born) if born else None
    return FrameRow(
        code=str(found["kod"]),
        unit=str(found["enhet"]),
        gender=gender or UNKNOWN,
        birth_year=year,
        law=str(found.get("lagrum", "")),
        insats=str(found.get("insats", "")),
        decision=str(found.get("beslut", "")),
        decision_date=decided,
        first_decision=str(found.get("forsta_beslut", "")),
        children=str(found.get("barn", "")),
        area=str(found.get("omrade", "")),
        age_group=age_group_at(decided, year, identity.birth_date if identity else None),
    )


def age_group_at(decided: str, birth_year: int | None, birth_date: date | None = None) -> str:
    """The age group at the decision's ISO date: to the day with a birth date, else by the years; empty when unknown."""
    if not decided or birth_year is None:
        return ""
    on = date.fromisoformat(decided)
    if birth_date is None:
        return age_group(on.year - birth_year)
    return age_group(on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day)))


def _with_joined_units(
    drafts: list[_Draft], known_units: Iterable[str]
) -> tuple[list[_Draft], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Every unit in one spelling, and what was joined."""
    spelling, joined = join_units((draft.row.unit for draft in drafts), known_units)
    spelt = [
        draft if spelling[draft.row.unit] == draft.row.unit
        else _Draft(draft.number, replace(draft.row, unit=spelling[draft.row.unit]), draft.bearer)
        for draft in drafts
    ]  # fmt: skip
    return spelt, tuple((name, tuple(forms)) for name, forms in joined)


def _without_duplicates(drafts: list[_Draft], code: Column) -> tuple[list[_Draft], list[Rejected]]:
    """Each case once. Of equal rows the first stays; rows that disagree about one code all go, whatever their order."""
    groups: dict[str, list[_Draft]] = {}
    for draft in drafts:
        groups.setdefault(case_key(draft.row.code), []).append(draft)
    dropped: dict[int, str] = {}
    for group in groups.values():
        if len(group) > 1:
            dropped |= _duplicates(sorted(group, key=lambda draft: (draft.row.code, draft.number)))
    kept = [draft for draft in drafts if draft.number not in dropped]
    return kept, [Rejected(number, code.heading, reason) for number, reason in dropped.items()]


def _duplicates(group: Sequence[_Draft]) -> dict[int, str]:
    """The rows of one code that go, with the reason."""
    first = group[0]
    if len({(replace(draft.row, code=first.row.code), draft.bearer) for draft in group}) == 1:
        return {draft.number: f"Ärendet finns redan på rad {first.number}." for draft in group[1:]}
    numbers = sorted(draft.number for draft in group)
    return {
        draft.number: "Samma kod med andra uppgifter finns på rad "
        f"{', '.join(str(number) for number in numbers if number != draft.number)}. Ingen av raderna tas med."
        for draft in group
    }


def in_order(rows: Iterable[FrameRow]) -> list[FrameRow]:
    """The cases by the `case_key` of their codes, by code point: the order of everything that is stored or hashed."""
    return sorted(rows, key=lambda row: case_key(row.code))


def canonical_text(rows: Iterable[FrameRow]) -> str:
    """The frame as the text that its hash is of.

    The first line names the fields of FrameRow in their order; then comes a line a case, as `in_order`. Fields are
    parted by a tab, what is unknown is empty, every line ends in a line feed.
    """
    lines = ["\t".join("" if value is None else str(value) for value in _values_of(row)) for row in in_order(rows)]
    return "".join(f"{line}\n" for line in ["\t".join(_COLUMNS), *lines])


def frame_hash(rows: Iterable[FrameRow]) -> str:
    """SHA-256, in hex, of `canonical_text` in UTF-8: the same for the same cases in any order, from any file format."""
    return hashlib.sha256(canonical_text(rows).encode()).hexdigest()


def to_json(rows: Iterable[FrameRow]) -> str:
    """The cases as one compact text, the same for the same cases in any order: `{"columns": […], "rows": [[…], …]}`."""
    table = {"columns": _COLUMNS, "rows": [_values_of(row) for row in in_order(rows)]}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> list[FrameRow]:
    """The cases that `to_json` wrote."""
    table = json.loads(text)
    return [_row(table["columns"], values) for values in table["rows"]]


def row_from_json(text: str, code: str) -> FrameRow | None:
    """One of the cases that `to_json` wrote; None when none has the code."""
    table, key = json.loads(text), case_key(code)
    place = table["columns"].index("code")
    found = next((values for values in table["rows"] if case_key(values[place]) == key), None)
    return None if found is None else _row(table["columns"], found)


def _row(columns: Sequence[str], values: Sequence[str | int | None]) -> FrameRow:
    return FrameRow(**dict(zip(columns, values, strict=True)))  # type: ignore[arg-type]  # as `to_json` wrote them
