"""What taking files in would bring is told before, and what it brought is kept: with numbers that are true."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from inspektor.db import connection, merge
from inspektor.db.progress import to_settle
from inspektor.db.store import Store
from inspektor.domain.errors import Stopped
from inspektor.operations import cases, differences, listing, merging, sharing
from inspektor.operations.answers import record_answer, record_note
from tests.support import LEAD, add_sample, answered, case_codes, copied, dump, make_review

A = "Inspektör A"


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Store]:
    """The whole review, with a sample whose cases are Inspektör A's."""
    with Store.open(make_review(tmp_path), write=True) as store:
        add_sample(store)
        cases.assign(store, case_codes(store), A, by=LEAD)
        yield store


def test_what_each_file_would_bring_is_told_and_nothing_is_changed(lead: Store) -> None:
    first, second, third = case_codes(lead)[:3]
    one = answered(copied(lead.path, "ena"), [(first, "ja"), (second, "ja")])
    other = answered(copied(lead.path, "andra"), [(first, "nej"), (second, "ja"), (third, "ja")])
    with Store.open(other, write=True) as store:
        record_note(store, third, "plan_finns", A, comment="Se journalen.", quotation="Målet är nått.")
    before, beside = dump(lead.path), sorted(lead.path.parent.iterdir())
    told = merging.preview(lead, [one, other])
    assert [(file.file, file.by, file.cases, file.answers) for file in told.files] == [
        ("ena.granskning", (A,), 2, 2),
        ("andra.granskning", (A,), 3, 3),
    ]
    assert [(file.same, file.differing) for file in told.files] == [(0, 0), (1, 1)]
    assert [(found.case, found.question) for found in told.conflicts] == [(first, "plan_finns")]
    assert told.refused == ()
    assert dump(lead.path) == before
    assert sorted(lead.path.parent.iterdir()) == beside


def test_a_case_or_a_difference_that_several_files_concern_is_one_in_what_they_bring_together(lead: Store) -> None:
    first, second = case_codes(lead)[:2]
    files = [
        answered(copied(lead.path, name), [(first, answer), (second, "ja")])
        for name, answer in (("ena", "ja"), ("andra", "nej"), ("tredje", "ej_aktuellt"))
    ]
    told = merging.preview(lead, files)
    assert (told.total.cases, told.total.answers, told.total.same, told.total.differing) == (2, 2, 1, 1)
    assert told.added == sum(file.new for file in told.files)
    assert told.added + told.known == sum(file.changes for file in told.files)


def test_more_of_what_was_known_in_part_is_new_but_nobody_has_done_anything_new(lead: Store) -> None:
    first, second = case_codes(lead)[:2]
    cases.assign(lead, [first, second], "Inspektör B", by=LEAD)
    cases.assign(lead, [first], A, by=LEAD)
    own, others = (lead.path.with_name(f"{name}.granskning") for name in ("ena", "andra"))
    sharing.share(lead, A, own, by=LEAD)
    sharing.share(lead, "Inspektör B", others, by=LEAD)
    with Store.open(own, write=True) as store:
        told = merging.merge_files(store, [others], by=A)
    assert told.added > 0
    assert [(one.by, one.at) for one in (*told.files, told.total)] == [((), "")] * 2


def test_what_was_told_before_is_what_happens(lead: Store) -> None:
    files = [answered(copied(lead.path, "ena"), [(case_codes(lead)[0], "ja")])]
    told, done = merging.preview(lead, files), merging.merge_files(lead, files, by=LEAD)
    assert (done.files, done.total, done.conflicts) == (told.files, told.total, told.conflicts)


def test_more_files_than_can_be_taken_in_at_a_time_come_to_the_same_together(
    lead: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        answered(copied(lead.path, str(number)), [(case_codes(lead)[0], answer), (code, "ja")])
        for number, (code, answer) in enumerate(
            zip(case_codes(lead)[1:], ("ja", "ja", "nej", "ja", "nej"), strict=False)
        )
    ]
    at_once = merging.preview(lead, files)
    monkeypatch.setattr(merge, "MOST_ATTACHED", 2)
    in_groups = merging.preview(lead, files)
    assert (in_groups.total, in_groups.conflicts) == (at_once.total, at_once.conflicts)
    assert [file.new for file in in_groups.files] == [file.new for file in at_once.files]


def test_a_file_that_may_not_be_taken_in_is_named_with_the_reason_and_the_others_are_told_of(lead: Store) -> None:
    good = answered(copied(lead.path, "god"), [(case_codes(lead)[0], "ja")])
    altered = answered(copied(lead.path, "rörd"), [(case_codes(lead)[1], "ja")])
    with closing(connection.sqlite.connect(str(altered))) as raw:
        raw.execute("UPDATE operations SET by = 'Någon annan' WHERE seq = 1")
        raw.commit()
    stranger = make_review(lead.path.parent, name="främmande.granskning")
    folder = lead.path.with_name("en mapp")
    folder.mkdir()
    told = merging.preview(lead, [altered, stranger, good, folder, lead.path])
    reasons = dict(told.refused)
    assert set(reasons) == {altered, stranger, folder, lead.path}
    assert "går inte ihop med granskningens" in reasons[altered]
    assert "hör till en annan granskning" in reasons[stranger]
    assert "är en mapp" in reasons[folder]
    assert "är granskningen själv" in reasons[lead.path]
    assert [file.file for file in told.files] == ["god.granskning"]
    assert told.total.new == told.files[0].new


def test_a_preview_tells_how_far_it_has_come_and_can_be_stopped(lead: Store) -> None:
    file = answered(copied(lead.path, "ena"), [(case_codes(lead)[0], "ja")])
    seen: list[tuple[int, int]] = []
    told = merging.preview(lead, [file], watch=merging.Watch(tell=lambda part, whole: seen.append((part, whole))))
    assert seen[-1] == (told.total.changes, told.total.changes)
    stop = Event()
    stop.set()
    with pytest.raises(Stopped):
        merging.preview(lead, [file], watch=merging.Watch(stop))


def test_somebody_may_go_on_working_while_what_would_happen_is_counted(lead: Store) -> None:
    file = answered(copied(lead.path, "ena"), [(case_codes(lead)[0], "ja")])

    def answer_meanwhile(_part: int, _whole: int) -> None:
        with Store.open(lead.path, write=True) as window:
            record_answer(window, case_codes(lead)[2], "plan_finns", "ja", A)

    merging.preview(lead, [file], watch=merging.Watch(tell=answer_meanwhile))
    assert listing.case_line(lead, case_codes(lead)[2]).answered == 1


def test_what_merges_brought_is_kept_with_the_latest_first(lead: Store) -> None:
    assert merging.earlier(lead) == []
    one = answered(copied(lead.path, "ena"), [(case_codes(lead)[0], "ja")])
    other = answered(copied(lead.path, "andra"), [(case_codes(lead)[0], "nej")])
    done = [merging.merge_files(lead, [file], by=LEAD) for file in (one, other)]
    kept = merging.earlier(lead)
    assert [found.files for found in kept] == [done[1].files, done[0].files]
    assert [found.total for found in kept] == [done[1].total, done[0].total]
    assert [lead.path.with_name(found.backup) for found in kept] == [done[1].backup, done[0].backup]
    assert {found.by for found in kept} == {LEAD}


def test_how_many_differences_are_open_is_as_many_as_are_listed(lead: Store) -> None:
    first, second = case_codes(lead)[:2]
    one = answered(copied(lead.path, "ena"), [(first, "ja"), (second, "nej")])
    other = answered(copied(lead.path, "andra"), [(first, "nej"), (second, "ja")])
    for path, comment in ((one, "Se journalen."), (other, "Se planen.")):
        with Store.open(path, write=True) as store:
            record_note(store, first, "plan_finns", A, comment=comment)
    assert to_settle(lead) == 0
    merging.merge_files(lead, [one, other], by=LEAD)
    assert to_settle(lead) == len(differences.differences(lead)) == 2


HOUR_AGO = 3600
LEFT = (
    ".granskning.0a1b2c3d.granskning",
    ".granskning.0a1b2c3d.granskning-journal",
    ".granskning.0a1b2c3d.uppgraderad.granskning",
    ".granskning.granskning.0a1b2c3d.ny",
)
OTHERS = (
    ".granskning.granskning",  # not a name that the program gives
    "granskning.0a1b2c3d.granskning",
    ".annan.0a1b2c3d.granskning",  # of another review
    ".granskning.0a1b2c3d.docx",
)


def lying(folder: Path, names: tuple[str, ...], age: float) -> list[Path]:
    """Files that were written in so many seconds ago."""
    made = [folder / name for name in names]
    for path in made:
        path.write_bytes(b"")
        os.utime(path, (time.time() - age,) * 2)
    return made


def test_what_a_killed_preview_left_is_removed_by_the_next(lead: Store) -> None:
    other = answered(copied(lead.path, "ena"), [(case_codes(lead)[0], "ja")])
    acts: list[Callable[[], object]] = [
        lambda: merging.preview(lead, [other]),
        lambda: merging.merge_files(lead, [other], by=LEAD),
    ]
    for act in acts:
        left, others = lying(lead.path.parent, LEFT, HOUR_AGO), lying(lead.path.parent, OTHERS, HOUR_AGO)
        act()
        assert not any(path.exists() for path in left)
        assert all(path.exists() for path in others)


def test_what_somebody_may_be_working_in_is_not_removed(lead: Store) -> None:
    fresh = lying(lead.path.parent, LEFT, 0)
    merging.preview(lead, [answered(copied(lead.path, "ena"), [(case_codes(lead)[0], "ja")])])
    assert all(path.exists() for path in fresh)


def test_a_preview_that_is_killed_leaves_only_what_the_next_removes(lead: Store) -> None:
    other = answered(copied(lead.path, "ena"), [(case_codes(lead)[0], "ja")])
    before = set(lead.path.parent.iterdir())
    killed = (
        "import os, sys; from pathlib import Path; from inspektor.db import merge;"
        "from inspektor.db.store import Store; from inspektor.operations import merging;"
        "merge.merge = lambda *_: os._exit(9);"
        "merging.preview(Store.open(Path(sys.argv[1]), write=True), [Path(sys.argv[2])])"
    )
    assert subprocess.run([sys.executable, "-c", killed, lead.path, other], check=False).returncode == 9
    left = set(lead.path.parent.iterdir()) - before
    assert left
    for path in left:
        os.utime(path, (time.time() - HOUR_AGO,) * 2)
    merging.preview(lead, [other])
    assert set(lead.path.parent.iterdir()) == before
