"""Boards by areas: an answer in each cell, what its signs mean below, and nothing counted twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from inspektor.domain.matrices import answered_once, matrix, matrix_table
from inspektor.domain.report_results import checklist_results
from inspektor.domain.results import GROUPINGS, Material, Value, count
from inspektor.domain.sentences import trace
from tests.domain.builders import case, checklist, material, materials, tables_of, texts

AREAS = ("SoL/IFO", "SoL/ÄO", "LSS")


def survey(*answers: Value | None) -> Material:
    """Two boards' answers to one question, area by area; the second has no answer of the last area."""
    boards = [(unit, area) for unit in ("Farsta", "Älvsjö") for area in AREAS][:-1]
    found = [replace(case(f"S-{place}", unit), area=area) for place, (unit, area) in enumerate(boards)]
    return material(found, checklist(), {"grind": list(answers)})


def test_boards_are_rows_and_areas_columns_with_an_answer_in_each_cell_and_a_legend_below() -> None:
    found = matrix(survey("ja", "nej", "ej_aktuellt", "vet_ej", None), "grind")
    table = matrix_table(found)
    assert texts(table) == [
        ["Enhet", "LSS", "SoL/IFO", "SoL/ÄO"],
        ["Farsta", "x", "Ja", "Nej"],
        ["Älvsjö", "–", "Vet ej", "Obesvarad"],
    ]
    assert table.notes == (
        "x: tomten saknar staket.",
        "Obesvarad: frågan har ännu inget svar.",
        "–: det finns inget ärende.",
    )
    assert table.caption == "Finns en grind? Svaren per enhet och område"


def test_where_a_cell_has_several_cases_it_says_how_many_gave_each_answer() -> None:
    of = survey("ja", "ja", "nej", "ja", "ja")
    alike = replace(of, cases=tuple(replace(one, area="LSS") for one in of.cases))
    assert texts(matrix_table(matrix(alike, "grind")))[1:] == [["Farsta", "Ja 2, Nej 1"], ["Älvsjö", "Ja 2"]]


def test_a_report_has_the_matrix_where_each_board_has_answered_once_for_each_area() -> None:
    of = survey("ja", "nej", "ja", "ja", "ja")
    wanted = matrix_table(matrix(of, "grind"))
    assert wanted in tables_of(checklist_results(of, of.checklists[0], {}))
    twice = replace(of, cases=tuple(replace(one, area="" if place else "LSS") for place, one in enumerate(of.cases)))
    assert not [
        table for table in tables_of(checklist_results(twice, twice.checklists[0], {})) if "område" in table.caption
    ]


def test_there_is_no_matrix_to_see_where_a_cell_would_have_several_cases_or_there_is_one_area() -> None:
    of = survey("ja", "nej", "ja", "ja", "ja")
    question = of.questions["grind"]
    assert answered_once(of, question) == matrix(of, "grind")
    assert answered_once(of, of.questions["kon"]) is None
    for areas in (("LSS",) * 5, ("LSS", "LSS", "SoL", "SoL", "LSS")):
        moved = tuple(replace(one, area=area) for one, area in zip(of.cases, areas, strict=True))
        assert answered_once(replace(of, cases=moved), question) is None


@given(materials())
def test_the_cells_of_a_matrix_are_the_cases_of_the_question_each_once(of: Material) -> None:
    found = matrix(of, "grind", "kon", "enhet")
    whole = count(of, "grind", "enhet")
    assert found.total == whole
    for column in whole.columns:
        cells = [cell for (_, label), cell in found.cells.items() if label == column.label]
        for answer in column.cases:
            codes = [code for cell in cells for code in cell.cases[answer]]
            assert sorted(codes) == sorted(column.cases[answer])


@given(materials())
def test_a_cross_table_puts_every_case_in_the_column_of_its_answer(of: Material) -> None:
    one, other = count(of, "gangjarn", "slag"), count(of, "slag")
    alone = count(of, "gangjarn").total.cases
    assert {answer: sorted(codes) for answer, codes in one.total.cases.items()} == {
        answer: sorted(codes) for answer, codes in alone.items()
    }
    assert sum(column.n for column in one.columns) == len(of.cases)
    names = {choice.label: choice.name for choice in other.question.choices}
    for column in one.columns:
        assert column.n
        if column.label in names:
            codes = {code for cases in column.cases.values() for code in cases}
            assert codes == set(trace(other, other.total, names[column.label]).cases)
    assert "slag" not in GROUPINGS
