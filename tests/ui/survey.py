"""A review that is a survey: every board has answered once for each of its areas, but for one that has not yet."""

from __future__ import annotations

from pathlib import Path

from inspektor.db.store import Store
from inspektor.operations import answers, cases
from inspektor.operations.reviews import create_review
from tests.support import write

SURVEY = """\
id = "enkat"
version = "1"
title = "Riskanalys i nämnderna"

[[section]]
title = "Riskanalys"
quality_area = "trygghet_och_sakerhet"

[[section.question]]
id = "riskanalys"
label = "Har nämnden gjort en riskanalys?"
type = "ja_nej"
allow = ["ej_aktuellt", "vet_ej"]
not_applicable = "x: nämnden handlägger inte ärenden av det slaget"
shortcoming = "nej"
"""
BOARDS, AREAS = ("Bromma", "Farsta", "Skarpnäck"), ("SoL/IFO", "SoL/LSS", "SoL/ÄO")
GIVEN = ("ja", "nej", "ej_aktuellt", "ja", "vet_ej", "ja", "nej", "ja")  # the last board is not asked for its last area


def make_survey(path: Path, *, by: str) -> None:
    """Make the review, with the boards' answers in it."""
    checklist = write(path.with_name("enkat.toml"), SURVEY)
    create_review(path, "Riskanalys i nämnderna", [str(checklist)], by=by, dnr="ÖVNING 5/2026")
    checklist.unlink()
    places = [(unit, area) for unit in BOARDS for area in AREAS][: len(GIVEN)]
    with Store.open(path, write=True) as store:
        for number, ((unit, area), answer) in enumerate(zip(places, GIVEN, strict=True), 1):
            cases.add_case(store, {"code": f"N-{number}", "unit": unit, "area": area}, by=by, reviewer=by)
            answers.record_answer(store, f"N-{number}", "riskanalys", answer, by)
