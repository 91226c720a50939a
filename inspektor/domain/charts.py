"""The charts of the report: where the shortcomings are, district by district and for women beside men.

A chart shows how many of how many, never a percentage of few: a bar is as long as its cases are many, and a shade is
given from ten cases on. What a chart shows also stands in a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from inspektor.domain import swedish
from inspektor.domain.checklist import Checklist, Question
from inspektor.domain.document import Chart, ChartCell, Trace
from inspektor.domain.heat import Board, divided_by, head, shade
from inspektor.domain.result_tables import titled
from inspektor.domain.results import GROUPINGS, OTHERS, SMALL, Column, Count, Material, count, only
from inspektor.domain.review import Case
from inspektor.domain.shortcomings import lacking, shortcoming_label

ROWS_MOST = 16  # more groups of bars or questions than this are divided, so that a chart stands on one page
HEADS_MOST = 30  # more districts than this are too narrow to be told apart: the tables have them
_FEW = 6  # so many groups are told one by one in the words for those who cannot see the chart
_NAMED = 3  # so many that share an extreme are named
_WOMEN_AND_MEN = ("kvinna", "man")

Row = tuple[str, tuple[ChartCell, ...]]
_Row = TypeVar("_Row")


def board_charts(board: Board) -> tuple[Chart, ...]:
    """What a board shows as charts: those of the report where it counts by unit, the same by its own groups else."""
    found = gender_charts(board.material) if board.grouping in ("enhet", "kon") else ()
    lists = () if board.grouping == "kon" else board.material.checklists
    by_group = (chart for one in lists for chart in checklist_charts(board.material, one, board.grouping))
    return (*by_group, *found)


def checklist_charts(material: Material, checklist: Checklist, grouping: str = "enhet") -> Iterator[Chart]:
    """All shortcomings of a checklist by district (or by other groups), and the commonest of them by district and
    gender; nothing where there is one district, or no shortcoming, or only one of them has cases to compare.
    """
    counts = [one for one in _found(material, checklist.questions, grouping) if _several(one.columns)]
    if not counts or len(counts[0].columns) > HEADS_MOST:
        return
    if len(counts) > 1:
        yield from _grid(counts, titled(checklist.title, f"ärenden med brist {divided_by(material, grouping)}"))
    commonest = max(counts, key=lambda one: len(lacking(one, one.total).cases))
    yield from _districts(material, commonest)


def gender_charts(material: Material) -> Iterator[Chart]:
    """The shortcomings of each checklist, women beside men."""
    for checklist in material.checklists:
        counts = [one for one in _found(material, checklist.questions, "kon") if _women_and_men(one)]
        if not counts:
            continue
        rows = [(shortcoming_label(one.question), tuple(_cells(one, _WOMEN_AND_MEN))) for one in counts]
        heads = tuple(head(label) for label in _WOMEN_AND_MEN)
        caption = titled(checklist.title, "ärenden med brist bland kvinnor och män")
        yield from _bars(caption, heads, rows)


def _found(material: Material, questions: Iterable[Question], grouping: str) -> list[Count]:
    """The questions with a shortcoming that some case has, without those with a figure that is not shown."""
    counts = (count(material, question.id, grouping) for question in questions if question.shortcoming)
    return [one for one in counts if lacking(one, one.total).cases and not any(of.hidden for of in _sources(one))]


def _several(columns: Iterable[Column]) -> bool:
    """Whether there are groups to compare: several that have cases in their base."""
    return sum(bool(column.base) for column in columns) > 1


def _women_and_men(one: Count) -> bool:
    return _several(column for column in one.columns if column.label in _WOMEN_AND_MEN)


def _cells(one: Count, labels: Iterable[str]) -> Iterator[ChartCell]:
    """The shortcoming in each of some groups; of nothing where a group has no cases."""
    columns = {column.label: column for column in one.columns}
    for label in labels:
        if label in columns:
            yield ChartCell(lacking(one, columns[label]))
        else:
            yield ChartCell(Trace(one.question.id, one.question.shortcoming, label, (), 0))


def _grid(counts: Sequence[Count], caption: str) -> Iterator[Chart]:
    """A row a question, a column a district, last the total; nothing where no district has cases enough for a shade."""
    if max(column.base for one in counts for column in one.columns) < SMALL:
        return
    heads = (*(head(column.label) for column in counts[0].columns), "Total")
    groups = "enheter" if counts[0].grouping == "enhet" else "grupper"
    for part, some in _divided(counts):
        rows = [(shortcoming_label(one.question), tuple(map(_shaded, _sources(one)))) for one in some]
        totals = [(label, cells[-1]) for label, cells in rows]
        alt = f"Rutnät med {len(rows)} frågor och {_groups(heads[:-1], groups)}. {_extremes(totals)}"
        yield Chart("heat", caption + part, alt, heads, tuple(rows))


def _groups(heads: Sequence[str], noun: str) -> str:
    if len(heads) == 2 and heads[-1] == OTHERS:
        return f"två kolumner, {heads[0]} och övriga"
    return f"{len(heads)} {noun}"


def _sources(one: Count) -> Iterator[Trace]:
    return (lacking(one, column) for column in (*one.columns, one.total))


def _shaded(source: Trace) -> ChartCell:
    return ChartCell(source, shade(len(source.cases), source.base))


def _districts(material: Material, one: Count) -> Iterator[Chart]:
    """One question's shortcoming by district, women beside men where there are both; not so in a public version, which
    counts no group within a group.
    """
    labels = [column.label for column in one.columns]
    series = {"Alla": one}
    if not material.public and set(_WOMEN_AND_MEN) <= set(material.labels("kon")):
        parts = {head(label): only(material, _of(label)) for label in _WOMEN_AND_MEN}
        series = {name: count(part, one.question.id, one.grouping) for name, part in parts.items()}
    cells = zip(*(_cells(each, labels) for each in series.values()), strict=True)
    by = divided_by(material, one.grouping, gender=len(series) > 1)
    caption = titled(shortcoming_label(one.question), f"ärenden med brist {by}")
    yield from _bars(caption, tuple(series), list(zip(map(head, labels), cells, strict=True)))


def _of(gender: str) -> Callable[[Case], bool]:
    return lambda case: GROUPINGS["kon"].of(case) == gender


def _bars(caption: str, heads: tuple[str, ...], rows: Sequence[Row]) -> Iterator[Chart]:
    for part, some in _divided(rows):
        yield Chart("bars", caption + part, " ".join(_told(heads, some)), heads, tuple(some))


def _told(heads: tuple[str, ...], rows: Sequence[Row]) -> Iterator[str]:
    """A chart of bars in words: group by group where they are few, else where there are most and fewest."""
    yield "Stapeldiagram."
    if len(rows) <= _FEW:
        for label, cells in rows:
            told = zip(heads, cells, strict=True)
            yield f"{label}: {swedish.listing(f'{name.lower()} {_words(cell)}' for name, cell in told)}."
    else:
        for place, name in enumerate(heads):
            yield f"{name}. {_extremes([(label, cells[place]) for label, cells in rows])}"


def _words(cell: ChartCell) -> str:
    return f"{cell.part} av {cell.whole}" if cell.whole else "inga ärenden"


def _extremes(cells: Sequence[tuple[str, ChartCell]]) -> str:
    """Which have the most cases with a shortcoming, and the fewest, of those that have any cases: by number, so that it
    holds whatever the shares are.
    """
    counted = [(label, cell) for label, cell in cells if cell.whole]
    if not counted:
        return "Inga ärenden."
    parts = [cell.part for _, cell in counted]
    words = {"Flest ärenden med brist": max(parts), "Minst antal": min(parts)}
    return " ".join(f"{word}: {_having(number, counted)}." for word, number in words.items())


def _having(number: int, cells: Sequence[tuple[str, ChartCell]]) -> str:
    names = [f"{label} ({_words(cell)})" for label, cell in cells if cell.part == number]
    if len(names) > _NAMED:
        return f"{number}, i {len(names)} av de {len(cells)}"
    return swedish.listing(names)


def _divided(rows: Sequence[_Row]) -> Iterator[tuple[str, Sequence[_Row]]]:
    """The rows of one chart after the other, about as many in each, and what to add to its caption."""
    number = -(-len(rows) // ROWS_MOST)
    size = -(-len(rows) // number)
    for place in range(number):
        part = f" (del {place + 1} av {number})" if number > 1 else ""
        yield part, rows[place * size : (place + 1) * size]
