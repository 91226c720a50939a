"""The support for one question, taken apart for the screen: what counts as each answer, what else to know, the source.

A checklist's hint is running text. Sentences that begin "Svara ja", "Svara nej" … tell what counts as that answer; a
last sentence in parentheses tells the source. A hint without them is shown as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspektor.domain import swedish
from inspektor.domain.answers import DONT_KNOW, NO, NOT_APPLICABLE, YES
from inspektor.domain.questions import Question

_SENTENCE = re.compile(r"(?<=[.?])\s+(?=[A-ZÅÄÖ(])")
_COUNTS = re.compile(r"Svara (också )?(ja|nej|ej aktuellt|vet ej) ?")
_ANSWERS = {"ja": YES, "nej": NO, "ej aktuellt": NOT_APPLICABLE, "vet ej": DONT_KNOW}
_LEGEND = re.compile(r"^x\s*:\s*")
UNKNOWN_MEANS = "akten ger inget svar åt något håll"  # what "vet ej" means in every question that allows it


@dataclass(frozen=True)
class Guidance:
    """What stands beside a question. `counts`: answer and the rest of the sentence ("när planen …"), in the order of
    the keys; `before` and `after` are whole sentences around it; `source` says where they come from.
    """

    before: str = ""
    counts: tuple[tuple[str, str], ...] = ()
    after: str = ""
    source: str = ""


def guidance(question: Question) -> Guidance:
    """The support for a question, from its hint and its legends for *ej aktuellt* and *vet ej*."""
    sentences = _SENTENCE.split(" ".join(question.hint.split()))
    source = sentences.pop()[1:-1] if re.fullmatch(r"\(.*\)", sentences[-1]) else ""
    told: dict[str, list[str]] = {}
    before: list[str] = []
    after: list[str] = []
    for sentence in filter(None, sentences):
        found = _COUNTS.match(sentence)
        if found and not (question.not_applicable and _ANSWERS[found[2]] == NOT_APPLICABLE):  # its legend says it
            told.setdefault(_ANSWERS[found[2]], []).append(f"{found[1] or ''}{sentence[found.end() :]}")
        else:
            (after if told else before).append(sentence)
    if question.not_applicable:
        told[NOT_APPLICABLE] = [f"{_LEGEND.sub('', question.not_applicable).rstrip('.')}."]
    if DONT_KNOW in question.allow and told:
        told.setdefault(DONT_KNOW, []).append(f"{UNKNOWN_MEANS}.")
    counts = tuple((answer, _joined(told[answer])) for answer in _ANSWERS.values() if answer in told)
    return Guidance(" ".join(before), counts, " ".join(after), source)


def _joined(parts: list[str]) -> str:
    """The first as it is, what follows as sentences of its own."""
    return " ".join([parts[0], *map(swedish.upper_first, parts[1:])])
