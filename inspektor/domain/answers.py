"""Answers: the words that people type for them, the values that are kept, and the labels that are shown.

A question has five states: ja, nej, ej aktuellt, vet ej and not answered (the empty text, which no typed word gives). A
kept value is text, or a whole number; several choices are one text with a space between the names, as in XLSForm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.domain.expression import ITSELF, Expression, Kind, Name
from inspektor.domain.questions import Question

YES, NO, NOT_APPLICABLE, DONT_KNOW = "ja", "nej", "ej_aktuellt", "vet_ej"
UNANSWERED = ""
ALLOWABLE = (NOT_APPLICABLE, DONT_KNOW)  # what `allow` can hold; every type of question can have them
ANSWER_WORDS: Mapping[str, str] = MappingProxyType(  # as typed, in the form that `_folded` gives
    {"ja": YES, "nej": NO, "ej aktuellt": NOT_APPLICABLE, "x": NOT_APPLICABLE, "vet ej": DONT_KNOW}
)
ANSWER_LABELS: Mapping[str, str] = MappingProxyType(
    {YES: "Ja", NO: "Nej", NOT_APPLICABLE: "Ej aktuellt", DONT_KNOW: "Vet ej", UNANSWERED: "Obesvarad"}
)
LONGEST_TEXT, MOST_DIGITS = 10_000, 15
_LIMIT = re.compile(r"\. *(<=|>=|<|>) *'?([0-9-]+)'?")
_LIMITS = {
    "integer": ("Talet", {">=": "minst", "<=": "högst", ">": "större än", "<": "mindre än"}),
    "date": ("Datumet", {">=": "tidigast", "<=": "senast", ">": "efter", "<": "före"}),
}

_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "ja_nej": "choice",
        "select_one": "choice",
        "select_multiple": "multiple",
        "integer": "number",
        "date": "date",
        "text": "text",
    }
)
_NUMBER = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}")
_DATE = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SEPARATORS = re.compile(r"[\s;,]+")


def possible_answers(question: Question) -> tuple[str, ...]:
    """The answers that a question can have by name: its own (none for free values), then what it allows beside them."""
    own = (YES, NO) if question.type == "ja_nej" else tuple(choice.name for choice in question.choices)
    return (*own, *question.allow)


def answer_name(question: Question) -> Name:
    """What the question's id stands for in skip logic."""
    return Name(_KINDS[question.type], possible_answers(question))


def answer_label(question: Question, value: str | int) -> str:
    """An answer as people read it: `Ja`, `Ej aktuellt`, the labels of choices; numbers, dates and texts as they are."""
    text = str(value)
    labels = {choice.name: choice.label for choice in question.choices}
    if question.type == "select_multiple" and text not in question.allow:
        return ", ".join(labels.get(name, name) for name in text.split()) or ANSWER_LABELS[UNANSWERED]
    if question.type == "text" and text not in (UNANSWERED, *question.allow):
        return text
    return labels.get(text) or ANSWER_LABELS.get(text, text)


def parse_answer(question: Question, typed: str) -> str | int:
    """The value to keep for what a person typed, or what stood in a table's cell.

    Problem, without the place and without what was typed, for what the question does not allow.
    """
    typed = unicodedata.normalize("NFC", typed).strip()
    if not typed:
        raise Problem(f"Svaret är tomt. {_allowed(question)}")
    names = {choice.name.casefold() for choice in question.choices}
    word = ANSWER_WORDS.get(_folded(typed))
    if word in question.allow and typed.casefold() not in names:
        return word
    value = _PARSERS[question.type](question, typed)
    if question.constraint and not _constraint(question).evaluate({ITSELF: value}):
        raise Problem(f"Svaret uppfyller inte frågans villkor. {_allowed(question)}")
    return value


def fits(question: Question, value: str | int) -> bool:
    """Whether a question can have a value that is kept: it may have been given to an older version of the question."""
    if value in question.allow:
        return True
    try:
        return _PARSERS[question.type](question, str(value)) == value
    except Problem:
        return False


def _folded(typed: str) -> str:
    return " ".join(typed.casefold().replace("_", " ").split())


@lru_cache(maxsize=512)
def _constraint(question: Question) -> Expression:
    return Expression.parse(question.constraint, {ITSELF: answer_name(question)})


def _allowed(question: Question) -> str:
    """What the question allows, as a sentence that tells what to do."""
    what = {
        "integer": ["ett heltal med siffror"],
        "date": ["ett datum som 2019-05-11"],
        "text": [f"en text med högst {LONGEST_TEXT} tecken"],
        "select_multiple": ["ett eller flera av svaren " + " ".join(choice.name for choice in question.choices)],
    }.get(question.type, [])
    words = [answer for answer in possible_answers(question) if answer not in question.allow] if not what else []
    beside = {NOT_APPLICABLE: "ej aktuellt (x)", DONT_KNOW: "vet ej"}
    told = swedish.listing([*what, *words, *(beside[answer] for answer in question.allow)], "eller")
    return f"Skriv {told}.{_limits(question)}"


def _limits(question: Question) -> str:
    """The question's constraint as a sentence more; as it is written where it is more than limits for a value."""
    if not question.constraint:
        return ""
    found = [_LIMIT.fullmatch(part.strip()) for part in question.constraint.split(" and ")]
    if question.type not in _LIMITS or None in found:
        return f" Villkoret är {question.constraint}, där punkten är svaret."
    what, words = _LIMITS[question.type]
    return f" {what} ska vara {swedish.listing([f'{words[one[1]]} {one[2]}' for one in found if one])}."


def _refused(question: Question) -> Problem:
    return Problem(f"Svaret är inget som frågan tillåter. {_allowed(question)}")


def _parse_yes_no(question: Question, typed: str) -> str:
    word = ANSWER_WORDS.get(_folded(typed))
    if word not in (YES, NO):
        raise _refused(question)
    return word


def _parse_choice(question: Question, typed: str) -> str:
    for choice in question.choices:
        if choice.name.casefold() == typed.casefold():
            return choice.name
    raise _refused(question)


def _parse_choices(question: Question, typed: str) -> str:
    """Names with spaces, commas or semicolons between; kept once each, in the order of the choices."""
    given = {part.casefold() for part in _SEPARATORS.split(typed) if part}
    chosen = [choice.name for choice in question.choices if choice.name.casefold() in given]
    if not chosen or len(chosen) != len(given):
        raise _refused(question)
    return " ".join(chosen)


def _parse_integer(question: Question, typed: str) -> int:
    if not _NUMBER.fullmatch(typed):
        raise _refused(question)
    return int(typed)


def _parse_date(question: Question, typed: str) -> str:
    """An ISO date, also without hyphens, and with the midnight that spreadsheets add."""
    if not (found := _DATE.fullmatch(typed)):
        raise _refused(question)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        raise Problem(f"Datumet finns inte. {_allowed(question)}") from None


def _parse_text(question: Question, typed: str) -> str:
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        raise Problem(
            "Svaret innehåller ett styrtecken som inte kan skrivas ut. Ta bort det, eller skriv texten på nytt."
        )
    if len(text) > LONGEST_TEXT:
        raise _refused(question)
    return text


_PARSERS: Mapping[str, Callable[[Question, str], str | int]] = MappingProxyType(
    {
        "ja_nej": _parse_yes_no,
        "select_one": _parse_choice,
        "select_multiple": _parse_choices,
        "integer": _parse_integer,
        "date": _parse_date,
        "text": _parse_text,
    }
)
