"""The chapters of a dialog version that are about one unit alone: its own results, and questions to talk about.

The unit's staff and managers meet the inspectors over it before the report is adopted. Of the others it says what they
are together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from inspektor.domain import fields, swedish
from inspektor.domain.comparison import Comparisons
from inspektor.domain.document import Block, Bullets, Cell, Figure, Heading, Inlines, Paragraph, Table, Text, Trace
from inspektor.domain.report_facts import decided, genders, half_reviewed, not_reviewed, size, under_way
from inspektor.domain.report_results import differences
from inspektor.domain.result_tables import base_notes, heading, shown_columns, unsettled_notes
from inspektor.domain.results import NO, OTHERS, SMALL, YES, Column, Count, Material, count
from inspektor.domain.sentences import among, beside, sentence
from inspektor.domain.shortcomings import lacking, shortcoming_in_words, shortcoming_label

MOST = 8  # findings that one meeting has time for
SHARED = 3  # so many of what works well are taken up again
FEWEST = 3  # of one case or two nothing is said to work well
WELL = Fraction(1, 10)  # the largest share of shortcomings in what works well

_ONE = (  # asked where one case has the shortcoming
    "Är det en enstaka händelse, eller känner ni igen det från andra ärenden?",
    "Vad hände i det ärendet, och kan det hända igen?",
)
_ALL = (  # where every case has it
    "Vad ligger bakom att det ser likadant ut i alla ärenden?",
    "Vad skulle vara ett första steg för att komma till rätta med det?",
)
_SOME = ("Vad skiljer de ärenden där det fungerar från de andra?",)
_ANY = (
    "Känner ni igen bilden, och vad tror ni att den beror på?",
    "Hur går det till i dag, och var uppstår bristen?",
    "Vad innebär bristen för den enskilde?",
    "Vad gör det svårt, och vad skulle göra det lättare?",
    "Vilket stöd ger rutiner och mallar, och hur används de?",
    "Vad behöver ändras, och vem kan göra det?",
    "Hur vet ni hur det ser ut i de ärenden som inte granskades?",
    "Vem hos er behöver känna till det här, och hur får de veta det?",
)
_STANDING = "Stämmer beskrivningen av er verksamhet? Är något missförstått, eller saknas något?"
_DONE, _DONE_ALL = "Vad har ni redan gjort åt bristen?", "Vad har ni redan gjort åt var och en av bristerna?"
_FOLLOW_UP = (  # where there are shortcomings
    "Om något inte är åtgärdat: vad beror det på, och vilket stöd behöver ni?",
    "Vem ansvarar för det som återstår, och när ska det vara klart?",
    "Hur ska ni själva följa att det blir bättre, innan granskningen följs upp?",
)
_GO_ON = ("Vad behövs för att det ska fortsätta att fungera?",)
_NOTHING_WELL = "I varje fråga med minst tre bedömda ärenden har mer än ett av tio en brist."


@dataclass(frozen=True)
class Result:
    """A question that can show a shortcoming, counted by unit; the unit's column, and its cases with the
    shortcoming.
    """

    count: Count
    own: Column
    lacking: Trace

    @property
    def part(self) -> int:
        """How many of the unit's cases have the shortcoming."""
        return len(self.lacking.cases)

    @property
    def base(self) -> int:
        """Of how many."""
        return self.lacking.base

    @property
    def share(self) -> Fraction:
        """The share of the unit's cases that have the shortcoming."""
        return Fraction(self.part, self.base)

    @property
    def others(self) -> Column | None:
        """The column of the other units together; None where there are none."""
        found = self.count.column(OTHERS)
        return None if found is self.count.total else found


def results(material: Material, unit: str) -> list[Result]:
    """What there is to tell of a unit: each question that can show a shortcoming and has answers there."""
    questions = (question for checklist in material.checklists for question in checklist.questions)
    counts = (count(material, question.id, "enhet") for question in questions if question.shortcoming)
    found = ((one, one.column(unit)) for one in counts)
    return [Result(one, own, lacking(one, own)) for one, own in found if own.answered]


def shortcomings(found: Iterable[Result]) -> list[Result]:
    """Those with a shortcoming, that of the most cases first, since a share of few cases says little; of those alike,
    the largest share first.
    """
    having = [one for one in found if one.part]
    return sorted(having, key=lambda one: (-one.part, -one.share))


def strengths(found: Iterable[Result]) -> list[Result]:
    """Those where there is hardly any shortcoming, the fewest first; of those alike, the most cases first; small bases
    last.
    """
    good = [one for one in found if one.base >= FEWEST and one.share <= WELL]
    return sorted(good, key=lambda one: (one.base < SMALL, one.share, -one.base))


def own_results(material: Material, unit: str, compared: Comparisons) -> Iterator[Block]:
    """What was reviewed in the unit, what works well there, the shortcomings, and where it differs from the others."""
    found = results(material, unit)
    yield from _reviewed(material, unit)
    if not found:
        yield _paragraph(f"Frågorna har ännu inga svar att räkna i {unit}.")
        return
    yield from _care(found)
    yield from _strong(found)
    yield Heading(2, "Brister", "enheten_brister")
    yield _table(shortcomings(found), unit)
    told = tuple(differences(material, compared, [one.count.question for one in found], "enhet"))
    if told:
        yield Heading(2, "Jämfört med övriga", "enheten_jamfort")
        yield from (Paragraph(block.inlines) if isinstance(block, Paragraph) else block for block in told)


def _reviewed(material: Material, unit: str) -> Iterator[Block]:
    of = genders(material, unit)
    told: Inlines = (Text(f"I {unit} {'ingår' if under_way(material, unit) else 'granskades'} "), size(material, unit))
    told += (Text(", "), *of) if of else ()
    alone = OTHERS not in material.labels("enhet")
    told += () if alone else (Text(". Granskningen omfattar totalt "), size(material))
    yield Paragraph((*told, Text("."), *_decisions(material, unit)))
    if alone:
        yield _paragraph(f"Granskningen gäller bara {unit}, så det finns inga övriga enheter att jämföra med.")
    yield from not_reviewed(material, unit)
    yield from half_reviewed(material, unit)


def _decisions(material: Material, unit: str) -> Inlines:
    """How many of the unit's cases were refused, wholly or in part."""
    one = count(material, "beslut", "enhet")
    own = one.column(unit)
    told: Inlines = ()
    for decision in (word for word in reversed(fields.DECISIONS) if word != "bifall" and own.cases[word]):
        told += (*decided(one, own, decision), Text("."))
    return told


def _care(found: Sequence[Result]) -> Iterator[Block]:
    """How few the cases are, where that matters."""
    text = "Siffrorna visar vad som fanns i de granskade ärendena och inte hur det är i alla."
    if any(one.base < SMALL for one in found):
        text += " Där de bedömda ärendena är färre än tio anges ingen procent, eftersom ett enda ärende då väger tungt."
    yield Paragraph((Text(text),), "note")


def _strong(found: Sequence[Result]) -> Iterator[Block]:
    yield Heading(2, "Det som fungerar väl", "enheten_fungerar")
    good = strengths(found)
    if not good:
        enough = any(one.base >= FEWEST for one in found)
        yield _paragraph(_NOTHING_WELL if enough else "Ärendena är för få för att avgöra vad som fungerar väl.")
        return
    several = "Högst ett av tio bedömda ärenden har en brist i frågorna:"
    yield _paragraph(several if len(good) > 1 else "I en fråga har högst ett av tio bedömda ärenden en brist:")
    told = tuple(map(_told, good[:MOST]))
    yield Bullets(told) if len(told) > 1 else Paragraph(told[0])
    rest = len(good) - MOST
    if rest > 0:
        more = f"{swedish.number(rest, common=True)} {swedish.plural(rest, 'fråga', 'frågor')}"
        yield _paragraph(f"Det finns få eller inga brister i ytterligare {more}.")


def _table(short: Sequence[Result], unit: str) -> Block:
    """The shortcomings found in the unit, with those of the others and of all beside them."""
    if not short:
        return _paragraph(f"Granskningen fann ingen brist i de granskade ärendena i {unit}.")
    columns = shown_columns(short[0].count)
    header = ("Fråga", *(f"{heading(column, short[0].count)} (n={column.n})" for column in columns))
    rows = tuple((Cell(shortcoming_label(one.count.question)), *_cells(one.count)) for one in short)
    caption = f"Ärenden med brist{f', flest i {unit} först' if len(short) > 1 else ''}"
    settled = unsettled_notes([replace(one.count, total=one.own) for one in short])
    return Table(caption, header, rows, (*base_notes([one.count for one in short]), *settled))


def _cells(one: Count) -> Iterator[Cell]:
    for source in (lacking(one, column) for column in shown_columns(one)):
        k, n = len(source.cases), source.base
        percent = f" ({swedish.percent(k, n)} %)" if n >= SMALL else ""
        yield Cell(f"{k} av {n}{percent}", source) if n else Cell("–")


def _told(one: Result) -> Inlines:
    """A result of the unit, and what the others have of it."""
    question = one.count.question
    plain = question.shortcoming in (YES, NO) and len(one.own.cases[YES]) + len(one.own.cases[NO]) == one.base
    if question.choices or plain:
        return beside(one.count, one.own, one.others) if one.others else sentence(one.count, one.own)
    lead = f"Frågan ”{question.label}” fick svaret {shortcoming_in_words(question)} i "
    noun = swedish.plural(one.base, "ärende", "ärenden")
    told: Inlines = (Text(lead), _share(one.lacking), Text(f" {noun}"), *_percent(one.lacking))
    if one.others and (there := lacking(one.count, one.others)).base:
        told += (Text(f", {among(OTHERS)} i "), _share(there), *_percent(there))
    return (*told, Text("."))


def _share(source: Trace) -> Figure:
    part, whole = len(source.cases), source.base
    return Figure(("ett" if part else "inget") if whole == 1 else swedish.share(part, whole), source)


def _percent(source: Trace) -> Inlines:
    if source.base < SMALL:
        return ()
    return Text(" ("), Figure(f"{swedish.percent(len(source.cases), source.base)} procent", source), Text(")")


def discussion(material: Material, unit: str, *, in_table: bool = True) -> Iterator[Block]:
    """The questions: of each shortcoming that is not next to none, of what works well, and those always asked; nothing
    where there are no results to talk about. `in_table` says that the report has the table of all shortcomings.
    """
    found = results(material, unit)
    if not found:
        return
    short, good = shortcomings(found), strengths(found)
    grave = [one for one in short if one not in good]
    if grave:
        yield Heading(2, "Vad granskningen fann", "dialog_brister")
        yield from _findings(grave, len(short), in_table=in_table)
    if good:
        yield Heading(2, "Att dela med andra", "dialog_dela")
        told = tuple(sentence(one.count, one.own) for one in good[:SHARED])
        yield Bullets(told) if len(told) > 1 else Paragraph(told[0])
        yield Paragraph((Text("Hur har ni gått till väga, och vad kan andra ha nytta av?", italic=True),))
    yield Heading(2, "Läget nu och uppföljningen", "dialog_uppfoljning")
    done = (_DONE_ALL if len(short) > 1 else _DONE, *_FOLLOW_UP)
    last = (_STANDING, *(done if short else _GO_ON if good else ()))
    yield Bullets(tuple((Text(question, italic=True),) for question in last))


def _findings(short: Sequence[Result], whole: int, *, in_table: bool) -> Iterator[Block]:
    """Each with a question of its own, and how many of the `whole` number of shortcomings are left."""
    shown = short[:MOST]
    items = tuple(
        (*_told(one), Text(" "), Text(question, italic=True))
        for one, question in zip(shown, _asked(shown), strict=True)
    )
    yield Bullets(items, ordered=True) if len(items) > 1 else Paragraph(items[0])
    rest = whole - len(shown)
    if rest:
        more = f"{swedish.number(rest, common=True)} {swedish.plural(rest, 'fråga', 'frågor')}"
        where = " med brister står i tabellen under rubriken Brister" if in_table else " har brister"
        yield _paragraph(f"Ytterligare {more}{where}.")


def _asked(short: Iterable[Result]) -> Iterator[str]:
    """An open question for each finding, none twice."""
    left = [*_ONE, *_ALL, *_ANY[:2], *_SOME, *_ANY[2:]]
    for one in short:
        unfit = {*(_ONE if one.part > 1 else ()), *(_ALL if one.part < one.base or one.part == 1 else _SOME)}
        chosen = next(question for question in left if question not in unfit)
        left.remove(chosen)
        yield chosen


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
