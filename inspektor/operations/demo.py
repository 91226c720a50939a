"""`demo`: an invented review of four districts, played through the same operations as a real one.

Districts, numbers, reviewers and answers are made up; the same every time. The report comes from the file that the
play makes.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from inspektor.assets import resource
from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.answers import possible_answers
from inspektor.domain.errors import Problem
from inspektor.domain.review import Case
from inspektor.domain.version import Version
from inspektor.operations import (
    answer_tables,
    conflicts,
    double_reviews,
    exports,
    frames,
    history,
    merging,
    reports,
    reviews,
    samples,
    sharing,
    texts,
)
from inspektor.operations.answers import Values, asked_questions, record_answer, record_note

UNITS = ("Björklunda", "Lindhaga", "Sjöängen", "Älvnäs")
SPELLINGS = ("{}", "{}", "{}", "{} sdf", "{} stadsdelsförvaltning", " {} ")
REVIEWERS = ("Inspektör A", "Inspektör B", "Inspektör C")
CHECKLISTS = ("dur", "genomforandeplan", "uppfoljning", "vald", "samtycke", "sip", "barn")
LEAD = "Gruppledaren"
SEED = 2026
FRAME_SIZE = 180
PER_UNIT = 12
INSATSER = ("boendestöd", "sysselsättning", "ledsagning")
DOUBLE = 4  # cases that one inspector's neighbour reviews too
IN_CONFLICT = ("ja", "nej", "")  # how the answers that differ are settled; the last is left to try
COMMENTS = {
    "dur_aktuell": "Utredningen är från före den period som granskas.",
    "plan_aktuell": "Planen gäller en tidigare insats.",
    "uppfoljning_dokumenterad": "Uppföljningen nämns i journalen men är inte dokumenterad.",
    "vald_fragat": "Rutinfrågan är inte antecknad.",
}
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
    reports: list[Path] = field(default_factory=list)
    inspector_files: list[Path] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def paths(self) -> dict[str, Any]:
        """The keys of the contract. The inspectors' files come home to the review that they were shared out from."""
        return {
            "frame": str(self.frame),
            "review": str(self.review),
            "inspector_files": [str(path) for path in self.inspector_files],
            "merged": str(self.review),
            "reports": [str(path) for path in self.reports],
        }


def play(folder: Path) -> Played:
    """Play the whole job into a new folder. Problem when the folder has something in it, or cannot be made."""
    _make(folder)
    played = Played(folder, folder / "urvalsram.xlsx", folder / "övning.granskning")
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
        _share(store, played)
        _work(played, chance)
        _merge(store, played)
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


def _share(store: Store, played: Played) -> None:
    """A third of the cases to each, and some of one's to the next for double review."""
    codes = [case.code for case in queries.cases(store)]
    for place, reviewer in enumerate(REVIEWERS):
        path = played.folder / f"övning {reviewer}.granskning"
        double = codes[place - 1 :: 3][:DOUBLE] if place else []
        shared = sharing.share(store, reviewer, path, codes=codes[place::3], double=double, by=LEAD)
        played.inspector_files.append(path)
        twice = f", {len(double)} av dem för dubbelgranskning" if double else ""
        played.lines.append(f"Delade ut {len(shared.cases)} ärenden till {reviewer}{twice}: {path.name}.")


def _work(played: Played, chance: random.Random) -> None:
    """Each reviews their cases in their own file. One of them has copied it, and begins again in the copy."""
    copy = _copied(played)
    first: dict[str, Values] = {}  # what the first reviewer of a case answered
    for reviewer, path in zip(REVIEWERS, played.inspector_files, strict=True):
        with Store.open(path, write=True) as store:
            answers = {case.code: _case(store, case, chance, first.get(case.code, {})) for case in queries.cases(store)}
            told = _take_in(store, played.folder / f"svar {reviewer}.csv", answers, reviewer)
            played.lines.append(f"{reviewer} granskade {told.cases} ärenden: {told.answers} svar.")
            _comment(store, answers, reviewer, chance)
        first |= {code: given for code, given in answers.items() if code not in first}
    _work_in_copy(played, copy, first)


def _take_in(store: Store, path: Path, answers: Mapping[str, Values], reviewer: str) -> answer_tables.Imported:
    questions = [question.id for checklist in reviews.checklists(store) for question in checklist.questions]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["kod", *questions])
    writer.writerows([code, *(given.get(question, "") for question in questions)] for code, given in answers.items())
    reports.save(path, out.getvalue().encode("utf-8-sig"))
    return answer_tables.import_answers(store, path, reviewer)


def _comment(store: Store, answers: Mapping[str, Values], reviewer: str, chance: random.Random) -> None:
    for code, given in answers.items():
        for question, comment in COMMENTS.items():
            if given.get(question) == "nej" and chance.random() < 0.4:
                record_note(store, code, question, reviewer, comment=comment)


def _copied(played: Played) -> Path:
    path = played.inspector_files[0]
    return Path(shutil.copyfile(path, path.with_name(f"{path.stem}, bärbar dator{path.suffix}")))


def _work_in_copy(played: Played, copy: Path, first: Mapping[str, Values]) -> None:
    """The first cases, seen otherwise than in the file that was copied."""
    with Store.open(copy, write=True) as store:
        for case in queries.cases(store)[: len(IN_CONFLICT)]:
            answer = "nej" if first[case.code].get("dur_aktuell") == "ja" else "ja"
            record_answer(store, case.code, "dur_aktuell", answer, REVIEWERS[0])
            record_note(store, case.code, "dur_aktuell", REVIEWERS[0], comment="Läst i utredningen på plats.")
    with Store.open(played.inspector_files[0], write=True) as store:
        for case in queries.cases(store)[: len(IN_CONFLICT)]:
            record_note(store, case.code, "dur_aktuell", REVIEWERS[0], comment="Läst i journalen på kontoret.")
    played.inspector_files.append(copy)
    played.lines.append(f"{REVIEWERS[0]} hade börjat om i en kopia av sin fil: {copy.name}.")


def _merge(store: Store, played: Played) -> None:
    """The files come home, some of what differs is settled, and the double reviewed cases are compared."""
    merged = merging.merge_files(store, played.inspector_files, by=LEAD)
    found = [one for one in merged.conflicts if one.field == "value"]
    played.lines.append(
        f"Slog ihop {len(played.inspector_files)} filer: {merged.added} ändringar, {len(merged.conflicts)} skillnader."
    )
    for one, settled in zip(found, IN_CONFLICT, strict=True):
        if settled:
            alike = [other for other in merged.conflicts if other.thing == one.thing and other is not one]
            decided = [conflicts.Settlement(one.id, settled)]
            decided += [conflicts.Settlement(other.id, str(other.versions[0].value or "")) for other in alike]
            conflicts.settle(store, decided, "Kontrollerat i akten.", by=LEAD)
    played.lines.append(f"Avgjorde {sum(map(bool, IN_CONFLICT))} av {len(found)} svar som skilde sig åt, med skäl.")
    agreed = _agree(store)
    played.lines.append(f"Jämförde de dubbelgranskade ärendena och enades om {agreed} svar.")


def _agree(store: Store) -> int:
    """What the first reviewer answered is agreed on in all cases but the last, which is left to try."""
    differing = [one for one in double_reviews.double_cases(store) if one.settled < one.differing]
    agreed = 0
    for case in differing[:-1]:
        while left := [pair for pair in double_reviews.compare(store, case.code) if pair.open]:
            typed = str(left[0].first.value or left[0].second.value)
            double_reviews.agree(store, case.code, left[0].question.id, typed, "Läst igen tillsammans.", by=LEAD)
            agreed += 1
    return agreed


def _case(store: Store, case: Case, chance: random.Random, before: Values) -> Values:
    """Plausible answers to every question that the case is asked; a few are left open where nobody compares. A second
    reviewer mostly sees it as the first one did.
    """
    logic = reviews.skip_logic(store)
    answers: Values = {}
    for checklist, _ in logic:
        for question in checklist.questions:
            if not asked_questions(logic, case, answers)[question.id]:
                continue
            if question.id in before and chance.random() < 0.9:
                answers[question.id] = before[question.id]
            elif case.second_reviewer or chance.random() > 0.01:
                answers[question.id] = _choice(question.id, possible_answers(question), chance)
    return answers


def _choice(question: str, possible: tuple[str, ...], chance: random.Random) -> str:
    if len(possible) > 2 and chance.random() < 0.06:
        return chance.choice(possible[2:])
    share = next((share for start, share in SHARES.items() if question.startswith(start)), 0.65)
    return "ja" if chance.random() < share else "nej"


def _write(store: Store, played: Played) -> None:
    """The team lead's own text in some sections (the others show that they wait), and the draft in every format."""
    for path in sorted(resource("demo").glob("*.md")):
        texts.set_text(store, path.stem, path.read_text(encoding="utf-8"), by=LEAD)
    for suffix in exports.FORMATS:
        path = played.folder / f"utkast{suffix}"
        exports.write(store, path, date.today())
        played.reports.append(path)
        played.lines.append(f"Skrev rapportutkastet {path.name}.")
    for suffix in reports.FORMATS:
        path = played.folder / f"utkast för dialogmöte med {UNITS[0]}{suffix}"
        exports.write(store, path, date.today(), Version("dialog", UNITS[0]))
        played.reports.append(path)
        played.lines.append(f"Skrev dialogversionen {path.name}.")
