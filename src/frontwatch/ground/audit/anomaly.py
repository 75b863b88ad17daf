"""One thing in a record that a reader of its maps should know before trusting them: what, when, how much, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from frontwatch.model import MapRef, Place, Sector

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["flip", "island", "jump", "copy", "gap"]
KINDS: tuple[Kind, ...] = get_args(Kind)
COLUMNS = {
    "kind": "string", "first": "date32", "last": "date32", "count": "int64", "km2": "double", "place": "string",
    "place_id": "int64", "place_km": "double", "bearing": "double", "sector": "string", "before": "string",
    "after": "string", "km": "double", "times": "double", "largest_km2": "double",
    "largest_times": "double", "same_file": "bool",
    "lon": "double", "lat": "double", "first_published": "timestamp[s]", "last_published": "timestamp[s]",
    "first_sha256": "string", "last_sha256": "string",
}  # fmt: skip
"""The table's columns and their Arrow types; times are UTC."""


@dataclass(frozen=True, slots=True)
class Where:
    """A point by the nearest settlement."""

    lon: float
    lat: float
    place: Place
    km: float
    """From the settlement to the point."""
    bearing: float
    """From the settlement to the point, degrees clockwise from north."""
    sector: Sector | None
    """The sector whose anchor town is nearest, None beyond its reach."""


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One finding of the audit; what does not apply to its kind is None."""

    kind: Kind
    first: MapRef
    """The first map that shows it; of copies the map that is copied, of a gap the map before it."""
    last: MapRef
    """Of a flip the map on which it is gone, of copies the last one, of a gap the map after it; else as `first`."""
    count: int
    """Of a flip the maps that show it, of copies the copies, of a gap the days without a map, of a jump the pieces."""
    km2: float | None = None
    """Of a jump all that changed hands."""
    before: str | None = None
    """Who held the ground: a side's code or "contested"; of a jump that of its largest piece, as `after`, `where`."""
    after: str | None = None
    where: Where | None = None
    """The middle of the piece, which may lie beside it where the piece is bent."""
    km: float | None = None
    """Of an island, from the ground that its holder had on the map before."""
    times: float | None = None
    """Of a jump, how many times the usual change of a day."""
    largest_km2: float | None = None
    """Of a jump, its largest connected piece."""
    largest_times: float | None = None
    """... and how many times a map's usual largest piece."""
    same_file: bool | None = None
    """Of copies: whether the files are the same, byte for byte, or only the ground in them is."""


def table(anomalies: Sequence[Anomaly]) -> pa.Table:
    """One row an anomaly, in the columns of ``COLUMNS``; null where it has no such thing.

    Units: km2 and largest_km2 km²; km and place_km km; bearing degrees; lon and lat degrees.
    """
    import pyarrow as pa

    schema = pa.schema([(name, pa.type_for_alias(alias)) for name, alias in COLUMNS.items()])
    return pa.Table.from_pylist([row(a) for a in anomalies], schema=schema)


def row(a: Anomaly) -> dict[str, object]:
    """An anomaly as plain values, in the order of the table's columns; sizes and distances rounded."""
    w = a.where
    return {
        "kind": a.kind,
        "first": a.first.day,
        "last": a.last.day,
        "count": a.count,
        "km2": _rounded(a.km2, 2),
        "place": w.place.name if w else None,
        "place_id": w.place.id if w else None,
        "place_km": _rounded(w.km, 1) if w else None,
        "bearing": _rounded(w.bearing, 0) if w else None,
        "sector": w.sector.name if w and w.sector else None,
        "before": a.before,
        "after": a.after,
        "km": _rounded(a.km, 1),
        "times": _rounded(a.times, 1),
        "largest_km2": _rounded(a.largest_km2, 2),
        "largest_times": _rounded(a.largest_times, 1),
        "same_file": a.same_file,
        "lon": _rounded(w.lon, 5) if w else None,
        "lat": _rounded(w.lat, 5) if w else None,
        "first_published": a.first.published,
        "last_published": a.last.published,
        "first_sha256": a.first.sha256,
        "last_sha256": a.last.sha256,
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
