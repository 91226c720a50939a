"""WordprocessingML (ECMA-376 part 1, 17) as strings: runs, fields, paragraphs, tables, the watermark.

python-docx has no words for most of this, and building a table cell by cell through its objects is slow: the body is
written as one string and parsed once. Lengths are points here and become what Word counts in: twentieths and halves of
a point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from inspektor.domain.document import Cell
from inspektor.export import look
from inspektor.export.tables import ROOMIER, Part, description, kept
from inspektor.export.text import at_whole_hyphens

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_LOOK_OF_TABLE = (
    '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)

# The shape type of straight word art, number 136 of the preset shapes; Word wants it spelled out in the file.
_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0", "if @0 21600 @1",
    "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7", "sum @6 0 @5",
)  # fmt: skip
_WORD_ART = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    f"<v:formulas>{''.join(f'<v:f eqn={quoteattr(formula)}/>' for formula in _FORMULAS)}</v:formulas>"
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Halves of a point, which type sizes are counted in."""
    return round(points * 2)


def run(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """A run of text, in a character style where one is named; a line end in it is a line break."""
    marks = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks += ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f"<w:r>{properties}{_text(text)}</w:r>"


def field(instruction: str, result: str) -> str:
    """A field with the result it shows until Word counts it anew."""
    return f"{_field_begin(instruction)}<w:r>{_text(result)}</w:r>{_FIELD_END}"


def paragraph(style: str, content: str, *, properties: str = "", new_page: bool = False, keep: bool = False) -> str:
    """A paragraph in a style (empty: the default). `properties` come after those named here in the schema's order."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    named += "<w:keepNext/>" if keep else ""
    named += "<w:pageBreakBefore/>" if new_page else ""
    inner = named + properties
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{content}</w:p>"


def bookmark(number: int, name: str, content: str) -> str:
    """Content inside a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def link(anchor: str, content: str) -> str:
    """Content that leads to a bookmark."""
    return f'<w:hyperlink w:anchor={quoteattr(anchor)} w:history="1">{content}</w:hyperlink>'


def contents(
    title: str, instruction: str, entries: Sequence[tuple[int, str, str, int]], *, properties: str, new_page: bool
) -> str:
    """A filled-in table of contents, with Word's own frame around it. An entry: level, text, bookmark, page. The title
    is a paragraph with such `properties`.
    """
    lines = [_entry(*entry) for entry in entries] or [("TOC1", run("–"))]
    lines[0] = (lines[0][0], _field_begin(instruction) + lines[0][1])
    lines[-1] = (lines[-1][0], lines[-1][1] + _FIELD_END)
    head = paragraph("TOCHeading", run(title), properties=properties, new_page=new_page)
    written = "".join(paragraph(style, inner) for style, inner in lines)
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{head}{written}</w:sdtContent></w:sdt>"


def table(part: Part, title: str, content: Callable[[Cell], str], *, width: float, keep_to_notes: bool) -> str:
    """One part of a table over the whole text width: fixed columns, a header row that repeats, row heads first.

    `content` gives the runs of a cell.
    """
    total = twips(width)
    widths = [round(share * total) for share in part.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Granskningstabell"/><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblLayout w:type="fixed"/>{_LOOK_OF_TABLE}<w:tblCaption w:val={quoteattr(title)}/>'
        f"<w:tblDescription w:val={quoteattr(description(part))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_rows(part, widths, content, keep_to_notes=keep_to_notes))}</w:tbl>"
    )


def picture(key: str, number: int, alt: str, size: tuple[float, float]) -> str:
    """A run with a picture in the line. `key` names the picture among the file's parts, `number` is unique."""
    wide, high = (round(points * 12700) for points in size)
    extent, name = f'cx="{wide}" cy="{high}"', f'id="{number}" name="Figur {number}"'
    main, inner = (f"http://schemas.openxmlformats.org/drawingml/2006/{part}" for part in ("main", "picture"))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {name} descr={quoteattr(alt)}/>"
        f'<a:graphic xmlns:a="{main}"><a:graphicData uri="{inner}"><pic:pic xmlns:pic="{inner}">'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def watermark(text: str, number: int) -> str:
    """A run with word art behind the text, across the page: the shape that Word itself makes for a watermark.

    `number` is unique in the document. The shape is decoration, and so has an empty alternative text.
    """
    width = min(76.0 * len(text), 480.0)
    height = min(width / max(len(text), 1) * 1.9, 150.0)
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.0f}pt;height:{height:.0f}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_WORD_ART}"
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt="" '
        f'style="{place}" o:allowincell="f" fillcolor="#{look.WATERMARK}" stroked="f">'
        f'<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string={quoteattr(text)}/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )


def _field_begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _entry(level: int, text: str, anchor: str, page: int) -> tuple[str, str]:
    page_number = field(f"PAGEREF {anchor} \\h", str(page))
    return f"TOC{level}", link(anchor, f"{run(text)}<w:r><w:tab/></w:r>{page_number}")


def _rows(part: Part, widths: Sequence[int], content: Callable[[Cell], str], *, keep_to_notes: bool) -> Iterator[str]:
    """The header row and the rows. A row stays on one page unless it is very tall."""
    head, *heights = part.heights(ROOMIER)
    keep, *keeps = kept([head, *heights], to_notes=keep_to_notes)
    columns = _columns(widths, ["Tabellhuvudsiffra" if right else "Tabellhuvud" for right in part.figures])
    repeated = "" if head > look.TALL_ROW else "<w:cantSplit/><w:tblHeader/>"
    heads = (run(text) if text else "" for text in part.header)
    yield _row(heads, columns, repeated, keep=keep)
    columns = _columns(widths, ["Tabellsiffra" if right else "Tabelltext" for right in part.figures])
    for row, height, keep in zip(part.rows, heights, keeps, strict=True):
        properties = "" if height > look.TALL_ROW else "<w:cantSplit/>"
        yield _row(map(content, row), columns, properties, keep=keep)


def _columns(widths: Sequence[int], styles: Sequence[str]) -> list[str]:
    """For each column, what its cells begin with, as far as the paragraph's style."""
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        for width, style in zip(widths, styles, strict=True)
    ]


def _row(runs: Iterable[str], columns: Sequence[str], properties: str, *, keep: bool) -> str:
    kept = "<w:keepNext/></w:pPr>" if keep else "</w:pPr>"
    cells = "".join(f"{begin}{kept}{inner}</w:p></w:tc>" for begin, inner in zip(columns, runs, strict=True))
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _text(text: str) -> str:
    return "<w:br/>".join(map(_line, text.split("\n")))


def _line(text: str) -> str:
    """Text on one line, with Word's no-break hyphens where the line may not end."""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in at_whole_hyphens(text))
    return "<w:noBreakHyphen/>".join(parts)
