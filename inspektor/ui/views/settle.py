"""Avgör olika svar: what people gave different values, side by side, settled one by one or all that are alike at once.

What has been settled in this sitting stays in the list, so that one sees what one has done.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.operations import casework, differences
from inspektor.operations.answers import flag_answer
from inspektor.operations.conflicts import SETTLE, refusal
from inspektor.operations.differences import Difference
from inspektor.ui import tokens
from inspektor.ui.models import asking
from inspektor.ui.models.asking import Draft
from inspektor.ui.models.sides import sides_of
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, surface
from inspektor.ui.widgets.empty_page import EmptyPage
from inspektor.ui.widgets.flow import Head
from inspektor.ui.widgets.notice import Notice
from inspektor.ui.widgets.settle_list import Item, SettleList
from inspektor.ui.widgets.settle_pane import SettlePane
from inspektor.ui.widgets.tabs import in_order

STEP = "slaihop"  # where the page stands
WORD = "avgor"  # what another view asks for, alone or with a colon and "ärende/fråga"
LIST_WIDTH, LIST_HEIGHT = 248, 200
MANY = 50  # more than this is settled in the background
_K = Qt.Key


class SettlePage(View):
    """The list, and the current difference beside it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setAccessibleName("Avgör olika svar")
        self.found: dict[str, Difference] = {}  # everything that this sitting has met, by thing
        self._open: set[str] = set()
        self._said: dict[str, str] = {}
        self._drafts: dict[str, Draft] = {}
        self._loads, self._wanted = 0, ""
        self.head, self.notice, self.empty = Head("Avgör olika svar"), Notice(), EmptyPage()
        self.list = SettleList("Att avgöra")
        self.only = QCheckBox("Bara olikheter")
        self.only.setChecked(True)
        self.pane = SettlePane("Avgör och gå vidare", "Alla svaren finns kvar i ändringsloggen.")
        self.form = self.pane.form
        self.back = button("Tillbaka", self.close_page, "quiet")
        self.before = button("", lambda: self._step(-1), glyph="chevron_left", name="Föregående")
        self.after = button("", lambda: self._step(1), glyph="chevron_right", name="Nästa")
        self.head.add(self.only, self.back, self.before, self.after)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._side, page, self._whole = surface("side"), surface("page"), QWidget()
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(0, 12, 0, 0)
        inner.addWidget(self.list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.pane)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._whole)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        self._beside.addWidget(self._side)
        self._beside.addWidget(self._scroll, 1)
        for outer, parts in ((self, (page,)), (page, (self.head, self.notice, self.empty, self._whole))):
            column = QVBoxLayout(outer)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for part in parts:
                column.addWidget(part, 1 if part in (page, self.empty, self._whole) else 0)
        self.empty.hide()
        in_order(self.only, self.back, self.before, self.after, self.notice.action, self.list)

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.form.done.connect(self.settle)
        self.form.flag_pressed.connect(self.flag)
        self.only.toggled.connect(lambda _: self._show_around())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # before the buttons, which Enter presses
            QShortcut(QKeySequence(keys), self, self.settle, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        look().changed.connect(self._dress)
        self._dress()

    # --- what the window asks -----------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        """What the keys do here."""
        if not self.found:
            return (("Esc", "tillbaka"),)
        sides = [(str(place + 1), one.text()) for place, one in enumerate(self.form.buttons)]
        flag = [("F", "ta upp på mötet")] if self.form.flag.isVisibleTo(self.form) else []
        rest = (("K", "skäl"), ("Ctrl+Enter", "avgör"), *flag, ("↑↓", "nästa att avgöra"), ("Ctrl+Z", "ångra"))
        return *[(key, words if len(words) < 24 else "välj") for key, words in sides], *rest

    def enter(self, word: str) -> None:
        """Come to the front, at a case and question if the word names them."""
        self._wanted = word.partition(":")[2]
        self.refresh("")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, kind: str) -> None:  # noqa: ARG002  (any change may settle or open something)
        """Read in the background what is open now; what is shown stays until it is here."""
        self._loads += 1
        self.session.work("" if self.found else "Läser det som är olika …", _read, partial(self._ready, self._loads))

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return self.list, *self.form.buttons[:1], self.back

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The list beside when wide, above when narrow; where it is low too the arrows alone go between differences."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(down if narrow else across)
        self._folded = (narrow, low)
        self._dress()

    _folded = (False, False)

    def _dress(self) -> None:
        sizes, (narrow, low) = look().sizes, self._folded
        self.only.setMinimumHeight(sizes.control)
        self._side.setVisible(not (narrow and low))
        self._side.setMaximumSize(*((16777215, sizes.px(LIST_HEIGHT)) if narrow else (sizes.px(LIST_WIDTH), 16777215)))
        self._side.setMinimumSize(*((0, sizes.px(LIST_HEIGHT)) if narrow else (sizes.px(LIST_WIDTH), 0)))

    # --- showing ------------------------------------------------------------------------------------------------------

    def _ready(self, number: int, found: list[Difference]) -> None:
        if number != self._loads:
            return
        self._open = {one.thing for one in found}
        self.found |= {one.thing: one for one in found}
        self._show_list()
        if wanted := self._place_of(self._wanted):
            self.list.choose(wanted)
            self._wanted = ""
        elif not self.list.current and self.list.items:
            self.list.choose(self.list.next_open() or self.list.items[0].name)
        self._show_current()
        self.keys_changed.emit()

    def _place_of(self, word: str) -> str:
        code, _, question = word.partition("/")
        fits = (
            thing
            for thing, one in self.found.items()
            if thing in self._open and one.where == code and question in ("", one.rows[0].conflict.question)
        )
        return next(fits, "") if word else ""

    def _show_list(self) -> None:
        items = []
        for thing, one in self.found.items():
            is_open = thing in self._open
            items.append(
                Item(thing, one.where, one.title, is_open, "" if is_open else self._said.get(thing, "Avgjort"))
            )
        self.list.show_items(items)
        settled, everyone = len(items) - len(self._open), len(items)
        words = swedish.plural(settled, "avgjord", "avgjorda")
        self.head.note.setText(
            f"{settled} av {everyone} {words}. Olika svar räknas inte i resultatet." if items else ""
        )
        self.empty.setVisible(not items)
        self._whole.setVisible(bool(items))
        for tool in (self.only, self.before, self.after):
            tool.setVisible(bool(items))
        if not items:
            text = "När filer som två har arbetat i slås ihop visas här det som de har svarat eller skrivit olika."
            self.empty.say("Inget att avgöra", text, ("Till Slå ihop", self.close_page))
        if items and not self._open:
            self.notice.tell("ok", "checkmark", "Allt är avgjort och räknas i resultatet.", "Klar", self.close_page)
        else:
            self.notice.hide()

    @property
    def current(self) -> Difference | None:
        """What is shown."""
        return self.found.get(self.list.current)

    def _on_chosen(self, _thing: str) -> None:
        self._show_current()
        self._scroll.verticalScrollBar().setValue(0)
        self.keys_changed.emit()

    def _show_current(self) -> None:
        one = self.current
        if one is None:
            return
        is_open = one.thing in self._open
        self.pane.show_case(one.where, casework.facts(one.case) if one.case else ())
        self.pane.show_question(one.title, one.question)
        self.pane.show_sides(sides_of(one))
        self.pane.show_decided("" if is_open else self._said.get(one.thing, "Avgjort"))
        if is_open:
            alike = len(differences.alike(self._open_ones(), one))
            self.form.show_ask(asking.ask_of(one, alike), self._drafts.setdefault(one.thing, Draft()))
            self.form.show_flagged(one.flagged)
            self.form.allow(not self.session.read_only)
        self._show_around()

    def _open_ones(self) -> list[Difference]:
        return [one for thing, one in self.found.items() if thing in self._open]

    def _show_around(self) -> None:
        """The case's other answers, unless only what differs is wanted."""
        one = self.current
        if one is None or self.only.isChecked():
            self.pane.show_around(())
            return
        try:
            items = differences.around(self.session.store, one)
        except Problem:
            items = []  # the bar tells already that the file cannot be read
        self.pane.show_around([(item.question.label, item.word or "Obesvarad", item.given.comment) for item in items])

    # --- what can be done ---------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Settle what is chosen, for the reason that is written, and go on to the next."""
        one = self.current
        if one is None or one.thing not in self._open or self.session.read_only or self.form.missing():
            return
        draft = self._drafts[one.thing]
        alike = differences.alike(self._open_ones(), one) if draft.alike else [one]
        wrong = self.session.do("", lambda store: refusal(store, asking.decided(one, draft), draft.why))
        if wrong:
            self.form.say(wrong)
            return
        deed = asking.deed(one, alike, draft, self.session.who)
        things, said = [each.thing for each in alike], asking.outcome(one, draft)
        if len(alike) > MANY:
            words = f"Avgör {len(alike)} ärenden …"
            self.session.work(words, deed, lambda _: self._settled(things, said), kind=SETTLE)
        elif self.session.do(SETTLE, deed) is not None:
            self._settled(things, said)

    def _settled(self, things: Sequence[str], said: str) -> None:
        """What was settled is so at once; the file is read again in the background."""
        for thing in things:
            self._said[thing] = said
            self._drafts.pop(thing, None)
        self._open -= set(things)
        self._show_list()
        after = self.list.next_open()
        self.list.choose(after)
        self._show_current()
        self.refresh(SETTLE)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        one = self.current
        self._announce(f"{said}. Nästa: {one.where}, {one.title}" if one and after else f"{said}. Allt är avgjort.")

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, words))

    def flag(self) -> None:
        """Let the answer be discussed before it is settled, or no longer."""
        one = self.current
        if one is None or one.case is None or not self.form.flag.isVisibleTo(self.form) or self.session.read_only:
            return
        code, question, reviewer = one.case.code, one.rows[0].conflict.question, one.reviewer
        flagged, who = not one.flagged, self.session.who

        def note(store: Store) -> bool:
            flag_answer(store, code, question, reviewer, flagged=flagged, by=who)
            return True

        self.session.do("anteckning", note)
        self.form.show_flagged(one.flagged)

    def close_page(self) -> None:
        """Back to the files."""
        self.go.emit(STEP, "")

    def _step(self, by: int) -> None:
        self.list.step(by)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what no field had a use for. A letter typed in the reason is a letter."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        writing = isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)
        if event.key() == _K.Key_Escape:
            if self.list.hasFocus() or not self.found:
                self.close_page()
            else:
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif held or writing or not self._letter(event):
            super().keyPressEvent(event)

    def _bring(self, widget: QWidget | None) -> None:
        """Scroll so that a part of the form is seen."""
        if widget is not None and self.form.isAncestorOf(widget):
            self._scroll.ensureWidgetVisible(widget, 0, tokens.EDGE)

    def _letter(self, event: QKeyEvent) -> bool:
        """What a letter or a figure does; whether it does anything."""
        sign, key = event.text().upper(), event.key()
        one = self.current
        if self.form.answer_key(event):
            return True
        if key in (_K.Key_Up, _K.Key_Down):
            self._step(-1 if key == _K.Key_Up else 1)
        elif one is None or one.thing not in self._open:
            return False
        elif sign.isdigit():
            self.form.press(int(sign) - 1)
            self._bring(self.focusWidget())
        elif sign == "K":
            self.form.why.setFocus()
            self._bring(self.form.act)
        elif sign == "F":
            self.flag()
        else:
            return False
        return True


def _read(store: Store) -> list[Difference]:
    return differences.differences(store)
