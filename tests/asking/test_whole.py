"""How soon all of a place follows its centre: the captures of a record, the curve learned from them, and its sums."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from alder_records import ALDERLAND, META, day
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Polygon, box

from frontwatch.asking.settings import ALL_OF_DISC
from frontwatch.asking.whole import PRIOR, Delays, WholeFit, delays, learn_whole
from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.record import Record, record_of

GEOD = Geod(ellps="WGS84")
PER_DAY = 0.002
CURVES = st.builds(
    lambda a, b, c: WholeFit(np.array([a, b, c])), st.floats(-4, 4), st.floats(-3, 1), st.floats(0.05, 2)
)
RADII = st.floats(0.5, 6)


def line_on(n: int) -> float:
    """Longitude of Borland's western edge on the n-th day, from 1; it stands for a month, 140 m past Cedar's centre."""
    return 30.601 - PER_DAY * (n if n < 101 else max(101, n - 30))


def moving(last: int, meta=META) -> Record:
    """Borland's line moves west by 140 m a day."""
    none = edges_of_polygons([])
    maps = [
        SourceMap(
            day(n), None, f"{n:064x}",
            tuple(zip(META.layers, (edges_of_polygons([box(line_on(n), 49.5, 31.1, 50.5)]), none), strict=True)),
        )
        for n in range(1, last + 1)
    ]  # fmt: skip
    return record_of(build_record(maps, meta))


def held_share(place, n: int) -> float:
    """Share of the place's disc east of the line, by Shapely."""
    lon, lat, _ = GEOD.fwd(
        np.full(360, place.lon), np.full(360, place.lat), np.arange(360.0), np.full(360, 1000 * place.radius_km)
    )
    disc = Polygon(zip(lon, lat, strict=True))
    return disc.intersection(box(line_on(n), 49.0, 32.0, 51.0)).area / disc.area


def test_a_capture_waits_until_nine_tenths_of_the_disc_are_held():
    last = 400
    found = delays(moving(last), ALDERLAND, "BO")
    taken = sorted(
        (next(n for n in range(1, last + 1) if line_on(n) < p.lon), p)
        for p in (ALDERLAND.place(int(id)) for id in ALDERLAND.places.ids)
        if line_on(last) < p.lon < line_on(1) and 49.6 < p.lat < 50.4
    )
    assert len(taken) >= 3 and len(found.waited) == len(taken)
    for (n, place), radius, waited, seen in zip(taken, found.radius_km, found.waited, found.seen, strict=True):
        assert radius == place.radius_km and seen == last - n
        whole = next((m for m in range(n, last + 1) if held_share(place, m) >= ALL_OF_DISC), None)
        # A day is 140 m; forty points know the share to .03, which of the largest disc is two days of the line.
        assert waited == -1 if whole is None else abs(waited - (whole - n)) <= 2, place


def test_what_is_not_whole_yet_is_told_so():
    east_of_centre = 30.2 + 0.0001
    n = next(n for n in range(1, 400) if line_on(n) < east_of_centre) + 2
    found = delays(moving(n), ALDERLAND, "BO")
    assert found.waited[-1] == -1 and found.seen[-1] <= 2


def test_a_record_of_settlement_scale_has_no_parts_to_wait_for():
    assert len(delays(moving(200, replace(META, scale="settlement")), ALDERLAND, "BO").waited) == 0


def test_without_captures_the_curve_is_the_one_to_begin_with():
    none = Delays(np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert learn_whole(none).b == pytest.approx(PRIOR)


def test_the_curve_that_made_the_captures_is_found_again():
    rng = np.random.default_rng(3)
    truth, n = WholeFit(np.array([-1.0, -0.6, 0.8])), 1500
    radius = 0.5 * np.exp(rng.exponential(0.5, n))
    u = rng.random(n)
    share = np.array([truth.share(np.arange(400), r) for r in radius])
    waited = np.where(share[:, -1] >= u, (share >= u[:, None]).argmax(axis=1), -1)
    seen = np.full(n, 400)
    found = learn_whole(Delays(radius, waited, seen))
    assert found.b == pytest.approx(truth.b, abs=0.15)


def test_windows_that_have_not_passed_are_not_counted_as_failures():
    """Half of the captures are a week old and not whole yet: that says nothing of a month, a year would."""
    young, old = (Delays(np.full(400, 1.0), np.repeat([20, -1], 200), np.repeat([400, s], 200)) for s in (8, 400))
    month = np.array([30])
    assert learn_whole(young).share(month, 1.0) > 0.65 > 0.55 > learn_whole(old).share(month, 1.0)


@given(CURVES, RADII, st.lists(st.tuples(st.integers(1, 60), st.floats(0, 1)), min_size=1, max_size=12))
def test_all_comes_later_than_the_centre_and_is_the_sum_over_its_days(curve, radius, steps):
    horizons = np.cumsum([gap for gap, _ in steps])
    centre = np.maximum.accumulate([p for _, p in steps])
    found = curve.after(centre, horizons, radius)
    assert (found <= centre + 1e-9).all() and (np.diff(found) >= -1e-9).all() and found[0] >= 0
    by_day = np.interp(np.arange(horizons[-1] + 1), [0, *horizons], [0.0, *centre])
    slow = [
        sum((by_day[u] - by_day[u - 1]) * float(curve.share(np.array([h - u]), radius)[0]) for u in range(1, h + 1))
        for h in horizons
    ]
    assert found == pytest.approx(slow, abs=1e-9)


@given(CURVES, RADII, st.integers(0, 2000))
def test_what_has_waited_long_goes_on_waiting(curve, radius, held):
    """The chance of the next month falls with the time since the centre came, and is that of the curve at once."""
    h = np.array([30, 90, 365])
    now, later = curve.still(held, h, radius), curve.still(held + 400, h, radius)
    assert (now >= 0).all() and (now <= 1).all() and (np.diff(now) >= -1e-12).all()
    assert (later <= now + 1e-9).all()
