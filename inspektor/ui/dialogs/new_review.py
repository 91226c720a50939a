"""Ny granskning."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog


class NewReviewDialog(QDialog):
    """Ny granskning."""

    path: Path | None = None
