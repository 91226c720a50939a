"""Ärenden: the list of cases, and the review of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspektor.db import progress
from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.operations import casework, listing
from inspektor.operations.listing import DONE, REPLACED
from inspektor.operations.reviews import find_case
from inspektor.ui.dialogs.assign import AssignDialog
from inspektor.ui.dialogs.case_form import CaseDialog
from inspektor.ui.dialogs.share import ShareDialog
from inspektor.ui.models.cases import CaseModel, Filter, Lines
from inspektor.ui.session import Session
from inspektor.ui.views.review_case import ReviewCasePage
from inspektor.ui.views.view import ABOUT, BACK, View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, surface
from inspektor.ui.widgets.case_filters import CaseFilters
from inspektor.ui.widgets.case_table import CaseTable
from inspektor.ui.widgets.empty_page import EmptyPage
from inspektor.ui.widgets.flow import Head
from inspektor.ui.widgets.notice import Notice
from inspektor.ui.widgets.tabs import in_order

_TO_FIGURE = "Tillbaka till siffran"
_UNSEEN = ("text", "svar", "anteckning")  # what does not change the list while it is in front


class CasesView(View):
    """The list, and in front of it the case that is being reviewed."""

    name: ClassVar[str] = "arenden"
    title: ClassVar[str] = "Ärenden"
    glyph: ClassVar[str] = "clipboard_task_list_ltr"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = CaseModel()
        self.table, self.filters, self.notice = CaseTable(self.model), CaseFilters(), Notice()
        self.empty = EmptyPage()
        self._loads, self._wanted, self._stale = 0, "", True
        self._about = ""  # the question of the figure that led here
        self._behind = ""  # what a figure in Resultat led to: the "list" of its cases, or its one "case"
        self._page: ReviewCasePage | None = None
        self.head = Head("Ärenden")
        self._add = button("Lägg till ärende …", self.add_case, glyph="add")
        self._change = button("Ändra uppgifter …", self.change_case)
        self._assign = button("Tilldela granskare …", self.assign)
        self._share = button("Dela ut …", self.share)
        self._open = button("Granska", lambda: self.open_case(self.table.current_code()), "primary")
        self.head.add(self._add, self._change, self._assign, self._share, self._open)
        in_order(self._add, self._change, self._assign, self._share, self._open)
        self.inner = QStackedWidget()
        inset = QWidget()
        beside = QHBoxLayout(inset)
        beside.setContentsMargins(8, 0, 8, 0)
        beside.addWidget(self.table)
        self.inner.addWidget(inset)
        self.inner.addWidget(self.empty)
        self.list = surface("page")
        column = QVBoxLayout(self.list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.notice, self.filters):
            column.addWidget(part)
        column.addWidget(self.inner, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._connect()
        in_order(self._open, self.notice.back, self.notice.action, *self.filters.stops, self.table)

    def _connect(self) -> None:
        self.table.opened.connect(self.open_case)
        self.table.selectionModel().selectionChanged.connect(self._show_choice)
        self.filters.changed.connect(self._on_filter)
        self.filters.ordered.connect(lambda column, down: self.model.order(column, descending=down))
        self.model.ordered.connect(lambda column, down: self.filters.show_order(column, descending=down))
        self.filters.down.connect(self._into_list)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._find_place)
        QShortcut(QKeySequence("Ctrl+F"), self, self._search)
        for keys, act in (
            ("Ctrl+Shift+N", self.add_case),
            ("Ctrl+T", self.assign),
            ("F2", self.change_case),
            ("Alt+Left", self._to_figure),
        ):
            QShortcut(QKeySequence(keys), self.list, act)

    # --- what the window asks -------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        """What the keys do here."""
        if self.page_in_front is not None:
            return self.page_in_front.keys()
        if not self.model.lines.lines:
            return (("Ctrl+Skift+N", "lägg till ärende"),)
        return (
            ("↑↓", "välj"),
            ("Enter", "granska"),
            ("Ctrl+F", "sök"),
            ("Ctrl+T", "tilldela granskare"),
            ("F2", "ändra uppgifter"),
            ("Ctrl+Skift+N", "lägg till ärende"),
        )

    def count(self) -> str:
        """How many cases are done, of all."""
        try:
            done, everyone = progress.cases_done(self.session.store)
        except Problem:
            return ""  # the bar tells already that the file cannot be read
        return f"{done}/{everyone}" if everyone else ""

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        page = self.page_in_front
        return page.panes() if page is not None else (self.head, self.notice, self.filters, self.inner)

    def enter(self, word: str) -> None:
        """Show the list, one case (its code), or some cases (their codes with commas between). After `ABOUT` the word
        names the question that one is to be at in them.
        """
        word, _, about = word.partition(ABOUT)
        if word:
            self._about = about
            self._behind = ("list" if "," in word else "case") if self.came_from == "resultat" else ""
        if "," in word:
            self._to_list()
            self.filters.show_filter(Filter(codes=frozenset(word.split(","))))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif word:
            self.open_case(word)
            if self.page_in_front is not None:
                self._stale = True
                return
        self.refresh("")

    def refresh(self, kind: str) -> None:
        """Show the cases as they stand."""
        page = self.page_in_front
        if page is not None:
            self._stale = True
            page.refresh(kind)
        elif kind not in _UNSEEN:
            self._load()

    def leave(self) -> None:
        """Record what is being written."""
        if self.page_in_front is not None:
            self.page_in_front.leave()

    def retry(self) -> None:
        """Try again to record what is on screen and not on disk."""
        if self._page is not None:
            self._page.retry()

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The page of a case folds its panes. The list breaks its rows by itself, and when it is low leaves out what
        the headings and Enter do too.
        """
        self.filters.fold(low=low)
        self._open.setVisible(not low and self._change.isVisibleTo(self))
        if self._page is not None:
            self._page.fold(narrow=narrow, low=low)
        self._folded = (narrow, low)

    _folded = (False, False)

    # --- the list -------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Read the cases in the background; what is shown stays until they are here."""
        self._loads += 1
        number = self._loads

        def ready(lines: Lines) -> None:
            if number == self._loads:
                self._show(lines)

        words = "" if self.model.lines.lines else "Läser ärendena …"
        self.session.work(words, _read, ready)

    def _show(self, lines: Lines) -> None:
        self._stale = False
        self.filters.offer(lines)
        self.model.show(lines)
        self._show_state()

    def _show_state(self) -> None:
        """The head, the strip for what was clicked through, and whether there is anything to list."""
        standing, shown = self.model.lines.standing, self.model.rowCount()
        cases, done = standing.total() - standing[REPLACED], standing[DONE]
        words = f"{cases} {swedish.plural(cases, 'ärende', 'ärenden')}, {done} klara" if cases else ""
        self.head.note.setText(f"{shown} visas · {words}" if self.model.filter.active and cases else words)
        behind = len(self.model.filter.codes)
        if behind:
            what = swedish.plural(behind, "ärende bakom siffran", "ärenden bakom siffran")
            self.notice.tell("muted", "info", f"{behind} {what}", "Visa alla ärenden", self._clear_codes)
            self.notice.lead_back(_TO_FIGURE if self._behind else "", self._to_figure)
        else:
            self.notice.hide()
        self._show_empty()
        self._show_choice()
        self.keys_changed.emit()

    def _show_empty(self) -> None:
        everything, wanted = self.model.lines, self.model.filter
        for one in (self._add, self._change, self._assign, self._share, self._open):
            one.setVisible(bool(everything.lines) and (one is not self._open or not self._folded[1]))
        self.filters.setVisible(bool(everything.lines))
        if self.model.rowCount():
            self.inner.setCurrentIndex(0)
            return
        if not everything.lines:
            text = (
                "Läs in en lista över beslut och dra ett urval. Ett enstaka ärende kan läggas till för hand. "
                "Personnummer behövs inte: finns de i listan används de för kön och födelseår och tas sedan bort."
            )
            to_sample = ("Till urvalet", lambda: self.go.emit("urval", ""))
            self.empty.say("Inga ärenden ännu", text, to_sample, ("Lägg till ärende …", self.add_case))
        else:
            self._say_nothing_passes(wanted)
            self.filters.clear.hide()  # the page has that button too
        self.inner.setCurrentWidget(self.empty)
        in_order(self.filters.clear, *self.empty.buttons)

    def _say_nothing_passes(self, wanted: Filter) -> None:
        """What was asked for, and how many there are with one part of it left out."""
        best, found = self.model.lines.relaxed(wanted)
        left_out = [name for name in wanted.parts() if not getattr(best, name)]
        words = Filter(**{name: getattr(wanted, name) for name in left_out}).words()
        text = f"{found} passar utan ”{words}”." if best.active else ""
        show = (f"Visa {swedish.plural(found, 'det', f'de {found}')}", lambda: self.filters.show_filter(best))
        clear = ("Rensa filter", lambda: self.filters.show_filter(Filter()))
        self.empty.say(f"Inget ärende passar ”{wanted.words()}”", text, *((show, clear) if best.active else (clear,)))

    def _on_filter(self, wanted: Filter) -> None:
        self.model.set_filter(wanted)
        self._show_state()

    def _to_figure(self) -> None:
        """Back to the figure that led here."""
        if self._behind:
            self.go.emit("resultat", BACK)

    def _clear_codes(self) -> None:
        self._behind = ""
        self.filters.show_filter(self.model.filter.without("codes"))
        self.table.setFocus()

    def _search(self) -> None:
        self._behind = self._behind.removeprefix("case")  # the list is what is wanted now
        if self.page_in_front is not None:
            self.page_in_front.close_case()
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _into_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_place(self) -> None:
        self._wanted = self._next or self.table.current_code() or self._wanted
        self._chosen = self.table.selected_codes()

    _chosen: Sequence[str] = ()
    _next = ""  # a case that has just been added: it is gone to when the list has it

    def _find_place(self) -> None:
        self.table.go_to(self._wanted)
        if self._next in self.model.lines.place:
            self._next = ""
        elif len(self._chosen) > 1:
            self.table.select(self._chosen)

    def _show_choice(self) -> None:
        chosen = self.table.selected_count()
        write = not self.session.read_only
        self._add.setEnabled(write)
        self._change.setEnabled(write and chosen == 1)
        self._assign.setEnabled(write and chosen > 0)
        self._share.setEnabled(write)
        self._open.setEnabled(chosen == 1)

    # --- what can be done -----------------------------------------------------------------------------------------

    def add_case(self) -> None:
        """Add a case by hand."""
        if self.session.may_write():
            dialog = CaseDialog(self.session, self)
            dialog.accepted.connect(lambda: self._go_to_new(dialog.code))
            dialog.open()

    def _go_to_new(self, code: str) -> None:
        self._next = code
        if self.model.filter.active:
            self.filters.show_filter(Filter())

    def change_case(self) -> None:
        """Correct the facts of the current case."""
        if self._change.isEnabled():
            code = self.table.current_code()
            case = self.session.do("", lambda store: find_case(store, code))
            if case is not None:  # it may have gone while the list is read anew
                CaseDialog(self.session, self, code).open()

    def assign(self) -> None:
        """Say who reviews the selected cases."""
        if self._assign.isEnabled():
            AssignDialog(self.session, self, self.table.selected_codes()).open()

    def share(self) -> None:
        """Give an inspector a working file, with the selected cases when there are several."""
        chosen = self.table.selected_codes()
        ShareDialog(self.session, self, chosen if len(chosen) > 1 else ()).open()

    # --- one case -------------------------------------------------------------------------------------------------

    @property
    def page_in_front(self) -> ReviewCasePage | None:
        """The page of a case, when that is what one sees."""
        return self._page if self._page is not None and self.pages.currentWidget() is self._page else None

    def prepare(self) -> None:
        """The page of a case, and the law that its questions rest on, before one is opened."""
        self.session.work("", lambda _: casework.law_table(), lambda _: None)
        self._made_page()

    def _made_page(self) -> ReviewCasePage:
        if self._page is None:
            self._page = ReviewCasePage(self.session)
            self._page.closed.connect(self._on_closed)
            self._page.moved.connect(self._on_moved)
            self._page.go.connect(self.go)
            self.pages.addWidget(self._page)
        return self._page

    def open_case(self, code: str) -> None:
        """Review a case."""
        if not code:
            return
        page = self._made_page()
        narrow, low = self._folded
        page.fold(narrow=narrow, low=low)
        self._wanted = code
        if self._behind == "case":
            page.head.tell_back("Till siffran", _TO_FIGURE)
        else:
            behind = ("Till ärendena", "Ärendena bakom siffran")
            page.head.tell_back(*(behind if self.model.filter.codes else ("Alla ärenden",)))
        page.open(code, self._about if self._behind else "")
        if page.code:
            self.pages.setCurrentWidget(page)
            page.setFocus()
            page.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.keys_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: Esc that the page of a case has no use for goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.page_in_front is not None:
            self.page_in_front.close_case()
        else:
            super().keyPressEvent(event)

    def _on_moved(self, code: str) -> None:
        self._wanted = code
        self.keys_changed.emit()

    def _on_closed(self) -> None:
        self._to_list()
        self._update_line()
        self.table.go_to(self._wanted)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()
        if self._stale:
            self._load()
        if self._behind == "case":
            self._to_figure()

    def _to_list(self) -> None:
        self.leave()
        self.pages.setCurrentWidget(self.list)

    def _update_line(self) -> None:
        """The case that was open, as it stands now: the others are read anew in the background."""
        try:
            line = listing.case_line(self.session.store, self._wanted)
        except Problem:
            return  # the bar tells already that the file cannot be read
        if line.case.code in self.model.lines.place:
            self.model.update(line)


def _read(store: Store) -> Lines:
    return Lines(listing.case_lines(store))
