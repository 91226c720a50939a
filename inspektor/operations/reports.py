"""`rapport`: the draft report of a review, as a document and as a file."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from inspektor.assets import resource
from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain import dialog_scope, figure_marks, markup, swedish
from inspektor.domain.document import Paragraph, Report, plain
from inspektor.domain.errors import Problem
from inspektor.domain.law import LawTable
from inspektor.domain.live_figures import LiveFigures, lost
from inspektor.domain.public import gaps, naming_folded, uncounted
from inspektor.domain.report import Basis, build, text_sections
from inspektor.domain.report_method import Selection
from inspektor.domain.results import Material, count
from inspektor.domain.sentences import waiting_notes
from inspektor.domain.version import INTERNAL, PUBLIC, Version, checked
from inspektor.operations import counting, disposition, texts
from inspektor.operations.conflicts import WHOLE, open_conflicts
from inspektor.operations.frames import frame_facts
from inspektor.operations.samples import draws
from inspektor.operations.word_files import read_template

FORMATS = (".docx", ".pdf")
ONLY_WORD = "Mallen gäller bara Wordfiler. Skriv rapporten som .docx, eller utelämna mallen."


def build_report(store: Store, on: date, version: Version = INTERNAL) -> Report:
    """The draft report as it stands, dated `on`. Problem for a version that there cannot be."""
    return build(basis(store, on, version))


def basis(store: Store, on: date, version: Version = INTERNAL) -> Basis:
    """Everything that the draft report is made from."""
    material = counting.material(store)
    checked(version, units(store))
    law = LawTable.parse(resource("law.toml").read_text(encoding="utf-8"))
    swapped = queries.swapped_cases(store)
    selection = Selection(
        frame_facts(store),
        tuple(draws(store)),
        tuple(case for case in swapped if case.replaced_why),
        tuple(case for case in swapped if case.replaces),
    )
    return Basis(
        queries.review(store),
        material,
        selection,
        queries.texts(store),
        law,
        on.isoformat(),
        data_state(store, material, version),
        origin(store, version),
        version,
        queries.disposition(store),
    )


def units(store: Store) -> list[str]:
    """The units that there can be a dialogue version of the report for."""
    return dialog_scope.units(queries.units(store))


def origin(store: Store, version: Version) -> str:
    """The name of what a report is made of, for a program to read: the review, the last change in its log, and the
    version where it is not the internal one, with a key of its unit.
    """
    parts = ["inspektor", store.review, queries.last_change(store)]
    if version != INTERNAL:
        parts += [version.kind, figure_marks.section(version.unit)]
    return ":".join(parts)


def data_state(store: Store, material: Material, version: Version = INTERNAL) -> str:
    """What the figures were counted from: the last change (local time), and, unless everybody is to read it, how much
    is answered.
    """
    at, changes = queries.latest_change(store)
    local = datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    size = f"{len(material.cases) or 'inga'} {swedish.plural(len(material.cases), 'ärende', 'ärenden')}"
    start = f"Siffrorna bygger på granskningen som den var {local} (ändring nr {changes}): {size}"
    if version == PUBLIC or not material.cases:
        return f"{start}."
    asked = answered = 0
    for question in (question for checklist in material.checklists for question in checklist.questions):
        total = count(material, question.id).total
        asked += total.asked
        answered += total.asked - len(total.cases["obesvarad"]) - len(total.waiting)
    return f"{start}, {answered} av {asked} svar {swedish.plural(asked, 'givet', 'givna')}."


def warnings(store: Store, report: Report, version: Version = INTERNAL) -> list[str]:
    """What a person should see to before the report goes out: missing texts, questions without consensus, what a dialog
    version says of other units, and in a public version what people's own texts say that may not be shown.
    """
    found = [
        plain(block.inlines) for block in report.blocks if isinstance(block, Paragraph) and block.style == "missing"
    ]
    material = counting.material(store)
    found += [*report.warnings, *lost(report), *unsettled(material)]
    if version == PUBLIC:
        found += _unshown(store, report, material)
    if version.unit:
        everyone = queries.cases(store, replaced=True)
        found += dialog_scope.naming_others(report, everyone, version.unit)
        if len(units(store)) == 2:
            found.append("Granskningen gäller två enheter, så det som står om övriga gäller den andra enheten.")
    found_open = open_conflicts(store)
    found += [
        f"{one.about} skiljer sig mellan två filer: avgör vad som gäller." for one in found_open if one.entity in WHOLE
    ]
    texts_in_conflict = [one.place for one in found_open if one.entity == "text"]
    if texts_in_conflict:
        found.append(
            f"Två har skrivit olika text i avsnittet {swedish.listing(texts_in_conflict)}: avgör vilken som gäller."
        )
    if any(one.entity == "section" for one in found_open):
        found.append("Två har ordnat avsnitten olika: avgör vad som gäller.")
    return found


def _unshown(store: Store, report: Report, material: Material) -> Iterator[str]:
    """What people's own words say that everybody may not read, or that only they can judge."""
    yield from gaps(report.blocks)
    yield from naming_folded(report, queries.cases(store, replaced=True), material)
    for what, text in _own_words(store, material):
        if uncounted(text):
            yield f"{what} har siffror som programmet inte har räknat. Se till att ingen pekas ut."


def _own_words(store: Store, material: Material) -> Iterator[tuple[str, str]]:
    """What people have written that stands in the report, and what it is."""
    review, arranged = queries.review(store), queries.disposition(store)
    yield from (("Titeln", review.title), ("Temat", review.theme), ("Syftet", review.purpose))
    names = disposition.names(store)
    headings = ((names.get(part, part), one.heading) for part, one in arranged.items() if one.heading)
    yield from ((f"Rubriken till ”{name}”", heading) for name, heading in headings)
    titles = text_sections(material.checklists, arranged)
    yield from ((f"Texten ”{titles[part]}”", text) for part, text in queries.texts(store).items() if part in titles)


def unsettled(material: Material) -> list[str]:
    """What is in none of the figures, since people or files differ on it."""
    found = []
    answers = sum(len(places - material.waiting) for places in material.unsettled.values())
    if answers:
        found.append(f"{answers} svar är oeniga mellan två granskare eller två filer och ingår inte i siffrorna.")
    found += waiting_notes(len(material.waiting))
    if cases := len(material.unsettled_cases):
        what = swedish.plural(cases, "ärende har uppgifter", "ärenden har uppgifter")
        found.append(f"{cases} {what} som skiljer sig åt mellan filer och ingår inte i siffrorna.")
    return found


def write_report(
    store: Store, path: Path, on: date, version: Version = INTERNAL, template: Path | None = None
) -> Report:
    """Write the draft report to `path` (`.docx` or `.pdf`), whole or not at all; see `write_document`."""
    check_target(path)
    report = build_report(store, on, version)
    write_document(report, path, template)
    return report


def check_target(path: Path, formats: Sequence[str] = FORMATS) -> None:
    """Problem when a file cannot be written to it: its ending is none of these formats, or its folder is missing."""
    if path.suffix.lower() not in formats:
        listed = swedish.listing(formats, "eller")
        raise Problem(f"Rapporten kan skrivas som {listed}. Välj ett filnamn som slutar så.")
    if not _is_folder(path.parent):
        raise Problem(f"Mappen {path.parent} finns inte. Skapa den först, eller välj en annan mapp.")


def _is_folder(path: Path) -> bool:
    """Whether there is such a folder, as far as one may look."""
    try:
        return path.is_dir()
    except OSError:
        return False


def write_document(report: Report, path: Path, template: Path | None = None) -> None:
    """Write a document as Word or PDF, as the file's ending says; a Word file in the styles and on the paper of a
    `template`. Problem where the template cannot be used, or the file cannot be written.
    """
    check_target(path)
    if template and os.path.realpath(path) == os.path.realpath(template):
        raise Problem("Rapporten kan inte skrivas över sin egen mall. Välj ett annat filnamn för rapporten.")
    save(path, _word(report, template) if path.suffix.lower() == ".docx" else _pdf(report, template))


def _word(report: Report, template: Path | None) -> bytes:
    from inspektor.export.word import write_word

    return write_word(report, read_template(template) if template else None)


def _pdf(report: Report, template: Path | None) -> bytes:
    from inspektor.export.pdf import write_pdf

    if template:
        raise Problem(ONLY_WORD)
    return write_pdf(report)


def save(path: Path, data: bytes) -> None:
    """Write a file beside its place, then put it there: what stood there before stays until the new one is whole."""
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.ny")
    try:
        try:
            draft.write_bytes(data)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Problem(_sentence(path, error)) from error


def _sentence(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"Disken är full, så {path.name} kunde inte skrivas. Frigör utrymme och försök igen."
    if error.errno == errno.ENAMETOOLONG:
        return "Filnamnet är för långt. Välj ett kortare."
    if path.is_dir():
        return f"{path.name} är en mapp. Välj ett filnamn."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            f"{path.name} kunde inte skrivas: mappen är skrivskyddad eller filen öppen i ett annat "
            f"program. Stäng den eller välj en annan mapp."
        )
    return f"{path.name} kunde inte skrivas. Kontrollera mappen, filnamnet och att disken är ansluten."


def insert_sentence(store: Store, section: str, question: str, *, by: str) -> str:
    """Add what a question's figures say to people's own text in a section, as its last paragraph, with figures that
    follow the review; the sentence.

    Every case is counted, as in the report's own tables. Problem for a section or a question that is none.
    """
    told = LiveFigures(counting.material(store)).sentence(question)
    before = queries.texts(store).get(section, "")
    paragraph = markup.escape_lead(markup.inline_markdown(told))
    texts.set_text(store, section, "\n\n".join(filter(None, (before, paragraph))), by=by)
    return plain(told)


def pdf_bytes(store: Store, on: date, version: Version = INTERNAL) -> bytes:
    """The draft report as a PDF, for the pages on screen: nothing is written to disk."""
    return _pdf(build_report(store, on, version), None)
