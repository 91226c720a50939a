"""A report as a Word file (.docx).

The page numbers in the table of contents are PAGEREF fields that show an estimate (`pages`): Word lays out the pages
itself, and both ways to have it count fields anew on opening (`updateFields`, `dirty`) make it ask every reader whether
it may. The fields are right from the first time they are updated, which Word also does before it prints.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from docx.document import Document

from inspektor.domain.document import (
    GAPS,
    Bullets,
    Cell,
    Chart,
    Contents,
    Figure,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Quotation,
    Report,
    Table,
)
from inspektor.domain.figure_marks import lists_cases
from inspektor.export import look, oxml, raster, tables, word_styles
from inspektor.export.drawing import drawing
from inspektor.export.flow import (
    CONTENTS_TITLE,
    Item,
    chart_caption,
    chart_gap,
    contents,
    flow,
    in_brackets,
    kept,
    prepare,
    title_lines,
)
from inspektor.export.pages import Pages, estimate
from inspektor.export.text import shorten
from inspektor.export.word_frame import Frame
from inspektor.export.word_marks import WordMarks, place_name
from inspektor.export.word_template import Template

_CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'
_PROPERTY_LENGTH = 255
_STYLES = {"body": "", "note": "Not", "missing": "SaknadText", "withheld": "SaknadText"}


def write_word(report: Report, template: bytes | None = None) -> bytes:
    """The report as the bytes of a .docx file, in another Word file's styles, page and running header where there is
    such a `template`. Its parts are the same for the same report and template.
    """
    report = prepare(report)
    items = flow(report)
    ordered = sum(isinstance(item.block, Bullets) and item.block.ordered for item in items)
    frame = Frame(report.language, ordered) if template is None else Template(template, report.language, ordered)
    pages = estimate(items)
    body = _Body(items, pages, _pictures(items, frame), frame)
    frame.put(_title_page(report) + "".join(body.blocks()))
    frame.page(report, pages.total)
    _properties(frame.document, report)
    file = BytesIO()
    frame.document.save(file)
    return file.getvalue()


class _Body:
    """The blocks of one report, as WordprocessingML."""

    def __init__(self, items: tuple[Item, ...], pages: Pages, pictures: dict[int, str], frame: Frame) -> None:
        self._items = items
        self._frame = frame
        self._pictures = pictures
        self._pages = pages
        self._marks = WordMarks()

    def blocks(self) -> list[str]:
        return [self._block(item) for item in self._items]

    def _block(self, item: Item) -> str:
        match item.block:
            case Heading() as block:
                return self._heading(block, item)
            case Paragraph() as block:
                inlines = in_brackets(block.inlines) if block.style in GAPS else block.inlines
                return self._paragraph(_STYLES[block.style], inlines, item)
            case Bullets() as block:
                return self._bullets(block, item)
            case Quotation() as block:
                return self._paragraph("Quote", block.inlines, item)
            case Table() as block:
                return self._table(block, item)
            case Chart() as block:
                return self._chart(block, item)
            case Contents():
                return self._contents(item)

    def _heading(self, block: Heading, item: Item) -> str:
        marked = self._marks.section(block.anchor, oxml.run(block.text))
        text = oxml.bookmark(item.number, _bookmark(item.number), marked)
        return oxml.paragraph(f"Heading{block.level}", text, properties=_above(item), new_page=item.new_page)

    def _chart(self, block: Chart, item: Item) -> str:
        label, text = chart_caption(block, item.number)
        gap = word_styles.spacing(after=chart_gap(item))
        picture = oxml.paragraph("", self._pictures[item.number], properties=gap, keep=item.note is not None)
        return _caption(label, text, item) + picture

    def _contents(self, item: Item) -> str:
        entries = [
            (heading.level, heading.text, _bookmark(number), self._pages.of_heading[number])
            for heading, number in contents(self._items)
        ]
        return oxml.contents(CONTENTS_TITLE, _CONTENTS, entries, properties=_above(item), new_page=item.new_page)

    def _paragraph(self, style: str, inlines: Inlines, item: Item) -> str:
        before = look.TABLE_GAP if item.after_table else None
        after = look.TABLE_GAP if style == "Not" else None
        properties = word_styles.spacing(before=before, after=after) if before or after else ""
        return oxml.paragraph(
            style, self._inlines(inlines), properties=properties, new_page=item.new_page, keep=item.leads
        )

    def _bullets(self, block: Bullets, item: Item) -> str:
        style = "ListNumber" if block.ordered else "ListBullet"
        numbered = word_styles.list_number(item.number) if block.ordered else ""
        last = len(block.items) - 1
        return "".join(
            oxml.paragraph(
                style,
                self._inlines(inlines),
                properties=numbered
                + word_styles.spacing(
                    before=look.TABLE_GAP if item.after_table and place == 0 else None,
                    after=look.PARAGRAPH_GAP if place == last else look.LIST_GAP,
                ),
                new_page=item.new_page and place == 0,
                keep=kept(block, place),
            )
            for place, inlines in enumerate(block.items)
        )

    def _table(self, block: Table, item: Item) -> str:
        divided = tables.parts(block, self._frame.table_width)
        written = []
        if not divided:
            label, text = tables.caption(block, item.number)
            written.append(_caption(label, text, item))
        for part in divided:
            label, text = tables.caption(block, item.number, part)
            written.append(_caption(label, text, item if part.first else None))
            kept = bool(block.notes) and part.last
            title = label + text
            written.append(oxml.table(part, title, self._cell, width=self._frame.width, keep_to_notes=kept))
        return "".join(written) + _notes(block.notes)

    def _inlines(self, inlines: Inlines) -> str:
        return "".join(self._inline(part) for part in inlines)

    def _inline(self, part: Inline) -> str:
        content = oxml.run(part.text, bold=part.bold, italic=part.italic)
        return self._marks.figure(part.trace, content) if isinstance(part, Figure) else content

    def _cell(self, cell: Cell) -> str:
        """What a table cell holds; a figure is marked, the codes of its cases are not."""
        if cell.link:
            content = oxml.link(place_name(cell.link), oxml.run(cell.text, style="Tabellank"))
            return self._marks.place(cell.anchor, content)
        content = oxml.run(cell.text) if cell.text else ""
        return content if lists_cases(cell) else self._marks.figure(cell.trace, content)


def _pictures(items: tuple[Item, ...], frame: Frame) -> dict[int, str]:
    """The charts, by their number, as runs with pictures; the pictures themselves are put in the file."""
    charts = [(item.number, item.block) for item in items if isinstance(item.block, Chart)]
    drawings = [drawing(chart) for _, chart in charts]
    found = {}
    for (number, chart), made, png in zip(charts, drawings, raster.pngs(drawings), strict=True):
        key, _ = frame.document.part.get_or_add_image(BytesIO(png))
        wide, high = (length + 2 * raster.EDGE for length in (made.width, made.height))
        share = min(1.0, frame.width / wide)
        found[number] = oxml.picture(key, number, chart.alt, (wide * share, high * share))
    return found


def _title_page(report: Report) -> str:
    named = [("Status", report.status), ("Title", report.title), ("Subtitle", report.subtitle)]
    named += [("Titelsida", line) for line in title_lines(report)]
    written = [(style, text) for style, text in named if text]
    drop = "" if report.status else word_styles.spacing(before=look.TITLE_DROP)
    return "".join(
        oxml.paragraph(style, oxml.run(text), properties=drop if place == 0 else "")
        for place, (style, text) in enumerate(written)
    )


def _caption(label: str, text: str, item: Item | None) -> str:
    """A caption with Word's own counter; without an item it is the one that was counted before."""
    word, number = label.split(" ")
    counter = f"SEQ {word} \\* ARABIC" if item else f"SEQ {word} \\c"
    content = oxml.run(f"{word} ") + oxml.field(counter, number) + (oxml.run(text) if text else "")
    new_page = item is not None and item.new_page
    return oxml.paragraph("Caption", content, properties=_above(item), new_page=new_page, keep=True)


def _above(item: Item | None) -> str:
    """Word keeps a distance above what is told to begin a page, though not above what happens to."""
    return word_styles.spacing(before=0) if item is not None and item.new_page else ""


def _notes(notes: tuple[str, ...]) -> str:
    *others, last = notes or ("",)
    if not last:
        return ""
    kept = "".join(oxml.paragraph("Not", oxml.run(note), keep=True) for note in others)
    return kept + oxml.paragraph("Not", oxml.run(last), properties=word_styles.spacing(after=look.TABLE_GAP))


def _bookmark(number: int) -> str:
    """The hidden bookmark of a heading, named as Word names those of its own tables of contents."""
    return f"_Toc{100000000 + number}"


def _properties(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title = shorten(report.title, _PROPERTY_LENGTH)
    properties.subject = shorten(report.subtitle, _PROPERTY_LENGTH)
    properties.language = report.language
    properties.identifier = report.origin
    properties.author = properties.last_modified_by = "Inspektor"
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = datetime.fromisoformat(report.date)
