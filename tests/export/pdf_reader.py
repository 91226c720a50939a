"""Reads a PDF as somebody does who has it read out: what the structure says of the text, and which rules it breaks.

The tree is read by pypdf, the text of each mark by PDFium, the rules (PDF/UA-1) by page-validation.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import page
import pypdfium2
from pypdf import PdfReader

OUTSIDE = -1  # the mark of what belongs to no element
_LINE_END_HYPHEN = "\x02"  # as PDFium tells it


@dataclass
class Node:
    """An element: its tag and attributes, its own text, what is below it, its links, and the pages it is on."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    kids: list[Node] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)

    def all(self, tag: str = "") -> list[Node]:
        """The elements with a tag in and below this, in order; without a tag, all elements."""
        found = [self] if tag in ("", self.tag) else []
        return found + [one for kid in self.kids for one in kid.all(tag)]

    def words(self) -> str:
        """All text in this, in the order it is read out."""
        return " ".join(" ".join([self.text, *(kid.words() for kid in self.kids)]).split())


def failures(content: bytes) -> list[str]:
    """The rules of PDF/UA-1 that a file breaks."""
    return [failure.rule_id for failure in page.validate_pdf_bytes(content, profile="ua1").failures]


def structure(content: bytes) -> Node:
    """The tree of a file, from the document down."""
    reader = PdfReader(BytesIO(content))
    pages = {one.indirect_reference.idnum: at for at, one in enumerate(reader.pages) if one.indirect_reference}
    (document,) = reader.root_object["/StructTreeRoot"]["/K"]  # type: ignore[index]
    return _Reading(marks(content), pages).node(document.get_object())


def marks(content: bytes) -> list[dict[int, str]]:
    """For each page the text of its marks by number; that of no mark under `OUTSIDE`."""
    with pypdfium2.PdfDocument(content) as document:
        return [_marks_of(document[number]) for number in range(len(document))]


def _marks_of(leaf: Any) -> dict[int, str]:
    raw = pypdfium2.raw
    found: dict[int, str] = defaultdict(str)
    text = leaf.get_textpage()
    for shown in leaf.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
        outermost = shown
        while outermost.container:  # a late page number is a form; the mark is around it
            outermost = outermost.container
        found[raw.FPDFPageObj_GetMarkedContentID(outermost)] += shown.extract().replace(_LINE_END_HYPHEN, "-") + " "
    return found


class _Reading:
    """Walks the tree of one file."""

    def __init__(self, texts: list[dict[int, str]], pages: dict[int, int]) -> None:
        self._texts = texts
        self._pages = pages

    def node(self, element: Any) -> Node:
        """An element with all below it."""
        attributes = element["/A"].get_object() if "/A" in element else {}
        made = Node(element["/S"][1:], {key[1:]: str(value) for key, value in attributes.items() if key != "/O"})
        for kid in (one.get_object() for one in element["/K"]):
            if isinstance(kid, int):
                self._read(made, element.raw_get("/Pg"), kid)
            elif "/S" in kid:
                made.kids.append(self.node(kid))
            elif "/Obj" in kid:
                made.links.append(kid["/Obj"])
            else:
                self._read(made, kid.raw_get("/Pg"), kid["/MCID"])
        made.text = " ".join(made.text.split())
        return made

    def _read(self, into: Node, leaf: Any, mark: int) -> None:
        number = self._pages[leaf.idnum]
        into.pages.add(number + 1)
        into.text += self._texts[number].get(mark, "")
