"""Real records side by side: DeepState's two sources, and the shipped timeline against the daily maps, by Shapely."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from functools import reduce
from pathlib import Path

import alder_ground as alder
import numpy as np
import pytest
import shapely
from shapely import Polygon
from shapely.geometry import shape

from frontwatch.ground.compare import compare, pairs
from frontwatch.ground.disagreed import count_disagreed, disagreed
from frontwatch.ground.record import Record, open_record
from frontwatch.ground.rings import rings
from frontwatch.model import CONTESTED
from frontwatch.theatre.theatre import open_theatre

GROUND = Path(__file__).parents[3] / "shared" / "ground"
DAILY, ARCHIVE = GROUND / "deepstate-daily", GROUND / "deepstate-archive.tar.xz"
UKRAINE = open_theatre("ukraine")
FROM_DAILY = date(2025, 8, 4)
"""The shipped timeline was sampled from the published maps until this day, then from the daily ones."""
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not DAILY.is_dir(), reason="needs the maps in ../shared/ground"),
]


@pytest.fixture(scope="module")
def shipped() -> Record:
    return open_record(UKRAINE.default_record)


def ground(record: Record, m, *statuses: str):
    """The ground of some layers as Shapely builds it from the map's rings: inside an odd number of them."""
    layers = np.array([x.status in statuses for x in record.meta.layers])
    return reduce(shapely.symmetric_difference, [shapely.make_valid(Polygon(r)) for r in rings(record, m, layers)])


def drawn(m):
    """A daily map's ground from its file, which no record has been through."""
    file = next(DAILY.glob(f"*{m.day:%Y%m%d}*.geojson"))
    return shapely.make_valid(shape(json.loads(file.read_bytes())["features"][0]["geometry"]))


def test_daily_against_archive_is_what_shapely_finds_on_several_days(daily, archive):
    found = compare(daily, archive, pairs(daily, archive))
    assert len(found.pairs) > 370
    for n in range(0, len(found.pairs), 74):
        day = found.pairs[n]
        a, b = drawn(day.a), ground(archive, day.b, "held")
        doubt = ground(archive, day.b, "contested").difference(b)
        for figure, oracle in (
            (found.only_a("RU")[n], a.difference(b)),
            (found.only_b("RU")[n], b.difference(a)),
            (found.only_b(CONTESTED)[n], doubt),
            (found.only_a("UA")[n], b.union(doubt).difference(a)),
        ):
            # Slivers of some square metres between two drawings of one line are no ground of either.
            assert figure == pytest.approx(alder.km2(oracle), rel=1e-3, abs=0.05), day


def test_all_days_take_a_few_seconds(daily, archive):
    days = pairs(daily, archive)
    start = time.perf_counter()
    compare(daily, archive, days)
    count_disagreed(daily, archive, UKRAINE, days)
    assert time.perf_counter() - start < 10


def test_the_timeline_names_the_holders_of_the_maps_it_was_sampled_from(daily, shipped, archive):
    of_archive, of_daily = pairs(archive, shipped), pairs(daily, shipped)
    counts = count_disagreed(archive, shipped, UKRAINE, of_archive)
    assert not any(n for day, n in zip(of_archive, counts.tolist(), strict=True) if day.day < FROM_DAILY)
    counts = count_disagreed(daily, shipped, UKRAINE, of_daily)
    assert not any(n for day, n in zip(of_daily, counts.tolist(), strict=True) if day.day >= FROM_DAILY)
    day = FROM_DAILY - timedelta(days=1)
    on = [next(p for p in days if p.day == day) for days in (of_daily, pairs(daily, archive))]
    assert disagreed(daily, shipped, UKRAINE, on[0]) == disagreed(daily, archive, UKRAINE, on[1]) != ()
