"""The history of points, against replaying every map day by day."""

from __future__ import annotations

from datetime import date, timedelta

import drawn
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from test_record import META, a_map, a_record

DAY = timedelta(days=1)
START = date(2024, 3, 1)


def replayed(record, lon, lat):
    """The slow and obvious way: ask the last map of each day, one after the other."""
    rows = []
    days = sorted({d.item() for d in record.days})
    last_of_day = {d.item(): i for i, d in enumerate(record.days)}
    for point, (x, y) in enumerate(zip(lon, lat, strict=True)):
        for day in days:
            side = str(record.holder(x, y, last_of_day[day])[0])
            if rows and rows[-1][:2] == [point, side] and rows[-1][3] is None:
                continue
            if rows and rows[-1][0] == point:
                rows[-1][3] = days[days.index(day) - 1]
            rows.append([point, side, day, None])
    return rows


def as_rows(table):
    return [[r["point"], r["side"], r["first"], r["last"]] for r in table.to_pylist()]


def test_a_history_has_both_ends_and_is_open_while_it_stands():
    record = a_record(
        a_map(START, drawn.square(0, 0)),
        a_map(START + DAY, drawn.square(10, 0)),
        a_map(START + 5 * DAY, drawn.square(10, 0)),
    )
    table = record.history([36.05, 36.15], [48.05, 48.05])
    assert table.schema.names == ["point", "side", "first", "last"]
    assert as_rows(table) == [
        [0, "RED", START, START],
        [0, "BLUE", START + DAY, None],
        [1, "BLUE", START, START],
        [1, "RED", START + DAY, None],
    ], "and days without a map break nothing"


def test_the_last_map_of_a_day_is_what_the_day_shows():
    maps = [
        a_map(START, drawn.square(0, 0), sha="a"),
        a_map(START + DAY, drawn.square(10, 0), sha="b"),
        a_map(START + DAY, drawn.square(0, 0), sha="c"),
        a_map(START + 2 * DAY, drawn.square(0, 0), sha="d"),
    ]
    assert as_rows(a_record(*maps).history(36.05, 48.05)) == [[0, "RED", START, None]]


def test_one_number_is_one_point_and_none_is_none():
    record = a_record(a_map(START, drawn.square(0, 0)))
    assert record.history(36.5, 48.5).to_pylist() == [{"point": 0, "side": "BLUE", "first": START, "last": None}]
    assert record.history([], []).num_rows == 0


boxes = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=0, max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(boxes, boxes, st.integers(0, 3)), min_size=1, max_size=6))
def test_histories_are_what_replaying_every_map_gives(days):
    maps, day = [], START
    for n, (red, grey, gap) in enumerate(days):
        day += gap * DAY
        reds = [drawn.square(10 * x, 10 * y, 15) for x, y in red]
        greys = [drawn.square(10 * x, 10 * y, 15) for x, y in grey]
        maps.append(
            a_map(day, *parts(shapely.union_all(reds)), grey=parts(shapely.union_all(greys)), sha=str(n).zfill(3))
        )
    record = a_record(*maps)
    # Points on vertices, on edges and inside alike: whatever the ray rule says, history and map must say the same.
    x, y = np.meshgrid(np.arange(36.0, 36.8, 0.05), np.arange(48.0, 48.8, 0.1))
    lon, lat = x.ravel().round(7), y.ravel().round(7)
    assert as_rows(record.history(lon, lat)) == replayed(record, lon, lat)


def parts(shape):
    return [p for p in shapely.get_parts(shape).tolist() if p.geom_type == "Polygon"]


def test_many_points_in_small_passes_are_the_same(monkeypatch):
    import frontwatch.ground.holder as holder

    record = a_record(*(a_map(START + n * DAY, drawn.square(n, n, 20)) for n in range(8)))
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(36, 36.4, 300), rng.uniform(48, 48.4, 300)
    whole = as_rows(record.history(lon, lat))
    monkeypatch.setattr(holder, "PAIRS_AT_ONCE", 50)
    assert as_rows(record.history(lon, lat)) == whole
    assert META.holders == ("BLUE", "RED", "contested")
