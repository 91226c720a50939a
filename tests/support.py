"""What many tests start from: a small checklist, a small frame, a review in each stage of the work. All invented."""

from __future__ import annotations

import os
import shutil
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from inspektor.db import connection
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations.answers import record_answer
from inspektor.operations.frames import import_frame
from inspektor.operations.listing import case_lines
from inspektor.operations.reviews import create_review
from inspektor.operations.samples import Drawn, draw_sample

LEAD = "Gruppledaren"
SEED = 7
NOBODY = 65534  # the user and group without rights

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


def case_codes(store: Store) -> list[str]:
    """The codes of the cases, in order."""
    return [line.case.code for line in case_lines(store)]


def copied(path: Path, name: str) -> Path:
    """The file copied beside itself under another name (without suffix), as in a file manager."""
    return Path(shutil.copyfile(path, path.with_name(f"{name}.granskning")))


def answered(path: Path, given: Sequence[tuple[str, str]], who: str = "Inspektör A") -> Path:
    """The file with somebody's answers to one question in it: code and answer of each case."""
    with Store.open(path, write=True) as store:
        for code, answer in given:
            record_answer(store, code, "plan_finns", answer, who)
    return path


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a file holds: the rows of every table, in order, and the numbers that name its kind and version."""
    with closing(connection.sqlite.connect(str(path))) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        held = {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608
        held["pragmas"] = [raw.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
        return held


def in_child(work: Callable[[], object]) -> int:
    """Do something in a forked process; how it ended, as `os.waitstatus_to_exitcode` gives it (1 for an exception)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of the runner's other threads
        child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        work()
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def told_without_rights(work: Callable[[], object]) -> str:
    """What a person without special rights is told: the Problem that `work` raises, empty if none.

    Root, whom no permission stops, does it as the user `nobody`.
    """
    read, write_end = os.pipe()

    def tell() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            work()
        except Problem as problem:
            os.write(write_end, str(problem).encode())

    code = in_child(tell)
    os.close(write_end)
    with os.fdopen(read, encoding="utf-8") as told:
        text = told.read()
    assert code == 0, text
    return text
