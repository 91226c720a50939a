"""What the text of a Word report stands in: the file with its styles, the page, its running header and footer."""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Pt

from inspektor.domain.document import Report
from inspektor.export import look, oxml, word_styles
from inspektor.export.flow import running_title


class Frame:
    """The report's own frame. `document` is the file, `width` how wide its text is, in points."""

    document: Document
    width: float

    def __init__(self, language: str, ordered_lists: int) -> None:
        self.document = docx.Document()
        self.width = look.TEXT_WIDTH
        word_styles.apply(self.document, language, ordered_lists)

    @property
    def table_width(self) -> float:
        """How wide the text of a table can be reckoned to be, in the letters that its columns are measured in."""
        return self.width

    def put(self, content: str) -> None:
        """Put the text in its place: before the section properties, which are the last in a body."""
        for child in parsed(content):
            self.document.element.body.sectPr.addprevious(child)

    def page(self, report: Report, total: int) -> None:
        """A4 with margins; header and footer on every page but the first, the status across every page."""
        section = self.document.sections[0]
        section.page_width, section.page_height = Pt(look.PAGE_WIDTH), Pt(look.PAGE_HEIGHT)
        section.left_margin = section.right_margin = Pt(look.MARGIN_SIDE)
        section.top_margin, section.bottom_margin = Pt(look.MARGIN_TOP), Pt(look.MARGIN_BOTTOM)
        section.header_distance = section.footer_distance = Pt(look.HEADER_TOP)
        self.running(section, report, total)

    def running(self, section: Section, report: Report, total: int) -> None:
        """Write the report's own header and footer."""
        section.different_first_page_header_footer = True
        self.story(section.header, "Header", header(report) + watermark(report, 1))
        self.story(section.footer, "Footer", footer(total))
        if report.status:
            self.story(section.first_page_header, "Header", watermark(report, 2))

    def story(self, story: Any, style: str, content: str) -> None:
        """Write a header or footer of one paragraph."""
        story.is_linked_to_previous = False
        element = story._element
        for child in list(element):
            element.remove(child)
        for child in parsed(oxml.paragraph(style, content)):
            element.append(child)


def parsed(content: str) -> list[Any]:
    """WordprocessingML as elements."""
    return list(parse_xml(f"<w:body {oxml.NAMESPACES}>{content}</w:body>"))


def header(report: Report) -> str:
    """What the running header says."""
    return oxml.run(running_title(report))


def footer(total: int) -> str:
    """`Sida X av Y`, with Word's own counters."""
    page, pages = oxml.field("PAGE", "2"), oxml.field("NUMPAGES", str(total))
    return oxml.run("Sida ") + page + oxml.run(" av ") + pages


def watermark(report: Report, number: int) -> str:
    """The report's status behind the text of the pages that a header belongs to; nothing where it has none."""
    return oxml.watermark(report.status, number) if report.status else ""
