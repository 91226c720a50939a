"""Random reviews on file, and their figures as five readers come to them: Word, PDF, Excel, JSON and the window.

Each reader knows its own output alone, and gives what it finds as facts of one form.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st

from inspektor.db.store import Store
from inspektor.domain.answers import possible_answers
from inspektor.domain.checklist import Checklist, Question, parse_checklist
from inspektor.domain.details import detail
from inspektor.domain.heat import ANSWERED
from inspektor.domain.logic import SkipLogic
from inspektor.domain.results import FIELD_QUESTIONS
from inspektor.operations import figures
from inspektor.operations.figures import Choice
from inspektor.ui.models.results import FigureModel, Grid, board_grid, detail_grid
from tests.domain.builders import value_of
from tests.export import docx_reader, pdf_reader
from tests.support import make_review
from tests.terminal import done, told

SOURCE = """\
id = "prov"
version = "1"
title = "Prov"

[[section]]
title = "Planen"
quality_area = "helhetssyn_och_samordning"

[[section.question]]
id = "plan"
label = "Finns planen?"
type = "ja_nej"
allow = ["ej_aktuellt", "vet_ej"]
shortcoming = "nej"

[[section.question]]
id = "god"
label = "Duger planen?"
type = "ja_nej"
relevant = "${plan} = 'ja'"
allow = ["vet_ej"]
shortcoming = "nej"
base = "asked"

[[section.question]]
id = "barnplan"
label = "Syns barnet?"
type = "ja_nej"
relevant = "${barn} = 'ja'"
shortcoming = "nej"
base = "all"

[[section]]
title = "Slag"
quality_area = "effektivitet"

[[section.question]]
id = "slag"
label = "Vilket slag?"
type = "select_one"
allow = ["vet_ej"]
shortcoming = "rost"
choices = [{ name = "tra", label = "Av trä" }, { name = "rost", label = "Rostigt" }]

[[section.question]]
id = "delar"
label = "Vilka delar?"
type = "select_multiple"
relevant = "${slag} != 'rost'"
base = "asked"
choices = [{ name = "las", label = "Ett lås" }, { name = "hake", label = "En hake" }]

[[section.question]]
id = "antal"
label = "Hur många?"
type = "integer"

[[section.question]]
id = "dag"
label = "Vilken dag?"
type = "date"
"""
UNITS = ("Norr", "Söder", "Öster")
FACTS: Mapping[str, tuple[str, ...]] = {
    "kon": ("kvinna", "man", "man", ""),
    "beslut": ("bifall", "bifall", "avslag", ""),
    "barn": ("ja", "nej", "nej"),
}
FACT_ROWS = {  # rows of the report's table of the cases: case field and value
    "Kvinnor": ("kon", "kvinna"),
    "Män": ("kon", "man"),
    "Beslut: bifall": ("beslut", "bifall"),
    "Beslut: avslag": ("beslut", "avslag"),
    "Personen har minderåriga barn": ("barn", "ja"),
}
TOTAL = "Totalt"
MOST = 45  # cases
GROUPINGS = {"": "Totalt", "enhet": "Enhet", "kon": "Kön"}
GENDERS = {"Kvinnor": "kvinna", "Män": "man", "Uppgift saknas": "uppgift saknas", "Total": TOTAL}
SPREAD = {
    "Ja": "ja",
    "Nej": "nej",
    "Ej aktuellt": "ej_aktuellt",
    "Vet ej": "vet_ej",
    "Obesvarad": "obesvarad",
    "Ej frågad": "ej_fragad",
    "Ej avgjort": "oenig",
    "Besvarad": "besvarad",
}


@cache
def checklist() -> Checklist:
    """The checklist of every such review."""
    return parse_checklist(SOURCE, "prov.toml")


@cache
def questions() -> dict[str, Question]:
    """Its questions by label."""
    return {question.label: question for question in checklist().questions}


@dataclass(frozen=True)
class Said:
    """What somebody reads: so many cases gave an answer in a group, and, where that is told too, of how many, and how
    many per cent that is.
    """

    question: str
    group: str  # a unit, a gender, or TOTAL
    answer: str
    cases: int
    base: int | None = None
    percent: int | None = None


# --- reviews ----------------------------------------------------------------------------------------------------------


@cache
def _template() -> Path:
    return make_review(Path(tempfile.mkdtemp(prefix="inspektor-")), checklist=SOURCE)


@dataclass(frozen=True)
class Drawn:
    """A review to be made, and the number that everything in it comes from."""

    seed: int

    def make(self, folder: Path) -> Path:
        """The review's file. Some cases have been reviewed by two, who do not always agree."""
        chance = random.Random(self.seed)
        path = Path(shutil.copy(_template(), folder / "g.granskning"))
        units = chance.sample(UNITS, chance.randrange(1, 4))
        rows = [_case(chance, place, units) for place in range(chance.randrange(MOST) + 1)]
        twice = [row | _answers(chance, row) for row in rows if chance.random() < 0.2]
        for name, table in (("Anna", [row | _answers(chance, row) for row in rows]), ("Bo", twice)):
            if table:
                done("svar", path, _table(folder / f"{name}.csv", table), "--granskare", name)
        return path


REVIEWS = st.builds(Drawn, st.integers(0, 10**9))


def _case(chance: random.Random, place: int, units: list[str]) -> dict[str, str]:
    facts = {name: chance.choice(values) for name, values in FACTS.items()}
    return {"kod": f"P-{place:02}", "enhet": chance.choice(units), **facts}


def _answers(chance: random.Random, facts: dict[str, str]) -> dict[str, str]:
    """What is answered of what is asked; mostly ja, since few would otherwise be asked the next question."""
    logic = SkipLogic(checklist())
    given: dict[str, str] = {}
    for question in checklist().questions:
        if logic.asked({**facts, **given})[question.id] and chance.random() < 0.9:
            given[question.id] = _answer(chance, question)
    return given


def _answer(chance: random.Random, question: Question) -> str:
    possible = possible_answers(question)
    if question.type == "integer":
        return str(chance.randrange(5))
    if question.type == "date":
        return (date(2025, 3, 1) + timedelta(days=chance.randrange(500))).isoformat()
    if question.type == "select_multiple":
        return " ".join(chance.sample(possible, chance.randrange(1, 3)))
    return chance.choice([*possible, *possible[:1] * 2])


def _table(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        heads = ["kod", "enhet", *FACTS, *(question.id for question in checklist().questions)]
        writer = csv.DictWriter(file, heads, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


# --- JSON -------------------------------------------------------------------------------------------------------------


def by_json(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What `tabell --json` tells of every question, by question and group."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for question in [*(one.id for one in checklist().questions), *FIELD_QUESTIONS]:
        for grouping in ("enhet", "kon"):
            data = told("tabell", path, question, "--per", grouping)
            found |= {(question, column["label"]): column for column in data["columns"]}
            found[question, TOTAL] = data["total"]
    return found


# --- Word and PDF -----------------------------------------------------------------------------------------------------

Table = tuple[str, list[list[str]]]  # its caption, and its rows with the headings first
_SHARE = re.compile(r"(\d+)(?: av (\d+))?(?: \((\d+) %\))?")
_HEAD = re.compile(r"(.*) \(n=(\d+)\)")
_SENTENCE = re.compile(
    r"Frågan ”([^”]+)” besvarades med ja i (\w+) av (\w+) (?:\w+ )?ärenden(?: \((\d+) procent\))?\.", re.UNICODE
)


def word_tables(content: bytes) -> list[Table]:
    """The tables of a Word file."""
    body = docx_reader.xml(content)[0]
    rows = iter(docx_reader.tables(body))
    before = list(zip([None, *body], body, strict=False))
    return [(docx_reader.text(caption), next(rows)) for caption, one in before if one.tag == f"{docx_reader.W}tbl"]


def word_text(content: bytes) -> str:
    """The running text of a Word file."""
    return " ".join(text for _, text in docx_reader.paragraphs(docx_reader.xml(content)))


def pdf_tables(tree: pdf_reader.Node) -> list[Table]:
    """The tables of a PDF, as they are read out."""
    return [
        (table.all("Caption")[0].words(), [[cell.words() for cell in row.kids] for row in table.all("TR")])
        for table in tree.all("Table")
    ]


def in_document(tables: Iterable[Table], text: str) -> set[Said]:
    """Every figure of a report: of its tables, and of the sentences of its questions."""
    found = {one for caption, rows in tables for one in _in_table(caption, rows)}
    for label, part, whole, percent in _SENTENCE.findall(text):
        share = (value_of(part), value_of(whole), int(percent) if percent else None)
        found.add(Said(questions()[label].id, TOTAL, "ja", *share))
    return found


def _in_table(caption: str, rows: list[list[str]]) -> Iterator[Said]:
    heads, *body = rows
    if heads[0] == "Svar":
        question = next(one for label, one in questions().items() if label in caption)
        names = {choice.label: choice.name for choice in question.choices}
        yield from _by_group(heads, [(question.id, names[row[0]], row[1:]) for row in body], whole=True)
    elif heads[0] == "Antal ärenden":
        yield from _by_group(heads, [(*FACT_ROWS[row[0]], row[1:]) for row in body if row[0] in FACT_ROWS])
    elif heads[0] == "Fråga" and _HEAD.fullmatch(heads[-1]):
        yield from _by_group(heads, [(questions()[row[0]].id, "ja", row[1:]) for row in body], whole=True)
    elif heads == ["Fråga", "Svar", "Antal", "Ärenden"]:
        for label, answer, size, codes in body:
            names = {choice.label: choice.name for choice in questions()[label].choices}
            assert len(codes.split(", ")) == int(size)
            yield Said(questions()[label].id, TOTAL, names.get(answer) or SPREAD[answer], int(size))
    elif heads[0] == "Fråga" and heads[-1] == "Ärenden":
        for label, *sizes, _ in body:
            spread = zip(heads[1:], sizes, strict=False)
            yield from (Said(questions()[label].id, TOTAL, SPREAD[head], int(size)) for head, size in spread)
    elif heads == ["Fråga", "Ärenden med brist", "Andel"]:
        yield from map(_shortcoming, body)


def _by_group(heads: list[str], rows: Iterable[tuple[str, str, list[str]]], *, whole: bool = False) -> Iterator[Said]:
    """A row an answer, a column a group. `whole`: a lone number is of the n in its heading."""
    for question, answer, cells in rows:
        for head, cell in zip(heads[1:], cells, strict=True):
            named = _HEAD.fullmatch(head)
            share = _SHARE.fullmatch(cell)
            assert named, head
            if cell == "–":
                yield Said(question, GENDERS.get(named[1], named[1]), answer, 0, 0)
                continue
            assert share, cell
            base = int(share[2]) if share[2] else (int(named[2]) if whole else None)
            percent = int(share[3]) if share[3] else None
            yield Said(question, GENDERS.get(named[1], named[1]), answer, int(share[1]), base, percent)


def _shortcoming(row: list[str]) -> Said:
    question = next(one for label, one in questions().items() if row[0].startswith(label))
    share = _SHARE.fullmatch(row[1])
    assert share
    percent = int(row[2].removesuffix(" %")) if row[2] != "–" else None
    return Said(question.id, TOTAL, question.shortcoming, int(share[1]), int(share[2]), percent)


# --- Excel ------------------------------------------------------------------------------------------------------------


def in_workbook(path: Path) -> set[Said]:
    """Every figure of the workbook's tables, by unit, by gender and in all."""
    page = openpyxl.load_workbook(BytesIO(path.read_bytes()))["Tabeller"]
    heads, *rows = page.iter_rows(values_only=True)
    found = set()
    for row in (dict(zip(heads, values, strict=True)) for values in rows):
        if row["Indelning"] in GROUPINGS.values():
            share: Any = row["Procent"]
            percent = None if share is None else round(100 * share)
            said = (row["Fråga"], row["Grupp"], row["Svar"], row["Antal"], row["Nämnare"], percent)
            found.add(Said(*said))  # type: ignore[arg-type]  # cells of the kinds that their columns are of
    return found


# --- the window -------------------------------------------------------------------------------------------------------


def in_window(path: Path) -> set[Said]:
    """Every figure of the view of results: the overview, and each question in full, by unit and by gender."""
    found = set()
    with Store.open(path) as store:
        for grouping in ("enhet", "kon"):
            _, board = figures.read(store, Choice(grouping=grouping))
            answers = {line.count.question.id: line.answer for line in board.lines}
            found |= set(_overview(board_grid(board), {key: one for key, one in answers.items() if one != ANSWERED}))
            for question in checklist().questions:
                found |= set(_in_full(detail_grid(detail(board, question.id)), question))
    return found


def _shown(grid: Grid) -> Iterator[tuple[int, str, str]]:
    """Every figure that is on the screen: its row, its group and its text."""
    model = FigureModel()
    model.show(grid)
    for row in range(model.rowCount()):
        for column, (name, _) in enumerate(grid.heads):
            text = model.data(model.index(row, column))
            if isinstance(text, str):
                yield row, GENDERS.get(name, name), text


def _overview(grid: Grid, answers: Mapping[str, str]) -> Iterator[Said]:
    for row, group, text in _shown(grid):
        question = grid.rows[row].key
        share = _SHARE.fullmatch(text)
        if question in answers and share:
            yield Said(question, group, answers[question], int(share[1]), int(share[2]))


def _in_full(grid: Grid, question: Question) -> Iterator[Said]:
    """The answers of a question with the base and the percentages below them."""
    names = SPREAD | {choice.label: choice.name for choice in question.choices}
    labels = [row.label for row in grid.rows]
    cells = {(labels[row], group): text for row, group, text in _shown(grid)}
    for (label, group), text in cells.items():
        if label in names and text != "–":
            base = cells.get(("Nämnare", group))
            written = f"Andel ”{label}”" if question.choices else f"Andel {label.lower()}"
            percent = re.fullmatch(r"(\d+) %", cells.get((written, group), ""))
            share = int(percent[1]) if percent else None
            yield Said(question.id, group, names[label], int(text), int(base) if base else None, share)
