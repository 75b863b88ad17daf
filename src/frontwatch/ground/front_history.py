"""The length of the front on all days: every step is judged once for its whole life, and each day is chained anew.

What is front depends on the ground 2.5 km outward and on the runs along a ring, so a day on which an edge is born or
dies walks its rings again; rings, and stretches of lines, that were seen before are looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.format import COORDINATES
from frontwatch.ground.front import flagged, front, land, outward, smoothed
from frontwatch.ground.history import day_slots
from frontwatch.ground.holder import Floats, Ints
from frontwatch.ground.lines import Line, cut_steps, length_km, simplify, span_km, split_at
from frontwatch.ground.outline import inside
from frontwatch.ground.parts import nearest_sector
from frontwatch.ground.record import Record
from frontwatch.ground.settings import FRONT_NEARER_KM, FRONT_OUTWARD_KM, FRONT_PIECE_KM, FRONT_SCALE_KM, STEPS_AT_ONCE
from frontwatch.ground.vertices import packed
from frontwatch.model import Sector
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class FrontHistory:
    """The front, or a sector's part of it, on every day that has a map."""

    source: str
    sector: Sector | None
    days: NDArray[np.datetime64]
    """(d,) ascending; a day shows its last map."""
    km_drawn: Floats
    km_2km: Floats
    """(d,) length as drawn, and after simplification with a tolerance of 2 km."""

    def table(self) -> pa.Table:
        """A row for each day: ``day``, ``km_2km``, ``km_drawn``."""
        import pyarrow as pa

        return pa.table(
            {
                "day": pa.array(self.days, pa.date32()),
                "km_2km": pa.array(self.km_2km, pa.float64()),
                "km_drawn": pa.array(self.km_drawn, pa.float64()),
            }
        )


def front_history(record: Record, theatre: Theatre, *, sector: Sector | None = None) -> FrontHistory:
    """Length of the front on all days: what `front` gives on the last map of each."""
    layers = [x for x in record.meta.layers if x.status == "held" and x.side]
    days, _ = day_slots(record.days)
    if len({x.side for x in layers}) < len(layers):  # edges that two layers of a side share would have to cancel
        fronts = [front(record, theatre, record.map_at(int(i)), sector=sector) for i in record.last_of_days]
        lengths = np.array([(f.km_drawn, f.km_2km) for f in fronts])
    else:
        lengths = np.zeros((len(days), 2))
        sides = tuple(x.side for x in layers if x.side)
        for n in range(len(sides)):
            steps = _Steps(record, theatre, sides[: n + 1], sector)
            lengths += _lengths(steps, len(days))
    return FrontHistory(record.meta.name, sector, days, lengths[:, 0], lengths[:, 1])


class _Steps:
    """The edges of one side's ground, cut into steps of at most 2 km, each with its days of being front."""

    def __init__(self, record: Record, theatre: Theatre, sides: tuple[str, ...], sector: Sector | None) -> None:
        """``sides``: those drawn before, and last the one whose ground it is."""
        _, slot = day_slots(record.days)
        layer = next(n for n, x in enumerate(record.meta.layers) if x.status == "held" and x.side == sides[-1])
        born, dead = slot[record.first], slot[record.last.astype(np.int64) + 1]
        edges = np.flatnonzero((record.layer == layer) & (born < dead))
        self.born, self.dead = born[edges], dead[edges]
        x1, y1, x2, y2 = (record.columns[c][edges] for c in COORDINATES)
        _, vertex = np.unique(np.concatenate([packed(x1, y1), packed(x2, y2)]), return_inverse=True)
        self.start, self.stop = vertex[: len(edges)], vertex[len(edges) :]
        ends = [np.column_stack(v) for v in ((record.lon1, record.lat1), (record.lon2, record.lat2))]
        self.a, self.b, self.edge = cut_steps(ends[0][edges], ends[1][edges], FRONT_PIECE_KM)
        self.first = np.searchsorted(self.edge, np.arange(len(edges) + 1))
        self.km = span_km(self.a, self.b)
        self.wanted = _nearest_is(theatre, sector, (self.a + self.b) / 2)
        life = (self.dead - self.born)[self.edge]
        self._offset = np.cumsum(life) - life - self.born[self.edge]
        self._flags = self._front(record, theatre, sides, life)

    def front_on(self, steps: Ints, day: int) -> NDArray[np.bool_]:
        """(k,) whether the steps are front on a day of their life."""
        return np.asarray(self._flags[self._offset[steps] + day])

    def _front(self, record: Record, theatre: Theatre, sides: tuple[str, ...], life: Ints) -> NDArray[np.bool_]:
        """(sum of the steps' lives,) whether each is front, step by step, day by day of its life."""
        land_of, total = land(theatre), int(life.sum())

        def look(km: float, asked: NDArray[np.intp]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
            """The days of the steps asked that have land `km` outward, and the days on which the sides hold that."""
            lon, lat = outward(self.a[asked], self.b[asked], km)
            there = days_of(asked[inside(land_of, lon, lat)])
            return there, self._held(record, sides, asked, lon, lat, total)

        def days_of(steps: NDArray[np.intp]) -> NDArray[np.bool_]:
            """The days of some steps' lives."""
            marked = np.zeros(len(life), bool)
            marked[steps] = True
            return np.repeat(marked, life)

        there, own = look(FRONT_OUTWARD_KM, np.arange(len(life)))
        found = there & ~own
        throats = np.flatnonzero(np.logical_or.reduceat(own, np.cumsum(life) - life)) if total else np.arange(0)
        for km in FRONT_NEARER_KM:
            near_there, near_own = look(km, throats)
            found |= own & near_there & ~near_own
        return found

    def _held(
        self, record: Record, sides: tuple[str, ...], steps: Ints, lon: Floats, lat: Floats, total: int
    ) -> NDArray[np.bool_]:
        """(total,) the days of the steps' lives on which the sides hold the points."""
        change = np.zeros(total + 1, np.int8)
        ours = np.isin(np.array(record.meta.holders), sides)
        for start in range(0, len(steps), STEPS_AT_ONCE):
            some = slice(start, start + STEPS_AT_ONCE)
            runs = record.runs(lon[some], lat[some])
            held = ours[runs.code]
            step = steps[some][runs.point[held]]
            edge = self.edge[step]
            begin = np.maximum(runs.first[held], self.born[edge])
            end = np.minimum(runs.last[held] + 1, self.dead[edge])
            lives = begin < end
            np.add.at(change, begin[lives] + self._offset[step[lives]], 1)
            np.subtract.at(change, end[lives] + self._offset[step[lives]], 1)
        return np.asarray(np.cumsum(change[:-1], dtype=np.int8) > 0)


def _nearest_is(theatre: Theatre, sector: Sector | None, middle: Line) -> NDArray[np.bool_]:
    """(k,) whether each point's nearest anchor is the sector's; all of them where no sector is asked."""
    if sector is None:
        return np.ones(len(middle), bool)
    at = next((i for i, s in enumerate(theatre.sectors) if s.id == sector.id), -2)
    return np.asarray(nearest_sector(theatre, middle[:, 0], middle[:, 1]) == at)


def _lengths(steps: _Steps, days: int) -> Floats:
    """(days, 2) km as drawn and at 2 km scale."""
    found = np.zeros((days, 2))
    moved = np.zeros(days + 1, bool)
    moved[steps.born] = moved[steps.dead] = True
    coarse, rings = _Coarse(), dict[bytes, tuple[float, float]]()
    for day in range(days):
        if day and not moved[day]:
            found[day] = found[day - 1]
            continue
        before, rings = rings, {}
        for chain in _chains(steps, np.flatnonzero((steps.born <= day) & (day < steps.dead))):
            count = steps.first[chain + 1] - steps.first[chain]
            at = np.repeat(steps.first[chain] - np.cumsum(count) + count, count) + np.arange(count.sum())
            flags = steps.front_on(at, day)
            key = at.tobytes() + flags.tobytes()
            if key not in rings:
                rings[key] = before.get(key) or _of_ring(steps, at, flags, coarse)
            found[day] += rings[key]
    return found


def _of_ring(steps: _Steps, at: Ints, flags: NDArray[np.bool_], coarse: _Coarse) -> tuple[float, float]:
    """Km as drawn and at 2 km scale of the front along one ring."""
    flags = smoothed(flags, steps.km[at]) & steps.wanted[at]
    if not flags.any():
        return 0.0, 0.0
    drawn = float(steps.km[at][flags].sum())
    # Carried along as a third coordinate, a line's steps stay known when it is cut.
    ring = np.column_stack([np.vstack([steps.a[at], steps.b[at[-1:]]]), np.append(at, at[0])])
    return drawn, sum(coarse.km(line[:, :2], line[:-1, 2].astype(np.int64)) for line in flagged(ring, flags))


def _chains(steps: _Steps, alive: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """The edges alive, ring by ring, as `rings` chains them."""
    start, stop = steps.start[alive], steps.stop[alive]
    by_start = np.argsort(start, kind="stable")
    leaving = start[by_start]
    at = np.minimum(np.searchsorted(leaving, stop), len(alive) - 1)
    following = np.where(leaving[at] == stop, by_start[at], -1).tolist()
    forks = {int(v): by_start[leaving == v].tolist() for v in np.unique(leaving[1:][leaving[1:] == leaving[:-1]])}
    at_fork = {int(n): forks[int(stop[n])] for n in np.flatnonzero(np.isin(stop, list(forks)))} if forks else {}
    used = bytearray(len(alive))
    found = []
    for begin in range(len(alive)):
        chain, on = [], begin
        while on >= 0 and not used[on]:
            used[on] = 1
            chain.append(on)
            on = following[on] if on not in at_fork else next((w for w in at_fork[on] if not used[w]), -1)
        if chain:
            found.append(alive[chain])
    return found


class _Coarse:
    """Lengths at 2 km scale; where a stretch of a line is split is remembered from day to day."""

    def __init__(self) -> None:
        self._splits: dict[tuple[int, int, int], int] = {}
        self._lines: dict[bytes, float] = {}

    def km(self, line: Line, steps: Ints) -> float:
        """Length of a simplified line, km; ``steps``: (k - 1,) numbers that know each step apart."""
        key = steps.tobytes()
        if key not in self._lines:
            self._lines[key] = self._km(line, steps)
        return self._lines[key]

    def _km(self, line: Line, steps: Ints) -> float:
        total = np.append(0, np.cumsum(_scrambled(steps))).tolist()
        name = steps.tolist()

        def split(a: int, b: int) -> int:
            key = (name[a], name[b - 1], total[b] - total[a])
            if key not in self._splits:
                self._splits[key] = split_at(line[a : b + 1], FRONT_SCALE_KM)
            return self._splits[key]

        return length_km(simplify(line, FRONT_SCALE_KM, split))


def _scrambled(numbers: Ints) -> Ints:
    """(k,) numbers below 2**31 that add up to the same sum for the same steps, and hardly for others."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    return ((mixed * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(33)).astype(np.int64)
