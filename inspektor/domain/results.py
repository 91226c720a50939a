"""Counting. One function, `count`, makes every figure there is: in tables, sentences, charts and JSON.

A figure is never a bare number: each cell holds the codes of its cases, and its count is how many they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from inspektor.domain import fields, swedish
from inspektor.domain.checklist import Base, Checklist, Choice, Question
from inspektor.domain.errors import Problem
from inspektor.domain.intervals import Estimate, Sample
from inspektor.domain.logic import logic_of
from inspektor.domain.review import Case

YES, NO, NOT_APPLICABLE, UNSURE, UNANSWERED = "ja", "nej", "ej_aktuellt", "vet_ej", "obesvarad"
NOT_ASKED, UNSETTLED = "ej_fragad", "oenig"
GIVEN = "besvarad"  # the answer of a question that has no answers to choose among: a number, a date or a text
SPECIAL = (NOT_APPLICABLE, UNSURE, UNANSWERED)
STATE_LABELS = {
    YES: "Ja",
    NO: "Nej",
    GIVEN: "Besvarad",
    NOT_APPLICABLE: "Ej aktuellt",
    UNSURE: "Vet ej",
    UNANSWERED: "Obesvarad",
    NOT_ASKED: "Ej frågad",
    UNSETTLED: "Ej avgjort",
}
"""What is printed for an answer, or for why there is none, where the question has no words of its own for it."""
OTHERS = "Övriga"  # groups that are taken together
PUBLISHED = ("enhet", "kon")  # what a public version divides the cases by
FEWEST = 3  # cases in a group that a public version counts
SMALL = 10  # below this many cases a percentage misleads and is not printed (DOMAIN, "Answers")

BASE, ASKED = "bas", "ställd"  # beside the answers: the denominator, and the cases that were asked

Value = str | int
Place = tuple[str, str, str, str]  # question, row, grouping and group; no grouping for the total


@dataclass(frozen=True)
class Grouping:
    """A way to divide the cases: what it is called, the group of a case, and the order of groups that have one."""

    key: str
    label: str
    of: Callable[[Case], str]
    order: tuple[str, ...] = ()


_AGES = tuple(fields.age_group(low) for low, _ in fields.AGE_GROUPS)
GROUPINGS = {
    grouping.key: grouping
    for grouping in (
        Grouping("enhet", "Enhet", lambda case: case.unit),
        Grouping("kon", "Kön", lambda case: case.gender, fields.GENDERS),
        Grouping("lagrum", "Lagrum", lambda case: case.law, fields.LAWS),
        Grouping("beslut", "Beslut", lambda case: case.decision, fields.DECISIONS),
        Grouping("alder", "Ålder", lambda case: case.ages, _AGES),
        Grouping("omrade", "Område", lambda case: case.area),
    )
}


def _field_question(field: fields.CaseField) -> Question:
    """A case field asked as a question of every case, so that it is counted like one."""
    if field.choices == fields.YES_NO:
        return Question(field.key, field.label, "ja_nej")
    return Question(field.key, field.label, "select_one", choices=tuple(Choice(name, name) for name in field.choices))


FIELD_QUESTIONS = {field.key: _field_question(field) for field in fields.CASE_FIELDS if field.kind == "choice"}
FIELD_QUESTIONS["alder"] = Question("alder", "Ålder", "select_one", choices=tuple(Choice(age, age) for age in _AGES))


@dataclass(frozen=True)
class Column:
    """One group's count. `cases` has the case codes behind each answer; every answer of the question is a key.

    Beside the answers it has `obesvarad` (asked, no answer), `ej_fragad` (skip logic rules it out) and `oenig` (two
    reviewers without consensus, or an open conflict: in no other count and in no base). `waiting` are those of `oenig`
    that two review and not both are done with.
    """

    label: str
    n: int
    base: int
    cases: Mapping[str, tuple[str, ...]]
    answers: tuple[str, ...]  # those that take part in the percentages: ja and nej, or the choices
    waiting: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()  # what a public version does not show of it: answers, BASE, ASKED

    def shows(self, *rows: str) -> bool:
        """Whether all of these may be shown: answers, why there is none, `BASE`, `ASKED`."""
        return self.hidden.isdisjoint(rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many cases gave each answer, and how many none."""
        return {answer: len(self.cases[answer]) for answer in (*self.answers, *SPECIAL)}

    @property
    def unsettled(self) -> int:
        """How many cases are left out because two reviewers have no consensus yet, or a conflict is open."""
        return len(self.cases[UNSETTLED])

    @property
    def asked(self) -> int:
        """How many cases were asked, those without consensus included."""
        return self.n - len(self.cases[NOT_ASKED])

    @property
    def answered(self) -> bool:
        """Whether there is anything to tell: a base, and somebody's answer, be it ej aktuellt or vet ej."""
        return self.base > 0 and any(self.cases[key] for key in (*self.answers, NOT_APPLICABLE, UNSURE))

    def percent(self, answer: str) -> int | None:
        """The answer's whole per cent of the base, half rounded up; None where the base is 0."""
        return swedish.percent(len(self.cases[answer]), self.base)

    def based_on(self, base: Base) -> tuple[str, ...]:
        """The codes of the cases that a base is made of, each once; as many as `base` for the question's own."""
        keys = {
            "answered": self.answers,
            "asked": (*self.answers, *SPECIAL),
            "all": (*self.answers, *SPECIAL, NOT_ASKED),
        }[base]
        return tuple(dict.fromkeys(code for key in keys for code in self.cases[key]))


@dataclass(frozen=True)
class Count:
    """A question counted: a column a group of the `grouping` (empty: no groups), and the total over all groups."""

    question: Question
    columns: tuple[Column, ...]
    total: Column
    grouping: str = ""
    public: bool = False

    def column(self, group: str) -> Column:
        """The column of a group that there is; the total for none."""
        return next((column for column in self.columns if column.label == group), self.total)

    @property
    def base_in_words(self) -> str:
        """What the denominator is, as a person reads it."""
        if self.public:
            return base_words(self.question)
        return f"{base_words(self.question)} ({self.total.base} av {self.total.n})"


def base_words(question: Question) -> str:
    """Which cases the denominator of a question is made of."""
    answered = "ärenden där frågan ställdes och besvarades"
    return {
        "answered": f"{answered} med ja eller nej" if question.type == "ja_nej" else answered,
        "asked": "alla ärenden där frågan ställdes",
        "all": "alla granskade ärenden",
    }[question.base]


@dataclass(frozen=True)
class Material:
    """What there is to count: the cases, the checklists, and the answer that counts for each question and case.

    `answers[question][i]` is the answer to `question` in `cases[i]`, None for none; `unsettled[question]` the places
    of the cases where it is not settled which answer that is: two reviewers answered differently, or files that were
    merged did. `unsettled_cases` are those where a fact of the case itself is not settled: they count nowhere. A
    question without any answer may be absent from both mappings. `sample` is what the cases say of their frame, where
    chance drew them. `waiting` are the cases that two review and not both are done with: every question is unsettled
    there, and there are no answers. `secret` is what a public version does not show; None where everything is shown.
    `untold` are the figures that it never prints, so that nobody has made sure that they tell nothing; `withheld` are
    the facts of the cases that it tells nothing of.
    """

    cases: tuple[Case, ...]
    checklists: tuple[Checklist, ...]
    answers: Mapping[str, Sequence[Value | None]]
    unsettled: Mapping[str, frozenset[int]]
    unsettled_cases: frozenset[int] = frozenset()
    sample: Sample | None = None
    waiting: frozenset[int] = frozenset()
    secret: frozenset[Place] | None = None
    untold: frozenset[Place] = frozenset()
    withheld: frozenset[str] = frozenset()

    @property
    def public(self) -> bool:
        """Whether it is counted for everybody to read."""
        return self.secret is not None

    @cached_property
    def hidden(self) -> Mapping[tuple[str, str, str], frozenset[str]]:
        """What is not shown, by question, grouping and group."""
        found: dict[tuple[str, str, str], set[str]] = {}
        for question, row, grouping, group in (self.secret or frozenset()) | self.untold:
            found.setdefault((question, grouping, group), set()).add(row)
        return {key: frozenset(rows) for key, rows in found.items()}

    def hides(self, question: str, grouping: str | None = None, group: str = "") -> frozenset[str]:
        """What is not shown of a group, or of all: nothing is, of a division that a public version does not look
        through.
        """
        if self.public and grouping and grouping not in PUBLISHED:
            answers = counted_answers(self.questions[question])
            return frozenset((*answers, *SPECIAL, NOT_ASKED, UNSETTLED, BASE, ASKED))
        return self.hidden.get((question, grouping or "", group), frozenset())

    @cached_property
    def unshown(self) -> frozenset[tuple[str, str]]:
        """The questions and groupings (empty: the total) with something secret."""
        return frozenset((question, grouping) for question, _, grouping, _ in self.secret or ())

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its id; the case fields that can be counted like questions (`kon`, `barn` …) by their
        key.
        """
        asked = {question.id: question for checklist in self.checklists for question in checklist.questions}
        return {**FIELD_QUESTIONS, **asked}

    @cached_property
    def asked(self) -> dict[str, list[bool]]:
        """For each question, whether each case is asked it."""
        asked: dict[str, list[bool]] = {}
        facts: dict[str, Sequence[object]] = {
            field.key: [getattr(case, field.name) for case in self.cases] for field in fields.CASE_FIELDS
        }
        for checklist in self.checklists:
            own = {question.id for question in checklist.questions} & self.answers.keys()
            columns = {**facts, **{question: self.answers[question] for question in own}}
            asked.update(logic_of(checklist).asked_columns(columns, len(self.cases)))
        return asked

    @cached_property
    def undecided(self) -> dict[str, frozenset[int]]:
        """For each question, the places of the cases where it is not settled whether it is asked, because it rests on
        an answer that is not.
        """
        found: dict[str, set[int]] = {}
        for checklist in self.checklists if self.unsettled else ():
            logic = logic_of(checklist)
            for deciding in {question.id for question in checklist.questions} & self.unsettled.keys():
                asked = [place for place in self.unsettled[deciding] if self.asked[deciding][place]]
                for question in logic.resting_on([deciding]):
                    found.setdefault(question, set()).update(asked)
        return {question: frozenset(places) for question, places in found.items()}

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """For each grouping, the group of each case."""
        return {key: [of.of(case) or fields.UNKNOWN for case in self.cases] for key, of in GROUPINGS.items()}

    @cached_property
    def codes(self) -> list[str]:
        """The code of each case."""
        return [case.code for case in self.cases]

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each case by its code."""
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def counts(self) -> dict[tuple[str, str | None], Count]:
        """What `count` has counted of it, by question and grouping: a report asks for the same again and again."""
        return {}

    def estimate(self, question: Question, column: Column, answer: str) -> Estimate | None:
        """What a column's share of an answer says of the frame; None where that is nothing, as where answers are
        missing still, and for the case fields, which the frame itself tells.
        """
        if self.sample is None or question.id in FIELD_QUESTIONS or column.cases[UNANSWERED] or column.unsettled:
            return None
        if any((question.id, grouping) in self.unshown for grouping in ("", *GROUPINGS)):
            return None  # it rests on all groups of the draw
        return self.sample.estimate(column.based_on(question.base), column.cases[answer])

    def labels(self, grouping: str) -> list[str]:
        """The groups there are, in the order of tables: the grouping's own, else Swedish; `OTHERS` and unknown last."""
        order = {label: str(place).zfill(2) for place, label in enumerate(GROUPINGS[grouping].order)}
        last = ("", OTHERS, fields.UNKNOWN)
        return sorted(
            set(self.groups[grouping]),
            key=lambda label: (
                last.index(label) if label in last else 0,
                order.get(label, ""),
                swedish.sort_key(label),
            ),
        )


def only(material: Material, keep: Callable[[Case], bool], *, by_progress: bool = False) -> Material:
    """The material of some of the cases, with the same checklists: what filtering means everywhere.

    What a case is asked and which groups it is in depends on that case alone, so what is known of it comes along. So
    does the sample, unless it is how far the review has come that decides `by_progress`, which is no chance.
    """
    places = [place for place, case in enumerate(material.cases) if keep(case)]
    if len(places) == len(material.cases):
        return material
    moved = {old: new for new, old in enumerate(places)}
    fewer = Material(
        tuple(material.cases[place] for place in places),
        material.checklists,
        {question: [given[place] for place in places] for question, given in material.answers.items()},
        {
            question: frozenset(moved[place] for place in left if place in moved)
            for question, left in material.unsettled.items()
        },
        frozenset(moved[place] for place in material.unsettled_cases if place in moved),
        None if by_progress else material.sample,
        frozenset(moved[place] for place in material.waiting if place in moved),
    )
    for name, known in (("asked", material.asked), ("groups", material.groups)):
        vars(fewer)[name] = {key: [of[place] for place in places] for key, of in known.items()}  # the cached properties
    return fewer


def regrouped(material: Material, grouping: str, names: Mapping[str, str]) -> Material:
    """The material with some groups of a grouping under another name: those with the same name are one group."""
    found = replace(material)
    groups = {key: [*of] for key, of in material.groups.items()}
    groups[grouping] = [names.get(group, group) for group in groups[grouping]]
    vars(found).update(asked=material.asked, groups=groups)  # the cached properties
    return found


def count(material: Material, question: str, grouping: str | None = None) -> Count:
    """Count one question over all cases, and by a grouping's groups, or by the answers to another question: a cross
    table. Problem for one that is none.
    """
    key = question, grouping
    if key not in material.counts:
        material.counts[key] = _counted(material, question, grouping)
    return material.counts[key]


def _counted(material: Material, question: str, grouping: str | None) -> Count:
    if question not in material.questions:
        raise Problem(f"Frågan {question} finns inte i granskningens checklistor. Kontrollera frågans id.")
    asked_question = material.questions[question]
    answers = counted_answers(asked_question)
    groups, labels = _grouped(material, grouping) if grouping is not None else ([""] * len(material.cases), [])
    sizes = Counter(groups)
    buckets = _buckets(material, asked_question, groups, tuple(sizes))
    waiting = frozenset(material.codes[place] for place in material.waiting)
    columns = tuple(
        _column(asked_question, label, sizes[label], buckets[label], waiting, material.hides(question, grouping, label))
        for label in labels
    )
    joined = _joined(buckets, answers)
    total = _column(asked_question, "Totalt", len(groups), joined, waiting, material.hides(question))
    return Count(asked_question, columns, total, grouping or "", material.public)


def _buckets(
    material: Material, question: Question, groups: Sequence[str], labels: Sequence[str]
) -> dict[str, dict[str, list[str]]]:
    """The codes of the cases of each group that gave each answer, or none."""
    answers = (*counted_answers(question), *SPECIAL, NOT_ASKED, UNSETTLED)
    found: dict[tuple[str, str], list[str]] = {(label, answer): [] for label in labels for answer in answers}
    given = zip(groups, standing(material, question), strict=True)
    if question.type == "select_multiple":
        for code, (group, answer) in zip(material.codes, given, strict=True):
            for one in (answer,) if answer in answers else answer.split():
                found[group, one].append(code)
    else:
        for code, place in zip(material.codes, given, strict=True):
            found[place].append(code)
    return {label: {answer: found[label, answer] for answer in answers} for label in labels}


def count_in(material: Material, question: str, unit: str = "") -> tuple[Count, Column]:
    """A question counted, and the column that is to be shown: a unit's, or the total."""
    one = count(material, question, "enhet" if unit else None)
    return one, one.column(unit)


def _grouped(material: Material, grouping: str) -> tuple[list[str], list[str]]:
    """The group of each case, and the groups there are, in order: a grouping's, or the answers to a question that has
    one answer of several, then the reasons why some cases have none.
    """
    if grouping in GROUPINGS:
        return material.groups[grouping], material.labels(grouping)
    question = material.questions.get(grouping)
    if question is None or not is_divider(question):
        raise Problem(
            f"Indelningen {grouping} finns inte. Välj en av {', '.join(GROUPINGS)}, eller en fråga med ett svar att "
            "välja."
        )
    names = {**STATE_LABELS, **{choice.name: choice.label for choice in question.choices}}
    groups = [names[answer] for answer in standing(material, question)]
    order = dict.fromkeys(names[key] for key in (*counted_answers(question), *SPECIAL, NOT_ASKED, UNSETTLED))
    return groups, [label for label in order if label in groups]


def is_divider(question: Question) -> bool:
    """Whether cases can be divided by the answers to a question: it has one answer of several."""
    return question.type in ("ja_nej", "select_one")


def counted_answers(question: Question) -> tuple[str, ...]:
    """The answers of a question that percentages are made of: ja and nej, its choices, or GIVEN."""
    if question.type == "ja_nej":
        return YES, NO
    if question.choices:
        return tuple(choice.name for choice in question.choices)
    return (GIVEN,)


def standing(material: Material, question: Question) -> list[str]:
    """For each case: its answer, or why it has none."""
    if question.id in FIELD_QUESTIONS:
        name = "ages" if question.id == "alder" else fields.BY_KEY[question.id].name
        unknown = fields.UNKNOWN if fields.UNKNOWN in counted_answers(question) else UNANSWERED
        facts = [getattr(case, name) or unknown for case in material.cases]
        return [UNSETTLED if place in material.unsettled_cases else fact for place, fact in enumerate(facts)]
    size = len(material.cases)
    asked = material.asked[question.id]
    given = material.answers.get(question.id) or [None] * size
    if question.type in ("integer", "date", "text"):
        given = [value if value in (None, "", *SPECIAL) else GIVEN for value in given]
    standing = [(value or UNANSWERED) if is_asked else NOT_ASKED for is_asked, value in zip(asked, given, strict=True)]
    for place in material.unsettled.get(question.id, ()):
        if asked[place]:
            standing[place] = UNSETTLED
    for place in material.undecided.get(question.id, frozenset()) | material.unsettled_cases:
        standing[place] = UNSETTLED
    return standing  # type: ignore[return-value]  # answers of ja_nej and select questions are text


def _joined(buckets: Mapping[str, Mapping[str, Sequence[str]]], answers: Sequence[str]) -> dict[str, list[str]]:
    keys = (*answers, *SPECIAL, NOT_ASKED, UNSETTLED)
    return {key: [code for cells in buckets.values() for code in cells[key]] for key in keys}


def _column(
    question: Question,
    label: str,
    n: int,
    cells: Mapping[str, Sequence[str]],
    waiting: frozenset[str],
    hidden: frozenset[str],
) -> Column:
    answers = counted_answers(question)
    left_out = len(cells[UNSETTLED])
    asked = n - len(cells[NOT_ASKED]) - left_out
    without = sum(len(cells[key]) for key in SPECIAL)
    base = {"answered": asked - without, "asked": asked, "all": n - left_out}[question.base]
    held_back = tuple(code for code in cells[UNSETTLED] if code in waiting)
    kept = {key: tuple(codes) for key, codes in cells.items()}
    return Column(label, n, base, kept, answers, held_back, hidden)
