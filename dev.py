#!/usr/bin/env python3
"""The developers' command: sets up `.venv` from the lock and runs the demonstration, the tests, the checks, benchmarks.

Standard library only, on Linux, macOS and Windows: a clone and Python 3.11 are enough. The program does not need it.
An older Python must be able to read this file (no `:=`, no `match`), so that it can be told that it is too old.
"""

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        "Inspektor behöver Python 3.11 eller senare, och detta är Python {}.{}. "
        "Installera en nyare Python och kör kommandot med den.".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
RUN = ROOT / "requirements" / "run.txt"
DEV = ROOT / "requirements" / "dev.txt"  # holds all of RUN, in the same versions
STAMP = VENV / "installed-from"
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"  # it has no `python -m`

QT_LIBRARIES = {  # Debian package: the library in it that Qt loads
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}


class Stop(Exception):
    """Something that has to be put right first: the message is a Swedish sentence that says what."""


def main(arguments: list[str]) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without å and – still gets its sentence
    if not arguments or arguments[0] in ("-h", "--help"):
        print(usage())
        return 0
    name, *rest = arguments
    if name not in COMMANDS or (rest and name not in ("test", "screenshots")):
        print(usage(), file=sys.stderr)
        return 2
    try:
        return COMMANDS[name][0](*rest)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nAvbrutet.", file=sys.stderr)
    return 1


def demo() -> int:
    """Play the whole job with made-up data into a fresh folder."""
    prepare(RUN)
    folder = fresh_folder("demo-granskning")
    say(f"Spelar upp en hel granskning med påhittade uppgifter i mappen {folder.name} …")
    code = call("-m", "inspektor", "demo", folder.name)
    reports = sorted(path for path in folder.rglob("*") if path.suffix in (".docx", ".pdf"))
    if code == 0 and reports:
        say("Granskningen ligger i mappen, och rapporten här:")
        for report in reports:
            print(f"    {report.relative_to(ROOT)}", flush=True)
    if code == 0 and has_screen():
        for review in sorted(folder.glob("*.granskning")):
            say(f"Öppnar {review.name} i fönstret …")
            show(review)
    return code


def has_screen() -> bool:
    """Whether somebody can see a window here: a desktop session, and no automatic run."""
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        return False
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def show(review: Path) -> None:
    """Open the window on a review, and leave it open."""
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    command = [str(PYTHON), "-m", "inspektor", str(review)]
    subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=sys.platform != "win32")  # not waited for


def test(*arguments: str) -> int:
    """Check the code and run all tests with coverage; with arguments, only pytest with them."""
    prepare(DEV)
    if arguments:
        return call("-m", "pytest", *arguments)
    faults = check_code()
    say("Kör testerna …")
    code = call("-m", "pytest", "--cov")
    if faults and code == 0:
        print("Testerna gick igenom, men kontrollen av koden fann fel: se ovan.", file=sys.stderr)
    return code or faults


def lint() -> int:
    """Check the code without running the tests."""
    prepare(DEV)
    return check_code()


def check_code() -> int:
    """Run every check of the code, also when an earlier one fails: 0 when all pass, else 1."""
    checks = {
        "Kontrollerar koden med ruff …": ["-m", "ruff", "check"],
        "Kontrollerar kodens form med ruff …": ["-m", "ruff", "format", "--check"],
        "Kontrollerar typerna med mypy …": ["-m", "mypy"],
        "Kontrollerar paketens importer …": ["-c", LINT_IMPORTS, "--no-logo"],
    }
    faults = 0
    for text, command in checks.items():
        say(text)
        faults |= call(*command) != 0
    return faults


def bench() -> int:
    """Run every benchmark; the last exit code that is not 0."""
    prepare(DEV)
    code = 0
    for script in sorted((ROOT / "benchmarks").glob("[!_]*.py")):
        say(f"Mäter: {script.stem} …")
        code = call(str(script)) or code
    return code


def screenshots(*words: str) -> int:
    """Take pictures of every view and dialog; with words, only of those whose name begins with one of them."""
    prepare(DEV)
    say("Tar bilder av fönstrets alla vyer och dialoger, i två storlekar, ljust och mörkt, 100 och 200 % …")
    return call("-m", "tests.ui.pictures", "bilder", *words)


def lock() -> int:
    """Write the lock files anew from the ranges in pyproject.toml, for every platform."""
    prepare(DEV)
    for target, extra in ((RUN, []), (DEV, ["--group", "dev", "--constraints", "requirements/run.txt"])):
        say(f"Låser {target.relative_to(ROOT).as_posix()} …")
        command = ["-m", "uv", "--no-config", "pip", "compile", "pyproject.toml", *extra, "--upgrade", "--universal"]
        command += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--quiet"]
        command += ["--fork-strategy", "fewest"]  # one version of each package, on every Python
        command += ["--custom-compile-command", "python3 dev.py lock", "--output-file", str(target.relative_to(ROOT))]
        if call(*command):
            raise Stop("Låsfilerna gick inte att skriva. Läs felet ovan och kontrollera pyproject.toml och nätet.")
    return 0


COMMANDS: dict[str, tuple[Callable[..., int], str]] = {
    "demo": (demo, "spelar upp en hel granskning med påhittade uppgifter"),
    "test": (test, "kontrollerar koden och kör alla tester; det som skrivs efter går till pytest"),
    "lint": (lint, "kontrollerar bara koden: ruff, mypy och paketens importer"),
    "bench": (bench, "kör mätningarna i benchmarks/"),
    "screenshots": (screenshots, "tar bilder av varje vy i mappen bilder; ord efter väljer vyer"),
    "lock": (lock, "skriver om låsfilerna i requirements/ efter pyproject.toml"),
}


def usage() -> str:
    """The help text."""
    rows = "\n".join(f"  {name:<11} {text}" for name, (_, text) in COMMANDS.items())
    return (
        f"Användning: python3 dev.py KOMMANDO\n\n{rows}\n\n"
        "Varje kommando gör själv i ordning det som behövs i mappen .venv.\n"
        "Exempel: python3 dev.py test tests/domain -k urval"
    )


def prepare(requirements: Path) -> None:
    """Make `.venv` hold what `requirements` pins, and install the program there for its developers."""
    provide_qt_libraries()
    wanted = fingerprint(requirements)
    if works() and STAMP.exists() and wanted in STAMP.read_text(encoding="utf-8").split():
        return
    if not works():
        make_venv()
    STAMP.unlink(missing_ok=True)
    say(f"Installerar paketen i requirements/{requirements.name} i .venv (första gången tar det några minuter) …")
    pip("--require-hashes", "-r", str(requirements))
    if requirements == DEV:
        say("Installerar Inspektor i .venv …")
        pip("--no-deps", "--no-build-isolation", "--editable", ".")
        wanted = f"{wanted}\n{fingerprint(RUN)}"
    STAMP.write_text(wanted + "\n", encoding="utf-8")
    say("Miljön i .venv är klar.")


def fingerprint(requirements: Path) -> str:
    """What an environment was made from: a hash of a lock file, and of the project's description for developers."""
    sources = [requirements, ROOT / "pyproject.toml"] if requirements == DEV else [requirements]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def works() -> bool:
    """Whether `.venv` has a Python that is new enough, with pip."""
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Create `.venv`, in the place of one that does not work."""
    if VENV.exists():
        say("Miljön i .venv fungerar inte och tas bort …")
        shutil.rmtree(VENV)
    if importlib.util.find_spec("ensurepip") is None:
        provide_ensurepip()
    say("Skapar en virtuell miljö i .venv …")
    if follow([sys.executable, "-m", "venv", str(VENV)]):
        raise Stop("Den virtuella miljön gick inte att skapa. Läs felet ovan; kontrollera mappens rättigheter.")


def provide_ensurepip() -> None:
    """Debian keeps the part of Python that makes environments in a package of its own: install it or name it."""
    package = f"python3.{sys.version_info.minor}-venv"
    if shutil.which("apt-get") is None:
        raise Stop(
            "Denna Python kan inte skapa virtuella miljöer (ensurepip saknas). Installera en fullständig Python."
        )
    if not may_install() or not apt_install([package]):
        raise Stop(f"Python saknar det som skapar virtuella miljöer. Kör först:\n    sudo apt-get install {package}")


def provide_qt_libraries() -> None:
    """On Debian and its kin: install the system libraries that the window needs, or tell how. Never stops anything."""
    if not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    missing = [package for package, library in QT_LIBRARIES.items() if not loads(library)]
    if missing and not (may_install() and apt_install(missing)):
        say("Fönstret behöver systembibliotek som saknas här; kommandoraden klarar sig utan. De installeras med:")
        print(f"    sudo apt-get install {' '.join(missing)}", flush=True)


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def may_install() -> bool:
    """Whether this user may install system packages."""
    return sys.platform != "win32" and os.geteuid() == 0


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages, waiting for another installation that goes on; whether it worked."""
    say(f"Installerar systempaket med apt-get: {' '.join(packages)} …")
    options = ["-o", "DPkg::Lock::Timeout=300"]
    follow(["apt-get", "update", *options])  # an old list of packages names files that are gone
    return follow(["apt-get", "install", "-y", "--no-install-recommends", *options, *packages]) == 0


def pip(*arguments: str) -> None:
    """Install into `.venv`, telling each package as it is fetched."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *arguments]
    if follow(command, told=re.compile(r"Collecting (?P<name>[\w.-]+)==(?P<version>[\w.]+)")):
        raise Stop("Paketen gick inte att installera. Läs felet ovan och kontrollera nätet.")


def follow(command: list[str], told: re.Pattern[str] | None = None) -> int:
    """Run a command quietly and give its exit code; tell the lines that `told` finds, and the last ones if it fails."""
    lines = []
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            found = told.match(line.strip()) if told else None
            if found:
                print(f"    {found['name']} {found['version']}", flush=True)
    if process.returncode:
        print("".join(lines[-40:]), file=sys.stderr, flush=True)
    return process.returncode


def call(*arguments: str) -> int:
    """Run `.venv`'s Python in the checkout, in view; its exit code. Nothing it starts needs a screen."""
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": search}
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, env=environment, check=False).returncode


def fresh_folder(name: str) -> Path:
    """A folder in the checkout that does not exist yet: `name`, else with the first number that is free."""
    folder, number = ROOT / name, 1
    while folder.exists():
        number += 1
        folder = ROOT / f"{name}-{number}"
    return folder


def say(text: str) -> None:
    """Tell what is being done, at once."""
    print(f"• {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
