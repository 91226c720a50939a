"""Cases by hand: add one, correct its facts, say who reviews it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from inspektor.db import queries
from inspektor.db.store import Setting, Store, Value, settings_of
from inspektor.domain.errors import Problem
from inspektor.domain.fields import BY_NAME, CASE_FIELDS
from inspektor.domain.review import ADDED, Case
from inspektor.domain.values import LONGEST_TEXT, case_key, clean, join_units, parse_field
from inspektor.operations.reviews import find_case, no_such_case, refuse_identity_number, stands
from inspektor.operations.samples import NOTHING_KNOWN

ADD, CHANGE, ASSIGN = "arende", "uppgift", "tilldelning"  # the kinds of operation, as the log knows them
_AGE_COMES_FROM = ("birth_year", "decision_date")


@dataclass(frozen=True)
class Entered:
    """What a person wrote about a case: the value of each field, and for each that is wrong a sentence about it."""

    values: Mapping[str, str | int]
    errors: Mapping[str, str]


def read_facts(store: Store, typed: Mapping[str, str], *, code: str = "", today: date | None = None) -> Entered:
    """Read what stands in a form's fields, by field name. `code` is the case that is being changed, if there is one.

    A unit is joined with one that the review has in another spelling.
    """
    values: dict[str, str | int] = {}
    errors: dict[str, str] = {}
    for field in CASE_FIELDS:
        if field.name in typed:
            try:
                values[field.name] = parse_field(field, typed[field.name], today=today)
            except Problem as problem:
                errors[field.name] = str(problem)
    if unit := str(values.get("unit", "")):
        values["unit"] = join_units([unit], units(store))[0][unit]
    if not code and "code" not in errors:
        errors |= _code_errors(store, str(values.get("code", "")))
    return Entered(values, errors)


def _code_errors(store: Store, code: str) -> dict[str, str]:
    if not code:
        return {"code": "Ange ärendets kod."}
    if queries.case(store, store.thing_id("case", (case_key(code),))) is not None:
        return {"code": "Koden finns redan i granskningen. Ange en annan."}
    return {}


def add_case(store: Store, typed: Mapping[str, str], *, by: str, reviewer: str = "") -> str:
    """Add a case that no draw brought; its code. Problem, nothing added, when a field is wrong."""
    values = _right(read_facts(store, typed))
    facts: dict[str, Value] = {name: value for name, value in values.items() if value != ""}
    code = str(values["code"])
    fixed: dict[str, Value] = {**NOTHING_KNOWN, "present": 1, "origin": ADDED, "reviewer": _name(reviewer) or None}
    store.record(settings_of("case", (case_key(code),), {**fixed, **facts}), by=by, kind=ADD)
    return code


def change_case(store: Store, code: str, typed: Mapping[str, str], *, by: str) -> None:
    """Correct facts of a case; an empty text takes one away, and the code stays. Problem when a field is wrong.

    The age group that the list gave is dropped when what it rests on changes: it then follows from the years.
    """
    case = find_case(store, code)
    values = dict(_right(read_facts(store, {**typed, "code": case.code}, code=case.code)))
    del values["code"]
    facts: dict[str, Value] = {name: None if value == "" else value for name, value in values.items()}
    if any(name in values and values[name] != _shown(case, name) for name in _AGE_COMES_FROM):
        facts["age_group"] = None
    store.record([*settings_of("case", (case_key(case.code),), facts), stands(case)], by=by, kind=CHANGE)


def _shown(case: Case, name: str) -> str | int:
    value: str | int | None = getattr(case, name)
    return "" if value is None else value


def _right(entered: Entered) -> Mapping[str, str | int]:
    if entered.errors:
        told = [f"{BY_NAME[name].label}: {reason}" for name, reason in entered.errors.items()]
        raise Problem(" ".join(told))
    return entered.values


def _name(reviewer: str) -> str:
    name = clean(reviewer)
    if len(name) > LONGEST_TEXT:
        raise Problem(f"Granskarens namn får ha högst {LONGEST_TEXT} tecken.")
    refuse_identity_number(name, "Granskarens namn")
    return name


def assign(store: Store, codes: Iterable[str], reviewer: str, *, by: str) -> int:
    """Make somebody responsible for cases (nobody, if empty); how many changed hands. All or none.

    Who was the second reviewer of a case and takes it over changes places with the first.
    """
    name = _name(reviewer)
    settings: list[Setting] = []
    for case in _found(store, codes):
        if case.reviewer != name:
            fields: dict[str, Value] = {"reviewer": name or None}
            if name and case.second_reviewer == name:
                fields["second_reviewer"] = case.reviewer or None
            settings += settings_of("case", (case_key(case.code),), fields)
    changed = len({setting.key for setting in settings})
    store.record(settings, by=by, kind=ASSIGN)
    return changed


def answered_by(store: Store, codes: Iterable[str]) -> dict[str, str]:
    """Which of some cases have answers that count, and whose: those of the person who is responsible now. They will not
    be counted when somebody else takes over.
    """
    cases = {case.id: case for case in _found(store, codes)}
    answered = {(answer.case, answer.reviewer) for answer in queries.answers(store, cases) if answer.value is not None}
    return {case.code: case.reviewer for case in cases.values() if (case.id, case.reviewer) in answered}


def _found(store: Store, codes: Iterable[str]) -> list[Case]:
    """The cases with some codes, read in one go. Problem for a code that is none."""
    ids = [store.thing_id("case", (case_key(code),)) for code in codes]
    known = {case.id: case for case in queries.cases_of(store, ids)}
    if not all(one in known for one in ids):
        raise no_such_case()
    return [known[one] for one in ids]


def units(store: Store) -> list[str]:
    """The units that the review's cases have, in Swedish order."""
    return queries.units(store, replaced=True)


def reviewers(store: Store) -> list[str]:
    """Everybody who reviews a case, in Swedish order."""
    return queries.reviewers(store)
