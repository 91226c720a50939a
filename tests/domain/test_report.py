"""The draft report: its outline, that its figures are the counted ones, and what it says in every kind of review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings

from inspektor.domain.document import (
    Block,
    Bullets,
    Cell,
    Contents,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Trace,
    plain,
)
from inspektor.domain.law import LawTable
from inspektor.domain.questions import QUALITY_AREAS, Checklist
from inspektor.domain.report import Basis, build, text_sections
from inspektor.domain.report_appendices import in_words
from inspektor.domain.report_method import Selection
from inspektor.domain.result_tables import TOTAL_IS_REVIEWED
from inspektor.domain.results import BASE, Column, Material, Value, count
from inspektor.domain.review import Case, Review
from tests.domain.builders import (
    MIXED,
    assert_true_of_trace,
    case,
    cases,
    checklist,
    figures_of,
    inlines_of,
    material,
    materials,
    tables_of,
    texts,
    traced_cells,
    yes_no,
)

LAW = """
[[law]]
key = "sol_bistand"
citation = "4 kap. 1 § socialtjänstlagen (2001:453)"
verified = true
valid_to = 2025-06-30

[[law]]
key = "sol_bistand"
citation = "11 kap. 1 § socialtjänstlagen (2025:400)"
verified = true
valid_from = 2025-07-01

[[law]]
key = "sol_kvalitet"
citation = "3 kap. 3 § socialtjänstlagen (2001:453)"
verified = true
valid_to = 2025-06-30

[[law]]
key = "sol_kvalitet"
citation = "socialtjänstlagen (2025:400)"
verified = false
valid_from = 2025-07-01

[[law]]
key = "sol_bara_ny"
citation = "11 kap. 5 § socialtjänstlagen (2025:400)"
verified = true
valid_from = 2025-07-01

[[law]]
key = "lss_kvalitet"
citation = "6 § lagen (1993:387) om stöd och service till vissa funktionshindrade"
verified = true

[[law]]
key = "lss_barn"
citation = "6 a § lagen (1993:387) om stöd och service till vissa funktionshindrade"
verified = true

[[law]]
key = "rutiner"
citation = "4 kap. 4 § SOSFS 2011:9"
verified = true
"""
LSS = "lagen (1993:387) om stöd och service till vissa funktionshindrade"


def report(
    of: Material, texts: Mapping[str, str] | None = None, selection: Selection | None = None, **about: str
) -> Report:
    review = Review("r", "Daglig verksamhet", "3.4.2-11/2021", **about)
    law = LawTable.parse(LAW)
    return build(Basis(review, of, selection or Selection(), texts or {}, law, "2026-03-01", "Data per i dag."))


def headings(found: Report, deepest: int = 2) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Heading) and block.level <= deepest]


def section(found: Report, anchor: str) -> list[Block]:
    """The blocks under a heading, up to the next heading of its level or above."""
    blocks = iter(found.blocks)
    start = next(block for block in blocks if isinstance(block, Heading) and block.anchor == anchor)
    inside: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= start.level:
            break
        inside.append(block)
    return inside


def lines(blocks: Iterable[Block]) -> list[str]:
    """Running text, paragraph by paragraph and item by item."""
    return [plain(inlines) for inlines in inlines_of(blocks)]


def missing(found: Report) -> list[str]:
    return [plain(one.inlines) for one in found.blocks if isinstance(one, Paragraph) and one.style == "missing"]


def published() -> Material:
    """40 cases with the totals of a published review: every single answer is invented."""
    found = [
        case(
            f"{unit[:3].upper()}-{place:02}",
            unit,
            ("kvinna", "man")[place % 2],
            law="SoL",
            decision="avslag" if place < refused else "bifall",
            decision_date="2019-03-01",
            first_decision="nej" if place < again else "ja",
            children="ja" if unit == "Farsta" and place < 2 else "nej",
        )
        for unit, refused, again in (("Farsta", 6, 7), ("Norrmalm", 2, 6), ("Skärholmen", 1, 6), ("Östermalm", 0, 6))
        for place in range(10)
    ]
    lists = checklist("""
id = "sysselsattning"
version = "1"
title = "Sysselsättning"
[[section]]
title = "Utredning"
quality_area = "trygghet_och_sakerhet"
[[section.question]]
id = "dur"
label = "Finns en utredning?"
type = "ja_nej"
shortcoming = "nej"
sentence = "En aktuell utredning fanns i {ja} av {bas} ärenden ({procent})."
[[section.question]]
id = "kopierad"
label = "Är den kopierad?"
type = "ja_nej"
relevant = "${dur} = 'ja'"
[[section]]
title = "Plan"
quality_area = "trygghet_och_sakerhet"
[[section.question]]
id = "plan"
label = "Finns en plan?"
type = "ja_nej"
shortcoming = "nej"
sentence = "En aktuell plan fanns i {ja} av {bas} ärenden ({procent})."
[[section.question]]
id = "stammer"
label = "Stämmer planen?"
type = "ja_nej"
relevant = "${plan} = 'ja'"
shortcoming = "nej"
sentence = "Planen stämde med beställningen i {ja} av {bas} ärenden med plan ({procent})."
[[section]]
title = "Uppföljning"
quality_area = "effektivitet"
[[section.question]]
id = "uppfoljning"
label = "Är insatsen uppföljd?"
type = "ja_nej"
relevant = "${forsta_beslut} = 'nej'"
shortcoming = "nej"
sentence = "Uppföljning var dokumenterad i {ja} av {bas} ärenden ({procent})."
""")
    answers: dict[str, list[Value | None]] = {
        "dur": ["nej", "nej", *["ja"] * 38],
        "plan": [*["ja"] * 32, *["nej"] * 8],
        "stammer": [*["ja"] * 14, *["nej"] * 18],
        "uppfoljning": [None] * 40,
    }
    again = [place for place, one in enumerate(found) if one.first_decision == "nej"]
    for rank, place in enumerate(again):
        answers["uppfoljning"][place] = "ja" if rank < 18 else "nej"
    return material(found, lists, answers)


OUTLINE = [
    "Sammanfattning",
    "Inledning",
    "Uppdraget",
    "Lagstiftning",
    "Kvalitetsområden",
    "Syfte",
    "Metod och urval",
    "Urval",
    "Aktgranskning",
    "Så redovisas resultaten",
    "Granskningsresultat",
    "De granskade ärendena",
    "Sysselsättning",
    "Jämställdhet",
    "Analys",
    "Trygghet och säkerhet",
    "Effektivitet",
    "Källor",
    "Bilaga 1. Checklistor",
    "Sysselsättning (version 1)",
    "Bilaga 2. Urvalets protokoll",
    "Bilaga 3. Alla svar och ärendena bakom dem",
    "Sysselsättning",
]


def test_the_outline_has_every_part_in_its_order() -> None:
    found = report(published())
    assert headings(found) == OUTLINE
    assert isinstance(found.blocks[0], Contents)


def test_the_title_page_says_what_it_is_a_draft_of() -> None:
    found = report(published(), theme="daglig verksamhet")
    assert (found.title, found.subtitle, found.dnr) == (
        "Daglig verksamhet",
        "Granskningsrapport: daglig verksamhet",
        "3.4.2-11/2021",
    )
    assert (found.status, found.date, found.data_state, found.language) == (
        "UTKAST",
        "2026-03-01",
        "Data per i dag.",
        "sv-SE",
    )
    assert report(published()).subtitle == "Granskningsrapport"


def test_every_heading_has_an_anchor_of_its_own() -> None:
    anchors = [block.anchor for block in report(published()).blocks if isinstance(block, Heading)]
    assert len(anchors) == len(set(anchors))
    assert all(anchor.isascii() for anchor in anchors)


def test_the_published_figures_stand_in_words_and_in_tables() -> None:
    found = report(published())
    told = lines(section(found, "resultat_sysselsattning"))
    assert told == [
        "En aktuell utredning fanns i 38 av 40 ärenden (95 procent).",
        "En aktuell plan fanns i 32 av 40 ärenden (80 procent).",
        "Planen stämde med beställningen i 14 av 32 ärenden med plan (44 procent).",
        "Uppföljning var dokumenterad i 18 av 25 ärenden (72 procent).",
        (
            "Skillnaden mellan enheterna är större än vad slumpen brukar ge i ”Finns en plan?”, ”Stämmer planen?” och "
            "”Är insatsen uppföljd?”. "
            "I den återstående frågan är det för få ärenden för att avgöra om svaren skiljer sig."
        ),
        (
            "”Finns en plan?”: andelen ja var två av tio (20 procent) i Östermalms ärenden och tio av tio "
            "(100 procent) i Skärholmens."
        ),
        (
            "”Stämmer planen?”: andelen ja var noll av tio (0 procent) i Skärholmens ärenden och tio av tio "
            "(100 procent) i Farstas."
        ),
        "”Är insatsen uppföljd?”: andelen ja var noll av sex i Östermalms ärenden och sex av sex i Norrmalms.",
        "En fråga har inga svar att räkna: ”Är den kopierad?”.",
    ]
    shown = [texts(table) for table in tables_of(section(found, "resultat_sysselsattning"))]
    assert [rows[1][-1] for rows in shown] == ["38 (95 %)", "32 (80 %)", "14 (44 %)", "18 (72 %)"]
    assert [rows[0][-1] for rows in shown] == ["Total (n=40)", "Total (n=40)", "Total (n=32)", "Total (n=25)"]
    assert shown[0][0][1] == "Farsta (n=10)"


def test_rejections_parents_and_gender_are_told() -> None:
    (told, *_) = lines(section(report(published()), "resultat_arenden"))
    assert told == (
        "Totalt granskades 40 ärenden, 20 kvinnor och 20 män. Beslutet var avslag i 9 av 40 ärenden: 6 i Farsta, 2 i "
        "Norrmalm och 1 i Skärholmen. I materialet hade två personer minderåriga barn."
    )


@pytest.mark.parametrize(
    ("decisions", "told"),
    [
        (("avslag", *["bifall"] * 13), "Beslutet var avslag i 1 av 14 ärenden, i Farsta."),
        (("avslag", "bifall", "avslag", *["bifall"] * 11), "Beslutet var avslag i 2 av 14 ärenden, samtliga i Farsta."),
        (("avslag", "avslag", "bifall"), "Beslutet var avslag i två av tre ärenden: ett i Farsta och ett i Älvsjö."),
        (("bifall", "delvis avslag"), "Beslutet var delvis avslag i ett av två ärenden."),
        (("bifall", "bifall"), "Beslutet var bifall i samtliga ärenden."),
        (("avslag",), "Beslutet var avslag."),
        (("", ""), ""),
    ],
)
def test_the_decisions_are_told_with_the_units_of_the_rejections(decisions: tuple[str, ...], told: str) -> None:
    found = [case(f"P-{place}", ("Farsta", "Älvsjö")[place % 2], decision=word) for place, word in enumerate(decisions)]
    (sentences, *_) = lines(section(report(material(found, yes_no("plan"))), "resultat_arenden"))
    assert sentences.partition(". ")[2] == told


@pytest.mark.parametrize(
    ("children", "told"),
    [
        (("ja", "nej"), "I materialet hade en person minderåriga barn."),
        (("ja", "ja", ""), "I materialet hade två personer minderåriga barn; i ett ärende saknas uppgiften."),
        (("nej", "", ""), "I materialet hade ingen person minderåriga barn; i två ärenden saknas uppgiften."),
        (("", ""), ""),
    ],
)
def test_parents_are_told_with_what_is_not_known(children: tuple[str, ...], told: str) -> None:
    found = [case(f"P-{place}", children=word) for place, word in enumerate(children)]
    (sentences, *_) = lines(section(report(material(found, yes_no("plan"))), "resultat_arenden"))
    assert sentences.partition(". ")[2] == told


@pytest.mark.parametrize(
    ("genders", "told"),
    [
        (("kvinna", "man"), "Totalt granskades två ärenden, en kvinna och en man."),
        (
            ("kvinna", "annat", ""),
            ("Totalt granskades tre ärenden, en kvinna, en person av annat kön och en person utan uppgift om kön."),
        ),
        (("man",) * 13 + ("kvinna",) * 2, "Totalt granskades 15 ärenden, 2 kvinnor och 13 män."),
        (("", ""), "Totalt granskades två ärenden."),
    ],
)
def test_the_genders_are_told_alike(genders: tuple[str, ...], told: str) -> None:
    found = [case(f"P-{place}", gender=word) for place, word in enumerate(genders)]
    (sentences, *_) = lines(section(report(material(found, yes_no("plan"))), "resultat_arenden"))
    assert sentences == told


@pytest.mark.parametrize(
    ("insatser", "told"),
    [
        (("boendestöd", "boendestöd"), "Ärendena gäller insatsen boendestöd."),
        (
            ("ledsagning", "avlösning", "ålderdomshem"),
            "Ärendena gäller insatserna avlösning, ledsagning och ålderdomshem.",
        ),
        (tuple("abcdefghi"), ""),
    ],
)
def test_the_insatser_are_named_when_they_are_few(insatser: tuple[str, ...], told: str) -> None:
    found = [case(f"P-{place}", insats=word) for place, word in enumerate(insatser)]
    (sentences, *_) = lines(section(report(material(found, yes_no("plan"))), "resultat_arenden"))
    assert sentences.partition(". ")[2] == told


def test_the_summary_tells_each_checklists_first_figure_and_the_worst_ones() -> None:
    assert lines(section(report(published()), "sammanfattning"))[1:] == [
        "Granskningen omfattar 40 ärenden i Farsta, Norrmalm, Skärholmen och Östermalm, 20 kvinnor och 20 män.",
        "Några av resultaten:",
        "En aktuell utredning fanns i 38 av 40 ärenden (95 procent).",
        "Planen stämde med beställningen i 14 av 32 ärenden med plan (44 procent).",
    ]


def test_shortcomings_stand_under_their_quality_area() -> None:
    (table,) = tables_of(section(report(published()), "analys_trygghet_och_sakerhet"))
    assert table.caption == "Brister inom trygghet och säkerhet, störst andel först"
    assert texts(table) == [
        ["Fråga", "Ärenden med brist", "Andel"],
        ["Stämmer planen?", "18 av 32", "56 %"],
        ["Finns en plan?", "8 av 40", "20 %"],
        ["Finns en utredning?", "2 av 40", "5 %"],
    ]


def test_a_shortcoming_in_few_cases_stands_last_and_another_answer_than_nej_is_named() -> None:
    answers: dict[str, list[Value | None]] = {
        "grind": [*["nej"] * 9, *["ja"] * 3],
        "gangjarn": [*["ja"] * 9, *["nej"] * 3],
        "nyckel": ["ja"] * 12,
        "slag": ["rost", *["tra"] * 11],
    }
    found = report(material(cases(12), checklist(), answers))
    (safety,) = tables_of(section(found, "analys_trygghet_och_sakerhet"))
    assert [row[0] for row in texts(safety)[1:]] == ["Finns en grind?", "Finns en nyckel?", "Är gångjärnen hela?"]
    (use,) = tables_of(section(found, "analys_effektivitet"))
    assert texts(use)[1] == ["Vilket slag? (brist: ”Rostigt”)", "1 av 12", "8 %"]
    assert use.caption == "Brister inom effektivitet"


def test_areas_that_the_checklists_do_not_ask_about_are_named_once() -> None:
    assert lines(section(report(published()), "analys"))[0] == (
        "Granskningens checklistor har inga frågor inom områdena självbestämmande och integritet, tillgänglighet, "
        "helhetssyn och samordning eller kunskapsbaserad verksamhet."
    )
    written = {f"analys.{area}": "Text." for area in QUALITY_AREAS}
    found = report(published(), written)
    assert headings(found)[15:21] == list(QUALITY_AREAS.values())
    assert lines(section(found, "analys")) == ["Text."] * 6


@pytest.mark.parametrize(("size", "share"), [(9, "–"), (10, "20 %")])
def test_a_shortcomings_share_is_printed_from_ten(size: int, share: str) -> None:
    lists = yes_no("plan", more='shortcoming = "nej"', area="effektivitet")
    of = material(cases(size), lists, {"plan": ["nej", "nej", *["ja"] * (size - 2)]})
    (table,) = tables_of(section(report(of), "analys_effektivitet"))
    assert texts(table)[1] == ["Fråga plan?", f"2 av {size}", share]


def test_a_shortcoming_outside_the_base_is_a_share_of_those_asked() -> None:
    lists = yes_no("plan", more='allow = ["vet_ej"]\nshortcoming = "vet_ej"', area="effektivitet")
    of = material(cases(12), lists, {"plan": ["ja", "nej", *["vet_ej"] * 9]})
    (table,) = tables_of(section(report(of), "analys_effektivitet"))
    assert texts(table)[1] == ["Fråga plan? (brist: vet ej)", "9 av 12", "75 %"]


def counted_as(of: Material, trace: Trace) -> Iterable[Column]:
    """The columns that a trace may speak of: those of its question with its group's name."""
    for grouping in ("enhet", "kon"):
        counted = count(of, trace.question, grouping)
        yield from (column for column in (*counted.columns, counted.total) if column.label == trace.group)


def agrees(of: Material, trace: Trace) -> bool:
    """Whether `count` gives a figure's cases and base, for one of the groups with its name."""
    if trace.answer == BASE and sorted(trace.cases) == sorted(of.codes) and trace.base == len(of.cases):
        return True  # the number of reviewed cases, also those where something is not settled
    base = of.questions[trace.question].base
    for column in counted_as(of, trace):
        cases = column.based_on(base) if trace.answer == BASE else column.cases[trace.answer]
        bases = {column.base, len(column.based_on("asked"))}
        if sorted(cases) == sorted(trace.cases) and trace.base in bases:
            return True
    return False


def all_figures(found: Report) -> list[Figure | tuple[Cell, Trace]]:
    running: list[Figure | tuple[Cell, Trace]] = [
        figure for inlines in inlines_of(found.blocks) for figure in figures_of(inlines)
    ]
    return running + [cell for table in tables_of(found.blocks) for cell in traced_cells(table)]


@given(materials())
@settings(max_examples=40)
def test_every_figure_of_a_report_is_the_counted_one(of: Material) -> None:
    for figure in all_figures(report(of)):
        text, trace = (figure.text, figure.trace) if isinstance(figure, Figure) else (figure[0].text, figure[1])
        assert agrees(of, trace), (text, trace)
        if text != ", ".join(trace.cases):
            assert_true_of_trace(text, trace)


@given(materials())
@settings(max_examples=40)
def test_a_report_never_mixes_words_and_digits_and_leaves_no_template(of: Material) -> None:
    for text in lines(report(of).blocks):
        assert not MIXED.search(text), text
        assert not re.search(r"[{}]|\s[.,]|  |None", text), text


@given(materials())
@settings(max_examples=25)
def test_every_answer_in_the_data_stands_in_the_appendix_with_its_case(of: Material) -> None:
    tables = tables_of(section(report(of), "bilaga_svar"))
    printed = {
        (row[0].text, row[1].text): row[3].text.split(", ")
        for table in tables
        for row in table.rows
        if table.header == ("Fråga", "Svar", "Antal", "Ärenden")
    }
    for question in of.checklists[0].questions:
        total = count(of, question.id).total
        for answer, label in (("ja", "Ja"), ("nej", "Nej"), ("besvarad", "Besvarad")):
            if total.cases.get(answer):
                assert printed[question.label, label] == list(total.cases[answer])


EVERY_SECTION = {
    "sammanfattning": "sammanfattning",
    "uppdrag": "uppdrag",
    "syfte": "syfte",
    "metod": "metod",
    "resultat.sysselsattning": "resultat_sysselsattning",
    "jamstalldhet": "jamstalldhet",
    "goda_exempel": "goda_exempel",
    **{f"analys.{area}": f"analys_{area}" for area in QUALITY_AREAS},
    "kallor": "kallor",
}


def test_every_section_that_can_be_written_has_its_place() -> None:
    only_in_a_dialog_version = "dialog"
    assert list(text_sections(published().checklists)) == [*EVERY_SECTION, only_in_a_dialog_version]


@pytest.mark.parametrize(("name", "anchor"), EVERY_SECTION.items())
def test_peoples_text_stands_first_in_its_section(name: str, anchor: str) -> None:
    found = report(published(), {name: "Eget **stycke**.\n\n- punkt\n\n> citat"})
    own = section(found, anchor)[:3]
    assert [type(block) for block in own] == [Paragraph, Bullets, Quotation]
    assert lines(own) == ["Eget stycke.", "punkt", "citat"]
    assert sum(text == "Eget stycke." for text in lines(found.blocks)) == 1


@pytest.mark.parametrize("name", ["sammanfattning", "uppdrag", "syfte", "jamstalldhet", "analys.effektivitet"])
def test_a_text_that_nobody_has_written_is_visibly_missing_until_somebody_has(name: str) -> None:
    sentence = f"Här saknas text till avsnittet ”{text_sections(published().checklists)[name]}”."
    assert sentence in missing(report(published()))
    assert sentence not in missing(report(published(), {name: "Skrivet."}))
    assert sentence in missing(report(published(), {name: "  \n"}))


def test_the_purpose_of_the_plan_stands_where_nobody_has_written_another() -> None:
    found = report(published(), purpose="Att se om planerna stämmer.")
    assert lines(section(found, "syfte")) == ["Att se om planerna stämmer."]
    found = report(published(), {"syfte": "Mer om syftet."}, purpose="Att se om planerna stämmer.")
    assert lines(section(found, "syfte")) == ["Att se om planerna stämmer.", "Mer om syftet."]


def test_the_reviewed_period_is_told_where_it_is_given() -> None:
    assert lines(section(report(published(), period="2019"), "uppdrag"))[-1] == "Granskad period: 2019."
    assert "Granskad period" not in " ".join(lines(report(published()).blocks))


def lawful(*keys: str) -> Checklist:
    listed = ", ".join(f'"{key}"' for key in keys)
    return yes_no("plan", more=f"law = [{listed}]")


def law_of(lists: Checklist, *found: Case) -> list[str]:
    return lines(section(report(material(found, lists)), "lagstiftning"))


ALL_LAW = lawful("sol_kvalitet", "lss_barn", "sol_bistand", "lss_kvalitet", "rutiner")


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


def test_a_review_without_cases_says_so_and_is_still_a_report() -> None:
    found = report(material((), ALL_LAW))
    assert headings(found)[:8] == [*OUTLINE[:8]]
    assert "Granskningen har ännu inga ärenden." in missing(found)
    assert lines(section(found, "lagstiftning"))[0] == (
        "Granskningen har ännu inga ärenden. Lagrummen anges därför för varje tid de har gällt."
    )
    assert lines(section(found, "jamstalldhet")) == ["Här saknas text till avsnittet ”Jämställdhet”."]
    assert lines(section(found, "kallor")) == ["Checklistan Prov, version 1 (bilaga 1)."]


def test_cases_that_nobody_has_reviewed_are_visibly_missing() -> None:
    of = material(cases(5), yes_no("plan"), {"plan": ["ja", "nej", None, None, None]})
    assert "Tre ärenden är ännu inte granskade." in missing(report(of))
    of = material(cases(2), yes_no("plan"), {"plan": ["ja"]})
    assert "Ett ärende är ännu inte granskat." in missing(report(of))
    assert "Två ärenden är ännu inte granskade." in missing(report(material(cases(2), yes_no("plan"))))


def test_a_section_without_answers_has_no_heading_and_its_questions_are_named() -> None:
    of = material(cases(12), checklist(), {"grind": ["nej"] * 12})
    found = report(of)
    assert "Slag och mått" not in headings(found, 3)
    assert lines(section(found, "resultat_prov"))[-2:] == [
        "Två frågor ställdes inte i något ärende: ”Är gångjärnen hela?” och ”Är gångjärnen oljade?”.",
        (
            "Sex frågor har inga svar att räkna: ”Finns en nyckel?”, ”Vilket slag?”, ”Vilka delar?”, ”Hur bred?”, "
            "”Vilken dag?” och ”Vad iakttogs?”."
        ),
    ]


def test_a_question_that_nobody_was_asked_is_named() -> None:
    of = material(cases(2), yes_no("plan", more="relevant = \"${kon} = 'annat'\""), {"plan": ["ja"]})
    assert lines(section(report(of), "resultat_prov")) == ["En fråga ställdes inte i något ärende: ”Fråga plan?”."]


@pytest.mark.parametrize(
    ("gender", "sentence"),
    [
        ("kvinna", ["Ärendena gäller tolv kvinnor.", "Resultaten kan därför inte jämföras mellan könen."]),
        ("", ["Ärendena saknar uppgift om kön, så resultaten kan inte delas upp."]),
    ],
)
def test_one_gender_or_none_cannot_be_compared(gender: str, sentence: list[str]) -> None:
    of = material([case(f"P-{place}", gender=gender) for place in range(12)], yes_no("plan"), {"plan": ["ja"] * 12})
    equality = section(report(of), "jamstalldhet")
    assert lines(equality)[1:] == sentence
    assert tables_of(equality) == []


def test_women_and_men_are_compared_for_every_answered_question() -> None:
    (table,) = tables_of(section(report(published()), "jamstalldhet"))
    assert table.header == ("Fråga", "Kvinnor (n=20)", "Män (n=20)", "Total (n=40)")
    assert [row[0].text for row in table.rows] == [
        "Finns en utredning?",
        "Finns en plan?",
        "Stämmer planen?",
        "Är insatsen uppföljd?",
    ]
    assert lines(section(report(published()), "jamstalldhet"))[-1] == (
        "Det är för få ärenden för att avgöra om svaren skiljer sig mellan kvinnor och män."
    )


def test_one_district_is_told_without_columns_to_compare() -> None:
    of = material(cases(12), yes_no("plan"), {"plan": ["ja"] * 12})
    found = report(of)
    assert lines(section(found, "sammanfattning"))[1] == (
        "Granskningen omfattar tolv ärenden i Farsta, sex kvinnor och sex män."
    )
    results = tables_of(section(found, "resultat"))
    assert [table.header for table in results] == [("Antal ärenden", "Farsta (n=12)"), ("Fråga", "Farsta (n=12)")]
    assert not any("per enhet" in table.caption for table in results)
    assert "alla ärenden i enheterna" not in " ".join(lines(found.blocks))


def test_many_districts_keep_the_shape_of_the_tables() -> None:
    units = [f"Stadsdel {number}" for number in range(1, 26)]
    found = [case(f"P-{place}", units[place % 25], ("kvinna", "man")[place % 2]) for place in range(50)]
    made = report(material(found, yes_no("plan"), {"plan": ["ja"] * 50}))
    assert "Granskningen omfattar 50 ärenden i 25 enheter, 25 kvinnor och 25 män." in lines(made.blocks)
    tables = tables_of(section(made, "resultat"))
    assert [len(table.header) for table in tables] == [27, 27]
    assert tables[1].header[-1] == "Total (n=50)"


def test_labels_of_sixty_characters_are_kept_whole() -> None:
    label = "Är den långa frågan, med sitt långa villkor, besvarad av nån"
    assert len(label) == 60
    lists = checklist(yes_no("plan").source.replace("Fråga plan?", label))
    of = material(cases(12, unit="Hägersten-Liljeholmen och Älvsjö"), lists, {"plan": ["ja"] * 12})
    shown = {row[0].text for table in tables_of(section(report(of), "resultat_prov")) for row in table.rows}
    assert shown == {label}


def test_every_kind_of_question_is_told_and_counted() -> None:
    of = material(
        cases(12),
        checklist(),
        {
            "grind": ["ja"] * 12,
            "slag": ["tra"] * 9 + ["jarn"] * 3,
            "delar": ["las hake"] * 12,
            "bredd": [90] * 11,
            "dag": ["2019-05-06"] * 10,
            "anteckning": ["Gnisslar."] * 2,
        },
    )
    found = section(report(of), "resultat_prov")
    assert lines(found)[:6] == [
        "En grind fanns i samtliga tolv granskade ärenden.",
        "Frågan ”Vilket slag?” besvarades i tolv ärenden: ”Trä” i nio (75 procent) och ”Järn” i tre (25 procent).",
        (
            "Frågan ”Vilka delar?” ställdes i tolv ärenden: ”Lås” i tolv (100 procent) och ”Hake” i tolv "
            "(100 procent). Flera svar kunde väljas."
        ),
        "Frågan ”Hur bred?” besvarades i elva av tolv ärenden där den ställdes.",
        "Frågan ”Vilken dag?” besvarades i tio av tolv ärenden där den ställdes.",
        "Frågan ”Vad iakttogs?” besvarades i två av tolv ärenden där den ställdes.",
    ]
    captions = [table.caption for table in tables_of(found)]
    assert "Vilket slag? Antal svar" in captions
    assert "Vilka delar? Antal svar" in captions


def test_the_appendix_of_checklists_explains_each_question() -> None:
    (first, second) = tables_of(section(report(material(cases(2), checklist())), "bilaga_checklistor"))
    assert (first.caption, second.caption) == ("Grunder", "Slag och mått")
    told = {row[0].text: row[2].text for row in (*first.rows, *second.rows)}
    assert told == {
        "Finns en grind?": (
            "Ja eller nej, även ej aktuellt och vet ej. Ej aktuellt (x): tomten saknar staket. Brist: nej."
        ),
        "Är gångjärnen hela?": "Ja eller nej, även vet ej. Ställs när svaret på ”Finns en grind?” är ja. Brist: nej.",
        "Är gångjärnen oljade?": (
            "Ja eller nej, även vet ej. Ställs när svaret på ”Är gångjärnen hela?” är ja. "
            "Nämnare: alla ärenden där frågan ställs. Brist: vet ej."
        ),
        "Finns en nyckel?": "Ja eller nej. Ställs när kön är kvinna. Nämnare: alla granskade ärenden. Brist: nej.",
        "Vilket slag?": ("Ett av flera svar, även vet ej. Svaren är ”Trä”, ”Järn” och ”Rostigt”. Brist: ”Rostigt”."),
        "Vilka delar?": (
            "Ett eller flera svar, även ej aktuellt. Svaren är ”Lås”, ”Hake” och ”Band”. "
            "Ställs när svaret på ”Vilket slag?” inte är ”Rostigt”. Nämnare: alla ärenden där frågan ställs."
        ),
        "Hur bred?": "Ett heltal, även vet ej.",
        "Vilken dag?": "Ett datum. Nämnare: alla granskade ärenden.",
        "Vad iakttogs?": "Fritext. Nämnare: alla ärenden där frågan ställs.",
    }


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("${beslut} = 'bifall'", "beslut är bifall"),
        (
            "${beslut} = 'bifall' or ${beslut} = 'delvis avslag' or ${forsta_beslut} = 'nej'",
            "beslut är bifall eller delvis avslag eller första beslut är nej",
        ),
        ("${kon} = 'kvinna' or ${kon} = 'man' or ${kon} = 'annat'", "kön är kvinna eller man eller annat"),
        (
            "${grind} = \"ja\" and not(${barn} = 'ja')",
            "svaret på ”Finns en grind?” är ja och inte (minderåriga barn är ja)",
        ),
        ("selected(${delar}, 'las')", "svaret på ”Vilka delar?” omfattar ”Lås”"),
        ("count-selected(${delar}) >= 2", "antalet svar på ”Vilka delar?” är minst 2"),
        (
            "${bredd} < 90 or ${bredd} > 120",
            "svaret på ”Hur bred?” är mindre än 90 eller svaret på ”Hur bred?” är mer än 120",
        ),
        ("${slag} = 'vet_ej'", "svaret på ”Vilket slag?” är vet ej"),
        ("${insats} != ''", "insats finns"),
        ('${grind} = ""', "svaret på ”Finns en grind?” saknas"),
    ],
)
def test_a_condition_can_be_read(condition: str, words: str) -> None:
    assert in_words(condition, checklist()) == words


def test_a_choice_that_two_questions_call_differently_keeps_its_name_in_a_condition() -> None:
    source = checklist().source.replace('name = "band", label = "Band"', 'name = "tra", label = "Träband"')
    assert in_words("${slag} = 'tra'", checklist(source)) == "svaret på ”Vilket slag?” är tra"


def test_the_appendix_names_the_cases_of_every_fact() -> None:
    (table, *_) = tables_of(section(report(published()), "bilaga_svar"))
    rows = {row[0].text: (row[1].text, row[2].text) for row in table.rows}
    assert rows["Personen har minderåriga barn"] == ("2", "FAR-00, FAR-01")
    assert rows["Beslut: avslag"][0] == "9"


def test_the_appendix_explains_only_the_states_that_occur() -> None:
    told = lines(section(report(published()), "bilaga_svar"))[0]
    assert "Ej frågad:" in told
    assert "Obesvarad:" in told
    assert "Ej avgjort:" not in told
    settled = material(cases(2), yes_no("plan"), {"plan": ["ja", "nej"]})
    assert "Obesvarad:" not in lines(section(report(settled), "bilaga_svar"))[0]


def test_under_every_table_of_answers_stands_its_base_and_of_whom_its_total_speaks() -> None:
    found = tables_of(report(published()).blocks)
    counted = [table for table in found if "antal ja" in table.caption]
    assert counted
    for table in counted:
        assert table.notes[0].startswith("Nämnare: ärenden där frågan ställdes och besvarades med ja eller nej")
        assert (TOTAL_IS_REVIEWED in table.notes) == ("per enhet" in table.caption)


def test_no_other_note_stands_under_many_tables() -> None:
    notes = [note for table in tables_of(report(published()).blocks) for note in table.notes]
    others = [note for note in notes if not note.startswith("Nämnare:") and note != TOTAL_IS_REVIEWED]
    assert len(others) == len(set(others))
