"""A report in the organisation's own Word template: its styles, page and header, and all that the report must have."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document

from inspektor.export.word import write_word
from inspektor.operations.word_files import read_content
from tests.export import docx_reader as reader
from tests.export import word_templates as templates
from tests.export.samples import full, report, text

FULL = full()
KINDS: dict[str, tuple[Callable[[Document], object], ...]] = {
    "styled": (templates.styled, templates.headed),
    "Swedish": (templates.styled, templates.headed, templates.swedish),
    "bare": (templates.bare,),
    "with a cover": (templates.styled, templates.headed, templates.covered),
    "with a place": (templates.styled, templates.headed, templates.with_place),
    "with even pages": (templates.headed, templates.with_even_pages, templates.with_table_style),
}


@pytest.fixture(scope="module", params=KINDS, name="content")
def _content(request: pytest.FixtureRequest) -> bytes:
    """The full report in a template of each kind."""
    return write_word(FULL, templates.made(*KINDS[request.param]))


def in_template(*changes: Callable[[Document], object]) -> bytes:
    """The full report in a template with these changes."""
    return write_word(FULL, templates.made(*changes))


def test_everything_that_the_report_says_is_there_in_order(content: bytes) -> None:
    own = [words for _, words in reader.paragraphs(reader.xml(write_word(FULL)))]
    written = [words for _, words in reader.paragraphs(reader.xml(content))]
    start = next(place for place, words in enumerate(written) if words == own[0])
    assert written[start : start + len(own)] == own
    assert reader.tables(reader.xml(content)) == reader.tables(reader.xml(write_word(FULL)))


def test_the_marks_of_the_figures_and_sections_are_there(content: bytes) -> None:
    read = read_content(BytesIO(content), "r.docx")
    own = read_content(BytesIO(write_word(FULL)), "r.docx")
    assert [one.marks for one in read.passages if one.marks] == [one.marks for one in own.passages if one.marks]
    names = reader.find(reader.xml(content), "//w:bookmarkStart/@w:name")
    assert {name for name in names if name.startswith("_av_")} == {
        name for name in reader.find(reader.xml(write_word(FULL)), "//w:bookmarkStart/@w:name") if "_av_" in name
    }


def test_what_those_who_cannot_see_need_is_there(content: bytes) -> None:
    document, styles = reader.xml(content), reader.xml(content, "word/styles.xml")
    assert set(reader.find(styles, "//w:lang/@w:val")) == {"sv-SE"}
    assert reader.find(styles, "//w:docDefaults//w:lang/@w:val") == ["sv-SE"]
    for table in reader.find(document, "//w:tbl"):
        assert reader.find(table, "w:tblPr/w:tblCaption/@w:val")
        assert reader.find(table, "w:tr[1]/w:trPr/w:tblHeader")
    assert all(reader.find(document, "//wp:docPr/@descr"))
    assert any("TOC" in (one.text or "") for one in document.iter(f"{reader.W}instrText"))
    properties = docx.Document(BytesIO(content)).core_properties
    assert (properties.title, properties.language, properties.author) == (FULL.title, "sv-SE", "Inspektor")


def test_every_style_and_list_that_is_named_is_there(content: bytes) -> None:
    document, styles = reader.xml(content), reader.xml(content, "word/styles.xml")
    stories = [reader.xml(content, name) for name in reader.parts(content) if re.match(r"word/(header|footer)\d", name)]
    named = {one for part in (document, *stories) for one in reader.find(part, "//w:pStyle/@w:val|//w:tblStyle/@w:val")}
    ids = reader.find(styles, "//w:style/@w:styleId")
    assert named <= set(ids)
    assert len(set(ids)) == len(ids)
    assert set(reader.find(styles, "//w:basedOn/@w:val|//w:next/@w:val")) <= set(ids)
    numbering = reader.xml(content, "word/numbering.xml")
    lists = reader.find(document, "//w:numId/@w:val") + reader.find(styles, "//w:numId/@w:val")
    assert set(lists) <= set(reader.find(numbering, "//w:num/@w:numId"))
    forms = reader.find(numbering, "//w:abstractNum/@w:abstractNumId")
    assert set(reader.find(numbering, "//w:num/w:abstractNumId/@w:val")) <= set(forms)
    tags = [one.tag.removeprefix(reader.W) for one in numbering]
    order = ("numPicBullet", "abstractNum", "num", "numIdMacAtCleanup")
    assert tags == sorted(tags, key=order.index)


def test_the_status_lies_across_every_page(content: bytes) -> None:
    opened = docx.Document(BytesIO(content))
    for section in opened.sections:
        stories = [section.header]
        stories += [section.first_page_header] if section.different_first_page_header_footer else []
        stories += [section.even_page_header] if opened.settings.odd_and_even_pages_header_footer else []
        for story in stories:
            shapes = story._element.iter(f"{{{reader.NAMES['v']}}}textpath")
            assert [one.get("string") for one in shapes if one.get("string")] == ["UTKAST"]
    assert "UTKAST" in [words for _, words in reader.paragraphs(reader.xml(content))]


def test_what_is_numbered_has_a_number_of_its_own(content: bytes) -> None:
    document = reader.xml(content)
    for path in ("//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name", "//wp:docPr/@id"):
        found = reader.find(document, path)
        assert len(set(found)) == len(found)
    ends = reader.find(document, "//w:bookmarkEnd/@w:id")
    assert sorted(reader.find(document, "//w:bookmarkStart/@w:id")) == sorted(ends)


def test_no_paragraph_is_empty(content: bytes) -> None:
    said = "not(.//w:t) and not(.//w:drawing) and not(w:pPr/w:sectPr)"
    assert reader.find(reader.xml(content), f"//w:body/w:p[{said}]") == []


def test_the_same_template_gives_the_same_parts() -> None:
    template = templates.made(templates.styled, templates.headed)
    assert reader.parts(write_word(FULL, template)) == reader.parts(write_word(FULL, template))


@pytest.mark.parametrize("ids", [(), (templates.swedish,)], ids=["English ids", "Swedish ids"])
def test_the_templates_styles_and_paper_are_used_and_its_text_is_gone(
    ids: tuple[Callable[[Document], object], ...],
) -> None:
    opened = docx.Document(BytesIO(in_template(templates.styled, templates.headed, *ids)))
    headings = [one for one in opened.paragraphs if one.style and one.style.name == "Heading 1"]
    assert [one.text for one in headings] == ["Sammanfattning", "Granskningsresultat", "Bilaga 1. Protokoll"]
    assert {str(one.style.font.color.rgb) for one in headings if one.style} == {str(templates.PLUM)}
    assert {one.style.style_id for one in headings if one.style} == ({"Rubrik1"} if ids else {"Heading1"})
    section = opened.sections[0]
    margins = [round(side.cm, 2) for side in (section.left_margin, section.right_margin) if side]
    assert margins == [4, 3]
    assert not [one for one in opened.paragraphs if "ska bort" in one.text]
    assert section.header.paragraphs[0].text == templates.HEADER
    assert section.footer.paragraphs[0].text == templates.FOOTER


def test_the_logo_is_still_in_the_header() -> None:
    written = in_template(templates.headed)
    header = reader.stories(written, "header")["default"]
    assert len(reader.find(header, "//w:drawing")) == 1
    assert templates.logo() in reader.parts(written).values()


def test_tables_and_pictures_are_as_wide_as_the_templates_text() -> None:
    document = reader.xml(in_template(templates.styled))
    room = (21 - 4 - 3) / 2.54 * 1440
    for table in reader.find(document, "//w:tbl"):
        assert sum(map(int, reader.find(table, "w:tblGrid/w:gridCol/@w:w"))) == pytest.approx(room, abs=12)
    wide = [int(one) / 635 for one in reader.find(document, "//wp:extent/@cx")]
    assert max(wide) <= room + 1


def test_the_template_s_own_table_style_is_used() -> None:
    document = docx.Document(BytesIO(in_template(templates.with_table_style)))
    assert {table.style.name for table in document.tables if table.style} == {"Stadens tabell"}


def test_a_template_that_lacks_styles_gets_them_and_a_header() -> None:
    written = in_template(templates.bare)
    opened = docx.Document(BytesIO(written))
    names = {one.style.name for one in opened.paragraphs if one.style}
    assert {"Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number", "Caption", "Quote"} <= names
    headers = reader.stories(written, "header")
    assert reader.text(headers["default"]).startswith(FULL.title[:30])
    assert reader.text(reader.stories(written, "footer")["default"]).startswith("Sida 2 av")


def test_a_cover_goes_and_its_headers_stay() -> None:
    opened = docx.Document(BytesIO(in_template(templates.styled, templates.headed, templates.covered)))
    assert len(opened.sections) == 1
    (section,) = opened.sections
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == templates.HEADER
    assert section.first_page_header.paragraphs[0].text == "Omslagets sidhuvud"


def test_the_report_stands_where_the_template_has_a_place_for_it() -> None:
    written = [words for _, words in reader.paragraphs(reader.xml(in_template(templates.with_place)))]
    assert written[:2] == ["Förord från förvaltningen.", "UTKAST"]
    assert written[-1] == "Kontakt: förvaltningen."
    assert "[RAPPORT]" not in written


def test_nothing_leads_out_of_the_file_or_locks_it() -> None:
    everything = b"".join(reader.parts(in_template(templates.locked)).values())
    for word in (b"hemlig", b"attachedTemplate", b"documentProtection", b"updateFields"):
        assert word not in everything


def test_what_the_template_showed_goes_with_its_text() -> None:
    def pictured(document: Document) -> None:
        document.add_picture(BytesIO(templates.logo()))
        document.add_comment(document.add_paragraph("Fyll i här.").runs, "Hemlig anteckning", author="Anna")

    members = reader.parts(write_word(report(text("Ett")), templates.made(pictured)))
    assert not [name for name in members if "media/" in name or "comments" in name]
    assert b"Hemlig anteckning" not in b"".join(members.values())


def test_a_word_template_gives_a_document() -> None:
    template = templates.made(templates.styled, templates.headed)
    written = write_word(FULL, templates.as_dotx(template))
    assert reader.parts(written) == reader.parts(write_word(FULL, template))


def test_each_numbered_list_begins_at_one(content: bytes) -> None:
    document, numbering = reader.xml(content), reader.xml(content, "word/numbering.xml")
    numbers = reader.find(document, "//w:body//w:numPr/w:numId/@w:val")
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
    for number in numbers:
        assert reader.find(numbering, f"//w:num[@w:numId='{number}']//w:startOverride/@w:val") == ["1"]


def test_a_status_that_the_template_already_shows_is_not_doubled() -> None:
    again: Any = reader.stories(write_word(FULL, write_word(FULL)), "header")
    assert [reader.find(story, "//v:textpath/@string") for story in again.values()] == [["UTKAST"], ["UTKAST"]]
