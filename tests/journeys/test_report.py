"""Text written in the report, the draft saved as Word and as PDF, and read again by other programs' libraries."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from inspektor.ui.views.report import ReportView
from inspektor.ui.views.results import ResultsView
from tests.export import docx_reader
from tests.journeys.journey import Person
from tests.ui import scenes
from tests.ui.hand import choose, press, push, write

TEXT = "Åtgärderna är få – ”vi hinner inte”, säger en chef på Ängen."


def read(path: Path) -> str:
    """The running text, as another reader finds it."""
    if path.suffix == ".docx":
        return " ".join(words for _, words in docx_reader.paragraphs(docx_reader.xml(path.read_bytes())))
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(str(path)).pages)


@pytest.mark.parametrize(("words", "suffix"), [("Spara som Word …", ".docx"), ("Spara som PDF …", ".pdf")])
def test_text_is_written_and_the_report_saved_and_read_again(person: Person, words: str, suffix: str) -> None:
    person.open(scenes.PLAYED)
    person.go("Rapport")
    view = person.window.views["rapport"]
    assert isinstance(view, ReportView)
    view.editor.setFocus()
    press("Ctrl+Down Ctrl+Down")
    assert view.section == "syfte"
    press("Ctrl+End")
    press("Ctrl+B")
    write("Fetstil")
    press("Ctrl+B Return")
    write(TEXT)
    person.picks = [str(person.folder / f"rapporten{suffix}")]
    person.save(words)
    assert view.strip.isVisible()
    assert view.strip.told.startswith(f"rapporten{suffix} är sparad")
    found = read(person.folder / f"rapporten{suffix}")
    assert "Fetstil" in found
    assert TEXT in found
    assert "**" not in found


def word_headings(path: Path, *styles: str) -> list[str]:
    """The headings of a Word file, as another reader finds them."""
    found = docx_reader.paragraphs(docx_reader.xml(path.read_bytes()))
    return [words for style, words in found if style in styles]


def test_the_report_is_arranged_by_keys_and_is_so_in_word(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Rapport")
    view = person.window.views["rapport"]
    assert isinstance(view, ReportView)
    view.outline.setFocus()

    def go_to(part: str) -> None:
        press("Home " + "Down " * [one.id for one in view.outline.sections].index(part))

    go_to("analys")
    press("Alt+Up Alt+Up Alt+Up Alt+Up")
    press("F2")
    write("Vår bedömning")
    press("Return")
    go_to("inledning")
    press("Delete")
    go_to("bilaga_checklistor")
    press("Delete")
    go_to("analys.sjalvbestammande_och_integritet")
    push(view, "Ordna avsnittet")
    choose("Förena med", "Trygghet och säkerhet")
    path = person.folder / "ordnad.docx"
    person.picks = [str(path)]
    person.save("Spara som Word …")
    assert word_headings(path, "Heading1") == [
        "Sammanfattning",
        "Syfte",
        "Vår bedömning",
        "Metod och urval",
        "Granskningsresultat",
        "Jämställdhet",
        "Goda exempel",
        "Källor",
        "Bilaga 1. Urvalets protokoll",
        "Bilaga 2. Alla svar och ärendena bakom dem",
    ]
    assert "Trygghet och säkerhet samt självbestämmande och integritet" in word_headings(path, "Heading2")
    assert "(bilaga 3)" not in read(path)


def test_what_the_figures_say_goes_from_the_results_into_the_report_that_is_read_again(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Resultat")
    press("F6 F6")
    press("Ctrl+Home Down Ctrl+E")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    press("Home Return", menu)  # the first section: Sammanfattning
    view = person.window.views["resultat"]
    assert isinstance(view, ResultsView)
    words = view.pane.sentences[0].text()
    assert words in view.strip.told
    person.push("Gå till avsnittet")
    report = person.window.views["rapport"]
    assert isinstance(report, ReportView)
    assert report.editor.hasFocus()
    assert report.editor.toPlainText().endswith(words)
    write(" Det är färre än väntat.")
    path = person.folder / "rapporten.docx"
    person.picks = [str(path)]
    person.save("Spara som Word …")
    assert report.strip.isVisible()
    assert f"{words} Det är färre än väntat." in read(path)
