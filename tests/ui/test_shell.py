"""The shell: what holds for the whole window, whatever step is in front."""

from __future__ import annotations

from inspektor.ui.main_window import MainWindow


def test_a_review_opens_on_its_overview(window: MainWindow) -> None:
    assert window.session is not None
    assert window.stack.currentWidget() is window.views["oversikt"]
