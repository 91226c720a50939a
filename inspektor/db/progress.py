"""Sums over the whole file that the window shows all the time, each read in one go. Nothing here writes."""

from __future__ import annotations

from inspektor.db.store import Store


def cases_done(store: Store) -> tuple[int, int]:
    """How many cases are marked as done, and how many there are (those that were replaced left out)."""
    rows = store.rows("SELECT count(done), count(*) FROM cases WHERE present = 1 AND replaced_why IS NULL")
    done, everyone = rows[0]
    return int(done), int(everyone)


def flagged(store: Store) -> list[tuple[str, str]]:
    """The flagged questions: case id and question, once for each reviewer who has flagged it."""
    return store.rows("SELECT case_id, question FROM answers WHERE flagged = 1")


def has_frame(store: Store) -> bool:
    """Whether a list has been read."""
    return bool(store.scalar("SELECT 1 FROM frames WHERE content IS NOT NULL"))


def open_conflicts(store: Store) -> int:
    """How many differences there are to settle; the fields of a frame or a checklist, which only make sense together,
    are one.
    """
    return int(
        store.scalar(
            "SELECT count(DISTINCT CASE WHEN t.entity IN ('frame', 'checklist') THEN t.id ELSE t.id || f.field END)"
            " FROM conflicts AS f JOIN things AS t ON t.id = f.thing"
        )
    )
