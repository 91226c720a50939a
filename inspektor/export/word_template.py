"""A report in another Word file: the organisation's own template, with its styles, page, header, footer and logo.

What the template says itself goes, unless it has a place for the report: a paragraph that says `[RAPPORT]`. Nothing of
it may lead out of the file or lock it: the template that it was attached to, letters to merge with, protection.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section

from inspektor.domain.document import Report
from inspektor.export import look, word_styles
from inspektor.export.word_frame import Frame, footer, header, parsed, watermark
from inspektor.export.word_taken_up import LISTS, Styles, lists

PLACE = "[RAPPORT]"
_TYPES = "[Content_Types].xml"
_TEMPLATE = CONTENT_TYPE.WML_DOCUMENT_MAIN.replace(".document.main", ".template.main")
_VALUE = qn("w:val")
_LEADING_OUT = ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "mailMergeRecipientData")
_UNWANTED = ("attachedTemplate", "mailMerge", "documentProtection", "writeProtection", "updateFields")
_NAMELESS = {  # what a document has without calling it by a name in its text
    "styles", "settings", "numbering", "theme", "fontTable", "webSettings", "footnotes", "endnotes", "customXml",
}  # fmt: skip
_OF_THE_TEXT = {"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"}
_NUMBERED = {f"{qn('w:bookmarkStart')}": qn("w:id"), f"{qn('w:bookmarkEnd')}": qn("w:id"), f"{qn('wp:docPr')}": "id"}
_NARROWER = 0.91  # what Arial, and a table style's own padding, leave of the room in a column
_SHAPES = 700  # where the numbers of our word art begin; Word's own count from 1


def opened(data: bytes) -> Document:
    """A template (`.docx` or `.dotx`) as a document, whole enough to write in."""
    document = docx.Document(BytesIO(_as_document(data)))
    document.element.body.get_or_add_sectPr()
    _ = document.styles.element, document.settings.element, document.core_properties.title
    return document


class Template(Frame):
    """A template as the frame of a report in a language, with so many numbered lists."""

    def __init__(self, data: bytes, language: str, ordered_lists: int) -> None:
        self.document = opened(data)
        self._place = _place(self.document)
        if self._place is None:
            _inherit(self.document)
        self.width = self._text_width()
        self._styles = Styles(self.document, language, self.width)
        self._lists = lists(self.document, self._styles, ordered_lists)
        _settle(self.document, language)

    @property
    def table_width(self) -> float:
        """Less than the text's width: the template's letters may be wider than those that columns are measured in."""
        return self.width * _NARROWER

    def put(self, content: str) -> None:
        """Put the text where the template has a place for it, else in place of all that it says."""
        body, written = self.document.element.body, parsed(content)
        self._renumber(written)
        for child in written:
            (body.sectPr if self._place is None else self._place).addprevious(child)
            self._dress(child)
        if self._place is not None:
            body.remove(self._place)
            return
        kept = {*written, body.sectPr}
        for child in [child for child in body if child not in kept]:
            body.remove(child)
        self._drop(_OF_THE_TEXT)

    def page(self, report: Report, total: int) -> None:
        """The template's page, header and footer, and ours where it has none; the status across every page."""
        self._drop(frozenset())
        sections = list(self.document.sections)
        stories = [story for section in sections for story in _stories(section) if not story.is_linked_to_previous]
        heads = any(_says(story) for story in stories if story._element.tag == qn("w:hdr"))
        feet = any(_says(story) for story in stories if story._element.tag == qn("w:ftr"))
        if not heads and not feet:
            self.running(sections[0], report, total)
        elif not feet:
            self.story(sections[0].footer, "Footer", footer(total))
        elif not heads:
            self.story(sections[0].header, "Header", header(report))
        self._forget_looks()
        if report.status:
            self._mark(sections, report)

    def story(self, story: Any, style: str, content: str) -> None:
        """Write a header or footer of one paragraph, in the template's style for it."""
        super().story(story, self._styles.ids[style], content)

    def _text_width(self) -> float:
        """How wide the text is where the report will stand."""
        after = self._place is None
        for child in self.document.element.body:
            after = after or child is self._place
            found = child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if after and found is not None:
                section = Section(found, self.document.part)
                sides = (section.left_margin, section.right_margin, section.gutter)
                paper = section.page_width.pt if section.page_width else look.PAGE_WIDTH
                margins = sum(look.MARGIN_SIDE if side is None else side.pt for side in sides[:2])
                return max(paper - margins - (sides[2].pt if sides[2] else 0.0), look.TEXT_WIDTH / 4)
        return look.TEXT_WIDTH

    def _renumber(self, written: list[Any]) -> None:
        """Let what is numbered in the text have numbers that nothing else in the file has."""
        others = [self.document.element, *(part.element for part in self._related() if hasattr(part, "element"))]
        used = [int(one.get(_NUMBERED[one.tag], "0")) for other in others for one in other.iter(*_NUMBERED)]
        for one in (one for child in written for one in child.iter(*_NUMBERED)):
            one.set(_NUMBERED[one.tag], str(int(one.get(_NUMBERED[one.tag])) + max(used, default=0)))

    def _related(self) -> Iterator[Any]:
        return (one.target_part for one in self.document.part.rels.values() if not one.is_external)

    def _dress(self, element: Any) -> None:
        """Write what an element says in the template's styles and lists."""
        for one in element.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle")):
            name = one.get(_VALUE)
            one.set(_VALUE, self._styles.ids[name])
            if name in self._styles.made:
                continue
            if name in LISTS:
                _keep_distance(one.getparent())
            elif name in ("TOC1", "TOC2"):
                self._tab(one)
            elif name == "Caption":
                _begin_below_table(element)
        for one in element.iter(qn("w:numId")):
            one.set(_VALUE, self._lists[one.get(_VALUE)])

    def _tab(self, name: Any) -> None:
        """Let a line of the contents end at the edge of the text, where its style does not say where."""
        style = next(one for one in self.document.styles.element if one.get(qn("w:styleId")) == name.get(_VALUE))
        if style.find(f"{qn('w:pPr')}/{qn('w:tabs')}") is None:
            name.addnext(parsed(f"<w:pPr>{word_styles.contents_tab(self.width)}</w:pPr>")[0][0])

    def _drop(self, also: Collection[str]) -> None:
        """Leave out what nothing in the text leads to any more."""
        relations = self.document.part.rels
        called = {value for one in self.document.element.iter() for value in one.attrib.values()} & set(relations)
        for key, relation in list(relations.items()):
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind in also or (kind not in _NAMELESS | _OF_THE_TEXT and key not in called):
                del relations[key]

    def _forget_looks(self) -> None:
        """Take away the picture of how the template looked."""
        relations = self.document.part.package.rels
        for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
            del relations[key]

    def _mark(self, sections: list[Section], report: Report) -> None:
        """The status in every header that a page can have."""
        made: set[str] = set()
        number = _SHAPES
        for section in sections:
            for kind, story in _headers(section, self.document):
                if story.is_linked_to_previous and kind in made:
                    continue
                made.add(kind)
                number += 1
                self._put_mark(story, report, number)

    def _put_mark(self, story: Any, report: Report, number: int) -> None:
        if story.is_linked_to_previous:
            self.story(story, "Header", watermark(report, number))
            return
        shapes = story._element.iter("{urn:schemas-microsoft-com:vml}textpath")
        if any(one.get("string") == report.status for one in shapes):
            return
        run = parsed(f"<w:p>{watermark(report, number)}</w:p>")[0][0]
        paragraphs = story._element.findall(qn("w:p"))
        (paragraphs[-1] if paragraphs else story.add_paragraph()._p).append(run)


def _as_document(data: bytes) -> bytes:
    """The file with a template said to be a document, which is all that differs between the two."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        types = package.read(_TYPES)
        if _TEMPLATE.encode() not in types:
            return data
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
            for name in package.namelist():
                said = types.replace(_TEMPLATE.encode(), CONTENT_TYPE.WML_DOCUMENT_MAIN.encode())
                written.writestr(name, said if name == _TYPES else package.read(name))
    return made.getvalue()


def _place(document: Document) -> Any:
    """The paragraph that the report is to stand in place of; None for none."""
    return next((one._p for one in document.paragraphs if one.text.strip() == PLACE), None)


def _inherit(document: Document) -> None:
    """Let the last section, which is what is left, have the headers and footers that it takes from those before."""
    *earlier, last = [section._sectPr for section in document.sections]
    if not earlier:
        return
    found = {_kind(one): one for section in earlier for one in _references(section)}
    own = {_kind(one) for one in _references(last)}
    for place, kind in enumerate(kind for kind in found if kind not in own):
        last.insert(place, deepcopy(found[kind]))
    Section(last, document.part).different_first_page_header_footer = document.sections[
        0
    ].different_first_page_header_footer


def _references(section: Any) -> Iterator[Any]:
    return iter([*section.findall(qn("w:headerReference")), *section.findall(qn("w:footerReference"))])


def _kind(reference: Any) -> tuple[str, str]:
    return reference.tag, reference.get(qn("w:type"))


def _settle(document: Document, language: str) -> None:
    """The settings, without what leads out of the file, locks it, or has Word ask at every opening."""
    settings = document.settings.element
    for tag in _UNWANTED:
        for one in settings.findall(qn(f"w:{tag}")):
            settings.remove(one)
    for one in settings.findall(qn("w:themeFontLang")):
        one.set(_VALUE, language)
    relations = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(_LEADING_OUT)]:
        del relations[key]


def _keep_distance(properties: Any) -> None:
    """Leave the distance below an item of a list to the template's style."""
    for one in properties.findall(qn("w:spacing")):
        one.attrib.pop(qn("w:after"), None)
        if not one.attrib:
            properties.remove(one)


def _begin_below_table(caption: Any) -> None:
    """Let a caption keep its distance to a table right above it, whatever its style says."""
    above = caption.getprevious()
    if above is not None and above.tag == qn("w:tbl"):
        properties = caption.find(qn("w:pPr"))
        properties.append(parsed(f"<w:pPr>{word_styles.spacing(before=look.TABLE_GAP)}</w:pPr>")[0][0])


def _stories(section: Section) -> Iterator[Any]:
    yield from (section.header, section.first_page_header, section.even_page_header)
    yield from (section.footer, section.first_page_footer, section.even_page_footer)


def _headers(section: Section, document: Document) -> Iterator[tuple[str, Any]]:
    """The headers that the pages of a section have, by their kind."""
    yield "default", section.header
    if section.different_first_page_header_footer:
        yield "first", section.first_page_header
    if document.settings.odd_and_even_pages_header_footer:
        yield "even", section.even_page_header


def _says(story: Any) -> bool:
    """Whether there is anything to see in a header or footer."""
    seen = [qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:fldSimple"), qn("w:instrText")]
    return any((one.text or "").strip() for one in story._element.iter(qn("w:t"))) or any(
        True for _ in story._element.iter(*seen)
    )
