"""`text`: people's own text, kept by report section while the figures are counted anew."""

from __future__ import annotations

import re

from inspektor.db import queries
from inspektor.db.store import Setting, Store
from inspektor.domain import markup
from inspektor.domain.errors import Problem
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.report import text_sections, wanted_texts
from inspektor.domain.report_parts import CASES, CHECKLISTS, DIALOG, DRAW, UNIT, area_part
from inspektor.operations import counting
from inspektor.operations.disposition import Line, lines
from inspektor.operations.reviews import checklists, refuse_identity_number

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")  # all but tabs, ends of lines and page breaks


def sections(store: Store) -> list[dict[str, object]]:
    """The sections that take text, in the order of the report: id, title, how many characters are written, and whether
    it is in the report.
    """
    written = queries.texts(store)
    lengths = {name: len(markup.in_words(body)) for name, body in written.items()}
    return [
        {"id": one.id, "title": one.name, "characters": lengths.get(one.id, 0), "left_out": one.absent}
        for one in lines(store)
        if one.takes_text
    ]


def belongs_in(store: Store, question: str) -> list[str]:
    """The sections that what a question's figures say belongs in, those that are in the report: its checklist's before
    its quality area's.
    """
    there = {section["id"] for section in sections(store) if not section["left_out"]}
    own = [
        name
        for checklist in checklists(store)
        for section in checklist.sections
        for name in (f"resultat.{checklist.id}", area_part(section.quality_area))
        if any(one.id == question for one in section.questions)
    ]
    return [name for name in own if name in there]


def missing(store: Store) -> list[tuple[str, str]]:
    """The sections that the report shows as waiting for somebody's text: id and title, in its order."""
    wanted, written = set(wanted_texts(queries.review(store), checklists(store))), queries.texts(store)
    found = []
    for one in lines(store):
        together = {area_part(area) for area in one.areas} or {one.id}
        if wanted & together and not (one.absent or one.joined_to or together & set(written)):
            found.append((one.id, one.name))
    return found


def set_text(store: Store, section: str, body: str, *, by: str) -> None:
    """Set a section's text (Markdown); an empty one takes it away. Problem for an unknown section or an identity
    number in the text.
    """
    _require(store, section)
    refuse_identity_number(body, "Texten")
    if _CONTROL.search(body):
        raise Problem("Texten innehåller styrtecken som inte kan skrivas ut. Kontrollera att det är rätt textfil.")
    store.record([Setting("text", (section,), "body", body.strip() or None)], by=by, kind="text")


def _require(store: Store, section: str) -> None:
    named = text_sections(checklists(store))
    if section not in named:
        raise Problem(f"Avsnittet {section} finns inte i rapporten. Välj ett av {', '.join(named)}.")


def take_text(store: Store, section: str, body: str, *, by: str) -> None:
    """Set a section's text from a file. Problem, with its line, also for a figure that the review does not have."""
    known: LiveFigures | None = None
    for line, words, figure in markup.figures(body):
        known = known or LiveFigures(counting.material(store))
        if figure is None or known.figure(figure) is None:
            raise Problem(
                f"Rad {line}: siffran ”{words}” finns inte i granskningen. Infoga den i fönstret, eller skriv den utan "
                "länk."
            )
    set_text(store, section, body, by=by)


def figures(store: Store) -> LiveFigures:
    """The figures that can be inserted in a text, ready to be chosen among."""
    found = LiveFigures(counting.material(store))
    _ = found.material.asked, found.material.groups  # worked out here, where nobody waits
    return found


def current(store: Store, section: str) -> str:
    """A section's text (Markdown) with its inserted figures counted anew; empty for none. Problem for an unknown
    section.
    """
    _require(store, section)
    body = queries.texts(store).get(section, "")
    return markup.with_figures(body, LiveFigures(counting.material(store)).words)


def bodies(store: Store) -> dict[str, str]:
    """People's own text (Markdown) by section id; sections without any are absent."""
    return queries.texts(store)


def explanation(one: Line) -> str:
    """What the program writes itself in a part of the report, beside people's own text, and where the part stands."""
    kept = "; det som är skrivet finns kvar" if one.takes_text else ""
    place = f"{_STANDS[one.state]} ur rapporten{kept}." if one.absent else ""
    return " ".join(filter(None, (place, _content(one))))


def _content(one: Line) -> str:
    if one.id in _EXPLANATIONS:
        return _EXPLANATIONS[one.id]
    if one.id.startswith("resultat."):
        return "Din text följs av meningar och tabeller som räknas ur svaren."
    if one.joined_to:
        return "Din text står under den gemensamma rubriken, efter texten till områdena före."
    if one.is_joint:
        return "Din text följs av texten till de andra områdena och av en gemensam tabell över bristerna."
    return "Din text följs av en tabell över de brister som granskningen fann inom området."


_STANDS = {"utelämnad": "Utelämnat", "kapitlet är utelämnat": "Kapitlet är utelämnat"}
_EXPLANATIONS = {
    "sammanfattning": "Din text följs av granskningens omfattning och det viktigaste i siffror.",
    "inledning": "Kapitlet består av avsnitten under det.",
    "uppdrag": "Avsnittet består av din text.",
    "lagstiftning": "Avsnittet skrivs av sig självt: den lag som gäller för de granskade besluten.",
    "kvalitetsomraden": "Avsnittet skrivs av sig självt: vad de sex kvalitetsområdena är.",
    "syfte": "Avsnittet består av granskningens syfte och din text.",
    "metod": "Hur ärendena valdes och granskades skrivs av sig självt; din text kommer sist.",
    "resultat": "Kapitlet består av avsnitten under det.",
    "resultat.arenden": "Avsnittet skrivs av sig självt: vilka de granskade ärendena är.",
    "jamstalldhet": "Din text följer på tabeller där varje fråga är uppdelad på kön.",
    "analys": "Kapitlet består av kvalitetsområdena under det.",
    "goda_exempel": "Avsnittet består av din text, och står i rapporten när du har skrivit något.",
    "kallor": "Checklistor, urval och akter räknas upp av sig själva; din text kommer först.",
    CHECKLISTS: "Bilagan skrivs av sig själv: frågorna med det stöd som granskarna har haft.",
    DRAW: "Bilagan skrivs av sig själv: urvalsramen och dragningen, så att den kan göras om.",
    CASES: "Bilagan skrivs av sig själv: alla svar, med ärendenas koder.",
    UNIT: "Kapitlet finns bara i dialogversionen, och skrivs av sig självt: enhetens egna resultat.",
    DIALOG: "Avsnittet finns bara i dialogversionen. Din text följs av frågor som utgår från enhetens resultat.",
}
