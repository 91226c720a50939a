"""People's own texts on the command line: figures that follow the review, quotations, and what does not go out."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from inspektor.db.store import Setting, Store
from inspektor.domain import figure_marks, markup
from inspektor.domain.errors import Problem
from inspektor.domain.figure_forms import written
from inspektor.domain.live_figures import LiveFigures, kept
from inspektor.operations import cases, conflicts, counting, merging, reports, texts
from inspektor.operations.answers import record_answer, record_note
from inspektor.operations.quotations import quotations
from tests.export import docx_reader
from tests.invented import identity_number
from tests.operations.test_texts import in_section
from tests.support import LEAD, add_sample, answered, case_codes, copied, make_review, write
from tests.terminal import attention, done, refused, told

A, B = "Inspektör A", "Inspektör B"
NUMBER = identity_number(date(1971, 5, 5), 982)
SPELT = f"{NUMBER[2:8]}-{NUMBER[8:]}"
UNKNOWN = "[14 av 32](siffra:abcdefghijkmnpqrabcd:andel)"


@pytest.fixture(name="path")
def _path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review in which five of eight cases have a plan."""
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        codes = case_codes(store)
    return answered(path, [(code, "ja" if place < 5 else "nej") for place, code in enumerate(codes)])


def link(path: Path, form: str, grouping: str = "", group: str = "") -> str:
    """The Markdown of how many have a plan."""
    with Store.open(path) as store:
        source = LiveFigures(counting.material(store)).trace_of(("plan_finns", "ja", grouping, group))
    return markup.inline_markdown(kept((written(form, source),)))


def put(path: Path, section: str, text: str) -> None:
    done("text", path, section, "--fran", write(path.with_name("text.md"), text))


def change(path: Path) -> None:
    """One more case has a plan."""
    with Store.open(path) as store:
        code = case_codes(store)[5]
    answered(path, [(code, "ja")])


def test_a_figure_in_a_text_follows_the_answers(path: Path) -> None:
    put(path, "uppdrag", f"Plan fanns i {link(path, 'andel')}, i Norr {link(path, 'antal', 'enhet', 'Norr')}.")
    assert in_section(path, "uppdrag") == ["Plan fanns i fem av åtta, i Norr fyra."]
    change(path)
    assert in_section(path, "uppdrag") == ["Plan fanns i sex av åtta, i Norr fyra."]
    assert told("rapport", path, "--ut", path.with_name("r.docx"))["warnings"] == [
        warning for warning in told("rapport", path, "--ut", path.with_name("r.pdf"))["warnings"] if "saknas" in warning
    ]


def test_a_sentence_that_was_put_in_follows_the_answers(path: Path) -> None:
    with Store.open(path, write=True) as store:
        before = reports.insert_sentence(store, "metod", "plan_finns", by=LEAD)
    change(path)
    assert before.replace("fem", "sex") in in_section(path, "metod")
    assert "fem av åtta" in before


def test_a_text_is_told_with_its_figures_as_they_are_and_can_be_put_back(path: Path) -> None:
    put(path, "uppdrag", f"Plan fanns i {link(path, 'andel')}.")
    change(path)
    again = told("text", path, "uppdrag")
    assert again["section"] == "uppdrag"
    assert markup.in_words(again["text"]) == "Plan fanns i sex av åtta."
    assert done("text", path, "uppdrag").strip() == again["text"]
    put(path, "metod", again["text"])
    assert in_section(path, "metod")[-1] == "Plan fanns i sex av åtta."
    assert done("text", path, "syfte") == ""
    assert "Välj ett av" in refused("text", path, "finns_inte")


def test_only_the_words_of_a_figure_are_counted_and_told_in_the_log(path: Path) -> None:
    put(path, "uppdrag", f"Plan: {link(path, 'andel')}.")
    (one,) = [one for one in told("text", path)["sections"] if one["id"] == "uppdrag"]
    assert one["characters"] == len("Plan: fem av åtta.")
    assert done("historik", path).splitlines()[-1].endswith("→  Plan: fem av åtta.")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"Ett.\n\nTvå {UNKNOWN}.", "Rad 3: siffran ”14 av 32” finns inte"),
        ("[14 av 32](siffra:12)", "Rad 1: siffran ”14 av 32” finns inte"),
        ("Ett.\n[fem](siffra:", "Rad 2: siffran ”fem” finns inte"),
    ],
)
def test_a_figure_that_the_review_does_not_have_is_refused_with_its_line(path: Path, text: str, line: str) -> None:
    file = write(path.with_name("text.md"), text)
    assert line in refused("text", path, "metod", "--fran", file, unchanged=path)


def test_a_form_that_is_none_is_refused(path: Path) -> None:
    file = write(path.with_name("text.md"), link(path, "andel").replace(":andel", ":rimlig"))
    assert "Rad 1" in refused("text", path, "metod", "--fran", file, unchanged=path)


def test_a_figure_whose_question_is_gone_keeps_its_words_and_the_export_says_so(path: Path) -> None:
    with Store.open(path, write=True) as store:
        texts.set_text(store, "uppdrag", f"Plan fanns i {UNKNOWN}.", by=LEAD)
    assert in_section(path, "uppdrag") == ["Plan fanns i 14 av 32."]
    (warning,) = [one for one in told("rapport", path, "--ut", path.with_name("r.docx"))["warnings"] if "14" in one]
    assert warning == (
        "Siffran ”14 av 32” i avsnittet ”Uppdraget” räknas inte längre: frågan, gruppen eller ärendena bakom den finns "
        "inte i granskningen."
    )


def test_in_word_a_figure_of_a_text_has_its_mark_and_siffror_knows_it_again(path: Path) -> None:
    put(path, "uppdrag", f"Det var i {link(path, 'antal')} som det fanns.")
    report = path.with_name("r.docx")
    told("rapport", path, "--ut", report)
    with zipfile.ZipFile(report) as parts:
        document = parts.read("word/document.xml").decode()
    with Store.open(path) as store:
        key = figure_marks.key(LiveFigures(counting.material(store)).trace_of(("plan_finns", "ja", "", "")))
    assert f'w:val="siffra:{key}_' in document
    before, _, after = document.partition("som det fanns.")
    slip = before[: before.rindex("fem")] + "sju" + before[before.rindex("fem") + 3 :] + "som det fanns." + after
    edited = path.with_name("ändrad.docx")
    with zipfile.ZipFile(report) as parts, zipfile.ZipFile(edited, "w") as made:
        for name in parts.namelist():
            made.writestr(name, slip.encode() if name == "word/document.xml" else parts.read(name))
    wrong = [one for one in attention("siffror", path, edited)["claims"] if one["ok"] is False]
    assert [(one["found"], one["expected"]) for one in wrong] == [("sju", "fem")]


def test_two_texts_in_conflict_are_shown_in_words_and_settled_with_their_figures(path: Path) -> None:
    figure = link(path, "andel")
    for name, text in (("ena", f"Plan: {figure}."), ("andra", f"En plan: {figure}.")):
        with Store.open(copied(path, name), write=True) as store:
            texts.set_text(store, "uppdrag", text, by=A)
    with Store.open(path, write=True) as store:
        merging.merge_files(store, [path.with_name(f"{name}.granskning") for name in ("ena", "andra")], by=LEAD)
        (one,) = conflicts.open_conflicts(store)
        words = [version.word for version in one.versions]
        assert sorted(words) == ["En plan: fem av åtta.", "Plan: fem av åtta."]
        conflicts.settle(store, [conflicts.Settlement(one.id, "Plan: fem av åtta.")], "Kortare.", by=LEAD)
        assert texts.bodies(store)["uppdrag"] == f"Plan: {figure}."


def test_good_examples_stand_between_gender_and_analysis_once_somebody_has_written_of_them(path: Path) -> None:
    def headings() -> list[str]:
        with Store.open(path) as store:
            found = reports.build_report(store, date(2026, 1, 15)).blocks
        return [str(anchor) for block in found if (anchor := getattr(block, "anchor", "")) and block.level == 1]  # type: ignore[union-attr]

    assert "goda_exempel" not in headings()
    with Store.open(path) as store:
        assert "goda_exempel" not in [name for name, _ in texts.missing(store)]
    put(path, "goda_exempel", "Norr följer upp varje månad.\n\n> Jag vet vad som händer.")
    place = headings().index("goda_exempel")
    assert headings()[place - 1 : place + 2] == ["jamstalldhet", "goda_exempel", "analys"]
    assert in_section(path, "goda_exempel") == ["Norr följer upp varje månad.", "Jag vet vad som händer."]


def test_quotations_are_listed_by_case_and_question_without_those_that_hold_a_number(path: Path) -> None:
    with Store.open(path, write=True) as store:
        codes = case_codes(store)
        record_note(store, codes[3], "plan_finns", A, quotation="Sist.", place="journal")
        record_note(store, codes[1], "delar", A, quotation="Mål saknas.")
        record_note(store, codes[1], "plan_finns", A, quotation="Planen gäller.")
        record_note(store, codes[2], "plan_finns", A, comment="Inget citat.")
        with pytest.raises(Problem):
            record_note(store, codes[2], "plan_finns", A, quotation=f"Om {SPELT}.")
        key = next(one.id for one in counting.material(store).cases if one.code == codes[2])
        store.record([Setting("answer", (key, "plan_finns", A), "quotation", f"Om {SPELT}.")], by=A, kind="anteckning")
        found = quotations(store)
    assert [(one.case, one.question, one.text, one.place) for one in found.found] == [
        (codes[1], "Finns en plan?", "Planen gäller.", ""),
        (codes[1], "Vilka delar?", "Mål saknas.", ""),
        (codes[3], "Finns en plan?", "Sist.", "journal"),
    ]
    assert found.withheld == 1


def test_what_is_quoted_in_a_case_that_two_review_waits_until_both_are_done(path: Path) -> None:
    with Store.open(path, write=True) as store:
        code = case_codes(store)[0]
        record_note(store, code, "plan_finns", A, quotation="Planen gäller.")
        assert len(quotations(store).found) == 1
        record_answer(store, code, "plan_finns", "nej", B)
        assert quotations(store).found == ()
        cases.assign(store, [code], A, by=LEAD)


def test_a_number_that_came_in_another_way_goes_out_in_no_file(path: Path) -> None:
    body = f"Bra.\n\nHen har {SPELT}.\n\n> Citat om {SPELT}."
    with Store.open(path, write=True) as store:
        store.record([Setting("text", ("goda_exempel",), "body", body)], by=A, kind="text")
        store.record([Setting("review", (), "purpose", f"Syftet är {SPELT}.")], by=A, kind="granskning")
        screen = reports.pdf_bytes(store, date(2026, 1, 15))
    word, pdf = path.with_name("r.docx"), path.with_name("r.pdf")
    warnings = [told("rapport", path, "--ut", file)["warnings"] for file in (word, pdf)]
    expected = [
        "Stycke 1 i avsnittet ”Syfte” är utelämnat: det innehåller ett personnummer.",
        "Stycke 2 i avsnittet ”Goda exempel” är utelämnat: det innehåller ett personnummer.",
        "Stycke 3 i avsnittet ”Goda exempel” är utelämnat: det innehåller ett personnummer.",
    ]
    assert [[one for one in each if "personnummer" in one] for each in warnings] == [expected, expected]
    assert in_section(path, "goda_exempel") == [
        "Bra.",
        "Ett stycke är utelämnat: det innehåller ett personnummer.",
        "Ett citat är utelämnat: det innehåller ett personnummer.",
    ]
    parts = docx_reader.read(word.read_bytes())
    assert not any(SPELT in part for part in parts.values())
    assert "Ett citat är utelämnat: det innehåller ett personnummer." in parts["word/document.xml"]
    for content in (screen, pdf.read_bytes()):
        pages = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        assert SPELT not in pages
        assert "Ett citat är utelämnat" in " ".join(pages.split())


def test_a_copy_that_is_merged_keeps_its_figures_and_an_undo_brings_them_back(path: Path) -> None:
    text = f"Plan: {link(path, 'andel')}."
    other = Path(shutil.copyfile(path, path.with_name("annan.granskning")))
    put(other, "uppdrag", text)
    with Store.open(path, write=True) as store:
        merging.merge_files(store, [other], by=LEAD)
        assert texts.bodies(store)["uppdrag"] == text
    put(path, "uppdrag", "Utan siffra.")
    done("angra", path)
    change(path)
    assert in_section(path, "uppdrag") == ["Plan: sex av åtta."]
