"""Garbage is collected on the window's thread alone.

Python collects on whatever thread happens to make one object too many. Where that is a thread in the background, and
the garbage holds something of Qt's, Qt locks its signals there and waits for Python, while the window's thread may have
Python and wait for the signals: then both stand still for ever.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE = 100  # milliseconds between looks; a look that finds little to do takes none


class Collector(QObject):
    """Collects when Python itself would have, but between two of the window's events."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=_PAUSE)
        timer.timeout.connect(collect_due)
        timer.start()


def collect_due() -> None:
    """Collect the oldest generation that is due, and so the younger ones too."""
    due = [
        age for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most
    ]
    if due:
        gc.collect(due[-1])
