"""All questions at a glance: a line a question, a share a group, and how strongly each is shaded.

Every share comes from `results.count`. The shade is a percentage in disguise, so it obeys the rule of small numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from inspektor.domain import fields, swedish
from inspektor.domain.checklist import Checklist, Question
from inspektor.domain.comparison import Comparisons, comparisons
from inspektor.domain.document import Cell, Table, Trace
from inspektor.domain.results import (
    FIELD_QUESTIONS,
    GIVEN,
    GROUPINGS,
    SMALL,
    UNSETTLED,
    YES,
    Column,
    Count,
    Material,
    count,
    is_divider,
    only,
)
from inspektor.domain.review import Case
from inspektor.domain.sentences import waiting_notes

STEPS = 5  # shades, a fifth of the scale each
NOTHING = "–"
ANSWERED = ""  # the answer shown where a question has no one answer to show: any
_HEADS = {
    "kvinna": "Kvinnor",
    "man": "Män",
    "annat": "Annat kön",
    fields.UNKNOWN: "Uppgift saknas",
    **{name: name.capitalize() for name in fields.DECISIONS},
}


@dataclass(frozen=True)
class Share:
    """`part` of `whole` cases, with the codes of the part. `heat` is the shade, 0 to 4; None for none."""

    part: int
    whole: int
    cases: tuple[str, ...]
    heat: int | None = None

    @property
    def small(self) -> bool:
        """Whether the cases are too few for a percentage, and so for a shade."""
        return self.whole < SMALL

    @property
    def text(self) -> str:
        """`k av n`, or a dash where there is nothing to be a part of."""
        return f"{self.part} av {self.whole}" if self.whole else NOTHING


@dataclass(frozen=True)
class Line:
    """One question: the answer that its shares show (`ANSWERED`: any), a note, a share a group, the total last."""

    count: Count
    answer: str
    note: str
    shares: tuple[Share, ...]

    def trace(self, place: int) -> Trace:
        """Where a share comes from."""
        group = (*self.count.columns, self.count.total)[place].label
        share = self.shares[place]
        return Trace(self.count.question.id, self.answer or GIVEN, group, share.cases, share.whole)


@dataclass(frozen=True)
class Part:
    """A section of a checklist; `checklist` is empty in all but its first, `section` where it says no more."""

    checklist: str
    section: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Board:
    """A material counted by a grouping or against a question: heads (name, n) with the total last, and the questions
    part by part.
    """

    material: Material
    grouping: str
    heads: tuple[tuple[str, int], ...]
    parts: tuple[Part, ...]

    @cached_property
    def genders(self) -> dict[str, Material]:
        """The same material gender by gender, where there are several."""
        labels = self.material.labels("kon")
        return {label: only(self.material, _of_gender(label)) for label in labels} if len(labels) > 1 else {}

    @property
    def by(self) -> str:
        """What the cases are divided by, in words."""
        return divided_by(self.material, self.grouping)

    @property
    def against(self) -> Question | None:
        """The question whose answers the cases are divided by; None where it is a grouping."""
        return None if self.grouping in GROUPINGS else self.material.questions[self.grouping]

    @property
    def lines(self) -> Iterator[Line]:
        """Every question, in order."""
        return (line for part in self.parts for line in part.lines)

    @cached_property
    def comparisons(self) -> Comparisons:
        """Every question compared between women and men, and between units: slow the first time."""
        return comparisons(self.material)

    def compare(self) -> None:
        """Have the comparisons made, once and for all."""
        _ = self.comparisons

    @property
    def compared(self) -> bool:
        """Whether the comparisons are at hand."""
        return "comparisons" in vars(self)


def kept(*, done: bool, decision: str) -> Callable[[Case], bool]:
    """What a filter keeps: only cases that are done, only those with a decision (empty: all)."""

    def keep(case: Case) -> bool:
        return (case.done or not done) and decision in ("", case.decision or fields.UNKNOWN)

    return keep


def divided_by(material: Material, grouping: str, *, gender: bool = False) -> str:
    """What cases are divided by: `per enhet`, in a cross table `mot ”Finns en plan?”`; and by gender too, if so."""
    if grouping in GROUPINGS:
        return f"per {GROUPINGS[grouping].label.lower()}{' och kön' * gender}"
    return f"mot ”{material.questions[grouping].label}”{', och per kön' * gender}"


def cross_questions(material: Material) -> list[Question]:
    """The questions that others can be counted against: those with one answer of several, then the facts of a case that
    are no grouping.
    """
    asked = [question for checklist in material.checklists for question in checklist.questions if is_divider(question)]
    return [*asked, *(question for key, question in FIELD_QUESTIONS.items() if key not in GROUPINGS)]


def board(material: Material, grouping: str) -> Board:
    """Count every question of every checklist by a grouping, or against a question."""
    sizes = count(material, "kon", grouping)
    heads = (*((head(column.label), column.n) for column in sizes.columns), ("Total", sizes.total.n))
    parts = tuple(part for checklist in material.checklists for part in _parts(material, checklist, grouping))
    return Board(material, grouping, heads, parts)


def head(label: str) -> str:
    """A group as a column's heading."""
    return _HEADS.get(label, label)


def _of_gender(label: str) -> Callable[[Case], bool]:
    of = GROUPINGS["kon"].of
    return lambda case: (of(case) or fields.UNKNOWN) == label


def _parts(material: Material, checklist: Checklist, grouping: str) -> Iterator[Part]:
    alone = len(checklist.sections) == 1
    for place, section in enumerate(checklist.sections):
        lines = tuple(_line(count(material, question.id, grouping)) for question in section.questions)
        yield Part("" if place else checklist.title, "" if alone else section.title, lines)


def _line(one: Count) -> Line:
    answer, note = shown(one.question)
    return Line(one, answer, note, tuple(share(one, column, answer) for column in (*one.columns, one.total)))


def shown(question: Question) -> tuple[str, str]:
    """The answer that a question's share tells of, and a note where that is not plainly ja."""
    if question.type == "ja_nej":
        return YES, "Ja är bristen" if question.shortcoming == YES else ""
    for choice in question.choices:
        if choice.name == question.shortcoming:
            return choice.name, f"Antal ”{choice.label}”, som är bristen"
    return ANSWERED, "Antal besvarade"


def share(one: Count, column: Column, answer: str) -> Share:
    """How many of a column gave an answer (`ANSWERED`: any), shaded by how many have the shortcoming."""
    if answer == ANSWERED:
        cases = tuple(dict.fromkeys(code for given in column.answers for code in column.cases[given]))
        return Share(len(cases), column.asked - len(column.cases[UNSETTLED]), cases)
    cases = column.cases[answer]
    return Share(len(cases), column.base, cases, _heat(one, column))


def _heat(one: Count, column: Column) -> int | None:
    """The fifth of the scale that the share of shortcomings lies in."""
    answer = one.question.shortcoming
    return shade(len(column.cases[answer]), column.base) if answer else None


def shade(part: int, whole: int) -> int | None:
    """The fifth of the scale, 0 to 4, that a share lies in; None for too few cases to give a percentage of."""
    per_cent = swedish.percent(part, whole)
    if per_cent is None or whole < SMALL:
        return None
    return min(per_cent * STEPS // 100, STEPS - 1)


def heat_in_words(heat: int) -> str:
    """A shade as its legend says it: `20–39 %`."""
    last = heat == STEPS - 1
    return f"{heat * 20}–{100 if last else heat * 20 + 19} %"


def board_table(board: Board) -> Table:
    """The whole board as a table to take elsewhere."""
    header = ("Fråga", *(f"{name} (n={n})" for name, n in board.heads))
    rows = tuple(
        (Cell(_label(line)), *(Cell(share.text, line.trace(place)) for place, share in enumerate(line.shares)))
        for line in board.lines
    )
    own = "Antal ja av de ärenden som är frågans nämnare, om inte annat står vid frågan."
    notes = (own, *waiting_notes(len(board.material.waiting)))
    return Table(f"Alla frågor, {board.by}", header, rows, notes)


def _label(line: Line) -> str:
    return f"{line.count.question.label} ({line.note})" if line.note else line.count.question.label
