"""Where a report names what its version is silent about, in what people have written themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from inspektor.domain.document import Block, Chart, Heading, Report, Table, in_sections, plain, running
from inspektor.domain.figure_topics import named
from inspektor.domain.review import Case

_WORD = re.compile(r"[^\s,;()”\"]*[^\s,;()”\".:]")  # as a case code is written in running text


def naming(report: Report, units: Collection[str], cases: Iterable[Case], own: Iterable[str] = ()) -> list[str]:
    """Under which headings a report names one of some units or cases. `own` are the units whose names it may hold,
    even where another's is a part of them.
    """
    codes = {case.code.casefold() for case in cases if not case.code.isdecimal()}  # a bare number can be anything
    groups = dict.fromkeys(units, ())
    longest = sorted(filter(None, own), key=len, reverse=True)
    found: dict[str, None] = {}
    for heading, text in _placed(report):
        read = text
        for name in longest:
            read = read.replace(name, "")
        if named(read, groups) or not codes.isdisjoint(_WORD.findall(text.casefold())):
            found[heading] = None
    return list(found)


def _placed(report: Report) -> Iterator[tuple[str, str]]:
    """Every text of a report, and what it stands under."""
    yield from (("titeln", text) for text in (report.title, report.subtitle))
    for heading, _, block in in_sections(report.blocks):
        yield from ((f"”{heading}”" if heading else "titeln", text) for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Table():
            yield from (block.caption, *block.header, *block.notes)
            yield from (cell.text for row in block.rows for cell in row)
        case Chart():
            yield from (block.caption, block.alt, *block.heads, *(label for label, _ in block.rows))
        case _:
            yield from map(plain, running(block))
