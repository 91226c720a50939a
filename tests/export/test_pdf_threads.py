"""PDFs made at the same time: the pages on screen are made anew while a person saves the report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from inspektor.domain.document import Block, Heading, Paragraph, Report, Text
from inspektor.export.pdf import write_pdf


def report(number: int) -> Report:
    """A report with signs of its own, so that each document uses other parts of the fonts."""
    signs = "".join(chr(0x100 + number * 9 + place) for place in range(9))
    lines = [Paragraph((Text(f"{signs[line % 9]} rad {line}, {chr(0x391 + line % 24)}"),)) for line in range(120)]
    blocks: tuple[Block, ...] = (Heading(1, "Åtgärder", "atgarder"), *lines)
    return Report("Prov", "", "", "UTKAST", date(2026, 1, 1).isoformat(), "", blocks)


@pytest.fixture
def restless() -> Iterator[ThreadPoolExecutor]:
    """Four threads, all begun, that then take turns as often as they can.

    Begun first: what watches the lines of a test sets itself up in each new thread, and bears no interruption then.
    """
    before = sys.getswitchinterval()
    begun = Barrier(5)
    with ThreadPoolExecutor(4) as pool:
        for _ in range(4):
            pool.submit(begun.wait)
        begun.wait()
        sys.setswitchinterval(1e-6)
        yield pool
        sys.setswitchinterval(before)


def test_reports_made_at_the_same_time_are_those_made_one_by_one(restless: ThreadPoolExecutor) -> None:
    wanted = [report(number) for number in range(8)]
    alone = [write_pdf(one) for one in wanted]
    together = list(restless.map(write_pdf, wanted * 5))
    assert together == alone * 5
