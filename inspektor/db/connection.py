"""The one place that opens and creates review files. Passwords will be taken here and nowhere else.

A file that cannot be opened gets its own sentence (`Problem`), never SQLite's words.
"""

from __future__ import annotations

import errno
import os
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3
import sqlcipher3.dbapi2 as sqlite

# sqlite-utils looks for pysqlite3 first and catches that module's exceptions: give it the ones this connection raises.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlite)

# It would load numpy, which is here for statistics alone, only to know its types of numbers: not at every start.
_modules: dict[str, object] = sys.modules  # type: ignore[assignment]  # None among them: an import of it fails
_modules.setdefault("numpy", None)

from sqlite_utils import Database  # noqa: E402  (must come after the lines above)

if _modules["numpy"] is None:
    del _modules["numpy"]

from inspektor.db import schema  # noqa: E402
from inspektor.domain.errors import Problem  # noqa: E402

SUFFIX = ".granskning"
_MAGIC = b"SQLite format 3\0"
BUSY_MS = 5000  # how long a statement waits for another program to let go of the file
ATTACHED_PAGES = 256  # of 4 KB: a file beside it is read as it lies, and nothing is gained by keeping more
CACHE_PAGES = 16_384  # of 4 KB: room for a large review, so that reading and a long write touch each page once

__all__ = [
    "BUSY_MS",
    "CACHE_PAGES",
    "SUFFIX",
    "Database",
    "attach",
    "copy_upgraded",
    "create",
    "damaged",
    "guarded",
    "is_older",
    "open_file",
    "place",
    "refuse_taken",
    "sqlite",
]


_in_use: Counter[tuple[int, int]] = Counter()  # device and inode of each file that this process has a connection to


class _Connection(Database):
    """A connection that remembers which file it holds."""

    held: tuple[int, int] | None = None

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        if self.held is not None:
            _in_use[self.held] -= 1
            self.held = None


def _identity(path: Path) -> tuple[int, int] | None:
    """What makes it the same file whatever it is called; None where it cannot be seen."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_file(path: Path, *, write: bool) -> Database:
    """A connection to an existing review file, migrated to this program's schema when `write`.

    Raises Problem with its own sentence for a missing file, a folder, an empty file, a file that is no SQLite file,
    another program's file, a newer or damaged file, one that may not be read or written, and one that is locked.
    """
    known = _identity(path)
    if known is None or not _in_use[known]:
        # Only a file that is not open here: on POSIX, closing any handle to a file drops the process's locks on it.
        _refuse_by_sight(path, write=write)
    with guarded(path):
        if not write:
            _finish_rollback(path)
        database = _connect(path, "rw" if write else "ro")
        try:
            _refuse_by_header(database, path)
            if write:
                _upgrade(database, path)
            elif schema.version(database) < schema.VERSION:
                raise Problem(
                    f"Filen {path.name} är från en äldre Inspektor. Öppna den för att skriva, så uppgraderas den."
                )
            _settle(database)
        except BaseException:
            database.close()
            raise
    database.held = _identity(path)
    if database.held is not None:
        _in_use[database.held] += 1
    return database


def is_older(path: Path) -> bool:
    """Whether a review file is from an older Inspektor. Problem as in `open_file` for one that is none."""
    known = _identity(path)
    if known is None or not _in_use[known]:
        _refuse_by_sight(path, write=False)
    with guarded(path):
        _finish_rollback(path)
        database = _connect(path, "ro")
        try:
            _refuse_by_header(database, path)
            return schema.version(database) < schema.VERSION
        finally:
            database.close()


def copy_upgraded(path: Path, copy: Path) -> None:
    """A copy of an older file, brought to this program's schema; the file itself is left as it is."""
    with guarded(path):
        database = _connect(path, "ro")
        try:
            database.execute("VACUUM INTO ?", [str(copy)])
        finally:
            database.close()
        database = _connect(copy, "rw")
        try:
            schema.apply(database)
        finally:
            database.close()


def attach(database: Database, path: Path, name: str) -> None:
    """Make another review file's tables readable beside those of an open one, under `name`."""
    database.execute(f"ATTACH ? AS {name}", [f"{path.absolute().as_uri()}?mode=ro"])
    database.execute(f"PRAGMA {name}.cache_size = {ATTACHED_PAGES}")


def _finish_rollback(path: Path) -> None:
    """Undo what a killed process had half written: the journal it left is played back by a first read that may write.

    A connection for reading alone would refuse such a file.
    """
    if not _journal(path).exists():
        return
    database = _connect(path, "rw")
    try:
        schema.version(database)
    finally:
        database.close()


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _upgrade(database: Database, path: Path) -> None:
    """Bring an older file to this program's schema, after a backup that a failure names."""
    if schema.version(database) == schema.VERSION:
        return
    copy = schema.backup(path)
    try:
        with guarded(path):
            schema.apply(database)
    except Problem as problem:
        raise Problem(f"{problem} Säkerhetskopian från före uppgraderingen heter {copy.name}.") from problem


def create(path: Path, fill: Callable[[Database], None], *, review: str = "", owner: str | None = None) -> None:
    """A new file of a new review, or as `owner`'s working file of an existing one, with what `fill` records in it. An
    existing file is never overwritten (Problem).

    The file is made whole beside its place and then linked there, so a stop midway leaves nothing at `path`.
    """
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.ny")
    with guarded(path):
        refuse_taken(path)
        if not path.parent.is_dir():
            raise Problem(f"Mappen {path.parent} finns inte. Skapa den först, eller välj en annan mapp.")
        try:
            database = _connect(draft, "rwc")
            try:
                schema.create(database, review, owner)
                _settle(database)
                fill(database)
            finally:
                database.close()
            place(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def refuse_taken(path: Path) -> None:
    """Problem for a name that a file has: what is there is never written over."""
    if path.exists():
        raise _taken(path)


def _taken(path: Path) -> Problem:
    return Problem(f"Filen {path.name} finns redan och skrivs inte över. Välj ett annat namn.")


def place(draft: Path, path: Path) -> None:
    """Give a finished file its name, failing rather than overwriting."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        draft.rename(path)  # a file system without hard links (FAT, some shares)


def _connect(path: Path, mode: str) -> _Connection:
    connection = sqlite.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return _Connection(connection, recursive_triggers=False, execute_plugins=False, strict=True)


def _settle(database: Database) -> None:
    """The settings of every connection (DESIGN: one file, nothing half written, nothing trusted)."""
    database.execute(f"PRAGMA cache_size = {CACHE_PAGES}")
    for pragma in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"):
        database.execute(f"PRAGMA {pragma}")


def _refuse_by_sight(path: Path, *, write: bool) -> None:
    try:
        if path.is_dir():
            raise Problem(f"{path.name} är en mapp. Välj en granskning, en fil som slutar på {SUFFIX}.")
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except (FileNotFoundError, NotADirectoryError):
        raise Problem(f"Filen {path.name} finns inte. Kontrollera namnet och mappen.") from None
    except PermissionError:
        raise Problem(f"Du har inte rätt att läsa filen {path.name}. Be den som äger mappen om behörighet.") from None
    except OSError:
        raise Problem(f"Filen {path.name} går inte att läsa. Kontrollera disken eller nätverket.") from None
    if not head:
        raise Problem(f"Filen {path.name} är tom och innehåller ingen granskning. Hämta en säkerhetskopia.")
    if head != _MAGIC:
        raise Problem(f"Filen {path.name} är inte en granskning. Välj en fil som Inspektor har skapat ({SUFFIX}).")
    if write and not os.access(path, os.W_OK):
        raise Problem(_write_protected(path))


def _refuse_by_header(database: Database, path: Path) -> None:
    found = database.execute("PRAGMA application_id").fetchone()[0]
    if found != schema.APPLICATION_ID:
        raise Problem(f"Filen {path.name} hör till ett annat program. Välj en fil som Inspektor har skapat ({SUFFIX}).")
    if schema.version(database) > schema.VERSION:
        raise Problem(f"Filen {path.name} är skapad i en nyare Inspektor. Uppdatera programmet och öppna den igen.")


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Tells SQLite's and the system's known failures about `path` as sentences; the open transaction is rolled back by
    its own context. A broken constraint or a misused connection is no such failure, but a bug.
    """
    try:
        yield
    except (sqlite.IntegrityError, sqlite.ProgrammingError):
        raise
    except sqlite.DatabaseError as error:
        raise Problem(_sentence(getattr(error, "sqlite_errorname", ""), path)) from error
    except OSError as error:
        raise Problem(_system_sentence(error, path)) from error


def damaged(path: Path) -> str:
    """What to say of a file that cannot be trusted any more."""
    return f"Filen {path.name} är skadad och går inte att läsa. Hämta den senaste säkerhetskopian."


def _sentence(code: str, path: Path) -> str:
    """What SQLite's result code means to the person; whatever is not the surroundings' fault is damage."""
    name = "_".join(code.split("_")[:2])  # SQLITE_IOERR_WRITE and its like are told as their kind
    sentences = {
        "SQLITE_BUSY": f"Filen {path.name} används av ett annat program eller en annan Inspektor. "
        "Stäng den där och försök igen.",
        "SQLITE_FULL": _full(path),
        "SQLITE_READONLY": _write_protected(path),
        "SQLITE_CANTOPEN": f"Filen {path.name} eller mappen går inte att skriva i. Välj en mapp där du får skriva.",
        "SQLITE_IOERR": _no_reply(path),
    }
    return sentences.get(name, damaged(path))


def _write_protected(path: Path) -> str:
    """The file, or its folder, which takes the journal; or a journal is there already and waits to be played back."""
    journal = _journal(path)
    if journal.exists():
        return (
            f"En ändring av {path.name} avbröts och måste först tas tillbaka. Öppna filen där du får skriva; "
            f"flyttas den behöver {journal.name} följa med."
        )
    if os.access(path, os.W_OK) and not os.access(path.parent, os.W_OK):
        return f"Mappen som {path.name} ligger i är skrivskyddad. Kopiera filen till en mapp där du får skriva."
    return f"Filen {path.name} är skrivskyddad. Kopiera den till en mapp där du får skriva."


def _system_sentence(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(path)
    if error.errno == errno.ENAMETOOLONG:
        return f"Filnamnet {path.name} är för långt. Välj ett kortare."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"Du har inte rätt att skriva i mappen {path.parent}. Välj en annan mapp."
    return _no_reply(path)


def _full(path: Path) -> str:
    return f"Disken är full. Ingenting har ändrats i {path.name}. Frigör utrymme och försök igen."


def _no_reply(path: Path) -> str:
    return f"Disken eller nätverket svarade inte för {path.name}. Ingenting har ändrats. Kontrollera anslutningen."
