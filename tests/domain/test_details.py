"""One question in full: the figures are those of `count`, a column adds up, and small numbers get no percentage."""

from __future__ import annotations

import statistics
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.amounts import decimal
from inspektor.domain.details import INTERVAL, Detail, detail, differences
from inspektor.domain.document import plain
from inspektor.domain.errors import Problem
from inspektor.domain.heat import board, board_table
from inspektor.domain.intervals import Part, Sample
from inspektor.domain.matrices import matrix
from inspektor.domain.result_tables import TOTAL_IS_REVIEWED
from inspektor.domain.results import GROUPINGS, Material, count
from inspektor.domain.review import Case
from tests.domain.test_heat import PROV, VALUES, materials

DIVIDED = (*sorted(GROUPINGS), "slag", "plan_finns", "barn")  # by a grouping, or against a question
ANSWER_ROWS = {
    "Ja": "ja",
    "Nej": "nej",
    "Ej aktuellt": "ej_aktuellt",
    "Vet ej": "vet_ej",
    "Obesvarad": "obesvarad",
    "Ej frågad": "ej_fragad",
    "Ej avgjort": "oenig",
}


def rows(found: Detail) -> dict[str, list[str]]:
    """The table's cells by what heads their row."""
    return {row[0].text: [cell.text for cell in row[1:]] for row in found.table.rows}


def cases(*answers: str | int | None, question: str = "plan_finns", gender: str = "kvinna") -> Material:
    """A case an answer."""
    made = tuple(Case(str(place), f"C-{place}", unit="Norr", gender=gender) for place in range(len(answers)))
    return Material(made, (PROV,), {question: list(answers)}, {})


@given(materials(), st.sampled_from(("plan_finns", "plan_god", "plan_kvinna")), st.sampled_from(DIVIDED))
def test_every_answer_is_what_count_says_and_leads_to_its_cases(
    material: Material, question: str, grouping: str
) -> None:
    found, one = detail(board(material, grouping), question), count(material, question, grouping)
    columns = (*one.columns, one.total)
    for row in found.table.rows[: found.sums]:
        for cell, column in zip(row[1:], columns, strict=True):
            codes = column.cases[ANSWER_ROWS[row[0].text]]
            assert cell.trace is not None
            assert cell.trace.cases == codes
            assert cell.text in ({str(len(codes))} if codes else {"0", "–"})
    for place, column in enumerate(columns):
        texts = [row[place + 1].text for row in found.table.rows[: found.sums]]
        assert sum(int(text) for text in texts if text != "–") == column.n
        sums = rows(found)
        assert sums["Nämnare"][place] == str(column.base)
        assert sums["Andel ja"][place] == (f"{column.percent('ja')} %" if column.base >= 10 else "–")


@given(materials(), st.sampled_from(sorted(VALUES)))
def test_a_base_leads_to_the_cases_that_it_is_made_of(material: Material, question: str) -> None:
    found, one = detail(board(material, "enhet"), question), count(material, question, "enhet")
    bases = [row for row in found.table.rows if row[0].text == "Nämnare"]
    for row in bases:
        for cell, column in zip(row[1:], (*one.columns, one.total), strict=True):
            assert cell.trace is not None
            assert len(cell.trace.cases) == column.base


def test_what_a_question_does_not_allow_is_a_dash_and_what_nobody_answered_is_zero() -> None:
    found = rows(detail(board(cases("ja", "nej"), "enhet"), "plan_finns"))
    assert found["Ej aktuellt"] == found["Vet ej"] == ["0", "0"]
    assert found["Ej frågad"] == ["–", "–"]
    found = rows(detail(board(cases("ja", "nej"), "enhet"), "plan_god"))
    assert found["Ej aktuellt"] == ["–", "–"]
    assert found["Ej frågad"] == ["1", "1"]
    assert "Ej avgjort" not in found


def test_what_two_reviewers_disagree_on_has_its_row_and_its_note() -> None:
    material = replace(cases("ja", "nej"), unsettled={"plan_finns": frozenset({1})})
    found = detail(board(material, "enhet"), "plan_finns")
    assert rows(found)["Ej avgjort"] == ["1", "1"]
    assert "1 ärende där svaret inte är avgjort ingår inte i nämnaren." in found.notes


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=20))
def test_numbers_are_told_by_the_least_the_median_the_mean_and_the_most(numbers: list[int]) -> None:
    found = detail(board(cases(*numbers, question="antal"), "enhet"), "antal")
    table = rows(found)
    assert table["Besvarad"][-1] == str(len(numbers))
    assert table["Lägst"][-1] == decimal(Fraction(min(numbers)))
    assert table["Högst"][-1] == decimal(Fraction(max(numbers)))
    assert table["Median"][-1] == decimal(Fraction(statistics.median(map(Fraction, numbers))))
    assert table["Medelvärde"][-1] == decimal(Fraction(sum(numbers), len(numbers)))
    most = next(row for row in found.table.rows if row[0].text == "Högst")[-1]
    assert most.trace is not None
    assert most.trace.cases == tuple(f"C-{place}" for place, one in enumerate(numbers) if one == max(numbers))


def test_a_question_that_nobody_gave_a_number_has_dashes() -> None:
    found = rows(detail(board(cases(None, None, question="antal"), "enhet"), "antal"))
    assert found["Besvarad"] == ["0", "0"]
    assert found["Median"] == ["–", "–"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("3", "3"), ("7/2", "3,5"), ("1/20", "0,1"), ("1/3", "0,3"), ("-7/2", "−3,5"), ("-1/30", "0"), ("199/20", "10")],
)
def test_decimals_are_one_at_most_with_a_comma(value: str, text: str) -> None:
    assert decimal(Fraction(value)) == text


@given(materials(), st.sampled_from(("enhet", "kon", "beslut")))
def test_bars_are_what_count_says_for_all_and_for_each_gender(material: Material, grouping: str) -> None:
    made = board(material, grouping)
    bars = detail(made, "plan_finns").bars
    assert bars is not None
    one = count(material, "plan_finns", grouping)
    genders = [] if grouping == "kon" else list(made.genders.values())
    assert len(bars.heads) == 1 + len(genders)
    for row, column in zip(bars.rows, (*one.columns, one.total), strict=True):
        assert (row.shares[0].cases, row.shares[0].whole) == (column.cases["ja"], column.base)
        if genders:
            assert sorted(code for share in row.shares[1:] for code in share.cases) == sorted(column.cases["ja"])
            assert sum(share.whole for share in row.shares[1:]) == column.base


def test_choices_are_rows_with_bars_for_all_and_for_each_gender() -> None:
    material = cases(*["mal", "mal medel"] * 6, question="delar")
    two = tuple(replace(case, gender="man") if place % 2 else case for place, case in enumerate(material.cases))
    found = detail(board(replace(material, cases=two), "enhet"), "delar")
    table = rows(found)
    assert (table["Mål"], table["Medel"], table["Nämnare"]) == (["12", "12"], ["6", "6"], ["12", "12"])
    assert table["Andel ”Medel”"] == ["50 %", "50 %"]
    assert found.bars is not None
    assert [(row.label, [share.text for share in row.shares]) for row in found.bars.rows] == [
        ("Mål", ["12 av 12", "6 av 6", "6 av 6"]),
        ("Medel", ["6 av 12", "0 av 6", "6 av 6"]),
    ]
    assert "Flera svar kan ha valts i samma ärende, så svaren kan bli fler än n." in found.notes


def test_a_date_or_a_text_has_its_answered_cases_and_no_bars() -> None:
    found = detail(board(cases("2019-02-03", None, question="dag"), "enhet"), "dag")
    assert found.bars is None
    assert (rows(found)["Besvarad"], rows(found)["Obesvarad"]) == (["1", "1"], ["1", "1"])


def test_what_is_told_has_its_figures_and_says_what_to_bear_in_mind() -> None:
    material = cases(*["ja"] * 8, "nej", "nej", "ej_aktuellt")
    half = tuple(replace(one, unit="Söder", gender="man") if int(one.id) < 5 else one for one in material.cases)
    counted = board(replace(material, cases=half), "enhet")
    assert differences(counted, "plan_finns") == ()  # before they are compared
    counted.compare()
    found = detail(counted, "plan_finns")
    assert "8 av 10" in plain(found.sentences[0]) or "åtta av tio" in plain(found.sentences[0])
    assert [plain(one).split(":")[0] for one in found.sentences[1:]] == ["Kvinnor", "Män"]
    assert found.notes == (
        "Ej aktuellt betyder: insatsen har inte börjat.",
        "Under tio ärenden visas ingen procent.",
        TOTAL_IS_REVIEWED,
    )
    assert differences(counted, "plan_finns") == (
        "Det är för få ärenden för att avgöra om svaren skiljer sig mellan kvinnor och män.",
        "Det är för få ärenden för att avgöra om svaren skiljer sig mellan enheterna.",
    )
    assert found.base == "Nämnare: ärenden där frågan ställdes och besvarades med ja eller nej (10 av 11)."
    assert found.table.notes == (found.base, *found.notes)


def test_a_random_sample_tells_what_is_likely_of_the_frame_where_there_are_cases_enough() -> None:
    material = cases(*["ja"] * 8, *["nej"] * 4, *["ja"] * 4)
    two = tuple(replace(one, unit="Söder") if int(one.id) >= 12 else one for one in material.cases)
    parts = (Part(60, tuple(f"C-{at}" for at in range(12)), True), Part(40, ("C-12", "C-13", "C-14", "C-15"), True))
    found = detail(board(replace(material, cases=two, sample=Sample(parts)), "enhet"), "plan_finns")
    assert rows(found)["Trolig andel ja i urvalsramen"] == ["40–85 %", "–", "55–93 %"]
    assert INTERVAL in found.notes
    assert INTERVAL not in detail(board(material, "enhet"), "plan_finns").notes


def test_a_question_that_is_none_is_told() -> None:
    with pytest.raises(Problem, match="finns inte"):
        detail(board(cases("ja"), "enhet"), "ingen")


def test_a_question_against_another_says_so_in_every_place() -> None:
    material = Material(
        tuple(Case(str(at), f"C-{at}", unit="Norr", gender=("kvinna", "man")[at % 2]) for at in range(4)),
        (PROV,),
        {"plan_finns": ["ja", "nej", "ja", "nej"], "slag": ["a", "a", "b", "b"]},
        {},
    )
    found = detail(board(material, "slag"), "plan_finns")
    assert found.table.header == ("Svar", "Första slaget (n=2)", "Andra slaget (n=2)", "Total (n=4)")
    assert found.table.caption == "Finns en plan? (mot ”Vilket slag?”)"
    assert found.base.endswith("Kolumnerna är svaren på ”Vilket slag?”.")
    assert found.bars is not None
    assert found.bars.title == "Ja, mot ”Vilket slag?”, och per kön"
    assert found.matrix is None
    assert board_table(board(material, "slag")).caption == "Alla frågor, mot ”Vilket slag?”"


def test_units_by_areas_stand_under_a_question_counted_by_unit() -> None:
    made = tuple(
        Case(str(at), f"C-{at}", unit=("Norr", "Söder")[at // 2], area=("SoL", "LSS")[at % 2]) for at in range(4)
    )
    material = Material(made, (PROV,), {"plan_finns": ["ja", "nej", "vet_ej", None]}, {})
    found = detail(board(material, "enhet"), "plan_finns").matrix
    assert found == matrix(material, "plan_finns")
    assert detail(board(material, "omrade"), "plan_finns").matrix is None
    assert detail(board(material, "enhet"), "slag").matrix is None
