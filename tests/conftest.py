"""What holds for every test: no screen, and the same generated examples in every run."""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile(  # and the same on a computer that has much else to do
    "inspektor", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("inspektor")


def pytest_runtest_teardown() -> None:
    """Collect garbage where Python no longer does so itself, since a window has been opened in this process."""
    if garbage := sys.modules.get("inspektor.ui.garbage"):
        garbage.collect_due()
