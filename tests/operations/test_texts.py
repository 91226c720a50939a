"""`text`: people's own text by report section, and what is no text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspektor.db.store import Store
from inspektor.domain import markup
from inspektor.domain.document import Bullets, Paragraph, Quotation, Report, plain
from inspektor.domain.errors import Problem
from inspektor.operations import texts
from inspektor.operations.reports import build_report, insert_sentence
from tests.invented import identity_number
from tests.support import LEAD, make_review, write
from tests.terminal import done, refused, sha256, told

FILE = "Granskning åäö 1.granskning"
NUMBER = identity_number(date(1971, 5, 5), 982)


@pytest.fixture(name="path", autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)
    return make_review(Path(), name=FILE, shipped=("dur",))


def report(path: Path) -> Report:
    with Store.open(path) as store:
        return build_report(store, date(2020, 1, 15))


def in_section(path: Path, anchor: str) -> list[str]:
    """The paragraphs, lists and quotations of one section of the report."""
    blocks = report(path).blocks
    start = next(place for place, block in enumerate(blocks) if getattr(block, "anchor", "") == anchor)
    found = []
    for block in blocks[start + 1 :]:
        if getattr(block, "anchor", ""):
            break
        if isinstance(block, Paragraph | Quotation):
            found.append(plain(block.inlines))
        elif isinstance(block, Bullets):
            found += [plain(item) for item in block.items]
    return found


def test_the_sections_of_the_report_are_listed_with_how_much_is_written() -> None:
    sections = {one["id"]: one for one in told("text", FILE)["sections"]}
    assert {"sammanfattning", "uppdrag", "syfte", "metod", "resultat.prov", "resultat.dur", "jamstalldhet"} <= set(
        sections
    )
    assert {"analys.trygghet_och_sakerhet", "analys.effektivitet", "kallor"} <= set(sections)
    assert {one["characters"] for one in sections.values()} == {0}
    told("text", FILE, "metod", "--fran", write(Path("Åsas text.md"), "Vi valde.\n"))
    assert {one["id"]: one["characters"] for one in told("text", FILE)["sections"]}["metod"] == len("Vi valde.")
    assert "metod\tMetod och urval\t9" in done("text", FILE).splitlines()


def test_a_text_stands_in_its_section_with_its_paragraphs_lists_and_quotations(path: Path) -> None:
    body = "Vi såg **mycket** gott.\n\nOch annat:\n\n- ett\n- två\n\n> Så sade någon.\n"
    done("text", FILE, "sammanfattning", "--fran", write(Path("t.md"), body))
    assert in_section(path, "sammanfattning")[:5] == [
        "Vi såg mycket gott.", "Och annat:", "ett", "två", "Så sade någon.",
    ]  # fmt: skip


def test_a_section_without_its_text_says_so_until_there_is_one(path: Path) -> None:
    assert any("saknas" in text for text in in_section(path, "uppdrag"))
    done("text", FILE, "uppdrag", "--fran", write(Path("t.md"), "Uppdraget är vårt.\n"))
    assert in_section(path, "uppdrag") == ["Uppdraget är vårt."]
    done("text", FILE, "uppdrag", "--fran", write(Path("t.md"), " \n"))
    assert any("saknas" in text for text in in_section(path, "uppdrag"))


def test_a_text_is_replaced_whole_and_the_old_one_is_in_the_log() -> None:
    done("text", FILE, "metod", "--fran", write(Path("t.md"), "Det första.\n"))
    done("text", FILE, "metod", "--fran", write(Path("t.md"), "Det andra.\n"))
    last = told("historik", FILE)["changes"][-1]
    assert (last["what"], last["old"], last["new"], last["by"]) == (
        "rapporttext: text",
        "Det första.",
        "Det andra.",
        LEAD,
    )
    done("angra", FILE)
    assert told("historik", FILE)["changes"][-1]["new"] == "Det första."


def test_the_same_text_again_changes_nothing(path: Path) -> None:
    text = write(Path("t.md"), "Det första.\n")
    done("text", FILE, "metod", "--fran", text)
    before = sha256(path)
    done("text", FILE, "metod", "--fran", text)
    assert sha256(path) == before


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text(path: Path) -> None:
    Path("t.md").write_bytes("Ett stycke.\r\n\r\nEtt till.\r\n".encode("utf-8-sig"))
    done("text", FILE, "uppdrag", "--fran", "t.md")
    assert in_section(path, "uppdrag") == ["Ett stycke.", "Ett till."]


def test_what_looks_like_html_or_a_link_is_only_text(path: Path) -> None:
    body = "Se <script>alert(1)</script> och ![bild](fil.png) & ${kod}.\n"
    done("text", FILE, "uppdrag", "--fran", write(Path("t.md"), body))
    for name in ("r.docx", "r.pdf"):
        done("rapport", FILE, "--ut", name)
    assert "script" in in_section(path, "uppdrag")[0]


@pytest.mark.parametrize(
    ("words", "content", "says"),
    [
        (("finns_inte", "--fran", "t.md"), b"Text.", "Välj ett av dialog, sammanfattning, uppdrag"),
        (("Metod", "--fran", "t.md"), b"Text.", "Välj ett av dialog, sammanfattning, uppdrag"),
        (("--fran", "t.md"), b"Text.", "Ange vilket avsnitt"),
        (("metod", "--fran", "t.md"), "Åtgärder".encode("cp1252"), "inte sparad som UTF-8"),
        (("metod", "--fran", "t.md"), "Åtgärder".encode("utf-16"), "inte sparad som UTF-8"),
        (("metod", "--fran", "t.md"), b"PK\x03\x04\x00\x00", "styrtecken"),
        (("metod", "--fran", "finns inte.md"), b"", "går inte att läsa"),
        (("metod", "--fran", "."), b"", "går inte att läsa"),
        (("metod", "--fran", "t.md"), f"Om {NUMBER[2:8]}-{NUMBER[8:]}".encode(), "Texten innehåller ett personnummer"),
        (("metod", "--fran", "t.md"), f"**{NUMBER}**".encode(), "Texten innehåller ett personnummer"),
    ],
)
def test_what_is_no_text_for_a_section_is_refused(
    path: Path, words: tuple[str, ...], content: bytes, says: str
) -> None:
    Path("t.md").write_bytes(content)
    message = refused("text", FILE, *words, unchanged=path)
    assert says in message
    assert NUMBER[8:] not in message


def test_what_a_question_says_is_added_last_in_a_section_word_for_word(path: Path) -> None:
    done("text", FILE, "metod", "--fran", write(Path("t.md"), "Vi valde.\n"))
    with Store.open(path, write=True) as store:
        words = insert_sentence(store, "metod", "plan_finns", by=LEAD)
        assert texts.bodies(store)["metod"].startswith("Vi valde.\n\n")
    assert in_section(path, "metod")[-2:] == ["Vi valde.", words]
    done("angra", FILE)
    assert in_section(path, "metod")[-1] == "Vi valde."


def test_what_a_question_says_can_be_the_first_text_of_a_section(path: Path) -> None:
    with Store.open(path, write=True) as store:
        words = insert_sentence(store, "uppdrag", "plan_finns", by=LEAD)
    assert in_section(path, "uppdrag") == [words]


@pytest.mark.parametrize("text", ["2*3_4 \\ *så*", "- inget", "3. inget", "> inget", "# inget", "+ a **b**"])
def test_a_sentence_with_the_signs_of_markdown_reads_as_it_stands(text: str) -> None:
    (block,) = markup.blocks(markup.escape_lead(markup.escape_marks(text)))
    assert isinstance(block, Paragraph)
    assert plain(block.inlines) == text


@pytest.mark.parametrize(("section", "question"), [("finns inte", "plan_finns"), ("metod", "finns_inte")])
def test_a_sentence_needs_a_section_and_a_question_that_there_are(path: Path, section: str, question: str) -> None:
    before = sha256(path)
    with Store.open(path, write=True) as store, pytest.raises(Problem):
        insert_sentence(store, section, question, by=LEAD)
    assert sha256(path) == before
