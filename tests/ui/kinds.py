"""A made-up review with a question of every kind, in a checklist of its own."""

from __future__ import annotations

from pathlib import Path

from inspektor.db.store import Store
from inspektor.operations import answers, cases
from inspektor.operations.reviews import create_review
from tests.support import write

CODE = "NOR-04"
CHECKLIST = """\
id = "omfattning"
version = "1"
title = "Insatsens omfattning"

[[section]]
title = "Beslut och planering"
quality_area = "helhetssyn_och_samordning"

[[section.question]]
id = "beviljat"
label = "Framgår det vad som har beviljats?"
type = "ja_nej"
allow = ["vet_ej"]

[[section.question]]
id = "meddelat"
label = "Hur har beslutet meddelats den enskilde?"
type = "select_one"
allow = ["vet_ej"]
hint = "Välj det sätt som kom först. Ett brev räknas från den dag då det skickades."
choices = [
    { name = "samtal", label = "I ett samtal" },
    { name = "brev", label = "Med brev" },
    { name = "ombud", label = "Genom god man, förvaltare eller annat ombud" },
    { name = "inte", label = "Det framgår inte att beslutet har meddelats" },
]

[[section.question]]
id = "deltog"
label = "Vilka deltog i planeringen?"
type = "select_multiple"
allow = ["ej_aktuellt", "vet_ej"]
choices = [
    { name = "enskild", label = "Den enskilde" },
    { name = "anhorig", label = "Anhörig eller annan närstående" },
    { name = "ombud", label = "God man eller förvaltare" },
    { name = "utforare", label = "Utföraren" },
    { name = "vard", label = "Hälso- och sjukvården" },
]

[[section]]
title = "Omfattning och uppföljning"

[[section.question]]
id = "timmar"
label = "Hur många timmar i veckan är beviljade?"
type = "integer"
allow = ["vet_ej"]
constraint = ". >= 0 and . <= 168"

[[section.question]]
id = "foljd"
label = "När följdes insatsen upp senast?"
type = "date"
allow = ["vet_ej"]

[[section.question]]
id = "iakttaget"
label = "Vad i akten är värt att lyfta fram?"
type = "text"
required = false
"""


def make_kinds(path: Path, *, by: str) -> None:
    """Make the review with two cases, the first of which is under way."""
    checklist = write(path.with_name("omfattning.toml"), CHECKLIST)
    create_review(path, "Omfattning av boendestöd", [str(checklist)], by=by, dnr="ÖVNING 3/2026")
    checklist.unlink()
    facts = {"unit": "Norrmalm", "gender": "kvinna", "birth_year": "1974", "law": "SoL", "insats": "Boendestöd"}
    decided = {"decision": "bifall", "decision_date": "2025-03-14", "first_decision": "nej"}
    with Store.open(path, write=True) as store:
        for code in (CODE, "NOR-05"):
            cases.add_case(store, {"code": code, **facts, **decided}, by=by, reviewer=by)
        for question, answer in (("beviljat", "ja"), ("meddelat", "brev"), ("deltog", "enskild utforare")):
            answers.record_answer(store, CODE, question, answer, by)
        answers.record_answer(store, "NOR-05", "timmar", "12", by)
        answers.record_note(store, CODE, "deltog", by, comment="Utföraren var med på telefon.")
