"""The audit of the real daily maps: against Shapely's replay of some weeks, and what is known of them."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import alder_ground as alder
import pytest
import shapely
from shapely.geometry import shape

from frontwatch.ground.audit.audit import Audit, audit
from frontwatch.ground.audit.turns import turns
from frontwatch.theatre.theatre import open_theatre

DAILY = Path(__file__).parents[3] / "shared" / "ground" / "deepstate-daily"
WEEKS = slice(365, 402)
"""Maps of 2025-07-14 to 2025-08-19."""
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not DAILY.is_dir(), reason="needs the daily maps in ../shared/ground"),
]


@pytest.fixture(scope="module")
def found(daily) -> Audit:
    return audit(daily, open_theatre())


@pytest.fixture(scope="module")
def drawn(daily) -> dict[int, object]:
    """The ground of each map of the weeks as drawn, by its index."""
    files = sorted(DAILY.glob("*.geojson"))
    numbers = range(*WEEKS.indices(len(files)))
    return {n: shapely.make_valid(shape(json.loads(files[n].read_bytes())["features"][0]["geometry"])) for n in numbers}


def test_what_turns_on_each_map_is_shapelys_symmetric_difference(daily, drawn):
    t = turns(daily)
    for before, after in pairwise(sorted(drawn)):
        expected = alder.km2(shapely.symmetric_difference(drawn[before], drawn[after]))
        assert t.km2[t.map == after].sum() == pytest.approx(expected, rel=0.01, abs=0.02), daily.days[after]


def test_the_flips_of_some_weeks_are_those_of_shapelys_replay(drawn, found):
    expected = []
    for t in sorted(drawn)[1:-3]:
        before, now = drawn[t - 1], drawn[t]
        for ground, there in ((now - before, False), (before - now, True)):
            for k in (1, 2, 3):
                gone = (ground & drawn[t + k]) if there else (ground - drawn[t + k])
                pieces = [p for p in shapely.get_parts(gone).tolist() if p.geom_type == "Polygon"]
                expected += [(t, k, alder.km2(p)) for p in pieces if alder.km2(p) > 0.2]
                ground = ground - gone
    expected.sort()
    told = sorted((a.first.index, a.count, a.km2) for a in found.anomalies if a.kind == "flip" and a.km2 > 0.2)
    told = [f for f in told if f[0] in sorted(drawn)[1:-3]]
    assert len(told) >= 4
    assert [f[:2] for f in told] == [e[:2] for e in expected]
    assert [f[2] for f in told] == pytest.approx([e[2] for e in expected], rel=0.02, abs=0.01)


def test_the_alteration_of_november_2025_was_of_another_publishers_map(found):
    """Of this archive nothing near Myrnohrad vanished again: the map altered for a bet was ISW's."""
    myrnohrad = [
        a
        for a in found.anomalies
        if a.kind == "flip" and date(2025, 11, 10) <= a.first.day <= date(2025, 11, 25) and a.where.sector
        and a.where.sector.name == "Pokrovsk sector"
    ]  # fmt: skip
    assert myrnohrad == []


def test_the_issues_shares_of_what_went_back(found):
    shares = {r.what: {maps: round(100 * amount / r.changed, 1) for maps, amount in r.back} for r in found.returned}
    assert shares["settlements"][1] == 0.2
    assert shares["km2"][30] == 1.9


def test_days_known_to_be_missing_or_copied(found):
    gaps = [(a.first.day, a.last.day) for a in found.anomalies if a.kind == "gap"]
    assert (date(2025, 11, 25), date(2025, 11, 27)) in gaps
    assert len(gaps) == 4
    assert sum(a.count for a in found.anomalies if a.kind == "copy") == 81
