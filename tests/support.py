"""What many tests start from: a small checklist, a small frame, a review in each stage of the work. All invented."""

from __future__ import annotations

from pathlib import Path

from inspektor.db.store import Store
from inspektor.operations.frames import import_frame
from inspektor.operations.reviews import create_review
from inspektor.operations.samples import Drawn, draw_sample

LEAD = "Gruppledaren"
SEED = 7

CHECKLIST = """\
id = "prov"
version = "1"
title = "Provchecklista"

[[section]]
title = "Planen"
quality_area = "helhetssyn_och_samordning"

[[section.question]]
id = "plan_finns"
label = "Finns en plan?"
type = "ja_nej"
allow = ["ej_aktuellt", "vet_ej"]
not_applicable = "x: insatsen har inte börjat"
shortcoming = "nej"

[[section.question]]
id = "plan_god"
label = "Är planen god?"
type = "ja_nej"
relevant = "${plan_finns} = 'ja'"

[[section.question]]
id = "plan_kvinna"
label = "En fråga om kvinnors planer?"
type = "ja_nej"
relevant = "${kon} = 'kvinna'"

[[section]]
title = "Övrigt"

[[section.question]]
id = "slag"
label = "Vilket slag?"
type = "select_one"
choices = [{ name = "a", label = "Första slaget" }, { name = "b", label = "Andra slaget" }]

[[section.question]]
id = "delar"
label = "Vilka delar?"
type = "select_multiple"
choices = [{ name = "mal", label = "Mål" }, { name = "medel", label = "Medel" }]

[[section.question]]
id = "antal"
label = "Hur många?"
type = "integer"

[[section.question]]
id = "dag"
label = "Vilken dag?"
type = "date"

[[section.question]]
id = "iakttagelse"
label = "Vad iakttogs?"
type = "text"
required = false
"""

FRAME_HEADINGS = "Kod;Enhet;Kön;Födelseår;Lagrum;Beslut;Beslutsdatum;Förstagångsbeslut;Barn"


def frame_text(units: tuple[str, ...] = ("Norr", "Söder"), per_gender: int = 4) -> str:
    """A frame as CSV: for each unit `per_gender` women and as many men, with the codes P-1, P-2 …"""
    lines = [FRAME_HEADINGS]
    for unit in units:
        for gender in ("Kvinna", "Man") * per_gender:
            number = len(lines)
            lines.append(f"P-{number};{unit};{gender};{1950 + number};SoL;Bifall;2019-03-{number % 28 + 1:02d};Nej;Nej")
    return "\n".join(lines) + "\n"


def write(path: Path, text: str) -> Path:
    """A UTF-8 file with a text in it; its path."""
    path.write_text(text, encoding="utf-8")
    return path


def make_review(
    folder: Path, *, name: str = "granskning.granskning", checklist: str = CHECKLIST, shipped: tuple[str, ...] = ()
) -> Path:
    """A new review with one checklist given as text (none if empty) and the shipped ones named."""
    own = [str(write(folder / "prov.toml", checklist))] if checklist else []
    path = folder / name
    create_review(path, "En provgranskning", [*own, *shipped], by=LEAD, dnr="PROV 1/2026")
    return path


def open_review(folder: Path) -> Store:
    """A new review with the small checklist, open for writing. The caller closes it (`with`)."""
    return Store.open(make_review(folder), write=True)


def add_frame(store: Store, text: str | None = None) -> None:
    """Read a frame into the review: `frame_text()` unless another is given."""
    path = write(store.path.with_name("ram.csv"), frame_text() if text is None else text)
    import_frame(store, path, {}, by=LEAD)


def add_sample(store: Store, per_unit: int = 4, reserves: int = 1) -> Drawn:
    """Read the frame and draw a sample, half women and half men, from it."""
    add_frame(store)
    return draw_sample(store, per_unit, SEED, by=LEAD, balance_gender=True, reserves=reserves)


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that the file holds: the rows of every table, in order, and the numbers that name its kind and version."""
    tables = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    held = {name: sorted(store.rows(f"SELECT * FROM {name}"), key=repr) for name in tables}  # noqa: S608
    held["pragmas"] = [store.rows(f"PRAGMA {name}")[0] for name in ("application_id", "user_version")]
    return held
