"""Resultat in the window: the figures are those of `count`, each leads to its cases, and tables can be taken along."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from inspektor.db.store import Store
from inspektor.domain.details import differences
from inspektor.domain.heat import Board
from inspektor.domain.results import GROUPINGS, Material, count
from inspektor.operations import answer_tables, counting, figures, listing
from inspektor.operations.answers import record_answer, record_note
from inspektor.operations.casework import set_done
from inspektor.operations.samples import draw_sample
from inspektor.ui import background
from inspektor.ui.main_window import MainWindow
from inspektor.ui.models.results import Figure
from inspektor.ui.style import look
from inspektor.ui.tokens import LIGHT
from inspektor.ui.views import results
from inspektor.ui.views.results import ResultsView
from inspektor.ui.widgets.figure_table import FigureTable
from tests.support import CHECKLIST, LEAD, SEED, add_frame, frame_text, make_review
from tests.ui.hand import PATIENCE, button, not_waiting, press, push, settle, until

DISTRICTS = tuple(f"Stadsdel {number:02d}" for number in range(1, 26))
FIRST, SECOND = 1, 2  # rows of the overview: the first is the checklist's heading


def fill(store: Store, units: tuple[str, ...] = ("Norr", "Söder"), per_unit: int = 12) -> None:
    """A sample with answers to all kinds of questions: every third nej, every fourth case done, the last left open."""
    add_frame(store, frame_text(units, per_gender=(per_unit + 1) // 2))
    draw_sample(store, per_unit, SEED, by=LEAD, balance_gender=True)
    lines = [["kod", "plan_finns", "plan_god", "plan_kvinna", "slag", "delar", "antal", "dag"]]
    for place, line in enumerate(listing.case_lines(store)[:-1]):
        yes = "nej" if place % 3 == 0 else "ja"
        woman = "ja" if line.case.gender == "kvinna" else ""
        good = ("nej" if place % 2 else "ja") if yes == "ja" else ""
        day = f"2019-02-{place % 28 + 1:02}"
        lines.append([line.case.code, yes, good, woman, "ab"[place % 2], "mal medel", str(place), day])
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    path = store.path.with_name("svar.csv")
    path.write_text(out.getvalue(), encoding="utf-8")
    answer_tables.import_answers(store, path, "Inspektör A")


def shown(start: MainWindow, path: Path) -> ResultsView:
    """The step Resultat of a review."""
    assert start.open_review(path)
    start.rail.choose("resultat")
    settle()
    found = start.views["resultat"]
    assert isinstance(found, ResultsView)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A review of two units with twelve cases each."""
    made = make_review(tmp_path)
    with Store.open(made, write=True) as store:
        fill(store)
    return made


@pytest.fixture
def view(start: MainWindow, path: Path) -> ResultsView:
    """Its results."""
    return shown(start, path)


@pytest.fixture
def gone(view: ResultsView) -> list[tuple[str, str]]:
    """Where the view has asked to go."""
    asked: list[tuple[str, str]] = []
    view.go.connect(lambda step, word: asked.append((step, word)))
    return asked


def texts(table: FigureTable) -> dict[str, list[str]]:
    """The figures by what heads their row."""
    return {row.label: [figure.text for figure in row.figures] for row in table.grid.rows if row.figures}


def figure(table: FigureTable, row: int, column: int) -> Figure:
    found = table.figures.figure(table.figures.index(row, column))
    assert found is not None
    return found


def click_at(table: FigureTable, row: int, column: int) -> None:
    """Click in the middle of a figure."""
    place = table.visualRect(table.figures.index(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()


def pick(box: QComboBox, words: str) -> None:
    """Choose in a box by keys."""
    box.setFocus()
    press("Home", box)
    for _ in range(box.count()):
        if box.currentText().startswith(words):
            return
        press("Down", box)
    raise AssertionError(words)


def go_to(table: FigureTable, row: int, column: int) -> None:
    """Go to a figure by keys."""
    table.setFocus()
    press("Ctrl+Home", table)
    while table.currentIndex().row() < row:
        press("Down", table)
    while table.currentIndex().column() < column:
        press("Right", table)


def test_the_overview_shows_what_count_says_for_every_question_and_grouping(view: ResultsView) -> None:
    material = counting.material(view.session.store)
    for grouping in GROUPINGS.values():
        pick(view.filters.grouping, f"Per {grouping.label.lower()}")
        for row in (row for row in view.heat.grid.rows if row.figures):
            one = count(material, row.key, grouping.key)
            columns = (*one.columns, one.total)
            assert [head for _, head in view.heat.grid.heads] == [f"n={column.n}" for column in columns]
            if one.question.type == "ja_nej":
                asked = [f"{len(column.cases['ja'])} av {column.base}" if column.base else "–" for column in columns]
                assert [cell.text for cell in row.figures] == asked
                assert [cell.cases for cell in row.figures] == [column.cases["ja"] for column in columns]


def test_the_question_in_full_shows_what_count_says(view: ResultsView) -> None:
    go_to(view.heat, FIRST, 0)
    one = count(counting.material(view.session.store), "plan_finns", "enhet")
    columns = (*one.columns, one.total)
    found = texts(view.pane.table)
    assert view.pane.title.text() == "Finns en plan?"
    assert found["Ja"] == [str(len(column.cases["ja"])) for column in columns]
    assert found["Obesvarad"] == [str(len(column.cases["obesvarad"])) for column in columns]
    assert found["Andel ja"] == [f"{column.percent('ja')} %" for column in columns]
    assert texts(view.pane.bars)["Total"][0] == f"{len(one.total.cases['ja'])} av {one.total.base}"


def test_arrows_go_from_question_to_question_past_headings(view: ResultsView) -> None:
    go_to(view.heat, FIRST, 0)
    titles = []
    for _ in range(4):
        titles.append(view.pane.title.text())
        press("Down", view.heat)
    assert titles == ["Finns en plan?", "Är planen god?", "En fråga om kvinnors planer?", "Vilket slag?"]


def test_the_first_and_last_date_are_told_and_lead_to_the_case_that_has_it(
    view: ResultsView, gone: list[tuple[str, str]]
) -> None:
    view.heat.choose("dag", 0)
    rows = texts(view.pane.table)
    assert rows["Tidigast"] == ["2019-02-01", "2019-02-13", "2019-02-01"]
    assert rows["Senast"] == ["2019-02-12", "2019-02-23", "2019-02-23"]
    go_to(view.pane.table, list(rows).index("Senast"), 2)
    press("Return", view.pane.table)
    code = listing.case_lines(view.session.store)[22].case.code
    assert gone == [("arenden", f"{code}\ndag")]


def test_a_heading_is_no_question_however_one_comes_to_it(view: ResultsView) -> None:
    go_to(view.heat, SECOND, 0)
    headings = [place for place, row in enumerate(view.heat.grid.rows) if not row.key]
    assert headings
    for place in headings:
        view.heat.setCurrentIndex(view.heat.figures.index(place, 0))
        settle()
        assert view.pane.title.text() == "Är planen god?"


def test_enter_on_a_figure_opens_its_cases(view: ResultsView, gone: list[tuple[str, str]]) -> None:
    go_to(view.heat, SECOND, 1)
    codes = figure(view.heat, SECOND, 1).cases
    press("Return", view.heat)
    assert gone == [("arenden", f"{','.join(codes)}\nplan_god")]
    assert codes == count(counting.material(view.session.store), "plan_god", "enhet").columns[1].cases["ja"]


@pytest.mark.parametrize("name", ["heat", "table", "bars"])
def test_a_click_on_a_figure_opens_its_cases(view: ResultsView, gone: list[tuple[str, str]], name: str) -> None:
    table: FigureTable = view.heat if name == "heat" else getattr(view.pane, name)
    row = FIRST if name == "heat" else 0
    codes = figure(table, row, 0).cases
    click_at(table, row, 0)
    assert codes
    assert view.pane.question is not None
    assert gone == [("arenden", f"{','.join(codes)}\n{view.pane.question.id}")]


def test_a_click_on_a_label_chooses_the_question_and_stays(view: ResultsView, gone: list[tuple[str, str]]) -> None:
    heads = view.heat.labels
    place = QPoint(20, heads.sectionViewportPosition(SECOND) + 5)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert view.pane.title.text() == "Är planen god?"
    assert gone == []


def test_a_zero_opens_nothing_and_says_so(view: ResultsView, gone: list[tuple[str, str]]) -> None:
    view.pane.table.setFocus()
    rows = [row.label for row in view.pane.table.grid.rows]
    view.pane.table.go_to(rows.index("Vet ej"), 0)
    press("Enter", view.pane.table)
    assert gone == []
    assert view.head.note.whole() == "Det finns inga ärenden bakom talet."


def test_the_space_bar_goes_to_the_question_and_escape_back(view: ResultsView) -> None:
    view.heat.setFocus()
    press("Space", view.heat)
    assert view.pane.table.hasFocus()
    press("Esc", view.pane.table)
    assert view.heat.hasFocus()


def test_tab_goes_through_the_view_in_reading_order(view: ResultsView) -> None:
    view.filters.cases.setFocus()
    names = []
    for _ in range(10):
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
        press("Tab", focus)
    assert names == [
        "Vilka ärenden",
        "Beslut",
        "Indelning",
        "Visa diagram",
        "Kopiera översikten",
        "Frågor",
        "Kopiera tabell",
        "Alla svar på frågan",
        "Kopiera staplarnas tabell",
        "Staplar per grupp och kön",
    ]


def test_only_the_cases_that_are_done_can_be_counted(view: ResultsView) -> None:
    codes = [line.case.code for line in listing.case_lines(view.session.store)][:3]
    for code in codes:
        view.session.do("klart", lambda store, code=code: done(store, code))  # type: ignore[misc]
    assert view.head.note.whole() == "3 av 24 ärenden klara"
    pick(view.filters.cases, "Bara klara (3)")
    assert [head for _, head in view.heat.grid.heads][-1] == "n=3"
    pick(view.filters.decision, "Avslag")
    assert view.empty.title.text() == "Inga ärenden stämmer med valet"
    push(view.empty, "Visa alla ärenden")
    assert [head for _, head in view.heat.grid.heads][-1] == "n=24"


def done(store: Store, code: str) -> None:
    set_done(store, code, True, "Inspektör A")


def test_small_numbers_have_no_shade_and_no_percentage(start: MainWindow, tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path), write=True) as store:
        fill(store, per_unit=8)
        path = store.path
    view = shown(start, path)
    groups, total = view.heat.grid.rows[FIRST].figures[:-1], view.heat.grid.rows[FIRST].figures[-1]
    assert all(one.heat is None and one.muted for one in groups)
    assert total.heat is not None
    assert not total.muted
    share = texts(view.pane.table)["Andel ja"]
    assert share[:-1] == ["–", "–"]
    assert share[-1].endswith("%")
    assert ground(view.heat, FIRST, 0) == QColor(LIGHT.field)  # the current row's own ground
    assert ground(view.heat, FIRST, 2) == QColor(LIGHT.heat[total.heat])


def ground(table: FigureTable, row: int, column: int) -> QColor:
    """The colour that a figure is painted on."""
    image: QImage = table.viewport().grab().toImage()
    place = table.visualRect(table.figures.index(row, column))
    return image.pixelColor(place.left() + 6, place.top() + 6)


def test_every_figure_and_every_head_speaks(view: ResultsView) -> None:
    index = view.heat.figures.index(FIRST, 2)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Finns en plan?, Total n=24, ")
    assert "brist i 20–39 %" in said
    down, across = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
    assert view.heat.figures.headerData(FIRST, down, Qt.ItemDataRole.AccessibleTextRole) == "Finns en plan?"
    assert view.heat.figures.headerData(0, across, Qt.ItemDataRole.AccessibleTextRole) == "Norr n=12"
    assert not view.heat.figures.index(0, 0).flags() & Qt.ItemFlag.ItemIsEnabled


class Cells(HTMLParser):
    """The rows of a copied table."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (its own signature)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._inside = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def copied() -> tuple[list[list[str]], list[list[str]]]:
    """What lies on the clipboard: as HTML, and as text."""
    data = QApplication.clipboard().mimeData()
    return Cells(data.html()).rows, [line.split("\t") for line in data.text().splitlines()]


def by_key(name: str) -> Callable[[ResultsView], None]:
    def act(view: ResultsView) -> None:
        table: FigureTable = view.heat if name == "heat" else getattr(view.pane, name)
        table.setFocus()
        press("Ctrl+C", table)

    return act


def by_button(name: str) -> Callable[[ResultsView], None]:
    return lambda view: push(view, name)


@pytest.mark.parametrize(
    ("copy", "of"),
    [
        (by_key("heat"), "heat"),
        (by_key("table"), "table"),
        (by_key("bars"), "bars"),
        (by_button("Kopiera översikten"), "heat"),
        (by_button("Kopiera tabell"), "table"),
        (by_button("Kopiera staplarnas tabell"), "bars"),
    ],
)
def test_a_copied_table_parses_back_as_the_same_table(
    view: ResultsView, copy: Callable[[ResultsView], None], of: str
) -> None:
    copy(view)
    table: FigureTable = view.heat if of == "heat" else getattr(view.pane, of)
    shown_rows = [row for row in table.grid.rows if row.figures]
    rich, plain = copied()
    assert rich == plain
    assert [row[1:] for row in rich[1:]] == [[one.text for one in row.figures] for row in shown_rows]
    assert all(mine[0].startswith(row.label) for mine, row in zip(rich[1:], shown_rows, strict=True))
    assert all(name in mine for mine, (name, _) in zip(rich[0][1:], table.grid.heads, strict=True))
    assert "kopierad" in view.head.note.whole()


def test_a_question_that_looks_like_a_formula_is_copied_as_text(start: MainWindow, tmp_path: Path) -> None:
    checklist = CHECKLIST.replace("Finns en plan?", "=SUMMA(A1:A9)?")
    with Store.open(make_review(tmp_path, checklist=checklist), write=True) as store:
        fill(store)
        path = store.path
    view = shown(start, path)
    view.copy_heat()
    rich, plain = copied()
    assert rich[1][0] == plain[1][0] == "'=SUMMA(A1:A9)?"


def test_twenty_five_districts_scroll_sideways_with_the_questions_in_place(start: MainWindow, tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path), write=True) as store:
        fill(store, units=DISTRICTS, per_unit=2)
        path = store.path
    view = shown(start, path)
    assert [name for name, _ in view.heat.grid.heads] == [*DISTRICTS, "Total"]
    before = in_place(view)
    view.heat.setFocus()
    press("Ctrl+Home End", view.heat)
    assert view.heat.currentIndex().column() == len(DISTRICTS)
    assert view.heat.horizontalScrollBar().value() > 0
    assert in_place(view) == before
    seen = view.heat.viewport().rect()
    assert seen.contains(view.heat.visualRect(view.heat.currentIndex()))
    assert len(view.pane.bars.grid.rows) == len(DISTRICTS) + 1
    assert view.pane.bars.height() > len(DISTRICTS) * 20


def in_place(view: ResultsView) -> tuple[int, int, int]:
    """Where the questions stand, and how wide."""
    place = view.heat.labels.geometry()
    return place.x(), place.y(), place.width()


def test_the_page_follows_the_keyboard_down_its_tables(start: MainWindow, tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path), write=True) as store:
        fill(store, units=DISTRICTS, per_unit=2)
        path = store.path
    view = shown(start, path)
    bars = view.pane.bars
    go_to(bars, len(DISTRICTS), 0)
    place = bars.viewport().mapTo(view.pane.viewport(), bars.visualRect(bars.currentIndex()).center())
    assert view.pane.viewport().rect().contains(place)


def test_what_is_recorded_is_counted_at_once_and_once_and_a_note_not_at_all(
    view: ResultsView, start: MainWindow
) -> None:
    go_to(view.heat, FIRST, 0)
    left = texts(view.pane.table)["Obesvarad"][-1]
    code = listing.case_lines(view.session.store)[-1].case.code
    board = view.board
    view.session.do("anteckning", lambda store: record_note(store, code, "slag", "Inspektör A", comment="Hej"))
    assert view.board is board
    view.session.do("svar", lambda store: record_answer(store, code, "plan_finns", "nej", "Inspektör A"))
    assert (left, texts(view.pane.table)["Obesvarad"][-1]) == ("1", "0")
    assert view.heat.question == "plan_finns"
    board = view.board
    start.rail.choose("urval")
    start.rail.choose("resultat")
    assert view.board is board


def test_coming_back_counts_only_what_has_changed(view: ResultsView, start: MainWindow) -> None:
    board = view.board
    start.rail.choose("urval")
    start.rail.choose("resultat")
    assert view.board is board
    start.rail.choose("urval")
    code = listing.case_lines(view.session.store)[-1].case.code
    view.session.do("svar", lambda store: record_answer(store, code, "plan_finns", "nej", "Inspektör A"))
    assert view.board is board
    start.rail.choose("resultat")
    assert texts(view.pane.table)["Obesvarad"][-1] == "0"


def test_another_step_can_ask_for_a_question(view: ResultsView, start: MainWindow) -> None:
    start.show_step("resultat", "delar")
    settle()
    assert view.pane.title.text() == "Vilka delar?"
    assert texts(view.pane.table)["Mål"][-1] == "23"


def test_an_undone_answer_is_counted_again(view: ResultsView) -> None:
    code = listing.case_lines(view.session.store)[-1].case.code
    view.session.do("svar", lambda store: record_answer(store, code, "plan_finns", "nej", view.session.who))
    view.heat.setFocus()
    press("Ctrl+Z", view.heat)
    assert texts(view.pane.table)["Obesvarad"][-1] == "1"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every review counts as large."""
    monkeypatch.setattr(results, "MANY", 1)
    yield
    settle()


@pytest.mark.usefixtures("large")
def test_a_large_material_is_read_in_the_background_with_the_window_in_use(start: MainWindow, path: Path) -> None:
    view = shown(start, path)
    busy: list[str] = []
    view.session.busy.connect(busy.append)
    assert view.pane.title.text() == "Finns en plan?"
    with not_waiting():
        press("Down Down Down", view.heat)
    settle()
    assert view.pane.title.text() == "Vilket slag?"
    with not_waiting():
        press("Up Up Up", view.heat)
        pick(view.filters.grouping, "Per kön")
    settle()
    assert view.pane.title.text() == "Finns en plan?"
    assert [name for name, _ in view.heat.grid.heads] == ["Kvinnor", "Män", "Total"]
    code = listing.case_lines(view.session.store)[-1].case.code
    view.session.do("svar", lambda store: record_answer(store, code, "plan_finns", "nej", "Inspektör A"))
    assert busy[-1] == "Räknar resultatet …"
    pick(view.filters.decision, "Bifall")
    assert texts(view.pane.table)["Obesvarad"][-1] == "0"
    assert busy[-1] == ""


@pytest.mark.usefixtures("large")
def test_a_choice_made_while_the_material_is_read_is_the_one_that_is_shown(
    start: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, read = Event(), figures.read

    def slow(store: Store, choice: figures.Choice) -> tuple[Material, Board]:
        assert chosen.wait(PATIENCE)
        return read(store, choice)

    monkeypatch.setattr(figures, "read", slow)
    with not_waiting():
        view = shown(start, path)
    view.filters.grouping.setCurrentIndex(1)
    view.filters.chosen.emit()
    assert view.board is None
    chosen.set()
    settle()
    assert [name for name, _ in view.heat.grid.heads] == ["Kvinnor", "Män", "Total"]


Held = list[Callable[[], None]]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """The comparisons that the view has asked for, in order, each held back until it is called."""
    found: Held = []

    def later(_owner: object, work: Callable[[], object], done: Callable[[object], None]) -> None:
        found.append(lambda: done(work()))

    monkeypatch.setattr(results, "in_background", later)
    return found


def told_of(view: ResultsView) -> str:
    """What the comparisons say of the question that is shown."""
    assert view.board is not None
    assert view.pane.question is not None
    return "\n".join(differences(view.board, view.pane.question.id))


def test_what_may_be_chance_is_told_under_the_question_when_it_has_been_worked_out(
    held: Held, view: ResultsView
) -> None:
    notes = view.pane.table.grid.table.notes
    assert not view.pane.differences.isVisibleTo(view.pane)
    (compare,) = held
    compare()
    assert "mellan kvinnor och män" in view.pane.differences.text()
    assert view.pane.differences.text() == told_of(view)
    copied_too = view.pane.table.grid.table.notes
    assert copied_too == (*notes, *told_of(view).splitlines())


def test_of_another_question_and_another_counting_only_the_newest_is_told(held: Held, view: ResultsView) -> None:
    pick(view.filters.grouping, "Per kön")
    press("Down", view.heat)
    first, second = held
    first()
    assert view.pane.differences.text() == ""  # it was of a counting that nobody looks at any more
    second()
    assert view.pane.title.text() == "Är planen god?"
    assert view.pane.differences.text() == told_of(view)
    press("Up", view.heat)
    assert view.pane.differences.text() == told_of(view) != ""
    assert "enheterna" not in view.pane.differences.text()  # they do not stand side by side any more
    assert len(held) == 2


def test_in_the_background_what_may_be_chance_is_told_too(view: ResultsView) -> None:
    until(view.pane.differences.text)
    assert view.pane.differences.text() == told_of(view)


def test_a_window_can_be_closed_while_the_groups_are_compared(view: ResultsView, start: MainWindow) -> None:
    pick(view.filters.grouping, "Per kön")
    start.close()
    until(lambda: not background._running)
    assert start.isHidden()


def test_a_table_can_lose_rows_and_columns_while_its_heads_still_have_them(view: ResultsView) -> None:
    pick(view.filters.grouping, "Per område")
    model = view.pane.table.figures
    many = model.grid
    few = replace(
        many, heads=many.heads[:1], rows=tuple(replace(row, figures=row.figures[:1]) for row in many.rows[:2])
    )
    asked: list[object] = []

    def ask() -> None:
        """A head that has not heard yet asks for its last section, and Qt for how much room it wants."""
        for orientation, last in ((Qt.Orientation.Vertical, len(many.rows)), (Qt.Orientation.Horizontal, 99)):
            asked.append(model.headerData(last, orientation))
        view.pane.table.labels.sizeHint()
        view.pane.table.columns.sizeHint()

    model.modelReset.connect(ask)
    view.pane.table.show_grid(few)
    assert asked == [None, None]
    assert view.pane.table.height() == view.pane.table.labels.length() + view.pane.table.columns.height()


def test_a_review_without_cases_says_what_is_missing_and_leads_there(window: MainWindow) -> None:
    window.rail.choose("resultat")
    settle()
    view = window.views["resultat"]
    assert isinstance(view, ResultsView)
    assert view.empty.title.text() == "Det finns inga ärenden att räkna"
    assert not view.filters.cases.isVisible()
    push(view, "Till urvalet")
    assert window.stack.currentWidget() is window.views["urval"]


def test_a_review_without_answers_says_so(start: MainWindow, tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path), write=True) as store:
        add_frame(store)
        draw_sample(store, 4, SEED, by=LEAD)
        path = store.path
    view = shown(start, path)
    assert view.empty.title.text() == "Inga frågor är besvarade än"
    assert button(view, "Till ärendena").isVisible()


def test_in_a_low_and_narrow_window_there_is_one_pane_at_a_time(view: ResultsView, start: MainWindow) -> None:
    start.resize(900, 560)
    settle()
    assert view.heat.isVisible()
    assert not view.pane.table.isVisible()
    push(view, "Visa frågan")
    assert view.pane.table.hasFocus()
    assert not view.heat.isVisible()
    press("Esc", view.pane.table)
    assert view.heat.hasFocus()
    start.resize(1366, 768)
    settle()
    assert view.heat.isVisible()
    assert view.pane.table.isVisible()


def test_the_tables_follow_the_text_size(view: ResultsView) -> None:
    high, wide = view.heat.rowHeight(FIRST), view.heat.columnWidth(0)
    look().set_text_size(200)
    settle()
    assert view.heat.rowHeight(FIRST) >= 2 * high
    assert view.heat.columnWidth(0) > 1.8 * wide or view.heat.horizontalScrollBar().maximum() == 0
    assert view.pane.table.height() >= view.pane.table.labels.length()


def test_the_pointer_is_a_hand_over_what_opens(view: ResultsView) -> None:
    table = view.pane.table
    rows = [row.label for row in table.grid.rows]
    for label, shape in (("Ja", Qt.CursorShape.PointingHandCursor), ("Vet ej", Qt.CursorShape.ArrowCursor)):
        point_at(table, table.figures.index(rows.index(label), 0))
        assert table.viewport().cursor().shape() == shape


def point_at(table: FigureTable, index: QModelIndex) -> None:
    """Move the pointer over a figure."""
    place = QPointF(table.visualRect(index).center())
    everywhere = table.viewport().mapToGlobal(place)
    QApplication.sendEvent(table.viewport(), QEnterEvent(place, place, everywhere))
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, place, everywhere, none, none, keys)
    QApplication.sendEvent(table.viewport(), move)
    settle()
