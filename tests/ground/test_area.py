"""Areas against pyproj's geodesics on Shapely's intersections."""

from __future__ import annotations

import alder_ground as alder
import pytest
from hypothesis import given, settings
from shapely import box

from frontwatch.ground.area import region_share
from frontwatch.ground.figures import figures_of_area
from frontwatch.model import FrontwatchError


@settings(max_examples=60, deadline=None)
@given(alder.stars())
def test_held_area_of_a_region_is_geodesic(star):
    r = alder.record([star])
    for code, outline in (("AL", alder.COUNTRY), ("AL-1", box(29.7, 49.6, 30.5, 50.4))):
        share = region_share(r, alder.ALDERLAND, code, r.map_at(0))
        assert share.km2 == pytest.approx(alder.km2(outline), rel=1e-3)
        # a sliver may fall between two rows, so of the parts a thousandth of the star is asked
        assert dict(share.held)["BO"] == pytest.approx(alder.km2(star & outline), abs=1e-3 * alder.km2(star))
        assert sum(km2 for _, km2 in share.held) == pytest.approx(share.km2)


def test_contested_ground_is_nobodys_and_held_beats_it():
    r = alder.record([box(30.0, 50.0, 30.2, 50.2)], grey=[box(30.1, 50.0, 30.4, 50.2)])
    held = dict(region_share(r, alder.ALDERLAND, "AL", r.map_at(0)).held)
    assert held["BO"] == pytest.approx(alder.km2(box(30.0, 50.0, 30.2, 50.2)), rel=1e-3)
    assert held["contested"] == pytest.approx(alder.km2(box(30.2, 50.0, 30.4, 50.2)), rel=1e-3)


def test_the_mirror_of_a_record_gives_the_mirror_of_its_shares():
    ground = [box(30.0, 50.0, 30.2, 50.2)]
    one, other = alder.record(ground), alder.record(ground, meta=alder.MIRRORED)
    a = dict(region_share(one, alder.ALDERLAND, "AL-1", one.map_at(0)).held)
    b = dict(region_share(other, alder.ALDERLAND, "AL-1", other.map_at(0)).held)
    assert (a["BO"], a["AL"]) == (b["AL"], b["BO"])


def test_an_empty_map_leaves_all_to_the_rest():
    r = alder.record([box(30.0, 50.0, 30.2, 50.2)], [])
    share = region_share(r, alder.ALDERLAND, "AL", r.map_at(1))
    assert share.share_of("AL") == pytest.approx(1.0)
    assert [(f.name, f.value) for f in figures_of_area(share)][2] == ("share_al", 100.0)


def test_a_region_without_outline_is_told():
    r = alder.record([box(30.0, 50.0, 30.2, 50.2)])
    with pytest.raises(FrontwatchError, match="no open record covers"):
        region_share(r, alder.ALDERLAND, "BO-1", r.map_at(0))
