"""What the report says in figures: section by section, by gender, and by quality area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from inspektor.domain import swedish
from inspektor.domain.charts import checklist_charts, gender_charts
from inspektor.domain.comparison import Comparisons, between, differences_note
from inspektor.domain.disposition import joint_title
from inspektor.domain.document import Block, Bullets, Cell, Heading, Inlines, Paragraph, Table, Text, Trace, hides
from inspektor.domain.fields import UNKNOWN
from inspektor.domain.matrices import answered_once, matrix_table
from inspektor.domain.questions import Checklist, Question, Section
from inspektor.domain.report_facts import facts, facts_table, gender_sizes
from inspektor.domain.result_tables import amount_table, choice_table, gender_table, instead_of_table, unit_tables
from inspektor.domain.results import GROUPINGS, NOT_ASKED, OTHERS, SMALL, UNANSWERED, Count, Material, count
from inspektor.domain.sentences import beside, from_least_to_most, sentence
from inspektor.domain.shortcomings import lacking, shortcoming_label


def highlights(material: Material) -> tuple[Inlines, ...]:
    """What the summary tells in figures: each checklist's first question with answers, and every question where most
    cases have the shortcoming.
    """
    found = []
    for checklist in material.checklists:
        counts = _answered(material, checklist.questions)
        found += [one for place, one in enumerate(counts) if place == 0 or _mostly_short(one)]
    return tuple(told for one in found if not hides(told := sentence(one, rough=True)))


def _answered(material: Material, questions: Sequence[Question]) -> list[Count]:
    counts = (count(material, question.id) for question in questions)
    return [one for one in counts if one.total.answered]


def _mostly_short(one: Count) -> bool:
    answer = one.question.shortcoming
    return bool(answer) and one.total.base >= SMALL and 2 * len(one.total.cases[answer]) > one.total.base


def reviewed_cases(material: Material, told_of: str = "") -> Iterator[Block]:
    """Who the reviewed cases are about; where there are none, the visible place of them. A chapter of its own tells of
    the unit `told_of`.
    """
    if not material.cases:
        yield Paragraph((Text("Granskningen har ännu inga ärenden."),), "missing")
        return
    yield from facts(material, told_of)
    yield facts_table(material)


def checklist_results(
    material: Material, checklist: Checklist, compared: Comparisons, unit: str = ""
) -> Iterator[Block]:
    """The sections that have answers, each under its heading, then which questions have none. A `unit` is told of
    beside all.
    """
    shown = [section for section in checklist.sections if _answered(material, section.questions)]
    for place, section in enumerate(shown, 1):
        if len(checklist.sections) > 1:
            yield Heading(3, section.title, f"resultat_{checklist.id}_{place}")
        yield from _section(material, section, unit)
    yield from checklist_charts(material, checklist)
    yield from differences(material, compared, checklist.questions, "enhet")
    yield from _silence([count(material, question.id) for question in checklist.questions])


def _section(material: Material, section: Section, unit: str) -> Iterator[Block]:
    answered = _answered(material, section.questions)
    told = tuple(words for one in answered if not hides(words := _told(material, one, unit)))
    if told:
        yield Bullets(told) if len(told) > 1 else Paragraph(told[0])
    questions = [one.question for one in answered]
    if instead := instead_of_table(material, questions, "enhet"):
        yield Paragraph((Text(instead),))
    else:
        yield from unit_tables(material, questions, section.title)
    for one in answered:
        yield from _own_table(material, one.question, "enhet")


def _told(material: Material, one: Count, unit: str) -> Inlines:
    """A question's sentence, with what a unit has of it where there are others."""
    if not unit or len(material.labels("enhet")) == 1:
        return sentence(one)
    by_unit = count(material, one.question.id, "enhet")
    return beside(by_unit, by_unit.total, by_unit.column(unit))


def _own_table(material: Material, question: Question, grouping: str) -> Iterator[Table]:
    """The table of a question with choices, numbers or dates, or that each unit has answered once for each area."""
    if question.choices:
        yield choice_table(material, question, grouping)
    elif question.type == "integer" or (question.type == "date" and not material.public):  # a day is somebody's own
        yield amount_table(material, question, grouping)
    elif grouping == "enhet" and not material.public and (found := answered_once(material, question)):
        yield matrix_table(found)


def differences(
    material: Material, compared: Comparisons, questions: Sequence[Question], grouping: str
) -> Iterator[Block]:
    """What the tests of some questions say; of units also between which of them the differences are that stand out."""
    note = differences_note(compared, questions, grouping, between(material, grouping))
    if note:
        yield Paragraph((Text(note),), "note")
    told = [
        from_least_to_most(count(material, question.id, "enhet"))
        for question in (questions if grouping == "enhet" else ())
        if question.type == "ja_nej" and (test := compared.get((question.id, "enhet"))) and test.stands_out
    ]
    if told:
        yield Bullets(tuple(told)) if len(told) > 1 else Paragraph(told[0])


def _silence(counts: Sequence[Count]) -> Iterator[Block]:
    """Which questions say nothing: those that nobody was asked, and those that nobody has answered; in one sentence
    where nobody has begun on any.
    """
    if any(one.total.asked for one in counts) and not any(map(_begun, counts)):
        yield Paragraph((Text("Frågorna i checklistan har ännu inga svar."),), "note")
        return
    unasked = [one for one in counts if not one.total.asked]
    unanswered = [one for one in counts if one.total.asked and not one.total.answered]
    for found, one, many in (
        (unasked, "En fråga ställdes inte i något ärende", "{} frågor ställdes inte i något ärende"),
        (unanswered, "En fråga har inga svar att räkna", "{} frågor har inga svar att räkna"),
    ):
        if found:
            number = swedish.upper_first(swedish.number(len(found)))
            names = swedish.listing(f"”{each.question.label}”" for each in found)
            yield Paragraph((Text(f"{swedish.plural(len(found), one, many).format(number)}: {names}."),), "note")


def _begun(one: Count) -> bool:
    """Whether some case has an answer, of any kind."""
    return one.total.n > len(one.total.cases[UNANSWERED]) + len(one.total.cases[NOT_ASKED])


def gender_results(material: Material, compared: Comparisons) -> Iterator[Block]:
    """Every variable by gender, a table a checklist; none where there is nothing to compare."""
    genders = gender_sizes(material)
    if material.public and _joined(material):
        yield Paragraph((Text("Resultaten delas inte upp på kön, eftersom någon då skulle kunna pekas ut."),))
        return
    if not genders and (not material.public or material.labels("kon") == [UNKNOWN]):
        if material.cases:
            yield Paragraph((Text(f"{_the_cases(material)} saknar uppgift om kön, så resultaten kan inte delas upp."),))
        return
    if genders:
        yield Paragraph((Text(f"{_the_cases(material)} gäller "), *genders, Text(".")))
    if len(material.labels("kon")) == 1:
        yield Paragraph((Text("Resultaten kan därför inte jämföras mellan könen."),))
        return
    if material.public and OTHERS in material.labels("kon"):
        note = f"{OTHERS} är de ärenden vars uppgift om kön är så ovanlig att de räknas tillsammans."
        yield Paragraph((Text(note),), "note")
    yield from _gender_tables(material)
    yield from gender_charts(material)
    questions = [question for checklist in material.checklists for question in checklist.questions]
    yield from differences(material, compared, questions, "kon")


def _joined(material: Material) -> bool:
    """Whether there are several genders that are all told of together, or none may be told of."""
    return len(material.labels("kon")) == 1 and (
        "kon" in material.withheld or len({GROUPINGS["kon"].of(case) for case in material.cases}) > 1
    )


def _the_cases(material: Material) -> str:
    return swedish.plural(len(material.cases), "Ärendet", "Ärendena")


def _gender_tables(material: Material) -> Iterator[Block]:
    for checklist in material.checklists:
        whose = f"Svaren på ja- och nejfrågorna i checklistan ”{checklist.title}”"
        if instead := instead_of_table(material, checklist.questions, "kon", whose):
            yield Paragraph((Text(instead),))
        elif table := gender_table(material, checklist.questions, checklist.title):
            yield table
        for one in _answered(material, checklist.questions):
            yield from _own_table(material, one.question, "kon")


def area_questions(material: Material, *areas: str) -> list[Question]:
    """The questions of the sections that belong to a quality area, or to several."""
    sections = (section for checklist in material.checklists for section in checklist.sections)
    return [question for section in sections if section.quality_area in areas for question in section.questions]


def area_results(material: Material, *areas: str, unit: str = "") -> Iterator[Block]:
    """How often each shortcoming was found under a quality area, or under several that stand together, in one table:
    the largest share first and small bases last; in a `unit` beside all, where there are others.
    """
    counts = _answered(material, [question for question in area_questions(material, *areas) if question.shortcoming])
    if counts:
        found = sorted(((one, lacking(one, one.total)) for one in counts), key=_weight)
        rows = tuple(_shortcoming_row(counted, source) for counted, source in found)
        end = None if any(cells[-1].trace for cells in rows) else -1  # no column of shares that has none
        told = sum(not source.hidden for _, source in found)
        order = ", störst andel först" if end is None and told > 1 else ""
        caption = f"Brister inom {joint_title(areas).lower()}{order}"
        rows = tuple(cells[:end] for cells in rows)
        few = {source.base < SMALL for _, source in found if not source.hidden}
        notes = ("Frågor där nämnaren är mindre än tio står sist.",) if len(few) > 1 else ()
        if not unit or len(material.labels("enhet")) == 1:
            header = ("Fråga", "Ärenden med brist", "Andel")[:end]
            yield Table(caption, header, rows, notes, widths=(5, 1.6, 1)[:end])
            return
        own = (_in_unit(count(material, one.question.id, "enhet"), unit) for one, _ in found)
        beside_own = tuple((label, cell, *rest) for (label, *rest), cell in zip(rows, own, strict=True))
        header = ("Fråga", f"Med brist i {unit}", "Med brist totalt", "Andel totalt")
        yield Table(caption, header[:end], beside_own, notes, widths=(5, 1.6, 1.6, 1)[:end])


def _weight(found: tuple[Count, Trace]) -> tuple[bool, bool, Fraction]:
    source = found[1]
    if source.hidden:  # last, as they are asked: their order is as secret as they are
        return True, True, Fraction(0)
    return False, source.base < SMALL, -Fraction(len(source.cases), source.base)


def _in_unit(one: Count, unit: str) -> Cell:
    source = lacking(one, one.column(unit))
    return Cell(f"{len(source.cases)} av {source.base}", source) if source.base else Cell("–")


def _shortcoming_row(one: Count, source: Trace) -> tuple[Cell, ...]:
    k, base = len(source.cases), source.base
    share = Cell(f"{swedish.percent(k, base)} %", source) if base >= SMALL or source.hidden else Cell("–")
    return Cell(shortcoming_label(one.question)), Cell(f"{k} av {base}", source), share
