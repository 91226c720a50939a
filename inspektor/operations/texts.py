"""`text`: people's own text, kept by report section while the figures are counted anew."""

from __future__ import annotations

import re

from inspektor.db import queries
from inspektor.db.store import Setting, Store
from inspektor.domain.errors import Problem
from inspektor.domain.report import text_sections, wanted_texts
from inspektor.operations.reviews import checklists, refuse_identity_number

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")  # all but tabs, ends of lines and page breaks


def sections(store: Store) -> list[dict[str, object]]:
    """The sections that take text: id, title, and how many characters are written."""
    written = queries.texts(store)
    named = text_sections(checklists(store))
    return [{"id": name, "title": title, "characters": len(written.get(name, ""))} for name, title in named.items()]


def missing(store: Store) -> list[tuple[str, str]]:
    """The sections that the report shows as waiting for somebody's text: id and title, in its order."""
    found, written = checklists(store), queries.texts(store)
    named = text_sections(found)
    return [(name, named[name]) for name in wanted_texts(queries.review(store), found) if not written.get(name)]


def set_text(store: Store, section: str, body: str, *, by: str) -> None:
    """Set a section's text (Markdown); an empty one takes it away. Problem for an unknown section or an identity
    number in the text.
    """
    named = text_sections(checklists(store))
    if section not in named:
        raise Problem(f"Avsnittet {section} finns inte i rapporten. Välj ett av {', '.join(named)}.")
    refuse_identity_number(body, "Texten")
    if _CONTROL.search(body):
        raise Problem("Texten innehåller styrtecken som inte kan skrivas ut. Kontrollera att det är rätt textfil.")
    store.record([Setting("text", (section,), "body", body.strip() or None)], by=by, kind="text")


def bodies(store: Store) -> dict[str, str]:
    """People's own text (Markdown) by section id; sections without any are absent."""
    return queries.texts(store)


def explanation(section: str) -> str:
    """What the program writes itself in a section, beside people's own text."""
    if section.startswith("resultat."):
        return "Din text följs av meningar och tabeller som räknas ur svaren."
    if section.startswith("analys."):
        return "Din text följs av en tabell över de brister som granskningen fann inom området."
    return _EXPLANATIONS.get(section, "")


_EXPLANATIONS = {
    "sammanfattning": "Din text följs av granskningens omfattning och det viktigaste i siffror.",
    "uppdrag": "Avsnittet består av din text.",
    "syfte": "Avsnittet består av granskningens syfte och din text.",
    "metod": "Hur ärendena valdes och granskades skrivs av sig självt; din text kommer sist.",
    "jamstalldhet": "Din text följer på tabeller där varje fråga är uppdelad på kön.",
    "kallor": "Checklistor, urval och akter räknas upp av sig själva; din text kommer först.",
    "dialog": "Avsnittet finns bara i dialogversionen. Din text följs av frågor som utgår från enhetens resultat.",
}
