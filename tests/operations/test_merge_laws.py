"""The laws of merging, for any history on up to five files of one review: nothing is lost (I1), order does not matter
(I2), twice is once (I3), conflicts are those that they should be (I4), and a copied file is safe (I5).

`INSPEKTOR_HISTORIES` says how many histories are tried.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspektor.db import check
from inspektor.db.store import Store
from tests.operations.histories import HISTORIES, Histories, Step, brought, log, meaning, same_ids, state, together

HOW_MANY = int(os.environ.get("INSPEKTOR_HISTORIES", "20"))


@given(steps=HISTORIES, chance=st.randoms(use_true_random=False))
@settings(max_examples=HOW_MANY, suppress_health_check=list(HealthCheck))
def test_however_files_are_merged_they_hold_the_same(steps: list[Step], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder, same_ids(), Histories(Path(folder)) as histories:
        for step in steps:
            histories.do(step)
        files = list(histories.files)
        for store in files:
            assert state(store) == meaning(log(store))
        whole = together([log(store) for store in files])
        ends = [all_merged(histories, files, chance) for _ in range(2)]
        for end in ends:
            assert log(end) == whole
            assert state(end) == meaning(whole)
            assert check.problems(end) == []
        if len(files) > 1:
            bytes_before = ends[0].path.read_bytes()
            assert histories.merge(ends[0], [ends[1], *files]).added == 0
            assert ends[0].path.read_bytes() == bytes_before


def all_merged(histories: Histories, files: Sequence[Store], chance: random.Random) -> Store:
    """Copies of the files put together, a few at a time, in any order: some into one, that one into another."""
    left = [histories.copy(one.path) for one in files]
    while len(left) > 1:
        chance.shuffle(left)
        taken = chance.randint(1, len(left) - 1)
        into, others, left = left[0], left[1 : taken + 1], left[taken + 1 :]
        before, sizes = log(into), [len(log(one)["changes"]) for one in others]
        done = histories.merge(into, others)
        total = done.total
        assert done.added == len(log(into)["changes"]) - len(before["changes"])
        assert [one.changes for one in done.files] == sizes
        assert done.known == sum(sizes) - done.added
        assert (total.cases, total.answers, total.comments, total.quotations) == brought(before, log(into))
        if len(others) == 1:
            assert total == replace(done.files[0], file="")
        left.append(into)
    return left[0]
