"""The record: its file, its maps by day, who holds a point."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import drawn
import numpy as np
import pytest

from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons, record_from_edges
from frontwatch.ground.errors import BeforeRecord, Gap, GroundError, NoPublicationTimes, NotARecord, RecordEnds
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.record import Record, open_record, record_of
from frontwatch.ground.storage import write_record

RED, GREY = Layer("held", "RED"), Layer("contested")
META = RecordMeta(
    name="Alder maps", publisher="Alder", ties="none", credit="none", scale="polygon", resolution_km=0.3, delay_days=0,
    theatre="alder", layers=(RED, GREY), rest="BLUE",
)  # fmt: skip


def a_map(day: date, *red, grey=(), published=None, sha=None) -> SourceMap:
    layers = ((RED, edges_of_polygons(red)), (GREY, edges_of_polygons(grey)))
    return SourceMap(day, published, sha or sha256(f"{day}{len(red)}".encode()).hexdigest(), layers)


def a_record(*maps: SourceMap, meta: RecordMeta = META) -> Record:
    return record_of(build_record(maps, meta))


@pytest.fixture
def four_days() -> Record:
    """One box from 1 March, a second beside it from 2 March, the first given up on 4 March; no map of 3 March."""
    one, two = drawn.square(0, 0), drawn.square(10, 0)
    return a_record(
        a_map(date(2024, 3, 1), one, grey=[drawn.square(30, 0)]),
        a_map(date(2024, 3, 2), one, two),
        a_map(date(2024, 3, 4), two),
    )


POINTS = np.array([36.05, 36.15, 36.35, 36.5]), np.array([48.05, 48.05, 48.05, 48.05])


def test_a_point_is_held_by_the_layer_it_lies_in(four_days):
    assert four_days.holder(*POINTS, 0).tolist() == ["RED", "BLUE", "contested", "BLUE"]
    assert four_days.holder(*POINTS, 1).tolist() == ["RED", "RED", "BLUE", "BLUE"]
    assert four_days.holder(36.05, 48.05, 2).tolist() == ["BLUE"]


def test_held_beats_contested():
    both = a_record(a_map(date(2024, 3, 1), drawn.square(0, 0), grey=[drawn.square(0, 0, 20)]))
    assert both.holder([36.05, 36.15], [48.05, 48.05], 0).tolist() == ["RED", "contested"]


def test_ground_that_two_sides_are_drawn_to_hold_is_contested():
    meta = RecordMeta(**{**{f: getattr(META, f) for f in META.__slots__}, "layers": (RED, Layer("held", "GREEN"))})
    edges = edges_of_polygons([drawn.square(0, 0)])
    two = SourceMap(date(2024, 3, 1), None, "x", ((RED, edges), (Layer("held", "GREEN"), edges)))
    assert a_record(two, meta=meta).holder(36.05, 48.05, 0).tolist() == ["contested"]


def test_claimed_ground_is_never_held():
    meta = RecordMeta(**{**{f: getattr(META, f) for f in META.__slots__}, "layers": (Layer("claimed", "RED"),)})
    claimed = SourceMap(
        date(2024, 3, 1), None, "x", ((Layer("claimed", "RED"), edges_of_polygons([drawn.square(0, 0)])),)
    )
    assert a_record(claimed, meta=meta).holder(36.05, 48.05, 0).tolist() == ["BLUE"]


def test_an_edge_shared_inside_a_layer_vanishes(four_days):
    assert len(four_days.edges_on(0).lon1) == 8  # the box, and the contested box
    assert len(four_days.edges_on(1).lon1) == 6  # two boxes without the wall between them


def test_each_edge_stands_once_with_its_lifetime(four_days):
    # First box 4 edges (its east wall dies with the second box), contested box 4, second box 3, its west wall reborn 1.
    assert len(four_days.first) == 12
    assert (four_days.first <= four_days.last).all()


def test_the_ground_lies_on_the_left_of_its_edges(four_days):
    e = four_days.edges_on(0)
    red = e.layer == 0
    signed = 0.5 * np.sum(e.lon1[red] * e.lat2[red] - e.lon2[red] * e.lat1[red])
    assert signed == pytest.approx(0.01)


def test_a_hole_runs_the_other_way():
    ring = drawn.square(0, 0, 30).difference(drawn.square(10, 10))
    holed = a_record(a_map(date(2024, 3, 1), ring))
    e = holed.edges_on(0)
    assert 0.5 * np.sum(e.lon1 * e.lat2 - e.lon2 * e.lat1) == pytest.approx(0.08)
    assert holed.holder([36.15, 36.05], [48.15, 48.05], 0).tolist() == ["BLUE", "RED"]


@pytest.mark.parametrize(
    "day, found, why",
    [
        (date(2024, 3, 1), 0, "the first map"),
        (date(2024, 3, 2), 1, "a map of the day itself"),
        (date(2024, 3, 3), 1, "no map of the day: the one before"),
        (date(2024, 3, 11), 2, "seven days old is still a map"),
    ],
)
def test_the_map_of_a_day_is_the_last_of_that_day_or_before(four_days, day, found, why):
    assert four_days.map_on(day).index == found, why


def test_before_and_after_the_record_it_says_so_and_names_the_nearest_map(four_days):
    with pytest.raises(BeforeRecord, match="begins on 2024-03-01, after 2024-02-28") as before:
        four_days.map_on(date(2024, 2, 28))
    assert before.value.nearest == four_days.map_at(0)
    with pytest.raises(RecordEnds, match="ends on 2024-03-04, 8 days before 2024-03-12") as after:
        four_days.map_on(date(2024, 3, 12))
    assert after.value.nearest == four_days.map_at(-1)
    assert four_days.map_on(date(2024, 3, 12), max_age=8).index == 2


def test_in_a_gap_it_says_so_and_names_the_nearer_map():
    gap = a_record(a_map(date(2024, 3, 1), drawn.square(0, 0)), a_map(date(2024, 3, 21), drawn.square(10, 0)))
    with pytest.raises(Gap, match="no map between 2024-03-01 and 2024-03-21") as far:
        gap.map_on(date(2024, 3, 10))
    assert far.value.nearest.day == date(2024, 3, 1)
    with pytest.raises(Gap, match="nearest map is of 2024-03-21") as near:
        gap.map_on(date(2024, 3, 15))
    assert near.value.nearest.day == date(2024, 3, 21)


def test_known_by_a_day_counts_only_what_was_published_by_its_end():
    late = datetime(2024, 3, 5, 12, tzinfo=UTC)
    record = a_record(
        a_map(date(2024, 3, 1), drawn.square(0, 0)),
        a_map(date(2024, 3, 1), drawn.square(10, 0), drawn.square(30, 0), published=late),
    )
    assert record.map_on(date(2024, 3, 1)).index == 1, "the correction is the day's last map"
    assert record.map_on(date(2024, 3, 1), known_by=date(2024, 3, 4)).index == 0, "nobody knew it then"
    assert record.map_on(date(2024, 3, 1), known_by=date(2024, 3, 5)).index == 1
    with pytest.raises(BeforeRecord, match="Nothing of Alder maps was published by 2024-02-29"):
        record.map_on(date(2024, 3, 1), known_by=date(2024, 2, 29))


def test_what_was_not_known_yet_is_not_called_the_end_of_the_record():
    record = a_record(a_map(date(2024, 3, 1), drawn.square(0, 0)), a_map(date(2024, 3, 15), drawn.square(10, 0)))
    with pytest.raises(RecordEnds, match="no map after 2024-03-01 was known then"):
        record.map_on(date(2024, 3, 14), known_by=date(2024, 3, 14))


def test_a_settlement_record_keeps_no_publication_times_and_says_so():
    meta = RecordMeta(**{**{f: getattr(META, f) for f in META.__slots__}, "scale": "settlement"})
    record = a_record(a_map(date(2024, 3, 1), drawn.square(0, 0)), meta=meta)
    with pytest.raises(NoPublicationTimes, match="keeps no publication times"):
        record.map_on(date(2024, 3, 1), known_by=date(2024, 3, 1))


def test_a_file_gives_back_what_was_written(four_days, tmp_path):
    path = tmp_path / "r.parquet"
    table = build_record(
        [a_map(date(2024, 3, 1), drawn.square(0, 0), published=datetime(2024, 3, 1, 2, tzinfo=UTC))], META
    )
    digest = write_record(table, path)
    opened = open_record(path)
    assert opened.hash == digest == record_of(table).hash
    assert opened.meta == META
    assert opened.map_at(0).published == datetime(2024, 3, 1, 2, tzinfo=UTC)
    for name, column in table.edges().items():
        assert (opened.columns[name] == column).all(), name


def test_coordinates_come_back_to_the_last_digit(tmp_path):
    ring = np.array([[36.0000001, 48.0], [36.1234567, 48.0], [36.1, 48.7654321], [36.0000001, 48.0]])
    from shapely import Polygon

    record = a_record(a_map(date(2024, 3, 1), Polygon(ring)))
    e = record.edges_on(0)
    assert sorted(zip(e.lon1.tolist(), e.lat1.tolist(), strict=True)) == sorted(map(tuple, ring[:-1].tolist()))


def test_edges_with_known_lifetimes_make_the_same_record(four_days):
    c = four_days.columns
    shuffled = np.random.default_rng(1).permutation(len(c["first"]))
    table = record_from_edges(
        META, days=four_days.days, map_hashes=four_days.map_hashes,
        edges=np.stack([c[n] for n in ("x1", "y1", "x2", "y2")], axis=1)[shuffled],
        layer=c["layer"][shuffled], first=c["first"][shuffled], last=c["last"][shuffled],
    )  # fmt: skip
    assert record_of(table).hash == four_days.hash


@pytest.mark.parametrize("spoil", [b"", b"no parquet at all", None])
def test_what_is_no_record_is_refused_in_one_sentence(tmp_path, spoil):
    path = tmp_path / "r.parquet"
    if spoil is None:
        write_record(build_record([a_map(date(2024, 3, 1), drawn.square(0, 0))], META), path)
        path.write_bytes(path.read_bytes()[:-40])
    else:
        path.write_bytes(spoil)
    with pytest.raises(NotARecord, match="not a ground record that this version reads"):
        open_record(path)
    with pytest.raises(NotARecord, match="no such record"):
        open_record(tmp_path / "absent.parquet")


def test_another_programs_parquet_is_no_record(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"x": [1]}), tmp_path / "t.parquet")
    with pytest.raises(NotARecord):
        open_record(tmp_path / "t.parquet")


def test_a_record_that_was_changed_is_refused(tmp_path, monkeypatch):
    import frontwatch.ground.storage as storage

    monkeypatch.setattr(storage, "content_hash", lambda table: "0" * 64)
    write_record(build_record([a_map(date(2024, 3, 1), drawn.square(0, 0))], META), tmp_path / "r.parquet")
    monkeypatch.undo()
    with pytest.raises(NotARecord, match="does not match its hash"):
        open_record(tmp_path / "r.parquet")


def test_points_must_be_points(four_days):
    for lon, lat in [([1.0, 2.0], [1.0]), (np.nan, 48.0), (36.0, 91.0)]:
        with pytest.raises(GroundError):
            four_days.holder(lon, lat, 0)


def test_a_record_is_the_same_whatever_order_its_maps_came_in(tmp_path):
    maps = [a_map(date(2024, 3, 1) + timedelta(days=n), drawn.square(n, 0), drawn.square(50, n)) for n in range(6)]
    for name, order in {"a": maps, "b": maps[::-1], "c": maps + maps}.items():
        write_record(build_record(order, META), tmp_path / name)
    assert Path(tmp_path / "a").read_bytes() == Path(tmp_path / "b").read_bytes() == Path(tmp_path / "c").read_bytes()
