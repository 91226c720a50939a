"""Urval."""

from __future__ import annotations

from typing import ClassVar

from inspektor.ui.views.view import View


class SampleView(View):
    """Urval."""

    name: ClassVar[str] = "urval"
    title: ClassVar[str] = "Urval"
    glyph: ClassVar[str] = "arrow_shuffle"
