"""Ärenden."""

from __future__ import annotations

from typing import ClassVar

from inspektor.ui.views.view import View


class CasesView(View):
    """Ärenden."""

    name: ClassVar[str] = "arenden"
    title: ClassVar[str] = "Ärenden"
    glyph: ClassVar[str] = "clipboard_task_list_ltr"
