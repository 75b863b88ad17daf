"""What each holder gained and lost in each of many periods, by sector, by region, or inside any shape, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.differing import Pieces, pieces_in_turn
from frontwatch.ground.errors import NoMap
from frontwatch.ground.holder import Floats
from frontwatch.ground.outline import Ends
from frontwatch.ground.parts import Part, part_of, parts
from frontwatch.ground.record import Record
from frontwatch.ground.settings import CHANGE_ROW_DEGREES, DAYS_AT_ONCE
from frontwatch.ground.widths import Widths
from frontwatch.model import MapRef
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    import pyarrow as pa

Every = Literal["day", "week", "month"]
Periods = list[tuple[MapRef, MapRef]]
"""For each the map it is counted from and the map it is counted to."""


@dataclass(frozen=True, slots=True)
class Gains:
    """Ground that changed hands, gross; p periods, q parts, h holders."""

    source: str
    since: NDArray[np.datetime64]
    on: NDArray[np.datetime64]
    """(p,) days of each period's two maps."""
    parts: tuple[tuple[str, str], ...]
    """(id, name) of each part; ("", "all") the whole; ("-", "elsewhere"), always last, what counts to none."""
    holders: tuple[str, ...]
    gained_km2: Floats
    lost_km2: Floats
    """(p, q, h) km²."""

    @property
    def share(self) -> Floats:
        """(p, q, h) of what a holder gained in a period the share of each part, 0 to 1; 0 where it gained nothing."""
        whole = self.gained_km2.sum(axis=1, keepdims=True)
        return np.asarray(np.divide(self.gained_km2, whole, out=np.zeros_like(self.gained_km2), where=whole > 0))

    def table(self) -> pa.Table:
        """``since``, ``on``, ``part``, ``name``, ``holder``, ``gained_km2``, ``lost_km2``, ``net_km2``, ``share``.

        A row for each period, part and holder where anything was gained or lost.
        """
        import pyarrow as pa

        p, q, h = np.nonzero(self.gained_km2 + self.lost_km2)
        gained, lost = self.gained_km2[p, q, h], self.lost_km2[p, q, h]
        return pa.table(
            {
                "since": pa.array(self.since[p], pa.date32()),
                "on": pa.array(self.on[p], pa.date32()),
                "part": pa.array([self.parts[i][0] for i in q], pa.string()),
                "name": pa.array([self.parts[i][1] for i in q], pa.string()),
                "holder": pa.array([self.holders[i] for i in h], pa.string()),
                "gained_km2": pa.array(gained, pa.float64()),
                "lost_km2": pa.array(lost, pa.float64()),
                "net_km2": pa.array(gained - lost, pa.float64()),
                "share": pa.array(self.share[p, q, h], pa.float64()),
            }
        )


def gains(
    record: Record, theatre: Theatre, periods: Periods, *, by: Part | None = None, inside: Ends | None = None
) -> Gains:
    """Ground whose holder differs between the two maps of each period: the figures of `change`, for all periods.

    Args:
        by: count it sector by sector or region by region; None: all of it.
        inside: edges (a, b) of a shape outside which nothing counts.
    """
    named = [("", "all")] if by is None else [*parts(theatre, by), ("-", "elsewhere")]
    holders = record.meta.holders
    gained = np.zeros((len(periods), len(named), len(holders)))
    lost = np.zeros_like(gained)
    for start, stop in _batches(periods):
        for pieces in pieces_in_turn(record, periods[start:stop]):
            area = pieces.km2 if inside is None else _inside(pieces, inside)
            part = np.zeros(len(area), np.int64) if by is None else part_of(theatre, pieces, by)
            where = (pieces.pair * len(named) + np.where(part < 0, len(named) - 1, part)) * len(holders)
            for sums, code in ((gained, pieces.after), (lost, pieces.before)):
                batch = sums[start:stop]
                batch += np.bincount(where + code, weights=area, minlength=batch.size).reshape(batch.shape)
    return Gains(
        record.meta.name,
        np.array([since.day for since, _ in periods], "datetime64[D]"),
        np.array([on.day for _, on in periods], "datetime64[D]"),
        tuple(named),
        holders,
        gained,
        lost,
    )


def _batches(periods: Periods) -> Iterator[tuple[int, int]]:
    """Runs of periods of not much more than two months together."""
    start, days = 0, 0
    for n, (since, on) in enumerate(periods, 1):
        days += abs((on.day - since.day).days)
        if days >= DAYS_AT_ONCE or n == len(periods):
            yield start, n
            start, days = n, 0


def periods_of(record: Record, first: date, last: date, every: Every, *, known_by: date | None = None) -> Periods:
    """The calendar months, weeks (from Monday) or days between two days, cut to them, that have maps at both ends.

    A period is counted from the map of its first day to the map of the next one's first day.
    """
    bounds, at = [first], first
    while (at := _next(at, every)) < last:
        bounds.append(at)
    bounds.append(last)
    maps = [_map_on(record, day, known_by) for day in bounds]
    return [(a, b) for a, b in pairwise(maps) if a and b and a.index != b.index]


def _next(day: date, every: Every) -> date:
    if every == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + timedelta(days=7 - day.weekday() if every == "week" else 1)


def _map_on(record: Record, day: date, known_by: date | None) -> MapRef | None:
    try:
        return record.map_on(day, known_by=known_by)
    except NoMap:
        return None


def _inside(pieces: Pieces, shape: Ends) -> Floats:
    """(k,) km² of each piece that lies inside the shape."""
    widths = Widths(shape, CHANGE_ROW_DEGREES)
    return widths.km2_west_of(pieces.row, pieces.east) - widths.km2_west_of(pieces.row, pieces.west)
