"""Word templates such as an organisation has: with styles, lists, a page, a header and a logo of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from inspektor.export import raster
from inspektor.export.drawing import drawing
from tests.export.samples import chart

PLUM = RGBColor(0x6B, 0x1E, 0x5C)
HEADER, FOOTER = "Exempelstaden", "Socialförvaltningen"
_SWEDISH = {  # the ids that a Swedish Word gives its built-in styles; their names in the file are English
    "Heading1": "Rubrik1", "Heading2": "Rubrik2", "Heading3": "Rubrik3", "Title": "Rubrik", "Subtitle": "Underrubrik",
    "ListBullet": "Punktlista", "ListNumber": "Numreradlista", "Quote": "Citat", "Caption": "Beskrivning",
    "Header": "Sidhuvud", "Footer": "Sidfot", "TableNormal": "Normaltabell", "NoList": "Ingenlista",
}  # fmt: skip


def made(*changes: Callable[[Document], object]) -> bytes:
    """A Word file with the changes made to it."""
    document = docx.Document()
    for change in changes:
        change(document)
    return saved(document)


def saved(document: Document) -> bytes:
    """A document as a file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def styled(document: Document) -> None:
    """Headings, text and paper of its own, and words of its own."""
    for level in (1, 2, 3):
        style = document.styles[f"Heading {level}"]
        style.font.color.rgb, style.font.size = PLUM, Pt(22 - 3 * level)
    document.styles["Normal"].font.name = "Georgia"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(4), Cm(3)
    document.add_heading("Exempelrubrik som ska bort", 1)
    document.add_paragraph("Exempeltext som ska bort.")


def headed(document: Document) -> None:
    """A header with a name and a logo, and a footer."""
    section = document.sections[0]
    section.header.paragraphs[0].text = HEADER
    section.header.paragraphs[0].add_run().add_picture(BytesIO(logo()), width=Cm(3))
    section.footer.paragraphs[0].text = FOOTER


def logo() -> bytes:
    """A picture, as PNG."""
    return next(iter(raster.pngs([drawing(chart("heat"))])))


def swedish(document: Document) -> None:
    """Style ids as a Swedish Word writes them."""
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        style.set(qn("w:styleId"), _SWEDISH.get(style.get(qn("w:styleId")), style.get(qn("w:styleId"))))
        for one in (*style.findall(qn("w:basedOn")), *style.findall(qn("w:next"))):
            one.set(qn("w:val"), _SWEDISH.get(one.get(qn("w:val")), one.get(qn("w:val"))))
    section = document.sections[0]
    for story in (document.element.body, section.header._element, section.footer._element):
        for one in story.iter(qn("w:pStyle")):
            one.set(qn("w:val"), _SWEDISH.get(one.get(qn("w:val")), one.get(qn("w:val"))))


def bare(document: Document) -> None:
    """Nothing but the style of running text, and no lists."""
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        if style.get(qn("w:default")) is None:
            root.remove(style)
    relations = document.part.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/numbering")]:
        del relations[key]


def covered(document: Document) -> None:
    """A cover in a section of its own, which the headers come from."""
    document.add_paragraph("Omslag")
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "Omslagets sidhuvud"
    document.add_section(WD_SECTION.NEW_PAGE)


def with_place(document: Document) -> None:
    """Words before and after the place of the report, and a bookmark."""
    before = document.add_paragraph("Förord från förvaltningen.")
    for tag in ("bookmarkStart", "bookmarkEnd"):
        name = ' w:name="forord"' if tag == "bookmarkStart" else ""
        before._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1"{name}/>'))
    document.add_paragraph("[RAPPORT]")
    document.add_paragraph("Kontakt: förvaltningen.")


def with_table_style(document: Document) -> None:
    """A table style of its own, which a table in it has."""
    style: Any = document.styles.add_style("Stadens tabell", WD_STYLE_TYPE.TABLE)
    document.add_table(1, 1, style)


def with_even_pages(document: Document) -> None:
    """Other headers on even pages."""
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_header.paragraphs[0].text = "Jämn sida"


def locked(document: Document) -> None:
    """Protected, attached to a template elsewhere, and told to update its fields at every opening."""
    settings = document.settings.element
    part: Any = document.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    key = part.rels.get_or_add_ext_rel(kind, "file:///server/hemlig/mall.dotm")
    for tag in (
        f'<w:updateFields {nsdecls("w")} w:val="true"/>',
        f'<w:documentProtection {nsdecls("w")} w:edit="readOnly" w:enforcement="1"/>',
        f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>',
    ):
        settings.insert(0, parse_xml(tag))


def as_dotx(content: bytes) -> bytes:
    """The same file, saved as a Word template."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(file, "w") as written:
        for name in package.namelist():
            data = package.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"document.main+xml", b"template.main+xml")
            written.writestr(name, data)
    return file.getvalue()
