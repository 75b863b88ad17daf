"""Change around a place and the depth of gains, against Shapely and pyproj."""

from __future__ import annotations

from dataclasses import replace

import alder_ground as alder
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from shapely import box

from frontwatch.ground.around import around
from frontwatch.ground.figures import figures_of_around
from frontwatch.ground.format import Layer
from frontwatch.ground.local import to_km

ASHFORD = next(p for p in alder.ALDERLAND.look_up("Ashford") if hasattr(p, "radius_km"))


def plane(shape):
    return shapely.transform(shape, lambda xy: np.column_stack(to_km(xy[:, 0], xy[:, 1], ASHFORD.lon, ASHFORD.lat)))


@settings(max_examples=25, deadline=None)
@given(alder.stars(29.8, 30.2), alder.stars(29.8, 30.2))
def test_depth_is_the_farthest_gain_from_the_ground_before(before, after):
    before, after = (shapely.segmentize(s, 0.02) for s in (before, after))
    r = alder.record([before], [after])
    found = around(r, ASHFORD, r.map_at(0), r.map_at(1), radius_km=12.0)
    disc = shapely.Point(0, 0).buffer(12.0, quad_segs=64)
    gained = plane(after).difference(plane(before)).intersection(disc)
    assert found.of("BO").gained_km2 == pytest.approx(gained.area, rel=0.03, abs=0.4)
    assert found.of("AL").lost_km2 == found.of("BO").gained_km2

    def deepest(ground):
        corners = shapely.get_coordinates(shapely.segmentize(ground, 0.1))
        return shapely.distance(plane(before), shapely.points(corners)).max() if len(corners) else 0.0

    # Ground is counted at the centres of its pieces: a sharp tip falls short of its end, a sliver may hold no centre.
    whole = shapely.MultiPolygon([p for p in shapely.get_parts(gained) if p.geom_type == "Polygon" and p.area > 0.3])
    assert deepest(whole) - 0.8 <= found.of("BO").depth_km <= deepest(gained) + 0.1


def test_a_claim_on_the_way_makes_no_gain_less_deep():
    """What a side only claimed it did not hold before, so a gain is as deep as without the claim."""
    claims = replace(alder.META, layers=(Layer("held", "BO"), Layer("claimed", "AL")))
    held, left = [box(29.9, 49.9, 30.3, 50.1)], [box(29.9, 49.9, 30.1, 50.1)]
    depths = []
    for claimed in ([], [box(30.12, 49.95, 30.25, 50.05)]):
        r = alder.record(held, left, grey=claimed, meta=claims)
        depths.append(around(r, ASHFORD, r.map_at(0), r.map_at(1)).of("AL").depth_km)
    assert depths[0] == depths[1] > 5


def test_a_map_that_did_not_change_has_no_depth():
    r = alder.record([box(30.1, 49.9, 30.3, 50.1)], [box(30.1, 49.9, 30.3, 50.1)])
    found = around(r, ASHFORD, r.map_at(0), r.map_at(1))
    assert {f.value for f in figures_of_around(found)} == {0}
