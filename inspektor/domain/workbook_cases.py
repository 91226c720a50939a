"""The cases as a statistician reads them, a row a case, and the codebook that says what each column and code means.

Only codes: neither comments, quotations nor texts of the inspectors' own, and no names. What a question has for an
answer in a case is what `results.standing` says, so that whoever counts the column comes to the report's figures.

A question has the column of its id. There stands the code of its answer, or of why there is none. An answer that is
a number or a date stands there as such, and its code in `<id>.status`; each choice of several has a column
`<id>.<choice>` with 1 or 0. No question's id holds a full stop, so no two columns can have the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from inspektor.domain.answers import answer_label, possible_answers
from inspektor.domain.checklist import Checklist
from inspektor.domain.data_sheets import DataSheet, Kind, Value, Variable
from inspektor.domain.fields import CASE_FIELDS, CaseField
from inspektor.domain.questions import QUALITY_AREAS, Question, Section
from inspektor.domain.report_appendices import TYPES, in_words
from inspektor.domain.report_method import Selection
from inspektor.domain.results import (
    GIVEN,
    NOT_ASKED,
    SPECIAL,
    STATE_LABELS,
    UNANSWERED,
    UNSETTLED,
    Material,
    base_words,
    standing,
)
from inspektor.domain.review import ADDED, Case
from inspektor.domain.values import case_key
from inspektor.domain.workbook_draw import strata_of
from inspektor.domain.workbook_results import FACT

_NONE = (*SPECIAL, NOT_ASKED, UNSETTLED)  # why a case has no answer
_PART = "."  # between a question's id and what one of its columns holds
_ABOUT = (
    "Ett ärende på varje rad, och bara koder: inga namn, kommentarer, citat eller fritexter. Kolumnerna beskrivs i "
    "Kodbok och koderna i Koder. En tom cell betyder att uppgiften eller svaret saknas; varför ett tal, datum eller "
    "val saknas står i frågans egen kolumn eller i den som slutar på .status."
)
_CODEBOOK = "Vad varje kolumn i Ärenden innehåller: frågan, dess typ, nämnare och villkor, och checklistans version."
_ASKED = "Frågorna i Tabeller: frågan, dess typ, nämnare och villkor, och checklistans version."
_ASKED_CODES = "Vad svarens koder betyder, en kod på varje rad."
_CODES = "Vad koderna i Ärenden betyder, en kod på varje rad."
_KINDS: dict[str, Kind] = {"integer": "whole", "date": "date", "year": "whole"}
_ONE_OF = "Ett av flera värden"
_YES_NO = (("ja", "Ja"), ("nej", "Nej"))


@dataclass(frozen=True)
class Meaning:
    """What the codebook says of a column, in the order of its own columns."""

    variable: str
    source: str
    version: str
    section: str
    area: str
    text: str
    kind: str
    base: str = ""
    asked_when: str = ""
    relevant: str = ""
    not_applicable: str = ""
    shortcoming: str = ""


_HEADINGS = (
    "Variabel",
    "Checklista",
    "Version",
    "Avsnitt",
    "Kvalitetsområde",
    "Frågetext",
    "Typ",
    "Nämnare",
    "Ställs när",
    "Villkor",
    "Ej aktuellt betyder",
    "Brist",
)


@dataclass(frozen=True)
class Described:
    """A column of the cases: its values in their order, what it means, and what each of its codes does."""

    variable: Variable
    values: Sequence[Value]
    meaning: Meaning
    codes: tuple[tuple[str, str], ...] = ()


def case_sheets(material: Material, selection: Selection) -> tuple[DataSheet, DataSheet, DataSheet]:
    """The cases, the codebook and its codes."""
    columns = [*_facts(material), *_drawn(material, selection)]
    for checklist in material.checklists:
        for section in checklist.sections:
            for question in section.questions:
                columns += _question(material, question, section, checklist)
    rows = tuple(zip(*(column.values for column in columns), strict=True))
    cases = DataSheet("Ärenden", _ABOUT, tuple(column.variable for column in columns), rows)
    return cases, _codebook(columns), _code_sheet(columns)


def asked_sheets(codebook: DataSheet, codes: DataSheet) -> tuple[DataSheet, DataSheet]:
    """The codebook and its codes for one who has the figures and not the cases: the questions alone."""
    rows = tuple(row for row in codebook.rows if row[1] != FACT and _PART not in str(row[0]))
    named = {row[0] for row in rows}
    kept = tuple(row for row in codes.rows if row[0] in named)
    return replace(codebook, about=_ASKED, rows=rows), replace(codes, about=_ASKED_CODES, rows=kept)


def _codebook(columns: Sequence[Described]) -> DataSheet:
    names = [field.name for field in fields(Meaning)]
    rows = tuple(tuple(getattr(column.meaning, name) or None for name in names) for column in columns)
    return DataSheet("Kodbok", _CODEBOOK, tuple(Variable(name, free=True) for name in _HEADINGS), rows)


def _code_sheet(columns: Sequence[Described]) -> DataSheet:
    rows = tuple((column.variable.name, code, text) for column in columns for code, text in column.codes)
    return DataSheet(
        "Koder", _CODES, (Variable("Variabel"), Variable("Kod", free=True), Variable("Betydelse", free=True)), rows
    )


# --- what is known of a case ------------------------------------------------------------------------------------------


def _facts(material: Material) -> Iterator[Described]:
    for field in CASE_FIELDS:
        values = [getattr(case, field.name) or None for case in material.cases]
        codes = tuple((choice, choice) for choice in field.choices)
        kind = {"year": "Årtal", "date": "Datum", "choice": _ONE_OF}.get(field.kind, "Text")
        yield _fact(Variable(field.key, _kind(field), free=field.kind == "text"), values, field.label, kind, codes)
    for name, text, of, codes in _MORE:
        values = [of(case) or None for case in material.cases]
        yield _fact(Variable(name), values, text, _ONE_OF, codes)


def _kind(field: CaseField) -> Kind:
    return _KINDS.get(field.kind, "text")


def _fact(
    variable: Variable, values: Sequence[Value], text: str, kind: str, codes: tuple[tuple[str, str], ...] = ()
) -> Described:
    return Described(variable, values, Meaning(variable.name, FACT, "", "", "", text, kind), codes)


def _yes_no(*, holds: bool) -> str:
    return "ja" if holds else "nej"


_ORIGINS = (
    ("slump", "Draget i ett slumpmässigt urval"),
    ("avsiktligt", "Valt i ett avsiktligt urval"),
    ("total", "Taget i ett totalurval"),
    ("reserv", "Från reservlistan, i ett ersatt ärendes ställe"),
    (ADDED, "Tillagt för hand"),
)
_MORE: tuple[tuple[str, str, Callable[[Case], str], tuple[tuple[str, str], ...]], ...] = (
    ("arende.aldersgrupp", "Åldersgrupp vid beslutets datum", lambda case: case.ages, ()),
    ("arende.ursprung", "Hur ärendet kom in i granskningen", lambda case: case.origin, _ORIGINS),
    ("arende.klart", "Granskaren har förklarat ärendet klart", lambda case: _yes_no(holds=case.done), _YES_NO),
    (
        "arende.dubbelgranskat",
        "Ärendet granskas av två granskare",
        lambda case: _yes_no(holds=bool(case.second_reviewer)),
        _YES_NO,
    ),
)


def _drawn(material: Material, selection: Selection) -> Iterator[Described]:
    """Whether a case counts at all, which stratum of the draw it came from, and how many of the frame it stands for."""
    counts = [_yes_no(holds=place not in material.unsettled_cases) for place in range(len(material.cases))]
    text = "Ärendet ingår i tabellerna; nej när filer har olika uppgifter om det, som inte är avgjorda"
    yield _fact(Variable("arende.raknas"), counts, text, _ONE_OF, _YES_NO)
    strata = strata_of(selection)
    groups = [strata.get(case_key(case.code)) for case in material.cases]
    yield _fact(Variable("urval.grupp"), groups, "Ärendets grupp i urvalet; se Urval", "Text")
    weights = [_weight(material, case) for case in material.cases]
    text = "Hur många ärenden i urvalsramen som ärendet står för: gruppens storlek delad med antalet granskade"
    yield _fact(Variable("urval.vikt", "decimal"), weights, text, "Tal")


def _weight(material: Material, case: Case) -> float | None:
    sample = material.sample
    if sample is None or case.code not in sample.place:
        return None
    part = sample.parts[sample.place[case.code]]
    return part.size / len(part.codes)


# --- questions --------------------------------------------------------------------------------------------------------


def _question(material: Material, question: Question, section: Section, checklist: Checklist) -> Iterator[Described]:
    """The columns of one question."""
    states = standing(material, question)
    about = _meaning(question, section, checklist)
    if question.type == "select_multiple":
        given = [state if state in _NONE else GIVEN for state in states]
        yield Described(Variable(question.id), given, about(""), _codes(question, GIVEN))
        for choice in question.choices:
            name = f"{question.id}{_PART}{choice.name}"
            chosen = [_chosen(choice.name, of, at) for of, at in zip(states, given, strict=True)]
            codes = (("1", f"{choice.label}: valt"), ("0", f"{choice.label}: inte valt"))
            yield Described(Variable(name, "whole"), chosen, about(_PART + choice.name), codes)
    elif kind := _KINDS.get(question.type):
        answers = material.answers.get(question.id) or [None] * len(states)
        values = [answer if state == GIVEN else None for answer, state in zip(answers, states, strict=True)]
        yield Described(Variable(question.id, kind), values, about(""))
        status = f"{_PART}status"
        yield Described(Variable(question.id + status), states, about(status), _codes(question, GIVEN))
    else:
        own = (GIVEN,) if question.type == "text" else ()
        yield Described(Variable(question.id), states, about(""), _codes(question, *own))


def _chosen(choice: str, state: str, given: str) -> int | None:
    return int(choice in state.split()) if given == GIVEN else None


def _codes(question: Question, *own: str) -> tuple[tuple[str, str], ...]:
    """The codes of a question's column, with what they mean."""
    answers = own or tuple(answer for answer in possible_answers(question) if answer not in question.allow)
    others = (*question.allow, UNANSWERED, *((NOT_ASKED,) if question.relevant else ()), UNSETTLED)
    named = [(answer, STATE_LABELS[answer] if own else answer_label(question, answer)) for answer in answers]
    return (*named, *((state, STATE_LABELS[state]) for state in others))


def _meaning(question: Question, section: Section, checklist: Checklist) -> Callable[[str], Meaning]:
    """What the codebook says of a question's columns; of those beside the first, no more than what they hold."""
    labels = {choice.name: choice.label for choice in question.choices}

    def of(part: str) -> Meaning:
        named = part.removeprefix(_PART)
        more = f" – {labels.get(named, 'om frågan är besvarad')}" if part else ""
        return Meaning(
            question.id + part,
            checklist.title,
            checklist.version,
            section.title,
            QUALITY_AREAS.get(section.quality_area, ""),
            question.label + more,
            TYPES[question.type] if not part else ("1 eller 0" if named in labels else _ONE_OF),
            base_words(question),
            in_words(question.relevant, checklist) if question.relevant else "",
            question.relevant,
            question.not_applicable.strip().removeprefix("x:").strip(),
            question.shortcoming,
        )

    return of
