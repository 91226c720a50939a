"""A report as a PDF: the same content, order and division of tables as the Word file.

The same report gives the same bytes: the file's dates are the report's, and its id comes from its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)

from inspektor.domain.document import (
    GAPS,
    Bullets,
    Chart,
    Contents,
    Heading,
    Inlines,
    Paragraph,
    Quotation,
    Report,
    Table,
)
from inspektor.export import look, pdf_parts, pdf_styles, pdf_tables, pdf_tags, tables
from inspektor.export.drawing import drawing
from inspektor.export.flow import (
    CONTENTS_TITLE,
    Item,
    chart_caption,
    contents,
    flow,
    in_brackets,
    kept,
    prepare,
    running_title,
    title_lines,
)
from inspektor.export.fonts import BOLD, FONTS, REGULAR, printable, register, text_width
from inspektor.export.pdf_tags import Element

_WATERMARK_ANGLE = 52
_WATERMARK_LENGTH = 520.0
_WATERMARK_MOST = 150.0
_TWO_LINES, _THREE_LINES = 2 * look.BODY_LEADING, 3 * look.BODY_LEADING
_NAMELESS = "Rapport"  # a file must be called something (ISO 14289-1, 7.1)


def write_pdf(report: Report) -> bytes:
    """The report as the bytes of a PDF file, laid out in one pass. Threads may ask for one each."""
    with FONTS:
        return _write(report)


def _write(report: Report) -> bytes:
    register()
    report = prepare(report)
    file = BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=(look.PAGE_WIDTH, look.PAGE_HEIGHT),
        pageTemplates=[_title_template(report), _page_template(report)],
        title=report.title or _NAMELESS,
        subject=report.subtitle,
        author="Inspektor",
        creator="Inspektor",
        lang=report.language,
        displayDocTitle=True,
        initialFontName=REGULAR,
        invariant=1,
    )
    document.build(list(_story(report)), canvasmaker=pdf_parts.ReportCanvas)
    return file.getvalue()


def _title_template(report: Report) -> Any:
    def begin(canvas: Any, _: Any) -> None:
        made = datetime.fromisoformat(report.date)
        canvas.setDateFormatter(lambda *_: f"D:{made:%Y%m%d%H%M%S}Z")
        canvas.showOutline()
        _watermark(canvas, report.status)

    return PageTemplate("titel", [_frame(look.TITLE_DROP)], onPage=begin)


def _page_template(report: Report) -> Any:
    head = printable(running_title(report))

    def begin(canvas: Any, _: Any) -> None:
        _watermark(canvas, report.status)
        canvas.tags.artifact("Header")
        canvas.setFont(REGULAR, look.RUNNING)
        canvas.setFillColor(pdf_styles.colour(look.MUTED))
        canvas.drawString(look.MARGIN_SIDE, look.PAGE_HEIGHT - look.HEADER_TOP - look.RUNNING, head)
        canvas.tags.artifact("Footer")
        canvas.page_number()
        canvas.tags.rest()

    return PageTemplate("sida", [_frame(0)], onPage=begin)


def _frame(drop: float) -> Any:
    return Frame(
        look.MARGIN_SIDE,
        look.MARGIN_BOTTOM,
        look.TEXT_WIDTH,
        look.TEXT_HEIGHT,
        leftPadding=0,
        rightPadding=0,
        bottomPadding=0,
        topPadding=drop,
    )


def _watermark(canvas: Any, status: str) -> None:
    """The status in light letters across the page, behind the text."""
    text = printable(status)
    if not text:
        return
    size = min(_WATERMARK_LENGTH / text_width(text, BOLD, 1), _WATERMARK_MOST)
    canvas.tags.artifact("Watermark")
    canvas.saveState()
    canvas.translate(look.PAGE_WIDTH / 2, look.PAGE_HEIGHT / 2)
    canvas.rotate(_WATERMARK_ANGLE)
    canvas.setFillColor(pdf_styles.colour(look.WATERMARK))
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -size / 3, text)
    canvas.restoreState()
    canvas.tags.rest()


def _story(report: Report) -> Iterator[Any]:
    """All flowables. Headings, and words that lead into a list, wait for what they belong to, and a page is turned
    where the two do not fit together.
    """
    yield from _title_page(report)
    items = flow(report)
    if items:
        yield NextPageTemplate("sida")
    heads: list[Any] = []
    for item in items:
        if item.new_page:
            yield from _together(heads, 0)
            heads = []
            yield PageBreak()
        made, need = _block(item, items)
        if isinstance(item.block, Heading) or item.leads:
            heads += made
            continue
        yield from _together(heads, need)
        yield from made
        heads = []
    yield from _together(heads, 0)


def _together(heads: list[Any], need: float) -> Iterator[Any]:
    """Headings, on a page that also has room for the `need` points that follow them. Where there is neither no page is
    turned, though what stands last may have filled its own to the end.
    """
    if not heads and not need:
        return
    height = need + sum(_height(head) for head in heads)
    yield CondPageBreak(min(height, look.TEXT_HEIGHT))
    yield from heads


def _height(made: Any) -> float:
    _, height = made.wrap(look.TEXT_WIDTH, look.TEXT_HEIGHT)
    return float(made.getSpaceBefore() + height + made.getSpaceAfter())


def _title_page(report: Report) -> Iterator[Any]:
    named = [
        (pdf_styles.STATUS, report.status), (pdf_styles.TITLE, report.title), (pdf_styles.SUBTITLE, report.subtitle)
    ]  # fmt: skip
    yield from (_plain(text, style) for style, text in named if text)
    yield Spacer(1, 36)
    yield from (_plain(text, pdf_styles.FACTS) for text in title_lines(report))


def _block(item: Item, items: tuple[Item, ...]) -> tuple[list[Any], float]:
    """What a block becomes, and how much of it must stand together with a heading before it."""
    match item.block:
        case Paragraph() as block:
            inlines = in_brackets(block.inlines) if block.style in GAPS else block.inlines
            return _with_beginning([_lines(inlines, pdf_styles.PARAGRAPHS[block.style], Element("P"))])
        case Quotation() as block:
            return _with_beginning([_lines(block.inlines, pdf_styles.QUOTE, Element("P", Element("BlockQuote")))])
        case Bullets() as block:
            return _bullets(block)
        case Table() as block:
            return _table(block, item.number)
        case Chart() as block:
            return _chart(block, item)
        case Heading() as block:
            return [pdf_parts.HeadingLine(block, item.number)], 0.0
        case Contents():
            return _contents(items), _TWO_LINES + look.HEADINGS[1][1]


def _with_beginning(made: list[Any]) -> tuple[list[Any], float]:
    """Running text, and what of it cannot be parted."""
    return made, _beginning(made[0])


def _beginning(made: Any) -> float:
    """How much of a text stands on the page where it begins: three lines would leave one alone on a page."""
    height = _height(made)
    return height if height < _THREE_LINES + look.BODY_LEADING else _TWO_LINES


def _lines(inlines: Inlines, style: Any, element: Element) -> Any:
    return pdf_parts.lines(pdf_styles.markup(inlines), style, element)


def _plain(text: str, style: Any, tag: str = "P", parent: Element | None = None) -> Any:
    return pdf_parts.lines(pdf_styles.plain_markup(text), style, Element(tag, parent))


def _bullets(block: Bullets) -> tuple[list[Any], float]:
    """A list, and what of it stands together with what is before it."""
    made = _list_items(block)
    needs = [_beginning(each) for each in made]
    for place in reversed(range(len(made) - 1)):
        needs[place] += needs[place + 1] if kept(block, place) else 0.0
    story = [part for each, need in zip(made, needs, strict=True) for part in (CondPageBreak(need), each)]
    return story[1:], needs[0]


def _list_items(block: Bullets) -> list[Any]:
    whole = Element("L", attributes=pdf_tags.NUMBERS if block.ordered else pdf_tags.BULLETS)
    signs = (f"{place}." if block.ordered else "•" for place in range(1, len(block.items) + 1))
    styles = [pdf_styles.ITEM] * (len(block.items) - 1) + [pdf_styles.LAST_ITEM]
    return [
        pdf_parts.item(pdf_styles.markup(inlines), style, sign, whole)
        for inlines, style, sign in zip(block.items, styles, signs, strict=True)
    ]


def _contents(items: tuple[Item, ...]) -> list[Any]:
    """The contents: an entry has those of the level below it in a list of its own."""
    listed = contents(items)
    whole = Element("TOC")
    made = [_plain(CONTENTS_TITLE, pdf_styles.CONTENTS_TITLE, "Caption" if listed else "P", whole if listed else None)]
    below = whole
    for heading, number in listed:
        entry = Element("TOCI", whole if heading.level == 1 else below)
        below = Element("TOC", entry) if heading.level == 1 else below
        made.append(pdf_parts.ContentsLine(heading, number, entry))
    return made


def _table(block: Table, number: int) -> tuple[list[Any], float]:
    """A table with its caption and notes, part by part; each part keeps its caption and its first row together."""
    notes = _notes(block.notes)
    divided = tables.parts(block)
    if not divided:
        return [_plain("".join(tables.caption(block, number)), pdf_styles.CAPTION), *notes], look.CAPTION_LEADING
    made: list[Any] = []
    first = 0.0
    for part in divided:
        below = notes if part.last else []
        whole = Element("Table", attributes=pdf_tags.summary(tables.description(part)))
        caption = _plain("".join(tables.caption(block, number, part)), pdf_styles.CAPTION, "Caption", whole)
        body, least = _table_part(part, whole, below, numeric=block.numeric)
        need = min(_height(caption) + least, look.TEXT_HEIGHT)
        made += [CondPageBreak(need), caption, body, *below]
        first = first or need
    return made[1:], first


def _chart(block: Chart, item: Item) -> tuple[list[Any], float]:
    """A chart under its caption, together on a page with the small print below it."""
    caption = _plain("".join(chart_caption(block, item.number)), pdf_styles.CAPTION)
    picture = pdf_parts.Picture(drawing(block), block.alt)
    below = _height(_lines(item.note.inlines, pdf_styles.NOTE, Element("P"))) + look.TABLE_GAP if item.note else 0.0
    need = min(_height(caption) + picture.height + below, look.TEXT_HEIGHT)
    return [caption, picture], need


def _notes(notes: tuple[str, ...]) -> list[Any]:
    styles = [pdf_styles.NOTE] * (len(notes) - 1) + [pdf_styles.LAST_NOTE]
    return [_plain(note, style) for note, style in zip(notes, styles, strict=False)]


def _table_part(part: tables.Part, whole: Element, notes: list[Any], *, numeric: bool) -> tuple[Any, float]:
    """The table, and the height that must not be divided: all of a small one, else the header and the first row."""
    body = pdf_tables.table(part, whole, numeric=numeric)
    heights = pdf_tables.row_heights(body)
    reserve = sum(_height(note) for note in notes)
    body.spaceAfter = 0 if notes else look.TABLE_GAP
    if sum(heights) <= look.WHOLE_TABLE:
        return body, sum(heights) + reserve
    body.reserve = reserve if reserve < look.TEXT_HEIGHT / 4 else 0.0
    return body, sum(min(height, look.TALL_ROW) for height in heights[:2])
