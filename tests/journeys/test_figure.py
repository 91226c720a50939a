"""From a figure in the results to the cases behind it, and into one of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from inspektor.ui.models.cases import CaseModel
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
    press("Home Return")
    assert person.page.code in codes
    press("Alt+Left")
    person.push("Visa alla ärenden")
    assert listed.model().rowCount() == 49


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
