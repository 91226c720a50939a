"""Granska: one case, its questions and the support beside them, by keyboard alone if one likes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.guidance import guidance
from inspektor.domain.review import Case
from inspektor.operations import casework
from inspektor.operations.cases import ASSIGN
from inspektor.operations.casework import Item
from inspektor.ui.models.desk import Desk
from inspektor.ui.models.questions import QuestionModel, rows_of
from inspektor.ui.session import Session
from inspektor.ui.views.case_keys import CaseKeys, keys_for
from inspektor.ui.views.case_walk import CaseWalk
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import surface
from inspektor.ui.widgets.case_body import CaseBody
from inspektor.ui.widgets.case_head import CaseHead
from inspektor.ui.widgets.notice import Notice
from inspektor.ui.widgets.tabs import in_order

TYPING_MS = 700  # what is written is recorded when the keys have rested this long
_SAME_CASES = ("svar", "anteckning", "klart")  # kinds of operation that do not change which cases there are
_TURNS = ("angra", "gorom")


class ReviewCasePage(View):
    """The review of one case. `closed`: back to the list of cases. `moved`: another case is open now."""

    closed = Signal()
    moved = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setAccessibleName("Granska ärende")
        self.desk = Desk(session)
        self.model = QuestionModel(self)
        self.head, self.notice, self.body = CaseHead(), Notice(), CaseBody(self.model)
        self.list, self.editor = self.body.list, self.body.editor
        self._said = ""
        self._fresh = False  # whether the window has asked for a refresh since something was recorded
        self._typing: set[str] = set()
        self._walk = CaseWalk(self.list, self.model)
        self._keys = CaseKeys(self, self._walk)
        page = surface("page")
        for outer, parts in ((self, (page,)), (page, (self.head, self.notice, self.body))):
            column = QVBoxLayout(outer)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for part in parts:
                column.addWidget(part, 1 if part in (page, self.body) else 0)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(TYPING_MS)
        self._rest.timeout.connect(self.flush)
        self._connect()
        in_order(self.head.done, self.notice.action, self.list)

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        head, editor = self.head, self.editor
        head.back.connect(self.close_case)
        head.stepped.connect(self.step)
        head.map.chosen.connect(self._walk.go_to)
        head.open_pressed.connect(self._walk.next_open)
        head.flagged_pressed.connect(self._walk.next_flagged)
        head.done_pressed.connect(self.mark_done)
        head.guidance_pressed.connect(self.body.toggle_guidance)
        self.list.moved.connect(self._on_moved)
        self.list.key_clicked.connect(self._on_key_clicked)
        editor.chosen.connect(self.answer)
        editor.toggled.connect(lambda names: self._keep("value", names))
        editor.typed.connect(self._on_typed)
        editor.left.connect(lambda _: self.flush())
        editor.flag_pressed.connect(self.flag)
        editor.quote_pressed.connect(lambda: self.write("quotation"))
        editor.grew.connect(self.list.grow)

    # --- opening, refreshing, leaving ---------------------------------------------------------------------------------

    @property
    def code(self) -> str:
        """The code of the open case; empty when none is."""
        return self.desk.case.code

    def open(self, code: str, about: str = "") -> None:
        """Show a case, at a question when one is named, else at its first that is unanswered."""
        self.flush()
        if not self._load(code):
            return
        self._said = ""
        self.list.set_nothing()
        self._show()
        items = self.model.items()
        first = next((row for row, item in items if item.open), items[0][0] if items else -1)
        wanted = self.model.row_of(about)
        self._walk.go_to(first if wanted < 0 else wanted, glide=False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _load(self, code: str) -> bool:
        def read(_: Store) -> bool:
            self.desk.load(code)
            self.desk.order_cases()
            return True

        return bool(self.session.do("", read))

    def enter(self, word: str) -> None:
        """Come to the front, on the case with a code or on the one that was here."""
        if word:
            self.open(word)
        elif self.code:
            self.refresh("")

    def refresh(self, kind: str) -> None:
        """Show the case as it stands in the file, and after undo or redo what came back."""
        self._on_changed(kind)
        if not self.code:
            return
        writing = self.editor.field_with_focus()
        before = self.editor.text_of(writing) if writing else ""
        self._fresh = True
        touched = self._touched() if kind in _TURNS and self.isVisible() else None
        if touched and touched[0] != self.code:
            self.open(touched[0])
            self.moved.emit(self.code)
        elif self._load(self.code):
            self._show()
        elif not self.desk.unsaved:  # the case is no longer in the sample, or cannot be read: the bar says which
            self.desk.case = Case("", "")
            self.closed.emit()
            return
        if touched and (row := self.model.row_of(touched[1])) >= 0:
            self._walk.go_to(row)
        if writing and kind in _TURNS and self.editor.text_of(writing) == before:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, kind: str) -> None:
        """Also while the page is not in front: cases may come, go and change hands."""
        touched = self._touched() if kind in _TURNS else None
        if kind not in _SAME_CASES and not (touched and touched[1]):  # what came back may be an answer alone
            self.desk.forget_order()

    def _touched(self) -> tuple[str, str] | None:
        try:
            return casework.last_touched(self.session.store)
        except Problem:
            return None  # the bar tells already that the file cannot be read

    def leave(self) -> None:
        """Record what is being written."""
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        self.flush()
        super().hideEvent(event)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Fold panes rather than cut anything."""
        self.head.fold(narrow=narrow, low=low)
        self.body.fold(narrow=narrow, low=low)
        self.head.show_guidance_button(low)
        if self.current is not None:
            self._show_current()

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return self.head, self.head.map, self.notice, self.body.pane, self.body.guidance

    def keys(self) -> Keys:
        """What the keys do here."""
        return keys_for([item.question for _, item in self.model.items()], write=self.desk.access.write)

    # --- showing ------------------------------------------------------------------------------------------------------

    @property
    def current(self) -> Item | None:
        """The question in focus."""
        return self.model.item(self.list.live)

    def _show(self) -> None:
        """Everything anew; only what differs is laid out and painted."""
        case, access, desk = self.desk.case, self.desk.access, self.desk
        self.model.show(rows_of(desk.parts(), desk.troubles(), write=access.write, differs=desk.differs))
        self.head.show_case(case.code, desk.facts())
        self.head.show_neighbours(desk.beside(-1), desk.beside(1))
        self.head.show_progress(self.model.rows, self.list.live)
        left = casework.missing(item for _, item in self.model.items())
        locked = bool(case.done or case.replaced_why)
        ready = access.write and not left and not self.desk.troubles() and case.reviewer == self.session.who
        self.head.show_done(ready=ready, locked=locked, why=desk.left(left))
        self._show_notice()
        if self.current is not None:
            self._show_current()

    def _show_current(self) -> None:
        item = self.current
        if item is not None:
            drafts, wrongs = self.desk.written(item.question.id)
            drafts |= {field: self.editor.text_of(field) for field in self._typing}
            row = self.model.rows[self.list.live]
            self.editor.show_row(row, drafts, wrongs, write=self.desk.access.write)
            self.list.settle()

    def _show_notice(self) -> None:
        access = self.desk.access
        if (waiting := self.desk.waiting()) and not self.editor.low:  # where there is little room, the bar says enough
            self.notice.tell("warn", "warning", waiting)
        elif self._said:
            self.notice.tell("warn", "warning", self._said)
        elif access.why and not self.session.read_only:  # that stands above everything
            words = {"join": "Granska som andra granskare", "reopen": "Öppna ärendet igen"}.get(access.offer, "")
            acts = {"join": self.join, "reopen": self.reopen}
            glyph = "people" if access.offer == "join" else "lock_closed"
            self.notice.tell("muted", glyph, access.why, words, acts.get(access.offer, self.list.setFocus))
        elif words := self.desk.differing():
            self.notice.tell("warn", "warning", words, "Avgör", self._settle)
        else:
            self.notice.hide()

    def _settle(self) -> None:
        self.go.emit("slaihop", self.desk.to_settle(self.current))

    def _on_moved(self, row: int) -> None:
        """Another question is in focus: what was written in the one before is recorded first."""
        self.flush()
        self._said = ""
        self.list.live = row
        self.head.map.show_rows(self.model.rows, row)
        item = self.model.item(row)
        if item is None:
            self.body.guidance.show_nothing()
            return
        self._show_current()
        case, about = self.desk.case, item.question
        law = casework.citations(about, case)
        self.body.guidance.show_question(about.label, guidance(about), law, case.decision_date, item.version)
        self.body.guidance.show_recent(self.desk.recent(item))

    # --- other cases -------------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """To the case before (-1) or after (1)."""
        if code := self.desk.beside(by):
            self.open(code)
            self.moved.emit(self.code)

    def close_case(self) -> None:
        """Back to the list of cases."""
        self.flush()
        self.closed.emit()

    # --- answering and noting -----------------------------------------------------------------------------------------

    def answer(self, name: str) -> None:
        """Answer the question in focus, and go on to the next that is asked."""
        row, item = self.list.live, self.current
        if item is None or not self._may(item):
            return
        self._keep("value", name)
        given = self.current
        following = self._walk.next_asked()
        if following != row and given is not None:
            self._walk.announce(f"{given.word}. Nästa: {self.model.rows[following].title}")

    def take_back(self) -> None:
        """Take back the answer to the question in focus."""
        item = self.current
        if item is not None and item.given.value is not None and self._may(item):
            self._keep("value", "")
            self._walk.announce("Svaret är borttaget.")

    def flag(self) -> None:
        """Flag the question in focus as something to discuss, or take the flag away."""
        item = self.current
        if item is not None and self._may(item):
            self._keep("flagged", "" if item.given.flagged else "1")
            self._walk.announce("Flaggan är borttagen." if item.given.flagged else "Flaggad att diskutera.")

    def write(self, field: str) -> None:
        """Give the keyboard to a field of the question in focus."""
        item = self.current
        if item is not None and self._may(item):
            if self.body.guidance_over:
                self.body.toggle_guidance()
            self.editor.write_in(field)

    def _may(self, item: Item) -> bool:
        """Whether the question can be answered; if the case is locked, ask by leading to the button that unlocks it."""
        if not self.desk.access.write:
            if self.notice.action.isVisible():
                self.notice.action.setFocus(Qt.FocusReason.TabFocusReason)
            self.session.may_write()
            self._walk.announce(self.desk.access.why)
            return False
        return item.asked

    def _keep(self, field: str, typed: str) -> None:
        """Record a field of the question in focus, and show what came of it."""
        item = self.current
        if item is not None and self.desk.access.write:
            self._said, self._fresh = "", False
            self.desk.keep(item, field, typed)
            self._after()

    def _after(self) -> None:
        """Show what came of it: the window has asked for that already, unless it is not on disk."""
        if self._fresh and not self.desk.unsaved:
            return
        if self.desk.unsaved or self._load(self.code):
            self._show()

    def _on_typed(self, field: str) -> None:
        self._typing.add(field)
        item = self.current
        entry = field == "value" and item is not None and item.question.type != "text"
        if not entry:  # a number or a date is recorded when it is whole: with Enter, or when one leaves it
            self._rest.start()

    def enter_value(self) -> None:
        """Record the number or date that is written, and go on unless there is something wrong with it."""
        self.flush()
        if self.current is not None and not self.desk.written(self.current.question.id)[1]:
            self._walk.next_asked()

    def flush(self) -> None:
        """Record what is being written."""
        self._rest.stop()
        item = self.editor.row.item if self.editor.row is not None else None
        if item is None or not self._typing:
            return
        self._fresh = False
        for field in sorted(self._typing):
            self._typing.discard(field)  # the others stay on screen as they are typed while this one is recorded
            self.desk.keep(item, field, self.editor.text_of(field))
        self._after()

    def _on_key_clicked(self, row: int, name: str) -> None:
        self._walk.go_to(row)
        self.answer(name)

    # --- the case as a whole ------------------------------------------------------------------------------------------

    def mark_done(self) -> None:
        """Mark the case as done if nothing is left; else say what is, and go there."""
        self.flush()
        if not self.desk.access.write or self.desk.unsaved:
            return
        code, who = self.code, self.session.who
        why = self.session.do("", lambda store: casework.why_not_done(store, code, who))
        if why is None:
            return
        if why:
            if self.current is None or not self.current.open:
                self._walk.next_open()
            self._said = f"Ärendet kan inte markeras som klart. {why}"
            self._show_notice()
            self._walk.announce(self._said)
        else:
            self._set_done(done=True)

    def reopen(self) -> None:
        """Open a done case again, so that it can be changed."""
        self._set_done(done=False)

    def _set_done(self, *, done: bool) -> None:
        code, who = self.code, self.session.who
        self._change("klart", lambda store: casework.set_done(store, code, done, who))

    def join(self) -> None:
        """Become the case's second reviewer."""
        code, who = self.code, self.session.who
        self._change(ASSIGN, lambda store: casework.join_case(store, code, who))

    def _change(self, kind: str, operation: Callable[[Store], None]) -> None:
        self._fresh = False
        self.session.do(kind, operation)
        self._after()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: a key that nothing within the page took."""
        if not self._keys.press(event, writing=False):
            super().keyPressEvent(event)
