"""What everybody may read: the material of a public version, and a document without what it may not show.

The material has the small groups taken together and says which figures are secret; everything that counts from it
knows by that what to leave out (`Column.shows`, `Trace.hidden`). The document that comes of it then loses the hidden
figures, and the codes of the cases behind those that stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inspektor.domain import markup, swedish
from inspektor.domain.document import (
    HIDDEN,
    Block,
    Cell,
    Chart,
    ChartCell,
    Figure,
    Inline,
    Inlines,
    Inserted,
    Report,
    Table,
    Text,
    Trace,
    in_sections,
    plain,
    running,
    with_running,
)
from inspektor.domain.errors import Problem
from inspektor.domain.figures_in_text import claims, sentences
from inspektor.domain.naming import naming
from inspektor.domain.results import (
    FEWEST,
    FIELD_QUESTIONS,
    OTHERS,
    PUBLISHED,
    SMALL,
    Material,
    Place,
    count,
    regrouped,
)
from inspektor.domain.review import Case
from inspektor.domain.suppression import TooFew, hidden
from inspektor.domain.tabulation import tabulation

GAP = "[visas inte]"  # in people's own words
SIGN = f"{HIDDEN}: visas inte, så att ingen ska kunna pekas ut."


def public(material: Material) -> Material:
    """The material as a public version counts it. Problem where there are too few cases for one."""
    if len(material.cases) < SMALL:
        raise Problem(
            f"En publik version kräver minst {swedish.number(SMALL)} ärenden, för att ingen ska kunna pekas ut. Skriv "
            "den interna versionen."
        )
    for grouping in PUBLISHED:
        material = folded(material, grouping)
    counts = [count(material, key, grouping) for key in material.questions for grouping in PUBLISHED]
    withheld: frozenset[str] = frozenset()
    while True:
        shown = tabulation(counts, withheld)
        try:
            return _kept(material, secret=hidden(shown), untold=shown.unshown, withheld=withheld)
        except TooFew as few:
            facts = {key[0] for key in few.keys}.intersection(FIELD_QUESTIONS) - withheld
            if not facts:
                raise
            withheld |= facts


def folded(material: Material, grouping: str) -> Material:
    """The material with the groups that have too few cases to hide among taken together, and the smallest of the others
    with them where they need it.
    """
    names = together(Counter(material.groups[grouping]), material.labels(grouping))
    return regrouped(material, grouping, names) if names else material


def together(sizes: Mapping[str, int], labels: Iterable[str]) -> dict[str, str]:
    """The new name of each group that is taken together with others."""
    order = sorted(labels, key=sizes.__getitem__)
    small: list[str] = []
    while order and (sizes[order[0]] < FEWEST or 0 < sum(sizes[label] for label in small) < FEWEST):
        small.append(order.pop(0))
    name = OTHERS if order else swedish.listing(swedish.sorted_names(small))
    return dict.fromkeys(small, name)


def _kept(
    material: Material, *, secret: frozenset[Place], untold: frozenset[Place], withheld: frozenset[str]
) -> Material:
    found = replace(material, secret=secret, untold=untold, withheld=withheld)
    vars(found).update(asked=material.asked, groups=material.groups)  # the cached properties
    return found


def published(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a document as everybody may read them."""
    for block in blocks:
        match block:
            case Table():
                yield _table(block)
            case Chart():
                yield from _chart(block)
            case _:
                yield with_running(block, _inlines)


def gaps(blocks: Iterable[Block]) -> list[str]:
    """In which sections people's own words rest on a figure that is not shown, a sentence each."""
    found = (
        f"Texten under ”{section}” har en siffra som inte visas i den publika versionen: skriv om den."
        for section, _, block in in_sections(blocks)
        if any(GAP in plain(inlines) for inlines in running(block))
    )
    return list(dict.fromkeys(found))


def naming_folded(report: Report, cases: Iterable[Case], material: Material) -> list[str]:
    """Under which headings a report names a unit that is told of with others, or a case: in what people have written
    themselves. `material` is that of the internal version.
    """
    groups, cases = folded(material, "enhet").groups["enhet"], list(cases)
    told = {unit for unit, group in zip(material.groups["enhet"], groups, strict=True) if group != OTHERS}
    found = naming(report, {case.unit for case in cases}.difference(told, [""]), cases, told)
    if not found:
        return []
    what = "En enhet som inte redovisas för sig, eller ett enskilt ärende,"
    return [f"{what} nämns i {swedish.listing(found)}. Läs igenom innan rapporten lämnas ut."]


def uncounted(text: str) -> bool:
    """Whether a text in Markdown has a figure that nobody has counted: one that is only written."""
    parts = (part for block in markup.blocks(text) for inlines in running(block) for part in inlines)
    words = (part.text for part in parts if not isinstance(part, Inserted))
    return any(claims(sentence) for part in words for _, sentence in sentences(part))


def _inlines(inlines: Inlines) -> Inlines:
    return tuple(map(_inline, inlines))


def _inline(part: Inline) -> Inline:
    if isinstance(part, Inserted):  # what it said last, of a group that is not shown, perhaps
        return Text(GAP)
    if not isinstance(part, Figure):
        return part
    return Text(GAP) if part.trace.hidden else Figure(part.text, _nameless(part.trace))


def _nameless(trace: Trace) -> Trace:
    """A trace that counts its cases without saying which they are."""
    return replace(trace, cases=("",) * len(trace.cases))


def _table(table: Table) -> Table:
    rows = tuple(tuple(map(_cell, row)) for row in table.rows)
    unshown = any(cell.text == HIDDEN for row in rows for cell in row) or any(
        f"={HIDDEN})" in of for of in table.header
    )
    return replace(table, rows=rows, notes=(*table.notes, SIGN) if unshown else table.notes)


def _cell(cell: Cell) -> Cell:
    if cell.trace is None:
        return cell
    return Cell(HIDDEN) if cell.trace.hidden else Cell(cell.text, _nameless(cell.trace))


def _chart(chart: Chart) -> Iterator[Chart]:
    if not any(cell.trace.hidden for _, cells in chart.rows for cell in cells):
        rows = ((label, tuple(ChartCell(_nameless(of.trace), of.heat) for of in cells)) for label, cells in chart.rows)
        yield replace(chart, rows=tuple(rows))
