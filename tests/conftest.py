"""What holds for every test: no screen, and the same generated examples in every run."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile("inspektor", deadline=None, derandomize=True, database=None)
settings.load_profile("inspektor")
