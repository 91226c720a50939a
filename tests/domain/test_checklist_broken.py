"""A broken checklist is refused with its place and what to do, whatever is wrong with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.checklist import decode_checklist, parse_checklist
from inspektor.domain.errors import Problem

HEAD = 'id = "prov"\nversion = "1"\ntitle = "Prov"\n'
SECTION = '[[section]]\ntitle = "Avsnittet"\n'
A = '[[section.question]]\nid = "a"\nlabel = "A?"\ntype = "ja_nej"\n'
B = '[[section.question]]\nid = "b"\nlabel = "B?"\ntype = "ja_nej"\n'
SELECT = '[[section.question]]\nid = "val"\nlabel = "Val?"\ntype = "select_one"\n'
TWO = 'choices = [{ name = "x1", label = "Ett" }, { name = "x2", label = "Två" }]\n'
GOOD = HEAD + SECTION + A


def b(line: str) -> str:
    """A checklist of two questions, the second with one line more."""
    return GOOD + B + line + "\n"


def relevant(condition: str) -> str:
    """The same with a condition."""
    return b(f'relevant = "{condition}"')


BROKEN = {
    # bad TOML
    "text without end": (HEAD + 'kind = "review\n', "rad 4, kolumn", "saknar sitt avslutande citattecken"),
    "no equals sign": (HEAD + "kind\n" + SECTION, "rad 4, kolumn", "Skriv nyckel = värde"),
    "list without end": (b('law = ["SoL"'), "rad 14 (filens slut)", "Skriv dit den"),
    "key twice": (b('label = "igen"\nhint = ""'), "rad 14", "samma nyckel står två gånger. Ta bort den ena"),
    "table twice": ("[a]\n[a]\n", "rad 2", "Ta bort den ena"),
    "backslash": (b('hint = "C:\\mapp"'), "rad 14", "skrivas dubbelt"),
    "no TOML at all": ("Checklista för DUR\n", "rad 1", "Skriv nyckel = värde"),
    "lists too deep": ("a = " + "[" * 5000, "listor eller tabeller ligger för djupt", "Ta bort"),
    "number too long": ("a = " + "9" * 5000, "ett tal i filen", "Skriv texter och versioner inom citattecken"),
    "key without end": ("a." * 60 + "b = 1", "filen har en nyckel", "Ta bort den"),
    "too large": ("#" * 1_000_001, "filen är för stor: högst 1 MB", "Kontrollera att det är rätt fil"),
    # keys
    "unknown key at the top": (
        'titel = "x"\n' + GOOD,
        "nyckeln ”titel”",
        "Menade du title? De som finns är id, version",
    ),
    "question outside a section": (HEAD + "[[question]]\n", "nyckeln ”question”", "De som finns är"),
    "unknown key in a section": (HEAD + SECTION + 'area = "x"\n' + A, "avsnitt 1, nyckeln ”area”", "quality_area"),
    "unknown key in a question": (b('relevent = "x"'), "frågan b, nyckeln ”relevent”", "Menade du relevant?"),
    "unknown key in a choice": (
        GOOD + SELECT + 'choices = [{ name = "a", label = "A", text = "x" }]',
        "frågan val, val 1, nyckeln ”text”",
        "De som finns är name, label",
    ),
    # what must be there
    "no id": ('version = "1"\ntitle = "T"\n' + SECTION + A, "nyckeln id", 'Lägg till raden id = "…"'),
    "no version": ('id = "p"\ntitle = "T"\n' + SECTION + A, "nyckeln version", "Lägg till raden version"),
    "no title": ('id = "p"\nversion = "1"\n' + SECTION + A, "nyckeln title", "Lägg till raden title"),
    "no section title": (HEAD + "[[section]]\n" + A, "avsnitt 1, nyckeln title", "Lägg till raden title"),
    "no question id": (
        GOOD + '[[section.question]]\nlabel = "?"\ntype = "ja_nej"',
        "avsnitt 1 (”Avsnittet”), fråga 2, nyckeln id",
        "Lägg till raden id",
    ),
    "no label": (
        GOOD + '[[section.question]]\nid = "b"\ntype = "ja_nej"',
        "frågan b, nyckeln label",
        "Lägg till raden",
    ),
    "blank label": (
        GOOD + '[[section.question]]\nid = "b"\nlabel = "  "\ntype = "ja_nej"',
        "frågan b, nyckeln label",
        "Lägg till raden",
    ),
    "no type": (GOOD + '[[section.question]]\nid = "b"\nlabel = "?"', "frågan b, nyckeln type", "Lägg till raden type"),
    "no questions at all": (HEAD, "nyckeln section", "Lägg till [[section]]"),
    "no questions in a section": (GOOD + SECTION, "avsnitt 2 (”Avsnittet”), nyckeln question", "ta bort avsnittet"),
    "empty file": ("", "nyckeln id", "Lägg till raden id"),
    # wrong types
    "version is a number": (GOOD.replace('"1"', "2020.1"), "nyckeln version", "här står ett decimaltal. Skriv en text"),
    "label is a number": (GOOD.replace('"A?"', "3"), "frågan a, nyckeln label", "här står ett tal. Skriv en text"),
    "allow is a text": (b('allow = "vet_ej"'), "frågan b, nyckeln allow", "här står en text. Skriv en lista"),
    "law holds a number": (b("law = [3]"), "frågan b, nyckeln law", "Rätta listan"),
    "required is a text": (b('required = "ja"'), "frågan b, nyckeln required", "Skriv true eller false"),
    "hint is a truth value": (b("hint = true"), "frågan b, nyckeln hint", "här står true eller false. Skriv en text"),
    "hint is a moment": (b("hint = 2019-01-01T00:00:00"), "frågan b, nyckeln hint", "här står en tidpunkt. Skriv"),
    "hint is a time": (b("hint = 12:00:00"), "frågan b, nyckeln hint", "här står en tid. Skriv"),
    "section is one table": (HEAD + '[section]\ntitle = "x"', "nyckeln section", "dubbla hakparenteser"),
    "choices are texts": (GOOD + SELECT + 'choices = ["ja"]', "frågan val, nyckeln choices", "en lista med { … }"),
    "control character": (
        b('hint = "\\u0007"'),
        "frågan b, nyckeln hint",
        "styrtecken som inte kan skrivas ut. Ta bort",
    ),
    # ids
    "checklist id with a space": (
        GOOD.replace('"prov"', '"mitt prov"'),
        "nyckeln id",
        "”mitt prov”. Skriv små bokstäver",
    ),
    "id with a space": (b("").replace('id = "b"', 'id = "b c"'), "fråga 2, nyckeln id", "”b c”. Skriv små bokstäver"),
    "id with å": (b("").replace('id = "b"', 'id = "åtgärd"'), "fråga 2, nyckeln id", "Skriv små bokstäver a–z"),
    "id with a capital": (b("").replace('id = "b"', 'id = "Bb"'), "fråga 2, nyckeln id", "Skriv små bokstäver a–z"),
    "id with a newline": (
        b("").replace('id = "b"', 'id = "b\\nc"'),
        "fråga 2, nyckeln id",
        "”b?c”. Skriv små bokstäver",
    ),
    "duplicate id": (GOOD + A, "fråga 2, nyckeln id", "a är redan en frågas id i checklistan. Ge en av"),
    "duplicate id in another section": (GOOD + SECTION + A, "avsnitt 2 (”Avsnittet”), fråga 1, nyckeln id", "redan"),
    "id of a case field": (b("").replace('id = "b"', 'id = "beslut"'), "fråga 2, nyckeln id", "Ge frågan ett annat id"),
    # words
    "unknown type": (
        GOOD.replace("ja_nej", "ja_ne"),
        "frågan a, nyckeln type",
        "Menade du ja_nej? Skriv ja_nej, select_one",
    ),
    "a base that is none": (b('base = "alla"'), "frågan b, nyckeln base", "Skriv answered, asked eller all"),
    "unknown quality area": (
        HEAD + SECTION + 'quality_area = "effektivitet_och_mer"\n' + A,
        "avsnitt 1 (”Avsnittet”), nyckeln quality_area",
        "Menade du effektivitet? Skriv",
    ),
    "unknown word in allow": (b('allow = ["x"]'), "frågan b, nyckeln allow", "Skriv ej_aktuellt eller vet_ej"),
    "unknown kind": ('kind = "enkät"\n' + GOOD, "nyckeln kind", "Skriv review, eller ta bort raden"),
    "survey": ('kind = "survey"\nother = 1\n' + GOOD, "nyckeln kind", "Välj en checklista för aktgranskning"),
    "shortcoming that is no answer": (
        b('shortcoming = "delvis"'),
        "frågan b, nyckeln shortcoming",
        "Skriv ja eller nej",
    ),
    "shortcoming that is not allowed": (
        b('shortcoming = "vet_ej"'),
        "frågan b, nyckeln shortcoming",
        "Skriv ja eller nej",
    ),
    "shortcoming of a number": (
        GOOD + B.replace("ja_nej", "integer") + 'shortcoming = "0"',
        "frågan b, nyckeln shortcoming",
        "Ta bort raden",
    ),
    "legend without x": (
        b('not_applicable = "x: ej"'),
        "frågan b, nyckeln not_applicable",
        'Lägg till allow = ["ej_ak',
    ),
    # choices
    "select without choices": (GOOD + SELECT, "frågan val, nyckeln choices", "Lägg till choices"),
    "choices on a yes-or-no question": (b(TWO), "frågan b, nyckeln choices", "Ta bort raden eller ändra type"),
    "choice without name": (
        GOOD + SELECT + 'choices = [{ name = "a", label = "A" }, { label = "B" }]',
        "frågan val, val 2, nyckeln name",
        "Lägg till raden name",
    ),
    "choice without label": (
        GOOD + SELECT + 'choices = [{ name = "a" }]',
        "frågan val, val 1, nyckeln label",
        "Lägg till raden label",
    ),
    "choice twice": (
        GOOD + SELECT + TWO.replace('"x2"', '"X1"'),
        "frågan val, val 2, nyckeln name",
        "Ge ett av dem ett annat namn",
    ),
    "choice with a space": (
        GOOD + SELECT + TWO.replace('"x2"', '"x 2"'),
        "frågan val, val 2, nyckeln name",
        "”x 2” kan inte vara ett svars namn. Skriv",
    ),
    "choice named as another state": (
        GOOD + SELECT + TWO.replace('"x2"', '"vet_ej"'),
        "frågan val, val 2, nyckeln name",
        "använd nyckeln allow",
    ),
    # sentences
    "unknown placeholder": (b('sentence = "{ja} av {total}"'), "frågan b, nyckeln sentence", "”total” finns inte för"),
    "placeholder with code": (b('sentence = "{ja.__class__}"'), "frågan b, nyckeln sentence", "Skriv {ja}, {nej}"),
    "empty placeholder": (b('sentence = "{} av {bas}"'), "frågan b, nyckeln sentence", "Skriv {ja}, {nej}"),
    "brace without pair": (b('sentence = "{ja av {bas}"'), "frågan b, nyckeln sentence", "Skriv platshållare som {ja}"),
    "closing brace without pair": (b('sentence = "ja} av {bas}"'), "frågan b, nyckeln sentence", "Skriv platshållare"),
    "doubled braces": (b('sentence = "{{ja}} av {bas}"'), "frågan b, nyckeln sentence", "Skriv platshållare som {ja}"),
    "percentage in the open": (b('sentence = "{ja}, {procent}"'), "frågan b, nyckeln sentence", "Skriv ({procent})"),
    "vet ej of a base without it": (
        b('sentence = "{vet_ej} av {bas}"'),
        "frågan b, nyckeln sentence",
        "ingår inte i nämnaren",
    ),
    "percentage with company": (
        b('sentence = "{ja} (ca {procent})"'),
        "frågan b, nyckeln sentence",
        "Skriv ({procent})",
    ),
    "ja in the sentence of a choice": (
        GOOD + SELECT + TWO + 'sentence = "{ja} av {bas}"',
        "frågan val, nyckeln sentence",
        "Skriv {ej_aktuellt}, {vet_ej}, {obesvarad} eller {bas}",
    ),
    # conditions
    "does not parse": (relevant("${a} = 'ja' and"), "frågan b, nyckeln relevant", "går inte att tolka. Skriv det som"),
    "two equals signs": (relevant("${a} == 'ja'"), "frågan b, nyckeln relevant", "går inte att tolka. Skriv det som"),
    "parenthesis without pair": (relevant("(${a} = 'ja'"), "frågan b, nyckeln relevant", "går inte att tolka"),
    "quote without pair": (relevant("${a} = 'ja"), "frågan b, nyckeln relevant", "Skriv dit det"),
    "answer without quotes": (relevant("${a} = ja"), "frågan b, nyckeln relevant", "Skriv svar som 'ja'"),
    "names an unknown question": (relevant("${plan_aktuel} = 'ja'"), "frågan b, nyckeln relevant", "Rätta namnet"),
    "names almost a case field": (relevant("${besluts} = 'avslag'"), "frågan b, nyckeln relevant", "Menade du beslut"),
    "names no question": (relevant("1 = 1"), "frågan b, nyckeln relevant", "två fasta värden. Skriv en fråga"),
    "refers to itself": (relevant("${b} = 'ja'"), "frågan b, nyckeln relevant", "Skriv vilken annan fråga"),
    "goes in a circle": (
        HEAD + SECTION + A + "relevant = \"${b} = 'ja'\"\n" + B + "relevant = \"${a} = 'ja'\"",
        "frågan a, nyckeln relevant: Villkoren går i cirkel (a → b → a)",
        "Ta bort en av hänvisningarna",
    ),
    "goes in a circle through three": (
        HEAD
        + SECTION
        + B
        + "relevant = \"${a} = 'ja' and ${kon} = 'man'\"\n"
        + A
        + "relevant = \"${c} = 'ja'\"\n"
        + B.replace('"b"', '"c"')
        + "relevant = \"${b} = 'ja'\"",
        "frågan a, nyckeln relevant: Villkoren går i cirkel (a → c → b → a)",
        "Ta bort en av hänvisningarna",
    ),
    "unknown function": (relevant("contains(${a}, 'j')"), "frågan b, nyckeln relevant", "”contains”, som inte finns"),
    "Python expression": (relevant("__import__('os').system('id')"), "frågan b, nyckeln relevant", "”__import__”, som"),
    "Python condition": (relevant("a if b else c"), "frågan b, nyckeln relevant", "Skriv svar som 'ja' och frågor som"),
    "lambda": (relevant("(lambda: 0)()"), "frågan b, nyckeln relevant", "”lambda” i villkoret står utan citattecken"),
    "path": (relevant("//a = 'ja'"), "frågan b, nyckeln relevant", "Tecknet ”/” kan inte användas"),
    "wildcard": (relevant("* = 'ja'"), "frågan b, nyckeln relevant", "Tecknet ”*” kan inte användas"),
    "bare XPath variable": (relevant("$a = 'ja'"), "frågan b, nyckeln relevant", "Tecknet ”$” kan inte användas"),
    "sum": (relevant("${fodelsear} + 1 = 2"), "frågan b, nyckeln relevant", "Tecknet ”+” kan inte användas"),
    "difference": (relevant("${fodelsear} -1 = 2"), "frågan b, nyckeln relevant", "Villkoret räknar"),
    "an answer alone": (relevant("${a}"), "frågan b, nyckeln relevant", "Skriv ut jämförelsen"),
    "a misspelt answer": (
        relevant("${a} = 'jaa'"),
        "frågan b, nyckeln relevant",
        "”jaa” i villkoret finns inte för ${a}. Skr",
    ),
    "an answer not allowed": (relevant("${a} = 'vet_ej'"), "frågan b, nyckeln relevant", "Skriv 'ja' eller 'nej'"),
    "a misspelt decision": (
        relevant("${beslut} = 'bifal'"),
        "frågan b, nyckeln relevant",
        "Skriv 'bifall', 'delvis avslag'",
    ),
    "a year with a word": (relevant("${fodelsear} = 'ja'"), "frågan b, nyckeln relevant", "jämförs med tal utan"),
    "a year in quotes": (relevant("${fodelsear} > '1950'"), "frågan b, nyckeln relevant", "jämförs med tal utan"),
    "an answer with a number": (
        relevant("${a} > 3"),
        "frågan b, nyckeln relevant",
        "jämförs med = eller != och 'ja' eller",
    ),
    "a date that is none": (
        relevant("${beslutsdatum} < '2019-13-01'"),
        "frågan b, nyckeln relevant",
        "som '2019-05-11'",
    ),
    "a date in another form": (
        relevant("${beslutsdatum} < '1/5 2019'"),
        "frågan b, nyckeln relevant",
        "som '2019-05-11'",
    ),
    "the answer itself": (
        relevant(". = 'ja'"),
        "frågan b, nyckeln relevant",
        "kan bara stå i constraint. Skriv frågans id",
    ),
    "too long": (relevant("${a} = '" + "x" * 2000 + "'"), "frågan b, nyckeln relevant", "Dela upp det på flera frågor"),
    "too deep": (relevant("(" * 900 + "${a} = 'ja'" + ")" * 900), "frågan b, nyckeln relevant", "Förenkla det"),
    "too many parts": (relevant(" or ".join(["${a} = ''"] * 100)), "frågan b, nyckeln relevant", "Förenkla det"),
    "constraint on another question": (
        b("constraint = \"${a} = 'ja'\""),
        "frågan b, nyckeln constraint",
        "Skriv det som en punkt",
    ),
    "constraint of another kind": (
        b('constraint = ". >= 0"'),
        "frågan b, nyckeln constraint",
        ". jämförs med = eller !=",
    ),
}


@pytest.mark.parametrize(("source", "place", "advice"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_checklist_is_refused_with_the_place_and_what_to_do(source: str, place: str, advice: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_checklist(source, "fel.toml")
    message = str(caught.value)
    assert message.startswith("fel.toml, "), message
    assert place in message
    assert advice in message
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 500


def test_the_checklist_that_the_broken_ones_were_made_from_is_right() -> None:
    assert [question.id for question in parse_checklist(b("hint = 'x'"), "ratt.toml").questions] == ["a", "b"]


def refusal(source: str) -> str:
    """What the refusal says, empty for a checklist that is right."""
    try:
        parse_checklist(source, "fel.toml")
    except Problem as problem:
        return str(problem)
    return ""


@given(st.data())
def test_a_file_with_a_few_characters_changed_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    source = b("relevant = \"${a} = 'ja' and ${fodelsear} > 1950\"\nsentence = '{ja} av {bas} ({procent})'")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(source)))
        source = source[:place] + data.draw(st.text(max_size=3)) + source[place + data.draw(st.integers(0, 6)) :]
    assert re.fullmatch(r"(fel\.toml, .+\.)?", refusal(source), re.DOTALL)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(Problem, match=r"^fel\.toml, "):
        decode_checklist(data, "fel.toml")
