"""A checklist: its sections and questions, and how one is read from TOML (CLI contract, "The checklist file").

Every refusal is a Problem that begins with the file's name and the line, or the section, question and key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from typing import cast, get_args

from inspektor.domain import swedish
from inspektor.domain.answers import ALLOWABLE, answer_name, possible_answers
from inspektor.domain.errors import Problem
from inspektor.domain.expression import ITSELF, Expression
from inspektor.domain.fields import BY_KEY
from inspektor.domain.logic import SkipLogic
from inspektor.domain.questions import QUALITY_AREAS, Base, Checklist, Choice, Question, QuestionType, Section
from inspektor.domain.toml import LARGEST, TomlTable, nearest, read_toml, shown

__all__ = [
    "QUALITY_AREAS",
    "Base",
    "Checklist",
    "Choice",
    "Question",
    "QuestionType",
    "Section",
    "check_together",
    "decode_checklist",
    "parse_checklist",
]

TOP_KEYS = ("id", "version", "title", "kind", "section")
SECTION_KEYS = ("title", "quality_area", "question")
QUESTION_KEYS = tuple(field.name for field in dataclass_fields(Question))
CHOICE_KEYS = ("name", "label")
TYPES: tuple[str, ...] = get_args(QuestionType)
BASES: tuple[str, ...] = get_args(Base)
RESERVED = (*ALLOWABLE, "obesvarad", "ej_fragad", "oenig")  # what counting calls the cases without a choice
PLACEHOLDERS = ("ja", "nej", "ej_aktuellt", "vet_ej", "obesvarad", "bas", "procent")

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_CHOICE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_OF_BASE = re.compile(r"\{([a-z_]+)\} av \{bas\}")
_ID_HOW = "Skriv små bokstäver a–z, siffror och understreck, med en bokstav först, som plan_aktuell."


def decode_checklist(data: bytes, origin: str) -> Checklist:
    """The checklist in a file's bytes (UTF-8, with or without a byte order mark). `origin` is the file's name."""
    if len(data) > LARGEST:
        raise Problem(f"{origin}, filen är för stor: högst 1 MB kan läsas. Kontrollera att det är rätt fil.")
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Problem(
            f"{origin}, rad {line}: byte {error.start + 1} i filen är inte UTF-8. "
            "Öppna filen i en textredigerare och spara den som UTF-8."
        ) from None
    return parse_checklist(source, origin)


def parse_checklist(source: str, origin: str) -> Checklist:
    """The checklist in a TOML text. `origin` is what messages call it: the file's name."""
    try:
        return _checklist(TomlTable(read_toml(source)), source)
    except Problem as problem:
        raise Problem(f"{origin}, {problem}") from None


def check_together(checklists: Sequence[Checklist]) -> None:
    """Refuse, with a Problem, checklists that cannot be in one review: those that share an id or a question's id."""
    owners: dict[str, Checklist] = {}
    by_id: dict[str, Checklist] = {}
    for checklist in checklists:
        if checklist.id in by_id:
            raise Problem(
                f"Två checklistor har samma id, {checklist.id} (”{by_id[checklist.id].title}” och "
                f"”{checklist.title}”). Ta bara med en av dem, eller ge den ena ett annat id."
            )
        by_id[checklist.id] = checklist
        for question in checklist.questions:
            if other := owners.get(question.id):
                raise Problem(
                    f"Frågan {question.id} finns både i checklistan {other.id} och i {checklist.id}. "
                    "Ta bara med en av checklistorna, eller ge frågan ett annat id i den ena."
                )
            owners[question.id] = checklist


def _checklist(table: TomlTable, source: str) -> Checklist:
    _kind(table)
    table.only(TOP_KEYS)
    taken: set[str] = set()
    identity = table.required("id")
    if not _ID.fullmatch(identity):
        raise table.problem("id", f"checklistans id kan inte vara {shown(identity)}. {_ID_HOW}")
    version, title = table.required("version"), table.required("title")
    sections = tuple(_section(values, number, taken) for number, values in enumerate(table.tables("section"), 1))
    if not sections:
        raise table.problem("section", "checklistan har inga frågor. Lägg till [[section]] och [[section.question]].")
    checklist = Checklist(identity, version, title, sections, source)
    SkipLogic(checklist)  # refuses conditions that are wrong
    return checklist


def _kind(table: TomlTable) -> None:
    """What the checklist is for; first, since a survey may have keys that a review does not."""
    kind = table.text("kind") or "review"
    if kind == "survey":
        raise table.problem(
            "kind", "filen är en enkät (survey), och enkäter kan ännu inte läsas. Välj en checklista för aktgranskning."
        )
    if kind != "review":
        raise table.problem("kind", f"{shown(kind)} finns inte. Skriv review, eller ta bort raden.")


def _section(values: Mapping[str, object], number: int, taken: set[str]) -> Section:
    table = TomlTable(values, f"avsnitt {number}")
    table.only(SECTION_KEYS)
    title = table.required("title")
    table = TomlTable(values, f"avsnitt {number} ({shown(title)})")
    area = table.text("quality_area")
    if area:
        _one_of(table, "quality_area", area, QUALITY_AREAS)
    found = table.tables("question")
    if not found:
        raise table.problem(
            "question", "avsnittet har inga frågor. Lägg till [[section.question]], eller ta bort avsnittet."
        )
    questions = (
        _question(_named(question, f"{table.where}, fråga {place}", taken)) for place, question in enumerate(found, 1)
    )
    return Section(title, area, tuple(questions))


def _one_of(table: TomlTable, key: str, word: str, words: Iterable[str]) -> None:
    words = list(words)
    if word not in words:
        listed = swedish.listing(words, "eller")
        raise table.problem(key, f"{shown(word)} finns inte.{nearest(word, words)} Skriv {listed}.")


def _named(values: Mapping[str, object], where: str, taken: set[str]) -> TomlTable:
    """A question's table, placed by its id, which no other question has."""
    table = TomlTable(values, where)
    identity = table.required("id")
    if not _ID.fullmatch(identity):
        raise table.problem("id", f"frågans id kan inte vara {shown(identity)}. {_ID_HOW}")
    if identity in BY_KEY:
        raise table.problem("id", f"{identity} är namnet på ett ärendefält. Ge frågan ett annat id.")
    if identity in taken:
        raise table.problem("id", f"{identity} är redan en frågas id i checklistan. Ge en av frågorna ett annat id.")
    taken.add(identity)
    return TomlTable(values, f"frågan {identity}")


def _question(table: TomlTable) -> Question:
    table.only(QUESTION_KEYS)
    label, kind = table.required("label"), table.required("type")
    _one_of(table, "type", kind, TYPES)
    base = table.text("base") or "answered"
    _one_of(table, "base", base, BASES)
    question = Question(
        id=table.required("id"),
        label=label,
        type=cast("QuestionType", kind),
        hint=table.text("hint"),
        law=table.texts("law"),
        relevant=table.text("relevant"),
        required=table.flag("required", default=True),
        constraint=table.text("constraint"),
        allow=_allow(table),
        not_applicable=table.text("not_applicable"),
        base=cast("Base", base),
        shortcoming=table.text("shortcoming"),
        sentence=table.text("sentence"),
        choices=_choices(table, select=kind.startswith("select")),
    )
    _consistent(table, question)
    return question


def _allow(table: TomlTable) -> tuple[str, ...]:
    """What can be answered beside the question's own answers, in the order of `ALLOWABLE`."""
    words = table.texts("allow")
    for word in words:
        _one_of(table, "allow", word, ALLOWABLE)
    return tuple(word for word in ALLOWABLE if word in words)


def _choices(table: TomlTable, *, select: bool) -> tuple[Choice, ...]:
    found = table.tables("choices")
    if select and not found:
        raise table.problem(
            "choices", 'en fråga med svarsval ska ha svar att välja. Lägg till choices = [{ name = "…", label = "…" }].'
        )
    if found and not select:
        raise table.problem(
            "choices", "bara select_one och select_multiple har svarsval. Ta bort raden eller ändra type."
        )
    taken: set[str] = set()
    return tuple(
        _choice(TomlTable(values, f"{table.where}, val {number}"), taken) for number, values in enumerate(found, 1)
    )


def _choice(table: TomlTable, taken: set[str]) -> Choice:
    table.only(CHOICE_KEYS)
    name, label = table.required("name"), table.required("label")
    if not _CHOICE_NAME.fullmatch(name):
        raise table.problem(
            "name",
            f"{shown(name)} kan inte vara ett svars namn. "
            "Skriv bokstäver a–z, siffror, bindestreck, punkt och understreck.",
        )
    if name.casefold() in RESERVED:
        raise table.problem(
            "name", f"{shown(name)} har redan en betydelse. Ta ett annat namn, eller använd nyckeln allow."
        )
    if name.casefold() in taken:
        raise table.problem("name", f"{shown(name)} står två gånger bland svaren. Ge ett av dem ett annat namn.")
    taken.add(name.casefold())
    return Choice(name, label)


def _consistent(table: TomlTable, question: Question) -> None:
    """Refuse keys that contradict each other."""
    answers = possible_answers(question)
    if question.shortcoming and question.shortcoming not in answers:
        there_are = f"Skriv {swedish.listing(answers, 'eller')}." if answers else "Ta bort raden."
        raise table.problem("shortcoming", f"{shown(question.shortcoming)} är inget svar på frågan. {there_are}")
    if question.not_applicable and "ej_aktuellt" not in question.allow:
        raise table.problem(
            "not_applicable",
            'frågan tillåter inte ej_aktuellt. Lägg till allow = ["ej_aktuellt"], eller ta bort raden.',
        )
    if question.constraint:
        _constraint(table, question)
    _sentence(table, question)


def _constraint(table: TomlTable, question: Question) -> None:
    try:
        Expression.parse(question.constraint, {ITSELF: answer_name(question)})
    except Problem as problem:
        raise table.problem("constraint", str(problem)) from None


def _sentence(table: TomlTable, question: Question) -> None:
    """Refuse a sentence that could not be filled in, or that would read wrong without its percentage."""
    sentence = question.sentence
    known = PLACEHOLDERS if question.type == "ja_nej" else PLACEHOLDERS[2:-1]
    for name in _PLACEHOLDER.findall(sentence):
        if name not in known:
            listed = swedish.listing((f"{{{each}}}" for each in known), "eller")
            raise table.problem("sentence", f"platshållaren {shown(name)} finns inte för frågan. Skriv {listed}.")
    if "{" in (rest := _PLACEHOLDER.sub("", sentence)) or "}" in rest:
        raise table.problem(
            "sentence", "en klammer saknar sitt par. Skriv platshållare som {ja}, och inga andra klamrar."
        )
    outside = [name for name in _OF_BASE.findall(sentence) if name in (*ALLOWABLE, "obesvarad")]
    if outside and question.base == "answered":
        raise table.problem(
            "sentence",
            f"{{{outside[0]}}} ingår inte i nämnaren när base är answered. "
            'Skriv base = "asked", eller ta bort av {bas}.',
        )
    if sentence.count("{procent}") != sentence.count("({procent})"):
        raise table.problem(
            "sentence",
            "{procent} utelämnas när ärendena är få och ska därför stå ensamt i en parentes. Skriv ({procent}).",
        )
