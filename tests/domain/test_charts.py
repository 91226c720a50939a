"""The charts show what `count` counted, in rows that fit a page, and their words say nothing that is not so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.charts import HEADS_MOST, ROWS_MOST, board_charts, checklist_charts, gender_charts
from inspektor.domain.document import Chart
from inspektor.domain.heat import board
from inspektor.domain.results import GROUPINGS, Material, count
from tests.domain.builders import case, cases, material, materials, yes_no

PLAN = yes_no("plan", more='shortcoming = "nej"')


def charts(of: Material) -> list[Chart]:
    """All charts of a report."""
    return [chart for checklist in of.checklists for chart in checklist_charts(of, checklist)] + list(gender_charts(of))


def two_units(answers: str) -> Material:
    """A case a letter, `j` for ja and `n` for nej, in Farsta and Norrmalm by turns."""
    found = [case(f"P-{place}", ("Farsta", "Norrmalm")[place % 2], "kvinna") for place in range(len(answers))]
    return material(found, PLAN, {"plan": [{"j": "ja", "n": "nej"}[letter] for letter in answers]})


@given(materials())
def test_every_place_in_a_chart_is_a_count_of_cases(of: Material) -> None:
    for chart in charts(of):
        for label, cells in chart.rows:
            assert len(cells) == len(chart.heads), label
            for cell in cells:
                one = count(of, cell.trace.question)
                assert set(cell.trace.cases) <= set(one.total.cases[cell.trace.answer])
                assert 0 <= cell.part <= cell.whole


@given(materials())
def test_the_total_of_a_grid_is_what_its_districts_come_to(of: Material) -> None:
    for chart in charts(of):
        if chart.kind == "heat":
            for _, (*districts, total) in chart.rows:
                assert sum(cell.part for cell in districts) == total.part
                assert sum(cell.whole for cell in districts) == total.whole


@given(materials())
def test_the_words_of_a_chart_are_figures_in_it(of: Material) -> None:
    for chart in charts(of):
        shown = {f"{cell.part} av {cell.whole}" for _, cells in chart.rows for cell in cells}
        assert chart.alt
        assert set(re.findall(r"\d+ av \d+", chart.alt)) <= shown


@given(materials(most=40))
def test_no_shade_is_given_for_fewer_than_ten(of: Material) -> None:
    cells = [cell for chart in charts(of) for _, cells in chart.rows for cell in cells]
    assert [cell for cell in cells if cell.heat is not None and cell.whole < 10] == []


def test_a_chart_of_districts_tells_them_one_by_one_when_they_are_few() -> None:
    (chart,) = charts(two_units("njnnjj"))
    assert chart.caption == "Fråga plan? Ärenden med brist per enhet"
    assert chart.alt == "Stapeldiagram. Farsta: alla 2 av 3. Norrmalm: alla 1 av 3."


def test_women_and_men_have_a_bar_each_where_there_are_both() -> None:
    found = [case("P-1", "Farsta", "kvinna"), case("P-2", "Farsta", "man"), case("P-3", "Norrmalm", "man")]
    districts, genders = charts(material(found, PLAN, {"plan": ["nej", "ja", "nej"]}))
    assert districts.heads == genders.heads == ("Kvinnor", "Män")
    assert districts.alt == (
        "Stapeldiagram. Farsta: kvinnor 1 av 1 och män 0 av 1. Norrmalm: kvinnor inga ärenden och män 1 av 1."
    )


def test_of_many_districts_the_words_name_those_with_most_and_fewest() -> None:
    found = [case(f"P-{place}", f"Enhet {place % 8}", "kvinna") for place in range(16)]
    answers = ["nej" if place in (3, 11, 5) else "ja" for place in range(16)]
    (chart,) = charts(material(found, PLAN, {"plan": answers}))
    assert chart.alt == ("Stapeldiagram. Alla. Flest ärenden med brist: Enhet 3 (2 av 2). Minst antal: 0, i 6 av de 8.")


@pytest.mark.parametrize(
    "of",
    [
        pytest.param(material((), PLAN), id="no case"),
        pytest.param(two_units("jjjj"), id="no shortcoming"),
        pytest.param(material(cases(4), PLAN, {"plan": ["nej"] * 4}), id="one district, where only genders differ"),
        pytest.param(
            material((*cases(12), *cases(12, "Norrmalm")), PLAN, {"plan": [*["nej"] * 12, *[None] * 12]}),
            id="answers in one district alone",
        ),
    ],
)
def test_there_is_no_chart_of_districts_where_it_would_show_nothing(of: Material) -> None:
    assert list(checklist_charts(of, of.checklists[0])) == []


def test_women_are_not_set_beside_men_where_only_they_have_answers() -> None:
    of = [case("P-1", gender="kvinna"), case("P-2", gender="man")]
    assert list(gender_charts(material(of, PLAN, {"plan": ["nej", None]}))) == []
    assert len(list(gender_charts(material(of, PLAN, {"plan": ["nej", "ja"]})))) == 1


def test_more_districts_than_can_be_told_apart_have_only_their_tables() -> None:
    found = [case(f"P-{place}", f"Enhet {place}", "kvinna") for place in range(HEADS_MOST + 1)]
    assert charts(material(found, PLAN, {"plan": ["nej"] * len(found)})) == []


def test_many_rows_are_divided_evenly_and_every_part_tells_of_itself() -> None:
    found = [case(f"P-{place}", f"Enhet {place:02}", "kvinna") for place in range(ROWS_MOST + 2)]
    first, second = charts(material(found, PLAN, {"plan": ["nej"] * len(found)}))
    assert [len(chart.rows) for chart in (first, second)] == [9, 9]
    assert [chart.caption[-12:] for chart in (first, second)] == ["(del 1 av 2)", "(del 2 av 2)"]


@given(materials(), st.sampled_from(sorted(GROUPINGS)))
def test_a_board_by_units_has_the_charts_of_the_report_and_any_other_its_own_groups(of: Material, by: str) -> None:
    found = board_charts(board(of, by))
    if by == "enhet":
        assert found == tuple(charts(of))
    elif by == "kon":
        assert found == tuple(gender_charts(of))
    for chart in found:
        assert chart.kind == "bars" or chart.heads[-1] == "Total"


def test_charts_against_a_question_say_so() -> None:
    found = [case(f"P-{place}", "Farsta", "kvinna", children="ja" if place % 2 else "nej") for place in range(4)]
    (chart,) = board_charts(board(material(found, PLAN, {"plan": ["nej", "ja", "nej", "nej"]}), "barn"))
    assert chart.caption.startswith("Fråga plan? Ärenden med brist mot ”")
    assert [label for label, _ in chart.rows] == ["Ja", "Nej"]
    assert [cell.trace.cases for _, (cell,) in chart.rows] == [("P-3",), ("P-0", "P-2")]
