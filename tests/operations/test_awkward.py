"""Reports of every awkward shape: each figure is right, everybody can read them, nothing stands alone on a page, and
nothing is said of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.document import Bullets, Chart, Paragraph, Report, Table, plain, running
from inspektor.domain.results import SMALL
from inspektor.domain.version import INTERNAL, PUBLIC, Version
from inspektor.operations.reports import build_report, units
from tests.export import pdf_reader
from tests.operations.awkward import SHAPES
from tests.terminal import done, told

Kind = TypeVar("Kind", Table, Chart)

HEADINGS = ("H1", "H2", "H3")
NOT_SWEDISH = re.compile(
    r"\b(?:1|en|ett) (?:ärenden|frågor|enheter|män|kvinnor)\b|\b0 ärenden\b|\b(?:av|de|övriga) 0\b"
)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_report_of_an_awkward_shape(tmp_path: Path, shape: str) -> None:
    review = SHAPES[shape](tmp_path)
    word, pdf, book = (tmp_path / f"utkast{suffix}" for suffix in (".docx", ".pdf", ".xlsx"))
    for path in (word, pdf, book):
        done("rapport", review, "--ut", path)
    assert [one for one in told("siffror", review, word)["claims"] if one["ok"] is not True] == []
    content = pdf.read_bytes()
    assert pdf_reader.failures(content) == []
    tree = pdf_reader.structure(content)
    assert alone(tree) == []
    assert {page for one in tree.all() for page in one.pages} == set(range(1, 1 + len(pdf_reader.marks(content))))


def alone(tree: pdf_reader.Node) -> list[str]:
    """The headings, and words that lead into a list, that what belongs to them does not follow on the same page."""
    found = []
    for one, following in pairwise(tree.kids):
        leads = one.tag in HEADINGS or (following.tag == "L" and not one.words().endswith((".", "]")))
        if leads and max(one.pages) != min(page for each in following.all() for page in each.pages):
            found.append(one.words())
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_no_version_of_an_awkward_shape_says_anything_of_nothing(tmp_path: Path, shape: str) -> None:
    with Store.open(SHAPES[shape](tmp_path)) as store:
        for version in versions(store):
            report = build_report(store, date(2026, 3, 2), version)
            texts = [report.data_state, *words(report)]
            assert [text for text in texts if NOT_SWEDISH.search(text)] == []
            assert [table.caption for table in of_kind(report, Table) if empty_columns(table)] == []
            assert [chart.caption for chart in of_kind(report, Chart) if not compares(chart)] == []
            assert [plain(before.inlines) for before in lonely_leads(report)] == []
            waiting = any("ännu inte granska" in text for text in texts)
            assert not (waiting and any("Totalt granskades" in text for text in texts))
            cites = [any(words in text for text in texts) for words in ("Lagrummen anges", "frågor bygger på")]
            assert cites[0] == cites[1]
            ordered = [table for table in of_kind(report, Table) if "störst andel" in table.caption]
            assert [table.caption for table in ordered if not table.header[-1].startswith("Andel")] == []
            assert version != PUBLIC or not any(re.search(r"\bP-\d", text) for text in texts)


def versions(store: Store) -> Iterator[Version]:
    """The versions that there can be of a review: for the first unit and the last, and for everybody from ten cases."""
    yield INTERNAL
    yield from (Version("dialog", unit) for unit in {*units(store)[:1], *units(store)[-1:]})
    if len(queries.cases(store)) >= SMALL:
        yield PUBLIC


def of_kind(report: Report, kind: type[Kind]) -> list[Kind]:
    return [block for block in report.blocks if isinstance(block, kind)]


def words(report: Report) -> Iterator[str]:
    """The text of each paragraph, item, caption and note, and what is told of each chart."""
    for block in report.blocks:
        yield from map(plain, running(block))
        if isinstance(block, Table):
            yield from (block.caption, *block.notes)
        if isinstance(block, Chart):
            yield from (block.caption, block.alt)


def empty_columns(table: Table) -> list[str]:
    """The columns that have nothing in any row, but for those of groups: that a group has nothing is told."""
    columns = list(zip(*([cell.text for cell in row] for row in table.rows), strict=True))
    found = zip(table.header, columns, strict=True)
    return [head for head, texts in found if set(texts) <= {"", "–"} and "(n=" not in head]


def compares(chart: Chart) -> bool:
    """Whether a chart has figures of several groups to look at side by side: those of its rows, or of its heads."""
    rows = [any(cell.whole for cell in cells) for _, cells in chart.rows]
    heads = [any(cell.whole for cell in cells) for cells in zip(*(cells for _, cells in chart.rows), strict=True)]
    return sum(rows) > 1 or sum(heads) > 1


def lonely_leads(report: Report) -> Iterator[Paragraph]:
    """Paragraphs that lead into a list of one."""
    for one, following in pairwise(report.blocks):
        if isinstance(one, Paragraph) and isinstance(following, Bullets) and len(following.items) == 1:
            yield one
