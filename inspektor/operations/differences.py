"""What is left to settle, a thing at a time: the fields of one answer (or of one case, one section …) that people gave
different values, side by side, with what else stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspektor.db import queries
from inspektor.db.queries import Answer
from inspektor.db.store import Setting, Store
from inspektor.domain import swedish
from inspektor.domain.answers import answer_label
from inspektor.domain.checklist import Question
from inspektor.domain.fields import BY_NAME
from inspektor.domain.review import Case
from inspektor.operations.casework import Item, items_of
from inspektor.operations.conflicts import WHOLE, Conflict, Settlement, Version, open_conflicts, settle
from inspektor.operations.reviews import checklists

NOTES = (("comment", "Kommentar"), ("quotation", "Citat"), ("place", "Plats i akten"))
FREE = ("comment", "quotation", "place", "body")  # what two people never write alike
_PLACES = {"frame": "Urvalet", "draw": "Urvalet", "review": "Granskningen"}
_TITLES = {
    "text": "Texten i rapporten",
    "section": "Två har ordnat avsnitten olika",
    **WHOLE,
    "draw": "Vilket urval som gäller",
}
_ORDER = {name: place for place, name in enumerate(("value", "comment", "quotation", "place", *BY_NAME))}


@dataclass(frozen=True)
class Side:
    """Who gave one side's values, when it was last (ISO, UTC), and why."""

    by: str
    at: str
    why: str


@dataclass(frozen=True)
class Row:
    """A field in conflict, with the version of each side; None for a side that gave none of its own."""

    conflict: Conflict
    versions: tuple[Version | None, ...]


@dataclass(frozen=True)
class Difference:
    """One thing with fields in conflict. `where` is a case's code or the heading of what it stands in; `title` the
    question, or what it is about; `shared` the notes beside an answer that are the same for all. `both` are the two
    who have each taken the case as theirs, where nothing hinders that both review it; `flagged` whether the answer is
    to be discussed.
    """

    thing: str
    where: str
    title: str
    case: Case | None
    question: Question | None
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    shared: tuple[tuple[str, str], ...] = ()
    both: tuple[str, ...] = ()
    flagged: bool = False

    @property
    def entity(self) -> str:
        """What kind of thing it is."""
        return self.rows[0].conflict.entity

    @property
    def reviewer(self) -> str:
        """Whose answer it is; empty where it is nobody's."""
        return self.rows[0].conflict.reviewer

    def of_side(self, side: int) -> list[Settlement]:
        """Settling each field as one side has it; what that side has no version of is left open."""
        chosen = [(row.conflict.id, row.versions[side]) for row in self.rows]
        return [Settlement(name, kept(version)) for name, version in chosen if version is not None]


def kept(version: Version) -> str:
    """A version's value as it is typed."""
    return "" if version.value is None else str(version.value)


def differences(store: Store) -> list[Difference]:
    """Everything that is left to settle, in the order of `open_conflicts`."""
    by_thing: dict[str, list[Conflict]] = {}
    for one in open_conflicts(store):
        by_thing.setdefault(one.thing, []).append(one)
    if not by_thing:
        return []
    cases = {case.code: case for case in queries.cases(store, replaced=True)}
    questions = {one.id: one for checklist in checklists(store) for one in checklist.questions}
    touched = {cases[one.case].id for found in by_thing.values() for one in found if one.question and one.case in cases}
    answers = {(one.case, one.question, one.reviewer): one for one in queries.answers(store, touched)}
    told = []
    for thing, found in by_thing.items():
        case, question = cases.get(found[0].case), questions.get(found[0].question)
        answer = answers.get((case.id, found[0].question, found[0].reviewer)) if case else None
        new = _difference(thing, found, case, question)
        told.append(replace(new, shared=_shared(answer, question, found), flagged=answer.flagged) if answer else new)
    return told


def _difference(thing: str, found: Sequence[Conflict], case: Case | None, question: Question | None) -> Difference:
    found = sorted(found, key=lambda conflict: _ORDER.get(conflict.field, len(_ORDER)))
    one = found[0]
    sides = _sides(max(found, key=lambda conflict: len(conflict.versions)))
    about = swedish.upper_first(swedish.listing([conflict.about.lower() for conflict in found]))
    title = question.label if question else _TITLES.get(one.entity, about)
    where = one.case or one.place or _PLACES.get(one.entity, "Granskningen")
    rows = tuple(Row(conflict, _placed(conflict.versions, sides)) for conflict in found)
    return Difference(thing, where, title, case, question, sides, rows, both=_both(found, case))


def _shared(answer: Answer, question: Question | None, found: Sequence[Conflict]) -> tuple[tuple[str, str], ...]:
    """What stands beside the fields in conflict, the same for all."""
    fields = {one.field for one in found}
    value = answer_label(question, answer.value) if question and answer.value is not None else ""
    notes = [("value", "Svar", value), *((name, words, getattr(answer, name)) for name, words in NOTES)]
    return tuple((words, text) for name, words, text in notes if text and name not in fields)


def _names(version: Version) -> tuple[str, ...]:
    return tuple(dict.fromkeys(giver.by for giver in version.given))


def _sides(conflict: Conflict) -> tuple[Side, ...]:
    latest = [max(version.given, key=lambda giver: giver.at) for version in conflict.versions]
    names = [swedish.listing(_names(version)) for version in conflict.versions]
    return tuple(Side(name, giver.at, giver.why) for name, giver in zip(names, latest, strict=True))


def _placed(versions: Sequence[Version], sides: Sequence[Side]) -> tuple[Version | None, ...]:
    """Each version at the side of who gave it; the others where there is room, in their order."""
    placed: list[Version | None] = [None] * len(sides)
    for version in sorted(versions, key=lambda one: all(side.by != swedish.listing(_names(one)) for side in sides)):
        free = [side for side, taken in enumerate(placed) if taken is None]
        own = [side for side in free if sides[side].by == swedish.listing(_names(version))]
        placed[(own or free)[0]] = version
    return tuple(placed)


def _both(found: Sequence[Conflict], case: Case | None) -> tuple[str, ...]:
    """The two who may both review the case."""
    who = next((one for one in found if one.entity == "case" and one.field == "reviewer"), None)
    if who is None or case is None or any(one.field == "second_reviewer" for one in found):
        return ()
    names = tuple(str(version.value) for version in who.versions if version.value)
    return names if len(names) == 2 and case.second_reviewer in ("", *names) else ()


def alike(everything: Sequence[Difference], one: Difference) -> list[Difference]:
    """The differences (with `one`) that can be settled as this one: the same people, or the same answers, on both
    sides of the same fields.
    """
    wanted = _kind(one)
    return [other for other in everything if _kind(other) == wanted] if wanted else [one]


def _kind(one: Difference) -> tuple[object, ...]:
    """What is the same in differences that are alike; empty where nothing can be like it."""
    names = frozenset(side.by for side in one.sides)
    answers = tuple(
        frozenset((version.value, swedish.listing(_names(version))) for version in row.conflict.versions)
        for row in one.rows
        if row.conflict.field == "value"
    )
    fields = tuple(row.conflict.field for row in one.rows)
    told_apart = len(names) == len(one.sides) or fields == ("value",)
    if one.entity not in ("case", "answer", "consensus") or not told_apart:
        return ()
    question = one.question.id if one.question else ""
    return (one.entity, question, fields, names, answers, frozenset(one.both))


def side_of(other: Difference, one: Difference, side: int) -> int:
    """The side of `other` that is as a side of `one`: the same person's, or with the same answer."""
    wanted = one.sides[side].by
    named = [place for place, each in enumerate(other.sides) if each.by == wanted]
    if len(named) == 1:
        return named[0]
    version = one.rows[0].versions[side]
    same = [
        place for place, each in enumerate(other.rows[0].versions) if each and version and each.value == version.value
    ]
    return same[0] if same else side


def settle_sides(store: Store, chosen: Sequence[tuple[Difference, int]], why: str, *, by: str) -> int:
    """Settle differences, each as one of its sides has it, for one reason; how many conflicts are left. All or none.

    Problem as for `conflicts.settle`.
    """
    return settle(store, [typed for one, side in chosen for typed in one.of_side(side)], why, by=by)


def let_both_review(store: Store, taken: Sequence[Difference], why: str, *, by: str) -> int:
    """Settle who reviews some cases: both who have taken each, the first of them as responsible; how many conflicts
    are left.
    """
    decided, second = [], []
    for one in taken:
        row = next(row for row in one.rows if row.conflict.field == "reviewer")
        decided.append(Settlement(row.conflict.id, one.both[0]))
        second.append(Setting("case", row.conflict.key, "second_reviewer", one.both[1]))
    return settle(store, decided, why, by=by, also=second)


def around(store: Store, one: Difference) -> list[Item]:
    """The other questions of the case that the same reviewer was asked; none where it is no reviewer's answer."""
    if one.case is None or not one.reviewer:
        return []
    items = items_of(store, one.case.code, one.reviewer)
    return [item for item in items if item.asked and item.question.id != one.rows[0].conflict.question]
