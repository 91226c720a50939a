"""The house: the one-way imports, the lock, the packages that are built, and what no committed text may name."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import inspektor
from inspektor.cli import run

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = [ROOT / "requirements" / name for name in ("run.txt", "dev.txt")]

FORBIDDEN_IMPORTS = {  # a module of each package, with what it must not reach for
    "domain/results.py": "import inspektor.assets\nimport sqlite3\nimport docx",
    "export/__init__.py": "import inspektor.db\nimport sqlite_utils",
    "operations/__init__.py": "import PySide6",
    "assets.py": "import inspektor.operations",
}


def locked(path: Path) -> dict[str, str]:
    """The packages that a lock file pins, with their versions."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def committed_texts() -> dict[str, str]:
    """Every text file of the project by its path: what git knows and is still there."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    texts = {}
    for name in filter(None, names.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in content:
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


def test_imports_go_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, no_logo=True) == 0


def test_an_import_that_goes_the_wrong_way_is_noticed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inspektor", tmp_path / "inspektor", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, line in FORBIDDEN_IMPORTS.items():
        with (tmp_path / "inspektor" / name).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")
    command = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    for contract in PROJECT["tool"]["importlinter"]["contracts"]:
        assert f"{contract['name']} BROKEN" in result.stdout


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_of_a_lock_file_is_pinned_by_hash_and_from_nowhere_in_particular(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[a-z])", text) if not entry.startswith("#")]
    assert len(entries) == len(locked(path)) > 10
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--index|--find-links|file:", text)


def test_the_developers_lock_holds_the_running_lock_in_the_same_versions() -> None:
    run, dev = map(locked, LOCKS)
    assert run.items() <= dev.items()


def test_the_lock_is_within_the_ranges_of_the_project() -> None:
    run, dev = map(locked, LOCKS)
    for wanted, pins in ((PROJECT["project"]["dependencies"], run), (PROJECT["dependency-groups"]["dev"], dev)):
        for requirement in map(Requirement, wanted):
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])


def test_the_wheel_carries_the_resources_and_runs_without_the_checkout(tmp_path: Path) -> None:
    build("wheel", tmp_path)
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    for resource in filter(Path.is_file, (ROOT / "resources").rglob("*")):
        carried = installed / "inspektor" / "_resources" / resource.relative_to(ROOT / "resources")
        assert carried.read_bytes() == resource.read_bytes()
    code = "import inspektor.__main__ as program, sys; print(program.__file__); sys.exit(program.main())"
    result = subprocess.run(
        [sys.executable, "-c", code, "ny", "prov.granskning", "--titel", "Prov", "--checklista", "dur"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.splitlines()[0] == str(installed / "inspektor" / "__main__.py")
    assert (tmp_path / "prov.granskning").is_file()


def test_the_source_package_carries_what_the_wheel_is_built_from(tmp_path: Path) -> None:
    build("sdist", tmp_path)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    assert {"pyproject.toml", "LICENSE", "README.md", "inspektor/assets.py", "requirements/run.txt"} <= names
    assert any(name.startswith("resources/") for name in names)


def build(target: str, folder: Path) -> None:
    """Build a package of the checkout into a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)


def test_no_committed_text_names_a_folder_of_somebodys_machine() -> None:
    places = "(?:home|root|work|tmp|opt|Users|private)"
    place = re.compile(rf"""(?:^|file://|[\s"'`(=:,])[/\\]{places}[/\\]\w""")
    assert [name for name, text in committed_texts().items() if place.search(text)] == []


def test_no_committed_text_names_a_package_registry() -> None:
    hosts = [
        ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))
    ]
    assert [name for name, text in committed_texts().items() if any(host in text for host in hosts)] == []


def test_the_readme_opens_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first, second = re.findall(r"^```\n(.*?)\n```$", readme, re.MULTILINE | re.DOTALL)[0].splitlines()
    assert (first.split(" #")[0].strip(), second.split(" #")[0].strip()) == (
        "python3 dev.py demo",
        "python3 dev.py test",
    )
    assert readme.index(first) < readme.index("\n## ")


def test_the_readmes_example_of_a_review_works_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    list_of_decisions()
    Path("svar.csv").write_text("kod;plan_aktuell\nA-1;ja\n", encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^inspektor (.*)$", readme, re.MULTILINE)
    assert [run(shlex.split(command)) for command in commands] == [0] * 9
    assert all(Path(name).stat().st_size > 0 for name in ("utkast.docx", "Farsta, dialogmöte.docx"))


def list_of_decisions() -> None:
    """A small frame in the current folder, under the name that the README uses."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Kod", "Enhet", "Kön", "Beslut", "Beslutsdatum"])
    for number in range(1, 25):
        sheet.append([f"A-{number}", "Farsta", "kvinna" if number % 2 else "man", "bifall", "2026-03-02"])
    book.save("beslutslista.xlsx")


def test_the_change_log_knows_the_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(inspektor.__version__)}\b", changes, re.MULTILINE)


def test_every_dependency_has_its_reason_in_the_architecture_text() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert [name for name in (Requirement(one).name for one in wanted) if f"`{name}`" not in text] == []


def test_the_developers_command_can_be_read_by_a_python_that_is_too_old_for_it() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_developers_command_explains_itself_and_refuses_what_it_does_not_know() -> None:
    helped, refused = (
        subprocess.run([sys.executable, "dev.py", word], cwd=ROOT, capture_output=True, text=True, check=False)
        for word in ("--help", "nonsens")
    )
    assert (helped.returncode, refused.returncode) == (0, 2)
    assert helped.stdout == refused.stderr
    assert all(f"  {command} " in helped.stdout for command in ("demo", "test", "lint", "bench", "lock"))
