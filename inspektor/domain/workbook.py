"""The workbook for the statistician: what it is, every figure, the cases by codes, the codebook, and the draw.

It is made from what the report is made from, so the two cannot differ; and it says of itself what may be done with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inspektor.domain import swedish
from inspektor.domain.data_sheets import WITHHELD, DataSheet, Note, Workbook, screened
from inspektor.domain.document import Block, Bullets, Heading, Paragraph, plain
from inspektor.domain.identity import contains_identity_number
from inspektor.domain.report import Basis
from inspektor.domain.report_method import method
from inspektor.domain.workbook_cases import case_sheets
from inspektor.domain.workbook_draw import draw_sheets
from inspektor.domain.workbook_measures import comparison_sheet, measure_sheet
from inspektor.domain.workbook_results import result_sheet

_SECRECY = (
    "Arbetsboken är intern. Ärendena har bara koder, men kod, enhet, kön, födelseår och datum kan tillsammans peka ut "
    "någon, och små tal är inte dolda. Förvara den som granskningen, och lämna inte ut den utan sekretessprövning."
)


def build(basis: Basis) -> Workbook:
    """The whole workbook."""
    cases, codebook, codes = case_sheets(basis.material, basis.selection)
    strata, drawn = draw_sheets(basis.material, basis.selection)
    tables = (result_sheet(basis.material), measure_sheet(basis.material), comparison_sheet(basis.material))
    sheets = (*tables, cases, codebook, codes, strata, drawn)
    found = [screened(sheet) for sheet in sheets]
    kept = tuple(sheet for sheet, _ in found)
    notes = tuple(map(_screened, _notes(basis, kept)))
    withheld = withheld_warnings({sheet.name: count for sheet, count in found if count})
    review = basis.review
    return Workbook(review.title, review.dnr, "UTKAST", basis.date, notes, kept, withheld)


def withheld_warnings(found: dict[str, int]) -> tuple[str, ...]:
    """What a person must know of the texts that were left out, by sheet."""
    return tuple(
        f"{swedish.upper_first(swedish.number(count, common=True))} {swedish.plural(count, 'text', 'texter')} i bladet "
        f"{name} innehåller ett personnummer och är inte med i arbetsboken. Rätta i granskningen."
        for name, count in found.items()
    )


def _screened(note: Note) -> Note:
    return Note(note.label, WITHHELD) if contains_identity_number(note.text) else note


def _notes(basis: Basis, sheets: Iterable[DataSheet]) -> Iterator[Note]:
    review = basis.review
    facts = (
        ("Diarienummer", review.dnr),
        ("Tema", review.theme),
        ("Period", review.period),
        ("Syfte", review.purpose),
        ("Status", "UTKAST: granskningen är inte fastställd"),
        ("Dataläge", basis.data_state),
        ("Sekretess", _SECRECY),
    )
    yield from (Note(label, text) for label, text in facts if text)
    yield Note("Bladen")
    yield from (Note(sheet.name, sheet.about) for sheet in sheets)
    yield Note("Metod och urval, som i rapporten")
    yield from _method(method(basis.selection, basis.material))


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
