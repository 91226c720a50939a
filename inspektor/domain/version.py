"""The versions of the report: the internal one, the one for a dialogue meeting with a unit, and the public one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from inspektor.domain import swedish
from inspektor.domain.errors import Problem

Kind = Literal["intern", "dialog", "publik"]
KINDS: tuple[Kind, ...] = ("intern", "dialog", "publik")


@dataclass(frozen=True)
class Version:
    """Whom the report is for. `unit` is the one that a dialogue meeting is with, empty for the other kinds."""

    kind: Kind = "intern"
    unit: str = ""


INTERNAL, PUBLIC = Version(), Version("publik")


def checked(version: Version, units: Collection[str]) -> Version:
    """The version, when there can be such a one of a review with these units; else a Problem."""
    if version.kind != "dialog":
        if version.unit:
            raise Problem("En enhet kan bara anges för dialogversionen. Ange --version dialog, eller utelämna enheten.")
        return version
    listed = swedish.listing(units, "eller")
    if not units:
        raise Problem("Dialogversionen gäller en enhet, och inget granskat ärende har uppgift om enhet.")
    if not version.unit:
        raise Problem(f"Dialogversionen gäller en enhet. Ange vilken: {listed}.")
    if version.unit not in units:
        raise Problem(f"Enheten {version.unit} har inga granskade ärenden. Ange {listed}.")
    return version
