"""One question against another in Resultat, and what each unit answered for each area."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspektor.db.store import Store
from inspektor.domain.matrices import answered_once, matrix_table
from inspektor.domain.results import count
from inspektor.operations import answers, counting, listing
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.results import ResultsView
from tests.support import LEAD, make_review
from tests.ui.hand import press, push, settle
from tests.ui.survey import AREAS, make_survey
from tests.ui.test_results import FIRST, click_at, copied, fill, go_to, pick, shown, texts


@pytest.fixture
def view(start: MainWindow, tmp_path: Path) -> ResultsView:
    """The results of two units with twelve cases each."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        fill(store)
    return shown(start, path)


@pytest.fixture
def survey(start: MainWindow, tmp_path: Path) -> ResultsView:
    """The results of a review in which each of three boards has answered for each of three areas, but for one."""
    path = tmp_path / "enkät.granskning"
    make_survey(path, by=LEAD)
    return shown(start, path)


def test_every_question_can_be_counted_against_another(view: ResultsView) -> None:
    assert not view.filters.against.isVisible()
    pick(view.filters.grouping, "Mot en annan fråga")
    pick(view.filters.against, "Vilket slag?")
    material = counting.material(view.session.store)
    for row in (row for row in view.heat.grid.rows if row.key):
        one = count(material, row.key, "slag")
        assert [name for name, _ in view.heat.grid.heads] == [*(column.label for column in one.columns), "Total"]
        assert [figure.cases for figure in row.figures if one.question.type == "ja_nej"] == [
            column.cases["ja"] for column in (*one.columns, one.total) if one.question.type == "ja_nej"
        ]


def test_a_cross_table_says_against_what_and_leads_to_its_cases(view: ResultsView) -> None:
    asked: list[tuple[str, str]] = []
    view.go.connect(lambda step, word: asked.append((step, word)))
    pick(view.filters.grouping, "Mot en annan fråga")
    pick(view.filters.against, "Vilket slag?")
    one = count(counting.material(view.session.store), "plan_finns", "slag")
    assert texts(view.pane.table)["Ja"] == [str(len(column.cases["ja"])) for column in (*one.columns, one.total)]
    assert view.pane.base.text().endswith("Kolumnerna är svaren på ”Vilket slag?”.")
    assert view.pane.table.grid.table.caption == "Finns en plan? (mot ”Vilket slag?”)"
    go_to(view.heat, FIRST, 1)
    press("Return", view.heat)
    assert asked == [("arenden", f"{','.join(one.columns[1].cases['ja'])}\nplan_finns")]


def test_what_is_counted_against_stays_chosen_while_the_answers_change(view: ResultsView) -> None:
    pick(view.filters.grouping, "Mot en annan fråga")
    pick(view.filters.against, "Vilket slag?")
    code = listing.case_lines(view.session.store)[-1].case.code
    view.session.do("svar", lambda store: answers.record_answer(store, code, "slag", "a", "Inspektör A"))
    settle()
    assert view.filters.choice.grouping == "slag"
    assert [name for name, _ in view.heat.grid.heads] == ["Första slaget", "Andra slaget", "Total"]
    pick(view.filters.grouping, "Per kön")
    assert not view.filters.against.isVisible()
    assert [name for name, _ in view.heat.grid.heads] == ["Kvinnor", "Män", "Total"]


def test_the_facts_of_a_case_can_be_counted_against_and_numbers_and_texts_not(view: ResultsView) -> None:
    offered = [view.filters.against.itemText(place) for place in range(view.filters.against.count())]
    assert offered[:4] == ["Finns en plan?", "Är planen god?", "En fråga om kvinnors planer?", "Vilket slag?"]
    assert {"Vilka delar?", "Hur många?", "Vilken dag?", "Vad iakttogs?"}.isdisjoint(offered)
    pick(view.filters.grouping, "Mot en annan fråga")
    pick(view.filters.against, offered[-1])
    assert view.heat.grid.heads[-1] == ("Total", "n=24")


def test_units_by_areas_show_what_each_answered_with_the_legend_below(survey: ResultsView) -> None:
    pane = survey.pane
    assert [name for name, _ in pane.matrix.grid.heads] == list(AREAS)
    assert texts(pane.matrix) == {
        "Bromma": ["Ja", "Nej", "x"],
        "Farsta": ["Ja", "Vet ej", "Ja"],
        "Skarpnäck": ["Nej", "Ja", "–"],
    }
    assert pane.legend.isVisible()
    assert "x: nämnden handlägger inte ärenden av det slaget." in pane.legend.text()
    material = counting.material(survey.session.store)
    found = answered_once(material, material.questions["riskanalys"])
    assert found is not None
    assert pane.matrix.grid.table == matrix_table(found)  # as the report has it


def test_a_cell_of_units_by_areas_opens_its_case(survey: ResultsView) -> None:
    asked: list[tuple[str, str]] = []
    survey.go.connect(lambda step, word: asked.append((step, word)))
    click_at(survey.pane.matrix, 1, 1)
    go_to(survey.pane.matrix, 0, 2)
    press("Return", survey.pane.matrix)
    assert asked == [("arenden", "N-5\nriskanalys"), ("arenden", "N-3\nriskanalys")]


def test_units_by_areas_can_be_copied(survey: ResultsView) -> None:
    push(survey, "Kopiera rutorna")
    rich, plain = copied()
    assert rich == plain
    assert rich[1] == ["Bromma", "Ja", "Nej", "x"]
    survey.pane.matrix.setFocus()
    press("Ctrl+C", survey.pane.matrix)
    assert copied()[0] == rich


def test_there_are_no_units_by_areas_where_units_have_many_cases(view: ResultsView) -> None:
    assert not view.pane.matrix.isVisible()


def test_units_by_areas_go_with_the_units(survey: ResultsView) -> None:
    assert survey.pane.matrix.isVisible()
    pick(survey.filters.grouping, "Per område")
    assert not survey.pane.matrix.isVisible()
