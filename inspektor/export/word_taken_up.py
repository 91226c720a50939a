"""Another Word file's styles and lists put to use in a report: those that it has are its own, the rest are made.

A style is known by its kind and its name in the file. Word writes the names of its built-in styles in English whatever
its language is; it is only their ids that are translated (`Rubrik1` is called `heading 1`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from inspektor.export import look, word_styles
from inspektor.export.oxml import NAMESPACES

TABLE = "Granskningstabell"
LISTS = {"ListBullet": False, "ListNumber": True}  # the styles of list items, and whether they are numbered
_ID, _VALUE = qn("w:styleId"), qn("w:val")
_OWN_COLOURS = {look.INK, look.HEADING}  # a style that is made has the colour of the text around it
_NONE = f"<w:numbering {NAMESPACES}/>"


class Styles:
    """The styles of a file with those of the report. `ids` says what each of the report's styles is called there."""

    def __init__(self, document: Document, language: str, width: float) -> None:
        self._root = document.styles.element
        self.made: set[str] = set()  # the report's styles that the file lacked
        self.ids = self._known()
        if table := _usual_table(document):
            self.ids[TABLE] = table
        self._make(word_styles.all_styles(width))
        self._speak(language)

    def style(self, name: str) -> Any:
        """The style that stands for one of the report's."""
        return next(one for one in self._styles() if one.get(_ID) == self.ids[name])

    def _styles(self) -> Iterator[Any]:
        return iter(self._root.findall(qn("w:style")))

    def _known(self) -> dict[str, str]:
        """The ids of the file's styles by the ids that the report has for the same kind and name."""
        theirs = {_name(one): one.get(_ID) for one in self._styles()}
        theirs |= {(one.get(qn("w:type")), ""): one.get(_ID) for one in self._styles() if one.get(qn("w:default"))}
        return {
            one.get(_ID): found
            for one in _parsed(word_styles.all_styles(0))
            if (found := theirs.get(_name(one)) or (one.get(qn("w:default")) and theirs.get((_name(one)[0], ""))))
        }

    def _make(self, styles: list[str]) -> None:
        """Put in the styles that are lacking, under ids and names that are free."""
        lacking = [one for one in _parsed(styles) if one.get(_ID) not in self.ids]
        taken = {one.get(_ID, "").lower() for one in self._styles()}
        names = {_name(one)[1] for one in self._styles()}
        for one in lacking:
            self.made.add(one.get(_ID))
            self.ids[one.get(_ID)] = _free(one.get(_ID), taken)
            called = one.find(qn("w:name"))
            called.set(_VALUE, _free(called.get(_VALUE), names))
        for one in lacking:
            one.set(_ID, self.ids[one.get(_ID)])
            for other in (*one.findall(qn("w:basedOn")), *one.findall(qn("w:next"))):
                other.set(_VALUE, self.ids[other.get(_VALUE)])
            for colour in [colour for colour in one.iter(qn("w:color")) if colour.get(_VALUE) in _OWN_COLOURS]:
                colour.getparent().remove(colour)
            self._root.append(one)

    def _speak(self, language: str) -> None:
        """Say which language the text is in, whatever the file's own text was in."""
        for one in self._root.iter(qn("w:lang")):
            one.set(_VALUE, language)
        defaults = _child(self._root, "w:docDefaults", first=True)
        properties = _child(_child(defaults, "w:rPrDefault", first=True), "w:rPr")
        _child(properties, "w:lang").set(_VALUE, language)


def lists(document: Document, styles: Styles, ordered_lists: int) -> dict[str, str]:
    """Put in what the report's lists need; the numbers of Word's lists by those that the report has for them."""
    root = _numbering(document)
    for name, ordered in LISTS.items():
        if name in styles.made or _form(root, styles, name) is None:
            form = _add(root, "w:abstractNum", lambda n, of=(name, ordered): _own_form(n, styles, *of))
            number = _add(root, "w:num", lambda n, of=form: word_styles.list_of(n, of))
            _belong(styles.style(name), number)
    counted = int(_form(root, styles, "ListNumber") or 0)
    return {
        str(word_styles.list_id(place)): str(
            _add(root, "w:num", lambda n: word_styles.list_of(n, counted, restart=True))
        )
        for place in range(1, ordered_lists + 1)
    }


def _own_form(number: int, styles: Styles, name: str, ordered: bool) -> str:
    return word_styles.list_form(number, styles.ids[name], ordered=ordered)


def _numbering(document: Document) -> Any:
    """The part with the lists' forms; made where the file has none."""
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element  # type: ignore[attr-defined]
    except KeyError:
        package = document.part.package
        name = PackURI("/word/numbering.xml")
        part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, parse_xml(_NONE), package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element


def _form(root: Any, styles: Styles, name: str) -> str | None:
    """The form of the lists that a style puts its items in; None where it puts them in no list that there is."""
    found = styles.style(name).find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    number = None if found is None else found.get(_VALUE)
    for one in root.findall(qn("w:num")):
        if one.get(qn("w:numId")) == number:
            return str(one.find(qn("w:abstractNumId")).get(_VALUE))
    return None


def _add(root: Any, tag: str, written: Any) -> int:
    """Put a form or a list in the file, in the schema's order, with the next number."""
    key = qn("w:abstractNumId") if tag == "w:abstractNum" else qn("w:numId")
    number = max((int(one.get(key)) for one in root.findall(qn(tag))), default=0) + 1
    made = _parsed([written(number)])[0]
    later = ("w:num", "w:numIdMacAtCleanup") if tag == "w:abstractNum" else ("w:numIdMacAtCleanup",)
    before = next((one for one in root if one.tag in {qn(name) for name in later}), None)
    if before is None:
        root.append(made)
    else:
        before.addprevious(made)
    return number


def _belong(style: Any, number: int) -> None:
    """Let a style put its items in a list."""
    properties = style.find(qn("w:pPr"))
    if properties is None:
        properties = parse_xml(f"<w:pPr {NAMESPACES}/>")
        before = next((one for one in style if one.tag in (qn("w:rPr"), qn("w:tblPr"))), None)
        style.append(properties) if before is None else before.addprevious(properties)
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    earlier = {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr")}
    place = sum(one.tag in earlier | {qn("w:widowControl")} for one in properties)
    properties.insert(place, _parsed([f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'])[0])


def _usual_table(document: Document) -> str:
    """The style that the file has for its tables: what Word has been told, else that of the first table in it."""
    told = document.settings.element.find(qn("w:defaultTableStyle"))
    used = document.element.body.find(f".//{qn('w:tblPr')}/{qn('w:tblStyle')}")
    for one in (told, used):
        name = "" if one is None else one.get(_VALUE)
        if name in {style.get(_ID) for style in document.styles.element.findall(qn("w:style"))}:
            return str(name)
    return ""


def _name(style: Any) -> tuple[str, str]:
    """A style's kind, and its name as Word compares names."""
    name = style.find(qn("w:name"))
    called = "" if name is None else name.get(_VALUE)
    return style.get(qn("w:type"), "paragraph"), called.split(",")[0].strip().lower()


def _free(name: str, taken: set[str]) -> str:
    """A name that is not taken, as near the wished one as can be; taken from now on."""
    free = name
    number = 1
    while free.lower() in taken:
        number += 1
        free = f"{name}{number}"
    taken.add(free.lower())
    return free


def _child(element: Any, tag: str, *, first: bool = False) -> Any:
    """The child with a tag; made where there is none."""
    found = element.find(qn(tag))
    if found is None:
        found = parse_xml(f"<{tag} {NAMESPACES}/>")
        element.insert(0 if first else len(element), found)
    return found


def _parsed(fragments: list[str]) -> list[Any]:
    return list(parse_xml(f"<w:holder {NAMESPACES}>{''.join(fragments)}</w:holder>"))
