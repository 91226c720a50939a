"""Reads the figures in Swedish running text: `14 av 32 (44 procent)`, `sex av tretton`, `drygt hälften`, `samtliga`.

What looks like a figure but is none is passed over: years, dates and times, laws and sections, diary numbers, the
numbers of pages, tables and versions, ages and amounts, the codes of cases. Nothing here knows what the figures ought
to be; a figure that contradicts itself is told by `Claim.fault` all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from inspektor.domain.number_words import DIGITS, WORD, decimals, value
from inspektor.domain.swedish import MONTHS

Reach = tuple[Fraction, Fraction, bool]  # least and greatest share, and whether the ends themselves are out of reach

_NUMBER = rf"(?:{DIGITS}|{WORD})"
_BEFORE, _AFTER = r"(?<![\w§/:.,–-])", r"(?![\w/:]|[.,–-]\d|-\w)"
_MONTHS = "|".join(MONTHS)
_UNITS = (
    "kronor|kr|tkr|mkr|mnkr|miljoner|miljarder|tusen|år|års|åringar|månader|månad|månaders|veckor|veckors|vecka|dagar|"
    "dagars|dag|timmar|timme|timmars|minuter|minut|gånger|km|kilometer|meter|procentenheter|procentig[at]?|"
    "procentigt"
)
_KINDS = (
    "tabell|tabellerna|tabeller|figur|figurerna|diagram|bilaga|bilagorna|sida|sidan|sidorna|sid|s|avsnitt|kapitel|kap|"
    "punkt|punkterna|fråga|frågorna|rad|raden|kolumn|nr|nummer|steg|version|ver|del|dnr|diarienummer|diarienr|frö|"
    "fröet|not|kl|klockan|vecka|v|sosfs|hslf-fs|prop|sou|ds|år|åren|isbn|tel|telefon|p"
)
_NO_FIGURES = re.compile(
    "|".join(
        (
            r"https?://\S+|\S+@\S+",
            r"\b\d{4}-\d{2}-\d{2}(?:\s?(?:–|-|till|och)\s?\d{4}-\d{2}-\d{2})?|\b\d{1,2}[:.]\d{2}\b(?!\s?(?:procent|%))",
            rf"\b\d{{1,2}}(?:\s?[–-]\s?\d{{1,2}})? (?:{_MONTHS})(?: \d{{4}})?|\b(?:{_MONTHS}) \d{{4}}",
            r"\b\d+(?:\s?[a-z])?(?:\s?[–-]\s?\d+(?:\s?[a-z])?)?(?:(?:, | och | eller )\d+(?:\s?[a-z])?)*\s?§§?",
            r"§§?\s?\d+(?:\s?[a-z])?(?:[–-]\d+)?|\b\d+(?:\s?[a-z])? kap\b\.?|\b\d{4}:\d+(?::\d+)?",
            r"\b\d+(?:\.\d+)+(?:-\d+)?(?:/\d+)?|\b[\w.-]*\d[\w.-]*/\d+\b",
            r"\b(?:del|sida) \d+ av \d+",
            rf"\b(?:{_KINDS})\.? (?:nr )?\d+(?:[.:]\d+)*(?:\s?(?:–|-|,|och|till)\s?\d+(?:[.:]\d+)*)*",
            rf"\b{_NUMBER}(?:\s?(?:–|-|till|eller|och)\s?{_NUMBER})?[ -](?:{_UNITS})\b",
            r"\b\d+(?:–\d+)? (?:år )?(?:och|eller) (?:över|äldre|yngre|däröver)\b",
            rf"\b{_NUMBER}\s?(?:–|-|till)\s?{_NUMBER}\b(?:\s?(?:procent|%))?",
            r"\b[a-zåäöéü]+[-_]?\d[\w-]*|\b\d+[a-zåäöé_]\w*|\b\d[\w-]*-[\w-]+",
            r"\b(?:19|20)\d{2}(?:\s?[–/-]\s?(?:\d{4}|\d{2}))?\b(?! (?:av|granskade|ärenden|procent)\b|\s?%)",
            r"^\s*\d+[.)](?=\s)",
        )
    )
)

NOUNS = (  # what reviews count
    "ärenden|ärendena|ärende|akter|akterna|akt|beslut|besluten|beslutet|utredningar|utredningarna|utredning|"
    "genomförandeplaner|genomförandeplanerna|planer|planerna|beställningar|beställningarna|uppföljningar|"
    "uppföljningarna|personer|personerna|person|kvinnor|kvinnorna|kvinna|män|männen|man|flickor|flickorna|pojkar|"
    "pojkarna|barn|barnen|nämnder|nämnderna|nämnd|stadsdelsnämnder|stadsdelsnämnderna|enheter|enheterna|enhet|"
    "stadsdelar|stadsdelarna|förvaltningar|förvaltningarna|förvaltning|stadsdelsförvaltningar|avslag|avslagen|bifall|"
    "fall|fallen|enskilda|svar|svaren|beviljanden|insatser|insatserna|områden"
)
_OF = r"(?: (?:de|dem|dessa|totalt|sammanlagt|samtliga|alla|våra|granskade|bedömda|sammantaget))*"
_DESCRIBED = r"(?: (?:granskade|bedömda|aktuella|berörda|undersökta|övriga|utvalda|dragna|besvarade))*"
_ALL = "samtliga|alla"
_CASES = "ärenden|ärendena|akter|akterna"
_SHARES = {  # the share that a word says, and how it says it
    "hälften": Fraction(1, 2),
    "en tredjedel": Fraction(1, 3),
    "två tredjedelar": Fraction(2, 3),
    "en fjärdedel": Fraction(1, 4),
    "tre fjärdedelar": Fraction(3, 4),
    "en femtedel": Fraction(1, 5),
    "två femtedelar": Fraction(2, 5),
    "tre femtedelar": Fraction(3, 5),
    "fyra femtedelar": Fraction(4, 5),
    "en tiondel": Fraction(1, 10),
    **{
        f"{every} {which}": Fraction(1, number)
        for every in ("var", "vart")
        for number, which in enumerate(("tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde"), 3)
    },
    "var tionde": Fraction(1, 10),
    "varannan": Fraction(1, 2),
    "vartannat": Fraction(1, 2),
}
_MOST = "majoriteten|en majoritet|merparten|flertalet|de flesta|en minoritet"
_ABOVE = ("drygt", "lite mer än", "något mer än", "strax över")
_BELOW = ("knappt", "nästan", "närmare", "lite mindre än", "något mindre än", "strax under", "inte fullt")
_ABOUT = ("ungefär", "omkring", "cirka", "ca", "runt", "i stort sett")
_MORE, _LESS = ("mer än", "över", "fler än"), ("mindre än", "under", "färre än")
_WORDS = {word for words in (_ABOVE, _BELOW, _ABOUT, _MORE, _LESS) for word in words}
_HEDGE = rf"(?:(?P<hedge>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\.? )?"
_NEAR = Fraction(1, 10)  # how far from the share that they name `drygt` and `knappt` reach
_EVEN = Fraction(1, 40)  # how far `hälften` does
_ROUGH = Fraction(7, 100)  # how far `ungefär` does

_FORMS = "na|en|et|ar|er|dem"
_PERCENT = rf"(?P<p>{_NUMBER}) ?(?:procent\b|proc\.|%)(?: (?:utav|av){_OF} (?P<base>{_NUMBER}){_AFTER})?"
_BUT = rf"(?: utom (?P<but>{_NUMBER}){_AFTER})?"
_CLAIM = re.compile(
    "|".join(
        (
            rf"{_BEFORE}(?P<k>{_NUMBER}|{_ALL}) (?:utav|av){_OF} (?P<n>{_NUMBER}){_AFTER}",
            rf"{_BEFORE}{_HEDGE}(?:{_PERCENT}|(?P<share>{'|'.join(_SHARES)}|{_MOST})\b)",
            rf"{_BEFORE}(?P<of>{_NUMBER}) (?:utav|av){_OF}{_DESCRIBED} (?P<whole>[a-zåäö]{{3,}}(?:{_FORMS}))\b",
            rf"{_BEFORE}(?P<all>{_ALL}){_DESCRIBED}(?: de)?{_DESCRIBED} (?P<alln>(?:{NOUNS})\b){_BUT}",
            rf"{_BEFORE}(?:{_ALL})(?: de)? (?P<every>{_NUMBER}){_AFTER}(?={_DESCRIBED} (?:{_CASES})\b)",
            rf"{_BEFORE}(?P<count>{_NUMBER}){_AFTER}(?P<noun>{_DESCRIBED} (?:{NOUNS})\b)?",
        )
    )
)
_COUNTED = re.compile(rf"{_DESCRIBED} ({NOUNS})\b")
_COUNTED_OF = re.compile(rf"(?: (?:utav|av))?{_OF}{_DESCRIBED} (?:{NOUNS})\b")
_TIED = re.compile(
    r"[^().;:]{0,160}\((?:dvs\.? |det vill säga |alltså )?|,? (?:vilket|som) (?:motsvarar|är|ger|blir|utgör) |, |"
    r",? (?:motsvarande|det vill säga|dvs\.?|alltså|eller) | – "
)
_OF_FIRST = re.compile(r"av(?: de| totalt| sammanlagt| alla| samtliga)? ")
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bkap\.)(?<!\bdvs\.)(?<!\bbl\.)(?<!\bt\.)\s+(?=[A-ZÅÄÖ”\"0-9])")


@dataclass(frozen=True)
class Claim:
    """One figure in a text: where it stands, and what it says.

    `part` and `whole` are numbers of cases (None where none is said), `percent` with its number of `decimals`, `reach`
    the shares that a word such as `drygt hälften` can mean. `noun` is what is counted, where the text says so.
    `reviewed` says that the whole is the reviewed cases, `without` how many of the whole are not among the part.
    """

    start: int
    end: int
    text: str
    part: int | None = None
    whole: int | None = None
    percent: Fraction | None = None
    decimals: int = 0
    reach: Reach | None = None
    noun: str = ""
    reviewed: bool = False
    without: int | None = None

    @property
    def says(self) -> tuple[object, ...]:
        """What it says, however it is written."""
        return self.part, self.whole, self.percent, self.reach, self.without

    @property
    def is_share(self) -> bool:
        """Whether it tells of a part of a whole, rather than a bare number."""
        return any(one is not None for one in self.says[1:])

    @property
    def in_numbers(self) -> bool:
        """Whether it tells of a share in numbers."""
        return self.percent is not None or self.whole is not None

    def fits(self, part: int, whole: int) -> bool:
        """Whether so many of so many is what it says, as far as it says anything."""
        if self.part not in (None, part) or self.whole not in (None, whole) or self.without not in (None, whole - part):
            return False
        if not whole:
            return self.percent is None and self.reach is None
        share = Fraction(part, whole)
        return self._percent_is(share) and (self.reach is None or _within(share, self.reach))

    def _percent_is(self, share: Fraction) -> bool:
        return self.percent is None or rounded(share, self.decimals) == self.percent

    def fault(self) -> str:
        """What is wrong with it whatever the data say; empty for nothing."""
        if self.percent is not None and self.percent > 100:
            return "mer än 100 procent"
        if self.whole is None:
            return ""
        if self.part is None:
            possible = self.whole > 5000 or any(self.fits(part, self.whole) for part in range(self.whole + 1))
            return "" if possible else f"ingen del av {self.whole} är så stor andel"
        if self.part > self.whole:
            return "delen är större än det hela"
        if self.whole and not self.fits(self.part, self.whole):
            return f"{self.part} av {self.whole} är {rounded(Fraction(self.part, self.whole), 0)} procent"
        return ""


def rounded(share: Fraction, places: int) -> Fraction:
    """A share in per cent with so many decimals, half rounded up."""
    scale = 10**places
    return Fraction((200 * scale * share.numerator + share.denominator) // (2 * share.denominator), scale)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph, each with where it begins."""
    start = 0
    for end in _SENTENCE.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def plain(text: str) -> str:
    """A text as it is read: every space an ordinary one, no soft hyphens, small letters; as long as before."""
    return re.sub(r"\s", " ", text).replace("\N{SOFT HYPHEN}", " ").replace("\N{NON-BREAKING HYPHEN}", "-").lower()


def claims(sentence: str) -> list[Claim]:
    """The figures of a sentence, in order; a percentage is one with the share that it stands for."""
    read = plain(sentence)
    masked = _NO_FIGURES.sub(lambda found: "¤" * len(found[0]), read)
    found = [claim for match in _CLAIM.finditer(masked) if (claim := _claim(match, sentence)) is not None]
    return _tied(found, masked, sentence)


def without_figures(sentence: str) -> str:
    """What a sentence says beside its figures, and what they are counted of."""
    rest, end = "", 0
    for claim in claims(sentence):
        rest += sentence[end : claim.start] + (claim.noun if " av " in claim.text else "")
        counted = _COUNTED_OF.match(plain(sentence), claim.end)
        end = counted.end() if counted else claim.end
    return rest + sentence[end:]


def _claim(found: re.Match[str], sentence: str) -> Claim | None:
    start, end = found.span()
    bare = Claim(start, end, sentence[start:end])
    if found["k"]:
        whole = _whole(found["n"])
        part = whole if found["k"] in _ALL.split("|") else _whole(found["k"])
        noun = _COUNTED.match(found.string, end)
        counted = replace(bare, part=part, whole=whole, noun=noun[1] if noun else "")
        return counted if part is not None and whole is not None else None
    if found["p"]:
        claim = replace(bare, whole=_whole(found["base"])) if found["base"] else bare
        return _percentage(claim, found["p"], found["hedge"])
    if found["share"]:
        return replace(bare, reach=_reach(found["share"], found["hedge"]))
    if found["of"]:
        reviewed = bool(re.search(r"\bgranskade\b|\bärendena\b", found[0]))
        return replace(bare, part=_whole(found["of"]), noun=found["whole"], reviewed=reviewed)
    if found["but"]:
        return replace(bare, without=_whole(found["but"]), noun=found["alln"])
    if found["all"]:
        return replace(bare, reach=(Fraction(1), Fraction(1), False), noun=found["alln"])
    if found["every"]:
        whole, noun = _whole(found["every"]), _COUNTED.match(found.string, end)
        return replace(bare, part=whole, whole=whole, noun=noun[1] if noun else "")
    return _number(bare, found["count"], found["noun"])


def _number(bare: Claim, number: str, noun: str | None) -> Claim | None:
    """A bare number; `en` and `ett` are articles, and `ingen` no figure, unless what is counted follows."""
    if not noun and number in ("en", "ett", "ingen", "inget", "inga"):
        return None
    if noun and number == "en" and noun.strip() in ("man", "person", "utredning", "enhet", "akt", "plan"):
        noun = noun.strip()
    count = value(number)
    text = bare.text[: len(number)] if count.denominator != 1 or not noun else bare.text
    part = int(count) if count.denominator == 1 else None
    return replace(bare, end=bare.start + len(text), text=text, part=part, noun=(noun or "").split(" ")[-1])


def _whole(text: str) -> int | None:
    number = value(text)
    return int(number) if number.denominator == 1 else None


def _percentage(bare: Claim, number: str, hedge: str | None) -> Claim:
    percent = value(number)
    if not hedge:
        return replace(bare, percent=percent, decimals=decimals(number))
    return replace(bare, reach=_hedged(percent / 100, hedge, Fraction(1, 20)))


def _reach(word: str, hedge: str | None) -> Reach:
    if word in _SHARES:
        share = _SHARES[word]
        return _hedged(share, hedge, _NEAR) if hedge else (share - _EVEN, share + _EVEN, False)
    half = Fraction(1, 2)
    return (Fraction(0), half, True) if word == "en minoritet" else (half, Fraction(101, 100), True)


def _hedged(share: Fraction, hedge: str, near: Fraction) -> Reach:
    if hedge in _ABOVE:
        return share, share + near, True
    if hedge in _BELOW:
        return share - near, share, True
    if hedge in _MORE:
        return share, Fraction(101, 100), True
    if hedge in _LESS:
        return Fraction(-1, 100), share, True
    return share - _ROUGH, share + _ROUGH, False


def _within(share: Fraction, reach: Reach) -> bool:
    low, high, out = reach
    return low < share < high if out else low <= share <= high


def _tied(found: list[Claim], masked: str, sentence: str) -> list[Claim]:
    """The claims with each share joined to the percentage, or the word, that the text ties to it."""
    joined: list[Claim] = []
    for claim in found:
        last = joined[-1] if joined else None
        between = masked[last.end : claim.start] if last is not None else ""
        if last is not None and _complete(last, claim, between) and _TIED.fullmatch(between):
            joined[-1] = _both(last, claim, sentence)
        else:
            joined.append(claim)
    return _whole_first(joined, masked, sentence)


def _whole_first(found: list[Claim], masked: str, sentence: str) -> list[Claim]:
    """`Av 80 ärenden hade 65 en plan, det vill säga 82 procent` as the one share that it is, from `80` to `65`."""
    if len(found) != 3 or not _OF_FIRST.fullmatch(masked[: found[0].start]):
        return found
    whole, part, share = found
    bare = not (part.noun or part.is_share or whole.is_share)
    if not (bare and whole.noun and _counts(part) and _counts(whole) and _says_share(share)):
        return found
    text = sentence[whole.start : part.end]
    both = replace(_both(part, share, sentence), start=whole.start, end=part.end, text=text)
    return [replace(both, whole=whole.part, noun=whole.noun)]


def _complete(one: Claim, other: Claim, between: str) -> bool:
    """Whether one of two neighbours says how many and the other which share; a mere comma ties no bare number."""
    number, share = (one, other) if _counts(one) else (other, one)
    of_something = number.whole is not None or " av " in number.text
    return _counts(number) and _says_share(share) and (of_something or (number is one and between != ", "))


def _counts(claim: Claim) -> bool:
    return claim.part is not None and claim.percent is None and claim.reach is None


def _says_share(claim: Claim) -> bool:
    return claim.part is None and claim.whole is None and (claim.percent is not None or claim.reach is not None)


def _both(one: Claim, other: Claim, sentence: str) -> Claim:
    number, share = (one, other) if _counts(one) else (other, one)
    end = other.end + (sentence[other.end : other.end + 1] == ")" and "(" in sentence[one.start : other.end])
    return replace(
        number,
        start=one.start,
        end=end,
        text=sentence[one.start : end],
        percent=share.percent,
        decimals=share.decimals,
        reach=share.reach,
    )
