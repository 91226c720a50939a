"""The law that the report cites: what the cases fall under, as it stood when they were decided."""

from __future__ import annotations

from inspektor.domain.document import Heading, Paragraph, Table, plain
from inspektor.domain.questions import Checklist
from inspektor.domain.review import Case
from tests.domain.builders import case, material, yes_no
from tests.domain.reports import ALL_LAW, LSS, lawful, lines, report, section


def law_of(lists: Checklist, *found: Case) -> list[str]:
    return lines(section(report(material(found, lists)), "lagstiftning"))


def test_the_law_of_a_checklist_stands_above_its_questions_in_the_appendix() -> None:
    blocks = section(report(material([case("P-1")], ALL_LAW)), "bilaga_checklistor")
    place = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2)
    law, table = blocks[place + 1 : place + 3]
    assert isinstance(law, Paragraph)
    assert plain(law.inlines).startswith("Lagrum: ")
    assert isinstance(table, Table)


def test_law_is_cited_as_it_stood_at_the_decisions() -> None:
    old = case("P-1", law="SoL", decision_date="2019-02-03")
    new = case("P-2", law="SoL", decision_date="2025-07-01")
    assert law_of(ALL_LAW, old) == [
        "Besluten i ärendena är fattade 2019-02-03. Lagrummen anges som de löd vid besluten.",
        "Checklistornas frågor bygger på",
        "socialtjänstlagen (2001:453): 3 kap. 3 § och 4 kap. 1 §",
        "SOSFS 2011:9: 4 kap. 4 §",
    ]
    assert law_of(ALL_LAW, new)[2:] == [
        "socialtjänstlagen (2025:400): bland annat 11 kap. 1 §",
        "SOSFS 2011:9: 4 kap. 4 §",
        "Kapitel och paragraf anges bara där hänvisningen är kontrollerad mot lagtexten.",
    ]


def test_a_review_of_decisions_before_and_after_a_new_law_cites_both_with_their_times() -> None:
    found = [case(f"P-{day}", law="SoL", decision_date=day) for day in ("2025-06-30", "2025-07-01")]
    assert law_of(ALL_LAW, *found)[:5] == [
        "Besluten i ärendena är fattade mellan 2025-06-30 och 2025-07-01. Lagrummen anges som de löd vid besluten.",
        "Checklistornas frågor bygger på",
        "socialtjänstlagen (2001:453), för beslut till och med 2025-06-30: 3 kap. 3 § och 4 kap. 1 §",
        "socialtjänstlagen (2025:400), för beslut från och med 2025-07-01: bland annat 11 kap. 1 §",
        "SOSFS 2011:9: 4 kap. 4 §",
    ]


def test_only_the_law_that_the_cases_fall_under_is_cited() -> None:
    sol = " ".join(law_of(ALL_LAW, case("P-1", law="SoL", decision_date="2019-02-03")))
    lss = " ".join(law_of(ALL_LAW, case("P-1", law="LSS", decision_date="2019-02-03")))
    both = " ".join(law_of(ALL_LAW, case("P-1", law="SoL"), case("P-2", law="LSS")))
    assert LSS not in sol
    assert "socialtjänstlagen" not in lss
    assert f"{LSS}: 6 § och 6 a §" in lss
    assert LSS in both
    assert "socialtjänstlagen (2001:453)" in both
    assert all("SOSFS 2011:9" in text for text in (sol, lss, both))


def test_a_law_is_chosen_by_the_dates_of_its_own_cases() -> None:
    found = [case("P-1", law="SoL", decision_date="2019-02-03"), case("P-2", law="LSS", decision_date="2025-09-01")]
    cited = law_of(ALL_LAW, *found)
    assert "socialtjänstlagen (2001:453): 3 kap. 3 § och 4 kap. 1 §" in cited
    assert not any("2025:400" in line for line in cited)


def test_where_law_or_dates_are_not_known_everything_is_cited_with_its_time() -> None:
    cited = law_of(ALL_LAW, case("P-1"))
    assert cited[0] == "Beslutens datum är inte registrerade. Lagrummen anges därför för varje tid de har gällt."
    assert f"{LSS}: 6 § och 6 a §" in cited
    assert "socialtjänstlagen (2001:453), för beslut till och med 2025-06-30: 3 kap. 3 § och 4 kap. 1 §" in cited


def test_dates_that_are_not_known_of_all_are_told() -> None:
    known, unknown = case("P-1", decision_date="2019-02-03"), case("P-2")
    assert law_of(ALL_LAW, known, unknown)[0] == (
        "Besluten i ärendena är fattade 2019-02-03. I ett ärende saknas beslutets datum. "
        "Lagrummen anges som de löd vid besluten."
    )


def test_a_date_that_the_law_table_does_not_cover_is_told() -> None:
    cited = law_of(lawful("sol_bara_ny"), case("P-1", law="SoL", decision_date="2019-02-03"))
    assert cited[-1] == "sol_bara_ny (lagrummet kunde inte bestämmas för beslutsdatum 2019-02-03)"


def test_a_key_that_the_law_table_does_not_have_is_cited_as_it_is() -> None:
    assert law_of(lawful("SoL 9:9", "solidaritet"), case("P-1", law="LSS", decision_date="2019-02-03"))[-1] == (
        "solidaritet"
    )


def test_a_checklist_without_law_has_no_list_of_it() -> None:
    assert len(law_of(yes_no("plan"), case("P-1", decision_date="2019-02-03"))) == 1
