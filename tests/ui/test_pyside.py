"""Qt for Python itself, where it has been seen to fail."""

from __future__ import annotations

import subprocess
import sys

MANY_CALLS = """
from PySide6.QtCore import QRect
r = QRect()
for _ in range(200_000):
    r.setX(1)
"""


def test_pyside_survives_many_calls_that_return_nothing() -> None:
    """PySide6 6.12.0 takes a reference from None at every call that returns nothing. On Python 3.11, where None is
    counted, the process dies after some 5,000 of them (`none_dealloc`). No update may bring that in.
    """
    done = subprocess.run([sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
