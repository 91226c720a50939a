"""Making a review file: whole or not at all, and never over another."""

from __future__ import annotations

import errno
import os
from functools import partial
from pathlib import Path

import pytest

from inspektor.db import connection
from inspektor.db.connection import Database
from tests.db.helpers import names, new, opened, told
from tests.support import told_without_rights, write


def test_a_file_that_exists_is_never_overwritten(review: Path) -> None:
    before = review.read_bytes()
    assert "finns redan och skrivs inte över" in told(lambda: new(review))
    assert review.read_bytes() == before
    assert names(review.parent) == {review.name}


def test_nor_one_that_came_while_the_new_one_was_made(tmp_path: Path) -> None:
    path = tmp_path / "ny.granskning"

    def meanwhile(_: Database) -> None:
        path.write_text("någon annans", encoding="utf-8")

    assert "finns redan och skrivs inte över" in told(lambda: connection.create(path, meanwhile))
    assert path.read_text(encoding="utf-8") == "någon annans"
    assert names(tmp_path) == {path.name}


def test_a_file_is_not_made_in_a_folder_that_is_none(tmp_path: Path) -> None:
    write(tmp_path / "fil", "")
    for folder in ("saknas", "fil"):
        path = tmp_path / folder / "ny.granskning"
        assert "Mappen" in told(partial(new, path))
    assert names(tmp_path) == {"fil"}


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    for length in (240, 300):
        assert "för långt" in told(partial(new, tmp_path / f"{'n' * length}.granskning"))
        assert names(tmp_path) == set()


def test_making_a_file_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", no_space)
    assert "Disken är full" in told(lambda: new(tmp_path / "ny.granskning"))
    assert names(tmp_path) == set()


def test_a_file_system_without_hard_links_gets_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", no_links)
    new(tmp_path / "ny.granskning")
    opened(tmp_path / "ny.granskning")
    assert names(tmp_path) == {"ny.granskning"}


def test_a_review_is_not_made_in_a_folder_that_may_not_be_written(shared: Path) -> None:
    shared.chmod(0o555)
    sentence = told_without_rights(lambda: new(shared / "ny.granskning"))
    assert "går inte att skriva i" in sentence
    assert names(shared) == {"granskning.granskning"}
    shared.chmod(0o000)
    assert "inte rätt att skriva i mappen" in told_without_rights(lambda: new(shared / "ny.granskning"))
