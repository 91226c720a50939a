"""Reports of every awkward shape: each figure is right, everybody can read them, and nothing stands alone on a page."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.export import pdf_reader
from tests.operations.awkward import SHAPES
from tests.terminal import done, told

HEADINGS = ("H1", "H2", "H3")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_report_of_an_awkward_shape(tmp_path: Path, shape: str) -> None:
    review = SHAPES[shape](tmp_path)
    word, pdf, book = (tmp_path / f"utkast{suffix}" for suffix in (".docx", ".pdf", ".xlsx"))
    for path in (word, pdf, book):
        done("rapport", review, "--ut", path)
    assert [one for one in told("siffror", review, word)["claims"] if one["ok"] is not True] == []
    content = pdf.read_bytes()
    assert pdf_reader.failures(content) == []
    assert alone(pdf_reader.structure(content)) == []


def alone(tree: pdf_reader.Node) -> list[str]:
    """The headings, and words that lead into a list, that what belongs to them does not follow on the same page."""
    found = []
    for one, following in pairwise(tree.kids):
        leads = one.tag in HEADINGS or (following.tag == "L" and not one.words().endswith((".", "]")))
        if leads and max(one.pages) != min(page for each in following.all() for page in each.pages):
            found.append(one.words())
    return found
