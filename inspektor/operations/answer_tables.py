"""`svar`: a table of answers in wide form, one row a case. All of it is taken, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspektor.db import queries
from inspektor.db.store import Setting, Store, settings_of
from inspektor.domain import swedish
from inspektor.domain.answers import parse_answer
from inspektor.domain.checklist import Checklist, Question
from inspektor.domain.errors import Problem
from inspektor.domain.fields import BY_KEY, CASE_FIELDS, CaseField
from inspektor.domain.frame import FrameRow, Rejected
from inspektor.domain.headings import (
    Row,
    case_headings,
    find_headings,
    heading_key,
    is_empty,
    is_formula,
    safe_heading,
    text_of,
)
from inspektor.domain.logic import SkipLogic
from inspektor.domain.review import ADDED, Case
from inspektor.domain.values import case_key, join_units, parse_field
from inspektor.operations import standing
from inspektor.operations.answers import Values, asked_questions, holds_identity_number, reviewers_of
from inspektor.operations.frames import listed_cases
from inspektor.operations.reviews import person, skip_logic, stands
from inspektor.operations.samples import NOTHING_KNOWN, facts_of
from inspektor.operations.sheets import read_sheet

MOST_PLACES = 10  # rows at fault that a refusal names; all of them are in `rejected`


class Refused(Problem):
    """A table that is refused whole, with every row and column at fault."""

    def __init__(self, rejected: Sequence[Rejected]) -> None:
        first, *others = rejected
        more = f" Fel finns också på {_places(others)}." if others else ""
        super().__init__(
            f"{_place(first)}: {first.reason}{more}\nIngenting ur tabellen har lästs in. Rätta den och läs in den igen."
        )
        self.rejected = list(rejected)


def _place(one: Rejected) -> str:
    return f"Rad {one.row}, kolumn {one.column}" if one.column else f"Rad {one.row}"


def _places(others: Sequence[Rejected]) -> str:
    """Where the other faults are: `rad 3 (kon, barn), rad 7 (kod) och 12 rader till`."""
    columns: dict[int, list[str]] = {}
    for one in others:
        columns.setdefault(one.row, []).append(one.column)
    told = [f"rad {row} ({', '.join(filter(None, dict.fromkeys(named)))})" for row, named in columns.items()]
    left = len(told) - MOST_PLACES
    if left > 0:
        told[MOST_PLACES:] = [f"{left} {swedish.plural(left, 'rad', 'rader')} till"]
    return swedish.listing(told)


@dataclass(frozen=True)
class Imported:
    """What a table brought: its cases, those not in the file before, its answers, and the changes recorded.

    `doubled` are the codes of cases that it gave a second reviewer, `replaced` those whose answers count nowhere.
    """

    cases: int
    added: int
    answers: int
    changes: int
    joined: list[tuple[str, list[str]]]
    doubled: list[str]
    replaced: list[str]


@dataclass(frozen=True)
class _Columns:
    fields: Mapping[int, tuple[str, CaseField]]
    questions: Mapping[int, tuple[str, Question]]

    @property
    def code(self) -> int:
        return next(column for column, (_, field) in self.fields.items() if field.name == "code")


@dataclass
class _Line:
    """One row, read: its case fields by name, its answers, and where each came from."""

    row: int
    fields: dict[str, str | int]
    answers: Values
    headings: dict[str, str]


def import_answers(store: Store, path: Path, reviewer: str) -> Imported:
    """Read answers by `reviewer` from a table; see the module. Refused (a Problem) with row and column of every
    fault.
    """
    reviewer = person(reviewer)
    sheet = read_sheet(path)
    logic = skip_logic(store)
    columns, body = _columns(sheet.rows, logic)
    rejected: list[Rejected] = []
    lines = [_line(row, columns, rejected) for row in body if not all(is_empty(cell) for cell in row.cells)]
    _same_case_twice(lines, columns, rejected)
    cases = {case_key(case.code): case for case in queries.cases(store, replaced=True)}
    listed = {case_key(row.code): row for row in listed_cases(store)}
    units = {case.unit for case in cases.values()} | {row.unit for row in listed.values()}
    joined = _one_spelling(lines, units - {""})
    reviewer = _as_spelt_before(reviewer, cases.values())
    given = _given(store, [cases[key].id for line in lines if (key := _key(line)) in cases], reviewer)
    taking = _Taking(store, logic, reviewer, cases, listed, given, rejected)
    settings = [setting for line in lines if _key(line) for setting in taking.settings(line)]
    if rejected:
        raise Refused(sorted(rejected, key=lambda one: one.row))
    added = sum(_key(line) not in cases for line in lines)
    recorded = store.record(settings, by=reviewer, kind="svar")
    answered = [cases[_key(line)] for line in lines if line.answers and _key(line) in cases]
    return Imported(
        len(lines),
        added,
        sum(len(line.answers) for line in lines),
        recorded.changes,
        joined,
        [case.code for case in answered if case.reviewer and not case.second_reviewer and case.reviewer != reviewer],
        [case.code for case in answered if case.replaced_why],
    )


def _as_spelt_before(reviewer: str, cases: Iterable[Case]) -> str:
    """The name as the review has it: capitals and spaces do not make a second reviewer of the first."""
    names = (name for case in cases for name in (case.reviewer, case.second_reviewer))
    return next((name for name in names if case_key(name) == case_key(reviewer)), reviewer)


def _key(line: _Line) -> str:
    return case_key(str(line.fields.get("code", "")))


def _columns(rows: Sequence[Row], logic: Sequence[tuple[Checklist, SkipLogic]]) -> tuple[_Columns, Sequence[Row]]:
    """Which column holds what. Problem for a table without headings or code column, and for an unknown column."""
    questions = {heading_key(question.id): question for checklist, _ in logic for question in checklist.questions}
    known = {**case_headings(), **{key: question.id for key, question in questions.items()}}
    headings = find_headings(rows, known)
    if headings is None or not any(known.get(heading_key(text)) == "kod" for _, text in headings.columns):
        raise Problem(
            "Tabellen har ingen kolumn med ärendenas kod. Ge den rubriken ”kod” och en rad med rubriker överst."
        )
    fields: dict[int, tuple[str, CaseField]] = {}
    asked: dict[int, tuple[str, Question]] = {}
    for column, text in headings.columns:
        shown, key = safe_heading(column, text), heading_key(text)
        if known.get(key) == "personnummer":
            raise Problem(
                f"Tabellen har en kolumn med personnummer ({shown}). Ta bort den: i svarstabeller används bara koder."
            )
        if key not in known:
            raise Problem(
                f"Kolumnen {shown} är varken en ärendeuppgift eller en fråga i granskningens "
                f"checklistor. Rätta rubriken eller ta bort kolumnen."
            )
        target = fields if key not in questions else asked
        found = questions.get(key) or BY_KEY[known[key]]
        if found in [value for _, value in target.values()]:
            raise Problem(f"Kolumnen {shown} finns två gånger. Ta bort den ena.")
        target[column] = (shown, found)  # type: ignore[assignment]  # a question or a field, as the table is
    if (beside := _beside(rows[headings.index + 1 :], {column for column, _ in headings.columns})) is not None:
        raise Problem(f"Rad {beside} har innehåll i en kolumn utan rubrik. Ge kolumnen en rubrik eller ta bort den.")
    return _Columns(fields, asked), rows[headings.index + 1 :]


def _beside(body: Sequence[Row], headed: set[int]) -> int | None:
    """The first row with something in a column that has no heading."""
    for row in body:
        if any(column not in headed and not is_empty(cell) for column, cell in enumerate(row.cells)):
            return row.number
    return None


def _line(row: Row, columns: _Columns, rejected: list[Rejected]) -> _Line:
    line = _Line(row.number, {}, {}, {})
    for column, (shown, field) in columns.fields.items():
        cell = row.cells[column] if column < len(row.cells) else None
        try:
            value = parse_field(field, cell)
        except Problem as problem:
            rejected.append(Rejected(row.number, shown, str(problem)))
            continue
        line.headings[field.name] = shown
        if value != "":
            line.fields[field.name] = value
    for column, (shown, question) in columns.questions.items():
        cell = row.cells[column] if column < len(row.cells) else None
        if not is_empty(cell):
            _answer(line, shown, question, text_of(cell), formula=is_formula(cell), rejected=rejected)
    if "code" not in line.fields and not any(one.row == row.number for one in rejected):
        rejected.append(Rejected(row.number, columns.fields[columns.code][0], "Raden saknar ärendets kod."))
    return line


def _answer(
    line: _Line, shown: str, question: Question, typed: str, *, formula: bool, rejected: list[Rejected]
) -> None:
    line.headings[question.id] = shown
    if formula:
        rejected.append(Rejected(line.row, shown, "Cellen innehåller en formel. Klistra in formelns värde i stället."))
        return
    try:
        line.answers[question.id] = parse_answer(question, typed)
    except Problem as problem:
        rejected.append(Rejected(line.row, shown, str(problem)))
        return
    if holds_identity_number(question, typed):
        rejected.append(
            Rejected(line.row, shown, "Svaret innehåller ett personnummer. Personnummer lagras inte: ta bort det.")
        )


def _same_case_twice(lines: Sequence[_Line], columns: _Columns, rejected: list[Rejected]) -> None:
    first: dict[str, int] = {}
    shown = columns.fields[columns.code][0]
    for line in lines:
        if key := _key(line):
            if key in first:
                rejected.append(
                    Rejected(line.row, shown, f"Samma ärende står redan på rad {first[key]}. Ta bort den ena raden.")
                )
            first.setdefault(key, line.row)


def _one_spelling(lines: Sequence[_Line], known: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Give every district one spelling, a known one where there is one; what was joined."""
    spelling, joined = join_units([str(line.fields["unit"]) for line in lines if "unit" in line.fields], known)
    for line in lines:
        if "unit" in line.fields:
            line.fields["unit"] = spelling[str(line.fields["unit"])]
    return joined


def _given(store: Store, case_ids: Sequence[str], reviewer: str) -> dict[str, Values]:
    """What the reviewer has answered before, by case id."""
    given: dict[str, Values] = {}
    for answer in standing.answers(store, case_ids):
        if answer.reviewer == reviewer and answer.value is not None:
            given.setdefault(answer.case, {})[answer.question] = answer.value
    return given


@dataclass
class _Taking:
    """What taking the rows in needs to know, and the faults it finds."""

    store: Store
    logic: list[tuple[Checklist, SkipLogic]]
    reviewer: str
    cases: Mapping[str, Case]
    listed: Mapping[str, FrameRow]
    given: Mapping[str, Values]
    rejected: list[Rejected]

    def settings(self, line: _Line) -> list[Setting]:
        """The changes of one row. What cannot be taken goes to `rejected`."""
        case, fields = self._case(line)
        fields |= _new_facts(line, case, self.rejected)
        whole = replace(case, **{name: value for name, value in line.fields.items() if name != "code"})  # type: ignore[arg-type]
        if (column := _unborn(line, whole)) is not None:
            reason = "Födelseåret ligger efter beslutsdatumet. Rätta det som är fel i tabellen."
            self.rejected.append(Rejected(line.row, column, reason))
        self._refuse_unasked(line, whole)
        settings = settings_of("case", (_key(line),), fields)
        if line.answers:
            if case.id not in self.given and "present" not in fields:
                settings.append(stands(case))
            try:
                settings += reviewers_of(case, self.reviewer)
            except Problem as problem:
                self.rejected.append(Rejected(line.row, line.headings["code"], str(problem)))
        answers = line.answers.items()
        return settings + [
            Setting("answer", (case.id, question, self.reviewer), "value", value) for question, value in answers
        ]

    def _case(self, line: _Line) -> tuple[Case, dict[str, str | int | None]]:
        """The case of a row, and the fields that make it where the review has none: a list that was read knows it
        better than a table of answers.
        """
        key = _key(line)
        if case := self.cases.get(key):
            return case, {}
        facts = facts_of(self.listed[key]) if key in self.listed else {"code": str(line.fields["code"])}
        case = Case(self.store.thing_id("case", (key,)), reviewer=self.reviewer, **facts)
        return case, {**NOTHING_KNOWN, **facts, "present": 1, "origin": ADDED, "reviewer": self.reviewer}

    def _refuse_unasked(self, line: _Line, case: Case) -> None:
        asked = asked_questions(self.logic, case, {**self.given.get(case.id, {}), **line.answers})
        reason = (
            "Frågan ställs inte i det här ärendet enligt checklistans villkor. Ta bort svaret, "
            "eller rätta det som villkoret gäller."
        )
        self.rejected += [
            Rejected(line.row, line.headings[question], reason) for question in line.answers if not asked[question]
        ]


def _unborn(line: _Line, case: Case) -> str | None:
    """The heading of a birth year or decision date in the row that makes the decision come before the birth."""
    if case.birth_year is None or not case.decision_date or case.birth_year <= int(case.decision_date[:4]):
        return None
    return next((line.headings[name] for name in ("birth_year", "decision_date") if name in line.fields), None)


def _new_facts(line: _Line, case: Case, rejected: list[Rejected]) -> dict[str, str | int | None]:
    """Case fields that the file did not know. One that it knows otherwise is refused: a table of answers does not
    change the case.
    """
    new: dict[str, str | int | None] = {}
    for field in CASE_FIELDS[1:]:
        value = line.fields.get(field.name)
        present = getattr(case, field.name)
        if value is None or str(value).casefold() == str("" if present is None else present).casefold():
            continue
        if present in ("", None, "uppgift saknas"):
            new[field.name] = value
        else:
            reason = "Ärendet har redan en annan uppgift i granskningen. Rätta tabellen, eller lämna cellen tom."
            rejected.append(Rejected(line.row, line.headings[field.name], reason))
    return new
