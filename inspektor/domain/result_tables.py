"""Tables of counts in the shape of the published ones: a row a variable, a column a district `Farsta (n=15)`, last
`Total (n=42)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspektor.domain import swedish
from inspektor.domain.amounts import MIDDLE, amounts, measures_of, told_columns
from inspektor.domain.document import HIDDEN, Cell, Table
from inspektor.domain.questions import Question
from inspektor.domain.results import (
    BASE,
    GIVEN,
    NO,
    NOT_APPLICABLE,
    NOT_ASKED,
    SMALL,
    STATE_LABELS,
    UNANSWERED,
    UNSETTLED,
    UNSURE,
    YES,
    Column,
    Count,
    Material,
    base_words,
    count,
    count_in,
)
from inspektor.domain.sentences import trace

TOTAL_IS_REVIEWED = "Total avser de granskade ärendena, inte alla ärenden i enheterna."
_PER = {"enhet": " per enhet", "kon": " per kön"}
_GROUP = {"enhet": "enhet", "kon": "kön"}
_GENDERS = {"kvinna": "Kvinnor", "man": "Män", "annat": "Annat kön", "uppgift saknas": "Uppgift saknas"}
_SPREAD = (YES, NO, NOT_APPLICABLE, UNSURE, UNANSWERED, NOT_ASKED, UNSETTLED)


def unit_tables(material: Material, questions: Sequence[Question], title: str) -> list[Table]:
    """How many ja each yes/no question got, by unit: one table for each set of questions that speak of the same cases
    (those that were asked; all, where that is the base), with their n in its headings.

    A row has plain counts where its bases are the columns' n, else "k av m" in every cell; the total adds the
    percentage from n = 10.
    """
    alike: dict[tuple[int, ...], list[Count]] = {}
    for one in _yes_no(material, questions, "enhet"):
        if one.total.asked:
            alike.setdefault(_sizes(one), []).append(one)
    return [_unit_table(material, rows, title) for rows in alike.values()]


def _unit_table(material: Material, rows: Sequence[Count], title: str) -> Table:
    sizes = _sizes(rows[0])
    heads = zip(shown_columns(rows[0]), sizes, strict=True)
    header = ("Fråga", *(_head(rows[0], column, n) for column, n in heads))
    likely = interval_notes(material, [(one, YES, one.question.label) for one in rows])
    cells = tuple(_row(one, sizes) for one in rows)
    return Table(_caption(rows, title), header, cells, (*_notes(rows), *likely))


def _sizes(one: Count) -> tuple[int, ...]:
    """How many cases a question speaks of, column by column; in a public version all, which is no secret."""
    whole = one.public or one.question.base == "all"
    return tuple(column.n if whole else column.asked for column in shown_columns(one))


def _caption(rows: Sequence[Count], title: str) -> str:
    total = rows[0].total
    caption = titled(title, f"antal ja{per_group(rows[0])}")
    if _sizes(rows[0])[-1] == total.n:
        return caption
    asked = swedish.plural(len(rows), "frågan", "frågorna")
    return f"{caption} ({asked} ställdes i {total.asked} av {total.n} ärenden)"


def gender_table(material: Material, questions: Sequence[Question], title: str) -> Table | None:
    """How many ja each yes/no question got, women beside men, with percentages; None where none is a yes/no question.

    n is all the gender's cases; a question that fewer were asked or have answered shows its base in every cell.
    """
    rows = [one for one in _yes_no(material, questions, "kon") if one.total.answered]
    if not rows:
        return None
    columns = shown_columns(rows[0])
    header = ("Fråga", *(_head(rows[0], column, column.n) for column in columns))
    cells = tuple(_row(one, [column.n for column in columns]) for one in rows)
    return Table(titled(title, "antal ja per kön"), header, cells, (*base_notes(rows), *unsettled_notes(rows)))


def instead_of_table(material: Material, questions: Sequence[Question], grouping: str, whose: str = "Svaren") -> str:
    """What a public version says where a table of these questions would show no group's figures: that it is so, or
    that nothing is shown. Empty where there is more to show, or where some of the totals are hidden and some are not.
    """
    rows = [one for one in _yes_no(material, questions, grouping) if one.public and one.total.answered]
    columns = [column for one in rows for column in one.columns]
    if len(columns) < 2 * len(rows) or not rows or any(of.base and of.shows(YES, BASE) for of in columns):
        return ""
    shown = {one.total.shows(YES, BASE) for one in rows}
    what = f"delas inte upp på {_GROUP[grouping]}" if shown == {True} else "visas inte"
    return f"{whose} {what}, eftersom någon då skulle kunna pekas ut." if len(shown) == 1 else ""


def _yes_no(material: Material, questions: Sequence[Question], grouping: str) -> list[Count]:
    return [count(material, question.id, grouping) for question in questions if question.type == "ja_nej"]


def shown_columns(one: Count) -> tuple[Column, ...]:
    """The groups and the total; the total alone where there is one group, which is the same."""
    return (*one.columns, one.total) if len(one.columns) > 1 else (one.total,)


def heading(column: Column, one: Count) -> str:
    """A column's heading, without its n."""
    if column is one.total and len(one.columns) != 1:
        return "Total"
    label = one.columns[0].label if column is one.total else column.label
    return _GENDERS.get(label, label) if one.grouping == "kon" else label


def _head(one: Count, column: Column, n: int, *, shown: bool = True) -> str:
    """`Farsta (n=15)`."""
    return f"{heading(column, one)} (n={n if shown else HIDDEN})"


def per_group(one: Count) -> str:
    """` per enhet`; nothing where there is one group."""
    return _PER[one.grouping] if len(one.columns) > 1 else ""


def titled(title: str, what: str) -> str:
    """`Våldsfrågor: antal ja`, `Vård: hälsa, antal ja`, `Hur bor den enskilde? Antal svar`."""
    if title.endswith((".", "?", "!")):
        return f"{title} {swedish.upper_first(what)}"
    return f"{title}{',' if ':' in title else ':'} {what}"


def _row(one: Count, sizes: Sequence[int]) -> tuple[Cell, ...]:
    """A question's cells under headings that say `n=` these sizes; in a public version always `k av m`, since a plain
    number would tell of every base in the row.
    """
    columns = shown_columns(one)
    plain = not one.public and all(column.base == n for column, n in zip(columns, sizes, strict=True))
    return Cell(one.question.label), *(_share(one, column, plain=plain) for column in columns)


def _share(one: Count, column: Column, *, plain: bool) -> Cell:
    """How many ja of a column's base; also how many per cent, in the total and between women and men."""
    if column.base == 0 and column.shows(BASE):
        return Cell("–")
    k = len(column.cases[YES])
    text = str(k) if plain else f"{k} av {column.base}"
    if (column is one.total or one.grouping == "kon") and column.base >= SMALL:
        text += f" ({column.percent(YES)} %)"
    return Cell(text, trace(one, column, YES))


def _notes(rows: Sequence[Count]) -> list[str]:
    """What the reader of just this table needs: the denominators, what x stood for, what is left out, and of whom the
    total speaks.
    """
    notes = base_notes(rows)
    for one in rows:
        without = 0 if one.public else len(one.total.cases[NOT_APPLICABLE])
        legend = one.question.not_applicable.strip().removeprefix("x:").strip().rstrip(".")
        if without and legend:
            cases = f"{without} {swedish.plural(without, 'ärende', 'ärenden')}"
            notes.append(f"”{one.question.label}” var ej aktuell i {cases}: {legend}.")
    return [*notes, *unsettled_notes(rows), *total_notes(rows[0])]


def base_notes(rows: Sequence[Count]) -> list[str]:
    """The base of each question in words; said once where it is the same for all, or for several and the usual one."""
    bases = {one.base_in_words for one in rows}
    if len(bases) == 1:
        return [f"Nämnare: {bases.pop()}."]
    several = sum(one.question.base == "answered" for one in rows) > 1
    usual = [one for one in rows if several and one.question.base == "answered"]
    named = [one for one in rows if not several or one.question.base != "answered"]
    notes = [f"Nämnare{' för övriga frågor' if named else ''}: {base_words(usual[0].question)}."] if usual else []
    return [*(f"Nämnare för ”{one.question.label}”: {one.base_in_words}." for one in named), *notes]


def total_notes(one: Count) -> list[str]:
    """That a total over units speaks of the reviewed cases alone: each unit has its share of them by the plan and not
    by its size.
    """
    return [TOTAL_IS_REVIEWED] if one.grouping == "enhet" and len(one.columns) > 1 else []


def interval_notes(material: Material, rows: Iterable[tuple[Count, str, str]]) -> list[str]:
    """What a random sample says of its whole frame: for each count, an answer, and what to call it."""
    told = []
    for one, answer, label in rows:
        likely = material.estimate(one.question, one.total, answer) if one.total.base >= SMALL else None
        told += [f"{likely.text} procent för ”{label}”"] if likely else []
    of = "andelen" if len(told) == 1 else "andelarna"
    start = f"Slumpurvalet säger att {of} bland alla ärenden i urvalsramen är"
    return [f"{start} {swedish.listing(told)} (med 95 procents säkerhet)."] if told else []


def unsettled_notes(rows: Sequence[Count]) -> list[str]:
    """How many cases two reviewers disagree on, said once of the questions where they are as many. Those that wait
    until both are done are told of once in the report, with the reviewed cases.
    """
    if any(one.public for one in rows):
        left_out = any(one.total.unsettled for one in rows)
        return ["Ärenden där svaret ännu inte är avgjort ingår inte i siffrorna."] * left_out
    differing = [(f"”{one.question.label}”", one.total.unsettled - len(one.total.waiting)) for one in rows]
    alike = {number: [where for where, k in differing if k == number] for _, number in differing if number}
    return [_not_agreed(where, number, of=len(rows)) for number, where in alike.items()]


def _not_agreed(where: Sequence[str], number: int, *, of: int) -> str:
    every = 1 < len(where) == of
    each = " i varje fråga" if 1 < len(where) < of else ""
    cases = f"{number} {swedish.plural(number, 'ärende', 'ärenden')}{each}"
    named = "I varje fråga" if every else swedish.listing(where)
    return f"{named}: {cases} där två granskare ännu inte är eniga ingår inte i siffrorna."


def spread_table(material: Material, questions: Sequence[Question], title: str, unit: str = "") -> Table:
    """All answers to the yes/no questions, row by row: so that ja, nej and the rest always add up to every case, or to
    every case of a unit.
    """
    counts = [count_in(material, question.id, unit) for question in questions if question.type == "ja_nej"]
    shown = [key for key in _SPREAD if key in (YES, NO) or any(column.cases[key] for _, column in counts)]
    rows = tuple(
        (Cell(one.question.label), *_spread(one, column, shown), Cell(str(column.n))) for one, column in counts
    )
    caption = titled(title, f"alla svar{f' i {unit}' if unit else ''}")
    return Table(caption, ("Fråga", *(STATE_LABELS[key] for key in shown), "Ärenden"), rows)


def _spread(one: Count, column: Column, keys: Sequence[str]) -> list[Cell]:
    return [Cell(str(len(column.cases[key])), trace(one, column, key)) for key in keys]


def choice_table(material: Material, question: Question, grouping: str) -> Table:
    """One question with choices: a row a choice, a column a group. Each column's n is its base."""
    one = count(material, question.id, grouping)
    columns = shown_columns(one)
    header = ("Svar", *(_head(one, column, column.base, shown=column.shows(BASE)) for column in columns))
    rows = tuple(
        (Cell(choice.label), *(_choice(one, column, choice.name) for column in columns)) for choice in question.choices
    )
    notes = base_notes([one])
    if question.type == "select_multiple":
        notes.append("Flera svar kan ha valts i samma ärende, så raderna kan summera till mer än n.")
    if grouping == "enhet":
        notes += interval_notes(material, [(one, choice.name, choice.label) for choice in question.choices])
    caption = titled(question.label, f"antal svar{per_group(one)}")
    return Table(caption, header, rows, (*notes, *unsettled_notes([one]), *total_notes(one)))


def _choice(one: Count, column: Column, name: str) -> Cell:
    if not column.base and column.shows(BASE):
        return Cell("–")
    text = str(len(column.cases[name]))
    if (column is one.total or one.grouping == "kon") and column.base >= SMALL:
        text += f" ({column.percent(name)} %)"
    return Cell(text, trace(one, column, name))


def amount_table(material: Material, question: Question, grouping: str) -> Table:
    """One question whose answers are numbers or dates: how many gave one, and what they come to, a column a group."""
    one = count(material, question.id, grouping)
    columns = shown_columns(one)
    found = [amounts(material, one, column) for column in columns]
    header = ("Mått", *(_head(one, column, column.n if one.public else column.asked) for column in columns))
    given = (
        Cell("Ärenden med svar"),
        *(Cell(str(len(column.cases[GIVEN])), trace(one, column, GIVEN, alone=True)) for column in columns),
    )
    told = told_columns(one, columns)
    measured = (
        (Cell(label), *(Cell(of.text(key) if tells else HIDDEN) for of, tells in zip(found, told, strict=True)))
        for key, label in measures_of(question).items()
        if not one.public or key in MIDDLE
    )
    dated, total = question.type == "date", found[-1]
    caption = titled(question.label, f"{'datum' if dated else 'svaren i tal'}{per_group(one)}")
    note = f"Måtten gäller de ärenden där frågan ställdes och besvarades med ett {'datum' if dated else 'tal'}."
    if dated and total.given:
        note += f" Svaren ligger {total.span}."
    return Table(caption, header, (given, *measured), (note, *unsettled_notes([one]), *total_notes(one)))
