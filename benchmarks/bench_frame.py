"""Reading a frame of 10,000 rows against reading the same cells alone with openpyxl: prints the ratio (aim: at most 2).

Run as `python benchmarks/bench_frame.py`. Everything in the list is invented.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from stdnum import luhn

if __package__ in (None, ""):  # started as a script, perhaps where the package is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspektor.domain.frame import read_frame
from inspektor.operations.sheets import read_sheet

ROWS = 10_000
ROUNDS = 3
HEADINGS = (
    "Löpnr Personnummer Kön Stadsdelsförvaltning Lagrum Insats Beslut Beslutsdatum Förstagångsbeslut Barn Handläggare"
)


def identity_number(chance: random.Random) -> tuple[str, str]:
    """An invented number (birth numbers 980–999 are given to nobody) and its gender."""
    born = date(1935, 1, 1) + timedelta(days=chance.randrange(25_000))
    serial = chance.randrange(980, 1000)
    digits = f"{born:%y%m%d}{serial}"
    return f"{born:%Y%m%d}-{serial}{luhn.calc_check_digit(digits)}", "Man" if serial % 2 else "Kvinna"


def write_list(path: Path) -> None:
    chance = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Beslut")
    sheet.append(["Beslut under året, uttag ur verksamhetssystemet"])
    sheet.append(HEADINGS.split())
    for number in range(1, ROWS + 1):
        identity, gender = identity_number(chance)
        decided = date(2019, 1, 1) + timedelta(days=chance.randrange(365))
        sheet.append(
            [
                number,
                identity,
                chance.choice([gender, gender[0], gender.lower()]),
                chance.choice(["Farsta", "Norrmalm sdf", "Skärholmens stadsdelsförvaltning", "BROMMA"]),
                chance.choice(["SoL 4:1", "LSS 9 § 10"]),
                "Sysselsättning",
                chance.choice(["Bifall", "bifall", "Avslag"]),
                chance.choice([decided, decided.isoformat(), f"{decided:%Y%m%d}"]),
                chance.choice(["Ja", "Nej"]),
                chance.choice(["Ja", "Nej", None]),
                f"HL{number % 9}",
            ]
        )
    book.save(path)


def read_cells(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    cells = sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return cells


def read_whole_frame(path: Path) -> int:
    frame = read_frame(read_sheet(path).rows)
    if len(frame.rows) != ROWS:
        raise SystemExit(f"{len(frame.rows)} rows read of {ROWS}")
    return len(frame.rows)


def seconds(work: Callable[[Path], int], path: Path) -> float:
    start = time.perf_counter()
    work(path)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ram.xlsx"
        write_list(path)
        rounds = [(seconds(read_cells, path), seconds(read_whole_frame, path)) for _ in range(ROUNDS)]
    floor, ours = (min(times) for times in zip(*rounds, strict=True))
    print(f"frame of {ROWS} rows: cells alone {floor:.2f} s, as a frame {ours:.2f} s, ratio {ours / floor:.2f} (aim 2)")


if __name__ == "__main__":
    main()
