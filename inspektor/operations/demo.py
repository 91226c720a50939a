"""`demo`: an invented review of four districts, played through the same operations as a real one.

Districts, numbers, reviewers and answers are made up; the same every time. The report comes from the file that the
play makes.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from inspektor.assets import resource
from inspektor.db.store import Store
from inspektor.domain.answers import possible_answers
from inspektor.domain.errors import Problem
from inspektor.domain.review import Case
from inspektor.operations import answer_tables, frames, history, listing, reports, reviews, samples, texts
from inspektor.operations.answers import asked_questions

UNITS = ("Björklunda", "Lindhaga", "Sjöängen", "Älvnäs")
SPELLINGS = ("{}", "{}", "{}", "{} sdf", "{} stadsdelsförvaltning", " {} ")
REVIEWERS = ("Inspektör A", "Inspektör B", "Inspektör C")
CHECKLISTS = ("dur", "genomforandeplan", "uppfoljning", "vald", "samtycke", "sip", "barn")
LEAD = "Gruppledaren"
SEED = 2026
FRAME_SIZE = 180
PER_UNIT = 12
INSATSER = ("boendestöd", "sysselsättning", "ledsagning")
SHARES = {  # how often ja, by the start of a question's id: plausible, not real
    "dur_kopierad": 0.2,
    "dur_": 0.85,
    "plan_stammer": 0.4,
    "plan_": 0.7,
    "bestallning_": 0.9,
    "uppf": 0.6,
    "vald_fragat": 0.35,
    "sip_": 0.3,
}


@dataclass
class Played:
    """What the play left in the folder, and what it told while it did it."""

    folder: Path
    frame: Path
    review: Path
    reports: list[Path]
    answer_tables: list[Path]
    lines: list[str] = field(default_factory=list)

    def paths(self) -> dict[str, Any]:
        """The keys of the contract. The three reviewers' work is one file until files can be merged."""
        return {
            "frame": str(self.frame),
            "review": str(self.review),
            "inspector_files": [],
            "answer_tables": [str(path) for path in self.answer_tables],
            "merged": str(self.review),
            "reports": [str(path) for path in self.reports],
        }


def play(folder: Path) -> Played:
    """Play the whole job into a new folder. Problem when the folder has something in it, or cannot be made."""
    _make(folder)
    played = Played(folder, folder / "urvalsram.xlsx", folder / "övning.granskning", [], [])
    chance = random.Random(SEED)  # made-up data, the same every time
    reports.save(played.frame, _frame(chance))
    played.lines.append(f"Skrev en påhittad lista med {FRAME_SIZE} beslut: {played.frame.name}.")
    reviews.create_review(
        played.review,
        "Insatser inom socialpsykiatrin (övning)",
        list(CHECKLISTS),
        by=LEAD,
        dnr="ÖVNING 1/2026",
        theme="insatser inom socialpsykiatrin",
        law="SoL",
        period="2024-07-01–2025-12-31",
        purpose=(
            "Granskningens syfte är att se om beslutade insatser utreds, planeras och följs upp så "
            "att den enskilde får det stöd som har beviljats, och om det görs lika i de granskade förvaltningarna."
        ),
    )
    with Store.open(played.review, write=True) as store:
        _draw(store, played)
        _answer(store, played, chance)
        _write(store, played)
        found = history.problems(store)
        if found:
            raise Problem(" ".join(found))
    return played


def _make(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(f"{folder} finns redan och är inte en tom mapp. Välj ett annat namn.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"Mappen {folder} kunde inte skapas. Välj en annan mapp, där du får skriva.") from error


def _frame(chance: random.Random) -> bytes:
    """The list as case systems and their keepers give it: title rows, mixed spellings, three forms of date, a sum
    row.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Beslut"
    sheet.append(["Beslut om insatser inom socialpsykiatrin (påhittade uppgifter)"])
    sheet.append([])
    sheet.append(
        [
            "Ärende",
            "Personnummer",
            "Kön",
            "Stadsdelsförvaltning",
            "Lagrum",
            "Insats",
            "Beslut",
            "Beslutsdatum",
            "Förstagångsbeslut",
            "Hemmavarande barn",
            "Handläggare",
        ]
    )
    for number in range(1, FRAME_SIZE + 1):
        sheet.append(_decision(chance, number))
    sheet.append(["Ä-999", "", "Kvinna", "", "SoL 4:1", "boendestöd", "Bifall", "2025-02-30", "Ja", "Nej", "H1"])
    sheet.append(["Summa", "", "", FRAME_SIZE])
    book.properties.creator = "Inspektor"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _decision(chance: random.Random, number: int) -> list[object]:
    unit = chance.choice(UNITS)
    woman = chance.random() < 0.5
    decided = date(2024, 7, 1) + timedelta(days=chance.randrange(548))
    when: object = chance.choice(
        [decided.isoformat(), decided.strftime("%Y%m%d"), datetime.combine(decided, datetime.min.time())]
    )
    return [
        f"Ä-{number:03d}",
        _identity_number(chance, woman=woman),
        chance.choice(["Kvinna", "kvinna", "K"] if woman else ["Man", "man", "M"]),
        chance.choice(SPELLINGS).format(unit),
        "SoL 4:1" if decided < date(2025, 7, 1) else "SoL 11:1",
        chance.choice(INSATSER),
        "Avslag" if chance.random() < 0.12 else chance.choice(["Bifall", "bifall"]),
        when,
        chance.choice(["Ja", "Nej", "Nej"]),
        "Ja" if chance.random() < 0.15 else "Nej",
        f"H{chance.randrange(1, 6)}",
    ]


def _identity_number(chance: random.Random, *, woman: bool) -> str:
    """An invented number with birth number 980–999, which are not given to people, and a right check digit (Luhn)."""
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(20000))
    digits = born.strftime("%y%m%d") + str(chance.randrange(980, 1000, 2) + (0 if woman else 1))
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    check = -sum(sum(divmod(value, 10)) for value in doubled) % 10
    return f"{born:%Y%m%d}-{digits[6:]}{check}"


def _draw(store: Store, played: Played) -> None:
    frame = frames.import_frame(store, played.frame, {}, by=LEAD)
    played.lines.append(
        f"Läste in listan: {len(frame.rows)} av {frame.total} rader, {frame.rejected_rows} nekade med skäl."
    )
    drawn = samples.draw_sample(store, PER_UNIT, SEED, by=LEAD, balance_gender=True, reserves=2).draw
    played.lines.append(f"Drog {len(drawn.codes)} ärenden, hälften kvinnor och hälften män i varje förvaltning.")
    first = drawn.codes[0]
    reserve = samples.replace_case(store, first, "Akten är avslutad och gallrad", by=LEAD)
    played.lines.append(f"Ersatte ärende {first} med {reserve} från reservlistan.")


def _answer(store: Store, played: Played, chance: random.Random) -> None:
    """Each reviewer's answers as a table, read in as theirs."""
    cases = [line.case for line in listing.case_lines(store) if line.status != listing.REPLACED]
    shares = [cases[place::3] for place in range(3)]
    for reviewer, own in zip(REVIEWERS, shares, strict=True):
        path = played.folder / f"svar {reviewer}.csv"
        reports.save(path, _table(store, own, chance))
        played.answer_tables.append(path)
        told = answer_tables.import_answers(store, path, reviewer)
        played.lines.append(f"{reviewer} granskade {told.cases} ärenden: {told.answers} svar.")


def _table(store: Store, cases: list[Case], chance: random.Random) -> bytes:
    questions = [question for checklist in reviews.checklists(store) for question in checklist.questions]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["kod", *(question.id for question in questions)])
    for case in cases:
        answers = _case(store, case, chance)
        writer.writerow([case.code, *(answers.get(question.id, "") for question in questions)])
    return out.getvalue().encode("utf-8-sig")


def _case(store: Store, case: Case, chance: random.Random) -> dict[str, str | int]:
    """Plausible answers to every question that the case is asked; a few are left open."""
    logic = reviews.skip_logic(store)
    answers: dict[str, str | int] = {}
    for checklist, _ in logic:
        for question in checklist.questions:
            if asked_questions(logic, case, answers)[question.id] and chance.random() > 0.01:
                answers[question.id] = _choice(question.id, possible_answers(question), chance)
    return answers


def _choice(question: str, possible: tuple[str, ...], chance: random.Random) -> str:
    if len(possible) > 2 and chance.random() < 0.06:
        return chance.choice(possible[2:])
    share = next((share for start, share in SHARES.items() if question.startswith(start)), 0.65)
    return "ja" if chance.random() < share else "nej"


def _write(store: Store, played: Played) -> None:
    """The team lead's own text in some sections (the others show that they wait), and the draft in both formats."""
    for path in sorted(resource("demo").glob("*.md")):
        texts.set_text(store, path.stem, path.read_text(encoding="utf-8"), by=LEAD)
    for suffix in reports.FORMATS:
        path = played.folder / f"utkast{suffix}"
        reports.write_report(store, path, date.today())
        played.reports.append(path)
        played.lines.append(f"Skrev rapportutkastet {path.name}.")
