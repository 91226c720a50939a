"""What the public version of the report says otherwise than the internal one.

How the cases were chosen is told without numbers of cases: those that the tables give are enough, and beside them the
draw's own could tell of cases that are not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inspektor.domain import swedish
from inspektor.domain.document import HIDDEN, Block, Heading, Paragraph, Text
from inspektor.domain.report_method import (
    METHOD,
    FrameFacts,
    Selection,
    by_hash,
    how_chosen,
    in_condition,
    reading,
    reviewed_by,
)
from inspektor.domain.report_parts import EVERY_APPENDIX, Appendices
from inspektor.domain.results import OTHERS, Material
from inspektor.domain.review import ADDED
from inspektor.domain.sampling import Draw

ABOUT = Paragraph(
    (
        Text(
            "Det här är den publika versionen av rapporten. Tal som skulle kunna peka ut någon visas inte, och inte "
            f"heller de tal som skulle avslöja dem: i tabellerna står ”{HIDDEN}” i deras ställe. Där enheterna har få "
            "ärenden är det mest det som gäller alla granskade ärenden tillsammans som går att läsa, i texten och i "
            "kolumnen Total. En tabell som bara skulle ha visat totalen är ersatt av en mening. Diagrammen har de "
            "frågor där alla tal visas."
        ),
    )
)


def public_method(
    selection: Selection,
    material: Material,
    own: Iterable[Block] = (),
    appendices: Appendices = EVERY_APPENDIX,
    title: str = METHOD,
) -> Iterator[Block]:
    """The section "Metod och urval" with people's `own` text first, without a number of cases or a code. `title` is the
    section's.
    """
    written = tuple(own)
    yield from written
    yield Heading(2, "Urval", "metod_urval")
    yield _paragraph(" ".join(_selection(selection, material)))
    if not selection.draws:
        yield from how_chosen(written, title)
    if material.cases:
        yield Heading(2, "Aktgranskning", "metod_aktgranskning")
        yield _paragraph(reviewed_by(material, appendices))
        if any(case.second_reviewer for case in material.cases):
            yield _paragraph("En del av ärendena granskades av två granskare, var för sig.")
        yield Heading(2, "Så redovisas resultaten", "metod_redovisning")
        yield from map(_paragraph, reading(material, appendices))


def _selection(selection: Selection, material: Material) -> Iterator[str]:
    if selection.frame is not None:
        yield _frame(selection.frame)
    for draw in selection.draws:
        yield from _draw(draw, material)
    if not selection.draws:
        yield "Ärendena är inte dragna ur någon urvalsram."
    elif any(case.origin == ADDED for case in material.cases):
        yield "Ärenden har också lagts till för hand."
    if selection.replaced:
        yield "Ärenden som inte gick att granska ersattes från reservlistan."


def _frame(frame: FrameFacts) -> str:
    dropped = " Personnummer användes för att läsa ut kön och ålder och har inte sparats." * bool(frame.numbers_dropped)
    return f"Urvalsramen är en lista med {swedish.number(frame.rows)} beslut.{dropped}"


def _draw(draw: Draw, material: Material) -> Iterator[str]:
    if any(not stratum.criterion for stratum in draw.strata):
        yield _drawn(draw)
    conditions = (in_condition(key, _told(key, value, material)) for key, value in draw.complete)
    yield from (f"Dessutom ingår samtliga ärenden där {condition}." for condition in dict.fromkeys(conditions))
    if by_hash(draw):
        yield "Dragningen går att upprepa: protokollet över den finns i den interna rapporten."
    if draw.kind == "avsiktligt":
        yield "Resultaten gäller de valda ärendena och kan inte räknas upp till fler."


def _told(key: str, value: str, material: Material) -> str:
    """What a condition says of its field: a unit that is told of with others is not named."""
    return OTHERS if key == "enhet" and value not in material.labels("enhet") else value


def _drawn(draw: Draw) -> str:
    if draw.kind == "total":
        return "Urvalet är ett totalurval: alla ärenden i urvalsramen ingår."
    if draw.per_unit is None:
        return "Urvalet är avsiktligt: ärendena valdes ut ur urvalsramen."
    frame = "urvalsramen" if draw.kind == "slump" else "en urvalsram som var vald på förhand"
    return f"Urvalet är {'slumpmässigt' if draw.kind == 'slump' else 'avsiktligt'}: ärendena drogs ur {frame}."


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
