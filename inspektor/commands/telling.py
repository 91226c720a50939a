"""The commands that tell what a review holds, write its report, keep its texts, and turn back in its log."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from inspektor.commands.outcome import ATTENTION, DONE, Outcome, by
from inspektor.domain.amounts import MEASURES, amounts
from inspektor.domain.document import Table
from inspektor.domain.errors import Problem
from inspektor.domain.fields import UNKNOWN
from inspektor.domain.intervals import Estimate
from inspektor.domain.markup import in_words
from inspektor.domain.matrices import Matrix
from inspektor.domain.result_tables import total_notes
from inspektor.domain.results import SMALL, SPECIAL, UNSETTLED, Column, Count, Material
from inspektor.domain.sentences import waiting_notes

_NO_CASES = "Det finns inga sådana ärenden."


def arenden(given: Namespace) -> Outcome:
    """List the cases with their progress: all of them, or those behind a figure."""
    from inspektor.db.store import Store
    from inspektor.operations.listing import case_lines, lines_behind

    if (given.fraga is None) != (given.svar is None):
        raise Problem("Ange --fraga och --svar tillsammans: frågans id, och svaret som ”inspektor tabell” skriver det.")
    with Store.open(given.file) as store:
        found = lines_behind(store, given.fraga, given.svar) if given.fraga else case_lines(store)
    found = [one for one in found if given.enhet in (None, one.case.unit or UNKNOWN)]
    cases = [
        {
            "code": one.case.code,
            "unit": one.case.unit,
            "gender": one.case.gender,
            "decision": one.case.decision,
            "answered": one.answered,
            "applicable": one.applicable,
            "status": one.status,
            "reviewer": one.case.reviewer,
            "origin": one.case.origin,
        }
        for one in found
    ]
    lines = [f"{one.case.code}\t{one.case.unit}\t{one.answered} av {one.applicable}\t{one.status}" for one in found]
    return Outcome(
        {"cases": cases}, lines or [_NO_CASES if given.fraga or given.enhet else "Granskningen har inga ärenden än."]
    )


def tabell(given: Namespace) -> Outcome:
    """Count one question: by the groups of a grouping, against another question, or by two groupings at once."""
    from inspektor.db.store import Store
    from inspektor.operations.listing import table, two_way

    if (given.mot and (given.per or given.rader)) or (given.rader and not given.per):
        raise Problem("Välj --per, eller --per och --rader tillsammans, eller --mot ensamt.")
    with Store.open(given.file) as store:
        if given.rader:
            found = two_way(store, given.question, given.rader, given.per)
            return _matrix(*found, with_cases=given.visa_arenden)
        material, counted = table(store, given.question, given.mot or given.per)
    data = {
        **_about(counted),
        "columns": [_column(material, counted, column) for column in counted.columns],
        "total": _column(material, counted, counted.total),
    }
    least = 1 if given.procent else SMALL
    return Outcome(data, _table_lines(material, counted, with_cases=given.visa_arenden, least=least))


def _about(counted: Count) -> dict[str, Any]:
    return {"question": counted.question.id, "label": counted.question.label, "base": counted.base_in_words}


def _matrix(material: Material, found: Matrix, *, with_cases: bool) -> Outcome:
    """A question by two groupings: its cells with cases, and the same as a table."""
    from inspektor.domain.matrices import matrix_table

    shown = matrix_table(found)
    cells = [
        {"row": row, **_column(material, found.total, column), "text": text}
        for (row, label), column in found.cells.items()
        for text in [_text_at(shown, found, row, label)]
    ]
    data = {**_about(found.total), "rows": list(found.row_labels), "cells": cells, "legend": list(shown.notes)}
    lines = ["\t".join(cell.text for cell in row) for row in shown.rows]
    for (row, label), column in found.cells.items() if with_cases else ():
        lines += [f"{row}, {label}:", *_cases(column, column.cases)]
    return Outcome(data, [found.total.question.label, "\t".join(shown.header), *lines, *shown.notes])


def _text_at(shown: Table, found: Matrix, row: str, label: str) -> str:
    return shown.rows[found.row_labels.index(row)][1 + found.column_labels.index(label)].text


def _column(material: Material, counted: Count, column: Column) -> dict[str, Any]:
    yes_no = counted.question.type == "ja_nej"
    percents = {answer: column.percent(answer) for answer in column.answers}
    intervals = {answer: _interval(material.estimate(counted.question, column, answer)) for answer in column.answers}
    return {
        "label": column.label,
        "n": column.n,
        "base": column.base,
        "counts": column.counts,
        "percent": percents["ja"] if yes_no else percents,
        "interval": intervals["ja"] if yes_no else intervals,
        "not_asked": len(column.cases["ej_fragad"]),
        "unsettled": column.unsettled,
        "waiting": len(column.waiting),
        "numbers": _numbers(material, counted, column),
        "dates": _dates(material, counted, column),
        "cases": {answer: list(codes) for answer, codes in column.cases.items()},
    }


def _numbers(material: Material, counted: Count, column: Column) -> dict[str, float] | None:
    """What the answers of a question of whole numbers come to; None for another question, and where there are none."""
    if counted.question.type != "integer":
        return None
    measures = amounts(material, counted, column).measures
    return {key: round(float(value), 4) for key, value in measures.items()} or None


def _dates(material: Material, counted: Count, column: Column) -> dict[str, str] | None:
    """The first and last day (ISO) that a question of dates was answered with; None for another, and for no answers."""
    if counted.question.type != "date":
        return None
    found = amounts(material, counted, column)
    return {key: found.text(key) for key in found.measures} or None


def _interval(found: Estimate | None) -> dict[str, float] | None:
    """What a random sample says of the frame, in per cent; None where it says nothing."""
    if found is None:
        return None
    share, low, high = (round(100 * value, 4) for value in (found.share, found.low, found.high))
    return {"share": share, "low": low, "high": high, "cases": found.size}


def _table_lines(material: Material, counted: Count, *, with_cases: bool, least: int) -> list[str]:
    lines = [counted.question.label, f"Nämnare: {counted.base_in_words}."]
    answers = [*counted.total.answers, *(key for key in (*SPECIAL, UNSETTLED) if counted.total.cases[key])]
    for column in (*counted.columns, counted.total):
        parts = [f"{answer} {len(column.cases[answer])}{_percent(column, answer, least)}" for answer in answers]
        lines.append(f"{column.label} (n={column.n}, nämnare {column.base}): {', '.join(parts)}")
        if counted.question.type == "integer" and (found := amounts(material, counted, column)).given:
            lines.append("  " + ", ".join(f"{label.lower()} {found.text(key)}" for key, label in MEASURES.items()))
        if counted.question.type == "date" and (found := amounts(material, counted, column)).given:
            lines.append(f"  {found.span}")
        if with_cases:
            lines += _cases(column, answers)
    return [*lines, *waiting_notes(len(counted.total.waiting)), *total_notes(counted)]


def _cases(column: Column, answers: Iterable[str]) -> list[str]:
    """The codes of the cases behind each answer that has any."""
    return [f"  {answer}: {', '.join(column.cases[answer])}" for answer in answers if column.cases[answer]]


def _percent(column: Column, answer: str, least: int) -> str:
    """The percentage, from so many cases on."""
    if answer not in column.answers or column.base < least:
        return ""
    return f" ({column.percent(answer)} %)"


def rapport(given: Namespace) -> Outcome:
    """Write the draft report, or the workbook for the statistician."""
    from inspektor.db.store import Store
    from inspektor.domain.version import Version
    from inspektor.operations.exports import write

    with Store.open(given.file) as store:
        found = write(store, given.ut, date.today(), Version(given.version, given.enhet), given.mall)
    lines = [f"Skrev {given.ut.name}.", *found]
    return Outcome({"file": str(given.ut), "warnings": found}, lines)


def text(given: Namespace) -> Outcome:
    """List the report's sections, tell what is written in one, or set its text."""
    from inspektor.db.store import Store
    from inspektor.operations.texts import current, sections, take_text

    if given.section is None and given.fran is not None:
        raise Problem("Ange vilket avsnitt som texten i filen ska stå i.")
    with Store.open(given.file, write=given.fran is not None) as store:
        if given.fran is not None:
            take_text(store, given.section, _utf8(given.fran), by=by(given))
        elif given.section is not None:
            body = current(store, given.section)
            return Outcome({"section": given.section, "text": body}, [body] if body else [])
        listed = sections(store)
    return Outcome({"sections": listed}, [_section_line(one) for one in listed])


def _section_line(one: dict[str, object]) -> str:
    parts = (one["id"], one["title"], one["characters"] or "–", *(["utelämnad"] if one["left_out"] else []))
    return "\t".join(map(str, parts))


def _utf8(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Problem(f"Filen {path.name} är inte sparad som UTF-8. Spara den som UTF-8 och försök igen.") from None
    except OSError as error:
        raise Problem(f"Filen {path.name} går inte att läsa. Kontrollera namnet och mappen.") from error


def historik(given: Namespace) -> Outcome:
    """Tell the change log."""
    from inspektor.db.store import Store
    from inspektor.operations.history import entries

    with Store.open(given.file) as store:
        found = entries(store, given.arende)
    lines = [
        "  ".join(
            filter(
                None,
                (
                    _local(one.at),
                    one.by,
                    one.what,
                    one.case,
                    one.question,
                    _short(one.old),
                    "→",
                    _short(one.new),
                    one.why,
                ),
            )
        )
        for one in found
    ]
    return Outcome({"changes": [asdict(one) for one in found]}, lines)


def _local(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _short(value: object) -> str:
    text = "–" if value is None else in_words(str(value)).split("\n", 1)[0]
    return text if len(text) <= 60 else f"{text[:57]}…"


def _turn_back(given: Namespace, *, forward: bool) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations import history

    with Store.open(given.file, write=True) as store:
        what = (history.redo if forward else history.undo)(store, by(given))
    return Outcome({"what": what}, [f"{'Gjort om' if forward else 'Ångrat'}: {what}."])


def angra(given: Namespace) -> Outcome:
    """Take back the person's latest operation."""
    return _turn_back(given, forward=False)


def gorom(given: Namespace) -> Outcome:
    """Do again what the person last took back."""
    return _turn_back(given, forward=True)


def kontrollera(given: Namespace) -> Outcome:
    """Say whether the file is whole."""
    from inspektor.db.store import Store
    from inspektor.operations.history import problems

    with Store.open(given.file) as store:
        found = problems(store)
    lines = found or ["Filen är hel: ändringsloggen och uppgifterna stämmer överens."]
    return Outcome({"ok": not found, "problems": found}, lines, ATTENTION if found else DONE)
