"""Which question of a review a sentence speaks of: the words that they have in common, the rare ones weighing more."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspektor.domain.questions import Question

_WORD = re.compile(r"[a-zåäöéü]{3,}")
_ENDINGS = tuple(
    re.findall(
        r"\w+",
        "andena andet ddes des tes arnas ernas ornas arna erna orna ande ades ens ets ade are ats at ad en et er ar or "
        "na de te ts as es a e t s n",
    )
)
_SHORTEST = 3
_PREFIX, _ALIKE = 6, 0.7  # words that begin with so many letters alike, and so much of the shorter, are the same
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "akten akter alla andra att bara bedömda besvarades bland blev blir den det drygt där eller endast "
        "enskilda enskilde enskildes ett fanns finns framgick framgår fråga frågan från för granskad granskade "
        "hade handlingar har hur hälften inga ingen inget inte kan knappt med men när någon något några och "
        "person personer procent samt samtliga sin sina sitt ska skulle som till totalt tredjedel under vad var "
        "varav vid ärende ärenden ärendena även över",
    )
)
SURE = 1.25  # how much closer the closest question is than the next, where there is no doubt
_CLOSE = 0.34
_ENOUGH, _MOST = 2, 0.6  # words in common, or how much of what the question says


@dataclass(frozen=True)
class Topic:
    """The questions that a sentence may speak of, the closest first; `sure` where only the first can be meant."""

    questions: tuple[str, ...] = ()
    sure: bool = False


class Topics:
    """The words of a review's questions."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._texts = [(question.id, stems(text)) for question in questions for text in _texts(question)]
        ids = {name for name, _ in self._texts}
        self._count = len(ids)
        self._having: dict[str, set[str]] = {}
        for name, words in self._texts:
            for word in words:
                self._having.setdefault(word, set()).add(name)

    def of(self, sentence: str) -> Topic:
        """What a sentence is about."""
        words = self._known(stems(sentence))
        scores: dict[str, float] = {}
        for name, text in self._texts:
            scores[name] = max(scores.get(name, 0.0), self._alike(words, text))
        order = sorted((name for name, score in scores.items() if score > 0), key=lambda name: -scores[name])
        if not order or scores[order[0]] < _CLOSE:
            return Topic()
        best = scores[order[0]]
        near = tuple(name for name in order if scores[name] * SURE > best)
        return Topic(near, sure=len(near) == 1 and self._tells(words, near[0]))

    def _tells(self, words: frozenset[str], name: str) -> bool:
        """Whether more than a word in passing is common to a sentence and a question."""
        return any(
            len(words & text) >= _ENOUGH or sum(map(self._weight, words & text)) >= _MOST * sum(map(self._weight, text))
            for of, text in self._texts
            if of == name
        )

    def _known(self, words: frozenset[str]) -> frozenset[str]:
        """The words as the questions have them; one that they don't have stays, and makes the sentence less alike."""
        return frozenset(known for word in words for known in self._forms(word))

    def _forms(self, word: str) -> Sequence[str]:
        if word in self._having:
            return [word]
        return [known for known in self._having if _same(known, word)] or [word]

    def _alike(self, sentence: frozenset[str], text: frozenset[str]) -> float:
        """The cosine of two sets of words by their weights."""
        common = sum(self._weight(word) for word in sentence & text)
        size = sum(map(self._weight, sentence & self._having.keys())) * sum(map(self._weight, text))
        return common / math.sqrt(size) if size else 0.0

    def _weight(self, word: str) -> float:
        return math.log(1 + self._count / len(self._having[word])) ** 2


def stems(text: str) -> frozenset[str]:
    """The words of a text that tell something, without their endings."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in _COMMON)
    return frozenset(_stem(word) for word in words)


def _stem(word: str) -> str:
    """A word without its endings, as many as it has; `överensstämma` is `stämma överens`."""
    word = word.removeprefix("överens") if word.startswith("överensst") else word
    while ending := next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), ""):
        word = word.removesuffix(ending)
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


def _same(one: str, other: str) -> bool:
    """Whether two words begin alike: `dokumenter` and `dokumentatio`."""
    alike = max(_PREFIX, math.ceil(_ALIKE * min(len(one), len(other))))
    return len(one) >= alike <= len(other) and one[:alike] == other[:alike]


def _texts(question: Question) -> list[str]:
    """The question in its own words: as it is asked, and as the report tells of it, without on which cases."""
    told = re.sub(r"\{\w+\}", " ", re.split(r"\bärenden\b", question.sentence)[0])
    return [question.label, *([told] if told.strip() else [])]


def named(sentence: str, groups: Mapping[str, Sequence[str]]) -> list[str]:
    """The groups that a sentence names, by their names or those that `groups` gives them beside."""
    read = sentence.casefold()
    return [
        label
        for label, names in groups.items()
        if any(re.search(rf"(?<!\w){re.escape(name.casefold())}s?(?!\w)", read) for name in (label, *names))
    ]
