"""Invented cases: two answer tables whose totals are those of a published annual report, and a frame as case systems
give it. No case and no identity number here is anybody's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
from stdnum import luhn

from inspektor.domain.fields import CASE_FIELDS

QUESTIONS = ("dur_aktuell", "plan_aktuell", "plan_stammer", "uppfoljning_dokumenterad", "vald_fragat")
CHECKLISTS = ("dur", "genomforandeplan", "uppfoljning", "vald")
FACTS = [field.key for field in CASE_FIELDS if field.key != "omrade"]


@dataclass(frozen=True)
class Published:
    """What was published of one review: the reviewed units, and for each question how many ja of how many."""

    name: str
    units: tuple[str, ...]
    per_unit: int
    law: str
    insats: str
    rejections: dict[str, int]
    first_decisions: int
    parents: int
    rejected_are_first: bool
    figures: dict[str, tuple[int, int, int]]  # ja, base, per cent

    @property
    def size(self) -> int:
        """How many cases were reviewed."""
        return self.per_unit * len(self.units)


OCCUPATION = Published(  # årsrapport 2021: sysselsättning enligt SoL
    name="sysselsättning",
    units=("Farsta", "Norrmalm", "Skärholmen", "Östermalm"),
    per_unit=10,
    law="SoL",
    insats="sysselsättning",
    rejections={"Farsta": 6, "Norrmalm": 2, "Skärholmen": 1},
    first_decisions=15,
    parents=2,
    rejected_are_first=False,
    figures={
        "dur_aktuell": (38, 40, 95),
        "plan_aktuell": (32, 40, 80),
        "plan_stammer": (14, 32, 44),
        "uppfoljning_dokumenterad": (18, 25, 72),
        "vald_fragat": (20, 40, 50),
    },
)
DAILY = Published(  # årsrapport 2021: daglig verksamhet enligt LSS; the one rejection never had a plan
    name="daglig verksamhet",
    units=("Bromma", "Hässelby-Vällingby", "Kungsholmen", "Skarpnäck"),
    per_unit=20,
    law="LSS",
    insats="daglig verksamhet",
    rejections={"Kungsholmen": 1},
    first_decisions=20,
    parents=7,
    rejected_are_first=True,
    figures={
        "dur_aktuell": (72, 80, 90),
        "plan_aktuell": (65, 79, 82),
        "plan_stammer": (14, 65, 22),
        "uppfoljning_dokumenterad": (32, 60, 53),
        "vald_fragat": (12, 80, 15),
    },
)
PUBLISHED = (OCCUPATION, DAILY)

Row = dict[str, str]


def answer_rows(published: Published) -> list[Row]:
    """A row a case, with its facts and the answers to the published questions, adding up to the published totals."""
    rows = [_facts(published, unit, place) for unit in published.units for place in range(published.per_unit)]
    _rejections(published, rows)
    granted = [row for row in rows if row["beslut"] == "bifall"]
    rejected = [row for row in rows if row["beslut"] == "avslag"]
    first = published.first_decisions - (len(rejected) if published.rejected_are_first else 0)
    _set(granted, "forsta_beslut", "ja", "nej", _evenly(granted, first))
    _set(rejected, "forsta_beslut", "ja", "nej", rejected if published.rejected_are_first else [])
    _set(rows, "barn", "ja", "nej", _evenly(rows, published.parents))
    for question, (yes, base, _) in published.figures.items():
        asked = [row for row in rows if _is_asked(question, row)]
        assert len(asked) == base
        _set(asked, question, "ja", "nej", _evenly(asked, yes))
    return rows


def _facts(published: Published, unit: str, place: int) -> Row:
    gender = ("kvinna", "man")[place % 2]
    age = (18, 25, 26, 39, 40, 64, 65, 30, 50, 22)[(place * 7 + len(unit)) % 10]
    values = (
        f"{unit[:3].upper()}-{place + 1:02d}", unit, gender, str(2019 - age), published.law, published.insats,
        "bifall", f"2019-{place % 12 + 1:02d}-15", "", "",
    )  # fmt: skip
    return dict(zip(FACTS, values, strict=True))


def _rejections(published: Published, rows: Iterable[Row]) -> None:
    left = dict(published.rejections)
    for row in rows:
        if left.get(row["enhet"]):
            left[row["enhet"]] -= 1
            row["beslut"] = "avslag"


def _is_asked(question: str, row: Row) -> bool:
    """The conditions of the shipped checklists, said once more."""
    if question == "plan_aktuell":
        return row["beslut"] == "bifall" or row["forsta_beslut"] == "nej"
    if question == "plan_stammer":
        return row.get("plan_aktuell") == "ja"
    return question != "uppfoljning_dokumenterad" or row["forsta_beslut"] == "nej"


def _evenly(rows: Sequence[Row], count: int) -> list[Row]:
    return [rows[place * len(rows) // count] for place in range(count)]


def _set(rows: Iterable[Row], key: str, chosen_value: str, other_value: str, chosen: Sequence[Row]) -> None:
    codes = {row["kod"] for row in chosen}
    for row in rows:
        row[key] = chosen_value if row["kod"] in codes else other_value


def answer_table(folder: Path, published: Published) -> Path:
    """The rows as a CSV file."""
    path = folder / f"svar {published.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*FACTS, *QUESTIONS], delimiter=";", restval="")
        writer.writeheader()
        writer.writerows(answer_rows(published))
    return path


def identity_number(born: date, birth_number: int) -> str:
    """Twelve digits with a right check digit. Birth numbers 980–999 are given to nobody; the odd ones are men's."""
    assert 980 <= birth_number <= 999
    digits = f"{born:%y%m%d}{birth_number}"
    return f"{born:%Y}{born:%m%d}{birth_number}{luhn.calc_check_digit(digits)}"


@dataclass(frozen=True)
class Bearer:
    """One good row of the frame: the case's code and its bearer's number, twelve digits."""

    code: str
    number: str
    unit: str
    gender: str


FRAME_UNITS = ("Björkhaga", "Norrvik", "Söderby")
FRAME_HEADINGS = (
    "Löpnr", "Personnummer", "Kön", "Stadsdelsförvaltning", "Lagrum", "Insats", "Beslut", "Beslutsdatum",
    "Förstagångsbeslut", "Minderåriga barn", "Handläggare",
)  # fmt: skip
_WRITTEN_UNITS = (str, str.upper, "{} sdf".format, "{} stadsdelsförvaltning".format, "  {} ".format, "{}s sdf".format)
_WRITTEN_DATES = (date.isoformat, "{:%Y%m%d}".format, lambda day: datetime(day.year, day.month, day.day))  # noqa: DTZ001
_WRITTEN_NUMBERS = ("{0}", "{1}-{2}", "{3}-{2}", "{3}{2}", "{1} {2}")


def bearers(count: int = 60) -> list[Bearer]:
    """The people of the frame: women and men by turns, all units alike."""
    found = []
    for place in range(count):
        born = date(1955, 3, 1) + timedelta(days=place * 307)
        woman = place % 2 == 0
        number = identity_number(born, 980 + place % 10 * 2 + (not woman))
        unit = FRAME_UNITS[place // 2 % len(FRAME_UNITS)]
        found.append(Bearer(f"{1001 + place}", number, unit, "kvinna" if woman else "man"))
    return found


def frame_rows(people: Sequence[Bearer]) -> list[list[object]]:
    """A frame's good rows, in mixed spellings."""
    return [_frame_row(place, one) for place, one in enumerate(people)]


def _frame_row(place: int, one: Bearer) -> list[object]:
    year, rest, last, short = one.number[:8], one.number[2:8], one.number[8:], one.number[2:8]
    written = _WRITTEN_NUMBERS[place % 5].format(one.number, year, last, rest, short)
    decided = date(2019, 1, 7) + timedelta(days=place * 5)
    gender = {"kvinna": ("Kvinna", "K", "kvinna", ""), "man": ("Man", "M", "man", "")}[one.gender][place // 2 % 4]
    return [
        one.code, written, gender, _WRITTEN_UNITS[(place + place // 6) % 6](one.unit), "SoL 4:1", "Boendestöd",
        "Avslag" if place % 12 == 5 else ("Bifall", "bifall", "Beviljat")[place % 3],
        _WRITTEN_DATES[place % 3](decided),
        ("Ja", "nej", "N")[place % 3], ("Nej", "1", "")[place % 3], f"HL{place % 4}",
    ]  # fmt: skip


def bad_frame_rows(people: Sequence[Bearer]) -> list[list[object]]:
    """What stands at the end of such a list: a duplicate, faults of every kind, and a sum row."""
    number = identity_number(date(1971, 5, 5), 982)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    good: list[object] = ["2000", number, "K", "Norrvik", "SoL", "", "Bifall", "2019-05-05", "Ja", "Nej", ""]

    def but(**cells: object) -> list[object]:
        return [
            cells.get(heading.casefold().split()[0], cell) for heading, cell in zip(FRAME_HEADINGS, good, strict=True)
        ]

    return [
        frame_rows(people)[0],  # the same case once more
        but(löpnr="2001", beslutsdatum="2019-02-30"),
        but(löpnr="2002", personnummer=wrong),
        but(löpnr="2003", kön="Flicka eller pojke"),
        but(löpnr="2004", stadsdelsförvaltning=""),
        but(löpnr="2005", kön="Man"),  # the number says otherwise
        but(löpnr=number),  # somebody used the number as a code
        but(löpnr="2006", lagrum="=A1"),
        ["Summa", "", "", len(people)],
    ]


def frame_book(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """The frame as a workbook: a title, a line about it, nothing, the headings, the rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Beslut 2019, uttag ur verksamhetssystemet"], ["Uttaget 2020-01-15"], [], FRAME_HEADINGS, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def frame_csv(path: Path, rows: Iterable[Sequence[object]], encoding: str = "cp1252") -> Path:
    """The same as text, headings first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(FRAME_HEADINGS)
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def forms_of(number: str) -> list[str]:
    """The ways in which an identity number could be left behind: whole, short, with any sign between, or as a date and
    the last four digits.
    """
    year, short, last = number[:8], number[2:8], number[8:]
    iso = f"{year[:4]}-{year[4:6]}-{year[6:]}"
    return [f"{day}{sign}{last}" for day in (short, iso) for sign in ("", "-", "+", " ", "\u2013", '","', "\t", ";")]
