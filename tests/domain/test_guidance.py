"""What stands beside a question: its hint taken apart, without losing a word of it."""

from __future__ import annotations

import re

import pytest

from inspektor.domain.checklist import Question
from inspektor.domain.guidance import UNKNOWN_MEANS, guidance
from inspektor.operations.reviews import load_checklist, shipped_checklists

SHIPPED = [question for name in shipped_checklists() for question in load_checklist(name).questions]


def question(hint: str = "", *, allow: tuple[str, ...] = (), not_applicable: str = "") -> Question:
    return Question("q", "En fråga?", "ja_nej", hint=hint, allow=allow, not_applicable=not_applicable)


def test_each_answer_gets_its_sentence_and_the_rest_stays_in_order() -> None:
    told = guidance(
        question("Här är ja bristen. Svara ja när a. Svara nej när b, eller c. Leta i journalen. (Källa: d.)")
    )
    assert told.before == "Här är ja bristen."
    assert told.counts == (("ja", "när a."), ("nej", "när b, eller c."))
    assert told.after == "Leta i journalen."
    assert told.source == "Källa: d."


def test_a_second_sentence_about_an_answer_joins_the_first() -> None:
    assert guidance(question("Svara ja när a. Svara också ja när b.")).counts == (("ja", "när a. Också när b."),)


def test_the_legend_says_what_not_applicable_means() -> None:
    told = guidance(question("Svara nej när b.", allow=("ej_aktuellt",), not_applicable="x: inget har hänt"))
    assert told.counts == (("nej", "när b."), ("ej_aktuellt", "inget har hänt."))


def test_a_hint_about_not_applicable_stands_below_when_the_legend_says_it_already() -> None:
    hint = "Svara nej när b. Svara ej aktuellt när c."
    told = guidance(question(hint, allow=("ej_aktuellt",), not_applicable="x: d"))
    assert dict(told.counts)["ej_aktuellt"] == "d."
    assert told.after == "Svara ej aktuellt när c."
    assert dict(guidance(question(hint, allow=("ej_aktuellt",))).counts)["ej_aktuellt"] == "när c."


def test_what_dont_know_means_is_told_where_it_is_allowed() -> None:
    assert dict(guidance(question("Svara ja när a.", allow=("vet_ej",))).counts)["vet_ej"] == f"{UNKNOWN_MEANS}."
    assert "vet_ej" not in dict(guidance(question("Svara ja när a.")).counts)


@pytest.mark.parametrize("hint", ["", "En text utan regler.", "Fritt. Flera meningar (med parentes) här."])
def test_a_hint_without_rules_is_shown_as_it_is(hint: str) -> None:
    told = guidance(question(hint))
    assert (told.before, told.counts, told.after, told.source) == (hint, (), "", "")


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.id)
def test_no_word_of_a_shipped_hint_is_lost(one: Question) -> None:
    told = guidance(one)
    shown = " ".join([told.before, *(text for _, text in told.counts), told.after, told.source])
    words = set(re.findall(r"\w+", one.hint.lower())) - {"svara", "ja", "nej"}
    assert words <= set(re.findall(r"\w+", shown.lower()))
    assert {"ja", "nej"} <= {answer for answer, _ in told.counts}
