"""Who has a review open for writing: a lock file beside it, and the person's name in a file beside that."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo

from inspektor.domain.errors import Problem

_STALE_AFTER = 24 * 3600 * 1000  # milliseconds; on the same computer a lock is stale as soon as its program is gone


class HeldByAnother(Problem):
    """The file is open for writing in another Inspektor: whose, and on which computer (`foreign`: not this one)."""

    def __init__(self, who: str, computer: str, *, foreign: bool) -> None:
        self.who, self.computer, self.foreign = who, computer, foreign
        super().__init__(
            f"Filen är öppen i en annan Inspektor. {who}, dator {computer}. "
            "Stäng den där, eller öppna här för att bara läsa."
        )


class FileLock:
    """Held while a review is open for writing. A context of its own: `release` when the review is closed."""

    def __init__(self, path: Path) -> None:
        place = path.resolve()
        self._name = place.with_name(f".~lock.{place.name}.namn")
        self._lock = QLockFile(str(place.with_name(f".~lock.{place.name}")))
        self._lock.setStaleLockTime(_STALE_AFTER)

    def take(self, who: str) -> None:
        """Take the lock for a person. HeldByAnother when somebody has it; Problem when it cannot be made."""
        if self._lock.tryLock(0):
            with suppress(OSError):  # the name is a courtesy: the lock holds without it
                self._name.write_text(who, encoding="utf-8")
            return
        if self._lock.error() == QLockFile.LockError.LockFailedError:
            raise self.holder()
        raise Problem(
            "Mappen går inte att skriva i. Öppna granskningen för läsning, eller kopiera den till en annan mapp."
        )

    def holder(self) -> HeldByAnother:
        """Who has the lock: somebody has."""
        _, computer, _ = self._lock.getLockInfo()
        try:
            who = self._name.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            who = ""
        return HeldByAnother(who or "någon", computer or "okänd", foreign=computer != QSysInfo.machineHostName())

    def is_held(self) -> bool:
        """Whether somebody, somewhere, has the file open for writing."""
        if not self._lock.tryLock(0):
            return self._lock.error() == QLockFile.LockError.LockFailedError
        self._lock.unlock()
        return False

    def release(self) -> None:
        """Let go of the file, if it is held."""
        if self._lock.isLocked():
            with suppress(OSError):
                self._name.unlink(missing_ok=True)
            self._lock.unlock()

    def take_over(self, who: str) -> None:
        """Take the lock that a program on another computer left behind. HeldByAnother while that program still runs."""
        self._lock.removeStaleLockFile()
        self.take(who)
