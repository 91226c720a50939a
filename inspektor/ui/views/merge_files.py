"""Slå ihop: the inspectors' files put together, told before anything is changed, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from inspektor.db import progress
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import merging, reviews
from inspektor.operations.conflicts import Conflict, open_conflicts
from inspektor.operations.merging import Earlier, Merged, Watch
from inspektor.ui import recent
from inspektor.ui.dialogs.share import ShareDialog
from inspektor.ui.models import merges
from inspektor.ui.models.merges import Listed
from inspektor.ui.session import Session
from inspektor.ui.team import Team
from inspektor.ui.views.agreement import AgreementPage
from inspektor.ui.views.compare import AGREEMENT, ComparePage
from inspektor.ui.views.compare import WORD as COMPARE
from inspektor.ui.views.fronts import Fronts
from inspektor.ui.views.settle import WORD as TO_SETTLE
from inspektor.ui.views.settle import SettlePage
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, surface
from inspektor.ui.widgets.empty_page import EmptyPage
from inspektor.ui.widgets.flow import Head
from inspektor.ui.widgets.merge_page import MergePage
from inspektor.ui.widgets.notice import Notice
from inspektor.ui.widgets.pages import Pages
from inspektor.ui.widgets.tabs import in_order
from inspektor.ui.widgets.team_bar import TeamBar

FILTER = "Granskningar (*.granskning)"
MERGED = "slaihop"  # the kind of operation, as the views are told of it
_ONLY_READ = "Filer kan slås ihop och delas ut när den är öppen för att ändra."
_FRONTS = {TO_SETTLE: SettlePage, COMPARE: ComparePage, AGREEMENT: AgreementPage}  # what words ask for
Stand = tuple[Sequence[Earlier], Sequence[Conflict], Mapping[str, str]]  # merges made, what is open, the questions


class MergeView(View):
    """A list of files with what they would bring, or, when it is empty, the merges that were made."""

    name: ClassVar[str] = "slaihop"
    title: ClassVar[str] = "Slå ihop"
    glyph: ClassVar[str] = "arrow_join"
    apart: ClassVar[bool] = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setAcceptDrops(not session.read_only)
        self.listed: list[Listed] = []
        self.told: Merged | None = None
        self._made: Sequence[Earlier] = ()
        self._open: Sequence[Conflict] = ()
        self._labels: Mapping[str, str] = {}
        self._reads, self._looks, self._looking, self.merging = 0, 0, Event(), False
        self.head, self.notice = Head("Slå ihop"), Notice()
        self.share = button("Dela ut …", lambda: ShareDialog(self.session, self).open())
        self.compare = button("Dubbelgranskning", lambda: self.go.emit(self.name, COMPARE))
        self.add = button("Lägg till fil …", self.choose_files, glyph="add")
        self.clear = button("Töm listan", self.clear_list)
        self.settle = button("Avgör olika svar", lambda: self.go.emit(self.name, TO_SETTLE), "primary")
        self.merge = button("Slå ihop", self.merge_files, "primary")
        self.head.add(self.share, self.compare, self.add, self.clear, self.settle, self.merge)
        self.team = Team(session, self)
        self.team_bar, self.page, self.empty, self.pages = TeamBar(self.team), MergePage(), EmptyPage(), Pages()
        self.team.changed.connect(self.keys_changed)
        session.held.connect(self._on_held)
        self.page.removed.connect(self.remove_file)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.page)
        whole = surface("page")
        column, outer = QVBoxLayout(whole), QVBoxLayout(self)
        for layout in (column, outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.fronts = Fronts(session, whole, _FRONTS)
        self.fronts.turned.connect(self.keys_changed)
        self.fronts.go.connect(self.go)
        outer.addWidget(self.fronts)
        for part in (self.head, self.notice, self.team_bar):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        QShortcut(QKeySequence("Ctrl+Shift+N"), whole, self.choose_files)

    # --- what the window asks -------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        """What the keys do here."""
        if self.fronts.page is not None:
            return self.fronts.page.keys()
        add = ("Ctrl+Skift+N", "lägg till fil")
        if self.session.holding:
            return (("Esc", "avbryt, inget ändras"),)
        if self.listed:
            return ("Enter", "slå ihop"), ("Esc", "töm listan, inget ändras"), ("Delete", "ta bort fil ur listan"), add
        return (("↑↓", "välj ihopslagning"), add) if self._made else (add,)

    def count(self) -> str:
        """How many files are in the list, how many differences are left to settle, or that something can be fetched."""
        if self.listed:
            return merges.files(len(self.listed))
        try:
            left = progress.to_settle(self.session.store)
        except Problem:
            return ""  # the bar tells already that the file cannot be read
        new = self.team.standing is not None and self.team.standing.new
        return f"{left} kvar" if left else "nytt" if new else ""

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        if self.fronts.page is not None:
            return self.fronts.page.panes()
        if self.pages.currentWidget() is self.empty:
            return self.team_bar, *self.empty.buttons[:1]
        more = (self.add,) if self.listed else (self.page.made, self.add, self.team_bar)
        return self.page.files, *more

    def enter(self, word: str) -> None:
        """Show the files, or what a word asks for: the differences to settle."""
        if self.fronts.show_word(word) is None:
            self.refresh("")

    def leave(self) -> None:
        """Record what is being written."""
        if self.fronts.page is not None:
            self.fronts.page.leave()

    def retry(self) -> None:
        """Try again to record what is on screen and not on disk."""
        if self.fronts.page is not None:
            self.fronts.page.retry()

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The differences stand below when the window is narrow; it scrolls when it is low."""
        self.page.fold(narrow=narrow)
        self.fronts.fold(narrow=narrow, low=low)

    def refresh(self, kind: str) -> None:
        """Read the review as it stands, and go through the list again: what it would bring may be something else."""
        if self.fronts.page is not None:
            self.fronts.page.refresh(kind)
            return
        if self.merging or kind == MERGED:
            return
        self._read()
        if self.listed:
            self._look_through()
        else:
            self._show()

    def _read(self) -> None:
        self._reads += 1
        self.session.work("", _stand, partial(self._on_read, self._reads))

    def _on_read(self, number: int, found: Stand) -> None:
        if number == self._reads:
            self._made, self._open, self._labels = found
            self._show()

    # --- the list -------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files to add to the list."""
        if self.add.isEnabled():
            chosen, _ = QFileDialog.getOpenFileNames(self, "Lägg till filer", recent.folder(), FILTER)
            self.add_files([Path(one) for one in chosen])

    def add_files(self, paths: Iterable[Path]) -> None:
        """Add files to the list, each once, and go through it anew."""
        self.notice.hide()
        for path in paths:
            if any(_same(path, one.path) for one in self.listed):
                self.notice.tell("muted", "info", f"{path.name} finns redan i listan.")
            else:
                self.listed.append(Listed(path))
        if self.listed:
            self._look_through()
            self.page.files.setFocus()

    def remove_file(self) -> None:
        """Take the file that the cursor is at off the list."""
        chosen = self.page.files.chosen()
        if chosen is None or self.session.holding:
            return
        self.listed = [one for one in self.listed if one.path != chosen.path]
        if self.listed:
            self._look_through()
            self.page.files.setFocus()
        else:
            self.clear_list()

    def clear_list(self) -> None:
        """Take every file off the list."""
        self._looking.set()
        self._looks += 1
        self.listed, self.told = [], None
        self.notice.hide()
        self._show()
        self.add.setFocus()

    def _look_through(self) -> None:
        """Find out in the background what the files would bring. Only what was asked for last is shown."""
        self._looking.set()
        self._looking = stop = Event()
        self._looks += 1
        number, paths = self._looks, [one.path for one in self.listed]
        self.told = None
        watch = self._watch("Går igenom filerna", stop)

        def ready(told: Merged) -> None:
            if number == self._looks:
                self.listed, self.told = merges.paired(self.listed, told), told
                self._show()

        def over() -> None:
            if number == self._looks:
                words = "Filerna är inte genomgångna. Ingenting är ändrat."
                self.notice.tell("muted", "info", words, "Gå igenom igen", self._again)

        self._show()
        words = f"Går igenom {merges.files(len(paths))} …"
        self.session.work(words, lambda store: merging.preview(store, paths, watch=watch), ready, stop=stop, over=over)

    def _again(self) -> None:
        self.notice.hide()
        self._look_through()

    def _watch(self, words: str, stop: Event) -> Watch:
        """Tells the window how far it has come, from the thread that works."""

        def tell(part: int, whole: int) -> None:
            if not stop.is_set():
                self.session.progress.emit(merges.far(words, part, whole), part, whole)

        return Watch(stop, tell)

    # --- putting together -----------------------------------------------------------------------------------------

    @property
    def accepted(self) -> list[Path]:
        """The files of the list that may be taken in."""
        return [one.path for one in self.listed if one.brought is not None]

    def merge_files(self) -> None:
        """Put the files together, in the background."""
        if not self.merge.isEnabled() or not self.merge.isVisible():
            return
        self.merging, self._looking = True, Event()
        paths, who, stop = self.accepted, self.session.who, self._looking
        watch = self._watch("Slår ihop", stop)

        def done(told: Merged) -> None:
            self._on_merged(told, late=stop.is_set())

        self.notice.hide()
        self._show()
        self.session.work(
            f"Slår ihop {merges.files(len(paths))} …",
            lambda store: merging.merge_files(store, paths, by=who, watch=watch),
            done,
            kind=MERGED,
            stop=stop,
            over=self._on_not_merged,
        )

    def _on_merged(self, told: Merged, *, late: bool) -> None:
        """It is done; also when somebody wanted it stopped a moment too late."""
        self.merging, self.listed, self.told = False, [], None
        words = f"{merges.files(len(told.files))} är ihopslagna." if len(told.files) > 1 else "Filen är ihopslagen."
        if told.backup is None:
            words = "Allt fanns redan här. Ingenting har ändrats."
        elif late:
            words = f"Ihopslagningen hann bli klar innan den avbröts. {words}"
        self.notice.tell("ok", "checkmark", words)
        self._show()
        self._read()
        (self.settle if told.conflicts else self.page.files).setFocus()

    def _on_not_merged(self) -> None:
        self.merging = False
        if self._looking.is_set():
            self.notice.tell("muted", "info", "Ihopslagningen är avbruten. Ingenting har ändrats.")
            self._show()
        else:
            self._look_through()
        self.page.files.setFocus()

    # --- showing --------------------------------------------------------------------------------------------------

    def _on_held(self, held: bool) -> None:
        self.team_bar.hold(held)
        self._show()

    def _show(self) -> None:
        """The list with what it would bring, what was made before, or what to do first."""
        self._show_buttons()
        if self.listed:
            self.head.note.setText("" if self.merging else "Ingenting är ändrat ännu.")
            self.page.show_listed(self.listed, self.told, self.session.path.stem)
        elif self._made:
            self.head.note.setText("Dra hit filer, eller lägg till dem.")
            self.page.show_made(self._made)
        else:
            self.head.note.setText("")
            self._show_empty()
        self.page.show_differences(self.told.conflicts if self.told else self._open, self._labels)
        self.pages.setCurrentWidget(self.page if self.listed or self._made else self.empty)
        above = (self.share, self.compare, self.add, self.clear, self.settle, self.merge, self.notice.action)
        in_order(*above, *self.team_bar.stops, *self._stops())
        self.keys_changed.emit()

    def _stops(self) -> Sequence[QWidget]:
        empty = self.pages.currentWidget() is self.empty
        return self.empty.buttons if empty else (self.page.files, self.page.remove, self.page.made)

    def _show_buttons(self) -> None:
        number, write = len(self.accepted), not self.session.read_only and not self.session.holding
        words = "Slå ihop filen" if number == 1 else f"Slå ihop {merges.files(number)}"
        self.merge.setText(words if number else "Slå ihop")
        self.merge.setAccessibleName(self.merge.text())
        self.merge.setVisible(bool(self.listed))
        self.team_bar.setVisible(not self.listed and not self.session.read_only)
        self.merge.setEnabled(write and self.told is not None and self.told.added > 0)
        self.clear.setVisible(bool(self.listed))
        for one in (self.share, self.compare):
            one.setVisible(not self.listed)
        self.settle.setVisible(bool(self._open) and not self.listed)
        self.add.setVisible(bool(self.listed or self._made))
        for one in (self.share, self.add, self.clear, self.page.remove):
            one.setEnabled(write)
        if self.session.read_only:
            self.tell_only_read(self.notice, _ONLY_READ)

    def _show_empty(self) -> None:
        text = (
            "Dra hit filerna som granskarna har arbetat i, eller lägg till dem. Först visas vad de för med sig, och "
            "vad som skiljer sig åt. Ingenting ändras förrän du slår ihop dem, och då görs en säkerhetskopia först."
        )
        self.empty.say("Inga filer att slå ihop", text, ("Lägg till fil …", self.choose_files))
        self.empty.buttons[0].setEnabled(not self.session.read_only)

    # --- Qt's own -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what the table and the buttons have no use for."""
        acts = {Qt.Key.Key_Return: self.merge_files, Qt.Key.Key_Enter: self.merge_files}
        acts |= {Qt.Key.Key_Delete: self.remove_file, Qt.Key.Key_Escape: self._escape}
        act = acts.get(Qt.Key(event.key()))
        if act is None or not self.listed or self.fronts.page is not None:
            super().keyPressEvent(event)
        else:
            act()

    def _escape(self) -> None:
        if self.session.can_cancel:
            self.session.cancel()
        elif not self.session.holding:
            self.clear_list()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: files may be dropped anywhere in the step."""
        if _dragged(event) and not self.session.holding:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        event.acceptProposedAction()
        if self.fronts.page is not None:
            self.go.emit(self.name, "")
        self.add_files(_dragged(event))


def _dragged(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def _stand(store: Store) -> Stand:
    questions = (question for checklist in reviews.checklists(store) for question in checklist.questions)
    labels = {question.id: question.label for question in questions}
    return merging.earlier(store), open_conflicts(store), labels
