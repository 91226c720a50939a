"""`rapport --mall`: the report in a Word template from outside, or the sentence that says why it cannot be."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest

from inspektor.operations import word_files
from inspektor.operations.answers import record_answer
from inspektor.operations.word_files import read_template
from tests.export import word_templates as templates
from tests.support import add_sample, case_codes, make_review, open_review
from tests.terminal import contents, done, refused, told

BOMB = b'<!DOCTYPE a [<!ENTITY b "hemligt">]><a>&b;</a>'


@pytest.fixture(name="review")
def _review(tmp_path: Path) -> Path:
    """A review with a few answers."""
    with open_review(tmp_path) as store:
        add_sample(store)
        for code in case_codes(store)[:3]:
            record_answer(store, code, "plan_finns", "ja", "Anna")
        return store.path


@pytest.fixture(name="template")
def _template(tmp_path: Path) -> Path:
    """The organisation's template."""
    path = tmp_path / "Stadens mall åäö.docx"
    path.write_bytes(templates.made(templates.styled, templates.headed, templates.swedish))
    return path


def changed(content: bytes, **members: bytes) -> bytes:
    """A Word file with other parts: by name, `__` for a stroke and `_` for a full stop."""
    file = BytesIO()
    new = {
        name.replace("___rels", "/@rels").replace("__", "/").replace("_", ".").replace("@", "_"): data
        for name, data in members.items()
    }
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.namelist():
            if name not in new:
                written.writestr(name, package.read(name))
        for name, data in new.items():
            written.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("ending", [".docx", ".dotx"])
def test_the_report_is_written_in_the_template_and_siffror_still_reads_it(
    review: Path, template: Path, tmp_path: Path, ending: str
) -> None:
    used = template.with_suffix(ending)
    content = template.read_bytes()
    used.write_bytes(templates.as_dotx(content) if ending == ".dotx" else content)
    before = used.read_bytes()
    done("rapport", review, "--ut", tmp_path / "r.docx", "--mall", used)
    opened = docx.Document(str(tmp_path / "r.docx"))
    assert opened.sections[0].header.paragraphs[0].text == templates.HEADER
    assert opened.core_properties.identifier.startswith("inspektor:")
    assert used.read_bytes() == before
    claims = told("siffror", review, tmp_path / "r.docx")["claims"]
    done("rapport", review, "--ut", tmp_path / "egen.docx")
    own = told("siffror", review, tmp_path / "egen.docx")["claims"]
    assert [(one["text"], one["ok"]) for one in claims] == [(one["text"], one["ok"]) for one in own]
    assert any(one["ok"] for one in claims)


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_a_template_is_for_word_files_alone(review: Path, template: Path, tmp_path: Path, ending: str) -> None:
    before = contents(tmp_path)
    words = refused("rapport", review, "--ut", tmp_path / f"r{ending}", "--mall", template, unchanged=review)
    assert words == "Mallen gäller bara Wordfiler. Skriv rapporten som .docx, eller utelämna mallen."
    assert contents(tmp_path) == before


def test_the_workbook_has_no_dialogue_version(review: Path, tmp_path: Path) -> None:
    words = refused("rapport", review, "--ut", tmp_path / "b.xlsx", "--version", "dialog", "--enhet", "Farsta")
    assert "finns inte som dialogversion" in words
    assert not (tmp_path / "b.xlsx").exists()


GOOD = templates.made()
LOOSE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="hemligt" Target="borta.xml"/></Relationships>'
)


@pytest.mark.parametrize(
    ("content", "about"),
    [
        (b"", "är tom"),
        (b"Hemligt namn", "skadad eller ingen Wordfil"),
        (b"%PDF-1.7 hemligt", "är en PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lösenord eller är sparad i ett äldre"),
        (changed(GOOD, word__vbaProject_bin=b"x"), "makron"),
        (changed(GOOD, word__styles_xml=BOMB), "läses inte"),
        (changed(GOOD, word__styles_xml=b"<hemligt>"), "skadad"),
        (changed(GOOD, word__document_xml=b"<hemligt/>"), "skadad"),
        (changed(GOOD, word__document_xml=b"<a>" * 400 + b"</a>" * 400), "skadad"),
        (changed(GOOD, word___rels__document_xml_rels=LOOSE), "skadad"),
        (
            changed(GOOD, word__document_xml=b'<w:d xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
            "Strict Open XML",
        ),
    ],
    ids=["empty", "text", "PDF", "locked", "macros", "entities", "broken", "no body", "too deep", "loose", "strict"],
)
def test_what_cannot_be_a_template_is_refused(review: Path, tmp_path: Path, content: bytes, about: str) -> None:
    path = tmp_path / "mall åäö.docx"
    path.write_bytes(content)
    before = contents(tmp_path)
    words = refused("rapport", review, "--ut", tmp_path / "r.docx", "--mall", path, unchanged=review)
    assert about in words
    assert path.name in words
    assert "hemligt" not in words.lower()
    assert contents(tmp_path) == before


def test_a_template_that_is_missing_a_folder_or_another_kind_is_refused(review: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mapp.docx"
    folder.mkdir()
    for name, about in (("borta.docx", "finns inte"), ("mapp.docx", "är en mapp"), ("mall.odt", "kan inte vara mall")):
        words = refused("rapport", review, "--ut", tmp_path / "r.docx", "--mall", tmp_path / name, unchanged=review)
        assert about in words


def test_a_template_with_a_part_twice_or_too_much_text_is_refused(
    review: Path, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = tmp_path / "två.docx"
    twice.write_bytes(template.read_bytes())
    with zipfile.ZipFile(twice, "a") as made, pytest.warns(UserWarning, match="Duplicate name"):
        made.writestr("word/document.xml", "<a/>")
    assert "två gånger" in refused("rapport", review, "--ut", tmp_path / "r.docx", "--mall", twice)
    monkeypatch.setattr(word_files, "MAX_TEMPLATE", 2000)
    assert "för stor" in refused("rapport", review, "--ut", tmp_path / "r.docx", "--mall", template)


def test_the_template_itself_is_not_written_over(review: Path, template: Path) -> None:
    before = template.read_bytes()
    same = template.parent / ".." / template.parent.name / template.name
    words = refused("rapport", review, "--ut", same, "--mall", template, unchanged=review)
    assert words == "Rapporten kan inte skrivas över sin egen mall. Välj ett annat filnamn för rapporten."
    assert template.read_bytes() == before


def test_a_template_is_read_whole(template: Path) -> None:
    assert read_template(template) == template.read_bytes()


def test_a_review_without_cases_can_be_written_in_a_template(template: Path, tmp_path: Path) -> None:
    path = make_review(tmp_path)
    done("rapport", path, "--ut", tmp_path / "r.docx", "--mall", template)
    assert docx.Document(str(tmp_path / "r.docx")).sections[0].footer.paragraphs[0].text == templates.FOOTER
