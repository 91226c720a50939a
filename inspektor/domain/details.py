"""One question in full: every answer in every group, what they come to, the same by gender, and what to bear in mind.

Every figure comes from `results.count`; numbers that people gave as answers are read where it says that there are any.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspektor.domain import swedish
from inspektor.domain.checklist import Question
from inspektor.domain.document import Cell, Inlines, Table, Text, Trace
from inspektor.domain.heat import NOTHING, Board, Share, head
from inspektor.domain.results import (
    GROUPINGS,
    NOT_APPLICABLE,
    NOT_ASKED,
    SMALL,
    SPECIAL,
    STATE_LABELS,
    UNANSWERED,
    UNSETTLED,
    YES,
    Column,
    Count,
    Material,
    count,
)
from inspektor.domain.sentences import sentence, trace

GIVEN = "besvarad"  # what `count` calls an answer that is a number, a date or a text
TOTAL_IS_REVIEWED = "Totalen gäller de granskade ärendena, inte alla ärenden i enheterna."
_AMOUNTS: tuple[tuple[str, Callable[[list[Fraction]], Fraction]], ...] = (
    ("Lägst", min),
    ("Median", statistics.median),
    ("Medelvärde", statistics.mean),
    ("Högst", max),
)


@dataclass(frozen=True)
class BarRow:
    """A group, or a choice: its share of all, then of each gender."""

    label: str
    shares: tuple[Share, ...]
    total: bool = False


@dataclass(frozen=True)
class Bars:
    """One answer by group and gender, or every choice by gender."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[BarRow, ...]


@dataclass(frozen=True)
class Detail:
    """All there is to say of one question. The table's rows from `sums` on are what its answers come to."""

    question: Question
    base: str
    table: Table
    sums: int
    bars: Bars | None
    sentences: tuple[Inlines, ...]
    notes: tuple[str, ...]


def detail(board: Board, question: str) -> Detail:
    """One question of a board in full. Problem for one that is none."""
    one = count(board.material, question, board.grouping)
    answers, sums = _answers(one), _sums(board.material, one)
    caption = f"{one.question.label} (per {GROUPINGS[board.grouping].label.lower()})"
    header = ("Svar", *(f"{name} (n={n})" for name, n in board.heads))
    base = f"Nämnare: {one.base_in_words}."
    notes = tuple(note for holds, note in _notes(board, one) if holds)
    table = Table(caption, header, (*answers, *sums), (base, *notes))
    return Detail(one.question, base, table, len(answers), _bars(board, one), _sentences(board, one), notes)


def _columns(one: Count) -> tuple[Column, ...]:
    return (*one.columns, one.total)


def _answers(one: Count) -> tuple[tuple[Cell, ...], ...]:
    """A row an answer, so that a column adds up to its n; what the question does not allow is a dash."""
    choices = {choice.name: choice.label for choice in one.question.choices}
    given = list(one.total.answers)
    shown = [*given, *SPECIAL, NOT_ASKED, *([UNSETTLED] if one.total.cases[UNSETTLED] else [])]
    possible = {*given, *one.question.allow, UNANSWERED, UNSETTLED, *([NOT_ASKED] if one.question.relevant else [])}
    return tuple(
        (
            Cell(choices.get(key) or STATE_LABELS[key]),
            *(_cell(one, column, key, key in possible) for column in _columns(one)),
        )
        for key in shown
    )


def _cell(one: Count, column: Column, key: str, possible: bool) -> Cell:
    source = trace(one, column, key)
    return Cell(str(len(source.cases)) if source.cases or possible else NOTHING, source)


def _sums(material: Material, one: Count) -> tuple[tuple[Cell, ...], ...]:
    if one.question.type == "integer":
        return tuple(_amounts(material, one))
    if one.question.type in ("date", "text"):
        return ()
    rows = [(Cell("Nämnare"), *(Cell(str(column.base), _base(one, column)) for column in _columns(one)))]
    choices = [(choice.name, f"”{choice.label}”") for choice in one.question.choices] or [(YES, "ja")]
    return tuple(rows + [(Cell(f"Andel {label}"), *_per_cent(one, name)) for name, label in choices])


def _base(one: Count, column: Column) -> Trace:
    """The cases that a base is made of."""
    keys = {
        "answered": column.answers,
        "asked": (*column.answers, *SPECIAL),
        "all": (*column.answers, *SPECIAL, NOT_ASKED),
    }[one.question.base]
    codes = tuple(dict.fromkeys(code for key in keys for code in column.cases[key]))
    return Trace(one.question.id, "bas", column.label, codes, column.base)


def _per_cent(one: Count, answer: str) -> Iterator[Cell]:
    """An answer's share of each column, from ten cases on."""
    for column in _columns(one):
        text = f"{column.percent(answer)} %" if column.base >= SMALL else NOTHING
        yield Cell(text, trace(one, column, answer))


def _amounts(material: Material, one: Count) -> Iterator[tuple[Cell, ...]]:
    """What the numbers come to. The extremes lead to the cases that have them, the others to all that gave a number."""
    place = {code: number for number, code in enumerate(material.codes)}
    answers = material.answers.get(one.question.id, ())
    values = [
        {code: Fraction(int(answers[place[code]] or 0)) for code in column.cases[GIVEN]} for column in _columns(one)
    ]
    for label, measure in _AMOUNTS:
        cells = []
        for column, given in zip(_columns(one), values, strict=True):
            found = measure(list(given.values())) if given else None
            extreme = measure in (min, max)
            cases = tuple(code for code, value in given.items() if not extreme or value == found)
            text = NOTHING if found is None else decimal(found)
            cells.append(Cell(text, Trace(one.question.id, GIVEN, column.label, cases, column.base)))
        yield Cell(label), *cells


def decimal(value: Fraction) -> str:
    """A number with at most one decimal, half rounded up, with a comma: `3`, `3,5`."""
    tenths = (value * 20 + 1) // 2
    sign, tenths = ("−", -tenths) if tenths < 0 else ("", tenths)
    return f"{sign}{tenths // 10}" + (f",{tenths % 10}" if tenths % 10 else "")


def _bars(board: Board, one: Count) -> Bars | None:
    """Yes and no by group, choices for the total; each by gender too, unless gender is what it is grouped by."""
    genders = {} if board.grouping == "kon" else board.genders
    counts = [one, *(count(material, one.question.id, board.grouping) for material in genders.values())]
    heads = ("Alla", *map(head, genders))
    per = GROUPINGS[board.grouping].label.lower()
    if one.question.type == "ja_nej":
        rows = [
            BarRow(head(column.label), tuple(_bar(each, column.label, YES) for each in counts))
            for column in one.columns
        ]
        rows.append(BarRow("Total", tuple(_bar(each, "", YES) for each in counts), total=True))
        return Bars(f"Ja, per {per}{' och kön' if genders else ''}", heads, tuple(rows))
    if not one.question.choices:
        return None
    choices = [
        BarRow(choice.label, tuple(_bar(each, "", choice.name) for each in counts)) for choice in one.question.choices
    ]
    return Bars(f"Svaren{', alla och per kön' if genders else ''}", heads, tuple(choices))


def _bar(one: Count, label: str, answer: str) -> Share:
    """An answer's share of a group (empty: of all); of nothing where the group has no cases."""
    for column in one.columns if label else (one.total,):
        if not label or column.label == label:
            return Share(len(column.cases[answer]), column.base, column.cases[answer])
    return Share(0, 0, ())


def _sentences(board: Board, one: Count) -> tuple[Inlines, ...]:
    """What the total says, and what it says of each gender where there are several."""
    told = [sentence(one)]
    if board.genders and one.question.type == "ja_nej":
        columns = count(board.material, one.question.id, "kon").columns
        told += [(Text(f"{head(column.label)}: "), *sentence(one, column)) for column in columns if column.base]
    return tuple(told)


def _notes(board: Board, one: Count) -> Sequence[tuple[bool, str]]:
    """What the reader of just this question needs, each note with whether it holds."""
    question, total = one.question, one.total
    shares = question.type == "ja_nej" or bool(question.choices)
    legend = question.not_applicable.removeprefix("x:").strip().rstrip(".")
    unsettled = len(total.cases[UNSETTLED])
    cases = swedish.plural(unsettled, "ärende", "ärenden")
    return (
        (question.shortcoming == YES, "I den här frågan är ja bristen."),
        (bool(legend) and bool(total.cases[NOT_APPLICABLE]), f"Ej aktuellt betyder: {legend}."),
        (question.type == "select_multiple", "Flera svar kan ha valts i samma ärende, så svaren kan bli fler än n."),
        (unsettled > 0, f"{unsettled} {cases} där svaret inte är avgjort ingår inte i nämnaren."),
        (shares and any(column.base < SMALL for column in _columns(one)), "Under tio ärenden visas ingen procent."),
        (shares and bool(board.genders), "Om skillnader mellan könen kan bero på slumpen är inte prövat."),
        (board.grouping == "enhet" and len(one.columns) > 1, TOTAL_IS_REVIEWED),
    )
