"""Reads a .docx as a zip of XML, without the library that wrote it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {
    "w": W[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}

_HELD = re.compile("</w:t><w:noBreakHyphen/><w:t[^>]*>")


def parts(content: bytes) -> dict[str, bytes]:
    """The members of a .docx by name."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def read(content: bytes) -> dict[str, str]:
    """The members of a .docx by name, as text that is read: codes and numbers in one, whatever holds them together."""
    found = {name: part.decode("utf-8", "replace") for name, part in parts(content).items()}
    return {name: _HELD.sub("-", part).replace("\N{NO-BREAK SPACE}", " ") for name, part in found.items()}


def xml(content: bytes, name: str = "word/document.xml") -> Any:
    """A part as an element tree."""
    return etree.fromstring(parts(content)[name])


def find(element: Any, path: str) -> list[Any]:
    """What an XPath finds, with the prefixes of NAMES."""
    return list(element.xpath(path, namespaces=NAMES))


def text(element: Any) -> str:
    """The text in an element: of its runs, with line breaks, without fields' instructions, every space a plain one."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
    found = ((part.text or "") if part.tag == f"{W}t" else signs.get(part.tag, "") for part in element.iter())
    return "".join(found).replace("\N{NO-BREAK SPACE}", " ")


def style(paragraph: Any) -> str:
    """The id of a paragraph's style, empty for the default."""
    return "".join(find(paragraph, "string(w:pPr/w:pStyle/@w:val)"))


def paragraphs(document: Any) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside tables, in order."""
    return [(style(one), text(one)) for one in find(document, "//w:p[not(ancestor::w:tc)]")]


def tables(document: Any) -> list[list[list[str]]]:
    """The texts of every table's cells, row by row."""
    return [
        [[text(cell) for cell in find(row, "w:tc")] for row in find(table, "w:tr")]
        for table in find(document, "//w:tbl")
    ]


def stories(content: bytes, kind: str) -> dict[str, Any]:
    """The headers or footers (`kind`) by which pages they stand on: default, first."""
    targets = {relation.get("Id"): relation.get("Target") for relation in xml(content, "word/_rels/document.xml.rels")}
    references = find(xml(content), f"//w:sectPr/w:{kind}Reference")
    relation_id = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    return {one.get(f"{W}type"): xml(content, f"word/{targets[one.get(relation_id)]}") for one in references}
