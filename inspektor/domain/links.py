"""The ways through a report: from a row of figures to the row that lists their cases, and back.

They are made of the figures' traces when the whole report is there, so that none leads to what has been left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from inspektor.domain.document import Block, Cell, Table, Trace
from inspektor.domain.figure_marks import key, lists_cases

FIGURES, CASES = "siffror", "arenden"  # the kinds of row, as the names of their places begin

Row = tuple[Cell, ...]
Asked = tuple[str, str]  # a question and one of its answers; without an answer: the first that is there


def linked(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with links from every row of figures to its cases, where they are listed, and back to the first table
    that shows them. A link stands on what a row is called.
    """
    blocks = tuple(blocks)
    places = {FIGURES: _Places(FIGURES), CASES: _Places(CASES)}
    for number, table in enumerate(block for block in blocks if isinstance(block, Table)):
        for kind, about in filter(None, (_told(table, row) for row in table.rows)):
            places[kind].take_up(about, number)
    return tuple(_with_links(block, places) if isinstance(block, Table) else block for block in blocks)


@dataclass
class _Places:
    """The rows of a kind that links can lead to: those of the first table that speaks of a question."""

    kind: str
    _tables: dict[str, int] = field(default_factory=dict)
    _names: dict[Asked, str] = field(default_factory=dict)
    _given: set[str] = field(default_factory=set)

    def take_up(self, about: Asked, table: int) -> None:
        """There is a row about something in a table."""
        question, _ = about
        if self._tables.setdefault(question, table) == table:
            name = f"{self.kind}_{key(Trace(*about, group='', cases=(), base=0))}"
            self._names.setdefault(about, name)
            self._names.setdefault((question, ""), name)

    def nearest(self, about: Asked) -> str:
        """The place of a question's answer, else of the question; empty where there is none."""
        return self._names.get(about) or self._names.get((about[0], ""), "")

    def own(self, about: Asked) -> str:
        """The name that a row about something has as a place; empty for all but the first such row."""
        name = self._names.get(about, "")
        if name in self._given:
            return ""
        self._given.add(name)
        return name


def _with_links(table: Table, places: dict[str, _Places]) -> Table:
    return replace(table, rows=tuple(_row(table, row, places) for row in table.rows))


def _row(table: Table, row: Row, places: dict[str, _Places]) -> Row:
    found = _told(table, row)
    if found is None:
        return row
    kind, about = found
    link = places[CASES if kind == FIGURES else FIGURES].nearest(about)
    if not link:
        return row
    return replace(row[0], link=link, anchor=places[kind].own(about)), *row[1:]


def _told(table: Table, row: Row) -> tuple[str, Asked] | None:
    """Whether a row has figures or lists cases, and about what; None for a row of neither."""
    source = next((cell.trace for cell in row if cell.trace is not None), None)
    if source is None or row[0].trace is not None or not row[0].text:
        return None
    lists = not table.numeric and lists_cases(row[-1])
    return (CASES if lists else FIGURES), (source.question, source.answer)
