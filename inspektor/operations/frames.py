"""`ram`: read the list of decisions that cases are drawn from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from inspektor.db import queries
from inspektor.db.store import Store, settings_of
from inspektor.domain.errors import Problem
from inspektor.domain.frame import Frame, FrameRow, frame_hash, from_json, read_frame, to_json
from inspektor.domain.report_method import FrameFacts
from inspektor.operations.sheets import read_sheet


def import_frame(store: Store, path: Path, mapping: Mapping[str, str], *, by: str) -> Frame:
    """Read a list and keep it as the review's frame. Problem when it holds no usable row, or a sample stands on the
    present frame.
    """
    if queries.draws(store):
        raise Problem(
            "Urvalet är redan draget ur den lista som finns. Ångra urvalet (inspektor angra) innan en ny "
            "lista läses in."
        )
    known = {case.unit for case in queries.cases(store) if case.unit}
    frame = read_frame(read_sheet(path).rows, mapping, sorted(known))
    if not frame.rows:
        first = f" Första felet: rad {frame.rejected[0].row}, {frame.rejected[0].reason}" if frame.rejected else ""
        raise Problem(f"Listan {path.name} har inga rader som går att använda.{first}")
    protocol = {
        "rejected": [[one.row, one.column, one.reason] for one in frame.rejected],
        "joined": frame.joined,
        "numbers_dropped": frame.identity_numbers_dropped,
    }
    content = {
        "content": to_json(frame.rows),
        "sha256": frame_hash(frame.rows),
        "protocol": json.dumps(protocol, ensure_ascii=False),
    }
    store.record(settings_of("frame", (), content), by=by, kind="ram")
    return frame


def frame_rows(store: Store) -> list[FrameRow]:
    """The frame's rows. Problem when no list has been read."""
    stored = queries.frame(store)
    if stored is None:
        raise Problem("Granskningen har ingen urvalsram. Läs in listan över beslut först (inspektor ram).")
    return from_json(stored["content"])


def listed_cases(store: Store) -> list[FrameRow]:
    """The frame's rows; none when no list has been read."""
    stored = queries.frame(store)
    return from_json(stored["content"]) if stored else []


def frame_facts(store: Store) -> FrameFacts | None:
    """What the report says of the frame; None when there is none."""
    stored = queries.frame(store)
    if stored is None:
        return None
    protocol = json.loads(stored["protocol"])
    rejected = tuple((row, column, reason) for row, column, reason in protocol["rejected"])
    joined = tuple((kept, tuple(forms)) for kept, forms in protocol["joined"])
    return FrameFacts(
        len(from_json(stored["content"])), stored["sha256"], rejected, joined, protocol["numbers_dropped"]
    )
