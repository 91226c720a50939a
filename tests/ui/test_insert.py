"""What a question's figures say is put into the report's own text from Resultat, and one can go there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from inspektor.db.store import Store
from inspektor.domain import markup
from inspektor.domain.document import plain
from inspektor.domain.results import count
from inspektor.domain.sentences import sentence
from inspektor.operations import counting, disposition, listing, texts
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.report import ReportView
from inspektor.ui.views.results import ResultsView
from tests.support import make_review
from tests.ui.hand import button, press, push, settle
from tests.ui.test_results import done, fill, pick, shown


@pytest.fixture
def view(start: MainWindow, tmp_path: Path) -> ResultsView:
    """The results of two units with twelve cases each."""
    made = make_review(tmp_path)
    with Store.open(made, write=True) as store:
        fill(store)
    return shown(start, made)


def menu() -> QMenu:
    """The menu that is open."""
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def choose(words: str) -> None:
    """Choose in the menu with the arrows."""
    shown_menu = menu()
    for _ in shown_menu.actions():
        if shown_menu.activeAction().text() != words:
            press("Down", shown_menu)
    assert shown_menu.activeAction().text() == words
    press("Return", shown_menu)


def body(view: ResultsView, section: str) -> str:
    """A section's own text on disk, in words, read through another connection."""
    with Store.open(view.session.path) as store:
        return markup.in_words(texts.bodies(store).get(section, ""))


def said(view: ResultsView) -> str:
    """What the question in front says, in the words of the report."""
    assert view.pane.question is not None
    return plain(sentence(count(counting.material(view.session.store), view.pane.question.id)))


def test_by_key_the_sentence_goes_into_the_section_that_the_question_belongs_to(view: ResultsView) -> None:
    view.heat.setFocus()
    press("Down Ctrl+E")
    press("Return", menu())
    assert body(view, "resultat.prov") == said(view)
    assert said(view) in view.strip.told


def test_another_section_can_be_chosen_and_one_can_go_there(view: ResultsView, start: MainWindow) -> None:
    push(view, "Infoga i rapporten")
    choose("Sammanfattning")
    wanted = said(view)
    push(view.strip, "Gå till avsnittet")
    report = start.stack.currentWidget()
    assert isinstance(report, ReportView)
    assert report.section == "sammanfattning"
    assert report.editor.hasFocus()
    assert report.editor.toPlainText() == wanted


def test_where_its_own_section_is_left_out_the_one_of_its_quality_area_is_proposed_and_else_the_latest(
    view: ResultsView,
) -> None:
    store = view.session.store
    assert view.pane.question is not None
    own = texts.belongs_in(store, view.pane.question.id)
    assert own == ["resultat.prov", "analys.helhetssyn_och_samordning"]
    for left_out, proposed in zip(own, ("Analys: Helhetssyn och samordning", "Sammanfattning"), strict=True):
        disposition.leave_out(store, left_out, by="Anna")
        push(view, "Infoga i rapporten")
        assert menu().activeAction().text() == proposed
        press("Esc", menu())
    push(view, "Infoga i rapporten")
    choose("Goda exempel")
    push(view, "Infoga i rapporten")
    assert menu().activeAction().text() == "Goda exempel"
    press("Esc", menu())


def test_the_sections_stand_in_the_order_of_the_report_and_say_which_is_in_another_version(view: ResultsView) -> None:
    disposition.order(view.session.store, ("syfte", "sammanfattning"), by="Anna")
    push(view, "Infoga i rapporten")
    offered = [act.text() for act in menu().actions()]
    assert offered[:3] == ["Frågor att samtala om (i dialogversionen)", "Syfte", "Sammanfattning"]
    press("Esc", menu())


def test_it_comes_last_after_what_is_written(view: ResultsView) -> None:
    store = view.session.store
    texts.set_text(store, "metod", "Vi **valde**.", by="Anna")
    push(view, "Infoga i rapporten")
    choose("Metod och urval")
    assert body(view, "metod").startswith("Vi **valde**.\n\n")
    assert body(view, "metod").endswith(said(view))


def test_it_is_undone_and_the_strip_goes(view: ResultsView) -> None:
    push(view, "Infoga i rapporten")
    choose("Sammanfattning")
    assert body(view, "sammanfattning")
    view.heat.setFocus()
    press("Ctrl+Z")
    assert body(view, "sammanfattning") == ""
    assert view.strip.told == ""


def test_every_case_is_counted_whatever_is_chosen_above(view: ResultsView) -> None:
    before = said(view)
    view.session.do("klart", lambda store: done(store, listing.case_lines(store)[0].case.code))
    settle()
    pick(view.filters.cases, "Bara klara")
    assert view.pane.sentences[0].text() != before
    push(view, "Infoga i rapporten")
    choose("Sammanfattning")
    assert body(view, "sammanfattning") == before


def test_nothing_is_put_in_when_the_menu_is_put_away(view: ResultsView) -> None:
    push(view, "Infoga i rapporten")
    press("Esc", menu())
    with Store.open(view.session.path) as store:
        assert texts.bodies(store) == {}


def test_where_there_is_one_pane_at_a_time_the_key_goes_to_the_question_first(
    view: ResultsView, start: MainWindow
) -> None:
    start.resize(700, 500)
    settle()
    view.heat.setFocus()
    press("Ctrl+E")
    assert button(view, "Infoga i rapporten").isVisible()
    press("Return", menu())
    assert body(view, "resultat.prov") == said(view)
