"""The states of the start page, of Urval and of the list of cases, as scenes, and what is wrong in their dialogs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from inspektor.ui import recent
from inspektor.ui.dialogs.case_form import CaseDialog
from inspektor.ui.dialogs.draw_form import DrawForm
from inspektor.ui.dialogs.form import FormDialog
from inspektor.ui.dialogs.new_version import NewVersionDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.widgets.case_filters import SearchField
from inspektor.ui.widgets.case_table import CaseTable
from tests.ui.hand import press, push, settle, write
from tests.ui.stage import PLAYED, READ, Scene, quiet, step
from tests.ui.together import newer_version


def scenes() -> list[Scene]:
    """All of them."""
    return [
        Scene("start-tom", "", _no_files),
        Scene("start-saknas", "", _file_is_gone),
        Scene("oversikt-inlast", READ, partial(step, name="oversikt")),
        Scene("urval-inlast", READ, partial(step, name="urval")),
        Scene("urval-fler", READ, _too_many),
        Scene("arenden-valda", PLAYED, _selected),
        Scene("arenden-filter", PLAYED, partial(_sought, text="lindhaga kvinna")),
        Scene("arenden-inget", PLAYED, partial(_sought, text="lindhaga flytt")),
    ]


def _no_files(window: MainWindow) -> Callable[[], object]:
    """The first day."""
    before = recent.files()
    push(window, "Rensa listan")

    def remember() -> None:
        for one in reversed(before):
            recent.remember(one.path)
        window.start.refresh()
        window.keys.show_keys(window.start.keys())

    return remember


def _file_is_gone(window: MainWindow) -> None:
    """A file that was opened before is not there."""
    assert any(not one.exists for one in window.start.recent.files())
    window.start.recent.setFocus()
    press("End Return")


def _too_many(window: MainWindow) -> None:
    """More cases for each unit than there are."""
    step(window, "urval")
    form = window.findChild(DrawForm)
    assert form is not None
    form.findChildren(QSpinBox)[0].setValue(900)


def _selected(window: MainWindow) -> None:
    step(window, "arenden")
    quiet(window)
    table = window.findChild(CaseTable)
    assert table is not None
    table.setFocus()
    press("Down Down Shift+Down Shift+Down")


def _sought(window: MainWindow, text: str) -> Callable[[], object]:
    step(window, "arenden")
    quiet(window)
    field = window.findChild(SearchField)
    assert field is not None
    field.setFocus()
    write(text)
    return field.clear


def save_nothing(dialog: QWidget) -> None:
    """Press the button of an empty form."""
    assert isinstance(dialog, FormDialog)
    push(dialog, dialog.ok.accessibleName())


def wrong_case(dialog: QWidget) -> None:
    """A case with what cannot be in it."""
    assert isinstance(dialog, CaseDialog)
    for name, text in (("code", "19121212-1212"), ("birth_year", "71"), ("decision_date", "2024-02-30")):
        editor = dialog.fields.fields[name].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
    save_nothing(dialog)


def give_away(dialog: QWidget) -> None:
    """To somebody else than the one who has answered."""
    editor = dialog.findChild(QComboBox)
    assert editor is not None
    editor.setCurrentText("Inspektör C")


def newer(dialog: QWidget) -> None:
    """A newer version of the first checklist, from a file."""
    assert isinstance(dialog, NewVersionDialog)
    store = dialog.session.store
    path = store.path.with_name("ny version.toml")
    path.write_text(newer_version(store, "2027.1"), encoding="utf-8")
    dialog.choose_file(path)
    settle()
