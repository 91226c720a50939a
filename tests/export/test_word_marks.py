"""The marks in the Word file: which figures and sections carry them, and that nobody sees them."""

from __future__ import annotations

from inspektor.domain.document import Cell, Figure, Heading, Paragraph, Table, Text, Trace
from inspektor.domain.figure_marks import key, key_of, known_again, section
from inspektor.export.word import write_word
from tests.export import docx_reader as reader
from tests.export.samples import full, report

PLAN = Trace("plan", "ja", "Totalt", ("F-1", "F-2"), 12)
FARSTA = Trace("plan", "ja", "Farsta", ("F-1", "F-2"), 5, "enhet")
MARKED = report(
    Heading(1, "Resultat", "resultat"),
    Heading(2, "Plan", "resultat_plan_1"),
    Paragraph((Text("Plan fanns i "), Figure("två av tolv", PLAN), Text(" ärenden ("), Figure("17 procent", PLAN))),
    Table("Plan", ("Fråga", "Farsta", "Ärenden"), ((Cell("Plan"), Cell("2", FARSTA), Cell("F-1, F-2", FARSTA)),)),
    origin="inspektor:granskningen:ändringen",
)
DOCUMENT = reader.xml(write_word(MARKED))


def controls() -> list[tuple[str, str]]:
    """The key and the text of every marked figure."""
    found = reader.find(DOCUMENT, "//w:sdt[starts-with(w:sdtPr/w:tag/@w:val, 'siffra:')]")
    tags = [reader.find(one, "string(w:sdtPr/w:tag/@w:val)") for one in found]
    return [
        (key_of("".join(tag).removeprefix("siffra:")), reader.text(one)) for tag, one in zip(tags, found, strict=True)
    ]


def test_every_figure_in_words_and_tables_is_marked_and_the_codes_are_not() -> None:
    assert controls() == [(key(PLAN), "två av tolv"), (key(PLAN), "17 procent"), (key(FARSTA), "2")]


def test_a_control_stands_in_a_hidden_bookmark_of_the_same_id() -> None:
    for one in reader.find(DOCUMENT, "//w:sdt[w:sdtPr/w:tag]"):
        mark = "".join(reader.find(one, "string(w:sdtPr/w:tag/@w:val)")).removeprefix("siffra:")
        assert one.getprevious().get(f"{reader.W}name") == f"_si_{mark}"
        assert one.getnext().get(f"{reader.W}id") == one.getprevious().get(f"{reader.W}id")
        assert known_again(f"_si_{mark}") == ("si", mark)


def test_controls_are_rich_and_open() -> None:
    assert reader.find(DOCUMENT, "//w:sdtPr/w:lock | //w:sdtPr/w:text") == []


def test_every_heading_is_marked_as_its_section() -> None:
    names = [known_again(name) for name in reader.find(DOCUMENT, "//w:bookmarkStart/@w:name")]
    assert [name[1] for name in names if name and name[0] == "av"] == [section("resultat"), section("resultat_plan_1")]


def test_a_bookmarks_name_is_no_longer_than_word_takes() -> None:
    assert max(len(name) for name in reader.find(DOCUMENT, "//w:bookmarkStart/@w:name")) <= 40


def test_the_file_says_what_state_of_the_data_it_was_made_from() -> None:
    core = reader.xml(write_word(MARKED), "docProps/core.xml")
    assert "".join(reader.find(core, "string(dc:identifier)")) == "inspektor:granskningen:ändringen"


def test_ids_are_unique() -> None:
    document = reader.xml(write_word(full()))
    for where in (DOCUMENT, document):
        for ids in ("//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name", "//w:sdtPr/w:id/@w:val"):
            found = reader.find(where, ids)
            assert len(set(found)) == len(found)
