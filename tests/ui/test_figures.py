"""The figures in one's own text, judged as one writes: marked in the text, and told below it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCharFormat

from inspektor.db.store import Store
from inspektor.domain.figure_check import Finding, Passage
from inspektor.domain.report_parts import DIALOG
from inspektor.domain.version import Version
from inspektor.operations import figures_check, texts
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.report import ReportView
from inspektor.ui.widgets.figure_notes import FigureNotes
from tests.support import add_sample, answered, case_codes, make_review
from tests.ui.hand import press, settle, until, write


@pytest.fixture
def view(start: MainWindow, tmp_path: Path) -> ReportView:
    """The step Rapport of a review where five of eight cases have a plan."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        codes = case_codes(store)
    answered(path, [(code, "ja" if place < 5 else "nej") for place, code in enumerate(codes)])
    assert start.open_review(path)
    start.rail.choose("rapport")
    settle()
    found = start.views["rapport"]
    assert isinstance(found, ReportView)
    return found


def written(view: ReportView, text: str) -> None:
    """Write a text and pause."""
    write(text, view.editor)
    view.record()


def underlined(view: ReportView) -> list[str]:
    """What is marked in the text."""
    marks = view.editor.extraSelections()
    assert {mark.format.underlineStyle() for mark in marks} <= {QTextCharFormat.UnderlineStyle.WaveUnderline}
    return [mark.cursor.selectedText() for mark in marks]


def test_a_wrong_figure_is_marked_and_told_with_the_right_one(view: ReportView) -> None:
    written(view, "Frågan ”Finns en plan?” besvarades med ja i sex av åtta ärenden.")
    until(view.figures.note.isVisible)
    assert underlined(view) == ["sex av åtta"]
    assert view.figures.note.text() == "sex av åtta stämmer inte. Det ska vara fem av åtta."


def test_the_mark_goes_when_the_figure_is_mended(view: ReportView) -> None:
    written(view, "Det gällde 65 av 80 ärenden (82 procent).")
    until(view.figures.note.isVisible)
    view.editor.selectAll()
    written(view, "Det gällde inga siffror.")
    until(view.figures.note.isHidden)
    assert underlined(view) == []


def test_the_mark_stands_where_the_figure_is_whatever_is_before_it(view: ReportView) -> None:
    view.editor.insertPlainText("Först \N{GRINNING FACE}.\n\N{GRINNING FACE} Sedan 65 av 80 ärenden (82 procent).")
    view.record()
    until(view.figures.note.isVisible)
    assert underlined(view) == ["65 av 80 ärenden (82 procent)"]


def test_another_section_has_its_own_figures(view: ReportView) -> None:
    written(view, "Det gällde 65 av 80 ärenden (82 procent).")
    until(view.figures.note.isVisible)
    press("Ctrl+Down", view.editor)
    until(view.figures.note.isHidden)
    press("Ctrl+Up", view.editor)
    until(view.figures.note.isVisible)


def test_a_right_text_has_no_mark_and_a_text_without_figures_asks_nothing(
    view: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, shown = [], []
    judge, show = figures_check.check_texts, FigureNotes._show

    def judged(store: Store, texts: Sequence[Passage], version: Version) -> list[list[Finding]]:
        asked.append(texts)
        return judge(store, texts, version)

    def shown_too(notes: FigureNotes, found: list[list[Finding]]) -> None:
        shown.append(found)
        show(notes, found)

    monkeypatch.setattr(figures_check, "check_texts", judged)
    monkeypatch.setattr(FigureNotes, "_show", shown_too)
    written(view, "Ingenting att räkna.")
    view.figures.ask()
    until(lambda: shown)
    assert asked == []
    shown.clear()
    written(view, " Frågan ”Finns en plan?” besvarades med ja i fem av åtta ärenden.")
    until(lambda: any(shown))
    assert len(asked) == 1
    assert view.figures.note.isHidden()
    assert underlined(view) == []


OTHERS = "I Övriga besvarades frågan ”Finns en plan?” med ja i tre av fyra ärenden."


def show_version(view: ReportView, *keys: str) -> None:
    """Choose a version by keys."""
    view.saving.choice.box.setFocus()
    press("Home " + " ".join(keys))
    settle()


def test_a_text_is_judged_by_the_version_that_is_shown(view: ReportView) -> None:
    written(view, OTHERS.replace("tre av fyra", "fyra av fyra"))
    until(view.figures.note.isVisible)
    show_version(view, "End")
    assert view.saving.version == Version("dialog", "Söder")
    assert view.figures.note.isHidden()
    view.editor.selectAll()
    written(view, OTHERS)
    until(view.figures.note.isVisible)
    assert view.figures.note.text() == "tre av fyra stämmer inte i dialogversionen. Det ska vara fyra av fyra."
    assert underlined(view) == ["tre av fyra"]


def test_a_section_of_another_version_is_judged_by_that(view: ReportView) -> None:
    show_version(view, "End")
    view.outline.choose(DIALOG)
    written(view, OTHERS.replace("tre av fyra", "fyra av fyra"))
    view.figures.ask()
    settle()
    assert view.figures.note.isHidden()
    view.editor.selectAll()
    written(view, OTHERS)
    until(view.figures.note.isVisible)


def test_an_inserted_figure_follows_the_review_in_every_version(view: ReportView) -> None:
    offered = texts.figures(view.session.store).offers(("plan_finns", "ja", "enhet", "Bromma"))
    view.editor.insert_inlines(offered[0])
    written(view, " i Bromma.")
    assert len(view.editor.figures()) == 1
    show_version(view, "End")
    assert view.figures.note.isHidden()
