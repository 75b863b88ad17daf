"""A table of settlements and days in CSV, also zipped or a folder of such, read block by block and never held whole."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.errors import BadSource
from frontwatch.ground.settings import FIRST_YEAR, LAST_YEAR, MAX_TABLE_BYTES, MAX_TABLE_DAYS, TABLE_BLOCK_BYTES

MISSING = 255
"""The code of a settlement and a day of which no row tells."""
LONGEST_HEADING = 64 * 1024
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """What a table tells of n settlements on m days."""

    days: NDArray[np.datetime64]
    """(m,) ascending."""
    code: NDArray[np.uint8]
    """(n, m): as asked for; 255 where no row tells."""
    unknown: int
    """Ids that are none of the n."""


def is_table(path: Path, columns: Sequence[str]) -> bool:
    """Whether the file, or the folder's first, is a CSV whose heading has the columns."""
    try:
        return all(name in _heading(_tables(path)[0]) for name in columns)
    except (BadSource, OSError, IndexError):
        return False


def read_statuses(
    path: Path,
    columns: tuple[str, str, str],
    ids: NDArray[np.int64],
    codes: Mapping[str, int],
    progress: Callable[[float], None],
) -> Statuses:
    """One status for each settlement and day.

    Args:
        path: a .csv, a .zip with one, or a folder of these.
        columns: names of the columns of the id, the day (YYYYMMDD) and the status.
        ids: (n,) of the settlements asked for; rows of others are counted and left out.
        codes: what a status may be, below 255.
    Raises: BadSource: naming the file and, where one row is at fault, its line.
    """
    grid = _Grid(ids, codes)
    tables = _tables(path)
    for n, table in enumerate(tables):
        line = 2
        for batch in _batches(table, columns):
            grid.add(*batch, table, line)
            line += len(batch[0])
        progress((n + 1) / len(tables))
    if not grid.days:
        raise BadSource(f"{path}: has no row; give a table of settlements and days.")
    return grid.statuses()


class _Grid:
    """Settlements by days, filled block by block."""

    def __init__(self, ids: NDArray[np.int64], codes: Mapping[str, int]) -> None:
        self.rows = {int(id): n for n, id in enumerate(ids)}
        self.codes = codes
        self.days: dict[str, int] = {}
        self.unknown: set[int] = set()
        self.code = np.full((len(ids), 512), MISSING, np.uint8)

    def add(self, ids: Any, days: Any, statuses: Any, table: Path, line: int) -> None:
        """Rows of one block, of which the first stands on ``line``."""
        row = self._coded(ids, self._row, table, line)
        day = self._coded(days, self._day, table, line)
        code = self._coded(statuses, self._status, table, line)
        known = row >= 0
        row, day, code, at = row[known], day[known], code[known].astype(np.uint8), np.flatnonzero(known)
        before = self.code[row, day]
        self.code[row, day] = code
        wrong = ((before != MISSING) & (before != code)) | (self.code[row, day] != code)
        if wrong.any():
            same = np.flatnonzero((row == row[wrong.argmax()]) & (day == day[wrong.argmax()]))
            first = before[same[0]] if before[same[0]] != MISSING else code[same[0]]
            differs = same[code[same] != first][0]
            raise BadSource(
                f"{table}:{line + int(at[differs])}: this settlement and day stand in an earlier row with another "
                "status; remove one of them."
            )

    def statuses(self) -> Statuses:
        """All that was read, in the order of days."""
        names = sorted(self.days)
        order = [self.days[name] for name in names]
        days = np.array([f"{d[:4]}-{d[4:6]}-{d[6:]}" for d in names], "datetime64[D]")
        return Statuses(days, self.code[:, order], len(self.unknown))

    def _coded(self, texts: Any, read: Callable[[str], int], table: Path, line: int) -> NDArray[np.int64]:
        """A number for each text; each distinct one is read once."""
        distinct = texts.dictionary_encode()
        numbers: list[int] = []
        for n, text in enumerate(distinct.dictionary.to_pylist()):
            try:
                numbers.append(read(text or ""))
            except ValueError as error:
                at = line + int((distinct.indices.to_numpy() == n).argmax())
                raise BadSource(f"{table}:{at}: {error}; mend this line.") from error
        found: NDArray[np.int64] = np.array(numbers, np.int64)[distinct.indices.to_numpy()]
        return found

    def _row(self, text: str) -> int:
        plain = text.removesuffix(".0")
        if not (plain.isascii() and plain.isdigit() and len(plain) < 19):
            raise ValueError(f"{text[:30]!r} is no settlement's number")
        if int(plain) not in self.rows:
            self.unknown.add(int(plain))
        return self.rows.get(int(plain), -1)

    def _day(self, text: str) -> int:
        plain = text.removesuffix(".0").replace("-", "")
        try:
            if not (len(plain) == 8 and plain.isascii() and FIRST_YEAR <= int(plain[:4]) <= LAST_YEAR):
                raise ValueError
            date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
        except ValueError:
            raise ValueError(f"{text[:30]!r} is no day (like 20250628)") from None
        if plain not in self.days:
            if len(self.days) == MAX_TABLE_DAYS:
                raise ValueError(f"{text[:30]!r} is one day too many ({MAX_TABLE_DAYS:,} can be read)")
            if len(self.days) == self.code.shape[1]:
                self.code = np.hstack([self.code, np.full_like(self.code, MISSING)])
            self.days[plain] = len(self.days)
        return self.days[plain]

    def _status(self, text: str) -> int:
        if text.strip() not in self.codes:
            known = ", ".join(name for name in self.codes if name)
            raise ValueError(f"{text[:30]!r} is no status ({known}, or nothing)")
        return self.codes[text.strip()]


def _tables(path: Path) -> list[Path]:
    """The files of a source that are tables or archives of one, by name."""
    if path.is_dir():
        return sorted(p for p in path.iterdir() if p.suffix.lower() in (".csv", ".zip") and p.is_file())
    if not path.is_file():
        raise BadSource(f"{path}: no such file or folder; give a .csv, a .zip with one, or a folder of these.")
    return [path]


def _batches(table: Path, columns: tuple[str, str, str]) -> Iterator[tuple[Any, Any, Any]]:
    """The three columns of each block of rows, as Arrow arrays of text."""
    import pyarrow as pa
    from pyarrow import csv as arrow

    heading = _heading(table)
    for name in columns:
        if heading.count(name) != 1:
            raise BadSource(
                f"{table}: has {'no' if name not in heading else 'more than one'} column {name}; its columns are "
                f"{', '.join(heading)[:200]}."
            )
    with _opened(table) as file:
        try:
            reader = arrow.open_csv(
                file,
                read_options=arrow.ReadOptions(block_size=TABLE_BLOCK_BYTES, use_threads=False),
                parse_options=arrow.ParseOptions(ignore_empty_lines=False),
                convert_options=arrow.ConvertOptions(
                    include_columns=list(columns),
                    column_types=dict.fromkeys(columns, pa.string()),
                    strings_can_be_null=False,
                ),
            )
            for batch in reader:
                yield tuple(batch.column(name) for name in columns)
        except (pa.ArrowException, zipfile.BadZipFile, EOFError, OSError, UnicodeDecodeError, ValueError) as error:
            raise BadSource(f"{table}: is no whole table ({' '.join(str(error).split())[:160]}).") from error


def _heading(table: Path) -> list[str]:
    with _opened(table) as file:
        try:
            first = file.readline(LONGEST_HEADING).decode("utf-8-sig")
            return next(csv.reader([first]), [])
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, csv.Error) as error:
            raise BadSource(f"{table}: is no whole table ({str(error)[:80]}).") from error


@contextmanager
def _opened(table: Path) -> Iterator[_Bounded]:
    """The bytes of a .csv, or of the one in a .zip."""
    if table.suffix.lower() != ".zip":
        with table.open("rb") as file:
            yield _Bounded(file, table)
        return
    try:
        with zipfile.ZipFile(table) as archive:
            inside = [
                m for m in archive.infolist() if m.filename.lower().endswith(".csv") and "__MACOSX" not in m.filename
            ]
            if len(inside) != 1:
                raise BadSource(f"{table}: holds {len(inside)} tables; give an archive of one .csv.")
            with archive.open(inside[0]) as file:
                yield _Bounded(file, table)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError) as error:
        raise BadSource(f"{table}: the archive is damaged or locked ({str(error)[:120]}); fetch it again.") from error


class _Bounded:
    """A file that refuses to be longer than a table can be: what an archive says of its size may be a lie."""

    closed = False

    def __init__(self, file: IO[bytes], table: Path) -> None:
        self.file, self.table, self.bytes = file, table, 0

    def read(self, size: int = -1) -> bytes:
        return self._counted(self.file.read(size))

    def readline(self, size: int = -1) -> bytes:
        return self._counted(self.file.readline(size))

    def close(self) -> None:
        """Who opened the file closes it."""

    def _counted(self, data: bytes) -> bytes:
        self.bytes += len(data)
        if self.bytes > MAX_TABLE_BYTES:
            raise BadSource(f"{self.table}: unpacks to more than a table can be ({MAX_TABLE_BYTES >> 30} GB).")
        return data
