"""Resultat."""

from __future__ import annotations

from typing import ClassVar

from inspektor.ui.views.view import View


class ResultsView(View):
    """Resultat."""

    name: ClassVar[str] = "resultat"
    title: ClassVar[str] = "Resultat"
    glyph: ClassVar[str] = "data_bar_horizontal"
