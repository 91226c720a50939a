"""From a figure in the results to the cases behind it, and into one of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from inspektor.operations import listing
from inspektor.ui.models.cases import CaseModel
from inspektor.ui.views.results import ResultsView
from inspektor.ui.widgets.case_table import CaseTable
from inspektor.ui.widgets.figure_table import FigureTable
from tests.journeys.journey import Person, click_cell
from tests.ui import scenes
from tests.ui.hand import press


def test_a_figure_is_clicked_through_to_its_cases_and_one_of_them_opened(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Resultat")
    heat = person.field("Frågor")
    assert isinstance(heat, FigureTable)
    index = figure_of_some(heat)
    text, codes = figure(heat, index)
    assert text.split()[0] == str(len(codes))
    click_cell(heat, index)
    listed = person.field("Ärenden")
    assert isinstance(listed, CaseTable)
    assert listed.model().rowCount() == len(codes)
    model = listed.model()
    assert isinstance(model, CaseModel)
    assert sorted(model.codes()) == sorted(codes)
    assert person.see(f"{len(codes)} ärenden bakom siffran")
    listed.setFocus()
    results = person.window.views["resultat"]
    assert isinstance(results, ResultsView)
    press("Home Return")
    assert person.page.code in codes
    assert person.page.current is not None
    assert person.page.current.question == results.pane.question
    press("Alt+Left")
    person.push("Visa alla ärenden")
    assert listed.model().rowCount() == 49


def test_back_from_a_case_is_the_list_behind_the_figure_and_then_the_figure(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Resultat")
    heat = person.field("Frågor")
    assert isinstance(heat, FigureTable)
    index = figure_of_some(heat)
    place = index.row(), index.column()
    click_cell(heat, index)
    listed = person.field("Ärenden")
    listed.setFocus()
    press("Home Return")
    assert person.page.head.all.accessibleName() == "Ärendena bakom siffran"
    press("Esc")
    assert listed.isVisible()
    press("Alt+Left")
    assert person.window.step == "resultat"
    assert heat.hasFocus()
    assert (heat.currentIndex().row(), heat.currentIndex().column()) == place
    press("Return")
    person.push("Tillbaka till siffran")
    assert heat.hasFocus()


def test_a_figure_of_one_case_opens_it_and_back_is_the_figure(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Resultat")
    table = person.field("Alla svar på frågan")
    assert isinstance(table, FigureTable)
    index = next(
        table.figures.index(row, column)
        for row, one in enumerate(table.grid.rows)
        for column, each in enumerate(one.figures)
        if len(each.cases) == 1
    )
    results = person.window.views["resultat"]
    assert isinstance(results, ResultsView)
    about = results.pane.question
    click_cell(table, index)
    assert [person.page.code] == list(figure(table, index)[1])
    assert person.page.current is not None
    assert person.page.current.question == about
    assert person.page.list.hasFocus()
    person.push("Tillbaka till siffran")
    assert table.hasFocus()
    assert table.currentIndex() == index
    press("Return Ctrl+F")  # to the list, and what is sought in it, rather than to the figure
    assert person.window.step == "arenden"
    assert person.field("Sök bland ärendena").hasFocus()


def test_a_case_leads_to_the_figure_that_it_is_counted_in(person: Person) -> None:
    person.open(scenes.PLAYED)
    page = person.review(case_with_answers(person))
    code, item = page.code, page.current
    assert item is not None
    press("R")
    assert person.window.step == "resultat"
    table = person.field("Alla svar på frågan")
    assert isinstance(table, FigureTable)
    assert table.hasFocus()
    assert person.see(item.question.label)
    assert code in figure(table, table.currentIndex())[1]
    head, _ = table.grid.heads[table.currentIndex().column()]
    assert head == page.desk.case.unit
    person.go("Ärenden")
    assert person.page.code == code
    person.push("Visa i resultatet")
    assert code in figure(table, table.currentIndex())[1]


def test_a_case_that_the_filter_leaves_out_is_said_to_be_no_part_of_what_is_shown(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Resultat")
    boxes = [person.field(name) for name in ("Vilka ärenden", "Beslut")]
    boxes[0].setFocus()
    press("Down")  # only those that are done
    page = person.review(case_with_answers(person))
    press("R")
    assert person.window.step == "resultat"
    results = person.window.views["resultat"]
    assert isinstance(results, ResultsView)
    assert results.head.note.whole() == f"{page.code} är inte bland de ärenden som visas."


def case_with_answers(person: Person) -> str:
    """The code of a case that somebody has answered in and not marked as done, and that one person reviews."""
    assert person.window.session is not None
    lines = listing.case_lines(person.window.session.store)
    return next(
        line.case.code for line in lines if line.answered > 3 and not line.case.done and not line.case.second_reviewer
    )


def figure(table: FigureTable, index: QModelIndex) -> tuple[str, tuple[str, ...]]:
    """What a cell shows, and the codes behind it."""
    found = table.figures.figure(index)
    assert found is not None
    return found.text, tuple(found.cases)


def figure_of_some(table: FigureTable) -> QModelIndex:
    """The first figure with more than one case behind it, and not all of them."""
    model = table.figures
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            found = model.figure(model.index(row, column))
            if found is not None and 1 < len(found.cases) < 12:
                return model.index(row, column)
    raise AssertionError("no figure has cases behind it")
