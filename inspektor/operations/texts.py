"""`text`: people's own text, kept by report section while the figures are counted anew."""

from __future__ import annotations

from inspektor.db import queries
from inspektor.db.store import Setting, Store
from inspektor.domain.errors import Problem
from inspektor.domain.report import text_sections
from inspektor.operations.reviews import checklists, refuse_identity_number


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
    store.record([Setting("text", (section,), "body", body.strip() or None)], by=by, kind="text")
