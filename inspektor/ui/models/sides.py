"""Two people's answers beside each other, as texts to show: what stands in each column, and what is the same in
all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inspektor.operations.conflicts import Version
from inspektor.operations.differences import FREE, Difference, Row

Look = Literal["answer", "text", "quotation", "order"]
_ANSWERS = ("value", "reviewer", "second_reviewer")
_DRAWN = (
    "Det valda urvalets ärenden gäller. De som bara det andra drog tas bort, utom de som någon har arbetat i: "
    "de stannar som tillagda."
)
_FOLLOWS = {"draw": [("Ärendena", _DRAWN)]}  # what settling it does beside
NOTHING = {
    "value": "Inget svar",
    "comment": "Ingen kommentar",
    "quotation": "Inget citat",
    "place": "Ingen plats angiven",
    "body": "Ingen text",
    "reviewer": "Ingen granskare",
    "heading": "Programmets egen rubrik",
    "joined_to": "Har en egen rubrik",
    "parts": "Programmets egen ordning",
}


@dataclass(frozen=True)
class Column:
    """Whose a column is, and when it was given."""

    name: str
    when: str


@dataclass(frozen=True)
class Line:
    """A caption with a text for each column (empty where there is none: then `nothing` stands there), or with one text
    for all. `notes` stand below the texts. The texts of an order have a line for each of what is ordered.
    """

    caption: str
    texts: tuple[str, ...]
    look: Look = "text"
    nothing: str = "Inget"
    notes: tuple[str, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether it is the same for all columns."""
        return len(self.texts) == 1


@dataclass(frozen=True)
class Sides:
    """Everything that stands side by side."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def local_time(at: str) -> str:
    """A time of the log (ISO, UTC) by the clock on the wall."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def sides_of(one: Difference) -> Sides:
    """What is to be settled of one thing."""
    columns = tuple(Column(side.by, _when(side.at, side.why)) for side in one.sides)
    shared = [Line(f"{caption} (lika)", (text,), _look_of(caption)) for caption, text in one.shared]
    follows = [Line(caption, (text,)) for caption, text in _FOLLOWS.get(one.entity, ())]
    return Sides(columns, (*(_line(one, row) for row in one.rows), *shared, *follows))


def _when(at: str, why: str) -> str:
    return f"{local_time(at)}. Skäl: {why}" if why else local_time(at)


def _look_of(caption: str) -> Look:
    return {"Svar": "answer", "Citat": "quotation"}.get(caption, "text")  # type: ignore[return-value]  # of the three


def _line(one: Difference, row: Row) -> Line:
    field = row.conflict.field
    if field == "parts":
        orders = tuple("\n".join(version.listed) if version else "" for version in row.versions)
        return Line(row.conflict.about, orders, "order", NOTHING[field])
    alone = len(one.rows) == 1 and field not in FREE and _short(row.versions)
    look: Look = "answer" if field in _ANSWERS or alone else "text"
    texts = tuple("" if version is None else _text(version) for version in row.versions)
    nothing = NOTHING.get(field, "Ingen uppgift")
    notes = tuple(_note(one, place, version) for place, version in enumerate(row.versions))
    return Line(row.conflict.about, texts, "quotation" if field == "quotation" else look, nothing, notes)


def _text(version: Version) -> str:
    return version.word if version.value not in (None, "") or version.word in ("ja", "nej") else ""


def _short(versions: Sequence[Version | None]) -> bool:
    return all(version is None or len(version.word) <= 40 for version in versions)


def _note(one: Difference, place: int, version: Version | None) -> str:
    """Who gave a version, where it is not who the column belongs to."""
    names = list(dict.fromkeys(giver.by for giver in version.given)) if version else []
    side = one.sides[place].by
    return f"Av {', '.join(names)}" if names and not any(name in side for name in names) else ""
