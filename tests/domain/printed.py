"""A public report and its workbook as a stranger reads them: nothing but what is printed, and what follows from it.

Every number must be one that the stranger understands: a figure of a question, or one of the few that are known to
everybody. What is understood is laid out as equations, in which a solver looks for what is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from inspektor.domain.data_sheets import Workbook
from inspektor.domain.document import HIDDEN, Bullets, Chart, Heading, Paragraph, Report, Table, plain
from inspektor.domain.fields import GENDERS
from inspektor.domain.questions import Checklist, Question
from inspektor.domain.report_parts import CHECKLISTS
from tests.domain.builders import value_of

Figure = tuple[str, str, str, str]  # question, answer, what the group is a group of (empty: the total), and the group
Sum = tuple[dict[Figure, int], float, float]  # how many times each figure is taken, and between what that comes out

BASE, ASKED, REST, ALL = "bas", "ställd", "resten", "n"
FACTS = {
    "Kvinnor": ("kon", "kvinna"),
    "Män": ("kon", "man"),
    "Annat kön": ("kon", "annat"),
    "Kön: uppgift saknas": ("kon", "uppgift saknas"),
    "Beslut: bifall": ("beslut", "bifall"),
    "Beslut: delvis avslag": ("beslut", "delvis avslag"),
    "Beslut: avslag": ("beslut", "avslag"),
    "Beslut: uppgift saknas": ("beslut", "obesvarad"),
    "Beslut enligt SoL": ("lagrum", "SoL"),
    "Beslut enligt LSS": ("lagrum", "LSS"),
    "Lagrum: uppgift saknas": ("lagrum", "obesvarad"),
    "Första beslut om insatsen": ("forsta_beslut", "ja"),
    "Personen har minderåriga barn": ("barn", "ja"),
    "Ålder: uppgift saknas": ("alder", "obesvarad"),
}
_AGE = re.compile(r"Ålder: (.+?)(?: år)?")
_NUMBER = r"\d+|noll|en|ett|inget|ingen|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv"
_ANY_NUMBER = re.compile(rf"\d+|\b(?:{_NUMBER})\b", re.IGNORECASE)
_WITH_SIZE = re.compile(r"(.*) \(n=(\d+|\.\.)\)")
_CELL = re.compile(r"(\d+)(?: av (\d+))?(?: \((\d+) %\))?")
_SHARE = rf"(?:(?P<part>{_NUMBER}) av |(?P<every>samtliga )|inget av )(?P<whole>{_NUMBER})"
_PERCENT = r"(?: \((?:\d+ procent)(?:, [^)]*)?\))?"
_GENDER = {"Kvinnor": "kvinna", "Män": "man", "Annat kön": "annat", "Uppgift saknas": "uppgift saknas"}
_PEOPLE = (
    (r"kvinn(?:a|or)", "kvinna"),
    (r"m(?:an|än)", "man"),
    (r"person(?:er)? av annat kön", "annat"),
    (r"person(?:er)? utan uppgift om kön", "uppgift saknas"),
)
EVERYBODY_KNOWS = (  # what has numbers in it and is of no case
    r"[Vv]ersion [\d.]+",
    r"\(?(?:19|20)\d\d(?::\d+)?\)?",
    r"[Bb]ilaga 1\b",
    r"”32 av 40”|95 procents|mindre än tio|fler än två grupper|en gång av tjugo|sex kvalitetsområden|av två granskare",
    r"\d+ (?:kap\.|[a-z] §|§)|\d+:\d+",
    r"Urvalsramen är en lista med \w+ beslut",
    r"granskades av \w+ granskare|tillsammans \w+ frågor|”, \w+ frågor",
    r"\w+ frågor ställdes inte i något ärende|\w+ frågor har inga svar",
    r"den (?:del) \d+ av \d+",
)
_KNOWN = re.compile("|".join(f"(?:{pattern})" for pattern in EVERYBODY_KNOWS))


class NotUnderstood(AssertionError):
    """A number is printed that no figure explains."""


@dataclass
class Printed:
    """What is told of the figures: those that are known, and the places of those that are not shown."""

    questions: Mapping[str, Question]
    known: dict[Figure, int] = field(default_factory=dict)
    unshown: set[Figure] = field(default_factory=set)
    seen: set[Figure] = field(default_factory=set)  # those that are not empty, since they are told of
    settled: bool = True

    @property
    def hidden(self) -> set[Figure]:
        """What is not shown in one place, nor told in another."""
        return self.unshown - self.known.keys()

    def tell(self, figure: Figure, value: int | None) -> None:
        """A place and what stands there."""
        if value is None:
            self.unshown.add(figure)
        elif self.known.setdefault(figure, value) != value:
            raise NotUnderstood(f"{figure} är både {self.known[figure]} och {value}")

    def share(self, question: str, answer: str, group: tuple[str, str], text: str, whole: int | None = None) -> None:
        """A place that says `k av n`, `k` of what its heading says, or a dash."""
        if text == HIDDEN:
            self.tell((question, answer, *group), None)
            return
        if text == "–":
            self.tell((question, BASE, *group), 0)
            return
        found = _CELL.fullmatch(text)
        if not found:
            raise NotUnderstood(text)
        self.tell((question, answer, *group), int(found[1]))
        if found[2] or whole is not None:
            self.tell((question, BASE, *group), int(found[2] or whole or 0))


def read(report: Report, book: Workbook, checklists: Sequence[Checklist]) -> Printed:
    """All that a public report and the workbook beside it say."""
    asked = {question.id: question for checklist in checklists for question in checklist.questions}
    found = Printed(asked)
    _words(found, report.data_state.partition(":")[2].partition(")")[2], _about_all)
    chapter = ""
    for block in report.blocks:
        match block:
            case Heading():
                chapter = block.anchor if block.level == 1 else chapter
                _words(found, block.text)
            case Paragraph() if block.style == "missing":
                _words(found, plain(block.inlines))
            case Paragraph():
                _words(found, plain(block.inlines), _about_all, _sentence)
            case Bullets():
                for item in block.items:
                    _words(found, plain(item), _sentence)
            case Table() if chapter != CHECKLISTS:
                _table(found, block)
            case Chart():
                _chart(found, block)
    _workbook(found, book)
    return found


# --- words ------------------------------------------------------------------------------------------------------------


def _words(found: Printed, text: str, *readers: object) -> None:
    """Running text: what the readers take out of it, and nothing else that is a number."""
    found.settled &= "ännu inte är avgjort" not in text
    for reader in readers:
        text = reader(found, text)  # type: ignore[operator]
    rest = re.sub("”[^”]*”", "", _KNOWN.sub("", text))
    left = [word for word in _ANY_NUMBER.findall(rest) if word.lower() not in ("en", "ett", "ingen", "inget")]
    if left:
        raise NotUnderstood(f"{left} i ”{text}”")


def _about_all(found: Printed, text: str) -> str:
    """How many cases there are, whose they are, and what was decided."""
    for size in re.findall(r"(?:omfattar|granskades|:) (\w+) ärenden", text):
        found.tell(("", ALL, "", ""), value_of(size))
    text = re.sub(r"(?:omfattar|granskades|:) \w+ ärenden", "", text)
    for word, gender in _PEOPLE:
        for size in re.findall(rf"\b({_NUMBER}) {word}\b", text):
            found.tell(("kon", gender, "", ""), value_of(size))
        text = re.sub(rf"\b(?:{_NUMBER}) {word}\b", "", text)
    for decision in ("delvis avslag", "avslag"):
        start = rf"Beslutet var {decision} i "
        for one in re.finditer(start + _SHARE, text):
            found.tell(("beslut", decision, "", ""), value_of(one["part"] or one["whole"]))
            found.tell(("beslut", BASE, "", ""), value_of(one["whole"]))
        text = re.sub(start + _SHARE, start, text)
    where = re.search(r"Beslutet var avslag i  ärenden: ([^.]*)\.", text)
    for size, unit in re.findall(rf"({_NUMBER}) i (\w+)", where[1]) if where else ():
        found.tell(("beslut", "avslag", "enhet", unit), value_of(size))
    text = text.replace(where[1], "") if where else text
    for size in re.findall(rf"I materialet hade ({_NUMBER}) person", text):
        found.tell(("barn", "ja", "", ""), value_of(size))
    for size in re.findall(rf"i ({_NUMBER}) ärenden? saknas uppgiften", text):
        found.tell(("barn", "obesvarad", "", ""), value_of(size))
    text = re.sub(rf"i (?:{_NUMBER}) ärenden? saknas uppgiften", "", text)
    return re.sub(rf"I materialet hade (?:{_NUMBER}) person", "", text)


def _sentence(found: Printed, text: str) -> str:
    """A question in words."""
    for question in found.questions.values():
        said = f"Frågan ”{question.label}” "
        if question.sentence:
            text = _own_sentence(found, question, text)
        elif said in text:
            before, _, after = text.partition(said)
            text = before + (_of_choices if question.choices else _of_one)(found, question, after)
        elif f"”{question.label}”: andelen ja var " in text:
            text = _from_least(found, question, text)
    return text


def _own_sentence(found: Printed, question: Question, text: str) -> str:
    start, end = question.sentence.split("{ja} av {bas}")
    pattern = re.escape(start) + _SHARE + re.escape(end).replace(re.escape(" ({procent})"), _PERCENT)
    for one in re.finditer(pattern, text):
        _told_share(found, question.id, "ja", ("", ""), one)
    return re.sub(pattern, "", text)


def _told_share(found: Printed, question: str, answer: str, group: tuple[str, str], one: re.Match[str]) -> None:
    whole = value_of(one["whole"])
    found.tell((question, answer, *group), whole if one["every"] else value_of(one["part"]) if one["part"] else 0)
    found.tell((question, BASE, *group), whole)


def _of_one(found: Printed, question: Question, text: str) -> str:
    answer = "ja" if question.type == "ja_nej" else "besvarad"
    pattern = rf"besvarades (?:med ja )?i {_SHARE} ärenden(?: där den ställdes)?{_PERCENT}\."
    one = re.match(pattern, text)
    if one:
        whole = BASE if answer == "ja" else ASKED
        size = value_of(one["whole"])
        part = size if one["every"] else value_of(one["part"]) if one["part"] else 0
        found.tell((question.id, answer, "", ""), part)
        found.tell((question.id, whole, "", ""), size)
    return text[one.end() :] if one else text


def _of_choices(found: Printed, question: Question, text: str) -> str:
    names = {choice.label: choice.name for choice in question.choices}
    one = re.match(
        rf"(?:besvarades i|ställdes i|gäller) ({_NUMBER}) ärenden?(: [^.]*|\. Inget av svaren valdes)\.", text
    )
    if not one:
        return text
    found.tell((question.id, BASE, "", ""), value_of(one[1]))
    told = {names[label]: value_of(size) for label, size in re.findall(rf"”([^”]+)” i ({_NUMBER})", one[2])}
    for name in names.values():
        found.tell((question.id, name, "", ""), told.get(name, 0))
    return text[one.end() :]


def _from_least(found: Printed, question: Question, text: str) -> str:
    pattern = rf"{_SHARE}{_PERCENT} i (?P<unit>\w+?)s?(?: ärenden och |\.)"
    for one in re.finditer(pattern, text):
        _told_share(found, question.id, "ja", ("enhet", one["unit"]), one)
    return re.sub(pattern, "", text)


# --- tables, charts and the workbook ----------------------------------------------------------------------------------


def _table(found: Printed, table: Table) -> None:
    _words(found, table.caption)
    for note in table.notes:
        _words(found, re.sub(r"Slumpurvalet säger .*", "", note))
    heads = table.header
    by = "kon" if "per kön" in table.caption else "enhet"
    if heads == ("Fråga", "Ärenden med brist", "Andel"):
        for row in table.rows:
            _shortcoming(found, [cell.text for cell in row])
        return
    sizes = [_WITH_SIZE.fullmatch(head) for head in heads[1:]]
    groups = [_group(one[1], by, alone=len(sizes) == 1) for one in sizes if one]
    if len(groups) < len(sizes):
        raise NotUnderstood(f"{heads}")
    ns = [None if one[2] == HIDDEN else int(one[2]) for one in sizes if one]
    for row in table.rows:
        _row(found, table, [cell.text for cell in row], list(zip(groups, ns, strict=True)))


def _group(head: str, by: str, *, alone: bool) -> tuple[str, str]:
    return ("", "") if head == "Total" or alone else (by, _GENDER.get(head, head) if by == "kon" else head)


def _row(
    found: Printed, table: Table, row: Sequence[str], groups: Sequence[tuple[tuple[str, str], int | None]]
) -> None:
    label, *cells = row
    of = {question.label: question for question in found.questions.values()}
    for cell, (group, n) in zip(cells, groups, strict=True):
        if table.header[0] == "Svar":
            question = next(one for one in of.values() if one.label in table.caption)
            answer = next(choice.name for choice in question.choices if choice.label == label)
            found.tell((question.id, BASE, *group), n)
            found.share(question.id, answer, group, cell, n)
            continue
        found.tell(("", ALL, *group), n)
        if table.header[0] == "Fråga":
            found.share(of[label].id, "ja", group, cell)
        elif table.header[0] == "Antal ärenden":
            age = _AGE.fullmatch(label)
            key = FACTS[label] if label in FACTS else ("alder", str(age and age[1]))
            found.share(*key, group, cell)
            found.seen.add((*key, "", ""))
        elif label == "Ärenden med svar":
            question = next(one for one in of.values() if one.label in table.caption)
            found.share(question.id, "besvarad", group, cell)
        elif label not in ("Median", "Medelvärde"):
            raise NotUnderstood(label)


def _shortcoming(found: Printed, row: Sequence[str]) -> None:
    question = next(one for one in found.questions.values() if row[0].startswith(one.label))
    outside = question.shortcoming in ("vet_ej", "ej_aktuellt") and question.base == "answered"
    if outside:
        raise NotUnderstood(row[0])
    found.share(question.id, question.shortcoming, ("", ""), row[1])
    if (row[1] == HIDDEN) != (row[2] == HIDDEN) and row[2] != "–":
        raise NotUnderstood(f"{row}")


def _chart(found: Printed, chart: Chart) -> None:
    heads = dict.fromkeys(chart.heads)
    genders = set(heads) <= set(_GENDER)
    alone = next((one for one in found.questions.values() if chart.caption.startswith(one.label)), None)
    for label, cells in chart.rows:
        question = alone or next(one for one in found.questions.values() if label.startswith(one.label))
        for head, cell in zip(heads, cells, strict=True):
            group = ("enhet", label) if alone else _group(head, "kon" if genders else "enhet", alone=False)
            found.tell((question.id, question.shortcoming, *group), cell.part)
            found.tell((question.id, BASE, *group), cell.whole)


def _workbook(found: Printed, book: Workbook) -> None:
    for note in (note for note in book.notes if note.text != book.dnr):
        _words(found, re.sub(r".*som den var[^:]*:\d\d \(ändring nr \d+\)", "", note.text), _about_all)
    sheet = next(sheet for sheet in book.sheets if sheet.name == "Tabeller")
    names = [variable.name for variable in sheet.variables]
    by = {"Totalt": "", "Enhet": "enhet", "Kön": "kon"}
    for values in sheet.rows:
        row = dict(zip(names, values, strict=True))
        grouping = by[str(row["Indelning"])]
        group = (grouping, str(row["Grupp"]) if grouping else "")
        for answer, name in ((str(row["Svar"]), "Antal"), (BASE, "Nämnare")):
            value = row[name]
            found.tell((str(row["Fråga"]), answer, *group), None if value is None else int(value))
        found.tell(("", ALL, *group), int(str(row["Ärenden (n)"])))
        if row["Ställd i"] is not None:
            raise NotUnderstood("Ställd i")


# --- what follows -----------------------------------------------------------------------------------------------------


def sums(found: Printed) -> list[Sum]:
    """All that adds up, for one who knows how the questions hang together."""
    groups = [key[2:] for key in found.known if key[1] == ALL]
    ids = list(dict.fromkeys(key[0] for key in chain(found.known, found.unshown) if key[0]))
    made: list[Sum] = []
    for group in groups:
        made += (one for key in ids for one in _within(found, key, group))
        made += _between(found, ids, group)
    total = {by: [group for group in groups if group[0] == by] for by in ("enhet", "kon")}
    for key in ids:
        for row in _rows(found, key):
            for parts in filter(None, total.values()):
                made.append(({(key, row, "", ""): -1} | {(key, row, *group): 1 for group in parts}, 0, 0))
    return made


def _answers(found: Printed, key: str) -> list[str]:
    if key in found.questions:
        question = found.questions[key]
        names = [choice.name for choice in question.choices]
        return names or (["ja", "nej"] if question.type == "ja_nej" else ["besvarad"])
    if key == "kon":
        return list(GENDERS)
    return list(dict.fromkeys(one[1] for one in chain(found.known, found.unshown) if one[0] == key and one[1] != BASE))


def _rows(found: Printed, key: str) -> list[str]:
    return [*_answers(found, key), BASE, ASKED]


def _within(found: Printed, key: str, group: tuple[str, str]) -> Iterator[Sum]:
    """What adds up in one column of one question."""
    answers = [one for one in _answers(found, key) if one != "obesvarad"]
    n, base, asked = found.known["", ALL, *group], (key, BASE, *group), (key, ASKED, *group)
    question = found.questions.get(key)
    several = question is not None and question.type == "select_multiple"
    yield {asked: 1}, 0, n
    yield {base: 1, asked: -1}, -n, 0 if not question or question.base != "all" else n
    if question and question.base == "asked":
        yield {base: 1, asked: -1}, 0, 0
    if several:
        yield from (({base: 1, (key, answer, *group): -1}, 0, n) for answer in answers)
        yield {base: -1} | {(key, answer, *group): 1 for answer in answers}, -n, n * len(answers)
    else:
        of = "all" if question and question.base == "all" else "asked" if question and question.base == "asked" else ""
        yield {base: -1} | {(key, answer, *group): 1 for answer in answers}, (-n if of else 0), 0
    yield {base: 1} | ({(key, "obesvarad", *group): 1} if not question else {}), 0, n


def _between(found: Printed, ids: Sequence[str], group: tuple[str, str]) -> Iterator[Sum]:
    """Who is asked one question follows from the answer to another."""
    for key in ids:
        question = found.questions.get(key)
        for name, sign, answer in re.findall(r"\$\{(\w+)\} (!?=) '(\w+)'", question.relevant if question else ""):
            if name in ids:
                of, n = (name, answer, *group), found.known["", ALL, *group]
                asked = (key, ASKED, *group)
                if sign == "=":
                    yield {of: 1, asked: -1}, 0, 0 if found.settled else n
                else:
                    yield {of: 1, asked: 1}, n if found.settled else 0, n


def told_too_well(found: Printed) -> list[tuple[Figure, int, int]]:
    """Of what is not shown, all that a solver bounds to fewer than three values, with the least and the greatest."""
    made = sums(found)
    places = {key: at for at, key in enumerate(dict.fromkeys(key for terms, _, _ in made for key in terms))}
    matrix = lil_array((len(made), len(places)))
    for row, (terms, _, _) in enumerate(made):
        for key, times in terms.items():
            matrix[row, places[key]] = times
    rules = LinearConstraint(matrix.tocsr(), [low for _, low, _ in made], [high for _, _, high in made])
    most = max(found.known.values())
    low = np.array([found.known.get(key, int(key in found.seen)) for key in places], dtype=float)
    high = np.array([found.known.get(key, most) for key in places], dtype=float)
    return list(_bounded([key for key in found.hidden if key in places], places, rules, Bounds(low, high)))


def _bounded(
    hidden: Iterable[Figure], places: Mapping[Figure, int], rules: LinearConstraint, limits: Bounds
) -> Iterator[tuple[Figure, int, int]]:
    """Each table that agrees serves for all its cells, so most of them need no solving of their own."""
    whole = np.ones(len(places))
    seen: list[np.ndarray] = []
    for key in hidden:
        at = places[key]
        for sign in (1, -1):
            values = [one[at] for one in seen]
            if values and max(values) - min(values) >= 2:
                break
            aim = np.zeros(len(places))
            aim[at] = sign
            solved = milp(aim, integrality=whole, bounds=limits, constraints=rules)
            assert solved.x is not None, solved.message
            seen.append(np.rint(solved.x))
        values = [one[at] for one in seen]
        if max(values) - min(values) < 2:
            yield key, int(min(values)), int(max(values))
