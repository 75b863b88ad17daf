"""The measures of all days on real maps, against replaying some of the maps with the measures of one map."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from frontwatch.ground.area import region_share
from frontwatch.ground.area_history import area_history
from frontwatch.ground.change import change
from frontwatch.ground.exposure import exposure
from frontwatch.ground.front import front
from frontwatch.ground.front_history import front_history
from frontwatch.ground.gains import gains, periods_of
from frontwatch.ground.history import _runs
from frontwatch.ground.near_history import near_history
from frontwatch.ground.outline import units
from frontwatch.ground.record import Record, open_record
from frontwatch.theatre.theatre import open_theatre

GROUND = Path(__file__).parents[3] / "shared" / "ground"
UKRAINE = open_theatre()
MAPS = 9
"""Maps replayed of each record."""
pytestmark = [pytest.mark.full, pytest.mark.skipif(not GROUND.is_dir(), reason="needs the maps in ../shared/ground")]


@pytest.fixture(scope="module", params=["deepstate-daily", "deepstate-archive.tar.xz", "shipped"])
def record(request, imported) -> Record:
    if request.param == "shipped":
        return open_record(UKRAINE.default_record)
    return imported(request.param)


@pytest.fixture(scope="module")
def days(record):
    """(index of the day, its last map) of a few days from the first to the last."""
    distinct = np.unique(record.days)
    some = np.unique(np.linspace(0, len(distinct) - 1, MAPS).astype(int))
    return [(int(d), record.map_at(int(np.flatnonzero(record.days == distinct[d])[-1]))) for d in some]


def test_areas(record, days):
    codes = ["UA", *(r.code for r in units(UKRAINE))]
    found = area_history(record, UKRAINE, codes)
    for d, m in days:
        for r, code in enumerate(codes):
            held = [km2 for _, km2 in region_share(record, UKRAINE, code, m).held]
            assert found.km2[r, :, d] == pytest.approx(held, abs=0.01), (code, m.day)


def test_fronts(record, days):
    found = front_history(record, UKRAINE)
    for d, m in days:
        one = front(record, UKRAINE, m)
        assert (found.km_drawn[d], found.km_2km[d]) == pytest.approx((one.km_drawn, one.km_2km), abs=1e-6), m.day


def test_gains_by_month(record):
    periods = periods_of(record, record.map_at(0).day, record.map_at(-1).day, "month")
    found = gains(record, UKRAINE, periods, by="sector")
    for p in range(0, len(periods), 5):
        one = change(record, UKRAINE, *periods[p], regions=False)
        for g in one.by_sector:
            q = [id for id, _ in found.parts].index(g.id)
            h = found.holders.index(g.holder)
            assert (found.gained_km2[p, q, h], found.lost_km2[p, q, h]) == pytest.approx(
                (g.gained_km2, g.lost_km2), abs=1e-3
            )


def test_histories_of_all_places(record):
    places = UKRAINE.places
    shared = record.runs(places.lon, places.lat)
    edges, life = (record.lon1, record.lat1, record.lon2, record.lat2), (record.layer, record.first, record.last)
    alone = _runs(places.lon, places.lat, edges, life, record.days, record.meta)
    for column in ("point", "code", "first", "last"):
        assert (getattr(shared, column) == getattr(alone, column)).all()


@pytest.mark.parametrize("side", ["RU", "UA"])
def test_nearness(record, days, side):
    places = UKRAINE.places
    some = np.random.default_rng(7).choice(np.flatnonzero(places.covered), 250, replace=False)
    lon, lat = places.lon[some], places.lat[some]
    found = near_history(record, UKRAINE, lon, lat, side)
    wrong = asked = 0
    for p in range(len(some)):
        for d, m in days:
            one = exposure(record, UKRAINE, lon[p], lat[p], m, to_side=side)
            (row,) = np.flatnonzero((found.point == p) & (found.first <= d) & (d <= found.last))
            near = one.nearest_km is not None and one.nearest_km <= 60
            asked += 1
            wrong += not (
                found.bearings[row] == one.count
                and (abs(found.km[row] - one.nearest_km) < 1e-3 if near else np.isinf(found.km[row]))
            )
    # Of the side that has the rest, contested ground may end half-way along an edge: the edge's middle decides.
    assert wrong == 0 if side == "RU" else wrong <= 0.01 * asked
