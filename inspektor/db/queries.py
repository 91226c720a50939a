"""Reading the present state of a review file into the domain's own types. Nothing here writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from inspektor.db.store import Store, Value
from inspektor.domain.disposition import Arrangement
from inspektor.domain.review import Case, Review
from inspektor.domain.swedish import sort_key
from inspektor.domain.values import LONGEST_CODE

_PORTION = 1000  # changes of another file that are looked for at a time
_RUNS = re.compile(r"\d+|\D+")
_SOMETHING = " OR ".join(f"{name} IS NOT NULL" for name in ("value", "comment", "quotation", "place", "flagged"))
_CASE_COLUMNS = [field.name for field in fields(Case)]


def review(store: Store) -> Review:
    """What the review is about."""
    columns = [field.name for field in fields(Review) if field.name != "id"]
    row = store.rows(f"SELECT {', '.join(columns)} FROM reviews")[0]  # noqa: S608
    return Review(store.review, *(value or "" for value in row))


def checklist_sources(store: Store) -> list[tuple[str, str]]:
    """The pinned checklists, in order: id and TOML text."""
    return store.rows("SELECT checklist, source FROM checklists ORDER BY position, checklist")


def has_older_checklists(store: Store) -> bool:
    """Whether a checklist of the review has had another version."""
    return bool(
        store.rows(
            "SELECT 1 FROM checklists WHERE (SELECT count(DISTINCT value) FROM changes AS c"
            " WHERE c.thing = checklists.id AND c.field = 'version') > 1 LIMIT 1"
        )
    )


def every_checklist_source(store: Store) -> list[tuple[str, str]]:
    """Every content that the checklists have had, in the order that this file came to know of them: id and TOML."""
    return store.rows(
        "SELECT k.checklist, c.value FROM checklists AS k CROSS JOIN changes AS c"
        " ON c.thing = k.id AND c.field = 'source' WHERE c.value IS NOT NULL ORDER BY k.position, k.checklist, c.seq"
    )


def cases(store: Store, *, replaced: bool = False) -> list[Case]:
    """The cases of the sample by unit (in Swedish order) and code; when `replaced`, with those that another case has
    replaced.
    """
    return _cases(store, "" if replaced else " AND replaced_why IS NULL")


def swapped_cases(store: Store) -> list[Case]:
    """The cases that another has replaced and those that came in their place, ordered as `cases`."""
    return _cases(store, " AND (replaced_why <> '' OR replaces <> '')")


def cases_of(store: Store, case_ids: Iterable[str]) -> list[Case]:
    """The cases with some ids, replaced ones too, ordered as `cases`; without those that there are none of."""
    return _cases(store, " AND id IN (SELECT value FROM json_each(?))", [json.dumps(list(case_ids))])


def _cases(store: Store, where: str, parameters: Sequence[str] = ()) -> list[Case]:
    columns = ", ".join(_CASE_COLUMNS)
    rows = store.rows(f"SELECT {columns} FROM cases WHERE present = 1{where}", parameters)  # noqa: S608
    return sorted(map(_case, rows), key=lambda case: (sort_key(case.unit), _natural(case.code)))


def units(store: Store, *, replaced: bool = False) -> list[str]:
    """The units that cases have, in Swedish order; when `replaced`, also those of cases that another has replaced."""
    where = "" if replaced else " AND replaced_why IS NULL"
    rows = store.rows(f"SELECT DISTINCT unit FROM cases WHERE present = 1 AND unit <> ''{where}")  # noqa: S608
    return sorted((unit for (unit,) in rows), key=sort_key)


def reviewers(store: Store) -> list[str]:
    """Everybody who reviews a case, the second reviewers and those of replaced cases too, in Swedish order."""
    rows = store.rows(
        "SELECT reviewer FROM cases WHERE present = 1 AND reviewer <> ''"
        " UNION SELECT second_reviewer FROM cases WHERE present = 1 AND second_reviewer <> ''"
    )
    return sorted((name for (name,) in rows), key=sort_key)


def case(store: Store, case_id: str) -> Case | None:
    """One case by its id, a replaced one too; None when there is none."""
    rows = store.rows(f"SELECT {', '.join(_CASE_COLUMNS)} FROM cases WHERE present = 1 AND id = ?", [case_id])  # noqa: S608
    return _case(rows[0]) if rows else None


def _case(row: Sequence[Value]) -> Case:
    given = {name: value for name, value in zip(_CASE_COLUMNS, row, strict=True) if value is not None}
    return Case(**given | {"done": bool(given.get("done"))})  # type: ignore[arg-type]  # STRICT columns have the types


@lru_cache(maxsize=65_536)
def _natural(code: str) -> str:
    """Codes sort by their numbers: FAR-2 before FAR-10. A number sorts after any text, a text after its beginning."""
    runs = _RUNS.findall(code)
    return "".join(f"\U0010ffff{int(part):0{LONGEST_CODE}}" if part.isdecimal() else f"{part}\0" for part in runs)


@dataclass(frozen=True)
class Answer:
    """One reviewer's answer to one question of one case, with what they noted beside it."""

    case: str
    question: str
    reviewer: str
    value: Value
    comment: str = ""
    quotation: str = ""
    place: str = ""
    flagged: bool = False

    @property
    def written(self) -> bool:
        """Whether the reviewer has recorded anything that still stands."""
        return self.value is not None or bool(self.comment or self.quotation or self.place or self.flagged)


def answers(store: Store, case_ids: Iterable[str]) -> list[Answer]:
    """Everything that reviewers have recorded about some cases."""
    wanted = json.dumps(list(case_ids))
    rows = store.rows(
        "SELECT case_id, question, reviewer, value, comment, quotation, place, flagged FROM answers"
        " WHERE case_id IN (SELECT value FROM json_each(?))",
        [wanted],
    )
    return [
        Answer(case_id, question, reviewer, value, comment or "", quotation or "", place or "", bool(flagged))
        for case_id, question, reviewer, value, comment, quotation, place, flagged in rows
    ]


def answer_values(store: Store) -> list[tuple[str, str, str, str | int]]:
    """Every given answer: case id, question, reviewer, value. The bulk form that counting starts from."""
    return store.rows("SELECT case_id, question, reviewer, value FROM answers WHERE value IS NOT NULL")


def consensus_answers(store: Store) -> list[tuple[str, str, str | int]]:
    """What two reviewers have agreed on in a double review: case id, question, value."""
    return store.rows("SELECT case_id, question, value FROM consensus_answers WHERE value IS NOT NULL")


def frame_facts(store: Store) -> tuple[int, str, str] | None:
    """How many rows the frame has, its SHA-256 and its protocol, without its rows; None when no list has been read."""
    rows = store.rows(
        "SELECT json_array_length(content, '$.rows'), sha256, protocol FROM frames WHERE content IS NOT NULL"
    )
    return rows[0] if rows else None


def frame(store: Store) -> Mapping[str, str] | None:
    """The frame as stored (content, sha256, protocol), or None when no list has been read."""
    rows = store.rows("SELECT content, sha256, protocol FROM frames WHERE content IS NOT NULL")
    return dict(zip(("content", "sha256", "protocol"), rows[0], strict=True)) if rows else None


def draws(store: Store) -> list[tuple[str, str]]:
    """The draws that stand, oldest first: id and content."""
    return store.rows("SELECT draw, content FROM draws WHERE present = 1 ORDER BY draw")


def draw_content(store: Store) -> str | None:
    """The draw that was made last, also when it does not stand."""
    return store.scalar("SELECT content FROM draws")  # type: ignore[no-any-return]  # a text column


def cases_with_work(store: Store) -> set[str]:
    """The ids of the cases that somebody has recorded anything about."""
    return {case_id for (case_id,) in store.rows(f"SELECT DISTINCT case_id FROM answers WHERE {_SOMETHING}")}  # noqa: S608


def hidden_work(store: Store) -> set[str]:
    """The ids of the cases that somebody has recorded something about and that are not in the review."""
    worked = f"EXISTS (SELECT 1 FROM answers WHERE case_id = cases.id AND ({_SOMETHING}))"  # noqa: S608
    rows = store.rows(f"SELECT id FROM cases WHERE coalesce(present, 0) <> 1 AND {worked}")  # noqa: S608
    return {case_id for (case_id,) in rows}


def texts(store: Store) -> dict[str, str]:
    """People's own text by report section."""
    return dict(store.rows("SELECT section, body FROM texts WHERE body IS NOT NULL AND body <> ''"))


def disposition(store: Store) -> dict[str, Arrangement]:
    """What people have decided of the parts of the report, by the part's id."""
    rows = store.rows("SELECT section, heading, left_out, joined_to, parts FROM sections")
    return {
        section: Arrangement(
            heading or "", bool(left_out), joined_to or "", tuple(filter(None, (parts or "").split(",")))
        )
        for section, heading, left_out, joined_to, parts in rows
    }


@dataclass(frozen=True)
class Change:
    """One line of the change log, as the audit trail shows it."""

    at: str
    by: str
    kind: str
    entity: str
    key: tuple[str, ...]
    field: str
    old: Value
    new: Value
    why: str


def history(store: Store) -> list[Change]:
    """Every change of the log, oldest first."""
    rows = store.rows(
        "SELECT o.at, o.by, o.kind, t.entity, t.key, c.field,"
        " (SELECT p.value FROM change_parents AS cp JOIN changes AS p ON p.id = cp.parent WHERE "
        "cp.change = c.id ORDER BY p.id LIMIT 1),"
        " c.value, o.why FROM changes AS c JOIN operations AS o ON o.id = c.operation JOIN things AS t "
        "ON t.id = c.thing"
        " ORDER BY o.at, o.seq, c.seq"
    )
    return [
        Change(at, by, kind, entity, tuple(json.loads(key)), field, old, new, why)
        for at, by, kind, entity, key, field, old, new, why in rows
    ]


def latest_change(store: Store) -> tuple[str, int]:
    """When the file was last changed (ISO time, UTC), and how many changes its log holds: the state of the data."""
    at = store.scalar("SELECT at FROM operations ORDER BY seq DESC LIMIT 1")
    return str(at), int(store.scalar("SELECT count(*) FROM changes"))


def last_change(store: Store) -> str:
    """The id of the last change in the log; empty for none."""
    return str(store.scalar("SELECT id FROM changes ORDER BY seq DESC LIMIT 1") or "")


def knows_all(store: Store, other: Store) -> bool:
    """Whether a file's log holds every change of another's. The latest are looked for first."""
    for high in range(other.scalar("SELECT max(seq) FROM changes") or 0, 0, -_PORTION):
        # One value, and never read here: rows that are fetched one by one keep every other thread waiting.
        part = "SELECT count(*), json_group_array(id) FROM changes WHERE seq > ? AND seq <= ?"
        many, ids = other.rows(part, [high - _PORTION, high])[0]
        if store.scalar("SELECT count(*) FROM changes WHERE id IN (SELECT value FROM json_each(?))", [ids]) < many:
            return False
    return True


def changes_of(store: Store, operation: str) -> int:
    """How many changes an operation holds."""
    return int(store.scalar("SELECT count(*) FROM changes WHERE operation = ?", [operation]))


def drawn_when(store: Store) -> tuple[str, str]:
    """When the sample that stands was drawn (ISO time, UTC) and by whom; empty texts for never."""
    rows = store.rows(
        "SELECT o.at, o.by FROM draws AS d JOIN changes AS c ON c.thing = d.id AND c.field = 'content'"
        " AND c.value = d.content JOIN operations AS o ON o.id = c.operation WHERE d.present = 1 AND o.kind = 'urval'"
        " ORDER BY o.seq DESC LIMIT 1"
    )
    return rows[0] if rows else ("", "")


def case_codes(store: Store, reviewer: str | None = None) -> list[str]:
    """The codes of the sample's cases by unit and code; when a reviewer is named, only those that they review or that
    nobody does.
    """
    if reviewer is None:
        return _codes(store, "")
    return _codes(store, " AND (? IN (reviewer, second_reviewer) OR coalesce(reviewer, '') = '')", [reviewer])


def drawn_codes(store: Store, but: str) -> list[str]:
    """The codes of the sample's cases that have an origin other than `but`, ordered as `case_codes`."""
    return _codes(store, " AND origin NOT IN ('', ?)", [but])


def _codes(store: Store, where: str, parameters: Sequence[str] = ()) -> list[str]:
    rows = store.rows(
        f"SELECT unit, code FROM cases WHERE present = 1 AND replaced_why IS NULL{where}",  # noqa: S608
        parameters,
    )
    by_unit: dict[str | None, list[str]] = {}
    for unit, code in rows:
        by_unit.setdefault(unit, []).append(code)
    in_order = sorted(by_unit, key=lambda unit: sort_key(unit or ""))
    return [code for unit in in_order for code in sorted(by_unit[unit], key=_natural)]


def all_codes(store: Store) -> list[str]:
    """The codes of all cases, replaced ones too, in no order."""
    return [code for (code,) in store.rows("SELECT code FROM cases WHERE present = 1")]


def quotations(store: Store) -> list[tuple[Case, str, str, str]]:
    """What reviewers have quoted from the files of the sample's cases: the case, the question, the quotation and its
    place, in no order.
    """
    rows = store.rows(
        "SELECT a.case_id, a.question, a.quotation, coalesce(a.place, '') FROM answers AS a JOIN cases AS c"
        " ON c.id = a.case_id WHERE a.quotation <> '' AND c.present = 1 AND c.replaced_why IS NULL"
    )
    found = {one.id: one for one in cases_of(store, {case_id for case_id, *_ in rows})}
    return [(found[case_id], question, quotation, place) for case_id, question, quotation, place in rows]


def recent_answers(
    store: Store, question: str, reviewer: str, but: str, most: int
) -> list[tuple[str, str | int, str | None]]:
    """A reviewer's latest answers to a question in the sample's other cases than `but`: code, value, comment.

    Those with a comment come first, then the others; the latest changed first.
    """
    return store.rows(
        "SELECT c.code, a.value, a.comment FROM cases AS c"
        " CROSS JOIN answers AS a ON a.case_id = c.id AND a.question = ? AND a.reviewer = ?"
        " WHERE c.id <> ? AND a.value IS NOT NULL AND c.present = 1 AND c.replaced_why IS NULL"
        " ORDER BY a.comment IS NULL, (SELECT max(seq) FROM changes WHERE thing = a.id) DESC LIMIT ?",
        [question, reviewer, but, most],
    )


def latest_things(store: Store, most: int) -> list[tuple[str, tuple[str, ...]]]:
    """Things that the latest operation changed, `most` of them at the most: entity and key."""
    rows = store.rows(
        "SELECT DISTINCT t.entity, t.key FROM operations AS o JOIN changes AS c ON c.operation = o.id"
        " JOIN things AS t ON t.id = c.thing WHERE o.seq = (SELECT max(seq) FROM operations) LIMIT ?",
        [most],
    )
    return [(entity, tuple(json.loads(key))) for entity, key in rows]
