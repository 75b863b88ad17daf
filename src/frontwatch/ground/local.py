"""Kilometres around a point: a plane good to .1 % within 200 km of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WGS84_A_KM = 6378.137
WGS84_E2 = 0.00669437999014


def to_km(lon: Any, lat: Any, lon0: Any, lat0: Any) -> tuple[Floats, Floats]:
    """East and north of (lon0, lat0), km, each of the shape given.

    The parallel is measured half-way, so lengths stay true away from the point.

    >>> x, y = to_km(np.array([31.0, 30.0]), np.array([50.0, 51.0]), 30.0, 50.0)
    >>> x.round(2).tolist(), y.round(2).tolist()
    ([71.7, 0.0], [0.0, 111.24])
    """
    lon, lat = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    east, north = km_per_degree((lat + lat0) / 2)
    return (lon - lon0) * east, (lat - lat0) * north


def from_km(x: Any, y: Any, lon0: Any, lat0: Any) -> tuple[Floats, Floats]:
    """Longitude and latitude of a point x km east and y km north of (lon0, lat0): the inverse of ``to_km``."""
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    lat = lat0 + y / km_per_degree(np.asarray(lat0, np.float64))[1]
    for _ in range(2):
        lat = lat0 + y / km_per_degree((lat + lat0) / 2)[1]
    return lon0 + x / km_per_degree((lat + lat0) / 2)[0], lat


def segment_distances(x1: Floats, y1: Floats, x2: Floats, y2: Floats) -> tuple[Floats, Floats]:
    """From the origin to each stretch: the distance, and where along it (0 to 1) its nearest point lies."""
    dx, dy = x2 - x1, y2 - y1
    length2 = dx * dx + dy * dy
    along = np.clip(-(x1 * dx + y1 * dy) / np.where(length2 > 0, length2, 1.0), 0.0, 1.0)
    return np.hypot(x1 + along * dx, y1 + along * dy), along


def km_per_degree(lat: Any) -> tuple[Floats, Floats]:
    """Length of a degree of longitude and of latitude on the WGS 84 ellipsoid, km."""
    phi = np.radians(lat)
    w2 = 1.0 - WGS84_E2 * np.sin(phi) ** 2
    prime = WGS84_A_KM / np.sqrt(w2)
    return np.radians(prime * np.cos(phi)), np.radians(prime * (1.0 - WGS84_E2) / w2)
