"""Every figure in Word, PDF, Excel, JSON and the window is the same figure.

A few random reviews are compared each time; with INSPEKTOR_JAMFOR=200 in the environment, as many as it says.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from inspektor.domain.results import SMALL
from tests.domain.builders import half_up
from tests.export import pdf_reader
from tests.operations import same_measures
from tests.operations.same_figures import (
    REVIEWS,
    TOTAL,
    Drawn,
    Said,
    by_json,
    checklist,
    in_document,
    in_window,
    in_workbook,
    pdf_tables,
    word_tables,
    word_text,
)
from tests.terminal import told

EXAMPLES = int(os.environ.get("INSPEKTOR_JAMFOR", "3"))
Json = Mapping[tuple[str, str], dict[str, Any]]


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a review is its seed, which does not shrink to anything
    suppress_health_check=[HealthCheck.too_slow],
)
@given(REVIEWS)
def test_every_figure_is_the_same_wherever_it_is_read(drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = drawn.make(Path(folder))
        json = by_json(path)
        word, pdf, book = (Path(folder, f"utkast{suffix}") for suffix in (".docx", ".pdf", ".xlsx"))
        for one in (word, pdf, book):
            told("rapport", path, "--ut", one)
        tree = pdf_reader.structure(pdf.read_bytes())
        in_word = in_document(word_tables(word.read_bytes()), word_text(word.read_bytes()))
        in_pdf = in_document(pdf_tables(tree), tree.words())
        in_excel, on_screen = in_workbook(book), in_window(path)
        measured = {
            "Word": same_measures.in_document(word_tables(word.read_bytes())),
            "PDF": same_measures.in_document(pdf_tables(tree)),
            "Excel": same_measures.in_workbook(book),
            "window": same_measures.in_window(path),
        }
    for name, said in {"Word": in_word, "PDF": in_pdf, "Excel": in_excel, "window": on_screen}.items():
        assert [(name, one, json[one.question, one.group]) for one in said if not agrees(one, json)] == []
    in_json = same_measures.by_json(json)
    assert {name: said - in_json for name, said in measured.items() if not said <= in_json} == {}
    whole = {(question, *what) for question, group, *what in in_json if group == TOTAL}
    told_of_all = {name: {(question, *what) for question, _, *what in said} for name, said in measured.items()}
    assert {name: whole - said for name, said in told_of_all.items() if not whole <= said} == {}
    assert measured["Word"] == measured["PDF"]
    assert in_word == in_pdf
    assert wanted(json) <= told_of(in_word)
    assert every(json) == {one for one in told_of(in_excel) if counts(json, one[:2])[one[2]]}
    assert {one for one in every(json) if one[0] in ids()} <= told_of(on_screen)
    assert {one for one in in_excel if one.percent is None and is_shared(json, one)} == set()


def ids() -> set[str]:
    """The questions of the checklist."""
    return {question.id for question in checklist().questions}


def agrees(said: Said, json: Json) -> bool:
    """Whether what is said is what the JSON tells."""
    column = json[said.question, said.group]
    if said.cases != counts(json, (said.question, said.group))[said.answer]:
        return False
    if said.base is not None and said.base != column["base"]:
        return False
    return said.percent is None or said.percent == percent(column, said.answer)


def counts(json: Json, place: tuple[str, str]) -> dict[str, int]:
    """How many cases are in each state."""
    column = json[place]
    return {**column["counts"], "ej_fragad": column["not_asked"], "oenig": column["unsettled"]}


def percent(column: Mapping[str, Any], answer: str) -> int | None:
    """The percentage of an answer; for nej, which the JSON does not tell, as it is reckoned by hand."""
    if isinstance(column["percent"], dict):
        return int(column["percent"][answer])
    return column["percent"] if answer == "ja" else half_up(column["counts"][answer], column["base"])


def is_shared(json: Json, said: Said) -> bool:
    """Whether a percentage belongs to a figure: its answer takes part in one, and there are cases enough."""
    column = json[said.question, said.group]
    answers = column["percent"] if isinstance(column["percent"], dict) else ("ja", "nej")
    return said.answer in answers and column["base"] >= SMALL


def told_of(said: Iterable[Said]) -> set[tuple[str, str, str]]:
    """What there are figures of."""
    return {(one.question, one.group, one.answer) for one in said}


def every(json: Json) -> set[tuple[str, str, str]]:
    """Every answer of every group that some case gave, where there are groups to tell apart."""
    labels = {label for _, label in json} - {TOTAL}
    units = {label for label in labels if label[0].isupper()}
    shown = {TOTAL, *(units if len(units) > 1 else ()), *(labels - units if len(labels - units) > 1 else ())}
    found = {(*place, answer) for place in json for answer, size in counts(json, place).items() if size}
    return {one for one in found if one[1] in shown and not (one[0] == "kon" and one[1] in labels - units)}


def wanted(json: Json) -> set[tuple[str, str, str]]:
    """What a report must tell of: ja, and each choice, in every group of a question with answers."""
    shown = {group for _, group, _ in every(json)}
    found = set()
    for question in checklist().questions:
        whole = json[question.id, TOTAL]
        given = sum(size for answer, size in whole["counts"].items() if answer != "obesvarad")
        if question.type not in ("integer", "date") and whole["base"] and given:
            answers = [choice.name for choice in question.choices] or ["ja"]
            found |= {(question.id, group, answer) for group in shown for answer in answers}
    return found
