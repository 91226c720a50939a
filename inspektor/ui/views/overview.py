"""Översikt."""

from __future__ import annotations

from typing import ClassVar

from inspektor.ui.views.view import View


class OverviewView(View):
    """Översikt."""

    name: ClassVar[str] = "oversikt"
    title: ClassVar[str] = "Översikt"
    glyph: ClassVar[str] = "board"
