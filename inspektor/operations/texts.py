"""`text`: people's own text, kept by report section while the figures are counted anew."""

from __future__ import annotations

import re

from inspektor.db import queries
from inspektor.db.store import Setting, Store
from inspektor.domain.errors import Problem
from inspektor.domain.report import text_sections
from inspektor.operations.reviews import checklists, refuse_identity_number

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")  # all but tabs, ends of lines and page breaks


def sections(store: Store) -> list[dict[str, object]]:
    """The sections that take text: id, title, and how many characters are written."""
    written = queries.texts(store)
    named = text_sections(checklists(store))
    return [{"id": name, "title": title, "characters": len(written.get(name, ""))} for name, title in named.items()]


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
