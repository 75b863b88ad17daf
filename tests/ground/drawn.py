"""Maps drawn for the tests: a side's ground as boxes of whole hundredths of a degree, in an invented corner."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shapely import Polygon, box

WEST, SOUTH = 36.0, 48.0
FIRST_DAY = date(2024, 3, 1)


def square(x: int, y: int, size: int = 10) -> Polygon:
    """A box of `size` hundredths of a degree with its lower left corner x, y hundredths from the corner."""
    west, south = WEST + x / 100, SOUTH + y / 100
    return box(west, south, round(west + size / 100, 7), round(south + size / 100, 7))


def coordinates(polygon: Polygon) -> list[list[list[float]]]:
    return [[list(p) for p in ring.coords] for ring in (polygon.exterior, *polygon.interiors)]


def daily(*polygons: Polygon) -> dict[str, Any]:
    """As the daily archive draws: one MultiPolygon without properties."""
    geometry = {"type": "MultiPolygon", "coordinates": [coordinates(p) for p in polygons]}
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": geometry}]}


def published(*features: tuple[str, str, Polygon]) -> dict[str, Any]:
    """As the publisher draws: (fill, name, polygon), each a feature."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"fill": fill, "name": name},
                "geometry": {"type": "Polygon", "coordinates": coordinates(polygon)},
            }
            for fill, name, polygon in features
        ],
    }


def folder(path: Path, maps: list[dict[str, Any]], first: date = FIRST_DAY) -> Path:
    """Write one map a day into a folder."""
    path.mkdir(parents=True, exist_ok=True)
    for n, drawn in enumerate(maps):
        (path / f"map_{first + timedelta(days=n):%Y%m%d}.geojson").write_text(json.dumps(drawn))
    return path
