"""The workbook for the statistician: what it is, every figure, the cases by codes, the codebook, and the draw.

It is made from what the report is made from, so the two cannot differ; and it says of itself what may be done with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inspektor.domain import swedish
from inspektor.domain.data_sheets import WITHHELD, DataSheet, Note, Workbook, screened
from inspektor.domain.document import Block, Bullets, Heading, Paragraph, plain
from inspektor.domain.identity import contains_identity_number
from inspektor.domain.public import public
from inspektor.domain.report import Basis, appendices_in
from inspektor.domain.report_method import method
from inspektor.domain.report_public import public_method
from inspektor.domain.version import PUBLIC
from inspektor.domain.workbook_cases import asked_sheets, case_sheets
from inspektor.domain.workbook_draw import draw_sheets
from inspektor.domain.workbook_measures import comparison_sheet, measure_sheet
from inspektor.domain.workbook_results import result_sheet

_SECRECY = (
    "Arbetsboken är intern. Ärendena har bara koder, men kod, enhet, kön, födelseår och datum kan tillsammans peka ut "
    "någon, och små tal är inte dolda. Förvara den som granskningen, och lämna inte ut den utan sekretessprövning."
)


_PUBLIC = (
    "Arbetsboken är den publika versionen. Tal som skulle kunna peka ut någon visas inte, och några andra inte heller, "
    "för att de små inte ska gå att räkna ut: där är cellen tom och anmärkningen ”Visas inte”."
)


def build(basis: Basis) -> Workbook:
    """The whole workbook; the public version has the figures that are not secret, and what was asked."""
    if basis.version == PUBLIC:
        basis = replace(basis, material=public(basis.material))
    found = [screened(sheet) for sheet in _sheets(basis)]
    kept = tuple(sheet for sheet, _ in found)
    notes = tuple(map(_screened, _notes(basis, kept)))
    withheld = withheld_warnings({sheet.name: count for sheet, count in found if count})
    review = basis.review
    title, dnr = map(_line, (review.title, review.dnr))
    return Workbook(title, dnr, "UTKAST", basis.date, notes, kept, withheld)


def _sheets(basis: Basis) -> tuple[DataSheet, ...]:
    cases, codebook, codes = case_sheets(basis.material, basis.selection)
    results = result_sheet(basis.material)
    if basis.material.public:
        return results, *asked_sheets(codebook, codes)
    tables = (results, measure_sheet(basis.material), comparison_sheet(basis.material))
    return *tables, cases, codebook, codes, *draw_sheets(basis.material, basis.selection)


def withheld_warnings(found: dict[str, int]) -> tuple[str, ...]:
    """What a person must know of the texts that were left out, by sheet."""
    return tuple(
        f"{swedish.upper_first(swedish.number(count, common=True))} {swedish.plural(count, 'text', 'texter')} i bladet "
        f"{name} innehåller ett personnummer och är inte med i arbetsboken. Rätta i granskningen."
        for name, count in found.items()
    )


def _screened(note: Note) -> Note:
    return Note(note.label, _line(note.text))


def _line(text: str) -> str:
    return WITHHELD if contains_identity_number(text) else text


def _notes(basis: Basis, sheets: Iterable[DataSheet]) -> Iterator[Note]:
    review = basis.review
    facts = (
        ("Diarienummer", review.dnr),
        ("Tema", review.theme),
        ("Period", review.period),
        ("Syfte", review.purpose),
        ("Status", "UTKAST: granskningen är inte fastställd"),
        ("Dataläge", basis.data_state),
        ("Sekretess", "" if basis.material.public else _SECRECY),
        ("Publik version", _PUBLIC if basis.material.public else ""),
    )
    yield from (Note(label, text) for label, text in facts if text)
    yield Note("Bladen")
    yield from (Note(sheet.name, sheet.about) for sheet in sheets)
    yield Note("Metod och urval, som i rapporten")
    told = public_method if basis.material.public else method
    yield from _method(told(basis.selection, basis.material, appendices=appendices_in(basis)))


def _method(blocks: Iterable[Block]) -> Iterator[Note]:
    """The words of the report's section, each paragraph beside the heading it stands under."""
    label = ""
    for block in blocks:
        match block:
            case Heading():
                label = block.text
            case Paragraph(style="body"):
                yield Note(label, plain(block.inlines))
                label = ""
            case Bullets():
                for item in block.items:
                    yield Note("", plain(item))
