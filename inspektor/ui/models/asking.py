"""What a person is asked about one difference, and what their answer settles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.answers import answer_label
from inspektor.domain.checklist import Question
from inspektor.domain.fields import BY_NAME
from inspektor.operations import differences
from inspektor.operations.conflicts import AS_GIVEN, MARKS, WHOLE, Conflict, Settlement, settle
from inspektor.operations.differences import Difference
from inspektor.ui.models.sides import local_time

_LONG = 28  # characters of an answer that a button shows
BOTH = "Båda granskar"
Deed = Callable[[Store], int]
OTHER = -1  # the choice that is none of those that were given


@dataclass(frozen=True)
class Entry:
    """A field of a third answer: its name, what it is called, and how it is written: as the answer to a question, as
    one of some choices, else as text. `given` is what stands there to begin with.
    """

    name: str
    label: str
    given: str | int | None = None
    question: Question | None = None
    choices: tuple[str, ...] = ()
    long: bool = False


@dataclass(frozen=True)
class Ask:
    """What a person is asked: the choices that there are, what a third one is called and consists of (nothing: there is
    none), and how many are alike (0: there are no others), and in what.
    """

    choices: tuple[str, ...]
    other: str = ""
    entries: tuple[Entry, ...] = ()
    alike: int = 0
    alike_in: str = ""
    flag: bool = False


@dataclass
class Draft:
    """What a person has chosen and written so far. `choice` is the place of a choice, or OTHER."""

    choice: int | None = None
    written: dict[str, str] = field(default_factory=dict)
    why: str = ""
    alike: bool = False


def ask_of(one: Difference, alike: int) -> Ask:
    """The choices: each side, both as reviewers where that can be, and a third answer where there can be one."""
    choices = [_words(one, side) for side in range(len(one.sides))]
    flag = one.entity == "answer" and all(row.conflict.field != "flagged" for row in one.rows)
    entries = tuple(_entry(one, row.conflict) for row in one.rows)
    fields = {row.conflict.field for row in one.rows}
    third = not (one.entity in WHOLE or fields <= set(MARKS) or fields & set(AS_GIVEN))
    both = (BOTH,) if one.both else ()
    return Ask(
        (*choices, *both), _other(one), entries if third else (), alike if alike > 1 else 0, _alike_in(one), flag
    )


def _other(one: Difference) -> str:
    fields = {row.conflict.field for row in one.rows}
    if "value" in fields:
        return "Annat svar …"
    if fields <= {"reviewer", "second_reviewer"}:
        return "Någon annan …"
    return "Annan text …" if fields <= {"comment", "quotation", "place", "body"} else "Något annat …"


def _alike_in(one: Difference) -> str:
    if one.question is not None:
        return "De har samma olika svar på frågan."
    return f"Där skiljer sig {swedish.listing([side.by for side in one.sides])} på samma sätt."


def _words(one: Difference, side: int) -> str:
    """What a side's button says: the answer, and whose it is where that tells the sides apart."""
    version = one.rows[0].versions[side]
    word = version.word if version is not None else ""
    alone = len(one.rows) == 1 or one.rows[0].conflict.field == "value"
    free = one.rows[0].conflict.field in (*differences.FREE, "parts")
    told = word if alone and not free and len(word) <= _LONG else ""
    by = one.sides[side].by
    if len({each.by for each in one.sides}) == len(one.sides):
        return f"{told}, som {by}" if told and told != by else told or f"Som {by}"
    return told or f"Som {local_time(one.sides[side].at)}"


def _entry(one: Difference, conflict: Conflict) -> Entry:
    first = conflict.versions[0]
    if conflict.field in MARKS:
        return Entry(conflict.id, conflict.about, first.word, choices=("ja", "nej"))
    if conflict.field == "value":
        return Entry(conflict.id, conflict.about, first.value, question=one.question)
    known = BY_NAME.get(conflict.field) if conflict.entity == "case" else None
    if known is not None and known.choices:
        return Entry(conflict.id, conflict.about, first.value, choices=("", *known.choices))
    long = conflict.field in ("comment", "quotation", "body", "purpose")
    return Entry(conflict.id, conflict.about, first.value, long=long)


def decided(one: Difference, draft: Draft) -> list[Settlement]:
    """What a draft settles of one difference."""
    if draft.choice == OTHER:
        return [Settlement(row.conflict.id, draft.written.get(row.conflict.id, "")) for row in one.rows]
    if draft.choice is None or draft.choice >= len(one.sides):
        return []
    return one.of_side(draft.choice)


def deed(one: Difference, alike: Sequence[Difference], draft: Draft, by: str) -> Deed:
    """What a draft does, for one difference or for all that are like it."""
    choice, why = draft.choice, draft.why
    if choice == OTHER or choice is None:
        same = [settled for each in alike for settled in _as_written(one, each, draft)]
        return lambda store: settle(store, same, why, by=by)
    if choice >= len(one.sides):
        return lambda store: differences.let_both_review(store, alike, why, by=by)
    chosen = [(each, differences.side_of(each, one, choice)) for each in alike]
    return lambda store: differences.settle_sides(store, chosen, why, by=by)


def _as_written(one: Difference, other: Difference, draft: Draft) -> list[Settlement]:
    """The same third answer, for the same fields of another difference."""
    typed = {row.conflict.field: draft.written.get(row.conflict.id, "") for row in one.rows}
    return [Settlement(row.conflict.id, typed[row.conflict.field]) for row in other.rows]


def outcome(one: Difference, draft: Draft) -> str:
    """What was decided, in a few words."""
    if draft.choice == OTHER or draft.choice is None:
        word = draft.written.get(one.rows[0].conflict.id, "")
        return f"Avgjort: {_label(one, word)}" if len(word) <= _LONG and word else "Avgjort på annat sätt"
    if draft.choice >= len(one.sides):
        return "Avgjort: båda granskar"
    return f"Avgjort: {_words(one, draft.choice).replace(' …', '')}"


def _label(one: Difference, word: str) -> str:
    return answer_label(one.question, word) if one.question and one.rows[0].conflict.field == "value" else word
