"""How the cases were chosen and reviewed, in words and tables written from the draw itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspektor.domain import swedish
from inspektor.domain.document import Block, Bullets, Cell, Paragraph, Table, Text
from inspektor.domain.results import Material
from inspektor.domain.review import Case
from inspektor.domain.sampling import Draw, Stratum

KINDS = {
    "slump": "slumpmässigt urval",
    "avsiktligt": "avsiktligt urval",
    "total": "totalurval",
    "tillagd": "tillagda för hand",
    "reserv": "från reservlistan",
}


@dataclass(frozen=True)
class FrameFacts:
    """What the report says of the frame. `rejected` holds row, column and reason; `joined` the spelling kept and
    those joined.
    """

    rows: int
    sha256: str
    rejected: tuple[tuple[int, str, str], ...] = ()
    joined: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numbers_dropped: int = 0


@dataclass(frozen=True)
class Selection:
    """Where the cases come from: the frame, the draws in order, the cases that were replaced, and who reviewed."""

    frame: FrameFacts | None = None
    draws: tuple[Draw, ...] = ()
    replaced: tuple[Case, ...] = ()
    replacements: tuple[Case, ...] = ()


def method(selection: Selection, material: Material) -> Iterator[Block]:
    """The section "Metod och urval", without people's own text."""
    if selection.frame is not None:
        yield _paragraph(_frame(selection.frame))
    for draw in selection.draws:
        yield _paragraph(_draw(draw))
        yield strata_table(draw)
        if draw.shortfalls:
            yield Bullets(tuple((Text(line),) for line in draw.shortfalls))
    if not selection.draws and material.cases:
        yield _paragraph(
            "Ärendena har inte dragits ur en urvalsram i Inspektor utan lagts till direkt. Hur de valdes "
            "framgår därför inte av granskningens fil."
        )
    yield from _origins(selection, material)
    yield from _replaced(selection)
    yield from _reviewing(material)


def _frame(frame: FrameFacts) -> str:
    taken = (
        f"Urvalsramen är en lista med {swedish.number(frame.rows)} {swedish.plural(frame.rows, 'beslut', 'beslut')}."
    )
    rejected = len({row for row, _, _ in frame.rejected})
    if rejected:
        taken += (
            f" {swedish.upper_first(swedish.number(rejected, common=True))} "
            f"{swedish.plural(rejected, 'rad', 'rader')} i listan kunde inte användas; de står med orsak i bilaga 2."
        )
    if frame.numbers_dropped:
        taken += " Personnummer användes för att läsa ut kön och ålder och har inte sparats."
    return taken


def _draw(draw: Draw) -> str:
    kinds = {stratum.kind for stratum in draw.strata}
    drawn = sum(len(stratum.drawn) for stratum in draw.strata)
    named = swedish.listing(KINDS[kind] for kind in ("slump", "total", "avsiktligt") if kind in kinds)
    text = f"Urvalet omfattar {swedish.number(drawn)} {swedish.plural(drawn, 'ärende', 'ärenden')} och är ett {named}."
    if "slump" in kinds:
        text += (
            f" Slumpdragningen gjordes med fröet {draw.seed} och metoden {draw.algorithm}, så att "
            f"vem som helst kan göra om den och få samma ärenden."
        )
    if "total" in kinds and len(kinds) > 1:
        text += " Totalurvalet omfattar alla ärenden av det slaget i urvalsramen."
    if "avsiktligt" in kinds:
        text += " Ett avsiktligt urval säger något om de valda ärendena men kan inte räknas upp till fler."
    return text


def strata_table(draw: Draw) -> Table:
    """A row a stratum: how many cases it has in the frame, and how many were drawn and held in reserve."""
    sizes = [(stratum.frame, len(stratum.drawn), len(stratum.reserve)) for stratum in draw.strata]
    rows = [
        (Cell(stratum_name(stratum)), *(Cell(str(size)) for size in of))
        for stratum, of in zip(draw.strata, sizes, strict=True)
    ]
    total = (Cell("Total"), *(Cell(str(sum(column))) for column in zip(*sizes, strict=True)))
    return Table(
        "Urvalet per grupp", ("Grupp", "I urvalsramen", "Dragna", "Reserver"), (*rows, total), widths=(5, 2, 2, 2)
    )


def stratum_name(stratum: Stratum) -> str:
    """`Farsta, kvinna`, with the kind of sample where it is not a random one."""
    kind = "" if stratum.kind == "slump" else f"{KINDS[stratum.kind]} {stratum.criterion}".strip()
    return ", ".join(filter(None, (stratum.unit, stratum.gender, kind)))


def _origins(selection: Selection, material: Material) -> Iterator[Block]:
    added = sum(case.origin == "tillagd" for case in material.cases)
    if added and selection.draws:
        word = swedish.plural(added, "ärende", "ärenden")
        yield _paragraph(f"Utöver urvalet har {swedish.number(added)} {word} lagts till för hand.")


def _replaced(selection: Selection) -> Iterator[Block]:
    if not selection.replaced:
        return
    after = {case.replaces: case.code for case in selection.replacements if case.replaces}
    rows = tuple(
        (Cell(case.code), Cell(after.get(case.code, "–")), Cell(case.replaced_why)) for case in selection.replaced
    )
    count = len(rows)
    yield _paragraph(
        f"{swedish.upper_first(swedish.number(count))} {swedish.plural(count, 'ärende', 'ärenden')} gick "
        f"inte att granska och "
        f"ersattes från reservlistan."
    )
    yield Table("Ersatta ärenden", ("Ärende", "Ersatt av", "Skäl"), rows, numeric=False, widths=(2, 2, 6))


def _reviewing(material: Material) -> Iterator[Block]:
    if not material.cases:
        return
    titles = swedish.listing(checklist.title for checklist in material.checklists)
    questions = sum(len(checklist.questions) for checklist in material.checklists)
    reviewers = {name for case in material.cases for name in (case.reviewer, case.second_reviewer) if name}
    who = (
        f" av {swedish.number(len(reviewers), common=True)} {swedish.plural(len(reviewers), 'granskare', 'granskare')}"
        if reviewers
        else ""
    )
    yield _paragraph(
        f"Varje ärende lästes{who} mot checklistorna {titles}, tillsammans "
        f"{swedish.number(questions, common=True)} frågor. "
        "Checklistorna finns i bilaga 1 med det stöd som granskarna haft för sina bedömningar."
    )
    yield _paragraph(
        "Varje andel bygger på de ärenden där frågan var aktuell och gick att besvara. Nämnaren skrivs "
        "därför ut: ”k av n”. "
        "När n är mindre än tio anges ingen procent. Procent avrundas till heltal, halva uppåt."
    )


def codes(listed: Sequence[str]) -> str:
    """Case codes in a cell."""
    return ", ".join(listed) if listed else "–"


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
