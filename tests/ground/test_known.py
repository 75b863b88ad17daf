"""A record as known by a day: against the record that would have been built from the maps published by then."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import alder_ground as alder
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.errors import BeforeRecord, RecordEnds
from frontwatch.ground.known import as_it_was, as_known, known_where_told, maps_hash
from frontwatch.ground.record import record_of

EDGES = [edges_of_polygons([alder.box(29.9 + n / 10, 49.9, 30.4, 50.1)]) for n in range(4)]
NONE = edges_of_polygons([])


def a_map(day: int, ground: int, published: datetime | None, sha: str) -> SourceMap:
    layers = tuple(zip(alder.META.layers, (EDGES[ground], NONE), strict=True))
    return SourceMap(alder.FIRST + timedelta(days=day), published, sha, layers)


@st.composite
def histories(draw: st.DrawFn) -> list[SourceMap]:
    """A map on each of some days, and later versions of some of them, first seen some days after."""
    grounds = draw(st.lists(st.integers(0, 3), min_size=2, max_size=6))
    maps = [a_map(day, ground, None, f"{day}") for day, ground in enumerate(grounds)]
    for n, (day, ground, late) in enumerate(
        draw(st.lists(st.tuples(st.integers(0, len(maps) - 1), st.integers(0, 3), st.integers(1, 9)), max_size=4))
    ):
        seen = datetime.combine(alder.FIRST + timedelta(days=day + late), time(12, n), UTC)
        maps.append(a_map(day, ground, seen, f"{day} again {n}"))
    return maps


def known(maps: list[SourceMap], by: date) -> list[SourceMap]:
    return [m for m in maps if (m.published.date() if m.published else m.day) <= by]


@given(histories(), st.integers(0, 14))
@settings(max_examples=60, deadline=None)
def test_it_is_the_record_of_the_maps_published_by_then(maps, after):
    by = alder.FIRST + timedelta(days=after)
    then, expected = as_known(record_of(build_record(maps, alder.META)), by), known(maps, by)
    built = record_of(build_record(expected, alder.META))
    assert then.map_hashes == built.map_hashes and (then.days == built.days).all()
    ours, theirs = (sorted(zip(*(c.tolist() for c in r.columns.values()), strict=True)) for r in (then, built))
    assert ours == theirs


@given(histories(), st.integers(0, 14))
@settings(max_examples=60, deadline=None)
def test_a_record_that_grew_by_days_and_corrections_is_found_again_as_it_was(maps, after):
    by = alder.FIRST + timedelta(days=after)
    was = record_of(build_record(known(maps, by), alder.META))
    found = as_it_was(record_of(build_record(maps, alder.META)), maps_hash(was), was.map_at(-1).day)
    assert found is not None and found.map_hashes == was.map_hashes


def test_maps_that_it_never_had_are_not_found():
    whole = record_of(build_record([a_map(day, 0, None, f"{day}") for day in range(4)], alder.META))
    other = record_of(build_record([a_map(day, 0, None, f"other {day}") for day in range(4)], alder.META))
    assert as_it_was(whole, maps_hash(other), other.map_at(-1).day) is None


def test_all_its_maps_or_no_day_give_the_record_itself():
    whole = record_of(build_record([a_map(day, 0, None, f"{day}") for day in range(4)], alder.META))
    assert as_known(whole, None) is whole and as_known(whole, date(2100, 1, 1)) is whole


def test_before_the_first_map_nothing_was_known():
    whole = record_of(build_record([a_map(0, 0, None, "0")], alder.META))
    with pytest.raises(BeforeRecord, match="was published by 2024-02-01"):
        as_known(whole, date(2024, 2, 1))
    assert known_where_told(whole, date(2024, 2, 1)) is whole


def test_a_day_after_the_last_map_known_says_that_more_was_not_known_then():
    maps = [a_map(day, 0, None, f"{day}") for day in range(20)]
    then = as_known(record_of(build_record(maps, alder.META)), alder.FIRST + timedelta(days=3))
    with pytest.raises(RecordEnds, match="no map after 2024-03-04 was known then"):
        then.map_on(alder.FIRST + timedelta(days=15))
