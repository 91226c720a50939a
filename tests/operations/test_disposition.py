"""`disposition`: people arrange the report by command; each decision is in the log, merged, undone and settled."""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from inspektor.db import check, queries
from inspektor.db.store import Store
from inspektor.domain.version import INTERNAL, PUBLIC, Version
from inspektor.operations import disposition, texts
from inspektor.operations.differences import differences
from inspektor.operations.reports import pdf_bytes
from inspektor.ui.models.asking import ask_of
from inspektor.ui.models.sides import sides_of
from tests.export import docx_reader, pdf_reader
from tests.invented import identity_number
from tests.support import LEAD, add_sample, answered, case_codes, make_review, write
from tests.terminal import attention, done, inspektor, refused, told

FILE = "Granskning åäö 1.granskning"
KNOWLEDGE, EFFECT = "analys.kunskapsbaserad_verksamhet", "analys.effektivitet"
APPENDICES = ["bilaga_checklistor", "bilaga_urval", "bilaga_svar"]
DIALOGUE = ["enheten", "dialog"]  # which only the version for a dialogue meeting has
CHAPTERS = [
    *DIALOGUE,
    *("sammanfattning", "inledning", "syfte", "metod", "resultat", "jamstalldhet", "goda_exempel", "analys", "kallor"),
    *APPENDICES,
]


@pytest.fixture(name="path", autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)
    return make_review(Path(), name=FILE, shipped=("dur",))


def listed(file: str | Path = FILE) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in told("disposition", file)["sections"]}


def chapters(file: str | Path = FILE) -> list[str]:
    return [name for name, one in listed(file).items() if one["level"] == 1]


# The command


def test_every_part_is_listed_with_its_heading_and_level() -> None:
    found = listed()
    assert chapters() == CHAPTERS
    assert found["uppdrag"] == {
        "id": "uppdrag",
        "title": "Uppdraget",
        "default_title": "Uppdraget",
        "level": 2,
        "left_out": False,
        "in_report": True,
        "takes_text": True,
        "joined_to": None,
    }
    assert found["bilaga_svar"]["title"] == "Bilaga 3. Alla svar och ärendena bakom dem"
    assert "uppdrag\t  Uppdraget\t–" in done("disposition", FILE).splitlines()
    assert {one["id"] for one in told("text", FILE)["sections"]} == {
        name for name, one in found.items() if one["takes_text"]
    }


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("goda_exempel,resultat", "inledning syfte metod goda_exempel resultat jamstalldhet analys kallor"),
        ("kallor,inledning", "kallor inledning syfte metod resultat jamstalldhet goda_exempel analys"),
        ("analys,syfte, kallor", "inledning analys syfte kallor metod resultat jamstalldhet goda_exempel"),
    ],
)
def test_parts_that_are_ordered_stand_together_where_the_first_of_them_stood(typed: str, order: str) -> None:
    told("disposition", FILE, "--ordna", typed)
    assert chapters() == [*DIALOGUE, "sammanfattning", *order.split(), *APPENDICES]


def test_the_parts_of_a_chapter_and_the_appendices_are_ordered_for_themselves() -> None:
    told("disposition", FILE, "--ordna", "resultat.dur,resultat.prov")
    told("disposition", FILE, "--ordna", "bilaga_svar,bilaga_checklistor")
    found = listed()
    assert [name for name in found if name.startswith("resultat.")] == [
        "resultat.arenden",
        "resultat.dur",
        "resultat.prov",
    ]
    assert [found[name]["title"].partition(".")[0] for name in chapters()[-3:]] == ["Bilaga 1", "Bilaga 2", "Bilaga 3"]
    assert chapters()[-3:] == ["bilaga_svar", "bilaga_checklistor", "bilaga_urval"]


def test_to_order_as_it_is_by_default_leaves_nothing_decided(path: Path) -> None:
    told("disposition", FILE, "--ordna", "syfte,inledning")
    told("disposition", FILE, "--ordna", "inledning,syfte")
    with Store.open(path) as store:
        assert queries.disposition(store)["rapport"].parts == ()


def test_the_text_of_what_is_left_out_is_kept_and_said_to_be_so() -> None:
    told("text", FILE, "uppdrag", "--fran", write(Path("t.md"), "Uppdraget är vårt.\n"))
    told("disposition", FILE, "--utelamna", "uppdrag,jamstalldhet")
    uppdrag = next(one for one in told("text", FILE)["sections"] if one["id"] == "uppdrag")
    assert (uppdrag["characters"], uppdrag["left_out"]) == (len("Uppdraget är vårt."), True)
    assert f"uppdrag\tUppdraget\t{len('Uppdraget är vårt.')}\tutelämnad" in done("text", FILE).splitlines()
    warnings = told("rapport", FILE, "--ut", "r.docx")["warnings"]
    assert not any("Uppdraget" in one or "Jämställdhet" in one for one in warnings)
    assert "Uppdraget är vårt." not in word_text(Path("r.docx"))
    told("disposition", FILE, "--ta-med", "uppdrag")
    told("rapport", FILE, "--ut", "r.docx")
    assert "Uppdraget är vårt." in word_text(Path("r.docx"))


def test_what_is_in_a_chapter_that_is_left_out_is_not_in_the_report() -> None:
    told("disposition", FILE, "--utelamna", "inledning")
    assert (listed()["uppdrag"]["left_out"], listed()["uppdrag"]["in_report"]) == (False, False)
    assert "uppdrag\t  Uppdraget\tkapitlet är utelämnat" in done("disposition", FILE).splitlines()


def test_the_sections_are_listed_with_the_headings_and_in_the_order_that_people_gave() -> None:
    told("disposition", FILE, "--namn", "analys=Bedömning", "--namn", "syfte=Varför", "--ordna", "syfte,sammanfattning")
    sections = told("text", FILE)["sections"]
    assert [one["title"] for one in sections[1:3]] == ["Varför", "Sammanfattning"]
    assert next(one["title"] for one in sections if one["id"] == EFFECT) == "Bedömning: Effektivitet"


def test_the_programs_own_heading_takes_back_that_of_people() -> None:
    told("disposition", FILE, "--namn", "bilaga_svar=Bilaga 3. Svaren")
    assert listed()["bilaga_svar"]["title"] == "Bilaga 3. Svaren"
    told("disposition", FILE, "--namn", "bilaga_svar=Alla svar och ärendena bakom dem")
    assert listed()["bilaga_svar"]["title"] == "Bilaga 3. Alla svar och ärendena bakom dem"
    with Store.open(Path(FILE)) as store:
        assert queries.disposition(store)["bilaga_svar"].heading == ""


def test_areas_are_joined_named_and_split_again() -> None:
    told("disposition", FILE, "--forena", f"{EFFECT},{KNOWLEDGE}")
    found = listed()
    assert found[KNOWLEDGE]["title"] == "Kunskapsbaserad verksamhet och effektivitet"
    assert (found[EFFECT]["level"], found[EFFECT]["joined_to"]) == (3, KNOWLEDGE)
    told("disposition", FILE, "--forena", f"{KNOWLEDGE},analys.tillganglighet", "--namn", "analys.tillganglighet=Allt")
    found = listed()
    assert found["analys.tillganglighet"]["title"] == "Allt"
    assert {found[KNOWLEDGE]["joined_to"], found[EFFECT]["joined_to"]} == {"analys.tillganglighet"}
    told("disposition", FILE, "--dela-upp", EFFECT)
    assert [one["title"] for one in list(listed().values()) if one["id"].startswith("analys.")][-3:] == [
        "Helhetssyn och samordning",
        "Kunskapsbaserad verksamhet",
        "Effektivitet",
    ]
    assert listed()["analys.tillganglighet"]["title"] == "Tillgänglighet"


def test_a_joint_heading_is_left_out_with_all_its_areas_and_taken_in_again() -> None:
    told("disposition", FILE, "--forena", f"{KNOWLEDGE},{EFFECT}")
    told("disposition", FILE, "--utelamna", KNOWLEDGE)
    assert not listed()[EFFECT]["in_report"]
    told("disposition", FILE, "--ta-med", KNOWLEDGE)
    assert (listed()[EFFECT]["in_report"], listed()[EFFECT]["joined_to"]) == (True, KNOWLEDGE)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--ordna", "syfte,finns_inte"), "Avsnittet finns_inte finns inte i rapporten"),
        (("--ordna", "syfte"), "minst två"),
        (("--ordna", "syfte,syfte"), "minst två"),
        (("--ordna", "syfte,uppdrag"), "hör inte ihop"),
        (("--ordna", "kallor,bilaga_svar"), "bilagor för sig"),
        (("--utelamna", "syfte,rapport"), "finns inte i rapporten"),
        (("--namn", "syfte="), "programmets egen är ”Syfte”"),
        (("--namn", "bilaga_svar=Bilaga 2."), "Rubriken är tom"),
        (("--namn", f"syfte={'x' * 121}"), "högst 120 tecken"),
        (("--namn", "syfte=a\x07b"), "styrtecken"),
        (("--namn", f"syfte=Om {identity_number(date(1971, 5, 5), 982)}"), "personnummer"),
        (("--forena", f"syfte,{EFFECT}"), "inget kvalitetsområde"),
        (("--forena", f"{EFFECT},{EFFECT}"), "minst två"),
        (("--dela-upp", EFFECT), "inte förenat"),
        (("--forena", f"{KNOWLEDGE},{EFFECT}", "--namn", f"{EFFECT}=Nej"), f"Ange {KNOWLEDGE}, eller dela upp"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_of_the_rest_done(path: Path, words: tuple[str, ...], says: str) -> None:
    message = refused("disposition", FILE, "--utelamna", "kallor", *words, unchanged=path)
    assert says in message
    assert "19710505" not in message


def test_a_heading_without_a_part_is_wrong_usage() -> None:
    assert inspektor("disposition", FILE, "--namn", "syfte").status == 2


# The log


def test_each_decision_is_undone_and_done_again_and_told_in_words(path: Path) -> None:
    told("disposition", FILE, "--namn", "syfte=Varför")
    told("disposition", FILE, "--utelamna", "kallor")
    told("disposition", FILE, "--forena", f"{KNOWLEDGE},{EFFECT}")
    told("disposition", FILE, "--ordna", "resultat.dur,resultat.arenden")
    changes = [(one["what"], one["old"], one["new"]) for one in told("historik", FILE)["changes"][-4:]]
    assert changes == [
        ("rapportens disposition: rubrik (Syfte)", None, "Varför"),
        ("rapportens disposition: utelämnat (Källor)", None, "ja"),
        ("rapportens disposition: förenat med (Effektivitet)", None, "Kunskapsbaserad verksamhet"),
        (
            "rapportens disposition: ordning (Granskningsresultat)",
            None,
            "DUR-utredning, De granskade ärendena, Provchecklista",
        ),
    ]
    for _ in range(4):
        assert told("angra", FILE)["what"] == "rapportens disposition"
    assert listed() == {one["id"]: one for one in told("disposition", fresh(path))["sections"]}
    told("gorom", FILE)
    assert listed()["syfte"]["title"] == "Varför"
    with Store.open(path) as store:
        assert check.problems(store) == []


def fresh(path: Path) -> Path:
    """A review where nothing has been decided."""
    folder = path.absolute().parent / "ny"
    folder.mkdir()
    return make_review(folder, shipped=("dur",))


def test_two_who_arrange_different_things_are_in_no_conflict(path: Path) -> None:
    other = Path(shutil.copy(path, "annan.granskning"))
    told("disposition", FILE, "--namn", "syfte=Varför", "--ordna", "resultat.dur,resultat.arenden")
    told("disposition", other, "--namn", "kallor=Våra källor", "--ordna", "syfte,inledning", "--utelamna", "syfte")
    told("slaihop", FILE, other)
    told("slaihop", other, path)
    for file in (path, other):
        found = listed(file)
        assert [found[name]["title"] for name in ("syfte", "kallor")] == ["Varför", "Våra källor"]
        assert chapters(file)[2:5] == ["sammanfattning", "syfte", "inledning"]
        assert found["syfte"]["left_out"]
        assert list(found).index("resultat.dur") < list(found).index("resultat.arenden")


def test_two_who_order_the_same_chapter_are_told_of_it_and_one_order_is_chosen(path: Path) -> None:
    other = Path(shutil.copy(path, "annan.granskning"))
    told("disposition", FILE, "--ordna", "syfte,inledning", "--av", "Anna")
    told("disposition", other, "--ordna", "kallor,analys", "--utelamna", "kallor", "--av", "Bo")
    attention("slaihop", FILE, other)
    (one,) = attention("konflikter", FILE)["conflicts"]
    assert one["values"] != []
    with Store.open(path) as store:
        (found,) = differences(store)
        assert (found.title, found.where) == ("Två har ordnat avsnitten olika", "Hela rapporten")
        words = [version.word for version in found.rows[0].conflict.versions]
        assert any("Sammanfattning, Syfte, Inledning, Metod och urval" in word for word in words)
    warnings = told("rapport", FILE, "--ut", "r.docx")["warnings"]
    assert "Två har ordnat avsnitten olika: avgör vad som gäller." in warnings
    assert "olika i två filer" in refused("disposition", FILE, "--ordna", "metod,syfte", unchanged=path)
    nothing = ("los", FILE, one["id"], "--motivering", "Efter samtal", "--varde")
    assert "avgörs till något av det som finns" in refused(*nothing, "syfte,metod", unchanged=path)
    told(*nothing, next(word for word in words if "Sammanfattning, Syfte" in word))
    assert chapters()[2:5] == ["sammanfattning", "syfte", "inledning"]
    assert told("konflikter", FILE)["conflicts"] == []


@pytest.mark.parametrize(
    ("ours", "theirs", "typed", "after"),
    [
        (("--namn", "syfte=Ett"), ("--namn", "syfte=Två"), "Tre", {"title": "Tre"}),
        (("--namn", "syfte=Ett"), ("--namn", "syfte=Två"), "Syfte", {"title": "Syfte"}),
        (
            ("--forena", f"{KNOWLEDGE},{EFFECT}"),
            ("--forena", f"analys.tillganglighet,{EFFECT}"),
            "Tillgänglighet",
            {"joined_to": "analys.tillganglighet"},
        ),
    ],
)
def test_two_headings_or_two_joints_of_one_part_are_settled(
    path: Path, ours: tuple[str, str], theirs: tuple[str, str], typed: str, after: dict[str, str]
) -> None:
    other = Path(shutil.copy(path, "annan.granskning"))
    told("disposition", FILE, *ours, "--av", "Anna")
    told("disposition", other, *theirs, "--av", "Bo")
    attention("slaihop", FILE, other)
    (one,) = attention("konflikter", FILE)["conflicts"]
    assert "Varför" not in done("los", FILE, one["id"], "--varde", typed, "--motivering", "Efter samtal")
    part = EFFECT if "joined_to" in after else "syfte"
    assert after.items() <= listed()[part].items()


def test_a_heading_that_settles_a_difference_is_held_to_the_same_rules(path: Path) -> None:
    other = Path(shutil.copy(path, "annan.granskning"))
    told("disposition", FILE, "--namn", "syfte=Ett", "--av", "Anna")
    told("disposition", other, "--namn", "syfte=Två", "--av", "Bo")
    attention("slaihop", FILE, other)
    (one,) = attention("konflikter", FILE)["conflicts"]
    words = ("los", FILE, one["id"], "--motivering", "M", "--varde", "x" * 121)
    assert "högst 120 tecken" in refused(*words, unchanged=path)


# The report as a file


def word_headings(path: Path) -> list[str]:
    found = docx_reader.paragraphs(docx_reader.xml(path.read_bytes()))
    return [words for style, words in found if style in ("Heading1", "Heading2")]


def word_text(path: Path) -> str:
    return "\n".join(words for _, words in docx_reader.paragraphs(docx_reader.xml(path.read_bytes())))


def bookmarks(entries: Any) -> list[str]:
    found: list[str] = []
    for entry in entries:
        found += [str(entry.title)] if isinstance(entry, Destination) else bookmarks(entry)
    return found


def arranged(path: Path) -> None:
    """A review with answers and a text, arranged in every way."""
    with Store.open(path, write=True) as store:
        add_sample(store)
        given = [(code, ("ja", "nej")[place % 2]) for place, code in enumerate(case_codes(store))]
    answered(path, given)
    told("text", path, "sammanfattning", "--fran", write(Path("t.md"), "Det gick bra.\n"))
    told("disposition", path, "--ordna", "analys,resultat", "--utelamna", "inledning,bilaga_urval")
    areas = "analys.helhetssyn_och_samordning,analys.effektivitet"
    told("disposition", path, "--forena", areas, "--namn", "kallor=Våra källor", "--namn", "bilaga_svar=Svaren")


def test_headings_contents_and_bookmarks_of_word_and_pdf_follow(path: Path) -> None:
    arranged(path)
    told("rapport", FILE, "--ut", "r.docx")
    told("rapport", FILE, "--ut", "r.pdf")
    headings = word_headings(Path("r.docx"))
    chapters_shown = [
        *("Sammanfattning", "Syfte", "Metod och urval", "Analys", "Granskningsresultat", "Jämställdhet"),
        *("Våra källor", "Bilaga 1. Checklistor", "Bilaga 2. Svaren"),
    ]
    assert [one for one in headings if one in chapters_shown] == chapters_shown
    assert "Helhetssyn och samordning samt effektivitet" in headings
    assert not {"Inledning", "Uppdraget", "Effektivitet", "Källor"} & set(headings)
    content = Path("r.pdf").read_bytes()
    shown = bookmarks(PdfReader(BytesIO(content)).outline)
    assert [one for one in shown if one in headings] == headings
    first = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages[:2])
    assert "Våra källor" in first
    assert pdf_reader.failures(content) == []


def test_a_report_with_nothing_in_it_can_be_read_in_both_formats(path: Path) -> None:
    told("disposition", FILE, "--utelamna", ",".join(CHAPTERS))
    assert told("rapport", FILE, "--ut", "r.docx")["warnings"] == []
    assert word_headings(Path("r.docx")) == []
    with Store.open(path) as store:
        content = pdf_bytes(store, date(2026, 1, 15))
        assert texts.missing(store) == []
    assert pdf_reader.failures(content) == []
    assert "En provgranskning" in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_siffror_knows_the_figures_of_an_arranged_report_and_of_one_from_before(path: Path) -> None:
    with Store.open(path, write=True) as store:
        add_sample(store)
        given = [(code, "ja") for code in case_codes(store)]
    answered(path, given)
    told("rapport", FILE, "--ut", "före.docx")
    before = told("siffror", FILE, "före.docx")["claims"]
    told(
        "disposition",
        FILE,
        "--utelamna",
        "bilaga_urval,metod,resultat.prov",
        "--ordna",
        "bilaga_svar,bilaga_checklistor",
    )
    told("rapport", FILE, "--ut", "efter.docx")
    for name in ("före.docx", "efter.docx"):
        claims = told("siffror", FILE, name)["claims"]
        assert {one["ok"] for one in claims} == {True}, [one for one in claims if not one["ok"]]
    assert len(told("siffror", FILE, "före.docx")["claims"]) == len(before)


def test_a_section_keeps_its_mark_in_word_whatever_it_is_called_and_wherever_it_stands(path: Path) -> None:
    arranged(path)
    told("rapport", FILE, "--ut", "r.docx")
    document = docx_reader.xml(Path("r.docx").read_bytes())
    names = [one.get(f"{docx_reader.W}name") for one in docx_reader.find(document, "//w:bookmarkStart")]
    assert {"_av_kallor", "_av_bilaga_svar", "_av_analys"} <= set(names)


# What the window asks


def test_a_part_changes_places_with_its_neighbour_and_stops_at_the_ends(path: Path) -> None:
    with Store.open(path, write=True) as store:
        assert disposition.move(store, "inledning", -1, by=LEAD)
        assert not disposition.move(store, "inledning", -1, by=LEAD)
        assert not disposition.move(store, "kallor", 1, by=LEAD)
        assert not disposition.move(store, "bilaga_checklistor", -1, by=LEAD)
        assert disposition.move(store, "bilaga_checklistor", 1, by=LEAD)
        assert not disposition.move(store, "resultat.arenden", -1, by=LEAD)
    moved = [*DIALOGUE, "inledning", "sammanfattning", *CHAPTERS[4:-3], *(APPENDICES[place] for place in (1, 0, 2))]
    assert chapters() == moved


def parts(path: Path, version: Version) -> list[str]:
    """What a version has, as the outline shows it."""
    with Store.open(path) as store:
        return [one.id for one in disposition.lines(store, version)]


def test_every_version_has_its_own_parts_in_the_one_order(path: Path) -> None:
    told("disposition", FILE, "--ordna", "syfte,inledning", "--utelamna", "metod")
    with Store.open(path) as store:
        every = [one.id for one in disposition.lines(store)]
    secret = ["bilaga_urval", "bilaga_svar"]
    assert parts(path, INTERNAL) == [one for one in every if one not in DIALOGUE]
    assert parts(path, PUBLIC) == [one for one in every if one not in (*DIALOGUE, *secret)]
    assert parts(path, Version("dialog", "Norr")) == every


def test_a_part_changes_places_with_one_that_the_version_has(path: Path) -> None:
    order = "sammanfattning,enheten,inledning,dialog,syfte"
    told("disposition", FILE, "--ordna", order)
    with Store.open(path, write=True) as store:
        assert disposition.move(store, "inledning", -1, INTERNAL, by=LEAD)
        assert not disposition.move(store, "inledning", -1, INTERNAL, by=LEAD)
        assert disposition.move(store, "sammanfattning", 1, INTERNAL, by=LEAD)
    assert chapters()[:5] == ["inledning", "enheten", "syfte", "dialog", "sammanfattning"]
    with Store.open(path, write=True) as store:
        assert disposition.move(store, "syfte", -1, Version("dialog", "Norr"), by=LEAD)
        assert not disposition.move(store, "bilaga_checklistor", 1, PUBLIC, by=LEAD)
    assert chapters()[:5] == ["inledning", "syfte", "enheten", "dialog", "sammanfattning"]


def test_an_area_can_be_joined_with_every_other_heading(path: Path) -> None:
    with Store.open(path, write=True) as store:
        disposition.join(store, [KNOWLEDGE, EFFECT], by=LEAD)
        names = [one.heading for one in disposition.joinable(store, "analys.tillganglighet")]
        assert disposition.joinable(store, "syfte") == []
    assert names == [
        "Trygghet och säkerhet",
        "Självbestämmande och integritet",
        "Helhetssyn och samordning",
        "Kunskapsbaserad verksamhet och effektivitet",
    ]


def test_settling_in_the_window_offers_the_orders_that_there_are_and_no_third(path: Path) -> None:
    other = Path(shutil.copy(path, "annan.granskning"))
    told("disposition", FILE, "--ordna", "syfte,inledning", "--av", "Anna")
    told("disposition", other, "--ordna", "kallor,analys", "--av", "Bo")
    attention("slaihop", FILE, other)
    with Store.open(path) as store:
        (one,) = differences(store)
    assert set(ask_of(one, 0).choices) == {"Som Anna", "Som Bo"}
    assert ask_of(one, 0).entries == ()
    assert sides_of(one).lines[0].caption == "Ordning"
