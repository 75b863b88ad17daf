"""Beyond the coast and the state border no side's ground begins, by every measure of nearness."""

from __future__ import annotations

from pathlib import Path

import alder_ground as alder
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Point, box

from frontwatch.ground.disc import disc_share, nearest_ground
from frontwatch.ground.exposure import exposure
from frontwatch.ground.front import outward
from frontwatch.ground.landward import landward
from frontwatch.ground.near_history import near_history
from frontwatch.ground.nearness import nearness
from frontwatch.model import Place
from frontwatch.theatre.theatre import open_theatre

GROUND = Path(__file__).parents[3] / "shared" / "ground"
GEOD = Geod(ellps="WGS84")
TO_THE_BORDER = box(30.7, 49.7, 30.995, 50.3)  # Alderland ends at 31.0 E
LON, LAT = 30.93, 50.0
WEST_KM = GEOD.inv(LON, LAT, 30.7, LAT)[2] / 1000
UKRAINE = open_theatre()


@pytest.fixture(scope="module")
def record():
    return alder.record([TO_THE_BORDER], [TO_THE_BORDER])


def test_the_nearest_ground_of_the_rest_is_on_land(record):
    near = dict(nearest_ground(record, alder.ALDERLAND, LON, LAT, record.map_at(0), "BO"))
    assert near["AL"] == pytest.approx(WEST_KM, abs=0.05)


def test_no_bearing_meets_it_across_the_border(record):
    seen = exposure(record, alder.ALDERLAND, LON, LAT, record.map_at(0), to_side="AL")
    east = seen.distance_km[[17, 18, 19]]
    assert np.isinf(east).all() and seen.distance_km[54] == pytest.approx(WEST_KM, abs=0.05)


def test_all_days_at_once_tell_the_same(record):
    found = near_history(record, alder.ALDERLAND, np.array([LON]), np.array([LAT]), "AL")
    seen = exposure(record, alder.ALDERLAND, LON, LAT, record.map_at(1), to_side="AL")
    assert found.km[-1] == pytest.approx(seen.nearest_km, abs=0.001) and found.bearings[-1] == seen.count


def test_since_when_it_is_near_counts_none_either(record):
    far, close = nearness(record, alder.ALDERLAND, LON, LAT, record.map_at(1), to_side="AL").near
    assert far.since is not None and close.since is None


@given(st.floats(29.8, 30.9), st.floats(49.65, 50.35), st.floats(0, 360))
def test_an_edge_faces_land_where_all_points_beyond_it_lie_in_the_country(lon, lat, bearing):
    lon2, lat2, _ = GEOD.fwd(lon, lat, bearing, 400)
    middle = GEOD.npts(lon, lat, lon2, lat2, 1)[0]
    beyond = [GEOD.fwd(*middle, bearing + 90, 1000 * km)[:2] for km in (1.0, 1.75, 2.5)]
    margins = [alder.COUNTRY.boundary.distance(Point(p)) for p in beyond]
    if min(margins) < 0.001:
        return
    a, b = np.array([[lon, lat]]), np.array([[lon2, lat2]])
    assert np.allclose(np.hstack(outward(a, b, 1.0)), beyond[0], atol=2e-4)
    assert bool(landward(alder.ALDERLAND, a, b)[0]) == all(alder.COUNTRY.contains(Point(p)) for p in beyond)


@pytest.mark.full
@pytest.mark.skipif(not GROUND.is_dir(), reason="needs the maps in ../shared/ground")
@pytest.mark.parametrize(("name", "km"), [("Mariupol", 25.0), ("Berdiansk", 60.0), ("Melitopol", 40.0)])
def test_coastal_towns_far_behind_the_front_are_not_near_it(imported, name, km):
    daily = imported("deepstate-daily")
    place: Place = UKRAINE.look_up(name)[0]
    found = disc_share(daily, UKRAINE, place, daily.map_on(np.datetime64("2025-06-28").item()))
    nearest = found.nearest_km("UA")
    assert nearest is not None and nearest > km
