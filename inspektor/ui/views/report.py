"""Rapport."""

from __future__ import annotations

from typing import ClassVar

from inspektor.ui.views.view import View


class ReportView(View):
    """Rapport."""

    name: ClassVar[str] = "rapport"
    title: ClassVar[str] = "Rapport"
    glyph: ClassVar[str] = "document_text"
