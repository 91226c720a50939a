"""The grammar of conditions: XPath as XLSForm writes it, read by elementpath with few symbols, and how its signs count.

A condition passes three gates before it is ever evaluated. Two are here: a lexer that knows every word and sign there
may be, and elementpath's own parser with its symbols cut down to the same few. The third, a walk over the parsed tree
that lets through only comparisons of like with like, is in `domain.expression`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from functools import cache
from typing import TYPE_CHECKING, Any

from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.domain.toml import nearest, shown

if TYPE_CHECKING:
    from elementpath.xpath1 import XPath1Parser

ITSELF = "."  # the answer itself, in a constraint
NO_CHOICES = ("ej_aktuellt", "vet_ej")  # answers to any type of question, but never one of its choices
LONGEST, DEEPEST, MOST_PARTS = 2000, 20, 50  # characters, parentheses inside each other, `and` and `or`
ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
COMPARISONS = (*ORDER, "=", "!=")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
HOW = "Skriv det som ${fraga} = 'ja', satt samman med and, or, not() och parenteser."

_FUNCTIONS = ("not", "selected", "count-selected")
_WORDS = ("and", "or", *_FUNCTIONS)
_LITERALS = ("(string)", "(integer)", "(decimal)", "(name)")
_SYMBOLS = ("(start)", "(end)", "(invalid)", "(unknown)", *_LITERALS, *COMPARISONS, *"(),$-", "and", "or", "not")
_LEXER = re.compile(
    r"""(?P<space>\s+)
    | (?P<string>'(?:[^']|'')*' | "(?:[^"]|"")*")
    | \$\{(?P<name>[^{}]*)\}
    | (?P<number>-?[0-9]+(?:\.[0-9]+)?)
    | (?P<word>[^\W\d][\w-]*)
    | (?P<sign>!=|<=|>=|[=<>(),.])
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def read(source: str, names: Collection[str]) -> tuple[Any, tuple[str, ...]]:
    """The parsed tree of a condition, and the names it uses as they come. Problem for what is no condition."""
    if len(source) > LONGEST:
        raise Problem(f"Villkoret är för långt: högst {LONGEST} tecken. Dela upp det på flera frågor.")
    plain, references = _lex(source, names)
    return _parse(plain), references


def context(values: Mapping[str, str | int]) -> Any:
    """What a tree is evaluated in: the value of each name it uses."""
    from elementpath import XPathContext

    return XPathContext(item="", variables={_variable(name): value for name, value in values.items()})


def bare(token: Any) -> Any:
    """The token inside its parentheses."""
    while token.symbol == "(":
        token = token[0]
    return token


def parts(token: Any) -> Iterator[Any]:
    """What a condition joins with `and`."""
    token = bare(token)
    if token.symbol != "and":
        yield token
        return
    for part in token:
        yield from parts(part)


def names_in(token: Any) -> Iterator[str]:
    """The names that a tree uses, as often as it does."""
    if token.symbol == "$":
        yield name_of(token)
        return
    for part in token:
        yield from names_in(part)


def name_of(token: Any) -> str:
    """The name behind a variable token."""
    return ITSELF if token.value == "itself" else str(token.value).removeprefix("v_")


def _variable(name: str) -> str:
    """The XPath variable of a name: never one of XPath's own words."""
    return "itself" if name == ITSELF else f"v_{name}"


def _lex(source: str, names: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The condition as plain XPath, and the names it uses. Refuses every word and sign that has no business here."""
    plain: list[str] = []
    references: dict[str, None] = {}
    for match in _LEXER.finditer(source):
        kind, text = str(match.lastgroup), match.group()
        if kind == "name" or text == ITSELF:
            name = _known(match["name"].strip() if kind == "name" else ITSELF, names)
            references[name] = None
            text = f"${_variable(name)}"
        elif kind in ("word", "other"):
            _allowed(text, kind, source[match.end() :])
        if kind != "space":
            plain.append(text)
    _simple(plain)
    return " ".join(plain), tuple(references)


def _simple(plain: list[str]) -> None:
    """Refuse what could be too deep for the parser or for the evaluation."""
    depth = deepest = 0
    for text in plain:
        depth += (text == "(") - (text == ")")
        deepest = max(deepest, depth)
    if deepest > DEEPEST or sum(text in ("and", "or") for text in plain) > MOST_PARTS:
        limits = f"högst {DEEPEST} nivåer av parenteser och {MOST_PARTS} and eller or"
        raise Problem(f"Villkoret är för invecklat: {limits}. Förenkla det.")


def _known(name: str, names: Collection[str]) -> str:
    """The name, if there is one."""
    if name in names:
        return name
    if name == ITSELF:
        raise Problem(
            "En ensam punkt i villkoret betyder svaret självt och kan bara stå i constraint. "
            "Skriv frågans id som ${fraga}."
        )
    if ITSELF in names:
        raise Problem(
            f"Villkoret nämner {shown(name)}, men constraint gäller bara svaret självt. "
            "Skriv det som en punkt, som . >= 0."
        )
    raise Problem(
        f"Villkoret nämner {shown(name)}, som varken är en fråga i checklistan eller ett ärendefält."
        f"{nearest(name, names)} Rätta namnet inom ${{…}}."
    )


def _allowed(text: str, kind: str, rest: str) -> None:
    """Refuse a word that is no operator or function here, and a sign that means nothing here."""
    if text in _WORDS:
        return
    if kind == "word" and rest.lstrip().startswith("("):
        there_are = swedish.listing(f"{name}()" for name in _FUNCTIONS)
        raise Problem(f"Villkoret använder funktionen {shown(text)}, som inte finns. De som finns är {there_are}.")
    if kind == "word":
        raise Problem(
            f"Ordet {shown(text)} i villkoret står utan citattecken. Skriv svar som 'ja' och frågor som ${{fraga}}."
        )
    if text in "'\"":
        raise Problem("Ett citattecken i villkoret saknar sitt par. Skriv dit det.")
    raise Problem(f"Tecknet {shown(text)} kan inte användas i ett villkor. {HOW}")


def _parse(plain: str) -> Any:
    """The tree of a condition in plain XPath, or Problem."""
    from elementpath import ElementPathError

    try:
        return _parser()().parse(plain)
    except (ElementPathError, RecursionError):
        raise Problem(f"Villkoret går inte att tolka. {HOW}") from None


@cache
def _parser() -> type[XPath1Parser]:
    """XPath 1.0 with the symbols of this module alone: no paths, no axes, no function that reads anything."""
    from elementpath.xpath1 import XPath1Parser
    from elementpath.xpath_tokens import XPathFunction

    parser = XPath1Parser.create_restricted_parser("SkipLogic", _SYMBOLS)
    table: MutableMapping[str, Any] = parser.symbol_table
    for symbol in ORDER:
        table[symbol] = type(f"Order{symbol}", (table[symbol],), {"evaluate": _evaluate_order})
    for symbol, nargs, evaluate in (("selected", 2, _evaluate_selected), ("count-selected", 1, _evaluate_count)):
        own = {"symbol": symbol, "lookup_name": symbol, "nargs": nargs, "evaluate": evaluate}
        table[symbol] = type(symbol, (XPathFunction,), {"label": "function", "lbp": 90, "rbp": 90, **own})
    return parser


def _evaluate_order(self: Any, context: Any = None) -> bool:
    """`<` and its like: two numbers, or two dates; false for anything else."""
    left, right = self[0].evaluate(context), self[1].evaluate(context)
    texts = isinstance(left, str), isinstance(right, str)
    if any(texts) and not (all(texts) and ISO_DATE.fullmatch(left) and ISO_DATE.fullmatch(right)):
        return False
    return bool(ORDER[self.symbol](left, right))


def _evaluate_selected(self: Any, context: Any = None) -> bool:
    """`selected(${q}, 'v')`."""
    return self[1].evaluate(context) in str(self[0].evaluate(context)).split()


def _evaluate_count(self: Any, context: Any = None) -> int:
    """`count-selected(${q})`."""
    return sum(word not in NO_CHOICES for word in str(self[0].evaluate(context)).split())
