"""The composition root: the command line (the window comes with its own issue)."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; the exit status."""
    from inspektor.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
