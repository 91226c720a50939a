"""Working together as scenes: what differs being settled, double reviews compared, how alike they are, sharing out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial

from inspektor.operations.differences import differences
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.compare import ComparePage
from inspektor.ui.views.merge_files import MergeView
from inspektor.ui.views.settle import SettlePage
from tests.ui.hand import press, push, until, write
from tests.ui.stage import APART, DIFFERING, EMPTY, PLAYED, WORKERS, Scene, quiet, step, working_file


def scenes() -> list[Scene]:
    """All of them."""
    return [
        Scene("avgor", DIFFERING, partial(_settling, field="value")),
        Scene("avgor-annat", DIFFERING, partial(_settling, field="value", keys="3")),
        Scene("avgor-skal", DIFFERING, partial(_settling, field="value", keys="2 K", text="Kontrollerat i akten.")),
        Scene("avgor-granskare", DIFFERING, partial(_settling, field="reviewer")),
        Scene("avgor-uppgifter", DIFFERING, partial(_settling, field="gender", keys="3")),
        Scene("avgor-text", DIFFERING, partial(_settling, field="body")),
        Scene("avgor-urval", APART, partial(_settling_whole, entity="draw")),
        Scene("avgor-lista", APART, partial(_settling_whole, entity="frame")),
        Scene("avgor-checklista", APART, partial(_settling_whole, entity="checklist", keys="2")),
        Scene("avgor-avsnitt", APART, partial(_settling_whole, entity="section")),
        Scene("avgor-tomt", EMPTY, partial(step, name="slaihop", word="avgor")),
        Scene("granska-olika", DIFFERING, _differing_case),
        Scene("jamfor", PLAYED, _comparing),
        Scene("jamfor-vantar", PLAYED, _waiting),
        Scene("jamfor-tomt", EMPTY, partial(step, name="slaihop", word="jamfor")),
        Scene("samstammighet", PLAYED, partial(step, name="slaihop", word="samstammighet")),
        Scene("teammapp-borta", PLAYED, partial(_team_folder, gone=True)),
        Scene("teammapp-nytt", PLAYED, partial(_team_folder, fetch=False)),
        Scene("teammapp", PLAYED, _team_folder),
    ]


def dialogs() -> list[Scene]:
    """The dialog."""
    return [Scene("dialog-dela-ut", PLAYED, _share)]


def _settling(window: MainWindow, field: str, keys: str = "", text: str = "") -> None:
    """Avgör olika svar, at the first thing with a field in conflict."""
    page = _to_settle(window)
    fits = [one for one in page.found.values() if any(row.conflict.field == field for row in one.rows)]
    page.list.choose(max(fits, key=lambda one: len(one.rows)).thing)
    window.activateWindow()
    page.list.setFocus()
    if keys:
        press(keys)
    if text and not page.form.why.text():
        write(text)


def _settling_whole(window: MainWindow, entity: str, keys: str = "") -> None:
    """Avgör olika svar, at what only makes sense whole."""
    page = _to_settle(window)
    page.list.choose(next(one.thing for one in page.found.values() if one.entity == entity))
    window.activateWindow()
    page.list.setFocus()
    if keys:
        press(keys)


def _to_settle(window: MainWindow) -> SettlePage:
    step(window, "slaihop", "avgor")
    quiet(window)
    page = window.findChild(SettlePage)
    assert page is not None
    until(lambda: page.found)
    return page


def _differing_case(window: MainWindow) -> None:
    """Granska, in a case of which something is in conflict."""
    assert window.session is not None
    found = differences(window.session.store)
    step(window, "arenden", next(one.where for one in found if one.question is not None))


def _compared(window: MainWindow) -> ComparePage:
    step(window, "slaihop", "jamfor")
    quiet(window)
    page = window.findChild(ComparePage)
    assert page is not None
    assert page.found
    return page


def _comparing(window: MainWindow) -> None:
    page = _compared(window)
    page.list.choose(next(one.name for one in page.list.items if one.open))


def _waiting(window: MainWindow) -> None:
    page = _compared(window)
    page.list.choose(next(one.name for one in page.list.items if one.text.startswith("Väntar på")))


def _share(window: MainWindow) -> None:
    step(window, "slaihop")
    quiet(window)
    push(window, "Dela ut")


def _team_folder(window: MainWindow, *, fetch: bool = True, gone: bool = False) -> Callable[[], object]:
    """Slå ihop with a team folder that somebody else has left work in, and another file is on its way to."""
    step(window, "slaihop")
    quiet(window)
    view = window.views["slaihop"]
    assert isinstance(view, MergeView)
    own = view.session.path
    folder = own.parent / "Teammapp"
    folder.mkdir(exist_ok=True)
    for who in WORKERS[1:]:
        shutil.copyfile(own.with_name(working_file(who)), folder / f"{who} 1234abcd.granskning")
    (folder / "Inspektör D 1234abcd.granskning").write_bytes(b"")
    view.team.use(folder / "borta" if gone else folder)
    quiet(window)
    if fetch and not gone:
        push(window, "Hämta och lämna nu")
        quiet(window)
    return partial(view.team.use, None)
