"""Who the reviewed cases are about, in words and in one table: how many, whose, and what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inspektor.domain import fields, swedish
from inspektor.domain.document import Block, Cell, Figure, Inline, Inlines, Paragraph, Table, Text, Trace, hides
from inspektor.domain.figure_forms import alike
from inspektor.domain.result_tables import TOTAL_IS_REVIEWED, heading, per_group, shown_columns
from inspektor.domain.results import (
    BASE,
    FEWEST,
    FIELD_QUESTIONS,
    OTHERS,
    UNANSWERED,
    Column,
    Count,
    Material,
    count,
    count_in,
)
from inspektor.domain.sentences import among, listed, trace, waiting_notes

MOST_IN_A_SENTENCE = 8  # more units or insatser than this are no longer readable in running text
_GENDERS = {
    "kvinna": ("kvinna", "kvinnor"),
    "man": ("man", "män"),
    "annat": ("person av annat kön", "personer av annat kön"),
    fields.UNKNOWN: ("person utan uppgift om kön", "personer utan uppgift om kön"),
}
_FACTS = (
    ("kon", "kvinna", "Kvinnor"),
    ("kon", "man", "Män"),
    ("kon", "annat", "Annat kön"),
    ("kon", fields.UNKNOWN, "Kön: uppgift saknas"),
    ("beslut", "bifall", "Beslut: bifall"),
    ("beslut", "delvis avslag", "Beslut: delvis avslag"),
    ("beslut", "avslag", "Beslut: avslag"),
    ("beslut", UNANSWERED, "Beslut: uppgift saknas"),
    ("lagrum", "SoL", "Beslut enligt SoL"),
    ("lagrum", "LSS", "Beslut enligt LSS"),
    ("lagrum", UNANSWERED, "Lagrum: uppgift saknas"),
    ("forsta_beslut", "ja", "Första beslut om insatsen"),
    ("barn", "ja", "Personen har minderåriga barn"),
    *(
        ("alder", choice.name, f"Ålder: {choice.name} år".replace("över år", "över"))
        for choice in FIELD_QUESTIONS["alder"].choices
    ),
    ("alder", UNANSWERED, "Ålder: uppgift saknas"),
)


def shown_facts(material: Material) -> list[tuple[str, str, str]]:
    """The facts to show: field, value and label. What no case has, and a field that is known of none, is left out."""
    told = [fact for fact in _FACTS if fact[0] not in material.withheld]
    totals = {key: count(material, key).total for key in dict.fromkeys(key for key, _, _ in told)}
    return [fact for fact in told if totals[fact[0]].cases[fact[1]] and _known(totals[fact[0]])]


def _known(total: Column) -> int:
    """How many cases have a value in a field."""
    return total.n - len(total.cases[UNANSWERED]) - len(total.cases.get(fields.UNKNOWN, ()))


def facts_table(material: Material) -> Table:
    """Gender, decision, law, first decision, children and age, by unit."""
    facts = shown_facts(material)
    sizes = count(material, "kon", "enhet")
    header = ("Antal ärenden", *(f"{heading(column, sizes)} (n={column.n})" for column in shown_columns(sizes)))
    rows = tuple(_fact(count(material, key, "enhet"), value, label) for key, value, label in facts)
    notes = ["Åldersgruppen är den vid beslutets datum."] if any(key == "alder" for key, _, _ in facts) else []
    if per_group(sizes):
        notes.append(TOTAL_IS_REVIEWED)
    if material.public and OTHERS in material.labels("enhet"):
        notes.append(f"{OTHERS}: enheter som räknas tillsammans, eftersom de har få ärenden.")
    return Table(f"De granskade ärendena{per_group(sizes)}", header, rows, tuple(notes))


def _fact(one: Count, value: str, label: str) -> tuple[Cell, ...]:
    cells = (
        Cell(str(len(column.cases[value])), trace(one, column, value, alone=True)) for column in shown_columns(one)
    )
    return Cell(label), *cells


def extent(material: Material) -> Inlines:
    """`40 ärenden i Farsta och Norrmalm, 20 kvinnor och 20 män`."""
    units = [label for label in material.labels("enhet") if label != fields.UNKNOWN]
    if OTHERS in units and not material.public:  # which they are is not told, but how many
        named = f"{swedish.number(len({case.unit for case in material.cases} - {''}))} enheter"
    else:
        names = ["övriga enheter" if label == OTHERS else label for label in units]
        number = "flera" if names != units else swedish.number(len(units))
        named = swedish.listing(names) if len(units) <= MOST_IN_A_SENTENCE else f"{number} enheter"
    where = f" i {named}" if units else ""
    told = genders(material)
    return (size(material), Text(where), *((Text(", "), *told) if told else ()))


def size(material: Material, unit: str = "") -> Figure:
    """`40 ärenden`: how many there are, in all or in a unit."""
    _, column = count_in(material, "kon", unit)
    text = f"{swedish.number(column.n)} {swedish.plural(column.n, 'ärende', 'ärenden')}"
    pairs = zip(material.codes, material.groups["enhet"], strict=True)
    codes = tuple(code for code, group in pairs if not unit or group == unit)
    return Figure(text, Trace("kon", BASE, column.label, codes, column.n, "enhet" if unit else ""))


def genders(material: Material, unit: str = "") -> Inlines:
    """What stands after how many the cases are: `20 kvinnor och 20 män`, `samtliga män`; nothing as in
    `gender_sizes`.
    """
    one, column = count_in(material, "kon", unit)
    alone = [gender for gender in _GENDERS if len(column.cases[gender]) == column.n > 1]
    if not alone or not gender_sizes(material, unit):
        return gender_sizes(material, unit)
    return (Figure(f"samtliga {_GENDERS[alone[0]][1]}", trace(one, column, alone[0])),)


def gender_sizes(material: Material, unit: str = "") -> Inlines:
    """`20 kvinnor och 20 män`, with the others where there are any, in all or in a unit; nothing where no case has a
    gender.
    """
    one, column = count_in(material, "kon", unit)
    if not _known(column) or "kon" in material.withheld:
        return ()
    parts = []
    for gender, words in _GENDERS.items():
        k = len(column.cases[gender])
        number = "en" if k == 1 else alike(column.n)(k)
        of = trace(one, column, gender, alone=True)
        parts += [(Figure(f"{number} {swedish.plural(k, *words)}", of),)] if k else []
    return () if any(map(hides, parts)) else listed(parts)


def facts(material: Material, told_of: str = "") -> Iterator[Block]:
    """How many cases, whose, about what, and what the decisions were; and, visibly, how many wait to be reviewed: all,
    or those of the other groups where a chapter of its own tells of one unit.
    """
    of = genders(material)
    parts: list[Inline] = [
        Text("Granskningen omfattar " if under_way(material) else "Totalt granskades "),
        size(material),
    ]
    parts += [Text(", "), *of] if of else []
    parts.append(Text("." + _insatser(material)))
    yield Paragraph((*parts, *_decisions(material), *_children(material)))
    for unit in (label for label in material.labels("enhet") if label != told_of) if told_of else ("",):
        yield from not_reviewed(material, unit)
        yield from half_reviewed(material, unit)


def under_way(material: Material, unit: str = "") -> bool:
    """Whether cases, of all or of a unit, wait to be reviewed, or to be so by a second reviewer."""
    return bool(_half_reviewed(material, unit) or _unreviewed(material, unit))


def _half_reviewed(material: Material, unit: str) -> int:
    return sum(not unit or material.groups["enhet"][place] == unit for place in material.waiting)


def _unreviewed(material: Material, unit: str) -> int:
    """How many cases have no answer at all, in all or in a unit; without those that wait for a second reviewer, whose
    answers are not told.
    """
    answered = zip(*material.answers.values(), strict=True) if material.answers else [()] * len(material.cases)
    return sum(
        all(value in (None, "") for value in values)
        for place, (values, group) in enumerate(zip(answered, material.groups["enhet"], strict=True))
        if (not unit or group == unit) and place not in material.waiting
    )


def not_reviewed(material: Material, unit: str = "") -> Iterator[Block]:
    """Visibly, how many cases have no answer at all, in all or in a unit."""
    number = _unreviewed(material, unit)
    if number and material.public:
        yield Paragraph((Text("Det finns ärenden som ännu inte är granskade."),), "missing")
    elif number:
        which = swedish.plural(number, "är ännu inte granskat", "är ännu inte granskade")
        cases = f"{swedish.upper_first(swedish.number(number))} {swedish.plural(number, 'ärende', 'ärenden')}"
        yield Paragraph((Text(f"{cases}{_in_unit(unit)} {which}."),), "missing")


def half_reviewed(material: Material, unit: str = "") -> Iterator[Block]:
    """How many double reviewed cases no figure holds until both are done, in all or in a unit; a public version says
    so under its tables, without how many.
    """
    for note in () if material.public else waiting_notes(_half_reviewed(material, unit), _in_unit(unit)):
        yield Paragraph((Text(note),), "note")


def _insatser(material: Material) -> str:
    sizes = Counter(case.insats for case in material.cases if case.insats)
    names = swedish.sorted_names(name for name, size in sizes.items() if size >= FEWEST or not material.public)
    if not 0 < len(names) <= MOST_IN_A_SENTENCE:
        return ""
    start = "bland annat " if len(names) < len(sizes) else ""
    return f" Ärendena gäller {start}{swedish.plural(len(names), 'insatsen', 'insatserna')} {swedish.listing(names)}."


def _decisions(material: Material) -> Inlines:
    if "beslut" in material.withheld:
        return ()
    one = count(material, "beslut", "enhet")
    granted, partly, refused = (len(one.total.cases[decision]) for decision in fields.DECISIONS)
    if one.total.base == one.total.n == 1:
        return (Text(f" Beslutet var {next(word for word in fields.DECISIONS if one.total.cases[word])}."),)
    if granted and granted == one.total.n:
        return Text(" Beslutet var bifall i "), Figure("samtliga ärenden", trace(one, one.total, "bifall")), Text(".")
    parts: list[Inline] = []
    if refused:
        told = (*decided(one, one.total, "avslag"), *_where(one, "avslag"), Text("."))
        parts += told if not hides(told) else ()
    if partly:
        told = (*decided(one, one.total, "delvis avslag"), Text("."))
        parts += told if not hides(told) else ()
    return tuple(parts)


def decided(one: Count, column: Column, decision: str) -> Inlines:
    """How many cases were decided so: ` Beslutet var avslag i två av tolv ärenden`, without its full stop."""
    source = trace(one, column, decision)
    if column.n == 1:
        return (Text(f" Beslutet var {decision}"),)
    if column.base == 1:
        return Text(" Beslutet i "), Figure("ett ärende", source), Text(f" var {decision}")
    share = Figure(swedish.share(len(source.cases), source.base), source)
    return Text(f" Beslutet var {decision} i "), share, Text(" ärenden")


def _where(one: Count, answer: str) -> Inlines:
    """`: 6 i Farsta och 3 i Norrmalm`; nothing where there is one unit, or too many."""
    found = {_in_unit(column.label): column for column in one.columns if column.cases[answer]}
    told = all(column.shows(answer) for column in one.columns)
    if len(one.columns) < 2 or len(found) > MOST_IN_A_SENTENCE or not told:
        return ()
    if len(found) == 1:
        return (Text(f",{' samtliga' if len(one.total.cases[answer]) > 1 else ''}{next(iter(found))}"),)
    number = alike(one.total.base)
    named = [
        (Figure(number(len(column.cases[answer])), trace(one, column, answer, alone=True)), Text(where))
        for where, column in found.items()
    ]
    return Text(": "), *listed(named)


def _in_unit(unit: str) -> str:
    """` i Farsta`, ` bland övriga`, ` utan uppgift om enhet`; nothing for all units."""
    return " utan uppgift om enhet" if unit == fields.UNKNOWN else f" {among(unit)}" if unit else ""


def _children(material: Material) -> Inlines:
    one = count(material, "barn")
    if not one.total.base or "barn" in material.withheld:
        return ()
    k = len(one.total.cases["ja"])
    number = swedish.number(k, common=True) if k else "ingen"
    who = Figure(f"{number} {swedish.plural(k or 1, 'person', 'personer')}", trace(one, one.total, "ja", alone=True))
    if who.trace.hidden:
        return ()
    parts: list[Inline] = [Text(" I materialet hade "), who, Text(" minderåriga barn")]
    unknown = len(one.total.cases[UNANSWERED])
    if unknown and one.total.shows(UNANSWERED):
        cases = f"{swedish.number(unknown)} {swedish.plural(unknown, 'ärende', 'ärenden')}"
        of = trace(one, one.total, UNANSWERED, alone=True)
        parts += [Text("; i "), Figure(cases, of), Text(" saknas uppgiften")]
    return (*parts, Text("."))
