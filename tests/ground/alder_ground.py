"""Ground in Alderland (29.7 to 31.0 E, 49.6 to 50.4 N), drawn for the tests: what Borland holds, and its mirror."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st
from pyproj import Geod
from shapely import Polygon, box, segmentize
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.record import Record, record_of
from frontwatch.theatre.theatre import open_theatre

FIRST = date(2024, 3, 1)
GEOD = Geod(ellps="WGS84")
ALDERLAND = open_theatre(Path(__file__).parents[1] / "theatre" / "fixtures" / "alderland")
COUNTRY = box(29.7, 49.6, 31.0, 50.4)
META = RecordMeta(
    name="Alder maps", publisher="Alder", ties="none", credit="none", scale="polygon", resolution_km=0.3, delay_days=0,
    theatre="alderland", layers=(Layer("held", "BO"), Layer("contested")), rest="AL",
)  # fmt: skip
MIRRORED = replace(META, layers=(Layer("held", "AL"), Layer("contested")), rest="BO")
BOTH_DRAWN = replace(META, layers=(Layer("held", "BO"), Layer("held", "AL")))


def record(*maps: Sequence[Polygon], grey: Sequence[Polygon] = (), meta: RecordMeta = META) -> Record:
    """One map a day from 1 March 2024; the second layer is the same on each."""
    made = [
        SourceMap(
            FIRST + timedelta(days=n),
            None,
            f"{n:064x}",
            tuple(zip(meta.layers, (edges_of_polygons(held), edges_of_polygons(grey)), strict=True)),
        )
        for n, held in enumerate(maps)
    ]
    return record_of(build_record(made, meta))


def km2(shape: BaseGeometry) -> float:
    """Geodesic area by pyproj, of edges straight in longitude and latitude, as maps draw them."""
    parts = getattr(segmentize(shape, 0.005), "geoms", None) or [segmentize(shape, 0.005)]
    return sum(abs(GEOD.geometry_area_perimeter(orient(p))[0]) / 1e6 for p in parts if p.geom_type == "Polygon")


@st.composite
def stars(draw: st.DrawFn, west: float = 29.9, east: float = 30.8) -> Polygon:
    """A polygon of 5 to 12 corners, 10 to 40 km across, on the record's lattice; turned: few edges run along a row."""
    from math import cos, pi, sin

    n = draw(st.integers(5, 12))
    x, y = draw(st.floats(west, east)), draw(st.floats(49.8, 50.2))
    radii = draw(st.lists(st.floats(0.1, 0.3), min_size=n, max_size=n))
    corners = [
        (round(x + r * cos(2 * pi * k / n + 0.1), 7), round(y + 0.6 * r * sin(2 * pi * k / n + 0.1), 7))
        for k, r in enumerate(radii)
    ]
    return Polygon(corners)
