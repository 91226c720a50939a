"""What a review gives for its figures: by mark, by sentence, by table cell, and question by question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from inspektor.domain import figure_marks
from inspektor.domain.document import (
    Block,
    Bullets,
    Cell,
    Figure,
    Heading,
    Inlines,
    Paragraph,
    Quotation,
    Report,
    Table,
    Text,
    Trace,
    plain,
)
from inspektor.domain.fields import UNKNOWN
from inspektor.domain.figure_topics import Topics, named
from inspektor.domain.figures_in_text import Claim, claims, sentences
from inspektor.domain.figures_in_text import plain as as_read
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.results import GROUPINGS, NO, Count, Material, count
from inspektor.domain.sentences import base_trace, trace

_SIZE = re.compile(r"\s*\(n\s*=\s*\d+\)\s*$")
_PART = re.compile(r"\s*\(del \d+ av \d+\)\s*$")
_UNITS = re.compile(r"(?:stadsdels|social)?(?:nämnd|enhet|förvaltning|stadsdel|distrikt)(?:er|erna|ar|arna|en)?$")
_WORDY = re.compile(r"[a-zåäö]{2}")
_DENIES = re.compile(r"\b(?:inte|ej|ing(?:en|et|a)|utan|nej|varken|aldrig)\b|sakna|brist")
_NAMES = {
    "kvinna": ("kvinnor", "kvinnorna", "kvinnornas"),
    "man": ("män", "männen", "männens"),
    "bifall": ("bifallen", "beviljade"),
    "avslag": ("avslagen", "avslogs", "avslagna"),
}
_FIELDS = {  # what a text calls the facts of a case
    "kon": r"\b(?:kvinn|flick|män\b|männen|man\b|pojk)",
    "beslut": r"\b(?:avslag|bifall|avslog|bevilja)",
    "barn": r"\bminderårig",
    "forsta_beslut": r"\bförsta (?:beslut|ansök)|\bförstagångs",
    "lagrum": r"\bsol\b|\blss\b",
}
_PERSONS = {"kvinna": "kvinna", "kvinnor": "kvinna", "kvinnorna": "kvinna", "man": "man", "män": "man", "männen": "man"}


@dataclass(frozen=True)
class Printed:
    """A figure as the report prints it."""

    text: str
    trace: Trace


@dataclass(frozen=True)
class Told:
    """A figure in one of the report's own sentences; its trace where it has one."""

    claim: Claim
    trace: Trace | None


class Known:
    """A review's figures. `report` is the report as it would be made now, `own` the same without people's own texts:
    only what the program writes is taken to be right as it stands. `pooled` is the material with the groups of a dialog
    version.
    """

    def __init__(self, material: Material, report: Report, own: Report, pooled: Material | None = None) -> None:
        self._material = material
        self._materials = (material, *([pooled] if pooled else []))
        self._figures = LiveFigures(material)
        self._printed: dict[str, list[Printed]] = {}
        for text, source in figure_marks.printed(report):
            self._printed.setdefault(figure_marks.key(source), []).append(Printed(text, source))
        self._sentences: dict[str, list[list[Told]]] = {}
        self._exact: set[str] = set()
        for inlines in _texts(own):
            self._learn(inlines)
        self._cells = _cells(own)

    @property
    def size(self) -> int:
        """How many cases have been reviewed."""
        return len(self._material.cases)

    @cached_property
    def topics(self) -> Topics:
        """What the questions are about."""
        return Topics(question for checklist in self._material.checklists for question in checklist.questions)

    def is_printed(self, sentence: str) -> bool:
        """Whether the program writes the sentence just so."""
        return _collapsed(_caption(sentence)) in self._exact

    def sentence(self, sentence: str) -> Sequence[Sequence[Told]]:
        """The figures of the program's own sentences that differ from this one in nothing else."""
        return self._sentences.get(skeleton(_caption(sentence)), ())

    def cell(self, row: str, column: str) -> Sequence[Cell]:
        """What the program's own tables have under the same headings."""
        return self._cells.get((_collapsed(row), _column(column)), ())

    def of_mark(self, mark: str) -> Sequence[Printed]:
        """What the review gives for a mark, as the report prints it or else as it is counted."""
        key = figure_marks.key_of(mark)
        if key in self._printed:
            return self._printed[key]
        found = self._figures.trace(key)
        return () if found is None else (Printed(f"{len(found.cases)} av {found.base}", found),)

    @cached_property
    def _counted(self) -> Mapping[str, Trace]:
        """Every figure that can be counted, by its key."""
        return {figure_marks.key(one): one for one in self._everything()}

    def _everything(self) -> Iterator[Trace]:
        for material in self._materials:
            for question in material.questions:
                for grouping in (None, *GROUPINGS):
                    yield from _traces(count(material, question, grouping), every=True)

    def only(self, claim: Claim) -> Trace | None:
        """The one figure of all that a claim can be; None where there is none, or where several questions have it."""
        if claim.part is None or claim.whole is None:
            return None
        fitting = [one for one in self._counted.values() if claim.fits(len(one.cases), one.base)]
        return fitting[0] if len({one.question for one in fitting}) == 1 else None

    def counts_units(self, claim: Claim) -> bool:
        """Whether it is units that are counted, not cases."""
        return bool(_UNITS.fullmatch(claim.noun))

    def units(self) -> Trace:
        """How many units there are cases of: a trace of units for cases."""
        labels = tuple(label for label in self._material.labels("enhet") if label != UNKNOWN)
        return Trace("kon", "bas", "enhet", labels, len(labels))

    def candidates(self, questions: Sequence[str], text: str, claim: Claim) -> list[Trace]:
        """The figures of some questions that a text can mean: of the groups that it names, and of all cases."""
        units = self.counts_units(claim)
        each = self._by_unit if units else lambda question: self._of(question, text)
        found = [one for question in questions for one in each(question) if one.base]
        return found if _DENIES.search(as_read(text)) else [one for one in found if one.answer != NO]

    def facts(self, text: str, claim: Claim) -> list[Trace]:
        """The facts of the cases that a text can mean: gender, decision and the like, and how many cases there are."""
        if self.counts_units(claim):
            return [self.units()] if not claim.is_share else []
        fields = [field for field, words in _FIELDS.items() if re.search(words, as_read(text))]
        found = [one for field in fields for one in self._of(field, text) if one.base]
        return [*found, *self._sizes(text, claim)]

    def _of(self, question: str, text: str) -> Iterator[Trace]:
        """The figures of a question in the groups that a text names, those first, and in all."""
        for material, grouping in product(self._materials, GROUPINGS):
            if question == grouping:
                continue
            names = {label: _NAMES.get(label, ()) for label in material.labels(grouping)}
            for label in named(text, names):
                one = count(material, question, grouping)
                yield from (source for source in _traces(one) if source.group == label and source.grouping)
        yield from _traces(count(self._material, question))

    def _sizes(self, text: str, claim: Claim) -> Iterator[Trace]:
        """How many cases there are, in all and in the groups that a text names."""
        if claim.part is None or claim.is_share or not claim.noun:
            return
        if gender := _PERSONS.get(claim.noun):
            one = count(self._material, "kon")
            yield trace(one, one.total, gender)
        elif claim.noun.startswith(("ärende", "akt", "person", "beslut")):
            codes = tuple(self._material.codes)
            yield Trace("kon", "bas", "Totalt", codes, len(codes))
            one = count(self._material, "kon", "enhet")
            for column in one.columns:
                if named(text, {column.label: ()}):
                    cases = column.based_on("all")
                    yield Trace("kon", "bas", column.label, cases, len(cases), "enhet")

    def _by_unit(self, question: str) -> Iterator[Trace]:
        """In how many units any case, and in how many every case, has an answer: a trace of units for cases."""
        one = count(self._material, question, "enhet")
        with_base = [column for column in one.columns if column.base]
        for answer in one.total.answers:
            for enough in (lambda column: column.base, lambda _: 1):
                units = [column.label for column in with_base if len(column.cases[answer]) >= enough(column)]
                yield Trace(question, answer, "enhet", tuple(units), len(with_base))

    def _learn(self, inlines: Inlines) -> None:
        """Keep the sentences with figures; those that are nothing but figures tell nothing of which they are."""
        traces = list(_places(inlines))
        for start, sentence in sentences(plain(inlines)):
            found, without = _learned(sentence)
            if found and _WORDY.search(without):
                self._exact.add(_collapsed(sentence))
                told = [Told(claim, _trace_at(start + claim.start, start + claim.end, traces)) for claim in found]
                self._sentences.setdefault(without, []).append(told)


def _places(inlines: Inlines) -> Iterator[tuple[int, int, Trace]]:
    """Where the figures of running text begin and end, and where they come from."""
    start = 0
    for part in inlines:
        if isinstance(part, Figure):
            yield start, start + len(part.text), part.trace
        start += len(part.text)


def _trace_at(start: int, end: int, traces: Sequence[tuple[int, int, Trace]]) -> Trace | None:
    return next((source for first, last, source in traces if first < end and last > start), None)


def _traces(one: Count, *, every: bool = False) -> Iterator[Trace]:
    """The figures of a count, column by column; with `every`, also of those who gave no answer, and the bases."""
    for column in (*one.columns, one.total):
        for answer in column.cases if every else column.answers:
            yield trace(one, column, answer)
        if every:
            yield base_trace(one, column)


def heading_row(label: str) -> str:
    """What stands for the label of a table's heading row: that of a row below it, which says what table it is."""
    return f"¤ {label}"


def _caption(sentence: str) -> str:
    """The caption of a whole table, also where it stands over one of the parts that a wide table is printed in."""
    return _PART.sub("", sentence)


def _collapsed(text: str) -> str:
    return " ".join(as_read(text).split())


def skeleton(sentence: str) -> str:
    """A sentence without what its figures say, nor its dates and other numbers."""
    return _without(claims(sentence), sentence)


def _without(found: Sequence[Claim], sentence: str) -> str:
    read, end, parts = as_read(sentence), 0, []
    for claim in found:
        parts.append(read[end : claim.start])
        end = claim.end
    return " ".join("¤".join(re.sub(r"\d+", "#", part) for part in (*parts, read[end:])).split())


@lru_cache(maxsize=20_000)
def _learned(sentence: str) -> tuple[Sequence[Claim], str]:
    """The figures of a sentence that the program writes, and its skeleton: nearly all are the same each time that
    somebody pauses in writing.
    """
    found = tuple(claims(sentence))
    return found, _without(found, sentence)


def _column(heading: str) -> str:
    return _collapsed(_SIZE.sub("", heading))


def _texts(report: Report) -> Iterator[Inlines]:
    """All that the program writes, a paragraph at a time."""
    front = (report.title, report.subtitle, report.data_state, f"Dnr {report.dnr}", f"Datum {report.date}")
    yield from ((Text(text),) for text in front)
    for block in report.blocks:
        yield from _words(block)


def _words(block: Block) -> Iterator[Inlines]:
    match block:
        case Heading():
            yield (Text(block.text),)
        case Paragraph() | Quotation():
            yield block.inlines
            yield (Text("["), *block.inlines, Text("]"))
        case Bullets():
            yield from block.items
        case Table():
            yield from ((Text(text),) for text in (block.caption, *block.header, *block.notes))
            yield from ((Text(cell.text),) for row in block.rows for cell in (row[:1] if block.numeric else row))


def _cells(report: Report) -> dict[tuple[str, str], list[Cell]]:
    """What stands under the same headings in the tables of figures, and what the headings themselves say."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for table in (block for block in report.blocks if isinstance(block, Table)):
        heads = tuple(Cell(text) for text in table.header)
        for row in table.rows:
            label = _collapsed(row[0].text)
            for head, *cells in zip(table.header, heads, row, strict=False):
                for place, cell in zip((heading_row(label), label), cells, strict=True):
                    found.setdefault((place, _column(head)), []).append(cell)
    return found
