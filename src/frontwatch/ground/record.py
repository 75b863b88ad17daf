"""The record, opened: its maps by day, the edges of a map, who holds a point and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontwatch.ground.drawing import Drawn
from frontwatch.ground.errors import BeforeRecord, Gap, GroundError, NoMap, NoPublicationTimes, RecordEnds
from frontwatch.ground.format import Layer, RecordMeta, RecordTable, content_hash
from frontwatch.ground.history import Runs, runs
from frontwatch.ground.holder import Floats, holder_codes, masks_at
from frontwatch.ground.settings import COORDINATE_UNIT, DAY_STARTS_HOUR, MAX_AGE_DAYS
from frontwatch.ground.storage import read_table
from frontwatch.model import MapRef

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Edges", "Layer", "Record", "RecordMeta", "open_record", "record_of"]


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of one map, degrees, each with its layer's ground on its left."""

    lon1: Floats
    lat1: Floats
    lon2: Floats
    lat2: Floats
    layer: NDArray[np.int8]


class Record:
    """All the maps of one source, as edges with lifetimes; read-only. See ``format`` for what an edge is."""

    def __init__(self, table: RecordTable, digest: str, path: Path, known_by: date | None = None) -> None:
        self.meta: RecordMeta = table.meta
        self.hash: str = digest
        """SHA-256 hex of the content, verified when opened."""
        self.path: Path = path
        self.known_by: date | None = known_by
        """The day by which its maps had been published; None: it has all its maps. See ``known.as_known``."""
        self.days: NDArray[np.datetime64] = table.days
        """(m,) datetime64[D], ascending."""
        self.published: NDArray[np.datetime64] = table.published
        """(m,) datetime64[s] UTC; NaT unknown."""
        self.map_hashes: tuple[str, ...] = table.map_hashes
        self.table: RecordTable = table
        self.columns: dict[str, NDArray[Any]] = table.edges()
        """(n,) each: x1 y1 x2 y2 in units of 1e-7 degree, layer, first, last; see ``format``."""
        self.layer: NDArray[np.int8] = self.columns["layer"]
        self.first: NDArray[np.int32] = self.columns["first"]
        self.last: NDArray[np.int32] = self.columns["last"]

    @cached_property
    def lon1(self) -> Floats:
        """(n,) degrees."""
        return self._degrees("x1")

    @cached_property
    def lat1(self) -> Floats:
        """(n,) degrees."""
        return self._degrees("y1")

    @cached_property
    def lon2(self) -> Floats:
        """(n,) degrees."""
        return self._degrees("x2")

    @cached_property
    def lat2(self) -> Floats:
        """(n,) degrees."""
        return self._degrees("y2")

    def _degrees(self, column: str) -> Floats:
        # Dividing by 1e7 gives the float nearest to the decimal a source wrote; multiplying by 1e-7 does not.
        degrees: Floats = self.columns[column] / round(1 / COORDINATE_UNIT)
        return degrees

    @cached_property
    def drawn(self) -> Drawn | None:
        """The source's rings as drawn, map by map; None where the record keeps none."""
        t = self.table
        return Drawn(t.drawing, t.x, t.y) if t.drawing else None

    @cached_property
    def last_of_days(self) -> NDArray[np.intp]:
        """(d,) the last map of each day that has one."""
        return np.flatnonzero(np.append(self.days[1:] != self.days[:-1], True))

    def __len__(self) -> int:
        """Number of maps."""
        return len(self.days)

    def map_at(self, index: int) -> MapRef:
        """The map of that index; negative counts from the newest."""
        index = range(len(self.days))[index]
        published = self.published[index]
        return MapRef(
            index,
            self.days[index].item(),
            None if np.isnat(published) else _datetime(published),
            self.map_hashes[index],
        )

    def map_on(self, day: date, *, known_by: date | None = None, max_age: int = MAX_AGE_DAYS) -> MapRef:
        """The last map of ``day`` or before, at most ``max_age`` days old, that was known by the end of ``known_by``.

        A map without a publication time counts as published at 03:00 UTC of its day.

        Raises: BeforeRecord, RecordEnds, Gap: naming the nearest map. NoPublicationTimes: ``known_by`` was given and
            the record is of settlement scale, which keeps none.
        """
        usable = self.known(known_by)
        days = self.days[usable]
        at = int(np.searchsorted(days, np.datetime64(day, "D"), side="right")) - 1
        if at < 0:
            raise BeforeRecord(
                f"{self.meta.name} begins on {days[0]}, after {day}; the nearest map is of {days[0]}: "
                "ask about that day or later.",
                self.map_at(int(usable[0])),
            )
        found = self.map_at(int(usable[at]))
        age = (day - found.day).days
        if age > max_age:
            raise self._too_old(day, age, found, self.map_at(int(usable[at + 1])) if at + 1 < len(usable) else None)
        return found

    def known(self, known_by: date | None) -> NDArray[np.intp]:
        """Indices of the maps published by the end of that day; None: of all.

        Raises: BeforeRecord: there is none. NoPublicationTimes: see ``map_on``.
        """
        if known_by is None:
            return np.arange(len(self.days))
        if self.meta.scale == "settlement":
            raise NoPublicationTimes(
                f"{self.meta.name} keeps no publication times, so it cannot tell what was known by {known_by}: "
                "leave --known-by out, or import the publisher's maps and give them with --ground."
            )
        assumed = self.days.astype("datetime64[s]") + np.timedelta64(DAY_STARTS_HOUR, "h")
        published = np.where(np.isnat(self.published), assumed, self.published)
        found = np.flatnonzero(published < (np.datetime64(known_by, "D") + 1).astype("datetime64[s]"))
        if not len(found):
            raise BeforeRecord(
                f"Nothing of {self.meta.name} was published by {known_by}: its first map is of {self.days[0]}; "
                "ask with a later --known-by.",
                self.map_at(0),
            )
        return found

    def _too_old(self, day: date, age: int, found: MapRef, following: MapRef | None) -> NoMap:
        if following is None and (self.known_by or found.index < len(self) - 1):
            return RecordEnds(
                f"Of {self.meta.name} no map after {found.day} was known then, {age} days before {day}; the nearest "
                f"map is of {found.day}: ask about that day, or with a later --known-by.",
                found,
            )
        if following is None:
            return RecordEnds(
                f"{self.meta.name} ends on {found.day}, {age} days before {day}; the nearest map is of {found.day}: "
                "ask about that day, or bring newer maps with `frontwatch ground import SOURCE -o RECORD`.",
                found,
            )
        nearest = following if (following.day - day).days < age else found
        return Gap(
            f"{self.meta.name} has no map between {found.day} and {following.day}, so it cannot tell about {day}; "
            f"the nearest map is of {nearest.day}: ask about that day, or allow an older map with --max-age {age}.",
            nearest,
        )

    def alive(self, map_index: int) -> NDArray[np.intp]:
        """Indices of the edges that stand in that map."""
        index = range(len(self.days))[map_index]
        return np.flatnonzero((self.first <= index) & (index <= self.last))

    def edges_on(self, map_index: int) -> Edges:
        """The edges that stand in that map."""
        i = self.alive(map_index)
        return Edges(self.lon1[i], self.lat1[i], self.lon2[i], self.lat2[i], self.layer[i])

    def holder(self, lon: ArrayLike, lat: ArrayLike, map_index: int) -> NDArray[np.str_]:
        """(k,) who holds each point on that map: a side's code or "contested"; held beats contested.

        Args:
            lon, lat: numbers or (k,) arrays, degrees.
        """
        lon, lat = _points(lon, lat)
        e = self.edges_on(map_index)
        masks = masks_at(lon, lat, e.layer, e.lon1, e.lat1, e.lon2, e.lat2)
        return np.array(self.meta.holders)[holder_codes(masks, self.meta)]

    def runs(self, lon: ArrayLike, lat: ArrayLike) -> Runs:
        """``history`` as plain arrays, without Arrow; ``first`` and ``last`` index the distinct days."""
        edges = (self.lon1, self.lat1, self.lon2, self.lat2)
        return runs(*_points(lon, lat), edges, (self.layer, self.first, self.last), self.days, self.meta)

    def history(self, lon: ArrayLike, lat: ArrayLike) -> pa.Table:
        """Who held each point, from the first map that shows it to the last, both included.

        Args:
            lon, lat: numbers or (k,) arrays, degrees.
        Returns: a table of ``point`` (index into the k points), ``side`` (a side's code or "contested"), ``first``,
            ``last`` (dates of maps; ``last`` null while it stands on the newest map), by point and time.
        """
        import pyarrow as pa

        r, days = self.runs(lon, lat), np.unique(self.days)
        newest = r.last == len(days) - 1
        return pa.table(
            {
                "point": pa.array(r.point, pa.int64()),
                "side": pa.array(np.array(self.meta.holders)[r.code].tolist(), pa.string()),
                "first": pa.array(days[r.first], pa.date32()),
                "last": pa.array(days[r.last], pa.date32(), mask=newest),
            }
        )


def _points(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    x, y = np.atleast_1d(np.asarray(lon, np.float64)), np.atleast_1d(np.asarray(lat, np.float64))
    if x.shape != y.shape or x.ndim != 1:
        raise GroundError(f"As many longitudes as latitudes are needed, got shapes {x.shape} and {y.shape}.")
    if not (np.isfinite(x).all() and np.isfinite(y).all() and (np.abs(x) <= 180).all() and (np.abs(y) <= 90).all()):
        raise GroundError("Points need a longitude within 180 and a latitude within 90 degrees, in this order.")
    return x, y


def _datetime(stamp: np.datetime64) -> datetime:
    found = stamp.astype("datetime64[s]").item()
    assert isinstance(found, datetime)
    return found.replace(tzinfo=UTC)


def open_record(path: str | Path) -> Record:
    """Open a record from its Parquet file.

    Raises: NotARecord: no such file, or not a whole record of this version.
    """
    table, digest = read_table(path)
    return Record(table, digest, Path(path))


def record_of(table: RecordTable, path: str | Path = "(in memory)") -> Record:
    """A record that was just built, without a file."""
    return Record(table, content_hash(table), Path(path))
