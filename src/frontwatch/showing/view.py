"""What part of the ground a map shows, and where a point of it stands in the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontwatch.model import Place
from frontwatch.showing.projection import Projection
from frontwatch.showing.settings import (
    LEAST_RADIUS_KM,
    MAP_SHAPE,
    MAP_WIDTH,
    MOST_RADIUS_KM,
    PLACE_MARGIN,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of ground about a centre."""

    projection: Projection
    half_width_km: float
    half_height_km: float
    width: float = MAP_WIDTH
    """Pixels."""

    @property
    def scale(self) -> float:
        """Pixels to a kilometre."""
        return self.width / (2 * self.half_width_km)

    @property
    def height(self) -> float:
        """Pixels, whole."""
        return float(round(2 * self.half_height_km * self.scale))

    def px(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """(k, 2) pixels from the upper left corner."""
        x, y = self.projection.km(lon, lat)
        return np.column_stack([self.width / 2 + x * self.scale, self.height / 2 - y * self.scale])

    def ring(self) -> Floats:
        """(k, 2) degrees around the rectangle, its sides in short stretches, since they are no lines of longitude."""
        w, h, t = self.half_width_km, self.half_height_km, np.linspace(-1, 1, 33)[:-1]
        one = np.ones_like(t)
        x, y = np.concatenate([t, one, -t, -one]) * w, np.concatenate([-one, t, one, -t]) * h
        return np.column_stack(self.projection.degrees(x, y))


def view_of(lon: ArrayLike, lat: ArrayLike, *, margin: float = 1.08, least_km: float = LEAST_RADIUS_KM) -> View:
    """The view that shows all of some points.

    Args:
        lon, lat: (k,) degrees, at least one.
        margin: room around them, as a factor.
        least_km: the least half width and half height.
    """
    lon, lat = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    middle = Projection(float(lon.min() + lon.max()) / 2, float(lat.min() + lat.max()) / 2)
    x, y = middle.km(lon, lat)
    wide = max(least_km, float(np.ptp(x)) / 2 * margin)
    high = max(least_km, float(np.ptp(y)) / 2 * margin)
    flattest, tallest = MAP_SHAPE
    return View(middle, max(wide, high / tallest), max(high, wide * flattest))


def view_around(place: Place, radius_km: float) -> View:
    """The view that shows a disc about a place."""
    return View(Projection(place.lon, place.lat), radius_km / MAP_SHAPE[0], radius_km)


def view_of_places(places: Sequence[Place]) -> View | None:
    """The view of the places that a report names: as many as fit 130 km about the one named most; None without any.

    Args:
        places: covered places, as often as they are named, in text order.
    """
    if not places:
        return None
    first = max(places, key=lambda p: sum(q.id == p.id for q in places))
    x, y = Projection(first.lon, first.lat).km([p.lon for p in places], [p.lat for p in places])
    near = [p for p, d in zip(places, np.hypot(x, y).tolist(), strict=True) if d <= MOST_RADIUS_KM]
    return view_of([p.lon for p in near], [p.lat for p in near], margin=PLACE_MARGIN, least_km=LEAST_RADIUS_KM)
