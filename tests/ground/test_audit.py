"""The audit on invented maps: each kind planted and found, nothing in clean maps, and Shapely's replay of every map."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import alder_ground as alder
import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Polygon, box

from frontwatch.ground.audit.anomaly import COLUMNS, table
from frontwatch.ground.audit.audit import audit
from frontwatch.ground.audit.turns import turns
from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons, record_from_edges
from frontwatch.ground.errors import GroundError
from frontwatch.ground.record import record_of

STEP = 0.02
"""Degrees: 2.2 km north, 1.4 km east; a whole number of the audit's rows, so that cells are cut exactly."""


def steady(days, start=30.0):
    """Borland's ground grows east by 360 m a day over 22 km of front."""
    return [[box(29.8, 49.9, round(start + 0.005 * n, 7), 50.1)] for n in range(days)]


def audited(*maps, **options):
    return audit(alder.record(*maps), alder.ALDERLAND, **options).anomalies


def kinds(anomalies):
    return Counter(a.kind for a in anomalies)


def parts(shape):
    return [p for p in shapely.get_parts(shape).tolist() if p.geom_type == "Polygon" and p.area > 1e-9]


def test_in_steady_growth_there_is_nothing_to_tell():
    assert audited(*steady(60)) == ()


def test_one_map_alone_has_nothing_to_tell():
    found = audit(alder.record(*steady(1)), alder.ALDERLAND)
    assert (found.anomalies, found.maps) == ((), 1)
    assert [(r.what, r.changed) for r in found.returned] == [("km2", 0.0), ("settlements", 0.0)]


def test_ground_that_appears_and_vanishes_is_a_flip_with_days_size_place_and_holders():
    maps = steady(12)
    strip = box(29.9, 50.1, 29.95, 50.12)
    for n in (6, 7):
        maps[n] = parts(shapely.union_all([*maps[n], strip]))
    (found,) = audited(*maps)
    assert (found.kind, found.first.day, found.last.day, found.count) == ("flip", date(2024, 3, 7), date(2024, 3, 9), 2)
    assert (found.before, found.after) == ("AL", "BO")
    assert (int(found.first.sha256), int(found.last.sha256)) == (6, 8)
    assert found.km2 == pytest.approx(alder.km2(strip), rel=1e-3)
    assert (found.where.lon, found.where.lat) == pytest.approx((strip.centroid.x, strip.centroid.y), abs=1e-4)


def test_what_is_back_only_on_the_fourth_map_is_no_flip():
    for maps_shown, flips in ((3, 1), (4, 0)):
        maps = [[box(29.8, 49.9, 30.0, 50.1)] for _ in range(10)]
        for n in range(3, 3 + maps_shown):
            maps[n] = [box(29.8, 49.9, 30.05, 50.1)]
        assert kinds(audited(*maps))["flip"] == flips


def test_a_flip_below_the_least_size_is_left_out():
    maps = [[box(29.8, 49.9, 30.0, 50.1)] for _ in range(5)]
    maps[2] = [box(29.8, 49.9, 30.001, 50.1)]  # 70 m wide: 1.6 km²
    assert kinds(audited(*maps, min_km2=1.0))["flip"] == 1
    assert kinds(audited(*maps, min_km2=2.0))["flip"] == 0


@pytest.mark.parametrize("meta", [alder.META, alder.MIRRORED], ids=["as drawn", "sides exchanged"])
def test_ground_gained_far_from_its_sides_ground_is_an_island(meta):
    maps = steady(5)
    far = box(30.3, 50.0, 30.34, 50.03)
    for n in (3, 4):
        maps[n] = [*maps[n], far]
    found = audit(alder.record(*maps, meta=meta), alder.ALDERLAND).anomalies
    (island,) = found
    front = maps[2][0].bounds[2]
    _, _, metres = Geod(ellps="WGS84").inv(front, 50.015, 30.3, 50.015)
    assert (island.kind, island.first.day) == ("island", date(2024, 3, 4))
    assert island.km == pytest.approx(metres / 1000, rel=0.01)
    assert (island.before, island.after) == (meta.rest, meta.layers[0].side)
    assert island.km2 == pytest.approx(alder.km2(far), rel=1e-3)
    assert alder.ALDERLAND.place(island.where.place.id) == island.where.place


def test_a_hole_deep_in_the_other_sides_ground_is_an_island_too():
    whole, hole = box(29.8, 49.8, 30.2, 50.2), box(29.98, 49.98, 30.02, 50.01)
    island, *_ = audited([whole], [whole.difference(hole)], [whole.difference(hole)], kinds=("island",))
    assert (island.after, island.first.index) == ("AL", 1)
    # The northern edge is the nearest: a degree of latitude is 111.2 km there.
    _, _, east = Geod(ellps="WGS84").inv(30.02, 50.0, 30.2, 50.0)
    assert island.km == pytest.approx(east / 1000, rel=0.01)


def test_a_hole_in_contested_ground_is_measured_to_where_its_side_holds_ground():
    """The edge between contested and held ground is 3 km off, but no ground of Alder's lies there."""
    grey, hole = box(29.8, 49.8, 30.4, 50.2), box(30.08, 49.98, 30.12, 50.01)
    held = box(29.8, 49.8, 30.03, 50.2)
    after = grey.difference(shapely.union_all([held, hole]))
    r = recorded([([held], [grey.difference(held)]), ([held], parts(after))])
    (island,) = audit(r, alder.ALDERLAND, kinds=("island",)).anomalies
    _, _, north = Geod(ellps="WGS84").inv(30.1, 50.01, 30.1, 50.2)
    _, _, east = Geod(ellps="WGS84").inv(30.12, 50.0, 30.4, 50.0)
    assert island.km == pytest.approx(min(north, east) / 1000, rel=0.01)


def test_ground_gained_by_its_own_is_no_island_however_long():
    """The middle and both ends lie far from the front; its flat side touches it."""
    front, strip = box(29.8, 49.8, 30.8, 50.0), box(29.9, 50.0, 30.7, 50.08)
    assert kinds(audited([front], [front, strip], kinds=("island",))) == {}


def test_a_map_that_changes_far_more_than_usual_is_a_jump():
    maps = steady(60)
    maps[50:] = [[shapely.union_all([*m, box(m[0].bounds[2], 49.9, 30.5, 50.05)])] for m in maps[50:]]
    (jump,) = audited(*maps, kinds=("jump",))
    changed = alder.km2(shapely.symmetric_difference(maps[49][0], maps[50][0]))
    usual = alder.km2(shapely.symmetric_difference(maps[48][0], maps[49][0]))
    assert (jump.kind, jump.first.index, jump.count) == ("jump", 50, 1)
    assert jump.km2 == pytest.approx(changed, rel=1e-3)
    assert jump.times == pytest.approx(changed / usual, rel=0.01)
    assert jump.largest_km2 == pytest.approx(changed, rel=1e-3)


def test_a_piece_far_larger_than_the_usual_largest_is_a_jump_on_a_busy_day():
    """Six fronts move 2 km² a day each; one of them by 25 km² once is but three times the usual in all."""
    fronts = [
        [box(29.8, 49.7 + 0.1 * k, round(30.0 + 0.005 * n, 7), 49.75 + 0.1 * k) for k in range(6)] for n in range(60)
    ]
    fronts[50:] = [[shapely.union_all([m[0], box(29.9, 49.7, 30.33, 49.75)]), *m[1:]] for m in fronts[50:]]
    found = audited(*fronts, kinds=("jump",))
    assert [a.first.index for a in found] == [50]
    assert found[0].times < 5 < found[0].largest_times


def test_a_map_that_changes_in_far_more_places_than_usual_is_a_jump():
    maps = steady(60)
    dots = [box(30.6 + 0.02 * n, 49.9, 30.61 + 0.02 * n, 49.905) for n in range(16)]
    maps[50:] = [[*m, *dots] for m in maps[50:]]
    (jump,) = audited(*maps, kinds=("jump",))
    assert (jump.first.index, jump.count) == (50, 17)


def test_after_a_gap_change_counts_by_the_day():
    maps = steady(60)
    shown = [n for n in range(60) if not 41 <= n <= 49]
    r = recorded([(maps[n], []) for n in shown], days=[alder.FIRST + timedelta(days=n) for n in shown])
    (gap,) = audit(r, alder.ALDERLAND).anomalies
    assert (gap.kind, gap.count, gap.first.index, gap.last.index) == ("gap", 9, 40, 41)


def test_copied_maps_are_told_as_runs():
    maps = steady(9)
    maps[3] = maps[4] = maps[2]
    maps[8] = maps[7]
    found = audited(*maps)
    assert [(a.kind, a.first.index, a.last.index, a.count, a.same_file) for a in found] == [
        ("copy", 2, 4, 2, False),
        ("copy", 7, 8, 1, False),
    ]


def test_the_end_of_the_contested_layer_is_no_change():
    grey = [box(30.0, 49.9, 30.2, 50.1)]
    held = [box(29.8, 49.9, 30.0, 50.1)]
    maps = [(held, grey)] * 4 + [(held, [])] * 4
    until = replace(alder.META, contested_until=alder.FIRST + timedelta(days=3))
    assert len(turns(recorded(maps, meta=until)).map) == 0
    assert len(turns(recorded(maps)).map) > 0


def test_an_outline_that_is_not_closed_is_refused():
    edges = np.array([[300000000, 500000000, 300000000, 500100000]], np.int32)
    one = np.zeros(1, int)
    r = record_from_edges(
        alder.META, days=np.array([alder.FIRST]), map_hashes=("0",), edges=edges, layer=one, first=one, last=one
    )
    with pytest.raises(GroundError, match="not closed"):
        turns(record_of(r))


def test_how_much_of_what_changed_went_back():
    """A square over Birch and one beside it come; Birch's goes on the next map, the other on the second after."""
    birch = next(p for p in map(alder.ALDERLAND.place, alder.ALDERLAND.places.ids.tolist()) if p.name == "Birch")
    west, south = round(birch.lon - 0.01, 2), round(birch.lat - 0.01, 2)
    over = box(west, south, round(west + 0.02, 7), round(south + 0.02, 7))
    beside = box(west - 0.1, south, round(west - 0.06, 7), round(south + 0.02, 7))
    found = audit(alder.record([over], [], [over, beside], [beside], [], []), alder.ALDERLAND)
    area, settlements = found.returned
    one, two = alder.km2(over), alder.km2(beside)
    assert (area.what, settlements.what) == ("km2", "settlements")
    assert area.changed == pytest.approx(3 * one + 2 * two, rel=2e-3)
    # Birch's goes, comes and goes; the other comes and goes: what was back is the first two of Birch's, and the other.
    assert dict(area.back) == pytest.approx({1: 2 * one, 3: 2 * one + two, 30: 2 * one + two}, rel=2e-3)
    assert (settlements.changed, dict(settlements.back)) == (3, {1: 2, 3: 2, 30: 2})


def test_the_table_has_a_row_for_each():
    maps = steady(9)
    maps[3] = [*maps[3], box(30.3, 50.0, 30.34, 50.03)]
    maps[8] = maps[7]
    found = audited(*maps)
    rows = table(found)
    assert rows.column_names == list(COLUMNS)
    assert rows["kind"].to_pylist() == [a.kind for a in found] == ["flip", "island", "copy"]
    assert rows["first"].to_pylist() == sorted(rows["first"].to_pylist())
    assert rows["place"].to_pylist()[2] is None


# ---------------------------------------------------------------- properties


def recorded(maps, meta=alder.META, days=None):
    """A record of maps (held, contested), each a list of polygons."""
    days = days or [alder.FIRST + timedelta(days=n) for n in range(len(maps))]
    made = [
        SourceMap(day, None, f"{n}", tuple(zip(meta.layers, map(edges_of_polygons, layers), strict=True)))
        for n, (day, layers) in enumerate(zip(days, maps, strict=True))
    ]
    return record_of(build_record(made, meta))


def cell(n, x=29.8, y=49.8):
    """Cell n of a lattice of 5 by 5."""
    west, south = round(x + STEP * (n % 5), 7), round(y + STEP * (n // 5), 7)
    return box(west, south, round(west + STEP, 7), round(south + STEP, 7))


cells = st.sets(st.integers(0, 24), max_size=14)
lattice_maps = st.lists(st.tuples(cells, cells), min_size=2, max_size=7)


def ground_of(numbers) -> list[Polygon]:
    return parts(shapely.union_all([cell(n) for n in numbers])) if numbers else []


def flat(shape):
    """Without the lines and corners at which neighbours meet."""
    return shapely.MultiPolygon(parts(shape))


def replayed(maps):
    """Shapely's flips: (first map, maps shown, before, after, km²) of every connected piece."""
    country = box(29.0, 49.0, 31.0, 51.0)
    shown = []
    for held, grey in maps:
        ru, unsure = (flat(shapely.union_all([cell(n) for n in s])) for s in (held, grey - held))
        shown.append({"BO": ru, "contested": unsure, "AL": flat(country.difference(shapely.union_all([ru, unsure])))})
    found = []
    for t in range(1, len(shown)):
        for before, after in ((a, b) for a in shown[t] for b in shown[t] if a != b):
            gone = flat(shown[t - 1][before].intersection(shown[t][after]))
            for k in (1, 2, 3):
                if t + k < len(shown):
                    found += [(t, k, before, after, p) for p in parts(gone.intersection(shown[t + k][before]))]
                    gone = flat(gone.difference(shown[t + k][before]))
    return sorted((t, k, before, after, round(alder.km2(p), 2)) for t, k, before, after, p in found)


@settings(max_examples=60, deadline=None)
@given(lattice_maps)
def test_flips_are_those_of_shapelys_replay_piece_by_piece(maps):
    r = recorded([(ground_of(held), ground_of(grey - held)) for held, grey in maps])
    found = audit(r, alder.ALDERLAND, kinds=("flip",), min_km2=0.0).anomalies
    told = sorted((a.first.index, a.count, a.before, a.after, a.km2) for a in found)
    expected = replayed(maps)
    assert [t[:4] for t in told] == [e[:4] for e in expected]
    assert [t[4] for t in told] == pytest.approx([e[4] for e in expected], rel=2e-3)


@settings(max_examples=30, deadline=None)
@given(st.lists(alder.stars(), min_size=2, max_size=5))
def test_what_turns_on_each_map_is_shapelys_symmetric_difference(stars):
    t = turns(alder.record(*[[star] for star in stars]))
    for n, (before, after) in enumerate(pairwise(stars), 1):
        expected = alder.km2(before.symmetric_difference(after))
        sliver = 1.5e-3 * (alder.km2(before) + alder.km2(after))
        assert t.km2[t.map == n].sum() == pytest.approx(expected, abs=sliver)


@settings(max_examples=30, deadline=None)
@given(st.lists(cells, min_size=2, max_size=10))
def test_ground_that_only_grows_never_flips(added):
    held, maps = set(), []
    for more in added:
        held = held | more
        maps.append(ground_of(held))
    assert audited(*maps, kinds=("flip",), min_km2=0.0) == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 28), st.integers(1, 4), st.floats(30.3, 30.7), st.floats(49.7, 50.2), st.booleans())
def test_a_flip_planted_anywhere_at_any_time_is_found_and_nothing_else(at, shown, lon, lat, taken):
    """A square that appears in steady growth for 1 to 3 maps, far off or as a hole; for 4 it is none."""
    west, south = round(lon - (0.6 if taken else 0.0), 3), round(lat, 3)
    south = min(max(south, 49.92), 50.05) if taken else south
    square = box(west, south, round(west + 0.03, 7), round(south + 0.02, 7))
    maps = steady(34)
    assume(not taken or (west > 29.8 and west + 0.03 < 30.0))
    assume(taken or west > 30.2)
    for n in range(at, at + shown):
        whole = maps[n][0]
        maps[n] = parts(whole.difference(square) if taken else shapely.union_all([whole, square]))
    found = audited(*maps, kinds=("flip", "jump", "copy", "gap"))
    if shown > 3:
        assert found == ()
        return
    (flip,) = found
    assert (flip.first.index, flip.count) == (at, shown)
    assert flip.km2 == pytest.approx(alder.km2(square), rel=2e-3)
    assert flip.after == ("AL" if taken else "BO")
    assert (flip.where.lon, flip.where.lat) == pytest.approx((square.centroid.x, square.centroid.y), abs=1e-3)
