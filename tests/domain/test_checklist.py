"""A checklist file that is right is read as it is written."""

from __future__ import annotations

import pytest

from inspektor.domain.checklist import Checklist, Choice, check_together, decode_checklist, parse_checklist
from inspektor.domain.errors import Problem

FULL = """
id = "familjevard_halsa"
version = "2020.1"
title = "Familjevård: hälsa"
kind = "review"

[[section]]
title = "Hälsa"
quality_area = "helhetssyn_och_samordning"

[[section.question]]
id = "halsokort"
label = "Är hälsokort utskickat?"
type = "ja_nej"
hint = "Räkna kort som skickats under placeringen."
law = ["SoL 3:3", "ett lagrum som tabellen inte har"]
relevant = "${barn} = 'ja'"
allow = ["vet_ej", "ej_aktuellt"]
not_applicable = "x: barnet har placerats under den senaste månaden"
base = "asked"
shortcoming = "nej"
sentence = "Hälsokort hade skickats i {ja} av {bas} granskade ärenden ({procent})."

[[section.question]]
id = "kontakter"
label = "Vilka kontakter finns?"
type = "select_multiple"
required = false
constraint = "count-selected(.) <= 2"
choices = [
  { name = "bvc", label = "Barnhälsovård" },
  { name = "bup", label = "BUP" },
  { name = "Skola-1", label = "Skola" },
]

[[section]]
title = "Antal"

[[section.question]]
id = "besok"
label = "Antal besök"
type = "integer"
relevant = "selected(${kontakter}, 'bvc') and ${halsokort} != 'nej'"
"""


def minimal(checklist: str, *questions: str) -> Checklist:
    """A checklist of yes-or-no questions."""
    tables = "".join(f'[[section.question]]\nid = "{each}"\nlabel = "?"\ntype = "ja_nej"\n' for each in questions)
    head = f'id = "{checklist}"\nversion = "1"\ntitle = "Titel {checklist}"\n'
    return parse_checklist(f'{head}[[section]]\ntitle = "Avsnitt"\n{tables}', f"{checklist}.toml")


def test_every_key_is_read_into_its_place() -> None:
    checklist = parse_checklist(FULL, "halsa.toml")
    card = checklist.questions[0]
    assert (checklist.id, checklist.version, checklist.title) == ("familjevard_halsa", "2020.1", "Familjevård: hälsa")
    assert [(section.title, section.quality_area) for section in checklist.sections] == [
        ("Hälsa", "helhetssyn_och_samordning"),
        ("Antal", ""),
    ]
    assert (card.id, card.label, card.type) == ("halsokort", "Är hälsokort utskickat?", "ja_nej")
    assert card.law == ("SoL 3:3", "ett lagrum som tabellen inte har")
    assert (card.base, card.shortcoming, card.relevant) == ("asked", "nej", "${barn} = 'ja'")
    assert card.not_applicable.startswith("x: barnet")
    assert card.sentence.endswith("({procent}).")
    assert card.hint == "Räkna kort som skickats under placeringen."


def test_what_is_allowed_beside_ja_and_nej_comes_in_one_order_however_it_is_written() -> None:
    assert parse_checklist(FULL, "halsa.toml").questions[0].allow == ("ej_aktuellt", "vet_ej")


def test_choices_keep_their_order_and_spelling() -> None:
    question = parse_checklist(FULL, "halsa.toml").questions[1]
    assert question.choices == (Choice("bvc", "Barnhälsovård"), Choice("bup", "BUP"), Choice("Skola-1", "Skola"))
    assert not question.required


def test_a_key_that_is_left_out_has_its_default() -> None:
    question = parse_checklist(FULL, "halsa.toml").questions[2]
    assert question.required
    assert (question.base, question.allow, question.law, question.choices) == ("answered", (), (), ())
    assert (question.hint, question.constraint, question.shortcoming, question.sentence) == ("", "", "", "")


def test_the_checklist_keeps_the_text_it_was_read_from() -> None:
    assert parse_checklist(FULL, "halsa.toml").source == FULL


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_is_utf_8_with_or_without_byte_order_mark_and_with_any_newline(mark: bytes, newline: str) -> None:
    read = decode_checklist(mark + FULL.replace("\n", newline).encode(), "halsa.toml")
    assert read == parse_checklist(FULL, "halsa.toml")


@pytest.mark.parametrize(("encoding", "place"), [("cp1252", "rad 4: byte"), ("utf-16", "rad 1: byte 1")])
def test_another_encoding_is_refused_with_line_and_byte(encoding: str, place: str) -> None:
    with pytest.raises(Problem, match=f"^halsa.toml, {place}.*spara den som UTF-8"):
        decode_checklist(FULL.encode(encoding), "halsa.toml")


def test_a_file_over_one_megabyte_is_refused_unread() -> None:
    with pytest.raises(Problem, match=r"^stor\.toml, filen är för stor: högst 1 MB"):
        decode_checklist(b"\xff" * 1_000_001, "stor.toml")


def test_checklists_that_share_nothing_go_together() -> None:
    check_together([minimal("ett", "a", "b"), minimal("tva", "c")])


def test_two_checklists_with_one_id_are_refused_by_name() -> None:
    with pytest.raises(Problem, match=r"samma id, ett .*Titel ett.* Ta bara med en"):
        check_together([minimal("ett", "a"), minimal("ett", "b")])


def test_a_question_in_two_checklists_is_refused_with_both_named() -> None:
    with pytest.raises(Problem, match=r"^Frågan b finns både i checklistan ett och i tva\. Ta bara med"):
        check_together([minimal("ett", "a", "b"), minimal("tva", "b")])
