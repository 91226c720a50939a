"""`konflikter` and `los`: what people gave different values without knowing of each other, and settling it.

All the values stay in the log. The settlement replaces them, with a reason, and travels with the next merge. Until then
a case counts nowhere in what the conflict touches (`counting.material`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspektor.db import conflicts, queries
from inspektor.db.conflicts import Fork
from inspektor.db.store import Setting, Store, Value
from inspektor.domain import sampling, swedish
from inspektor.domain.answers import answer_label, parse_answer
from inspektor.domain.checklist import Question
from inspektor.domain.errors import Problem
from inspektor.domain.fields import BY_NAME
from inspektor.domain.frame import from_json
from inspektor.domain.markup import in_words
from inspektor.domain.report import text_sections
from inspektor.domain.review import Case
from inspektor.domain.values import case_key, parse_field
from inspektor.operations import disposition, samples
from inspektor.operations.history import field_label
from inspektor.operations.reviews import checklists, one_line, refuse_identity_number

SETTLE = "avgjort"  # the kind of operation, as the log knows it
WHOLE = {"frame": "Urvalsramen", "checklist": "Checklistans version", "draw": "Urvalet"}
"""The things whose fields only make sense together, and what a conflict about one is called."""
_NAMED = {"frame": "sha256", "checklist": "version", "draw": "content"}  # the field that tells them apart
MARKS = ("present", "flagged", "done", "left_out")  # ja or nej, kept as 1 or nothing
AS_GIVEN = ("joined_to", "parts")  # settled as one of those who gave it has it: a third is made afterwards
_YES, _NO, _NOTHING = "ja", "nej", "–"


@dataclass(frozen=True)
class Giver:
    """Who gave a value, when (ISO, UTC) and why."""

    by: str
    at: str
    why: str


@dataclass(frozen=True)
class Version:
    """One of the values: as it is kept and typed, as people read it, and everybody who gave it; of an order of the
    report's parts also what is `listed` in it.
    """

    value: Value
    word: str
    given: tuple[Giver, ...]
    whole: tuple[tuple[str, Value], ...] = ()  # every field of what only makes sense together
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """A field in conflict. `about` names the field; `case` (a code), `question` and `reviewer` are empty where it
    concerns none; `place` is the heading of what it stands in where that is no case. `thing` is the same for the
    fields of one answer or one case.
    """

    id: str
    thing: str
    entity: str
    key: tuple[str, ...]
    field: str
    about: str
    case: str
    question: str
    reviewer: str
    place: str
    versions: tuple[Version, ...]


def open_conflicts(store: Store) -> list[Conflict]:
    """Every open conflict: by case, question and field, then what concerns no case."""
    forks = conflicts.forks(store)
    if not forks:
        return []
    telling = _Telling(store)
    whole = dict.fromkeys(fork.thing for fork in forks if fork.entity in WHOLE)
    found = [telling.conflict(fork) for fork in forks if fork.entity not in WHOLE]
    found += [telling.whole([fork for fork in forks if fork.thing == thing]) for thing in whole]
    order = {question: place for place, question in enumerate(telling.questions)}
    fields = ("value", "comment", "quotation", "place")
    return sorted(
        found,
        key=lambda one: (
            not one.case,
            swedish.natural_key(one.case),
            order.get(one.question, -1),
            one.reviewer,
            fields.index(one.field) if one.field in fields else len(fields),
            one.id,
        ),
    )


def questions_in_conflict(store: Store, case: Case, reviewer: str) -> frozenset[str]:
    """The questions of a case where something in this reviewer's answer is in open conflict."""
    keys = (key for entity, key, _ in conflicts.fields(store) if entity == "answer")
    return frozenset(key[1] for key in keys if (key[0], key[2]) == (case.id, reviewer))


class _Telling:
    """What turning log rows into conflicts needs to know."""

    def __init__(self, store: Store) -> None:
        self.store = store
        found = checklists(store)
        self.questions = {question.id: question for checklist in found for question in checklist.questions}
        self.titles = {checklist.id: checklist.title for checklist in found}
        self.texts = text_sections(found, queries.disposition(store))
        self.sections = disposition.names(store)
        self.codes = {case.id: case.code for case in queries.cases(store, replaced=True)}

    def conflict(self, fork: Fork) -> Conflict:
        question = fork.key[1] if fork.entity in ("answer", "consensus") else ""
        given: dict[tuple[str, Value], list[Giver]] = {}
        for one in fork.versions:
            given.setdefault((type(one.value).__name__, one.value), []).append(Giver(one.by, one.at, one.why))
        asked = self.questions.get(question) if fork.field == "value" else None
        versions = tuple(
            Version(value, self._word(fork, value, asked), tuple(givers), listed=self._listed(fork, value))
            for (_, value), givers in given.items()
        )
        return self._told(fork, fork.field, swedish.upper_first(field_label(fork.field)), versions)

    def _word(self, fork: Fork, value: Value, asked: Question | None) -> str:
        shown = disposition.in_words(self.sections, fork.field, value) if fork.field in AS_GIVEN else value
        return _word(fork.field, shown, asked)

    def _listed(self, fork: Fork, value: Value) -> tuple[str, ...]:
        return disposition.headings(self.sections, value) if fork.field == "parts" else ()

    def whole(self, forks: Sequence[Fork]) -> Conflict:
        """The fields of one thing as one conflict, with a version for each operation that gave them."""
        by_operation: dict[str, dict[str, Value]] = {}
        givers: dict[str, Giver] = {}
        for fork in forks:
            for one in fork.versions:
                by_operation.setdefault(one.operation, {})[fork.field] = one.value
                givers[one.operation] = Giver(one.by, one.at, one.why)
        entity = forks[0].entity
        versions: dict[tuple[tuple[str, Value], ...], Version] = {}
        for operation, fields in by_operation.items():
            content = tuple(sorted(fields.items()))
            same = versions.get(content)
            given = (*(same.given if same else ()), givers[operation])
            versions[content] = Version(_kept(entity, fields), _named(entity, fields), given, content)
        return self._told(forks[0], _NAMED[entity], WHOLE[entity], tuple(versions.values()))

    def _told(self, fork: Fork, field: str, about: str, versions: tuple[Version, ...]) -> Conflict:
        case, question, reviewer, place = "", "", "", ""
        if fork.entity in ("answer", "consensus"):
            case, question = self.codes.get(fork.key[0], ""), fork.key[1]
            reviewer = fork.key[2] if fork.entity == "answer" else ""
        elif fork.entity == "case":
            case = self.codes.get(fork.thing, fork.key[0])
        elif fork.entity == "text":
            place = self.texts.get(fork.key[0], fork.key[0])
        elif fork.entity == "section":
            place = self.sections.get(fork.key[0], fork.key[0])
        elif fork.entity == "checklist":
            place = self.titles.get(fork.key[0], fork.key[0])
        name = self.store.thing_id("conflict", (fork.thing, field))[:13]
        return Conflict(
            name, fork.thing, fork.entity, fork.key, field, about, case, question, reviewer, place, versions
        )


def _kept(entity: str, fields: Mapping[str, Value]) -> str:
    """A version of a whole thing as it is typed: its version, or the first figures of a checksum."""
    name = str(fields.get(_NAMED[entity]) or "")
    if entity == "draw":
        whole = hashlib.sha256(name.encode()).hexdigest()[:12] if name else "urval"
        return whole if fields.get("present", 1) else "inget"
    return name[:12]


def _named(entity: str, fields: Mapping[str, Value]) -> str:
    """A version of a whole thing as people tell it from the others."""
    name = str(fields.get(_NAMED[entity]) or "")
    if entity == "draw" and not fields.get("present", 1):
        return "Inget urval"
    if entity == "draw":
        drawn = sampling.from_json(name) if name else None
        return f"{len(drawn.codes)} ärenden med frö {drawn.seed}" if drawn else "Ett draget urval"
    if entity == "frame" and fields.get("content"):
        return f"{len(from_json(str(fields['content'])))} beslut, kontrollsumma {name[:12]}"
    return name[:12] or _NOTHING


def _word(field: str, value: Value, question: Question | None) -> str:
    if field in MARKS:
        return _YES if value else _NO
    if value in (None, ""):
        return _NOTHING
    if field == "body":
        return in_words(str(value))
    return answer_label(question, value) if question else str(value)


@dataclass(frozen=True)
class Settlement:
    """What a person decides: the conflict's id, and the value as it is typed, which may be a third one."""

    conflict: str
    typed: str


def settle(store: Store, decided: Sequence[Settlement], why: str, *, by: str, also: Sequence[Setting] = ()) -> int:
    """Settle one or several conflicts for one reason; how many are left. All of them or none. `also` is what follows
    from it, in the same operation.

    Problem without a reason, for an id that is no open conflict, and for a value that its field cannot have.
    """
    why = one_line(why, "Motiveringen")
    if not why:
        raise Problem("Ange varför det avgörs så. Motiveringen följer med avgörandet.")
    with store.transaction():
        store.record([*_decided(store, decided), *also], by=by, kind=SETTLE, why=why)
    return len(open_conflicts(store))


def refusal(store: Store, decided: Sequence[Settlement], why: str) -> str:
    """Why `settle` would refuse, as a sentence; empty when it would not."""
    try:
        one_line(why, "Motiveringen")
        _decided(store, decided)
    except Problem as problem:
        return str(problem)
    return ""


def _decided(store: Store, decided: Sequence[Settlement]) -> list[Setting]:
    found = {one.id: one for one in open_conflicts(store)}
    settings: list[Setting] = []
    for one in decided:
        if one.conflict not in found:
            raise Problem(
                f"Det finns ingen skillnad {one.conflict} att avgöra. De som finns visar ”inspektor konflikter”."
            )
        settings += _settings(store, found[one.conflict], one.typed)
    return settings


def _settings(store: Store, conflict: Conflict, typed: str) -> list[Setting]:
    chosen = _chosen(conflict, typed)
    if conflict.entity in WHOLE:
        if chosen is None:
            words = swedish.listing([one.word for one in conflict.versions], "eller")
            raise Problem(f"{conflict.about} kan bara avgöras till något av det som finns: {words}.")
        whole = [Setting(conflict.entity, conflict.key, name, value) for name, value in chosen.whole]
        return [*whole, *(_cases_of_draw(store, dict(chosen.whole)) if conflict.entity == "draw" else ())]
    value = chosen.value if chosen else _third(store, conflict, typed)
    return [Setting(conflict.entity, conflict.key, conflict.field, value)]


def _cases_of_draw(store: Store, chosen: Mapping[str, Value]) -> list[Setting]:
    present, content = chosen.get("present", 1), chosen.get("content") or queries.draw_content(store)
    return samples.settled_draw(store, str(content) if present and content else None)


def _chosen(conflict: Conflict, typed: str) -> Version | None:
    """The version that was typed, as it is kept or as it is shown."""
    for one in conflict.versions:
        if typed == ("" if one.value is None else str(one.value)):
            return one
    wanted = typed.strip().casefold()
    return next((one for one in conflict.versions if wanted == one.word.casefold()), None)


def _third(store: Store, conflict: Conflict, typed: str) -> Value:
    """A value that nobody gave. Problem when the field cannot have it."""
    if conflict.field in MARKS:
        raise Problem(f"{conflict.about} avgörs med ja eller nej.")
    if conflict.field in AS_GIVEN:
        raise Problem(f"{conflict.about} avgörs till något av det som finns. Ändra det sedan med disposition.")
    if not typed.strip():
        return None
    if conflict.entity == "section":
        return disposition.heading_for(store, conflict.key[0], typed)
    if conflict.field == "value":
        asked = (one for checklist in checklists(store) for one in checklist.questions if one.id == conflict.question)
        if (question := next(asked, None)) is None:
            raise Problem("Frågan finns inte i checklistans version. Välj något av de svar som finns.")
        if question.type == "text":
            refuse_identity_number(typed, "Svaret")
        return parse_answer(question, typed)
    if conflict.entity == "case" and conflict.field in BY_NAME:
        return _fact(conflict, typed)
    refuse_identity_number(typed, conflict.about)
    return typed.strip() if conflict.entity in ("answer", "text") else one_line(typed, conflict.about)


def _fact(conflict: Conflict, typed: str) -> Value:
    value = parse_field(BY_NAME[conflict.field], typed)
    if conflict.field == "code" and case_key(str(value)) != conflict.key[0]:
        raise Problem("Ett ärendes kod kan inte bli en annan. Välj ett av skrivsätten.")
    return value or None
