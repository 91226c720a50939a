"""The command line as a person or a script meets it, called in-process: what was said, and what must hold whenever it
refuses.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspektor.cli import run

# Words that give away a message that came from Python, a library or the operating system.
ENGLISH = re.compile(
    r"\b(the|not(?!\()|no such|found|error|errno|usage|options?|positional|expected|invalid|unrecognized|show|help|"
    r"cannot|can't|could|failed|directory|unable|none|true|false)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output; nothing else stands there."""
        assert self.out.endswith("\n")
        told = json.loads(self.out)
        assert isinstance(told, dict)
        return told


def inspektor(*words: object) -> Said:
    """Run the program with some words; no traceback, whatever they are."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = run([str(word) for word in words])
        except SystemExit as end:  # what argparse does after a help text or a wrong usage
            status = end.code if isinstance(end.code, int) else 1
    said = Said(status, out.getvalue(), err.getvalue())
    assert "Traceback" not in said.out + said.err
    return said


def done(*words: object) -> str:
    """Run a command that works; what it wrote for a person."""
    said = inspektor(*words)
    assert said.status == 0, said.err
    return said.out


def told(*words: object) -> dict[str, Any]:
    """Run a command that works with `--json`; its object."""
    said = inspektor(*words, "--json")
    assert said.status == 0, said.err
    return said.json


def attention(*words: object) -> dict[str, Any]:
    """Run a command that works with `--json` and leaves something for a person to see to; its object."""
    said = inspektor(*words, "--json")
    assert said.status == 3, said.err
    return said.json


def refused(*words: object, unchanged: Path | None = None) -> str:
    """Run a command that must refuse: exit 1, one or two lines of Swedish, and no file made, changed or left behind.

    With `--json` too, where the one object on standard output says the same. Gives the sentences.
    """
    before = contents(unchanged.parent) if unchanged else {}
    said = inspektor(*words)
    assert (said.status, said.out) == (1, ""), said
    swedish(said.err)
    as_json = inspektor(*words, "--json")
    assert as_json.status == 1
    assert as_json.err == said.err
    assert as_json.json["error"] == said.err.rstrip("\n")
    assert isinstance(as_json.json["rejected"], list)
    if unchanged:
        assert contents(unchanged.parent) == before
    return said.err.rstrip("\n")


def swedish(message: str) -> None:
    """A message is one or two lines of whole sentences, in Swedish."""
    lines = message.rstrip("\n").split("\n")
    assert 1 <= len(lines) <= 2, message
    assert all(line.endswith(".") for line in lines), message
    assert not ENGLISH.search(message), message
    assert "!" not in message


def contents(folder: Path) -> dict[str, str]:
    """The files of a folder by name, each with its SHA-256."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path) for path in files}


def sha256(path: Path) -> str:
    """A file's SHA-256, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
