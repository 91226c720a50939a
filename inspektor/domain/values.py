"""What people write in the cells of a case's fields, and the one value it means.

Reasons are whole Swedish sentences for a list of rejected rows. They say what is allowed, never what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from inspektor.domain.errors import Problem
from inspektor.domain.fields import CaseField
from inspektor.domain.headings import Cell, is_formula, text_of
from inspektor.domain.identity import contains_identity_number, looks_like_identity_number
from inspektor.domain.swedish import listing, sort_key

EARLIEST_DECISION = date(1990, 1, 1)
EARLIEST_BIRTH_YEAR = 1900
LONGEST_CODE = 40
LONGEST_TEXT = 200

_SYNONYMS = {
    "gender": {
        "kvinna": "k kv kvinna kvinnor kvinnan kvinnlig flicka f female",
        "man": "m man män mannen manlig pojke male",
        "annat": "annat annan ickebinär icke-binär",
        "uppgift saknas": "uppgift_saknas uppgiftsaknas okänt okänd saknas vet_ej",
    },
    "decision": {
        "bifall": "bifall bifallet bifallen bifalles bifallits beviljad beviljat beviljas",
        "delvis avslag": "delvis_avslag delvis_bifall avslag_delvis bifall_delvis delavslag delbifall delvis_beviljat",
        "avslag": "avslag avslaget avslagen avslås avslagits",
    },
    "yes_no": {"ja": "ja j 1 sant", "nej": "nej n 0 falskt"},
}
_CHOICES = {
    group: {form.replace("_", " "): value for value, forms in words.items() for form in forms.split()}
    for group, words in _SYNONYMS.items()
}
_GROUP_OF = {"gender": "gender", "decision": "decision", "first_decision": "yes_no", "children": "yes_no"}
_SOL = re.compile(r"\bsol\b|socialtjänstlag|2001:453|2025:400")
_LSS = re.compile(r"\blss\b|stöd och service|1993:387")

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH_ENDS = ("", "uari", "ruari", "s", "il", "i", "usti", "t", "tember", "ober", "ember")
_DATE = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})(?:[ T][0-9]{1,2}(?:[:.][0-9]{2}){1,2}(?:[.,][0-9]+)?)?")
_DATE_IN_WORDS = re.compile(r"(?:den )?([0-9]{1,2})(?:[:.]?e)? ([a-zåäö]+)\.? ([0-9]{4})")
_DATE_AS_CODE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}:[0-9]{2})?")
_YEAR = re.compile(r"[0-9]{4}")
_WHOLE_NUMBER = re.compile(r"([0-9]+)[.,]0+")
_DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")
_AS_TYPED = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NON-BREAKING HYPHEN}": "-"})
_STARTS_FORMULA = ("=", "+", "-", "@")
_EXCEL_ERROR = re.compile(r"#(?:N/A|[A-ZÅÄÖ][A-ZÅÄÖ0-9/]*[!?])")  # #DIV/0!, #NAME?, #VÄRDEFEL!
_UNIT_WORDS = re.compile(
    r"\b(?:stadsdelsf(?:örvaltning(?:en|ens)?|örv)|stadsdelsnämnd(?:en|ens)?|stadsdelsområdet?|sdf|sdn)\b[.:,]*",
    re.IGNORECASE,
)
_GENITIVE = re.compile(r"(?<=...)(?<!for)(?<![iouyåäöIOUYÅÄÖs])s$")  # Norrmalms, not Västerås, Hagfors or Höganäs


def as_typed(text: str) -> str:
    """Text from a Word report as a keyboard writes it: the spaces and hyphens that hold a line together are plain."""
    return text.translate(_AS_TYPED)


def clean(text: str) -> str:
    """The text as it looks: composed letters, no invisible characters, single spaces, none at the ends."""
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text)
        text = "".join(character for character in composed if unicodedata.category(character) != "Cf")
    return " ".join(text.split())


def case_key(code: str) -> str:
    """What makes two codes the same case: neither case nor the number of spaces tells them apart."""
    return clean(code).casefold()


def parse_field(field: CaseField, typed: Cell, *, today: date | None = None) -> str | int:
    """The value of a case field that a cell or a typed text means; the empty text for an empty one.

    A birth year comes as int, all else as text: dates as ISO dates, choices as their value in `fields`. `today`
    bounds what is plausible. Raises Problem, with a reason that does not quote what was written.
    """
    text = clean(text_of(typed))
    if not text:
        return ""
    if is_formula(text):
        raise Problem("Cellen innehåller en formel. Klistra in formelns värde i stället.")
    if _EXCEL_ERROR.fullmatch(text):
        raise Problem("Cellen visar ett fel från Excel. Rätta den i listan.")
    today = today or date.today()
    if field.name == "law":
        return _law(field, text)
    if field.kind == "choice":
        return _choice(field, text)
    if field.kind == "date":
        return _decision_date(field, text, today)
    if field.kind == "year":
        return _birth_year(field, typed, text, today)
    return _code(field, typed, text) if field.name == "code" else _text(field, text, LONGEST_TEXT)


def parse_date(text: str) -> date | None:
    """The date that a text means: 2019-05-11, 20190511, 2019/05/11, 2019-05-11 00:00:00 or 11 maj 2019.

    None for anything else, 11/5 2019 among it: forms that could be read in two ways are not guessed at.
    """
    if match := _DATE.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := _DATE_IN_WORDS.fullmatch(text.casefold()):
        year, month, day = int(match[3]), _month(match[2]), int(match[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 30 February
        return None


def _month(word: str) -> int:
    """1 to 12 for a month's name or its usual abbreviation, else 0."""
    short = word[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS and word[3:] in _MONTH_ENDS else 0


def _law(field: CaseField, text: str) -> str:
    folded = text.casefold()
    found = [law for law, pattern in (("SoL", _SOL), ("LSS", _LSS)) if pattern.search(folded)]
    if len(found) != 1:
        raise _not_allowed(field)
    return found[0]


def _choice(field: CaseField, text: str) -> str:
    folded = _whole(text).casefold().rstrip(".")
    value = _CHOICES[_GROUP_OF[field.name]].get(folded)
    if value is None and field.name == "children" and re.fullmatch("[0-9]{1,2}", folded):
        value = "ja"  # the number of children at home; none is the 0 among the words
    if value is None:
        raise _not_allowed(field)
    return value


def _not_allowed(field: CaseField) -> Problem:
    return Problem(f"{field.label} ska vara {listing(field.choices, 'eller')}.")


def _decision_date(field: CaseField, text: str, today: date) -> str:
    value = parse_date(_whole(text))
    if value is None:
        raise Problem(f"{field.label} ska vara ett datum som finns, skrivet som 2019-05-11.")
    latest = today + timedelta(days=366)
    if not EARLIEST_DECISION <= value <= latest:
        raise Problem(f"{field.label} ska ligga mellan {EARLIEST_DECISION} och {latest}.")
    return value.isoformat()


def _birth_year(field: CaseField, typed: Cell, text: str, today: date) -> int:
    """A year, or the year of a whole date of birth."""
    text = _whole(text)
    born = typed.year if isinstance(typed, date) else None
    if born is None and _YEAR.fullmatch(text):
        born = int(text)
    elif born is None and (whole := parse_date(text)):
        born = whole.year
    if born is None or not EARLIEST_BIRTH_YEAR <= born <= today.year:
        raise Problem(f"{field.label} ska vara ett årtal mellan {EARLIEST_BIRTH_YEAR} och {today.year}.")
    return born


def _code(field: CaseField, typed: Cell, text: str) -> str:
    if isinstance(typed, date | datetime) or _DATE_AS_CODE.fullmatch(text):
        raise Problem(
            f"{field.label} är ett datum: Excel kan ha gjort om koden. Skriv om den i en kolumn med format Text."
        )
    if looks_like_identity_number(text):
        raise Problem(
            "Koden har ett personnummers form. Använd en kod som bara verksamhetssystemet kan koppla till en person."
        )
    return _text(field, _whole(text), LONGEST_CODE)


def _whole(text: str) -> str:
    """`1.0` as `1`: how a whole number looks after a detour through some programs."""
    match = _WHOLE_NUMBER.fullmatch(text)
    return match[1] if match else text


def _text(field: CaseField, text: str, longest: int) -> str:
    if contains_identity_number(text):
        raise Problem(f"{field.label} innehåller ett personnummer. Ta bort det ur kolumnen.")
    if text.startswith(_STARTS_FORMULA):
        raise Problem(f"{field.label} får inte börja med =, +, - eller @.")
    if len(text) > longest:
        raise Problem(f"{field.label} får ha högst {longest} tecken.")
    if not text.isprintable():
        raise Problem(f"{field.label} innehåller ett styrtecken. Skriv om cellen för hand.")
    return text


def unit_name(name: str) -> str:
    """A unit's name without what says that it is one: of `Norrmalms stadsdelsförvaltning` is left `Norrmalm`."""
    whole = _DASHES.sub("-", clean(name)).strip(" .,;:")
    bare = _UNIT_WORDS.sub(" ", whole)
    if bare == whole:
        return whole
    bare = _GENITIVE.sub("", " ".join(bare.split()).strip(" .,;:-"))
    return bare or whole


def unit_key(name: str) -> str:
    """What makes two spellings one unit: case, spaces, hyphens, `sdf` and its like, and a last s are no difference."""
    key = unit_name(name).casefold()
    return key.removesuffix("s") if len(key) > 3 else key


def join_units(names: Iterable[str], known: Iterable[str] = ()) -> tuple[dict[str, str], list[tuple[str, list[str]]]]:
    """The one spelling for every way a unit is written, and what was joined, to be told.

    Gives the spelling by written name, and (spelling, the names as written) for each unit that was written in another
    way than it will be shown. The order of `names` does not matter, their number does: the commonest name wins, then
    one that is not all capitals, then the alphabet. A spelling in `known` wins over all.
    """
    written = Counter(names)
    groups: dict[str, list[str]] = {}
    for name in written:
        groups.setdefault(unit_key(name), []).append(name)
    settled = {unit_key(name): name for name in sorted(known, reverse=True)}
    spelling, joined = {}, []
    for key, forms in groups.items():
        chosen = settled.get(key) or _commonest(forms, written)
        spelling.update(dict.fromkeys(forms, chosen))
        seen = sorted({clean(form) for form in forms}, key=sort_key)
        if seen != [chosen]:
            joined.append((chosen, seen))
    return spelling, sorted(joined, key=lambda entry: sort_key(entry[0]))


def _commonest(forms: list[str], written: Counter[str]) -> str:
    counts: Counter[str] = Counter()
    for form in forms:
        counts[unit_name(form)] += written[form]
    return min(counts, key=lambda name: (-counts[name], name.isupper(), name))
