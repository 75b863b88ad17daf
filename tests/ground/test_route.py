"""Routes: shares of their length by holder and the distance to other ground, against Shapely."""

from __future__ import annotations

import alder_ground as alder
import pytest
from shapely import box

from frontwatch.ground.figures import figures_of_route
from frontwatch.ground.route import route_state

(ROUTE,) = alder.ALDERLAND.routes  # Ashford 30.0, Birch 30.2, Elm 30.8 E


def measured(*held, **options):
    r = alder.record(held, **options)
    return route_state(r, alder.ALDERLAND, ROUTE, r.map_at(0))


def test_shares_of_the_stretches():
    state = measured(box(30.1, 49.8, 30.9, 50.2))
    first, second = state.stretches
    assert dict(first.shares)["BO"] == pytest.approx(0.5, abs=0.08)
    assert dict(second.shares)["BO"] == 1.0
    assert first.km == pytest.approx(alder.GEOD.inv(30.0, 50.0, 30.2, 50.0)[2] / 1000, rel=1e-3)
    assert state.share_of("BO") == pytest.approx(1 - 7.17 / sum(s.km for s in state.stretches), abs=0.03)


def test_distance_of_a_stretch_to_ground_beside_it():
    state = measured(box(30.0, 50.1, 30.2, 50.2))
    assert state.share_of("BO") == 0.0
    assert state.stretches[0].nearest_km == pytest.approx(11.12, rel=2e-3)


def test_the_mirror_of_a_record_gives_the_mirror_of_its_shares():
    ground = box(30.1, 49.8, 30.9, 50.2)
    one, other = measured(ground), measured(ground, meta=alder.MIRRORED)
    assert one.share_of("BO") == other.share_of("AL")
    assert [s.nearest_km for s in one.stretches] == [s.nearest_km for s in other.stretches]


def test_figures_of_a_route():
    names = [f.name for f in figures_of_route(measured(box(30.1, 49.8, 30.9, 50.2)))]
    assert names[0] == "route_km" and "route_share_bo" in names and names[-1] == "route_nearest_km"
