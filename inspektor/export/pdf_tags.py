"""What each thing on a PDF's pages is, for those who have the report read out: the structure tree of PDF/UA-1.

ISO 32000-1, 14.6 to 14.8, and ISO 14289-1. What is drawn either belongs to an `Element` or is an artifact (rules,
running header, watermark), which is not read out. Which elements a list or a table is made of is not known here.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import LinkAnnotation, PDFDictionary, PDFName, PDFObject, PDFStream

COLUMN_HEAD = "<</O/Table/Scope/Column>>"
ROW_HEAD = "<</O/Table/Scope/Row>>"
BULLETS = "<</O/List/ListNumbering/Disc>>"
NUMBERS = "<</O/List/ListNumbering/Decimal>>"


class Element(PDFObject):
    """A node of the tree. `tag`: a standard structure type (ISO 32000-1, 14.8.4); `attributes`: a PDF dictionary.

    It takes its place, last in its parent, when something of it is first drawn. So the tree has the pages' order, and
    holds nothing that is not there to see. Without a parent it belongs to the document itself.
    """

    reference = ""  # as the file's other objects call it; empty until it has its place
    page: _Page | None = None  # where it was first drawn itself

    def __init__(self, tag: str, parent: Element | None = None, attributes: str = "", alt: str = "") -> None:
        self.tag = tag
        self.alt = alt  # what is said in place of what cannot be read out
        self.parent = parent
        self.attributes = attributes
        self.kids: list[Element | int | _Mark | _Link] = []  # a number: a mark on the element's own page

    def format(self, _: Any) -> bytes:
        """The element as it stands in the file."""
        where = f"/Pg {self.page.reference}" if self.page else ""
        attributes = f"/A{self.attributes}" if self.attributes else ""
        attributes += f"/Alt{_words(self.alt)}" if self.alt else ""
        above = self.parent.reference if self.parent else ""
        kids = " ".join(map(str, self.kids))
        return f"<</S/{self.tag}/P {above}{where}{attributes}/K[{kids}]>>".encode("ascii")

    def __str__(self) -> str:
        """The element as a child of another."""
        return self.reference

    def owners(self) -> str:
        """The element as the one that a link belongs to."""
        return self.reference


class _Page:
    """A page, and the element of each of its marks in turn. Its reference is known when the page has been turned."""

    def __init__(self) -> None:
        self.reference = ""
        self.elements: list[Element] = []

    def owners(self) -> str:
        """The elements that the marks belong to."""
        return f"[{' '.join(element.reference for element in self.elements)}]"


class _Mark(NamedTuple):
    """What is drawn between one mark and the next, on another page than the first of its element."""

    page: _Page
    number: int

    def __str__(self) -> str:
        """The mark as a child of an element."""
        return f"<</Type/MCR/Pg {self.page.reference}/MCID {self.number}>>"


class _Link(NamedTuple):
    """A place on a page that leads somewhere."""

    page: _Page
    reference: str

    def __str__(self) -> str:
        """The link as a child of an element."""
        return f"<</Type/OBJR/Pg {self.page.reference}/Obj {self.reference}>>"


class _Root(Element):
    """What holds the tree, and says of every page and link (by its key, its place in `keys`) what it belongs to."""

    def __init__(self) -> None:
        super().__init__("")
        self.keys: list[_Page | Element] = []

    def format(self, _: Any) -> bytes:
        """The root as it stands in the file."""
        kids = " ".join(map(str, self.kids))
        owners = " ".join(f"{key} {one.owners()}" for key, one in enumerate(self.keys))
        tree = f"/ParentTree<</Nums[{owners}]>>/ParentTreeNextKey {len(self.keys)}"
        return f"<</Type/StructTreeRoot/K[{kids}]{tree}>>".encode("ascii")


class _Area(LinkAnnotation):
    permitted = (*LinkAnnotation.permitted, "StructParent")


class Tags:
    """Marks what a canvas draws, and gathers the tree. A mark lasts until the next, or until `rest`."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._open = False
        self._root = _Root()
        self._document = Element("Document", self._root)
        self._page = _Page()

    def mark(self, element: Element) -> None:
        """What is drawn from now on belongs to an element."""
        page = self._page
        number = len(page.elements)
        page.elements.append(element)
        element.page = element.page or page
        self._placed(element).kids.append(number if element.page is page else _Mark(page, number))
        self._begin(f"/{element.tag} <</MCID {number}>> BDC")

    def artifact(self, kind: str = "") -> None:
        """What is drawn from now on is decoration, or one of what every page has: Header, Footer, Watermark."""
        self._begin(f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC" if kind else "/Artifact BMC")

    def rest(self) -> None:
        """Nothing more is drawn for now."""
        if self._open:
            self._canvas._code.append("EMC")
        self._open = False

    def link(self, element: Element, words: str, place: str, area: tuple[float, float, float, float]) -> None:
        """An area (in the present coordinates) that leads to a bookmark; `words` say where."""
        canvas, key = self._canvas, len(self._root.keys)
        made = _Area(canvas._absRect(area, 1), words, canvas._bookmarkReference(place), "[0 0 0]", StructParent=key)
        canvas._addAnnotation(made)
        self._root.keys.append(element)
        self._placed(element).kids.append(_Link(self._page, self._reference(made)))

    def turn(self, page: Any) -> None:
        """The page just drawn has come to be; what follows is on the next."""
        page.StructParents = len(self._root.keys)
        page.Tabs = PDFName("S")  # the keyboard goes through the links in the order of the tree
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        self._page.reference = self._reference(page)
        self._root.keys.append(self._page)
        self._page = _Page()

    def finish(self, title: str) -> None:
        """Put the tree in the file, and that the file is one for all."""
        catalog = self._canvas._doc.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = _metadata(title)
        catalog.StructTreeRoot = self._root

    def _begin(self, code: str) -> None:
        self.rest()
        self._canvas._code.append(code)
        self._open = True

    def _placed(self, element: Element) -> Element:
        if not element.reference:
            element.reference = self._reference(element)
            if element is not self._root:
                element.parent = element.parent or self._document
                self._placed(element.parent).kids.append(element)
        return element

    def _reference(self, thing: Any) -> str:
        document = self._canvas._doc
        number, version = document.idToObjectNumberAndVersion[document.Reference(thing).name]
        return f"{number} {version} R"


def summary(words: str) -> str:
    """The attributes of a table that words describe."""
    return f"<</O/Table/Summary{_words(words)}>>"


def place(left: float, bottom: float, right: float, top: float) -> str:
    """The attributes of a picture that stands by itself, with its place on the page (ISO 32000-1, 14.8.5.4.3)."""
    return f"<</O/Layout/Placement/Block/BBox[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]>>"


def _words(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def _metadata(title: str) -> Any:
    """The file's XMP: its title, and that it follows PDF/UA-1 (ISO 14289-1, 5)."""
    content = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>\n'
    )
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(kind, content.encode())
