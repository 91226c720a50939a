"""What goes out of a report that people have written in: nothing that holds a personal identity number.

Word, PDF and the pages on screen are made of the screened report, so that none of them can differ. A paragraph,
quotation, item, heading or cell that holds a number is replaced by a note that says so, and the report's warnings tell
where it stood. No note or warning carries a digit of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from inspektor.domain import swedish
from inspektor.domain.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Heading,
    Inlines,
    Paragraph,
    Quotation,
    Report,
    Table,
    Text,
    in_sections,
    plain,
)
from inspektor.domain.identity import contains_identity_number

WITHHELD = "utelämnat: personnummer"
_HOLDS = "innehåller ett personnummer."
_FRONT = {"title": "titeln", "subtitle": "underrubriken", "dnr": "diarienumret", "data_state": "dataläget"}


def screened(report: Report, own: Collection[str] = ()) -> Report:
    """The report without what holds an identity number. `own` are the program's own numbers, such as the seed of a
    draw, which may look like one.
    """
    screen = _Screen(own)
    front = {name: screen.line(getattr(report, name)) for name in ("title", "subtitle", "dnr", "data_state")}
    if lacking := [_FRONT[name] for name, text in front.items() if text != getattr(report, name)]:
        told = f"{swedish.listing(lacking)} är inte med, eftersom ett personnummer står där."
        screen.found.append(f"Titelsidan är inte hel: {told}")
    blocks = tuple(screen.block(number, block) for _, number, block in in_sections(report.blocks))
    return replace(report, **front, blocks=blocks, warnings=(*report.warnings, *screen.found))


class _Screen:
    """Goes through a report, and keeps what to tell of it in `found`."""

    def __init__(self, own: Collection[str]) -> None:
        self.found: list[str] = []
        self._where = "rapportens början"
        self._heading, self._after = "", 0  # the latest heading that goes out, and how many have not since
        self._own = [re.compile(rf"(?<!\d){one}(?!\d)") for one in own if contains_identity_number(one)]

    def holds(self, text: str) -> bool:
        """Whether a text holds a number as it would be printed: with blanks for tabs, without what cannot be seen."""
        for one in self._own:
            text = one.sub("#", text)
        if not text.isprintable():
            text = "".join(" " if sign in "\t\xa0" else sign for sign in text if sign.isprintable() or sign.isspace())
        return contains_identity_number(text)

    def line(self, text: str) -> str:
        """A text of one line, or what stands in its place."""
        return f"[{WITHHELD}]" if self.holds(text) else text

    def block(self, number: int, block: Block) -> Block:
        """A block, or what stands in its place; the next in the report. `number` is that of its paragraph under the
        heading.
        """
        where = f"i {self._where}"
        match block:
            case Paragraph() | Quotation():
                return self._paragraph(block, f"Stycke {number} {where} är utelämnat: det {_HOLDS}")
            case Bullets():
                items = tuple(self._item(item, f"En punkt i stycke {number} {where}") for item in block.items)
                return replace(block, items=items)
            case Heading():
                return self._titled(block)
            case Table() | Chart():
                made = self._table(block) if isinstance(block, Table) else self._chart(block)
                if made != block:
                    self.found.append(f"Något i {self._called(block)} {where} är utelämnat: det {_HOLDS}")
                return made
        return block

    def _titled(self, block: Heading) -> Heading:
        """A heading, or what stands in its place; what comes next is told of by it, or by where it stands."""
        if not self.holds(block.text):
            self._heading, self._after, self._where = block.text, 0, f"avsnittet ”{block.text}”"
            return block
        self._after += 1
        steps = "närmast" if self._after == 1 else f"{swedish.number(self._after)} rubriker"
        self._where = f"avsnittet {steps} efter " + (f"”{self._heading}”" if self._heading else "titelsidan")
        self.found.append(f"Rubriken till {self._where} är utelämnad: den {_HOLDS}")
        return replace(block, text=self.line(block.text))

    def _called(self, block: Table | Chart) -> str:
        kind = "en tabell" if isinstance(block, Table) else "ett diagram"
        return kind if self.holds(block.caption) else f"”{block.caption}”"

    def _paragraph(self, block: Paragraph | Quotation, told: str) -> Block:
        if not self.holds(plain(block.inlines)):
            return block
        self.found.append(told)
        what = "Ett citat" if isinstance(block, Quotation) else "Ett stycke"
        return Paragraph((Text(f"{what} är utelämnat: det {_HOLDS}"),), "withheld")

    def _item(self, item: Inlines, what: str) -> Inlines:
        if not self.holds(plain(item)):
            return item
        self.found.append(f"{what} är utelämnad: den {_HOLDS}")
        return (Text(f"[En punkt är utelämnad: den {_HOLDS}]"),)

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            caption=self.line(table.caption),
            header=self._lines(table.header),
            rows=tuple(tuple(self._cell(cell) for cell in row) for row in table.rows),
            notes=self._lines(table.notes),
        )

    def _cell(self, cell: Cell) -> Cell:
        """A cell, or what stands in its place: links may lead to it, so it stays the place that it was."""
        return replace(cell, text=f"[{WITHHELD}]", trace=None) if self.holds(cell.text) else cell

    def _chart(self, chart: Chart) -> Chart:
        return replace(
            chart,
            caption=self.line(chart.caption),
            alt=self.line(chart.alt),
            heads=self._lines(chart.heads),
            rows=tuple((self.line(label), cells) for label, cells in chart.rows),
        )

    def _lines(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(self.line, texts))
