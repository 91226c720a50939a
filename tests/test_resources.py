"""What ships: every checklist is whole, its questions are those of the answer tables, and the law fits the date.

The glossary, too: it names nothing that the code does not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspektor.assets import resource
from inspektor.domain.checklist import QUALITY_AREAS, Checklist, Question, Section, check_together, parse_checklist
from inspektor.domain.document import plain
from inspektor.domain.fields import BY_KEY
from inspektor.domain.law import Law, LawTable
from inspektor.domain.logic import SkipLogic
from inspektor.domain.results import Material, count
from inspektor.domain.review import Case
from inspektor.domain.sentences import sentence

SAFETY = "trygghet_och_sakerhet"
INTEGRITY = "sjalvbestammande_och_integritet"
WHOLENESS = "helhetssyn_och_samordning"

QUESTIONS = {  # the questions of each checklist: answer tables use these ids as headings
    "dur": "dur_aktuell dur_fullstandig dur_kopierad dur_person_framtrader dur_vasentlig",
    "genomforandeplan": "bestallning_finns plan_aktuell plan_stammer plan_mal plan_aktiviteter plan_nar_hur "
    "plan_samverkan plan_uppfoljning plan_delaktig",
    "uppfoljning": "uppfoljning_dokumenterad uppf_nar_hur uppf_enskildes_syn uppf_enligt_beslut uppf_situation "
    "uppf_atgarder uppf_utforare",
    "vald": "vald_fragat vald_bara_betydelse vald_vidare",
    "samtycke": "samtycke_fullmakt samtycke_registerutdrag",
    "sip": "sip_aktuell",
    "barn": "barn_kanda barn_konsekvensanalys barn_samtal",
    "anhorig": "anhorig_information anhorig_aterkommande",
    "langsiktig": "langsiktig_planering",
    "alternativ": "alternativ_utredda alternativ_provade",
}
AREAS = {
    "dur": SAFETY,
    "genomforandeplan": SAFETY,
    "uppfoljning": SAFETY,
    "vald": INTEGRITY,
    "samtycke": INTEGRITY,
    "sip": WHOLENESS,
    "barn": WHOLENESS,
    "anhorig": WHOLENESS,
    "langsiktig": WHOLENESS,
    "alternativ": "tillganglighet",
}
LAST_DAY_OF_OLD, FIRST_DAY_OF_NEW = date(2025, 6, 30), date(2025, 7, 1)
ROOT = Path(__file__).parents[1]
FILES = sorted(resource("checklists").glob("*.toml"))
SHIPPED = {path.stem: parse_checklist(path.read_text(encoding="utf-8"), path.name) for path in FILES}
ALL = [question for checklist in SHIPPED.values() for question in checklist.questions]
LAW = LawTable.parse(resource("law.toml").read_text(encoding="utf-8"))
LAWS = [law for versions in LAW.laws.values() for law in versions]

every_question = pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
every_checklist = pytest.mark.parametrize("checklist", SHIPPED.values(), ids=lambda checklist: checklist.id)


def asked(checklist: str, **values: str) -> set[str]:
    """The ids of the questions that a case with these values is asked."""
    return {question for question, is_asked in SkipLogic(SHIPPED[checklist]).asked(values).items() if is_asked}


def ids(checklist: str, prefix: str = "") -> set[str]:
    return {question for question in QUESTIONS[checklist].split() if question.startswith(prefix)}


def test_each_checklist_has_exactly_the_questions_that_answer_tables_use() -> None:
    assert {name: [question.id for question in checklist.questions] for name, checklist in SHIPPED.items()} == {
        name: questions.split() for name, questions in QUESTIONS.items()
    }


@every_checklist
def test_a_checklist_is_found_by_its_id(checklist: Checklist) -> None:
    assert SHIPPED[checklist.id] is checklist
    assert checklist.version == "2026.1"


def test_all_checklists_can_be_used_in_one_review() -> None:
    check_together(list(SHIPPED.values()))
    assert len({question.id for question in ALL}) == len(ALL)
    assert not {question.id for question in ALL} & set(BY_KEY)


@every_checklist
def test_every_section_has_the_quality_area_that_the_reports_put_its_theme_under(checklist: Checklist) -> None:
    assert {section.quality_area for section in checklist.sections} == {AREAS[checklist.id]} <= set(QUALITY_AREAS)


@every_question
def test_every_question_can_be_answered_ja_or_nej(question: Question) -> None:
    assert question.type == "ja_nej"
    assert question.label.endswith("?")
    assert question.base == "answered"


@every_question
def test_the_guidance_says_what_counts_as_ja_and_as_nej(question: Question) -> None:
    assert len(question.hint) >= 80
    assert "Svara ja när" in question.hint
    assert "Svara nej när" in question.hint
    assert "  " not in question.hint
    assert "\n" not in question.hint


@every_question
def test_the_guidance_is_short_enough_to_be_read_beside_the_question(question: Question) -> None:
    guidance = re.sub(r" \((?:Källa|Frågan bygger på)[^()]*\)$", "", question.hint)
    assert 2 <= len(re.findall(r"\.(?= |$)", guidance)) <= 5


@every_question
def test_ej_aktuellt_has_a_legend_and_nothing_else_has(question: Question) -> None:
    if "ej_aktuellt" in question.allow:
        assert re.match("x: [a-zåäö]", question.not_applicable)
    else:
        assert question.not_applicable == ""


@every_question
def test_what_the_file_does_not_tell_can_be_answered_vet_ej(question: Question) -> None:
    assert "vet_ej" in question.allow


@every_question
def test_the_shortcoming_is_nej_except_where_copying_is_asked_about(question: Question) -> None:
    assert question.shortcoming == ("ja" if question.id == "dur_kopierad" else "nej")
    assert ("Här är det ja som är bristen." in question.hint) == (question.id == "dur_kopierad")


@every_question
def test_every_sentence_tells_the_count_its_base_and_then_the_percentage(question: Question) -> None:
    assert re.fullmatch(
        r"[A-ZÅÄÖ][^{}]* i \{ja\} av \{bas\} (?:bedömda )?ärenden[^{}]* \(\{procent\}\)\.", question.sentence
    )


@every_question
def test_every_sentence_reads_with_many_cases_and_with_few(question: Question) -> None:
    assert said(question, yes=32, no=8).endswith(" (80 procent).")
    assert " i 32 av 40 " in said(question, yes=32, no=8)
    assert " i fem av sju " in said(question, yes=5, no=2)
    assert "procent" not in said(question, yes=5, no=2)


def said(question: Question, yes: int, no: int) -> str:
    """The question's sentence for so many cases of each answer, all of them asked."""
    alone = replace(question, relevant="", law=())
    checklist = Checklist("alone", "1", "Alone", (Section("Alone", "", (alone,)),))
    cases = tuple(Case(str(place), f"K{place}") for place in range(yes + no))
    material = Material(cases, (checklist,), {question.id: ["ja"] * yes + ["nej"] * no}, {})
    return plain(sentence(count(material, question.id)))


def test_the_content_of_an_investigation_is_asked_about_only_where_there_is_a_current_one() -> None:
    assert asked("dur") == {"dur_aktuell"}
    assert asked("dur", dur_aktuell="nej") == {"dur_aktuell"}
    assert asked("dur", dur_aktuell="ja") == ids("dur")


@pytest.mark.parametrize(
    ("beslut", "forsta_beslut", "expected"),
    [
        ("bifall", "ja", True),
        ("bifall", "nej", True),
        ("delvis avslag", "ja", True),
        ("delvis avslag", "nej", True),
        ("avslag", "nej", True),
        ("avslag", "ja", False),
        ("avslag", "", False),
        ("", "", False),
    ],
)
def test_a_plan_is_asked_for_where_something_is_or_was_granted(beslut: str, forsta_beslut: str, expected: bool) -> None:
    found = asked("genomforandeplan", beslut=beslut, forsta_beslut=forsta_beslut)
    assert found == ({"bestallning_finns", "plan_aktuell"} if expected else set())


@pytest.mark.parametrize("bestallning_finns", ["", "ja", "nej", "ej_aktuellt"])
def test_a_current_plan_is_examined_whatever_was_said_of_the_order(bestallning_finns: str) -> None:
    given = {"beslut": "bifall", "bestallning_finns": bestallning_finns}
    assert asked("genomforandeplan", plan_aktuell="ja", **given) == ids("genomforandeplan")
    assert asked("genomforandeplan", plan_aktuell="nej", **given) == {"bestallning_finns", "plan_aktuell"}


def test_follow_up_is_asked_for_where_the_decision_was_not_the_first() -> None:
    assert asked("uppfoljning", forsta_beslut="ja") == set()
    assert asked("uppfoljning", forsta_beslut="nej") == {"uppfoljning_dokumenterad"}
    assert asked("uppfoljning", forsta_beslut="nej", uppfoljning_dokumenterad="ja") == ids("uppfoljning")
    assert asked("uppfoljning", forsta_beslut="ja", uppfoljning_dokumenterad="ja") == set()


def test_the_question_about_violence_is_asked_of_everyone() -> None:
    assert asked("vald") == {"vald_fragat"}
    assert asked("vald", vald_fragat="nej") == {"vald_fragat"}
    assert asked("vald", vald_fragat="ja") == ids("vald")


def test_the_childs_situation_is_asked_about_where_there_are_minor_children() -> None:
    assert asked("barn", barn="nej") == {"barn_kanda"}
    assert asked("barn", barn="ja") == ids("barn")


def test_the_other_conditions_follow_the_decision_and_the_answer_before() -> None:
    assert asked("anhorig", anhorig_information="nej") == {"anhorig_information"}
    assert asked("anhorig", anhorig_information="ja") == ids("anhorig")
    assert asked("alternativ", forsta_beslut="nej") == set()
    assert asked("alternativ", forsta_beslut="ja") == ids("alternativ")
    assert asked("langsiktig", beslut="avslag") == set()
    assert asked("langsiktig", beslut="bifall") == asked("langsiktig", beslut="delvis avslag") == ids("langsiktig")
    assert asked("samtycke") == ids("samtycke")
    assert asked("sip") == ids("sip")


@every_question
def test_every_question_rests_on_law_that_the_table_has_for_any_decision(question: Question) -> None:
    assert question.law
    for key in question.law:
        assert key in LAW.laws
        for day in (date(2019, 1, 1), LAST_DAY_OF_OLD, FIRST_DAY_OF_NEW, date(2030, 1, 1)):
            assert LAW.cite(key, day) in {law.citation for law in LAW.laws[key]}


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("SoL 3:3", "3 kap. 3 § socialtjänstlagen (2001:453)", "socialtjänstlagen (2025:400)"),
        ("sol_kvalitet", "3 kap. 3 § socialtjänstlagen (2001:453)", "socialtjänstlagen (2025:400)"),
        ("sol_planering_med_enskilde", "3 kap. 5 § socialtjänstlagen (2001:453)", "socialtjänstlagen (2025:400)"),
        ("sol_uppfoljning", "socialtjänstlagen (2001:453)", "socialtjänstlagen (2025:400)"),
        ("sol_dokumentation", "socialtjänstlagen (2001:453)", "socialtjänstlagen (2025:400)"),
        (
            "sol_bistand",
            "4 kap. 1 § socialtjänstlagen (2001:453)",
            "11 kap. 1 § socialtjänstlagen (2025:400)",
        ),
        ("sol_sip", "socialtjänstlagen (2001:453)", "10 kap. 8–9 §§ socialtjänstlagen (2025:400)"),
    ],
)
def test_the_decisions_date_chooses_between_the_old_and_the_new_law(key: str, old: str, new: str) -> None:
    assert LAW.cite(key, LAST_DAY_OF_OLD) == old
    assert LAW.cite(key, FIRST_DAY_OF_NEW) == new


@pytest.mark.parametrize("key", [key for key in LAW.laws if key.casefold().startswith("sol")])
def test_every_rule_of_the_social_services_act_changes_law_on_the_same_day(key: str) -> None:
    spans = [("(2001:453)" in law.citation, law.valid_from, law.valid_to) for law in LAW.laws[key]]
    old, new = (True, None, LAST_DAY_OF_OLD), (False, FIRST_DAY_OF_NEW, None)
    assert spans == ([new] if key == "sol_utan_behovsprovning" else [old, new])


def test_the_disability_act_stands_unchanged() -> None:
    assert LAW.cite("lss_kvalitet", LAST_DAY_OF_OLD) == LAW.cite("LSS 6 §", FIRST_DAY_OF_NEW)
    assert LAW.cite("lss_barnets_basta", LAST_DAY_OF_OLD) == LAW.cite("LSS 6 a §", FIRST_DAY_OF_NEW)
    assert LAW.cite("lss_barnets_basta", FIRST_DAY_OF_NEW).startswith("6 a § lagen (1993:387)")


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law.key} {law.start.year}")
def test_only_what_is_verified_has_a_section_number(law: Law) -> None:
    numbered = bool(re.search(r"§|kap\.", law.citation + law.note))
    assert law.verified or not numbered
    assert law.verified != ("inte kontrollerad" in law.note)
    assert law.note.endswith(".")


@pytest.mark.parametrize("text", [path.read_text(encoding="utf-8") for path in FILES], ids=list(SHIPPED))
def test_no_text_that_ships_shouts(text: str) -> None:
    assert "!" not in text


def test_every_name_in_the_glossary_is_in_the_code_and_every_term_stands_there_once() -> None:
    glossary = (ROOT / "docs" / "ORDLISTA.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in glossary.splitlines() if re.match(r"\| (?!Svenska)", line)]
    terms = [term.strip() for term, _ in rows]
    assert sorted(set(terms)) == sorted(terms)
    sources = [*(ROOT / "inspektor").rglob("*.py"), *FILES]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    names = {name for _, cell in rows for name in re.findall("`([^`]+)`", cell)}
    assert {name for name in names if not re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", code)} == set()
    assert len(names) > 100
