"""The draft review report: its outline, and what the program writes itself in each section.

People's own text is kept by section id and stands first in its section. A section that waits for one says so visibly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from inspektor.domain import markup, swedish
from inspektor.domain.comparison import Comparisons, comparisons
from inspektor.domain.dialog import discussion, own_results
from inspektor.domain.dialog_scope import narrowed, pooled
from inspektor.domain.disposition import (
    Disposition,
    area_groups,
    arranged,
    is_left_out,
    joined,
    joint_title,
    placed,
)
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
from inspektor.domain.links import linked
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.public import public as public_material
from inspektor.domain.public import published
from inspektor.domain.questions import QUALITY_AREAS, Checklist
from inspektor.domain.report_appendices import case_appendix, checklist_appendix, draw_appendix
from inspektor.domain.report_facts import extent
from inspektor.domain.report_law import law_section
from inspektor.domain.report_method import Selection, method
from inspektor.domain.report_parts import (
    CASES,
    CHECKLISTS,
    DIALOG,
    DRAW,
    EVERY_APPENDIX,
    UNIT,
    Appendices,
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
from inspektor.domain.screening import screened
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
    disposition: Disposition = field(default_factory=dict)
    appendices: Appendices = EVERY_APPENDIX
    before: Material | None = None  # the material before it was prepared for the version

    @property
    def whole(self) -> Material:
        """All that there is to count, whatever the version."""
        return self.before or self.material

    @property
    def told_of(self) -> str:
        """The unit that a chapter of its own tells of; empty where there is no such chapter."""
        return "" if is_left_out(UNIT, self.disposition) else self.version.unit

    @cached_property
    def figures(self) -> LiveFigures:
        """The figures that people's own texts can hold: in a dialog version those of other units too."""
        return LiveFigures(self.material if self.material.public else self.whole)


def layout(checklists: Sequence[Checklist], disposition: Disposition) -> tuple[Part, ...]:
    """All parts that the report of these checklists can have, without content, in the order and under the headings that
    people have given them: those that are left out too, and within a joint heading the areas that are joined to it.
    """
    return placed(joined(every_part(checklists), disposition), disposition)


def text_sections(checklists: Sequence[Checklist], disposition: Disposition | None = None) -> dict[str, str]:
    """The sections that people can write text for: id and title, in the order of the report."""
    parts = layout(checklists, disposition or {})
    named = titles(parts)
    return {part.id: named[part.id] for part in walk(parts) if part.takes_text}


def wanted_texts(review: Review, checklists: Sequence[Checklist]) -> tuple[str, ...]:
    """The sections that are not whole without people's own text; the others can do with what the data gives."""
    areas = {section.quality_area for checklist in checklists for section in checklist.sections}
    purpose = () if review.purpose else ("syfte",)
    analysis = (f"analys.{area}" for area in QUALITY_AREAS if area in areas)
    return ("sammanfattning", "uppdrag", *purpose, "jamstalldhet", *analysis)


def build(basis: Basis) -> Report:
    """The whole draft report, without what holds an identity number."""
    basis = prepared(basis)
    review, public = basis.review, basis.version == PUBLIC
    written = tuple(_blocks(contents(basis)))
    if public:
        written = (ABOUT, *published(written))
    blocks = linked((Contents(), PageBreak(), *written)) if written else ()
    report = Report(
        review.title, _subtitle(basis), review.dnr, "UTKAST", basis.date, basis.data_state, blocks, origin=basis.origin
    )
    return screened(report, basis.selection.numbers)


def _subtitle(basis: Basis) -> str:
    kind = "Granskningsrapport, publik version" if basis.version == PUBLIC else "Granskningsrapport"
    theme = f": {basis.review.theme}" if basis.review.theme else ""
    meeting = f". För dialogmöte med {basis.version.unit}" if basis.version.unit else ""
    return kind + theme + meeting


def prepared(basis: Basis) -> Basis:
    """The basis with what its version counts from: for a dialogue meeting the other units taken together, for everybody
    what is not secret.
    """
    if basis.before is not None:
        return basis
    whole, unit = basis.material, basis.version.unit
    if basis.version == PUBLIC:
        return replace(basis, material=public_material(whole), before=whole)
    if unit:
        return replace(basis, material=pooled(whole, unit), selection=narrowed(basis.selection, unit), before=whole)
    return basis


def contents(basis: Basis) -> tuple[Part, ...]:
    """The parts that are in the report, in its order. What is written in them knows which appendices there are."""
    basis = replace(basis, appendices=appendices_in(basis))
    return tuple(numbered(arranged(outline(basis), basis.disposition)))


def appendices_in(basis: Basis) -> Appendices:
    """The appendices that the report of the version has, as people have arranged them."""
    parts = arranged(every_part(basis.material.checklists), basis.disposition)
    return Appendices(tuple(part.id for part in parts if is_appendix(part.id) and is_in(basis.version, part.id)))


def _blocks(parts: Iterable[Part], level: int = 1) -> Iterator[Block]:
    """The parts one after another, each under its heading, where there is anything under it; the appendices begin on a
    page of their own.
    """
    before = ""
    for part in parts:
        within = (*part.blocks(), *_blocks(part.parts, level + 1))
        if not within:
            continue
        if is_appendix(part.id) and before and not is_appendix(before):
            yield PageBreak()
        yield Heading(level, part.title, part.anchor)
        yield from within
        before = part.id


def outline(basis: Basis) -> tuple[Part, ...]:
    """The chapters of the report, in order, and what is in them."""
    material, unit = basis.material, basis.version.unit
    compared = comparisons(material)
    answers = f"Svaren i {unit}" if unit else "Alla svar"
    parts = (
        *_dialog(basis, compared),
        Part("sammanfattning", "Sammanfattning", lambda: _summary(basis)),
        Part("inledning", "Inledning", parts=_introduction(basis)),
        Part("syfte", "Syfte", lambda: _purpose(basis)),
        Part("metod", "Metod och urval", lambda: _method(basis)),
        Part("resultat", "Granskningsresultat", parts=_results(basis, {} if basis.told_of else compared)),
        Part("jamstalldhet", "Jämställdhet", lambda: _gender(basis, compared)),
        Part("goda_exempel", "Goda exempel", lambda: _text(basis, "goda_exempel")),
        Part("analys", "Analys", lambda: _without_questions(basis), _analysis(basis)),
        Part("kallor", "Källor", lambda: _sources(basis)),
        Part(CHECKLISTS, "Checklistor", lambda: checklist_appendix(basis.whole, basis.law)),
        Part(DRAW, "Urvalets protokoll", lambda: draw_appendix(basis.selection)),
        Part(CASES, f"{answers} och ärendena bakom dem", lambda: case_appendix(material, basis.appendices, unit)),
    )
    return tuple(part for part in parts if is_in(basis.version, part.id))


def _dialog(basis: Basis, compared: Comparisons) -> tuple[Part, ...]:
    """The chapters that only the version for a dialogue meeting has."""
    material, unit = basis.material, basis.version.unit
    questions = partial(discussion, material, unit, in_table=bool(basis.told_of))
    return (
        Part(UNIT, f"Resultat i {unit}", lambda: own_results(material, unit, compared)),
        Part(DIALOG, "Frågor att samtala om", lambda: (*_text(basis, DIALOG), *questions())),
    )


def _text(basis: Basis, *sections: str) -> Iterator[Block]:
    """The people's own texts of some sections that stand together, or, where one is wanted, the visible place of it."""
    written = [block for section in sections for block in markup.blocks(basis.texts.get(section, ""))]
    if written:
        yield from basis.figures.live(written)
    elif set(sections) & set(wanted_texts(basis.review, basis.material.checklists)):
        yield Paragraph((Text(f"Här saknas text till avsnittet ”{_title(basis, sections[0])}”."),), "missing")


def _title(basis: Basis, section: str) -> str:
    return text_sections(basis.material.checklists, basis.disposition)[section]


def _method(basis: Basis) -> Iterator[Block]:
    own = _text(basis, "metod")
    title, unit = _title(basis, "metod"), basis.version.unit
    if basis.material.public:
        return public_method(basis.selection, basis.material, own, basis.appendices, title)
    planned = () if unit else basis.review.planned_units  # who the others are is not told at a dialogue meeting
    return method(basis.selection, basis.material, own, basis.appendices, title, unit, planned)


def _summary(basis: Basis) -> Iterator[Block]:
    yield from _text(basis, "sammanfattning")
    if basis.material.cases:
        yield Paragraph((Text("Granskningen omfattar "), *extent(basis.material), Text(".")))
    points = highlights(basis.material)
    if len(points) > 1:
        yield _paragraph("Några av resultaten:")
        yield Bullets(points)
    yield from map(Paragraph, points if len(points) == 1 else ())


def _introduction(basis: Basis) -> tuple[Part, ...]:
    return (
        Part("uppdrag", "Uppdraget", lambda: (*_text(basis, "uppdrag"), *_about(basis.review))),
        Part("lagstiftning", "Lagstiftning", lambda: law_section(basis.material, basis.law)),
        Part("kvalitetsomraden", "Kvalitetsområden", lambda: _areas(basis)),
    )


def _areas(basis: Basis) -> Iterator[Block]:
    yield _paragraph(
        "Socialstyrelsen och Sveriges Kommuner och Regioner (SKR) beskriver god kvalitet i socialtjänsten med sex "
        f"kvalitetsområden.{_under_areas(basis.disposition)}"
    )
    yield Bullets(
        tuple((Text(title, bold=True), Text(f": {AREA_MEANINGS[area]}")) for area, title in QUALITY_AREAS.items())
    )


def _under_areas(disposition: Disposition) -> str:
    """How the results are analysed under the areas; nothing where they are not."""
    groups = [group for group in area_groups(disposition) if not is_left_out(area_part(group[0]), disposition)]
    if is_left_out("analys", disposition) or not groups:
        return ""
    under = "dem" if sum(map(len, groups)) == len(QUALITY_AREAS) else "några av dem"
    together = [f"{joint_title(group).lower()} tillsammans" for group in groups if len(group) > 1]
    return f" Resultaten analyseras under {under}{', ' if together else ''}{swedish.listing(together)}."


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
    cases = Part("resultat.arenden", "De granskade ärendena", lambda: reviewed_cases(material, basis.told_of))
    return cases, *(_checklist(basis, one, compared) for one in material.checklists if material.cases)


def _checklist(basis: Basis, checklist: Checklist, compared: Comparisons) -> Part:
    name = f"resultat.{checklist.id}"

    def blocks() -> Iterator[Block]:
        yield from _text(basis, name)
        yield from checklist_results(basis.material, checklist, compared, basis.version.unit)

    return Part(name, checklist.title, blocks)


def _gender(basis: Basis, compared: Comparisons) -> Iterator[Block]:
    yield from _text(basis, "jamstalldhet")
    yield from gender_results(basis.material, compared)


def _analysis(basis: Basis) -> tuple[Part, ...]:
    """The areas that the checklists ask about or that somebody has written of, those that are joined as one."""
    texts = {group: tuple(_text(basis, *map(area_part, group))) for group in area_groups(basis.disposition)}
    return tuple(_area(basis, group, text) for group, text in texts.items() if text)


def _area(basis: Basis, areas: Sequence[str], text: Iterable[Block]) -> Part:
    unit = basis.version.unit
    return Part(
        area_part(areas[0]), joint_title(areas), lambda: (*text, *area_results(basis.material, *areas, unit=unit))
    )


def _without_questions(basis: Basis) -> Iterator[Block]:
    """Which areas the analysis leaves out, since the checklists do not ask about them and nobody has written."""
    told = {area_of(part.id) for part in _analysis(basis)}
    groups = area_groups(basis.disposition)
    silent = {area for group in groups if group[0] not in told for area in group}
    names = [title.lower() for area, title in QUALITY_AREAS.items() if area in silent]
    if names:
        word = swedish.plural(len(names), "området", "områdena")
        which = swedish.plural(len(basis.material.checklists), "checklista", "checklistor")
        note = f"Granskningens {which} har inga frågor inom {word} {swedish.listing(names, 'eller')}."
        yield Paragraph((Text(note),), "note")


def _sources(basis: Basis) -> Iterator[Block]:
    yield from _text(basis, "kallor")
    refer = basis.appendices.reference
    items: list[Inlines] = [
        (Text(f"Checklistan {checklist.title}, version {checklist.version}{refer(CHECKLISTS)}."),)
        for checklist in basis.material.checklists
    ]
    if basis.selection.draws:
        items.append((Text(f"Urvalsramen och urvalets protokoll{refer(DRAW)}."),))
    if basis.material.cases:
        items.append((Text(f"Akterna i de granskade ärendena{refer(CASES)}."),))
    yield Bullets(tuple(items))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
