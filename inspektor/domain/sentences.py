"""A counted question as running text: "… fanns i 32 av 40 granskade ärenden (80 procent)". Every figure keeps its
trace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from inspektor.domain import swedish
from inspektor.domain.document import Figure, Inline, Inlines, Text, Trace
from inspektor.domain.fields import UNKNOWN
from inspektor.domain.figure_forms import SEVERAL, alike, written
from inspektor.domain.results import ASKED, BASE, GIVEN, NO, OTHERS, SMALL, YES, Column, Count
from inspektor.domain.rough_shares import WORDS, roughly

_PLACE = re.compile(r"\{(?P<answer>[a-z_]+)\} av \{bas\}|\{(?P<single>[a-z_]+)\}")
_PERCENT = re.compile(r"\s*\(\{procent\}\)")
_OF_CASES = re.compile(r"(\s+\w+){0,3}\s+ärenden\b")
_LEADS = {"answered": "besvarades i", "asked": "ställdes i", "all": "gäller"}


def sentence(count: Count, column: Column | None = None, *, rough: bool = False) -> Inlines:
    """What a question's count says, for the total or for one column, as one whole sentence or two.

    "k av n" first; the percentage only from n = 10, and with `rough` what it is roughly; "samtliga n" and "inget av n"
    without one; a base of no case or one case gets its own wording.
    """
    column = column or count.total
    if column.base == 0:
        return (Text(_nobody(count, column)),)
    if count.question.choices:
        return _choices(count, column)
    if count.question.type != "ja_nej":
        return _free(count, column)
    if column.base == 1:
        return _one(count, column, f"Frågan ”{count.question.label}” besvarades i ")
    asked = f"Frågan ”{count.question.label}” besvarades med ja i {{ja}} av {{bas}} ärenden ({{procent}})."
    return _filled(count.question.sentence or asked, count, column, rough=rough)


def beside(count: Count, first: Column, second: Column) -> Inlines:
    """The sentence of one column, and after it what another one has: `…, i Farsta i sju av tolv (58 procent).`"""
    told, where = sentence(count, first), among(second.label)
    after = swedish.upper_first(where)
    if second.base == 0:
        nobody = "har frågan inget svar att räkna" if second.asked else "ställdes frågan inte i något ärende"
        return (*told, Text(f" {after} {nobody}."))
    if count.question.choices:
        word = swedish.plural(second.base, "ärende", "ärenden")
        size = Figure(f"{swedish.number(second.base)} {word}", base_trace(count, second))
        return (*told, Text(f" {after} gäller svaren "), size, *_items(count, second), Text("."))
    if second.base == 1 and count.question.type == "ja_nej":
        return (*told, Text(" "), *_one(count, second, f"{after} besvarades frågan i "))
    answer, lead = _told_of(count)
    base = second.based_on("asked") if answer == GIVEN else second.based_on(count.question.base)
    source = Trace(count.question.id, answer, second.label, second.cases[answer], len(base), _grouping(count, second))
    number = alike(max(first.base, source.base))
    share = Figure(_in_numbers(source, number), source)
    percentage = () if answer == GIVEN or len(source.cases) in (0, source.base) else _percentage(count, second, answer)
    if lead is None or 1 in (first.base, source.base):
        noun = swedish.plural(source.base, "ärende", "ärenden")
        word = "besvarades frågan i" if answer == GIVEN else f"var svaret {answer} i"
        return (*told, Text(f" {after} {word} "), share, Text(f" {noun}"), *percentage, Text("."))
    return (*_unstopped(told), Text(f", {where} {lead}"), share, *percentage, Text("."))


def among(group: str) -> str:
    """`i Farsta`, `bland övriga`, `bland ärenden utan uppgift om enhet`."""
    return {OTHERS: "bland övriga", UNKNOWN: "bland ärenden utan uppgift om enhet"}.get(group, f"i {group}")


def _told_of(count: Count) -> tuple[str, str | None]:
    """The answer whose share a sentence tells, and what comes before a share that is told beside it; None where it
    cannot follow in the same sentence.
    """
    if count.question.type != "ja_nej":
        return GIVEN, None if count.question.sentence else "i "
    template = count.question.sentence
    shares = [found for found in _PLACE.finditer(template) if found["single"] != "procent"]
    if not template or [bool(found["answer"]) for found in shares] != [True]:
        return YES, None if template else "i "
    return shares[0]["answer"], "i " if template[: shares[0].start()].lower().endswith("i ") else ""


def _in_numbers(source: Trace, number: Callable[[int], str]) -> str:
    """`sju av tolv`, `samtliga tolv`, `inget av tolv`; of one case `ett` or `inget`."""
    part, whole = len(source.cases), source.base
    if whole == 1:
        return "ett" if part else "inget"
    if part == 0 or part == whole >= SEVERAL:
        return f"{'samtliga' if part else 'inget av'} {number(whole)}"
    return f"{number(part)} av {number(whole)}"


def _unstopped(inlines: Inlines) -> Inlines:
    """A sentence without its full stop."""
    *rest, last = inlines
    return (*rest, Text(last.text.rstrip().removesuffix("."))) if isinstance(last, Text) else inlines


def from_least_to_most(count: Count) -> Inlines:
    """The units with the smallest and the largest share of ja: `andelen ja var 3 av 12 (25 procent) i Skärholmens
    ärenden och 12 av 15 (80 procent) i Farstas`; nothing where fewer than two have a base, or all are as large.
    """
    several = (UNKNOWN, OTHERS) if count.public else (UNKNOWN,)
    units = [column for column in count.columns if column.base and column.label not in several]
    ordered = sorted(units, key=lambda column: Fraction(len(column.cases[YES]), column.base))
    if not ordered or _yes(ordered[0]) * ordered[-1].base == _yes(ordered[-1]) * ordered[0].base:
        return ()
    longest = max(ordered[0].base, ordered[-1].base)
    least, most = (_of_unit(count, column, longest) for column in (ordered[0], ordered[-1]))
    cases = " ärendena" if ordered[0].label == OTHERS else " ärenden"
    return Text(f"”{count.question.label}”: andelen ja var "), *least, Text(f"{cases} och "), *most, Text(".")


def _yes(column: Column) -> int:
    return len(column.cases[YES])


def _of_unit(count: Count, column: Column, longest: int) -> Inlines:
    number = alike(longest)
    share = Figure(f"{number(_yes(column))} av {number(column.base)}", trace(count, column, YES))
    whose = "de övriga" if column.label == OTHERS else swedish.genitive(column.label)
    return share, *_percentage(count, column, YES), Text(f" i {whose}")


def trace(count: Count, column: Column, answer: str, *, alone: bool = False) -> Trace:
    """Where a figure comes from. `alone`: it is told without its base."""
    if answer == BASE:
        return base_trace(count, column)
    hidden = not column.shows(answer, *(() if alone else (BASE,)))
    cases = column.cases[answer]
    return Trace(count.question.id, answer, column.label, cases, column.base, _grouping(count, column), hidden)


def base_trace(count: Count, column: Column) -> Trace:
    """Where a denominator comes from: its cases are all that the base is made of."""
    cases, hidden = column.based_on(count.question.base), not column.shows(BASE)
    return Trace(count.question.id, BASE, column.label, cases, column.base, _grouping(count, column), hidden)


def asked_trace(count: Count, column: Column) -> Trace:
    """Where the figure comes from that tells how many of those that were asked gave a number, a date or a text."""
    asked, hidden = len(column.based_on("asked")), not column.shows(GIVEN, ASKED)
    return Trace(count.question.id, GIVEN, column.label, column.cases[GIVEN], asked, _grouping(count, column), hidden)


def _grouping(count: Count, column: Column) -> str:
    return "" if column is count.total else count.grouping


def listed(items: Iterable[Inlines]) -> Inlines:
    """Parts of a sentence joined as a list: commas, and "och" before the last."""
    parts = list(items)
    joined: list[Inline] = []
    for place, part in enumerate(parts):
        if place:
            joined.append(Text(" och " if place == len(parts) - 1 else ", "))
        joined += part
    return tuple(joined)


def _nobody(count: Count, column: Column) -> str:
    if column.asked == 0:
        return f"Frågan ”{count.question.label}” ställdes inte i något ärende."
    return f"Frågan ”{count.question.label}” har inget svar att räkna i de ärenden där den ställdes."


def _one(count: Count, column: Column, start: str) -> Inlines:
    answer = next((answer for answer in (YES, NO) if column.cases[answer]), None)
    if answer is None:
        return (Text(f"{start}inget ärende."),)
    return Text(start), written("arenden", trace(count, column, answer)), Text(f", med {answer}.")


def _filled(template: str, count: Count, column: Column, *, rough: bool = False) -> Inlines:
    """The template with its places filled: `{ja} av {bas}` and `({procent})` as figures, the rest as text."""
    if column.base < SMALL or any(_is_all_or_none(found, column) for found in _PLACE.finditer(template)):
        template = _PERCENT.sub("", template)
    parts: list[Inline] = []
    end = 0
    for found in _PLACE.finditer(template):
        parts += [Text(template[end : found.start()])] if found.start() > end else []
        parts.append(_figure(found, count, column))
        if rough and found["single"] == "procent":
            parts += _roughly(count, column)
        end = found.end()
    return (*parts, Text(template[end:])) if end < len(template) else tuple(parts)


def _roughly(count: Count, column: Column) -> Inlines:
    """`, drygt hälften` after a percentage; nothing where the word is the very share, which the percentage has said."""
    words = roughly(_yes(column), column.base)
    return (Text(", "), written("ungefar", trace(count, column, YES))) if words not in ("", *WORDS.values()) else ()


def _figure(found: re.Match[str], count: Count, column: Column) -> Figure:
    if answer := found["answer"]:
        return written("samtliga" if _of_cases(found) else "andel", trace(count, column, answer))
    name = found["single"]
    if name == "procent":
        return written("procent", trace(count, column, YES))
    return written("antal", trace(count, column, name))


def _of_cases(found: re.Match[str]) -> bool:
    """Whether it is cases that are counted, so that all or none of them can be said so."""
    return bool(found["answer"] and _OF_CASES.match(found.string[found.end() :]))


def _is_all_or_none(found: re.Match[str], column: Column) -> bool:
    """Whether it is said that they are all or none: of two cases or fewer it is not said that they are all."""
    part = len(column.cases[found["answer"]]) if _of_cases(found) else None
    return part == 0 or part == column.base >= SEVERAL


def _choices(count: Count, column: Column) -> Inlines:
    """`Frågan ”…” besvarades i 40 ärenden: ”Eget boende” i 12 (30 procent) och ”Familjehem” i 28 (70 procent).`"""
    several = " Flera svar kunde väljas." if count.question.type == "select_multiple" else ""
    return (*_lead(count, column), *_items(count, column), Text(f".{several}"))


def _items(count: Count, column: Column) -> Inlines:
    """`: ”Eget boende” i 12 (30 procent) och ”Familjehem” i 28 (70 procent)`; of one case `: ”Eget boende”`."""
    chosen = [choice for choice in count.question.choices if column.cases[choice.name]]
    if chosen and column.base == 1 and all(column.shows(choice.name) for choice in chosen):
        return (Text(f": {swedish.listing(f'”{choice.label}”' for choice in chosen)}"),)
    items = [
        (
            Text(f"”{choice.label}” i "),
            written("antal_i_rad", trace(count, column, choice.name)),
            *_percentage(count, column, choice.name),
        )
        for choice in chosen
    ]
    return (Text(": "), *listed(items)) if items else (Text(". Inget av svaren valdes"),)


def _lead(count: Count, column: Column) -> Inlines:
    """How many cases a list of answers is about; the question's own sentence where it has one. No full stop."""
    if count.question.sentence:
        return _filled(count.question.sentence.rstrip().removesuffix("."), count, column)
    return (
        Text(f"Frågan ”{count.question.label}” {_LEADS[count.question.base]} "),
        written("arenden", base_trace(count, column)),
    )


def _percentage(count: Count, column: Column, answer: str) -> Inlines:
    if column.base < SMALL:
        return ()
    return Text(" ("), written("procent", trace(count, column, answer)), Text(")")


def _free(count: Count, column: Column) -> Inlines:
    """How many cases have a number, a date or a text: of those that were asked, the base being they themselves."""
    if not column.cases[GIVEN]:
        return (Text(_nobody(count, column)),)
    if count.question.sentence:
        return _filled(count.question.sentence, count, column)
    start = Text(f"Frågan ”{count.question.label}” besvarades i ")
    where = asked_trace(count, column)
    if where.base == 1:
        return start, written("arenden", where), Text(".")
    return start, written("samtliga", where), Text(" ärenden där den ställdes.")


def waiting_notes(cases: int, where: str = "") -> list[str]:
    """What is said under figures that leave out so many cases until both of their reviewers are done; nothing for 0.
    `where` says whose cases they are.
    """
    if not cases:
        return []
    noun = swedish.plural(cases, "ärende", "ärenden")
    ready = swedish.plural(cases, "klart", "klara")
    number = swedish.upper_first(swedish.number(cases))
    told = f"{number} {noun}{where} dubbelgranskas och är inte {ready} hos båda granskarna."
    return [f"{told} Svaren ingår i siffrorna när båda är klara."]
