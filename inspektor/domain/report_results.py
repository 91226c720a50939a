"""What the report says in figures: section by section, by gender, and by quality area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspektor.domain import swedish
from inspektor.domain.checklist import Checklist, Question
from inspektor.domain.document import Block, Bullets, Cell, Figure, Heading, Inline, Inlines, Paragraph, Table, Text
from inspektor.domain.result_tables import choice_table, facts_table, gender_sizes, spread_table, yes_tables
from inspektor.domain.results import SMALL, Count, Material, count
from inspektor.domain.sentences import sentence, trace

_SPACE = Text(" ")


def highlights(material: Material) -> tuple[Inlines, ...]:
    """The first question of each section that has answers, as sentences: what the summary opens with."""
    first = [section.questions[0] for checklist in material.checklists for section in checklist.sections]
    counts = [count(material, question.id) for question in first]
    return tuple(sentence(one) for one in counts if one.total.base)


def results(material: Material) -> Iterator[Block]:
    """The reviewed cases, then each checklist with a heading of level 2 (anchor `resultat_<id>`)."""
    yield Heading(2, "De granskade ärendena", "resultat_arenden")
    if not material.cases:
        yield Paragraph((Text("Granskningen har ännu inga ärenden."),), "missing")
        return
    yield Paragraph(_facts(material))
    yield facts_table(material)
    for checklist in material.checklists:
        yield Heading(2, checklist.title, f"resultat_{checklist.id}")
        yield from _checklist(material, checklist)


def _facts(material: Material) -> Inlines:
    """How many cases, whose, and what the decisions were."""
    size = len(material.cases)
    word = swedish.plural(size, "ärende", "ärenden")
    parts: list[Inline] = [Text(f"Totalt granskades {swedish.number(size)} {word}, {gender_sizes(material)}.")]
    parts += _rejections(material)
    children = count(material, "barn")
    if children.total.base:
        k = len(children.total.cases["ja"])
        who = swedish.plural(k, "person", "personer") if k else "person"
        number = swedish.number(k, common=True) if k else "ingen"
        parts += [
            Text(" I materialet hade "),
            Figure(number, trace(children, children.total, "ja")),
            Text(f" {who} minderåriga barn."),
        ]
    return tuple(parts)


def _rejections(material: Material) -> list[Inline]:
    one = count(material, "beslut", "enhet")
    k = len(one.total.cases["avslag"])
    if not one.total.base or not k:
        return []
    shared = Figure(swedish.share(k, one.total.base), trace(one, one.total, "avslag"))
    where = [
        f"{swedish.number(len(column.cases['avslag']))} i {column.label}"
        for column in one.columns
        if column.cases["avslag"]
    ]
    return [Text(" Beslutet var avslag i "), shared, Text(f" ärenden: {swedish.listing(where)}.")]


def _checklist(material: Material, checklist: Checklist) -> Iterator[Block]:
    for place, section in enumerate(checklist.sections):
        if len(checklist.sections) > 1:
            yield Heading(3, section.title, f"resultat_{checklist.id}_{place + 1}")
        yield from _section(material, section.title, section.questions)
    answered = [question for question in checklist.questions if count(material, question.id).total.base]
    if any(question.type == "ja_nej" for question in answered):
        yield spread_table(material, answered, f"{checklist.title}: alla svar")


def _section(material: Material, title: str, questions: Sequence[Question]) -> Iterator[Block]:
    counts = [count(material, question.id) for question in questions]
    answered = [one for one in counts if one.total.base]
    if answered:
        yield (
            Bullets(tuple(sentence(one) for one in answered)) if len(answered) > 1 else Paragraph(sentence(answered[0]))
        )
        asked = [one.question for one in answered]
        yield from yes_tables(material, asked, "enhet", f"{title}: ja per enhet")
        for question in asked:
            if question.choices:
                yield choice_table(material, question, "enhet")
    silent = [one for one in counts if not one.total.base]
    if silent:
        yield Paragraph((Text(_silence(silent)),), "note")


def _silence(counts: Sequence[Count]) -> str:
    names = swedish.listing(f"”{one.question.label}”" for one in counts)
    word = swedish.plural(len(counts), "Frågan har", "Frågorna har")
    return f"{word} inga svar att räkna: {names}."


def gender_results(material: Material) -> Iterator[Block]:
    """Every variable by gender, a table a checklist."""
    if not material.cases:
        return
    yield Paragraph(
        (Text(f"Materialet omfattar {gender_sizes(material)}. Tabellerna visar varje fråga uppdelad på kön."),)
    )
    for checklist in material.checklists:
        answered = [question for question in checklist.questions if count(material, question.id).total.base]
        yield from yes_tables(material, answered, "kon", f"{checklist.title}: ja per kön")
        for question in answered:
            if question.choices:
                yield choice_table(material, question, "kon")
    note = "Om skillnaderna mellan könen kan bero på slumpen är inte prövat i detta utkast."
    yield Paragraph((Text(note),), "note")


def area_results(material: Material, area: str) -> Iterator[Block]:
    """The shortcomings found under one quality area, as a table; a note when the checklists ask nothing there."""
    questions = [
        question
        for checklist in material.checklists
        for section in checklist.sections
        if section.quality_area == area
        for question in section.questions
    ]
    counts = [count(material, question.id) for question in questions if question.shortcoming]
    rows = [_shortcoming(one) for one in counts if one.total.base]
    if rows:
        caption = "Brister som granskningen fann inom området"
        yield Table(
            caption, ("Fråga", "Svar som är en brist", "Ärenden med brist", "Andel"), tuple(rows), widths=(5, 2, 2, 1)
        )
    elif not questions:
        yield Paragraph((Text("Granskningens checklistor har inga frågor inom området."),), "note")


def _shortcoming(one: Count) -> tuple[Cell, ...]:
    answer = one.question.shortcoming
    source = trace(one, one.total, answer)
    k = len(one.total.cases[answer])
    share = f"{one.total.percent(answer)} %" if one.total.base >= SMALL else "–"
    label = {"ja": "Ja", "nej": "Nej"}.get(answer, answer)
    return Cell(one.question.label), Cell(label), Cell(f"{k} av {one.total.base}", source), Cell(share, source)
