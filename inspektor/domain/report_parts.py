"""The parts that a report is made of: what they are called, in which order they come by default, and which take text.

What stands in them is made elsewhere (`domain.report`); what people decide of them is in `domain.disposition`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inspektor.domain.document import Block
from inspektor.domain.questions import QUALITY_AREAS, Checklist
from inspektor.domain.version import PUBLIC, Version

CHECKLISTS, DRAW, CASES = "bilaga_checklistor", "bilaga_urval", "bilaga_svar"
UNIT, DIALOG = "enheten", "dialog"  # the chapters that only the version for a dialogue meeting has
_APPENDIX = "bilaga_"
_AREA = "analys."


@dataclass(frozen=True)
class Part:
    """A part of the report: its heading, what stands under it, and the parts within it. The id has dots where the
    heading's anchor has underscores. `takes_text` says that people can write in it.
    """

    id: str
    title: str
    blocks: Callable[[], Iterable[Block]] = tuple
    parts: tuple[Part, ...] = ()
    takes_text: bool = False

    @property
    def anchor(self) -> str:
        """The name of the heading in the document."""
        return self.id.replace(".", "_")


@dataclass(frozen=True)
class Appendices:
    """The appendices that are in the report, in order: what the text calls them, so that it never refers to one that is
    not there.
    """

    ids: tuple[str, ...] = (CHECKLISTS, DRAW, CASES)

    def name(self, appendix: str) -> str:
        """`bilaga 2`; empty where it is not there."""
        return f"bilaga {self.ids.index(appendix) + 1}" if appendix in self.ids else ""

    def reference(self, appendix: str) -> str:
        """` (bilaga 2)`, to stand before a full stop; empty where it is not there."""
        return f" ({self.name(appendix)})" if appendix in self.ids else ""


EVERY_APPENDIX = Appendices()


def is_in(version: Version, part: str) -> bool:
    """Whether a version has a part, by its id: the codes of the cases are not for everybody to read."""
    if part in (UNIT, DIALOG):
        return version.kind == "dialog"
    return version != PUBLIC or part not in (DRAW, CASES)


def is_appendix(part: str) -> bool:
    """Whether a part, by its id, is an appendix."""
    return part.startswith(_APPENDIX)


def numbered(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, with its number in the heading of each appendix."""
    number = 0
    for part in parts:
        number += is_appendix(part.id)
        yield replace(part, title=f"Bilaga {number}. {part.title}") if is_appendix(part.id) else part


def area_part(area: str) -> str:
    """The id of the part that a quality area is analysed in."""
    return f"{_AREA}{area}"


def area_of(part: str) -> str:
    """The quality area that is analysed in a part; empty where none is."""
    area = part.removeprefix(_AREA)
    return area if area != part and area in QUALITY_AREAS else ""


def every_part(checklists: Sequence[Checklist]) -> tuple[Part, ...]:
    """All parts that a report of these checklists can have, in the order that they have by default, without content."""
    return (
        Part(UNIT, "Resultat i enheten"),
        _written(DIALOG, "Frågor att samtala om"),
        _written("sammanfattning", "Sammanfattning"),
        Part(
            "inledning",
            "Inledning",
            parts=(
                _written("uppdrag", "Uppdraget"),
                Part("lagstiftning", "Lagstiftning"),
                Part("kvalitetsomraden", "Kvalitetsområden"),
            ),
        ),
        _written("syfte", "Syfte"),
        _written("metod", "Metod och urval"),
        Part(
            "resultat",
            "Granskningsresultat",
            parts=(
                Part("resultat.arenden", "De granskade ärendena"),
                *(_written(f"resultat.{checklist.id}", checklist.title) for checklist in checklists),
            ),
        ),
        _written("jamstalldhet", "Jämställdhet"),
        _written("goda_exempel", "Goda exempel"),
        Part(
            "analys", "Analys", parts=tuple(_written(area_part(area), title) for area, title in QUALITY_AREAS.items())
        ),
        _written("kallor", "Källor"),
        Part(CHECKLISTS, "Checklistor"),
        Part(DRAW, "Urvalets protokoll"),
        Part(CASES, "Alla svar och ärendena bakom dem"),
    )


def _written(name: str, title: str) -> Part:
    return Part(name, title, takes_text=True)


def walk(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts and all within them, in order."""
    for part in parts:
        yield part
        yield from walk(part.parts)


def titles(parts: Iterable[Part], chapter: str = "") -> Mapping[str, str]:
    """What each part is called, by id: one that is within a chapter whose name its own id begins with is called by both
    (`Analys: Effektivitet`).
    """
    found: dict[str, str] = {}
    for part in parts:
        found[part.id] = f"{chapter}: {part.title}" if chapter and "." in part.id else part.title
        found |= titles(part.parts, part.title)
    return found
