"""Dubbelgranskning: what two reviewers answered, blind until both are done; then side by side, to agree on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import casework, double_reviews
from inspektor.operations.double_reviews import AGREE, DoubleAnswer
from inspektor.ui.models import pairs
from inspektor.ui.models.asking import Draft
from inspektor.ui.models.pairs import Compared
from inspektor.ui.session import Session
from inspektor.ui.views.side_by_side import ONLY_READ, STEP, SideBySidePage
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button

WORD, AGREEMENT = "jamfor", "samstammighet"  # what other views ask for; the first also with a colon and a case's code


class ComparePage(SideBySidePage):
    """Every case that two people review: a line for each answer that differs, or for whom the case waits."""

    def __init__(self, session: Session) -> None:
        kept = "Bådas egna svar står kvar."
        super().__init__(session, "Dubbelgranskning", "Svar att jämföra", "Enas och gå vidare", kept)
        self.found: list[Compared] = []
        self._by_name: pairs.Found = {}
        self._drafts: dict[str, Draft] = {}
        self._loads, self._wanted, self._read = 0, "", False
        self.agreement = button("Samstämmighet", lambda: self.go.emit(STEP, AGREEMENT))
        self.change = button("Ändra det gemensamma svaret", self._change)
        self.pane.add_below(self.change)
        self.add_tools(self.agreement)

    # --- what the window asks -----------------------------------------------------------------------------------------

    def keys(self) -> Keys:
        """What the keys do here."""
        if not self.found:
            return (("Esc", "tillbaka"),)
        rest = (("K", "skäl"), ("Ctrl+Enter", "enas"), ("↑↓", "nästa"), ("Ctrl+Z", "ångra"))
        if not self.may_settle:
            return rest[-2:-1] if self.session.read_only else rest[-2:]
        return *self.decision_keys(), *rest

    def enter(self, word: str) -> None:
        """Come to the front, at a case if the word names one."""
        self._wanted = word.partition(":")[2]
        self.refresh("")
        self.begin()

    def refresh(self, kind: str) -> None:  # noqa: ARG002  (any change may concern a double review)
        """Read in the background; what is shown stays until it is here."""
        self._loads += 1
        words = "" if self._read else "Läser dubbelgranskningarna …"
        self.session.work(words, pairs.read, partial(self._ready, self._loads))

    # --- showing ------------------------------------------------------------------------------------------------------

    def _ready(self, number: int, found: list[Compared]) -> None:
        if number != self._loads:
            return
        self.found, self._by_name, self._read = found, pairs.by_name(found), True
        self._show_list()
        wanted = next((one.name for one in self.list.items if self._wanted and one.heading == self._wanted), "")
        self._wanted = ""
        if wanted:
            self.list.choose(wanted)
        self._show_some()

    def show_wanted(self) -> None:
        """Show only what differs, or everything that both were asked."""
        self._show_list()
        self._show_some()

    def _show_some(self) -> None:
        """Stay at what is shown; where that is no longer listed, go to the first that is left to agree on."""
        if not self.list.items and self.isVisible():
            self.begin()
        elif not self.list.current:
            self.list.choose(self.list.next_open() or next((one.name for one in self.list.items), ""))
        self.show_current()
        self.keys_changed.emit()

    def _show_list(self) -> None:
        items = pairs.items(self.found, only=self.only.isChecked())
        self.list.show_items(items)
        self.head.note.setText(pairs.summary(self.found) if self.found else "")
        if not self.found:
            text = (
                "När ett ärende har två granskare svarar de var för sig. Här jämförs svaren när båda är klara. "
                "Dela ut ärenden för dubbelgranskning, eller låt en andra granskare svara i ett ärende."
            )
            self.empty.say("Inga dubbelgranskningar", text, ("Till Slå ihop", self.close_page))
        elif not items:
            text = "De två granskarna har svarat lika på alla frågor i ärendena."
            self.empty.say("Alla svar är lika", text, ("Visa alla frågor", self._show_all))
        self.show_parts(there=bool(items))
        if items and self.session.read_only:
            self.tell_only_read(self.notice, ONLY_READ)
        self.only.setVisible(any(one.pairs for one in self.found))
        self.agreement.setVisible(bool(self.found))

    def _show_all(self) -> None:
        self.only.setChecked(False)
        self.begin()

    @property
    def current(self) -> tuple[Compared, DoubleAnswer | None] | None:
        """The case that is shown, and the question (none while it waits)."""
        return self._by_name.get(self.list.current)

    @property
    def may_settle(self) -> bool:
        """Whether what is shown is left to agree on."""
        return self.current is not None and self.form.isVisibleTo(self) and not self.session.read_only

    def show_current(self) -> None:
        """Show the question that the list is at, or whom the case waits for."""
        if self.current is None:
            return
        one, pair = self.current
        self.change.hide()
        self.pane.show_case(one.told.code, casework.facts(one.case))
        if pair is None:
            self.pane.show_words(pairs.waiting(one.told), pairs.left(one.told))
            self.chain()
            return
        self.pane.show_question(pair.question.label, pair.question)
        self.pane.show_sides(pairs.sides_of(one, pair))
        self._show_decision(one, pair)

    def _show_decision(self, one: Compared, pair: DoubleAnswer) -> None:
        name = pairs.name_of(one, pair)
        changing = name in self._drafts and pair.consensus is not None
        if not pair.open and not changing:
            agreed = pair.consensus is not None
            self.pane.show_decided(f"Gemensamt svar: {pair.words[2]}" if agreed else "Båda har svarat lika.")
            self.change.setVisible(agreed and not self.session.read_only)
            self.chain(self.change)
            return
        self.pane.show_decided("")
        self.form.show_ask(pairs.ask_of(one, pair), self._drafts.setdefault(name, Draft()))
        self.form.setVisible(not self.session.read_only)
        self.chain(self.change)

    def _change(self) -> None:
        """Agree on something else than before."""
        if self.current is not None and self.current[1] is not None:
            one, pair = self.current
            self._drafts[pairs.name_of(one, pair)] = Draft()
            self.show_current()
            self.form.buttons[0].setFocus()
            self.keys_changed.emit()

    # --- what can be done ---------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Record the answer that the two agree on, with the reason, and go on to the next."""
        one, pair = self.current or (None, None)
        if one is None or pair is None or not self.may_settle or self.form.missing():
            return
        name = pairs.name_of(one, pair)
        draft, who = self._drafts[name], self.session.who
        typed = pairs.typed(pair, draft)
        wrong = self.session.do("", lambda _: _refusal(pair, typed, draft.why))
        if wrong:
            self.form.say(wrong)
            return

        def agree(store: Store) -> bool:
            double_reviews.agree(store, one.told.code, pair.question.id, typed, draft.why, by=who)
            return True

        if self.session.do(AGREE, agree):
            del self._drafts[name]
            self.list.choose(self.list.next_open())
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.announce("Det gemensamma svaret är sparat.")


def _refusal(pair: DoubleAnswer, typed: str, why: str) -> str:
    """Why an answer cannot be agreed on; empty when it can."""
    try:
        casework.check_note(why)
        if not typed.strip():
            return "Välj ett svar att enas om."
        casework.check_answer(pair.question, typed)
    except Problem as problem:
        return str(problem)
    return ""
