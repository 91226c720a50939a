"""Reviews of every awkward shape, on file: what a report of them must say is little or much, but never wrong."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.answers import possible_answers
from inspektor.domain.checklist import Checklist
from inspektor.domain.logic import SkipLogic
from inspektor.domain.review import Case
from inspektor.operations import demo
from inspektor.operations.answers import asked_questions
from inspektor.operations.reviews import create_review, skip_logic
from tests.support import LEAD, write
from tests.terminal import done

LONG = "Framgår det av akten att den enskilde har kunnat påverka hur?"  # as long as a label may well be
LONG_UNIT = "Hägersten-Älvsjö och Skärholmens gemensamma omsorgsenhet {}"
DISTRICTS = (
    "Bromma", "Enskede-Årsta-Vantör", "Farsta", "Hägersten-Älvsjö", "Hässelby-Vällingby", "Järva", "Kungsholmen",
    "Norra innerstaden", "Norrmalm", "Rinkeby-Kista", "Skarpnäck", "Skärholmen", "Spånga-Tensta", "Södermalm",
    "Älvsjö", "Östermalm", "Årsta", "Åkeshov", "Ängby", "Örby", "Tallkrogen", "Vantör", "Vällingby",
    LONG_UNIT.format(1), LONG_UNIT.format(2),
)  # fmt: skip
AREAS = ("Äldreomsorg", "Individ- och familjeomsorg", "Funktionshinder")
SOURCE = f"""\
id = "allt"
version = "1"
title = "Allt på en gång"

[[section]]
title = "Delaktighet"
quality_area = "sjalvbestammande_och_integritet"

[[section.question]]
id = "plan"
label = "Finns det en plan?"
type = "ja_nej"
allow = ["ej_aktuellt", "vet_ej"]
not_applicable = "x: insatsen har inte börjat"
shortcoming = "nej"
sentence = "En plan fanns i {{ja}} av {{bas}} ärenden ({{procent}})."

[[section.question]]
id = "lang"
label = "{LONG}"
type = "ja_nej"
relevant = "${{plan}} = 'ja'"
base = "asked"
shortcoming = "nej"

[[section.question]]
id = "aldrig"
label = "Ställs den här frågan till någon alls?"
type = "ja_nej"
relevant = "${{beslut}} = 'delvis avslag'"
shortcoming = "nej"

[[section.question]]
id = "bara_x"
label = "Är den här frågan aktuell för någon?"
type = "ja_nej"
allow = ["ej_aktuellt"]
shortcoming = "nej"

[[section]]
title = "Slag och tal"
quality_area = "effektivitet"

[[section.question]]
id = "form"
label = "Hur bor den enskilde?"
type = "select_one"
allow = ["vet_ej"]
shortcoming = "utan"
choices = [
  {{ name = "egen", label = "Egen bostad" }},
  {{ name = "sarskild", label = "Bostad med särskild service för vuxna enligt 9 § 9 LSS" }},
  {{ name = "utan", label = "Utan bostad" }},
]

[[section.question]]
id = "delar"
label = "Vad innehåller planen?"
type = "select_multiple"
choices = [{{ name = "mal", label = "Mål" }}, {{ name = "medel", label = "Medel" }}, {{ name = "tid", label = "Tid" }}]

[[section.question]]
id = "dagar"
label = "Hur många dagar tog utredningen?"
type = "integer"

[[section.question]]
id = "dag"
label = "När följdes insatsen upp?"
type = "date"
required = false
"""
FIELDS = ("kod", "enhet", "kon", "lagrum", "beslut", "barn", "omrade")
MORE = ("insats", "beslutsdatum", "forsta_beslut", "fodelsear")
QUESTIONS = ("plan", "lang", "bara_x", "form", "delar", "dagar", "dag")
Row = dict[str, str]


def _made(
    folder: Path, rows: Iterable[Mapping[str, str]], *, checklists: Iterable[str] = (), planned: Iterable[str] = ()
) -> Path:
    """A review with these answers, made by Anna."""
    path = folder / "granskning.granskning"
    own = write(folder / "allt.toml", SOURCE)
    about = {"dnr": "PROV 1/2026", "units": ", ".join(planned)}
    create_review(path, "En granskning av ovanligt slag", [str(own), *checklists], by=LEAD, **about)
    rows = list(rows)
    if rows:
        table = folder / "svar.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*FIELDS, *MORE, *QUESTIONS], delimiter=";", restval="")
            writer.writeheader()
            writer.writerows(rows)
        done("svar", path, table, "--granskare", "Anna")
    return path


def _rows(units: Iterable[str], genders: Iterable[str], per_unit: int = 2, seed: int = 1) -> list[Row]:
    """Answered cases of some units, of these genders by turns."""
    chance, by_turns = random.Random(seed), list(genders)
    places = [unit for unit in units for _ in range(per_unit)]
    return [_row(chance, place, unit, by_turns[place % len(by_turns)]) for place, unit in enumerate(places)]


def _row(chance: random.Random, place: int, unit: str, gender: str) -> Row:
    plan = chance.choice(["ja", "ja", "nej", "ej_aktuellt", "vet_ej"])
    return {
        "kod": f"P-{place + 1}",
        "enhet": unit,
        "kon": gender,
        "lagrum": "SoL",
        "beslut": chance.choice(["bifall", "bifall", "avslag"]),
        "barn": chance.choice(["ja", "nej"]),
        "plan": plan,
        "lang": chance.choice(["ja", "nej"]) if plan == "ja" else "",
        "bara_x": "ej_aktuellt",
        "form": chance.choice(["egen", "sarskild", "utan", "vet_ej"]),
        "delar": " ".join(sorted(chance.sample(["mal", "medel", "tid"], chance.randrange(1, 4)))),
        "dagar": str(chance.randrange(3, 200)),
        "dag": f"2026-{place % 12 + 1:02}-{place % 28 + 1:02}",
    }


def _without_answers(rows: Iterable[Row]) -> list[Row]:
    return [{name: text for name, text in row.items() if name in FIELDS} for row in rows]


def _empty_district(folder: Path) -> Path:
    """Five districts: in one nobody has answered anything, in one the only case is asked nothing more, and of one there
    is no case.
    """
    rows = _rows(DISTRICTS[:4], ("kvinna", "man"), 6)
    third = [row | {"plan": "nej", "lang": ""} if row["enhet"] == DISTRICTS[2] else row for row in rows]
    rows = [row if row["enhet"] != DISTRICTS[1] else _without_answers([row])[0] for row in third]
    return _made(folder, rows, planned=DISTRICTS[:5])


def _half_done(folder: Path) -> Path:
    """Five districts: one is done, one is begun on, two are not, and one has a single case done. Two lists are not."""
    rows = _rows(DISTRICTS[:5], ("kvinna", "man"), 6)
    done_with = {*range(6), *range(6, 12, 2), 24}
    found = [row if place in done_with else _without_answers([row])[0] for place, row in enumerate(rows)]
    return _made(folder, found, checklists=["dur", "vald"])


def _large(folder: Path) -> Path:
    """Fourteen districts with twenty cases each, and a list of the program."""
    chance = random.Random(14)
    rows = _without_answers(_rows(DISTRICTS[:14], ("kvinna", "man"), 20))
    path = _made(folder, [row | _decided(chance) for row in rows], checklists=demo.CHECKLISTS[:1])
    with Store.open(path) as store:
        logic = skip_logic(store)
        given = {case.code: _chosen(logic, case, chance) for case in queries.cases(store)}
    table = folder / "fler svar.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        names = ("kod", *(question.id for checklist, _ in logic for question in checklist.questions))
        writer = csv.DictWriter(file, names, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows({"kod": code, **answers} for code, answers in given.items())
    done("svar", path, table, "--granskare", "Anna")
    return path


def _decided(chance: random.Random) -> Row:
    return {
        "insats": chance.choice(demo.INSATSER),
        "beslutsdatum": chance.choice(["2025-02-03", "2025-09-01"]),
        "forsta_beslut": chance.choice(["ja", "nej"]),
        "fodelsear": str(chance.randrange(1940, 2015)),
    }


def _chosen(logic: list[tuple[Checklist, SkipLogic]], case: Case, chance: random.Random) -> Row:
    """Some answer to each yes/no question that a case is asked."""
    questions = [question for checklist, _ in logic for question in checklist.questions if question.type == "ja_nej"]
    given = {one.id: chance.choice(["ja", "ja", *possible_answers(one)]) for one in questions}
    asked = asked_questions(logic, case, given)
    return {question: answer for question, answer in given.items() if asked[question]}


def _boards(folder: Path) -> Path:
    """A survey: each board has answered once for each area that it has."""
    chance = random.Random(3)
    places = [(unit, area) for unit in DISTRICTS[:13] for area in AREAS if chance.random() < 0.9]
    rows = [_row(chance, place, unit, "") | {"omrade": area} for place, (unit, area) in enumerate(places)]
    return _made(folder, rows)


SHAPES: dict[str, Callable[[Path], Path]] = {
    "no case": lambda folder: _made(folder, []),
    "no answer": lambda folder: _made(folder, _without_answers(_rows(DISTRICTS[:3], ("kvinna", "man")))),
    "one case": lambda folder: _made(folder, _rows(["Farsta"], ["kvinna"], 1)),
    "one gender": lambda folder: _made(folder, _rows(DISTRICTS[:3], ["man"], 6)),
    "no gender": lambda folder: _made(folder, _rows(DISTRICTS[:2], [""], 6)),
    "every gender": lambda folder: _made(folder, _rows(["Järva"], ["kvinna", "man", "annat", ""], 17)),
    "a district without answers": _empty_district,
    "25 districts": lambda folder: _made(folder, _rows(DISTRICTS, ("kvinna", "man"), 4), checklists=["vald"]),
    "boards by areas": _boards,
    "half done": _half_done,
    "a large one": _large,
}
"""Each shape makes its review in a folder; what is asked of it is the same for all."""
