"""The command line's contract: help, exit statuses, one JSON object, and what happens when the unexpected does."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest

from inspektor import cli
from inspektor.cli import parser
from inspektor.commands import COMMANDS, Command, Outcome
from inspektor.db.store import Store
from tests.invented import bearers, frame_book, frame_csv, frame_rows, identity_number
from tests.support import CHECKLIST, LEAD, frame_text, write
from tests.terminal import ENGLISH, attention, contents, done, inspektor, refused, told

ROOT = Path(__file__).parents[1]
BORN = date(1971, 5, 5)
CONTRACT: dict[str, dict[str, type]] = {  # the commands that this version has, and what their JSON always holds
    "demo": {"frame": str, "review": str, "inspector_files": list, "merged": str, "reports": list},
    "ny": {"file": str, "checklists": list},
    "checklista": {"checklists": list},
    "ram": {"rows": int, "imported": int, "rejected": list, "identity_numbers_dropped": int},
    "urval": {
        "drawn": int, "strata": list, "seed": int, "algorithm": str, "frame_sha256": str, "shortfalls": list,
    },
    "arenden": {"cases": list},
    "svar": {"cases": int, "answers": int, "rejected": list},
    "samstammighet": {"questions": list, "checklists": list},
    "dela": {"file": str, "cases": list},
    "slaihop": {"changes_added": int, "already_known": int, "conflicts": list, "backup": str},
    "konflikter": {"conflicts": list},
    "los": {"conflicts": list},
    "tabell": {"question": str, "base": str, "columns": list, "total": dict},
    "rapport": {"file": str, "warnings": list},
    "text": {"sections": list},
    "disposition": {"sections": list},
    "siffror": {"claims": list, "remark": str},
    "historik": {"changes": list},
    "kontrollera": {"ok": bool, "problems": list},
    "ersatt": {"replaced": str, "by": str},
    "angra": {"what": str},
    "gorom": {"what": str},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a space and Swedish letters to stand in, and a name to work under."""
    folder = tmp_path / "Åsas ärenden 1"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)
    write(Path("prövning.toml"), CHECKLIST)
    write(Path("lista över beslut.csv"), frame_text())


FILE = "Året som gick.granskning"


def begun() -> Path:
    """A review with a frame and a sample."""
    done("ny", FILE, "--titel", "Prov", "--checklista", "prövning.toml")
    done("ram", FILE, "lista över beslut.csv")
    done("urval", FILE, "--per-enhet", 4, "--balansera", "kon", "--fro", 7, "--reserver", 1)
    return Path(FILE)


# Help


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_swedish_with_an_example(command: str) -> None:
    said = inspektor(*command.split(), "--help")
    assert said.status == 0
    assert said.err == ""
    assert said.out.startswith(f"Användning: inspektor {command}".rstrip())
    assert re.search(r"^Exempel: inspektor \w+", said.out, re.MULTILINE)
    assert not ENGLISH.search(re.sub(r"--\w[\w-]*|-h", "", said.out))


def test_help_lists_every_command_of_the_contract() -> None:
    out = inspektor("--help").out
    assert set(COMMANDS) == set(CONTRACT)
    assert all(re.search(rf"^ +{command}\b", out, re.MULTILINE) for command in CONTRACT)


def test_without_words_the_program_explains_itself() -> None:
    assert done() == inspektor("--help").out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_is_explained(command: str) -> None:
    for names, options in COMMANDS[command].arguments:
        assert options["help"], names


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_of_a_command_is_one_that_it_takes(command: str) -> None:
    words = re.findall(r'"([^"]*)"|(\S+)', COMMANDS[command].example)
    given = parser().parse_args([quoted or bare for quoted, bare in words][1:])
    assert given.command == command


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"Inspektor \d+\.\d+\.\d+\n", done("--version"))


# Wrong usage


@pytest.mark.parametrize(
    "words",
    [
        ("fel",),
        ("--fel",),
        ("ny",),
        ("ny", "f.granskning", "--titel"),
        ("ny", "f.granskning", "--titel", "T", "--checklista", "dur", "mer"),
        ("ram", "f.granskning", "l.csv", "--kolumn", "kod"),
        ("ram", "f.granskning", "l.csv", "--kolumn", "kod="),
        ("urval", "f.granskning", "--per-enhet", "4"),
        ("urval", "f.granskning", "--fro", "tolv"),
        ("urval", "f.granskning", "--fro", "1.5"),
        ("urval", "f.granskning", "--fro", "1", "--typ", "slumpvis"),
        ("urval", "f.granskning", "--fro", "1", "--balansera"),
        ("urval", "f.granskning", "--fro", "1", "--alla", "avslag"),
        ("urval", "f.granskning", "--fro", "1", "--kvot", "Farsta"),
        ("urval", "f.granskning", "--fro", "1", "--kvot", "Farsta=åtta"),
        ("urval", "f.granskning", "--fro", "1", "--kvot", "=8"),
        ("svar", "f.granskning", "t.csv"),
        ("tabell", "f.granskning"),
        ("tabell", "f.granskning", "q", "--per", "stad"),
        ("tabell", "f.granskning", "q", "--visa-arenden=alla"),
        ("tabell", "f.granskning", "q", "--p", "enhet"),
        ("rapport", "f.granskning"),
        ("text", "f.granskning", "metod", "--fran"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two_in_swedish_and_points_to_the_help(words: tuple[str, ...]) -> None:
    before = contents(Path())
    for more in ((), ("--json",)):
        said = inspektor(*words, *more)
        assert (said.status, said.out) == (2, "")
        assert said.err.startswith("Användning: inspektor")
        assert re.search(r"Hjälp: inspektor( \w+)? --help\n$", said.err)
        assert not ENGLISH.search(re.sub(r"--\w[\w-]*|-h", "", said.err))
    assert contents(Path()) == before


# JSON


def everything(folder: Path) -> dict[str, dict[str, Any]]:
    """Every command, once, with `--json`: what each told."""
    write(folder / "ny text.md", "Vi såg **mycket**.")
    heard = {"ny": told("ny", FILE, "--titel", "Prov", "--checklista", "prövning.toml", "--checklista", "dur")}
    heard["checklista"] = told("checklista", FILE)
    heard["ram"] = told("ram", FILE, "lista över beslut.csv")
    heard["urval"] = told("urval", FILE, "--per-enhet", 4, "--balansera", "kon", "--fro", 7, "--reserver", 1)
    first = told("arenden", FILE)["cases"][0]["code"]
    heard["ersatt"] = told("ersatt", FILE, "--arende", first, "--motivering", "Akten är borta")
    heard["arenden"] = told("arenden", FILE)
    code = next(case["code"] for case in heard["arenden"]["cases"] if case["status"] == "ej påbörjat")
    write(folder / "svar på frågor.csv", f"kod;plan_finns;slag\n{code};ja;a\n")
    heard["svar"] = told("svar", FILE, "svar på frågor.csv", "--granskare", "Åsa Öberg")
    heard["dela"] = told("dela", FILE, "--till", "Bo Ek", "--ut", "Bo åäö.granskning", "--enhet", "Söder")
    shutil.copyfile(FILE, "annan åäö.granskning")
    write(folder / "andra svar.csv", f"kod;plan_finns\n{code};nej\n")
    told("svar", "annan åäö.granskning", "andra svar.csv", "--granskare", "Åsa Öberg")
    write(folder / "tredje svar.csv", f"kod;plan_finns\n{code};vet ej\n")
    told("svar", FILE, "tredje svar.csv", "--granskare", "Åsa Öberg")
    heard["slaihop"] = attention("slaihop", FILE, "annan åäö.granskning")
    heard["konflikter"] = attention("konflikter", FILE)
    (conflict,) = heard["konflikter"]["conflicts"]
    heard["los"] = told("los", FILE, conflict["id"], "--varde", "ja", "--motivering", "Läst igen")
    heard["samstammighet"] = told("samstammighet", FILE)
    heard["tabell"] = told("tabell", FILE, "plan_finns", "--per", "enhet")
    heard["text"] = told("text", FILE, "sammanfattning", "--fran", "ny text.md")
    heard["disposition"] = told("disposition", FILE, "--utelamna", "bilaga_svar", "--namn", "kallor=Våra källor")
    heard["rapport"] = told("rapport", FILE, "--ut", "utkast åäö 1.docx")
    heard["siffror"] = told("siffror", FILE, "utkast åäö 1.docx")
    heard["angra"] = told("angra", FILE)
    heard["gorom"] = told("gorom", FILE)
    heard["historik"] = told("historik", FILE)
    heard["kontrollera"] = told("kontrollera", FILE)
    return heard


def test_every_command_tells_one_json_object_with_the_keys_of_the_contract() -> None:
    heard = everything(Path())
    assert set(heard) == set(CONTRACT) - {"demo"}
    for command, wanted in CONTRACT.items():
        if command != "demo":
            _has(heard[command], wanted)
    _has(heard["ny"]["checklists"][1], {"id": str, "version": str, "questions": int})
    _has(heard["urval"]["strata"][0], {"unit": str, "gender": str, "frame": int, "drawn": int, "reserve": int})
    case = {"code": str, "unit": str, "gender": str, "decision": str, "answered": int, "applicable": int, "status": str}
    _has(heard["arenden"]["cases"][0], case)
    column: dict[str, type] = {"label": str, "n": int, "base": int, "counts": dict}
    for one in (*heard["tabell"]["columns"], heard["tabell"]["total"]):
        _has(one, column)
        assert list(one["counts"]) == ["ja", "nej", "ej_aktuellt", "vet_ej", "obesvarad"]
        assert one["percent"] is None if one["base"] == 0 else isinstance(one["percent"], int)
    change = {"at": str, "by": str, "what": str, "case": str, "question": str, "why": str}
    for one in heard["historik"]["changes"]:
        _has(one, change)
        assert one.keys() >= {"old", "new"}
    assert Path(heard["rapport"]["file"]).is_file()
    (conflict,) = heard["konflikter"]["conflicts"]
    assert (conflict["question"], conflict["reviewer"]) == ("plan_finns", "Åsa Öberg")
    assert conflict["values"] == ["vet_ej", "nej"]
    assert heard["los"]["conflicts"] == []
    assert Path(heard["slaihop"]["backup"]).is_file()


def _has(heard: Mapping[str, Any], wanted: Mapping[str, type]) -> None:
    assert heard.keys() >= wanted.keys()
    assert {key: type(heard[key]) for key in wanted} == dict(wanted)


def test_progress_and_remarks_go_to_standard_error_and_never_into_the_json() -> None:
    begun()
    code = told("arenden", FILE)["cases"][0]["code"]
    write(Path("s.csv"), f"kod;plan_finns\n{code};ja\n")
    done("svar", FILE, "s.csv", "--granskare", "Anna")
    said = inspektor("svar", FILE, "s.csv", "--granskare", "Bo", "--json")
    assert said.status == 0
    assert said.json["doubled"] == [code]
    assert code in said.err


def test_the_words_for_a_person_end_in_a_line_each_and_hold_no_json() -> None:
    out = done("ny", FILE, "--titel", "Prov", "--checklista", "dur")
    assert out == f"Skapade {FILE}.\n  dur 2026.1: 5 frågor\n"


# The unexpected


def failing(command: str, error: BaseException) -> Command:
    """The command with something wrong inside."""

    def fails(given: argparse.Namespace) -> Outcome:
        assert given.file
        raise error

    return replace(COMMANDS[command], run=fails)


def test_the_unexpected_is_told_by_kind_and_place_and_never_by_content(monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun()
    secret = f"FAR-01 {identity_number(BORN, 982)}"
    monkeypatch.setitem(COMMANDS, "arenden", failing("arenden", LookupError(secret)))
    message = refused("arenden", FILE, unchanged=path)
    assert re.search(r"\(LookupError, test_cli\.py rad \d+\)", message)
    assert not any(part in message for part in secret.split())


def test_an_interruption_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun()
    monkeypatch.setitem(COMMANDS, "arenden", failing("arenden", KeyboardInterrupt()))
    assert refused("arenden", FILE, unchanged=path).startswith("Avbrutet.")


def test_a_traceback_is_shown_to_whoever_asks_for_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun()
    monkeypatch.setitem(COMMANDS, "arenden", failing("arenden", LookupError()))
    monkeypatch.setenv("INSPEKTOR_FELSOK", "1")
    assert cli.run(["arenden", FILE]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_file_name_that_is_too_long_gets_a_sentence() -> None:
    message = refused("ny", "x" * 300 + ".granskning", "--titel", "T", "--checklista", "dur", unchanged=Path("x"))
    assert "långt" in message


def test_a_file_out_of_reach_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun()
    monkeypatch.setitem(COMMANDS, "arenden", failing("arenden", OSError(5, "Input/output error")))
    assert "EIO" in refused("arenden", FILE, unchanged=path)


def test_whoever_the_computer_does_not_know_is_asked_for_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INSPEKTOR_GRANSKARE")

    def unknown() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", unknown)
    message = refused("ny", FILE, "--titel", "T", "--checklista", "dur", unchanged=Path(FILE))
    assert "--av" in message


@pytest.mark.parametrize("name", [" ", "x" * 101, "Anna\aBo", identity_number(BORN, 984)])
def test_who_does_it_is_a_name(name: str) -> None:
    path = begun()
    assert "Namnet" in refused("angra", FILE, "--av", name, unchanged=path)


# True processes


def process(*words: object, out: IO[bytes] | int = subprocess.PIPE, **more: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own, with no screen and hardly any environment."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-m", "inspektor", *map(str, words)]
    return subprocess.run(command, env=environment, stdout=out, stderr=subprocess.PIPE, check=False)


def test_a_process_writes_utf8_and_its_status_whatever_the_terminal_is_set_to() -> None:
    begun()
    good = process("text", FILE, LC_ALL="C")
    assert (good.returncode, good.stderr) == (0, b"")
    assert "Jämställdhet" in good.stdout.decode("utf-8")
    bad = process("arenden", "Ånge.granskning", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (bad.returncode, bad.stdout) == (1, b"")
    assert bad.stderr.decode("utf-8") == "Filen Ånge.granskning finns inte. Kontrollera namnet och mappen.\n"


def test_a_reader_that_has_seen_enough_ends_the_output_quietly() -> None:
    begun()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        ended = process("historik", FILE, out=nobody)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_output_that_does_not_fit_where_it_is_sent_is_told_with_three() -> None:
    begun()
    with Path("/dev/full").open("wb") as full:
        ended = process("historik", FILE, "--json", out=full)
    assert ended.returncode == 3
    assert "Kommandot i sig är utfört" in ended.stderr.decode("utf-8")


def test_the_same_seed_gives_the_same_cases_in_every_process_from_every_form_of_the_list() -> None:
    people = bearers()
    rows = frame_rows(people)
    lists = {
        "0": frame_book(Path("lista.xlsx"), rows),
        "12345": frame_csv(Path("lista.csv"), rows),
        "99": frame_csv(Path("omkastad.csv"), [*rows[31:], *rows[:31][::-1]], "utf-8-sig"),
    }
    drawn = set()
    for seed, path in lists.items():
        file = f"r{seed}.granskning"
        done("ny", file, "--titel", "Prov", "--checklista", "dur")
        assert process("ram", file, path, PYTHONHASHSEED=seed, LOGNAME="a").returncode == 0
        words = ("urval", file, "--per-enhet", 6, "--balansera", "kon", "--fro", 2021, "--reserver", 2, "--json")
        drawn.add(process(*words, PYTHONHASHSEED=seed, LOGNAME="a").stdout)
        with Store.open(Path(file)) as store:
            content = store.scalar("SELECT content FROM draws WHERE present = 1")
        drawn.add(content)
    assert len(drawn) == 2  # one report of the draw, and one draw, from three lists and six processes
