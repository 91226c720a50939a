"""The disposition of a report: what people have decided of its parts. Their order, their own headings, what is left
out, and which quality areas stand under one heading.

A disposition names parts by id. What it says of parts that there are none of (a checklist whose newer version has
another id, say) means nothing, and a part that it does not know has its default place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inspektor.domain import swedish
from inspektor.domain.questions import QUALITY_AREAS
from inspektor.domain.report_parts import Part, area_of, area_part, is_appendix

ROOT = "rapport"  # the report itself, whose parts are the chapters and the appendices
_AREAS = tuple(QUALITY_AREAS)


@dataclass(frozen=True)
class Arrangement:
    """What people have decided of a part; as it is by default where they have not. `parts` are the ids of the parts
    within it, in order; `joined_to` the id of an earlier quality area whose heading it stands under.
    """

    heading: str = ""
    left_out: bool = False
    joined_to: str = ""
    parts: tuple[str, ...] = ()


Disposition = Mapping[str, Arrangement]  # by the part's id
DEFAULT = Arrangement()


def placed(parts: Sequence[Part], disposition: Disposition, within: str = ROOT) -> tuple[Part, ...]:
    """All the parts, those that are left out too, in their order and under their own headings."""
    order = in_order([part.id for part in parts], disposition.get(within, DEFAULT).parts)
    return tuple(_own(part, disposition) for part in sorted(parts, key=lambda part: order.index(part.id)))


def _own(part: Part, disposition: Disposition) -> Part:
    heading = disposition.get(part.id, DEFAULT).heading or part.title
    return replace(part, title=heading, parts=placed(part.parts, disposition, part.id))


def arranged(parts: Sequence[Part], disposition: Disposition) -> tuple[Part, ...]:
    """The parts that are in the report, in their order and under their own headings."""
    return _kept(placed(parts, disposition), disposition)


def _kept(parts: Iterable[Part], disposition: Disposition) -> tuple[Part, ...]:
    return tuple(
        replace(part, parts=_kept(part.parts, disposition)) for part in parts if not is_left_out(part.id, disposition)
    )


def is_left_out(part: str, disposition: Disposition) -> bool:
    """Whether people have left out a part; one within a part that is left out is not there either."""
    return disposition.get(part, DEFAULT).left_out


def in_order(default: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The names of `default` in the order of `wanted`; one that is not in it comes after what it comes after by
    default. The appendices come last.
    """
    found = [name for name in dict.fromkeys(wanted) if name in default]
    after = 0
    for name in dict.fromkeys(default):
        if name not in found:
            found.insert(after, name)
        after = found.index(name) + 1
    return sorted(found, key=is_appendix)


def area_groups(disposition: Disposition) -> list[tuple[str, ...]]:
    """The quality areas by the heading that they stand under, which is the first's, in the order of the reports. Those
    that are left out stand apart from those that are not.
    """
    groups: dict[tuple[str, bool], list[str]] = {}
    for area in _AREAS:
        groups.setdefault((_first(area, disposition), is_left_out(area_part(area), disposition)), []).append(area)
    return [tuple(group) for group in groups.values()]


def group_of(area: str, disposition: Disposition) -> tuple[str, ...]:
    """The quality areas under the heading that one of them stands under."""
    return next(group for group in area_groups(disposition) if area in group)


def _first(area: str, disposition: Disposition) -> str:
    """The area that a chain of joined ones ends in. Each is joined to an earlier one, so there is an end."""
    to = area_of(disposition.get(area_part(area), DEFAULT).joined_to)
    return _first(to, disposition) if to and _AREAS.index(to) < _AREAS.index(area) else area


def joint_title(areas: Sequence[str]) -> str:
    """The heading of quality areas that stand together: `Kunskapsbaserad verksamhet och effektivitet`, or with `samt`
    where one of them has an `och` of its own.
    """
    names = [QUALITY_AREAS[area].lower() for area in areas]
    return swedish.upper_first(swedish.listing(names, "samt" if any(" och " in name for name in names) else "och"))


def joined(parts: Iterable[Part], disposition: Disposition) -> tuple[Part, ...]:
    """The parts, with one part for the quality areas that stand under one heading; the others of them are within it."""
    return tuple(
        replace(part, parts=_joined_areas(part.parts, disposition)) if part.id == "analys" else part for part in parts
    )


def _joined_areas(parts: Sequence[Part], disposition: Disposition) -> tuple[Part, ...]:
    found = {area_of(part.id): part for part in parts}
    shown = []
    for group in area_groups(disposition):
        first, *others = (found[area] for area in group)
        shown.append(replace(first, title=joint_title(group), parts=tuple(others)))
    return tuple(shown)
