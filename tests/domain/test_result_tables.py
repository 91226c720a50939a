"""Tables of counts: the published shape, and that every cell says what its cases are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.document import Table
from inspektor.domain.questions import Question
from inspektor.domain.report_facts import facts_table
from inspektor.domain.result_tables import (
    TOTAL_IS_REVIEWED,
    amount_table,
    choice_table,
    gender_table,
    spread_table,
    unit_tables,
)
from inspektor.domain.results import Material, count
from tests.domain.builders import (
    assert_true_of_trace,
    case,
    cases,
    checklist,
    material,
    materials,
    texts,
    traced_cells,
    yes_no,
)


def questions(of: Material) -> tuple[Question, ...]:
    return of.checklists[0].questions


def two_units(**answers: list[str | None]) -> Material:
    """Four cases in Farsta and three in Östermalm, answered in that order."""
    found = (*cases(4), *cases(3, "Östermalm"))
    return material(found, yes_no(*answers), dict(answers))


def unit_table(of: Material) -> Table:
    (table,) = unit_tables(of, questions(of), "Plan")
    return table


def test_a_row_is_a_variable_and_a_column_a_district_with_the_total_last() -> None:
    of = two_units(plan=["ja", "ja", "nej", "ja", "ja", "nej", "nej"], mal=["ja"] * 7)
    assert texts(unit_table(of)) == [
        ["Fråga", "Farsta (n=4)", "Östermalm (n=3)", "Total (n=7)"],
        ["Fråga plan?", "3", "1", "4"],
        ["Fråga mal?", "4", "3", "7"],
    ]
    assert unit_table(of).caption == "Plan: antal ja per enhet"


def test_the_total_has_a_percentage_from_ten_and_the_districts_absolute_numbers() -> None:
    found = (*cases(10), *cases(10, "Norrmalm"))
    of = material(found, yes_no("plan"), {"plan": ["ja"] * 8 + ["nej"] * 2 + ["ja"] * 8 + ["nej"] * 2})
    assert texts(unit_table(of)) == [
        ["Fråga", "Farsta (n=10)", "Norrmalm (n=10)", "Total (n=20)"],
        ["Fråga plan?", "8", "8", "16 (80 %)"],
    ]


@pytest.mark.parametrize(("size", "cell"), [(9, "3"), (10, "3 (30 %)")])
def test_ten_is_the_first_base_with_a_percentage(size: int, cell: str) -> None:
    of = material(cases(size), yes_no("plan"), {"plan": ["ja"] * 3 + ["nej"] * (size - 3)})
    assert texts(unit_table(of))[1] == ["Fråga plan?", cell]


def test_a_row_with_another_base_than_n_says_so_in_every_cell() -> None:
    of = two_units(plan=["ja", "ja", "nej", None, "ja", "nej", "nej"], mal=["ja"] * 7)
    assert texts(unit_table(of))[1:] == [
        ["Fråga plan?", "2 av 3", "1 av 3", "3 av 6"],
        ["Fråga mal?", "4", "3", "7"],
    ]


def test_a_district_without_answers_has_a_dash() -> None:
    of = two_units(plan=["ja", "ja", "nej", "ja", None, None, None])
    assert texts(unit_table(of))[1] == ["Fråga plan?", "3 av 4", "–", "3 av 4"]


def test_questions_that_fewer_cases_were_asked_get_a_table_with_its_own_n() -> None:
    found = (*cases(4), *cases(3, "Östermalm"))
    of = material(
        found,
        checklist(),
        {"grind": ["ja", "ja", "nej", "nej", "ja", "nej", "nej"], "gangjarn": ["ja", "nej", None, None, "ja"]},
    )
    first, second = unit_tables(of, questions(of)[:2], "Grunder")
    assert (first.header, first.caption) == (
        ("Fråga", "Farsta (n=4)", "Östermalm (n=3)", "Total (n=7)"),
        "Grunder: antal ja per enhet",
    )
    assert (second.header, second.caption) == (
        ("Fråga", "Farsta (n=2)", "Östermalm (n=1)", "Total (n=3)"),
        "Grunder: antal ja per enhet (frågan ställdes i 3 av 7 ärenden)",
    )


def test_a_question_that_nobody_was_asked_has_no_table() -> None:
    of = material(cases(3), checklist(), {"grind": ["nej", "nej", "nej"]})
    assert unit_tables(of, questions(of)[1:3], "Gångjärn") == []


def test_one_district_has_one_column_with_its_name() -> None:
    of = material(cases(20), yes_no("plan"), {"plan": ["ja"] * 5 + ["nej"] * 15})
    assert texts(unit_table(of)) == [["Fråga", "Farsta (n=20)"], ["Fråga plan?", "5 (25 %)"]]
    assert unit_table(of).caption == "Plan: antal ja"
    assert facts_table(of).header == ("Antal ärenden", "Farsta (n=20)")


def test_what_x_stood_for_is_told_where_somebody_answered_x() -> None:
    of = material(cases(3), checklist(), {"grind": ["ja", "ej_aktuellt", "nej"]})
    assert unit_tables(of, questions(of)[:1], "Grunder")[0].notes == (
        "Nämnare: ärenden där frågan ställdes och besvarades med ja eller nej (2 av 3).",
        "”Finns en grind?” var ej aktuell i 1 ärende: tomten saknar staket.",
    )
    of = material(cases(3), checklist(), {"grind": ["ja", "nej", "nej"]})
    assert unit_tables(of, questions(of)[:1], "Grunder")[0].notes == (
        "Nämnare: ärenden där frågan ställdes och besvarades med ja eller nej (3 av 3).",
    )


def test_another_denominator_than_the_usual_is_told() -> None:
    of = material(cases(3), checklist(), {"nyckel": ["ja", None, "nej"]})
    (table,) = unit_tables(of, questions(of)[3:4], "Grunder")
    assert table.notes == ("Nämnare: alla granskade ärenden (3 av 3).",)
    assert texts(table) == [["Fråga", "Farsta (n=3)"], ["Finns en nyckel?", "1"]]
    assert table.caption == "Grunder: antal ja"


def test_the_base_is_told_once_where_it_is_the_same_and_of_each_question_where_it_is_not() -> None:
    answers = {"grind": "ja nej -", "nyckel": "ja nej nej", "gangjarn": "ja - -"}
    of = material(cases(3), checklist(), {key: given.replace("-", "").split(" ") for key, given in answers.items()})

    def notes(*keys: str) -> tuple[str, ...]:
        table = gender_table(of, [of.questions[key] for key in keys], "Grunder")
        return table.notes if table else ()

    assert notes("grind", "nyckel") == (
        "Nämnare för ”Finns en grind?”: ärenden där frågan ställdes och besvarades med ja eller nej (2 av 3).",
        "Nämnare för ”Finns en nyckel?”: alla granskade ärenden (3 av 3).",
    )
    assert notes("grind", "gangjarn", "nyckel") == (
        "Nämnare för ”Finns en nyckel?”: alla granskade ärenden (3 av 3).",
        "Nämnare för övriga frågor: ärenden där frågan ställdes och besvarades med ja eller nej.",
    )


def test_a_total_over_units_says_that_it_speaks_of_the_reviewed_cases() -> None:
    assert TOTAL_IS_REVIEWED in unit_table(two_units(plan=["ja"] * 7)).notes
    assert TOTAL_IS_REVIEWED not in unit_table(material(cases(3), yes_no("plan"), {"plan": ["ja"]})).notes


def test_numbers_are_told_by_their_measures() -> None:
    found = (*cases(4), *cases(2, "Östermalm"))
    of = material(found, checklist(), {"bredd": [3, 4, 8, None, None, 7]})
    table = amount_table(of, of.questions["bredd"], "enhet")
    assert texts(table)[0][1:] == ["Farsta (n=4)", "Östermalm (n=2)", "Total (n=6)"]
    assert {row[0]: row[1:] for row in texts(table)[1:]} == {
        "Ärenden med svar": ["3", "1", "4"],
        "Lägst": ["3", "7", "3"],
        "Median": ["4", "7", "5,5"],
        "Medelvärde": ["5", "7", "5,5"],
        "Högst": ["8", "7", "8"],
    }
    nobody = material(cases(2), checklist(), {})
    assert texts(amount_table(nobody, of.questions["bredd"], "enhet"))[2] == ["Lägst", "–"]


def test_dates_are_told_by_the_first_and_the_last() -> None:
    found = (*cases(3), *cases(2, "Östermalm"))
    of = material(found, checklist(), {"dag": ["2026-05-14", "2025-03-03", None, "2025-12-24", None]})
    table = amount_table(of, of.questions["dag"], "enhet")
    assert {row[0]: row[1:] for row in texts(table)[1:]} == {
        "Ärenden med svar": ["2", "1", "3"],
        "Tidigast": ["2025-03-03", "2025-12-24", "2025-03-03"],
        "Senast": ["2026-05-14", "2025-12-24", "2026-05-14"],
    }
    assert table.notes[0].endswith("Svaren ligger mellan den 3 mars 2025 och den 14 maj 2026.")
    nobody = material(cases(2), checklist(), {})
    assert texts(amount_table(nobody, of.questions["dag"], "enhet"))[2] == ["Tidigast", "–"]


def test_a_table_says_how_many_cases_two_reviewers_disagree_on() -> None:
    answers = {"plan": ["ja", "nej", "ja"]}
    of = material(cases(3), yes_no("plan"), answers, {"plan": [0, 1]})
    left_out = "”Fråga plan?”: 2 ärenden där två granskare ännu inte är eniga ingår inte i siffrorna."
    table = gender_table(of, questions(of), "Plan")
    assert table is not None
    base = "Nämnare: ärenden där frågan ställdes och besvarades med ja eller nej (1 av 3)."
    assert unit_table(of).notes == table.notes == (base, left_out)
    assert texts(unit_table(of))[1] == ["Fråga plan?", "1 av 1"]


def test_what_two_reviewers_disagree_on_is_said_once_where_it_is_as_many_in_each_question() -> None:
    answers: dict[str, list[str | None]] = {"plan": ["ja", "nej", "ja"], "mal": ["ja", "nej", "ja"]}
    of = material(cases(3), yes_no("plan", "mal"), answers, {"plan": [0], "mal": [2]})
    assert [note for note in unit_table(of).notes if "eniga" in note] == [
        "I varje fråga: 1 ärende där två granskare ännu inte är eniga ingår inte i siffrorna."
    ]


def test_questions_where_two_reviewers_disagree_on_as_many_cases_share_a_note() -> None:
    answers: dict[str, list[str | None]] = {"plan": ["ja", "nej", "ja"], "mal": ["ja"] * 3, "sip": ["nej"] * 3}
    of = material(cases(3), yes_no("plan", "mal", "sip"), answers, {"plan": [0], "sip": [2]})
    (told,) = (note for note in unit_table(of).notes if "eniga" in note)
    assert told.startswith("”Fråga plan?” och ”Fråga sip?”: 1 ärende i varje fråga där två granskare ännu inte är ")


def test_women_and_men_are_compared_with_percentages_in_one_table() -> None:
    answers = {"grind": ["ja"] * 24, "gangjarn": ["ja", "nej"] * 6 + ["ja", "vet_ej"] * 6, "olja": ["nej"] * 24}
    of = material(cases(24), checklist(), answers)
    table = gender_table(of, questions(of)[:3], "Grunder")
    assert table is not None
    assert table.caption == "Grunder: antal ja per kön"
    assert texts(table) == [
        ["Fråga", "Kvinnor (n=12)", "Män (n=12)", "Total (n=24)"],
        ["Finns en grind?", "12 (100 %)", "12 (100 %)", "24 (100 %)"],
        ["Är gångjärnen hela?", "12 av 12 (100 %)", "0 av 6", "12 av 18 (67 %)"],
        ["Är gångjärnen oljade?", "0 av 12 (0 %)", "–", "0 av 12 (0 %)"],
    ]


def test_without_answers_there_is_nothing_to_compare() -> None:
    assert gender_table(material(cases(4), yes_no("plan")), yes_no("plan").questions, "Plan") is None


def test_all_answers_to_a_question_add_up_to_every_case() -> None:
    of = material(
        cases(6),
        checklist(),
        {"grind": ["ja", "nej", "ej_aktuellt", "vet_ej", None, "ja"], "gangjarn": ["ja"]},
        {"gangjarn": [5]},
    )
    table = spread_table(of, questions(of)[:2], "Grunder")
    assert texts(table) == [
        ["Fråga", "Ja", "Nej", "Ej aktuellt", "Vet ej", "Obesvarad", "Ej frågad", "Ej avgjort", "Ärenden"],
        ["Finns en grind?", "2", "1", "1", "1", "1", "0", "0", "6"],
        ["Är gångjärnen hela?", "1", "0", "0", "0", "0", "4", "1", "6"],
    ]


def test_answers_that_nobody_gave_have_no_column() -> None:
    of = two_units(plan=["ja"] * 7)
    assert texts(spread_table(of, questions(of), "Plan")) == [
        ["Fråga", "Ja", "Nej", "Ärenden"],
        ["Fråga plan?", "7", "0", "7"],
    ]


def test_a_question_with_choices_has_a_row_a_choice() -> None:
    found = (*cases(10), *cases(2, "Östermalm"))
    of = material(found, checklist(), {"slag": ["tra"] * 8 + ["jarn"] * 2 + ["tra"]})
    table = choice_table(of, of.questions["slag"], "enhet")
    assert table.caption == "Vilket slag? Antal svar per enhet"
    assert texts(table) == [
        ["Svar", "Farsta (n=10)", "Östermalm (n=1)", "Total (n=11)"],
        ["Trä", "8", "1", "9 (82 %)"],
        ["Järn", "2", "0", "2 (18 %)"],
        ["Rostigt", "0", "0", "0 (0 %)"],
    ]
    assert table.notes == ("Nämnare: ärenden där frågan ställdes och besvarades (11 av 12).", TOTAL_IS_REVIEWED)


def test_several_choices_say_that_rows_can_add_up_to_more() -> None:
    of = material(cases(2), checklist(), {"delar": ["las hake", "hake"]})
    table = choice_table(of, of.questions["delar"], "kon")
    assert texts(table)[1:] == [["Lås", "1", "0", "1"], ["Hake", "1", "1", "2"], ["Band", "0", "0", "0"]]
    assert table.notes[-1] == "Flera svar kan ha valts i samma ärende, så raderna kan summera till mer än n."


def test_choices_are_compared_between_women_and_men_with_percentages() -> None:
    of = material(cases(20), checklist(), {"slag": ["tra", "jarn"] * 10})
    table = choice_table(of, of.questions["slag"], "kon")
    assert table.caption == "Vilket slag? Antal svar per kön"
    assert texts(table)[1] == ["Trä", "10 (100 %)", "0 (0 %)", "10 (50 %)"]


def test_the_facts_are_those_that_are_known_of_somebody() -> None:
    found = [
        case("P-1", decision="bifall", law="LSS", birth_year=1990, decision_date="2019-05-06", children="ja"),
        case("P-2", "Älvsjö", "man", decision="avslag", law="LSS", birth_year=None, decision_date="2019-05-06"),
    ]
    assert texts(facts_table(material(found, yes_no("plan")))) == [
        ["Antal ärenden", "Farsta (n=1)", "Älvsjö (n=1)", "Total (n=2)"],
        ["Kvinnor", "1", "0", "1"],
        ["Män", "0", "1", "1"],
        ["Beslut: bifall", "1", "0", "1"],
        ["Beslut: avslag", "0", "1", "1"],
        ["Beslut enligt LSS", "1", "1", "2"],
        ["Personen har minderåriga barn", "1", "0", "1"],
        ["Ålder: 26–39 år", "1", "0", "1"],
        ["Ålder: uppgift saknas", "0", "1", "1"],
    ]


def test_facts_that_are_known_of_nobody_are_left_out() -> None:
    of = material([case("P-1", gender=""), case("P-2", gender="")], yes_no("plan"))
    assert facts_table(of).rows == ()


def all_tables(of: Material) -> list[Table]:
    found = [*unit_tables(of, questions(of), "Prov"), spread_table(of, questions(of), "Prov"), facts_table(of)]
    found += [
        choice_table(of, of.questions[key], grouping) for key in ("slag", "delar") for grouping in ("enhet", "kon")
    ]
    table = gender_table(of, questions(of), "Prov")
    return [*found, table] if table else found


@given(materials())
def test_every_cell_with_a_figure_says_what_its_cases_are(of: Material) -> None:
    for table in all_tables(of):
        for cell, trace in traced_cells(table):
            assert_true_of_trace(cell.text, trace)


@given(materials())
def test_every_figure_in_a_table_has_its_cases(of: Material) -> None:
    for table in all_tables(of):
        for row in table.rows:
            bare = [cell.text for cell in row[1:] if cell.trace is None]
            assert all(text == "–" or text == str(len(of.cases)) for text in bare)


@given(materials())
def test_every_row_is_as_wide_as_its_header(of: Material) -> None:
    for table in all_tables(of):
        assert {len(row) for row in table.rows} <= {len(table.header)}


@given(materials(), st.sampled_from(("enhet", "kon")))
def test_the_districts_of_a_row_add_up_to_its_total(of: Material, grouping: str) -> None:
    tables = (
        unit_tables(of, questions(of), "Prov") if grouping == "enhet" else [gender_table(of, questions(of), "Prov")]
    )
    for table in filter(None, tables):
        for row in table.rows:
            sizes = [len(cell.trace.cases) if cell.trace else 0 for cell in row[1:]]
            assert len(sizes) == 1 or sum(sizes[:-1]) == sizes[-1]


@given(materials())
def test_the_rows_of_all_answers_add_up_to_the_cases(of: Material) -> None:
    for row in spread_table(of, questions(of), "Prov").rows:
        assert sum(int(cell.text) for cell in row[1:-1]) == int(row[-1].text) == len(of.cases)


@given(materials())
def test_a_heading_has_the_n_that_its_questions_speak_of(of: Material) -> None:
    labels = {question.label: question.id for question in questions(of)}
    for table in unit_tables(of, questions(of), "Prov"):
        printed = [int(size) for size in re.findall(r"\(n=(\d+)\)", " ".join(table.header))]
        for row in table.rows:
            counted = count(of, labels[row[0].text], "enhet")
            columns = (*counted.columns, counted.total) if len(counted.columns) > 1 else (counted.total,)
            everyone = counted.question.base == "all"
            assert printed == [column.n if everyone else column.asked for column in columns]


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("Plan", "Plan: antal ja"),
        ("Plan.", "Plan. Antal ja"),
        ("Plan?", "Plan? Antal ja"),
        ("Plan: vård", "Plan: vård, antal ja"),
    ],
)
def test_a_title_is_joined_to_its_caption_by_the_mark_that_fits(title: str, caption: str) -> None:
    of = material(cases(3), yes_no("plan"), {"plan": ["ja"]})
    assert unit_tables(of, questions(of), title)[0].caption == caption
