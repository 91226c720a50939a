"""Holds the figures that somebody's text says against those that the review gives.

A figure is known by its mark; where there is none, by the sentence or the table cell of the report that it stands in;
else by what its sentence speaks of. What the review gives comes from the report as it would be made now, and from the
one counting function. A figure that contradicts itself is wrong wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from inspektor.domain import swedish
from inspektor.domain.document import Cell, Trace
from inspektor.domain.figures_in_text import Claim, claims, plain, rounded, sentences, without_figures
from inspektor.domain.known_figures import Known, Printed, Told, skeleton
from inspektor.domain.number_words import in_digits
from inspektor.domain.results import SMALL

_ELSEWHERE = re.compile(
    r"\b(?:19|20)\d\d\b|\bförra\b|\btidigare (?:år|granskning)|\bföregående\b|\briket\b|\bnationell|\bkommunerna\b"
)
_PAIRS = (("kvinnor", "män"), ("flickor", "pojkar"), ("bifall", "avslag"))
_OWN_WHOLE = re.compile(r"\b(?:bland|hos|för|av|utav)(?: alla| de)?$")
_OF_ALL = r"av (?:de |alla |samtliga )?(?:granskade(?: ärendena| akterna)?|ärendena|akterna|personerna|besluten) "
_REVIEWED_UNITS = r"\bgranskningen (?:omfatta\w*|gäll\w*|genomfördes i|gjordes i)(?: totalt| sammanlagt| alla| de)? $"
_IN_PASSING = ("en", "ett", "alla")  # words that are no figures unless they are known for one


@dataclass(frozen=True)
class Mark:
    """A marked figure: where it stands in its passage, and its id."""

    start: int
    end: int
    id: str


@dataclass(frozen=True)
class Passage:
    """A paragraph, or a table cell with the headings of its row and column. `place` says where it is."""

    text: str
    place: str
    marks: tuple[Mark, ...] = ()
    row: str | None = None
    column: str = ""

    @property
    def context(self) -> str:
        """What the headings say of it."""
        return "" if self.row is None else f"{self.row} {self.column}"


@dataclass(frozen=True)
class Finding:
    """One figure of a text, judged: right, wrong, or (None) not recognised.

    `expected` is the figure that the review gives, `trace` where it comes from, `why` what is wrong. `share` says that
    it tells of a share in numbers; `start` and `end` are its place in the text of its passage.
    """

    place: str
    sentence: str
    text: str
    right: bool | None
    expected: str = ""
    why: str = ""
    trace: Trace | None = None
    share: bool = False
    start: int = 0
    end: int = 0

    @property
    def told(self) -> str:
        """What is wrong, in a sentence or two that follow the figure: `Det ska vara 14 av 32 (44 procent).`"""
        right = f"Det ska vara {self.expected}." if self.expected else ""
        why = f"{swedish.upper_first(self.why)}." if self.why else ""
        return " ".join(filter(None, (right, why)))


def check(known: Known, passages: Iterable[Passage]) -> Iterator[Finding]:
    """Every figure of a text, in order."""
    for passage in passages:
        for start, sentence in sentences(passage.text):
            yield from _Sentence(known, passage, start, sentence).findings()


class _Sentence:
    """One sentence of a passage, or one table cell."""

    def __init__(self, known: Known, passage: Passage, start: int, sentence: str) -> None:
        self._known, self._passage, self._start, self._sentence = known, passage, start, sentence
        self._claims = claims(sentence)

    def findings(self) -> Iterator[Finding]:
        if not self._claims:
            return
        variants = self._known.sentence(self._sentence)
        unequal = _unequal(self._sentence, self._claims)
        for place, claim in enumerate(self._claims):
            blank = Finding(
                self._passage.place,
                self._sentence.strip(),
                claim.text,
                None,
                share=claim.in_numbers,
                start=self._start + claim.start,
                end=self._start + claim.end,
            )
            found = self._judged(blank, claim, [one[place] for one in variants])
            if found.right is not False and place in unequal:
                found = replace(found, right=False, why=unequal[place])
            if found.right is not None or claim.text.split(" ")[0].lower() not in _IN_PASSING:
                yield found

    def _judged(self, blank: Finding, claim: Claim, same: Sequence[Told]) -> Finding:
        """By what is known of it, the surest first."""
        cell = self._same_cell(claim)
        if not cell and self._known.is_printed(self._sentence):
            trace = self._trace_of_mark(claim) or next(
                (one.trace for one in same if one.claim.says == claim.says), None
            )
            return replace(blank, right=True, expected=claim.text, trace=trace)
        marked = self._marked(claim)
        if printed := [one for mark in marked for one in self._known.of_mark(mark.id)]:
            return self._by_mark(blank, claim, marked, printed)
        if cell:
            right = self._says_as(cell)
            expected, why = (claim.text, "") if right else (cell[0].text, claim.fault())
            return replace(blank, right=right, expected=expected, why=why, trace=cell[0].trace)
        units = self._known.counts_units(claim)
        if alike := [one for one in same if self._known.counts_units(one.claim) == units]:
            return _by_sentence(blank, claim, alike)
        return self._by_words(blank, claim)

    def _same_cell(self, claim: Claim) -> Sequence[Cell]:
        """The report's own cells under the same headings, where they differ in their figures alone or the claim is
        most of what the cell holds.
        """
        row, column = self._passage.row, self._passage.column
        cells = self._known.cell(row, column) if row is not None else ()
        alike = [cell for cell in cells if skeleton(cell.text) == skeleton(self._sentence)]
        return alike or (cells if 2 * len(claim.text) > len(self._sentence.strip()) else ())

    def _says_as(self, cells: Sequence[Cell]) -> bool:
        said = [claim.says for claim in self._claims]
        return any([claim.says for claim in claims(cell.text)] == said for cell in cells)

    def _marked(self, claim: Claim) -> list[Mark]:
        """The marks that a claim stands in or touches."""
        start, end = self._start + claim.start, self._start + claim.end
        return [
            mark
            for mark in self._passage.marks
            if (mark.start < end and mark.end > start) or (mark.start == mark.end and start <= mark.start <= end)
        ]

    def _trace_of_mark(self, claim: Claim) -> Trace | None:
        printed = (one for mark in self._marked(claim) for one in self._known.of_mark(mark.id))
        return next((one.trace for one in printed), None)

    def _by_mark(self, blank: Finding, claim: Claim, marked: Sequence[Mark], printed: Sequence[Printed]) -> Finding:
        fit = next((one.trace for one in printed if _fits(claim, one.trace)), None)
        if fit is not None:
            return replace(blank, right=True, expected=_shaped(claim, fit), trace=fit)
        texts = {plain(one.text) for one in printed}
        inside = marked[0].start <= self._start + claim.start and self._start + claim.end <= marked[-1].end
        if inside and all(plain(self._passage.text[mark.start : mark.end]) in texts for mark in marked):
            return replace(blank, right=True, expected=claim.text, trace=printed[0].trace)
        first = printed[0].trace
        told = any(claims(one.text) for one in printed)
        expected = _shaped(claim, first) if told and any(one is not None for one in claim.says) else printed[0].text
        return replace(blank, right=False, expected=expected, why=claim.fault(), trace=first)

    def _by_words(self, blank: Finding, claim: Claim) -> Finding:
        """By what the sentence speaks of; sure only where it can be but one question."""
        text = f"{self._sentence} {self._passage.context}"
        topic = self._known.topics.of(f"{without_figures(self._sentence)} {self._passage.context}")
        candidates = self._known.candidates(topic.questions, text, claim)
        if not topic.sure:
            candidates = [*self._known.facts(text, claim), *candidates]
        fitting = next((one for one in candidates if _fits(claim, one)), None)
        fault = claim.fault() or self._reviewed_fault(claim)
        if fault:
            alike = (one for one in candidates if topic.sure or _agreement(claim, one) > 1)
            nearest = max(alike, key=lambda one: _agreement(claim, one), default=None)
            expected = _shaped(claim, nearest) if nearest is not None else ""
            return replace(blank, right=False, expected=expected, why=fault, trace=nearest)
        if fitting is not None:
            return replace(blank, right=True, expected=_shaped(claim, fitting), trace=fitting)
        if topic.sure and candidates and self._is_judged(claim):
            nearest = max(candidates, key=lambda one: _agreement(claim, one))
            return replace(blank, right=False, expected=_shaped(claim, nearest), trace=nearest)
        if self._counts_reviewed_units(claim):
            units = self._known.units()
            return replace(blank, right=False, expected=_shaped(claim, units), trace=units)
        only = self._known.only(claim) if not topic.questions else None
        return blank if only is None else replace(blank, right=True, expected=_shaped(claim, only), trace=only)

    def _is_judged(self, claim: Claim) -> bool:
        """Whether a claim on a question can be called wrong: a share, or a number of units, of this very review."""
        tells = claim.is_share or claim.reviewed or self._known.counts_units(claim)
        return tells and not _ELSEWHERE.search(plain(self._sentence))

    def _counts_reviewed_units(self, claim: Claim) -> bool:
        """Whether it says how many units the review is about: `Granskningen omfattar tolv nämnder`."""
        before, after = plain(self._sentence[: claim.start]), plain(self._sentence[claim.end :])
        said = re.search(_REVIEWED_UNITS, before) or re.match(r" (?:ingår|ingick) i granskningen\b", after)
        return bool(said) and self._known.counts_units(claim) and not claim.is_share

    def _reviewed_fault(self, claim: Claim) -> str:
        """What is wrong with a share of all the reviewed cases, of which the text does not say how many they are."""
        return replace(claim, whole=self._known.size).fault() if claim.reviewed and claim.is_share else ""


def _fits(claim: Claim, trace: Trace) -> bool:
    says = any(one is not None for one in claim.says)
    return says and claim.fits(len(trace.cases), trace.base)


def _agreement(claim: Claim, trace: Trace) -> int:
    """How much of what a claim says a figure agrees with."""
    share = Fraction(len(trace.cases), trace.base) if trace.base else Fraction(0)
    return (
        2 * (claim.part == len(trace.cases))
        + 2 * (claim.whole == trace.base)
        + 2 * (claim.percent is not None and claim.percent == rounded(share, claim.decimals))
        + (trace.answer == "ja")
    )


def _by_sentence(blank: Finding, claim: Claim, same: Sequence[Told]) -> Finding:
    """By the report's own sentences that differ from this in nothing but their figures."""
    fit = next((one for one in same if one.claim.says == claim.says), None)
    if fit is not None:
        return replace(blank, right=True, expected=claim.text, trace=fit.trace)
    first = same[0]
    return replace(blank, right=False, expected=first.claim.text, why=claim.fault(), trace=first.trace)


def _shaped(claim: Claim, trace: Trace) -> str:
    """A figure written as the claim is: a share, a percentage or a number."""
    part, whole = len(trace.cases), trace.base
    if claim.percent is not None and claim.part is None and whole:
        percent = in_digits(rounded(Fraction(part, whole), claim.decimals), claim.decimals)
        return f"{percent} procent ({part} av {whole})"
    if not claim.is_share and not claim.reviewed:
        number = str(part) if claim.text[:1].isdigit() else swedish.number(part)
        return f"{number} {claim.noun}" if claim.noun and part != 1 and " av " not in claim.text else number
    share = swedish.share(part, whole)
    percentage = f" ({swedish.percent(part, whole)} procent)" if whole >= SMALL else ""
    return (share.replace("noll av", "inget av")) + percentage


def _unequal(sentence: str, found: Sequence[Claim]) -> dict[int, str]:
    """The percentages that share one whole between them and do not make it up: `39 procent kvinnor, 51 procent män`."""
    read = plain(sentence)
    total = sum((claim.percent for claim in found if claim.percent is not None), Fraction(0))
    for pair in _PAIRS:
        shares = {
            group: place for place in range(len(found)) if (group := _group(read, found, place, pair)) is not None
        }
        if len(shares) == len(pair):
            together = sum((found[place].percent or Fraction(0) for place in shares.values()), Fraction(0))
            if abs(together - 100) > 1 and abs(total - 100) > 1:
                why = f"{pair[0]} och {pair[1]} är tillsammans {in_digits(together, 0)} procent"
                return dict.fromkeys(shares.values(), why)
    return {}


def _group(read: str, found: Sequence[Claim], place: int, pair: Sequence[str]) -> str | None:
    """Which of a pair a percentage tells the share of, where both are parts of one whole."""
    claim = found[place]
    if claim.percent is None or claim.part is not None or claim.whole is not None:
        return None
    after = read[claim.end :]
    if follows := re.match(rf" (?:{_OF_ALL})?(?:är |var |gäller |gällde )?({'|'.join(pair)})\b", after):
        return follows[1]
    if re.match(r" (?:av|utav)\b", after):
        return None
    before = read[found[place - 1].end if place else 0 : claim.start]
    groups = list(re.finditer(rf"\b({'|'.join(pair)})\b", before))
    if not groups or _OWN_WHOLE.search(before[: groups[-1].start()].rstrip()):
        return None
    return groups[-1][1]
