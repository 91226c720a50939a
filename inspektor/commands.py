"""The commands of the command line: for each its words, and the operation it calls."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from inspektor.domain.errors import Problem
from inspektor.domain.results import GROUPINGS, SMALL, SPECIAL, UNSETTLED, Column, Count
from inspektor.domain.swedish import plural

Argument = tuple[tuple[str, ...], dict[str, Any]]

DONE, ATTENTION = 0, 3


@dataclass
class Outcome:
    """What a command came to: the JSON object, the lines for a person, the exit status, and remarks for stderr."""

    data: dict[str, Any]
    lines: list[str]
    status: int = DONE
    remarks: list[str] = field(default_factory=list)


def whole_number(text: str) -> int:
    """An argument that is a whole number."""
    return int(text)


whole_number.__name__ = "ett heltal"


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not (key and sign and value):
        raise ArgumentTypeError("skriv fältet, ett likhetstecken och värdet, utan mellanslag")
    return key, value


FILE: Argument = (("file",), {"metavar": "FIL", "type": Path, "help": "granskningen (.granskning)"})
BY: Argument = (
    ("--av",),
    {"metavar": "NAMN", "help": "vem som gör det (annars INSPEKTOR_GRANSKARE eller inloggningsnamnet)"},
)


@dataclass(frozen=True)
class Command:
    """One command: its help in a sentence, an example, its arguments and what it runs."""

    help: str
    example: str
    run: Callable[[Namespace], Outcome]
    arguments: tuple[Argument, ...]


def by(given: Namespace) -> str:
    """Who does it: the option, else the environment, else the name of the login."""
    from inspektor.operations.reviews import person

    return person(given.av or os.environ.get("INSPEKTOR_GRANSKARE") or _login())


def _login() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        raise Problem("Datorn säger inte vem du är. Ange ditt namn med --av NAMN.") from None


def _demo(given: Namespace) -> Outcome:
    from inspektor.operations.demo import play

    told = play(given.folder)
    return Outcome(told.paths(), told.lines)


def _ny(given: Namespace) -> Outcome:
    from inspektor.operations.reviews import create_review

    path = given.file
    if path.suffix.lower() != ".granskning":
        raise Problem("En granskning är en fil som slutar på .granskning. Lägg till det i filnamnet.")
    about = {"theme": given.tema, "law": given.lag, "period": given.period, "purpose": given.syfte}
    loaded = create_review(path, given.titel, given.checklista, by=by(given), dnr=given.dnr, **about)
    listed = [{"id": one.id, "version": one.version, "questions": len(one.questions)} for one in loaded]
    lines = [f"Skapade {path.name}.", *(f"  {one.id} {one.version}: {len(one.questions)} frågor" for one in loaded)]
    return Outcome({"file": str(path), "checklists": listed}, lines)


def _ram(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.frames import import_frame

    with Store.open(given.file, write=True) as store:
        frame = import_frame(store, given.list, _mapping(given.kolumn), by=by(given))
    data = {
        "rows": frame.total,
        "imported": len(frame.rows),
        "rejected": [{"row": one.row, "column": one.column, "reason": one.reason} for one in frame.rejected],
        "identity_numbers_dropped": frame.identity_numbers_dropped,
        "joined": [{"kept": kept, "forms": list(forms)} for kept, forms in frame.joined],
        "columns": dict(frame.columns),
        "ignored_columns": list(frame.ignored_columns),
    }
    lines = [f"{len(frame.rows)} av {frame.total} rader är inlästa i urvalsramen."]
    lines += [f"Rad {one.row}, {one.column or 'hela raden'}: {one.reason}" for one in frame.rejected]
    lines += _joined(frame.joined)
    if frame.ignored_columns:
        lines.append(f"Kolumner som inte används: {', '.join(frame.ignored_columns)}.")
    if frame.identity_numbers_dropped:
        lines.append(
            f"{frame.identity_numbers_dropped} personnummer gav kön och ålder och är borta: inget av dem har sparats."
        )
    return Outcome(data, lines)


def _mapping(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Which heading each field is read from. Problem where a field is given two, or a heading to two fields."""
    for which in (0, 1):
        if len({pair[which].casefold() for pair in pairs}) < len(pairs):
            raise Problem("Ange varje fält och varje rubrik högst en gång med --kolumn.")
    return dict(pairs)


def _urval(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.samples import draw_sample

    with Store.open(given.file, write=True) as store:
        drawn = draw_sample(
            store,
            given.per_enhet,
            given.fro,
            by=by(given),
            balance_gender=bool(given.balansera),
            complete=given.alla,
            kind=given.typ,
            reserves=given.reserver,
            codes=[code.strip() for code in (given.arenden or "").split(",") if code.strip()],
        )
    draw = drawn.draw
    strata = [
        {
            "unit": one.unit,
            "gender": one.gender,
            "kind": one.kind,
            "criterion": one.criterion,
            "frame": one.frame,
            "drawn": len(one.drawn),
            "reserve": len(one.reserve),
        }
        for one in draw.strata
    ]
    data = {
        "drawn": len(draw.codes),
        "strata": strata,
        "seed": draw.seed,
        "algorithm": draw.algorithm,
        "frame_sha256": draw.frame_sha256,
        "shortfalls": list(drawn.notices),
        "taken_away": drawn.taken_away,
    }
    some = _some(len(draw.codes), "ärende draget", "ärenden dragna")
    lines = [f"{some} med fröet {draw.seed} ({draw.algorithm})."]
    for one in draw.strata:
        group = ", ".join(filter(None, (one.unit, one.gender, one.criterion)))
        lines.append(f"  {group}: {len(one.drawn)} av {one.frame}, reserver {len(one.reserve)}")
    lines += drawn.notices
    if drawn.taken_away:
        some = _some(drawn.taken_away, "ärende", "ärenden")
        lines.append(f"{some} ur det förra urvalet, utan svar, ingår inte längre.")
    return Outcome(data, lines)


def _ersatt(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.samples import replace_case

    with Store.open(given.file, write=True) as store:
        code = replace_case(store, given.arende, given.motivering, by=by(given))
    return Outcome({"replaced": given.arende, "by": code}, [f"{given.arende} är ersatt av {code}."])


def _arenden(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.listing import case_lines

    with Store.open(given.file) as store:
        found = case_lines(store)
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
    return Outcome({"cases": cases}, lines or ["Granskningen har inga ärenden än."])


def _svar(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.answer_tables import import_answers

    with Store.open(given.file, write=True) as store:
        told = import_answers(store, given.table, given.granskare)
    data = {"cases": told.cases, "answers": told.answers, "rejected": [], "added": told.added, "changes": told.changes}
    data["joined"] = [{"kept": kept, "forms": list(forms)} for kept, forms in told.joined]
    data |= {"doubled": told.doubled, "replaced": told.replaced}
    cases = _some(told.cases, "ärende", "ärenden")
    new = _some(told.added, "nytt ärende", "nya ärenden")
    changes = _some(told.changes, "ändring", "ändringar")
    lines = [f"{told.answers} svar i {cases} är inlästa: {new}, {changes}.", *_joined(told.joined)]
    return Outcome(data, lines, remarks=_beside(told.doubled, told.replaced))


def _beside(doubled: Sequence[str], replaced: Sequence[str]) -> list[str]:
    """What somebody who reads in answers may not have meant."""
    remarks = []
    if doubled:
        remarks.append(
            f"Har nu två granskare: {', '.join(doubled)}. Där de svarar olika, eller bara en har svarat, räknas svaret "
            "som oenigt. Var det inte meningen, ångra (inspektor angra)."
        )
    if replaced:
        remarks.append(f"Är ersatta, så svaren räknas inte: {', '.join(replaced)}.")
    return remarks


def _some(count: int, one: str, many: str) -> str:
    return f"{count} {plural(count, one, many)}"


def _joined(joined: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    return [f"{kept}: sammanförd av {', '.join(forms)}" for kept, forms in joined]


def _tabell(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.listing import table

    with Store.open(given.file) as store:
        counted = table(store, given.question, given.per)
    data = {
        "question": counted.question.id,
        "label": counted.question.label,
        "base": counted.base_in_words,
        "columns": [_column(counted, column) for column in counted.columns],
        "total": _column(counted, counted.total),
    }
    return Outcome(data, _table_lines(counted, with_cases=given.visa_arenden))


def _column(counted: Count, column: Column) -> dict[str, Any]:
    yes_no = counted.question.type == "ja_nej"
    percents = {answer: column.percent(answer) for answer in column.answers}
    return {
        "label": column.label,
        "n": column.n,
        "base": column.base,
        "counts": column.counts,
        "percent": percents["ja"] if yes_no else percents,
        "not_asked": len(column.cases["ej_fragad"]),
        "unsettled": column.unsettled,
        "cases": {answer: list(codes) for answer, codes in column.cases.items()},
    }


def _table_lines(counted: Count, *, with_cases: bool) -> list[str]:
    lines = [counted.question.label, f"Nämnare: {counted.base_in_words}."]
    answers = [*counted.total.answers, *(key for key in (*SPECIAL, UNSETTLED) if counted.total.cases[key])]
    for column in (*counted.columns, counted.total):
        parts = [f"{answer} {len(column.cases[answer])}{_percent(column, answer)}" for answer in answers]
        lines.append(f"{column.label} (n={column.n}, nämnare {column.base}): {', '.join(parts)}")
        if with_cases:
            lines += [f"  {answer}: {', '.join(column.cases[answer])}" for answer in answers if column.cases[answer]]
    return lines


def _percent(column: Column, answer: str) -> str:
    if answer not in column.answers or column.base < SMALL:
        return ""
    return f" ({column.percent(answer)} %)"


def _rapport(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.reports import warnings, write_report

    with Store.open(given.file) as store:
        found = warnings(store, write_report(store, given.ut, date.today()))
    lines = [f"Skrev {given.ut.name}.", *found]
    return Outcome({"file": str(given.ut), "warnings": found}, lines)


def _text(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.texts import sections, set_text

    if (given.section is None) != (given.fran is None):
        raise Problem("Ange både avsnitt och --fran FIL för att skriva text, eller inget av dem för att se avsnitten.")
    with Store.open(given.file, write=given.section is not None) as store:
        if given.section is not None:
            set_text(store, given.section, _utf8(given.fran), by=by(given))
        listed = sections(store)
    lines = [f"{one['id']}\t{one['title']}\t{one['characters'] or '–'}" for one in listed]
    return Outcome({"sections": listed}, lines)


def _utf8(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Problem(f"Filen {path.name} är inte sparad som UTF-8. Spara den som UTF-8 och försök igen.") from None
    except OSError as error:
        raise Problem(f"Filen {path.name} går inte att läsa. Kontrollera namnet och mappen.") from error


def _historik(given: Namespace) -> Outcome:
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
    text = "–" if value is None else str(value).split("\n", 1)[0]
    return text if len(text) <= 60 else f"{text[:57]}…"


def _turn_back(given: Namespace, *, forward: bool) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations import history

    with Store.open(given.file, write=True) as store:
        what = (history.redo if forward else history.undo)(store, by(given))
    return Outcome({"what": what}, [f"{'Gjort om' if forward else 'Ångrat'}: {what}."])


def _angra(given: Namespace) -> Outcome:
    return _turn_back(given, forward=False)


def _gorom(given: Namespace) -> Outcome:
    return _turn_back(given, forward=True)


def _kontrollera(given: Namespace) -> Outcome:
    from inspektor.db.store import Store
    from inspektor.operations.history import problems

    with Store.open(given.file) as store:
        found = problems(store)
    lines = found or ["Filen är hel: ändringsloggen och uppgifterna stämmer överens."]
    return Outcome({"ok": not found, "problems": found}, lines, ATTENTION if found else DONE)


COMMANDS = {
    "demo": Command(
        "spela hela arbetet, från lista till rapportutkast, i en ny mapp med påhittade uppgifter",
        "inspektor demo övning",
        _demo,
        ((("folder",), {"metavar": "MAPP", "type": Path, "help": "mappen som skapas"}),),
    ),
    "ny": Command(
        "skapa en ny granskning",
        'inspektor ny daglig.granskning --titel "Daglig verksamhet" --dnr 3.4.2-11/2021 --checklista dur '
        "--checklista vald",
        _ny,
        (
            FILE,
            (("--titel",), {"metavar": "T", "required": True, "help": "granskningens titel"}),
            (("--dnr",), {"metavar": "D", "default": "", "help": "diarienummer"}),
            (
                ("--checklista",),
                {
                    "metavar": "X",
                    "action": "append",
                    "required": True,
                    "help": "id för en medföljande checklista, eller en .toml-fil; kan upprepas",
                },
            ),
            (("--tema",), {"default": "", "metavar": "T", "help": "tema"}),
            (("--lag",), {"default": "", "metavar": "L", "help": "lag som granskningen gäller"}),
            (("--period",), {"default": "", "metavar": "P", "help": "period som granskas"}),
            (("--syfte",), {"default": "", "metavar": "S", "help": "granskningens syfte"}),
            BY,
        ),
    ),
    "ram": Command(
        "läs in listan över beslut (urvalsramen) från .xlsx eller .csv",
        "inspektor ram daglig.granskning beslut.xlsx --kolumn kod=Ärendenr",
        _ram,
        (
            FILE,
            (("list",), {"metavar": "LISTA", "type": Path, "help": "listan, .xlsx eller .csv"}),
            (
                ("--kolumn",),
                {
                    "metavar": "FÄLT=RUBRIK",
                    "type": _pair,
                    "action": "append",
                    "default": [],
                    "help": "vilken rubrik ett fält har; kan upprepas",
                },
            ),
            BY,
        ),
    ),
    "urval": Command(
        "dra urvalet ur urvalsramen",
        "inspektor urval daglig.granskning --per-enhet 20 --balansera kon --alla beslut=avslag --fro 2021 --reserver 3",
        _urval,
        (
            FILE,
            (("--per-enhet",), {"metavar": "N", "type": whole_number, "help": "antal ärenden per enhet"}),
            (("--balansera",), {"choices": ["kon"], "help": "hälften kvinnor och hälften män"}),
            (
                ("--alla",),
                {
                    "metavar": "FÄLT=VÄRDE",
                    "type": _pair,
                    "action": "append",
                    "default": [],
                    "help": "ta med alla sådana ärenden, utöver antalet per enhet; kan upprepas",
                },
            ),
            (("--typ",), {"choices": ["slump", "avsiktligt", "total"], "default": "slump", "help": "slag av urval"}),
            (("--arenden",), {"metavar": "K,…", "help": "ärendena i ett avsiktligt urval"}),
            (
                ("--fro",),
                {
                    "metavar": "HELTAL",
                    "type": whole_number,
                    "required": True,
                    "help": "dragningens frö: samma lista och frö ger samma ärenden",
                },
            ),
            (
                ("--reserver",),
                {"metavar": "N", "type": whole_number, "default": 0, "help": "antal reserver i varje grupp"},
            ),
            BY,
        ),
    ),
    "ersatt": Command(
        "ersätt ett ärende som inte går att granska med nästa på reservlistan",
        'inspektor ersatt daglig.granskning --arende FAR-03 --motivering "Akten är flyttad"',
        _ersatt,
        (
            FILE,
            (("--arende",), {"metavar": "K", "required": True, "help": "ärendets kod"}),
            (("--motivering",), {"metavar": "M", "required": True, "help": "varför"}),
            BY,
        ),
    ),
    "arenden": Command("lista ärendena", "inspektor arenden daglig.granskning", _arenden, (FILE,)),
    "svar": Command(
        "läs in svar från en tabell med en rad per ärende",
        "inspektor svar daglig.granskning svar.csv --granskare Anna",
        _svar,
        (
            FILE,
            (
                ("table",),
                {
                    "metavar": "TABELL",
                    "type": Path,
                    "help": "tabellen, .xlsx eller .csv; rubrikerna är ärendeuppgifter och frågornas id",
                },
            ),
            (("--granskare",), {"metavar": "NAMN", "required": True, "help": "vem som har svarat"}),
        ),
    ),
    "tabell": Command(
        "räkna en fråga",
        "inspektor tabell daglig.granskning plan_aktuell --per enhet",
        _tabell,
        (
            FILE,
            (("question",), {"metavar": "FRÅGA", "help": "frågans id, eller en ärendeuppgift (kon, beslut, barn …)"}),
            (("--per",), {"choices": list(GROUPINGS), "help": "indelning"}),
            (("--visa-arenden",), {"action": "store_true", "help": "visa ärendena bakom varje siffra"}),
        ),
    ),
    "rapport": Command(
        "skriv rapportutkastet",
        "inspektor rapport daglig.granskning --ut utkast.docx",
        _rapport,
        (FILE, (("--ut",), {"metavar": "R", "type": Path, "required": True, "help": "rapporten, .docx eller .pdf"})),
    ),
    "text": Command(
        "visa rapportens avsnitt, eller skriv text i ett av dem",
        "inspektor text daglig.granskning sammanfattning --fran sammanfattning.md",
        _text,
        (
            FILE,
            (("section",), {"metavar": "AVSNITT", "nargs": "?", "help": "avsnittets id"}),
            (("--fran",), {"metavar": "F", "type": Path, "help": "textfil (Markdown, UTF-8)"}),
            BY,
        ),
    ),
    "historik": Command(
        "visa ändringsloggen, äldst först",
        "inspektor historik daglig.granskning --arende FAR-03",
        _historik,
        (FILE, (("--arende",), {"metavar": "K", "help": "bara ett ärendes ändringar"})),
    ),
    "angra": Command("ångra det senaste du gjort", "inspektor angra daglig.granskning --av Anna", _angra, (FILE, BY)),
    "gorom": Command("gör om det du senast ångrade", "inspektor gorom daglig.granskning --av Anna", _gorom, (FILE, BY)),
    "kontrollera": Command(
        "kontrollera att filen är hel och att ändringsloggen stämmer med uppgifterna",
        "inspektor kontrollera daglig.granskning",
        _kontrollera,
        (FILE,),
    ),
}
