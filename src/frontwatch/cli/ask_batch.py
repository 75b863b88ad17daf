"""Many questions from a file of comma-separated values, and the same rows with their chances."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from frontwatch.cli.ask_event import side_named
from frontwatch.model import FrontwatchError, Place

if TYPE_CHECKING:
    from frontwatch.asking.batch import RowChances, Rows
    from frontwatch.theatre.theatre import Theatre

ADDED = ("probability", "low", "high", "climatology", "kinetic", "trouble")
NEEDED = ("side", "by")
MOST_BYTES = 50_000_000
"""A row takes some 50 bytes; more than a million rows is no list of places."""
MOST_ROWS = 200_000
SHOWN = 40
"""Letters of a cell that are repeated in a message."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows: its head and cells as they stand there."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str

    def column(self, name: str) -> int | None:
        """Where a column stands, whatever its capitals and the space around it."""
        found = [k for k, title in enumerate(self.head) if title.strip().lower() == name]
        if len(found) > 1:
            raise FrontwatchError(f"Two columns of the batch are called {name!r}; name each once.")
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Question:
    """One row, understood."""

    place: Place
    side: str
    by: date


def answer_batch(
    table: Table, theatre: Theatre, as_of: date, chances: Callable[[Rows], RowChances]
) -> tuple[str, int, int]:
    """The rows with their chances as text, the number of rows, and of those without a chance.

    Args:
        chances: gives the chances of the rows that could be understood, as many as it is given.
    """
    read = _reader(table, theatre, as_of)
    questions = [read(row) for row in table.rows]
    asked = [q for q in questions if isinstance(q, Question)]
    found = chances(_as_rows(asked)) if asked else None
    out = io.StringIO()
    # With "\n" alone a carriage return inside a cell would be written bare, and end the row for whoever reads it.
    writer = csv.writer(out, lineterminator="\r\n", delimiter=table.delimiter)
    writer.writerow([*table.head, *ADDED])
    at, bare = 0, 0
    for row, question in zip(table.rows, questions, strict=True):
        if isinstance(question, str) or found is None:
            figures = ["", "", "", "", "", str(question)]
        else:
            figures = _figures(found, at)
            at += 1
        bare += not figures[0]
        cells = [*row[: len(table.head)], *[""] * (len(table.head) - len(row))]
        writer.writerow([*cells, *figures])
    return out.getvalue(), len(table.rows), bare


def read_table(path: Path) -> Table:
    """The file's rows.

    Raises: FrontwatchError: it is no table of comma-separated values in UTF-8, or lacks a column that is needed.
    """
    if not path.is_file():
        raise FrontwatchError(f"{path}: there is no such file; give a table with the columns lon, lat, side and by.")
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise FrontwatchError(f"{path}: over {MOST_BYTES // 1_000_000} MB; give the rows in several files.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FrontwatchError(f"{path}: this is not UTF-8 text; save the table as CSV in UTF-8.") from None
    if "\0" in text:
        raise FrontwatchError(f"{path}: this is not a table of text; save it as CSV in UTF-8.")
    return _checked(_parsed(text, path), path)


def _parsed(text: str, path: Path) -> Table:
    first = text.split("\n", 1)[0]
    delimiter = next((d for d in (",", ";", "\t") if d in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(tuple(row))
            if len(rows) > MOST_ROWS + 1:
                raise FrontwatchError(f"{path}: over {MOST_ROWS:,} rows; give them in several files.")
    except csv.Error as trouble:
        raise FrontwatchError(f"{path}: line {reader.line_num} is no CSV ({trouble}); mend it.") from None
    if len(rows) < 2:
        raise FrontwatchError(f"{path}: there are no rows under a head; the first line names the columns.")
    return Table(rows[0], tuple(rows[1:]), delimiter)


def _checked(table: Table, path: Path) -> Table:
    missing = [name for name in NEEDED if table.column(name) is None]
    point = table.column("lon") is not None and table.column("lat") is not None
    if table.column("place_id") is None and not point:
        missing.insert(0, "place_id (or lon and lat)")
    if missing:
        raise FrontwatchError(f"{path}: the head lacks {' and '.join(missing)}; the first line names the columns.")
    taken = [title for title in table.head if title.strip().lower() in ADDED]
    if taken:
        raise FrontwatchError(f"{path}: it has a column {taken[0]!r} already, which would be added; rename that.")
    return table


def _reader(table: Table, theatre: Theatre, as_of: date) -> Callable[[Sequence[str]], Question | str]:
    """What reads one row into a question, or says in one sentence why it is none."""
    at = {name: table.column(name) for name in ("place_id", "lon", "lat", "side", "by")}

    def cell(row: Sequence[str], name: str) -> str:
        k = at[name]
        return row[k].strip() if k is not None and k < len(row) else ""

    def read(row: Sequence[str]) -> Question | str:
        if len(row) > len(table.head):
            return f"The row has {len(row)} cells and the head {len(table.head)}; the last are left out."
        try:
            place = _place(theatre, cell(row, "place_id"), cell(row, "lon"), cell(row, "lat"))
            return Question(place, _side(theatre, cell(row, "side")), _by(cell(row, "by"), as_of))
        except FrontwatchError as trouble:
            return " ".join(str(trouble).split())

    return read


def _place(theatre: Theatre, place_id: str, lon: str, lat: str) -> Place:
    if place_id:
        if not re.fullmatch(r"-?\d{1,12}", place_id, re.ASCII):
            raise FrontwatchError(f"The place_id {_shown(place_id)} is no whole number.")
        place = theatre.place(int(place_id))
        if not place.covered:
            raise FrontwatchError(f"{place.name} is known by name only: no record covers it.")
        return place
    if not lon or not lat:
        raise FrontwatchError("The row names no place: both lon and lat are needed, or a place_id.")
    x, y = _degrees(lon, "lon", 180), _degrees(lat, "lat", 90)
    return Place(0, "", x, y, 0, "")


def _degrees(cell: str, name: str, most: float) -> float:
    if not re.fullmatch(r"[+-]?\d{1,3}(\.\d*)?", cell, re.ASCII) or abs(float(cell)) > most:
        raise FrontwatchError(f"The {name} {_shown(cell)} is no number of degrees within {most:g}.")
    return float(cell)


def _side(theatre: Theatre, cell: str) -> str:
    if not cell:
        raise FrontwatchError("The row names no side.")
    return side_named(theatre, cell)


def _by(cell: str, as_of: date) -> date:
    try:
        if not _DAY.fullmatch(cell):
            raise ValueError
        by = date.fromisoformat(cell)
    except ValueError:
        raise FrontwatchError(f"The by {_shown(cell)} is no day; write it as YYYY-MM-DD.") from None
    if by <= as_of:
        raise FrontwatchError(f"{by} is not after the as-of day {as_of}; the record tells what was then.")
    return by


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= SHOWN else cell[:SHOWN] + "…")


def _as_rows(asked: Sequence[Question]) -> Rows:
    import numpy as np

    from frontwatch.asking.batch import Rows

    return Rows(
        place_id=np.array([q.place.id for q in asked], np.int64),
        lon=np.array([q.place.lon for q in asked], np.float64),
        lat=np.array([q.place.lat for q in asked], np.float64),
        side=np.array([q.side for q in asked], np.str_),
        by=np.array([q.by for q in asked], "datetime64[D]"),
    )


def _figures(found: RowChances, at: int) -> list[str]:
    """The cells of one row; empty where nothing can be said."""
    from math import isnan

    from frontwatch.showing.chance_words import figure

    columns = (found.probability, found.low, found.high, found.climatology, found.kinetic)
    values = [float(column[at]) for column in columns]
    trouble = " ".join(found.trouble[at].split())
    if isnan(values[0]):
        return ["", "", "", "", "", trouble or "No chance can be given for this row."]
    return [*("" if isnan(p) else f"{figure(p):.4f}" for p in values), trouble]
