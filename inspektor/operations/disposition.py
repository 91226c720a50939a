"""`disposition`: the parts of the report as people want them: their order and headings, what is left out, and quality
areas under one heading. What is left out keeps its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inspektor.db import queries
from inspektor.db.store import Setting, Store, Value
from inspektor.domain.disposition import (
    ROOT,
    Disposition,
    area_groups,
    arranged,
    group_of,
    in_order,
    is_left_out,
    joint_title,
)
from inspektor.domain.disposition import joined as with_joined
from inspektor.domain.errors import Problem
from inspektor.domain.questions import QUALITY_AREAS
from inspektor.domain.report import layout
from inspektor.domain.report_parts import (
    Part,
    area_of,
    area_part,
    every_part,
    is_appendix,
    is_in,
    numbered,
    titles,
    walk,
)
from inspektor.domain.version import INTERNAL, Version
from inspektor.operations.reviews import checklists, one_line

KIND = "disposition"
LONGEST_HEADING = 120
_NUMBER = re.compile(r"bilaga\s+\d+\s*[.:]?\s*", re.IGNORECASE)  # which the program writes before an appendix's heading


@dataclass(frozen=True)
class Line:
    """A part of the report as it stands in the disposition. `heading` is the one that it has, with an appendix's
    number, and `default` the one that the program gives it; `name` tells its chapter too where that is needed. `level`
    is 1 for chapters and appendices. `absent` says that it is not in the report: it is `left_out`, or its chapter is.
    `joined_to` is the id of the part whose heading a quality area stands under; it then has none of its own.
    """

    id: str
    heading: str
    default: str
    name: str
    level: int
    chapter: str
    takes_text: bool
    left_out: bool
    absent: bool
    joined_to: str = ""
    areas: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its heading without an appendix's number."""
        return self.heading.removeprefix(_number_of(self.heading)) if is_appendix(self.id) else self.heading

    @property
    def renamed(self) -> bool:
        """Whether people have given it a heading of their own."""
        return self.title != self.default

    @property
    def state(self) -> str:
        """What is to be said of its place in the report; empty where it stands there as usual."""
        if self.left_out:
            return "utelämnad"
        if self.absent:
            return "kapitlet är utelämnat"
        return "förenad" if self.joined_to else ""

    @property
    def is_joint(self) -> bool:
        """Whether several quality areas stand under its heading."""
        return len(self.areas) > 1


def _number_of(heading: str) -> str:
    found = _NUMBER.match(heading)
    return found[0] if found else ""


def lines(store: Store, version: Version | None = None) -> list[Line]:
    """Every part that the report can have, or a version of it, in its order, those that are left out too."""
    found, disposition = checklists(store), queries.disposition(store)
    parts = [part for part in layout(found, disposition) if version is None or is_in(version, part.id)]
    default = with_joined(every_part(found), disposition)
    telling = _Telling(
        disposition,
        {part.id: part.title for part in (*walk(parts), *numbered(arranged(default, disposition)))},
        {part.id: part.title for part in walk(default)},
        titles(parts),
    )
    return list(telling.lines(parts, _Place(ROOT)))


class _Place(NamedTuple):
    """Where a part stands: in which chapter, how deep, and whether that is in the report."""

    chapter: str
    level: int = 1
    absent: bool = False
    joined_to: str = ""


@dataclass(frozen=True)
class _Telling:
    """What is told of the parts, by id, one after another."""

    disposition: Disposition
    headings: Mapping[str, str]
    default: Mapping[str, str]
    names: Mapping[str, str]

    def lines(self, parts: Sequence[Part], place: _Place) -> Iterator[Line]:
        for part in parts:
            yield (one := self._line(part, place))
            joined_to = part.id if one.areas else ""
            yield from self.lines(part.parts, _Place(part.id, place.level + 1, one.absent, joined_to))

    def _line(self, part: Part, place: _Place) -> Line:
        area = "" if place.joined_to else area_of(part.id)
        left_out = not place.joined_to and is_left_out(part.id, self.disposition)
        return Line(
            part.id,
            self.headings[part.id],
            self.default[part.id],
            self.names[part.id],
            place.level,
            place.chapter,
            part.takes_text,
            left_out,
            left_out or place.absent,
            place.joined_to,
            group_of(area, self.disposition) if area else (),
        )


def find(listed: Sequence[Line], part: str) -> Line:
    """The line of a part. Problem when there is none with that id."""
    found = next((one for one in listed if one.id == part), None)
    if found is None:
        raise Problem(f"Avsnittet {part} finns inte i rapporten. Välj ett av {', '.join(one.id for one in listed)}.")
    return found


def _heading_of(listed: Sequence[Line], part: str) -> Line:
    """The line of a part that has a heading. Problem when it stands under another's."""
    found = find(listed, part)
    if found.joined_to:
        head = find(listed, found.joined_to)
        raise Problem(
            f"Avsnittet {part} står under rubriken ”{head.heading}”. Ange {head.id}, eller dela upp dem först."
        )
    return found


def _record(store: Store, given: Mapping[tuple[str, str], Value], by: str) -> None:
    settings = [Setting("section", (part,), field, value) for (part, field), value in given.items()]
    store.record(settings, by=by, kind=KIND)


def order(store: Store, parts: Sequence[str], *, by: str) -> None:
    """Let some parts of one chapter (or some chapters) stand one after another in this order, where the first of them
    to come stands now. Problem for fewer than two, for an id that is none, and for parts that cannot be ordered so.
    """
    listed = lines(store)
    found = [_heading_of(listed, part) for part in dict.fromkeys(parts)]
    if len(found) < 2:
        raise Problem("Ange minst två avsnitt att ordna, i den ordning som de ska stå.")
    chapters = {(one.chapter, is_appendix(one.id)) for one in found}
    if len(chapters) > 1:
        raise Problem(
            "Avsnitten hör inte ihop: ordna kapitel för sig, bilagor för sig och avsnitten inom ett kapitel för sig."
        )
    now = _siblings(listed, found[0].chapter)
    named = [one.id for one in found]
    first = next(place for place, name in enumerate(now) if name in named)
    rest = [name for name in now if name not in named]
    _set_order(store, found[0].chapter, [*rest[:first], *named, *rest[first:]], by)


def _siblings(listed: Sequence[Line], chapter: str) -> list[str]:
    return [one.id for one in listed if one.chapter == chapter]


def _set_order(store: Store, chapter: str, wanted: Sequence[str], by: str) -> None:
    parts = with_joined(every_part(checklists(store)), queries.disposition(store))
    default = parts if chapter == ROOT else next(part.parts for part in parts if part.id == chapter)
    plain = in_order([part.id for part in default], ())
    _record(store, {(chapter, "parts"): None if list(wanted) == plain else ",".join(wanted)}, by)


def neighbour(listed: Sequence[Line], part: str, step: int) -> str:
    """The part that one would change places with, a step up (-1) or down (1); empty where there is none."""
    one = find(listed, part)
    row = _siblings(listed, one.chapter)
    place = row.index(part) + step
    there = row[place] if 0 <= place < len(row) and not one.joined_to else ""
    return there if there and is_appendix(there) == is_appendix(part) else ""


def move(store: Store, part: str, step: int, version: Version = INTERNAL, *, by: str) -> bool:
    """Let a part change places with the one before it (-1) or after it (1) in its chapter, of those that a version has;
    whether there is one.
    """
    other = neighbour(lines(store, version), part, step)
    if other:
        listed = lines(store)
        chapter = find(listed, part).chapter
        swapped = {part: other, other: part}
        _set_order(store, chapter, [swapped.get(name, name) for name in _siblings(listed, chapter)], by)
    return bool(other)


def leave_out(store: Store, *parts: str, by: str) -> None:
    """Leave parts out of the report, a joint heading with all its areas; their texts are kept. Problem for an id that
    is none.
    """
    _set_left_out(store, parts, 1, by)


def take_in(store: Store, *parts: str, by: str) -> None:
    """Take parts that are left out into the report again. Problem for an id that is none."""
    _set_left_out(store, parts, None, by)


def _set_left_out(store: Store, parts: Sequence[str], value: int | None, by: str) -> None:
    listed = lines(store)
    found = [find(listed, part) for part in parts]
    concerned = [name for one in found for name in (map(area_part, one.areas) if one.is_joint else (one.id,))]
    _record(store, {(name, "left_out"): value for name in concerned}, by)


def rename(store: Store, part: str, heading: str, *, by: str) -> None:
    """Give a part a heading of its own; the program's own one takes that back. Problem for an id that is none, and for
    a heading that is empty, too long or cannot be printed, or that holds an identity number.
    """
    _heading_of(lines(store), part)
    _record(store, {(part, "heading"): heading_for(store, part, heading)}, by)


def heading_for(store: Store, part: str, typed: str) -> str | None:
    """A part's heading as it is kept: None for the program's own. Problem as for `rename`."""
    return _own_heading(typed, part, find(lines(store), part).default)


def _own_heading(typed: str, part: str, default: str) -> str | None:
    line = one_line(typed, "Rubriken")
    line = line.removeprefix(_number_of(line)) if is_appendix(part) else line
    if not line:
        raise Problem(f"Rubriken är tom. Skriv en rubrik; programmets egen är ”{default}”.")
    if len(line) > LONGEST_HEADING:
        raise Problem(f"Rubriken får ha högst {LONGEST_HEADING} tecken. Korta den.")
    return None if line == default else line


def join(store: Store, parts: Sequence[str], heading: str = "", *, by: str) -> str:
    """Let quality areas stand under one heading, their own (`A och b`) when none is given; the id of the part that has
    it. Problem for parts that are no quality areas, and for fewer than two.
    """
    listed = lines(store)
    found = [find(listed, part) for part in parts]
    if strange := [one for one in found if not area_of(one.id)]:
        raise Problem(f"{strange[0].name} är inget kvalitetsområde. Bara kvalitetsområdena i analysen kan förenas.")
    disposition = queries.disposition(store)
    wanted = {area for one in found for area in group_of(area_of(one.id), disposition)}
    areas = [area for area in QUALITY_AREAS if area in wanted]
    if len({one.id for one in found}) < 2:
        raise Problem("Ange minst två kvalitetsområden att förena.")
    head = area_part(areas[0])
    given: dict[tuple[str, str], Value] = {(area_part(area), "joined_to"): head for area in areas[1:]}
    given |= {(area_part(area), "left_out"): None for area in areas}
    own = _own_heading(heading, head, joint_title(areas)) if heading else None
    _record(store, {**given, (head, "joined_to"): None, (head, "heading"): own}, by)
    return head


def split(store: Store, part: str, *, by: str) -> None:
    """Let the quality areas under one heading have their own again. Problem where they stand alone."""
    listed = lines(store)
    found = find(listed, part)
    head = find(listed, found.joined_to) if found.joined_to else found
    if not head.is_joint:
        raise Problem(f"{found.name} är inte förenat med något annat kvalitetsområde.")
    given: dict[tuple[str, str], Value] = {(area_part(area), "joined_to"): None for area in head.areas}
    _record(store, {**given, (head.id, "heading"): None}, by)


def joinable(store: Store, part: str) -> list[Line]:
    """The quality areas, by their headings, that one can be joined with."""
    listed = lines(store)
    heads = {area_part(group[0]) for group in area_groups(queries.disposition(store))}
    return [one for one in listed if area_of(part) and one.id in heads and one.id != part and not one.joined_to]


def in_words(names: Mapping[str, str], field: str, value: Value) -> Value:
    """What a part was given, as people read it: headings for ids. `names` are those of the parts."""
    if field in ("parts", "joined_to") and value:
        return ", ".join(headings(names, value))
    return "ja" if field == "left_out" and value else value


def headings(names: Mapping[str, str], value: Value) -> tuple[str, ...]:
    """The headings of the parts in an order, first to last; none where the order is the program's own."""
    return tuple(names.get(part, part) for part in str(value).split(",")) if value else ()


def names(store: Store) -> dict[str, str]:
    """What the program calls each part of the report, by id, and the report itself, whatever people call them."""
    return {ROOT: "Hela rapporten", **{part.id: part.title for part in walk(every_part(checklists(store)))}}
