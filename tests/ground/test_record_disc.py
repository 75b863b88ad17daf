"""A place on a map: shares of its disc against Shapely, distances, since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import drawn
import numpy as np
import pytest
import shapely
from test_record import META, a_map, a_record

from frontwatch.ground.disc import disc_share
from frontwatch.ground.figures import figures_of_place
from frontwatch.ground.local import from_km, to_km
from frontwatch.model import Place
from frontwatch.theatre.theatre import open_theatre

START = date(2024, 3, 1)
UKRAINE = open_theatre()
ALDER = Place(1, "Alder", 36.2, 48.1, 60_000, "AL-1")


def on(record, place=ALDER, day=START):
    return disc_share(record, UKRAINE, place, record.map_on(day))


@pytest.mark.parametrize("east", [-3.0, -1.0, -0.2, 0.0, 0.4, 1.3, 2.4, 3.0])
def test_the_share_of_a_disc_is_shapelys_within_half_a_percent(east):
    """A straight front, so many km east of the centre; the other side holds all to the east of it."""
    lon, lat = from_km([east, 60, 60, east], [-60, -60, 60, 60], ALDER.lon, ALDER.lat)
    disc = on(a_record(a_map(START, shapely.Polygon(np.stack([lon, lat], axis=1)))))
    circle = shapely.Point(0, 0).buffer(ALDER.radius_km, quad_segs=64)
    held = circle.intersection(shapely.box(east, -60, 60, 60)).area / circle.area
    assert disc.share_of("RED") == pytest.approx(held, abs=0.005)
    assert disc.centre == ("RED" if east <= 0 else "BLUE")
    expected = 0.0 if east <= 0 else east
    assert disc.nearest_km("RED") == pytest.approx(expected, abs=0.02)
    assert disc.nearest_km("BLUE") == pytest.approx(-east if east <= 0 else 0.0, abs=0.02)


def test_shares_sum_to_one_and_contested_ground_counts_for_nobody():
    disc = on(a_record(a_map(START, drawn.square(20, 0, 30), grey=[drawn.square(0, 10, 20)])))
    assert sum(share for _, share in disc.shares) == pytest.approx(1.0)
    assert disc.share_of("contested") == pytest.approx(0.25, abs=0.01)
    assert disc.share_of("RED") == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(("land", "red", "blue"), [(1.0, 0.5, 0.5), (0.75, 0.667, 0.333), (0.5, 1.0, 0.0)])
def test_sea_in_the_disc_is_held_by_nobody(land, red, blue):
    """Half of the disc is drawn as held; of the other half only what is land is the rest's."""
    lon, lat = from_km([0, 60, 60, 0], [-60, -60, 60, 60], ALDER.lon, ALDER.lat)
    half = a_record(a_map(START, shapely.Polygon(np.stack([lon, lat], axis=1))))
    disc = on(half, replace(ALDER, land=land))
    assert disc.share_of("RED") == pytest.approx(red, abs=0.01)
    assert disc.share_of("BLUE") == pytest.approx(blue, abs=0.01)
    assert sum(share for _, share in disc.shares) == pytest.approx(1.0)


def test_ground_drawn_beyond_the_land_is_no_more_than_all():
    disc = on(a_record(a_map(START, drawn.square(0, 0, 300))), replace(ALDER, land=0.4))
    assert disc.share_of("RED") == 1.0 and disc.share_of("BLUE") == 0.0


def test_a_side_that_holds_nothing_is_at_no_distance():
    disc = on(a_record(a_map(START, grey=[drawn.square(10, 0, 30)])))
    assert disc.centre == "contested"
    assert disc.nearest_km("RED") is None
    assert {f.name: f.value for f in figures_of_place(disc)}["nearest_km_red"] is None


def test_the_rest_is_not_found_behind_the_wall_between_two_layers():
    """Contested ground lies between: the nearest of the rest's ground is on its far side."""
    red, grey = drawn.square(0, 0, 30), shapely.box(36.3, 48.0, 36.4, 48.3)
    disc = on(a_record(a_map(START, red, grey=[grey])), replace(ALDER, lon=36.29, lat=48.15))
    assert disc.nearest_km("contested") == pytest.approx(float(to_km(36.3, 48.15, 36.29, 48.15)[0]), abs=0.01)
    assert disc.nearest_km("BLUE") == pytest.approx(float(to_km(36.4, 48.15, 36.29, 48.15)[0]), abs=0.02)


def test_since_is_the_first_map_of_the_stretch():
    days = [
        drawn.square(0, 0),
        drawn.square(10, 0, 20),
        drawn.square(10, 0, 20),
        drawn.square(0, 0),
        drawn.square(10, 0, 20),
    ]
    record = a_record(*(a_map(START + timedelta(days=n), d, sha=str(n)) for n, d in enumerate(days)))
    assert [str(on(record, day=START + timedelta(days=n)).since) for n in range(5)] == [
        "2024-03-01", "2024-03-02", "2024-03-02", "2024-03-04", "2024-03-05",
    ]  # fmt: skip
    assert on(record).since_start
    assert not on(record, day=START + timedelta(days=4)).since_start


def test_in_a_settlement_record_the_places_own_entry_is_its_whole_disc():
    record = a_record(a_map(START, drawn.square(20, 0, 30)), meta=replace(META, scale="settlement"))
    disc = on(record, replace(ALDER, lon=36.201))
    assert disc.shares == (("BLUE", 0.0), ("RED", 1.0), ("contested", 0.0))


def test_kilometres_agree_with_the_ellipsoid():
    from pyproj import Geod

    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(35.5, 38.5, 200), rng.uniform(47.0, 49.5, 200)
    x, y = to_km(lon, lat, 37.0, 48.3)
    true = np.array([Geod(ellps="WGS84").inv(37.0, 48.3, a, b)[2] / 1000 for a, b in zip(lon, lat, strict=True)])
    assert np.abs(np.hypot(x, y) / true - 1).max() < 0.001
    back = from_km(x, y, 37.0, 48.3)
    assert np.abs(back[0] - lon).max() < 1e-4
    assert np.abs(back[1] - lat).max() < 1e-4


def test_after_the_contested_layer_ends_nothing_is_said_of_contested_ground():
    record = a_record(
        a_map(START, drawn.square(20, 0, 30)), meta=replace(META, contested_until=START - timedelta(days=1))
    )
    disc = on(record)
    assert [h for h, _ in disc.shares] == [h for h, _ in disc.nearest] == ["BLUE", "RED"]
    assert not record.meta.shows_contested(START)
    assert record.meta.shows_contested(START - timedelta(days=1))
