"""Sums over the whole file that the window shows all the time, each read in one go. Nothing here writes."""

from __future__ import annotations

from inspektor.db.store import Store


def cases_done(store: Store) -> tuple[int, int]:
    """How many cases are marked as done, and how many there are (those that were replaced left out)."""
    rows = store.rows("SELECT count(done), count(*) FROM cases WHERE present = 1 AND replaced_why IS NULL")
    done, everyone = rows[0]
    return int(done), int(everyone)


def cases_drawn(store: Store) -> int | None:
    """How many cases the draws that stand gave; None when there is no draw."""
    drawn = "SELECT count(*) FROM json_each(content, '$.strata') AS s, json_each(s.value, '$.drawn')"
    rows = store.rows(f"SELECT ({drawn}) FROM draws WHERE present = 1")  # noqa: S608
    return sum(count for (count,) in rows) if rows else None


def flagged(store: Store) -> list[tuple[str, str]]:
    """The flagged questions: case id and question, once for each reviewer who has flagged it."""
    return store.rows("SELECT case_id, question FROM answers WHERE flagged = 1")


def has_frame(store: Store) -> bool:
    """Whether a list has been read."""
    return bool(store.scalar("SELECT 1 FROM frames WHERE content IS NOT NULL"))


def to_settle(store: Store) -> int:
    """How many things (answers, cases …) have differences to settle."""
    return int(store.scalar("SELECT count(DISTINCT thing) FROM conflicts"))
