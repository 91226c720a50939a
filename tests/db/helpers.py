"""Small steps that the tests of the file share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from inspektor.db.connection import sqlite
from inspektor.db.store import Setting, Store, Value
from inspektor.domain.errors import Problem
from tests.support import LEAD

CASE = ("A-1",)


def unit(value: Value) -> list[Setting]:
    return [Setting("case", CASE, "unit", value)]


def set_unit(store: Store, value: Value, by: str = "A") -> None:
    store.record(unit(value), by=by, kind="svar")


def present_unit(store: Store) -> Value:
    value: Value = store.scalar("SELECT unit FROM cases WHERE case_key = ?", CASE)
    return value


def log(store: Store) -> list[tuple[object, ...]]:
    return store.rows("SELECT seq, id, operation, thing, field, value FROM changes ORDER BY seq")


def raw(path: Path, *statements: str) -> None:
    """Do something to a file as any SQLite tool can."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as tool:
        for statement in statements:
            tool.execute(statement)


def opened(path: Path, *, write: bool = False) -> None:
    with Store.open(path, write=write):
        pass


def told(work: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        work()
    return str(caught.value)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def new(path: Path) -> None:
    Store.create(path, [Setting("review", (), "title", "T")], by=LEAD).database.close()
