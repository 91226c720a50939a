"""Word files from outside: read as the page reads, whatever has been done to them, or refused in a sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest

from inspektor.domain.errors import Problem
from inspektor.domain.figure_check import Passage
from inspektor.operations import word_files
from inspektor.operations.word_files import read_content, read_word
from tests.support import told_without_rights
from tests.terminal import swedish

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def word(body: str, **parts: str) -> BytesIO:
    """A Word file with a body, and other parts by name (without folder and ending)."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document.xml", f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f'<w:part xmlns:w="{SPACE}">{content}</w:part>')
    file.seek(0)
    return file


def passages(body: str, **parts: str) -> tuple[Passage, ...]:
    return read_content(word(body, **parts), "r.docx").passages


def texts(body: str, **parts: str) -> list[str]:
    return [one.text for one in passages(body, **parts)]


def test_runs_that_have_been_split_are_one_text() -> None:
    assert texts(f"<w:p>{run('14')}{run(' av')}<w:proofErr/>{run(' 32')}</w:p>") == ["14 av 32"]


def test_inserted_text_counts_and_deleted_does_not() -> None:
    deleted = "<w:del><w:r><w:delText>14</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run(' bort')}</w:moveFrom><w:moveTo>{run(' hit')}</w:moveTo>"
    assert texts(f"<w:p>{deleted}<w:ins>{run('15')}</w:ins>{run(' av 32')}{moved}</w:p>") == ["15 av 32 hit"]


def test_a_fields_result_is_text_and_its_instruction_is_not() -> None:
    parts = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = "<w:r><w:instrText>SEQ Tabell 99</w:instrText></w:r>"
    assert texts(f"<w:p>{run('Tabell ')}{parts[0]}{code}{parts[1]}{run('3')}{parts[2]}{run('. Plan')}</w:p>") == [
        "Tabell 3. Plan"
    ]


def test_the_table_of_contents_is_passed_over() -> None:
    assert texts(f'<w:p><w:hyperlink w:anchor="_Toc1">{run("Plan")}{run("12")}</w:hyperlink></w:p>') == []


def control(mark: str, content: str) -> str:
    tag = f'<w:sdtPr><w:tag w:val="siffra:{mark}"/></w:sdtPr>'
    return f"<w:sdt>{tag}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def bookmark(mark: str, content: str, number: int = 7) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="_si_{mark}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


@pytest.mark.parametrize("mark", [control, bookmark])
def test_a_mark_is_found_by_its_control_or_its_bookmark(mark: Callable[[str, str], str]) -> None:
    (found,) = passages(f"<w:p>{run('I ')}{mark('abc_a', run('14') + run(' av 32'))}{run(' fall')}</w:p>")
    assert [(one.id, found.text[one.start : one.end]) for one in found.marks] == [("abc_a", "14 av 32")]


def test_a_pasted_copys_bookmark_is_known_by_its_first_name() -> None:
    (found,) = passages(f"<w:p>{bookmark('abc_a_Copy_1', run('14 av 32'))}</w:p>")
    assert [one.id for one in found.marks] == ["abc_a"]


def test_a_bookmark_that_has_lost_its_text_is_still_in_its_place() -> None:
    (found,) = passages(f"<w:p>{run('I ')}{bookmark('abc_a', '')}{run('15 av 32')}</w:p>")
    assert [(one.start, one.end) for one in found.marks] == [(2, 2)]


def test_a_tables_cells_have_the_headings_of_their_rows_and_columns() -> None:
    rows = (("Fråga", "Farsta"), ("Plan", "14 av 32"), ("Våld", "2"))
    cells = ["".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in row) for row in rows]
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    found = {one.text: (one.row, one.column, one.place) for one in passages(f"<w:p>{run('Tabell 4. Ja')}</w:p>{table}")}
    assert found["14 av 32"] == ("Plan", "Farsta", "tabell 4, rad 2, kolumn 2")
    assert found["Farsta"][:2] == ("¤ Plan", "Farsta")


def test_footnotes_headers_and_text_boxes_are_read() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent><w:p>{run('5 av 6')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    note, head = (f"<w:p>{run(text)}</w:p>" for text in ("3 av 4", "2 av 3"))
    found = {one.text: one.place for one in passages(box, footnotes=note, header1=head)}
    assert found == {"5 av 6": "stycke 1", "3 av 4": "fotnot, stycke 1", "2 av 3": "sidhuvud, stycke 1"}


def test_a_place_is_told_by_the_heading_above_it() -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("Plan")}</w:p>'
    assert [one.place for one in passages(f"{heading}<w:p>{run('1')}</w:p>")] == [
        "rubriken under ”Plan”",
        "stycke 1 under ”Plan”",
    ]


def test_a_real_word_processors_file_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("Plan fanns i 14 av 32 ärenden.")
    document.core_properties.identifier = "inspektor:a:b"
    file = BytesIO()
    document.save(file)
    file.seek(0)
    read = read_content(file, "r.docx")
    assert ([one.text for one in read.passages], read.origin) == (["Plan fanns i 14 av 32 ärenden."], "inspektor:a:b")


# Files that are not as they should be


def refusal(path: Path) -> str:
    """The sentences with which a file is refused."""
    with pytest.raises(Problem) as told:
        read_word(path)
    swedish(str(told.value))
    return str(told.value)


def package(**members: bytes) -> bytes:
    """A zip file: members by name, `__` for a stroke and `_` for a full stop."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
        made.writestr("[Content_Types].xml", TYPES)
    return file.getvalue()


BOMB = b'<!DOCTYPE a [<!ENTITY b "hemligt">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("content", "about"),
    [
        (b"", "är tom"),
        (b"Hemligt namn", "skadad eller ingen Wordfil"),
        (b"%PDF-1.7 hemligt", "är en PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lösenord eller är sparad i ett äldre"),
        (b"PK\x03\x04hemligt", "är skadad"),
        (package(annat_xml=b"<hemligt/>"), "ingen Wordfil"),
        (package(word__document_xml=b"<hemligt>"), "är skadad"),
        (package(word__document_xml=BOMB), "läses inte"),
        (package(word__document_xml=b"<a/>", word__vbaProject_bin=b"x"), "makron"),
        (package(word__document_xml=b"<a>" * 40_000 + b"</a>" * 40_000), "är skadad"),
    ],
    ids=["empty", "text", "PDF", "old or locked", "broken", "other", "broken XML", "entities", "macros", "too deep"],
)
def test_what_is_no_whole_word_file_is_refused(tmp_path: Path, content: bytes, about: str) -> None:
    path = tmp_path / "rapport åäö.docx"
    path.write_bytes(content)
    told = refusal(path)
    assert about in told
    assert "rapport åäö.docx" in told
    assert "hemligt" not in told.lower()


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(word(f"<w:p>{run('x' * 5000)}</w:p>").getvalue())
    for limit, about in (("MAX_BYTES", "för stor"), ("MAX_PART", "för mycket text")):
        with monkeypatch.context() as patched:
            patched.setattr(word_files, limit, 2000)
            assert about in refusal(path)


def test_a_file_with_a_part_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(word("").getvalue())
    with zipfile.ZipFile(path, "a") as made, pytest.warns(UserWarning, match="Duplicate name"):
        made.writestr("word/document.xml", "<a/>")
    assert "två gånger" in refusal(path)


def test_a_file_that_is_missing_a_folder_or_locked_is_refused(tmp_path: Path) -> None:
    assert "finns inte" in refusal(tmp_path / "r.docx")
    assert "är en mapp" in refusal(tmp_path)
    locked = tmp_path / "r.docx"
    locked.write_bytes(b"PK")
    tmp_path.chmod(0o755)
    locked.chmod(0)
    assert "öppen i Word" in told_without_rights(lambda: read_word(locked))
