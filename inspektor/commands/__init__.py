"""The commands of the command line: for each its words, an example, and what it runs."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path

from inspektor.commands import agreement, checking, checklists, layout, telling, together, work
from inspektor.commands.outcome import ATTENTION, DONE, Argument, Command, Outcome
from inspektor.domain.results import GROUPINGS
from inspektor.domain.sampling import BALANCED
from inspektor.domain.version import KINDS

__all__ = ["ATTENTION", "COMMANDS", "DONE", "Command", "Outcome"]


def whole_number(text: str) -> int:
    """An argument that is a whole number."""
    return int(text)


whole_number.__name__ = "ett heltal"


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not (key and sign and value):
        raise ArgumentTypeError("skriv fältet, ett likhetstecken och värdet, utan mellanslag")
    return key, value


def _ids(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _heading(text: str) -> tuple[str, str]:
    part, sign, heading = text.partition("=")
    if not (part and sign):
        raise ArgumentTypeError("skriv avsnittets id, ett likhetstecken och rubriken")
    return part, heading


def _quota(text: str) -> tuple[str, str, int]:
    """Unit, gender (empty where none is named) and number."""
    group, _, size = text.rpartition("=")
    unit, sign, gender = group.rpartition(":")
    if not sign or gender not in BALANCED:
        unit, gender = group, ""
    if not unit or not size.isdecimal():
        raise ArgumentTypeError("skriv enheten, ett likhetstecken och ett helt tal, som Farsta=8 eller Farsta:kvinna=8")
    return unit, gender, int(size)


FILE: Argument = (("file",), {"metavar": "FIL", "type": Path, "help": "granskningen (.granskning)"})
BY: Argument = (
    ("--av",),
    {"metavar": "NAMN", "help": "vem som gör det (annars INSPEKTOR_GRANSKARE eller inloggningsnamnet)"},
)


COMMANDS = {
    "demo": Command(
        "spela hela arbetet, från lista till rapportutkast, i en ny mapp med påhittade uppgifter",
        "inspektor demo övning",
        work.demo,
        ((("folder",), {"metavar": "MAPP", "type": Path, "help": "mappen som skapas"}),),
    ),
    "ny": Command(
        "skapa en ny granskning",
        'inspektor ny daglig.granskning --titel "Daglig verksamhet" --dnr 3.4.2-11/2021 --checklista dur '
        "--checklista vald",
        work.ny,
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
    "checklista": Command(
        "visa granskningens checklistor, eller ta upp en nyare version av en av dem",
        "inspektor checklista daglig.granskning vald-2026.toml",
        checklists.checklista,
        (
            FILE,
            (
                ("checklist",),
                {
                    "metavar": "X",
                    "nargs": "?",
                    "help": "id för en medföljande checklista, eller en .toml-fil, med samma id som den har i "
                    "granskningen",
                },
            ),
            BY,
        ),
    ),
    "ram": Command(
        "läs in listan över beslut (urvalsramen) från .xlsx eller .csv",
        "inspektor ram daglig.granskning beslut.xlsx --kolumn kod=Ärendenr",
        work.ram,
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
        work.urval,
        (
            FILE,
            (("--per-enhet",), {"metavar": "N", "type": whole_number, "help": "antal ärenden per enhet"}),
            (
                ("--kvot",),
                {
                    "metavar": "ENHET[:KÖN]=N",
                    "type": _quota,
                    "action": "append",
                    "default": [],
                    "help": "ett annat antal för en enhet, eller för kvinna eller man i ett balanserat urval, som "
                    "Farsta:kvinna=8; kan upprepas",
                },
            ),
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
        work.ersatt,
        (
            FILE,
            (("--arende",), {"metavar": "K", "required": True, "help": "ärendets kod"}),
            (("--motivering",), {"metavar": "M", "required": True, "help": "varför"}),
            BY,
        ),
    ),
    "arenden": Command(
        "lista ärendena, alla eller de som ligger bakom en siffra",
        "inspektor arenden daglig.granskning --fraga plan_aktuell --svar nej --enhet Farsta",
        telling.arenden,
        (
            FILE,
            (("--fraga",), {"metavar": "FRÅGA", "help": "bara de ärenden där frågan har det svar som --svar säger"}),
            (
                ("--svar",),
                {"metavar": "S", "help": "svaret, som ”inspektor tabell” skriver det (ja, nej, obesvarad …)"},
            ),
            (("--enhet",), {"metavar": "E", "help": "bara en enhets ärenden"}),
        ),
    ),
    "svar": Command(
        "läs in svar från en tabell med en rad per ärende",
        "inspektor svar daglig.granskning svar.csv --granskare Anna",
        work.svar,
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
    "samstammighet": Command(
        "visa hur lika två granskare har svarat i samma ärenden: andel lika svar, kappa och AC1",
        "inspektor samstammighet daglig.granskning",
        agreement.samstammighet,
        (FILE,),
    ),
    "dela": Command(
        "dela ut ärenden: en arbetsfil för en granskare, utan andras svar",
        "inspektor dela daglig.granskning --till Anna --ut anna.granskning --enhet Farsta --dubbel FAR-03,FAR-07",
        together.dela,
        (
            FILE,
            (("--till",), {"metavar": "NAMN", "required": True, "help": "vem som ska granska"}),
            (("--ut",), {"metavar": "FIL2", "type": Path, "required": True, "help": "arbetsfilen som skapas"}),
            (
                ("--enhet",),
                {"metavar": "E", "action": "append", "default": [], "help": "en enhets ärenden; kan upprepas"},
            ),
            (("--arenden",), {"metavar": "K,…", "help": "enskilda ärenden"}),
            (("--dubbel",), {"metavar": "K,…", "help": "ärenden som två granskar, var för sig"}),
            BY,
        ),
    ),
    "slaihop": Command(
        "slå ihop andra filer av samma granskning med den här",
        'inspektor slaihop daglig.granskning "daglig Anna.granskning" "daglig Bo.granskning"',
        together.slaihop,
        (
            FILE,
            (
                ("others",),
                {"metavar": "ANNAN", "nargs": "+", "type": Path, "help": "filerna som tas in; de ändras inte"},
            ),
            BY,
        ),
    ),
    "konflikter": Command(
        "lista det som har fått olika svar i olika filer",
        "inspektor konflikter daglig.granskning",
        together.konflikter,
        (FILE,),
    ),
    "los": Command(
        "avgör vad som gäller där svaren är olika",
        'inspektor los daglig.granskning 1b9d6bcd-bbfd --varde ja --motivering "Kontrollerat i akten"',
        together.los,
        (
            FILE,
            (("id",), {"metavar": "ID", "help": "skillnadens id, ur ”inspektor konflikter”"}),
            (
                ("--varde",),
                {"metavar": "V", "required": True, "help": "det som gäller, ett av svaren eller ett tredje"},
            ),
            (("--motivering",), {"metavar": "M", "required": True, "help": "varför"}),
            BY,
        ),
    ),
    "tabell": Command(
        "räkna en fråga",
        "inspektor tabell daglig.granskning plan_aktuell --per enhet",
        telling.tabell,
        (
            FILE,
            (("question",), {"metavar": "FRÅGA", "help": "frågans id, eller en ärendeuppgift (kon, beslut, barn …)"}),
            (("--per",), {"choices": list(GROUPINGS), "help": "indelning"}),
            (
                ("--rader",),
                {"choices": list(GROUPINGS), "help": "en indelning till: --per blir kolumner och den rader"},
            ),
            (("--mot",), {"metavar": "FRÅGA", "help": "korstabell mot svaren på en annan fråga"}),
            (("--procent",), {"action": "store_true", "help": "visa procent också under tio ärenden"}),
            (("--visa-arenden",), {"action": "store_true", "help": "visa ärendena bakom varje siffra"}),
        ),
    ),
    "rapport": Command(
        "skriv rapportutkastet, eller en arbetsbok för statistisk bearbetning",
        "inspektor rapport daglig.granskning --ut utkast.docx",
        telling.rapport,
        (
            FILE,
            (
                ("--ut",),
                {
                    "metavar": "R",
                    "type": Path,
                    "required": True,
                    "help": "rapporten, .docx eller .pdf; eller arbetsboken, .xlsx",
                },
            ),
            (
                ("--version",),
                {
                    "choices": KINDS,
                    "default": "intern",
                    "help": "intern (allt), dialog (en enhet mot de övriga) eller publik (små tal dolda)",
                },
            ),
            (("--enhet",), {"metavar": "E", "default": "", "help": "enheten som dialogversionen gäller"}),
            (
                ("--mall",),
                {"metavar": "M.docx", "type": Path, "help": "er egen Wordmall, vars format, sida och sidhuvud används"},
            ),
        ),
    ),
    "text": Command(
        "visa rapportens avsnitt, eller visa eller skriv texten i ett av dem",
        "inspektor text daglig.granskning sammanfattning --fran sammanfattning.md",
        telling.text,
        (
            FILE,
            (("section",), {"metavar": "AVSNITT", "nargs": "?", "help": "avsnittets id"}),
            (("--fran",), {"metavar": "F", "type": Path, "help": "textfil (Markdown, UTF-8)"}),
            BY,
        ),
    ),
    "disposition": Command(
        "visa rapportens delar, eller ändra deras ordning, rubriker och vilka som är med",
        "inspektor disposition daglig.granskning --ordna jamstalldhet,resultat --utelamna bilaga_svar",
        layout.disposition,
        (
            FILE,
            (
                ("--ordna",),
                {
                    "metavar": "A,B,…",
                    "type": _ids,
                    "help": "avsnitten står efter varandra i den ordningen, där det första av dem står nu",
                },
            ),
            (("--utelamna",), {"metavar": "A,…", "type": _ids, "help": "lämna ute avsnitt; deras texter finns kvar"}),
            (("--ta-med",), {"metavar": "A,…", "type": _ids, "help": "ta med utelämnade avsnitt igen"}),
            (("--dela-upp",), {"metavar": "A", "help": "ge förenade kvalitetsområden var sin rubrik igen"}),
            (
                ("--forena",),
                {"metavar": "A,B,…", "type": _ids, "help": "låt kvalitetsområden i analysen stå under en rubrik"},
            ),
            (
                ("--namn",),
                {
                    "metavar": "A=RUBRIK",
                    "type": _heading,
                    "action": "append",
                    "default": [],
                    "help": "ett avsnitts egen rubrik; kan upprepas",
                },
            ),
            BY,
        ),
    ),
    "siffror": Command(
        "kontrollera varje siffra i en Wordrapport som har redigerats",
        "inspektor siffror daglig.granskning utkast.docx",
        checking.siffror,
        (FILE, (("report",), {"metavar": "R.docx", "type": Path, "help": "rapporten, som Wordfil"})),
    ),
    "historik": Command(
        "visa ändringsloggen, äldst först",
        "inspektor historik daglig.granskning --arende FAR-03",
        telling.historik,
        (FILE, (("--arende",), {"metavar": "K", "help": "bara ett ärendes ändringar"})),
    ),
    "angra": Command(
        "ångra det senaste du gjort", "inspektor angra daglig.granskning --av Anna", telling.angra, (FILE, BY)
    ),
    "gorom": Command(
        "gör om det du senast ångrade", "inspektor gorom daglig.granskning --av Anna", telling.gorom, (FILE, BY)
    ),
    "kontrollera": Command(
        "kontrollera att filen är hel och att ändringsloggen stämmer med uppgifterna",
        "inspektor kontrollera daglig.granskning",
        telling.kontrollera,
        (FILE,),
    ),
}
