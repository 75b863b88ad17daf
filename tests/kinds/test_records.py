"""Several records: those that agree are all told, those that differ make a claim disputed."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from shapely import box

sys.path.insert(0, str(Path(__file__).parents[1] / "ground"))
import alder_ground as alder

from frontwatch.kinds.bench import Bench
from frontwatch.kinds.control import Control
from frontwatch.kinds.duration import Duration
from frontwatch.kinds.kinds import BY_NAME
from frontwatch.model import Place, Quantity

ASHFORD = next(p for p in alder.ALDERLAND.look_up("Ashford") if isinstance(p, Place))
ON_IT, OFF_IT = [box(29.5, 49.5, 30.8, 50.5)], [box(30.6, 49.9, 30.8, 50.1)]
SAID = {"quote": "Borland holds Ashford", "start": 0, "end": 21, "line": 1, "side": "BO", "places": (ASHFORD,)}


def bench(*records):
    return Bench(alder.ALDERLAND, records, alder.FIRST + timedelta(days=3))


def named(name, *maps):
    return alder.record(*maps, meta=replace(alder.META, name=name))


def judged(claim, *records):
    return BY_NAME[claim.kind].test(claim, bench(*records))


def test_records_that_agree_are_both_told():
    found = judged(Control(kind="control", **SAID), named("One", ON_IT), named("Two", ON_IT))
    assert found.verdict == "supported" and "One, 1 March" in found.reason and "Also supported: Two" in found.reason


def test_records_that_differ_make_a_claim_disputed_and_both_are_told():
    found = judged(Control(kind="control", **SAID), named("One", ON_IT), named("Two", OFF_IT))
    assert (found.verdict, found.code) == ("disputed", "records_differ")
    assert "supported: One" in found.reason and "contradicted: Two" in found.reason


def test_a_record_that_cannot_answer_leaves_it_to_the_other():
    early = alder.record(ON_IT, meta=replace(alder.META, name="Early"))
    claim = Control(kind="control", day=alder.FIRST + timedelta(days=20), **SAID)
    late = named("Late", *[ON_IT] * 22)
    found = BY_NAME["control"].test(claim, Bench(alder.ALDERLAND, (early, late), alder.FIRST + timedelta(days=21)))
    assert found.verdict == "supported" and "Late" in found.reason


@pytest.mark.parametrize(
    ("days", "verdict"), [(8, "supported"), (14, "supported"), (30, "overstated"), (2, "understated")]
)
def test_a_battle_without_a_key_day_is_as_long_as_the_other_side_has_been_near(days, verdict):
    far, near, close = OFF_IT, [box(30.15, 49.9, 30.5, 50.1)], [box(30.05, 49.9, 30.5, 50.1)]
    maps = [far] * 6 + [near] * 7 + [close] * 8
    claim = Duration(
        kind="duration", of="battle", day=alder.FIRST + timedelta(days=20), quantity=Quantity(days, days, "days"),
        **{**SAID, "quote": "the battle of Ashford"},
    )  # fmt: skip
    found = BY_NAME["duration"].test(claim, Bench(alder.ALDERLAND, (alder.record(*maps),), date(2024, 3, 22)))
    assert found.verdict == verdict, found.reason


def test_a_day_before_the_first_map_is_untested_and_names_the_nearest():
    claim = Control(kind="control", day=alder.FIRST - timedelta(days=9), **SAID)
    found = judged(claim, named("One", ON_IT))
    assert (found.verdict, found.code) == ("untested", "gap") and "2024-03-01" in found.reason


@pytest.mark.parametrize(("delay", "verdict"), [(3, "disputed"), (0, "contradicted")])
def test_a_change_within_the_sources_delay_and_near_its_ground_may_be_missing_from_the_map(delay, verdict):
    near = [box(30.05, 49.9, 30.5, 50.1)]
    slow = alder.record(near, near, near, meta=replace(alder.META, delay_days=delay))
    claim = Control(kind="control", change="took", day=alder.FIRST + timedelta(days=1), **SAID)
    found = judged(claim, slow)
    assert found.verdict == verdict
    assert (found.code, bool(found.settles)) == (("too_recent", True) if delay else (None, False))


def test_a_change_far_from_the_sides_ground_is_not_a_matter_of_delay():
    slow = alder.record(OFF_IT, OFF_IT, meta=replace(alder.META, delay_days=3))
    claim = Control(kind="control", change="took", day=alder.FIRST + timedelta(days=1), **SAID)
    assert judged(claim, slow).verdict == "contradicted"


def test_contested_is_told_by_how_near_the_other_side_is():
    contested = {**SAID, "side": None, "contested": True}
    verdicts = [
        judged(Control(kind="control", **contested), alder.record([box(west, 49.9, 30.9, 50.1)])).verdict
        for west in (29.99, 30.035, 30.05, 30.6)
    ]
    assert verdicts == ["supported", "untested", "untested", "contradicted"]
