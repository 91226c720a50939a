"""Everybody may read the public version: it says enough to be of use, and nothing of anyone."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from inspektor.domain import workbook
from inspektor.domain.document import HIDDEN, Cell, Paragraph, Report, Table, Text
from inspektor.domain.law import LawTable
from inspektor.domain.report import Basis, build
from inspektor.domain.report_method import Selection
from inspektor.domain.results import Material, Value
from inspektor.domain.review import Case, Review
from inspektor.domain.version import Version
from tests.domain import builders
from tests.domain.printed import NotUnderstood, read, told_too_well
from tests.domain.reports import LAW

MORE = int(os.environ.get("INSPEKTOR_PUBLIC_EXAMPLES", "6"))  # 500 is a night's work
UNITS = ("Alvik", "Bromma", "Farsta", "Kista", "Rinkeby")


def basis(of: Material) -> Basis:
    review = Review("r", "Daglig verksamhet", "3.4.2-11/2021")
    return Basis(
        review, of, Selection(), {}, LawTable.parse(LAW), "2026-03-01", "Data per i dag.", "", Version("publik")
    )


def invented(seed: int) -> Material:
    """A review of up to seventy cases in up to five units, mostly with the answer that most give."""
    chance = random.Random(seed)
    units, ja = UNITS[: chance.randrange(1, 6)], chance.choice((0.5, 0.8, 0.95))
    sizes = chance.choices((1, 3, 20), k=len(units))
    found = [_case(chance, place, units, sizes) for place in range(chance.randrange(10, 70))]
    answers: dict[str, Sequence[Value | None]] = {
        name: [values[0] if chance.random() < ja else chance.choice(values) for _ in found]
        for name, values in {**builders._SINGLE, "delar": builders._PARTS}.items()
    }
    unsettled = {"grind": [at for at in range(len(found)) if chance.random() < chance.choice((0, 0.05))]}
    return builders.material(found, builders.checklist(), answers, unsettled)


def _case(chance: random.Random, place: int, units: Sequence[str], sizes: Sequence[int]) -> Case:
    return builders.case(
        f"P-{place:02}",
        chance.choices(units, sizes)[0],
        chance.choice(("kvinna", "kvinna", "man", "man", "man", "annat") if place % 9 == 0 else ("kvinna", "man")),
        decision=chance.choice(("bifall", "bifall", "bifall", "avslag", "delvis avslag")),
        law=chance.choice(("SoL", "SoL", "LSS")),
        first_decision=chance.choice(("ja", "nej", "nej")),
        children=chance.choice(("", "nej", "nej", "ja")),
        birth_year=chance.choice((1930, 1980, 2001)),
        decision_date="2019-05-06",
    )


@settings(max_examples=MORE, phases=(Phase.generate,))
@given(st.integers(0, 10**9))
def test_from_all_that_is_printed_nothing_hidden_is_told_to_fewer_than_three_values(seed: int) -> None:
    of = invented(seed)
    made = basis(of)
    found = read(build(made), workbook.build(made), of.checklists)
    assert told_too_well(found) == []


def leaks(report: Report, of: Material) -> bool:
    """Whether the proof bites on a report: something is told too well, or is a number that nothing explains."""
    try:
        return bool(told_too_well(read(report, workbook.build(basis(of)), of.checklists)))
    except NotUnderstood:
        return True


def small() -> Material:
    """Thirty cases in three units; of what was asked in Farsta, one case alone had no gate."""
    found = [*builders.cases(10, "Farsta"), *builders.cases(10, "Kista"), *builders.cases(10, "Alvik")]
    return builders.material(
        found, builders.checklist(), {"grind": [*["ja"] * 5, "nej", *["ja"] * 4, *["ja", "nej"] * 10]}
    )


def with_block(report: Report, words: str) -> Report:
    return replace(report, blocks=(*report.blocks, Paragraph((Text(words),))))


def with_cell(report: Report, row: str, place: int, text: str) -> Report:
    """The report with something else in one place of the first table with such a row."""
    blocks = list(report.blocks)
    at, table = next(
        (at, one)
        for at, one in enumerate(blocks)
        if isinstance(one, Table) and row in {row[0].text for row in one.rows}
    )
    cells = {of[0].text: list(of) for of in table.rows}
    cells[row][place] = Cell(text)
    blocks[at] = replace(table, rows=tuple(map(tuple, cells.values())))
    return replace(report, blocks=tuple(blocks))


def test_the_proof_finds_what_is_planted() -> None:
    of = small()
    made = build(basis(of))
    assert not leaks(made, of)
    assert leaks(with_cell(made, "Finns en grind?", 2, "9 av 10"), of), "what one cell hides, another tells"
    assert leaks(with_block(made, "En grind fanns i 9 av 10 granskade ärenden i Farsta."), of)
    assert leaks(with_block(made, "I ett av Farstas tio ärenden fanns ingen grind, i 3 av dem en trasig."), of)
    assert leaks(with_block(made, "Två av kvinnorna i Farsta hade ingen grind."), of)


def hidden_cells(report: Report, row: str) -> list[str]:
    """The places of a row where nothing is shown, by their heading."""
    tables = [one for one in report.blocks if isinstance(one, Table)]
    rows = [(one.header, cells) for one in tables for cells in one.rows if cells[0].text == row]
    return [head for header, cells in rows for head, cell in zip(header, cells, strict=True) if cell.text == HIDDEN]


def test_a_small_cell_is_hidden_with_one_more_of_its_row_and_the_sign_is_explained_below() -> None:
    made = build(basis(small()))
    assert hidden_cells(made, "Finns en grind?")[:2] == ["Alvik (n=10)", "Farsta (n=10)"]
    table = next(
        one for one in made.blocks if isinstance(one, Table) and "per enhet" in one.caption and one.header[0] == "Fråga"
    )
    assert table.notes[-1] == "..: visas inte, så att ingen ska kunna pekas ut."
