"""The one way to the files of `resources/`, in a checkout and in an installed program alike."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "_resources"  # where the wheel puts the folder (pyproject.toml)
_CHECKOUT = Path(__file__).parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a file or folder that ships with the program, such as `resource("fonts", "X.ttf")`."""
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return root.joinpath(*parts)
