"""Tables of counts in the shape of the published ones: a row a variable, a column a district `Farsta (n=15)`, last
`Total (n=42)`.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspektor.domain import swedish
from inspektor.domain.checklist import Question
from inspektor.domain.document import Cell, Table
from inspektor.domain.results import (
    FIELD_QUESTIONS,
    NO,
    NOT_APPLICABLE,
    NOT_ASKED,
    SMALL,
    UNANSWERED,
    UNSETTLED,
    UNSURE,
    YES,
    Column,
    Count,
    Material,
    count,
)
from inspektor.domain.sentences import trace

TOTAL_IS_REVIEWED = "Total avser de granskade ärendena, inte alla ärenden i förvaltningarna."
_HEADS = {
    "Totalt": "Total",
    "kvinna": "Kvinnor",
    "man": "Män",
    "annat": "Annat kön",
    "uppgift saknas": "Uppgift saknas",
}
_SPREAD = (
    (YES, "Ja"),
    (NO, "Nej"),
    (NOT_APPLICABLE, "Ej aktuellt"),
    (UNSURE, "Vet ej"),
    (UNANSWERED, "Obesvarad"),
    (NOT_ASKED, "Ej frågad"),
    (UNSETTLED, "Oenig"),
)


def yes_tables(material: Material, questions: Sequence[Question], grouping: str, caption: str) -> list[Table]:
    """How many ja each yes/no question got, by group: one table for each set of questions that the same cases were
    asked.

    A cell is a plain count where its base is the column's n, else "k av n"; the total adds the percentage from n = 10.
    """
    counts = [count(material, question.id, grouping) for question in questions if question.type == "ja_nej"]
    alike: dict[tuple[int, ...], list[Count]] = {}
    for one in counts:
        if one.total.asked:
            alike.setdefault(tuple(column.asked for column in (*one.columns, one.total)), []).append(one)
    units = grouping == "enhet"
    return [_yes_table(rows, caption, units=units and place == 0) for place, rows in enumerate(alike.values())]


def _yes_table(rows: Sequence[Count], caption: str, *, units: bool) -> Table:
    heads = (*rows[0].columns, rows[0].total)
    header = ("Fråga", *(f"{_name(column)} (n={column.asked})" for column in heads))
    cells = tuple(
        (Cell(one.question.label), *(_share(one, column) for column in one.columns), _total(one)) for one in rows
    )
    whole = rows[0].total.n
    limited = (
        "" if rows[0].total.asked == whole else f", {rows[0].total.asked} av {whole} ärenden där frågorna ställdes"
    )
    return Table(f"{caption}{limited}", header, cells, tuple(_notes(rows, units=units)))


def _name(column: Column) -> str:
    """A column's heading, without its n."""
    return _HEADS.get(column.label, column.label)


def _share(one: Count, column: Column) -> Cell:
    if column.base == 0:
        return Cell("–")
    k = len(column.cases[YES])
    text = str(k) if column.base == column.asked else f"{k} av {column.base}"
    return Cell(text, trace(one, column, YES))


def _total(one: Count) -> Cell:
    cell = _share(one, one.total)
    if one.total.base < SMALL:
        return cell
    return Cell(f"{cell.text} ({one.total.percent(YES)} %)", cell.trace)


def _notes(rows: Sequence[Count], *, units: bool) -> list[str]:
    notes = ["Antal ja. Nämnare är de ärenden som besvarades med ja eller nej: n, eller talet efter ”av”."]
    for one in rows:
        if one.question.base != "answered":
            notes.append(f"Nämnare för ”{one.question.label}”: {one.base_in_words}.")
        if one.total.cases[NOT_APPLICABLE] and one.question.not_applicable:
            notes.append(f"”{one.question.label}” {one.question.not_applicable}")
    if units and len(rows[0].columns) > 1:
        notes.append(TOTAL_IS_REVIEWED)
    return notes


def spread_table(material: Material, questions: Sequence[Question], caption: str) -> Table:
    """All answers to the yes/no questions, row by row: so that ja, nej and the rest always add up to every case."""
    counts = [count(material, question.id) for question in questions if question.type == "ja_nej"]
    shown = [(key, label) for key, label in _SPREAD if key in (YES, NO) or any(one.total.cases[key] for one in counts)]
    rows = tuple(
        (Cell(one.question.label), *_spread(one, [key for key, _ in shown]), Cell(str(one.total.n))) for one in counts
    )
    notes = ["Obesvarad: frågan ställdes men har inget svar. Ej frågad: checklistans villkor utesluter frågan."]
    if any(one.total.cases[UNSETTLED] for one in counts):
        notes.append("Oenig: två granskare har svarat olika och ännu inte enats. Ärendet ingår inte i nämnaren.")
    return Table(caption, ("Fråga", *(label for _, label in shown), "Ärenden"), rows, tuple(notes))


def _spread(one: Count, keys: Sequence[str]) -> list[Cell]:
    return [Cell(str(len(one.total.cases[key])), trace(one, one.total, key)) for key in keys]


def choice_table(material: Material, question: Question, grouping: str) -> Table:
    """One question with choices: a row a choice, a column a group. Each column's n is its base."""
    one = count(material, question.id, grouping)
    columns = (*one.columns, one.total)
    header = ("Svar", *(f"{_name(column)} (n={column.base})" for column in columns))
    rows = tuple(
        (Cell(choice.label), *(_choice(one, column, choice.name) for column in columns)) for choice in question.choices
    )
    notes = [f"Nämnare: {one.base_in_words}."]
    if question.type == "select_multiple":
        notes.append("Flera svar kan ha valts i samma ärende, så raderna kan summera till mer än n.")
    return Table(question.label, header, rows, tuple(notes))


def _choice(one: Count, column: Column, name: str) -> Cell:
    text = str(len(column.cases[name])) if column.base else "–"
    if column is one.total and column.base >= SMALL:
        text += f" ({column.percent(name)} %)"
    return Cell(text, trace(one, column, name))


_FACTS = (
    ("kon", "kvinna", "Kvinnor"),
    ("kon", "man", "Män"),
    ("kon", "annat", "Annat kön"),
    ("kon", "uppgift saknas", "Kön: uppgift saknas"),
    ("beslut", "bifall", "Beslut: bifall"),
    ("beslut", "delvis avslag", "Beslut: delvis avslag"),
    ("beslut", "avslag", "Beslut: avslag"),
    ("lagrum", "SoL", "Beslut enligt SoL"),
    ("lagrum", "LSS", "Beslut enligt LSS"),
    ("forsta_beslut", "ja", "Första beslut om insatsen"),
    ("barn", "ja", "Personen har minderåriga barn"),
    *(
        ("alder", choice.name, f"Ålder: {choice.name} år".replace("över år", "över"))
        for choice in FIELD_QUESTIONS["alder"].choices
    ),
    ("alder", UNANSWERED, "Ålder: uppgift saknas"),
)


def facts_table(material: Material) -> Table:
    """Who the reviewed cases are about: gender, decision, law, first decision and children, by district. Empty rows
    are left out.
    """
    sizes = count(material, "kon", "enhet")
    columns = (*sizes.columns, sizes.total)
    header = ("Antal ärenden", *(f"{_name(column)} (n={column.n})" for column in columns))
    rows = [row for key, value, label in _FACTS if (row := _fact(material, key, value, label)) is not None]
    notes = ["Åldersgruppen är den vid beslutets datum.", TOTAL_IS_REVIEWED]
    return Table("De granskade ärendena per enhet", header, tuple(rows), tuple(notes))


def _fact(material: Material, key: str, value: str, label: str) -> tuple[Cell, ...] | None:
    one = count(material, key, "enhet")
    if not one.total.cases[value]:
        return None
    columns = (*one.columns, one.total)
    return (Cell(label), *(Cell(str(len(column.cases[value])), trace(one, column, value)) for column in columns))


def gender_sizes(material: Material) -> str:
    """`20 kvinnor och 20 män`, with the others where there are any."""
    words = {"kvinna": ("kvinna", "kvinnor"), "man": ("man", "män")}
    parts = []
    for column in count(material, "kon", "kon").columns:
        one, many = words.get(column.label, (f"person ({column.label})", f"personer ({column.label})"))
        parts.append(f"{swedish.number(column.n, common=True)} {swedish.plural(column.n, one, many)}")
    return swedish.listing(parts)
