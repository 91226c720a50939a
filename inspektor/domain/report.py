"""The draft review report: its outline, and what the program writes itself in each section.

People's own text is kept by section id and stands first in its section. A section that waits for one says so visibly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inspektor.domain import markup, own_figures, swedish
from inspektor.domain.comparison import Comparisons, comparisons
from inspektor.domain.document import (
    Block,
    Bullets,
    Contents,
    Heading,
    Inlines,
    PageBreak,
    Paragraph,
    Report,
    Text,
)
from inspektor.domain.law import LawTable
from inspektor.domain.public import public as public_material
from inspektor.domain.public import published
from inspektor.domain.questions import QUALITY_AREAS, Checklist
from inspektor.domain.report_appendices import case_appendix, checklist_appendix, draw_appendix
from inspektor.domain.report_facts import extent
from inspektor.domain.report_law import law_section
from inspektor.domain.report_method import Selection, method
from inspektor.domain.report_public import ABOUT, public_method
from inspektor.domain.report_results import (
    area_results,
    checklist_results,
    gender_results,
    highlights,
    reviewed_cases,
)
from inspektor.domain.results import Material
from inspektor.domain.review import Review
from inspektor.domain.version import INTERNAL, PUBLIC, Version

AREA_MEANINGS = {
    "trygghet_och_sakerhet": (
        "stödet utförs enligt de regler som gäller, går att förutse och ha insyn i, "
        "och risker för den enskilde förebyggs"
    ),
    "sjalvbestammande_och_integritet": "den enskilde är delaktig, har inflytande över sitt stöd och kan göra egna val",
    "tillganglighet": "det är lätt att nå socialtjänsten, stödet ges inom rimlig tid och informationen går att förstå",
    "helhetssyn_och_samordning": (
        "hela livssituationen är utgångspunkten, och insatser från flera håll hänger ihop med tydligt ansvar"
    ),
    "kunskapsbaserad_verksamhet": (
        "arbetet bygger på vetenskap och beprövad erfarenhet, och den enskildes egna erfarenheter tas till vara"
    ),
    "effektivitet": "resurserna används så att verksamhetens mål nås",
}


@dataclass(frozen=True)
class Basis:
    """Everything a report is made from. `date` is ISO; `texts` is Markdown by section id; `origin` as in `Report`."""

    review: Review
    material: Material
    selection: Selection
    texts: Mapping[str, str]
    law: LawTable
    date: str
    data_state: str
    origin: str = ""
    version: Version = INTERNAL


@dataclass(frozen=True)
class Part:
    """A part of the report: its heading, what stands under it, and the parts within it. The id has dots where the
    heading's anchor has underscores."""

    id: str
    title: str
    blocks: Callable[[], Iterable[Block]] = tuple
    parts: tuple[Part, ...] = ()

    @property
    def anchor(self) -> str:
        """The name of the heading in the document."""
        return self.id.replace(".", "_")


def text_sections(checklists: Sequence[Checklist]) -> dict[str, str]:
    """The sections that people can write text for: id and title, in the order of the report."""
    return {
        "sammanfattning": "Sammanfattning",
        "uppdrag": "Uppdraget",
        "syfte": "Syfte",
        "metod": "Metod och urval",
        **{f"resultat.{checklist.id}": f"Granskningsresultat: {checklist.title}" for checklist in checklists},
        "jamstalldhet": "Jämställdhet",
        **{f"analys.{area}": f"Analys: {title}" for area, title in QUALITY_AREAS.items()},
        "kallor": "Källor",
    }


def wanted_texts(review: Review, checklists: Sequence[Checklist]) -> tuple[str, ...]:
    """The sections that are not whole without people's own text; the others can do with what the data gives."""
    areas = {section.quality_area for checklist in checklists for section in checklist.sections}
    purpose = () if review.purpose else ("syfte",)
    analysis = (f"analys.{area}" for area in QUALITY_AREAS if area in areas)
    return ("sammanfattning", "uppdrag", *purpose, "jamstalldhet", *analysis)


def build(basis: Basis) -> Report:
    """The whole draft report."""
    review, public = basis.review, basis.version == PUBLIC
    kind = "Granskningsrapport, publik version" if public else "Granskningsrapport"
    subtitle = f"{kind}: {review.theme}" if review.theme else kind
    parts = public_outline(basis) if public else outline(basis)
    written = tuple(published(_blocks(parts))) if public else tuple(_blocks(parts))
    blocks = (Contents(), PageBreak(), *written)
    return Report(
        review.title, subtitle, review.dnr, "UTKAST", basis.date, basis.data_state, blocks, origin=basis.origin
    )


def _blocks(parts: Iterable[Part], level: int = 1) -> Iterator[Block]:
    """The parts one after another, each under its heading; the appendices begin on a page of their own."""
    before = ""
    for part in parts:
        if part.id.startswith(_APPENDIX) and not before.startswith(_APPENDIX):
            yield PageBreak()
        yield Heading(level, part.title, part.anchor)
        yield from part.blocks()
        yield from _blocks(part.parts, level + 1)
        before = part.id


def outline(basis: Basis) -> tuple[Part, ...]:
    """The chapters of the report, in order, and what is in them."""
    material = basis.material
    compared = comparisons(material)
    return (
        Part("sammanfattning", "Sammanfattning", lambda: _summary(basis)),
        Part("inledning", "Inledning", parts=_introduction(basis)),
        Part("syfte", "Syfte", lambda: _purpose(basis)),
        Part("metod", "Metod och urval", lambda: method(basis.selection, material, _text(basis, "metod"))),
        Part("resultat", "Granskningsresultat", parts=_results(basis, compared)),
        Part("jamstalldhet", "Jämställdhet", lambda: _gender(basis, compared)),
        Part("analys", "Analys", lambda: _without_questions(basis), _analysis(basis)),
        Part("kallor", "Källor", lambda: _sources(basis)),
        Part("bilaga_1", "Bilaga 1. Checklistor", lambda: checklist_appendix(material, basis.law)),
        Part("bilaga_2", "Bilaga 2. Urvalets protokoll", lambda: draw_appendix(basis.selection)),
        Part("bilaga_3", "Bilaga 3. Alla svar och ärendena bakom dem", lambda: case_appendix(material)),
    )


_APPENDIX = "bilaga_"


def public_outline(basis: Basis) -> tuple[Part, ...]:
    """The chapters of the public version: without codes, and of figures that are not secret."""
    whole, material = basis.material, public_material(basis.material)
    own = {
        "sammanfattning": lambda: (ABOUT, *_summary(replace(basis, material=material))),
        "metod": lambda: public_method(basis.selection, material, _text(replace(basis, material=material), "metod")),
        "kallor": lambda: (*_text(basis, "kallor"), Bullets(tuple(_cited(basis)))),
        "bilaga_1": lambda: checklist_appendix(whole, basis.law),
    }
    parts = [part for part in outline(replace(basis, material=material)) if part.id not in ("bilaga_2", "bilaga_3")]
    return tuple(replace(part, blocks=own.get(part.id, part.blocks)) for part in parts)


def _text(basis: Basis, section: str) -> Iterator[Block]:
    """The people's own text of a section, or, where one is wanted, the visible place of it."""
    written = markup.blocks(basis.texts.get(section, ""))
    if written:
        yield from own_figures.traced(written, basis.material)
    elif section in wanted_texts(basis.review, basis.material.checklists):
        title = text_sections(basis.material.checklists)[section]
        yield Paragraph((Text(f"Här saknas text till avsnittet ”{title}”."),), "missing")


def _summary(basis: Basis) -> Iterator[Block]:
    yield from _text(basis, "sammanfattning")
    if basis.material.cases:
        yield Paragraph((Text("Granskningen omfattar "), *extent(basis.material), Text(".")))
    points = highlights(basis.material)
    if points:
        yield _paragraph("Några av resultaten:")
        yield Bullets(points)


def _introduction(basis: Basis) -> tuple[Part, ...]:
    return (
        Part("uppdrag", "Uppdraget", lambda: (*_text(basis, "uppdrag"), *_about(basis.review))),
        Part("lagstiftning", "Lagstiftning", lambda: law_section(basis.material, basis.law)),
        Part("kvalitetsomraden", "Kvalitetsområden", _areas),
    )


def _areas() -> Iterator[Block]:
    yield _paragraph(
        "Socialstyrelsen och Sveriges Kommuner och Regioner (SKR) beskriver god kvalitet i socialtjänsten med sex "
        "kvalitetsområden. Resultaten analyseras under dem."
    )
    yield Bullets(
        tuple((Text(title, bold=True), Text(f": {AREA_MEANINGS[area]}")) for area, title in QUALITY_AREAS.items())
    )


def _about(review: Review) -> Iterator[Block]:
    """Which time the review covers, where that has been given."""
    if review.period:
        yield _paragraph(f"Granskad period: {review.period.rstrip('.')}.")


def _purpose(basis: Basis) -> Iterator[Block]:
    if basis.review.purpose:
        yield _paragraph(basis.review.purpose)
    yield from _text(basis, "syfte")


def _results(basis: Basis, compared: Comparisons) -> tuple[Part, ...]:
    material = basis.material
    cases = Part("resultat.arenden", "De granskade ärendena", lambda: reviewed_cases(material))
    return cases, *(_checklist(basis, one, compared) for one in material.checklists if material.cases)


def _checklist(basis: Basis, checklist: Checklist, compared: Comparisons) -> Part:
    name = f"resultat.{checklist.id}"

    def blocks() -> Iterator[Block]:
        yield from _text(basis, name)
        yield from checklist_results(basis.material, checklist, compared)

    return Part(name, checklist.title, blocks)


def _gender(basis: Basis, compared: Comparisons) -> Iterator[Block]:
    yield from _text(basis, "jamstalldhet")
    yield from gender_results(basis.material, compared)


def _analysis(basis: Basis) -> tuple[Part, ...]:
    """The areas that the checklists ask about or that somebody has written of."""
    texts = {area: tuple(_text(basis, f"analys.{area}")) for area in QUALITY_AREAS}
    return tuple(_area(basis, area, text) for area, text in texts.items() if text)


def _area(basis: Basis, area: str, text: Iterable[Block]) -> Part:
    title = QUALITY_AREAS[area]
    return Part(f"analys.{area}", title, lambda: (*text, *area_results(basis.material, area)))


def _without_questions(basis: Basis) -> Iterator[Block]:
    """Which areas the analysis leaves out, since the checklists do not ask about them and nobody has written."""
    told = {part.id for part in _analysis(basis)}
    silent = [title.lower() for area, title in QUALITY_AREAS.items() if f"analys.{area}" not in told]
    if silent:
        word = swedish.plural(len(silent), "området", "områdena")
        note = f"Granskningens checklistor har inga frågor inom {word} {swedish.listing(silent, 'eller')}."
        yield Paragraph((Text(note),), "note")


def _sources(basis: Basis) -> Iterator[Block]:
    yield from _text(basis, "kallor")
    items = [*_cited(basis)]
    if basis.selection.draws:
        items.append((Text("Urvalsramen och urvalets protokoll (bilaga 2)."),))
    if basis.material.cases:
        items.append((Text("Akterna i de granskade ärendena (bilaga 3)."),))
    yield Bullets(tuple(items))


def _cited(basis: Basis) -> Iterator[Inlines]:
    for checklist in basis.material.checklists:
        yield (Text(f"Checklistan {checklist.title}, version {checklist.version} (bilaga 1)."),)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
