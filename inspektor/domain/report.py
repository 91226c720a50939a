"""The draft review report: its outline, and what the program writes itself in each section.

People's own text is kept by section id and stands first in its section. A section that waits for one says so visibly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspektor.domain import markup, swedish
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
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.questions import QUALITY_AREAS, Checklist
from inspektor.domain.report_appendices import case_appendix, checklist_appendix, draw_appendix
from inspektor.domain.report_facts import extent
from inspektor.domain.report_law import law_section
from inspektor.domain.report_method import Selection, method
from inspektor.domain.report_results import area_results, gender_results, highlights, results
from inspektor.domain.results import Material
from inspektor.domain.review import Review
from inspektor.domain.screening import screened

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

    @cached_property
    def figures(self) -> LiveFigures:
        """The figures that people's own texts can hold."""
        return LiveFigures(self.material)


def text_sections(checklists: Sequence[Checklist]) -> dict[str, str]:
    """The sections that people can write text for: id and title, in the order of the report."""
    return {
        "sammanfattning": "Sammanfattning",
        "uppdrag": "Uppdraget",
        "syfte": "Syfte",
        "metod": "Metod och urval",
        **{f"resultat.{checklist.id}": f"Granskningsresultat: {checklist.title}" for checklist in checklists},
        "jamstalldhet": "Jämställdhet",
        "goda_exempel": "Goda exempel",
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
    """The whole draft report, without what holds an identity number."""
    review = basis.review
    subtitle = f"Granskningsrapport: {review.theme}" if review.theme else "Granskningsrapport"
    blocks = tuple(_blocks(basis))
    report = Report(
        review.title, subtitle, review.dnr, "UTKAST", basis.date, basis.data_state, blocks, origin=basis.origin
    )
    return screened(report, basis.selection.numbers)


def _blocks(basis: Basis) -> Iterator[Block]:
    yield Contents()
    yield PageBreak()
    yield from _summary(basis)
    yield from _introduction(basis)
    yield from _purpose(basis)
    yield Heading(1, "Metod och urval", "metod")
    yield from method(basis.selection, basis.material, _text(basis, "metod"))
    compared = comparisons(basis.material)
    yield from _results(basis, compared)
    yield Heading(1, "Jämställdhet", "jamstalldhet")
    yield from _text(basis, "jamstalldhet")
    yield from gender_results(basis.material, compared)
    yield from _good_examples(basis)
    yield from _analysis(basis)
    yield from _sources(basis)
    yield PageBreak()
    yield Heading(1, "Bilaga 1. Checklistor", "bilaga_1")
    yield from checklist_appendix(basis.material, basis.law)
    yield Heading(1, "Bilaga 2. Urvalets protokoll", "bilaga_2")
    yield from draw_appendix(basis.selection)
    yield Heading(1, "Bilaga 3. Alla svar och ärendena bakom dem", "bilaga_3")
    yield from case_appendix(basis.material)


def _text(basis: Basis, section: str) -> Iterator[Block]:
    """The people's own text of a section, or, where one is wanted, the visible place of it."""
    written = markup.blocks(basis.texts.get(section, ""))
    if written:
        yield from basis.figures.live(written)
    elif section in wanted_texts(basis.review, basis.material.checklists):
        title = text_sections(basis.material.checklists)[section]
        yield Paragraph((Text(f"Här saknas text till avsnittet ”{title}”."),), "missing")


def _summary(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Sammanfattning", "sammanfattning")
    yield from _text(basis, "sammanfattning")
    if basis.material.cases:
        yield Paragraph((Text("Granskningen omfattar "), *extent(basis.material), Text(".")))
    points = highlights(basis.material)
    if points:
        yield _paragraph("Några av resultaten:")
        yield Bullets(points)


def _introduction(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Inledning", "inledning")
    yield Heading(2, "Uppdraget", "uppdrag")
    yield from _text(basis, "uppdrag")
    yield from _about(basis.review)
    yield Heading(2, "Lagstiftning", "lagstiftning")
    yield from law_section(basis.material, basis.law)
    yield Heading(2, "Kvalitetsområden", "kvalitetsomraden")
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
    yield Heading(1, "Syfte", "syfte")
    if basis.review.purpose:
        yield _paragraph(basis.review.purpose)
    yield from _text(basis, "syfte")


def _results(basis: Basis, compared: Comparisons) -> Iterator[Block]:
    yield Heading(1, "Granskningsresultat", "resultat")
    own = {f"resultat_{checklist.id}": f"resultat.{checklist.id}" for checklist in basis.material.checklists}
    for block in results(basis.material, compared):
        yield block
        if isinstance(block, Heading) and block.level == 2 and block.anchor in own:
            yield from _text(basis, own[block.anchor])


def _good_examples(basis: Basis) -> Iterator[Block]:
    """The section is there when somebody has written in it."""
    written = tuple(_text(basis, "goda_exempel"))
    if written:
        yield Heading(1, "Goda exempel", "goda_exempel")
        yield from written


def _analysis(basis: Basis) -> Iterator[Block]:
    """The areas that the checklists ask about or that somebody has written of; the others are named."""
    yield Heading(1, "Analys", "analys")
    silent = []
    for area, title in QUALITY_AREAS.items():
        text = tuple(_text(basis, f"analys.{area}"))
        if text:
            yield Heading(2, title, f"analys_{area}")
            yield from text
            yield from area_results(basis.material, area)
        else:
            silent.append(title.lower())
    if silent:
        word = swedish.plural(len(silent), "området", "områdena")
        note = f"Granskningens checklistor har inga frågor inom {word} {swedish.listing(silent, 'eller')}."
        yield Paragraph((Text(note),), "note")


def _sources(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Källor", "kallor")
    yield from _text(basis, "kallor")
    items: list[Inlines] = [
        (Text(f"Checklistan {checklist.title}, version {checklist.version} (bilaga 1)."),)
        for checklist in basis.material.checklists
    ]
    if basis.selection.draws:
        items.append((Text("Urvalsramen och urvalets protokoll (bilaga 2)."),))
    if basis.material.cases:
        items.append((Text("Akterna i de granskade ärendena (bilaga 3)."),))
    yield Bullets(tuple(items))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
