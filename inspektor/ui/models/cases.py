"""The list of cases as the table shows it: handed lines, sorted by any column, filtered at once. Knows no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from inspektor.domain.swedish import listing, natural_key, sort_key
from inspektor.domain.values import as_typed
from inspektor.operations.listing import STATUSES, CaseLine

Index = QModelIndex | QPersistentModelIndex
NOBODY = "Ingen granskare"
CODE, UNIT, GENDER, DECISION, DATE, REVIEWER, ANSWERED, STATUS = range(8)
LINE = Qt.ItemDataRole.UserRole  # the CaseLine of a row
_LEFT, _RIGHT = (
    Qt.AlignmentFlag.AlignVCenter | side for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it shows of a case, and what it sorts by."""

    title: str
    text: Callable[[CaseLine], str]
    key: Callable[[CaseLine], object]
    right: bool = False


def _text(name: str) -> Callable[[CaseLine], str]:
    return lambda line: str(getattr(line.case, name) or "")


def _sorted_by(name: str) -> Callable[[CaseLine], object]:
    """By the Swedish alphabet, what is not known last."""

    def key(line: CaseLine) -> object:
        text = str(getattr(line.case, name) or "")
        return not text, sort_key(text)

    return key


def answered_text(line: CaseLine) -> str:
    """`14 av 22`."""
    return f"{line.answered} av {line.applicable}"


COLUMNS = (
    Column("Kod", _text("code"), lambda line: natural_key(line.case.code)),
    Column("Enhet", _text("unit"), _sorted_by("unit")),
    Column("Kön", _text("gender"), _sorted_by("gender")),
    Column("Beslut", _text("decision"), _sorted_by("decision")),
    Column("Beslutsdatum", _text("decision_date"), _sorted_by("decision_date")),
    Column("Granskare", _text("reviewer"), _sorted_by("reviewer")),
    Column(
        "Besvarade", answered_text, lambda line: (line.answered / max(line.applicable, 1), line.answered), right=True
    ),
    Column("Status", lambda line: line.status, lambda line: STATUSES.index(line.status)),
)


@dataclass(frozen=True)
class Filter:
    """What to show: a search in everything that is shown, and a choice of unit, status, reviewer and codes."""

    search: str = ""
    unit: str = ""
    status: str = ""
    reviewer: str = ""
    codes: frozenset[str] = frozenset()

    @property
    def active(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter()

    def words(self) -> str:
        """What it asks for, as a person would say it: `Farsta, klart, flytt`."""
        behind = "bakom siffran" if self.codes else ""
        return ", ".join(part for part in (behind, self.unit, self.status, self.reviewer, self.search) if part)

    def without(self, name: str) -> Filter:
        """The same with one part left out."""
        return replace(self, **{name: getattr(Filter(), name)})

    def parts(self) -> list[str]:
        """The names of the parts that leave something out."""
        return [one.name for one in fields(self) if getattr(self, one.name)]


class Lines:
    """Cases made ready for the table: what each column sorts by, and what a search looks in. Slow for thousands: made
    on a thread of its own.
    """

    def __init__(self, lines: Sequence[CaseLine]) -> None:
        self.lines = list(lines)
        by_code = sorted(range(len(self.lines)), key=lambda place: natural_key(self.lines[place].case.code))
        self._by_code = by_code
        self.ranks = [self._ranks(column) for column in COLUMNS]
        self.haystacks = [_haystack(line) for line in self.lines]
        self.place = {line.case.code: place for place, line in enumerate(self.lines)}
        texts = [{column.text(line) for line in self.lines} for column in COLUMNS]
        self.longest = [sorted(one, key=len, reverse=True)[:8] for one in texts]  # what decides how wide a column is
        self.units, self.reviewers = self._values("unit"), self._values("reviewer")
        self.standing = Counter(line.status for line in self.lines)

    def _ranks(self, column: Column) -> list[int]:
        """Where each case comes when sorted by a column; equal ones by code."""
        keys = [column.key(line) for line in self.lines]
        ranks = [0] * len(keys)
        for rank, place in enumerate(sorted(self._by_code, key=keys.__getitem__)):  # type: ignore[arg-type]
            ranks[place] = rank
        return ranks

    def replace(self, line: CaseLine) -> None:
        """Another state of one case. It keeps its place until all are made ready again."""
        place = self.place[line.case.code]
        self.standing.subtract([self.lines[place].status])
        self.standing[line.status] += 1
        self.lines[place] = line
        self.haystacks[place] = _haystack(line)

    @property
    def statuses(self) -> list[str]:
        """The states that cases are in, in the order of the work."""
        return [one for one in STATUSES if self.standing[one]]

    def matching(self, wanted: Filter) -> list[int]:
        """The places of the cases that pass a filter."""
        sought = as_typed(wanted.search).casefold().split()
        found: Iterable[int] = range(len(self.lines))
        if wanted.codes:
            found = [place for place in found if self.lines[place].case.code in wanted.codes]
        if wanted.unit:
            found = [place for place in found if self.lines[place].case.unit == wanted.unit]
        if wanted.status:
            found = [place for place in found if self.lines[place].status == wanted.status]
        if wanted.reviewer:
            found = [place for place in found if (self.lines[place].case.reviewer or NOBODY) == wanted.reviewer]
        for word in sought:
            found = [place for place in found if word in self.haystacks[place]]
        return list(found)

    def _values(self, name: str) -> list[str]:
        """What a field holds, each value once, in Swedish order."""
        return sorted({value for line in self.lines if (value := getattr(line.case, name))}, key=sort_key)

    def relaxed(self, wanted: Filter) -> tuple[Filter, int]:
        """For a filter that lets nothing through: the one with the fewest parts left out that does, and how many."""
        best = max(((wanted.without(name)) for name in wanted.parts()), key=lambda one: len(self.matching(one)))
        found = len(self.matching(best))
        return (best, found) if found or not best.active else self.relaxed(best)


def _haystack(line: CaseLine) -> str:
    return " ".join([*(column.text(line) for column in COLUMNS), line.case.insats, line.case.area]).casefold()


class CaseModel(QAbstractTableModel):
    """The table's rows. `ordered` is sent with a column and whether it goes downwards, when it is sorted by that."""

    ordered = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.lines = Lines([])
        self.filter = Filter()
        self.column, self.descending = CODE, False
        self._shown: list[int] = []

    def show(self, lines: Lines) -> None:
        """Show other cases, in the same order and through the same filter."""
        self._arrange(lines)

    def set_filter(self, wanted: Filter) -> None:
        """Show the cases that pass."""
        self.filter = wanted
        self._arrange()

    def order(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column."""
        self.column, self.descending = column, descending
        self._arrange()
        self.ordered.emit(column, descending)

    def _arrange(self, lines: Lines | None = None) -> None:
        self.beginResetModel()  # until here whoever listens may ask for what is shown now
        self.lines = lines or self.lines
        ranks = self.lines.ranks[self.column]
        self._shown = sorted(self.lines.matching(self.filter), key=ranks.__getitem__, reverse=self.descending)
        self.endResetModel()

    def update(self, line: CaseLine) -> None:
        """Show another state of one case, where it stands."""
        self.lines.replace(line)
        row = self.row_of(line.case.code)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def line(self, row: int) -> CaseLine:
        """The case of a row."""
        return self.lines.lines[self._shown[row]]

    def row_of(self, code: str) -> int:
        """The row of a case; -1 when it is not shown."""
        place = self.lines.place.get(code, -1)
        return self._shown.index(place) if place in self._shown else -1

    def codes(self) -> list[str]:
        """The codes that are shown, in order."""
        return [self.lines.lines[place].case.code for place in self._shown]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own call."""
        column, line = COLUMNS[index.column()], self.line(index.row())
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line) or "–"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line) if index.column() == CODE else f"{column.title}: {column.text(line) or 'saknas'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    @staticmethod
    def _spoken(line: CaseLine) -> str:
        case = line.case
        facts = [part for part in (case.unit, case.gender, case.decision, case.reviewer) if part]
        return f"{case.code}, {listing(facts)}, {answered_text(line)} besvarade, {line.status}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802
        """Qt's own call: the column that is sorted by has an arrow."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = "" if section != self.column else (" ↓" if self.descending else " ↑")
            return f"{column.title}{arrow}"
        return (_RIGHT if column.right else _LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None
