"""A place on a map: who holds its centre and since when, what share of its disc, and how near the others stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.front import outward
from frontwatch.ground.landward import ends, landward
from frontwatch.ground.local import from_km, segment_distances, to_km
from frontwatch.ground.record import Edges, Record
from frontwatch.ground.settings import BESIDE_KM, DISC_POINTS, NEAREST_EDGES
from frontwatch.model import MapRef, Place
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]
GOLDEN_ANGLE = np.pi * (3.0 - 5.0**0.5)


@dataclass(frozen=True, slots=True)
class DiscShare:
    """A place on one map."""

    place: Place
    map: MapRef
    source: str
    """The record's name."""
    centre: str
    """Who holds the centre: a side's code or "contested"."""
    shares: tuple[tuple[str, float], ...]
    """(holder, share of the disc, 0 to 1) for every holder its maps of the day can show, in the record's order."""
    nearest: tuple[tuple[str, float | None], ...]
    """(holder, km from the centre to its nearest ground): 0 for the centre's own, None where it holds nothing."""
    since: date
    """First map of the stretch of maps, up to this one, that show the centre so held."""
    since_start: bool
    """True where that is the record's first map: it may have been so for longer."""

    @property
    def radius_km(self) -> float:
        """Radius of the disc."""
        return self.place.radius_km

    def share_of(self, holder: str) -> float:
        """Share of the disc, 0 to 1; 0 for a holder the record does not know."""
        return dict(self.shares).get(holder, 0.0)

    def nearest_km(self, holder: str) -> float | None:
        """Km from the centre to the holder's nearest ground; None where it holds none."""
        return dict(self.nearest).get(holder)


def disc_share(record: Record, theatre: Theatre, place: Place, m: MapRef) -> DiscShare:
    """The place's disc on a map; in a record of settlement scale the place's own entry decides for the whole disc."""
    holders = record.meta.holders_on(m.day)
    centre = str(record.holder(place.lon, place.lat, m.index)[0])
    if record.meta.scale == "settlement":
        shares = tuple((h, float(h == centre)) for h in holders)
    else:
        found = record.holder(*disc_points(place), m.index)
        shares = _shares({h: float((found == h).mean()) for h in holders}, record.meta.rest, place.land)
    since, start = _since(record, place, m)
    return DiscShare(
        place=place,
        map=m,
        source=record.meta.name,
        centre=centre,
        shares=shares,
        nearest=nearest_ground(record, theatre, place.lon, place.lat, m, centre),
        since=since,
        since_start=start,
    )


def _shares(drawn: dict[str, float], rest: str, land: float) -> tuple[tuple[str, float], ...]:
    """Of the disc's land: what no layer covers is the rest's only where it is not sea or abroad.

    >>> _shares({"AM": 0.0, "BO": 0.6, "contested": 0.06}, "AM", 0.75)
    (('AM', 0.12), ('BO', 0.8), ('contested', 0.08))
    """
    of_land = {h: share / land for h, share in drawn.items() if h != rest}
    much = max(1.0, sum(of_land.values()))
    told = {h: round(share / much, 6) for h, share in of_land.items()}
    return tuple((h, told.get(h, round(max(0.0, 1 - sum(told.values())), 6))) for h in drawn)


def disc_points(place: Place, count: int = DISC_POINTS) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points spread evenly over the place's disc, like the seeds of a sunflower; each stands for the same area."""
    n = np.arange(count)
    r = place.radius_km * np.sqrt((n + 0.5) / count)
    return from_km(r * np.cos(n * GOLDEN_ANGLE), r * np.sin(n * GOLDEN_ANGLE), place.lon, place.lat)


def held_shares(record: Record, lon: Floats, lat: Floats, side: str) -> Floats:
    """(n, d) share of each set of points that a side holds on each of a record's d days.

    Args:
        lon, lat: (n, k) degrees, k points a set.
    """
    n, k = lon.shape
    days = len(np.unique(record.days))
    runs = record.runs(lon.ravel(), lat.ravel())
    ours = np.array(record.meta.holders)[runs.code] == side
    begun, ended = (
        np.bincount(runs.point[ours] // k * (days + 1) + at, minlength=n * (days + 1)).reshape(n, days + 1)
        for at in (runs.first[ours], runs.last[ours] + 1)
    )
    return np.asarray(np.cumsum(begun - ended, axis=1)[:, :days] / k)


def nearest_ground(
    record: Record, theatre: Theatre, lon: float, lat: float, m: MapRef, centre: str
) -> tuple[tuple[str, float | None], ...]:
    """(holder, km to its nearest ground) for every holder of the record; see ``DiscShare.nearest``.

    What no layer covers counts on the theatre's land only: sea and foreign ground are nobody's.
    """
    edges = record.edges_on(m.index)
    km, along = segment_distances(*to_km(edges.lon1, edges.lat1, lon, lat), *to_km(edges.lon2, edges.lat2, lon, lat))
    found: list[tuple[str, float | None]] = []
    for holder in record.meta.holders_on(m.day):
        if holder == centre:
            found.append((holder, 0.0))
            continue
        found.append((holder, _nearest(record, theatre, edges, (km, along), m, holder)))
    return tuple(found)


def _nearest(
    record: Record, theatre: Theatre, edges: Edges, near: tuple[Floats, Floats], m: MapRef, holder: str
) -> float | None:
    """Km to the holder's nearest ground; near: (n,) km to each edge, and (n,) where along it that is."""
    km, along = near
    if holder != record.meta.rest:
        names = [layer.side if layer.status == "held" else layer.status for layer in record.meta.layers]
        drawn = np.array([name == holder for name in names])[edges.layer]
        return float(km[drawn].min()) if drawn.any() else None
    # The rest has no edges of its own, and an edge between two layers does not border on it: look to the right.
    order = np.argsort(km)
    for start in range(0, len(order), NEAREST_EDGES):
        lot = order[start : start + NEAREST_EDGES]
        a, b = ends(edges, lot)
        right = record.holder(*outward(a, b, BESIDE_KM, np.clip(along[lot], 0.05, 0.95)), m.index)
        borders = (right == holder) & landward(theatre, a, b)
        if borders.any():
            return float(km[lot[borders][0]])
    return None


def _since(record: Record, place: Place, m: MapRef) -> tuple[date, bool]:
    """First day of the run of days, ending on the map's day, in which the centre is held as on that day."""
    runs, days = record.runs(place.lon, place.lat), np.unique(record.days)
    today = int(np.searchsorted(days, np.datetime64(m.day, "D")))
    first = int(runs.first[np.searchsorted(runs.first, today, side="right") - 1])
    found: date = days[first].item()
    return found, first == 0
