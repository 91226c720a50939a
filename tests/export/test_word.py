"""The Word file: real styles, fields that read right before anybody updates them, tables that keep their headings."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Literal

import docx
import PIL.Image
import pytest
from docx.image.image import Image

from inspektor.domain.document import (
    Bullets,
    Cell,
    Chart,
    ChartCell,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Trace,
)
from inspektor.export import look, raster
from inspektor.export.drawing import drawing
from inspektor.export.flow import flow, prepare
from inspektor.export.pages import estimate
from inspektor.export.word import write_word
from tests.export import docx_reader as reader
from tests.export.samples import chart, figures, full, report, text, words_table

FULL = write_word(full())
DOCUMENT = reader.xml(FULL)
STYLES = reader.xml(FULL, "word/styles.xml")

# The order of ECMA-376: Word calls a file with another order damaged.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind "
    "jc outlineLvl",
    "rPr": "rFonts b bCs i iCs noProof color sz szCs lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW tcBorders shd vAlign",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "settings": "zoom defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps "
    "characterSpacingControl compat themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "numbering": "abstractNum num",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr",
}


def test_no_item_of_a_list_no_last_row_and_no_small_print_is_alone_on_a_page() -> None:
    items = tuple((Text(f"Punkt {place}"),) for place in range(4))
    note = Paragraph((Text("För få ärenden."),), "note")
    written = reader.xml(write_word(report(Bullets(items), chart(), note, figures(rows=60, notes=()))))
    kept = reader.find(written, "//w:p[w:pPr/w:keepNext]")
    assert [reader.text(one) for one in kept if "Punkt" in reader.text(one)] == ["Punkt 0", "Punkt 2"]
    assert [bool(reader.find(one, "w:pPr/w:keepNext")) for one in reader.find(written, "//w:p[w:r/w:drawing]")] == [
        True
    ]
    rows = reader.find(written, "//w:tr/w:tc[1]/w:p")
    assert [bool(reader.find(one, "w:pPr/w:keepNext")) for one in rows[-3:]] == [False, True, False]
    assert [bool(reader.find(one, "w:pPr/w:keepNext")) for one in rows[:3]] == [True, True, False]


def test_headings_have_words_own_styles_in_the_reports_order() -> None:
    opened = docx.Document(BytesIO(FULL))
    headings = [(one.style.name, one.text) for one in opened.paragraphs if one.style and one.style.name[:4] == "Head"]
    assert headings == [
        ("Heading 1", "Sammanfattning"),
        ("Heading 2", "Metod & urval"),
        ("Heading 1", "Granskningsresultat"),
        ("Heading 2", "Genomförandeplan"),
        ("Heading 3", "Finns en plan?"),
        ("Heading 1", "Bilaga 1. Protokoll"),
    ]
    levels = reader.find(STYLES, "//w:style[starts-with(@w:styleId,'Heading')]//w:outlineLvl/@w:val")
    assert levels == ["0", "1", "2"]


def test_every_text_stands_in_its_own_style() -> None:
    written = reader.paragraphs(DOCUMENT)
    for expected in (
        ("Title", "Daglig verksamhet enligt LSS – granskning av åtta ärenden"),
        ("Subtitle", "Socialtjänstinspektörernas granskning"),
        ("Status", "UTKAST"),
        ("Titelsida", "Dnr 3.1-123/2026"),
        ("Titelsida", "Datum 2026-11-21"),
        ("Titelsida", "Siffrorna är räknade 2026-11-21 på 40 ärenden."),
        ("", "Av ärendena har 32 av 40 en aktuell plan."),
        ("ListBullet", "Planen är aktuell."),
        ("ListNumber", "Urvalet drogs."),
        ("SaknadText", "[Sammanfattningen är inte skriven.]"),
        ("SaknadText", "[Skriv här.]"),
        ("Quote", "”Ingen frågade mig.”"),
        ("Not", "Bas: ja och nej."),
        ("Not", "Siffrorna kan ändras."),
    ):
        assert expected in written
    defined = set(reader.find(STYLES, "//w:style/@w:styleId"))
    assert set(reader.find(DOCUMENT, "//w:pStyle/@w:val | //w:tblStyle/@w:val")) <= defined


def test_bold_and_italic_survive() -> None:
    bold = reader.find(DOCUMENT, "//w:p[not(ancestor::w:tc)]/w:r[w:rPr/w:b]")
    italic = reader.find(DOCUMENT, "//w:r[w:rPr/w:i]")
    assert ([reader.text(one) for one in bold], [reader.text(one) for one in italic]) == (["aktuell"], [" plan."])


def test_the_contents_of_a_whole_report_take_one_page() -> None:
    heads = [Heading(level, f"Kapitel {place}", f"k{place}") for place, level in enumerate([1, 2, 2, 2] * 13, 1)]
    pages = estimate(flow(report(Contents(), PageBreak(), *heads)))
    assert pages.of_heading[1] == 3


def test_the_contents_field_is_filled_in_and_leads_to_the_headings() -> None:
    frame = reader.find(DOCUMENT, "//w:sdt")[0]
    assert ' TOC \\o "1-2" \\h \\z \\u ' in [one.text for one in frame.iter(f"{reader.W}instrText")]
    entries = [(reader.style(one), reader.text(one).split("\t")) for one in reader.find(frame, ".//w:p")]
    assert entries[0] == ("TOCHeading", ["Innehåll"])
    assert [(style, words[0]) for style, words in entries[1:]] == [
        ("TOC1", "Sammanfattning"),
        ("TOC2", "Metod & urval"),
        ("TOC1", "Granskningsresultat"),
        ("TOC2", "Genomförandeplan"),
        ("TOC1", "Bilaga 1. Protokoll"),
    ]
    pages = [int(words[1]) for _, words in entries[1:]]
    assert pages == sorted(pages)
    assert pages[0] == 3
    anchors = reader.find(frame, ".//w:hyperlink/@w:anchor")
    references = re.findall(r"PAGEREF (\S+)", "".join(one.text for one in frame.iter(f"{reader.W}instrText")))
    heads = reader.find(DOCUMENT, "//w:p[starts-with(w:pPr/w:pStyle/@w:val,'Heading')]/w:bookmarkStart/@w:name")
    assert anchors == references
    assert [name for name in heads if name in anchors] == anchors


def test_fields_are_whole_and_word_is_not_told_to_ask_about_them() -> None:
    marks = reader.find(DOCUMENT, "//w:fldChar/@w:fldCharType")
    depth = 0
    for mark in marks:
        depth += {"begin": 1, "separate": 0, "end": -1}[mark]
        assert 0 <= depth <= 2
    assert depth == 0
    everything = b"".join(reader.parts(FULL).values())
    assert b"updateFields" not in everything
    assert b"w:dirty" not in everything


def test_captions_are_counted_by_a_field_and_stand_above_their_tables() -> None:
    captions = reader.find(DOCUMENT, "//w:p[w:pPr/w:pStyle/@w:val='Caption']")
    assert [reader.text(one) for one in captions] == [
        "Tabell 1. Finns en plan?",
        "Tabell 2. Många frågor",
        "Tabell 3. Checklistan",
        "Figur 1. Ärenden med brist",
        "Figur 2. Ärenden med brist",
        "Tabell 4. Checklistan",
    ]
    for caption in captions:
        word = reader.text(caption).split()[0]
        assert "".join(reader.find(caption, "string(.//w:instrText)")).strip() == f"SEQ {word} \\* ARABIC"
        pictured = bool(reader.find(caption.getnext(), ".//w:drawing"))
        assert (caption.getnext().tag == f"{reader.W}tbl", pictured) == (word == "Tabell", word == "Figur")


def test_a_chart_is_a_picture_in_the_line_that_says_what_it_shows() -> None:
    read = docx.Document(BytesIO(FULL))
    shapes = list(read.inline_shapes)
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["Stapeldiagram. Farsta: 3 av 8."] * 2
    for shape in shapes:
        (key,) = shape._inline.xpath(".//a:blip/@r:embed")
        image = Image.from_blob(read.part.related_parts[key].blob)
        assert image.content_type == "image/png"
        assert image.px_width / image.px_height == pytest.approx(shape.width / shape.height, rel=0.005)


@pytest.mark.parametrize("kind", ["bars", "heat"])
def test_a_picture_cuts_no_line_at_its_edges(kind: Literal["bars", "heat"]) -> None:
    (content,) = raster.pngs([drawing(chart(kind))])
    picture = PIL.Image.open(BytesIO(content)).convert("L")
    wide, high = picture.size
    for edge in ((0, 0, 1, high), (wide - 1, 0, wide, high), (0, 0, wide, 1), (0, high - 1, wide, high)):
        assert picture.crop(edge).getextrema() == (255, 255)


@pytest.mark.parametrize("wide", [2, 6])
def test_a_shade_has_its_own_colour_in_every_picture(wide: int) -> None:
    heats = [[(row * place) % 5 for place in range(wide)] for row in range(9)]
    trace = Trace("plan", "nej", "", ("FAR-001",), 40)
    rows = tuple((f"Fråga {row}", tuple(ChartCell(trace, heat) for heat in cells)) for row, cells in enumerate(heats))
    (content,) = raster.pngs([drawing(Chart("heat", "Brister", "Brister.", tuple("ABCDEF"[:wide]), rows))])
    colours = PIL.Image.open(BytesIO(content)).convert("RGB").getcolors(256)
    assert isinstance(colours, list)
    found = {bytes(colour).hex().upper() for _, colour in colours if isinstance(colour, tuple)}
    assert {look.HEAT[heat] for cells in heats for heat in cells} <= found


def test_codes_and_numbers_are_held_on_one_line_and_read_as_they_were_written() -> None:
    sentence = "I 14 av 32 ärenden (44 procent) i DUR-utredningar."
    codes = Table("Ärenden", ("Svar", "Ärenden"), ((Cell("Ja"), Cell("Ä-060, Ä-118")),), numeric=False)
    content = write_word(report(text(sentence), codes))
    read = docx.Document(BytesIO(content))
    assert read.tables[0].cell(1, 1).text == "Ä-060, Ä-118"
    assert [one.text for one in read.paragraphs if "14" in one.text] == [
        sentence.replace("14 av 32 ", "14\xa0av\xa032\xa0").replace("44 ", "44\xa0")
    ]
    cell = reader.find(reader.xml(content), "//w:tr[2]/w:tc[2]//w:r")[0]
    assert [part.tag.removeprefix(reader.W) for part in cell] == ["t", "noBreakHyphen", "t", "noBreakHyphen", "t"]


def test_nothing_stands_above_what_is_told_to_begin_a_page() -> None:
    blocks = (PageBreak(), Contents(), PageBreak(), Heading(1, "Bilaga", "b"), PageBreak(), figures())
    document = reader.xml(write_word(report(*blocks)))
    begins = reader.find(document, "//w:p[w:pPr/w:pageBreakBefore]")
    assert [reader.style(one) for one in begins] == ["TOCHeading", "Heading1", "Caption"]
    assert [reader.find(one, "string(w:pPr/w:spacing/@w:before)") for one in begins] == [list("0")] * 3


def test_tables_hold_the_texts_of_the_document() -> None:
    wanted = [block for block in full().blocks if isinstance(block, Table)]
    assert reader.tables(DOCUMENT) == [
        [list(table.header), *([cell.text for cell in row] for row in table.rows)] for table in wanted
    ]


def test_every_table_repeats_its_header_keeps_its_rows_whole_and_is_described() -> None:
    tables = reader.find(DOCUMENT, "//w:tbl")
    for table in tables:
        rows = reader.find(table, "w:tr")
        assert [bool(reader.find(row, "w:trPr/w:tblHeader")) for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(reader.find(row, "w:trPr/w:cantSplit") for row in rows)
        assert reader.find(table, "w:tblPr/w:tblLook/@w:firstColumn") == ["1"]
        assert reader.find(table, "w:tblPr/w:tblLayout/@w:type") == ["fixed"]
        assert reader.find(table, "w:tblPr/w:tblW/@w:w") == ["5000"]
        widths = [int(width) for width in reader.find(table, "w:tblGrid/w:gridCol/@w:w")]
        assert abs(sum(widths) - 9066) < len(widths)
    captions = reader.find(DOCUMENT, "//w:tblPr/w:tblCaption/@w:val")
    assert captions[0] == "Tabell 1. Finns en plan?"
    described = reader.find(DOCUMENT, "//w:tblPr/w:tblDescription/@w:val")
    assert described[2] == "Tabell med 2 rader under rubrikraden. Kolumner: Kod, Vägledning, Svar."


def test_the_last_row_stays_with_all_notes() -> None:
    written = reader.xml(write_word(report(figures(rows=60, notes=("Ett.", "Två.", "Tre.")), text("Sedan."))))
    assert reader.find(written, "//w:tr[last()]/w:tc/w:p[not(w:pPr/w:keepNext)]") == []
    notes = reader.find(written, "//w:p[w:pPr/w:pStyle/@w:val='Not']")
    assert [bool(reader.find(one, "w:pPr/w:keepNext")) for one in notes] == [True, True, False]


def test_figures_are_right_aligned_and_texts_are_not() -> None:
    numbers, words = reader.find(DOCUMENT, "//w:tbl[1]")[0], reader.find(DOCUMENT, "//w:tbl")[2]
    assert set(reader.find(numbers, "w:tr[position()>1]/w:tc[position()>1]//w:pStyle/@w:val")) == {"Tabellsiffra"}
    assert set(reader.find(words, "w:tr[position()>1]/w:tc//w:pStyle/@w:val")) == {"Tabelltext"}
    assert reader.find(STYLES, "//w:style[@w:styleId='Tabellsiffra']/w:pPr/w:jc/@w:val") == ["right"]


def test_a_row_taller_than_a_third_of_a_page_may_break() -> None:
    written = reader.xml(write_word(report(words_table(cell="Långt svar. " * 400))))
    rows = reader.find(written, "//w:tr")
    assert [bool(reader.find(row, "w:trPr/w:cantSplit")) for row in rows] == [True, False, False]


def test_no_paragraph_is_empty_but_in_an_empty_cell() -> None:
    bare = reader.find(DOCUMENT, "//w:body/w:p[not(.//w:t) and not(.//w:drawing)]")
    assert bare == []
    stories = [name for name in reader.parts(FULL) if re.match(r"word/(header|footer)\d", name)]
    for name in stories:
        assert reader.find(reader.xml(FULL, name), "//w:p[not(w:r)]") == []


def test_a_page_break_belongs_to_what_begins_the_page() -> None:
    written = reader.xml(write_word(report(text("Ett"), PageBreak(), PageBreak(), figures(), PageBreak())))
    breaking = reader.find(written, "//w:p[w:pPr/w:pageBreakBefore]")
    assert [reader.text(one) for one in breaking] == ["Ett", "Tabell 1. Finns en plan?"]
    assert reader.find(written, "//w:br[@w:type='page']") == []


def test_the_language_is_swedish_everywhere() -> None:
    assert reader.find(STYLES, "//w:docDefaults//w:lang/@w:val") == ["sv-SE"]
    assert set(reader.find(STYLES, "//w:lang/@w:val")) == {"sv-SE"}
    assert reader.find(reader.xml(FULL, "word/settings.xml"), "//w:themeFontLang/@w:val") == ["sv-SE"]
    assert reader.find(reader.xml(FULL, "docProps/core.xml"), "//dc:language/text()") == ["sv-SE"]


def test_the_status_lies_across_every_page_and_the_header_names_the_report() -> None:
    by_kind = reader.stories(FULL, "header")
    assert set(by_kind) == {"default", "first"}
    for story in by_kind.values():
        assert reader.find(story, "//v:textpath/@string") == ["UTKAST"]
        assert reader.find(story, "//v:shape/@alt") == [""]
    shapes = [reader.find(story, "//v:shape/@id")[0] for story in by_kind.values()]
    assert len(set(shapes)) == 2
    assert reader.text(by_kind["default"]) == "Daglig verksamhet enligt LSS – granskning av åtta ärenden · 3.1-123/2026"
    assert reader.text(by_kind["first"]) == ""


def test_a_report_without_status_has_no_watermark() -> None:
    everything = b"".join(reader.parts(write_word(report(text("Ett"), status=""))).values())
    assert b"WaterMark" not in everything


def test_the_footer_counts_the_pages() -> None:
    footers = reader.stories(FULL, "footer")
    assert set(footers) == {"default"}
    footer = footers["default"]
    assert [one.text.strip() for one in footer.iter(f"{reader.W}instrText")] == ["PAGE", "NUMPAGES"]
    assert re.fullmatch(r"Sida \d+ av \d+", reader.text(footer))


def test_numbered_lists_begin_at_one_each() -> None:
    numbers = reader.find(DOCUMENT, "//w:p[w:pPr/w:pStyle/@w:val='ListNumber']/w:pPr/w:numPr/w:numId/@w:val")
    assert numbers == ["3", "3", "4"]
    numbering = reader.xml(FULL, "word/numbering.xml")
    for number in set(numbers):
        assert reader.find(numbering, f"//w:num[@w:numId='{number}']//w:startOverride/@w:val") == ["1"]


def test_the_properties_are_the_reports_and_nothing_of_the_template_is_left() -> None:
    properties = docx.Document(BytesIO(FULL)).core_properties
    assert properties.title == "Daglig verksamhet enligt LSS – granskning av åtta ärenden"
    assert (properties.author, properties.comments) == ("Inspektor", "")
    assert str(properties.created)[:10] == "2026-11-21"
    members = reader.parts(FULL)
    assert not [name for name in members if re.search("thumbnail|customXml|stylesWithEffects|app.xml", name)]
    assert b"python-docx" not in b"".join(members.values())


def test_the_elements_stand_in_the_order_that_word_wants() -> None:
    for name in ("document", "styles", "settings", "numbering"):
        part = reader.xml(FULL, f"word/{name}.xml")
        for parent, order in ORDER.items():
            for element in part.iter(f"{reader.W}{parent}"):
                children = [child.tag.removeprefix(reader.W) for child in element]
                assert children == sorted(children, key=order.split().index), (name, parent)


def test_bookmark_and_relationship_names_are_unique() -> None:
    names = reader.find(DOCUMENT, "//w:bookmarkStart/@w:name")
    ids = reader.find(DOCUMENT, "//w:bookmarkStart/@w:id")
    assert len(set(names)) == len(names) == len(set(ids))


def test_the_same_report_gives_the_same_parts() -> None:
    assert reader.parts(write_word(full())) == reader.parts(FULL)


def test_an_empty_report_is_its_title_page() -> None:
    written = reader.xml(write_word(report()))
    assert [style for style, _ in reader.paragraphs(written)] == ["Status", "Title", "Subtitle", *["Titelsida"] * 3]
    bare = write_word(report(title="", subtitle="", dnr="", status="", data_state=""))
    assert reader.paragraphs(reader.xml(bare)) == [("Titelsida", "Datum 2026-11-21")]


def test_empty_blocks_leave_no_trace() -> None:
    empty = (Paragraph(()), Paragraph((Text(" \n"),)), Bullets(()), Bullets(((Text(""),),)), Heading(1, " ", "tom"))
    assert reader.paragraphs(reader.xml(write_word(report(*empty)))) == reader.paragraphs(
        reader.xml(write_word(report()))
    )


def test_contents_without_headings_are_still_a_field() -> None:
    written = reader.xml(write_word(report(Contents())))
    assert reader.paragraphs(written)[-2:] == [("TOCHeading", "Innehåll"), ("TOC1", "–")]


def test_a_wide_table_is_divided_and_numbered_once() -> None:
    wide = Table(
        "Alla nämnder",
        ("Fråga", *(f"Hägersten-Älvsjö {number}" for number in range(25))),
        ((Cell("Plan"), *(Cell(f"{number} av 30") for number in range(25))),),
        ("Bas: alla.",),
    )
    written = reader.xml(write_word(report(wide, figures())))
    captions = [words for style, words in reader.paragraphs(written) if style == "Caption"]
    count = len(captions) - 1
    assert count > 1
    assert captions[:-1] == [f"Tabell 1. Alla nämnder (del {part} av {count})" for part in range(1, count + 1)]
    assert captions[-1] == "Tabell 2. Finns en plan?"
    fields = [one.text.strip() for one in written.iter(f"{reader.W}instrText")]
    assert fields == ["SEQ Tabell \\* ARABIC", *["SEQ Tabell \\c"] * (count - 1), "SEQ Tabell \\* ARABIC"]
    divided = reader.tables(written)[:-1]
    assert all(table[0][0] == "Fråga" and table[1][0] == "Plan" for table in divided)
    assert [head for table in divided for head in table[0][1:]] == list(wide.header[1:])


@pytest.mark.parametrize("block", [words_table(), figures(), text("Ett"), Bullets(((Text("Ett"),),))])
def test_what_follows_a_table_without_notes_keeps_its_distance(block: Table | Paragraph | Bullets) -> None:
    written = reader.xml(write_word(report(words_table(), block)))
    after = reader.find(written, "//w:tbl")[0].getnext()
    before = reader.find(after, "w:pPr/w:spacing/@w:before")
    style = reader.find(STYLES, f"//w:style[@w:styleId='{reader.style(after)}']/w:pPr/w:spacing/@w:before")
    assert int((before or style)[0]) >= 200


def test_the_estimated_pages_grow_with_the_report() -> None:
    long = [text("Ett stycke. " * 100)] * 30
    items = flow(prepare(report(Heading(1, "Först", "a"), *long, Heading(1, "Sist", "b"))))
    pages = estimate(items)
    assert pages.of_heading[1] == 2
    assert 10 <= pages.of_heading[2] <= pages.total <= 20


def test_a_piece_taller_than_a_page_takes_the_pages_it_needs() -> None:
    endless = Bullets(((Text("Ett stycke. " * 2000),),))
    items = flow(prepare(report(Heading(1, "Först", "a"), endless, Heading(1, "Sist", "b"))))
    pages = estimate(items)
    assert pages.of_heading[1] == 2
    assert 7 <= pages.of_heading[2] <= 9
