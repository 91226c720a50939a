"""What holds for every test: no screen, and the same generated examples in every run."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

if TYPE_CHECKING:
    from tests.ui.stage import Files

os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile(  # and the same on a computer that has much else to do
    "inspektor", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("inspektor")


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The made-up reviews of the scenes, made once for all that work in copies of them."""
    from tests.ui.stage import make_files  # with the window, which most tests need not load

    return make_files(tmp_path_factory.mktemp("scener") / "Granskningar")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage of laws: a hundred examples cover few lines more than one does, and take twice the time."""
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker(pytest.mark.no_cover)


def pytest_runtest_teardown() -> None:
    """Collect garbage where Python no longer does so itself, since a window has been opened in this process."""
    if garbage := sys.modules.get("inspektor.ui.garbage"):
        garbage.collect_due()
