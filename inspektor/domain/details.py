"""One question in full: every answer in every group, what they come to, the same by gender, and what to bear in mind.

Every figure comes from `results.count`, and what numbers and dates come to from `amounts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspektor.domain import swedish
from inspektor.domain.amounts import amounts, measures_of
from inspektor.domain.checklist import Question
from inspektor.domain.document import Cell, Inlines, Table, Text, Trace
from inspektor.domain.heat import NOTHING, Board, Share, divided_by, head
from inspektor.domain.matrices import Matrix, answered_once
from inspektor.domain.result_tables import TOTAL_IS_REVIEWED
from inspektor.domain.results import (
    GIVEN,
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
from inspektor.domain.sentences import base_trace, sentence, trace, waiting_notes

INTERVAL = (
    "Urvalet är draget av slumpen: bland alla ärenden i urvalsramen ligger andelen med 95 procents säkerhet mellan de "
    "två talen."
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
    """All there is to say of one question. The table's rows from `sums` on are what its answers come to; the matrix is
    there where each unit answered once for each area.
    """

    question: Question
    base: str
    table: Table
    sums: int
    bars: Bars | None
    matrix: Matrix | None
    sentences: tuple[Inlines, ...]
    notes: tuple[str, ...]


def detail(board: Board, question: str) -> Detail:
    """One question of a board in full. Problem for one that is none."""
    one = count(board.material, question, board.grouping)
    answers, sums = _answers(one), _sums(board.material, one)
    caption = f"{one.question.label} ({board.by})"
    header = ("Svar", *(f"{name} (n={n})" for name, n in board.heads))
    across = f" Kolumnerna är svaren på ”{board.against.label}”." if board.against else ""
    base = f"Nämnare: {one.base_in_words}.{across}"
    notes = tuple(note for holds, note in _notes(board, one) if holds)
    table = Table(caption, header, (*answers, *sums), (base, *notes))
    found = answered_once(board.material, one.question) if board.grouping == "enhet" else None
    return Detail(one.question, base, table, len(answers), _bars(board, one), found, _sentences(board, one), notes)


def differences(board: Board, question: str) -> tuple[str, ...]:
    """What the comparisons say of a question: between women and men, and between the units where they stand side by
    side; nothing before the board has been compared.
    """
    groupings = ("kon", "enhet") if board.grouping == "enhet" else ("kon",)
    found = board.comparisons if board.compared else {}
    keys = [(question, grouping) for grouping in groupings]
    return tuple(found[key].sentence for key in keys if key in found)


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
    if measures_of(one.question):
        return tuple(_amounts(material, one))
    if one.question.type == "text":
        return ()
    rows = [(Cell("Nämnare"), *(Cell(str(column.base), base_trace(one, column)) for column in _columns(one)))]
    choices = [(choice.name, f"”{choice.label}”") for choice in one.question.choices] or [(YES, "ja")]
    for name, label in choices:
        rows.append((Cell(f"Andel {label}"), *_per_cent(one, name)))
        if any(estimates := [_estimate(material, one, column, name) for column in _columns(one)]):
            rows.append((Cell(f"Trolig andel {label} i urvalsramen"), *(Cell(text or NOTHING) for text in estimates)))
    return tuple(rows)


def _estimate(material: Material, one: Count, column: Column, answer: str) -> str:
    """The interval of a column's share, where it has one and cases enough for a percentage."""
    found = material.estimate(one.question, column, answer) if column.base >= SMALL else None
    return f"{found.text} %" if found else ""


def _per_cent(one: Count, answer: str) -> Iterator[Cell]:
    """An answer's share of each column, from ten cases on."""
    for column in _columns(one):
        text = f"{column.percent(answer)} %" if column.base >= SMALL else NOTHING
        yield Cell(text, trace(one, column, answer))


def _amounts(material: Material, one: Count) -> Iterator[tuple[Cell, ...]]:
    """What the numbers or dates come to."""
    found = [(column, amounts(material, one, column)) for column in _columns(one)]
    for key, label in measures_of(one.question).items():
        yield (
            Cell(label),
            *(
                Cell(of.text(key), Trace(one.question.id, GIVEN, column.label, of.cases(key), column.base))
                for column, of in found
            ),
        )


def _bars(board: Board, one: Count) -> Bars | None:
    """Yes and no by group, choices for the total; each by gender too, unless gender is what it is grouped by."""
    genders = {} if board.grouping == "kon" else board.genders
    counts = [one, *(count(material, one.question.id, board.grouping) for material in genders.values())]
    heads = ("Alla", *map(head, genders))
    if one.question.type == "ja_nej":
        rows = [
            BarRow(head(column.label), tuple(_bar(each, column.label, YES) for each in counts))
            for column in one.columns
        ]
        rows.append(BarRow("Total", tuple(_bar(each, "", YES) for each in counts), total=True))
        by = divided_by(board.material, board.grouping, gender=bool(genders))
        return Bars(f"Ja, {by}", heads, tuple(rows))
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
    unsettled = total.unsettled - len(total.waiting)
    cases = swedish.plural(unsettled, "ärende", "ärenden")
    return (
        (question.shortcoming == YES, "I den här frågan är ja bristen."),
        (bool(legend) and bool(total.cases[NOT_APPLICABLE]), f"Ej aktuellt betyder: {legend}."),
        (question.type == "select_multiple", "Flera svar kan ha valts i samma ärende, så svaren kan bli fler än n."),
        (unsettled > 0, f"{unsettled} {cases} där svaret inte är avgjort ingår inte i nämnaren."),
        *((True, note) for note in waiting_notes(len(total.waiting))),
        (shares and any(column.base < SMALL for column in _columns(one)), "Under tio ärenden visas ingen procent."),
        (_is_estimated(board, one), INTERVAL),
        (board.grouping == "enhet" and len(one.columns) > 1, TOTAL_IS_REVIEWED),
    )


def _is_estimated(board: Board, one: Count) -> bool:
    return any(_estimate(board.material, one, column, answer) for column in _columns(one) for answer in column.answers)
