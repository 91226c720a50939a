"""A review in which people have answered and written differently in copies of the file, put together again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from inspektor.db.store import Store
from inspektor.operations import (
    answers,
    cases,
    casework,
    checklist_versions,
    disposition,
    frames,
    listing,
    merging,
    reviews,
    samples,
    texts,
)
from inspektor.operations.casework import Item
from tests.support import frame_text, write

A, B = "Inspektör A", "Inspektör B"
LEAD = "Gruppledaren"
Work = Callable[[Store], object]


def in_copies(path: Path, *work: Work) -> None:
    """Let each piece of work be done in a copy of its own of a review, and take the copies in again."""
    copies = []
    for place, one in enumerate(work):
        copies.append(Path(shutil.copyfile(path, path.with_name(f"kopia {place + 1}.granskning"))))
        with Store.open(copies[-1], write=True) as store:
            one(store)
    with Store.open(path, write=True) as store:
        done = merging.merge_files(store, copies, by=LEAD)
    for copy in (*copies, *([done.backup] if done.backup else [])):
        copy.unlink()


def questions(store: Store, code: str, reviewer: str = A) -> list[Item]:
    """The yes or no questions that a case's reviewer is asked, and that depend on no other."""
    items = casework.items_of(store, code, reviewer)
    return [item for item in items if item.asked and item.question.type == "ja_nej" and not item.question.relevant]


def own_cases(store: Store, reviewer: str = A) -> list[str]:
    """The codes of somebody's cases that are not done."""
    lines = listing.case_lines(store)
    return [line.case.code for line in lines if line.case.reviewer == reviewer and not line.case.done]


def differ(path: Path) -> None:
    """Let a played review hold one of each: answers with notes, the same two answers in several cases, a comment alone,
    facts of a case, who reviews, a text of the report, the title.
    """
    with Store.open(path, write=True) as store:
        codes = own_cases(store)
        asked = [[item.question.id for item in questions(store, code)] for code in codes[:4]]
        answers.record_answer(store, codes[0], asked[0][0], "", A)
        for code, own in zip(codes[1:4], asked[1:], strict=True):
            answers.record_answer(store, code, own[1], "", A)
        cases.assign(store, codes[4:6], "", by=LEAD)
        cases.change_case(store, codes[2], {"gender": "", "birth_year": ""}, by=LEAD)
    in_copies(path, lambda store: _first(store, codes, asked), lambda store: _second(store, codes, asked))


def _first(store: Store, codes: list[str], asked: list[list[str]]) -> None:
    answers.record_answer(store, codes[0], asked[0][0], "ja", A)
    comment = "Planen är reviderad 2025-03-14 och gäller den insats som fanns före avslaget."
    notes = {"comment": comment, "quotation": "Planen gäller till och med december 2025.", "place": "plan, s. 1"}
    answers.record_note(store, codes[0], asked[0][0], A, **notes)
    for code, own in zip(codes[1:4], asked[1:], strict=True):
        answers.record_answer(store, code, own[1], "ja", A)
    answers.record_note(store, codes[1], asked[1][2], A, comment="Se journalen 2025-02-01.")
    cases.assign(store, codes[4:6], A, by=A)
    cases.change_case(store, codes[2], {"gender": "kvinna", "birth_year": "1971"}, by=A)
    texts.set_text(store, "uppdrag", "Uppdraget kommer från nämnden.\n\nDet omfattar fyra förvaltningar.", by=A)
    reviews.set_about(store, A, title="Insatser inom socialpsykiatrin")


def _second(store: Store, codes: list[str], asked: list[list[str]]) -> None:
    answers.record_answer(store, codes[0], asked[0][0], "nej", A)
    comment = "Planen är reviderad 2024-03-14 och gäller boendestöd."
    answers.record_note(store, codes[0], asked[0][0], A, comment=comment, place="plan, s. 1")
    for code, own in zip(codes[1:4], asked[1:], strict=True):
        answers.record_answer(store, code, own[1], "nej", A)
    answers.record_note(store, codes[1], asked[1][2], A, comment="Se journalen 2025-02-11, andra stycket.")
    cases.assign(store, codes[4:6], B, by=B)
    cases.change_case(store, codes[2], {"gender": "man", "birth_year": "1917"}, by=B)
    texts.set_text(store, "uppdrag", "Uppdraget kommer från nämnden.\n\nDet omfattar tre förvaltningar.", by=B)
    reviews.set_about(store, B, title="Insatser i socialpsykiatrin (övning)")


def part_ways(path: Path) -> None:
    """Let a review with nothing but a checklist have two lists, two draws, two new versions of the checklist and two
    orders of the report's chapters.
    """
    in_copies(path, partial(_planned, version="2027.1", women=8), partial(_planned, version="2027.2", women=9))


def _planned(store: Store, version: str, women: int) -> None:
    """A list of that many women and as many men, half of them drawn, and another version of the checklist."""
    folder, by = store.path.parent, A if women % 2 else B
    listed = write(folder / "lista.csv", frame_text(("Bromma", "Farsta"), women))
    frames.import_frame(store, listed, {}, by=by)
    samples.draw_sample(store, women // 2, women, by=by)
    newer = write(folder / "ny version.toml", newer_version(store, version))
    checklist_versions.take_up(store, str(newer), by=by)
    disposition.order(store, ("syfte", "inledning") if women % 2 else ("kallor", "analys"), by=by)
    for one in (listed, newer):
        one.unlink()


def newer_version(store: Store, version: str) -> str:
    """The first checklist of a review, as another version with its first question put otherwise."""
    first = reviews.checklists(store)[0]
    text = first.source.replace(f'version = "{first.version}"', f'version = "{version}"')
    label = first.questions[0].label
    return text.replace(label, f"{label.removesuffix('?')}, enligt {version}?")
