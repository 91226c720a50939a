"""One case on the desk: what is on disk, what is on screen and not yet on disk, and recording the one as the other.

Nothing that was typed is lost: what could not be saved is kept and tried again, what may not be kept as it is written
(a date that does not exist, an identity number) stays as a draft with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from inspektor.db.queries import Answer
from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.checklist import Question
from inspektor.domain.errors import Problem
from inspektor.domain.review import Case
from inspektor.operations import casework
from inspektor.operations.answers import open_case, record_answer, record_note
from inspektor.operations.casework import Access, Item, Part
from inspektor.operations.conflicts import questions_in_conflict
from inspektor.operations.reviews import Logic, skip_logic
from inspektor.ui.session import Session

Place = tuple[str, str, str]  # code of a case, id of a question, field
NOT_ON_DISK, NOT_RECORDED = "Inte sparat ännu", "Svaret kunde inte tas emot."


class Desk:
    """The case that is open, seen by the person of the session. Shows nothing itself."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.case = Case("", "")
        self.logic: Logic = ()
        self._given: Mapping[str, Answer] = {}
        self._older: Part | None = None
        self.differs: frozenset[str] = frozenset()  # the questions that were answered differently in two files
        self.unsaved: dict[Place, str] = {}
        self.drafts: dict[Place, tuple[str, str]] = {}  # what is written, and why it is not kept
        self._order: list[str] = []

    @property
    def access(self) -> Access:
        """What the person may do in the case."""
        if self._session.read_only:
            return Access(False, "Granskningen är öppen för att bara läsas.")
        return casework.access(self.case, self._session.who)

    def forget_order(self) -> None:
        """There may be other cases now, or others' cases."""
        self._order = []

    def order_cases(self) -> None:
        """Find out which cases come before and after, unless that is known. Problem when the file cannot be read."""
        if self.case.code not in self._order:
            self._order = casework.order(self._session.store, self.case.code, self._session.who)

    def beside(self, by: int) -> str:
        """The code of the case before (-1) or after (1); empty when there is none."""
        place = self._order.index(self.case.code) + by if self.case.code in self._order else -1
        return self._order[place] if 0 <= place < len(self._order) else ""

    def facts(self) -> list[str]:
        """What the case carries, and who reviews it when two do."""
        both = swedish.listing((self.case.reviewer, self.case.second_reviewer))
        return [*casework.facts(self.case), *([f"Granskas av {both}"] if self.case.second_reviewer else [])]

    def load(self, code: str) -> None:
        """Read a case from the file. Problem when it cannot be read: then what was here stays."""
        sheet = open_case(self._session.store, code, self._session.who)
        self.logic = skip_logic(self._session.store)
        self.case, self._given = sheet.case, sheet.answers
        self._older = casework.older_part(self._session.store, sheet.case, self._session.who)
        self.differs = questions_in_conflict(self._session.store, sheet.case, self._session.who)
        if not self._session.unsaved:
            self.unsaved.clear()

    def parts(self) -> tuple[Part, ...]:
        """The questions as they are on screen: what is on disk, and over it what is not there yet."""
        given = dict(self._given)
        for (code, question, field), typed in self.unsaved.items():
            if code == self.case.code:
                before = given.get(question) or Answer(self.case.id, question, self._session.who, None)
                given[question] = _with(before, field, typed, self._question(question))
        return (*casework.parts(self.logic, self.case, given), *([self._older] if self._older else []))

    def _question(self, wanted: str) -> Question:
        return next(one for checklist, _ in self.logic for one in checklist.questions if one.id == wanted)

    def troubles(self) -> dict[str, str]:
        """What to say of the questions that are not wholly on disk, by question id."""
        code = self.case.code
        told = {question: NOT_ON_DISK for one, question, _ in self.unsaved if one == code}
        drafts = {place[1]: f"Inte sparat. {why}" for place, (_, why) in self.drafts.items() if place[0] == code}
        return told | drafts

    def left(self, questions: int) -> str:
        """What stands between the case and its being done, for a number of questions left; empty when nothing does."""
        if questions:
            return f"{questions} {swedish.plural(questions, 'fråga', 'frågor')} kvar att besvara"
        reviewer = self.case.reviewer
        another = reviewer not in ("", self._session.who)
        return f"Markeras av {reviewer}, som ansvarar för ärendet" if another else ""

    def waiting(self) -> str:
        """A sentence about what is not on disk; empty when everything is."""
        places = {place[:2] for place in self.unsaved}
        if not places:
            return ""
        others = swedish.listing(sorted({code for code, _ in places} - {self.case.code}))
        where = f", också i {others}" if others else ""
        if len(places) == 1:
            return f"Ett svar är inte sparat{where}. Det finns kvar på skärmen och sparas med nästa ändring."
        return f"{len(places)} svar är inte sparade{where}. De finns kvar på skärmen och sparas med nästa ändring."

    def recent(self, item: Item) -> list[casework.Recent]:
        """How the person last answered a question in other cases."""
        try:
            return casework.recent_answers(self._session.store, item.question, self.case, self._session.who)
        except Problem:
            return []  # the bar tells already that the file cannot be read

    def differing(self) -> str:
        """A sentence about what was answered differently in two files; empty when nothing was."""
        return f"{len(self.differs)} svar är olika i två filer och ska avgöras." if self.differs else ""

    def to_settle(self, item: Item | None) -> str:
        """The word that asks for what differs in the case: at a question, when that is one of them."""
        here = item.question.id if item is not None and item.question.id in self.differs else ""
        return f"avgor:{self.case.code}/{here}" if here else f"avgor:{self.case.code}"

    def written(self, question: str) -> tuple[dict[str, str], dict[str, str]]:
        """The drafts of a question by field, and why each is not kept."""
        here = (self.case.code, question)
        own = {place[2]: draft for place, draft in self.drafts.items() if place[:2] == here}
        return {field: text for field, (text, _) in own.items()}, {field: why for field, (_, why) in own.items()}

    def keep(self, item: Item, field: str, typed: str) -> bool:
        """Record what a person gave for a field (value, comment, quotation, place, flagged); whether it is on disk.

        An empty text takes back what was there.
        """
        place = (self.case.code, item.question.id, field)
        if why := _refused(item.question, field, typed):
            self.drafts[place] = (typed, why)
            return False
        self.drafts.pop(place, None)
        if place not in self.unsaved and _same(item, field, typed):
            return True
        refusal: list[str] = []
        operation = partial(_record, place=place, typed=typed, who=self._session.who, refusal=refusal)
        if self._session.do("svar" if field == "value" else "anteckning", operation):
            return True
        if self._session.unsaved:  # disk or network: the session tries again before anything else is recorded
            self.unsaved[place] = typed
        else:
            self.drafts[place] = (typed, "".join(refusal) or NOT_RECORDED)
        return False


def _record(store: Store, place: Place, typed: str, who: str, refusal: list[str]) -> bool:
    """Record one field; why not goes into `refusal` as well."""
    try:
        _write(store, place, typed, who)
    except Problem as problem:
        refusal.append(str(problem))
        raise
    return True


def _write(store: Store, place: Place, typed: str, who: str) -> None:
    code, question, field = place
    if field == "value":
        record_answer(store, code, question, typed, who)
    elif field == "flagged":
        record_note(store, code, question, who, flagged=1 if typed else None)
    else:
        record_note(store, code, question, who, **{field: typed.strip() or None})


def _refused(question: Question, field: str, typed: str) -> str:
    """Why a text is not kept as it is written; empty when it is."""
    try:
        if field == "value" and typed.strip():
            casework.check_answer(question, typed)
        elif field != "value":
            casework.check_note(typed)
    except Problem as problem:
        return str(problem)
    return ""


def _same(item: Item, field: str, typed: str) -> bool:
    """Whether that is on disk already."""
    if field == "value":
        before = item.given.value
        return (casework.check_answer(item.question, typed) == before) if typed.strip() else before is None
    return _with(item.given, field, typed, item.question) == item.given


def _with(answer: Answer, field: str, typed: str, question: Question) -> Answer:
    if field == "value":
        return replace(answer, value=casework.check_answer(question, typed) if typed.strip() else None)
    if field == "flagged":
        return replace(answer, flagged=bool(typed))
    return replace(answer, **{field: typed.strip()})  # type: ignore[arg-type]  # the other three are texts
