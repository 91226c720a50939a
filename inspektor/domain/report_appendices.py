"""The appendices: the checklists as they were used, the draw's protocol, and the cases behind each figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspektor.domain import swedish
from inspektor.domain.answers import ANSWER_LABELS
from inspektor.domain.document import Block, Bullets, Cell, Heading, Paragraph, Table, Text
from inspektor.domain.fields import BY_KEY
from inspektor.domain.law import LawTable
from inspektor.domain.questions import Checklist, Question
from inspektor.domain.report_facts import shown_facts
from inspektor.domain.report_law import citations
from inspektor.domain.report_method import FrameFacts, Selection, by_hash, codes, goal, stratum_name
from inspektor.domain.report_parts import CASES, CHECKLISTS, DRAW, Appendices
from inspektor.domain.result_tables import spread_table, titled
from inspektor.domain.results import (
    NOT_APPLICABLE,
    NOT_ASKED,
    OTHERS,
    SPECIAL,
    STATE_LABELS,
    UNANSWERED,
    UNSETTLED,
    UNSURE,
    Material,
    count_in,
)
from inspektor.domain.sampling import Draw
from inspektor.domain.sentences import trace
from inspektor.domain.shortcomings import shortcoming_in_words

TYPES = {
    "ja_nej": "Ja eller nej",
    "select_one": "Ett av flera svar",
    "select_multiple": "Ett eller flera svar",
    "integer": "Ett heltal",
    "date": "Ett datum",
    "text": "Fritext",
}
_BASES = {"asked": "alla ärenden där frågan ställs", "all": "alla granskade ärenden"}
_ORDER = (
    "Ordning: ärendena i varje grupp ordnas efter SHA-256 över metodens namn, fröet och ärendets kod, åtskilda av "
    "radbrytning. De första dras, och de följande är reserver."
)


def checklist_appendix(material: Material, law: LawTable) -> Iterator[Block]:
    """Each checklist with its law, and every question with its guidance, its answers and when it is asked."""
    if any(question.base == "answered" for checklist in material.checklists for question in checklist.questions):
        yield Paragraph((Text("Nämnare är besvarade ärenden, om inget annat anges vid frågan."),))
    for checklist in material.checklists:
        yield Heading(2, f"{checklist.title} (version {checklist.version})", f"{CHECKLISTS}_{checklist.id}")
        cited = citations(material, law, (checklist,))
        if cited:
            yield Paragraph((Text(f"Lagrum: {'; '.join(cited).removesuffix('.')}."),), "note")
        yield from _questions(checklist)


def _questions(checklist: Checklist) -> Iterator[Table]:
    """A table a section; without a column for the guidance where the checklist has none."""
    guided = any(question.hint for question in checklist.questions)
    for section in checklist.sections:
        rows = tuple(
            (
                Cell(question.label),
                *((Cell(question.hint or "–"),) if guided else ()),
                Cell(_answering(question, checklist)),
            )
            for question in section.questions
        )
        header = ("Fråga", *(("Stöd för bedömningen",) if guided else ()), "Svar och villkor")
        yield Table(section.title, header, rows, numeric=False, widths=(3, 6, 3) if guided else (5, 7))


def _answering(question: Question, checklist: Checklist) -> str:
    parts = [TYPES[question.type] + _also(question) + "."]
    if question.choices:
        parts.append(f"Svaren är {swedish.listing(f'”{choice.label}”' for choice in question.choices)}.")
    if question.not_applicable:
        legend = question.not_applicable.strip().removeprefix("x:").strip().rstrip(".")
        parts.append(f"Ej aktuellt (x): {legend}.")
    if question.relevant:
        parts.append(f"Ställs när {in_words(question.relevant, checklist)}.")
    if question.base != "answered":
        parts.append(f"Nämnare: {_BASES[question.base]}.")
    if question.shortcoming:
        parts.append(f"Brist: {shortcoming_in_words(question)}.")
    return " ".join(parts)


def _also(question: Question) -> str:
    words = [ANSWER_LABELS[word].lower() for word in question.allow]
    return f", även {swedish.listing(words)}" if words else ""


_OPERATORS = (  # longest first
    (r"\s*!=\s*(?:''|\"\")", " finns"),
    (r"\s*=\s*(?:''|\"\")", " saknas"),
    (r"\s*!=\s*", " inte är "),
    (r"\s*>=\s*", " är minst "),
    (r"\s*<=\s*", " är högst "),
    (r"\s*=\s*", " är "),
    (r"\s*>\s*", " är mer än "),
    (r"\s*<\s*", " är mindre än "),
    (r"\bor\b", "eller"),
    (r"\band\b", "och"),
    (r"\bnot\(", "inte ("),
    (r"\bcount-selected\(\$\{(\w+)\}\)", r"antalet svar på #{\1}"),
    (r"\bselected\(([^,)]*),\s*([^)]*)\)", r"\1 omfattar \2"),
)
_SAME = re.compile(r"(\$\{\w+\} är )('[^']*'(?: eller '[^']*')*) eller \1(?=')")  # a is x or a is y: a is x or y
_NAME = re.compile(r"([$#])\{(\w+)\}")
_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def in_words(relevant: str, checklist: Checklist) -> str:
    """A condition as a person reads it: `${beslut} = 'bifall'` is "beslut är bifall"."""
    labels = {question.id: question.label for question in checklist.questions}
    choices = _choice_labels(checklist)

    def named(found: re.Match[str]) -> str:
        sign, name = found.groups()
        if name in BY_KEY:
            return BY_KEY[name].label.lower()
        return f"svaret på ”{labels[name]}”" if sign == "$" else f"”{labels[name]}”"

    def valued(found: re.Match[str]) -> str:
        value = found[1] or found[2] or ""
        if value in ANSWER_LABELS:
            return ANSWER_LABELS[value].lower()
        return f"”{choices[value]}”" if value in choices else value

    text = relevant
    for pattern, words in _OPERATORS:
        text = re.sub(pattern, words, text)
    while text != (shorter := _SAME.sub(r"\1\2 eller ", text, count=1)):
        text = shorter
    return _NAME.sub(named, _LITERAL.sub(valued, text))


def _choice_labels(checklist: Checklist) -> dict[str, str]:
    """The label of each choice's name, where the name has but one in the checklist."""
    labels: dict[str, set[str]] = {}
    for choice in (choice for question in checklist.questions for choice in question.choices):
        labels.setdefault(choice.name, set()).add(choice.label)
    return {name: label for name, (label, *others) in labels.items() if not others}


def draw_appendix(selection: Selection) -> Iterator[Block]:
    """The frame, what was refused in it, and each draw with its codes, so that it can be repeated; without the codes of
    strata that are taken together.
    """
    if selection.frame is None and not selection.draws:
        yield Paragraph((Text("Granskningen har ingen urvalsram och inget draget urval."),), "note")
        return
    if selection.frame is not None:
        yield from _frame(selection.frame)
    for number, draw in enumerate(selection.draws, 1):
        yield Heading(2, f"Dragning {number}" if len(selection.draws) > 1 else "Dragningen", f"{DRAW}_{number}")
        yield from _draw(draw)


def _frame(frame: FrameFacts) -> Iterator[Block]:
    yield Heading(2, "Urvalsramen", f"{DRAW}_ram")
    facts = [
        f"Antal ärenden i urvalsramen: {frame.rows}.",
        f"Kontrollsumma (SHA-256 över ramens ärenden, oberoende av radordning): {frame.sha256}.",
    ]
    facts += [
        f"{kept}: sammanförd av {swedish.listing(f'”{form}”' for form in forms)}." for kept, forms in frame.joined
    ]
    yield Bullets(tuple((Text(fact),) for fact in facts))
    if frame.rejected:
        rows = tuple((Cell(str(row)), Cell(column or "–"), Cell(reason)) for row, column, reason in frame.rejected)
        yield Table("Rader som inte togs med", ("Rad", "Kolumn", "Skäl"), rows, numeric=False, widths=(1, 2, 6))


def _draw(draw: Draw) -> Iterator[Block]:
    facts = [f"Urvalsramens kontrollsumma: {draw.frame_sha256}."]
    if by_hash(draw):
        facts += [
            f"Metod: {draw.algorithm}.",
            f"Frö: {draw.seed}.",
            f"Kvot: {goal(draw)}.",
            _ORDER,
        ]
    yield Bullets(tuple((Text(fact),) for fact in facts))
    shown = 3 if draw.reserves else 2
    rows = tuple(
        (Cell(stratum_name(stratum)), Cell(codes(stratum.drawn)), Cell(codes(stratum.reserve)))[:shown]
        for stratum in draw.strata
        if stratum.unit != OTHERS
    )
    header = ("Grupp", "Dragna ärenden i ordning", "Reserver i ordning")[:shown]
    caption = "Dragna ärenden och reserver" if draw.reserves else "Dragna ärenden"
    hidden = any(stratum.unit == OTHERS for stratum in draw.strata)
    notes = ("Ärendena i de övriga enheterna visas inte.",) if hidden else ()
    yield Table(caption, header, rows, notes, numeric=False, widths=(3, 6, 3)[:shown])


def case_appendix(material: Material, appendices: Appendices, unit: str = "") -> Iterator[Block]:
    """Every answer to every question, and the codes of the cases behind each figure; of one unit where it is given."""
    if not material.cases:
        yield Paragraph((Text("Granskningen har ännu inga ärenden."),), "note")
        return
    yield Paragraph(
        (
            Text(
                "Ärendena anges med granskningens koder. Nyckeln till koderna finns bara i verksamhetssystemet. "
                "Raderna i rapportens tabeller leder hit, och raderna här leder tillbaka. "
                f"{_legend(material, appendices, unit)}"
            ),
        )
    )
    facts = tuple(row for fact in shown_facts(material) for row in _facts(material, unit, *fact))
    caption = f"De granskade ärendena{f' i {unit}' if unit else ''}"
    yield Table(caption, ("Uppgift", "Antal", "Ärenden"), facts, numeric=False, widths=(4, 1, 8))
    for checklist in material.checklists:
        yield from _answers(material, checklist, unit)


def _legend(material: Material, appendices: Appendices, unit: str) -> str:
    """What the headings of the answers' tables mean; only of those that are there."""
    shown = (question for checklist in material.checklists for question in _answered(material, checklist, unit))
    totals = [count_in(material, question.id, unit)[1] for question in shown]
    where = f", enligt villkoret i {appendices.name(CHECKLISTS)}" if appendices.name(CHECKLISTS) else ""
    meanings = {
        UNANSWERED: "Obesvarad: frågan ställdes men har inget svar.",
        NOT_ASKED: f"Ej frågad: frågan ställs inte i ärendet{where}.",
        UNSETTLED: "Ej avgjort: vilket svar som gäller är inte avgjort än, och ärendet ingår inte i nämnaren.",
    }
    return " ".join(text for key, text in meanings.items() if any(total.cases[key] for total in totals))


def _facts(material: Material, unit: str, key: str, value: str, label: str) -> Iterator[tuple[Cell, ...]]:
    source = trace(*count_in(material, key, unit), value)
    if source.cases:
        yield Cell(label), Cell(str(len(source.cases)), source), Cell(codes(source.cases), source)


def _answered(material: Material, checklist: Checklist, unit: str) -> list[Question]:
    """The questions that have rows: those that somebody has answered, be it ej aktuellt, in all or in a unit."""

    def given(question: Question) -> bool:
        one = count_in(material, question.id, unit)[1]
        return one.answered or any(one.cases[key] for key in (NOT_APPLICABLE, UNSURE))

    return [question for question in checklist.questions if given(question)]


def _answers(material: Material, checklist: Checklist, unit: str) -> Iterator[Block]:
    answered = _answered(material, checklist, unit)
    if not answered:
        return
    yield Heading(2, checklist.title, f"{CASES}_{checklist.id}")
    if any(question.type == "ja_nej" for question in answered):
        yield spread_table(material, answered, checklist.title, unit)
    rows = tuple(row for question in answered for row in _cases(material, question, unit))
    header = ("Fråga", "Svar", "Antal", "Ärenden")
    yield Table(titled(checklist.title, "ärendena bakom svaren"), header, rows, numeric=False, widths=(4, 2, 1, 6))


def _cases(material: Material, question: Question, unit: str) -> Iterator[tuple[Cell, ...]]:
    one, column = count_in(material, question.id, unit)
    names = {**STATE_LABELS, **{choice.name: choice.label for choice in question.choices}}
    for answer in (*column.answers, *SPECIAL, UNSETTLED):
        source = trace(one, column, answer)
        if source.cases:
            size, listed = Cell(str(len(source.cases)), source), Cell(codes(source.cases), source)
            yield Cell(question.label), Cell(names[answer]), size, listed
