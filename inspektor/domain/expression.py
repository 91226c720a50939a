"""One condition of a checklist, read, found right, and evaluated: what `relevant` and `constraint` are made of.

What comes out of `Expression.parse` can neither reach outside its values nor fail on them (`domain.xpath` has the first
two gates, the third is here). What a condition means, where XLSForm leaves it to the program that runs the form:

- A question without an answer is the empty text. `= ''` and `!= ''` ask for that, of any question.
- `=` and `!=` compare as XPath 1 does; a number is never equal to a text.
- `<`, `<=`, `>`, `>=` compare two numbers or two ISO dates. With no answer, or with `vet_ej`, on either side they are
  false: an unanswered number is no number (NaN in XPath 1), and an unanswered date is before nothing (as text, in
  XPath 2, it would be before every date).
- `selected(${q}, 'v')` asks for one choice, `count-selected(${q})` counts them; `ej_aktuellt` and `vet_ej` are none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from inspektor.domain import swedish, xpath
from inspektor.domain.errors import Problem
from inspektor.domain.toml import shown

Kind = Literal["choice", "multiple", "number", "date", "text"]
ITSELF = xpath.ITSELF


@dataclass(frozen=True)
class Name:
    """What a name in a condition stands for.

    `words` are the texts it can be compared with: all there are for `choice` and `multiple`, and the likes of `vet_ej`
    for the other kinds, whose values are otherwise whole numbers, ISO dates or any text.
    """

    kind: Kind
    words: tuple[str, ...] = ()


class Expression:
    """A condition. `references` are the names it uses, in the order they come."""

    def __init__(self, tree: Any, kinds: Mapping[str, Kind]) -> None:
        self._tree = tree
        self._kinds = kinds
        self.references = tuple(kinds)

    @classmethod
    def parse(cls, source: str, names: Mapping[str, Name]) -> Expression:
        """Read a condition over these names (a constraint has one, `.`).

        Problem, in whole sentences without a place, for what is no condition, names something else, or compares
        unlike things.
        """
        tree, references = xpath.read(source, names)
        _Check(names).condition(tree)
        return cls(tree, {name: names[name].kind for name in references})

    def evaluate(self, values: Mapping[str, object]) -> bool:
        """Whether the condition holds. Values by name, see the module; a name without a value is unanswered."""
        return bool(self._tree.evaluate(self._context(values)))

    def failing(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """The names in those parts, joined by `and`, that do not hold; empty where the whole condition holds."""
        context = self._context(values)
        parts = [part for part in xpath.parts(self._tree) if not part.evaluate(context)]
        return tuple(dict.fromkeys(name for part in parts for name in xpath.names_in(part)))

    def _context(self, values: Mapping[str, object]) -> Any:
        return xpath.context({name: _bound(values.get(name), kind) for name, kind in self._kinds.items()})


def _bound(value: object, kind: Kind) -> str | int:
    """A value as a variable: unanswered is empty, a number that came as digits is a number."""
    if value is None:
        return ""
    if kind == "number" and isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    return value if isinstance(value, (str, int)) else str(value)


@dataclass(frozen=True)
class _Operand:
    """One side of a comparison: what varies, with the words it can be compared with, or a literal text or number."""

    kind: Kind
    source: str
    varies: bool = False
    words: tuple[str, ...] = ()
    value: str = ""

    @property
    def how(self) -> str:
        """How this is compared, as a sentence."""
        return {
            "choice": f"{self.source} jämförs med = eller != och {_quoted(self.words)}.",
            "multiple": f"Om {self.source} skrivs selected({self.source}, 'svar').",
            "number": f"{self.source} är ett tal och jämförs med tal utan citattecken.",
            "date": f"{self.source} är ett datum och jämförs med datum som '2019-05-11'.",
            "text": f"{self.source} är en text och jämförs med = eller != och en text inom citattecken.",
        }[self.kind]


def _quoted(words: Collection[str]) -> str:
    return swedish.listing((f"'{word}'" for word in words), "eller")


class _Check:
    """The walk over a parsed tree: it knows each symbol it lets through, and refuses all others."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self.names = names

    def condition(self, token: Any) -> None:
        """Refuse what is not a condition."""
        token = xpath.bare(token)
        if token.symbol in ("and", "or", "not"):
            for part in token:
                self.condition(part)
        elif token.symbol in xpath.COMPARISONS:
            _comparison(token.symbol, self.operand(token[0]), self.operand(token[1]))
        elif token.symbol == "selected":
            _selected(self.operand(token[0]), self.operand(token[1]))
        else:
            raise Problem(
                "Villkoret har ett svar eller ett värde där det ska stå ett villkor. "
                "Skriv ut jämförelsen, som ${fraga} = 'ja'."
            )

    def operand(self, token: Any) -> _Operand:
        """One side of a comparison."""
        token = xpath.bare(token)
        if token.symbol == "$":
            name = xpath.name_of(token)
            source = name if name == ITSELF else f"${{{name}}}"
            return _Operand(self.names[name].kind, source, varies=True, words=self.names[name].words)
        if token.symbol == "(string)":
            return _Operand("text", "en text", value=token.value)
        if token.symbol in ("(integer)", "(decimal)") or (token.symbol == "-" and len(token) == 1):
            return _Operand("number", "ett tal")
        if token.symbol == "count-selected":
            return _counted(self.operand(token[0]))
        raise Problem(f"Villkoret räknar, eller jämför ett helt villkor med något. {xpath.HOW}")


def _counted(operand: _Operand) -> _Operand:
    """`count-selected()` of a question with several choices is a number."""
    if operand.kind != "multiple":
        raise Problem(
            "count-selected() i villkoret gäller bara en fråga av typen select_multiple. "
            "Skriv den som count-selected(${fraga})."
        )
    return _Operand("number", f"count-selected({operand.source})", varies=True)


def _selected(question: _Operand, word: _Operand) -> None:
    """`selected()` of a question and one of its choices."""
    if question.kind not in ("choice", "multiple") or any(" " in each for each in question.words):
        raise Problem(
            "selected() i villkoret gäller bara frågor med svarsval. "
            "Skriv selected(${fraga}, 'svar'), eller jämför med =."
        )
    if word.varies or word.kind != "text":
        raise Problem(
            "selected() i villkoret ska ha ett svar inom citattecken efter kommatecknet. "
            "Skriv selected(${fraga}, 'svar')."
        )
    _one_of(word, question)


def _comparison(sign: str, left: _Operand, right: _Operand) -> None:
    """Two things that can be compared in this way."""
    if left.varies and right.varies:
        _two_names(sign, left, right)
    elif left.varies or right.varies:
        named, literal = (left, right) if left.varies else (right, left)
        _literal(sign, named, literal)
    else:
        raise Problem(
            "Villkoret jämför två fasta värden. Skriv en fråga eller ett ärendefält på ena sidan, som ${fraga} = 'ja'."
        )


def _two_names(sign: str, left: _Operand, right: _Operand) -> None:
    """Both numbers, both dates, or (for `=` and `!=`) both texts or single choices with a word in common."""
    both = f"Villkoret jämför {left.source} med {right.source}"
    same = left.kind == right.kind and left.kind in ("number", "date")
    texts = {left.kind, right.kind} <= {"choice", "text"} and sign not in xpath.ORDER
    if left == right:
        raise Problem(f"{both}, alltså med sig självt. Rätta det ena namnet.")
    if not same and not texts:
        raise Problem(f"{both}, som inte kan jämföras så. {left.how} {right.how}")
    if left.kind == right.kind == "choice" and not {*left.words} & {*right.words}:
        raise Problem(f"{both}, som inte har något svar gemensamt. Rätta namnen.")


def _literal(sign: str, named: _Operand, literal: _Operand) -> None:
    """A name and a literal of its kind."""
    if literal.kind == "number":
        if named.kind != "number":
            raise Problem(f"Villkoret jämför {named.source} med ett tal. {named.how}")
    elif sign in xpath.ORDER and named.kind != "date":
        raise Problem(f"Tecknet {sign} i villkoret jämför bara tal och datum. {named.how}")
    elif sign in xpath.ORDER or not _is_word(named, literal.value):
        _text(named, literal)


def _is_word(named: _Operand, word: str) -> bool:
    """Whether a text is the empty one (unanswered), or a word for the whole answer."""
    counted = named.source.startswith("count-selected")
    return (not word and not counted) or (
        word in named.words and (named.kind != "multiple" or word in xpath.NO_CHOICES)
    )


def _text(named: _Operand, literal: _Operand) -> None:
    """A name and a text that is not one of its words."""
    if named.kind == "choice":
        _one_of(literal, named)
    elif named.kind == "date":
        _iso(named, literal)
    elif named.kind in ("number", "multiple"):
        raise Problem(f"Villkoret jämför {named.source} med en text. {named.how}")


def _one_of(literal: _Operand, named: _Operand) -> None:
    if literal.value not in named.words:
        wrong = f"Svaret {shown(literal.value)} i villkoret finns inte för {named.source}."
        raise Problem(f"{wrong} Skriv {_quoted(named.words)}.")


def _iso(named: _Operand, literal: _Operand) -> None:
    """A date as it must be written."""
    try:
        if not xpath.ISO_DATE.fullmatch(literal.value):
            raise ValueError
        date.fromisoformat(literal.value)
    except ValueError:
        raise Problem(f"Villkoret jämför {named.source} med en text som inte är ett datum. {named.how}") from None
