"""The disposition of a report: order, headings, what is left out, areas under one heading; and that nothing that is
written refers to what is not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.disposition import (
    ROOT,
    Arrangement,
    Disposition,
    area_groups,
    arranged,
    in_order,
    is_left_out,
    joined,
    joint_title,
)
from inspektor.domain.document import Heading, Paragraph, Report, plain
from inspektor.domain.law import LawTable
from inspektor.domain.questions import QUALITY_AREAS
from inspektor.domain.report import Basis, build, contents, layout, outline, text_sections
from inspektor.domain.report_method import FrameFacts, Selection
from inspektor.domain.report_parts import CASES, CHECKLISTS, DRAW, every_part, is_appendix, walk
from inspektor.domain.results import Material, Value
from inspektor.domain.review import Review
from inspektor.domain.sampling import Draw, Stratum
from tests.domain.builders import cases, checklist, inlines_of, material, tables_of, texts
from tests.domain.reports import LAW, headings, lines, section

LISTS = checklist()
EVERY = [part.id for part in walk(every_part([LISTS]))]
AREAS = [f"analys.{area}" for area in QUALITY_AREAS]
DRAWN = Selection(
    FrameFacts(9, "abc", rejected=((3, "kön", "Könet saknas."),)),
    (Draw(7, "metod", "abc", "slump", 1, False, (), 0, (Stratum("Farsta", "", "slump", 9, 1, ("P-1",)),), (), ()),),
)

NAMES = st.sampled_from([*EVERY, "resultat.borttagen", "något"])
ARRANGEMENTS = st.builds(
    Arrangement,
    st.sampled_from(["", "", "Egen rubrik", "Å, ä och ö"]),
    st.sampled_from([False, False, True]),
    st.sampled_from(["", *AREAS, "syfte", "något"]),
    st.lists(NAMES, max_size=6).map(tuple),
)
DISPOSITIONS = st.dictionaries(st.sampled_from([ROOT, *EVERY, "något"]), ARRANGEMENTS, max_size=8)


def of_cases() -> Material:
    answers: dict[str, list[Value | None]] = {
        "grind": [*["nej"] * 9, *["ja"] * 3],
        "gangjarn": [*[None] * 9, *["ja"] * 3],
        "slag": ["rost", *["tra"] * 11],
    }
    return material(cases(12), LISTS, answers)


WHOLE = of_cases()


def basis(disposition: Disposition | None = None, written: Mapping[str, str] | None = None) -> Basis:
    law = LawTable.parse(LAW)
    return Basis(
        Review("r", "T", "1"), WHOLE, DRAWN, written or {}, law, "2026-03-01", "Nu.", disposition=disposition or {}
    )


def report(disposition: Disposition | None = None, written: Mapping[str, str] | None = None) -> Report:
    return build(basis(disposition, written))


def left_out(*parts: str) -> dict[str, Arrangement]:
    return dict.fromkeys(parts, Arrangement(left_out=True))


def text(found: Report) -> str:
    """All that stands in a report."""
    tables = [cell for table in tables_of(found.blocks) for row in texts(table) for cell in row]
    titles = [block.text for block in found.blocks if isinstance(block, Heading)]
    return "\n".join((*titles, *(plain(inlines) for inlines in inlines_of(found.blocks)), *tables))


# Laws


@given(DISPOSITIONS)
def test_every_part_that_is_not_left_out_is_there_exactly_once(disposition: Disposition) -> None:
    parts = joined(every_part([LISTS]), disposition)
    gone = [part.id for one in walk(parts) if is_left_out(one.id, disposition) for part in walk([one])]
    found = [part.id for part in walk(arranged(parts, disposition))]
    assert sorted(found) == sorted(name for name in EVERY if name not in gone)


@given(DISPOSITIONS)
def test_every_part_is_listed_exactly_once_whatever_has_been_decided(disposition: Disposition) -> None:
    assert sorted(part.id for part in walk(layout([LISTS], disposition))) == sorted(EVERY)


@given(DISPOSITIONS)
def test_to_arrange_what_is_arranged_changes_nothing(disposition: Disposition) -> None:
    once = arranged(outline(basis()), disposition)
    assert arranged(once, disposition) == once


@given(DISPOSITIONS)
def test_a_report_is_whole_whatever_has_been_decided(disposition: Disposition) -> None:
    """Each heading has its own anchor and is at most one level below the one before; nothing refers to what is not
    there, and the appendices come last, by number.
    """
    found = report(disposition)
    shown = [block for block in found.blocks if isinstance(block, Heading)]
    assert len({one.anchor for one in shown}) == len(shown)
    levels = [0, *(one.level for one in shown)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    there = [one.id for one in contents(basis(disposition)) if is_appendix(one.id)]
    chapters = [one.anchor for one in shown if one.level == 1]
    assert chapters[len(chapters) - len(there) :] == there
    numbers = {int(number) for number in re.findall(r"[Bb]ilaga (\d+)", text(found))}
    assert numbers == set(range(1, len(there) + 1)) or not numbers


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 14), unique=True))
def test_the_order_that_was_wanted_is_kept_and_nothing_lost(default: list[int], wanted: list[int]) -> None:
    found = in_order([str(one) for one in default], [str(one) for one in wanted])
    assert sorted(found) == sorted(str(one) for one in default)
    assert [one for one in found if int(one) in wanted] == [str(one) for one in wanted if one in default]


@given(DISPOSITIONS)
def test_every_area_stands_under_exactly_one_heading(disposition: Disposition) -> None:
    groups = area_groups(disposition)
    assert sorted(area for group in groups for area in group) == sorted(QUALITY_AREAS)
    assert [group[0] for group in groups] == sorted((group[0] for group in groups), key=list(QUALITY_AREAS).index)


# Order and headings


def test_the_outline_is_a_part_of_all_that_there_can_be() -> None:
    known = {part.id: part.title for part in walk(every_part([LISTS]))}
    shown = {part.id: part.title for part in walk(outline(basis()))}
    assert shown.items() <= known.items()
    assert [name for name in known if name in shown] == list(shown)


def test_a_part_that_is_new_comes_after_what_it_comes_after_by_default() -> None:
    assert in_order(["a", "b", "ny", "c"], ["c", "b", "a"]) == ["c", "b", "ny", "a"]
    assert in_order(["ny", "a", "b"], ["b", "a"]) == ["ny", "b", "a"]


def test_chapters_and_what_is_in_them_come_in_the_order_that_people_want() -> None:
    wanted = {
        ROOT: Arrangement(parts=("analys", "jamstalldhet", "kallor", "sammanfattning")),
        "inledning": Arrangement(parts=("kvalitetsomraden", "uppdrag", "lagstiftning")),
    }
    found = report(wanted)
    chapters = [block.anchor for block in found.blocks if isinstance(block, Heading) and block.level == 1]
    assert chapters == [
        *("analys", "jamstalldhet", "kallor", "sammanfattning", "inledning", "syfte", "metod", "resultat"),
        *(CHECKLISTS, DRAW, CASES),
    ]
    inner = [block.text for block in section(found, "inledning") if isinstance(block, Heading)]
    assert inner == ["Kvalitetsområden", "Uppdraget", "Lagstiftning"]


def test_a_part_has_the_heading_that_people_gave_it_and_keeps_its_anchor() -> None:
    wanted = {"syfte": Arrangement("Varför vi granskade"), CASES: Arrangement("Svaren i detalj")}
    found = report(wanted)
    shown = {block.anchor: block.text for block in found.blocks if isinstance(block, Heading)}
    assert (shown["syfte"], shown[CASES]) == ("Varför vi granskade", "Bilaga 3. Svaren i detalj")
    waiting = [plain(one.inlines) for one in found.blocks if isinstance(one, Paragraph) and one.style == "missing"]
    assert "Här saknas text till avsnittet ”Varför vi granskade”." in waiting
    assert text_sections([LISTS], wanted)["syfte"] == "Varför vi granskade"


# Left out


def test_what_is_left_out_is_not_there_and_does_not_wait_for_text() -> None:
    found = report(left_out("syfte", "inledning", "analys.effektivitet"), {"syfte": "Mitt eget syfte."})
    assert not {"Syfte", "Inledning", "Uppdraget", "Effektivitet"} & set(headings(found))
    assert "Mitt eget syfte." not in text(found)
    waiting = [plain(one.inlines) for one in found.blocks if isinstance(one, Paragraph) and one.style == "missing"]
    assert not any("Uppdraget" in one or "Syfte" in one or "Effektivitet" in one for one in waiting)


def test_a_chapter_whose_parts_are_all_left_out_has_no_heading() -> None:
    found = report(left_out("uppdrag", "lagstiftning", "kvalitetsomraden"))
    assert "Inledning" not in headings(found)


def test_a_report_where_all_is_left_out_is_a_title_page() -> None:
    found = report(left_out(*(part.id for part in every_part([LISTS]))))
    assert (found.blocks, found.title) == ((), "T")


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        (CHECKLISTS, ["finns frågorna och det stöd", "enligt villkoret i"]),
        (DRAW, ["står med orsak i"]),
        (CASES, ["Samtliga svar finns i"]),
    ],
)
def test_no_sentence_refers_to_an_appendix_that_is_left_out(part: str, gone: list[str]) -> None:
    before, after = text(report()), text(report(left_out(part)))
    assert all(words in before and words not in after for words in gone)
    assert set(re.findall(r"[Bb]ilaga (\d)", before)) == {"1", "2", "3"}
    assert set(re.findall(r"[Bb]ilaga (\d)", after)) == {"1", "2"}


def test_the_appendices_are_numbered_by_their_place_and_the_text_follows() -> None:
    found = report({ROOT: Arrangement(parts=(CASES, DRAW, CHECKLISTS))})
    assert [line for line in headings(found, 1) if line.startswith("Bilaga")] == [
        "Bilaga 1. Alla svar och ärendena bakom dem",
        "Bilaga 2. Urvalets protokoll",
        "Bilaga 3. Checklistor",
    ]
    told = text(found)
    assert "enligt villkoret i bilaga 3" in told
    assert "Samtliga svar finns i bilaga 1." in told
    assert lines(section(found, "kallor"))[0].endswith("(bilaga 3).")


# Joined areas


def join(*areas: str, heading: str = "") -> dict[str, Arrangement]:
    first, *others = (f"analys.{area}" for area in areas)
    return {first: Arrangement(heading), **{one: Arrangement(joined_to=first) for one in others}}


def test_joined_areas_have_one_heading_both_texts_and_one_table() -> None:
    written = {"analys.trygghet_och_sakerhet": "Först.", "analys.effektivitet": "Sedan."}
    found = report(join("trygghet_och_sakerhet", "effektivitet"), written)
    assert "Trygghet och säkerhet samt effektivitet" in headings(found)
    assert not {"Trygghet och säkerhet", "Effektivitet"} & set(headings(found))
    under = section(found, "analys_trygghet_och_sakerhet")
    assert lines(under)[:2] == ["Först.", "Sedan."]
    (table,) = tables_of(under)
    assert table.caption == "Brister inom trygghet och säkerhet samt effektivitet, störst andel först"
    apart = report({}, written)
    alone = [tables_of(section(apart, f"analys_{area}")) for area in ("trygghet_och_sakerhet", "effektivitet")]
    rows = [row for (one,) in alone for row in texts(one)[1:]]
    assert sorted(texts(table)[1:]) == sorted(rows)


def test_joined_areas_wait_for_text_only_where_none_of_them_has_any() -> None:
    wanted = join("trygghet_och_sakerhet", "effektivitet")
    words = "Här saknas text till avsnittet ”Analys: Trygghet och säkerhet samt effektivitet”."
    assert words in text(report(wanted))
    assert words not in text(report(wanted, {"analys.effektivitet": "Den räcker."}))


def test_what_the_areas_are_stays_told_and_that_they_are_analysed_together() -> None:
    told = lines(section(report(join("kunskapsbaserad_verksamhet", "effektivitet")), "kvalitetsomraden"))
    assert told[0].endswith("Resultaten analyseras under dem, kunskapsbaserad verksamhet och effektivitet tillsammans.")
    assert len(told) == 1 + len(QUALITY_AREAS)
    assert lines(section(report(left_out("analys")), "kvalitetsomraden"))[0].endswith("med sex kvalitetsområden.")
    some = lines(section(report(left_out("analys.effektivitet")), "kvalitetsomraden"))
    assert some[0].endswith("Resultaten analyseras under några av dem.")


def test_an_area_that_is_left_out_of_a_joint_heading_leaves_the_others_there() -> None:
    wanted = join("tillganglighet", "kunskapsbaserad_verksamhet", "effektivitet")
    wanted["analys.kunskapsbaserad_verksamhet"] = replace(wanted["analys.kunskapsbaserad_verksamhet"], left_out=True)
    assert ("tillganglighet", "effektivitet") in area_groups(wanted)
    assert ("kunskapsbaserad_verksamhet",) in area_groups(wanted)


def test_areas_that_people_joined_apart_come_together_and_a_later_area_heads_none() -> None:
    both = {**join("tillganglighet", "kunskapsbaserad_verksamhet")}
    both["analys.effektivitet"] = Arrangement(joined_to="analys.kunskapsbaserad_verksamhet")
    assert ("tillganglighet", "kunskapsbaserad_verksamhet", "effektivitet") in area_groups(both)
    backwards = {"analys.tillganglighet": Arrangement(joined_to="analys.effektivitet")}
    assert len(area_groups(backwards)) == len(QUALITY_AREAS)


@pytest.mark.parametrize(
    ("areas", "title"),
    [
        (("kunskapsbaserad_verksamhet", "effektivitet"), "Kunskapsbaserad verksamhet och effektivitet"),
        (
            ("tillganglighet", "kunskapsbaserad_verksamhet", "effektivitet"),
            "Tillgänglighet, kunskapsbaserad verksamhet och effektivitet",
        ),
        (("helhetssyn_och_samordning", "effektivitet"), "Helhetssyn och samordning samt effektivitet"),
        (("effektivitet",), "Effektivitet"),
    ],
)
def test_a_joint_heading_names_its_areas(areas: Sequence[str], title: str) -> None:
    assert joint_title(areas) == title
