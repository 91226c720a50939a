"""The Word report's styles, lists and settings, in place of those that python-docx's template brings.

Built-in styles keep Word's own ids and names, so that the navigation pane, the table of contents and another template's
styles take hold. Our own have Swedish names, which is what a person sees in Word's list of styles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from inspektor.export import look
from inspektor.export.oxml import NAMESPACES, half_points, twips

FONT = "Calibri"  # on every Windows with Office; elsewhere its metric twin Carlito takes over
_LETTERS = "DefaultParagraphFont"
_BULLETS, _NUMBERS = 1, 2  # the w:num that each list style has of its own
_OWN = {
    "Granskningstabell",
    "Not",
    "SaknadText",
    "Status",
    "Tabellhuvud",
    "Tabellhuvudsiffra",
    "Tabellsiffra",
    "Tabelltext",
}
_OWN |= {"Titelsida", "Tabellank"}
_SUPERFLUOUS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/extended-properties")


def apply(document: Document, language: str, ordered_lists: int) -> None:
    """Give a new document the report's styles, its numbered lists (each begins at 1) and settings."""
    styles = document.styles.element
    latent = styles.find(qn("w:latentStyles"))  # how Word's other built-in styles are shown
    _replace_children(styles, [_defaults(language), *all_styles(look.TEXT_WIDTH)])
    styles.insert(1, latent)
    _replace_children(document.part.numbering_part.element, _numbering(ordered_lists))
    _replace_children(document.settings.element, [_settings(language)])
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_SUPERFLUOUS)]:
            del relations[key]


def list_number(ordered_list: int) -> str:
    """The paragraph property that puts an item in the given numbered list (from 1)."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id(ordered_list)}"/></w:numPr>'


def list_id(ordered_list: int) -> int:
    """Which of Word's lists a numbered list (from 1) is."""
    return _NUMBERS + ordered_list


def spacing(
    *, before: float | None = None, after: float | None = None, line: float | None = None, leading: float | None = None
) -> str:
    """Distances around a paragraph, and its line height as a multiple of the font's own or as a `leading` in points."""
    values = {"before": before and twips(before), "after": after if after is None else twips(after)}
    values["line"] = twips(leading) if leading else line and round(line * 240)
    given = "".join(f' w:{name}="{value}"' for name, value in values.items() if value is not None)
    rule = ' w:lineRule="exact"' if leading else ' w:lineRule="auto"' if line else ""
    return f"<w:spacing{given}{rule}/>"


def _replace_children(element: Any, fragments: list[str]) -> None:
    """Put parsed fragments in place of all that an element holds."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<w:holder {NAMESPACES}>{''.join(fragments)}</w:holder>")):
        element.append(child)


def _defaults(language: str) -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(look.BODY)}{_language(language)}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{spacing(after=look.PARAGRAPH_GAP, line=1.1)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _language(language: str) -> str:
    return f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _font(points: float, colour: str = look.INK, *, bold: bool = False, italic: bool = False) -> str:
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    return f'{marks}<w:color w:val="{colour}"/>{_size(points)}'


def _indent(left: float = 0, hanging: float = 0, right: float = 0) -> str:
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" w:hanging="{twips(hanging)}"/>'


def _style(
    style_id: str, name: str, ppr: str = "", rpr: str = "", *, based: str = "Normal", after: str = "", table: str = ""
) -> str:
    """A paragraph style; a character style when it is based on one, a table style when `table` says how its parts look.
    `after`: the next paragraph's style.
    """
    kind = "table" if table else "character" if based == _LETTERS else "paragraph"
    own = ' w:customStyle="1"' if style_id in _OWN else ""
    followed = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"{own}><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>{followed}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"{'' if kind == 'character' else f'<w:pPr>{ppr}</w:pPr>'}<w:rPr>{rpr}</w:rPr>{table}</w:style>"
    )


def all_styles(width: float) -> list[str]:
    """Every style that a report is written in, for a text `width` points wide."""
    return [
        *_base_styles(),
        *_heading_styles(),
        *_text_styles(),
        *_front_styles(),
        *_table_styles(),
        *_contents_styles(width),
    ]


def _base_styles() -> list[str]:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in {"top": 0, "left": 108, "bottom": 0, "right": 108}.items()
    )
    ink = f'<w:qFormat/><w:pPr><w:widowControl/></w:pPr><w:rPr><w:color w:val="{look.INK}"/></w:rPr>'
    cells = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    return [
        _default_style("paragraph", "Normal", "Normal", ink),
        _default_style("character", _LETTERS, "Default Paragraph Font", hidden),
        _default_style("table", "TableNormal", "Normal Table", hidden + cells),
        _default_style("numbering", "NoList", "No List", hidden),
    ]


def _default_style(kind: str, style_id: str, name: str, content: str) -> str:
    head = f'<w:style w:type="{kind}" w:default="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
    return f"{head}{content}</w:style>"


def _heading_styles() -> Iterator[str]:
    for level, (size, _) in look.HEADINGS.items():
        before, after = look.HEADING_SPACE[level]
        ppr = (
            f"<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>{spacing(before=before, after=after, line=1.0)}"
            f'<w:outlineLvl w:val="{level - 1}"/>'
        )
        yield _style(f"Heading{level}", f"heading {level}", ppr, _font(size, look.HEADING, bold=True), after="Normal")


def _text_styles() -> list[str]:
    ground = (
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="{look.MISSING_INK}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.MISSING_GROUND}"/>'
    )
    warned = f'<w:color w:val="{look.MISSING_INK}"/>'
    item = f"{spacing(after=look.LIST_GAP)}{_indent(look.LIST_INDENT, look.LIST_INDENT)}"
    return [
        _style("ListBullet", "List Bullet", f'<w:numPr><w:numId w:val="{_BULLETS}"/></w:numPr>{item}'),
        _style("ListNumber", "List Number", f'<w:numPr><w:numId w:val="{_NUMBERS}"/></w:numPr>{item}'),
        _style("Quote", "Quote", _indent(look.QUOTE_INDENT, 0, look.QUOTE_INDENT), "<w:i/><w:iCs/>", after="Normal"),
        _style("SaknadText", "Saknad text", f"{ground}{_indent(8)}", warned, after="Normal"),
        _style("Not", "Not", spacing(before=3, after=3, line=1.0), _font(look.NOTE, look.MUTED)),
    ]


def _front_styles() -> list[str]:
    title = f"<w:suppressAutoHyphens/>{spacing(after=8, line=1.0)}"
    subtitle = f"<w:suppressAutoHyphens/>{spacing(after=36)}"
    status = _font(look.SUBTITLE, look.MISSING_INK, bold=True)
    small = _font(look.RUNNING, look.MUTED)
    return [
        _style("Status", "Status", spacing(before=look.TITLE_DROP, after=6), status),
        _style("Title", "Title", title, _font(look.TITLE, look.HEADING, bold=True), after="Subtitle"),
        _style("Subtitle", "Subtitle", subtitle, _font(look.SUBTITLE, look.MUTED)),
        _style("Titelsida", "Titelsida", spacing(after=4)),
        _style("Header", "header", spacing(after=0, line=1.0), small),
        _style("Footer", "footer", f'{spacing(after=0, line=1.0)}<w:jc w:val="right"/>', small),
    ]


def _table_styles() -> list[str]:
    caption = f"<w:keepNext/><w:keepLines/>{spacing(before=look.TABLE_GAP, after=look.CAPTION_GAP, line=1.0)}"
    text = spacing(before=look.CELL_TOP, after=look.CELL_TOP, line=1.0)
    right = '<w:jc w:val="right"/>'
    return [
        _style("Caption", "caption", caption, _font(look.CAPTION, bold=True), after="Normal"),
        _style("Tabelltext", "Tabelltext", text, _font(look.TABLE)),
        _style("Tabellsiffra", "Tabellsiffra", right, based="Tabelltext"),
        _style("Tabellhuvud", "Tabellhuvud", "<w:keepNext/>", _font(look.TABLE, bold=True), based="Tabelltext"),
        _style("Tabellhuvudsiffra", "Tabellhuvud siffra", right, based="Tabellhuvud"),
        _style("Tabellank", "Tabellänk", "", f'<w:color w:val="{look.HEADING}"/>', based=_LETTERS),
        _style("Granskningstabell", "Granskningstabell", based="TableNormal", table=_table_look()),
    ]


def _table_look() -> str:
    def rule(side: str, colour: str, eighths: int) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'

    side = f'w:w="{twips(look.CELL_SIDE)}" w:type="dxa"'
    rules = rule("top", look.RULE, 6) + rule("bottom", look.RULE, 6) + rule("insideH", look.HAIRLINE, 4)
    head = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.HEAD_GROUND}"/><w:vAlign w:val="bottom"/>'
    return (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        f"<w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>{rule("bottom", look.RULE, 6)}</w:tcBorders>'
        f"{head}</w:tcPr></w:tblStylePr>"
    )


def _contents_styles(width: float) -> Iterator[str]:
    head = f"<w:keepNext/>{spacing(before=0, after=look.HEADING_SPACE[1][1])}"  # it begins a page
    yield _style("TOCHeading", "TOC Heading", head, _font(look.HEADINGS[1][0], look.HEADING, bold=True), after="Normal")
    for level in (1, 2):
        gap = spacing(before=look.CONTENTS_GAP if level == 1 else None, after=0, leading=look.CONTENTS_LEADING)
        ppr = f"{contents_tab(width)}{gap}{_indent(look.LIST_INDENT * (level - 1))}"
        yield _style(f"TOC{level}", f"toc {level}", ppr, _font(look.CONTENTS, bold=level == 1), after="Normal")


def contents_tab(width: float) -> str:
    """Where the page numbers of the contents end in a text `width` points wide, with dots before them."""
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(width)}"/></w:tabs>'


def _numbering(ordered_lists: int) -> list[str]:
    return [
        list_form(0, "ListBullet", ordered=False),
        list_form(1, "ListNumber", ordered=True),
        list_of(_BULLETS, 0),
        list_of(_NUMBERS, 1),
        *(list_of(_NUMBERS + count, 1, restart=True) for count in range(1, ordered_lists + 1)),
    ]


def list_form(number: int, style: str, *, ordered: bool) -> str:
    """How the lists in a style are numbered, or what stands before their items."""
    form, sign = ("decimal", "%1.") if ordered else ("bullet", "•")
    return (
        f'<w:abstractNum w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{_indent(look.LIST_INDENT, look.LIST_INDENT)}</w:pPr></w:lvl></w:abstractNum>"
    )


def list_of(number: int, form: int, *, restart: bool = False) -> str:
    """A list of a form; `restart`: it begins at 1 whatever lists of its form there are before it."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{form}"/>{again}</w:num>'


def _settings(language: str) -> str:
    """Settings in the schema's order. Nothing tells Word to update fields: it would ask the reader at every opening."""
    uri = "http://schemas.microsoft.com/office/word"
    modern = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1, "enableOpenTypeFeatures": 1}
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>' for name, value in modern.items()
    )
    scheme = "".join(
        f' w:{name}="{value}"'
        for name, value in {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}.items()
    ) + "".join(f' w:accent{number}="accent{number}"' for number in range(1, 7))
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="425"/>'
        '<w:doNotHyphenateCaps/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="{language}"/>'
        f'<w:clrSchemeMapping{scheme} w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    )
