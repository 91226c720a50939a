"""Saving the report in the window: its versions, the Word template, and a file for every unit."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from docx import Document
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.report_parts import CASES, DIALOG, DRAW, UNIT
from inspektor.domain.version import Version
from inspektor.operations import exports, reports, texts
from inspektor.ui import recent
from inspektor.ui.dialogs.see_to import SeeToDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.report import ReportView
from tests.export import word_templates as templates
from tests.support import add_sample
from tests.ui.hand import dialog, not_waiting, pick, press, push, settle, until, write


@pytest.fixture(name="view")
def _view(window: MainWindow) -> ReportView:
    """The step Rapport of a review without cases."""
    window.rail.choose("rapport")
    settle()
    found = window.views["rapport"]
    assert isinstance(found, ReportView)
    return found


@pytest.fixture(name="template")
def _template(view: ReportView) -> Path:
    """The organisation's Word template."""
    path = view.session.path.with_name("Stadens mall.docx")
    path.write_bytes(templates.made(templates.headed))
    return path


def offered(view: ReportView) -> list[str]:
    """What the menu for saving offers; what cannot be chosen is in brackets."""
    push(view, "Spara")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = [one.text() if one.isEnabled() else f"({one.text()})" for one in menu.actions() if one.text()]
    press("Escape", menu)
    return found


def shows_units(view: ReportView, *units: str) -> None:
    view.saving.choice.show_units(units)


def choose(view: ReportView, version: Version) -> None:
    """Choose a version in the box, by keyboard."""
    box = view.saving.choice.box
    box.setFocus()
    press("Home", box)
    while box.currentData() != version:
        before = box.currentIndex()
        press("Down", box)
        assert box.currentIndex() > before


def chooses(monkeypatch: pytest.MonkeyPatch, asked: str, path: Path | str) -> None:
    """Somebody chooses a file or a folder."""
    chosen = str(path) if asked == "getExistingDirectory" else (str(path), "")
    monkeypatch.setattr(QFileDialog, asked, lambda *_: chosen)


def test_the_internal_version_is_shown_first_and_every_version_says_what_it_is(view: ReportView) -> None:
    shows_units(view, "Farsta", "Norr")
    box = view.saving.choice.box
    assert [box.itemText(place) for place in range(box.count())] == [
        "Intern version",
        "Publik version",
        "Dialog: Farsta",
        "Dialog: Norr",
    ]
    assert view.saving.version == Version()
    told = set()
    for version in (Version(), Version("publik"), Version("dialog", "Norr")):
        choose(view, version)
        assert view.saving.version == version
        assert view._head.note.whole() == box.accessibleDescription()
        told.add(box.accessibleDescription())
    assert len(told) == 3


def test_the_pages_are_those_of_the_version_that_is_chosen(view: ReportView, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Version] = []
    real = reports.pdf_bytes

    def pages(store: Store, on: object, version: Version) -> bytes:
        shown.append(version)
        return real(store, on)  # type: ignore[arg-type]

    monkeypatch.setattr(reports, "pdf_bytes", pages)
    choose(view, Version("publik"))
    assert shown == [Version("publik")]


def test_the_pages_are_made_again_only_when_something_has_changed(
    window: MainWindow, view: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Version] = []
    real = reports.pdf_bytes

    def pages(store: Store, on: object, version: Version) -> bytes:
        made.append(version)
        return real(store, on, version)  # type: ignore[arg-type]

    monkeypatch.setattr(reports, "pdf_bytes", pages)
    for name in ("arenden", "rapport"):
        window.show_step(name)
        settle()
    assert view.preview.note.text().startswith("Sida ")
    assert made == []
    write("Nytt.", view.editor)
    view.record()
    until(lambda: not view._later.isActive())
    assert made == [Version()]


def test_what_is_saved_is_the_version_that_is_chosen(view: ReportView, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[tuple[str, Version]] = []

    def write(_: Store, path: Path, __: object, version: Version, ___: object) -> list[str]:
        written.append((path.name, version))
        return []

    monkeypatch.setattr(exports, "write", write)
    suggested: list[str] = []

    def chosen(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        suggested.append(Path(name).name)
        return name, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    shows_units(view, "Norr/Söder")
    for version in (Version(), Version("publik"), Version("dialog", "Norr/Söder")):
        choose(view, version)
        pick(view, "Spara", "Spara som PDF …")
    assert suggested == ["Utkast.pdf", "Utkast publik.pdf", "Utkast dialog Norr-Söder.pdf"]
    assert [version for _, version in written] == [Version(), Version("publik"), Version("dialog", "Norr/Söder")]


def test_where_there_can_be_no_public_version_the_pages_say_so_and_the_work_goes_on(
    window: MainWindow, view: ReportView
) -> None:
    choose(view, Version("publik"))
    told = view.preview.note.text()
    assert told.startswith("En publik version kräver minst tio ärenden")
    assert not view.preview.sheet.isVisible()
    assert not view.preview.forward.isVisible()
    write("Skrivet ändå.", view.editor)
    view.record()
    until(lambda: not view._later.isActive())
    assert (view.preview.note.text(), window.message.told) == (told, "")
    choose(view, Version())
    assert view.preview.sheet.isVisible()
    assert view.preview.note.text().startswith("Sida ")


def test_pages_that_could_not_be_made_do_not_keep_the_next_from_being_made(
    view: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, real = Event(), reports.pdf_bytes

    def pages(store: Store, on: object, version: Version) -> bytes:
        go_on.wait(10)
        return real(store, on, version)  # type: ignore[arg-type]

    monkeypatch.setattr(reports, "pdf_bytes", pages)
    with not_waiting():
        choose(view, Version("publik"))
        choose(view, Version())
        go_on.set()
    settle()
    assert view.preview.note.text().startswith("Sida ")


def test_the_outline_has_the_parts_of_the_version_that_is_chosen(view: ReportView) -> None:
    shows_units(view, "Farsta")

    def shown() -> list[str]:
        return [one.id for one in view.outline.sections]

    internal = shown()
    assert not {UNIT, DIALOG} & set(internal)
    choose(view, Version("publik"))
    assert shown() == [one for one in internal if one not in (DRAW, CASES)]
    choose(view, Version("dialog", "Farsta"))
    assert shown() == [UNIT, DIALOG, *internal]


def test_what_is_written_in_a_part_is_kept_when_another_version_does_not_have_it(view: ReportView) -> None:
    shows_units(view, "Farsta")
    choose(view, Version("dialog", "Farsta"))
    view.outline.choose(DIALOG)
    write("Att tala om.", view.editor)
    choose(view, Version())
    assert (view.section, view.editor.toPlainText()) == ("sammanfattning", "")
    assert (view.outline.current, view._choice.currentData()) == (view.section, view.section)
    assert texts.bodies(view.session.store) == {DIALOG: "Att tala om."}
    choose(view, Version("dialog", "Farsta"))
    view.outline.choose(DIALOG)
    assert view.editor.toPlainText() == "Att tala om."


def test_all_that_is_to_be_seen_to_can_be_read(view: ReportView, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ["Det första.", "Det andra.", "Det tredje."]
    monkeypatch.setattr(exports, "write", lambda *_: found)
    chooses(monkeypatch, "getSaveFileName", view.session.path.with_name("r.docx"))
    pick(view, "Spara", "Spara som Word …")
    assert view.strip.told == "r.docx är sparad. 3 saker att se över: Det första."
    push(view, "Visa alla")
    asked = dialog()
    assert isinstance(asked, SeeToDialog)
    assert asked.told.toPlainText().split("\n\n") == found
    press("Escape", asked)
    del found[1:]
    pick(view, "Spara", "Spara som Word …")
    assert [one.text() for one in view.strip.buttons] == ["Öppna filen", "Stäng"]


def test_a_unit_that_is_gone_leaves_the_internal_version(view: ReportView) -> None:
    shows_units(view, "Farsta", "Norr")
    choose(view, Version("dialog", "Norr"))
    shows_units(view, "Ask", "Norr")
    assert view.saving.version == Version("dialog", "Norr")
    shows_units(view, "Ask")
    assert view.saving.version == Version()


def test_the_dialogue_version_has_no_workbook_and_can_be_written_for_every_unit(view: ReportView) -> None:
    shows_units(view, "Farsta")
    assert offered(view) == ["Spara som Word …", "Spara som PDF …", "Spara som Excel …", "Välj Wordmall …"]
    choose(view, Version("dialog", "Farsta"))
    assert offered(view)[2:4] == ["Spara en Wordfil per enhet …", "(Excel finns inte som dialogversion)"]


def test_the_template_is_chosen_remembered_used_and_taken_away(
    view: ReportView, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(monkeypatch, "getOpenFileName", template)
    pick(view, "Spara", "Välj Wordmall …")
    assert recent.word_template() == template
    assert [QSettings().value(key) for key in QSettings().allKeys() if "mall" in key] == [str(template)]
    path = view.session.path.with_name("r.docx")
    chooses(monkeypatch, "getSaveFileName", path)
    pick(view, "Spara", "Spara som Word …")
    assert Document(str(path)).sections[0].header.paragraphs[0].text == templates.HEADER
    assert offered(view)[-2:] == ["Byt Wordmall (nu Stadens mall) …", "Ta bort Wordmallen"]
    pick(view, "Spara", "Ta bort Wordmallen")
    assert recent.word_template() is None


def test_a_file_that_cannot_be_a_template_is_told_and_not_taken(
    window: MainWindow, view: ReportView, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template.write_bytes(b"%PDF-1.7")
    chooses(monkeypatch, "getOpenFileName", template)
    pick(view, "Spara", "Välj Wordmall …")
    assert "Stadens mall.docx" in window.message.told
    assert recent.word_template() is None


def test_a_template_that_is_gone_when_the_report_is_saved_is_told(
    window: MainWindow, view: ReportView, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent.set_word_template(template)
    template.unlink()
    path = view.session.path.with_name("r.docx")
    chooses(monkeypatch, "getSaveFileName", path)
    pick(view, "Spara", "Spara som Word …")
    assert window.message.told.startswith("Filen Stadens mall.docx finns inte")
    assert not path.exists()
    assert view.strip.isHidden()


@pytest.fixture(name="played")
def _played(window: MainWindow) -> ReportView:
    """The step Rapport of a review with units, at the dialogue version of the first."""
    assert window.session is not None
    add_sample(window.session.store)
    window.rail.choose("rapport")
    settle()
    found = window.views["rapport"]
    assert isinstance(found, ReportView)
    choose(found, Version("dialog", found.saving.choice.units[0]))
    return found


def test_the_first_part_of_a_version_has_nothing_to_change_places_with(played: ReportView) -> None:
    version = played.saving.version
    choose(played, Version())
    press("Alt+Up", played.editor)
    assert queries.disposition(played.session.store) == {}
    choose(played, version)
    press("Alt+Up", played.editor)
    assert [one.id for one in played.outline.sections[:3]] == [UNIT, "sammanfattning", DIALOG]


def test_every_unit_gets_a_file_of_its_own(played: ReportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Till enheterna"
    folder.mkdir()
    chooses(monkeypatch, "getExistingDirectory", folder)
    pick(played, "Spara", "Spara en Wordfil per enhet …")
    units = played.saving.choice.units
    assert played.strip.told.startswith(f"{len(units)} rapporter är sparade i Till enheterna")
    assert {path.name for path in folder.iterdir()} == {f"Utkast dialog {unit}.docx" for unit in units}


def test_the_files_for_the_units_can_be_stopped(
    window: MainWindow, played: ReportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, ended = tmp_path / "Till enheterna", Event()
    folder.mkdir()
    chooses(monkeypatch, "getExistingDirectory", folder)
    real = exports.write_for_units

    def held_up(store: Store, where: Path, on: object, template: object, progress: exports.Progress) -> list[str]:
        """Wait until somebody stops it."""
        progress.stop.wait(10)
        try:
            return real(store, where, on, template, progress)  # type: ignore[arg-type]
        finally:
            ended.set()

    monkeypatch.setattr(exports, "write_for_units", held_up)
    with not_waiting():
        pick(played, "Spara", "Spara en Wordfil per enhet …")
        until(window.busy.isVisible)
        push(window, "Avbryt")
    settle()
    assert ended.is_set()
    assert list(folder.iterdir()) == []
    assert window.message.isHidden()
    assert played.strip.isHidden()


def test_going_through_the_versions_makes_the_pages_of_the_last(
    view: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows_units(view, *(f"Enhet {place:02}" for place in range(20)))
    made: list[Version] = []
    real, go_on = reports.pdf_bytes, Event()

    def pages(store: Store, on: object, version: Version) -> bytes:
        made.append(version)
        go_on.wait(10)
        return real(store, on)  # type: ignore[arg-type]

    monkeypatch.setattr(reports, "pdf_bytes", pages)
    with not_waiting():
        choose(view, Version("dialog", "Enhet 19"))
        go_on.set()
    settle()
    assert made == [Version("publik"), Version("dialog", "Enhet 19")]
