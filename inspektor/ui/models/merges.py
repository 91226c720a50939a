"""What a merge would bring, or brought, as the window words it: rows of a table, numbers with sentences, and checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QLocale

from inspektor.domain import swedish
from inspektor.operations.conflicts import Conflict
from inspektor.operations.merging import Brought, Earlier, Merged

HEADER = ("Fil", "Från", "Senaste ändring", "Ärenden", "Nya svar", "Lika", "Olika")
FIGURES = range(3, len(HEADER))
TOTAL, NOTHING, UNKNOWN = "Tillsammans", "–", "…"
_ONE_DIFFERS = (
    "uppgift skiljer sig åt. Alla versioner behålls, och ni avgör efteråt. Tills dess räknas den inte i resultatet."
)
_ALL_DIFFER = (
    "uppgifter skiljer sig åt. Alla versioner behålls, och ni avgör en i taget efteråt. Tills dess räknas de inte i "
    "resultatet."
)
MOST_WORDS = 160  # signs of an answer or a comment that are shown where differences are listed


@dataclass(frozen=True)
class Listed:
    """A file in the list: what it would bring (None until that is known), or why it may not be taken in."""

    path: Path
    brought: Brought | None = None
    refused: str = ""


@dataclass(frozen=True)
class ToSettle:
    """Something that people gave different values, in words: where, about what, and who gave what."""

    where: str
    about: str
    given: tuple[str, ...]


def count(number: int, one: str, many: str) -> str:
    """`1 fil`, `3 filer`, `1 316 ändringar`."""
    return f"{QLocale().toString(number)} {swedish.plural(number, one, many)}"


def files(number: int) -> str:
    """`1 fil`, `3 filer`."""
    return count(number, "fil", "filer")


def far(words: str, part: int, whole: int) -> str:
    """How far work has come: `Slår ihop: 12 400 av 31 000 ändringar`."""
    return f"{words}: {QLocale().toString(part)} av {count(whole, 'ändring', 'ändringar')}"


def differences_left(number: int) -> str:
    """`1 skillnad att avgöra`, or how many there are."""
    return f"{count(number, 'skillnad', 'skillnader')} att avgöra"


def paired(listed: Sequence[Listed], told: Merged) -> list[Listed]:
    """The files of the list with what is told of each."""
    reasons = dict(told.refused)
    brought = iter(told.files)
    return [
        replace(one, brought=None, refused=reasons[one.path])
        if one.path in reasons
        else replace(one, brought=next(brought), refused="")
        for one in listed
    ]


def row(one: Brought) -> tuple[str, ...]:
    """A file, or all of them together, as a row of the table."""
    by, at = swedish.listing(one.by) or NOTHING, when(one.at) if one.at else NOTHING
    figures = (one.cases, one.answers, one.same, one.differing)
    return one.file, by, at, *(QLocale().toString(number) for number in figures)


def listed_row(one: Listed) -> tuple[str, ...]:
    """A file of the list as a row: dots until it has been gone through, and nothing for one that is left out."""
    if one.brought is not None:
        return row(one.brought)
    filling = NOTHING if one.refused else UNKNOWN
    return one.path.name, *([filling] * (len(HEADER) - 1))


def total_row(total: Brought) -> tuple[str, ...]:
    """All files together."""
    _, _, _, *figures = row(total)
    return TOTAL, "", "", *figures


def when(at: str) -> str:
    """A time of the log (ISO, UTC) as the clock on the wall has it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def numbers(total: Brought, *, done: bool) -> Iterator[tuple[int, str]]:
    """What happens to the answers, or happened, each number with its sentence; those that are nothing are left out."""
    yield total.answers, f"{_new_answers(total.answers != 1, done)}."
    if total.same:
        yield total.same, f"svar är lika i flera filer. {'De' if total.same > 1 else 'Det'} räknas en gång."
    if total.differing:
        yield total.differing, _ALL_DIFFER if total.differing > 1 else _ONE_DIFFERS
    notes = ((total.comments, "kommentar", "kommentarer"), (total.quotations, "citat", "citat"))
    there = [(number, swedish.plural(number, one, many)) for number, one, many in notes if number]
    if there:
        (first, word), *rest = there
        beside = "".join(f" och {QLocale().toString(number)} {words}" for number, words in rest)
        yield first, f"{word}{beside} {'följde' if done else 'följer'} med sina svar."


def _new_answers(many: bool, done: bool) -> str:
    if many:
        return f"nya eller ändrade svar {'är inlagda' if done else 'läggs in'}"
    return f"nytt eller ändrat svar {'är inlagt' if done else 'läggs in'}"


def nothing_lost(total: Brought, *, done: bool) -> str:
    """That every change of the files is in the review afterwards, with how many they are."""
    known = total.changes - total.new
    both = "är inlagda" if done else "läggs in"
    there = f", och {QLocale().toString(known)} fanns redan här eller i flera av filerna" if known else ""
    return (
        f"Inget försvinner: filerna har tillsammans {count(total.changes, 'ändring', 'ändringar')}. "
        f"{QLocale().toString(total.new)} är nya och {both}{there}."
    )


def clocks_ahead(told: Sequence[Brought]) -> Iterator[str]:
    """That somebody's clock is ahead of this one, which changes nothing."""
    now = datetime.now(UTC)
    for one in told:
        if one.at and datetime.fromisoformat(one.at) > now:
            yield (
                f"Klockan går före på datorn som {one.file} kommer från. Det ändrar inget: tiden avgör aldrig vilket"
                " svar som gäller."
            )


def earlier_row(one: Earlier) -> tuple[str, ...]:
    """A merge that was made, as a row."""
    return when(one.at), one.by, swedish.listing(file.file for file in one.files), QLocale().toString(one.total.new)


def to_settle(found: Sequence[Conflict], labels: Mapping[str, str], most: int) -> tuple[list[ToSettle], int]:
    """The conflicts in words, those about one thing together: so many of them at the most, and how many there are.
    `labels` has the questions by their ids.
    """
    things: dict[str, list[Conflict]] = {}
    for one in found:
        things.setdefault(one.thing, []).append(one)
    told = [
        ToSettle(
            those[0].case or those[0].place or "Granskningen",
            labels.get(those[0].question, those[0].question) or those[0].about,
            tuple(_given(one, named=len(those) > 1 or (one.question != "" and one.field != "value")) for one in those),
        )
        for those in islice(things.values(), most)
    ]
    return told, len(things)


def _given(one: Conflict, *, named: bool) -> str:
    """`Inspektör A: Ja · Inspektör B: Nej`, after the field's name where it has to be told from others."""
    given = "  ·  ".join(
        f"{swedish.listing(dict.fromkeys(giver.by for giver in version.given))}: {_cut(version.word)}"
        for version in one.versions
    )
    return f"{one.about}. {given}" if named else given


def _cut(word: str) -> str:
    flat = " ".join(word.split())
    return flat if len(flat) <= MOST_WORDS else f"{flat[:MOST_WORDS].rstrip()} …"
