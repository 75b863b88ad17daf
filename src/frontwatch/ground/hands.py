"""Which places changed hands, when, and how long each change took; and how long places were contested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.history import Runs
from frontwatch.ground.holder import Floats, Ints
from frontwatch.ground.near_history import near_history
from frontwatch.ground.record import Record
from frontwatch.model import CONTESTED
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Hands:
    """Changes of the side that holds a place's centre, by place and time; k changes of p places over d days."""

    source: str
    sides: tuple[str, ...]
    days: NDArray[np.datetime64]
    """(d,) the record's distinct days, ascending; a day shows its last map."""
    point: Ints
    """(k,) index into the p places asked."""
    before: Ints
    after: Ints
    """(k,) indices into the sides."""
    began: Ints
    """(k,) index of the first day on which the later side's ground reached the disc, or the centre was contested."""
    day: Ints
    """(k,) index of the first day on which the later side held the centre."""
    contested_days: Ints
    """(p,) calendar days from the first to the last map of every stretch in which the centre was contested."""

    @property
    def took_days(self) -> Ints:
        """(k,) calendar days from the beginning of each change to its end; 0 where one map shows all of it."""
        return (self.days[self.day] - self.days[self.began]).astype(np.int64)

    def table(self) -> pa.Table:
        """``point``, ``before``, ``after``, ``began`` (null before the record's first map), ``day``, ``took_days``."""
        import pyarrow as pa

        unknown = self.began == 0
        return pa.table(
            {
                "point": pa.array(self.point, pa.int64()),
                "before": pa.array([self.sides[i] for i in self.before], pa.string()),
                "after": pa.array([self.sides[i] for i in self.after], pa.string()),
                "began": pa.array(self.days[self.began], pa.date32(), mask=unknown),
                "day": pa.array(self.days[self.day], pa.date32()),
                "took_days": pa.array(self.took_days, pa.int64(), mask=unknown),
            }
        )


def hands(record: Record, theatre: Theatre, lon: Floats, lat: Floats, radius_km: Floats) -> Hands:
    """Every change of hands of places, each a disc.

    A change begins with the first day, without a break up to the change, on which ground of the side that takes the
    place lies within its disc or the centre is contested; in a record of settlement scale, on which it is contested.

    Args:
        lon, lat: (p,) centres, degrees. radius_km: (p,) of the discs.
    """
    runs, days = record.runs(lon, lat), np.unique(record.days)
    sides = tuple(h for h in record.meta.holders if h != CONTESTED)
    held = np.flatnonzero(runs.code < len(sides))
    before, after = held[:-1], held[1:]
    turned = (runs.point[before] == runs.point[after]) & (runs.code[before] != runs.code[after])
    before, after = before[turned], after[turned]
    began = runs.last[before] + 1
    if record.meta.scale != "settlement":
        began = np.minimum(began, _reached(record, theatre, runs, after, lon, lat, radius_km))
    grey = runs.code >= len(sides)
    lengths = (days[runs.last[grey]] - days[runs.first[grey]]).astype(np.int64) + 1
    return Hands(
        record.meta.name,
        sides,
        days,
        point=runs.point[after],
        before=runs.code[before].astype(np.int64),
        after=runs.code[after].astype(np.int64),
        began=np.maximum(began, runs.first[before]),
        day=runs.first[after],
        contested_days=np.bincount(runs.point[grey], weights=lengths, minlength=len(lon)).astype(np.int64),
    )


def _reached(
    record: Record, theatre: Theatre, runs: Runs, after: Ints, lon: Floats, lat: Floats, radius_km: Floats
) -> Ints:
    """(k,) first day, without a break up to each change, on which the later side's ground lay within the disc."""
    found = runs.first[after].copy()
    for code, side in enumerate(record.meta.holders):
        rows = np.flatnonzero(runs.code[after] == code)
        points = np.unique(runs.point[after[rows]])
        if not len(points):
            continue
        near = near_history(record, theatre, lon[points], lat[points], side, bearings=False)
        reached = near.km <= radius_km[points][near.point]
        begins = reached & np.append(True, ~reached[:-1] | (near.point[1:] != near.point[:-1]))
        start = np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))
        width = len(near.days)
        wanted = np.searchsorted(points, runs.point[after[rows]]) * width + runs.first[after[rows]]
        row = np.searchsorted(near.point * width + near.first, wanted, side="right") - 1
        found[rows] = near.first[start[row]]
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """How many places each side took in each calendar month; a place retaken counts each time."""

    source: str
    sides: tuple[str, ...]
    months: NDArray[np.datetime64]
    """(m,) datetime64[M], every month of the record."""
    taken: Ints
    """(m, sides) places."""

    def table(self) -> pa.Table:
        """A row for each month and side: ``month`` (its first day), ``side``, ``taken``."""
        import pyarrow as pa

        return pa.table(
            {
                "month": pa.array(np.repeat(self.months, len(self.sides)).astype("datetime64[D]"), pa.date32()),
                "side": pa.array(list(self.sides) * len(self.months), pa.string()),
                "taken": pa.array(self.taken.ravel(), pa.int64()),
            }
        )


def taken_by_month(changes: Hands) -> Taken:
    """Places taken by each side, month by month."""
    every = changes.days.astype("datetime64[M]")
    months = np.arange(every[0], every[-1] + 1)
    month = (every[changes.day] - every[0]).astype(np.int64)
    sides = len(changes.sides)
    counts = np.bincount(month * sides + changes.after, minlength=len(months) * sides).reshape(len(months), sides)
    return Taken(changes.source, changes.sides, months, counts)
