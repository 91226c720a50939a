"""What holds for every test: no screen, and the same generated examples in every run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile(  # and the same on a computer that has much else to do
    "inspektor", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("inspektor")
