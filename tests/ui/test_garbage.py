"""Garbage is collected on the window's thread, whichever thread made it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Thread, current_thread, main_thread

import pytest
from PySide6.QtWidgets import QApplication

from inspektor.ui.background import in_background
from tests.ui.hand import settle, until


@pytest.fixture
def collectors(application: QApplication) -> Iterator[list[Thread]]:
    """The threads that garbage is collected on, from when nothing is left of what was made before."""
    application.processEvents()
    seen: list[Thread] = []

    def note(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            seen.append(current_thread())

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def make_garbage() -> int:
    """Far more objects than Python makes between two collections, and each of them garbage."""
    for _ in range(20_000):
        loop: list[object] = []
        loop.append(loop)
    return 20_000


def test_garbage_of_the_background_is_collected_on_the_windows_thread(
    application: QApplication, collectors: list[Thread]
) -> None:
    made: list[int] = []
    in_background(application, make_garbage, made.append)
    settle()
    until(lambda: collectors)
    assert made == [20_000]
    assert set(collectors) == {main_thread()}


def test_what_is_garbage_is_collected(collectors: list[Thread]) -> None:
    make_garbage()
    assert gc.get_count()[0] > 20_000 or collectors
    until(lambda: collectors)
    assert gc.get_count()[0] < 20_000
