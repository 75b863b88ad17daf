"""The measures on the daily record of real maps, against figures measured independently of this code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from frontwatch.ground.area import region_share
from frontwatch.ground.change import change
from frontwatch.ground.exposure import exposure
from frontwatch.ground.front import front
from frontwatch.theatre.theatre import open_theatre

DAILY = Path(__file__).parents[3] / "shared" / "ground" / "deepstate-daily"
UKRAINE = open_theatre()
DAY = date(2025, 6, 28)
PUBLISHED_KM2 = {5: 449, 6: 556, 7: 564, 8: 464}  # by DeepState, for months of 2025
pytestmark = [pytest.mark.full, pytest.mark.skipif(not DAILY.is_dir(), reason="needs the maps in ../shared/ground")]


@pytest.mark.parametrize(("code", "percent"), [("UA-14", 71.8), ("UA-09", 98.5)])
def test_share_of_the_regions(daily, code, percent):
    share = region_share(daily, UKRAINE, code, daily.map_on(DAY))
    assert 100 * share.share_of("RU") == pytest.approx(percent, abs=0.1)


def test_the_front_at_two_scales(daily):
    found = front(daily, UKRAINE, daily.map_on(DAY))
    assert 1000 <= found.km_2km <= 1240 and 1210 <= found.km_drawn <= 1460


@pytest.mark.parametrize(
    ("day", "bearings"),
    [(date(2024, 7, 8), 0), (date(2025, 1, 2), 30), (date(2025, 5, 28), 35), (DAY, 41)],
)
def test_bearings_around_pokrovsk(daily, day, bearings):
    pokrovsk = UKRAINE.look_up("Pokrovsk")[0]
    found = exposure(daily, UKRAINE, pokrovsk.lon, pokrovsk.lat, daily.map_on(day), to_side="RU")
    assert abs(found.count - bearings) <= 1
    if day == DAY:
        assert found.arc_words == "55° to 255°" and found.nearest_km == pytest.approx(6.0, rel=0.02)


def test_change_by_sector(daily):
    found = change(daily, UKRAINE, daily.map_on(date(2025, 5, 28)), daily.map_on(DAY))
    by_sector = dict(found.changed_by_sector)
    assert list(by_sector)[:4] == ["novopavlivka", "sumy", "toretsk", "pokrovsk"]
    assert by_sector["novopavlivka"] == pytest.approx(166, rel=0.02)
    assert by_sector["sumy"] == pytest.approx(143, rel=0.02)
    # the ground between these two towns falls to either by how the anchors are placed, to 5 %
    assert by_sector["toretsk"] == pytest.approx(112, rel=0.05)
    assert by_sector["pokrovsk"] == pytest.approx(46, rel=0.05)


def test_gross_gains_are_those_the_publisher_published(daily):
    gains = []
    for month, published in PUBLISHED_KM2.items():
        first, last = daily.map_on(date(2025, month, 1)), daily.map_on(date(2025, month + 1, 1))
        gains.append(change(daily, UKRAINE, first, last).of("RU").gained_km2)
        assert gains[-1] == pytest.approx(published, rel=0.12), month
    assert sum(gains) == pytest.approx(sum(PUBLISHED_KM2.values()), rel=0.03)
