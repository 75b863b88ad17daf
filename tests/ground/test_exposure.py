"""Exposure against points set out by pyproj and looked up by Shapely."""

from __future__ import annotations

import alder_ground as alder
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from shapely import box

from frontwatch.ground.exposure import BEARINGS, REACH_KM, exposure
from frontwatch.ground.figures import figures_of_exposure

ASHFORD = 30.0, 50.0
STEP_KM = 0.1


def around(lon: float, lat: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Distances (steps,) and points (72, steps) along every bearing, by geodesics."""
    km = np.arange(STEP_KM, REACH_KM, STEP_KM)
    bearing, far = np.meshgrid(np.arange(BEARINGS) * 5.0, km, indexing="ij")
    x, y, _ = alder.GEOD.fwd(np.full(far.shape, lon), np.full(far.shape, lat), bearing, far * 1000)
    return km, x, y


@settings(max_examples=40, deadline=None)
@given(alder.stars(29.9, 30.3))
def test_ground_begins_where_geodesics_meet_it(star):
    r = alder.record([shapely.segmentize(star, 0.02)])  # sources draw no edges of many km, which a plane would bend
    found = exposure(r, alder.ALDERLAND, *ASHFORD, r.map_at(0), to_side="BO")
    if star.contains(shapely.Point(ASHFORD)):
        assert found.count == BEARINGS and found.nearest_km == 0.0
        return
    km, x, y = around(*ASHFORD)
    within = shapely.contains_xy(star.buffer(-0.001), x, y)  # grazed ground is met or not by a few metres
    first = np.where(within.any(axis=1), km[within.argmax(axis=1)], np.inf)
    assert (found.distance_km <= first).all()
    hit = np.isfinite(found.distance_km)
    ends = alder.GEOD.fwd(*(np.full(hit.sum(), v) for v in ASHFORD), np.flatnonzero(hit) * 5.0,
                          found.distance_km[hit] * 1000)  # fmt: skip
    assert (shapely.distance(star.exterior, shapely.points(ends[0], ends[1])) * 111.3 < 0.05).all()
    assert found.nearest_km <= found.distance_km.min() + 1e-9


def test_bearings_run_clockwise_from_north():
    r = alder.record([box(30.1, 49.9, 30.3, 50.1)])
    found = exposure(r, alder.ALDERLAND, *ASHFORD, r.map_at(0), to_side="BO")
    assert found.arcs == ((35, 145),) and found.arc_words == "35° to 145°"
    assert found.distance_km[18] == pytest.approx(alder.GEOD.inv(30.0, 50.0, 30.1, 50.0)[2] / 1000, rel=1e-3)


def test_an_arc_over_north_is_one():
    r = alder.record([box(29.9, 50.1, 30.1, 50.3)])
    (arc,) = exposure(r, alder.ALDERLAND, *ASHFORD, r.map_at(0), to_side="BO").arcs
    assert arc[0] > 300 and arc[1] < 60


def test_the_rest_is_met_where_contested_ground_ends_not_where_it_begins():
    r = alder.record([box(29.9, 49.9, 30.1, 50.1)], grey=[box(30.1, 49.9, 30.2, 50.1)])
    found = exposure(r, alder.ALDERLAND, *ASHFORD, r.map_at(0), to_side="AL")
    to_west, to_east = (alder.GEOD.inv(*ASHFORD, x, 50.0)[2] / 1000 for x in (29.9, 30.2))
    assert found.distance_km[54] == pytest.approx(to_west, rel=2e-3)
    assert found.distance_km[18] == pytest.approx(to_east, rel=2e-3)


def test_the_mirror_of_a_record_gives_the_same_exposure():
    ground = [box(30.1, 49.9, 30.3, 50.1)]
    one, other = alder.record(ground), alder.record(ground, meta=alder.MIRRORED)
    a = exposure(one, alder.ALDERLAND, *ASHFORD, one.map_at(0), to_side="BO")
    b = exposure(other, alder.ALDERLAND, *ASHFORD, other.map_at(0), to_side="AL")
    assert (a.distance_km == b.distance_km).all() and a.nearest_km == b.nearest_km


def test_no_ground_no_bearing():
    r = alder.record([box(30.6, 49.9, 30.8, 50.1)], [])
    found = exposure(r, alder.ALDERLAND, *ASHFORD, r.map_at(1), to_side="BO")
    assert (found.count, found.arc_words, found.nearest_km) == (0, "none within 20 km", None)
    far = exposure(r, alder.ALDERLAND, *ASHFORD, r.map_at(0), to_side="BO")
    assert far.count == 0 and far.nearest_km == pytest.approx(
        alder.GEOD.inv(30.0, 50.0, 30.6, 50.0)[2] / 1000, rel=1e-2
    )
    assert {f.name for f in figures_of_exposure(far)} == {
        "bearings_bo", "bearings_share_bo", "arc_bo", "nearest_km_bo",
    }  # fmt: skip
