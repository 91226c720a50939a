"""The appendices: the checklists as they were used, the draw's protocol, and the cases behind each figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from inspektor.domain import swedish
from inspektor.domain.checklist import Checklist, Question
from inspektor.domain.document import Block, Bullets, Cell, Heading, Paragraph, Table, Text
from inspektor.domain.fields import BY_KEY, LAWS
from inspektor.domain.law import LawTable
from inspektor.domain.report_method import FrameFacts, Selection, codes, stratum_name
from inspektor.domain.results import NO, NOT_APPLICABLE, UNANSWERED, UNSETTLED, UNSURE, YES, Material, count
from inspektor.domain.sampling import Draw

_TYPES = {
    "ja_nej": "Ja eller nej",
    "select_one": "Ett av flera svar",
    "select_multiple": "Ett eller flera svar",
    "integer": "Ett heltal",
    "date": "Ett datum",
    "text": "Fritext",
}
_BASES = {
    "answered": "besvarade ärenden",
    "asked": "alla ärenden där frågan ställs",
    "all": "alla granskade ärenden",
}
_ANSWER_NAMES = {
    YES: "Ja",
    NO: "Nej",
    NOT_APPLICABLE: "Ej aktuellt",
    UNSURE: "Vet ej",
    UNANSWERED: "Obesvarad",
    UNSETTLED: "Oenig",
    "besvarad": "Besvarad",
}


def checklist_appendix(material: Material, law: LawTable) -> Iterator[Block]:
    """Every question with its guidance, its answers, when it is asked, and its denominator; each checklist with its
    law.
    """
    for checklist in material.checklists:
        yield Heading(2, f"{checklist.title} (version {checklist.version})", f"bilaga_1_{checklist.id}")
        labels = {question.id: question.label for question in checklist.questions}
        for section in checklist.sections:
            rows = tuple(
                (
                    Cell(f"{question.label} [{question.id}]"),
                    Cell(question.hint or "–"),
                    Cell(_answering(question, labels)),
                )
                for question in section.questions
            )
            header = ("Fråga", "Stöd för bedömningen", "Svar och villkor")
            yield Table(section.title, header, rows, numeric=False, widths=(3, 6, 3))
        cited = citations(material, law, (checklist,))
        if cited:
            yield Paragraph((Text(f"Checklistan bygger på {swedish.listing(cited)}."),), "note")


def citations(material: Material, law: LawTable, checklists: Sequence[Checklist]) -> list[str]:
    """The provisions that checklists rest on, as they stood at the decisions' dates; only of the laws that the cases
    fall under.
    """
    dates = sorted({case.decision_date for case in material.cases if case.decision_date})
    laws = {case.law.casefold() for case in material.cases if case.law} or {name.casefold() for name in LAWS}
    others = tuple(name.casefold() for name in LAWS if name.casefold() not in laws)
    keys = dict.fromkeys(key for checklist in checklists for question in checklist.questions for key in question.law)
    applying = [key for key in keys if not key.casefold().startswith(others)]
    return list(dict.fromkeys(line for key in applying for line in law.cite_all(key, dates)))


def _answering(question: Question, labels: Mapping[str, str]) -> str:
    parts = [_TYPES[question.type] + _also(question) + "."]
    if question.choices:
        parts.append(f"Svaren: {swedish.listing(choice.label for choice in question.choices)}.")
    if question.not_applicable:
        parts.append(swedish.upper_first(question.not_applicable.rstrip(".")) + ".")
    if question.relevant:
        parts.append(f"Ställs när {in_words(question.relevant, labels)}.")
    parts.append(f"Nämnare: {_BASES[question.base]}.")
    if question.shortcoming:
        parts.append(f"Brist: {_ANSWER_NAMES.get(question.shortcoming, question.shortcoming).lower()}.")
    return " ".join(parts)


def _also(question: Question) -> str:
    words = [_ANSWER_NAMES[word].lower() for word in question.allow]
    return f", även {swedish.listing(words)}" if words else ""


_OPERATORS = (  # longest first
    (r"\s*!=\s*", " inte är "),
    (r"\s*>=\s*", " är minst "),
    (r"\s*<=\s*", " är högst "),
    (r"\s*=\s*", " är "),
    (r"\s*>\s*", " är mer än "),
    (r"\s*<\s*", " är mindre än "),
    (r"\bor\b", "eller"),
    (r"\band\b", "och"),
    (r"\bnot\(", "inte ("),
    (r"\bcount-selected\(([^)]*)\)", r"antalet svar på \1"),
    (r"\bselected\(([^,)]*),\s*([^)]*)\)", r"\1 omfattar \2"),
)
_NAME = re.compile(r"\$\{(\w+)\}")


def in_words(relevant: str, labels: Mapping[str, str]) -> str:
    """A condition as a person reads it: `${beslut} = 'bifall'` is "beslut är bifall"."""

    def named(found: re.Match[str]) -> str:
        name = found[1]
        return BY_KEY[name].label.lower() if name in BY_KEY else f"”{labels[name]}”"

    text = relevant.replace("'", "").replace('"', "")
    for pattern, words in _OPERATORS:
        text = re.sub(pattern, words, text)
    return _NAME.sub(named, text)


def draw_appendix(selection: Selection) -> Iterator[Block]:
    """The frame, what was refused in it, and each draw with its codes, so that it can be repeated."""
    if selection.frame is None and not selection.draws:
        yield Paragraph((Text("Granskningen har ingen urvalsram och inget draget urval."),), "note")
        return
    if selection.frame is not None:
        yield from _frame(selection.frame)
    for number, draw in enumerate(selection.draws, 1):
        yield Heading(2, f"Dragning {number}" if len(selection.draws) > 1 else "Dragningen", f"bilaga_2_{number}")
        yield from _draw(draw)


def _frame(frame: FrameFacts) -> Iterator[Block]:
    yield Heading(2, "Urvalsramen", "bilaga_2_ram")
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
    facts = [f"Metod: {draw.algorithm}.", f"Frö: {draw.seed}.", f"Urvalsramens kontrollsumma: {draw.frame_sha256}."]
    facts.append(
        "Ordningen: ärendena i varje grupp ordnas efter SHA-256 över metodens namn, fröet och ärendets "
        "kod, åtskilda av radbrytning. "
        "De första dras, de följande är reserver."
    )
    yield Bullets(tuple((Text(fact),) for fact in facts))
    rows = tuple(
        (Cell(stratum_name(stratum)), Cell(codes(stratum.drawn)), Cell(codes(stratum.reserve)))
        for stratum in draw.strata
    )
    header = ("Grupp", "Dragna ärenden i ordning", "Reserver i ordning")
    yield Table("Dragna ärenden och reserver", header, rows, numeric=False, widths=(3, 6, 3))


def case_appendix(material: Material) -> Iterator[Block]:
    """For every question that has answers: each answer, how many cases gave it, and which."""
    if not material.cases:
        yield Paragraph((Text("Granskningen har ännu inga ärenden."),), "note")
        return
    yield Paragraph(
        (Text("Ärendena anges med granskningens koder. Nyckeln till koderna finns bara i verksamhetssystemet."),)
    )
    for checklist in material.checklists:
        rows = [row for question in checklist.questions for row in _cases(material, question)]
        if rows:
            header = ("Fråga", "Svar", "Antal", "Ärenden")
            yield Table(checklist.title, header, tuple(rows), numeric=False, widths=(4, 2, 1, 6))


def _cases(material: Material, question: Question) -> Iterator[tuple[Cell, ...]]:
    one = count(material, question.id)
    if not one.total.base:
        return
    names = {**_ANSWER_NAMES, **{choice.name: choice.label for choice in question.choices}}
    label = question.label
    for answer in (*one.total.answers, NOT_APPLICABLE, UNSURE, UNANSWERED, UNSETTLED):
        listed = one.total.cases[answer]
        if listed:
            yield Cell(label), Cell(names[answer]), Cell(str(len(listed))), Cell(codes(listed))
