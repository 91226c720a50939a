"""`ram`: read the list of decisions that cases are drawn from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspektor.db import conflicts, queries
from inspektor.db.store import Store, settings_of
from inspektor.domain.errors import Problem
from inspektor.domain.frame import Frame, FrameRow, frame_hash, from_json, read_frame, row_from_json, to_json
from inspektor.domain.frame_columns import known_headings
from inspektor.domain.headings import find_headings, safe_heading
from inspektor.domain.report_method import FrameFacts
from inspektor.domain.values import unit_key
from inspektor.operations.sheets import read_sheet


def import_frame(store: Store, path: Path, mapping: Mapping[str, str], *, by: str) -> Frame:
    """Read a list and keep it as the review's frame. Problem when it holds no usable row, or a sample stands on the
    present frame.
    """
    if queries.draws(store):
        raise Problem("Urvalet är redan draget ur den lista som finns. Ångra urvalet innan en ny lista läses in.")
    frame = read_frame(read_sheet(path).rows, mapping, known_units(store))
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


def known_units(store: Store) -> list[str]:
    """The spellings that units are joined to: those of the cases there are, then those of the plan."""
    units = {unit_key(name): name for name in queries.review(store).planned_units}
    units |= {unit_key(unit): unit for unit in queries.units(store)}
    return sorted(units.values())


def frame_rows(store: Store) -> list[FrameRow]:
    """The frame's rows. Problem when no list has been read."""
    return from_json(_standing_list(store))


def frame_row(store: Store, code: str) -> FrameRow:
    """The frame's row with a code. Problem when there is none, or when no list has been read."""
    row = row_from_json(_standing_list(store), code)
    if row is None:
        raise Problem("Ärendet finns inte i den lista över beslut som gäller nu. Dra urvalet igen ur den listan.")
    return row


def _standing_list(store: Store) -> str:
    """The list as it is stored. Problem when there is none, or more than one and nobody has said which."""
    stored = queries.frame(store)
    if any(entity == "frame" for entity, _, _ in conflicts.fields(store)):
        raise Problem("Två har läst in olika listor över beslut. Avgör först vilken som gäller, under Slå ihop.")
    if stored is None:
        raise Problem("Granskningen har ingen urvalsram. Läs in listan över beslut först.")
    return stored["content"]


def listed_cases(store: Store) -> list[FrameRow]:
    """The frame's rows; none when no list has been read."""
    stored = queries.frame(store)
    return from_json(stored["content"]) if stored else []


def frame_facts(store: Store) -> FrameFacts | None:
    """What the report says of the frame; None when there is none."""
    stored = queries.frame_facts(store)
    if stored is None:
        return None
    rows, sha256, protocol_text = stored
    protocol = json.loads(protocol_text)
    rejected = tuple((row, column, reason) for row, column, reason in protocol["rejected"])
    joined = tuple((kept, tuple(forms)) for kept, forms in protocol["joined"])
    return FrameFacts(rows, sha256, rejected, joined, protocol["numbers_dropped"])


def refused_list(store: Store) -> bytes:
    """The rows that were not taken from the list, as a table for a spreadsheet (semicolons, UTF-8 with its mark):
    row, column and why. The heading alone when there are none.
    """
    facts, out = frame_facts(store), io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Rad", "Kolumn", "Skäl"))
    writer.writerows(facts.rejected if facts else ())
    return out.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class Preview:
    """A list as it would be read: its headings, and the frame, or (`problem`) why it cannot be read yet."""

    headings: tuple[str, ...]
    frame: Frame | None
    problem: str = ""


def preview_frame(store: Store, path: Path, mapping: Mapping[str, str]) -> Preview:
    """What `import_frame` would bring, with nothing recorded. Problem when the file cannot be read at all."""
    rows = read_sheet(path).rows
    found = find_headings(rows, known_headings(mapping))
    headings = tuple(safe_heading(column, text) for column, text in found.columns) if found else ()
    known = known_units(store)
    try:
        return Preview(headings, read_frame(rows, mapping, known))
    except Problem as problem:
        return Preview(headings, None, str(problem))
