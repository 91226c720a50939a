"""The start page and what it opens: recent files, a new review, made-up data, settings and licences."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog

from inspektor import __version__
from inspektor.assets import resource
from inspektor.operations import planning, reviews
from inspektor.ui import recent, tokens
from inspektor.ui.dialogs.about import AboutDialog
from inspektor.ui.dialogs.new_review import NewReviewDialog
from inspektor.ui.dialogs.settings import SettingsDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from inspektor.ui.widgets.facts import Facts
from inspektor.ui.widgets.recent_list import day
from tests.support import make_review
from tests.support import write as write_file
from tests.ui.hand import click, dialog, focused, not_waiting, press, push, settle, write


def names(window: MainWindow) -> list[str]:
    return [one.path.name for one in window.start.recent.files()]


def seen(window: MainWindow) -> bool:
    """Whether the files have been looked for."""
    return any(not one.exists for one in window.start.recent.files())


def chosen_folder(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))


def chosen_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


# --- recent files -----------------------------------------------------------------------------------------------------


def test_the_start_page_says_what_will_stand_where_nothing_stands_yet(start: MainWindow) -> None:
    assert not start.start.recent.isVisible()
    assert not start.start.forget.isVisible()


def test_files_that_were_opened_come_back_with_the_latest_first(start: MainWindow, tmp_path: Path) -> None:
    for name in ("första.granskning", "andra, med komma.granskning"):
        assert start.open_review(make_review(tmp_path, name=name))
        press("Ctrl+W")
    assert names(start) == ["andra, med komma.granskning", "första.granskning"]


def test_only_paths_times_and_the_step_are_remembered(start: MainWindow, tmp_path: Path) -> None:
    path = make_review(tmp_path)
    start.open_review(path)
    look().set_text_size(125)
    start.close()
    kept = {key: str(QSettings().value(key)) for key in QSettings().allKeys() if key != "fönster"}
    assert set(kept) == {"granskare", "senaste", "steg", "textstorlek"}
    assert str(path) in kept["senaste"]
    assert "provgranskning" not in " ".join(kept.values())


def test_a_file_that_is_gone_says_so_and_can_be_taken_off_the_list(start: MainWindow, tmp_path: Path) -> None:
    recent.remember(tmp_path / "borta.granskning")
    start.start.refresh()
    settle()
    assert seen(start)
    start.start.recent.setFocus()
    press("Return")
    assert start.session is None
    assert "borta.granskning hittas inte" in start.message.told
    push(start, "Ta bort ur listan")
    assert names(start) == []
    assert start.message.told == ""


def test_delete_takes_a_file_off_the_list_and_leaves_it_on_disk(start: MainWindow, tmp_path: Path) -> None:
    path = make_review(tmp_path)
    recent.remember(path)
    start.start.refresh()
    start.start.recent.setFocus()
    press("Delete")
    assert names(start) == []
    assert path.exists()


def test_a_recent_file_opens_with_enter_and_with_a_click(start: MainWindow, tmp_path: Path) -> None:
    recent.remember(make_review(tmp_path))
    start.start.refresh()
    start.start.recent.setFocus()
    press("Return")
    assert start.session is not None
    press("Ctrl+W")
    click(start.start.recent.rows[0])
    assert start.session is not None


def test_the_list_can_be_emptied(start: MainWindow, tmp_path: Path) -> None:
    recent.remember(make_review(tmp_path))
    start.start.refresh()
    push(start, "Rensa listan")
    assert recent.files() == []


def test_days_are_told_as_people_do() -> None:
    now = datetime(2026, 3, 1, 8, 12, tzinfo=UTC)
    assert day(now, now) == "i dag 08:12"
    assert day(now - timedelta(days=1), now) == "i går 08:12"
    assert day(now - timedelta(days=17), now) == "12 februari"
    assert day(now - timedelta(days=382), now) == "12 februari 2025"


def test_the_choices_show_both_their_lines_at_every_text_size(start: MainWindow) -> None:
    for percent in (100, 150, 200):
        look().set_text_size(percent)
        settle()
        for choice in start.start.choices:
            assert choice.height() >= look().sizes.px(60)
            assert choice.accessibleDescription()


def test_a_narrow_window_stacks_the_page(start: MainWindow) -> None:
    left, right = start.start._left_part, start.start._right_part
    assert right.x() >= left.x() + left.width()
    start.resize(700, 700)
    settle()
    assert right.y() >= left.y() + left.height()
    assert right.x() == left.x()


LOADED = """
import gc, sys, time
from pathlib import Path
from PySide6.QtCore import QSettings
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
from inspektor.ui.app import application
made = application([])
from inspektor.ui import warming
from inspektor.ui.main_window import MainWindow
warming.PAUSE = 3_600_000  # until the page has been painted, however long that takes
slow = {"dataclasses", "datetime", "getpass", "inspektor.db.store", "inspektor.domain.errors", "inspektor.ui.choosing",
        "inspektor.ui.widgets.busy_bar", "inspektor.ui.widgets.message_bar", "inspektor.ui.widgets.top_bar"}
def own():
    return {name for name in sys.modules if name.startswith(("inspektor", "sqlite"))}
window = MainWindow()
window.show()
made.processEvents()
early, focused = sorted(slow & set(sys.modules)), made.focusWidget()
assert made.styleSheet()
window.warming._timer.start(1)
while not window.warming.over:
    made.processEvents()
    time.sleep(0.01)
warm = own()
assert made.focusWidget() is focused
assert window.open_review(Path(sys.argv[2]))
print(early, len(own() - warm), gc.get_freeze_count() > 0)
window.close()
"""


def test_what_a_review_needs_is_loaded_while_the_start_page_stands_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADED, str(tmp_path), str(make_review(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[] 0 True\n"), done.stderr


# --- made-up data -----------------------------------------------------------------------------------------------------


def test_the_made_up_review_is_played_in_the_background_and_opened(
    start: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Inspektor exempel").mkdir()
    chosen_folder(monkeypatch, tmp_path)
    push(start, "Prova med exempeldata")
    assert start.session is not None
    assert start.session.path == tmp_path / "Inspektor exempel 2" / "övning.granskning"


def test_the_made_up_review_does_not_take_the_place_of_one_that_was_opened_meanwhile(
    start: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen_folder(monkeypatch, tmp_path)
    own = make_review(tmp_path)
    with not_waiting():
        push(start, "Prova med exempeldata")
        assert start.open_review(own)
    settle()
    assert start.session is not None
    assert start.session.path == own
    assert start.message.told.startswith("Exemplet är klart")
    push(start, "Öppna exemplet")
    assert start.session.path.name == "övning.granskning"


def test_a_place_that_cannot_be_used_is_told(
    start: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_file(tmp_path / "en fil", "")
    chosen_folder(monkeypatch, file)
    push(start, "Prova med exempeldata")
    assert start.message.told
    assert "kunde inte skapas" in start.message.told
    assert start.start.isEnabled()


# --- a new review -----------------------------------------------------------------------------------------------------


@pytest.fixture
def new(start: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewReviewDialog:
    """The dialog Ny granskning, with the checklists read and the tests' folder chosen."""
    press("Ctrl+N", start.start.choices[0])
    found = dialog()
    assert isinstance(found, NewReviewDialog)
    assert found.checklists.boxes
    chosen_folder(monkeypatch, tmp_path)
    push(found, "Byt mapp")
    found.title.setFocus()
    return found


def tick(new: NewReviewDialog, title: str) -> None:
    box = next(box for box, _ in new.checklists.boxes if box.text() == title)
    box.setFocus()
    press("Space")
    assert box.isChecked()


def test_a_new_review_is_made_by_keyboard_and_opened(new: NewReviewDialog, start: MainWindow, tmp_path: Path) -> None:
    for text in (
        "Öppenvård: år 1",
        "3.4.2-1/2026",
        "öppenvård",
        "barn",
        "SoL",
        "Farsta, Älvsjö",
        "2024-07-01",
        "2025-12-31",
    ):
        write(text)
        press("Tab")
    write("Att få veta hur det är.")
    tick(new, "DUR-utredning")
    tick(new, "Uppföljning")
    press("Return")
    assert start.session is not None
    assert start.session.path == tmp_path / "Öppenvård år 1.granskning"
    plan = planning.plan_of(start.session.store)
    assert plan["title"] == "Öppenvård: år 1"
    assert (plan["units"], plan["end"], plan["purpose"]) == ("Farsta, Älvsjö", "2025-12-31", "Att få veta hur det är.")
    assert [one.id for one in reviews.checklists(start.session.store)] == ["dur", "uppfoljning"]


def test_every_field_that_is_wrong_says_so_beside_it_and_nothing_is_made(new: NewReviewDialog, tmp_path: Path) -> None:
    new.plan.fields["start"].set_text("2025-13-01")
    push(new, "Skapa granskningen")
    assert new.plan.fields["title"].beside.text() == "Ange granskningens titel."
    assert "datum som finns" in new.plan.fields["start"].beside.text()
    assert new.file.fields["name"].beside.text() == "Ange filens namn."
    assert new.checklists._said.text() == "Välj minst en checklista."
    assert focused() is new.plan.fields["title"].editor
    assert list(tmp_path.iterdir()) == []
    write("En titel")
    push(new, "Skapa granskningen")
    assert new.plan.fields["title"].beside.text() == "Står överst i rapporten."


def test_a_file_that_is_there_already_is_not_written_over(new: NewReviewDialog, tmp_path: Path) -> None:
    make_review(tmp_path, name="En titel.granskning")
    write("En titel")
    tick(new, "DUR-utredning")
    push(new, "Skapa granskningen")
    assert "finns redan" in new.file.fields["name"].beside.text()


def test_the_file_is_named_after_the_title_until_somebody_names_it(new: NewReviewDialog) -> None:
    write("Ett tema: a/b?")
    assert new.path.name == "Ett tema a b.granskning"
    editor = new.file.fields["name"].editor
    editor.setFocus()
    press("Ctrl+A")
    write("Eget namn")
    new.plan.fields["title"].editor.setFocus()
    write(" igen")
    assert new.path.name == "Eget namn.granskning"


def test_a_checklist_of_ones_own_is_added_and_ticked(
    new: NewReviewDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support import CHECKLIST

    chosen_file(monkeypatch, write_file(tmp_path / "prov.toml", CHECKLIST))
    push(new, "Egen checklista")
    assert new.checklists.chosen() == [str(tmp_path / "prov.toml")]
    assert new.checklists.boxes[-1][0].text() == "Provchecklista"


def test_a_broken_checklist_says_beside_the_button_what_is_wrong(
    new: NewReviewDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen_file(monkeypatch, write_file(tmp_path / "trasig.toml", 'id = "a"\nnyckel = 1\n'))
    push(new, "Egen checklista")
    assert "trasig.toml" in new.checklists._said.text()
    assert new.checklists.chosen() == []


def test_two_checklists_that_share_a_question_cannot_be_chosen_together(
    new: NewReviewDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = resource("checklists", "dur.toml").read_text(encoding="utf-8").replace('id = "dur"', 'id = "egen"', 1)
    chosen_file(monkeypatch, write_file(tmp_path / "egen.toml", source))
    tick(new, "DUR-utredning")
    push(new, "Egen checklista")
    assert "finns både i checklistan" in new.checklists._said.text()
    assert not new.checklists.check()


def test_tab_meets_the_fields_in_reading_order_and_the_buttons_last(new: NewReviewDialog) -> None:
    order = []
    for _ in range(40):
        order.append(focused().accessibleName())
        press("Tab")
        if focused().accessibleName() == order[0]:
            break
    assert order[:3] == ["Titel", "Dnr", "Tema"]
    assert order[8:12] == ["Syfte", "Ditt namn", "Filnamn", "Byt mapp"]
    assert order[-3:] == ["Egen checklista", "Avbryt", "Skapa granskningen"]
    assert len(order) == 12 + len(new.checklists.boxes) + 3


# --- settings and licences --------------------------------------------------------------------------------------------


def test_text_size_and_theme_apply_at_once_and_are_kept(start: MainWindow) -> None:
    press("Ctrl+,", start)
    settings = dialog()
    assert isinstance(settings, SettingsDialog)
    settings.size_.editor.setFocus()
    press("End")
    assert look().sizes.scale == 2.0
    settings.theme.editor.setFocus()
    press("End")
    assert look().theme == tokens.DARK
    assert (QSettings().value("textstorlek"), QSettings().value("tema")) == (200, "mörkt")
    press("Home")
    settings.size_.editor.setFocus()
    press("Home")
    assert look().sizes.scale == 1.0


def test_a_new_name_is_who_works_from_now_on(window: MainWindow) -> None:
    click(window.top.who)
    settings = dialog()
    assert isinstance(settings, SettingsDialog)
    settings.who.editor.setFocus()
    press("Ctrl+A")
    write("Östen Å")
    press("Escape")
    assert window.session is not None
    assert (window.session.who, recent.who()) == ("Östen Å", "Östen Å")
    assert window.top.who.text().strip() == "Östen Å"


def test_a_name_that_cannot_be_used_keeps_the_settings_open(start: MainWindow) -> None:
    press("Ctrl+,", start)
    settings = dialog()
    assert isinstance(settings, SettingsDialog)
    for name, told in (("", "Ange ditt namn."), ("19121212-1212", "personnummer")):
        settings.who.set_text(name)
        press("Escape")
        assert settings.isVisible()
        assert told in settings.who.beside.text()
    assert recent.who() == "Inspektör A"
    settings.who.set_text("Anna")
    press("Escape")
    assert QApplication.activeModalWidget() is None
    assert recent.who() == "Anna"


def test_the_about_box_names_version_and_licences(start: MainWindow) -> None:
    push(start, "Om Inspektor")
    about = dialog()
    assert isinstance(about, AboutDialog)
    facts = about.findChild(Facts)
    assert facts is not None
    shown = " ".join(label.text() for label in facts.findChildren(type(about.wrong)))
    for part in (__version__, "EUPL-1.2", "SIL Open Font License 1.1", "MIT", "LGPL-3.0"):
        assert part in shown
    assert "SIL OPEN FONT LICENSE" in about.licences.toPlainText()
    assert "MIT License" in about.licences.toPlainText()
