"""Avgör olika svar: what people gave different values, side by side, settled one by one or all that are alike at once.

What has been settled in this sitting stays in the list, so that one sees what one has done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.domain.fields import BY_NAME
from inspektor.operations import casework, differences
from inspektor.operations.answers import flag_answer
from inspektor.operations.conflicts import SETTLE, refusal
from inspektor.operations.differences import Difference
from inspektor.ui.models import asking
from inspektor.ui.models.asking import Deed, Draft
from inspektor.ui.models.sides import sides_of
from inspektor.ui.session import Session
from inspektor.ui.views.side_by_side import ONLY_READ, SideBySidePage
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.settle_list import Item

T = TypeVar("T")
WORD = "avgor"  # what another view asks for, alone or with a colon and "ärende/fråga"
MANY = 50  # where more than this is open it is settled in the background: all of it is read before and after


class SettlePage(SideBySidePage):
    """Every difference that is open, and those that have been settled in this sitting."""

    def __init__(self, session: Session) -> None:
        kept = "Alla svaren finns kvar i ändringsloggen."
        super().__init__(session, "Avgör olika svar", "Att avgöra", "Avgör och gå vidare", kept)
        self.found: dict[str, Difference] = {}  # everything that this sitting has met, by thing
        self._open: set[str] = set()
        self._said: dict[str, str] = {}
        self._drafts: dict[str, Draft] = {}
        self._loads, self._wanted = 0, ""
        self._settling = False
        self.add_tools()

    # --- what the window asks -----------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        """What the keys do here."""
        if not self.found:
            return (("Esc", "tillbaka"),)
        flag = [("F", "ta upp på mötet")] if self.form.flag.isVisibleTo(self.form) else []
        rest = (("K", "skäl"), ("Ctrl+Enter", "avgör"), *flag, ("↑↓", "nästa att avgöra"), ("Ctrl+Z", "ångra"))
        if not self.may_settle:
            return rest[-2:-1] if self.session.read_only else rest[-2:]
        return *self.decision_keys(), *rest

    def enter(self, word: str) -> None:
        """Come to the front, at a case and question if the word names them."""
        self._wanted = word.partition(":")[2]
        self.refresh("")
        self.begin()

    def refresh(self, kind: str) -> None:  # noqa: ARG002  (any change may settle or open something)
        """Read in the background what is open now; what is shown stays until it is here."""
        self._loads += 1
        words = "" if self.found else "Läser det som är olika …"
        self.session.work(words, differences.differences, partial(self._ready, self._loads))

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
        if not self.found and self.isVisible():
            self.begin()
        self.show_current()
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
            decided = "" if is_open else self._said.get(thing, "Avgjort")
            items.append(Item(thing, one.where, one.title, is_open, decided))
        self.list.show_items(items)
        settled, everyone = len(items) - len(self._open), len(items)
        words = f"{settled} av {everyone} {swedish.plural(settled, 'avgjord', 'avgjorda')}."
        self.head.note.setText(f"{words} Olika svar räknas inte i resultatet." if items else "")
        if not items:
            text = "När filer som två har arbetat i slås ihop visas här det som de har svarat eller skrivit olika."
            self.empty.say("Inget att avgöra", text, ("Till Slå ihop", self.close_page))
        self.show_parts(there=bool(items))
        if items and not self._open:
            self.notice.tell("ok", "checkmark", "Allt är avgjort och räknas i resultatet.", "Klar", self.close_page)
        elif items and self.session.read_only:
            self.tell_only_read(self.notice, ONLY_READ)
        else:
            self.notice.hide()

    @property
    def current(self) -> Difference | None:
        """What is shown."""
        return self.found.get(self.list.current)

    @property
    def may_settle(self) -> bool:
        """Whether what is shown can be settled."""
        return self.current is not None and self.current.thing in self._open and not self.session.read_only

    def show_current(self) -> None:
        """Show the difference that the list is at."""
        one = self.current
        if one is None:
            return
        is_open = one.thing in self._open
        self.pane.show_case(one.where, _facts(one))
        self.pane.show_question(one.title, one.question)
        self.pane.show_sides(sides_of(one))
        self.pane.show_decided("" if is_open else f"{self._said.get(one.thing, 'Avgjort')}.")
        if is_open:
            alike = len(differences.alike(self._open_ones(), one))
            self.form.show_ask(asking.ask_of(one, alike), self._drafts.setdefault(one.thing, Draft()))
            self.form.show_flagged(one.flagged)
            self.form.setVisible(not self.session.read_only)
        self.chain()
        self.show_wanted()

    def _open_ones(self) -> list[Difference]:
        return [one for thing, one in self.found.items() if thing in self._open]

    def show_wanted(self) -> None:
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
        if one is None or self._settling or not self.may_settle or self.form.missing():
            return
        draft = self._drafts[one.thing]
        alike = differences.alike(self._open_ones(), one) if draft.alike else [one]
        decided, why = asking.decided(one, draft), draft.why
        deed = asking.deed(one, alike, draft, self.session.who)
        self._settling = True
        settled = partial(self._settled, [each.thing for each in alike], asking.outcome(one, draft))
        self._run("", lambda store: refusal(store, decided, why), partial(self._on_allowed, deed, settled))

    def _on_allowed(self, deed: Deed, settled: Callable[[int], None], wrong: str) -> None:
        """It can be settled; or it is said beside the form why it cannot be."""
        if wrong:
            self._settling = False
            self.form.say(wrong)
        else:
            self._run(SETTLE, deed, settled)

    def _run(self, kind: str, operation: Callable[[Store], T], done: Callable[[T], None]) -> None:
        """Do it at once where little is open, else in the background."""
        if len(self._open) > MANY:
            self.session.work("Avgör …", operation, done, kind=kind, over=self._on_not_settled)
        elif (found := self.session.do(kind, operation)) is not None:
            done(found)
        else:
            self._settling = False

    def _on_not_settled(self) -> None:
        self._settling = False

    def _settled(self, things: Sequence[str], said: str, _: int) -> None:
        """What was settled is so at once; the file is read again in the background."""
        self._settling = False
        for thing in things:
            self._said[thing] = said
            self._drafts.pop(thing, None)
        self._open -= set(things)
        self._show_list()
        if self.list.current in things:  # and not when somebody has gone on to another meanwhile
            self.list.choose(self.list.next_open())
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_current()
        self.refresh(SETTLE)
        one = self.current
        following = f"Nästa: {one.where}, {one.title}" if one and self._open else "Allt är avgjort."
        self.announce(f"{said}. {following}")

    def flag(self) -> None:
        """Let the answer be discussed before it is settled, or no longer."""
        one = self.current
        if one is None or one.case is None or not self.form.flag.isVisibleTo(self.form):
            return
        code, question, reviewer = one.case.code, one.rows[0].conflict.question, one.reviewer
        flagged, who = not one.flagged, self.session.who

        def note(store: Store) -> bool:
            flag_answer(store, code, question, reviewer, flagged=flagged, by=who)
            return True

        self.session.do("anteckning", note)
        self.form.show_flagged(one.flagged)


def _facts(one: Difference) -> list[str]:
    """What the case carries, apart from what is in conflict."""
    if one.case is None:
        return []
    fields = {row.conflict.field for row in one.rows if row.conflict.entity == "case"} & (set(BY_NAME) - {"code"})
    unknown = {name: None if name == "birth_year" else "" for name in fields}
    return casework.facts(replace(one.case, **unknown))  # type: ignore[arg-type]  # each its own kind of nothing
