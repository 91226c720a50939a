"""What a checklist is made of: sections, questions, choices. `domain.checklist` reads one and hands these names on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

QuestionType = Literal["ja_nej", "select_one", "select_multiple", "integer", "date", "text"]
Base = Literal["answered", "asked", "all"]

QUALITY_AREAS = {  # Socialstyrelsen's and SKR's six areas, in the order the reports use
    "trygghet_och_sakerhet": "Trygghet och säkerhet",
    "sjalvbestammande_och_integritet": "Självbestämmande och integritet",
    "tillganglighet": "Tillgänglighet",
    "helhetssyn_och_samordning": "Helhetssyn och samordning",
    "kunskapsbaserad_verksamhet": "Kunskapsbaserad verksamhet",
    "effektivitet": "Effektivitet",
}


@dataclass(frozen=True)
class Choice:
    """One choice of a select question."""

    name: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question. `relevant` and `constraint` are XPath source (see `domain.logic`), empty when there is none."""

    id: str
    label: str
    type: QuestionType
    hint: str = ""
    law: tuple[str, ...] = ()
    relevant: str = ""
    required: bool = True
    constraint: str = ""
    allow: tuple[str, ...] = ()
    not_applicable: str = ""
    base: Base = "answered"
    shortcoming: str = ""
    sentence: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Section:
    """A group of questions under one heading, and the quality area its analysis belongs to (empty: none)."""

    title: str
    quality_area: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Checklist:
    """A whole checklist. `source` is the TOML text it was read from: what a review pins."""

    id: str
    version: str
    title: str
    sections: tuple[Section, ...]
    source: str = field(repr=False, compare=False, default="")

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def differences(self, other: Checklist) -> list[str]:
        """What is not the same in another content of the checklist, in Swedish, in their order; empty for nothing."""
        ours, theirs = ({one.id: one for one in checklist.questions} for checklist in (self, other))
        found = [f"frågan {name}" for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
        if not found and (self.title, self.sections) != (other.title, other.sections):
            found.append("rubrikerna")
        return found
