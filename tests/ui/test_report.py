"""Rapport in the window: people's text by section, generated sentences, pages and export."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain import markup
from inspektor.domain.errors import Problem
from inspektor.domain.report_parts import DIALOG
from inspektor.domain.version import INTERNAL, Version
from inspektor.operations import disposition, exports, texts
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.report import ReportView
from inspektor.ui.widgets.text_editor import TextEditor
from tests.ui.hand import not_waiting, pick, press, push, settle, until, write


@pytest.fixture
def view(window: MainWindow) -> ReportView:
    """The step Rapport."""
    window.rail.choose("rapport")
    settle()
    found = window.views["rapport"]
    assert isinstance(found, ReportView)
    return found


def test_the_outline_has_every_part_and_says_which_take_text(view: ReportView) -> None:
    shown = view.outline.sections
    assert [one.id for one in shown] == [one.id for one in disposition.lines(view.session.store, INTERNAL)]
    taking = [str(one["id"]) for one in texts.sections(view.session.store)]
    assert [one.id for one in shown if one.takes_text] == [one for one in taking if one != DIALOG]


def test_text_is_recorded_when_one_leaves_the_section(view: ReportView) -> None:
    view.editor.setFocus()
    write("Åäö – det här är sammanfattningen.", view.editor)
    press("Ctrl+Down", view.editor)
    assert queries.texts(view.session.store) == {"sammanfattning": "Åäö – det här är sammanfattningen."}
    press("Ctrl+Up", view.editor)
    assert view.editor.toPlainText() == "Åäö – det här är sammanfattningen."


def test_a_section_waits_no_more_as_soon_as_its_text_is_recorded(view: ReportView) -> None:
    outline = view.outline
    outline.verticalScrollBar().setValue(outline.verticalScrollBar().maximum())
    before = outline.verticalScrollBar().value(), view._waiting.text()
    assert before == (outline.verticalScrollBar().maximum(), "5 avsnitt väntar på text")
    view.editor.setFocus()
    write("Här står det viktigaste.", view.editor)
    view.record()
    assert [one.waits for one in outline.sections if one.id == "sammanfattning"] == [False]
    assert (outline.verticalScrollBar().value(), view._waiting.text()) == (before[0], "4 avsnitt väntar på text")
    press("Ctrl+Z", outline)
    assert view._waiting.text() == "5 avsnitt väntar på text"


def test_the_list_of_choices_shows_the_section_that_is_written(window: MainWindow, view: ReportView) -> None:
    window.resize(480, 700)
    settle()
    press("Ctrl+Down", view.editor)
    window.rail.choose("oversikt")
    window.rail.choose("rapport")
    settle()
    assert view._choice.isVisible()
    assert view._choice.currentData() == view.section == "uppdrag"


def test_an_undo_brings_the_text_back_on_screen(window: MainWindow, view: ReportView) -> None:
    write("Första.", view.editor)
    view.record()
    press("Ctrl+Z", view.outline)
    assert view.editor.toPlainText() == ""
    assert window.message.isHidden()


def test_text_that_cannot_be_recorded_stays_on_screen(
    window: MainWindow, view: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Problem("Disken är full. Ingenting har ändrats. Frigör utrymme och försök igen.")

    monkeypatch.setattr(texts, "set_text", full)
    write("Viktigt.", view.editor)
    view.record()
    assert view.editor.toPlainText() == "Viktigt."
    assert window.message.isVisible()
    assert window.top.saved.text() == "Sparas inte"
    monkeypatch.undo()
    view.record()
    assert queries.texts(view.session.store) == {"sammanfattning": "Viktigt."}
    assert window.message.isHidden()


def test_an_identity_number_in_the_text_is_refused_and_told(window: MainWindow, view: ReportView) -> None:
    write("Hen har 19840312-9987.", view.editor)
    view.record()
    assert queries.texts(view.session.store) == {}
    assert window.message.isVisible()
    view.editor.clear()
    view.record()


def picks(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Somebody chooses a file to write."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_draft_is_written_and_can_be_read_by_others(
    view: ReportView, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    write("Min sammanfattning om åtgärder.", view.editor)
    path = view.session.path.with_name(f"utkast{suffix}")
    picks(monkeypatch, path)
    pick(view, "Spara", "Spara som Word …" if suffix == ".docx" else "Spara som PDF …")
    assert view.strip.isVisible()
    assert "Min sammanfattning om åtgärder." in written(path)


def written(path: Path) -> str:
    """The running text of a report, read by another program's library."""
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(str(path)).pages)


def test_the_workbook_is_written_and_can_be_read_by_others(view: ReportView, monkeypatch: pytest.MonkeyPatch) -> None:
    path = view.session.path.with_name("bok.xlsx")
    picks(monkeypatch, path.with_suffix(""))
    pick(view, "Spara", "Spara som Excel …")
    assert view.strip.isVisible()
    assert view.strip.told.startswith("bok.xlsx är sparad")
    assert load_workbook(BytesIO(path.read_bytes())).sheetnames[:2] == ["Läs mig", "Tabeller"]


def test_a_workbook_that_is_stopped_is_not_written(
    window: MainWindow, view: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = view.session.path.with_name("bok.xlsx")
    real, ended = exports.write_workbook, Event()

    def held_up(store: Store, target: Path, on: date, version: Version, *, progress: exports.Progress) -> list[str]:
        """Wait until somebody stops it."""
        progress.stop.wait(10)
        try:
            return real(store, target, on, version, progress=progress)
        finally:
            ended.set()

    monkeypatch.setattr(exports, "write_workbook", held_up)
    picks(monkeypatch, path)
    with not_waiting():
        pick(view, "Spara", "Spara som Excel …")
        until(window.busy.isVisible)
        push(window, "Avbryt")
    settle()
    assert ended.is_set()
    assert not path.exists()
    assert window.message.isHidden()
    assert view.strip.isHidden()
    assert window.busy.isHidden()


def test_a_workbook_that_cannot_be_written_there_is_told(
    window: MainWindow, view: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = view.session.path.with_name("bok.xlsx")
    path.mkdir()
    picks(monkeypatch, path)
    pick(view, "Spara", "Spara som Excel …")
    assert window.message.isVisible()
    assert window.message.told.startswith("bok.xlsx är en mapp")
    assert view.strip.isHidden()


def test_the_pages_are_shown_and_follow_the_section(view: ReportView) -> None:
    assert view.preview.note.text().startswith("Sida")
    before = view.preview.note.text()
    for _ in range(8):
        press("Ctrl+Down", view.editor)
    assert view.preview.note.text() != before


@pytest.mark.parametrize(
    "text",
    [
        "Hej **fet** text och *kursiv*.\n\nStycke två.",
        "Inledning\n\n- första\n- andra **viktig**\n\nSlut",
        "1. ett\n\n2. två",
        "> Ett citat.\n\nText efter.",
        "\\# ingen rubrik\n\n\\- ingen lista\n\n2019\\. ett år",
        "En \\*stjärna\\* och ett \\_streck",
        "",
    ],
)
def test_what_is_shown_and_written_back_is_the_same_text(view: ReportView, text: str) -> None:
    editor: TextEditor = view.editor
    editor.set_markdown(text)
    assert markup.blocks(editor.markdown()) == markup.blocks(text)
    again = editor.markdown()
    editor.set_markdown(again)
    assert editor.markdown() == again
