"""The composition root: the command line, or the window when no command is named."""

from __future__ import annotations

import sys
from pathlib import Path

SUFFIX = ".granskning"


def main() -> int:
    """Run the program: `inspektor` and `inspektor FIL.granskning` open the window, all else is a command. The exit
    status.
    """
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 1 and arguments[0].endswith(SUFFIX)):
        from inspektor.ui.app import run as show

        return show(Path(arguments[0]) if arguments else None)
    from inspektor.cli import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
