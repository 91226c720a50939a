"""What the tests of the file start from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspektor.db.store import Store
from tests.support import make_review, open_review


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_review(tmp_path) as opened:
        yield opened


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = tmp_path / "Mapp å ä ö"
    folder.mkdir()
    return make_review(folder, checklist="", shipped=("dur",))


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody reaches, whatever rights the tests run with, with a review in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        make_review(folder, checklist="", shipped=("dur",)).chmod(0o666)
        yield folder
        folder.chmod(0o755)
