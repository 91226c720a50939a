"""The draft review report: its outline, and what the program writes itself in each section.

People's own text is kept by section id and stands first in its section. A section that waits for one says so visibly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspektor.domain import markup, swedish
from inspektor.domain.checklist import QUALITY_AREAS, Checklist
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
from inspektor.domain.report_appendices import case_appendix, checklist_appendix, citations, draw_appendix
from inspektor.domain.report_method import Selection, method
from inspektor.domain.report_results import area_results, gender_results, highlights, results
from inspektor.domain.result_tables import gender_sizes
from inspektor.domain.results import Material
from inspektor.domain.review import Review

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
    """Everything a report is made from. `date` is ISO; `texts` is Markdown by section id."""

    review: Review
    material: Material
    selection: Selection
    texts: Mapping[str, str]
    law: LawTable
    date: str
    data_state: str


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
    review = basis.review
    subtitle = f"Granskningsrapport: {review.theme}" if review.theme else "Granskningsrapport"
    return Report(review.title, subtitle, review.dnr, "UTKAST", basis.date, basis.data_state, tuple(_blocks(basis)))


def _blocks(basis: Basis) -> Iterator[Block]:
    yield Contents()
    yield PageBreak()
    yield from _summary(basis)
    yield from _introduction(basis)
    yield from _purpose(basis)
    yield Heading(1, "Metod och urval", "metod")
    yield from method(basis.selection, basis.material)
    yield from _text(basis, "metod")
    yield from _results(basis)
    yield Heading(1, "Jämställdhet", "jamstalldhet")
    yield from gender_results(basis.material)
    yield from _text(basis, "jamstalldhet")
    yield from _analysis(basis)
    yield from _sources(basis)
    yield PageBreak()
    yield Heading(1, "Bilaga 1. Checklistor", "bilaga_1")
    yield from checklist_appendix(basis.material, basis.law)
    yield Heading(1, "Bilaga 2. Urvalets protokoll", "bilaga_2")
    yield from draw_appendix(basis.selection)
    yield Heading(1, "Bilaga 3. Ärendena bakom siffrorna", "bilaga_3")
    yield from case_appendix(basis.material)


def _text(basis: Basis, section: str) -> Iterator[Block]:
    """The people's own text of a section, or, where one is wanted, the visible place of it."""
    written = markup.blocks(basis.texts.get(section, ""))
    if written:
        yield from written
    elif section in wanted_texts(basis.review, basis.material.checklists):
        title = text_sections(basis.material.checklists)[section]
        yield Paragraph((Text(f"Här saknas text: {title}."),), "missing")


def _summary(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Sammanfattning", "sammanfattning")
    yield from _text(basis, "sammanfattning")
    if basis.material.cases:
        yield _paragraph(f"Granskningen omfattar {extent(basis.material)}.")
    points = highlights(basis.material)
    if points:
        yield _paragraph("Det viktigaste i siffror:")
        yield Bullets(points)


def extent(material: Material) -> str:
    """`40 ärenden i Farsta och Norrmalm, 20 kvinnor och 20 män`."""
    size = len(material.cases)
    units = swedish.listing(material.labels("enhet"))
    return f"{swedish.number(size)} {swedish.plural(size, 'ärende', 'ärenden')} i {units}, {gender_sizes(material)}"


def _introduction(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Inledning", "inledning")
    yield Heading(2, "Uppdraget", "uppdrag")
    yield from _text(basis, "uppdrag")
    yield Heading(2, "Lagstiftning", "lagstiftning")
    yield from _law(basis)
    yield Heading(2, "Kvalitetsområden", "kvalitetsomraden")
    yield _paragraph(
        "Resultaten analyseras under de sex kvalitetsområden som Socialstyrelsen och Sveriges Kommuner "
        "och Regioner har enats om. "
        "Kort uttryckt betyder god kvalitet att"
    )
    yield Bullets(
        tuple((Text(title, bold=True), Text(f": {AREA_MEANINGS[area]}")) for area, title in QUALITY_AREAS.items())
    )


def _dates(basis: Basis) -> list[str]:
    return sorted({case.decision_date for case in basis.material.cases if case.decision_date})


def _law(basis: Basis) -> Iterator[Block]:
    """The provisions that the checklists rest on, as they stood when the reviewed decisions were made."""
    dates = _dates(basis)
    if dates:
        yield _paragraph(
            f"Besluten i de granskade ärendena är fattade mellan {dates[0]} och {dates[-1]}. "
            "Lagrummen anges som de löd vid besluten, inte som de lyder i dag."
        )
    else:
        yield _paragraph("Beslutens datum är inte registrerade. Lagrummen anges därför för varje tid de har gällt.")
    cited = citations(basis.material, basis.law, basis.material.checklists)
    if cited:
        yield _paragraph("Checklistorna bygger på:")
        yield Bullets(tuple((Text(line),) for line in cited))


def _purpose(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Syfte", "syfte")
    if basis.review.purpose:
        yield _paragraph(basis.review.purpose)
    yield from _text(basis, "syfte")


def _results(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Granskningsresultat", "resultat")
    for block in results(basis.material):
        yield block
        if isinstance(block, Heading) and block.anchor.startswith("resultat_") and block.level == 2:
            section = "resultat." + block.anchor.removeprefix("resultat_")
            if section in text_sections(basis.material.checklists):
                yield from _text(basis, section)


def _analysis(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Analys", "analys")
    yield _paragraph("Varje resultat står under det kvalitetsområde där det bäst hör hemma.")
    for area, title in QUALITY_AREAS.items():
        yield Heading(2, title, f"analys_{area}")
        yield from _text(basis, f"analys.{area}")
        yield from area_results(basis.material, area)


def _sources(basis: Basis) -> Iterator[Block]:
    yield Heading(1, "Källor", "kallor")
    yield from _text(basis, "kallor")
    items: list[Inlines] = [
        (Text(f"Checklistan {checklist.title}, version {checklist.version} (bilaga 1)."),)
        for checklist in basis.material.checklists
    ]
    if basis.selection.draws:
        items.append((Text("Urvalsramen och dragningens protokoll (bilaga 2)."),))
    if basis.material.cases:
        items.append((Text("Aktgranskning av de ärenden som räknas upp i bilaga 3."),))
    yield Bullets(tuple(items))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
