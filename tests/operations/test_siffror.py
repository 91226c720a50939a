"""`siffror`: the report as it was written, as people have edited it, and with the slips of published reports in it."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.export.docx_reader import W, find, text, xml
from tests.invented import CHECKLISTS, DAILY, OCCUPATION, Published, answer_table
from tests.operations.awkward import SHAPES
from tests.support import make_review, write
from tests.terminal import attention, contents, done, inspektor, refused, told

Edit = Callable[[Any], None]
SLIP = "Aktuella genomförandeplaner fanns i 65 av de granskade ärendena vilket motsvarar 82 procent."


def written(folder: Path, published: Published) -> tuple[Path, Path]:
    """A review with published figures, and its report as a Word file."""
    review = make_review(folder, name="r.granskning", checklist="", shipped=CHECKLISTS)
    done("svar", review, answer_table(folder, published), "--granskare", "Anna")
    report = folder / "Utkast åäö 1.docx"
    told("rapport", review, "--ut", report)
    return review, report


@pytest.fixture(scope="module", name="daily")
def _daily(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return written(tmp_path_factory.mktemp("daglig"), DAILY)


@pytest.fixture(scope="module", name="boards")
def _boards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A survey of 13 boards: eight have a plan in some area, six of them in every area that they have judged."""
    folder = tmp_path_factory.mktemp("nämnder")
    review = SHAPES["boards by areas"](folder)
    told("rapport", review, "--ut", folder / "r.docx")
    return review, folder / "r.docx"


def edited(report: Path, target: Path, edit: Edit) -> Path:
    """The report with its body changed, as a word processor saves it: every other part as it was."""
    with zipfile.ZipFile(report) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                document = etree.fromstring(content)
                edit(document)
                content = etree.tostring(document)
            after.writestr(name, content)
    return target


def replaced(old: str, new: str, where: str = "") -> Edit:
    """Types over a text where it first stands in one run, in a paragraph that has `where` in it."""

    def edit(document: Any) -> None:
        runs = (one for one in find(document, "//w:t") if old in spaced(one))
        found = next(one for one in runs if where in text(next(one.iterancestors(f"{W}p"))))
        found.text = spaced(found).replace(old, new, 1)

    return edit


def spaced(run: Any) -> str:
    """The text of a run as a person types it, with ordinary spaces."""
    return (run.text or "").replace("\N{NO-BREAK SPACE}", " ")


def added(sentence: str) -> Edit:
    """Writes a paragraph of one's own last in the report."""

    def edit(document: Any) -> None:
        paragraph = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t/></w:r></w:p>')
        find(paragraph, ".//w:t")[0].text = sentence
        find(document, "//w:body/w:sectPr")[0].addprevious(paragraph)

    return edit


def wrong(review: Path, report: Path) -> list[tuple[str, str | None]]:
    """The figures that are wrong, and what they ought to be."""
    claims = attention("siffror", review, report)["claims"]
    return [(one["found"], one["expected"]) for one in claims if one["ok"] is False]


@pytest.mark.parametrize("published", [DAILY, OCCUPATION], ids=lambda one: one.name)
def test_nothing_is_wrong_in_a_report_that_nobody_has_touched(tmp_path: Path, published: Published) -> None:
    review, report = written(tmp_path, published)
    before = contents(tmp_path)
    claims = told("siffror", review, report)["claims"]
    assert len(claims) > 200
    assert [one for one in claims if one["ok"] is not True] == []
    assert set(claims[0]) >= {"text", "found", "expected", "ok", "place", "cases"}
    assert contents(tmp_path) == before


def test_nothing_is_wrong_in_the_demonstrations_report(tmp_path: Path) -> None:
    played = told("demo", tmp_path / "demo")
    report = next(path for path in played["reports"] if path.endswith(".docx"))
    assert {one["ok"] for one in told("siffror", played["review"], report)["claims"]} == {True}


@pytest.mark.parametrize(
    ("edit", "slip", "right"),
    [
        (added(SLIP), "65 av de granskade ärendena vilket motsvarar 82 procent", "65 av 79 (82 procent)"),
        (replaced("65 av 79", "65 av 80"), "65 av 80 ", "65 av 79 "),
        (replaced("32 av 60", "33 av 60"), "33 av 60 ", "32 av 60 "),
        (replaced("32 av 60", "trettiotre av sextio"), "trettiotre av sextio ", "32 av 60 "),
        (replaced("82 procent", "84 procent", "65 av 79"), "(84 procent", "82 procent"),
        (replaced("sju personer", "åtta personer"), "åtta personer", "sju personer"),
        (replaced("80 ärenden", "81 ärenden", "Totalt granskades"), "81 ärenden", "80 ärenden"),
        (added("I knappt hälften av ärendena fanns en aktuell genomförandeplan."), "knappt hälften", "65 av 79"),
        (added("I Bromma fanns en aktuell genomförandeplan i samtliga ärenden."), "samtliga ärenden", "17 av 20"),
        (added("Av åttio ärenden hade sextiofem en aktuell genomförandeplan, åttiotvå procent."), "åttio", "65 av 79"),
        (added("Det är 39 procent kvinnor och 51 procent män."), "39 procent", ""),
    ],
    ids=[
        "82 of 80",
        "base",
        "part",
        "in words",
        "percentage",
        "word",
        "cases",
        "half",
        "all",
        "82 in words",
        "one whole",
    ],
)
def test_a_planted_slip_is_found(daily: tuple[Path, Path], tmp_path: Path, edit: Edit, slip: str, right: str) -> None:
    review, report = daily
    found = wrong(review, edited(report, tmp_path / "r.docx", edit))
    assert [(slip in claim, right in (expected or "")) for claim, expected in found][:1] == [(True, True)]
    assert len(found) == (2 if slip == "39 procent" else 1)


@pytest.mark.parametrize(
    ("edit", "slip", "right"),
    [
        (replaced("13 enheter", "12 enheter"), "12 enheter", "13 enheter"),
        (replaced("13 enheter", "tolv enheter"), "tolv enheter", "13 enheter"),
        (added("Granskningen omfattar 12 nämnder."), "12 nämnder", "13 nämnder"),
        (added("En plan fanns i sju av tio nämnder."), "sju av tio", "sex av tio (60 procent)"),
        (added("En plan fanns i 7 nämnder."), "7 nämnder", "6 nämnder"),
    ],
    ids=["all", "all in words", "all in another sentence", "some in words", "some"],
)
def test_so_many_boards_in_the_text_and_others_in_the_tables_is_found(
    boards: tuple[Path, Path], tmp_path: Path, edit: Edit, slip: str, right: str
) -> None:
    review, report = boards
    assert wrong(review, edited(report, tmp_path / "r.docx", edit)) == [(slip, right)]


def test_a_slip_in_a_table_is_found_with_its_cases(daily: tuple[Path, Path], tmp_path: Path) -> None:
    review, report = daily
    path = edited(report, tmp_path / "r.docx", replaced("65 (82 %)", "66 (82 %)"))
    (claim,) = [one for one in attention("siffror", review, path)["claims"] if one["ok"] is False]
    assert (claim["found"], claim["question"], len(claim["cases"])) == ("66 (82 %)", "plan_aktuell", 65)
    assert re.fullmatch(r"tabell \d+, rad \d+, kolumn \d+ under ”.+”", claim["place"])
    said = inspektor("siffror", review, path)
    assert said.status == 3
    assert "Fel: 66 (82 %) (tabell" in said.out


def shuffled(document: Any) -> None:
    """Paragraphs moved, the rows of tables turned around."""
    body = find(document, "//w:body")[0]
    paragraphs = find(body, "w:p[not(.//w:fldChar)][not(w:pPr/w:pStyle[starts-with(@w:val, 'Heading')])]")
    random.Random(1).shuffle(paragraphs)
    for paragraph in paragraphs:
        body.insert(len(body) - 1, paragraph)
    for table in find(body, "w:tbl"):
        for row in find(table, "w:tr[position() > 1]"):
            table.insert(len(table) - len(find(table, "w:tr")) + 1, row)


def split(document: Any) -> None:
    """Every run in two, as a spelling check leaves them."""
    for one in find(document, "//w:r[count(w:t) = 1][not(w:fldChar)]"):
        words = find(one, "w:t")[0]
        if len(words.text or "") > 1:
            second = deepcopy(one)
            find(second, "w:t")[0].text, words.text = words.text[1:], words.text[:1]
            one.addnext(second)


def without_controls(document: Any) -> None:
    """Controls taken away, as an older word processor does: the bookmarks are left."""
    for control in find(document, "//w:sdt[w:sdtPr/w:tag]"):
        for one in find(control, "w:sdtContent/*"):
            control.addprevious(one)
        control.getparent().remove(control)


def without_bookmarks(document: Any) -> None:
    """Bookmarks taken away: the controls are left."""
    for one in find(document, "//w:bookmarkStart | //w:bookmarkEnd"):
        one.getparent().remove(one)


def typed(document: Any) -> None:
    """Every space and hyphen an ordinary one, which a line may end at."""
    for one in find(document, "//w:t"):
        one.text = spaced(one)
    for one in find(document, "//w:noBreakHyphen"):
        one.tag, one.text = f"{W}t", "-"


def test_what_holds_a_line_together_is_read_as_if_it_were_typed(daily: tuple[Path, Path], tmp_path: Path) -> None:
    review, report = daily
    plain = edited(report, tmp_path / "r.docx", typed)
    held = [len(find(xml(path.read_bytes()), "//w:noBreakHyphen")) for path in (report, plain)]
    assert held[0] > 100 > held[1] == 0
    assert told("siffror", review, plain)["claims"] == told("siffror", review, report)["claims"]


@pytest.mark.parametrize("edit", [shuffled, split, without_controls, without_bookmarks])
def test_a_figure_is_known_again_whatever_is_done_around_it(
    daily: tuple[Path, Path], tmp_path: Path, edit: Edit
) -> None:
    review, report = daily

    def renamed(document: Any) -> None:
        """The words of the sentence, and the row's heading, are other ones, so that only the mark tells."""
        replaced("En aktuell genomförandeplan fanns", "Så var det")(document)
        edit(document)

    claims = told("siffror", review, edited(report, tmp_path / "r.docx", renamed))["claims"]
    assert {one["ok"] for one in claims} == {True}
    changed = replaced("65 av 79", "64 av 79", "Så var det") if edit is not split else replaced("5 av 79", "4 av 79")
    found = wrong(review, edited(tmp_path / "r.docx", tmp_path / "r2.docx", changed))
    assert [claim[:8] for claim, _ in found] == ["64 av 79"]


def test_ones_own_text_is_checked_too(tmp_path: Path) -> None:
    review, report = written(tmp_path, DAILY)
    text_file = write(tmp_path / "text.md", f"{SLIP} Fjorton av genomförandeplanerna, 22 procent, var samstämmiga.")
    done("text", review, "sammanfattning", "--fran", text_file)
    told("rapport", review, "--ut", report)
    assert wrong(review, report) == [
        ("65 av de granskade ärendena vilket motsvarar 82 procent", "65 av 79 (82 procent)")
    ]


def test_another_time_on_the_title_page_is_no_other_figure(daily: tuple[Path, Path], tmp_path: Path) -> None:
    review, report = daily

    def earlier(document: Any) -> None:
        (line,) = [one for one in find(document, "//w:t") if "som den var" in (one.text or "")]
        line.text = re.sub(r"var \S+ \S+ \(ändring nr \d+\)", "var 2001-02-03 04:05 (ändring nr 6)", line.text)

    claims = told("siffror", review, edited(report, tmp_path / "r.docx", earlier))["claims"]
    assert {one["ok"] for one in claims} == {True}


def test_a_share_that_the_data_does_not_give_needs_somebodys_attention(
    daily: tuple[Path, Path], tmp_path: Path
) -> None:
    review, report = daily
    path = edited(report, tmp_path / "r.docx", added("I 40 procent av landets kommuner finns inspektörer."))
    unknown = [one for one in attention("siffror", review, path)["claims"] if one["ok"] is None]
    assert [(one["found"], one["expected"]) for one in unknown] == [("40 procent", None)]


def test_it_says_when_the_review_is_not_the_one_that_the_report_was_made_from(
    daily: tuple[Path, Path], tmp_path: Path
) -> None:
    _, report = daily
    review, own = written(tmp_path, DAILY)
    assert told("siffror", review, own)["remark"] == ""
    assert "en annan granskning" in told("siffror", review, report)["remark"]
    write(tmp_path / "s.csv", "kod;plan_aktuell\nBRO-01;nej\n")
    done("svar", review, tmp_path / "s.csv", "--granskare", "Anna")
    later = attention("siffror", review, own)
    assert "har ändrats sedan" in later["remark"]
    assert "64 av 79" in " ".join(one["expected"] or "" for one in later["claims"] if one["ok"] is False)


def test_what_is_no_word_file_is_refused_and_nothing_of_it_quoted(daily: tuple[Path, Path], tmp_path: Path) -> None:
    path = write(tmp_path / "hemligt.docx", "Kvinnan i FAR-11 heter Anna.")
    assert "Anna" not in refused("siffror", daily[0], path, unchanged=path)
