"""The report from the file: the published figures in the words and tables of the Word file and the PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
import pytest

from inspektor.assets import resource
from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.checklist import parse_checklist
from inspektor.operations.counting import material
from inspektor.operations.reports import FORMATS, data_state, pdf_bytes, save, write_report
from tests.export import docx_reader
from tests.export.pdf_reader import failures
from tests.invented import CHECKLISTS, PUBLISHED, Published, answer_table
from tests.support import LEAD, add_sample, make_review, open_review, write
from tests.terminal import done, told

LABELS = {
    question.id: question.label
    for name in CHECKLISTS
    for question in parse_checklist(resource("checklists", f"{name}.toml").read_text("utf-8"), name).questions
}
AGES = [f"Ålder: {group}" for group in ("18–25 år", "26–39 år", "40–64 år", "65 och över")]


class Written:
    """A report as somebody who opens it meets it: its words, and its tables as rows of cells."""

    def __init__(self, folder: Path, published: Published) -> None:
        self.published = published
        self.review = make_review(folder, name="r.granskning", checklist="", shipped=CHECKLISTS)
        done("svar", self.review, answer_table(folder, published), "--granskare", "Anna")
        for suffix in FORMATS:
            heard = told("rapport", self.review, "--ut", folder / f"Utkast åäö 1{suffix}")
            assert Path(heard["file"]).stat().st_size > 10_000
        self.word = docx_reader.xml((folder / "Utkast åäö 1.docx").read_bytes())
        pages = pypdf.PdfReader(folder / "Utkast åäö 1.pdf").pages
        self.pdf = " ".join(" ".join(page.extract_text() for page in pages).split())

    @property
    def words(self) -> str:
        """The running text of the Word file."""
        return "\n".join(text for _, text in docx_reader.paragraphs(self.word))

    def rows(self, first: str) -> list[dict[str, str]]:
        """The rows of the Word file's tables that begin with a text, each by its headings."""
        found = []
        for heads, *rows in docx_reader.tables(self.word):
            found += [dict(zip(heads, row, strict=True)) for row in rows if row[0] == first]
        return found


@pytest.fixture(scope="module", params=PUBLISHED, ids=lambda published: published.name)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return Written(tmp_path_factory.mktemp("rapport"), request.param)


def in_words(written: Written) -> dict[str, Callable[[str], bool]]:
    """How to look for a sentence in each format."""
    return {
        "Word": lambda pattern: bool(re.search(pattern, written.words)),
        "PDF": lambda pattern: bool(re.search(pattern, written.pdf)),
    }


@pytest.mark.parametrize("where", ["Word", "PDF"])
def test_the_published_figures_stand_in_the_words(written: Written, where: str) -> None:
    found = in_words(written)[where]
    for yes, base, percent in written.published.figures.values():
        assert found(rf"\b{yes} av {base} [^.]*\({percent} procent\)"), (yes, base)


def test_the_published_figures_stand_in_the_tables_of_the_word_file(written: Written) -> None:
    published = written.published
    for question, (yes, base, percent) in published.figures.items():
        by_unit = next(row for row in written.rows(LABELS[question]) if f"Total (n={base})" in row)
        assert by_unit[f"Total (n={base})"] == f"{yes} ({percent} %)"
        units = [head for head in by_unit if head.startswith(tuple(published.units))]
        assert len(units) == len(published.units)
        assert sum(int(by_unit[unit]) for unit in units) == yes
        sizes = [int(size) for unit in units for size in re.findall(r"\(n=(\d+)\)", unit)]
        assert sum(sizes) == base


def test_the_published_figures_stand_in_the_tables_of_the_pdf(written: Written) -> None:
    for question, (yes, base, percent) in written.published.figures.items():
        label = r"\s*".join(map(re.escape, LABELS[question].split()))
        assert re.search(rf"Total \(n={base}\)", written.pdf)
        assert re.search(rf"{label} (\d+ )+{yes} \({percent} ?%\)", written.pdf), question


def test_every_figure_is_also_given_by_gender(written: Written) -> None:
    half = written.published.size // 2
    for question, (yes, base, percent) in written.published.figures.items():
        row = next(row for row in written.rows(LABELS[question]) if any(head.startswith("Kvinnor") for head in row))
        assert {f"Kvinnor (n={half})", f"Män (n={half})"} <= set(row)
        shares = [row[f"Kvinnor (n={half})"], row[f"Män (n={half})"]]
        assert sum(int(re.split(r"\D", share)[0]) for share in shares) == yes
        whole = next(text for head, text in row.items() if head.startswith("Total"))
        assert whole in (f"{yes} ({percent} %)", f"{yes} av {base} ({percent} %)")


@pytest.mark.parametrize("where", ["Word", "PDF"])
def test_rejections_and_parents_stand_in_the_words(written: Written, where: str) -> None:
    published = written.published
    found = in_words(written)[where]
    rejected = sum(published.rejections.values())
    assert found(rf"avslag i {rejected} av {published.size}")
    for unit, number in published.rejections.items():
        shown = {1: "(?:1|ett)", 2: "(?:2|två)", 6: "(?:6|sex)"}[number]
        assert found(rf"avslag i [^.]*\b{shown} [^.]*\bi {unit}")
    assert found({2: r"två personer minderåriga barn", 7: r"sju personer minderåriga barn"}[published.parents])


def test_the_facts_of_the_cases_add_up_by_unit(written: Written) -> None:
    published = written.published
    total = f"Total (n={published.size})"
    per_unit = [f"{unit} (n={published.per_unit})" for unit in published.units]
    wanted = {
        "Kvinnor": published.size // 2,
        "Män": published.size // 2,
        "Beslut: avslag": sum(published.rejections.values()),
        "Personen har minderåriga barn": published.parents,
    }
    for label, number in wanted.items():
        (row,) = [row for row in written.rows(label) if total in row]
        assert int(row[total]) == number
        assert sum(int(row[unit]) for unit in per_unit) == number
    (rejections,) = [row for row in written.rows("Beslut: avslag") if total in row]
    assert {unit: int(rejections[f"{unit} (n={published.per_unit})"]) for unit in published.rejections} == (
        published.rejections
    )
    ages = [row for label in AGES for row in written.rows(label) if total in row]
    assert sum(int(row[total]) for row in ages) == published.size


def test_every_figure_lists_its_cases_in_the_appendix(written: Written) -> None:
    codes = {case["code"] for case in told("arenden", written.review)["cases"]}
    cells = " ".join(cell for table in docx_reader.tables(written.word) for row in table for cell in row)
    assert all(code in cells for code in codes)
    assert all(code in written.pdf for code in codes)


def test_the_state_of_the_data_is_told(written: Written) -> None:
    with Store.open(written.review) as store:
        state = data_state(store, material(store))
        changes = queries.latest_change(store)[1]
    assert f"(ändring nr {changes})" in state
    assert f"{written.published.size} ärenden" in state
    assert "UTKAST" in written.pdf


def test_the_pdf_can_be_read_out(written: Written) -> None:
    assert failures((written.review.parent / "Utkast åäö 1.pdf").read_bytes()) == []


# Every other kind of review


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_review_in_any_stage_has_a_report(suffix: str, tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        write_report(store, tmp_path / f"tom{suffix}", date(2020, 1, 15))
        add_sample(store)
        write_report(store, tmp_path / f"dragen{suffix}", date(2020, 1, 15))
    assert {path.name for path in tmp_path.glob(f"*{suffix}")} == {f"tom{suffix}", f"dragen{suffix}"}


def test_the_pdf_of_a_review_in_any_stage_can_be_read_out(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        assert failures(pdf_bytes(store, date(2020, 1, 15))) == []
        add_sample(store)
        assert failures(pdf_bytes(store, date(2020, 1, 15))) == []


def test_what_is_still_missing_is_told_when_the_report_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)
    path = make_review(tmp_path)
    before = told("rapport", path, "--ut", tmp_path / "r.docx")["warnings"]
    assert any("Sammanfattning" in warning for warning in before)
    done("text", path, "sammanfattning", "--fran", write(tmp_path / "t.md", "Vi såg mycket.\n"))
    after = told("rapport", path, "--ut", tmp_path / "r.docx")["warnings"]
    assert not any("Sammanfattning" in warning for warning in after)
    assert len(after) == len(before) - 1
    assert after[0] in done("rapport", path, "--ut", tmp_path / "r.docx")


def test_writing_a_report_changes_nothing_in_the_review(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    before = path.read_bytes()
    done("rapport", path, "--ut", tmp_path / "r.docx")
    assert path.read_bytes() == before


def test_two_that_are_written_to_one_place_at_once_do_not_hinder_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, put = tmp_path / "r.docx", Path.replace

    def meanwhile(draft: Path, target: Path) -> Path:
        monkeypatch.undo()
        save(path, b"den andra")
        return put(draft, target)

    monkeypatch.setattr(Path, "replace", meanwhile)
    save(path, b"den ena")
    assert path.read_bytes() == b"den ena"
    assert list(tmp_path.iterdir()) == [path]
