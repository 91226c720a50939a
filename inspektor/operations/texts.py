"""`text`: people's own text, kept by report section while the figures are counted anew."""

from __future__ import annotations

import re

from inspektor.db import queries
from inspektor.db.store import Setting, Store
from inspektor.domain import markup
from inspektor.domain.errors import Problem
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.report import text_sections, wanted_texts
from inspektor.operations import counting
from inspektor.operations.reviews import checklists, refuse_identity_number

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")  # all but tabs, ends of lines and page breaks


def sections(store: Store) -> list[dict[str, object]]:
    """The sections that take text: id, title, and how many characters are written."""
    written = queries.texts(store)
    named = text_sections(checklists(store))
    lengths = {name: len(markup.in_words(body)) for name, body in written.items()}
    return [{"id": name, "title": title, "characters": lengths.get(name, 0)} for name, title in named.items()]


def missing(store: Store) -> list[tuple[str, str]]:
    """The sections that the report shows as waiting for somebody's text: id and title, in its order."""
    found, written = checklists(store), queries.texts(store)
    named = text_sections(found)
    return [(name, named[name]) for name in wanted_texts(queries.review(store), found) if not written.get(name)]


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
    "goda_exempel": "Avsnittet består av din text, och står i rapporten när du har skrivit något.",
    "kallor": "Checklistor, urval och akter räknas upp av sig själva; din text kommer först.",
}
