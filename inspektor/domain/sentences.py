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
from inspektor.domain.results import ASKED, BASE, NO, OTHERS, SMALL, YES, Column, Count
from inspektor.domain.rough_shares import WORDS, roughly

_PLACE = re.compile(r"\{(?P<answer>[a-z_]+)\} av \{bas\}|\{(?P<single>[a-z_]+)\}")
_PERCENT = re.compile(r"\s*\(\{procent\}\)")
_OF_CASES = re.compile(r"(\s+\w+){0,3}\s+ärenden\b")
_SEVERAL = 3  # "samtliga två" is not said
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
        return _one(count, column)
    asked = f"Frågan ”{count.question.label}” besvarades med ja i {{ja}} av {{bas}} ärenden ({{procent}})."
    return _filled(count.question.sentence or asked, count, column, rough=rough)


def from_least_to_most(count: Count) -> Inlines:
    """The units with the smallest and the largest share of ja: `andelen ja var 3 av 12 (25 procent) i Skärholmens
    ärenden och 12 av 15 (80 procent) i Farstas`; nothing where fewer than two have a base, or all are as large.
    """
    several = (UNKNOWN, OTHERS) if count.public else (UNKNOWN,)
    units = [column for column in count.columns if column.base and column.label not in several]
    ordered = sorted(units, key=lambda column: Fraction(len(column.cases[YES]), column.base))
    if not ordered or _yes(ordered[0]) * ordered[-1].base == _yes(ordered[-1]) * ordered[0].base:
        return ()
    number = alike(max(ordered[0].base, ordered[-1].base))
    least, most = (_of_unit(count, column, number) for column in (ordered[0], ordered[-1]))
    return Text(f"”{count.question.label}”: andelen ja var "), *least, Text(" ärenden och "), *most, Text(".")


def _yes(column: Column) -> int:
    return len(column.cases[YES])


def _of_unit(count: Count, column: Column, number: Callable[[int], str]) -> Inlines:
    share = Figure(f"{number(_yes(column))} av {number(column.base)}", trace(count, column, YES))
    return share, *_percentage(count, column, YES), Text(f" i {swedish.genitive(column.label)}")


def trace(count: Count, column: Column, answer: str, *, alone: bool = False) -> Trace:
    """Where a figure comes from. `alone`: it is told without its base."""
    hidden = not column.shows(answer, *(() if alone else (BASE,)))
    cases = column.cases[answer]
    return Trace(count.question.id, answer, column.label, cases, column.base, _grouping(count, column), hidden)


def base_trace(count: Count, column: Column) -> Trace:
    """Where a denominator comes from: its cases are all that the base is made of."""
    cases, hidden = column.based_on(count.question.base), not column.shows(BASE)
    return Trace(count.question.id, BASE, column.label, cases, column.base, _grouping(count, column), hidden)


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


def _one(count: Count, column: Column) -> Inlines:
    answer = next((answer for answer in (YES, NO) if column.cases[answer]), None)
    start = f"Frågan ”{count.question.label}” besvarades i "
    if answer is None:
        return (Text(f"{start}inget ärende."),)
    return Text(start), Figure("ett ärende", trace(count, column, answer)), Text(f", med {answer}.")


def _filled(template: str, count: Count, column: Column, *, rough: bool = False) -> Inlines:
    """The template with its places filled: `{ja} av {bas}` and `({procent})` as figures, the rest as text."""
    if column.base < SMALL or any(_all_or_none(found, column) for found in _PLACE.finditer(template)):
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
    return (Text(", "), Figure(words, trace(count, column, YES))) if words not in ("", *WORDS.values()) else ()


def _figure(found: re.Match[str], count: Count, column: Column) -> Figure:
    if answer := found["answer"]:
        share = swedish.share(len(column.cases[answer]), column.base)
        text = _all_or_none(found, column) or share
        return Figure(text, trace(count, column, answer))
    name = found["single"]
    if name == "procent":
        return Figure(f"{column.percent(YES)} procent", trace(count, column, YES))
    if name == BASE:
        return Figure(swedish.number(column.base), base_trace(count, column))
    return Figure(swedish.number(len(column.cases[name])), trace(count, column, name))


def _all_or_none(found: re.Match[str], column: Column) -> str:
    """What stands for `k av n` where it is cases that are counted, and they are all or none; else nothing."""
    if not found["answer"] or not _OF_CASES.match(found.string[found.end() :]):
        return ""
    return _words_for(len(column.cases[found["answer"]]), column.base)


def _words_for(part: int, whole: int) -> str:
    """`samtliga 40`, `inget av 40`; nothing in between, and of two cases or fewer."""
    if part == 0:
        return f"inget av {swedish.number(whole)}"
    return f"samtliga {swedish.number(whole)}" if part == whole >= _SEVERAL else ""


def _choices(count: Count, column: Column) -> Inlines:
    """`Frågan ”…” besvarades i 40 ärenden: ”Eget boende” i 12 (30 procent) och ”Familjehem” i 28 (70 procent).`"""
    number = alike(column.base)
    chosen = [choice for choice in count.question.choices if column.cases[choice.name]]
    items = [
        (
            Text(f"”{choice.label}” i "),
            Figure(number(len(column.cases[choice.name])), trace(count, column, choice.name)),
            *_percentage(count, column, choice.name),
        )
        for choice in chosen
    ]
    several = " Flera svar kunde väljas." if count.question.type == "select_multiple" else ""
    if not items:
        return (*_lead(count, column), Text(f". Inget av svaren valdes.{several}"))
    return (*_lead(count, column), Text(": "), *listed(items), Text(f".{several}"))


def _lead(count: Count, column: Column) -> Inlines:
    """How many cases a list of answers is about; the question's own sentence where it has one. No full stop."""
    if count.question.sentence:
        return _filled(count.question.sentence.rstrip().removesuffix("."), count, column)
    word = swedish.plural(column.base, "ärende", "ärenden")
    return (
        Text(f"Frågan ”{count.question.label}” {_LEADS[count.question.base]} "),
        Figure(f"{swedish.number(column.base)} {word}", base_trace(count, column)),
    )


def alike(base: int) -> Callable[[int], str]:
    """How the numbers in a list are written: words when even the base is one, else digits."""
    return swedish.number if base < len(swedish.NUMBER_WORDS) else str


def _percentage(count: Count, column: Column, answer: str) -> Inlines:
    if column.base < SMALL:
        return ()
    share = Figure(f"{column.percent(answer)} procent", trace(count, column, answer))
    return Text(" ("), share, Text(")")


def _free(count: Count, column: Column) -> Inlines:
    """How many cases have a number, a date or a text: of those that were asked, the base being they themselves."""
    answered, asked = column.cases["besvarad"], column.based_on("asked")
    if not answered:
        return (Text(_nobody(count, column)),)
    if count.question.sentence:
        return _filled(count.question.sentence, count, column)
    start = Text(f"Frågan ”{count.question.label}” besvarades i ")
    hidden = not column.shows("besvarad", ASKED)
    where = Trace(count.question.id, "besvarad", column.label, answered, len(asked), hidden=hidden)
    if len(asked) == 1:
        return start, Figure("ett ärende", where), Text(".")
    words = _words_for(len(answered), len(asked)) or swedish.share(len(answered), len(asked))
    share = Figure(words, where)
    return start, share, Text(" ärenden där den ställdes.")


def waiting_notes(cases: int) -> list[str]:
    """What is said under figures that leave out so many cases until both of their reviewers are done; nothing for 0."""
    if not cases:
        return []
    what = swedish.plural(cases, "ärende dubbelgranskas och är inte klart", "ärenden dubbelgranskas och är inte klara")
    return [f"{cases} {what} hos båda granskarna. Svaren ingår i siffrorna när båda är klara."]
