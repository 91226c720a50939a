"""What the command line refuses before anything is read in: files that are no review, reviews that would be
overwritten, checklists that are broken, reports that cannot be written.
"""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest

from inspektor.db import connection
from inspektor.db.store import Store
from inspektor.operations import reports
from tests.invented import identity_number
from tests.support import CHECKLIST, LEAD, frame_text, told_without_rights, write
from tests.terminal import contents, done, inspektor, refused, sha256, swedish

FILE = "granskning.granskning"
NUMBER = identity_number(date(1971, 5, 5), 982)


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)


def new() -> Path:
    """A new review."""
    write(Path("prov.toml"), CHECKLIST)
    done("ny", FILE, "--titel", "Prov", "--checklista", "prov.toml")
    return Path(FILE)


# Files that are no review


def _folder(path: Path) -> None:
    path.mkdir()


def _empty(path: Path) -> None:
    path.touch()


def _text(path: Path) -> None:
    path.write_text("Anteckningar", encoding="utf-8")


def _of_another_program(path: Path) -> None:
    with connection.sqlite.connect(str(path)) as other:
        other.execute("CREATE TABLE a (b)")


def _newer(path: Path) -> None:
    new().rename(path)
    with connection.sqlite.connect(str(path)) as raw:
        raw.execute("PRAGMA user_version = 999")


def _cut_off(path: Path) -> None:
    new().rename(path)
    path.write_bytes(path.read_bytes()[:9000])


def _missing(path: Path) -> None:
    assert not path.exists()


NO_REVIEWS = (_missing, _folder, _empty, _text, _of_another_program, _newer, _cut_off)
ON_A_FILE = {
    "ram": ("ram.csv",),
    "urval": ("--per-enhet", "2", "--fro", "1"),
    "ersatt": ("--arende", "A", "--motivering", "M"),
    "arenden": (),
    "svar": ("svar.csv", "--granskare", "Anna"),
    "tabell": ("plan_finns",),
    "rapport": ("--ut", "r.docx"),
    "text": (),
    "disposition": (),
    "historik": (),
    "angra": (),
    "gorom": (),
    "kontrollera": (),
}


@pytest.mark.parametrize("make", NO_REVIEWS, ids=lambda make: make.__name__.strip("_"))
def test_every_command_has_a_sentence_for_a_file_that_is_no_review(make: object) -> None:
    assert callable(make)
    path = Path("Åsas fil 1.granskning")
    make(path)
    write(Path("ram.csv"), frame_text())
    write(Path("svar.csv"), "kod;plan_finns\nA;ja\n")
    said = {refused(command, path, *words, unchanged=path) for command, words in ON_A_FILE.items()}
    assert len(said) == 1
    assert path.name in said.pop()


def test_each_kind_of_file_gets_its_own_sentence() -> None:
    said = set()
    for number, make in enumerate(NO_REVIEWS):
        path = Path(f"{number}.granskning")
        make(path)
        said.add(refused("arenden", path, unchanged=path).replace(path.name, ""))
    assert len(said) == len(NO_REVIEWS)


# A new review


def test_an_existing_file_is_never_overwritten() -> None:
    path = new()
    assert "finns redan" in refused("ny", FILE, "--titel", "En annan", "--checklista", "dur", unchanged=path)
    mine = write(Path("min.granskning"), "något helt annat")
    assert "finns redan" in refused("ny", mine, "--titel", "En annan", "--checklista", "dur", unchanged=mine)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("granskning", "slutar på .granskning"),
        ("granskning.txt", "slutar på .granskning"),
        ("", "slutar på .granskning"),
        ("finns/inte/g.granskning", "finns inte"),
    ],
)
def test_a_new_review_has_the_right_ending_and_a_folder_to_be_in(name: str, says: str) -> None:
    assert says in refused("ny", name, "--titel", "T", "--checklista", "dur", unchanged=Path("x"))


def test_the_ending_may_be_in_capitals() -> None:
    done("ny", "GRANSKNING 1.GRANSKNING", "--titel", "T", "--checklista", "dur")
    assert "inga ärenden" in done("arenden", "GRANSKNING 1.GRANSKNING")


@pytest.mark.parametrize(
    "name", ["a#b?c%20d.granskning", "två  mellanslag å.granskning", "-minus.granskning", "’”.granskning"]
)
def test_any_file_name_works(name: str) -> None:
    path = Path("./") / name
    done("ny", path.absolute(), "--titel", "T", "--checklista", "dur")
    assert [found.name for found in Path().iterdir()] == [name]
    assert "inga ärenden" in done("arenden", path.absolute())


@pytest.mark.parametrize("option", ["--titel", "--dnr", "--tema", "--lag", "--period", "--syfte"])
def test_what_is_said_of_a_review_holds_no_identity_number(option: str) -> None:
    words = {"--titel": "T", "--checklista": "dur", option: f"Om {NUMBER[:8]}-{NUMBER[8:]}"}
    message = refused("ny", FILE, *(word for pair in words.items() for word in pair), unchanged=Path("x"))
    assert "personnummer" in message
    assert NUMBER[8:] not in message


@pytest.mark.parametrize(("title", "says"), [(" ", "saknar titel"), ("T\aB", "styrtecken")])
def test_a_title_can_be_read(title: str, says: str) -> None:
    assert says in refused("ny", FILE, "--titel", title, "--checklista", "dur", unchanged=Path("x"))


def test_a_title_is_one_line() -> None:
    done("ny", FILE, "--titel", "  Daglig\n verksamhet ", "--checklista", "dur")
    with Store.open(Path(FILE)) as store:
        assert store.scalar("SELECT title FROM reviews") == "Daglig verksamhet"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("finns_inte",), "Välj en av alternativ, anhorig, barn, dur"),
        (("finns_inte.toml",), "Kontrollera filens namn"),
        (("mapp.toml",), "går inte att läsa"),
        (("dur", "dur"), "samma id"),
        (("dur", "kopia.toml"), "finns både i checklistan dur och i kopia"),
        (("latin.toml",), "latin.toml, rad 6"),
    ],
)
def test_the_checklists_of_a_new_review_exist_and_get_along(names: tuple[str, ...], says: str) -> None:
    Path("mapp.toml").mkdir()
    write(
        Path("kopia.toml"),
        CHECKLIST.replace('"prov"', '"kopia"')
        .replace('"plan_finns"', '"dur_aktuell"')
        .replace("${plan_finns}", "${dur_aktuell}"),
    )
    Path("latin.toml").write_bytes(CHECKLIST.replace("Planen", "Åtgärden").encode("cp1252"))
    words = [word for name in names for word in ("--checklista", name)]
    assert says in refused("ny", FILE, "--titel", "T", *words, unchanged=Path("x"))


HEAD = 'id = "egen"\nversion = "1"\ntitle = "Egen"\n[[section]]\ntitle = "Avsnittet"\n'
FIRST = '[[section.question]]\nid = "a"\nlabel = "A?"\ntype = "ja_nej"\n'
SECOND = '[[section.question]]\nid = "b"\nlabel = "B?"\ntype = "ja_nej"\n'
BROKEN = {
    "bad TOML": (HEAD + FIRST + 'hint = "utan slut\n', "rad 10"),
    "no TOML": ("En checklista i Word", "rad 1"),
    "unknown key": (HEAD + FIRST + 'hjalp = "x"\n', "frågan a, nyckeln ”hjalp”"),
    "unknown key of a section": (HEAD + 'omrade = "x"\n' + FIRST, "avsnitt 1, nyckeln ”omrade”"),
    "unknown type": (HEAD + FIRST.replace("ja_nej", "janej"), "frågan a, nyckeln type"),
    "duplicate id": (HEAD + FIRST + FIRST, "fråga 2, nyckeln id"),
    "id with a space": (HEAD + FIRST.replace('"a"', '"a b"'), "fråga 1, nyckeln id"),
    "no id": (HEAD + FIRST.replace('id = "a"\n', ""), "fråga 1, nyckeln id"),
    "relevant that does not parse": (HEAD + FIRST + SECOND + "relevant = \"${a} = = 'ja'\"\n", "frågan b"),
    "relevant that names nothing": (HEAD + FIRST + SECOND + "relevant = \"${c} = 'ja'\"\n", "frågan b"),
    "relevant to itself": (HEAD + FIRST + SECOND + "relevant = \"${b} = 'ja'\"\n", "frågan b"),
    "relevant in a circle": (
        HEAD + FIRST + "relevant = \"${b} = 'ja'\"\n" + SECOND + "relevant = \"${a} = 'ja'\"\n",
        "frågan a",
    ),
    "relevant to an answer that is none": (HEAD + FIRST + SECOND + "relevant = \"${a} = 'jag'\"\n", "frågan b"),
    "Python in relevant": (HEAD + FIRST + SECOND + "relevant = \"__import__('os').system('rm x')\"\n", "frågan b"),
    "Python's if in relevant": (HEAD + FIRST + SECOND + "relevant = \"a == 'ja' if b else c\"\n", "frågan b"),
    "choice without a name": (
        HEAD + FIRST.replace("ja_nej", "select_one") + 'choices = [{ label = "Utan namn" }]\n',
        "val 1, nyckeln name",
    ),
    "choices are missing": (HEAD + FIRST.replace("ja_nej", "select_one"), "nyckeln choices"),
    "a base that is none": (HEAD + FIRST + 'base = "alla"\n', "nyckeln base"),
    "unknown quality area": (HEAD + 'quality_area = "kvalitet"\n' + FIRST, "nyckeln quality_area"),
    "no questions": (HEAD, "avsnitt 1"),
    "nothing at all": ("", "nyckeln id"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_checklist_is_refused_with_its_place_and_no_file_is_made(kind: str) -> None:
    source, place = BROKEN[kind]
    write(Path("Vår egen checklista.toml"), source)
    message = refused("ny", FILE, "--titel", "T", "--checklista", "Vår egen checklista.toml", unchanged=Path("x"))
    assert message.startswith("Vår egen checklista.toml, ")
    assert place in message
    assert not Path(FILE).exists()


# Reports


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("r.odt", ".docx, .pdf eller .xlsx"),
        ("r", ".docx, .pdf eller .xlsx"),
        (FILE, ".docx, .pdf eller .xlsx"),
        ("finns inte/r.docx", "Mappen finns inte finns inte"),
        ("mapp.docx", "är en mapp"),
        ("x" * 300 + ".pdf", "för långt"),
    ],
)
def test_a_report_is_refused_where_it_cannot_be_written(name: str, says: str) -> None:
    path = new()
    Path("mapp.docx").mkdir()
    assert says in refused("rapport", FILE, "--ut", name, unchanged=path)


@pytest.mark.parametrize("suffix", ["docx", "pdf", "DOCX"])
def test_an_existing_report_is_replaced_whole(suffix: str) -> None:
    path = new()
    old = Path(f"Utkast åäö.{suffix}")
    old.write_bytes(b"x" * 10_000_000)
    before = sha256(path)
    done("rapport", FILE, "--ut", old)
    content = old.read_bytes()
    assert content.startswith(b"%PDF" if suffix == "pdf" else b"PK")
    assert b"x" * 1000 not in content
    assert sha256(path) == before
    assert set(contents(Path())) == {FILE, "prov.toml", old.name}


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "Disken är full"),
        (PermissionError(errno.EACCES, "Permission denied"), "skrivskyddad"),
        (OSError(errno.EIO, "Input/output error"), "kunde inte skrivas"),
    ],
    ids=["full", "not allowed", "disk failure"],
)
def test_a_report_that_cannot_be_written_leaves_the_old_one(
    error: OSError, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new()
    old = Path("utkast.docx")
    old.write_bytes(b"det gamla utkastet")

    def fails(draft: Path, data: bytes) -> int:
        with draft.open("wb") as file:
            file.write(data[:100])
        raise error

    monkeypatch.setattr(Path, "write_bytes", fails)
    message = refused("rapport", FILE, "--ut", old, unchanged=path)
    assert says in message
    assert old.name in message
    assert old.read_bytes() == b"det gamla utkastet"


def test_a_folder_that_may_not_be_written_in_gets_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    sentence = told_without_rights(lambda: reports.save(Path("utkast.docx"), b"PK"))
    tmp_path.chmod(0o755)
    swedish(sentence)
    assert "skrivskyddad" in sentence
    assert contents(tmp_path) == {}


# What needs a person's attention


def test_a_file_whose_log_and_state_disagree_is_told_with_three() -> None:
    path = new()
    with connection.sqlite.connect(str(path)) as raw:
        raw.execute("UPDATE reviews SET title = 'En annan titel'")
    said = inspektor("kontrollera", FILE, "--json")
    assert said.status == 3
    assert said.json["ok"] is False
    assert said.json["problems"]
    assert "En annan titel" not in said.out
    person = inspektor("kontrollera", FILE)
    assert person.status == 3
    assert person.out.splitlines() == said.json["problems"]


def test_a_whole_file_is_told_so() -> None:
    new()
    assert done("kontrollera", FILE) == "Filen är hel: ändringsloggen och uppgifterna stämmer överens.\n"
    assert done("kontrollera", FILE, "--json") == '{"ok": true, "problems": []}\n'
